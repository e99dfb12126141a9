//! The transparency report: incidents by month and by how they ended, as numbers that name nobody.
//!
//! **Invariants:** a number under five is "<5"; no sum lets a reader work out what "<5" hides to less than five; made of dates
//! and outcomes alone, so it can be made while notes are locked.

use std::{fmt::Write as _, io::Write as _};

use chrono::{Datelike, Months, NaiveDate};
use kith_domain::{
    metrics::conduct::{OUTCOMES, shared},
    time,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, exports, files::NewFile};

/// What cannot be told without giving away a small number beside it.
const UNTOLD: &str = "–";
/// What is shown of a small number ends here.
const LEAST: u64 = 5;

/// Which months.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishTransparency {
    /// So many months, the present one as the last.
    pub(crate) months: u32,
}

/// Where to write it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveTransparency {
    /// So many months, the present one as the last.
    pub(crate) months: u32,
    /// A table for a spreadsheet, and not a text.
    #[serde(default)]
    pub(crate) csv: bool,
    /// Where, on a host that cannot ask.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// Where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TransparencySaved {
    /// Nothing when the person changed their mind.
    pub(crate) path: Option<String>,
}

/// A row of it: a month, or all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TransparencyRow {
    /// `2026-05`; nothing for all months.
    pub(crate) month: Option<String>,
    /// Reports received.
    pub(crate) reported: String,
    /// How they ended: no violation, not identified, resolved, recorded, banned, not decided yet.
    pub(crate) ended: Vec<String>,
}

/// The transparency report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Transparency {
    /// Months, the oldest first.
    pub(crate) rows: Vec<TransparencyRow>,
    /// All of them.
    pub(crate) whole: TransparencyRow,
    /// As a text.
    pub(crate) text: String,
}

/// What a number may be told as, where the parts beside it or in it are told too.
fn beside(whole: u64, parts: &[u64]) -> String {
    let hidden: u64 = parts.iter().filter(|part| **part < LEAST).sum();
    // What is left of the whole after the parts that are told is what the others are together.
    if whole >= LEAST && (1..LEAST).contains(&hidden) { UNTOLD.to_owned() } else { shared(whole) }
}

fn table(months: &[NaiveDate], cases: &[(NaiveDate, Option<String>)]) -> (Vec<TransparencyRow>, TransparencyRow) {
    let counted: Vec<[u64; 6]> = months
        .iter()
        .map(|month| {
            let mut ended = [0; 6];
            for (_, outcome) in cases.iter().filter(|(received, _)| time::first_of_month(*received) == *month) {
                let place = OUTCOMES.iter().position(|(word, _)| Some(*word) == outcome.as_deref()).unwrap_or(5);
                if let Some(slot) = ended.get_mut(place) {
                    *slot += 1;
                }
            }
            ended
        })
        .collect();
    let rows: Vec<TransparencyRow> = months
        .iter()
        .zip(&counted)
        .map(|(month, ended)| TransparencyRow {
            month: Some(format!("{:04}-{:02}", month.year(), month.month())),
            reported: beside(ended.iter().sum(), ended),
            ended: ended.iter().map(|many| shared(*many)).collect(),
        })
        .collect();
    let sums: Vec<u64> = (0..6).map(|place| counted.iter().filter_map(|ended| ended.get(place)).sum()).collect();
    let by_month: Vec<u64> = counted.iter().map(|ended| ended.iter().sum()).collect();
    let ended = (0..6)
        .zip(&sums)
        .map(|(place, sum)| {
            let parts: Vec<u64> = counted.iter().filter_map(|ended| ended.get(place).copied()).collect();
            beside(*sum, &parts)
        })
        .collect();
    let total: u64 = sums.iter().sum();
    let reported = if beside(total, &sums) == UNTOLD { UNTOLD.to_owned() } else { beside(total, &by_month) };
    (rows, TransparencyRow { month: None, reported, ended })
}

async fn made(app: &App, months: u32) -> Result<Transparency, ApiError> {
    if !(1..=120).contains(&months) {
        return Err(ApiError::invalid("months", "choose from 1 to 120 months"));
    }
    let now = app.now();
    let (matters, zone) = app
        .store()?
        .read(|read| {
            let mut all = read.stepped(kith_store::Sheet::Incident)?;
            all.extend(read.stepped_cases()?);
            Ok((all, read.zone()?))
        })
        .await?;
    let this = time::first_of_month(time::day_of(now, zone));
    let days: Vec<NaiveDate> =
        (0..months).rev().filter_map(|back| this.checked_sub_months(Months::new(back))).collect();
    let cases: Vec<(NaiveDate, Option<String>)> = matters
        .into_iter()
        .filter_map(|matter| Some((time::day_of(matter.at("received")?, zone), matter.kind)))
        .collect();
    let (rows, whole) = table(&days, &cases);
    let text = text(&rows, &whole);
    Ok(Transparency { rows, whole, text })
}

const HEADS: [&str; 8] = [
    "Month",
    "Reported",
    "No violation",
    "Violation, nobody identified",
    "Resolved",
    "Kept on record",
    "Banned",
    "Not decided yet",
];

/// As a text for a post: what happened, without months in which nothing can be told.
fn text(rows: &[TransparencyRow], whole: &TransparencyRow) -> String {
    let mut text = String::from("How reports under our code of conduct were handled\n\n");
    for row in rows.iter().chain([whole]) {
        let name = row.month.as_deref().unwrap_or("All months");
        let _ = writeln!(text, "{name}: {} reported", row.reported);
        for (head, many) in HEADS.iter().skip(2).zip(&row.ended) {
            if many != "<5" {
                let _ = writeln!(text, "  {head}: {many}");
            }
        }
    }
    text.push_str("\n\"<5\" is any number from 0 to 4; \"–\" is a number that would give a smaller one away.\n");
    text
}

fn csv(rows: &[TransparencyRow], whole: &TransparencyRow) -> String {
    let quoted = HEADS.map(|head| format!("\"{head}\""));
    let mut text = format!("{}\r\n", quoted.join(","));
    for row in rows.iter().chain([whole]) {
        let name = row.month.as_deref().unwrap_or("All months");
        let _ = write!(text, "{name},{},{}\r\n", row.reported, row.ended.join(","));
    }
    text
}

pub(crate) async fn show(app: &App, args: WishTransparency) -> Result<Transparency, ApiError> {
    made(app, args.months).await
}

pub(crate) async fn save(app: &App, args: SaveTransparency) -> Result<TransparencySaved, ApiError> {
    let report = made(app, args.months).await?;
    let ending = if args.csv { "csv" } else { "txt" };
    let Some(path) = exports::place::place(app, args.path.as_deref(), "transparency", ending).await? else {
        return Ok(TransparencySaved { path: None });
    };
    let text = if args.csv { csv(&report.rows, &report.whole) } else { report.text };
    let to = path.clone();
    let work = move || {
        let mut new = NewFile::begin(&to)?;
        new.write_all(text.as_bytes())?;
        new.finish()
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ApiError::new(crate::Code::Bug, "writing a report failed in a way it should not"))?
        .map_err(|error| exports::unwritten(&error))?;
    Ok(TransparencySaved { path: Some(path.display().to_string()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn many(month: &str, outcome: Option<&str>, count: usize) -> Vec<(NaiveDate, Option<String>)> {
        vec![(day(month), outcome.map(str::to_owned)); count]
    }

    #[test]
    fn small_numbers_are_not_told_and_not_given_away() {
        let months = [day("2026-04-01"), day("2026-05-01")];
        let cases = [
            many("2026-04-03", Some("resolved"), 7),
            many("2026-04-30", Some("banned"), 2),
            many("2026-05-10", Some("resolved"), 6),
            many("2026-05-10", None, 1),
            many("2025-01-01", None, 9),
        ]
        .concat();
        let (rows, whole) = table(&months, &cases);
        assert_eq!(rows[0].ended, ["<5", "<5", "7", "<5", "<5", "<5"]);
        // 9 − 7 would say that two were banned, or were not.
        assert_eq!((rows[0].reported.as_str(), rows[1].reported.as_str()), ("–", "–"));
        assert_eq!(whole.ended, ["<5", "<5", "13", "<5", "<5", "<5"]);
        assert_eq!(whole.reported, "–", "16 − 13 neither");
        let (rows, whole) = table(&months, &many("2026-04-03", Some("resolved"), 7));
        assert_eq!((rows[0].reported.as_str(), rows[1].reported.as_str()), ("7", "<5"));
        assert_eq!(whole.reported, "7");
        let (_, whole) =
            table(&months, &[many("2026-04-03", Some("banned"), 5), many("2026-05-03", Some("banned"), 3)].concat());
        assert_eq!(whole.ended[4], "–", "8 − 5 would say what May hides");
    }
}
