//! The key that seals private notes, as it lies in the file: wrapped twice, never itself.
//!
//! **Invariants:** a key that was kept once stays, so that no look at an empty keyring makes a second one; none of this can
//! be taken back step by step.

use rusqlite::{OptionalExtension, params};

use crate::{
    Note, Read, Sealed, Write,
    error::{Error, Result},
    notes::{COLUMNS, note_of},
    topic::Topic,
};

/// A wrapped key.
#[derive(Clone, PartialEq, Eq)]
pub struct NotesKeyRow {
    /// Its id.
    pub id: String,
    /// Wrapped by what the keyring holds.
    pub by_keyring: Option<Vec<u8>>,
    /// Wrapped by the recovery code.
    pub by_code: Vec<u8>,
    /// What the code is mixed with.
    pub code_salt: Vec<u8>,
    /// What guessing the code costs: JSON.
    pub code_cost: String,
    /// A constant, sealed with the key.
    pub proof: Vec<u8>,
}

impl Read<'_> {
    /// The key that notes are sealed with; nothing before there is one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notes_key(&self) -> Result<Option<NotesKeyRow>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, by_keyring, by_code, code_salt, code_cost, proof FROM notes_key
                 ORDER BY retired_at IS NOT NULL, created_at DESC LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(NotesKeyRow {
                    id: row.get(0)?,
                    by_keyring: row.get(1)?,
                    by_code: row.get(2)?,
                    code_salt: row.get(3)?,
                    code_cost: row.get(4)?,
                    proof: row.get(5)?,
                })
            })
            .optional()?)
    }

    /// How many notes are sealed, and how many private ones still lie in the clear.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sealed_count(&self) -> Result<(u32, u32)> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(sealed), coalesce(sum(visibility = 'private' AND sealed IS NULL AND text <> ''), 0) FROM note
                 WHERE deleted_at IS NULL",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Private notes whose words lie in the clear, removed ones as well.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notes_in_the_clear(&self) -> Result<Vec<Note>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM note n WHERE n.visibility = 'private' AND n.sealed IS NULL AND n.text <> ''"
        ))?;
        Ok(statement.query_map([], note_of)?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Keeps the first key.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is one already.
    pub fn add_notes_key(&self, key: &NotesKeyRow, now: i64) -> Result<()> {
        if self.read().notes_key()?.is_some() {
            return Err(Error::Conflict);
        }
        self.connection.execute(
            "INSERT INTO notes_key (id, by_keyring, by_code, code_salt, code_cost, proof, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![key.id, key.by_keyring, key.by_code, key.code_salt, key.code_cost, key.proof, now],
        )?;
        self.touch(Topic::Notes);
        Ok(())
    }

    /// Wraps a key anew, by the keyring and by a code.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such key.
    pub fn rewrap_notes_key(&self, key: &NotesKeyRow) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE notes_key SET by_keyring = ?2, by_code = ?3, code_salt = ?4, code_cost = ?5 WHERE id = ?1",
            params![key.id, key.by_keyring, key.by_code, key.code_salt, key.code_cost],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("key"));
        }
        self.touch(Topic::Notes);
        Ok(())
    }

    /// An account's own part of the key; `fresh` becomes it where there is none yet. Empty stands for nobody.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_salt(&self, identity: &str, fresh: &[u8]) -> Result<Vec<u8>> {
        self.connection
            .prepare_cached("INSERT INTO note_salt (identity, salt) VALUES (?1, ?2) ON CONFLICT (identity) DO NOTHING")?
            .execute(params![identity, fresh])?;
        let salt = "SELECT salt FROM note_salt WHERE identity = ?1";
        Ok(self.connection.prepare_cached(salt)?.query_row([identity], |row| row.get(0))?)
    }

    /// Puts sealed words in the place of words in the clear; the note is the same one otherwise.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn seal_note(&self, id: &str, sealed: &Sealed) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE note SET text = '', sealed = ?2, key_id = ?3 WHERE id = ?1 AND visibility = 'private'",
            )?
            .execute(params![id, sealed.bytes, sealed.key_id])?;
        self.touch(Topic::Notes);
        Ok(())
    }
}
