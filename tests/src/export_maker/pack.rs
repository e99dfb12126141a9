//! From what a test spelled out to an archive, a file or a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::small::{ExportMaker, LISTS};
use crate::zip_writer::{Entry, ZipWriter};

impl ExportMaker {
    /// The archive.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Vec::new());
        for (path, content) in self.contents() {
            let mut entry = Entry::new(path);
            entry = if self.no_utf8_flag { entry.without_utf8_flag() } else { entry };
            entry = if self.stored { entry.stored() } else { entry };
            zip.add(&entry, &content).unwrap();
        }
        for (entry, content) in &self.odd {
            zip.add(entry, content).unwrap();
        }
        zip.finish().unwrap()
    }

    /// Writes the archive to a file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<PathBuf> {
        put(path.as_ref(), &self.bytes())?;
        Ok(path.as_ref().to_owned())
    }

    /// Writes the unpacked export below a folder, as Finder leaves it.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn unpack(&self, folder: impl AsRef<Path>) -> io::Result<()> {
        for (path, content) in self.contents() {
            let path = folder.as_ref().join(path);
            fs::create_dir_all(path.parent().unwrap())?;
            put(&path, &content)?;
        }
        Ok(())
    }

    fn contents(&self) -> Vec<(String, Vec<u8>)> {
        let mut all = Vec::new();
        for (name, entries) in LISTS.iter().zip(&self.lists) {
            let needed = matches!(*name, "users.json" | "channels.json");
            if needed || !entries.is_empty() {
                let name = self.people_file.as_deref().filter(|_| *name == "users.json").unwrap_or(name);
                all.push((name.to_owned(), self.text(&json!(entries))));
            }
        }
        all.extend(self.days.iter().map(|(path, messages)| (path.clone(), self.text(&json!(messages)))));
        all.extend(self.files.iter().cloned());
        if let Some(root) = &self.root {
            all.iter_mut().for_each(|(path, _)| *path = format!("{root}/{path}"));
        }
        if self.mac_noise {
            let doubles: Vec<String> = all.iter().map(|(path, _)| format!("__MACOSX/{}", dotted(path))).collect();
            all.extend(doubles.into_iter().map(|path| (path, b"\0\x05\x16\x07".to_vec())));
            let inside = self.root.as_ref().map_or_else(String::new, |root| format!("{root}/"));
            all.push((format!("{inside}.DS_Store"), b"\0\0\0\x01Bud1".to_vec()));
        }
        all
    }

    fn text(&self, value: &Value) -> Vec<u8> {
        let mut text = String::from(if self.bom { "\u{feff}" } else { "" });
        for char in serde_json::to_string_pretty(value).unwrap().chars() {
            match char {
                '/' if self.ascii => text.push_str("\\/"),
                char if self.ascii && !char.is_ascii() => {
                    char.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}")));
                }
                char => text.push(char),
            }
        }
        text.into_bytes()
    }
}

fn dotted(path: &str) -> String {
    path.rsplit_once('/').map_or_else(|| format!("._{path}"), |(folder, name)| format!("{folder}/._{name}"))
}

fn put(path: &Path, content: &[u8]) -> io::Result<()> {
    io::Write::write_all(&mut fs::File::create(path)?, content)
}
