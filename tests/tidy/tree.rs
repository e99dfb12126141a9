//! The repository's own files, without what is built or fetched.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a repository that cannot be read is a failed test")]

use std::path::{Path, PathBuf};

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A text file, by its path from the top.
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What is never looked at: it is made by programs.
fn is_made(path: &str) -> bool {
    let inside = |folder: &str| path == folder || path.ends_with(&format!("/{folder}"));
    ["target", "node_modules", "dist", ".git"].into_iter().any(inside)
        || path == "src-tauri/gen"
        || path.ends_with(".log")
}

/// Every text file whose path ends in one of these.
pub(crate) fn texts(endings: &[&str]) -> Vec<Text> {
    let mut paths = Vec::new();
    walk(&root(), "", &mut paths);
    paths.sort_unstable();
    paths
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .filter_map(|path| Some(Text { text: std::fs::read_to_string(root().join(&path)).ok()?, path }))
        .collect()
}

/// One file.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Names of folders directly in a folder.
pub(crate) fn folders(path: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(path)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && !is_made(&format!("{path}/{name}")))
        .collect();
    names.sort_unstable();
    names
}

fn walk(folder: &Path, prefix: &str, paths: &mut Vec<String>) {
    // What another program made for a moment may be gone by now; every rule says so when it finds nothing to look at.
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if is_made(&path) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{path}/"), paths);
        } else {
            paths.push(path);
        }
    }
}

/// Fails with all that is wrong, and why it is.
#[track_caller]
pub(crate) fn none(wrong: &[String], why: &str) {
    assert!(wrong.is_empty(), "{why}\n  {}", wrong.join("\n  "));
}
