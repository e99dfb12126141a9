//! The hours in which a community's team works, and those in which it is left in peace.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::time::{self, DayNumbers};

/// Working days and hours, in the community's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingHours {
    /// ISO days of the week, 1 = Monday, ascending, none twice.
    pub days: Vec<u8>,
    /// When work begins.
    pub from: NaiveTime,
    /// When work ends; after `from`.
    pub to: NaiveTime,
}

/// Why working hours cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// No day, a day twice, or a day that is not 1 to 7.
    #[error("choose at least one working day")]
    Days,
    /// Not a time such as 09:00.
    #[error("write times as 09:00")]
    Time,
    /// Work would end before it begins.
    #[error("working hours must end after they begin")]
    Order,
}

impl WorkingHours {
    /// Checks days and times as a person typed them.
    ///
    /// # Errors
    /// [`HoursError`] says which rule is broken.
    pub fn new(days: &[u8], from: &str, to: &str) -> Result<Self, HoursError> {
        let mut days = days.to_vec();
        days.sort_unstable();
        let count = days.len();
        days.dedup();
        if days.is_empty() || days.len() != count || days.iter().any(|day| !(1..=7).contains(day)) {
            return Err(HoursError::Days);
        }
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| HoursError::Time);
        let (from, to) = (time(from)?, time(to)?);
        if to <= from {
            return Err(HoursError::Order);
        }
        Ok(Self { days, from, to })
    }

    /// When work begins on a day, UTC milliseconds; nothing where nobody works on it.
    pub fn begins(&self, day: NaiveDate, zone: Tz) -> Option<i64> {
        let weekday = u8::try_from(day.weekday().number_from_monday()).unwrap_or(0);
        self.days.contains(&weekday).then(|| time::instant(day.and_time(self.from), zone))
    }

    /// Whether an instant lies within them.
    pub fn contain(&self, at: i64, zone: Tz) -> bool {
        let wall = time::wall(at, zone);
        let weekday = u8::try_from(wall.date().weekday().number_from_monday()).unwrap_or(0);
        self.days.contains(&weekday) && (self.from..self.to).contains(&wall.time())
    }
}

/// Working time from a first day on, so that the time between two instants is a difference.
#[derive(Debug, Clone)]
pub struct Calendar {
    first: i64,
    /// Of each day: working time before it, when work begins and when it ends.
    days: Vec<(i64, i64, i64)>,
    /// Working time of all days.
    all: i64,
}

impl Calendar {
    /// The working time of some days, given by their numbers; on `holidays` (numbers, ascending) nobody works.
    pub fn new(hours: &WorkingHours, holidays: &[i32], days: RangeInclusive<i64>, zone: Tz) -> Self {
        let first = *days.start();
        let mut before = 0;
        let mut found = Vec::new();
        for number in days {
            let day = time::day_with_number(number);
            let weekday = u8::try_from(day.weekday().number_from_monday()).unwrap_or(0);
            let free = i32::try_from(number).is_ok_and(|number| holidays.binary_search(&number).is_ok());
            let (from, to) = if hours.days.contains(&weekday) && !free {
                (time::instant(day.and_time(hours.from), zone), time::instant(day.and_time(hours.to), zone))
            } else {
                (0, 0)
            };
            found.push((before, from, to));
            before += to - from;
        }
        Self { first, days: found, all: before }
    }

    /// Working time before an instant.
    fn until(&self, days: &mut DayNumbers, at: i64) -> i64 {
        let Ok(index) = usize::try_from(days.of(at) - self.first) else { return 0 };
        match self.days.get(index) {
            Some((before, from, to)) => before + (at.clamp(*from, *to) - from),
            None => self.all,
        }
    }

    /// Working time between two instants, milliseconds.
    pub fn between(&self, days: &mut DayNumbers, start: i64, end: i64) -> i64 {
        (self.until(days, end) - self.until(days, start)).max(0)
    }
}

/// Hours in which nobody is reminded of anything. They may go over midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietHours {
    /// ISO days of the week on which they begin, ascending, none twice.
    days: Vec<u8>,
    from: NaiveTime,
    /// On the next day unless it is later than `from`.
    to: NaiveTime,
}

impl QuietHours {
    /// Checks days and times as a person typed them.
    ///
    /// # Errors
    /// [`HoursError`] says which rule is broken.
    pub fn new(days: &[u8], from: &str, to: &str) -> Result<Self, HoursError> {
        // Whole days are quiet as well: the order of times is free.
        let days = WorkingHours::new(days, "00:00", "23:59")?.days;
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| HoursError::Time);
        Ok(Self { days, from: time(from)?, to: time(to)? })
    }

    /// When the quiet that reigns at an instant ends, UTC milliseconds; nothing when none does.
    pub fn until(&self, at: i64, zone: Tz) -> Option<i64> {
        let mut end = None;
        let mut now = at;
        // Quiet that follows quiet is one; a whole week of it ends somewhere.
        for _ in 0..8 {
            let today = time::day_of(now, zone);
            let found = [today.pred_opt(), Some(today)].into_iter().flatten().find_map(|day| {
                let begins = u8::try_from(day.weekday().number_from_monday()).ok()?;
                let last = if self.to > self.from { day } else { day.checked_add_days(Days::new(1))? };
                let (start, end) =
                    (time::instant(day.and_time(self.from), zone), time::instant(last.and_time(self.to), zone));
                (self.days.contains(&begins) && (start..end).contains(&now)).then_some(end)
            });
            match found {
                Some(found) => (end, now) = (Some(found), found),
                None => break,
            }
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_goes_over_midnight_and_over_the_weekend() {
        let zone = time::zone("Europe/Berlin").unwrap();
        let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
        let nights = QuietHours::new(&[1, 2, 3, 4, 5, 6, 7], "18:00", "08:00").unwrap();
        assert_eq!(nights.until(at("2026-11-23T17:59:00+01:00"), zone), None);
        assert_eq!(nights.until(at("2026-11-23T18:00:00+01:00"), zone), Some(at("2026-11-24T08:00:00+01:00")));
        assert_eq!(nights.until(at("2026-11-24T07:59:59+01:00"), zone), Some(at("2026-11-24T08:00:00+01:00")));
        assert_eq!(nights.until(at("2026-11-24T08:00:00+01:00"), zone), None);
        // From Saturday's morning to Monday's: two whole days, one after the other.
        let weekend = QuietHours::new(&[6, 7], "08:00", "08:00").unwrap();
        assert_eq!(weekend.until(at("2026-11-28T12:00:00+01:00"), zone), Some(at("2026-11-30T08:00:00+01:00")));
        assert_eq!(weekend.until(at("2026-11-30T12:00:00+01:00"), zone), None);
        // The night in which clocks are put forward.
        assert_eq!(nights.until(at("2027-03-28T00:30:00+01:00"), zone), Some(at("2027-03-28T08:00:00+02:00")));
        assert!(QuietHours::new(&[], "18:00", "08:00").is_err() && QuietHours::new(&[1], "6pm", "08:00").is_err());
        let always = QuietHours::new(&[1, 2, 3, 4, 5, 6, 7], "08:00", "08:00").unwrap();
        assert!(always.until(at("2026-11-23T12:00:00+01:00"), zone).is_some());
    }

    #[test]
    fn each_rule_is_told_apart() {
        assert!(WorkingHours::new(&[5, 1], "09:00", "17:30").is_ok_and(|hours| hours.days == [1, 5]));
        assert_eq!(WorkingHours::new(&[], "09:00", "17:00"), Err(HoursError::Days));
        assert_eq!(WorkingHours::new(&[8], "09:00", "17:00"), Err(HoursError::Days));
        assert_eq!(WorkingHours::new(&[1, 1], "09:00", "17:00"), Err(HoursError::Days));
        assert_eq!(WorkingHours::new(&[1], "9 am", "17:00"), Err(HoursError::Time));
        assert_eq!(WorkingHours::new(&[1], "17:00", "09:00"), Err(HoursError::Order));
    }
}
