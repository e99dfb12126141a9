//! What is in the folder of choice: copying the newest backup there, sealed or plain, and thinning.
//!
//! **Invariants:** a copy gets its name only after it was read back and compared; what was made is thinned by the same rule
//! here and there, sealed and plain together; nothing is written where no folder is; a plain copy is removed only once the
//! same backup lies there sealed.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use kith_domain::backups::{Generation, is_ahead, moment, surplus};
use kith_store::{
    Store,
    backups::{self, Backup},
};

use super::{
    Place,
    marks::{KeptBack, Marks},
    place,
    schedule::AGAIN,
    sealed,
};
use crate::{ApiError, App, Code, SecretString, exports::unwritten, files::NewFile};

/// A copy in the folder of choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copied {
    pub(super) path: PathBuf,
    /// The name of the backup it is a copy of.
    pub(super) of: String,
    /// When that was made, UTC milliseconds.
    pub(super) at: i64,
    pub(super) good: bool,
    pub(super) is_sealed: bool,
}

/// Under which name the passphrase of a community's sealed copies is kept.
pub(super) fn secret_name(place: &Place) -> String {
    format!("{}/copies", place.id)
}

/// The passphrase that somebody typed, else the one that is kept. Blocks.
pub(super) fn passphrase_for(app: &App, place: &Place, typed: Option<&str>) -> Result<SecretString, ApiError> {
    if let Some(typed) = typed.filter(|typed| !typed.is_empty()) {
        return Ok(SecretString::from(typed));
    }
    let kept = app.env().secrets.get(&secret_name(place)).ok().flatten();
    kept.ok_or_else(|| ApiError::invalid("passphrase", "this copy is sealed: type its passphrase"))
}

/// The copies in a folder, newest first by their clocks.
pub(super) fn list(folder: &Path, marks: &Marks) -> Vec<Copied> {
    let is_bad = |name: &str| marks.checked.get(name).is_some_and(|mark| !mark.ok);
    let mut found: Vec<Copied> = backups::list(folder)
        .into_iter()
        .map(|one| Copied {
            of: one.name(),
            at: one.at,
            good: one.seems_whole() && !is_bad(&one.name()),
            is_sealed: false,
            path: one.path,
        })
        .collect();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if !sealed::is_name(&path) {
            continue;
        }
        let of = sealed::of(&path);
        let at = of.split(['-', '.']).find_map(moment).unwrap_or(0);
        // A drive that lost the end of a file says so by its size.
        let is_cut = marks.copies.get(&of).is_some_and(|bytes| entry.metadata().is_ok_and(|data| data.len() != *bytes));
        let good = at > 0 && !is_cut && sealed::manifest(&path).exists();
        found.push(Copied { path, of, at, good, is_sealed: true });
    }
    // Of one second, `-10` comes after `-9`.
    found.sort_by_key(|one| (std::cmp::Reverse((one.at, one.of.len(), one.of.clone())), !one.is_sealed));
    found
}

/// The newest good copy in a folder, at `now` (UTC milliseconds). Plain ones are numbered, so this machine's clock may be
/// behind. Sealed ones do not tell their numbers: one of a clock that was ahead is taken only where there is no other.
pub(super) fn newest(folder: &Path, marks: &Marks, now: i64) -> Option<PathBuf> {
    let good: Vec<Copied> = list(folder, marks).into_iter().filter(|one| one.good).collect();
    if good.iter().all(|one| !one.is_sealed) {
        let mut made = backups::list(folder).into_iter().map(|backup| backup.path);
        return made.find(|path| good.iter().any(|one| one.path == *path));
    }
    let (ahead, past): (Vec<Copied>, Vec<Copied>) = good.into_iter().partition(|one| is_ahead(one.at, now));
    past.into_iter().chain(ahead).next().map(|one| one.path)
}

/// The copies in the folder of choice, as far as it is there, without those of one backup; what is being copied is waited for.
pub(crate) fn all_but(app: &App, store: &Store, but: Option<&str>) -> Vec<PathBuf> {
    let Ok(place) = place(app, None) else { return Vec::new() };
    let _alone = app.backups().wait_for_copying();
    let marks = place.marks();
    let chosen = marks.elsewhere.clone().filter(|_| place.file == store.path());
    let folder = chosen.map(|chosen| Path::new(&chosen).join(&place.id));
    let there = folder.map(|folder| list(&folder, &marks)).unwrap_or_default().into_iter();
    there.filter(|one| Some(one.of.as_str()) != but).map(|one| one.path).collect()
}

/// What lies beside a backup or a copy of one, and says what is in it.
pub(crate) fn manifest_of(path: &Path) -> PathBuf {
    if sealed::is_name(path) { sealed::manifest(path) } else { path.with_extension("json") }
}

/// Copies when there is something to copy, and the last try is not just past. Blocks.
pub(super) fn copy_if_due(app: &App, place: &Place) -> Result<(), ApiError> {
    let waits = |kept: &KeptBack| kept.asks || (0..AGAIN).contains(&(app.now() - kept.at));
    if place.marks().kept_back.as_ref().is_some_and(waits) { Ok(()) } else { copy(app, place) }
}

/// Copies the newest whole backup to the folder of choice, when it is there and has none as new; what keeps it from being
/// copied is remembered. Blocks.
pub(super) fn copy(app: &App, place: &Place) -> Result<(), ApiError> {
    let marks = place.marks();
    let Some(chosen) = marks.elsewhere.as_deref().map(PathBuf::from).filter(|chosen| chosen.is_dir()) else {
        return Ok(());
    };
    let Some(_alone) = app.backups().begin_copying() else { return Ok(()) };
    let copied = bring(app, place, &marks, &chosen.join(&place.id));
    let kept_back = copied.as_ref().err().map(|error| KeptBack {
        at: app.now(),
        why: error.message.clone(),
        asks: error.field.as_deref() == Some("passphrase"),
    });
    if place.marks().kept_back != kept_back {
        Marks::change(&place.folder(), |marks| marks.kept_back = kept_back)?;
        app.announce(&[kith_store::Topic::Backups]);
    }
    copied
}

fn bring(app: &App, place: &Place, marks: &Marks, folder: &Path) -> Result<(), ApiError> {
    let is_bad = |backup: &Backup| marks.checked.get(&backup.name()).is_some_and(|mark| !mark.ok);
    let newest = backups::list(&place.folder()).into_iter().find(|one| one.seems_whole() && !is_bad(one));
    let Some(newest) = newest else { return Ok(()) };
    let there = list(folder, marks);
    let has =
        |of: &str, is_sealed: bool| there.iter().any(|one| one.good && one.of == of && one.is_sealed == is_sealed);
    // One that was copied before copies were sealed: one at a time, so that the newest never waits for the older ones.
    let readable = there.iter().find(|one| marks.sealed && one.good && !one.is_sealed);
    if !has(&newest.name(), marks.sealed) {
        tidy(folder);
        check_room(folder, newest.bytes)?;
        if marks.sealed {
            seal(app, place, &newest, folder)?
        } else {
            plain(&newest, &folder.join(newest.name()))?
        }
        Marks::change(&place.folder(), |marks| marks.copied_at = Some(newest.at))?;
    } else if let Some(readable) = readable {
        if !has(&readable.of, true)
            && let Some(backup) = backups::describe(&readable.path)
        {
            check_room(folder, backup.bytes)?;
            seal(app, place, &backup, folder)?;
        }
        remove(&readable.path)?;
        app.announce(&[kith_store::Topic::Backups]);
    }
    thin(place, folder, app.now())
}

fn seal(app: &App, place: &Place, backup: &Backup, folder: &Path) -> Result<(), ApiError> {
    let kept = app.env().secrets.get(&secret_name(place))?;
    let passphrase = kept.ok_or_else(|| {
        ApiError::invalid("passphrase", "this system's keyring does not have the passphrase of the copies any more")
    })?;
    let bytes = sealed::seal(backup, folder, &passphrase, app.env().guess_cost)?;
    Marks::change(&place.folder(), |marks| {
        // Of copies that are gone nothing needs to be known.
        marks.copies.retain(|name, _| folder.join(format!("{name}.age")).exists());
        marks.copies.insert(backup.name(), bytes);
    })
}

fn plain(backup: &Backup, to: &Path) -> Result<(), ApiError> {
    let put = |from: &Path, to: &Path| -> std::io::Result<bool> {
        let mut file = NewFile::begin(to)?;
        std::io::copy(&mut std::fs::File::open(from)?, &mut file)?;
        file.finish_new()
    };
    put(&manifest_of(&backup.path), &manifest_of(to)).map_err(|error| unwritten(&error))?;
    put(&backup.path, to).map_err(|error| unwritten(&error))?;
    // Read back: a stick that forgets is found out today, and not on the day it is needed.
    let whole = backups::describe(to).map(|copy| backups::verify(&copy)).transpose()?.is_some_and(|verdict| verdict.ok);
    if whole {
        return Ok(());
    }
    let _ = std::fs::remove_file(to);
    let _ = std::fs::remove_file(manifest_of(to));
    Err(forgetful())
}

/// What was written there is not what is read there.
pub(super) fn forgetful() -> ApiError {
    ApiError::new(Code::Invalid, "the copy in the other folder is not what was written: is the drive in order?")
}

fn check_room(folder: &Path, needed: u64) -> Result<(), ApiError> {
    let free = folder.ancestors().find(|one| one.is_dir()).and_then(backups::free_bytes);
    match free {
        Some(free) if free < needed => Err(kith_store::Error::Room { needed, free }.into()),
        _ => Ok(()),
    }
}

/// Removes a copy and what lies beside it, in this order: what is left after a crash is no copy that nobody can judge.
fn remove(path: &Path) -> Result<(), ApiError> {
    for one in [path, &manifest_of(path)] {
        match std::fs::remove_file(one) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(unwritten(&error)),
            _ => {}
        }
    }
    Ok(())
}

/// Removes what copying left behind when it was cut off.
fn tidy(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with("kith-") && (name.ends_with(".partial") || sealed::is_left_over(&path)) {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn thin(place: &Place, folder: &Path, now: i64) -> Result<(), ApiError> {
    let all = list(folder, &place.marks());
    // A sealed copy does not tell its number, but the backup does that it is a copy of: the last ones are always there.
    let numbers: BTreeMap<String, u64> =
        backups::list(&place.folder()).iter().map(|backup| (backup.name(), backup.number())).collect();
    let generations: Vec<Generation> = all
        .iter()
        .map(|one| Generation { at: one.at, number: numbers.get(&one.of).copied().unwrap_or(0), good: one.good })
        .collect();
    for place in surplus(&generations, now) {
        if let Some(copy) = all.get(place) {
            remove(&copy.path)?;
        }
    }
    Ok(())
}
