//! How the columns of tables are read, remembered; and which imports of tables there are to take back.

use rusqlite::{OptionalExtension, params};

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A remembered way to read a kind of table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileRow {
    /// UUIDv7.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// JSON of the mapping.
    pub mapping: String,
    /// UTC milliseconds.
    pub updated_at: i64,
}

impl Read<'_> {
    /// All that are remembered, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn import_profiles(&self) -> Result<Vec<ProfileRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, mapping, updated_at FROM import_profile WHERE deleted_at IS NULL ORDER BY name COLLATE NOCASE, id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(ProfileRow { id: row.get(0)?, name: row.get(1)?, mapping: row.get(2)?, updated_at: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many rows an import of a table changed, and has not taken back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn import_rows(&self, number: i64) -> Result<u32> {
        Ok(self
            .connection
            .query_row("SELECT count(*) FROM import_row WHERE import = ?1", [number], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Remembers how a kind of table is read, or changes what is remembered.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_import_profile(&self, id: &str, name: &str, mapping: &str, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO import_profile (id, name, mapping, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, mapping = excluded.mapping, updated_at = excluded.updated_at,
               deleted_at = NULL
             WHERE (name, mapping, deleted_at) IS NOT (excluded.name, excluded.mapping, NULL)",
            params![id, name, mapping, now],
        )?;
        self.touch(Topic::Imports);
        Ok(())
    }

    /// Forgets how a kind of table is read; what came from such tables stays.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such profile.
    pub fn remove_import_profile(&self, id: &str, now: i64) -> Result<()> {
        let found: Option<i64> = self
            .connection
            .query_row(
                "UPDATE import_profile SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL RETURNING 1",
                params![id, now],
                |row| row.get(0),
            )
            .optional()?;
        self.touch(Topic::Imports);
        found.map(|_| ()).ok_or(Error::NotFound("profile"))
    }

    /// Adds to what a person should know about an import.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_import(&self, number: i64, note: &str) -> Result<()> {
        self.connection.execute(
            "UPDATE import SET notes = json_insert(notes, '$[#]', ?2) WHERE number = ?1",
            params![number, note],
        )?;
        self.touch(Topic::Imports);
        Ok(())
    }
}
