//! Archives and folders from strangers, read in one way.
//!
//! **Invariant:** whatever is in an archive, reading it writes nothing and needs no more memory than its largest file.

mod folder;
mod zip;

use std::path::Path;

use self::{folder::Folder, zip::Zip};

/// Why an archive is not read.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It cannot be opened or read.
    #[error("it could not be read: {0}")]
    Io(#[from] std::io::Error),
    /// It is neither a zip archive nor a folder.
    #[error("it is not a zip archive")]
    NotAnArchive,
    /// It is cut off or damaged.
    #[error("{0}; download it again")]
    Damaged(&'static str),
    /// It was made to do harm, or looks like it.
    #[error("it was refused because {0}; nothing was imported")]
    Hostile(String),
    /// It uses something that Kith does not read.
    #[error("{0}")]
    Unsupported(String),
}

/// A zip archive, or a folder with what was in one.
#[derive(Debug)]
pub struct Archive {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Zip(Box<Zip>),
    Folder(Folder),
}

impl Archive {
    /// Opens an archive and reads its directory.
    ///
    /// # Errors
    /// [`Refused`] says why it is not read.
    pub fn open(path: &Path) -> Result<Self, Refused> {
        let kind = if path.is_dir() {
            Kind::Folder(Folder::open(path)?)
        } else {
            Kind::Zip(Box::new(Zip::open(std::fs::File::open(path)?)?))
        };
        Ok(Self { kind })
    }

    /// How many files it has.
    pub fn len(&self) -> usize {
        match &self.kind {
            Kind::Zip(zip) => zip.len(),
            Kind::Folder(folder) => folder.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A file's name with the folders it is in, separated by `/`.
    pub fn name(&self, index: usize) -> &str {
        match &self.kind {
            Kind::Zip(zip) => zip.name(index),
            Kind::Folder(folder) => folder.name(index),
        }
    }

    /// A file's size when it is unpacked.
    pub fn size(&self, index: usize) -> u64 {
        match &self.kind {
            Kind::Zip(zip) => zip.size(index),
            Kind::Folder(folder) => folder.size(index),
        }
    }

    /// The same for the same archive, whatever it is called.
    pub fn fingerprint(&self) -> &str {
        match &self.kind {
            Kind::Zip(zip) => zip.fingerprint(),
            Kind::Folder(folder) => folder.fingerprint(),
        }
    }

    /// Reads a file into `out`.
    ///
    /// # Errors
    /// [`Refused`] says why it could not be read.
    pub fn read(&mut self, index: usize, out: &mut Vec<u8>) -> Result<(), Refused> {
        match &mut self.kind {
            Kind::Zip(zip) => zip.read(index, out),
            Kind::Folder(folder) => folder.read(index, out),
        }
    }
}
