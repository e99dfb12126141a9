//! Copies of a community's file that can be trusted, and putting one of them in its place.
//!
//! A backup is two files in `backups/` beside the community's: the copy, and a [`BackupManifest`] that says what is in it.
//! [`writer`] makes one, [`verify`] compares the two again, [`thinning`] removes what is no longer needed, [`restore`]
//! puts one in place of the community's file.
//!
//! **Invariants:** a copy under its final name has been examined, was on the disk before it got the name, and has its
//! manifest; no file is ever written over; the community's own file is only read by SQLite.

pub(crate) mod digest;
mod held;
mod manifest;
pub(crate) mod place;
pub(crate) mod restore;
mod thinning;
mod verify;
pub(crate) mod writer;

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[cfg(feature = "fuzzing")]
pub use self::manifest::fuzz as fuzz_manifest;
pub(crate) use self::verify::open_copy;
pub use self::{
    held::{Held, HeldCount, HeldKind, shrunk},
    manifest::{BackupManifest, BackupTable},
    restore::{Restored, is_here, restore_closed},
    thinning::thin,
    verify::{Verdict, compare_tables, held_in, verify},
    writer::{BackupMade, free_bytes},
};

/// The folder beside a community's file.
pub const FOLDER: &str = "backups";

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupReason {
    /// Once a day, when something changed.
    Daily,
    /// Somebody asked for it.
    ByHand,
    /// Before the file is brought to a newer version.
    Migration,
    /// Before another backup is put in its place.
    Restore,
    /// Before much is read in at once.
    Imports,
    /// Before many members are merged at once.
    Merge,
    /// After somebody was erased: the older ones still have that person.
    Erasure,
}

impl BackupReason {
    /// The word in the file's name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::ByHand => "by-hand",
            Self::Migration => "migration",
            Self::Restore => "restore",
            Self::Imports => "import",
            Self::Merge => "merge",
            Self::Erasure => "erasure",
        }
    }
}

/// A backup that lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The copy.
    pub path: PathBuf,
    /// What it is told to hold; nothing when it has no manifest (a copy that somebody put there, or of an early Kith).
    pub manifest: Option<BackupManifest>,
    /// Its size, in bytes.
    pub bytes: u64,
    /// When it was made, UTC milliseconds: by its manifest, else by its name, else 0.
    pub at: i64,
}

impl Backup {
    /// Its file's name.
    pub fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Its number in the order in which its folder's were made; 0 when it is not known.
    pub fn number(&self) -> u64 {
        self.manifest.as_ref().map_or(0, |manifest| manifest.number)
    }

    /// Whether it has a manifest that its size agrees with: what costs nothing to know.
    pub fn seems_whole(&self) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.bytes == self.bytes)
    }
}

/// The folder with the backups of the community whose file is `file`.
pub fn folder_of(file: &Path) -> PathBuf {
    file.parent().unwrap_or_else(|| Path::new(".")).join(FOLDER)
}

/// The backups in a folder, the one made last first, whatever clocks said when they were made. A folder that is not there
/// has none.
pub fn list(folder: &Path) -> Vec<Backup> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut found: Vec<Backup> = entries.filter_map(|entry| describe(&entry.ok()?.path())).collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.number(), one.at, one.name())));
    found
}

/// One file as a backup, wherever it lies; nothing when it is no such file.
pub fn describe(path: &Path) -> Option<Backup> {
    if path.extension().is_none_or(|ending| ending != "db") {
        return None;
    }
    let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let manifest = manifest::read(&path.with_extension("json"));
    let name = path.file_stem()?.to_string_lossy().into_owned();
    let named = name.split('-').find_map(kith_domain::backups::moment);
    let at = manifest.as_ref().map(|manifest| manifest.at).or(named).unwrap_or(0);
    Some(Backup { path: path.to_owned(), manifest, bytes: data.len(), at })
}
