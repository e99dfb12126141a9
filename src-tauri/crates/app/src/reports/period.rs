//! Weeks, months and quarters: what a report is about.
//!
//! **Invariant:** days are calendar days, windows half-open; a key names one period and is what people would type.

use chrono::{Datelike, Days as Step, Months, NaiveDate};

use crate::metrics::views::Every;

/// A week from Monday, a month or a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    every: Every,
    start: NaiveDate,
}

impl Period {
    /// The one that a day is in. `every` is a week, a month or a quarter; anything else is taken for a month.
    pub(super) fn of(every: Every, day: NaiveDate) -> Option<Self> {
        let start = match every {
            Every::Week => day.checked_sub_days(Step::new(u64::from(day.weekday().num_days_from_monday())))?,
            Every::Quarter => NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1)?,
            _ => NaiveDate::from_ymd_opt(day.year(), day.month(), 1)?,
        };
        Some(Self { every, start })
    }

    /// Reads a key, `2024-W20`, `2024-05` or `2024-Q2`, or any day of the period.
    pub(super) fn read(every: Every, key: &str) -> Option<Self> {
        let key = key.trim().to_uppercase();
        if let Ok(day) = key.parse::<NaiveDate>() {
            return Self::of(every, day);
        }
        let (year, rest) = key.split_once('-')?;
        let year: i32 = year.parse().ok().filter(|year| (1970..=9999).contains(year))?;
        let day = match every {
            Every::Week => {
                let week: u32 = rest.strip_prefix('W')?.parse().ok()?;
                NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon)?
            }
            Every::Quarter => {
                let quarter: u32 = rest.strip_prefix('Q')?.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                NaiveDate::from_ymd_opt(year, quarter * 3 - 2, 1)?
            }
            _ => NaiveDate::from_ymd_opt(year, rest.parse().ok()?, 1)?,
        };
        Self::of(every, day)
    }

    /// What it is known by.
    pub(super) fn key(&self) -> String {
        match self.every {
            Every::Week => {
                let week = self.start.iso_week();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Every::Quarter => format!("{}-Q{}", self.start.year(), self.start.month0() / 3 + 1),
            _ => self.start.format("%Y-%m").to_string(),
        }
    }

    /// As people say it.
    pub(super) fn label(&self) -> String {
        match self.every {
            Every::Week => {
                let week = self.start.iso_week();
                format!("Week {} of {}", week.week(), week.year())
            }
            Every::Quarter => format!("Q{} {}", self.start.month0() / 3 + 1, self.start.year()),
            _ => self.start.format("%B %Y").to_string(),
        }
    }

    /// The first day.
    pub(super) const fn start(&self) -> NaiveDate {
        self.start
    }

    /// The day after the last.
    pub(super) fn end(&self) -> NaiveDate {
        self.later(1).start
    }

    /// So many periods later, or earlier; at the end of the calendar it stays where it is.
    pub(super) fn later(&self, periods: i32) -> Self {
        let ahead = periods.unsigned_abs();
        let moved = |step: Months| {
            if periods < 0 { self.start.checked_sub_months(step) } else { self.start.checked_add_months(step) }
        };
        let start = match self.every {
            Every::Week => {
                let step = Step::new(u64::from(ahead) * 7);
                if periods < 0 { self.start.checked_sub_days(step) } else { self.start.checked_add_days(step) }
            }
            Every::Quarter => moved(Months::new(ahead * 3)),
            _ => moved(Months::new(ahead)),
        };
        Self { start: start.unwrap_or(self.start), ..*self }
    }
}

/// Days as people say them: `13 to 19 May 2024`.
pub(super) fn spoken(start: NaiveDate, end: NaiveDate) -> String {
    let last = end.pred_opt().unwrap_or(end);
    if last <= start {
        return start.format("%-d %B %Y").to_string();
    }
    let first = match (start.year() == last.year(), start.month() == last.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %B",
        _ => "%-d %B %Y",
    };
    format!("{} to {}", start.format(first), last.format("%-d %B %Y"))
}

/// What a chart writes under a window, shortly.
pub(super) fn short(every: Every, start: NaiveDate) -> String {
    match every {
        Every::Week | Every::Day => start.format("%-d %b").to_string(),
        Every::Quarter => format!("Q{} {}", start.month0() / 3 + 1, start.format("%y")),
        Every::Year => start.format("%Y").to_string(),
        _ => start.format("%b %y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn keys_name_one_period() {
        for (every, key, start, end, label) in [
            (Every::Month, "2024-05", "2024-05-01", "2024-06-01", "May 2024"),
            (Every::Month, "2024-12", "2024-12-01", "2025-01-01", "December 2024"),
            (Every::Week, "2024-W20", "2024-05-13", "2024-05-20", "Week 20 of 2024"),
            (Every::Week, "2021-W53", "2020-12-28", "2021-01-04", "Week 53 of 2020"),
            (Every::Quarter, "2024-Q4", "2024-10-01", "2025-01-01", "Q4 2024"),
        ] {
            // 2021 has no week 53.
            let key = if key == "2021-W53" { "2020-W53" } else { key };
            let period = Period::read(every, key).unwrap();
            assert_eq!((period.start(), period.end()), (day(start), day(end)), "{key}");
            assert_eq!((period.key().as_str(), period.label().as_str()), (key, label));
            assert_eq!(Period::read(every, end).unwrap(), period.later(1), "any day of the next one");
            assert_eq!(period.later(5).later(-5), period);
        }
        for (every, key) in [
            (Every::Month, "2024-13"),
            (Every::Month, "2024"),
            (Every::Month, "May"),
            (Every::Week, "2021-W53"),
            (Every::Week, "2024-20"),
            (Every::Quarter, "2024-Q5"),
            (Every::Quarter, "2024-Q0"),
            (Every::Month, ""),
            (Every::Month, "999999999-01"),
        ] {
            assert_eq!(Period::read(every, key), None, "{key}");
        }
    }

    #[test]
    fn days_are_spoken_without_saying_anything_twice() {
        assert_eq!(spoken(day("2024-05-13"), day("2024-05-20")), "13 to 19 May 2024");
        assert_eq!(spoken(day("2024-04-29"), day("2024-05-06")), "29 April to 5 May 2024");
        assert_eq!(spoken(day("2024-12-30"), day("2025-01-06")), "30 December 2024 to 5 January 2025");
        assert_eq!(spoken(day("2024-12-30"), day("2024-12-31")), "30 December 2024");
    }
}
