//! A disk that is watched, or that fails, under a program that knows nothing of it.
//!
//! `disk.c` stands between a child process and the C library; [`Disk`] builds it with the compiler that builds SQLite and
//! tells the child what its disk shall do. [`power`] replays what was recorded, cut off anywhere. Linux only.
//!
//! **Invariants:** what is recorded is what was written, in the order in which it was; a power cut may take anything that
//! was not synced, in whole, in part and in any order, and nothing else.

mod log;
pub mod power;

use std::{
    io,
    path::{Path, PathBuf},
    process::Command,
};

/// What goes wrong on the disk below a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disk {
    /// Only files below it are meant.
    pub folder: PathBuf,
    /// Where every change is recorded.
    pub log: Option<PathBuf>,
    /// The change that fails, counted from 1, with which error, and whether all after it fail too.
    pub fails: Option<Failure>,
    /// As long as a file of this name is there, no file grows.
    pub full: Option<PathBuf>,
}

/// A change that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// Which one, counted from 1: a write, a sync, a name, a new file.
    pub at: u64,
    /// The system's number for the error.
    pub error: i32,
    /// Whether all that come after it fail too.
    pub stays: bool,
}

impl Failure {
    /// Input or output failed: a disk that breaks.
    pub const BROKEN: i32 = 5;
    /// There is no room.
    pub const FULL: i32 = 28;
}

impl Disk {
    /// Puts itself under a program that will be started. `built` is a folder to keep what is compiled in.
    ///
    /// # Errors
    /// When there is no C compiler.
    pub fn under(&self, command: &mut Command, built: &Path) -> io::Result<()> {
        command.env("LD_PRELOAD", library(built)?).env("KITH_DISK_FOLDER", &self.folder);
        if let Some(log) = &self.log {
            command.env("KITH_DISK_LOG", log);
        }
        if let Some(full) = &self.full {
            command.env("KITH_DISK_FULL", full);
        }
        if let Some(failure) = self.fails {
            command.env("KITH_DISK_FAIL", failure.at.to_string()).env("KITH_DISK_ERROR", failure.error.to_string());
            if failure.stays {
                command.env("KITH_DISK_STAYS", "1");
            }
        }
        Ok(())
    }
}

/// Builds what stands in between, once for each folder.
fn library(built: &Path) -> io::Result<PathBuf> {
    let library = built.join("disk.so");
    if library.is_file() {
        return Ok(library);
    }
    let source = built.join("disk.c");
    io::Write::write_all(&mut std::fs::File::create(&source)?, include_bytes!("disk.c"))?;
    let words = ["-O2", "-shared", "-fPIC", "-o", "disk.so", "disk.c", "-ldl", "-lpthread"];
    let made = Command::new("cc").args(words).current_dir(built).output()?;
    if made.status.success() && library.is_file() {
        return Ok(library);
    }
    Err(io::Error::other(String::from_utf8_lossy(&made.stderr).into_owned()))
}
