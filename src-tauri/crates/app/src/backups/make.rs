//! Making a backup, looking at one again, and a copy in a folder of choice.
//!
//! **Invariants:** what was made is thinned by the same rule here and there; a copy elsewhere is read back and compared
//! before it counts; nothing is written where no folder is.

use std::path::Path;

use kith_store::{
    Store,
    backups::{self, Backup, BackupReason, HeldKind},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BackupRow, OfCommunity, OneBackup, Place, in_background,
    marks::{Mark, Marks},
    place, row,
};
use crate::{ApiError, App, Code, commands::Nothing, exports::unwritten, files::NewFile};

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

/// Where a second copy shall lie.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct BackUpElsewhere {
    /// Whether there shall be one.
    pub(crate) on: bool,
    /// The folder, for a host that cannot ask.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

pub(crate) async fn create(app: &App, _: Nothing) -> Result<NewBackup, ApiError> {
    let store = app.store()?;
    let app = app.clone();
    in_background(move || now(&app, &store, BackupReason::ByHand)).await
}

pub(crate) async fn verify(app: &App, args: OneBackup) -> Result<BackupVerdict, ApiError> {
    let place = place(app, args.community.as_deref())?;
    let app = app.clone();
    in_background(move || look(&app, &place, &place.backup(&args.name)?)).await
}

pub(crate) async fn choose(app: &App, args: BackUpElsewhere) -> Result<Nothing, ApiError> {
    let place = place(app, OfCommunity::default().community.as_deref())?;
    let chosen = match (args.on, args.path.as_deref()) {
        (false, _) => None,
        (true, Some(path)) => Some(crate::exports::place::given(app, path)?),
        (true, None) => {
            let desktop = app.env().desktop.clone();
            if !desktop.can_pick() {
                return Err(ApiError::invalid("path", "this host cannot ask for a folder: say where to"));
            }
            let picked = tokio::task::spawn_blocking(move || desktop.pick_folder()).await.ok().flatten();
            match picked {
                Some(picked) => Some(picked),
                None => return Ok(Nothing::default()),
            }
        }
    };
    if let Some(folder) = chosen.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(ApiError::invalid("path", format!("there is no folder {}", folder.display())));
    }
    let app = app.clone();
    in_background(move || {
        let folder = chosen.map(|folder| folder.display().to_string());
        Marks::change(&place.folder(), |marks| {
            marks.elsewhere = folder;
            marks.copied_at = None;
        })?;
        let copied = copy_elsewhere(&app, &place);
        app.announce(&[kith_store::Topic::Backups]);
        copied
    })
    .await?;
    Ok(Nothing::default())
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
    thin(&folder, at);
    if let Some(id) = store.path().parent().and_then(|folder| folder.file_name()) {
        let place = Place { id: id.to_string_lossy().into_owned(), file: store.path().to_owned(), store: None };
        // A drive that is full or was pulled out is told in the list; the backup is made all the same.
        let _ = copy_elsewhere(app, &place);
    }
    Ok(NewBackup { backup: row(&made.backup, &Marks::read(&folder), at), shrunk: made.shrunk })
}

/// Before something that changes much: a backup, unless there is one of just this state.
pub(crate) fn before(app: &App, store: &Store, why: BackupReason) -> Result<(), ApiError> {
    let is_empty = store.read_now(|read| read.held())?.counts.iter().all(|one| one.count == 0);
    let newest = backups::list(&backups::folder_of(store.path())).into_iter().find(Backup::seems_whole);
    let is_fresh = newest.is_some_and(|newest| app.now() - newest.at < 600_000) && !app.backups().is_changed(store);
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

fn thin(folder: &Path, now: i64) {
    let marks = Marks::read(folder);
    let is_bad = |name: &str| marks.checked.get(name).is_some_and(|mark| !mark.ok);
    // What cannot be removed today can be tomorrow.
    let _ = backups::thin(folder, now, is_bad);
}

/// Copies the newest whole backup to the folder of choice, when it is there and has none as new. Blocks.
pub(crate) fn copy_elsewhere(app: &App, place: &Place) -> Result<(), ApiError> {
    let marks = place.marks();
    let Some(chosen) = marks.elsewhere.as_deref().map(Path::new).filter(|chosen| chosen.is_dir()) else {
        return Ok(());
    };
    let is_bad = |backup: &Backup| marks.checked.get(&backup.name()).is_some_and(|mark| !mark.ok);
    let newest = backups::list(&place.folder()).into_iter().find(|one| one.seems_whole() && !is_bad(one));
    let Some(newest) = newest else { return Ok(()) };
    let folder = chosen.join(&place.id);
    let to = folder.join(newest.name());
    if !to.exists() {
        copy(&newest, &to)?;
        Marks::change(&place.folder(), |marks| marks.copied_at = Some(newest.at))?;
    }
    thin(&folder, app.now());
    Ok(())
}

/// The backups in the folder of choice, as far as it is there.
pub(crate) fn elsewhere_of(app: &App, store: &Store) -> Vec<std::path::PathBuf> {
    let Ok(place) = place(app, None) else { return Vec::new() };
    let chosen = place.marks().elsewhere.filter(|_| place.file == store.path());
    let folder = chosen.map(|chosen| Path::new(&chosen).join(&place.id));
    folder.map(|folder| backups::list(&folder)).unwrap_or_default().into_iter().map(|backup| backup.path).collect()
}

fn copy(backup: &Backup, to: &Path) -> Result<(), ApiError> {
    let put = |from: &Path, to: &Path| -> std::io::Result<bool> {
        let mut file = NewFile::begin(to)?;
        std::io::copy(&mut std::fs::File::open(from)?, &mut file)?;
        file.finish_new()
    };
    let manifest = |path: &Path| path.with_extension("json");
    put(&manifest(&backup.path), &manifest(to)).map_err(|error| unwritten(&error))?;
    put(&backup.path, to).map_err(|error| unwritten(&error))?;
    // Read back: a stick that forgets is found out today, and not on the day it is needed.
    let whole = backups::describe(to).map(|copy| backups::verify(&copy)).transpose()?.is_some_and(|verdict| verdict.ok);
    if whole {
        return Ok(());
    }
    let _ = std::fs::remove_file(to);
    let _ = std::fs::remove_file(manifest(to));
    Err(ApiError::new(Code::Invalid, "the copy in the other folder is not what was written: is the drive in order?"))
}
