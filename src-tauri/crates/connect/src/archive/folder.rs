//! A folder into which somebody has unpacked an archive.
//!
//! **Invariant:** symbolic links are not followed.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::Refused;

/// Channel folders lie at most this deep, an extra top folder included.
const DEEPEST: usize = 4;
/// No single file may be larger.
const LARGEST_FILE: u64 = 1 << 30;

#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    names: Vec<String>,
    sizes: Vec<u64>,
    fingerprint: String,
}

impl Folder {
    pub(super) fn open(root: &Path) -> Result<Self, Refused> {
        let mut files = Vec::new();
        let mut waiting = vec![(root.to_owned(), String::new(), 0)];
        while let Some((folder, prefix, depth)) = waiting.pop() {
            for entry in std::fs::read_dir(&folder)? {
                let entry = entry?;
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                let kind = entry.file_type()?;
                if kind.is_dir() && depth < DEEPEST {
                    waiting.push((entry.path(), format!("{name}/"), depth + 1));
                } else if kind.is_file() {
                    files.push((name, entry.metadata()?.len()));
                }
            }
        }
        files.sort_unstable();
        let mut digest = Sha256::new();
        for (name, size) in &files {
            digest.update(name.as_bytes());
            digest.update(size.to_le_bytes());
        }
        let fingerprint = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let (names, sizes) = files.into_iter().unzip();
        Ok(Self { root: root.to_owned(), names, sizes, fingerprint })
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn size(&self, index: usize) -> u64 {
        self.sizes.get(index).copied().unwrap_or(0)
    }

    pub(super) fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(super) fn read(&self, index: usize, out: &mut Vec<u8>) -> Result<(), Refused> {
        out.clear();
        let file = std::fs::File::open(self.root.join(self.name(index)))?;
        file.take(LARGEST_FILE + 1).read_to_end(out)?;
        if out.len() as u64 > LARGEST_FILE {
            return Err(Refused::Hostile(format!("{} is larger than 1 GB", self.name(index))));
        }
        Ok(())
    }
}
