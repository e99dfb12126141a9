//! Rows that are not what they were, though nobody changed them: what a disk forgot without an error.
//!
//! Four of five flipped bits leave a file's structure in order, and the next backup faithfully copies what they made. So
//! each backup is compared with the one before, row by row, as far as rows say of themselves whether they were changed.
//!
//! **Invariants:** both files are only read; a row that somebody could have changed is never told of: a message whose
//! fingerprint is another one, a note with another version.

use std::path::Path;

use crate::{Store, backups, error::Result, lock};

/// What nobody changed and is not the same: each statement answers how many rows.
const CHANGED: &[&str] = &[
    // `state` is the fingerprint of all that a source can change of a message.
    "SELECT count(*) FROM main.activity now JOIN earlier.activity was USING (id, realm_id, remote)
     WHERE now.state = was.state AND now.state <> 0 AND now.kind = was.kind AND now.flags = was.flags
       AND now.gone_at IS was.gone_at AND now.edited_at IS was.edited_at
       AND (now.text <> was.text OR now.occurred_at <> was.occurred_at)",
    "SELECT count(*) FROM main.note now JOIN earlier.note was USING (id, version, updated_at, visibility, kind)
     WHERE now.key_id IS was.key_id AND now.deleted_at IS was.deleted_at AND now.text <> was.text",
];

impl Store {
    /// Compares a copy of this file with an earlier one; answers how many rows are others that nobody changed. Blocks;
    /// [`Store::interrupt`] ends it.
    ///
    /// # Errors
    /// When one of them cannot be read, or has tables that the other has not.
    pub fn unexplained(&self, earlier: &Path, now: &Path) -> Result<u64> {
        let connection = backups::open_copy(now)?;
        connection.execute("ATTACH ?1 AS earlier", [earlier.to_string_lossy()])?;
        *lock(&self.inner.looking) = Some(connection.get_interrupt_handle());
        let count = |sql: &&str| Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))?);
        let counts: Result<Vec<i64>> = CHANGED.iter().map(count).collect();
        *lock(&self.inner.looking) = None;
        Ok(counts?.into_iter().map(|count| u64::try_from(count).unwrap_or(0)).sum())
    }
}
