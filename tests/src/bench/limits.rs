//! What cannot be undercut: the same archive only inflated and parsed, and its messages only inserted, in this very run.
//!
//! A figure of Kith's means little on a machine that nobody knows; beside these it does.

use std::path::Path;

use kith_connect::archive::Archive;
use rusqlite::{Connection, params};
use serde::Deserialize;

use super::{Result, machine};

/// Processor time of both, in milliseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    /// Inflating and parsing all of an export.
    pub(super) parse: f64,
    /// Inserting its messages into one plain table.
    pub(super) insert: f64,
}

/// What a message has that everybody keeps.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    ts: String,
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    text: String,
}

/// Messages that are inserted in one transaction.
const PIECE: usize = 10_000;

/// Measures both.
///
/// # Errors
/// When the archive cannot be read.
pub(super) fn measure(archive: &Path, folder: &Path) -> Result<Limits> {
    let mut limits = Limits::default();
    let path = folder.join("limit.db");
    let _ = std::fs::remove_file(&path);
    let mut connection = Connection::open(&path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000;
         CREATE TABLE message (id INTEGER PRIMARY KEY, ts TEXT NOT NULL, person TEXT, text TEXT NOT NULL) STRICT;",
    )?;
    let mut archive = Archive::open(archive)?;
    let (mut bytes, mut waiting) = (Vec::new(), Vec::new());
    for index in 0..archive.len() {
        // Day files lie in folders; lists do not.
        if !archive.name(index).contains('/') {
            continue;
        }
        let begun = machine::threads_cpu_ms();
        archive.read(index, &mut bytes)?;
        let lines: Vec<Line> = serde_json::from_slice(&bytes)?;
        limits.parse += machine::threads_cpu_ms() - begun;
        waiting.extend(lines);
        if waiting.len() >= PIECE {
            limits.insert += insert(&mut connection, &mut waiting)?;
        }
    }
    limits.insert += insert(&mut connection, &mut waiting)?;
    drop(connection);
    std::fs::remove_file(path)?;
    Ok(limits)
}

fn insert(connection: &mut Connection, lines: &mut Vec<Line>) -> Result<f64> {
    let begun = machine::threads_cpu_ms();
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare_cached("INSERT INTO message (ts, person, text) VALUES (?1, ?2, ?3)")?;
        for line in lines.drain(..) {
            insert.execute(params![line.ts, line.user, line.text])?;
        }
    }
    transaction.commit()?;
    Ok(machine::threads_cpu_ms() - begun)
}
