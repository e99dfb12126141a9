//! Tests of the store with its private connection in hand.

mod backups;
mod counts;
mod erasing;
mod exports;
mod feedback;
mod figures;
mod files;
mod handed;
pub(crate) mod history;
mod insight;
mod introductions;
mod inventory;
mod metrics;
mod migrations;
mod network;
mod openings;
mod people;
mod plans;
mod profile;
mod recognition;
mod reports;
mod steps;
mod tags;
mod talks;
mod weeks;
mod words;

use std::path::PathBuf;

use kith_domain::{id::source_id, record::Batch};
use tempfile::TempDir;

use crate::{NewImport, Store, Write, error::Result, ingest::Origin, raw};

/// A new file in a folder of its own.
pub(crate) fn store() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("kith.db"), "20260105T080000Z").unwrap();
    (folder, store)
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("kith.db")
}

/// How many rows each table has, full-text tables and undo logs left out.
fn rows(store: &Store) -> Vec<(String, i64)> {
    store
        .read_now(|read| {
            let mut names = read.connection.prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_fts%' ORDER BY name",
            )?;
            let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            names
                .into_iter()
                .map(|name| {
                    let count = read.connection.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0))?;
                    Ok((name, count))
                })
                .collect::<Result<_>>()
        })
        .unwrap()
}

/// One import of some batches; it ends when `finish` says so.
pub(crate) fn import(store: &Store, number: i64, as_of: i64, batches: &[Batch], finish: bool) -> Result<()> {
    let uid = source_id("slack", "T1");
    let mut session = store.write_now(|write| {
        let source = write.ensure_source(uid, "slack", "T1", "Allotment", 1)?;
        begin(write, number, as_of, source)?;
        let zone = write.read().zone()?;
        write.begin(Origin { source, source_uid: uid, import: Some(number), live: false, as_of, zone })
    })?;
    for batch in batches {
        let packed = raw::pack(batch, true)?;
        store.write_now(|write| write.ingest(&mut session, batch, &packed))?;
    }
    if finish {
        store.write_now(|write| {
            write.finish(&mut session)?;
            write.set_import_state(number, "done", None, Some(2))
        })?;
    }
    Ok(())
}

fn begin(write: &Write<'_>, number: i64, as_of: i64, source: i64) -> Result<()> {
    let new = NewImport {
        id: format!("import-{number}"),
        kind: "slack_export",
        name: "export.zip".into(),
        path: String::new(),
        fingerprint: String::new(),
        options: "{}".into(),
        as_of,
        files: 1,
        left_out: 0,
        notes: Vec::new(),
    };
    assert_eq!(write.begin_import(&new, Some(source), 1)?, number, "imports are numbered in their order");
    Ok(())
}
