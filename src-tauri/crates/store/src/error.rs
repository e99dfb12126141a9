//! What can go wrong with the file, by who can do something about it.

use std::path::PathBuf;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused.
    #[error("the community's file could not be used")]
    Sqlite(#[source] rusqlite::Error),
    /// A row that another speaks of is not there.
    #[error(
        "a row that belongs to another is missing in the community's file, as after a fault of the disk: `kith check` says more, \
         and a backup has it"
    )]
    Missing,
    /// The disk is full.
    #[error("the disk is full: free some space and try again, nothing was lost")]
    DiskFull,
    /// There is no room for a backup.
    #[error("a backup needs {} MB of free space, and there are {} MB: free some and try again", .needed / 1_000_000 + 1, .free / 1_000_000)]
    Room {
        /// Bytes that it needs.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
    /// Another program has it open.
    #[error("this community is open in another Kith")]
    InUse,
    /// Written by a newer Kith.
    #[error(
        "this community was last used with a newer Kith (file version {found}, this one knows {known}); nothing was changed"
    )]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// Not a Kith file, or one that is damaged.
    #[error("the file is damaged or is not a Kith file; it was left as it is")]
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// A folder or file could not be used.
    #[error("{what}: {source}")]
    Io {
        /// What was tried, as a fragment.
        what: &'static str,
        /// The system's answer.
        #[source]
        source: std::io::Error,
    },
    /// There is no such row.
    #[error("there is no such {0} any more")]
    NotFound(&'static str),
    /// The row is not as the caller believed.
    #[error("it changed since")]
    Conflict,
    /// The caller asked to stop.
    #[error("stopped")]
    Interrupted,
    /// A value that cannot stand in a field.
    #[error("{why}")]
    Field {
        /// The field.
        field: String,
        /// Why not, in words for whoever typed it.
        why: String,
    },
    /// A value that cannot be stored.
    #[error("{0}")]
    Invalid(String),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return Self::Missing;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { file: PathBuf::new() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            _ => Self::Sqlite(error),
        }
    }
}

/// What the store's functions answer.
pub type Result<T> = std::result::Result<T, Error>;
