//! Whether a backup is what its manifest says.
//!
//! **Invariants:** the file is opened for reading only; a structure that is in order proves nothing about what is in it
//! (four of five flipped bits pass), so the hashes decide.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{
    Backup, digest,
    held::{self, Held},
    manifest::{BackupManifest, BackupTable},
    place,
};
use crate::{
    error::{Error, Result},
    file,
    migrate::{self, APPLICATION_ID},
};

/// What came of comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the backup can be trusted.
    pub ok: bool,
    /// What is wrong, as a fragment for people; empty when nothing is.
    pub trouble: String,
}

impl Verdict {
    fn of(trouble: Option<String>) -> Self {
        Self { ok: trouble.is_none(), trouble: trouble.unwrap_or_default() }
    }
}

/// Opens a copy that nobody writes to.
pub(crate) fn open_copy(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    file::settings(&connection)?;
    Ok(connection)
}

/// Looks at a copy itself: whether it is one of Kith's, of a version that is known, and whole in its structure.
pub(crate) fn examine(connection: &Connection) -> Result<i64> {
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = migrate::version(connection)?;
    if id != APPLICATION_ID || version == 0 {
        return Err(Error::Invalid("this is no file of a community of Kith".into()));
    }
    let first: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if first == "ok" { Ok(version) } else { Err(Error::Invalid("the structure of this file is damaged".into())) }
}

/// Compares a backup with its manifest, byte by byte and table by table.
///
/// # Errors
/// When the files cannot be read at all; what is wrong with a backup that can be read is in the verdict.
pub fn verify(backup: &Backup) -> Result<Verdict> {
    let Some(manifest) = &backup.manifest else {
        return Ok(Verdict::of(Some("it has no manifest to compare with".into())));
    };
    if manifest.bytes != backup.bytes {
        return Ok(Verdict::of(Some("its size is not the one that its manifest tells".into())));
    }
    if place::sha256(&backup.path)? != manifest.sha256 {
        return Ok(Verdict::of(Some("its content is not what was written: the file changed since".into())));
    }
    let trouble = match open_copy(&backup.path).and_then(|connection| against(&connection, manifest)) {
        Ok(trouble) => trouble,
        Err(Error::Damaged { .. }) => Some("its structure is damaged".to_owned()),
        Err(Error::Invalid(why)) => Some(why),
        Err(error) => return Err(error),
    };
    Ok(Verdict::of(trouble))
}

fn against(connection: &Connection, manifest: &BackupManifest) -> Result<Option<String>> {
    examine(connection)?;
    let found = digest::all(connection)?;
    Ok(differing(&manifest.tables, &found).map(|table| format!("the table {table} is not what was written")))
}

/// The first table that is not the same in both.
fn differing(one: &[BackupTable], other: &[BackupTable]) -> Option<String> {
    let missing = |from: &[BackupTable], table: &BackupTable| !from.contains(table);
    one.iter()
        .find(|table| missing(other, table))
        .or_else(|| other.iter().find(|table| missing(one, table)))
        .map(|table| table.name.clone())
}

/// Compares a file that nobody has open with a manifest, table by table, leaving out some; answers the first that differs,
/// and how many tables and rows there are.
///
/// # Errors
/// When the file cannot be read.
pub fn compare_tables(path: &Path, manifest: &BackupManifest, without: &[&str]) -> Result<(Option<String>, u64, u64)> {
    let connection = open_copy(path)?;
    let mut found = digest::all(&connection)?;
    let rows = found.iter().map(|table| table.rows).sum();
    let tables = u64::try_from(found.len()).unwrap_or(0);
    found.retain(|table| !without.contains(&table.name.as_str()));
    let wanted: Vec<BackupTable> =
        manifest.tables.iter().filter(|table| !without.contains(&table.name.as_str())).cloned().collect();
    Ok((differing(&wanted, &found), tables, rows))
}

/// What is in a copy, as people count, and its schema's version.
///
/// # Errors
/// [`Error::Invalid`] when it is no file of Kith's or damaged.
pub fn held_in(path: &Path) -> Result<(Held, i64)> {
    let connection = open_copy(path)?;
    let version = examine(&connection)?;
    Ok((held::count(&connection)?, version))
}
