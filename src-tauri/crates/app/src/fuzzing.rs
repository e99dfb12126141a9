//! Doors for the fuzz targets to readers of files that people pass each other: nothing may panic.
//!
//! **Invariants:** compiled with the feature `fuzzing` only; what comes out is thrown away.

use crate::{age, events, mentoring};

/// A hand-over file: as a file, and as the words behind a signature that fits.
pub fn hand_over(bytes: &[u8]) {
    mentoring::fuzz(bytes);
}

/// What lies beside the copy of a backup.
pub fn manifest(bytes: &[u8]) {
    kith_store::backups::fuzz_manifest(bytes);
}

/// A sealed copy of a backup.
pub fn sealed_copy(bytes: &[u8]) {
    age::fuzz(bytes);
}

/// A door file: as a file, and as the words behind a sum that fits.
pub fn door(bytes: &[u8]) {
    events::fuzz(bytes);
}
