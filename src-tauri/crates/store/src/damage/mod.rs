//! A file that is damaged: what can be had of it still.
//!
//! [`rebuild_closed`] makes indexes anew, which is what most damage is; [`salvage_closed`] reads row by row whatever can be
//! read into a new file, and tells what could not. Both end as a restore does: the damaged file and its log are moved to
//! `corrupt-<UTC>/`, and the new one takes their place when the community is opened.
//!
//! **Invariants:** the damaged file is only read, and never deleted; all work is done on a copy; a new file that is not in
//! order takes nobody's place; whoever has the lock is alone.

mod repair;
mod rows;
mod salvage;
mod unexplained;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

pub use self::salvage::salvage_closed;
use crate::{
    Write,
    backups::{
        place,
        restore::{self, beside},
    },
    error::{Error, Result},
    file::{self, Lock},
};

/// The folder in which what is damaged is kept.
const ASIDE: &str = "corrupt";

/// What came of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SalvagedTable {
    /// Its name.
    pub name: String,
    /// Rows that are in the new file.
    #[ts(type = "number")]
    pub read: u64,
    /// Rows that are known to be lost: those that could be read and make no sense, and those that the newest backup had.
    #[ts(type = "number")]
    pub lost: u64,
    /// Whether a part of it could not be read at all.
    pub broken: bool,
}

/// What was read and lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SalvageReport {
    /// Tables of which something was read or lost.
    pub tables: Vec<SalvagedTable>,
    /// Rows read, in all.
    #[ts(type = "number")]
    pub read: u64,
    /// Rows known to be lost, in all.
    #[ts(type = "number")]
    pub lost: u64,
    /// Whether a part of any table could not be read at all.
    pub broken: bool,
}

/// A copy of the damaged file that may be written to; it goes when this is dropped.
struct Copy {
    path: PathBuf,
}

impl Copy {
    /// Copies the file and its log. Nobody has it open: the caller holds the lock.
    fn of(file: &Path, _lock: &Lock) -> Result<Self> {
        let copy = Self { path: beside(file, "damaged.partial") };
        copy.remove();
        place::copy(file, &copy.path)?;
        let log = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push("-wal");
            PathBuf::from(name)
        };
        if log(file).exists() {
            place::copy(&log(file), &log(&copy.path))?;
        }
        Ok(copy)
    }

    fn remove(&self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.path.as_os_str().to_owned();
            name.push(ending);
            let _ = place::remove(Path::new(&name));
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Makes all indexes and the full text anew, in a copy; when that is all that was wrong, the copy takes the file's place at
/// the next opening.
///
/// # Errors
/// [`Error::Invalid`] when more is wrong: then nothing changed. [`Error::InUse`] when it is open.
pub fn rebuild_closed(file: &Path, now: i64) -> Result<()> {
    let lock = Lock::take(file)?;
    restore::settle(file, &lock)?;
    let copy = Copy::of(file, &lock)?;
    let failed = |_| Error::Invalid("making the indexes anew does not help: parts of the file itself are lost".into());
    rebuild(&copy.path).map_err(failed)?;
    restore::commit(file, &copy.path, ASIDE, now)
}

fn rebuild(path: &Path) -> Result<()> {
    let mut connection = Connection::open(path)?;
    file::settings(&connection)?;
    connection.execute_batch("REINDEX")?;
    let transaction = connection.transaction()?;
    repair::full_text(&Write { connection: &transaction, touched: std::cell::RefCell::default() })?;
    transaction.commit()?;
    let first: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if first != "ok" {
        return Err(Error::Invalid(String::new()));
    }
    finish(connection)
}

/// Everything out of the log and into the file.
fn finish(connection: Connection) -> Result<()> {
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.close().map_err(|(_, error)| error.into())
}
