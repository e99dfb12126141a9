//! Puts a backup in the place of the community's file, in steps of which each can be the last one before a power cut.
//!
//! 1. The backup is copied to `restored.partial`, compared with its manifest, and told that it was restored.
//! 2. It gets the name `restored.db`.
//! 3. `restore.json` is written: from here on it is decided.
//! 4. The log and the file are moved to `before-restore-<UTC>/`, `restored.db` takes the file's name, and `restore.json` goes.
//!
//! **Invariants:** the rule for whoever opens next: no `restore.json`, and the community is the old one, whatever else lies
//! there; with it, step 4 is done to its end first, and the community is the new one. Only who holds the lock does any of
//! it. What was in place before is moved and never removed.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{Backup, digest, place, verify};
use crate::{
    Read, Store, Write,
    error::{Error, Result},
    file::{self, Lock},
    migrate::MIGRATIONS,
    topic::Topic,
};

/// What says that a file waits to take the place of the community's.
const JOURNAL: &str = "restore.json";
/// The file that waits.
const READY: &str = "restored.db";
/// The setting that says that this file was restored, until somebody says that it is right.
const SETTING: &str = "restored";

/// That a file was restored, and nobody looked at it yet: until then nothing is read from sources or sent to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// When it was restored, UTC milliseconds.
    pub at: i64,
    /// When what was restored was made, UTC milliseconds.
    pub of: i64,
    /// Messages that waited to be sent in it: they may have been sent since, so they wait for somebody to say so.
    pub waiting: u32,
}

#[derive(Serialize, Deserialize)]
struct Journal {
    /// The folder for what was in place before.
    aside: String,
}

/// Where the community's file is, or will be once it is opened.
pub fn is_here(file: &Path) -> bool {
    file.exists() || beside(file, JOURNAL).exists()
}

pub(crate) fn beside(file: &Path, name: &str) -> PathBuf {
    file.parent().unwrap_or_else(|| Path::new(".")).join(name)
}

/// Makes ready that `backup` takes the place of the community's `file`; the next opening finds it there. The lock, or an
/// open store that holds it, must be in the caller's hands.
///
/// # Errors
/// [`Error::Invalid`] when the backup is not whole, [`Error::Newer`] when it was made by a newer Kith; then nothing changed.
pub(crate) fn prepare(file: &Path, backup: &Backup, now: i64) -> Result<()> {
    clear(file)?;
    let partial = beside(file, &format!("{READY}.{}", place::PARTIAL));
    let hash = place::copy(&backup.path, &partial)?;
    if backup.manifest.as_ref().is_some_and(|manifest| manifest.sha256 != hash) {
        clear(file)?;
        return Err(Error::Invalid("this backup is not what was written: the file changed since".into()));
    }
    let told = tell(&partial, backup.at, now);
    if told.is_err() {
        clear(file)?;
    }
    told?;
    commit(file, &partial, "before-restore", now)
}

/// Says in the copy that it was restored, and that nothing of what waited in it is sent by itself.
fn tell(partial: &Path, of: i64, now: i64) -> Result<()> {
    let damaged = |error: Error| match error {
        Error::Damaged { .. } => Error::Invalid("this backup is damaged".into()),
        other => other,
    };
    let copy = Connection::open(partial)?;
    file::settings(&copy).map_err(damaged)?;
    let version = verify::examine(&copy).map_err(damaged)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if version > known {
        return Err(Error::Newer { found: version, known });
    }
    // A copy of a live file would leave its log beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.execute_batch("PRAGMA synchronous = FULL")?;
    let view = Write { connection: &copy, touched: std::cell::RefCell::default() };
    let waiting = copy.execute(
        "UPDATE intent SET state = 'wedged', error = json_object('code', 'Conflict', 'field', NULL, 'message',
           'it waited when this backup was made, and may have been sent since: look first') WHERE state IN ('queued', 'sending')",
        [],
    )?;
    view.set(SETTING, &Restored { at: now, of, waiting: u32::try_from(waiting).unwrap_or(u32::MAX) })?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Names the finished file and decides: from here on the next opening finds it in place.
pub(crate) fn commit(file: &Path, partial: &Path, aside: &str, now: i64) -> Result<()> {
    let ready = beside(file, READY);
    std::fs::File::open(partial).and_then(|copy| copy.sync_all()).map_err(place::io("finishing the copy"))?;
    std::fs::rename(partial, &ready).map_err(place::io("naming the copy"))?;
    place::sync_folder(&ready)?;
    let stamp = kith_domain::backups::stamp(now);
    let free = (1..1_000_u32)
        .map(|number| if number == 1 { format!("{aside}-{stamp}") } else { format!("{aside}-{stamp}-{number}") })
        .find(|name| !beside(file, name).exists());
    let journal = Journal { aside: free.ok_or(Error::Conflict)? };
    let text = serde_json::to_vec(&journal).map_err(|error| Error::Invalid(error.to_string()))?;
    place::write(&beside(file, JOURNAL), &text)
}

/// Removes what a restore left that was never decided.
fn clear(file: &Path) -> Result<()> {
    let name = format!("{READY}.{}", place::PARTIAL);
    for ending in ["", "-journal", "-wal", "-shm"] {
        place::remove(&beside(file, &format!("{name}{ending}")))?;
    }
    place::remove(&beside(file, READY))
}

/// Does to its end what was decided, before the file is opened; the caller holds the lock.
pub(crate) fn settle(file: &Path, _lock: &Lock) -> Result<()> {
    let (journal, ready) = (beside(file, JOURNAL), beside(file, READY));
    let Ok(text) = std::fs::read(&journal) else { return clear(file) };
    if ready.exists() {
        let told: Option<Journal> = serde_json::from_slice(&text).ok();
        // Written whole or not at all; only its own kind of names is followed.
        let name = told
            .map(|journal| journal.aside)
            .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        let aside = beside(file, &name.unwrap_or_else(|| "before-restore".into()));
        set_aside(file, &aside)?;
        std::fs::rename(&ready, file).map_err(place::io("putting the restored file in its place"))?;
        place::sync_folder(file)?;
    }
    place::remove(&journal)?;
    place::sync_folder(file)
}

/// Moves a file and its log into a folder: the log first, or it would be taken for the new file's. The file keeps its old
/// name as well where it can, so that there is never none.
fn set_aside(file: &Path, aside: &Path) -> Result<()> {
    place::private_folder(aside)?;
    let name = |ending: &str| {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        name
    };
    for ending in ["-wal", "-shm"] {
        let from = file.with_file_name(name(ending));
        if from.exists() {
            std::fs::rename(&from, aside.join(name(ending))).map_err(place::io("moving the log aside"))?;
        }
    }
    let to = aside.join(name(""));
    if file.exists() && !to.exists() && std::fs::hard_link(file, &to).is_err() {
        std::fs::rename(file, &to).map_err(place::io("moving the file aside"))?;
    }
    place::sync_folder(&to)?;
    place::sync_folder(file)
}

/// Makes ready that a backup takes the place of a community's file that is not open; the next opening finds it there.
///
/// # Errors
/// [`Error::InUse`] when another program has it open; else as [`Store::restore`].
pub fn restore_closed(file: &Path, backup: &Backup, now: i64) -> Result<()> {
    let lock = Lock::take(file)?;
    settle(file, &lock)?;
    prepare(file, backup, now)
}

impl Store {
    /// Makes ready that a backup takes the place of this file: once every clone of this store is dropped, the next opening
    /// finds it there, and the file of now in `before-restore-<UTC>`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the backup is not whole, [`Error::Newer`] when a newer Kith made it; then nothing changed.
    pub fn restore(&self, backup: &Backup, now: i64) -> Result<()> {
        prepare(self.path(), backup, now)
    }
}

impl Read<'_> {
    /// Whether this file was restored and nobody said yet that it is right.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn restored(&self) -> Result<Option<Restored>> {
        Ok(self.setting::<Option<Restored>>(SETTING)?.flatten())
    }

    /// What is in the file, as people count.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn held(&self) -> Result<super::Held> {
        super::held::count(self.connection)
    }

    /// The tables and how many rows each has.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tables(&self) -> Result<Vec<String>> {
        digest::tables(self.connection)
    }
}

impl Write<'_> {
    /// Somebody looked at what was restored and says that it is right.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn confirm_restored(&self) -> Result<()> {
        self.set(SETTING, &None::<Restored>)?;
        self.touch(Topic::Backups);
        self.touch(Topic::Sources);
        Ok(())
    }
}
