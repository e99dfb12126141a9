//! Imports: looking into an archive, reading it beside the commands, and what became of every record.
//!
//! **Invariants:** an import that was cut off goes on where it was; one that is cancelled or refused leaves no
//! message that it brought (beside an earlier import, accounts and channels that it named first may stay, without
//! anything done in them); for every channel and in total, records = stored + known + quarantined.

mod feed;
mod job;
pub(crate) mod sample;
mod source;
pub(crate) mod table;
mod views;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use kith_connect::slack::export::{Choice, Export};
use kith_store::{ImportRow, NewImport, QuarantinePage, SpaceReconciliation, Store};
use serde::{Deserialize, Serialize};

pub(crate) use self::feed::{Feed, Piece};
pub(crate) use self::job::{Jobs, tidy};
pub(crate) use self::views::{
    Import, ImportId, ImportState, Imports, Inspect, Inspected, ListQuarantine, PickArchive, Picked, Reconciliation,
    StartImport,
};
use crate::{ApiError, App, Code, commands::Nothing, members::LONGEST_PAGE};

/// The choices of an import, as its row keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Options {
    private_channels: bool,
    direct: bool,
}

impl From<Options> for Choice {
    fn from(options: Options) -> Self {
        Self { private_channels: options.private_channels, direct: options.direct }
    }
}

pub(crate) async fn inspect(app: &App, args: Inspect) -> Result<Inspected, ApiError> {
    let store = app.store()?;
    let path = checked_path(&args.path)?;
    in_background(move || {
        let export = Export::open(&path)?;
        let summary = export.summary();
        let known = source::find(&store, &export)?;
        let imports = store.read_now(|read| read.imports())?;
        let same = |import: &&ImportRow| import.fingerprint == export.fingerprint();
        let done =
            imports.iter().filter(same).find(|import| import.state == "done").and_then(|import| import.finished_at);
        let unfinished =
            imports.iter().filter(same).find(|import| is_unfinished(import)).map(|import| import.id.clone());
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Inspected {
            path: path.display().to_string(),
            name: file_name(&path),
            kind: "slack_export".into(),
            workspace: summary.team.clone(),
            bytes: std::fs::metadata(&path).map_or(0, |data| i64::try_from(data.len()).unwrap_or(i64::MAX)),
            channels: small(summary.channels),
            private_channels: small(summary.private_channels),
            direct: small(summary.direct),
            day_files: small(summary.day_files),
            people: small(summary.people),
            first_on: summary.days.as_ref().map(|days| days.0.clone()),
            last_on: summary.days.as_ref().map(|days| days.1.clone()),
            known_source: known.map(|(_, name)| name),
            unfinished,
            imported_before: done,
        })
    })
    .await
}

pub(crate) async fn start(app: &App, args: StartImport) -> Result<ImportId, ApiError> {
    let store = app.store()?;
    app.jobs().check_free()?;
    let path = checked_path(&args.path)?;
    let options = Options { private_channels: args.private_channels, direct: args.direct };
    let (id, now) = (app.new_id(), app.now());
    let app = app.clone();
    in_background(move || {
        let export = Export::open(&path)?;
        let fingerprint = export.fingerprint().to_owned();
        let written = serde_json::to_string(&options).unwrap_or_default();
        // The same archive with the same choices goes on where it was cut off.
        let imports = store.read_now(|read| read.imports())?;
        if let Some(cut_off) =
            imports.iter().find(|i| is_unfinished(i) && i.fingerprint == fingerprint && i.options == written)
        {
            return go_on(&app, &store, cut_off, export);
        }
        let summary = export.summary().clone();
        let origin = source::ensure(&store, &export, &path, now)?;
        let reader = export.reader(options.into(), 0);
        let new = NewImport {
            id: id.clone(),
            kind: "slack_export",
            name: file_name(&path),
            path: path.display().to_string(),
            fingerprint,
            options: written,
            as_of: summary.as_of,
            files: u32::try_from(reader.files()).unwrap_or(u32::MAX),
            left_out: u32::try_from(reader.left_out()).unwrap_or(u32::MAX),
            notes: summary.notes,
        };
        let number = store.write_now(move |write| write.begin_import(&new, Some(origin.key), now))?;
        job::spawn(
            &app,
            &store,
            &id,
            number,
            vec![origin.at(&store, Some(number), summary.as_of)?],
            feed::Slack::new(reader),
            0,
        )?;
        Ok(ImportId { id })
    })
    .await
}

pub(crate) async fn resume(app: &App, args: ImportId) -> Result<ImportId, ApiError> {
    let store = app.store()?;
    app.jobs().check_free()?;
    let app = app.clone();
    in_background(move || {
        let import = store.read_now(|read| read.import(&args.id))?;
        if !is_unfinished(&import) {
            return Err(ApiError::new(Code::Conflict, "this import is not one that can go on"));
        }
        let export = Export::open(Path::new(&import.path))?;
        if export.fingerprint() != import.fingerprint {
            return Err(ApiError::invalid("path", "the archive has changed since; import it anew"));
        }
        go_on(&app, &store, &import, export)
    })
    .await
}

fn go_on(app: &App, store: &Store, import: &ImportRow, export: Export) -> Result<ImportId, ApiError> {
    let options: Options = serde_json::from_str(&import.options)
        .map_err(|_| ApiError::new(Code::Bug, "the choices of this import cannot be read"))?;
    let as_of = export.summary().as_of;
    let origin = source::ensure(store, &export, Path::new(&import.path), app.now())?;
    let number = import.number;
    let key = origin.key;
    store.write_now(move |write| {
        write.set_import_source(number, key)?;
        write.set_import_state(number, "running", None, None)
    })?;
    let start = import.checkpoint;
    let reader = export.reader(options.into(), start as usize);
    job::spawn(
        app,
        store,
        &import.id,
        number,
        vec![origin.at(store, Some(number), as_of)?],
        feed::Slack::new(reader),
        start,
    )?;
    Ok(ImportId { id: import.id.clone() })
}

/// Begins the import of a sample community.
pub(crate) fn start_sample(
    app: &App,
    store: &Store,
    name: &str,
    files: u32,
    sources: &[(&str, &str, &str)],
    feed: impl Feed + 'static,
) -> Result<ImportId, ApiError> {
    app.jobs().check_free()?;
    let (id, now) = (app.new_id(), app.now());
    let mut found = Vec::new();
    for (kind, remote, source_name) in sources {
        found.push(source::ensure_named(store, kind, remote, source_name, now)?);
    }
    let new = NewImport {
        id: id.clone(),
        kind: "sample",
        name: name.to_owned(),
        path: String::new(),
        fingerprint: "sample".into(),
        options: "{}".into(),
        as_of: now,
        files,
        left_out: 0,
        notes: Vec::new(),
    };
    let key = found.first().map(|source| source.key);
    let number = store.write_now(move |write| write.begin_import(&new, key, now))?;
    let origins = found.into_iter().map(|source| source.at(store, Some(number), now)).collect::<Result<_, _>>()?;
    job::spawn(app, store, &id, number, origins, feed, 0)?;
    Ok(ImportId { id })
}

pub(crate) async fn cancel(app: &App, args: ImportId) -> Result<Nothing, ApiError> {
    let store = app.store()?;
    if app.jobs().cancel(&args.id) {
        app.announce(&[kith_store::Topic::Imports]);
        return Ok(Nothing::default());
    }
    let app = app.clone();
    in_background(move || {
        let import = store.read_now(|read| read.import(&args.id))?;
        if import.kind == "table" && import.state == "running" {
            table::spawn_removal(&app, &store, &import)?;
            return Ok(Nothing::default());
        }
        if !is_unfinished(&import) {
            return Err(ApiError::new(Code::Conflict, "this import is over"));
        }
        job::spawn_removal(&app, &store, &import)?;
        Ok(Nothing::default())
    })
    .await
}

/// Takes back what an import of a table changed, however long ago it was.
pub(crate) async fn take_back(app: &App, args: ImportId) -> Result<Nothing, ApiError> {
    let store = app.store()?;
    app.jobs().check_free()?;
    let app = app.clone();
    in_background(move || {
        let import = store.read_now(|read| read.import(&args.id))?;
        if import.kind != "table" || !matches!(import.state.as_str(), "done" | "failed") {
            return Err(ApiError::new(Code::Conflict, "this import is not one that can be taken back"));
        }
        table::spawn_removal(&app, &store, &import)?;
        Ok(Nothing::default())
    })
    .await
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Imports, ApiError> {
    let before = app.jobs().ids();
    let rows = app.store()?.read(|read| read.imports()).await?;
    Ok(Imports { imports: rows.into_iter().map(|row| view(app, row, &before)).collect() })
}

pub(crate) async fn reconciliation(app: &App, args: ImportId) -> Result<Reconciliation, ApiError> {
    let before = app.jobs().ids();
    let (row, spaces) = app
        .store()?
        .read(move |read| {
            let row = read.import(&args.id)?;
            let spaces = read.reconciliation(row.number)?;
            Ok((row, spaces))
        })
        .await?;
    let total = row.total.clone();
    let balanced = total.is_balanced() && spaces.iter().all(SpaceReconciliation::is_balanced);
    Ok(Reconciliation { notes: row.notes.clone(), import: view(app, row, &before), spaces, total, balanced })
}

pub(crate) async fn quarantine(app: &App, args: ListQuarantine) -> Result<QuarantinePage, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    Ok(app.store()?.read(move |read| read.quarantine(args.import.as_deref(), args.after.as_deref(), limit)).await?)
}

pub(crate) async fn pick(app: &App, args: PickArchive) -> Result<Picked, ApiError> {
    let desktop = app.env().desktop.clone();
    if !desktop.can_pick() {
        return Err(ApiError::new(Code::Invalid, "this host cannot ask for files: type the path of the archive"));
    }
    let picked = tokio::task::spawn_blocking(move || desktop.pick_archive(args.folder)).await.ok().flatten();
    Ok(Picked { path: picked.map(|path| path.display().to_string()) })
}

/// An import as it is told. `before` are those that ran before the row was read: one that has ended since was no orphan
/// when its row still said that it ran, and announces its end.
fn view(app: &App, row: ImportRow, before: &HashSet<String>) -> Import {
    let progress = app.jobs().progress(&row.id, row.checkpoint, row.files, app.now());
    let state = match row.state.as_str() {
        // It has not let go yet: another one could not begin.
        "done" | "failed" if progress.is_some() => ImportState::Running,
        "cancelled" if progress.is_some() => ImportState::Cancelling,
        "done" => ImportState::Done,
        "cancelled" => ImportState::Cancelled,
        "failed" => ImportState::Failed,
        "cancelling" => ImportState::Cancelling,
        _ if progress.is_none() && !before.contains(&row.id) => ImportState::Interrupted,
        _ if progress.is_some_and(|progress| progress.cancelling) => ImportState::Cancelling,
        _ => ImportState::Running,
    };
    Import {
        id: row.id,
        name: row.name,
        source_id: row.source.as_ref().map(|source| source.1.clone()),
        source_name: row.source.map(|source| source.2),
        kind: row.kind,
        can_take_back: row.can_take_back && state == ImportState::Done,
        state,
        started_at: row.started_at,
        finished_at: row.finished_at,
        files_done: row.checkpoint,
        files_total: row.files,
        records: row.total.records,
        stored: row.total.stored,
        improved: row.total.improved,
        known: row.total.known,
        quarantined: row.total.quarantined,
        left_out: row.left_out,
        seconds_left: progress.and_then(|progress| progress.seconds_left),
        error: row.error.and_then(|error| serde_json::from_str(&error).ok()),
    }
}

/// Cut off, or ended by something that passes (a full disk).
fn is_unfinished(import: &ImportRow) -> bool {
    import.kind == "slack_export"
        && matches!(import.state.as_str(), "running" | "failed")
        && import.checkpoint < import.files.max(1)
}

pub(crate) fn checked_path(path: &str) -> Result<PathBuf, ApiError> {
    let path = PathBuf::from(path.trim());
    if path.as_os_str().is_empty() {
        return Err(ApiError::invalid("path", "choose an archive first"));
    }
    let path = std::path::absolute(&path).unwrap_or(path);
    if !path.exists() {
        return Err(ApiError::invalid("path", format!("there is no file {}", path.display())));
    }
    Ok(path)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

pub(crate) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(ApiError::new(Code::Bug, "reading the archive failed in a way it should not")),
    }
}
