//! What leaves Kith in open formats: lists, everything, one person's data.
//!
//! **Invariants:** a private note is in no export (the store hands none out for it); a file is whole or not there; where
//! the desktop can ask for a place, nobody else says where a file goes.

pub(crate) mod all;
pub(crate) mod chart;
mod columns;
pub(crate) mod csv;
pub(crate) mod guests;
pub(crate) mod person;
pub(crate) mod place;
mod sheet;
mod vcard;

use std::io::Write;

use kith_store::{MemberFilter, MemberSort, Store, exports::TABLES};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use self::person::escaped;
use self::{columns::Columns, place::place, sheet::Sheet, sheet::written};
use crate::{ApiError, App, Code, files::NewFile};

/// In which shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ListFormat {
    /// Comma-separated values.
    #[default]
    Csv,
    /// A spreadsheet.
    Xlsx,
    /// Cards for address books.
    Vcard,
    /// JSON.
    Json,
    /// CSV as HubSpot's import of contacts knows it.
    Hubspot,
    /// CSV as Salesforce's import of contacts knows it.
    Salesforce,
}

impl ListFormat {
    const fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::Hubspot | Self::Salesforce => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcard => "vcf",
            Self::Json => "json",
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Self::Hubspot => "-hubspot",
            Self::Salesforce => "-salesforce",
            _ => "",
        }
    }
}

/// Which members to export, and how.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportMembers {
    /// Whom: as in the list.
    #[serde(default)]
    pub(crate) filter: MemberFilter,
    /// In which order.
    #[serde(default)]
    pub(crate) sort: MemberSort,
    /// From the end.
    #[serde(default)]
    pub(crate) descending: bool,
    /// In which shape.
    #[serde(default)]
    pub(crate) format: ListFormat,
    /// Which columns, by name; all when empty. HubSpot, Salesforce and cards have their own.
    #[serde(default)]
    pub(crate) columns: Vec<String>,
    /// CSV: with the mark by which Excel knows UTF-8.
    #[serde(default)]
    pub(crate) excel: bool,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// Which other list to export, and how.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportList {
    /// The list: a table of the export of everything, such as `threads` or `notes`.
    pub(crate) list: String,
    /// CSV, a spreadsheet or JSON.
    #[serde(default)]
    pub(crate) format: ListFormat,
    /// CSV: with the mark by which Excel knows UTF-8.
    #[serde(default)]
    pub(crate) excel: bool,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Exported {
    /// Where; nothing when the person changed their mind.
    pub(crate) path: Option<String>,
    /// How many rows.
    pub(crate) rows: u32,
    /// Size of the file.
    pub(crate) bytes: i64,
}

impl Exported {
    pub(crate) const fn nothing() -> Self {
        Self { path: None, rows: 0, bytes: 0 }
    }
}

pub(crate) async fn members(app: &App, args: ExportMembers) -> Result<Exported, ApiError> {
    let (store, now) = (app.store()?, app.now());
    let fields = store.read(|read| read.exported_fields()).await?;
    let columns = match args.format {
        ListFormat::Hubspot => Columns::hubspot(),
        ListFormat::Salesforce => Columns::salesforce(),
        _ => Columns::all(&args.columns, &fields)
            .map_err(|name| ApiError::invalid("columns", format!("there is no column {name}")))?,
    };
    let name = format!("members{}", args.format.suffix());
    let Some(path) = place(app, args.path.as_deref(), &name, args.format.ending()).await? else {
        return Ok(Exported::nothing());
    };
    in_background(&store, move |store| {
        let mut rows = 0;
        let bytes = match args.format {
            ListFormat::Vcard => {
                let mut file = NewFile::begin(&path)?;
                read(store, |read| {
                    rows = read.export_members(&args.filter, now, args.sort, args.descending, |member| {
                        vcard::card(&mut file, &member).map_err(written)
                    })?;
                    Ok(())
                })?;
                file.finish()?
            }
            ListFormat::Json => {
                let mut file = NewFile::begin(&path)?;
                file.write_all(b"[")?;
                read(store, |read| {
                    let mut first = true;
                    rows = read.export_members(&args.filter, now, args.sort, args.descending, |member| {
                        let comma = if std::mem::take(&mut first) { "\n" } else { ",\n" };
                        file.write_all(comma.as_bytes()).map_err(written)?;
                        serde_json::to_writer(&mut file, &columns.object(&member))
                            .map_err(|error| written(error.into()))
                    })?;
                    Ok(())
                })?;
                file.write_all(b"\n]\n")?;
                file.finish()?
            }
            format => {
                let mut sheet = begin(&path, format, args.excel)?;
                sheet.headings(&columns.names())?;
                read(store, |read| {
                    rows = read.export_members(&args.filter, now, args.sort, args.descending, |member| {
                        sheet.write(columns.values(&member)).map_err(written)
                    })?;
                    Ok(())
                })?;
                sheet.finish(&path)?
            }
        };
        Ok(exported(&path, rows, bytes))
    })
    .await
}

pub(crate) async fn list(app: &App, args: ExportList) -> Result<Exported, ApiError> {
    let store = app.store()?;
    let Some(table) = TABLES.iter().find(|table| table.name == args.list) else {
        let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        return Err(ApiError::invalid("list", format!("there is no such list; there are {}", names.join(", "))));
    };
    if !matches!(args.format, ListFormat::Csv | ListFormat::Xlsx | ListFormat::Json) {
        return Err(ApiError::invalid("format", "this list can be CSV, a spreadsheet or JSON"));
    }
    let ending = if args.format == ListFormat::Json { "jsonl" } else { args.format.ending() };
    let Some(path) = place(app, args.path.as_deref(), table.name, ending).await? else {
        return Ok(Exported::nothing());
    };
    in_background(&store, move |store| {
        let mut sheet = begin(&path, args.format, args.excel)?;
        let mut rows = 0;
        read(store, |read| {
            rows = read.export_table(table, &mut sheet)?;
            Ok(())
        })?;
        let bytes = sheet.finish(&path)?;
        Ok(exported(&path, rows, bytes))
    })
    .await
}

fn begin(path: &std::path::Path, format: ListFormat, excel: bool) -> std::io::Result<Sheet<NewFile>> {
    if format == ListFormat::Xlsx {
        return Sheet::xlsx();
    }
    let mut out = NewFile::begin(path)?;
    if format == ListFormat::Json {
        return Ok(Sheet::Lines { out, names: Vec::new() });
    }
    if excel {
        out.write_all(csv::BOM)?;
    }
    Ok(Sheet::Csv { out, phones: matches!(format, ListFormat::Hubspot | ListFormat::Salesforce) })
}

pub(crate) fn exported(path: &std::path::Path, rows: u64, bytes: u64) -> Exported {
    Exported {
        path: Some(path.display().to_string()),
        rows: u32::try_from(rows).unwrap_or(u32::MAX),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
    }
}

/// Why nothing could be written: a file's failure, or the store's.
enum Failed {
    File(std::io::Error),
    Here(ApiError),
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

fn read(store: &Store, read: impl FnOnce(&kith_store::Read<'_>) -> kith_store::Result<()>) -> Result<(), Failed> {
    store.read_now(read).map_err(|error| match error {
        kith_store::Error::Io { source, .. } => Failed::File(source),
        error => Failed::Here(error.into()),
    })
}

async fn in_background<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&Store) -> Result<T, Failed> + Send + 'static,
) -> Result<T, ApiError> {
    let store = store.clone();
    match tokio::task::spawn_blocking(move || work(&store)).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(Failed::Here(error))) => Err(error),
        Ok(Err(Failed::File(error))) => Err(unwritten(&error)),
        Err(_) => Err(ApiError::new(Code::Bug, "the export failed in a way it should not")),
    }
}

pub(crate) fn unwritten(error: &std::io::Error) -> ApiError {
    if error.kind() == std::io::ErrorKind::StorageFull {
        return ApiError::new(Code::DiskFull, "the disk is full: nothing was written");
    }
    ApiError::invalid("path", format!("nothing could be written there: {error}"))
}
