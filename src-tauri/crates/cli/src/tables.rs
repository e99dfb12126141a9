//! Tables on the command line: what would change, the import, and taking it back.

use std::path::Path;

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, table, text},
    progress,
    run::{Failure, call, finish},
};

/// Rows that are listed; `--json` has more.
const LISTED: usize = 20;

/// What to import and how.
pub(crate) struct Wish<'a> {
    pub(crate) file: &'a Path,
    pub(crate) profile: Option<&'a str>,
    pub(crate) dates: Option<&'a str>,
    pub(crate) mapping: Option<&'a Path>,
}

/// Whether a file is a table by its name.
pub(crate) fn is_table(file: &Path) -> bool {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    matches!(ending.as_str(), "csv" | "tsv" | "txt" | "tab" | "xlsx" | "xlsm" | "xls")
}

pub(crate) async fn import(app: &App, wish: &Wish<'_>, dry: bool, json: bool) -> Result<(), Failure> {
    let path = json!(wish.file);
    let known = call(app, "tables.profiles", json!({})).await?;
    let is_known = |name: &str| {
        let same = |profile: &Value| {
            text(profile, "id") == name || text(profile, "name").to_lowercase() == name.to_lowercase()
        };
        list(&known, "profiles").iter().any(same)
    };
    let chosen = wish.profile.filter(|name| is_known(name));
    let seen = call(app, "tables.inspect", json!({ "path": path, "profile": chosen })).await?;
    let recognised = seen
        .get("profile")
        .and_then(|profile| profile.get("id"))
        .filter(|_| wish.profile.is_none() || chosen.is_some());
    let new_name = wish.profile.filter(|_| chosen.is_none());
    if recognised.is_none() && new_name.is_none() {
        return Err(Failure::Usage(
            "no profile knows this table's heading: give one with --profile NAME (`kith profiles` lists them; a new name remembers what the heading suggests)".into(),
        ));
    }
    let mut mapping = match wish.mapping {
        Some(file) => read_mapping(file)?,
        None => seen.get("mapping").cloned().unwrap_or_default(),
    };
    if let (Some(order), Some(mapping)) = (wish.dates, mapping.as_object_mut()) {
        mapping.insert("dates".into(), json!(order.replace('-', "_")));
    }
    for doubt in unread_dates(&seen) {
        format::complain(&doubt);
    }
    if dry {
        let preview =
            call(app, "tables.preview", json!({ "path": path, "mapping": mapping, "profile": recognised })).await?;
        format::answer(json, &preview, self::preview);
        return Ok(());
    }
    let start = json!({ "path": path, "mapping": mapping, "profile": recognised, "name": new_name });
    let started = call(app, "tables.start", start).await?;
    if !json {
        let (rows, wrong) = refused(app, &started).await?;
        if wrong > 0 {
            format::complain(&format!("{wrong} rows were left out:\n{rows}"));
        }
    }
    finish(app, &started, json).await
}

/// Columns that are kept as words although their names speak of dates.
fn unread_dates(seen: &Value) -> Vec<String> {
    let of = |column: &Value| {
        let wrong = column.get("unread_dates").and_then(Value::as_u64)?;
        let (header, filled) = (text(column, "header"), number(column, "filled"));
        Some(format!(
            "{header}: {wrong} of {filled} cells are no date that can be read, so the column is kept as words; mend them, or say what it is with --mapping"
        ))
    };
    list(seen, "columns").iter().filter_map(of).collect()
}

fn read_mapping(file: &Path) -> Result<Value, Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::Usage(format!("--mapping: {error}")))?;
    let mut mapping: Value =
        serde_json::from_slice(&bytes).map_err(|error| Failure::Usage(format!("--mapping: {error}")))?;
    // The whole answer of `tables.inspect` will do.
    Ok(match mapping.get_mut("mapping") {
        Some(inner) => inner.take(),
        None => mapping,
    })
}

/// The first rows that were left out, and how many there are.
async fn refused(app: &App, started: &Value) -> Result<(String, u64), Failure> {
    let id = text(started, "id");
    let report = progress::wait(app, &id, false).await?;
    let wrong = number(report.get("total").unwrap_or(&Value::Null), "quarantined");
    if wrong == 0 {
        return Ok((String::new(), 0));
    }
    let page = call(app, "quarantine.list", json!({ "import": id, "limit": LISTED })).await?;
    let rows: Vec<String> = list(&page, "rows")
        .iter()
        .map(|row| format!("  line {}: {}", text(row, "position"), text(row, "reason")))
        .collect();
    Ok((rows.join("\n"), wrong))
}

fn preview(value: &Value) -> String {
    let mut out = format!(
        "{} rows: {} new, {} changed, {} as they are, {} with a key that came before, {} left out. Nothing was changed.",
        number(value, "rows"),
        number(value, "new"),
        number(value, "changed"),
        number(value, "same"),
        number(value, "repeated"),
        number(value, "refused")
    );
    let rows: Vec<Vec<String>> = ["new_rows", "changed_rows"]
        .iter()
        .flat_map(|kind| list(value, kind).iter().map(move |row| (kind, row)))
        .take(LISTED)
        .map(|(kind, row)| {
            let changes: Vec<String> = list(row, "changes")
                .iter()
                .map(|change| {
                    format!("{}: {} → {}", text(change, "field"), text(change, "before"), text(change, "after"))
                })
                .collect();
            vec![
                text(row, "line"),
                kind.trim_end_matches("_rows").to_owned(),
                text(row, "key"),
                text(row, "name"),
                changes.join("; "),
            ]
        })
        .collect();
    if !rows.is_empty() {
        out.push_str("\n\n");
        out.push_str(&table(&["line", "", "key", "name", "changes"], &rows));
    }
    for error in list(value, "errors").iter().take(LISTED) {
        let column =
            error.get("column").and_then(Value::as_str).map(|column| format!(", {column}")).unwrap_or_default();
        out.push_str(&format!("\nline {}{column}: {}", text(error, "line"), text(error, "reason")));
    }
    out
}

pub(crate) async fn profiles(app: &App, json: bool) -> Result<(), Failure> {
    let known = call(app, "tables.profiles", json!({})).await?;
    format::answer(json, &known, |value| {
        let row = |profile: &Value| {
            let own = profile.get("ready_made") != Some(&Value::Bool(true));
            vec![text(profile, "name"), text(profile, "id"), if own { "remembered" } else { "ready-made" }.to_owned()]
        };
        table(&["name", "id", ""], &list(value, "profiles").iter().map(row).collect::<Vec<_>>())
    });
    Ok(())
}

pub(crate) async fn take_back(app: &App, id: Option<&str>, json: bool) -> Result<(), Failure> {
    let id = match id {
        Some(id) => id.to_owned(),
        None => {
            let imports = call(app, "imports.list", json!({})).await?;
            let newest = list(&imports, "imports")
                .iter()
                .find(|one| one.get("can_take_back") == Some(&Value::Bool(true)))
                .map(|one| text(one, "id"));
            newest.ok_or_else(|| Failure::Error("there is no import of a table to take back".into()))?
        }
    };
    call(app, "imports.take_back", json!({ "id": id })).await?;
    let report = progress::wait_for(app, &id, true, "cancelled").await?;
    format::answer(json, &report, |report| {
        let notes: Vec<String> = list(report, "notes").iter().filter_map(Value::as_str).map(str::to_owned).collect();
        format!("The import was taken back. {}", notes.join(" "))
    });
    Ok(())
}
