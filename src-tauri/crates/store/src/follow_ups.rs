//! Notes with a day: what is to be done, about whom.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Among, Due, Note, Read, Write,
    error::{Error, Result},
    notes::{COLUMNS, NoteMember, note_of},
    topic::Topic,
};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FollowUp {
    /// What, and until when.
    pub note: Note,
    /// About whom; nobody in particular otherwise.
    pub member: Option<NoteMember>,
}

impl Read<'_> {
    /// What is to be done, the earliest first; or what was done, the latest first; about anybody, or
    /// somebody `among` these.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn follow_ups(&self, done: bool, among: &Among, limit: u32) -> Result<Vec<FollowUp>> {
        let (which, order) = if done {
            ("n.done_at IS NOT NULL", "n.done_at DESC, n.id DESC")
        } else {
            ("n.due_at IS NOT NULL AND n.done_at IS NULL", "n.due_at, n.id")
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, a.uid, m.name FROM note n LEFT JOIN identity i ON i.uid = n.identity
               LEFT JOIN person p ON p.identity_id = i.id LEFT JOIN member m ON m.id = p.member_id
               LEFT JOIN identity a ON a.id = p.member_id
             WHERE {which} AND n.kind = 'follow_up' AND n.deleted_at IS NULL
               AND (?2 IS NULL OR p.member_id IN (SELECT value FROM json_each(?2))) ORDER BY {order} LIMIT ?1"
        ))?;
        let rows = statement.query_map(params![limit, among.json()], |row| {
            let member = match (row.get(16)?, row.get(17)?) {
                (Some(id), Some(name)) => Some(NoteMember { id, name }),
                _ => None,
            };
            Ok(FollowUp { note: note_of(row)?, member })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many are due at a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn follow_ups_due(&self, at: i64) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM note WHERE due_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL AND due_at <= ?1",
            )?
            .query_row(params![at], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Puts something to do on another day, or marks it done; its words, sealed or not, stay as they are.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such thing to do.
    pub fn plan_follow_up(&self, id: &str, due: &Due, done_at: Option<i64>, now: i64) -> Result<Note> {
        let changed = self.connection.execute(
            "UPDATE note SET due_on = ?2, due_time = ?3, due_zone = ?4, due_at = ?5, done_at = ?6, updated_at = ?7
             WHERE id = ?1 AND kind = 'follow_up' AND deleted_at IS NULL",
            params![id, due.on, due.time, due.zone, due.at, done_at, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("follow-up"));
        }
        self.touch(Topic::Notes);
        self.read().note(id)
    }
}
