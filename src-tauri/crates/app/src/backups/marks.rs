//! What came of looking at backups, beside them: it must survive going back to an older file, and tell of a community that
//! cannot be opened.
//!
//! **Invariant:** nothing depends on it but what is shown and which of several good backups may go; lost, it is made anew.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

use kith_store::backups::HeldKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, exports::unwritten, files};

/// The file beside the backups.
pub(crate) const MARKS: &str = "marks.json";
/// Held from reading to writing: a backup, a copy and a look at one may end at the same moment.
static CHANGING: Mutex<()> = Mutex::new(());

/// What came of comparing a backup with its manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// When, UTC milliseconds.
    pub(crate) at: i64,
    /// Whether it was whole.
    pub(crate) ok: bool,
    /// What was wrong.
    pub(crate) trouble: String,
}

/// A rehearsal: the newest backup was put in a place of its own and compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub(crate) struct Rehearsal {
    /// When, UTC milliseconds.
    pub(crate) at: i64,
    /// Which backup.
    pub(crate) name: String,
    /// Whether everything came back.
    pub(crate) ok: bool,
    /// What did not; empty when everything did.
    pub(crate) trouble: String,
    /// Tables that were compared.
    pub(crate) tables: u32,
    /// Rows in them.
    pub(crate) rows: u32,
}

/// What kept a copy from being made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptBack {
    /// When it was tried, UTC milliseconds.
    pub(crate) at: i64,
    /// Why.
    pub(crate) why: String,
    /// Whether the passphrase is not known any more: trying again helps nothing.
    pub(crate) asks: bool,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Marks {
    /// By a backup's name.
    pub(crate) checked: BTreeMap<String, Mark>,
    /// By a backup's name: of what there was suspiciously little.
    pub(crate) shrunk: BTreeMap<String, Vec<HeldKind>>,
    /// The last rehearsal.
    pub(crate) rehearsed: Option<Rehearsal>,
    /// The folder of choice.
    pub(crate) elsewhere: Option<String>,
    /// Whether what is copied there is sealed by a passphrase; files of before that know nothing of it.
    pub(crate) sealed: bool,
    /// When the newest backup that was copied there was made, UTC milliseconds.
    pub(crate) copied_at: Option<i64>,
    /// By the name of a sealed copy there: its size in bytes, when it was last seen to be what was sealed.
    pub(crate) copies: BTreeMap<String, u64>,
    /// What kept the last copy from being made.
    pub(crate) kept_back: Option<KeptBack>,
    /// Why the last backup that should have been made by itself was not.
    pub(crate) trouble: Option<String>,
    /// When that was tried, UTC milliseconds.
    pub(crate) tried_at: Option<i64>,
}

impl Marks {
    /// Those of a folder of backups.
    pub(crate) fn read(folder: &Path) -> Self {
        let bytes = std::fs::read(folder.join(MARKS)).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Changes those of a folder.
    pub(crate) fn change(folder: &Path, change: impl FnOnce(&mut Self)) -> Result<(), ApiError> {
        let _one_at_a_time = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut marks = Self::read(folder);
        let before = marks.clone();
        change(&mut marks);
        // Of backups that are gone nothing needs to be known.
        marks.checked.retain(|name, _| folder.join(name).exists());
        marks.shrunk.retain(|name, _| folder.join(name).exists());
        if marks == before {
            return Ok(());
        }
        let bytes = serde_json::to_vec(&marks).unwrap_or_default();
        files::atomic_write(&folder.join(MARKS), &bytes).map_err(|error| unwritten(&error))
    }
}
