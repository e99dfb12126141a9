//! Files for other programs, and one person's rights, from the terminal.

use std::path::Path;

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, number, text},
    run::{Failure, call},
};

/// Writes a list of members into a file; its ending says the shape unless that is given.
pub(crate) async fn members(
    app: &App,
    filter: &Value,
    file: &Path,
    wanted: Option<&str>,
    columns: &[String],
    json: bool,
) -> Result<(), Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let shape = match (wanted, ending.as_str()) {
        (Some(shape), _) => shape,
        (None, "csv") => "csv",
        (None, "xlsx") => "xlsx",
        (None, "vcf") => "vcard",
        (None, "json") => "json",
        _ => return Err(Failure::Usage("end the file's name in .csv, .xlsx, .vcf or .json, or give --format".into())),
    };
    let wish = json!({
        "filter": filter, "sort": "last", "descending": true, "format": shape, "columns": columns, "path": file,
    });
    let done = call(app, "exports.members", wish).await?;
    format::answer(json, &done, |done| format!("{} members in {}", number(done, "rows"), text(done, "path")));
    Ok(())
}

/// Writes everything about a member into a file.
pub(crate) async fn member(app: &App, id: &str, file: &Path, json: bool) -> Result<(), Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let shape = match ending.as_str() {
        "json" => "json",
        "html" | "htm" => "html",
        _ => return Err(Failure::Usage("end the file's name in .json or .html".into())),
    };
    let done = call(app, "members.export", json!({ "id": id, "format": shape, "path": file })).await?;
    format::answer(json, &done, |done| format!("{} rows in {}", number(done, "rows"), text(done, "path")));
    Ok(())
}

/// Erases a member, once the name is typed.
pub(crate) async fn erase(app: &App, id: &str, yes: bool, json: bool) -> Result<(), Failure> {
    let found = call(app, "members.traces", json!({ "id": id })).await?;
    let traces = found.get("traces").cloned().unwrap_or_default();
    let name = traces.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut typed = name.clone();
    if !yes {
        format::ask(&format!(
            "{name}: {} accounts, {} messages, {} reactions, {} notes. {} copies and exports in the community's folder go too.\n\
             This cannot be undone. Type the name to erase them:",
            number(&traces, "accounts"),
            number(&traces, "messages"),
            number(&traces, "reactions"),
            number(&traces, "notes"),
            number(&found, "copies"),
        ));
        typed.clear();
        std::io::stdin().read_line(&mut typed).map_err(|error| Failure::Error(error.to_string()))?;
        if typed.trim() != name.trim() {
            return Err(Failure::Error("that is not the name: nothing was erased".into()));
        }
    }
    let done = call(app, "members.erase", json!({ "id": id, "name": typed.trim() })).await?;
    format::answer(json, &done, |done| {
        let traces = done.get("traces").cloned().unwrap_or_default();
        format!(
            "erased: {} messages are marks without words now; {} messages of others mention the person and stay",
            number(&traces, "messages"),
            number(&traces, "mentions")
        )
    });
    Ok(())
}

/// Writes everything into a folder.
pub(crate) async fn everything(app: &App, folder: &Path, json: bool) -> Result<(), Failure> {
    let done = call(app, "exports.all", json!({ "path": folder })).await?;
    format::answer(json, &done, |done| {
        format!(
            "{} rows in {} files in {}; README.txt there says what they are",
            number(done, "rows"),
            number(done, "files"),
            text(done, "path")
        )
    });
    Ok(())
}
