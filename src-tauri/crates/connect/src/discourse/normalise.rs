//! From what a forum answers to records.
//!
//! **Invariants:** the same post gives the same state, whichever page it came from; the state knows nothing of times of
//! change and versions, which move without a change and stay through one; what was taken away or is hidden keeps no words.

use kith_domain::record::{
    AccountRecord, ActivityKind, ActivityRecord, Batch, GroupKind, GroupRecord, Mark, ReactionRecord, SpaceKind,
    SpaceRecord, Standing, TopicRecord, Unreadable,
};
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::{
    FORUM, cooked,
    wire::{self, Post, Topic},
};

/// Where a post is, as far as its own JSON does not say.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Remote id of its space.
    pub(super) space: String,
    /// The topic's title.
    pub(super) title: Option<String>,
    /// When the topic was opened.
    pub(super) opened_at: Option<i64>,
}

/// A fingerprint of some parts. Each is told apart from the next by its length.
fn fingerprint(parts: &[&[u8]]) -> i64 {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&part.len().to_le_bytes());
        bytes.extend_from_slice(part);
    }
    xxh3_64(&bytes).cast_signed()
}

/// Adds a post to a batch, with a glimpse of its author and its own JSON.
pub(super) fn post(batch: &mut Batch, value: &Value, post: &Post, place: Place) {
    let account = glimpse(post);
    if let Some(account) = account
        && !batch.accounts.iter().any(|known| known.remote == account.remote)
    {
        batch.accounts.push(account);
    }
    // The notice that stands for hidden words is not what was written. Staff get the words beside it.
    let unseen = post.hidden && (post.raw.is_none() || post.cooked_hidden);
    let silent = post.deleted || unseen;
    let words = if silent { String::new() } else { cooked::own_words(&post.cooked) };
    let text = match (&post.raw, silent) {
        (_, true) => String::new(),
        (Some(raw), false) => raw.clone(),
        (None, false) => cooked::plain(&cooked::nodes_of(&post.cooked, None)),
    };
    let text = match (text.is_empty(), &post.action) {
        (true, Some(action)) if !silent => action.clone(),
        _ => text,
    };
    let kind = match (post.kind, post.number) {
        (3, _) => ActivityKind::System,
        (_, 1) => ActivityKind::Post,
        _ => ActivityKind::Reply,
    };
    let title = place.title.or_else(|| post.title.clone()).filter(|_| kind == ActivityKind::Post);
    let reactions = if post.deleted { Vec::new() } else { reactions(post) };
    let raw = match silent {
        true => 0..0,
        false => {
            let from = batch.raw.len();
            batch.raw.extend_from_slice(value.to_string().as_bytes());
            from..batch.raw.len()
        }
    };
    let state = state(post, &place.space, title.as_deref(), &reactions, silent);
    batch.activities.push(ActivityRecord {
        space: place.space,
        remote: post.id,
        thread: None,
        thread_at: place.opened_at,
        topic: Some(post.topic),
        kind,
        author: post.user.map(|user| user.to_string()),
        by_app: post.user.is_some_and(|user| user <= 0),
        broadcast: false,
        occurred_at: post.created_at,
        edited_at: post.updated_at.filter(|_| post.version > 1),
        gone: post.deleted,
        title,
        words: (!words.is_empty() && words != text).then_some(words),
        text,
        reactions,
        files: Vec::new(),
        raw,
        state,
    });
}

/// Without the plugin a like is all there is; with it, each reaction has its own count (and some count as likes).
fn reactions(post: &Post) -> Vec<ReactionRecord> {
    let of = |name: &str, count| ReactionRecord { name: name.to_owned(), accounts: Vec::new(), count };
    if post.reactions.is_empty() {
        return (post.likes > 0).then(|| of("heart", post.likes)).into_iter().collect();
    }
    let mut all: Vec<_> = post.reactions.iter().map(|(name, count)| of(name, *count)).collect();
    all.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    all
}

fn state(post: &Post, space: &str, title: Option<&str>, reactions: &[ReactionRecord], silent: bool) -> i64 {
    let content = match (silent, &post.raw) {
        (true, _) => "",
        (false, Some(raw)) => raw.as_str(),
        (false, None) => post.cooked.as_str(),
    };
    let numbers = [
        post.user.unwrap_or(i64::MIN),
        post.topic,
        post.number,
        post.kind,
        i64::from(post.likes),
        i64::from(post.hidden) | i64::from(post.deleted) << 1 | i64::from(post.accepted) << 2,
    ];
    let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    let counts: String = reactions.iter().map(|reaction| format!("{}:{},", reaction.name, reaction.count)).collect();
    fingerprint(&[
        content.as_bytes(),
        space.as_bytes(),
        title.unwrap_or_default().as_bytes(),
        &numbers,
        counts.as_bytes(),
    ])
}

/// What a post shows of its author.
fn glimpse(post: &Post) -> Option<AccountRecord> {
    let id = post.user?;
    let handle = post.username.clone();
    Some(AccountRecord {
        remote: id.to_string(),
        name: post.name.clone().or_else(|| handle.clone()).unwrap_or_else(|| id.to_string()),
        handle,
        is_bot: id <= 0,
        is_admin: post.admin,
        missing: true,
        trust: post.trust,
        ..AccountRecord::default()
    })
}

/// A person from a list of people. `None` without a number.
pub(super) fn person(value: &Value, with_email: bool) -> Option<AccountRecord> {
    let id = wire::number(&value["id"])?;
    let handle = wire::words(&value["username"]);
    let suspended = wire::flag(&value["suspended"]) || wire::time(&value["suspended_till"]).is_some();
    let silenced = wire::flag(&value["silenced"]) || wire::time(&value["silenced_till"]).is_some();
    let standing = match (suspended, silenced, wire::flag(&value["staged"])) {
        (true, ..) => Standing::Suspended,
        (_, true, _) => Standing::Silenced,
        (.., true) => Standing::Staged,
        _ => Standing::Good,
    };
    let moderator = wire::flag(&value["moderator"]).then(|| ("Role".to_owned(), "Moderator".to_owned()));
    Some(AccountRecord {
        remote: id.to_string(),
        name: wire::words(&value["name"]).or_else(|| handle.clone()).unwrap_or_else(|| id.to_string()),
        handle,
        title: wire::words(&value["title"]),
        email: wire::words(&value["email"]).filter(|_| with_email),
        is_bot: id <= 0,
        is_admin: wire::flag(&value["admin"]),
        joined_at: wire::time(&value["created_at"]),
        trust: wire::number(&value["trust_level"]).and_then(|level| u8::try_from(level).ok()),
        standing,
        fields: Some(moderator.into_iter().collect()),
        ..AccountRecord::default()
    })
}

/// The space that stands for all of the forum.
pub(super) fn forum(name: &str) -> SpaceRecord {
    space(FORUM, None, name, SpaceKind::Forum)
}

/// A space without anything but a name.
pub(super) fn space(remote: &str, realm: Option<&str>, name: &str, kind: SpaceKind) -> SpaceRecord {
    SpaceRecord {
        remote: remote.to_owned(),
        realm: realm.map(str::to_owned),
        name: name.to_owned(),
        kind,
        archived: false,
        topic: None,
        purpose: None,
        created_at: None,
        members: Vec::new(),
        all_members: false,
    }
}

/// A category. `None` without a number.
pub(super) fn category(value: &Value) -> Option<(i64, SpaceRecord)> {
    let id = wire::number(&value["id"])?;
    let name = wire::words(&value["name"]).unwrap_or_else(|| format!("Category {id}"));
    let kind = if wire::flag(&value["read_restricted"]) { SpaceKind::Restricted } else { SpaceKind::Category };
    let purpose = wire::words(&value["description_text"]).or_else(|| {
        let nodes = cooked::nodes_of(&wire::words(&value["description"])?, None);
        Some(cooked::plain(&nodes)).filter(|words| !words.is_empty())
    });
    Some((id, SpaceRecord { purpose, ..space(&id.to_string(), Some(FORUM), &name, kind) }))
}

/// A group of people, its members not yet told.
pub(super) fn group(value: &Value) -> Option<GroupRecord> {
    let name = wire::words(&value["name"])?;
    Some(GroupRecord {
        remote: wire::number(&value["id"])?.to_string(),
        kind: GroupKind::Group,
        name: wire::words(&value["full_name"]).unwrap_or(name),
        purpose: wire::words(&value["bio_excerpt"]).or_else(|| wire::words(&value["title"])),
        archived: false,
        members: None,
    })
}

/// A badge, its holders not yet told.
pub(super) fn badge(value: &Value) -> Option<GroupRecord> {
    Some(GroupRecord {
        remote: wire::number(&value["id"])?.to_string(),
        kind: GroupKind::Badge,
        name: wire::words(&value["name"])?,
        purpose: wire::words(&value["description"])
            .map(|html| cooked::plain(&cooked::nodes_of(&html, None)))
            .filter(|words| !words.is_empty()),
        archived: !value["enabled"].is_null() && !wire::flag(&value["enabled"]),
        members: None,
    })
}

/// What a forum says of a topic.
pub(super) fn topic(topic: &Topic, space: &str) -> TopicRecord {
    TopicRecord {
        space: space.to_owned(),
        number: topic.id,
        title: topic.title.clone(),
        tags: topic.tags.clone(),
        closed: topic.closed,
        archived: topic.archived,
        unlisted: !topic.visible,
        solved: topic.solved,
        views: topic.views,
    }
}

/// What is remembered of a topic's row: what it is (24 bits), when something moved (20), its highest number (20); and how
/// many posts and likes it had.
pub(super) fn mark(topic: &Topic) -> Mark {
    let switches = [topic.closed, topic.archived, topic.visible, topic.solved].map(u8::from);
    let category = topic.category.unwrap_or(-1).to_le_bytes();
    let tags = topic.tags.join("\u{0}");
    let what = fingerprint(&[topic.title.as_bytes(), &category, tags.as_bytes(), &switches]);
    let moments = [topic.bumped_at.unwrap_or(0), topic.last_posted_at.unwrap_or(0)];
    let moments: Vec<u8> = moments.iter().flat_map(|number| number.to_le_bytes()).collect();
    let when = fingerprint(&[&moments]) & HIGHEST;
    Mark {
        value: (what << 40) | (when << 20) | (topic.highest & HIGHEST),
        extra: (i64::from(topic.posts & 0x7fff_ffff) << 32) | i64::from(topic.likes),
    }
}

/// The bits of the highest number in a mark.
const HIGHEST: i64 = 0xf_ffff;

/// What a mark says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marked {
    /// Its title, its place, its switches: a fingerprint.
    pub(super) what: i64,
    /// The highest number a post of it ever had.
    pub(super) highest: i64,
    /// How many posts it had.
    pub(super) posts: i64,
    /// How many likes they had.
    pub(super) likes: i64,
}

/// Takes a mark apart.
pub(super) const fn marked(mark: Mark) -> Marked {
    Marked {
        what: mark.value >> 40,
        highest: mark.value & HIGHEST,
        posts: mark.extra >> 32,
        likes: mark.extra & 0xffff_ffff,
    }
}

/// Something that could not be read, kept for a person to see.
pub(super) fn unreadable(place: &str, position: usize, value: &Value, reason: &str) -> Unreadable {
    let sample: String = value.to_string().chars().take(500).collect();
    Unreadable { place: place.to_owned(), space: None, position: position as u64, reason: reason.to_owned(), sample }
}
