//! Texts that are used again: answers, greetings, messages.
//!
//! **Invariant:** two of a kind never have names that differ by case or accents alone.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SavedTextKind {
    /// An answer in a conversation.
    Reply,
    /// A first hello.
    Greeting,
    /// A message to one person.
    Message,
}

impl SavedTextKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Greeting => "greeting",
            Self::Message => "message",
        }
    }
}

/// A text that is used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SavedText {
    /// UUIDv7.
    pub id: String,
    /// What it is for.
    pub kind: SavedTextKind,
    /// What it is called.
    pub name: String,
    /// Its words, with places like `{first_name}`.
    pub body: String,
}

impl Read<'_> {
    /// All of them, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn saved_texts(&self) -> Result<Vec<SavedText>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, kind, name, body FROM saved_text WHERE deleted_at IS NULL ORDER BY kind, name_key",
        )?;
        let rows = statement.query_map([], |row| {
            let kind: String = row.get(1)?;
            let kind = match kind.as_str() {
                "greeting" => SavedTextKind::Greeting,
                "message" => SavedTextKind::Message,
                _ => SavedTextKind::Reply,
            };
            Ok(SavedText { id: row.get(0)?, kind, name: row.get(2)?, body: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Keeps a text, new or changed.
    ///
    /// # Errors
    /// [`Error::Field`] when another of its kind has the name.
    pub fn save_text(&self, text: &SavedText, now: i64) -> Result<()> {
        let name_key = crate::words::fold(&text.name);
        let taken: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT id FROM saved_text WHERE kind = ?1 AND name_key = ?2 AND deleted_at IS NULL AND id <> ?3",
            )?
            .query_row(params![text.kind.word(), name_key, text.id], |row| row.get(0))
            .optional()?;
        if taken.is_some() {
            return Err(Error::Field { field: "name".into(), why: "another text has this name".into() });
        }
        self.connection
            .prepare_cached(
                "INSERT INTO saved_text (id, kind, name, name_key, body, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, name_key = excluded.name_key,
                   body = excluded.body, updated_at = excluded.updated_at, deleted_at = NULL",
            )?
            .execute(params![text.id, text.kind.word(), text.name, name_key, text.body, now])?;
        self.touch(Topic::Desk);
        Ok(())
    }

    /// Takes a text away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_text(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE saved_text SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("text"));
        }
        self.touch(Topic::Desk);
        Ok(())
    }
}
