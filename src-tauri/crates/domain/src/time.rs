//! Time: instants are UTC milliseconds; days, weeks and months are cut at midnight of the community's zone.
//!
//! **Invariant:** a bucket is half-open, `[start, end)`, and buckets of one series neither overlap nor leave a gap, on the
//! days of 23 and 25 hours as well.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike};
use chrono_tz::Tz;
use rustc_hash::FxHashMap;

/// One second in milliseconds.
pub const SECOND: i64 = 1_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 3_600 * SECOND;
/// One day of 24 hours in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// Finds a zone by its IANA name.
pub fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// The names of all zones that people choose from.
pub fn zone_names() -> Vec<&'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| name.contains('/') || *name == "UTC").collect()
}

/// The calendar day of an instant in a zone.
pub fn day_of(at: i64, zone: Tz) -> NaiveDate {
    local(at, zone).date_naive()
}

/// The number of a calendar day: days since 1970-01-01.
pub fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.to_epoch_days())
}

/// The calendar day with a number.
pub fn day_with_number(number: i64) -> NaiveDate {
    i32::try_from(number).ok().and_then(NaiveDate::from_epoch_days).unwrap_or_default()
}

fn local(at: i64, zone: Tz) -> DateTime<Tz> {
    DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&zone)
}

/// What a clock on the wall shows at an instant.
pub fn wall(at: i64, zone: Tz) -> NaiveDateTime {
    local(at, zone).naive_local()
}

/// The instant at which a clock on the wall shows a time: the first of two, and where clocks jump over it, the first after.
pub fn instant(wall: NaiveDateTime, zone: Tz) -> i64 {
    if let Some(found) = zone.from_local_datetime(&wall).earliest() {
        return found.timestamp_millis();
    }
    // Clocks jump at a whole quarter of an hour.
    let quarter = i64::from(wall.time().num_seconds_from_midnight() % 900);
    let mut wall = wall.checked_sub_signed(chrono::TimeDelta::seconds(quarter)).unwrap_or(wall);
    // A day may begin at 01:00 (Brazil until 2018) or be missing altogether (Samoa, 2011-12-30).
    for _ in 0..=100 {
        if let Some(found) = zone.from_local_datetime(&wall).earliest() {
            return found.timestamp_millis();
        }
        wall = wall.checked_add_signed(chrono::TimeDelta::minutes(15)).unwrap_or(wall);
    }
    wall.and_utc().timestamp_millis()
}

/// The instant at which a calendar day begins in a zone. Where clocks jump over midnight, the first instant after it.
pub fn start_of_day(day: NaiveDate, zone: Tz) -> i64 {
    instant(day.and_time(NaiveTime::MIN), zone)
}

/// The Monday of the week a day is in.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// The first day of the month a day is in.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The starts of `count` weeks, the last of which holds `until`; oldest first.
pub fn weeks_until(until: i64, count: u32, zone: Tz) -> Vec<NaiveDate> {
    let last = monday_of(day_of(until, zone));
    (0..count).rev().map(|back| last - Days::new(7 * u64::from(back))).collect()
}

/// The starts of the months from the one that holds `from` to the one that holds `until`, the newest `limit` of them.
pub fn months_between(from: i64, until: i64, limit: usize, zone: Tz) -> Vec<NaiveDate> {
    let first = first_of_month(day_of(from, zone));
    let mut month = first_of_month(day_of(until, zone));
    let mut months = Vec::new();
    while month >= first && months.len() < limit {
        months.push(month);
        match month.checked_sub_months(Months::new(1)) {
            Some(before) => month = before,
            None => break,
        }
    }
    months.reverse();
    months
}

/// The day numbers of many instants of one zone, quickly: on nearly all days of UTC a zone has one offset, and on the others
/// it only changes at a quarter of an hour.
#[derive(Debug, Clone)]
pub struct DayNumbers {
    zone: Tz,
    /// The stretch in which the offset holds that was asked for last.
    from: i64,
    until: i64,
    offset: i64,
    /// The offsets of days of UTC that were asked for, where they have one.
    days: FxHashMap<i64, Option<i64>>,
}

impl DayNumbers {
    /// For a zone.
    pub fn new(zone: Tz) -> Self {
        Self { zone, from: 0, until: 0, offset: 0, days: FxHashMap::default() }
    }

    /// The number of the calendar day an instant is in.
    pub fn of(&mut self, at: i64) -> i64 {
        if !(self.from..self.until).contains(&at) {
            let day = at.div_euclid(DAY);
            let zone = self.zone;
            let whole = *self.days.entry(day).or_insert_with(|| {
                let (first, last) = (day.saturating_mul(DAY), day.saturating_add(1).saturating_mul(DAY) - 1);
                Some(offset(first, zone)).filter(|found| *found == offset(last, zone))
            });
            let length = if whole.is_some() { DAY } else { HOUR / 4 };
            self.from = at.div_euclid(length).saturating_mul(length);
            self.until = self.from.saturating_add(length);
            self.offset = whole.unwrap_or_else(|| offset(at, zone));
        }
        (at + self.offset).div_euclid(DAY)
    }
}

/// How much later than in UTC it is, in milliseconds.
fn offset(at: i64, zone: Tz) -> i64 {
    i64::from(local(at, zone).offset().fix().local_minus_utc()) * SECOND
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
    }

    #[test]
    fn days_of_23_and_25_hours_meet_without_a_gap() {
        let berlin = zone("Europe/Berlin").unwrap();
        for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-07-01", 24)] {
            let day: NaiveDate = day.parse().unwrap();
            let length = start_of_day(day.succ_opt().unwrap(), berlin) - start_of_day(day, berlin);
            assert_eq!(length, hours * HOUR, "{day}");
        }
    }

    #[test]
    fn a_day_that_begins_at_one_o_clock_has_a_start() {
        let zone = zone("America/Sao_Paulo").unwrap();
        let day: NaiveDate = "2017-10-15".parse().unwrap();
        assert_eq!(start_of_day(day, zone), at("2017-10-15T01:00:00-02:00"));
    }

    #[test]
    fn a_day_that_never_was_begins_where_the_next_one_does() {
        let apia = zone("Pacific/Apia").unwrap();
        let missing: NaiveDate = "2011-12-30".parse().unwrap();
        assert_eq!(start_of_day(missing, apia), start_of_day(missing.succ_opt().unwrap(), apia));
    }

    #[test]
    fn quick_day_numbers_equal_the_calendar() {
        for name in ["Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"]
        {
            let zone = zone(name).unwrap();
            let mut quick = DayNumbers::new(zone);
            let mut instant = at("2011-12-01T00:00:00Z");
            while instant < at("2018-12-01T00:00:00Z") {
                assert_eq!(quick.of(instant), day_number(day_of(instant, zone)), "{name} {instant}");
                instant += 7 * HOUR + 13 * 61 * SECOND;
            }
        }
    }

    #[test]
    fn weeks_begin_on_monday_and_end_with_the_one_asked_for() {
        let berlin = zone("Europe/Berlin").unwrap();
        let weeks = weeks_until(at("2026-11-22T23:30:00Z"), 2, berlin);
        assert_eq!(weeks, ["2026-11-16".parse().unwrap(), "2026-11-23".parse::<NaiveDate>().unwrap()]);
    }

    #[test]
    fn months_are_counted_from_the_newest() {
        let utc = zone("UTC").unwrap();
        let months = months_between(at("2020-01-15T00:00:00Z"), at("2026-02-01T00:00:00Z"), 3, utc);
        let expected: Vec<NaiveDate> = ["2025-12-01", "2026-01-01", "2026-02-01"].map(|d| d.parse().unwrap()).into();
        assert_eq!(months, expected);
    }
}
