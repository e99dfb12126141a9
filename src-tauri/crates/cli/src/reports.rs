//! Reports from the terminal.

use std::path::{Path, PathBuf};

use clap::Args;
use kith_app::App;
use serde_json::json;

use crate::{
    format::{self, text},
    run::{Failure, call},
    segments,
};

/// Which report, and where to.
#[derive(Debug, Args)]
pub(crate) struct ReportWish {
    /// The kind [default: the one of the period that is given, else monthly].
    #[arg(long, value_parser = ["weekly", "monthly", "quarterly"])]
    template: Option<String>,
    /// Of this week: 2024-W20, or a day of it [default: the last one that is over].
    #[arg(long, value_name = "WEEK", conflicts_with_all = ["month", "quarter"])]
    week: Option<String>,
    /// Of this month: 2024-05.
    #[arg(long, value_name = "MONTH", conflicts_with = "quarter")]
    month: Option<String>,
    /// Of this quarter: 2024-Q2.
    #[arg(long, value_name = "QUARTER")]
    quarter: Option<String>,
    /// Count the team like everybody else.
    #[arg(long)]
    with_team: bool,
    /// Only members of this segment, by its name or id.
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<String>,
    /// The file; its ending says the shape: .pdf, .html, .csv or .xlsx.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Writes a report into a file.
pub(crate) async fn report(app: &App, wish: &ReportWish, json: bool) -> Result<(), Failure> {
    let given = [("weekly", &wish.week), ("monthly", &wish.month), ("quarterly", &wish.quarter)]
        .into_iter()
        .find_map(|(template, period)| period.as_ref().map(|period| (template, period.as_str())));
    let template = wish.template.as_deref().or(given.map(|(template, _)| template)).unwrap_or("monthly");
    if let Some((other, _)) = given.filter(|(other, _)| *other != template) {
        return Err(Failure::Usage(format!("a {template} report is not of the period of a {other} one")));
    }
    let segment = segments::chosen(app, wish.segment.as_deref()).await?;
    let wish = json!({
        "template": template,
        "period": given.map(|(_, period)| period),
        "with_team": wish.with_team,
        "segment": segment,
        "format": shape(&wish.out)?,
        "path": wish.out,
    });
    let done = call(app, "reports.write", wish).await?;
    format::answer(json, &done, |done| text(done, "path").to_owned());
    Ok(())
}

fn shape(file: &Path) -> Result<&'static str, Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "pdf" => Ok("pdf"),
        "html" | "htm" => Ok("html"),
        "csv" => Ok("csv"),
        "xlsx" => Ok("xlsx"),
        _ => Err(Failure::Usage("end the file's name in .pdf, .html, .csv or .xlsx".into())),
    }
}
