//! Files for other programs, from the terminal.

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
