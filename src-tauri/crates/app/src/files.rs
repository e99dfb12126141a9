//! Files that Kith writes for a person: never half of one under its name.
//!
//! **Invariants:** what is written lies beside its place until it is whole and on the disk; nobody but its owner can read
//! it, from its first byte on; what was not finished is taken away.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// A file that comes into its place when it is finished.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    beside: PathBuf,
    file: BufWriter<File>,
    finished: bool,
}

impl NewFile {
    /// Begins a file; its folder is made where it is not there.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub(crate) fn begin(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            private_folder(folder)?;
        }
        let mut name = path.as_os_str().to_owned();
        name.push(".partial");
        let beside = PathBuf::from(name);
        // Left over from a crash; its permissions may be anybody's.
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = BufWriter::with_capacity(1 << 16, options.open(&beside)?);
        Ok(Self { path: path.to_owned(), beside, file, finished: false })
    }

    /// What was written up to now, read from the disk: to be compared before it gets its name.
    ///
    /// # Errors
    /// When it cannot be written or read again.
    pub(crate) fn written(&mut self) -> io::Result<File> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        File::open(&self.beside)
    }

    /// Puts it in its place if nothing is there; answers whether it did.
    ///
    /// # Errors
    /// When it cannot be written to the end.
    pub(crate) fn finish_new(mut self) -> io::Result<bool> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        // A second name is refused where a file has it; moving would replace that file.
        match std::fs::hard_link(&self.beside, &self.path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            // Some file systems know no second names.
            Err(_) if self.path.exists() => return Ok(false),
            Err(_) => std::fs::rename(&self.beside, &self.path)?,
        }
        sync_folder(&self.path)?;
        Ok(true)
    }

    /// Puts it in its place; answers its size.
    ///
    /// # Errors
    /// When it cannot be written to the end; then what was in its place before is still there.
    pub(crate) fn finish(mut self) -> io::Result<u64> {
        self.file.flush()?;
        let file = self.file.get_ref();
        file.sync_all()?;
        let bytes = file.metadata()?.len();
        std::fs::rename(&self.beside, &self.path)?;
        self.finished = true;
        sync_folder(&self.path)?;
        Ok(bytes)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.finished {
            let _ = std::fs::remove_file(&self.beside);
        }
    }
}

/// Writes a whole file.
///
/// # Errors
/// When it cannot be written; then what was in its place before is still there.
pub(crate) fn atomic_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = NewFile::begin(path)?;
    file.write_all(bytes)?;
    file.finish().map(drop)
}

/// Makes a folder that only its owner can look into; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes the new name last.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        // Other systems neither can nor need to.
        Some(folder) if cfg!(unix) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            File::open(folder)?.sync_all()
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_old_or_new_and_its_owners() {
        let folder = std::env::temp_dir().join(format!("kith-files-{}", std::process::id()));
        let path = folder.join("deep").join("a.txt");
        atomic_write(&path, b"old").unwrap();
        let mut half = NewFile::begin(&path).unwrap();
        half.write_all(b"half of it").unwrap();
        half.flush().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"old", "nothing of it shows before it is finished");
        drop(half);
        assert_eq!(std::fs::read_dir(folder.join("deep")).unwrap().count(), 1, "what was not finished goes");
        atomic_write(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
