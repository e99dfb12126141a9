//! Making a backup, and looking at one again.
//!
//! **Invariants:** a backup that was made is remembered as whole, and older ones are thinned after it, or, where one of them
//! is gone back to, after that; a copy elsewhere that fails does not make the backup fail.

use std::path::Path;

use kith_store::{
    Store,
    backups::{self, Backup, BackupReason, HeldKind},
};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{
    BackupRow, Place,
    back::{Found, WhichBackup, found},
    copies::{self, passphrase_for},
    in_background,
    marks::{Mark, Marks},
    place, row, sealed,
};
use crate::{ApiError, App, commands::Nothing};

/// How long a backup stands for the one that would be made now, when nothing changed since, in milliseconds.
const FRESH: i64 = 600_000;

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct NewBackup {
    /// It.
    pub(crate) backup: BackupRow,
    /// Of what there is suspiciously little beside the one before; both are kept.
    pub(crate) shrunk: Vec<HeldKind>,
}

/// What came of looking at a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct BackupVerdict {
    /// Whether it is whole.
    pub(crate) ok: bool,
    /// What is wrong; empty when nothing is.
    pub(crate) trouble: String,
}

pub(crate) async fn create(app: &App, _: Nothing) -> Result<NewBackup, ApiError> {
    let store = app.store()?;
    let app = app.clone();
    in_background(move || now(&app, &store, BackupReason::ByHand)).await
}

pub(crate) async fn verify(app: &App, args: WhichBackup) -> Result<BackupVerdict, ApiError> {
    let place = place(app, args.community.as_deref())?;
    let app = app.clone();
    in_background(move || {
        if let (Some(name), None) = (&args.name, &args.path) {
            return look(&app, &place, &place.backup(name)?);
        }
        let verdict = match found(&place, &args, app.now())? {
            Found::Plain(backup) => backups::verify(&backup)?,
            Found::Sealed(file) => sealed::verify(&file, &passphrase_for(&app, &place, args.passphrase.as_deref())?)?,
        };
        Ok(BackupVerdict { ok: verdict.ok, trouble: verdict.trouble })
    })
    .await
}

/// Makes one now, keeps what came of it, thins, and copies it to the folder of choice. Blocks.
pub(crate) fn now(app: &App, store: &Store, why: BackupReason) -> Result<NewBackup, ApiError> {
    let _running = app.backups().begin(app);
    let changed = store.changed_rows();
    let at = app.now();
    let made = match store.back_up(why, at) {
        Ok(made) => made,
        Err(error) => {
            if let kith_store::Error::Damaged { .. } = error {
                app.backups().found_damage(app, store, "a backup could not be made of it");
            }
            return Err(error.into());
        }
    };
    let folder = backups::folder_of(store.path());
    app.backups().made(store, changed);
    app.forget_retired_keys(store);
    let (name, shrunk) = (made.backup.name(), made.shrunk.clone());
    Marks::change(&folder, |marks| {
        marks.trouble = None;
        marks.checked.insert(name.clone(), Mark { at, ok: true, trouble: String::new() });
        if !shrunk.is_empty() {
            marks.shrunk.insert(name, shrunk);
        }
    })?;
    // What somebody is about to go back to may be what would go, here or in the folder of choice.
    if why != BackupReason::Restore {
        thin_and_copy(app, store.path(), at);
    }
    Ok(NewBackup { backup: row(&made.backup, &Marks::read(&folder), at), shrunk: made.shrunk })
}

/// Before something that changes much: a backup, unless there is one of just this state.
pub(crate) fn before(app: &App, store: &Store, why: BackupReason) -> Result<(), ApiError> {
    let is_empty = store.read_now(|read| read.held())?.counts.iter().all(|one| one.count == 0);
    let newest = backups::list(&backups::folder_of(store.path())).into_iter().find(Backup::seems_whole);
    // One from the future was made by a clock that was wrong, who knows when.
    let is_fresh = newest.is_some_and(|newest| (0..FRESH).contains(&(app.now() - newest.at)));
    let is_fresh = is_fresh && !app.backups().is_changed(store);
    if is_empty || is_fresh { Ok(()) } else { now(app, store, why).map(drop) }
}

/// Compares a backup with its manifest and remembers what came of it.
pub(crate) fn look(app: &App, place: &Place, backup: &Backup) -> Result<BackupVerdict, ApiError> {
    let verdict = backups::verify(backup)?;
    let mark = Mark { at: app.now(), ok: verdict.ok, trouble: verdict.trouble.clone() };
    Marks::change(&place.folder(), |marks| drop(marks.checked.insert(backup.name(), mark)))?;
    app.announce(&[kith_store::Topic::Backups]);
    Ok(BackupVerdict { ok: verdict.ok, trouble: verdict.trouble })
}

/// Removes the backups of a community's `file` that are not needed at `now` (UTC milliseconds) any more, and copies the
/// newest to the folder of choice. Blocks.
pub(super) fn thin_and_copy(app: &App, file: &Path, now: i64) {
    let folder = backups::folder_of(file);
    let marks = Marks::read(&folder);
    let is_bad = |name: &str| marks.checked.get(name).is_some_and(|mark| !mark.ok);
    // What cannot be removed today can be tomorrow.
    let _ = backups::thin(&folder, now, is_bad);
    if let Some(id) = file.parent().and_then(|folder| folder.file_name()) {
        let place = Place { id: id.to_string_lossy().into_owned(), file: file.to_owned(), store: None };
        // A drive that is full or was pulled out is told in the list; the backup is made all the same.
        let _ = copies::copy(app, &place);
    }
}
