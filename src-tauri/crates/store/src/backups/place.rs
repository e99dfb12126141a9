//! Files that come under their names whole: written beside, on the disk before they get the name, never over another.
//!
//! **Invariants:** a name is given once; what is given a name was synced before, and its folder is synced after.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::digest::hex;
use crate::error::{Error, Result};

/// How a file that is not finished is called.
pub(crate) const PARTIAL: &str = "partial";
/// Bytes that are copied at once.
const BLOCK: usize = 1 << 18;

/// An error of the file system, with what was tried.
pub(crate) fn io(what: &'static str) -> impl Fn(io::Error) -> Error {
    move |source| Error::Io { what, source }
}

/// The name of a file while it is written.
pub(crate) fn partial(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(PARTIAL);
    PathBuf::from(name)
}

/// Makes a folder that only its owner can look into; one that is there stays as it is.
pub(crate) fn private_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(io("making the backup folder"))
}

/// Begins a file that only its owner can read; what was left over under the name goes.
pub(crate) fn begin(path: &Path) -> Result<File> {
    remove(path)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(io("beginning a file"))
}

/// Removes a file; one that is not there is no failure.
pub(crate) fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io("removing a file")(error)),
        _ => Ok(()),
    }
}

/// Writes a small file that may take the place of an older one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = partial(path);
    let mut file = begin(&beside)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(io("writing a file"))?;
    std::fs::rename(&beside, path).map_err(io("naming a file"))?;
    sync_folder(path)
}

/// Gives a finished file its name, and takes from everybody the right to change it. Refused where the name is taken.
pub(crate) fn publish(beside: &Path, path: &Path) -> Result<()> {
    make_final(beside)?;
    // A second name is refused where a file has it; moving would replace that file.
    match std::fs::hard_link(beside, path) {
        Ok(()) => remove(beside)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(Error::Conflict),
        // Some file systems know no second names.
        Err(_) if path.exists() => return Err(Error::Conflict),
        Err(_) => std::fs::rename(beside, path).map_err(io("naming the backup"))?,
    }
    sync_folder(path)
}

/// To the disk, and read-only from then on.
fn make_final(path: &Path) -> Result<()> {
    File::open(path).and_then(|file| file.sync_all()).map_err(io("finishing the backup"))?;
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o400);
        // A file system without permissions (a stick) keeps the file all the same.
        let _ = std::fs::set_permissions(path, mode);
    }
    Ok(())
}

/// Makes new names in a file's folder last.
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    match path.parent() {
        // Other systems neither can nor need to.
        Some(folder) if cfg!(unix) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(io("finishing a folder"))
        }
        _ => Ok(()),
    }
}

/// SHA-256 of a file's bytes. Never of a file that SQLite has open: closing it would drop SQLite's locks.
pub(crate) fn sha256(path: &Path) -> Result<String> {
    copy_into(path, &mut io::sink())
}

/// Copies a file to a new one; answers the SHA-256 of what was read.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<String> {
    let mut file = begin(to)?;
    let hash = copy_into(from, &mut file)?;
    file.sync_all().map_err(io("copying the backup"))?;
    Ok(hash)
}

fn copy_into(from: &Path, to: &mut impl Write) -> Result<String> {
    let mut file = File::open(from).map_err(io("reading the backup"))?;
    let (mut hash, mut block) = (Sha256::new(), vec![0; BLOCK]);
    loop {
        let read = match file.read(&mut block) {
            Ok(0) => return Ok(hex(&hash.finalize())),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(io("reading the backup")(error)),
        };
        let part = block.get(..read).unwrap_or_default();
        hash.update(part);
        to.write_all(part).map_err(io("copying the backup"))?;
    }
}
