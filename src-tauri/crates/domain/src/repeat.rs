//! Days that come again: every so many weeks on a weekday, every month on a day or on its first, second … last Tuesday.
//!
//! **Invariants:** the days of a stretch of time are those of its halves; they come in order, each once, and none lies
//! outside; a month that has no such day (a 31st, a fifth Friday) is left out and never moved.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::time::{first_of_month, monday_of};

/// How often something comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Every so many weeks on a weekday.
    Week {
        /// How many weeks lie between two: 1 to 52.
        weeks: u32,
        /// 1 is Monday, 7 Sunday.
        weekday: u32,
    },
    /// Every month on a day.
    MonthDay {
        /// 1 to 31; a month without it is left out.
        day: u32,
    },
    /// Every month on its first, second … or last such weekday.
    MonthWeekday {
        /// 1 to 5; 0 is the last one.
        nth: u32,
        /// 1 is Monday, 7 Sunday.
        weekday: u32,
    },
}

/// The most days that are answered at once.
const MOST: usize = 1_000;

fn weekday(number: u32) -> Option<Weekday> {
    let index = u8::try_from(number.checked_sub(1)?).ok()?;
    Weekday::try_from(index).ok()
}

impl Repeat {
    /// Whether it can be meant so.
    ///
    /// # Errors
    /// Says in words what to write instead.
    pub fn checked(self) -> Result<Self, &'static str> {
        let known_weekday = |number: u32| weekday(number).is_some();
        match self {
            Self::Week { weeks, .. } if !(1..=52).contains(&weeks) => Err("choose 1 to 52 weeks"),
            Self::MonthDay { day } if !(1..=31).contains(&day) => Err("choose a day from 1 to 31"),
            Self::MonthWeekday { nth, .. } if nth > 5 => Err("choose the first to the fifth, or the last"),
            Self::Week { weekday, .. } | Self::MonthWeekday { weekday, .. } if !known_weekday(weekday) => {
                Err("choose a weekday")
            }
            repeat => Ok(repeat),
        }
    }

    /// Its days from `from` until before `until`, for something that began on `start` (which says from which week on).
    pub fn days(self, start: NaiveDate, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
        let from = from.max(start);
        let mut found = Vec::new();
        match self {
            Self::Week { weeks, weekday: number } => {
                let (Some(weekday), step) = (weekday(number), u64::from(weeks.max(1)) * 7) else { return found };
                let into = Days::new(u64::from(weekday.num_days_from_monday()));
                let Some(mut day) = monday_of(start).checked_add_days(into) else { return found };
                // Whole steps at once, so that one that began long ago costs nothing.
                if let Ok(behind) = u64::try_from((from - day).num_days()) {
                    let Some(near) = day.checked_add_days(Days::new(behind / step * step)) else { return found };
                    day = near;
                }
                while day < until && found.len() < MOST {
                    if day >= from {
                        found.push(day);
                    }
                    match day.checked_add_days(Days::new(step)) {
                        Some(next) => day = next,
                        None => break,
                    }
                }
            }
            Self::MonthDay { .. } | Self::MonthWeekday { .. } => {
                let mut month = first_of_month(from);
                while month < until && found.len() < MOST {
                    found.extend(self.in_month(month).filter(|day| (from..until).contains(day)));
                    match month.checked_add_months(Months::new(1)) {
                        Some(next) => month = next,
                        None => break,
                    }
                }
            }
        }
        found
    }

    /// Its day in the month that begins on `first`.
    fn in_month(self, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Week { .. } => None,
            Self::MonthDay { day } => first.with_day(day),
            Self::MonthWeekday { nth: 0, weekday: number } => {
                let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
                let back = (last.weekday().num_days_from_monday() + 7 - weekday(number)?.num_days_from_monday()) % 7;
                last.checked_sub_days(Days::new(u64::from(back)))
            }
            Self::MonthWeekday { nth, weekday: number } => NaiveDate::from_weekday_of_month_opt(
                first.year(),
                first.month(),
                weekday(number)?,
                u8::try_from(nth).ok()?,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(repeat: Repeat, start: &str, from: &str, until: &str) -> Vec<String> {
        repeat.days(day(start), day(from), day(until)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn weeks_are_counted_from_the_one_it_began_in() {
        let every_other_tuesday = Repeat::Week { weeks: 2, weekday: 2 };
        // It began on a Thursday: the Tuesday of that week is over.
        assert_eq!(
            days(every_other_tuesday, "2026-01-01", "2026-01-01", "2026-02-15"),
            ["2026-01-13", "2026-01-27", "2026-02-10"]
        );
        assert_eq!(days(every_other_tuesday, "2026-01-01", "2030-01-01", "2030-01-20"), ["2030-01-08"]);
    }

    #[test]
    fn a_month_without_such_a_day_is_left_out() {
        let at = |repeat| days(repeat, "2026-01-01", "2026-01-01", "2026-07-01");
        assert_eq!(at(Repeat::MonthDay { day: 31 }), ["2026-01-31", "2026-03-31", "2026-05-31"]);
        assert_eq!(at(Repeat::MonthWeekday { nth: 5, weekday: 5 }), ["2026-01-30", "2026-05-29"]);
        let last_sunday = ["2026-01-25", "2026-02-22", "2026-03-29", "2026-04-26", "2026-05-31", "2026-06-28"];
        assert_eq!(at(Repeat::MonthWeekday { nth: 0, weekday: 7 }), last_sunday);
        assert_eq!(days(Repeat::MonthDay { day: 29 }, "2027-01-01", "2027-02-01", "2027-03-01"), [""; 0]);
        assert_eq!(days(Repeat::MonthDay { day: 29 }, "2027-01-01", "2028-02-01", "2028-03-01"), ["2028-02-29"]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for wrong in [
            Repeat::Week { weeks: 0, weekday: 1 },
            Repeat::Week { weeks: 1, weekday: 8 },
            Repeat::Week { weeks: 1, weekday: 0 },
            Repeat::MonthDay { day: 32 },
            Repeat::MonthWeekday { nth: 6, weekday: 1 },
        ] {
            assert!(wrong.checked().is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn days_of_two_halves_are_those_of_the_whole(
            repeat in prop_oneof![
                (1_u32..=8, 1_u32..=7).prop_map(|(weeks, weekday)| Repeat::Week { weeks, weekday }),
                (1_u32..=31).prop_map(|day| Repeat::MonthDay { day }),
                (0_u32..=5, 1_u32..=7).prop_map(|(nth, weekday)| Repeat::MonthWeekday { nth, weekday }),
            ],
            start in 0_u64..3_000, first in 0_u64..3_000, length in 0_u64..900, cut in 0_u64..900,
        ) {
            let at = |number: u64| NaiveDate::default() + Days::new(number);
            let (from, until) = (at(first), at(first + length));
            let middle = at(first + cut.min(length));
            let whole = repeat.days(at(start), from, until);
            let mut halves = repeat.days(at(start), from, middle);
            halves.extend(repeat.days(at(start), middle, until));
            prop_assert_eq!(&whole, &halves);
            prop_assert!(whole.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(whole.iter().all(|day| (from..until).contains(day) && *day >= at(start)));
        }
    }
}
