//! Texts that are used again, and the words that fill their places.
//!
//! **Invariant:** a place that is known but empty for somebody stays as it was written and is told.

use std::collections::BTreeMap;

use kith_domain::fill;
use kith_store::desk::{SavedText, SavedTextKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// The longest name of a text, characters.
const LONGEST_NAME: usize = 80;
/// The longest text, characters.
const LONGEST: usize = 10_000;

/// The places that can be filled, and what with.
const PLACES: [(&str, &str); 5] = [
    ("first_name", "the first word of the member's name"),
    ("name", "the member's name"),
    ("handle", "the member's short name"),
    ("community", "what the community is called"),
    ("space", "the channel or category"),
];

/// All texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SavedTexts {
    /// By name.
    pub(crate) texts: Vec<SavedText>,
    /// The places that can be filled.
    pub(crate) places: Vec<TextPlace>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TextPlace {
    /// As it is written between braces.
    pub(crate) name: String,
    /// What it is filled with.
    pub(crate) what: String,
}

/// Keep a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveText {
    /// The one that changes; a new one without.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) id: Option<String>,
    /// What it is for.
    pub(crate) kind: SavedTextKind,
    /// What it is called.
    pub(crate) name: String,
    /// Its words.
    pub(crate) body: String,
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextId {
    /// Its id.
    pub(crate) id: String,
}

/// Fill a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FillText {
    /// The words, with places.
    pub(crate) body: String,
    /// For whom.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) member: Option<String>,
    /// In which space.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) space: Option<String>,
}

/// A filled text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FilledText {
    /// The words.
    pub(crate) text: String,
    /// Places for which there was no word: they stand as they were written.
    pub(crate) missing: Vec<String>,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<SavedTexts, ApiError> {
    let texts = app.store()?.read(|read| read.saved_texts()).await?;
    let places =
        PLACES.iter().map(|(name, what)| TextPlace { name: (*name).to_owned(), what: (*what).to_owned() }).collect();
    Ok(SavedTexts { texts, places })
}

pub(crate) async fn save(app: &App, args: SaveText) -> Result<TextId, ApiError> {
    let (name, body) = (args.name.trim().to_owned(), args.body.trim().to_owned());
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(ApiError::invalid("name", format!("a name has between 1 and {LONGEST_NAME} characters")));
    }
    if body.is_empty() || body.chars().count() > LONGEST {
        return Err(ApiError::invalid("body", format!("a text has between 1 and {LONGEST} characters")));
    }
    let label = if args.id.is_some() { "Change saved text" } else { "Save text" };
    let id = args.id.unwrap_or_else(|| app.new_id());
    let (now, text) = (app.now(), SavedText { id: id.clone(), kind: args.kind, name, body });
    app.store()?.act(label, move |write| write.save_text(&text, now)).await?;
    Ok(TextId { id })
}

pub(crate) async fn remove(app: &App, args: TextId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove saved text", move |write| write.remove_text(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn fill(app: &App, args: FillText) -> Result<FilledText, ApiError> {
    let words = words_for(app, args.member, args.space).await?;
    let filled = fill::fill(&args.body, &words);
    Ok(FilledText { text: filled.text, missing: filled.missing.into_iter().collect() })
}

/// The words for somebody, somewhere.
pub(super) async fn words_for(
    app: &App,
    member: Option<String>,
    space: Option<String>,
) -> Result<BTreeMap<&'static str, String>, ApiError> {
    let (community, member, space) = app
        .store()?
        .read(move |read| {
            Ok((
                read.settings()?.name,
                member.map(|id| read.member_named(&id)).transpose()?,
                space.map(|id| read.space_target(&id)).transpose()?,
            ))
        })
        .await?;
    let mut words = BTreeMap::from([("community", community)]);
    if let Some((name, handle)) = member {
        words.insert("first_name", fill::first_name(&name).to_owned());
        words.insert("handle", handle.unwrap_or_default());
        words.insert("name", name);
    }
    if let Some((_, _, _, name, _)) = space {
        words.insert("space", name);
    }
    Ok(words)
}
