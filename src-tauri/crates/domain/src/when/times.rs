//! Times of day, and stretches of time from now.

use chrono::{Days, Duration, Months, NaiveTime};

use super::{
    Now, Said, Why,
    words::{Words, number},
};
use crate::time;

/// A time of day that begins at a word: "15:00", "at 9", "3 pm", "noon".
pub(super) fn hour(words: &Words<'_>, start: usize) -> Option<(Result<NaiveTime, Why>, usize)> {
    let at = words.word(start) == Some("at");
    let place = if at { start + 1 } else { start };
    clock(words, place).or_else(|| if at { bare(words, place) } else { None })
}

/// A time of day after a date: a comma, "at" or nothing between them.
pub(super) fn hour_after(words: &Words<'_>, start: usize) -> Option<(Result<NaiveTime, Why>, usize)> {
    if let Some(found) = hour(words, start) {
        return Some(found);
    }
    let place = if words.word(start) == Some("in") && words.word(start + 1) == Some("the") { start + 2 } else { start };
    let hours = match words.word(place)? {
        "morning" => 9,
        "afternoon" => 14,
        "evening" => 19,
        "night" => 21,
        _ => return None,
    };
    Some((NaiveTime::from_hms_opt(hours, 0, 0).ok_or(Why::NoSuchTime), place + 1))
}

fn clock(words: &Words<'_>, place: usize) -> Option<(Result<NaiveTime, Why>, usize)> {
    let word = words.word(place)?;
    match word {
        "noon" => return Some((time_of(12, 0), place + 1)),
        "midnight" => return Some((time_of(23, 59), place + 1)),
        _ => {}
    }
    let (figures, half) =
        match word.strip_suffix("am").map(|rest| (rest, false)).or(word.strip_suffix("pm").map(|rest| (rest, true))) {
            Some((figures, half)) => (figures, Some(half)),
            None => (word, None),
        };
    let (half, end) = match (half, words.word(place + 1)) {
        (Some(half), _) => (Some(half), place + 1),
        (None, Some("am" | "a.m")) => (Some(false), place + 2),
        (None, Some("pm" | "p.m")) => (Some(true), place + 2),
        _ => (None, place + 1),
    };
    // With a full stop it may as well be a number or a day.
    let split = figures.split_once(':').or_else(|| half.and_then(|_| figures.split_once('.')));
    let (hours, minutes) = match split {
        Some((hours, minutes)) if minutes.len() == 2 => (figure(hours)?, figure(minutes)?),
        Some(_) => return None,
        // Figures alone are an hour only with "am" or "pm".
        None => (half.and(figure(figures))?, 0),
    };
    let hours = match half {
        None => hours,
        Some(_) if hours == 0 || hours > 12 => return Some((Err(Why::NoSuchTime), end)),
        Some(afternoon) => hours % 12 + if afternoon { 12 } else { 0 },
    };
    Some((time_of(hours, minutes), end))
}

fn bare(words: &Words<'_>, place: usize) -> Option<(Result<NaiveTime, Why>, usize)> {
    let hours = figure(words.word(place)?)?;
    // "at 40 people" is no time.
    (hours < 24).then(|| (time_of(hours, 0), place + 1))
}

fn figure(text: &str) -> Option<u32> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn time_of(hours: u32, minutes: u32) -> Result<NaiveTime, Why> {
    NaiveTime::from_hms_opt(hours, minutes, 0).ok_or(Why::NoSuchTime)
}

/// "in two weeks", "in half an hour", "in a month at 9".
pub(super) fn from_now(words: &Words<'_>, start: usize, now: &Now) -> Option<(Result<Said, Why>, usize)> {
    if !matches!(words.word(start), Some("in" | "within")) {
        return None;
    }
    if words.word(start + 1) == Some("half")
        && words.word(start + 2) == Some("an")
        && words.word(start + 3) == Some("hour")
    {
        return Some((later(now, Duration::minutes(30)), start + 4));
    }
    let (count, place) = match (words.word(start + 1), words.word(start + 2), words.word(start + 3)) {
        (Some("a"), Some("couple"), Some("of")) => (2, start + 4),
        (Some(count), _, _) => (number(count)?, start + 2),
        (None, _, _) => return None,
    };
    let today = now.today();
    let count = u64::from(count);
    let day = match words.word(place)? {
        "minute" | "minutes" | "min" | "mins" => return Some((ahead(now, count, 1), place + 1)),
        "hour" | "hours" => return Some((ahead(now, count, 60), place + 1)),
        "day" | "days" => today.checked_add_days(Days::new(count)),
        "week" | "weeks" => today.checked_add_days(Days::new(count * 7)),
        "fortnight" | "fortnights" => today.checked_add_days(Days::new(count * 14)),
        "month" | "months" => months(today, count),
        "quarter" | "quarters" => months(today, count * 3),
        "year" | "years" => months(today, count * 12),
        _ => return None,
    };
    let (time, end) = match hour_after(words, place + 1) {
        Some((time, end)) => (Some(time), end),
        None => (None, place + 1),
    };
    let said = || {
        let day = day.filter(|day| *day <= furthest()).ok_or(Why::TooFar)?;
        let time = time.transpose()?;
        if !now.is_ahead(day, time) {
            return Err(Why::Passed);
        }
        Ok(Said { day, time, at: None, ahead: true })
    };
    Some((said(), end))
}

fn months(day: chrono::NaiveDate, count: u64) -> Option<chrono::NaiveDate> {
    day.checked_add_months(Months::new(u32::try_from(count).ok()?))
}

fn ahead(now: &Now, count: u64, minutes: u64) -> Result<Said, Why> {
    // A thousand years in minutes.
    let count = count.checked_mul(minutes).filter(|count| *count < 525_600_000).ok_or(Why::TooFar)?;
    later(now, Duration::minutes(i64::try_from(count).map_err(|_| Why::TooFar)?))
}

fn later(now: &Now, by: Duration) -> Result<Said, Why> {
    // To the whole minute, and never before what was said.
    let at = (now.at + by.num_milliseconds()).div_euclid(60_000) * 60_000 + 60_000;
    let at = if (now.at + by.num_milliseconds()) % 60_000 == 0 { at - 60_000 } else { at };
    let wall = time::wall(at, now.zone);
    if wall.date() > furthest() || at <= now.at {
        return Err(if at <= now.at { Why::Passed } else { Why::TooFar });
    }
    Ok(Said { day: wall.date(), time: Some(wall.time()), at: Some(at), ahead: true })
}

/// The last day that anybody plans for; beyond it dates are written with five figures.
pub(super) fn furthest() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(chrono::NaiveDate::MAX)
}
