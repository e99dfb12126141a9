//! Windows: the stretches of days that a metric is computed for.
//!
//! **Invariant:** windows of a series touch each other, cover the days asked for and are cut to them at neither end: a
//! month is a whole month, so that it is the same number whoever asks.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::time;

/// How long each window of a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Every {
    /// A calendar day.
    Day,
    /// A week from Monday.
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
    /// One window: all days asked for.
    Whole,
}

impl Every {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Whole => "whole",
        }
    }

    /// The one with a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year, Self::Whole]
            .into_iter()
            .find(|every| every.word() == word)
    }

    /// The first day of the window of this length that a day lies in.
    pub fn start(self, day: NaiveDate) -> NaiveDate {
        let month = |month| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        match self {
            Self::Day | Self::Whole => day,
            Self::Week => time::monday_of(day),
            Self::Month => time::first_of_month(day),
            Self::Quarter => month(day.month0() / 3 * 3 + 1),
            Self::Year => month(1),
        }
    }

    /// The first day of the next window after the one that begins on `start`.
    pub fn next(self, start: NaiveDate) -> NaiveDate {
        let found = match self {
            Self::Day | Self::Whole => start.checked_add_days(Days::new(1)),
            Self::Week => start.checked_add_days(Days::new(7)),
            Self::Month => start.checked_add_months(Months::new(1)),
            Self::Quarter => start.checked_add_months(Months::new(3)),
            Self::Year => start.checked_add_months(Months::new(12)),
        };
        found.unwrap_or(NaiveDate::MAX)
    }
}

/// Days before a window of which a metric asks what everybody did: the month that ends with a day.
const BACK: i32 = 31;
/// Days before a window that a level looks at.
const YEAR_BACK: i32 = 366;

/// Days from `start` on, before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first day's number.
    pub start: i32,
    /// The number of the day after the last.
    pub end: i32,
}

impl Window {
    /// From one day to before another.
    pub fn between(start: NaiveDate, end: NaiveDate) -> Self {
        Self { start: number(start), end: number(end) }
    }

    /// How many days it has.
    pub const fn days(self) -> i32 {
        self.end - self.start
    }

    /// The equally long window before it.
    #[must_use]
    pub const fn before(self) -> Self {
        Self { start: self.start - self.days(), end: self.start }
    }

    /// Whether a day is in it.
    pub const fn has(self, day: i32) -> bool {
        day >= self.start && day < self.end
    }
}

/// The days that metrics of some windows look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// From this day on it matters who was there and how much they wrote: a year back, for levels.
    pub earlier: i32,
    /// Of these days it matters what everybody did.
    pub days: Range<i32>,
}

impl Reach {
    /// What windows from `first` to `last`, as far as `ahead` days after it, look at of the days up to the last known one.
    pub fn of(first: Window, last: Window, ahead: i32, last_day: i32) -> Self {
        // A month, a quarter or a year before another has a few days more.
        let before = BACK.max(first.days() + 10);
        let end = last.end.saturating_add(ahead).min(last_day + 1).max(first.start);
        Self { earlier: first.start - before.max(YEAR_BACK), days: first.start - before..end }
    }
}

impl From<Range<i32>> for Reach {
    /// What everybody did on some days, and nothing of those before.
    fn from(days: Range<i32>) -> Self {
        Self { earlier: days.start, days }
    }
}

fn number(day: NaiveDate) -> i32 {
    i32::try_from(time::day_number(day)).unwrap_or(i32::MAX)
}

/// The windows that hold the days from `from` on, before `to`; at most `limit`, the oldest left out.
pub fn windows(from: NaiveDate, to: NaiveDate, every: Every, limit: usize) -> Vec<Window> {
    if from >= to {
        return Vec::new();
    }
    if every == Every::Whole {
        return vec![Window::between(from, to)];
    }
    let mut found = Vec::new();
    let mut start = every.start(from);
    while start < to {
        let next = every.next(start);
        if next <= start {
            break;
        }
        found.push(Window::between(start, next));
        start = next;
    }
    found.drain(..found.len().saturating_sub(limit));
    found
}
