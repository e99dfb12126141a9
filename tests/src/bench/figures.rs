//! What was measured, by its name: for the table, and between processes.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::Result;

/// The environment's name for the file that a part of a bench writes its figures to.
pub const FILE: &str = "KITH_BENCH_FIGURES";

/// Milliseconds of processor time and of wall time; or one number twice, where it is none of time.
pub(super) type Figure = (f64, f64);

static NOTED: Mutex<BTreeMap<String, Vec<Figure>>> = Mutex::new(BTreeMap::new());

/// Keeps what was measured; of several with one name the median counts.
pub(super) fn note(what: &str, cpu: f64, wall: f64) {
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    noted.entry(what.to_owned()).or_default().push((cpu, wall));
}

/// Writes what was noted, where the environment asks for it.
///
/// # Errors
/// When the file cannot be written.
pub fn hand_over() -> Result<()> {
    let Some(path) = std::env::var_os(FILE) else { return Ok(()) };
    let noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    std::io::Write::write_all(&mut std::fs::File::create(path)?, &serde_json::to_vec(&*noted)?)?;
    Ok(())
}

/// Reads what another process noted.
pub(super) fn read(path: &Path) -> BTreeMap<String, Vec<Figure>> {
    std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}
