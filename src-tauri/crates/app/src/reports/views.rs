//! What screens ask of reports, and what they are told.

use kith_domain::time;
use kith_store::{ReportMade, ReportSchedule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    assemble::Courses,
    period::{Period, spoken},
    template::TEMPLATES,
    value::{Days, ReportWords},
};
use crate::{ApiError, App};

/// Periods to choose from, at most.
const MOST_PERIODS: usize = 26;
/// Files that are listed, at most.
const MOST_MADE: usize = 12;

/// In which shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportFormat {
    /// To hand on and to print.
    Pdf,
    /// A page that needs nothing else.
    Html,
    /// Numbers for programs.
    Csv,
    /// A workbook.
    Xlsx,
}

impl ReportFormat {
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// Only a workbook has the course of every number.
    pub(super) const fn courses(self) -> Courses {
        match self {
            Self::Pdf | Self::Html | Self::Csv => Courses::Charted,
            Self::Xlsx => Courses::All,
        }
    }
}

/// Which report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskReport {
    /// `weekly`, `monthly` or `quarterly`.
    pub(crate) template: String,
    /// `2024-W20`, `2024-05`, `2024-Q2`, or a day of it; nothing for the last one that is over.
    #[serde(default)]
    pub(crate) period: Option<String>,
    /// The team is counted like everybody else.
    #[serde(default)]
    pub(crate) with_team: bool,
    /// Only members of this segment are counted.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
}

/// A report to write into a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteReport {
    /// `weekly`, `monthly` or `quarterly`.
    pub(crate) template: String,
    /// As in `reports.preview`.
    #[serde(default)]
    pub(crate) period: Option<String>,
    /// The team is counted like everybody else.
    #[serde(default)]
    pub(crate) with_team: bool,
    /// Only members of this segment are counted.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// In which shape.
    pub(crate) format: ReportFormat,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// Own words to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveWords {
    /// `weekly`, `monthly` or `quarterly`.
    pub(crate) template: String,
    /// As in `reports.preview`.
    pub(crate) period: String,
    /// Words of a report about this segment.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// The words; without any, those there were are gone.
    pub(crate) words: ReportWords,
}

/// A report to make by itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScheduleReport {
    /// `weekly`, `monthly` or `quarterly`.
    pub(crate) template: String,
    /// In which shapes; none to make it no more.
    pub(crate) formats: Vec<ReportFormat>,
    /// Where to: the desktop asks for another place.
    #[serde(default)]
    pub(crate) choose: bool,
    /// Where to; refused where the desktop asks for the place. Nothing for the community's own folder for exports.
    #[serde(default)]
    pub(crate) folder: Option<String>,
}

/// A period to report on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ReportPeriod {
    /// `2024-05`.
    pub(crate) key: String,
    /// `May 2024`.
    pub(crate) label: String,
    /// Its days.
    pub(crate) days: Days,
    /// It is over.
    pub(crate) over: bool,
    /// It does not lie wholly after the day on which what was read or imported ends.
    pub(crate) known: bool,
    /// There are own words for it.
    pub(crate) written: bool,
}

/// How a report is made by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ReportScheduleView {
    /// In which shapes.
    pub(crate) formats: Vec<ReportFormat>,
    /// Where to.
    pub(crate) folder: String,
    /// What became of the newest files.
    pub(crate) made: Vec<ReportFile>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ReportFile {
    /// Its period.
    pub(crate) period: String,
    /// Where it is, or should have been.
    pub(crate) path: String,
    /// UTC milliseconds.
    pub(crate) at: i64,
    /// `exists`: another file was there and stayed; `failed`: it could not be written, and is tried again.
    pub(crate) trouble: Option<String>,
}

/// A kind of report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ReportTemplate {
    /// Its id.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) title: String,
    /// For whom it is.
    pub(crate) what: String,
    /// Newest first.
    pub(crate) periods: Vec<ReportPeriod>,
    /// How it is made by itself, if it is.
    pub(crate) schedule: Option<ReportScheduleView>,
}

/// All kinds of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ReportTemplates {
    /// In order.
    pub(crate) templates: Vec<ReportTemplate>,
}

pub(super) async fn templates(app: &App) -> Result<ReportTemplates, ApiError> {
    let now = app.now();
    let (zone, first, last, written, schedules, made) = app
        .store()?
        .read(move |read| {
            let first = read.overview()?.first_at;
            let last = read.first_day()?.map(|_| read.last_day(now)).transpose()?;
            Ok((read.zone()?, first, last, read.reports_with_text()?, read.report_schedules()?, read.reports_made()?))
        })
        .await?;
    let last = last.map(|last| time::day_with_number(i64::from(last)));
    let today = time::day_of(now, zone);
    let first = first.map_or(today, |first| time::day_of(first, zone)).min(today);
    let templates = TEMPLATES
        .iter()
        .map(|template| {
            let mut periods = Vec::new();
            let mut next = Period::of(template.every, today);
            while let Some(period) = next.filter(|period| periods.len() < MOST_PERIODS && period.end() > first) {
                let key = period.key();
                periods.push(ReportPeriod {
                    label: period.label(),
                    days: Days {
                        start: period.start().to_string(),
                        end: period.end().to_string(),
                        label: spoken(period.start(), period.end()),
                    },
                    over: period.end() <= today,
                    known: last.is_none_or(|last| period.start() <= last),
                    written: written.iter().any(|(kind, known)| kind == template.id && *known == key),
                    key,
                });
                next = Some(period.later(-1)).filter(|earlier| *earlier != period);
            }
            let schedule = schedules.iter().find(|schedule| schedule.template == template.id);
            ReportTemplate {
                id: template.id.to_owned(),
                title: template.title.to_owned(),
                what: template.what.to_owned(),
                periods,
                schedule: schedule.map(|schedule| scheduled(schedule, &made)),
            }
        })
        .collect();
    Ok(ReportTemplates { templates })
}

fn scheduled(schedule: &ReportSchedule, made: &[ReportMade]) -> ReportScheduleView {
    ReportScheduleView {
        formats: serde_json::from_str(&schedule.formats).unwrap_or_default(),
        folder: schedule.folder.clone(),
        made: made
            .iter()
            .filter(|made| made.template == schedule.template)
            .take(MOST_MADE)
            .map(|made| ReportFile {
                period: made.period.clone(),
                path: made.path.clone(),
                at: made.at,
                trouble: made.trouble.clone(),
            })
            .collect(),
    }
}
