//! Everything, in open formats, into a folder.
//!
//! **Invariants:** one consistent state of the file; the manifest is written last, so a folder without it is not whole;
//! memory does not grow with the community; what was written before it was cancelled or failed is taken away.

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use kith_store::{
    MemberFilter, MemberKind, MemberSort, Read, Topic,
    exports::{Rows, TABLES, time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::{columns::Columns, in_background, place, read, sheet::Sheet, sheet::written};
use crate::{ApiError, App, Code, commands::Nothing, communities, files, files::NewFile};

/// Where to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportAll {
    /// A folder that is empty or not there; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ExportedAll {
    /// The folder.
    pub(crate) path: String,
    /// How many files.
    pub(crate) files: u32,
    /// How many rows in all.
    pub(crate) rows: u32,
}

/// How an export of everything gets on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ExportProgress {
    /// Whether one is under way.
    pub(crate) running: bool,
    /// The file that is being written.
    pub(crate) file: Option<String>,
    /// Rows so far.
    pub(crate) rows: u32,
}

/// The export of everything that is under way.
#[derive(Debug, Default)]
pub(crate) struct Exporting {
    progress: Mutex<ExportProgress>,
    cancelled: AtomicBool,
}

impl Exporting {
    fn progress(&self) -> MutexGuard<'_, ExportProgress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) async fn state(app: &App, _: Nothing) -> Result<ExportProgress, ApiError> {
    Ok(app.exporting().progress().clone())
}

pub(crate) async fn cancel(app: &App, _: Nothing) -> Result<Nothing, ApiError> {
    app.exporting().cancelled.store(true, Ordering::Relaxed);
    Ok(Nothing::default())
}

pub(crate) async fn all(app: &App, args: ExportAll) -> Result<ExportedAll, ApiError> {
    let store = app.store()?;
    let folder = match &args.path {
        Some(path) => place::given(app, path)?,
        None => {
            let day = communities::stamp(app.now());
            place::free(&place::folder(app)?, &format!("everything-{}", day.get(..8).unwrap_or_default()), "")?
        }
    };
    if std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(ApiError::invalid("path", format!("{} is not empty: choose a folder that is", folder.display())));
    }
    {
        let mut progress = app.exporting().progress();
        if progress.running {
            return Err(ApiError::new(Code::Conflict, "an export of everything is under way already"));
        }
        *progress = ExportProgress { running: true, file: None, rows: 0 };
    }
    app.exporting().cancelled.store(false, Ordering::Relaxed);
    let (own, at, to) = (app.clone(), time(app.now()), folder.clone());
    let done = in_background(&store, move |store| {
        let mut writing = Writing { app: &own, folder: to, files: Vec::new(), rows: 0 };
        let written = read(store, |read| writing.everything(read, &at));
        if written.is_err() {
            writing.take_away();
        }
        written.map(|()| (writing.files.len(), writing.rows))
    })
    .await;
    let cancelled = app.exporting().cancelled.load(Ordering::Relaxed);
    *app.exporting().progress() = ExportProgress::default();
    app.announce(&[Topic::Exports]);
    match done {
        Ok((files, rows)) => Ok(ExportedAll {
            path: folder.display().to_string(),
            files: u32::try_from(files).unwrap_or(u32::MAX),
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
        }),
        Err(_) if cancelled => Err(ApiError::new(Code::Cancelled, "the export was cancelled; nothing of it is left")),
        Err(error) => Err(error),
    }
}

struct Writing<'a> {
    app: &'a App,
    folder: PathBuf,
    /// Name, rows, bytes, hash.
    files: Vec<(String, u64, u64, String)>,
    rows: u64,
}

/// A file that is hashed as it is written.
struct Hashed {
    file: NewFile,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let many = self.file.write(bytes)?;
        self.hash.update(bytes.get(..many).unwrap_or_default());
        self.bytes += many as u64;
        Ok(many)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Writing<'_> {
    fn everything(&mut self, read: &Read<'_>, at: &str) -> kith_store::Result<()> {
        self.members(read)?;
        for table in TABLES {
            let name = format!("{}.{}", table.name, if table.lines { "jsonl" } else { "csv" });
            let mut sheet = self.sheet(&name, table.lines)?;
            let mut counted = Counted { writing: self, inner: &mut sheet };
            let rows = read.export_table(table, &mut counted)?;
            self.close(name, sheet, rows)?;
        }
        self.activity(read)?;
        let settings = read.settings()?;
        self.text("README.txt", &readme(&settings.name, at))?;
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|(name, rows, bytes, hash)| json!({ "name": name, "rows": rows, "bytes": bytes, "sha256": hash }))
            .collect();
        let manifest = json!({
            "community": settings.name, "exported_at": at, "kith": env!("CARGO_PKG_VERSION"), "files": files,
            "not_included": "private notes",
        });
        self.text("manifest.json", &serde_json::to_string_pretty(&manifest).unwrap_or_default())
    }

    fn members(&mut self, read: &Read<'_>) -> kith_store::Result<()> {
        let fields = read.exported_fields()?;
        let Ok(columns) = Columns::all(&[], &fields) else { return Ok(()) };
        let mut sheet = self.sheet("members.csv", false)?;
        sheet.columns(&columns.names())?;
        let everybody = MemberFilter { kind: MemberKind::All, left: true, ..MemberFilter::default() };
        let rows = read.export_members(&everybody, self.app.now(), MemberSort::Name, false, |member| {
            self.count()?;
            sheet.row(columns.values(&member))
        })?;
        self.close("members.csv".into(), sheet, rows)
    }

    /// A file for each month.
    fn activity(&mut self, read: &Read<'_>) -> kith_store::Result<()> {
        let mut months = Months { writing: self, names: Vec::new(), at: None, open: None };
        read.export_activity(&mut months)?;
        months.close()
    }

    fn sheet(&mut self, name: &str, lines: bool) -> kith_store::Result<Sheet<Hashed>> {
        self.app.exporting().progress().file = Some(name.to_owned());
        let file = NewFile::begin(&self.folder.join(name)).map_err(written)?;
        let out = Hashed { file, hash: Sha256::new(), bytes: 0 };
        Ok(if lines { Sheet::Lines { out, names: Vec::new() } } else { Sheet::Csv { out, phones: false } })
    }

    fn close(&mut self, name: String, sheet: Sheet<Hashed>, rows: u64) -> kith_store::Result<()> {
        let (Sheet::Csv { out, .. } | Sheet::Lines { out, .. }) = sheet else { return Ok(()) };
        let hash = out.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self.files.push((name, rows, out.bytes, hash));
        out.file.finish().map_err(written)?;
        Ok(())
    }

    fn text(&mut self, name: &str, text: &str) -> kith_store::Result<()> {
        files::atomic_write(&self.folder.join(name), text.as_bytes()).map_err(written)?;
        if name != "manifest.json" {
            let hash = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            self.files.push((name.to_owned(), 0, text.len() as u64, hash));
        }
        Ok(())
    }

    /// Counts a row; looks now and then whether somebody had enough of it.
    fn count(&mut self) -> kith_store::Result<()> {
        self.rows += 1;
        if self.rows.is_multiple_of(4_096) {
            if self.app.exporting().cancelled.load(Ordering::Relaxed) {
                return Err(kith_store::Error::Interrupted);
            }
            self.app.exporting().progress().rows = u32::try_from(self.rows).unwrap_or(u32::MAX);
            self.app.announce(&[Topic::Exports]);
        }
        Ok(())
    }

    /// What was written goes; the folder itself too, when it is empty then.
    fn take_away(&self) {
        for (name, ..) in &self.files {
            let _ = std::fs::remove_file(self.folder.join(name));
        }
        let _ = std::fs::remove_dir(self.folder.join("activity"));
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// Rows that are counted on their way.
struct Counted<'a, 'b> {
    writing: &'a mut Writing<'b>,
    inner: &'a mut Sheet<Hashed>,
}

impl Rows for Counted<'_, '_> {
    fn columns(&mut self, names: &[String]) -> kith_store::Result<()> {
        self.inner.columns(names)
    }

    fn row(&mut self, values: Vec<Value>) -> kith_store::Result<()> {
        self.writing.count()?;
        self.inner.row(values)
    }
}

/// Rows in order of time, a file for each month.
struct Months<'a, 'b> {
    writing: &'a mut Writing<'b>,
    names: Vec<String>,
    /// Where the time stands in a row.
    at: Option<usize>,
    open: Option<(String, Sheet<Hashed>, u64)>,
}

impl Months<'_, '_> {
    fn close(&mut self) -> kith_store::Result<()> {
        match self.open.take() {
            Some((name, sheet, rows)) => self.writing.close(name, sheet, rows),
            None => Ok(()),
        }
    }
}

impl Rows for Months<'_, '_> {
    fn columns(&mut self, names: &[String]) -> kith_store::Result<()> {
        self.at = names.iter().position(|name| name == "occurred_at");
        self.names = names.to_vec();
        Ok(())
    }

    fn row(&mut self, values: Vec<Value>) -> kith_store::Result<()> {
        self.writing.count()?;
        let at = self.at.and_then(|at| values.get(at)).and_then(Value::as_str).unwrap_or_default();
        let name = format!("activity/{}.jsonl", at.get(..7).unwrap_or("unknown"));
        if self.open.as_ref().is_none_or(|(open, ..)| *open != name) {
            self.close()?;
            // Keys are in order of time within seconds; a month that came before is not opened again.
            let again = self.writing.files.iter().any(|(known, ..)| *known == name);
            let name = if again { name.replace(".jsonl", "-more.jsonl") } else { name };
            let mut sheet = self.writing.sheet(&name, true)?;
            sheet.columns(&self.names)?;
            self.open = Some((name, sheet, 0));
        }
        let Some((_, sheet, rows)) = &mut self.open else { return Ok(()) };
        *rows += 1;
        sheet.row(values)
    }
}

fn readme(community: &str, at: &str) -> String {
    let mut text = format!(
        "{community}: everything that Kith keeps, in open formats. Written {at}.\n\n\
         PRIVATE NOTES ARE NOT IN HERE. They are kept sealed on one machine and are part of no export.\n\n\
         .csv    comma-separated values (RFC 4180, UTF-8). An apostrophe at the beginning of a cell keeps spreadsheets\n\
         \x20       from computing it; it is not part of the value.\n\
         .jsonl  a line of JSON for each row (UTF-8).\n\
         Times are UTC (RFC 3339). Accounts, members and spaces are named by their ids.\n\n\
         manifest.json  the files with their rows, sizes and SHA-256 hashes; written last, so that a folder without it is\n\
         \x20              not whole.\n\
         members.csv  Members as the list shows them: what was written here wins over what the sources say.\n"
    );
    for table in TABLES {
        let ending = if table.lines { "jsonl" } else { "csv" };
        text.push_str(&format!("{}.{ending}  {}\n", table.name, table.what));
    }
    text.push_str("activity/  Messages and happenings, a file for each month (UTC), in order of time.\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_names_every_file() {
        let text = readme("Allotment", "2026-11-22T00:00:00Z");
        for table in TABLES {
            assert!(text.contains(&format!("\n{}.", table.name)), "{}", table.name);
        }
        assert!(text.contains("\nactivity/") && text.contains("\nmembers.csv"));
    }
}
