//! What lies beside a copy: what it holds, and by which it is known to be whole.
//!
//! **Invariants:** a manifest is a stranger's file as well (somebody may bring one along), so its size has a bound and
//! nothing in it is a path that is followed; fields that are not known are passed over.

use std::{io::Read, path::Path};

use serde::{Deserialize, Serialize};

use super::{BackupReason, held::Held};

/// The version of this format.
pub(super) const FORMAT: u32 = 1;
/// The longest manifest that is read, in bytes: two hundred tables are forty kilobytes.
const LONGEST: u64 = 1 << 20;

/// A table of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupTable {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// SHA-256 of its rows, see [`super::digest`].
    pub sha256: String,
}

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupManifest {
    /// The version of the manifest's format.
    pub format: u32,
    /// The copy's name.
    pub file: String,
    /// SHA-256 of the copy's bytes.
    pub sha256: String,
    /// The copy's size, in bytes.
    pub bytes: u64,
    /// How many migrations the copy has.
    pub schema: i64,
    /// The Kith that made it.
    pub version: String,
    /// When it was made, UTC milliseconds.
    pub at: i64,
    /// The how manieth it is of its folder: clocks may be wrong. 0 in those of before there were numbers.
    #[serde(default)]
    pub number: u64,
    /// Why it was made.
    pub why: BackupReason,
    /// What the community was called.
    #[serde(default)]
    pub community: String,
    /// Its tables, by name.
    pub tables: Vec<BackupTable>,
    /// What is in it, as people count.
    pub held: Held,
}

/// Reads a manifest; nothing when there is none, or none that can be read.
pub(super) fn read(path: &Path) -> Option<BackupManifest> {
    let file = std::fs::File::open(path).ok()?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).ok()?;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Option<BackupManifest> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST) {
        return None;
    }
    let manifest: BackupManifest = serde_json::from_slice(bytes).ok()?;
    (manifest.format == FORMAT).then_some(manifest)
}

/// Reads bytes as a manifest, which says the same when it is written and read again; for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub fn fuzz(bytes: &[u8]) {
    if let Some(manifest) = parse(bytes) {
        let written = serde_json::to_vec(&manifest).unwrap_or_default();
        assert!(parse(&written).as_ref() == Some(&manifest), "a manifest is not what was read of it");
    }
}
