//! Numbers and sheets from a file: CSV of any kind, or `.xlsx`.
//!
//! The first line names the columns; which names are understood is in [`FIGURE_COLUMNS`] and [`MATTER_COLUMNS`] and in the
//! guide. A preview says what importing would do, row by row; importing does it as one step that can be taken back.
//!
//! **Invariants:** a row is imported or refused with its line and the reason; the same file again changes nothing; a row of a
//! file never stands over another one of the same file.

use std::{collections::BTreeMap, ops::ControlFlow};

use kith_connect::table::{FileChoice, Table};
use kith_store::{CheckedFigure, CheckedMatter, FigureKind, NewFigure, NewMatter, Put, Read, Sheet, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App,
    imports::{checked_path, in_background},
};

/// So many rows are one step that can be taken back.
const MOST_ROWS: usize = 50_000;
/// So many rows are shown of each sort.
const SHOWN: usize = 50;

/// What columns of numbers may be called. The first name is the one that the guide tells.
const FIGURE_COLUMNS: [(&str, &[&str]); 5] = [
    ("period", &["period", "month", "date", "day", "week", "quarter", "year"]),
    ("value", &["value", "amount", "count", "number", "total"]),
    ("label", &["label", "page", "topic", "title", "url", "channel", "shop"]),
    ("currency", &["currency"]),
    ("note", &["note", "notes", "comment"]),
];

/// What columns of sheets may be called, beside the names of the sheet's steps.
const MATTER_COLUMNS: [(&str, &[&str]); 6] = [
    (
        "label",
        &[
            "label", "feedback", "text", "summary", "title", "lead", "company", "name", "address", "email", "number",
            "case",
        ],
    ),
    ("member", &["member", "account", "handle", "from", "by"]),
    ("area", &["area", "product_area", "product"]),
    ("kind", &["kind", "type", "outcome", "first_touch"]),
    ("voters", &["voters", "votes"]),
    ("note", &["note", "notes", "comment"]),
];
/// What the column of a sheet's first step may be called as well.
const BEGUN: [&str; 5] = ["date", "day", "created", "begun", "on"];

/// A file, and what its rows are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FiguresFile {
    /// Where it lies.
    pub(crate) path: String,
    /// A kind of numbers (`tickets`) or a sheet (`feedback`).
    pub(crate) kind: String,
}

/// What importing a file would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FiguresPreview {
    /// Rows that are new.
    pub(crate) new: u32,
    /// Rows that stand over what was there.
    pub(crate) changed: u32,
    /// Rows that are here just so.
    pub(crate) same: u32,
    /// Rows that are left out.
    pub(crate) wrong: u32,
    /// The first rows, as they are understood.
    pub(crate) rows: Vec<FiguresRow>,
    /// The first of those that are left out.
    pub(crate) errors: Vec<FiguresError>,
    /// Columns that mean nothing here.
    pub(crate) unused: Vec<String>,
}

/// A row that is understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FiguresRow {
    /// The line of the file.
    pub(crate) line: u32,
    /// What becomes of it.
    pub(crate) put: Put,
    /// What it says, column by column.
    pub(crate) says: Vec<String>,
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FiguresError {
    /// The line of the file.
    pub(crate) line: u32,
    /// The column at fault, if it is one.
    pub(crate) column: Option<String>,
    /// Why.
    pub(crate) reason: String,
}

/// What the rows of a file are.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Figure(FigureKind),
    Matter(Sheet),
}

impl Kind {
    fn parse(word: &str) -> Result<Self, ApiError> {
        let figure = FigureKind::parse(word).map(Self::Figure);
        figure.or_else(|| Sheet::parse(word).map(Self::Matter)).ok_or_else(|| {
            let words = FigureKind::ALL.map(FigureKind::word).into_iter().chain(Sheet::ALL.map(Sheet::word));
            ApiError::invalid("kind", format!("the kind is one of {}", words.collect::<Vec<_>>().join(", ")))
        })
    }
}

/// A row that was checked.
enum Checked {
    Figure(CheckedFigure),
    Matter(CheckedMatter),
}

/// A file as it was read: its rows, and which column means what.
struct RowsOfFile {
    rows: Vec<(u32, Result<Vec<String>, String>)>,
    /// Our name of a column, and where it stands.
    columns: BTreeMap<String, usize>,
    unused: Vec<String>,
}

/// A heading as it is compared: `First Touch` is `first_touch`.
fn folded(heading: &str) -> String {
    let heading = kith_store::words::fold(heading.trim());
    heading.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect::<String>().trim_matches('_').to_owned()
}

/// What a heading means for rows of a kind.
fn meaning(heading: &str, kind: Kind) -> Option<String> {
    let by = |columns: &[(&str, &[&str])]| {
        columns.iter().find(|(_, names)| names.contains(&heading)).map(|(ours, _)| (*ours).to_owned())
    };
    match kind {
        Kind::Figure(kind) if heading == kind.word() => Some("value".to_owned()),
        Kind::Figure(_) => by(&FIGURE_COLUMNS),
        Kind::Matter(sheet) => {
            let step = sheet.steps().iter().find(|step| **step == heading).map(|step| format!("step:{step}"));
            let begun = sheet.first().filter(|_| BEGUN.contains(&heading)).map(|first| format!("step:{first}"));
            // The stage `lead` of a lead is a day, and not its name.
            step.or(begun).or_else(|| by(&MATTER_COLUMNS))
        }
    }
}

fn read(path: &str, kind: Kind) -> Result<RowsOfFile, ApiError> {
    let table = Table::open(&checked_path(path)?, &FileChoice { heading: Some(1), ..FileChoice::default() })?;
    let (mut columns, mut unused) = (BTreeMap::new(), Vec::new());
    for (place, heading) in table.headers().iter().enumerate() {
        match meaning(&folded(heading), kind) {
            Some(ours) if !columns.contains_key(&ours) => {
                columns.insert(ours, place);
            }
            _ => unused.push(heading.clone()),
        }
    }
    let needed: &[&str] = match kind {
        Kind::Figure(_) => &["period", "value"],
        Kind::Matter(_) => &["label"],
    };
    if let Some(missing) = needed.iter().find(|needed| !columns.contains_key(**needed)) {
        return Err(ApiError::invalid("path", format!("its first line names no column \"{missing}\"")));
    }
    let mut rows = Vec::new();
    table.rows(&mut |row| {
        rows.push((
            u32::try_from(row.line).unwrap_or(u32::MAX),
            row.cells.map(<[String]>::to_vec).map_err(|broken| broken.why),
        ));
        if rows.len() > MOST_ROWS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if rows.len() > MOST_ROWS {
        return Err(ApiError::invalid("path", format!("it has more than {MOST_ROWS} rows: cut it into several files")));
    }
    Ok(RowsOfFile { rows, columns, unused })
}

/// What one row says, checked; or the column at fault and why.
fn check(
    cells: &[String],
    file: &RowsOfFile,
    kind: Kind,
    currency: &str,
    people: &BTreeMap<String, Option<String>>,
    read: &Read<'_>,
) -> Result<Checked, (Option<String>, String)> {
    let cell = |ours: &str| file.columns.get(ours).and_then(|place| cells.get(*place)).map_or("", |cell| cell.trim());
    let fault = |error: kith_store::Error| match error {
        kith_store::Error::Field { field, why } => {
            (Some(field.trim_start_matches("step:").replace("amount", "value")), why)
        }
        other => (None, other.to_string()),
    };
    match kind {
        Kind::Figure(kind) => NewFigure {
            kind,
            // A month that a spreadsheet made a day of is not guessed at.
            period: cell("period").to_owned(),
            label: cell("label").to_owned(),
            amount: cell("value").to_owned(),
            currency: Some(cell("currency").to_owned()),
            note: cell("note").to_owned(),
        }
        .checked(currency)
        .map(Checked::Figure)
        .map_err(fault),
        Kind::Matter(sheet) => {
            let wrong = |column: &str, why: &str| Err((Some(column.to_owned()), why.to_owned()));
            // What the file has no column for stays as it is here.
            let here = read.matter_labelled(sheet, cell("label")).map_err(fault)?;
            let kept = |ours: &str| here.as_ref().filter(|_| !file.columns.contains_key(ours));
            let named = cell("member").trim_start_matches('@');
            let member = match people.get(&kith_store::words::fold(named)) {
                _ if named.is_empty() || sheet == Sheet::Incident => {
                    kept("member").and_then(|here| here.member.clone())
                }
                Some(Some(uid)) => Some(uid.clone()),
                Some(None) => return wrong("member", "several members are called so"),
                None => return wrong("member", "no member has this address, handle or id"),
            };
            let voters = match cell("voters") {
                "" => kept("voters").map_or(0, |here| here.voters),
                text => match text.parse() {
                    Ok(voters) => voters,
                    Err(_) => return wrong("voters", "write a whole number"),
                },
            };
            let step = |step: &&str| {
                let column = format!("step:{step}");
                let known = kept(&column).and_then(|here| here.steps.iter().find(|known| known.step == *step));
                let moment = known.map_or_else(|| cell(&column).to_owned(), |known| known.moment.clone());
                Step { step: (*step).to_owned(), moment }
            };
            let text = |ours: &str, here: &dyn Fn(&NewMatter) -> String| {
                kept(ours).map_or_else(|| cell(ours).to_owned(), here)
            };
            NewMatter {
                sheet,
                label: cell("label").to_owned(),
                member,
                activity: here.as_ref().and_then(|here| here.activity.clone()),
                area: text("area", &|here| here.area.clone()),
                kind: kept("kind").map_or_else(|| Some(folded(cell("kind"))), |here| here.kind.clone()),
                voters,
                note: text("note", &|here| here.note.clone()),
                steps: sheet.steps().iter().map(step).collect(),
            }
            .checked()
            .map(Checked::Matter)
            .map_err(fault)
        }
    }
}

/// Every row, checked against those before it: `each` is told what may be kept and says what became of it.
fn walk(
    read: &Read<'_>,
    file: &RowsOfFile,
    kind: Kind,
    each: &mut dyn FnMut(&Checked) -> kith_store::Result<Put>,
) -> kith_store::Result<FiguresPreview> {
    let currency = read.currency()?;
    let has_people = matches!(kind, Kind::Matter(_)) && file.columns.contains_key("member");
    let people = if has_people { read.accounts_by_name()? } else { BTreeMap::default() };
    let mut seen: BTreeMap<String, u32> = BTreeMap::default();
    let mut preview = FiguresPreview { unused: file.unused.clone(), ..FiguresPreview::default() };
    for (line, cells) in &file.rows {
        let checked = match cells {
            Err(why) => Err((None, why.clone())),
            Ok(cells) => check(cells, file, kind, &currency, &people, read),
        };
        let checked = checked.and_then(|checked| {
            let key = match &checked {
                Checked::Figure(figure) => figure.key(),
                Checked::Matter(matter) => matter.key().to_owned(),
            };
            match seen.insert(key.clone(), *line) {
                Some(before) => {
                    seen.insert(key, before);
                    Err((None, format!("line {before} says something about the same already")))
                }
                None => Ok(checked),
            }
        });
        match checked {
            Ok(checked) => {
                let put = each(&checked)?;
                match put {
                    Put::New => preview.new += 1,
                    Put::Changed => preview.changed += 1,
                    Put::Same => preview.same += 1,
                }
                if preview.rows.len() < SHOWN {
                    let says = cells.as_ref().map(|cells| {
                        let used = file.columns.values().filter_map(|place| cells.get(*place));
                        used.filter(|cell| !cell.trim().is_empty()).cloned().collect()
                    });
                    preview.rows.push(FiguresRow { line: *line, put, says: says.unwrap_or_default() });
                }
            }
            Err((column, reason)) => {
                preview.wrong += 1;
                if preview.errors.len() < SHOWN {
                    preview.errors.push(FiguresError { line: *line, column, reason });
                }
            }
        }
    }
    Ok(preview)
}

pub(crate) async fn preview(app: &App, args: FiguresFile) -> Result<FiguresPreview, ApiError> {
    let store = app.store()?;
    in_background(move || {
        let kind = Kind::parse(&args.kind)?;
        let file = read(&args.path, kind)?;
        let compared = store.read_now(|read| {
            walk(read, &file, kind, &mut |row| match row {
                Checked::Figure(figure) => Ok(read.compare_figure(figure)?.0),
                Checked::Matter(matter) => Ok(read.compare_matter(matter)?.0),
            })
        })?;
        Ok(compared)
    })
    .await
}

pub(crate) async fn import(app: &App, args: FiguresFile) -> Result<FiguresPreview, ApiError> {
    let kind = Kind::parse(&args.kind)?;
    let path = args.path;
    let file = in_background(move || read(&path, kind)).await?;
    let (app_ids, now) = (app.clone(), app.now());
    let keep = move |write: &kith_store::Write<'_>| {
        walk(&write.read(), &file, kind, &mut |row| match row {
            Checked::Figure(figure) => write.keep_figure(&app_ids.new_id(), figure, now),
            Checked::Matter(matter) => write.keep_matter(&app_ids.new_id(), matter, now),
        })
    };
    Ok(app.store()?.act("Import numbers", keep).await?)
}
