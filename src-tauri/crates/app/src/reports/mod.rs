//! Reports: from templates, with the manager's own words, as PDF, page, table and workbook.
//!
//! `assemble` asks for numbers and words and has `build` put a [`Report`] together; each file is a pure function of it.
//!
//! **Invariants:** what is in a report is decided in `build`, and how it looks in the module of its file; a private note is
//! in none; where the desktop can ask for a place, nobody else says where a file goes.

mod assemble;
pub(crate) mod badge_page;
mod build;
mod csv;
mod drawing;
#[cfg(test)]
mod examples;
mod html;
mod numbers;
pub(crate) mod page;
mod paper;
pub(crate) mod pdf;
mod period;
mod schedule;
mod template;
mod value;
mod views;
mod xlsx;

use self::{
    assemble::{Courses, assemble, wanted},
    value::{LONGEST_HEADING, LONGEST_TEXT, MOST_STORIES, ReportWords},
};
pub(crate) use self::{
    paper::{Certificate, Paper, PaperPart, PaperRow},
    schedule::schedule,
    value::Report,
    views::{AskReport, ReportFormat, ReportTemplates, SaveWords, ScheduleReport, WriteReport},
};
use crate::{
    ApiError, App, Code,
    commands::Nothing,
    exports::{Exported, place::place, unwritten},
    files::atomic_write,
};

pub(crate) async fn templates(app: &App, _: Nothing) -> Result<ReportTemplates, ApiError> {
    views::templates(app).await
}

pub(crate) async fn preview(app: &App, args: AskReport) -> Result<Report, ApiError> {
    let wanted = wanted(app, &args.template, args.period.as_deref(), args.with_team, args.segment.as_deref()).await?;
    assemble(app, &wanted, Courses::Charted).await
}

pub(crate) async fn save_words(app: &App, args: SaveWords) -> Result<Nothing, ApiError> {
    let wanted = wanted(app, &args.template, Some(&args.period), false, args.segment.as_deref()).await?;
    let words = checked(args.words)?;
    let empty = words == ReportWords::default();
    let json = serde_json::to_string(&words)
        .map_err(|error| ApiError::new(Code::Bug, format!("the words could not be kept: {error}")))?;
    let (template, period, now) = (wanted.template.id, wanted.words_key(), app.now());
    app.store()?
        .act("Write a report's words", move |write| {
            write.set_report_text(template, &period, (!empty).then_some(json.as_str()), now)
        })
        .await?;
    Ok(Nothing::default())
}

pub(crate) async fn write(app: &App, args: WriteReport) -> Result<Exported, ApiError> {
    let wanted = wanted(app, &args.template, args.period.as_deref(), args.with_team, args.segment.as_deref()).await?;
    let Some(path) = place(app, args.path.as_deref(), &wanted.name(), args.format.ending()).await? else {
        return Ok(Exported::nothing());
    };
    let report = assemble(app, &wanted, args.format.courses()).await?;
    let (rows, bytes) = in_background(move || {
        let bytes = rendered(&report, args.format)?;
        atomic_write(&path, &bytes).map_err(|error| unwritten(&error))?;
        Ok(((report.figures().count(), path), bytes.len()))
    })
    .await?;
    let (figures, path) = rows;
    Ok(Exported {
        path: Some(path.display().to_string()),
        rows: u32::try_from(figures).unwrap_or(u32::MAX),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
    })
}

/// A report as the bytes of a file.
fn rendered(report: &Report, format: ReportFormat) -> Result<Vec<u8>, ApiError> {
    let wrong = |error: String| ApiError::new(Code::Bug, format!("the report could not be made: {error}"));
    match format {
        ReportFormat::Pdf => pdf::render(report).map_err(wrong),
        ReportFormat::Html => Ok(html::render(report)),
        ReportFormat::Csv => Ok(csv::render(report)),
        ReportFormat::Xlsx => xlsx::render(report).map_err(|error| wrong(error.to_string())),
    }
}

/// Off the threads that answer commands.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(ApiError::new(Code::Bug, "the report failed in a way it should not")),
    }
}

/// Words as they are kept: without empty stories and spaces around.
fn checked(words: ReportWords) -> Result<ReportWords, ApiError> {
    let fits = |field: &str, text: &str, most: usize| {
        let text = text.trim();
        if text.chars().count() > most {
            return Err(ApiError::invalid(field, format!("this has at most {most} characters")));
        }
        Ok(text.to_owned())
    };
    let introduction = fits("introduction", &words.introduction, LONGEST_TEXT)?;
    let outlook = fits("outlook", &words.outlook, LONGEST_TEXT)?;
    let mut stories = Vec::new();
    for story in words.stories {
        let heading = fits("stories", &story.heading, LONGEST_HEADING)?;
        let text = fits("stories", &story.text, LONGEST_TEXT)?;
        if !heading.is_empty() || !text.is_empty() {
            stories.push(value::Story { heading, text });
        }
    }
    if stories.len() > MOST_STORIES {
        return Err(ApiError::invalid("stories", format!("a report tells at most {MOST_STORIES} stories")));
    }
    Ok(ReportWords { introduction, stories, outlook })
}
