//! Removes the backups that are not needed any more.
//!
//! **Invariant:** which ones those are, `kith_domain::backups` decides; a copy goes before its manifest, so that what is
//! left after a crash is a manifest without a copy, and no copy that nobody can judge.

use std::path::Path;

use kith_domain::backups::{Generation, surplus};

use super::{list, place};
use crate::error::Result;

/// Removes what is not needed at `now` (UTC milliseconds); `is_bad` says which were found broken. Answers how many went.
///
/// # Errors
/// When one cannot be removed.
pub fn thin(folder: &Path, now: i64, is_bad: impl Fn(&str) -> bool) -> Result<u32> {
    let all = list(folder);
    let generations: Vec<Generation> = all
        .iter()
        .map(|backup| Generation {
            at: backup.at,
            number: backup.number(),
            good: backup.seems_whole() && !is_bad(&backup.name()),
        })
        .collect();
    let mut removed = 0;
    for place in surplus(&generations, now) {
        if let Some(backup) = all.get(place) {
            place::remove(&backup.path)?;
            place::remove(&backup.path.with_extension("json"))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Removes what a backup that was cut off left behind.
pub(super) fn tidy(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_left_over = name.ends_with(&format!(".{}", place::PARTIAL))
            || name.ends_with(&format!(".{}-journal", place::PARTIAL))
            || (name.ends_with(".json") && !path.with_extension("db").exists());
        // What lies beside backups may just be written.
        if name.starts_with("kith-") && is_left_over {
            let _ = place::remove(&path);
        }
    }
}
