//! One file that is either the old one or the new one, whenever the power goes.
//!
//! **Invariants:** nobody but its owner can read the file, from its first byte on; it is replaced whole; programs that
//! change it do so one after the other.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Longer than any file of keys.
const LONGEST: u64 = 4 << 20;

/// The file's bytes; `None` when there is no file.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Waits until no other program changes the file; until the end of what is returned none does.
pub(super) fn turn(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = private();
    let lock = options.create(true).truncate(false).open(beside(path, "lock"))?;
    lock.lock()?;
    Ok(lock)
}

/// Puts new bytes in place of the file. Only whoever has the turn may.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = stage(path, bytes)?;
    std::fs::rename(&written, path)?;
    sync_folder(path)
}

/// Writes the bytes beside the file.
pub(super) fn stage(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let written = beside(path, "new");
    // Left over from a crash; its permissions may be anybody's.
    match std::fs::remove_file(&written) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private().create_new(true).open(&written)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(written)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the new name last.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        // Other systems neither can nor need to.
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
