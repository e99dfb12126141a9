//! The UI's packages and its built files, made again only when something changed.

use std::{fs, path::Path, time::SystemTime};

use crate::command::{Done, exists, npm, root, show};

/// What the files in `dist` are made from, as seen from `ui`.
const SOURCES: &[&str] =
    &["src", "words", "public", "../docs/guide", "index.html", "vite.config.ts", "tsconfig.json", "package-lock.json"];

/// Installs the packages of the lock file, unless exactly these are installed.
pub(crate) fn install() -> Done {
    if !exists("node") && !exists("node.exe") {
        return Err("Node.js is missing: install version 20.19 or newer (https://nodejs.org)".to_owned());
    }
    let ui = root().join("ui");
    let (lock, installed) = (ui.join("package-lock.json"), ui.join("node_modules/.kith-installed.json"));
    let read = |path: &Path| fs::read(path).ok();
    if read(&lock).is_some() && read(&lock) == read(&installed) {
        return Ok(());
    }
    show(&mut npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::copy(&lock, &installed).map(drop).map_err(|error| format!("{}: {error}", installed.display()))
}

/// Builds `ui/dist`, unless it is newer than everything it is made from. The compiler embeds it in the window.
pub(crate) fn build() -> Done {
    install()?;
    let ui = root().join("ui");
    let built = modified(&ui.join("dist/index.html"));
    let changed = SOURCES.iter().filter_map(|name| newest(&ui.join(name))).max();
    if built.is_some() && changed < built {
        return Ok(());
    }
    show(&mut npm(&["exec", "--", "vite", "build", "--logLevel", "warn"]))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// When the newest file at or below a path was changed.
fn newest(path: &Path) -> Option<SystemTime> {
    let below = fs::read_dir(path).into_iter().flatten().flatten().filter_map(|entry| newest(&entry.path())).max();
    below.max(modified(path))
}
