//! `kith figures`: numbers that no chat tells, and what goes through steps: listed, or imported from a file.

use std::path::Path;

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, table, text},
    run::{Failure, call},
};

/// Rows that are listed.
const LISTED: u32 = 50;
/// What goes through steps; everything else is a number.
const SHEETS: [&str; 4] = ["feedback", "lead", "invitation", "incident"];

pub(crate) async fn import(app: &App, file: &Path, kind: &str, dry: bool, json: bool) -> Result<(), Failure> {
    let name = if dry { "figures.preview" } else { "figures.bring" };
    let done = call(app, name, json!({ "path": file, "kind": kind })).await?;
    format::answer(json, &done, if dry { tried } else { imported });
    Ok(())
}

pub(crate) async fn show(app: &App, kind: Option<&str>, json: bool) -> Result<(), Failure> {
    let Some(kind) = kind else {
        format::answer(json, &call(app, "figures.kept", json!({})).await?, kept);
        return Ok(());
    };
    if SHEETS.contains(&kind) {
        let page = call(app, "matters.list", json!({ "sheet": kind, "limit": LISTED })).await?;
        format::answer(json, &page, matters);
    } else {
        let page = call(app, "figures.list", json!({ "kind": kind, "limit": LISTED })).await?;
        format::answer(json, &page, figures);
    }
    Ok(())
}

fn tried(value: &Value) -> String {
    format!("{}\nNothing was changed.", outcome(value))
}

fn imported(value: &Value) -> String {
    outcome(value)
}

fn outcome(value: &Value) -> String {
    let count = |key| number(value, key);
    let mut out = format!(
        "{} new, {} changed, {} as they are, {} left out.",
        count("new"),
        count("changed"),
        count("same"),
        count("wrong")
    );
    for error in list(value, "errors") {
        let column =
            error.get("column").and_then(Value::as_str).map(|column| format!(", {column}")).unwrap_or_default();
        out.push_str(&format!("\nline {}{column}: {}", text(error, "line"), text(error, "reason")));
    }
    let unused: Vec<&str> = list(value, "unused").iter().filter_map(Value::as_str).collect();
    if !unused.is_empty() {
        out.push_str(&format!("\nColumns that mean nothing here: {}", unused.join(", ")));
    }
    out
}

fn kept(value: &Value) -> String {
    let rows = |key: &str, name: &str| -> Vec<Vec<String>> {
        list(value, key).iter().map(|row| vec![text(row, name), text(row, "count")]).collect()
    };
    table(&["kind", "kept"], &[rows("figures", "kind"), rows("sheets", "sheet")].concat())
}

fn figures(value: &Value) -> String {
    let rows: Vec<Vec<String>> = list(value, "figures")
        .iter()
        .map(|row| ["period", "label", "amount", "currency", "note"].map(|key| text(row, key)).into())
        .collect();
    table(&["days", "of what", "value", "", "note"], &rows)
}

fn matters(value: &Value) -> String {
    let rows: Vec<Vec<String>> = list(value, "matters")
        .iter()
        .map(|row| ["label", "name", "kind", "area", "state"].map(|key| text(row, key)).into())
        .collect();
    table(&["what", "member", "kind", "area", "step"], &rows)
}
