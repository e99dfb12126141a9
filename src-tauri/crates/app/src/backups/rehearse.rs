//! A rehearsal: the newest backup is put in a place of its own, opened as a community is, and compared with what was
//! written. Nothing of the community is touched.

use std::path::Path;

use kith_store::{
    Store,
    backups::{self, Backup},
};

use super::{
    OfCommunity, Place, in_background,
    marks::{Marks, Rehearsal},
    place,
};
use crate::{ApiError, App, Code, communities::stamp, files};

/// The folder beside the backups in which it happens; it is gone afterwards.
const FOLDER: &str = "rehearsal";

pub(crate) async fn rehearse(app: &App, args: OfCommunity) -> Result<Rehearsal, ApiError> {
    let place = place(app, args.community.as_deref())?;
    let app = app.clone();
    in_background(move || now(&app, &place)).await
}

/// Rehearses, and remembers how it went. Blocks.
pub(super) fn now(app: &App, place: &Place) -> Result<Rehearsal, ApiError> {
    let _running = app.backups().begin(app);
    let marks = place.marks();
    let is_bad = |backup: &Backup| marks.checked.get(&backup.name()).is_some_and(|mark| !mark.ok);
    let newest = backups::list(&place.folder()).into_iter().find(|one| one.manifest.is_some() && !is_bad(one));
    let newest = newest.ok_or_else(|| ApiError::new(Code::NotFound, "there is no backup yet: make one first"))?;
    let folder = place.folder().join(FOLDER);
    let _ = std::fs::remove_dir_all(&folder);
    let played = play(app, &newest, &folder);
    let _ = std::fs::remove_dir_all(&folder);
    let at = app.now();
    let rehearsal = match played {
        Ok((tables, rows)) => {
            let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            Rehearsal {
                at,
                name: newest.name(),
                ok: true,
                trouble: String::new(),
                tables: small(tables),
                rows: small(rows),
            }
        }
        Err(error) => Rehearsal { at, name: newest.name(), ok: false, trouble: error.message, tables: 0, rows: 0 },
    };
    let kept = rehearsal.clone();
    Marks::change(&place.folder(), |marks| marks.rehearsed = Some(kept))?;
    Ok(rehearsal)
}

/// The whole way back, in a folder of its own; answers how many tables and rows came back.
fn play(app: &App, backup: &Backup, folder: &Path) -> Result<(u64, u64), ApiError> {
    let verdict = backups::verify(backup)?;
    if !verdict.ok {
        return Err(ApiError::new(Code::Invalid, verdict.trouble));
    }
    let needed = backup.bytes.saturating_mul(2);
    if let Some(free) = folder.parent().and_then(backups::free_bytes).filter(|free| *free < needed) {
        return Err(kith_store::Error::Room { needed, free }.into());
    }
    files::private_folder(folder).map_err(|error| crate::exports::unwritten(&error))?;
    let file = folder.join("kith.db");
    let at = app.now();
    backups::restore_closed(&file, backup, at)?;
    // Opening puts it in its place, and brings it to this version where it is older.
    let store = Store::open(&file, &stamp(at))?;
    let lines = store.quick_check()?;
    if let Some(first) = lines.first() {
        return Err(ApiError::new(Code::Invalid, first.clone()));
    }
    drop(store);
    let Some(manifest) = backup.manifest.as_ref().filter(|manifest| manifest.schema == newest_schema()) else {
        // Its tables are others by now; that it opens and is whole is what can be told.
        let tables = backup.manifest.as_ref().map_or(0, |manifest| manifest.tables.len());
        let rows = backup.manifest.as_ref().map_or(0, |manifest| manifest.tables.iter().map(|table| table.rows).sum());
        return Ok((u64::try_from(tables).unwrap_or(0), rows));
    };
    // Restoring says in the settings that it did, and holds back what waited to be sent.
    let (differs, tables, rows) = backups::compare_tables(&file, manifest, &["setting", "intent"])?;
    match differs {
        None => Ok((tables, rows)),
        Some(table) => Err(ApiError::new(Code::Invalid, format!("the table {table} did not come back as it was"))),
    }
}

fn newest_schema() -> i64 {
    i64::try_from(kith_store::MIGRATIONS.len()).unwrap_or(i64::MAX)
}
