//! Opens the file: who may, with which settings.
//!
//! **Invariants:** one process at a time; the file itself is never opened except by SQLite (closing any other handle on
//! it would drop SQLite's locks); a file that is newer, foreign or damaged is not written to.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{
    error::{Error, Result},
    migrate::{self, APPLICATION_ID},
};

/// The oldest SQLite without the bug that could lose commits when a log was reset (fixed in 3.51.3).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Page cache of each connection, in KiB. Four of them stay in memory all day, and the C library does not give back what
/// they hold when they shrink: four times as much made no question faster by more than a sixth on ten million activities.
pub(crate) const CACHE: i64 = 4_096;
/// Pages in the log after which they are moved into the file.
pub(crate) const CHECKPOINT: i64 = 4_000;
/// Page cache of the writer while an import runs, in KiB: a piece's pages fit, so none is written twice.
pub(crate) const LARGE_CACHE: i64 = 65_536;

/// The right to use a community's file; held by one process at a time and given back when it ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock that lies beside the file.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has it.
    pub fn take(path: &Path) -> Result<Self> {
        let io = |what| move |source| Error::Io { what, source };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(io("making the community's folder"))?;
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.with_extension("lock"))
            .map_err(io("opening the lock file"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(source)) => Err(Error::Io { what: "taking the lock", source }),
        }
    }
}

pub(crate) fn open_writer(path: &Path, steps: &[&str], stamp: &str) -> Result<Connection> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::Invalid(format!("SQLite {} is too old", rusqlite::version())));
    }
    let damaged = |error: Error| match error {
        Error::Damaged { .. } => Error::Damaged { file: path.to_owned() },
        other => other,
    };
    let mut connection = Connection::open(path).map_err(|error| damaged(error.into()))?;
    examine(&connection, path, steps).map_err(damaged)?;
    // A new file is stamped before its first table: auto_vacuum cannot be chosen later.
    if migrate::version(&connection)? == 0 {
        connection
            .execute_batch(&format!("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = {APPLICATION_ID};"))?;
    }
    connection.execute_batch(
        // FULL: what was acknowledged survives a power cut. Notes and edits cannot be fetched again.
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;",
    )?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    settings(&connection)?;
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    migrate::migrate(&mut connection, steps, &folder.join("backups"), stamp).map_err(damaged)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// Whether the log of a program lies beside the file that ended without closing it. Nothing is opened.
pub(crate) fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|data| data.len() > 0)
}

pub(crate) fn open_reader(path: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    settings(&connection)?;
    // The words of the index, for search.rs; in memory, and of this connection alone.
    connection.execute_batch(
        "CREATE VIRTUAL TABLE temp.message_word USING fts5vocab(main, message_fts, instance); PRAGMA query_only = ON;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// For copying: `VACUUM INTO` writes nothing to this file, and is refused where nothing may be written.
pub(crate) fn open_copier(path: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    settings(&connection)?;
    Ok(connection)
}

/// For making indexes: what is sorted lies in a temporary file.
pub(crate) fn open_sorter(path: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    settings(&connection)?;
    connection.execute_batch("PRAGMA temp_store = FILE; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;")?;
    Ok(connection)
}

/// Looks at a file before anything is written to it.
fn examine(connection: &Connection, path: &Path, steps: &[&str]) -> Result<()> {
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = migrate::version(connection)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let ours = id == APPLICATION_ID || (id == 0 && version == 0 && tables == 0);
    if !ours {
        return Err(Error::Damaged { file: path.to_owned() });
    }
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if version > known {
        return Err(Error::Newer { found: version, known });
    }
    Ok(())
}

/// What holds for every connection.
pub(crate) fn settings(connection: &Connection) -> Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.pragma_update(None, "cache_size", -CACHE)?;
    connection.execute_batch(
        // No memory map: an I/O error must stay an error and not become a signal.
        "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(())
}

/// Name and last opening of a community's file, read without taking its lock.
pub(crate) fn peek(path: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(std::time::Duration::from_secs(1))?;
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id == APPLICATION_ID { Ok(connection) } else { Err(Error::Damaged { file: path.to_owned() }) }
}
