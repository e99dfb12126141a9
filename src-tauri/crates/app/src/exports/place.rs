//! Where a file goes: a dialog on the desktop, a path on the command line, else the community's own folder for exports.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{Exported, exported};
use crate::{ApiError, App, Code, communities, files};

/// The folder beside a community's file.
const FOLDER: &str = "exports";

/// Where a file goes; nothing when the person changed their mind.
pub(crate) async fn place(
    app: &App,
    path: Option<&str>,
    name: &str,
    ending: &str,
) -> Result<Option<PathBuf>, ApiError> {
    if let Some(path) = path {
        return given(app, path).map(Some);
    }
    let day = communities::stamp(app.now());
    let day = day.get(..8).unwrap_or_default();
    let file = format!("{name}-{day}.{ending}");
    let desktop = app.env().desktop.clone();
    if desktop.can_pick() {
        let picked = tokio::task::spawn_blocking(move || desktop.pick_save(&file)).await;
        return Ok(picked.ok().flatten());
    }
    free(&folder(app)?, &format!("{name}-{day}"), ending).map(Some)
}

/// A path that a host without dialogs was given.
pub(crate) fn given(app: &App, path: &str) -> Result<PathBuf, ApiError> {
    if app.env().desktop.can_pick() {
        // A page must not say where files go.
        return Err(ApiError::invalid("path", "this host asks for the place itself"));
    }
    let path = path.trim();
    if path.is_empty() {
        return Err(ApiError::invalid("path", "say where to"));
    }
    std::path::absolute(path).map_err(|error| ApiError::invalid("path", error.to_string()))
}

/// Writes a small file, whole or not at all.
pub(crate) async fn write(path: &Path, bytes: Vec<u8>) -> Result<(), ApiError> {
    let to = path.to_owned();
    let work = move || {
        let mut new = files::NewFile::begin(&to)?;
        new.write_all(&bytes)?;
        new.finish()
    };
    let written = tokio::task::spawn_blocking(work).await;
    let written = written.map_err(|_| ApiError::new(Code::Bug, "writing a file failed in a way it should not"))?;
    written.map(|_| ()).map_err(|error| super::unwritten(&error))
}

/// Asks where a file goes, makes it and writes it; nothing is made when the person changed their mind. `rows` is what it has.
pub(crate) async fn save(
    app: &App,
    path: Option<&str>,
    (name, ending): (&str, &str),
    rows: usize,
    make: impl Future<Output = Result<Vec<u8>, ApiError>> + Send,
) -> Result<Exported, ApiError> {
    let Some(path) = place(app, path, name, ending).await? else { return Ok(Exported::nothing()) };
    let file = make.await?;
    let (rows, bytes) = (u64::try_from(rows).unwrap_or(u64::MAX), u64::try_from(file.len()).unwrap_or(u64::MAX));
    write(&path, file).await?;
    Ok(exported(&path, rows, bytes))
}

/// The community's own folder for exports.
pub(crate) fn folder(app: &App) -> Result<PathBuf, ApiError> {
    let store = app.store()?;
    let folder = store.path().parent().unwrap_or_else(|| Path::new(".")).join(FOLDER);
    files::private_folder(&folder)
        .map_err(|error| ApiError::new(Code::Invalid, format!("{} cannot be made: {error}", folder.display())))?;
    Ok(folder)
}

/// A name that is not taken.
pub(super) fn free(folder: &Path, name: &str, ending: &str) -> Result<PathBuf, ApiError> {
    let dot = if ending.is_empty() { "" } else { "." };
    for number in 1..10_000_u32 {
        let again = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{name}{again}{dot}{ending}"));
        if !path.exists() {
            return Ok(path);
        }
    }
    Err(ApiError::new(Code::Conflict, format!("there are too many exports in {}", folder.display())))
}
