//! What is in a file, as people count: members and notes, not tables and rows.
//!
//! **Invariant:** a file of an older schema is counted as far as its tables go; what it cannot have is 0.

use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Result;

/// Fewer than this say nothing when they become fewer.
const FEW: u64 = 50;

/// A kind of thing that people would miss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum HeldKind {
    /// People.
    Members,
    /// Messages that are not gone.
    Messages,
    /// Reactions.
    Reactions,
    /// Conversations.
    Conversations,
    /// Connected and imported sources.
    Sources,
    /// Notes, private ones among them.
    Notes,
    /// Tags, fields and organisations of members.
    Profiles,
    /// Segments.
    Segments,
    /// Events.
    Events,
    /// Guests of events.
    Guests,
    /// Sessions of mentoring.
    Sessions,
    /// Planned and published posts.
    Posts,
    /// Feedback, leads, invitations.
    Matters,
    /// Numbers that are kept by hand.
    Figures,
    /// Cases of moderation.
    Cases,
}

/// How to count each; every table in it has been there since some version.
const COUNTS: &[(HeldKind, &str)] = &[
    (HeldKind::Members, "SELECT count(*) FROM member"),
    (HeldKind::Messages, "SELECT coalesce(sum(messages), 0) FROM space"),
    (HeldKind::Reactions, "SELECT coalesce(sum(reactions), 0) FROM member"),
    (HeldKind::Conversations, "SELECT count(*) FROM thread"),
    (HeldKind::Sources, "SELECT count(*) FROM source"),
    (HeldKind::Notes, "SELECT count(*) FROM note WHERE deleted_at IS NULL"),
    (
        HeldKind::Profiles,
        "SELECT (SELECT count(*) FROM profile) + (SELECT count(*) FROM tagging) + (SELECT count(*) FROM affiliation)",
    ),
    (HeldKind::Segments, "SELECT count(*) FROM segment"),
    (HeldKind::Events, "SELECT count(*) FROM event WHERE deleted_at IS NULL"),
    (HeldKind::Guests, "SELECT count(*) FROM guest WHERE deleted_at IS NULL"),
    (HeldKind::Sessions, "SELECT count(*) FROM mentoring_session WHERE deleted_at IS NULL"),
    (HeldKind::Posts, "SELECT count(*) FROM content_post WHERE deleted_at IS NULL"),
    (HeldKind::Matters, "SELECT count(*) FROM matter WHERE deleted_at IS NULL"),
    (HeldKind::Figures, "SELECT count(*) FROM figure WHERE deleted_at IS NULL"),
    (HeldKind::Cases, "SELECT count(*) FROM conduct_case"),
];

/// How many of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct HeldCount {
    /// Of what.
    pub what: HeldKind,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// What is in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Held {
    /// How many of each kind.
    pub counts: Vec<HeldCount>,
    /// When the newest activity happened, UTC milliseconds.
    #[ts(type = "number | null")]
    pub newest_at: Option<i64>,
}

impl Held {
    /// How many of a kind.
    pub fn of(&self, what: HeldKind) -> u64 {
        self.counts.iter().find(|one| one.what == what).map_or(0, |one| one.count)
    }
}

/// Counts what is in a file.
pub(crate) fn count(connection: &Connection) -> Result<Held> {
    let counts = COUNTS
        .iter()
        .map(|(what, sql)| {
            let count: i64 = match connection.prepare(sql) {
                Ok(mut statement) => statement.query_row([], |row| row.get(0))?,
                Err(error) if is_missing(&error) => 0,
                Err(error) => return Err(error.into()),
            };
            Ok(HeldCount { what: *what, count: u64::try_from(count).unwrap_or(0) })
        })
        .collect::<Result<_>>()?;
    // Keys are in order of time.
    let newest_at = connection
        .query_row("SELECT occurred_at FROM activity ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .optional()?;
    Ok(Held { counts, newest_at })
}

/// Whether a statement names a table or column that an older file does not have.
fn is_missing(error: &rusqlite::Error) -> bool {
    let text = error.to_string();
    text.contains("no such table") || text.contains("no such column")
}

/// Kinds of which suspiciously few are left since the backup before.
pub fn shrunk(before: &Held, after: &Held) -> Vec<HeldKind> {
    let is_shrunk =
        |one: &&HeldCount| one.count >= FEW && kith_domain::backups::is_shrunk(one.count, after.of(one.what));
    before.counts.iter().filter(is_shrunk).map(|one| one.what).collect()
}
