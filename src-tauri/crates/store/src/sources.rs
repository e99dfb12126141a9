//! Sources, and what came from each.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{Read, Write, error::Result, topic::Topic};

/// How much of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Counts {
    /// Messages that open a conversation or stand alone.
    pub posts: u32,
    /// Answers.
    pub replies: u32,
    /// Reactions given.
    pub reactions: u32,
    /// Joins of spaces.
    pub joins: u32,
}

/// A source and what came from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SourceRow {
    /// The source's id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// `slack`, `discourse`, `table`, `sample_chat`, `sample_forum`.
    #[ts(type = "\"slack\" | \"discourse\" | \"table\" | \"sample_chat\" | \"sample_forum\"")]
    pub kind: String,
    /// Accounts.
    pub members: u32,
    /// The first message, UTC milliseconds.
    pub first_at: Option<i64>,
    /// The newest message, UTC milliseconds.
    pub last_at: Option<i64>,
    /// Messages in its spaces.
    pub messages: u32,
}

impl Read<'_> {
    /// All sources, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        let mut statement = self.connection.prepare_cached(
            // The first of a source is the first of one of its realms: two steps down an index each.
            "SELECT s.uid, s.name, s.kind, (SELECT count(*) FROM identity i WHERE i.source_id = s.id),
               (SELECT min((SELECT a.occurred_at FROM activity a WHERE a.realm_id = p.id ORDER BY a.remote LIMIT 1))
                FROM space p WHERE p.source_id = s.id),
               (SELECT max(p.last_at) FROM space p WHERE p.source_id = s.id),
               (SELECT coalesce(sum(p.messages), 0) FROM space p WHERE p.source_id = s.id)
             FROM source s ORDER BY s.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(SourceRow {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                members: row.get(3)?,
                first_at: row.get(4)?,
                last_at: row.get(5)?,
                messages: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The key of a source, and its name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn source(&self, uid: Uuid) -> Result<Option<(i64, String)>> {
        Ok(self
            .connection
            .query_row("SELECT id, name FROM source WHERE uid = ?1", [uid.to_string()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    /// The source of a kind that already has one of these spaces: an export without a workspace's id belongs to it. With
    /// `nameless`, only a source that has no such id itself.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn source_with_space(&self, kind: &str, remotes: &[String], nameless: bool) -> Result<Option<(Uuid, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.uid, s.name FROM space p JOIN source s ON s.id = p.source_id
             WHERE s.kind = ?1 AND p.remote = ?2 AND (NOT ?3 OR s.remote LIKE 'export:%')",
        )?;
        for remote in remotes {
            let found: Option<(String, String)> = statement
                .query_row(params![kind, remote, nameless], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            if let Some((uid, name)) = found {
                return Ok(uid.parse().ok().map(|uid| (uid, name)));
            }
        }
        Ok(None)
    }
}

impl Write<'_> {
    /// Makes a source, or finds it; answers its key.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn ensure_source(&self, uid: Uuid, kind: &str, remote: &str, name: &str, now: i64) -> Result<i64> {
        if let Some((id, _)) = self.read().source(uid)? {
            return Ok(id);
        }
        self.connection.execute(
            "INSERT INTO source (uid, kind, remote, name, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![uid.to_string(), kind, remote, name, now],
        )?;
        self.touch(Topic::Sources);
        Ok(self.connection.last_insert_rowid())
    }
}

impl Write<'_> {
    /// Remembers where a source's pages are; once known it stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_source_address(&self, source: i64, address: &str) -> Result<()> {
        self.connection
            .execute("UPDATE source SET address = ?2 WHERE id = ?1 AND address IS NULL", params![source, address])?;
        Ok(())
    }
}
