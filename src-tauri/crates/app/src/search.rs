//! Search everywhere, and the palette's quick one.

use kith_store::{Among, Hit as Found, MemberRow, Person, SearchKind, SearchOrder, SearchQuery, SpaceRow};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App,
    render::{self, SafeHtml},
    segments,
};

/// How much of a message is shown around what was found.
const EXCERPT: usize = 180;
/// How many people, topics and notes a search shows beside messages.
const BESIDE: u32 = 8;
/// How many notes the palette shows, and how much of each.
const NOTES: u32 = 4;
const PALETTE_EXCERPT: usize = 72;

/// A search.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Search {
    /// Words; all are required, "quoted ones" follow each other, the last may be unfinished.
    pub(crate) text: String,
    /// What to look in; everything when empty.
    #[serde(default)]
    pub(crate) kinds: Vec<SearchKind>,
    /// Only of this source.
    #[serde(default)]
    pub(crate) source: Option<String>,
    /// Only in this space.
    #[serde(default)]
    pub(crate) space: Option<String>,
    /// Only by this member.
    #[serde(default)]
    pub(crate) person: Option<String>,
    /// Only by members of this segment.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// Not before, UTC milliseconds.
    #[serde(default)]
    pub(crate) from: Option<i64>,
    /// Before, UTC milliseconds.
    #[serde(default)]
    pub(crate) until: Option<i64>,
    /// Newest or best first.
    #[serde(default)]
    pub(crate) order: SearchOrder,
    /// Messages before this place.
    #[serde(default)]
    pub(crate) before: Option<String>,
    /// How many messages, at most 200.
    pub(crate) limit: u32,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Hit {
    /// What it is.
    pub(crate) kind: SearchKind,
    /// Its id.
    pub(crate) id: String,
    /// UTC milliseconds.
    pub(crate) at: Option<i64>,
    /// Plain words: a topic's title, whom a note is about.
    pub(crate) title: String,
    /// What was found, with the words marked.
    pub(crate) snippet: SafeHtml,
    /// Who wrote it.
    pub(crate) author: Option<Person>,
    /// Where.
    pub(crate) space_id: Option<String>,
    /// What that is called.
    pub(crate) space_name: Option<String>,
    /// The conversation.
    pub(crate) thread_id: Option<String>,
    /// The member a note is about.
    pub(crate) member_id: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Hits {
    /// Notes and topics first, then messages.
    pub(crate) hits: Vec<Hit>,
    /// Where older messages follow.
    pub(crate) next: Option<String>,
    /// People; only on the first page.
    pub(crate) people: Vec<MemberRow>,
}

/// What was typed into the palette.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Palette {
    /// Beginnings of words.
    pub(crate) text: String,
}

/// What the palette offers.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PaletteHits {
    /// People.
    pub(crate) people: Vec<MemberRow>,
    /// Channels and categories.
    pub(crate) spaces: Vec<SpaceRow>,
    /// Notes; private ones while they are open.
    pub(crate) notes: Vec<PaletteNote>,
}

/// A note that the palette offers.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PaletteNote {
    /// Its id.
    pub(crate) id: String,
    /// Nobody but who holds the key reads it.
    pub(crate) private: bool,
    /// The words around what was found.
    pub(crate) text: String,
    /// Whom it is about.
    pub(crate) member: String,
    /// Their id; empty for nobody.
    pub(crate) member_id: String,
}

pub(crate) async fn search(app: &App, args: Search) -> Result<Hits, ApiError> {
    let before = render::key(args.before.as_deref())?;
    let wants = |kind: SearchKind| args.kinds.is_empty() || args.kinds.contains(&kind);
    let first = before.is_none();
    // Filters of messages leave nothing else.
    let narrowed = args.person.is_some()
        || args.segment.is_some()
        || args.from.is_some()
        || args.until.is_some()
        || args.source.is_some();
    let (messages, topics) = (wants(SearchKind::Messages), wants(SearchKind::Topics) && first && !narrowed);
    let (people, notes) = (
        wants(SearchKind::People) && first && !narrowed && args.space.is_none(),
        wants(SearchKind::Notes) && first && !narrowed && args.space.is_none(),
    );
    let alone = |kind| args.kinds == [kind];
    let beside = |kind| if alone(kind) { 200 } else { BESIDE };
    let (people_limit, topic_limit, note_limit) =
        (beside(SearchKind::People), beside(SearchKind::Topics), beside(SearchKind::Notes));
    segments::settle(app, args.segment.as_deref()).await?;
    let now = app.now();
    let mut query = SearchQuery {
        text: args.text,
        source: args.source,
        space: args.space,
        person: args.person,
        among: Among::EVERYBODY,
        from: args.from,
        until: args.until,
        order: args.order,
        before,
        limit: args.limit.clamp(1, 200),
    };
    // Sealed notes are looked through in memory, while they are open.
    let sealed = if notes {
        app.search_sealed(kith_store::words::question(&query.text, 1).terms, note_limit as usize).await?
    } else {
        Vec::new()
    };
    Ok(app
        .store()?
        .read(move |read| {
            let mut hits = Hits { hits: Vec::new(), next: None, people: Vec::new() };
            if people {
                hits.people = read.find_members(&query.text, people_limit)?;
            }
            let terms = kith_store::words::question(&query.text, 1).terms;
            if notes {
                let mut found = read.search_notes(&query.text, note_limit as usize)?;
                found.extend(sealed);
                found.sort_by_key(|hit| std::cmp::Reverse(hit.changed_at()));
                found.truncate(note_limit as usize);
                hits.hits.extend(found.into_iter().map(|found| beside_hit(found, &terms)));
            }
            if topics {
                let found = read.search_topics(&query.text, query.space.as_deref(), topic_limit)?;
                hits.hits.extend(found.into_iter().map(|found| beside_hit(found, &terms)));
            }
            if messages {
                query.among = read.among(args.segment.as_deref(), now)?;
                let (found, next, question) = read.search_messages(&query)?;
                hits.next = next.map(|next| next.to_string());
                for message in found {
                    let plain = render::plain(read, &message.source_id, &message.text, usize::MAX);
                    hits.hits.push(Hit {
                        kind: SearchKind::Messages,
                        id: message.id.to_string(),
                        at: Some(message.occurred_at),
                        title: String::new(),
                        snippet: snippet(&plain, &question.terms),
                        author: message.author,
                        space_id: Some(message.space.0),
                        space_name: Some(message.space.1),
                        thread_id: message.thread_id.map(|id| id.to_string()),
                        member_id: None,
                    });
                }
            }
            Ok(hits)
        })
        .await?)
}

pub(crate) async fn palette(app: &App, args: Palette) -> Result<PaletteHits, ApiError> {
    let terms = kith_store::words::question(&args.text, 1).terms;
    let sealed = app.search_sealed(terms.clone(), NOTES as usize).await?;
    Ok(app
        .store()?
        .read(move |read| {
            let mut notes = if terms.is_empty() { Vec::new() } else { read.search_notes(&args.text, NOTES as usize)? };
            notes.extend(sealed);
            notes.sort_by_key(|hit| std::cmp::Reverse(hit.changed_at()));
            notes.truncate(NOTES as usize);
            Ok(PaletteHits {
                people: read.find_members(&args.text, BESIDE)?,
                spaces: read.find_spaces(&terms, BESIDE as usize)?,
                notes: notes.into_iter().filter_map(|hit| palette_note(hit, &terms)).collect(),
            })
        })
        .await?)
}

fn palette_note(hit: Found, terms: &[String]) -> Option<PaletteNote> {
    let Found::Note { note, member } = hit else { return None };
    let (text, _) = kith_store::words::excerpt(&note.text, terms, PALETTE_EXCERPT);
    let private = note.kept.sealed.is_some();
    Some(PaletteNote { id: note.id, private, text, member: member.name, member_id: member.id })
}

fn snippet(plain: &str, terms: &[String]) -> SafeHtml {
    let (excerpt, ranges) = kith_store::words::excerpt(plain, terms, EXCERPT);
    kith_domain::rich::highlight(&excerpt, &ranges).into()
}

fn beside_hit(found: Found, terms: &[String]) -> Hit {
    let empty = Hit {
        kind: SearchKind::Messages,
        id: String::new(),
        at: None,
        title: String::new(),
        snippet: snippet("", &[]),
        author: None,
        space_id: None,
        space_name: None,
        thread_id: None,
        member_id: None,
    };
    match found {
        Found::Topic { id, title, space, at } => Hit {
            kind: SearchKind::Topics,
            thread_id: Some(id.clone()),
            id,
            at: Some(at),
            snippet: snippet(&title, terms),
            title,
            space_id: Some(space.0),
            space_name: Some(space.1),
            ..empty
        },
        Found::Note { note, member } => Hit {
            kind: SearchKind::Notes,
            id: note.id,
            at: Some(note.updated_at),
            snippet: snippet(&note.text, terms),
            title: member.name,
            member_id: Some(member.id).filter(|id| !id.is_empty()),
            ..empty
        },
    }
}
