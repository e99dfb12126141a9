//! Channels and categories, as the screens list them.

use rusqlite::{OptionalExtension, Row};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Read,
    error::{Error, Result},
    words,
};

/// How a space is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "lowercase")]
pub enum SpaceStyle {
    /// One stream of messages.
    Chat,
    /// Topic by topic.
    Forum,
}

/// A space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SpaceRow {
    /// The space's id.
    pub id: String,
    /// The id of its source.
    pub source_id: String,
    /// What the source is called.
    pub source_name: String,
    /// The name now.
    pub name: String,
    /// Names it had.
    pub former_names: Vec<String>,
    /// `channel`, `private`, `direct`, `group`, `category`, `forum`.
    #[ts(type = "\"channel\" | \"private\" | \"direct\" | \"group\" | \"category\" | \"forum\"")]
    pub kind: String,
    /// How it is read.
    pub style: SpaceStyle,
    /// Closed for new messages.
    pub archived: bool,
    /// The line above the conversation.
    pub topic: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Accounts in it.
    pub members: u32,
    /// Posts and replies.
    pub messages: u32,
    /// Conversations with an answer, or topics.
    pub threads: u32,
    /// The newest message, UTC milliseconds.
    pub last_at: Option<i64>,
    /// Whether conversations in it are meant to be answered; announcements are not.
    pub expects_answer: bool,
}

const SELECT: &str = "SELECT p.uid, s.uid, s.name, p.name, p.former_names, p.kind, p.archived, p.topic, p.purpose,
   (SELECT count(*) FROM membership m WHERE m.space_id = p.id), p.messages, p.threads, p.last_at,
   coalesce((SELECT c.expects_answer FROM space_choice c WHERE c.space = p.uid), 1)
 FROM space p JOIN source s ON s.id = p.source_id";

impl SpaceRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let kind: String = row.get(5)?;
        let style = if matches!(kind.as_str(), "category" | "restricted" | "forum") {
            SpaceStyle::Forum
        } else {
            SpaceStyle::Chat
        };
        let former: String = row.get(4)?;
        Ok(Self {
            id: row.get(0)?,
            source_id: row.get(1)?,
            source_name: row.get(2)?,
            name: row.get(3)?,
            former_names: serde_json::from_str(&former).unwrap_or_default(),
            kind,
            style,
            archived: row.get(6)?,
            topic: row.get(7)?,
            purpose: row.get(8)?,
            members: row.get(9)?,
            messages: row.get(10)?,
            threads: row.get(11)?,
            last_at: row.get(12)?,
            expects_answer: row.get(13)?,
        })
    }
}

impl Read<'_> {
    /// All spaces that hold conversations, by source and name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn spaces(&self) -> Result<Vec<SpaceRow>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE p.kind <> 'forum' ORDER BY s.id, p.name COLLATE NOCASE, p.id"))?;
        Ok(statement.query_map([], SpaceRow::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The spaces with the most messages.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn busiest_spaces(&self, limit: u32) -> Result<Vec<SpaceRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE p.kind <> 'forum' AND p.messages > 0 ORDER BY p.messages DESC, p.id LIMIT ?1"
        ))?;
        Ok(statement.query_map([limit], SpaceRow::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// A space by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn space(&self, uid: &str) -> Result<SpaceRow> {
        self.connection
            .prepare_cached(&format!("{SELECT} WHERE p.uid = ?1"))?
            .query_row([uid], SpaceRow::read)
            .optional()?
            .ok_or(Error::NotFound("space"))
    }

    /// Spaces whose name, now or formerly, has every term; those with the most messages first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find_spaces(&self, terms: &[String], limit: usize) -> Result<Vec<SpaceRow>> {
        let mut found = self.spaces()?;
        found.retain(|space| {
            let names = words::fold(&format!("{} {}", space.name, space.former_names.join(" ")));
            terms.iter().all(|term| names.contains(term.as_str()))
        });
        found.sort_by_key(|space| std::cmp::Reverse(space.messages));
        found.truncate(limit);
        Ok(found)
    }

    pub(crate) fn space_key(&self, uid: &str) -> Result<i64> {
        self.connection
            .prepare_cached("SELECT id FROM space WHERE uid = ?1")?
            .query_row([uid], |row| row.get(0))
            .optional()?
            .ok_or(Error::NotFound("space"))
    }
}
