//! Rules by which something comes again (`RRULE` of RFC 5545), counted on a clock and not on the sun.
//!
//! **Invariants:** the beginning is always the first occurrence; occurrences rise and none comes twice; a rule without an end
//! stops at the day that the caller names; what is not understood is refused and never guessed.

mod parse;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};
use chrono_tz::Tz;

use crate::time;

/// Periods that are looked at, at most: every day for a hundred years.
const LOOKED_AT: u32 = 40_000;

/// How often, at its coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Each day.
    Day,
    /// Each week.
    Week,
    /// Each month.
    Month,
    /// Each year.
    Year,
}

/// When it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// With that day, on its own clock.
    Day(NaiveDate),
    /// At that moment of its own clock.
    Wall(NaiveDateTime),
    /// At that instant, UTC milliseconds.
    Instant(i64),
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// How often.
    pub every: Every,
    /// Every so many of them: 2 for every other.
    pub interval: u32,
    /// So many times in all.
    pub count: Option<u32>,
    /// When it ends.
    pub until: Option<Until>,
    /// On these days of the week; the number: the first, the last (−1) in the month or year.
    pub days: Vec<(Option<i32>, Weekday)>,
    /// On these days of the month; −1 is the last.
    pub month_days: Vec<i32>,
    /// In these months.
    pub months: Vec<u32>,
    /// Of a period's days only these: 1 the first, −1 the last.
    pub positions: Vec<i32>,
    /// With which day a week begins.
    pub week_start: Weekday,
}

impl Rule {
    /// The occurrences from the beginning on, up to the end of a day, at most so many.
    pub fn occurrences(&self, start: NaiveDateTime, zone: Tz, last: NaiveDate, most: usize) -> Vec<NaiveDateTime> {
        let mut found = vec![start];
        let clock = start.time();
        'periods: for number in 0..LOOKED_AT {
            let Some((first, mut days)) = self.period(start.date(), number) else { break };
            if first > last {
                break;
            }
            self.choose(&mut days);
            for day in days {
                let at = day.and_time(clock);
                if at <= start {
                    continue;
                }
                let over = day > last || self.is_over(at, zone);
                if over || found.len() >= most || self.count.is_some_and(|count| found.len() as u64 >= u64::from(count))
                {
                    break 'periods;
                }
                found.push(at);
            }
        }
        found
    }

    fn is_over(&self, at: NaiveDateTime, zone: Tz) -> bool {
        match self.until {
            None => false,
            Some(Until::Day(day)) => at.date() > day,
            Some(Until::Wall(wall)) => at > wall,
            Some(Until::Instant(instant)) => time::instant(at, zone) > instant,
        }
    }

    /// The first day of a period, and those of its days that the rule means, in order.
    fn period(&self, start: NaiveDate, number: u32) -> Option<(NaiveDate, Vec<NaiveDate>)> {
        let on = number.checked_mul(self.interval.max(1))?;
        match self.every {
            Every::Day => {
                let day = start.checked_add_days(Days::new(u64::from(on)))?;
                let fits = self.in_months(day)
                    && (self.month_days.is_empty() || self.is_month_day(day))
                    && (self.days.is_empty() || self.is_week_day(day));
                Some((day, if fits { vec![day] } else { Vec::new() }))
            }
            Every::Week => {
                let back = start.weekday().days_since(self.week_start);
                let first = start.checked_sub_days(Days::new(u64::from(back)))?;
                let first = first.checked_add_days(Days::new(u64::from(on).checked_mul(7)?))?;
                let days = first.iter_days().take(7).filter(|day| {
                    let meant =
                        if self.days.is_empty() { day.weekday() == start.weekday() } else { self.is_week_day(*day) };
                    meant && self.in_months(*day)
                });
                Some((first, days.collect()))
            }
            Every::Month => {
                let first = time::first_of_month(start).checked_add_months(Months::new(on))?;
                let days = if self.in_months(first) { self.in_month(first, start) } else { Vec::new() };
                Some((first, days))
            }
            Every::Year => {
                let year = start.year().checked_add(i32::try_from(on).ok()?)?;
                let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
                let mut days = Vec::new();
                let whole = self.months.is_empty() && self.month_days.is_empty() && !self.days.is_empty();
                if whole {
                    let all: Vec<NaiveDate> = first.iter_days().take_while(|day| day.year() == year).collect();
                    days = self.week_days_of(&all);
                } else {
                    let plain = self.months.is_empty() && self.month_days.is_empty();
                    for month in (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1)) {
                        let meant = if plain { month.month() == start.month() } else { self.in_months(month) };
                        if meant {
                            days.extend(self.in_month(month, start));
                        }
                    }
                }
                Some((first, days))
            }
        }
    }

    /// The days of a month that are meant.
    fn in_month(&self, first: NaiveDate, start: NaiveDate) -> Vec<NaiveDate> {
        let all: Vec<NaiveDate> = first.iter_days().take_while(|day| day.month() == first.month()).collect();
        if self.days.is_empty() && self.month_days.is_empty() {
            return all.into_iter().filter(|day| day.day() == start.day()).collect();
        }
        let mut days = if self.days.is_empty() { all } else { self.week_days_of(&all) };
        if !self.month_days.is_empty() {
            days.retain(|day| self.is_month_day(*day));
        }
        days
    }

    /// Of a month's or a year's days those that `BYDAY` names.
    fn week_days_of(&self, all: &[NaiveDate]) -> Vec<NaiveDate> {
        let mut days = BTreeSet::new();
        for (nth, weekday) in &self.days {
            let of: Vec<NaiveDate> = all.iter().copied().filter(|day| day.weekday() == *weekday).collect();
            match nth {
                None => days.extend(of),
                Some(nth) => days.extend(place(of.len(), *nth).and_then(|place| of.get(place).copied())),
            }
        }
        days.into_iter().collect()
    }

    fn choose(&self, days: &mut Vec<NaiveDate>) {
        if self.positions.is_empty() {
            return;
        }
        let chosen: BTreeSet<NaiveDate> = self
            .positions
            .iter()
            .filter_map(|nth| place(days.len(), *nth).and_then(|place| days.get(place).copied()))
            .collect();
        *days = chosen.into_iter().collect();
    }

    fn in_months(&self, day: NaiveDate) -> bool {
        self.months.is_empty() || self.months.contains(&day.month())
    }

    fn is_week_day(&self, day: NaiveDate) -> bool {
        self.days.iter().any(|(_, weekday)| *weekday == day.weekday())
    }

    fn is_month_day(&self, day: NaiveDate) -> bool {
        let of_month = i32::from(day.num_days_in_month());
        let number = i32::try_from(day.day()).unwrap_or_default();
        self.month_days.iter().any(|meant| *meant == number || *meant == number - of_month - 1)
    }
}

/// The place of the first (1), second, last (−1) of so many.
fn place(many: usize, nth: i32) -> Option<usize> {
    let nth_of = usize::try_from(nth.unsigned_abs()).ok()?;
    if nth > 0 { nth_of.checked_sub(1) } else { many.checked_sub(nth_of) }
}
