//! A report as a value: everything that is printed, already in words and numbers.
//!
//! **Invariants:** the files (`pdf`, `html`, `csv`, `xlsx`) are pure functions of it; no clock is read: `made_on` is an
//! argument and is in none of the numbers; it holds nobody's name but those that the manager wrote.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::metrics::views::{Direction, Reason, Unit};

/// A story has a heading of at most so many characters.
pub(super) const LONGEST_HEADING: usize = 120;
/// A text has at most so many characters.
pub(super) const LONGEST_TEXT: usize = 8_000;
/// A report tells at most so many stories.
pub(super) const MOST_STORIES: usize = 3;

/// The manager's own words in a report. Paragraphs are parted by empty lines; there is no markup.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ReportWords {
    /// What comes before the numbers.
    pub(crate) introduction: String,
    /// Up to three.
    pub(crate) stories: Vec<Story>,
    /// What comes next, and what is asked for.
    pub(crate) outlook: String,
}

/// Something that happened, told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(rename = "ReportStory")]
#[schemars(rename = "ReportStory")]
pub(crate) struct Story {
    /// Its heading.
    pub(crate) heading: String,
    /// What happened.
    pub(crate) text: String,
}

/// A stretch of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(rename = "ReportDays")]
#[schemars(rename = "ReportDays")]
pub(crate) struct Days {
    /// The first day, `2024-05-01`.
    pub(crate) start: String,
    /// The day after the last.
    pub(crate) end: String,
    /// As people say it: `1 May to 31 May 2024`.
    pub(crate) label: String,
}

/// Whether a change is a good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReportTone")]
#[schemars(rename = "ReportTone")]
pub(crate) enum Tone {
    /// It went the wished way.
    Better,
    /// It went the other way.
    Worse,
    /// Neither, or nobody can say.
    Neutral,
}

/// A number, as it is printed and as it is computed on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
#[ts(rename = "ReportNumber")]
#[schemars(rename = "ReportNumber")]
pub(crate) struct Shown {
    /// As it is printed: `42.9%`, `<5`, `–`.
    pub(crate) text: String,
    /// The number; nothing when there is none or it is too small to be told.
    pub(crate) value: Option<f64>,
    /// Of how many cases; nothing when that is too small to be told.
    pub(crate) n: Option<u64>,
    /// Why there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<Reason>,
}

/// A number of one window.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
#[ts(rename = "ReportMoment")]
#[schemars(rename = "ReportMoment")]
pub(crate) struct Moment {
    /// The first day.
    pub(crate) start: String,
    /// The day after the last.
    pub(crate) end: String,
    /// What a chart writes under it: `May`.
    pub(crate) label: String,
    /// The number.
    pub(crate) shown: Shown,
    /// The window is not over, or is known in part.
    pub(crate) unfinished: bool,
}

/// A metric in the report's window and in the one before.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
#[ts(rename = "ReportFigure")]
#[schemars(rename = "ReportFigure")]
pub(crate) struct Figure {
    /// The metric.
    pub(crate) id: String,
    /// The version of its definition.
    pub(crate) version: u32,
    /// What it is called.
    pub(crate) title: String,
    /// What kind of number.
    pub(crate) unit: Unit,
    /// What amounts are in; every text says it, and the lines of a chart leave it out.
    #[serde(skip)]
    pub(crate) currency: String,
    /// Which way is better.
    pub(crate) direction: Direction,
    /// In the window.
    pub(crate) now: Shown,
    /// In the equally long window before.
    pub(crate) before: Shown,
    /// The difference, where both are known.
    pub(crate) delta: Option<f64>,
    /// The difference in hundredths of the one before, where that is more than 0.
    pub(crate) delta_pct: Option<f64>,
    /// The change as it is printed: `+8%`.
    pub(crate) change: String,
    /// Whether the change is a good one.
    pub(crate) tone: Tone,
    /// What is said of it in small print: `of 120; 7 not answered`.
    pub(crate) remark: String,
    /// Window by window, oldest first; the last is the report's own. Only of those with a chart, but for a workbook.
    pub(crate) series: Vec<Moment>,
    /// Whether it has a chart of its own.
    pub(crate) chart: bool,
}

/// A part of the report.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
#[ts(rename = "ReportSection")]
#[schemars(rename = "ReportSection")]
pub(crate) struct Section {
    /// Its id.
    pub(crate) id: String,
    /// Its heading.
    pub(crate) title: String,
    /// What it answers, in a sentence.
    pub(crate) about: String,
    /// Few and large, instead of a table.
    pub(crate) tiles: bool,
    /// Its numbers.
    pub(crate) figures: Vec<Figure>,
}

/// How a number is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(rename = "ReportDefinition")]
#[schemars(rename = "ReportDefinition")]
pub(crate) struct Counted {
    /// The metric.
    pub(crate) id: String,
    /// The version of the definition.
    pub(crate) version: u32,
    /// What it is called.
    pub(crate) title: String,
    /// How it is counted.
    pub(crate) definition: String,
}

/// Something that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(rename = "ReportLeftOut")]
#[schemars(rename = "ReportLeftOut")]
pub(crate) struct LeftOut {
    /// For programs: `bots`.
    pub(crate) id: String,
    /// How many.
    pub(crate) count: u32,
    /// As it is printed.
    pub(crate) text: String,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Report {
    /// Its template.
    pub(crate) template: String,
    /// Its period: `2024-05`.
    pub(crate) period: String,
    /// `Monthly report`.
    pub(crate) title: String,
    /// Whose.
    pub(crate) community: String,
    /// `May 2024`.
    pub(crate) label: String,
    /// Its days.
    pub(crate) days: Days,
    /// The days it is compared with.
    pub(crate) compared: Days,
    /// The community's zone.
    pub(crate) zone: String,
    /// The period is not over.
    pub(crate) unfinished: bool,
    /// The day it was made: not part of any number.
    pub(crate) made_on: String,
    /// The team is counted like everybody else.
    pub(crate) with_team: bool,
    /// The manager's own words.
    pub(crate) words: ReportWords,
    /// Numbers.
    pub(crate) sections: Vec<Section>,
    /// What was left out.
    pub(crate) left_out: Vec<LeftOut>,
    /// What the template asks for and nobody keeps here, by title.
    pub(crate) not_kept: Vec<String>,
    /// What is to be known about the numbers, in sentences.
    pub(crate) notes: Vec<String>,
    /// How they are counted.
    pub(crate) definitions: Vec<Counted>,
}

impl Report {
    /// Every figure with its section, once each where a metric stands in several.
    pub(super) fn figures(&self) -> impl Iterator<Item = (&Section, &Figure)> {
        self.sections.iter().flat_map(|section| section.figures.iter().map(move |figure| (section, figure)))
    }
}

/// The paragraphs of a text: parted by empty lines, without what is between.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
        } else if let Some(last) = found.last_mut().filter(|_| open) {
            last.push('\n');
            last.push_str(line);
        } else {
            found.push(line.to_owned());
            open = true;
        }
    }
    found
}
