//! The key that seals private notes, as it lies in the file: wrapped twice, never itself.
//!
//! **Invariants:** a key that was kept once stays, so that no look at an empty keyring makes a second one, until a person puts
//! another in its place; then it is retired and goes only when nothing is sealed with it. None of this can be taken back step
//! by step.

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

/// Where something is sealed: the table, whom it is sealed for, and the salt of that. Rows are known by `id`.
const SEALED: &[(&str, &str, &str)] = &[
    ("note", "coalesce(t.identity, '')", "SELECT salt FROM note_salt WHERE identity = coalesce(t.identity, '')"),
    ("conduct_case", "'conduct case'", "SELECT salt FROM conduct_salt WHERE case_id = t.id"),
    ("mentorship", "'mentorship ' || t.id", "SELECT salt FROM note_salt WHERE identity = 'mentorship ' || t.id"),
    (
        "mentoring_session",
        "'mentorship ' || t.mentorship",
        "SELECT salt FROM note_salt WHERE identity = 'mentorship ' || t.mentorship",
    ),
];

/// Something sealed, wherever it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    table: &'static str,
    /// The row's id.
    pub id: String,
    /// Whom it is sealed for.
    pub identity: String,
    /// Their part of the key; empty where it was given up.
    pub salt: Vec<u8>,
    /// The version that was sealed.
    pub version: i64,
    /// What was sealed.
    pub bytes: Vec<u8>,
}

impl Read<'_> {
    /// Everything that is sealed with a key, removed rows as well.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sealed_parts(&self, key: &str) -> Result<Vec<SealedRow>> {
        let mut parts = Vec::new();
        for (table, identity, salt) in SEALED {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT t.id, {identity}, ({salt}), t.version, t.sealed FROM {table} t
                 WHERE t.sealed IS NOT NULL AND t.key_id = ?1 ORDER BY t.id"
            ))?;
            let rows = statement.query_map([key], |row| {
                Ok(SealedRow {
                    table,
                    id: row.get(0)?,
                    identity: row.get(1)?,
                    salt: row.get::<_, Option<Vec<u8>>>(2)?.unwrap_or_default(),
                    version: row.get(3)?,
                    bytes: row.get(4)?,
                })
            })?;
            parts.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(parts)
    }

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
        self.keep_notes_key(key, now)
    }

    fn keep_notes_key(&self, key: &NotesKeyRow, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO notes_key (id, by_keyring, by_code, code_salt, code_cost, proof, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![key.id, key.by_keyring, key.by_code, key.code_salt, key.code_cost, key.proof, now],
        )?;
        self.touch(Topic::Notes);
        Ok(())
    }

    /// Keeps a key in the place of `old`, which is retired.
    ///
    /// # Errors
    /// [`Error::Conflict`] when `old` is not the key in force.
    pub fn replace_notes_key(&self, key: &NotesKeyRow, old: &str, now: i64) -> Result<()> {
        if self.read().notes_key()?.is_none_or(|row| row.id != old) {
            return Err(Error::Conflict);
        }
        self.connection.execute("UPDATE notes_key SET retired_at = ?2 WHERE id = ?1", params![old, now])?;
        self.keep_notes_key(key, now)
    }

    /// Puts words that were sealed anew in the place of what was sealed; the row is the same one otherwise.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn reseal(&self, part: &SealedRow, bytes: &[u8], key: &str) -> Result<()> {
        self.connection
            .prepare_cached(&format!(
                "UPDATE {} SET sealed = ?2, key_id = ?3 WHERE id = ?1 AND sealed IS NOT NULL",
                part.table
            ))?
            .execute(params![part.id, bytes, key])?;
        Ok(())
    }

    /// Forgets keys that were replaced and seal nothing any more; answers which.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_retired_keys(&self) -> Result<Vec<String>> {
        let used: Vec<String> =
            SEALED.iter().map(|(table, ..)| format!("SELECT key_id FROM {table} WHERE key_id IS NOT NULL")).collect();
        let gone = self
            .connection
            .prepare_cached(&format!(
                "DELETE FROM notes_key WHERE retired_at IS NOT NULL AND id NOT IN ({}) RETURNING id",
                used.join(" UNION ALL ")
            ))?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(gone)
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::SEALED;
    use crate::tests::store;

    #[test]
    fn every_table_with_something_sealed_is_sealed_anew() {
        let (_folder, store) = store();
        let has_sealed = store.read_now(|read| {
            let mut statement = read.connection.prepare(
                "SELECT t.name FROM pragma_table_list t, pragma_table_info(t.name) c
                 WHERE t.schema = 'main' AND t.type = 'table' AND c.name = 'sealed'",
            )?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<String>>>()?)
        });
        let has_sealed = has_sealed.unwrap();
        let listed: BTreeSet<String> = SEALED.iter().map(|(table, ..)| (*table).to_owned()).collect();
        assert_eq!(listed, has_sealed);
    }
}
