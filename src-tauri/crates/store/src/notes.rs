//! Notes about members: authored here, never sent anywhere.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
    words,
};

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Note {
    /// UUIDv7.
    pub id: String,
    /// The words.
    pub text: String,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub updated_at: i64,
}

impl Read<'_> {
    /// The notes about the member an account belongs to, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notes_about(&self, member: i64) -> Result<Vec<Note>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT n.id, n.text, n.created_at, n.updated_at FROM person p
               JOIN identity i ON i.id = p.identity_id JOIN note n ON n.identity = i.uid AND n.deleted_at IS NULL
             WHERE p.member_id = ?1 ORDER BY n.created_at DESC, n.id DESC",
        )?;
        let notes = statement.query_map([member], |row| {
            Ok(Note { id: row.get(0)?, text: row.get(1)?, created_at: row.get(2)?, updated_at: row.get(3)? })
        })?;
        Ok(notes.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Writes a note about the member with an account of this uid.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account.
    pub fn add_note(&self, id: &str, identity: &str, text: &str, now: i64) -> Result<Note> {
        self.connection
            .query_row("SELECT 1 FROM identity WHERE uid = ?1", [identity], |_| Ok(()))
            .map_err(|_| Error::NotFound("member"))?;
        self.connection.execute(
            "INSERT INTO note (id, identity, text, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)",
            params![id, identity, text, now],
        )?;
        self.touch(Topic::Notes);
        Ok(Note { id: id.to_owned(), text: text.to_owned(), created_at: now, updated_at: now })
    }

    /// Changes the words of a note.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such note.
    pub fn change_note(&self, id: &str, text: &str, now: i64) -> Result<Note> {
        let created_at = self
            .connection
            .query_row(
                "UPDATE note SET text = ?2, updated_at = ?3 WHERE id = ?1 AND deleted_at IS NULL RETURNING created_at",
                params![id, text, now],
                |row| row.get(0),
            )
            .map_err(|_| Error::NotFound("note"))?;
        self.touch(Topic::Notes);
        Ok(Note { id: id.to_owned(), text: text.to_owned(), created_at, updated_at: now })
    }

    /// Takes a note away; its row stays as a mark that it is gone.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such note.
    pub fn remove_note(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE note SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("note"));
        }
        self.touch(Topic::Notes);
        Ok(())
    }
}

impl Read<'_> {
    /// Notes that have every term of a question, newest first: there are few, so they are looked through one by one.
    pub(crate) fn find_notes(&self, terms: &[String], limit: usize) -> Result<Vec<(Note, String, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT n.id, n.text, n.created_at, n.updated_at, i.uid, i.name FROM note n JOIN identity i ON i.uid = n.identity
             WHERE n.deleted_at IS NULL ORDER BY n.updated_at DESC, n.id DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(1)?;
            let folded = words::fold(&text);
            if !terms.is_empty() && terms.iter().all(|term| folded.contains(term.as_str())) {
                let note = Note { id: row.get(0)?, text, created_at: row.get(2)?, updated_at: row.get(3)? };
                found.push((note, row.get(4)?, row.get(5)?));
                if found.len() == limit {
                    break;
                }
            }
        }
        Ok(found)
    }
}
