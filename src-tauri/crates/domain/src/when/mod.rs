//! Dates in words: "in two weeks", "next Tue 15:00", "12 March", "end of month".
//!
//! A line may say them anywhere; what is answered says where, so that the rest of the line is the text. Of several, the one
//! at the end of the line counts, then the one at its beginning, then the last.
//!
//! **Invariants:** what is understood lies in the future, except where a year or "today" was written; a day that does not
//! exist, an hour that has passed and a date that can be read in two ways are said and never guessed; nothing here panics.

mod dates;
mod times;
mod words;

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use crate::time;
use words::Words;

/// A day, perhaps with a time, that a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The day on a wall calendar.
    pub day: NaiveDate,
    /// The time on a wall clock; nothing for the whole day.
    pub time: Option<NaiveTime>,
    /// The instant these make, UTC milliseconds: the beginning of a whole day.
    pub at: i64,
    /// Where in the line it says so, in bytes.
    pub words: Range<usize>,
    /// Whether the words only make sense for something to come: "in two weeks", and not "today".
    pub ahead: bool,
}

/// Words that look like a date and are none that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Where in the line they are, in bytes.
    pub words: Range<usize>,
    /// Why.
    pub why: Why,
}

/// Why words are in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// 5/1 is January in one country and May in another.
    #[error("this can be two different days: write 5 January or 2027-01-05")]
    Ambiguous,
    /// 31 April.
    #[error("there is no such day")]
    NoSuchDay,
    /// 25:00.
    #[error("there is no such time: write 15:00 or 3 pm")]
    NoSuchTime,
    /// "today 9:00" in the afternoon.
    #[error("this has passed already")]
    Passed,
    /// "in 90000 years".
    #[error("this is too far away")]
    TooFar,
}

/// A line without its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The rest of the line.
    pub text: String,
    /// The date it says, or what is doubtful about it; nothing when it says none.
    pub when: Option<Result<When, Doubt>>,
}

/// Finds the date that a line says.
pub fn find(line: &str, now: i64, zone: Tz) -> Option<Result<When, Doubt>> {
    let words = Words::of(line);
    let now = Now { at: now, wall: time::wall(now, zone), zone };
    let mut found: Vec<(Range<usize>, Result<When, Doubt>)> = Vec::new();
    let mut place = 0;
    while place < words.len() {
        match spoken(&words, place, &now) {
            Some((said, end)) => {
                let bytes = words.bytes(place..end);
                let said = said.map_err(|why| Doubt { words: bytes.clone(), why });
                found.push((place..end, said.map(|said| said.when(bytes, &now))));
                place = end.max(place + 1);
            }
            None => place += 1,
        }
    }
    let last = found.iter().position(|(range, _)| range.end == words.len());
    let first = found.iter().position(|(range, _)| range.start == 0);
    let chosen = last.or(first).or(found.len().checked_sub(1))?;
    Some(found.swap_remove(chosen).1)
}

/// Takes the date out of a line.
pub fn read(line: &str, now: i64, zone: Tz) -> Line {
    let when = find(line, now, zone);
    let text = match &when {
        Some(Ok(when)) => without(line, &when.words),
        _ => line.trim().to_owned(),
    };
    Line { text, when }
}

/// A line that is nothing but a date.
///
/// # Errors
/// What is doubtful about it; [`Why::NoSuchDay`] when it is no date at all.
pub fn only(line: &str, now: i64, zone: Tz) -> Result<When, Doubt> {
    let none = Doubt { words: 0..line.len(), why: Why::NoSuchDay };
    let found = find(line, now, zone).ok_or_else(|| none.clone())??;
    if without(line, &found.words).is_empty() { Ok(found) } else { Err(none) }
}

fn without(line: &str, words: &Range<usize>) -> String {
    let before = line.get(..words.start).unwrap_or_default().trim_end();
    let after = line.get(words.end..).unwrap_or_default().trim_start();
    let dangling =
        |character: char| matches!(character, ',' | ';' | ':' | '-' | '–' | '—' | '(') || character.is_whitespace();
    // What joined the date to the rest joins nothing any more.
    let before = if after.is_empty() { before.trim_end_matches(dangling) } else { before };
    let after = if before.is_empty() { after.trim_start_matches(dangling) } else { after };
    match (before.is_empty(), after.is_empty()) {
        (false, false) => format!("{before} {after}"),
        _ => format!("{before}{after}").trim().to_owned(),
    }
}

/// The present, as the wall shows it.
struct Now {
    at: i64,
    wall: NaiveDateTime,
    zone: Tz,
}

impl Now {
    fn today(&self) -> NaiveDate {
        self.wall.date()
    }

    /// Whether an hour of a day is still to come.
    fn is_ahead(&self, day: NaiveDate, hour: Option<NaiveTime>) -> bool {
        match hour {
            Some(hour) => time::instant(day.and_time(hour), self.zone) > self.at,
            None => day >= self.today(),
        }
    }
}

/// What some words say.
struct Said {
    day: NaiveDate,
    time: Option<NaiveTime>,
    /// The instant itself, where it was counted from now.
    at: Option<i64>,
    ahead: bool,
}

impl Said {
    fn when(self, words: Range<usize>, now: &Now) -> When {
        let at = self.at.unwrap_or_else(|| match self.time {
            Some(hour) => time::instant(self.day.and_time(hour), now.zone),
            None => time::start_of_day(self.day, now.zone),
        });
        When { day: self.day, time: self.time, at, words, ahead: self.ahead }
    }
}

/// The date that begins at a word, and where it ends.
fn spoken(words: &Words<'_>, start: usize, now: &Now) -> Option<(Result<Said, Why>, usize)> {
    let mut place = start;
    if matches!(words.word(place), Some("on" | "by" | "until" | "till" | "due" | "before")) {
        place += 1;
    }
    if let Some((at, end)) = times::from_now(words, place, now) {
        return Some((at, end));
    }
    if let Some((date, end)) = dates::date(words, place, now) {
        let (hour, end) = match times::hour_after(words, end) {
            Some((hour, end)) => (Some(hour), end),
            None => (None, end),
        };
        return Some((together(date, hour, now), end));
    }
    let (hour, end) = times::hour(words, place)?;
    // "15:00 on Friday", "at 9 am tomorrow"
    let next = if words.word(end) == Some("on") { end + 1 } else { end };
    if let Some((date, end)) = dates::date(words, next, now) {
        return Some((together(date, Some(hour), now), end));
    }
    let today = now.today();
    let said = hour.and_then(|hour| {
        let day = if now.is_ahead(today, Some(hour)) { Some(today) } else { today.succ_opt() };
        Ok(Said { day: day.ok_or(Why::TooFar)?, time: Some(hour), at: None, ahead: true })
    });
    Some((said, end))
}

fn together(date: Result<dates::Date, Why>, hour: Option<Result<NaiveTime, Why>>, now: &Now) -> Result<Said, Why> {
    let date = date?;
    let time = hour.transpose()?.or(date.hour);
    let mut day = date.day;
    if !date.exact && !now.is_ahead(day, time) {
        // Only today can have passed: everything else was counted forward.
        match date.again {
            Some(again) => day = again,
            None => return Err(Why::Passed),
        }
    }
    Ok(Said { day, time, at: None, ahead: date.ahead })
}

#[cfg(test)]
mod tests;
