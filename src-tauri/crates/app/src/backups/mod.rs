//! Backups as a person meets them: what there is, making one, looking whether it is whole, rehearsing, and going back.
//!
//! `make` makes them, `schedule` does so by itself, `back` restores, `rehearse` tries it without touching anything, `marks`
//! remembers what came of looking. `elsewhere` is the folder of choice, `copies` what is in it, `sealed` what is sealed there.
//!
//! **Invariants:** commands take the name of a backup and never a path to write to; all of them that read or restore work
//! for a community that cannot be opened; the folder of choice that is not there is told and no failure.

pub(crate) mod back;
pub(crate) mod copies;
pub(crate) mod damage;
pub(crate) mod elsewhere;
pub(crate) mod make;
mod marks;
pub(crate) mod rehearse;
mod schedule;
mod sealed;

use std::path::PathBuf;

use kith_store::{
    Store,
    backups::{self, Backup, BackupReason, Held, HeldKind},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::{elsewhere::Elsewhere, marks::Marks, schedule::is_old};
pub(crate) use self::{
    marks::{MARKS, Rehearsal},
    schedule::Backups,
    schedule::look_after_crash,
};
use crate::{ApiError, App, Code};

/// Of which community: the open one unless it is told, else the one that could not be opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OfCommunity {
    /// Its id.
    pub(crate) community: Option<String>,
}

/// What is known of a backup without reading all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BackupState {
    /// It was whole when it was looked at last.
    Whole,
    /// It is not what was written.
    Broken,
    /// It has no manifest: nobody knows.
    Unknown,
}

/// A backup in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct BackupRow {
    /// Its file's name.
    pub(crate) name: String,
    /// When it was made, UTC milliseconds; 0 where nobody knows.
    pub(crate) at: i64,
    /// Why it was made.
    pub(crate) why: Option<BackupReason>,
    /// Its size, in bytes.
    pub(crate) bytes: i64,
    /// Whether it can be trusted.
    pub(crate) state: BackupState,
    /// When it was compared with its manifest last, UTC milliseconds.
    pub(crate) checked_at: Option<i64>,
    /// What is wrong with it; empty when nothing is.
    pub(crate) trouble: String,
    /// Of what there is suspiciously little in it beside the one before.
    pub(crate) shrunk: Vec<HeldKind>,
    /// Whether it is from the future: this clock, or the one of then, is wrong.
    pub(crate) ahead: bool,
    /// What is in it.
    pub(crate) held: Option<Held>,
}

/// What there is to go back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct BackupList {
    /// The one made last first.
    pub(crate) backups: Vec<BackupRow>,
    /// Where they are.
    pub(crate) folder: String,
    /// When the newest whole one was made, UTC milliseconds.
    pub(crate) last_good_at: Option<i64>,
    /// Whether that is too long ago, though something changed since.
    pub(crate) old: bool,
    /// Why the last one that should have been made by itself was not.
    pub(crate) trouble: Option<String>,
    /// Whether one is being made.
    pub(crate) running: bool,
    /// The second folder.
    pub(crate) elsewhere: Elsewhere,
    /// The last rehearsal of going back.
    pub(crate) rehearsed: Option<Rehearsal>,
    /// When the community was restored, and nobody said yet that it is right: UTC milliseconds.
    pub(crate) restored_at: Option<i64>,
    /// When what was restored was made, UTC milliseconds.
    pub(crate) restored_of: Option<i64>,
    /// Messages that waited in what was restored, and are not sent by themselves.
    pub(crate) restored_waiting: u32,
    /// What was found damaged in the file that is open; nothing when it is in order as far as was looked.
    pub(crate) damage: Option<String>,
}

/// A community, open or not.
pub(crate) struct Place {
    pub(crate) id: String,
    /// Its file.
    pub(crate) file: PathBuf,
    /// Open, when it is the one that is.
    pub(crate) store: Option<Store>,
}

impl Place {
    /// The folder with its backups.
    pub(crate) fn folder(&self) -> PathBuf {
        backups::folder_of(&self.file)
    }

    pub(super) fn marks(&self) -> Marks {
        Marks::read(&self.folder())
    }

    /// A backup in the list, by its name.
    pub(crate) fn backup(&self, name: &str) -> Result<Backup, ApiError> {
        let all = backups::list(&self.folder());
        let found = all.into_iter().find(|backup| backup.name() == name);
        found.ok_or_else(|| ApiError::new(Code::NotFound, "there is no such backup any more"))
    }
}

/// Finds a community by its id; without one the open one, else the one that could not be opened, else the one used last.
pub(crate) fn place(app: &App, community: Option<&str>) -> Result<Place, ApiError> {
    let open = app.community_id();
    let id = match community.map(str::to_owned).or_else(|| open.clone()).or_else(|| app.failed_id()) {
        Some(id) => id,
        None => app.last_id().ok_or_else(|| ApiError::new(Code::NoCommunity, "there is no community yet"))?,
    };
    let file = app.file_of(&id)?;
    if !backups::is_here(&file) && !backups::folder_of(&file).exists() {
        return Err(ApiError::new(Code::NotFound, "there is no such community any more"));
    }
    let store = if open.as_ref() == Some(&id) { Some(app.store()?) } else { None };
    Ok(Place { id, file, store })
}

pub(crate) async fn list(app: &App, args: OfCommunity) -> Result<BackupList, ApiError> {
    let place = place(app, args.community.as_deref())?;
    let app = app.clone();
    in_background(move || told(&app, &place)).await
}

fn told(app: &App, place: &Place) -> Result<BackupList, ApiError> {
    let (marks, now, folder) = (place.marks(), app.now(), place.folder());
    let backups: Vec<BackupRow> = backups::list(&folder).iter().map(|backup| row(backup, &marks, now)).collect();
    let last_good_at = newest_good(&backups);
    let restored = match &place.store {
        Some(store) => store.read_now(|read| read.restored())?,
        None => None,
    };
    let changed = place.store.as_ref().is_some_and(|store| app.backups().is_changed(store));
    Ok(BackupList {
        old: changed && is_old(last_good_at, place, now),
        folder: folder.display().to_string(),
        last_good_at,
        trouble: marks.trouble.clone(),
        running: app.backups().is_running(),
        elsewhere: elsewhere::told(place, &marks, &backups),
        rehearsed: marks.rehearsed,
        restored_at: restored.as_ref().map(|restored| restored.at),
        restored_of: restored.as_ref().map(|restored| restored.of),
        restored_waiting: restored.map_or(0, |restored| restored.waiting),
        damage: place.store.as_ref().and_then(|_| app.backups().damage(&place.id)),
        backups,
    })
}

fn newest_good(backups: &[BackupRow]) -> Option<i64> {
    backups.iter().filter(|row| row.state == BackupState::Whole && !row.ahead).map(|row| row.at).max()
}

pub(crate) fn row(backup: &Backup, marks: &Marks, now: i64) -> BackupRow {
    let name = backup.name();
    let mark = marks.checked.get(&name);
    let manifest = backup.manifest.as_ref();
    let state = match (manifest, mark) {
        (None, _) => BackupState::Unknown,
        (Some(_), Some(mark)) if !mark.ok => BackupState::Broken,
        (Some(_), _) if !backup.seems_whole() => BackupState::Broken,
        _ => BackupState::Whole,
    };
    BackupRow {
        at: backup.at,
        why: manifest.map(|manifest| manifest.why),
        bytes: i64::try_from(backup.bytes).unwrap_or(i64::MAX),
        state,
        // It was compared when it was made.
        checked_at: mark.map(|mark| mark.at).or(manifest.map(|manifest| manifest.at)),
        trouble: match (state, mark) {
            (BackupState::Broken, Some(mark)) => mark.trouble.clone(),
            (BackupState::Broken, None) => "its size is not the one that its manifest tells".to_owned(),
            _ => String::new(),
        },
        shrunk: marks.shrunk.get(&name).cloned().unwrap_or_default(),
        ahead: kith_domain::backups::is_ahead(backup.at, now),
        held: manifest.map(|manifest| manifest.held.clone()),
        name,
    }
}

/// Off the threads that answer commands.
pub(crate) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(ApiError::new(Code::Bug, "the backup failed in a way it should not")),
    }
}
