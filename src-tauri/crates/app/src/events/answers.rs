//! Answers to how likely somebody is to tell a friend, out of a form's table.
//!
//! **Invariants:** of each person one answer counts, the newest; whose it was is known while the file is read and is not
//! kept. The same file twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use kith_connect::table::{FileChoice, Table};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::{
    ApiError, App,
    imports::{checked_path, in_background},
};

/// Rows of a table of answers.
const MOST_ROWS: usize = 50_000;

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
    /// Answers of somebody who gave another one later: only the newest of a person counts.
    pub(crate) repeated: u32,
    /// How many were new, where they were kept.
    pub(crate) new: Option<u32>,
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

/// A row of a table: its cells, who wrote it where that can be told from an address, and when.
struct Answered {
    cells: Vec<String>,
    who: Option<String>,
    at: Option<i64>,
}

/// What a table has in it: its columns, and its rows.
fn table(path: &str, zone: Tz) -> Result<(Vec<EventScoreColumn>, Vec<Answered>), ApiError> {
    let table = Table::open(&checked_path(path)?, &FileChoice::default())?;
    let scan = table.scan()?;
    let address = scan.columns.iter().position(|column| column.filled > 0 && column.addresses == column.filled);
    let moment = scan.columns.iter().enumerate().find(|(_, column)| column.sense.is_dates());
    let mut rows: Vec<Answered> = Vec::new();
    table.rows(&mut |row| {
        if let Ok(cells) = row.cells {
            let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
            let who = address.map(|place| cell(place).to_lowercase()).filter(|who| !who.is_empty());
            let at = moment.and_then(|(place, column)| column.moment(cell(place), zone));
            rows.push(Answered { cells: cells.to_vec(), who, at });
        }
        if rows.len() > MOST_ROWS { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
    })?;
    if rows.len() > MOST_ROWS {
        return Err(ApiError::invalid("path", "it has more than 50,000 rows"));
    }
    let column = |(place, header): (usize, &String)| {
        let cells = || rows.iter().filter_map(move |row| row.cells.get(place)).filter(|cell| !cell.trim().is_empty());
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        EventScoreColumn {
            header: header.clone(),
            fits: count(cells().filter(|cell| score_of(cell).is_some()).count()),
            filled: count(cells().count()),
        }
    };
    Ok((table.headers().iter().enumerate().map(column).collect(), rows))
}

/// An answer, under an id that is derived from its row.
struct Answer {
    id: String,
    score: u8,
    said: String,
    who: Option<String>,
    at: Option<i64>,
}

/// The answers of a column, and how many rows have none. The same row twice in a file is two answers; the same file
/// twice is not.
fn answers(event: &str, rows: &[Answered], place: usize, said: Option<usize>) -> (Vec<Answer>, u32) {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    let mut found: Vec<Answer> = Vec::new();
    let mut left_out = 0_u32;
    for row in rows {
        let Some(score) = row.cells.get(place).and_then(|cell| score_of(cell)) else {
            left_out += 1;
            continue;
        };
        let hash = Sha256::digest(row.cells.join("\u{1f}").as_bytes());
        let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let time = times.entry(hash.clone()).or_default();
        *time += 1;
        let said = said.and_then(|place| row.cells.get(place)).cloned().unwrap_or_default();
        found.push(Answer { id: format!("{event} {hash} {time}"), score, said, who: row.who.clone(), at: row.at });
    }
    (found, left_out)
}

/// The newest answer of each person, and those they gave before. Where a moment is missing, what stands further down is
/// newer; whoever cannot be told is somebody of their own.
fn newest(found: Vec<Answer>) -> (Vec<Answer>, Vec<Answer>) {
    let dated = found.iter().all(|one| one.at.is_some());
    let mut last: BTreeMap<String, (i64, usize)> = BTreeMap::new();
    for (place, one) in found.iter().enumerate() {
        let when = (one.at.filter(|_| dated).unwrap_or_default(), place);
        if let Some(who) = &one.who {
            let known = last.entry(who.clone()).or_insert(when);
            *known = when.max(*known);
        }
    }
    let kept: BTreeSet<usize> = last.values().map(|(_, place)| *place).collect();
    let (new, before): (Vec<_>, Vec<_>) =
        found.into_iter().enumerate().partition(|(place, one)| one.who.is_none() || kept.contains(place));
    let plain = |all: Vec<(usize, Answer)>| all.into_iter().map(|(_, one)| one).collect();
    (plain(new), plain(before))
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
    let zone = app.store()?.read(|read| read.zone()).await?;
    let (columns, rows) = in_background(move || table(&path, zone)).await?;
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
    let (found, left_out) = match chosen {
        Some(place) => answers(&args.event, &rows, place, said),
        None => (Vec::new(), 0),
    };
    let (found, before) = newest(found);
    let repeated = u32::try_from(before.len()).unwrap_or(u32::MAX);
    let answers = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let column = chosen.and_then(|place| columns.get(place)).map(|column| column.header.clone());
    let new = if args.keep {
        if column.is_none() {
            return Err(ApiError::invalid("column", "choose the column with numbers from 0 to 10"));
        }
        let keep = move |write: &kith_store::Write<'_>| {
            let mut new = 0_u32;
            for one in &before {
                // It may be here from an earlier file, in which it was the newest.
                match write.remove_event_score(&one.id, now) {
                    Ok(()) | Err(kith_store::Error::NotFound(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            for one in &found {
                new += u32::from(write.keep_event_score(&args.event, &one.id, one.score, &one.said, now)?);
            }
            Ok(new)
        };
        Some(app.store()?.act("Add answers", keep).await?)
    } else {
        None
    };
    Ok(EventScoresRead { columns, column, answers, left_out, repeated, new })
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
