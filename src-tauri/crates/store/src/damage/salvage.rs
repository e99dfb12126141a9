//! Reads what can be read of a damaged file into a new one.
//!
//! **Invariants:** the new file has the damaged one's schema by this program's own words, never by what the damaged one
//! says; afterwards references hold and counts are counted anew, so that `kith check` finds it in order.

use std::{
    fs::File,
    io::{Read, Write as _},
    path::Path,
};

use rusqlite::Connection;

use super::{ASIDE, Copy, SalvageReport, SalvagedTable, finish, repair, rows};
use crate::{
    Write,
    backups::{BackupManifest, digest, place, restore},
    error::{Error, Result},
    file::{self, Lock},
    migrate::{self, APPLICATION_ID, MIGRATIONS},
};

/// Bytes of a file's header, and of each of its pages.
const HEADER: usize = 100;
const PAGE: u64 = 4_096;

/// Salvages a community's file that is not open; what was read takes its place at the next opening. `known` is the newest
/// backup's manifest: what it had and the file has no more counts as lost.
///
/// # Errors
/// [`Error::Invalid`] when nothing at all can be read: then nothing changed. [`Error::InUse`] when it is open.
pub fn salvage_closed(file: &Path, known: Option<&BackupManifest>, now: i64) -> Result<SalvageReport> {
    let lock = Lock::take(file)?;
    restore::settle(file, &lock)?;
    let copy = Copy::of(file, &lock)?;
    let new = Copy { path: restore::beside(file, "salvaged.partial") };
    new.remove();
    drop(place::begin(&new.path)?);
    let report = salvage(&copy.path, &new.path, known)?;
    if report.read == 0 {
        return Err(Error::Invalid("nothing in this file can be read any more: restore a backup".into()));
    }
    restore::commit(file, &new.path, ASIDE, now)?;
    Ok(report)
}

/// Opens a damaged file, with a header of its own making where that is what is lost.
fn open_damaged(path: &Path) -> Result<Connection> {
    if let Ok(connection) = open_readable(path) {
        return Ok(connection);
    }
    let beside = Copy { path: path.with_extension("header") };
    beside.remove();
    let template = Connection::open(&beside.path)?;
    template.execute_batch(&format!(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}; CREATE TABLE any (a);",
        MIGRATIONS.len()
    ))?;
    drop(template);
    give_header(path, &beside.path).map_err(place::io("reading the damaged file"))?;
    let nothing = |_| Error::Invalid("this file cannot be read at all any more: restore a backup".into());
    open_readable(path).map_err(nothing)
}

fn open_readable(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    file::settings(&connection)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Puts another file's header before a file's pages: all files of Kith have the same but for counters and sizes.
fn give_header(path: &Path, template: &Path) -> std::io::Result<()> {
    let mut header = [0; HEADER];
    File::open(template)?.read_exact(&mut header)?;
    let mut file = File::options().read(true).write(true).open(path)?;
    let pages = u32::try_from(file.metadata()?.len() / PAGE).unwrap_or(u32::MAX);
    let counter: Vec<u8> = header.get(24..28).unwrap_or_default().to_vec();
    // How long the file is, which pages are free (nobody knows), and that the length may be believed.
    for (from, bytes) in [(28, pages.to_be_bytes().as_slice()), (32, &[0; 8]), (92, &counter)] {
        if let Some(place) = header.get_mut(from..from + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }
    file.write_all(&header)?;
    file.sync_all()
}

fn salvage(damaged: &Path, new: &Path, known: Option<&BackupManifest>) -> Result<SalvageReport> {
    let from = open_damaged(damaged)?;
    let version = migrate::version(&from)?;
    let steps = usize::try_from(version)
        .ok()
        .filter(|steps| (1..=MIGRATIONS.len()).contains(steps))
        .unwrap_or(MIGRATIONS.len());
    let mut to = Connection::open(new)?;
    to.execute_batch(&format!("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = {APPLICATION_ID};"))?;
    file::settings(&to)?;
    to.pragma_update(None, "foreign_keys", false)?;
    migrate::run(&mut to, MIGRATIONS.get(..steps).unwrap_or(MIGRATIONS), 0)?;
    let mut tables = Vec::new();
    let transaction = to.transaction()?;
    for name in digest::tables(&transaction)?.into_iter().filter(|name| !repair::COUNTED.contains(&name.as_str())) {
        let taken = rows::take(&from, &transaction, &name)?;
        let expected =
            known.and_then(|known| known.tables.iter().find(|table| table.name == name)).map(|table| table.rows);
        // What the newest backup had may have been deleted since; only where something is broken is it missed.
        let missed = if taken.broken { expected.unwrap_or(0).saturating_sub(taken.read + taken.refused) } else { 0 };
        tables.push(SalvagedTable { name, read: taken.read, lost: taken.refused + missed, broken: taken.broken });
    }
    transaction.commit()?;
    drop(from);
    migrate::run(&mut to, MIGRATIONS, steps)?;
    let transaction = to.transaction()?;
    repair::all(&Write { connection: &transaction, touched: std::cell::RefCell::default() }, &mut tables)?;
    transaction.commit()?;
    to.pragma_update(None, "foreign_keys", true)?;
    finish(to)?;
    tables.retain(|table| table.read > 0 || table.lost > 0 || table.broken);
    Ok(SalvageReport {
        read: tables.iter().map(|table| table.read).sum(),
        lost: tables.iter().map(|table| table.lost).sum(),
        broken: tables.iter().any(|table| table.broken),
        tables,
    })
}
