//! Going back: what would be different, and then doing it.
//!
//! **Invariants:** a backup that is not whole is never restored; what was unsealed for it is gone afterwards; the file of now is moved aside and kept; whoever was erased
//! since is erased again before anything is shown; nothing is read from sources or sent to them until somebody said that
//! what is there now is right.

use std::path::{Path, PathBuf};

use kith_store::backups::{self, Backup, BackupReason, Held};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BackupRow, BackupState, Place, copies, in_background, make, place, row, sealed};
use crate::{ApiError, App, Code, commands::Nothing};

/// Which backup: one of the list, or a file from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhichBackup {
    /// Its name in the list.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// A file from another folder or another machine, or such a folder.
    #[serde(default)]
    pub(crate) path: Option<String>,
    /// What it was sealed with, where it is sealed and this system's keyring does not know.
    #[serde(default)]
    pub(crate) passphrase: Option<String>,
    /// Of which community.
    #[serde(default)]
    pub(crate) community: Option<String>,
}

/// What would be different afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RestorePreview {
    /// The backup.
    pub(crate) backup: BackupRow,
    /// What the community in it is called; empty where nobody knows.
    pub(crate) community: String,
    /// Whether that is another community than the one whose place it would take.
    pub(crate) other: bool,
    /// Whether it can be restored.
    pub(crate) ok: bool,
    /// Why not; empty when it can.
    pub(crate) trouble: String,
    /// What is here now; nothing when the file cannot be opened.
    pub(crate) here: Option<Held>,
    /// What would be here.
    pub(crate) there: Option<Held>,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RestoreDone {
    /// When what is here now was made, UTC milliseconds.
    pub(crate) of: i64,
    /// The community's folder: what was in place before is in there, in a folder of its own.
    pub(crate) folder: String,
}

/// A file that was picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PickedBackup {
    /// Its path; nothing when the person changed their mind.
    pub(crate) path: Option<String>,
}

pub(crate) async fn pick(app: &App, _: Nothing) -> Result<PickedBackup, ApiError> {
    let desktop = app.env().desktop.clone();
    if !desktop.can_pick() {
        return Err(ApiError::new(Code::Invalid, "this host cannot ask for files: type the path of the backup"));
    }
    let picked = tokio::task::spawn_blocking(move || desktop.pick_backup()).await.ok().flatten();
    Ok(PickedBackup { path: picked.map(|path| path.display().to_string()) })
}

pub(crate) async fn preview(app: &App, args: WhichBackup) -> Result<RestorePreview, ApiError> {
    let place = place(app, args.community.as_deref())?;
    let app = app.clone();
    in_background(move || differences(&app, &place, wanted(&app, &place, &args)?.backup())).await
}

pub(crate) async fn restore(app: &App, args: WhichBackup) -> Result<RestoreDone, ApiError> {
    let place = place(app, args.community.as_deref())?;
    app.jobs().check_free()?;
    let worker = app.clone();
    let (wanted, mut place) = in_background(move || Ok((wanted(&worker, &place, &args)?, place))).await?;
    let now = app.now();
    let done = RestoreDone { of: wanted.backup().at, folder: folder_of(&place.file) };
    let (id, file) = (place.id.clone(), place.file.clone());
    if place.store.is_some() {
        app.syncs().stop_all().await;
    }
    let store = place.store.take();
    let worker = app.clone();
    in_background(move || {
        let backup = wanted.backup();
        let Some(store) = store else { return Ok(backups::restore_closed(&file, backup, now)?) };
        match make::before(&worker, &store, BackupReason::Restore) {
            // The file is moved aside and not removed, so what cannot be copied is not lost either.
            Err(error) if error.code != Code::DamagedFile => return Err(error),
            _ => {}
        }
        store.restore(backup, now)?;
        make::thin_and_copy(&worker, &file, now);
        Ok(())
    })
    .await?;
    app.backups().forget(&place);
    app.open_again(&id).await?;
    Ok(done)
}

pub(crate) async fn confirm(app: &App, _: Nothing) -> Result<Nothing, ApiError> {
    app.store()?.write(|write| write.confirm_restored()).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

/// Refuses to read from a source or write to it while nobody said that what was restored is right.
pub(crate) fn check_confirmed(store: &kith_store::Store) -> Result<(), ApiError> {
    match store.read_now(|read| read.restored())? {
        None => Ok(()),
        Some(_) => Err(ApiError::new(
            Code::Conflict,
            "this community was restored from a backup: say first that it is the right one, under Settings",
        )),
    }
}

fn folder_of(file: &Path) -> String {
    file.parent().unwrap_or(file).display().to_string()
}

/// A backup that was found.
pub(super) enum Found {
    Plain(Box<Backup>),
    /// A sealed copy.
    Sealed(PathBuf),
}

/// A backup that can be read, as long as this lives.
enum Wanted {
    Plain(Box<Backup>),
    Unsealed(Box<sealed::Unsealed>),
}

impl Wanted {
    fn backup(&self) -> &Backup {
        match self {
            Self::Plain(backup) => backup,
            Self::Unsealed(unsealed) => &unsealed.backup,
        }
    }
}

/// Looks where a backup is, at `now` (UTC milliseconds).
pub(super) fn found(place: &Place, args: &WhichBackup, now: i64) -> Result<Found, ApiError> {
    let path = match (&args.name, &args.path) {
        (Some(name), None) => return place.backup(name).map(|backup| Found::Plain(Box::new(backup))),
        (None, Some(path)) => Path::new(path.trim()),
        _ => return Err(ApiError::invalid("name", "say which backup: by its name or by its path")),
    };
    let path = if path.is_dir() {
        // The folder of choice, or the folder of backups in it.
        let inside = if path.join(&place.id).is_dir() { path.join(&place.id) } else { path.to_owned() };
        copies::newest(&inside, &place.marks(), now)
    } else {
        Some(path.to_owned())
    };
    // The community's own file is open, and no backup of itself.
    let path = path.filter(|path| *path != place.file && path.is_file());
    let sealed = path.clone().filter(|path| sealed::is_name(path)).map(Found::Sealed);
    sealed
        .or_else(|| path.and_then(|path| backups::describe(&path)).map(|backup| Found::Plain(Box::new(backup))))
        .ok_or_else(|| {
            ApiError::invalid(
                "path",
                "there is no backup: choose a file that ends in .db or .db.age, or a folder with such files",
            )
        })
}

fn wanted(app: &App, place: &Place, args: &WhichBackup) -> Result<Wanted, ApiError> {
    Ok(match found(place, args, app.now())? {
        Found::Plain(backup) => Wanted::Plain(backup),
        Found::Sealed(file) => {
            let passphrase = copies::passphrase_for(app, place, args.passphrase.as_deref())?;
            Wanted::Unsealed(Box::new(sealed::unseal(place, &file, &passphrase)?))
        }
    })
}

fn differences(app: &App, place: &Place, backup: &Backup) -> Result<RestorePreview, ApiError> {
    let verdict = backups::verify(backup)?;
    // Somebody's plain copy has no manifest; then its structure has to do.
    let (there, trouble) = match (backup.manifest.is_some() && !verdict.ok, backups::held_in(&backup.path)) {
        (true, _) => (None, verdict.trouble),
        (false, Ok((held, schema))) if schema <= schemas() => (Some(held), String::new()),
        (false, Ok(_)) => (None, "a newer Kith made it: install that first".to_owned()),
        (false, Err(error)) => (None, error.to_string()),
    };
    let (here, name) = match &place.store {
        Some(store) => store.read_now(|read| Ok((Some(read.held()?), read.settings()?.name)))?,
        None => (None, String::new()),
    };
    let community = backup.manifest.as_ref().map(|manifest| manifest.community.clone()).unwrap_or_default();
    let mut row = row(backup, &place.marks(), app.now());
    if there.is_none() {
        row.state = BackupState::Broken;
    }
    Ok(RestorePreview {
        backup: row,
        other: !name.is_empty() && !community.is_empty() && name != community,
        community,
        ok: there.is_some(),
        trouble,
        here,
        there,
    })
}

fn schemas() -> i64 {
    i64::try_from(kith_store::MIGRATIONS.len()).unwrap_or(i64::MAX)
}
