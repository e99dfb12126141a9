//! After an event: who attended, how it was, what stays of it, and the report.
//!
//! **Invariants:** the report has nobody's name but those of hosts and speakers, and nothing of what somebody needs or
//! answered at sign-up; an effect is told four weeks after the event and only of enough people.

use std::collections::BTreeMap;

use kith_connect::table::{FileChoice, Table};
use kith_domain::{
    attendance::{self, DAYS, Effect, Promoters},
    time,
};
use kith_store::{EventAttendance, EventLesson, EventScore, NewEventLesson, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::EventId;
use crate::{
    ApiError, App,
    commands::Nothing,
    imports::{checked_path, in_background},
};

/// Scores that are typed at once.
const MOST_SCORES: usize = 2_000;
/// Rows of a table of answers.
const MOST_ROWS: usize = 50_000;

/// How it was.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct EventVerdict {
    /// Answers.
    pub(crate) answers: u32,
    /// How many of each, from 0 to 10.
    pub(crate) counts: Vec<u32>,
    /// 9 and 10.
    pub(crate) promoters: u32,
    /// 0 to 6.
    pub(crate) detractors: u32,
    /// The net promoter score; nothing of too few answers.
    pub(crate) score: Option<f64>,
    /// Answers of those who attended, in hundredths; nothing where nobody did.
    pub(crate) response: Option<f64>,
}

/// What those who came did more than others who were as active before.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct EventEffect {
    /// Those who came and have somebody to be compared with.
    pub(crate) people: u32,
    /// Those they are compared with.
    pub(crate) others: u32,
    /// Those who came and have nobody to be compared with.
    pub(crate) unmatched: u32,
    /// By how many active days those who came changed, on average.
    pub(crate) came: f64,
    /// By how many the others changed.
    pub(crate) stayed: f64,
    /// The difference: active days in four weeks.
    pub(crate) effect: f64,
}

/// What is known after an event.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct EventAfter {
    /// Who attended.
    pub(crate) attendance: EventAttendance,
    /// Of those who said that they come, the share that did, in hundredths.
    pub(crate) show_rate: Option<f64>,
    /// How it was.
    pub(crate) verdict: EventVerdict,
    /// Each answer.
    pub(crate) scores: Vec<EventScore>,
    /// Lessons, decisions, links.
    pub(crate) lessons: Vec<EventLesson>,
    /// What those who came did more; nothing of too few or too early.
    pub(crate) effect: Option<EventEffect>,
    /// From which day on that can be told: `2026-12-25`.
    pub(crate) effect_on: String,
    /// Whether that day has come.
    pub(crate) effect_due: bool,
}

/// From how many minutes online somebody attended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetLeastMinutes {
    /// Of which event.
    pub(crate) event: String,
    /// Minutes.
    pub(crate) minutes: u32,
}

/// Answers that are typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddEventScores {
    /// Of which event.
    pub(crate) event: String,
    /// From 0 to 10 each.
    pub(crate) scores: Vec<u8>,
    /// What was said with a single one.
    #[serde(default)]
    pub(crate) said: String,
}

/// A table of answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventScoreFile {
    /// Of which event.
    pub(crate) event: String,
    /// Where it lies.
    pub(crate) path: String,
    /// The column with numbers from 0 to 10; nothing for the one that looks so.
    #[serde(default)]
    pub(crate) column: Option<String>,
    /// The column with what was said; nothing for none.
    #[serde(default)]
    pub(crate) said: Option<String>,
    /// Keep them, and not only look.
    #[serde(default)]
    pub(crate) keep: bool,
}

/// A column of answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventScoreColumn {
    /// Its heading.
    pub(crate) header: String,
    /// Cells that are numbers from 0 to 10.
    pub(crate) fits: u32,
    /// Cells that are filled.
    pub(crate) filled: u32,
}

/// What is in a table of answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventScoresRead {
    /// Its columns.
    pub(crate) columns: Vec<EventScoreColumn>,
    /// The one with the numbers.
    pub(crate) column: Option<String>,
    /// Answers in it.
    pub(crate) answers: u32,
    /// Rows whose cell is no number from 0 to 10.
    pub(crate) left_out: u32,
    /// How many were new, where they were kept.
    pub(crate) new: Option<u32>,
}

/// A lesson to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventLesson {
    /// Of which event; of one that is changed, nothing needs to be said.
    #[serde(default)]
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) lesson: NewEventLesson,
}

/// Everything that is known after an event.
pub(super) fn known(read: &Read<'_>, id: &str, now: i64) -> kith_store::Result<EventAfter> {
    let event = read.event(id)?;
    let attendance = read.event_attendance(&event)?;
    let scores = read.event_scores(&event.id)?;
    let numbers: Vec<u8> = scores.iter().map(|one| one.score).collect();
    let Promoters { answers, promoters, detractors, score } = attendance::promoters(&numbers);
    let zone = read.zone()?;
    let over = time::day_of(event.start_at, zone) + chrono::Days::new(DAYS.unsigned_abs() + 1);
    let effect_due = time::day_of(now, zone) >= over;
    let effect = if effect_due { attendance::effect(&read.event_activity(&event, &attendance)?) } else { None };
    let share = |part: u32, of: u32| (of > 0).then(|| f64::from(part) * 100.0 / f64::from(of));
    let count = |score: u8| u32::try_from(numbers.iter().filter(|one| **one == score).count()).unwrap_or(u32::MAX);
    Ok(EventAfter {
        show_rate: share(attendance.shown, attendance.expected),
        verdict: EventVerdict {
            answers,
            counts: (0..=10).map(count).collect(),
            promoters,
            detractors,
            score,
            response: share(answers, attendance.came).filter(|share| *share <= 100.0),
        },
        scores,
        lessons: read.event_lessons(&event.id)?,
        effect: effect.map(|Effect { people, others, unmatched, came, stayed, effect }| EventEffect {
            people,
            others,
            unmatched,
            came,
            stayed,
            effect,
        }),
        effect_on: over.to_string(),
        effect_due,
        attendance,
    })
}

pub(crate) async fn get(app: &App, args: EventId) -> Result<EventAfter, ApiError> {
    let now = app.now();
    Ok(app.store()?.read(move |read| known(read, &args.id, now)).await?)
}

pub(crate) async fn set_least(app: &App, args: SetLeastMinutes) -> Result<Nothing, ApiError> {
    let now = app.now();
    let set = move |write: &kith_store::Write<'_>| write.set_least_minutes(&args.event, args.minutes, now);
    app.store()?.act("Change attendance", set).await?;
    Ok(Nothing::default())
}

pub(crate) async fn add_scores(app: &App, args: AddEventScores) -> Result<Nothing, ApiError> {
    if args.scores.is_empty() || args.scores.len() > MOST_SCORES {
        return Err(ApiError::invalid("scores", "write numbers from 0 to 10"));
    }
    let (now, ids) = (app.now(), app.clone());
    let add = move |write: &kith_store::Write<'_>| {
        let said = if args.scores.len() == 1 { args.said.as_str() } else { "" };
        for score in &args.scores {
            write.keep_event_score(&args.event, &ids.new_id(), *score, said, now)?;
        }
        Ok(())
    };
    app.store()?.act("Add answers", add).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_score(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove answer", move |write| write.remove_event_score(&args.id, now)).await?;
    Ok(Nothing::default())
}

/// A number from 0 to 10, as forms write it: `9`, `9/10`, `9 - very likely`, `10.0`.
fn score_of(cell: &str) -> Option<u8> {
    let cell = cell.trim();
    let digits: String = cell.chars().take_while(char::is_ascii_digit).collect();
    let rest = cell.get(digits.len()..)?;
    let ends = rest.is_empty()
        || rest == ".0"
        || rest.trim_start() == "/10"
        || rest.trim_start().starts_with(['-', '–', '=', ':', '(', ' ']);
    // A day, a telephone number or a range is none.
    let words = !rest.contains(|letter: char| letter.is_ascii_digit()) || rest.trim_start() == "/10" || rest == ".0";
    digits.parse().ok().filter(|score| *score <= 10 && ends && words)
}

/// What a table has in it: its columns, and the cells of each row.
fn table(path: &str) -> Result<(Vec<EventScoreColumn>, Vec<Vec<String>>), ApiError> {
    let table = Table::open(&checked_path(path)?, &FileChoice::default())?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    table.rows(&mut |row| {
        if let Ok(cells) = row.cells {
            rows.push(cells.to_vec());
        }
        if rows.len() > MOST_ROWS { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
    })?;
    if rows.len() > MOST_ROWS {
        return Err(ApiError::invalid("path", "it has more than 50,000 rows"));
    }
    let column = |(place, header): (usize, &String)| {
        let cells = || rows.iter().filter_map(move |row| row.get(place)).filter(|cell| !cell.trim().is_empty());
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        EventScoreColumn {
            header: header.clone(),
            fits: count(cells().filter(|cell| score_of(cell).is_some()).count()),
            filled: count(cells().count()),
        }
    };
    Ok((table.headers().iter().enumerate().map(column).collect(), rows))
}

/// The column that looks like an answer to how likely it is that they tell a friend.
fn guessed(columns: &[EventScoreColumn]) -> Option<&EventScoreColumn> {
    const WORDS: [&str; 6] = ["nps", "recommend", "likely", "friend", "empfehl", "0-10"];
    let fits: Vec<&EventScoreColumn> =
        columns.iter().filter(|column| column.fits > 0 && column.fits == column.filled).collect();
    let named = |column: &&&EventScoreColumn| {
        let header = column.header.to_lowercase();
        WORDS.iter().any(|word| header.contains(word))
    };
    fits.iter().find(named).or_else(|| if fits.len() == 1 { fits.first() } else { None }).copied()
}

pub(crate) async fn read_scores(app: &App, args: EventScoreFile) -> Result<EventScoresRead, ApiError> {
    let (now, path) = (app.now(), args.path.clone());
    let (columns, rows) = in_background(move || table(&path)).await?;
    let place_of = |header: &str| columns.iter().position(|column| column.header == header);
    let chosen = match &args.column {
        Some(header) => {
            Some(place_of(header).ok_or_else(|| ApiError::invalid("column", "there is no such column in it"))?)
        }
        None => guessed(&columns).and_then(|column| place_of(&column.header)),
    };
    let said = match args.said.as_deref().filter(|header| !header.is_empty()) {
        Some(header) => {
            Some(place_of(header).ok_or_else(|| ApiError::invalid("said", "there is no such column in it"))?)
        }
        None => None,
    };
    // The same row twice in a file is two answers; the same file twice is not.
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    let mut found: Vec<(String, u8, String)> = Vec::new();
    let mut left_out = 0_u32;
    for row in rows.iter().filter(|_| chosen.is_some()) {
        let cell = chosen.and_then(|place| row.get(place)).map_or("", String::as_str);
        match score_of(cell) {
            Some(score) => {
                let hash = Sha256::digest(row.join("\u{1f}").as_bytes());
                let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
                let time = times.entry(hash.clone()).or_default();
                *time += 1;
                let words = said.and_then(|place| row.get(place)).cloned().unwrap_or_default();
                found.push((format!("{} {hash} {time}", args.event), score, words));
            }
            None => left_out += 1,
        }
    }
    let answers = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let column = chosen.and_then(|place| columns.get(place)).map(|column| column.header.clone());
    let new = if args.keep {
        if column.is_none() {
            return Err(ApiError::invalid("column", "choose the column with numbers from 0 to 10"));
        }
        let keep = move |write: &kith_store::Write<'_>| {
            let mut new = 0_u32;
            for (id, score, said) in &found {
                new += u32::from(write.keep_event_score(&args.event, id, *score, said, now)?);
            }
            Ok(new)
        };
        Some(app.store()?.act("Add answers", keep).await?)
    } else {
        None
    };
    Ok(EventScoresRead { columns, column, answers, left_out, new })
}

pub(crate) async fn save_lesson(app: &App, args: SaveEventLesson) -> Result<Nothing, ApiError> {
    let now = app.now();
    // Of one that is changed the event is asked of itself; where there is none, neither is.
    let (id, event) = args.id.map_or_else(|| (app.new_id(), args.event), |id| (id, String::new()));
    let save = move |write: &kith_store::Write<'_>| write.keep_event_lesson(&event, &id, &args.lesson, now);
    app.store()?.act("Save lesson", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_lesson(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove lesson", move |write| write.remove_event_lesson(&args.id, now)).await?;
    Ok(Nothing::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_forms_write_them() {
        for (cell, score) in
            [("9", 9), (" 10 ", 10), ("10.0", 10), ("7/10", 7), ("0 - not at all", 0), ("10 (very likely)", 10)]
        {
            assert_eq!(score_of(cell), Some(score), "{cell}");
        }
        for cell in ["", "11", "yes", "-1", "9.5", "2026-11-26", "3/4", "10-20", "1e1", "0123 456", "٣"] {
            assert_eq!(score_of(cell), None, "{cell}");
        }
    }
}
