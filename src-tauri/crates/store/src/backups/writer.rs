//! Makes a backup.
//!
//! **Invariants:** `VACUUM INTO` a file beside its place; then the copy is opened for reading, examined, counted and
//! hashed; then its manifest is written, then it gets its name. Killed anywhere, what lies under a final name is whole.
//! Writers are not held up: the copy is of one moment, and others go on.

use std::path::Path;

use rusqlite::Connection;

use super::{
    Backup, BackupReason, digest, folder_of, held, list,
    manifest::{BackupManifest, FORMAT},
    place, thinning, verify,
};
use crate::{
    Read, Store,
    error::{Error, Result},
    file, lock,
};

/// A new backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMade {
    /// Where it is and what it holds.
    pub backup: Backup,
    /// Of what there is suspiciously little beside the one before; both are kept.
    pub shrunk: Vec<held::HeldKind>,
}

impl Store {
    /// Makes a backup of the file as it is at this moment, in its own folder of backups. Blocks; reads and writes go on.
    ///
    /// # Errors
    /// [`Error::Room`] and [`Error::DiskFull`] when the disk has no room; [`Error::Damaged`] when the file is damaged: a
    /// backup of it would be none.
    pub fn back_up(&self, why: BackupReason, now: i64) -> Result<BackupMade> {
        let _one_at_a_time = lock(&self.inner.backing_up);
        let connection = file::open_copier(self.path())?;
        *lock(&self.inner.copying) = Some(connection.get_interrupt_handle());
        let made = make(&connection, &folder_of(self.path()), why, now);
        *lock(&self.inner.copying) = None;
        made
    }

    /// Does something while no backup is being made: one that was begun before is finished then.
    pub fn between_backups<T>(&self, work: impl FnOnce() -> T) -> T {
        let _one_at_a_time = lock(&self.inner.backing_up);
        work()
    }

    /// How many rows this program changed since it opened the file: whether something changed meanwhile.
    pub fn changed_rows(&self) -> u64 {
        lock(&self.inner.writer).connection.total_changes()
    }
}

/// Makes a backup of what `connection` has open.
pub(crate) fn make(connection: &Connection, folder: &Path, why: BackupReason, now: i64) -> Result<BackupMade> {
    place::private_folder(folder)?;
    thinning::tidy(folder);
    check_room(connection, folder)?;
    let all = list(folder);
    let number = all.iter().map(Backup::number).max().unwrap_or(0).saturating_add(1);
    let before = all.into_iter().find(Backup::seems_whole);
    let path = free_name(folder, why, now)?;
    let partial = place::partial(&path);
    // SQLite writes into an empty file; like this nobody else can read it from its first byte on.
    drop(place::begin(&partial)?);
    let made = fill(connection, &partial, &path, why, now, number);
    if let Err(error) = &made {
        let _ = place::remove(&partial);
        // A copy that got its name and nothing after that: without its manifest nobody could trust it.
        if !matches!(error, Error::Conflict) {
            let _ = place::remove(&path);
        }
        let _ = place::remove(&path.with_extension("json"));
    }
    let backup = made?;
    let counts = |backup: &Backup| backup.manifest.as_ref().map(|manifest| manifest.held.clone());
    let shrunk = match (before.as_ref().and_then(counts), counts(&backup)) {
        (Some(before), Some(after)) => held::shrunk(&before, &after),
        _ => Vec::new(),
    };
    Ok(BackupMade { backup, shrunk })
}

fn fill(
    connection: &Connection,
    partial: &Path,
    path: &Path,
    why: BackupReason,
    now: i64,
    number: u64,
) -> Result<Backup> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    connection.execute("VACUUM INTO ?1", [partial.to_string_lossy()])?;
    let copy = verify::open_copy(partial)?;
    let schema = match verify::examine(&copy) {
        // The community's own file is what is wrong then.
        Err(Error::Invalid(_)) => return Err(Error::Damaged { file: partial.to_owned() }),
        examined => examined?,
    };
    let (tables, held) = (digest::all(&copy)?, held::count(&copy)?);
    let community = Read { connection: &copy }.setting("name")?.unwrap_or_default();
    copy.close().map_err(|(_, error)| error)?;
    let bytes = std::fs::metadata(partial).map_err(place::io("looking at the backup"))?.len();
    let manifest = BackupManifest {
        format: FORMAT,
        file: name(path),
        sha256: place::sha256(partial)?,
        bytes,
        schema,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        at: now,
        number,
        why,
        community,
        tables,
        held,
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| Error::Invalid(error.to_string()))?;
    let beside = place::partial(&path.with_extension("json"));
    std::io::Write::write_all(&mut place::begin(&beside)?, &text).map_err(place::io("writing the manifest"))?;
    // First what judges it: a copy under its name has a manifest.
    place::publish(&beside, &path.with_extension("json"))?;
    place::publish(partial, path)?;
    Ok(Backup { path: path.to_owned(), manifest: Some(manifest), bytes, at: now })
}

/// A name that nobody has: by the moment and the reason.
fn free_name(folder: &Path, why: BackupReason, now: i64) -> Result<std::path::PathBuf> {
    let stamp = kith_domain::backups::stamp(now);
    for number in 1..1_000_u32 {
        let again = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("kith-{stamp}-{}{again}.db", why.word()));
        if !path.exists() && !path.with_extension("json").exists() {
            return Ok(path);
        }
    }
    Err(Error::Conflict)
}

/// A backup is begun only where there is room for twice the file: for itself, and for what goes on meanwhile.
fn check_room(connection: &Connection, folder: &Path) -> Result<()> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let size: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let needed = u64::try_from(pages.saturating_mul(size)).unwrap_or(0).saturating_mul(2);
    match free_bytes(folder) {
        Some(free) if free < needed => Err(Error::Room { needed, free }),
        _ => Ok(()),
    }
}

/// Bytes that are free where a folder is; nothing where the system cannot be asked.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let told = rustix::fs::statvfs(folder).ok()?;
        Some(told.f_bavail.saturating_mul(told.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}
