//! Days that come back every year: birthdays without a year, and the day somebody joined.
//!
//! **Invariants:** a day that is asked for is never before `from`; 29 February is celebrated in every year, in others on
//! the day that the community chose.

use chrono::{Datelike, NaiveDate};

use crate::profile::Wrong;

/// When 29 February is celebrated in a year that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LeapDay {
    /// On 28 February.
    #[default]
    Before,
    /// On 1 March.
    After,
}

/// A day without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// Of a date.
    pub fn of(date: NaiveDate) -> Self {
        Self { month: date.month(), day: date.day() }
    }

    /// `02-29`.
    ///
    /// # Errors
    /// When there is no such day in any year.
    pub fn parse(typed: &str) -> Result<Self, Wrong> {
        const NONE: Wrong = "write a month and a day: 02-29";
        let (month, day) = typed.trim().split_once('-').ok_or(NONE)?;
        let short = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !short(month) || !short(day) {
            return Err(NONE);
        }
        let (month, day) = (month.parse().map_err(|_| NONE)?, day.parse().map_err(|_| NONE)?);
        // A year that has every day.
        NaiveDate::from_ymd_opt(2000, month, day).map(Self::of).ok_or(NONE)
    }

    /// The day on which it is celebrated in a year.
    pub fn in_year(self, year: i32, leap: LeapDay) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day).or_else(|| match leap {
            LeapDay::Before => NaiveDate::from_ymd_opt(year, 2, 28),
            LeapDay::After => NaiveDate::from_ymd_opt(year, 3, 1),
        })
    }

    /// The first day on or after `from` on which it is celebrated.
    pub fn next(self, from: NaiveDate, leap: LeapDay) -> Option<NaiveDate> {
        (0..2).filter_map(|more| self.in_year(from.year() + more, leap)).find(|day| *day >= from)
    }
}

impl std::fmt::Display for MonthDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// The first anniversary of a day on or after `from`, and how many years it is: at least one.
pub fn anniversary(began: NaiveDate, from: NaiveDate, leap: LeapDay) -> Option<(NaiveDate, u32)> {
    let earliest = began.checked_add_days(chrono::Days::new(1))?.max(from);
    let day = MonthDay::of(began).next(earliest, leap)?;
    let years = u32::try_from(day.year() - began.year()).ok()?;
    // Who began on 29 February is celebrated on 28 February first after a year.
    if years == 0 {
        return None;
    }
    Some((day, years))
}

/// The numbers that are worth a word, the smallest first.
pub const ROUND: [u32; 12] = [10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000];

/// The largest round number that was reached, if it was reached with the last `lately` of `total`.
pub fn just_reached(total: u32, lately: u32) -> Option<u32> {
    ROUND.into_iter().rev().find(|round| *round <= total).filter(|round| total - lately.min(total) < *round)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_29th_of_february_is_celebrated_every_year() {
        let leap = MonthDay::parse("02-29").unwrap();
        for (from, rule, expected) in [
            ("2026-01-01", LeapDay::Before, "2026-02-28"),
            ("2026-01-01", LeapDay::After, "2026-03-01"),
            ("2028-01-01", LeapDay::Before, "2028-02-29"),
            ("2028-01-01", LeapDay::After, "2028-02-29"),
            ("2026-03-01", LeapDay::Before, "2027-02-28"),
            ("2026-03-01", LeapDay::After, "2026-03-01"),
            ("2027-12-31", LeapDay::Before, "2028-02-29"),
        ] {
            assert_eq!(leap.next(day(from), rule), Some(day(expected)), "{from}");
        }
        assert_eq!(leap.to_string(), "02-29");
        for wrong in ["02-30", "13-01", "2-9", "1990-02-03", "00-10", "", "ab-cd"] {
            assert!(MonthDay::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn whoever_joined_today_is_celebrated_in_a_year() {
        let rule = LeapDay::Before;
        assert_eq!(anniversary(day("2026-05-04"), day("2026-05-04"), rule), Some((day("2027-05-04"), 1)));
        assert_eq!(anniversary(day("2020-05-04"), day("2026-05-04"), rule), Some((day("2026-05-04"), 6)));
        assert_eq!(anniversary(day("2020-12-31"), day("2026-12-31"), rule), Some((day("2026-12-31"), 6)));
        assert_eq!(anniversary(day("2024-02-29"), day("2025-01-01"), rule), Some((day("2025-02-28"), 1)));
        assert_eq!(anniversary(day("2030-05-04"), day("2026-05-04"), rule), Some((day("2031-05-04"), 1)));
    }

    #[test]
    fn a_round_number_is_reached_once() {
        assert_eq!(just_reached(100, 1), Some(100));
        assert_eq!(just_reached(105, 6), Some(100));
        assert_eq!(just_reached(106, 6), None);
        assert_eq!(just_reached(260, 200), Some(250), "of two at once the larger one");
        assert_eq!(just_reached(9, 9), None);
        assert_eq!(just_reached(12, 40), Some(10));
    }

    proptest! {
        #[test]
        fn an_anniversary_is_the_next_one(began in 0..20_000_i32, later in 0..9_000_i32, after in any::<bool>()) {
            let rule = if after { LeapDay::After } else { LeapDay::Before };
            let began = NaiveDate::from_epoch_days(began).unwrap();
            let from = NaiveDate::from_epoch_days(began.to_epoch_days() + later).unwrap();
            let (next, years) = anniversary(began, from, rule).unwrap();
            prop_assert!(next >= from && years >= 1);
            prop_assert!((next - from).num_days() <= 367 || later < 2, "{next}");
            prop_assert_eq!(next.year() - began.year(), i32::try_from(years).unwrap());
            // The same day, but for 29 February.
            prop_assert!(MonthDay::of(next) == MonthDay::of(began) || MonthDay::of(began).to_string() == "02-29");
        }
    }
}
