//! Sealed copies: `NAME.db.age` and, sealed as well, its manifest `NAME.json.age`. Decrypted by whatever reads that format,
//! they are a backup like any other.
//!
//! **Invariants:** what lies in the clear is when and why a copy was made, by its name, and its size; a copy gets its name
//! after it was opened again from the disk and compared; what was unsealed lies in the community's own folder, and is gone
//! when it is no longer needed.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use kith_store::backups::{self, Backup, BackupManifest, Verdict};
use sha2::{Digest, Sha256};

use super::{Place, copies::forgetful};
use crate::{
    ApiError, GuessCost, SecretString,
    age::{self, Broken},
    exports::unwritten,
    files::{self, NewFile},
};

const ENDING: &str = ".db.age";
const MANIFEST: &str = ".json.age";
/// The folder beside the backups for what was unsealed.
const FOLDER: &str = "unsealed";
/// The longest manifest that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// A copy that was unsealed; it goes when this does.
pub(super) struct Unsealed {
    folder: PathBuf,
    /// It, in the clear.
    pub(super) backup: Backup,
}

impl Drop for Unsealed {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Whether a file is a sealed copy, by its name.
pub(super) fn is_name(path: &Path) -> bool {
    name(path).ends_with(ENDING)
}

/// The name of the backup that a sealed copy is of.
pub(super) fn of(path: &Path) -> String {
    name(path).strip_suffix(".age").unwrap_or_default().to_owned()
}

/// The manifest beside a sealed copy.
pub(super) fn manifest(path: &Path) -> PathBuf {
    path.with_file_name(format!("{}{MANIFEST}", name(path).strip_suffix(ENDING).unwrap_or_default()))
}

/// Whether a file is a manifest without its copy.
pub(super) fn is_left_over(path: &Path) -> bool {
    name(path).strip_suffix(MANIFEST).is_some_and(|stem| !path.with_file_name(format!("{stem}{ENDING}")).exists())
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Seals a backup into a folder; answers the size of the copy.
pub(super) fn seal(
    backup: &Backup,
    folder: &Path,
    passphrase: &SecretString,
    cost: GuessCost,
) -> Result<u64, ApiError> {
    let to = folder.join(format!("{}.age", backup.name()));
    // First what judges it: a copy under its name has a manifest. One that an earlier try left is of another key.
    for path in [&to, &manifest(&to)] {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unwritten(&error)),
            _ => {}
        }
    }
    for (from, to, is_copy) in
        [(backup.path.with_extension("json"), manifest(&to), false), (backup.path.clone(), to.clone(), true)]
    {
        let mut file = NewFile::begin(&to).map_err(|error| unwritten(&error))?;
        let mut read = Hashed::over(File::open(from).map_err(|error| unwritten(&error))?);
        age::seal(&mut read, &mut file, passphrase, cost)?;
        // Opened from the disk before it has a name: a stick that forgets is found out today.
        let written = file.written().map_err(|error| unwritten(&error))?;
        let mut again = Hashed::over(io::sink());
        age::open(written, &mut again, passphrase).map_err(|broken| match broken {
            Broken::Io(error) => unwritten(&error),
            _ => forgetful(),
        })?;
        // A backup that a disk changed is not sealed as a good one.
        if again.sum() != read.sum() || is_copy && backup.manifest.as_ref().is_none_or(|one| one.sha256 != read.sum()) {
            return Err(forgetful());
        }
        file.finish_new().map_err(|error| unwritten(&error))?;
    }
    std::fs::metadata(&to).map(|data| data.len()).map_err(|error| unwritten(&error))
}

/// Compares a sealed copy with its manifest, without writing anything.
pub(super) fn verify(path: &Path, passphrase: &SecretString) -> Result<Verdict, ApiError> {
    let told = |trouble: &str| Ok(Verdict { ok: trouble.is_empty(), trouble: trouble.to_owned() });
    let mut sum = Hashed::over(io::sink());
    match both(path, &mut sum, passphrase) {
        Ok(Some(manifest)) if manifest.sha256 == sum.sum() => told(""),
        Ok(Some(_)) => told("its content is not what its manifest tells"),
        Ok(None) => told("it has no manifest to compare with"),
        Err(Broken::Damaged) => told("it is damaged: it is not what was sealed"),
        Err(Broken::NotSealed) => told("it is no sealed copy any more: the file changed since"),
        Err(broken) => Err(broken.into()),
    }
}

/// Unseals a copy into the community's own folder.
pub(super) fn unseal(place: &Place, path: &Path, passphrase: &SecretString) -> Result<Unsealed, ApiError> {
    let folder = place.folder().join(FOLDER);
    let _ = std::fs::remove_dir_all(&folder);
    files::private_folder(&folder).map_err(|error| unwritten(&error))?;
    // From here on it is removed, whatever comes.
    let to = folder.join(of(path));
    let mut unsealed = Unsealed { folder, backup: Backup { path: to.clone(), manifest: None, bytes: 0, at: 0 } };
    // Once more as much: what is restored is a copy of it.
    let needed = std::fs::metadata(path).map(|data| data.len()).unwrap_or_default().saturating_mul(2);
    if let Some(free) = backups::free_bytes(&unsealed.folder).filter(|free| *free < needed) {
        return Err(kith_store::Error::Room { needed, free }.into());
    }
    let mut file = NewFile::begin(&to).map_err(|error| unwritten(&error))?;
    let manifest = both(path, &mut file, passphrase)?;
    file.finish().map_err(|error| unwritten(&error))?;
    if let Some(manifest) = manifest {
        let text = serde_json::to_vec(&manifest).unwrap_or_default();
        files::atomic_write(&to.with_extension("json"), &text).map_err(|error| unwritten(&error))?;
    }
    unsealed.backup = backups::describe(&to).ok_or(Broken::Damaged)?;
    Ok(unsealed)
}

/// Opens a copy into `to`, and its manifest. A passphrase that opens one of the two is right: the other one is damaged.
fn both(path: &Path, to: &mut impl Write, passphrase: &SecretString) -> Result<Option<BackupManifest>, Broken> {
    let manifest = read_manifest(&manifest(path), passphrase);
    let copy = age::open(File::open(path)?, to, passphrase);
    match (copy, manifest) {
        (Err(Broken::WrongPassphrase), Ok(Some(_))) | (Ok(()), Err(Broken::WrongPassphrase)) => Err(Broken::Damaged),
        (Err(broken), _) | (Ok(()), Err(broken)) => Err(broken),
        (Ok(()), Ok(manifest)) => Ok(manifest),
    }
}

fn read_manifest(path: &Path, passphrase: &SecretString) -> Result<Option<BackupManifest>, Broken> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut text = Bounded(Vec::new());
    age::open(file, &mut text, passphrase)?;
    serde_json::from_slice(&text.0).map(Some).map_err(|_| Broken::Damaged)
}

/// A manifest as it is read: longer than any, it is none.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::Error::other("a manifest is not that long"));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What passes through, with its SHA-256.
struct Hashed<T> {
    inner: T,
    hash: Sha256,
}

impl<T> Hashed<T> {
    fn over(inner: T) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// In hexadecimal.
    fn sum(&self) -> String {
        self.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<T: io::Read> io::Read for Hashed<T> {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(block)?;
        self.hash.update(block.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
