//! Dates as tables write them.
//!
//! `03/04/2024` is the third of April in one file and the fourth of March in another, and no single cell tells. All cells
//! of a column together mostly do ([`Sense`]); where they do not, a person is asked.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which number of `03/04/2024` is the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// As the column itself shows.
    #[default]
    Auto,
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// What the cells of a column say about how its dates are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sense {
    /// No date at all.
    pub wrong: u32,
    /// One reading only, whatever the order.
    pub clear: u32,
    /// Only with the day first.
    pub day_first: u32,
    /// Only with the month first.
    pub month_first: u32,
    /// Both, and they differ.
    pub either: u32,
}

impl Sense {
    /// Looks at a cell that is not empty.
    pub fn add(&mut self, cell: &str) {
        let count = match parts(cell) {
            None => &mut self.wrong,
            Some(Parts { day: Day::Clear(_), .. }) => &mut self.clear,
            Some(Parts { day: Day::Numbers { first, second, year }, .. }) => {
                match (on(year, second, first), on(year, first, second)) {
                    (None, None) => &mut self.wrong,
                    (Some(_), None) => &mut self.day_first,
                    (None, Some(_)) => &mut self.month_first,
                    (Some(one), Some(other)) if one == other => &mut self.clear,
                    _ => &mut self.either,
                }
            }
        };
        *count += 1;
    }

    /// The order that all cells together show; nothing when both would do.
    pub const fn order(&self) -> Option<DateOrder> {
        if self.either == 0 || self.day_first > self.month_first {
            Some(if self.month_first > self.day_first { DateOrder::MonthFirst } else { DateOrder::DayFirst })
        } else if self.month_first > self.day_first {
            Some(DateOrder::MonthFirst)
        } else {
            None
        }
    }

    /// The order that cells really show, where one has it so and not as many the other way; nothing where none can tell.
    pub const fn shown(&self) -> Option<DateOrder> {
        if self.month_first == self.day_first { None } else { self.order() }
    }

    /// Whether at least half of the cells are dates.
    pub const fn is_dates(&self) -> bool {
        let good = self.clear + self.day_first + self.month_first + self.either;
        good > 0 && good >= self.wrong
    }
}

/// The instant a cell names: without a time the beginning of the day, without a zone in `zone`.
pub(super) fn parse(cell: &str, order: DateOrder, zone: Tz) -> Option<i64> {
    let parts = parts(cell)?;
    let day = match parts.day {
        Day::Clear(Clear::Instant(at)) => return Some(at),
        Day::Clear(Clear::Day(day)) => day,
        Day::Numbers { first, second, year } if order == DateOrder::MonthFirst => on(year, first, second)?,
        Day::Numbers { first, second, year } => on(year, second, first)?,
    };
    let wall = NaiveDateTime::new(day, parts.time.unwrap_or(NaiveTime::MIN));
    match (parts.offset, parts.time) {
        (Some(offset), _) => Some(offset.from_local_datetime(&wall).single()?.timestamp_millis()),
        (None, None) => Some(kith_domain::time::start_of_day(day, zone)),
        // In the hour that clocks jump over, the time an hour later.
        (None, Some(_)) => zone
            .from_local_datetime(&wall)
            .earliest()
            .or_else(|| zone.from_local_datetime(&(wall + chrono::TimeDelta::hours(1))).earliest())
            .map(|at| at.timestamp_millis()),
    }
}

#[derive(Debug, Clone, Copy)]
struct Parts {
    day: Day,
    time: Option<NaiveTime>,
    offset: Option<FixedOffset>,
}

#[derive(Debug, Clone, Copy)]
enum Day {
    Clear(Clear),
    /// The year, and two numbers of which one is the day.
    Numbers {
        first: u32,
        second: u32,
        year: i32,
    },
}

#[derive(Debug, Clone, Copy)]
enum Clear {
    Instant(i64),
    Day(NaiveDate),
}

fn on(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..2200).contains(&year))
}

fn parts(cell: &str) -> Option<Parts> {
    let cell = cell.trim();
    if cell.len() > 60 {
        return None;
    }
    let clear = |day| Some(Parts { day: Day::Clear(day), time: None, offset: None });
    if let Ok(at) = DateTime::parse_from_rfc3339(cell) {
        return on_time(at.timestamp_millis()).and_then(|at| clear(Clear::Instant(at)));
    }
    if cell.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = cell.parse().ok()?;
        return match cell.len() {
            8 => {
                let (year, rest) = (i32::try_from(number / 10_000).ok()?, u32::try_from(number % 10_000).ok()?);
                clear(Clear::Day(on(year, rest / 100, rest % 100)?))
            }
            10 => clear(Clear::Instant(on_time(number * 1_000)?)),
            13 => clear(Clear::Instant(on_time(number)?)),
            _ => None,
        };
    }
    words(&cell.to_lowercase())
}

/// Instants of the last and the next hundred years.
fn on_time(at: i64) -> Option<i64> {
    (-2_208_988_800_000..7_258_118_400_000).contains(&at).then_some(at)
}

fn words(cell: &str) -> Option<Parts> {
    let mut numbers: Vec<(&str, u32)> = Vec::new();
    let mut named: Option<(usize, u32)> = None;
    let (mut time, mut offset, mut after_noon) = (None, None, None);
    for token in cell.split(|c: char| c.is_whitespace() || c == ',').filter(|token| !token.is_empty()) {
        // 2024-01-02T10:00 has both in one word.
        let split = token
            .split_once('t')
            .filter(|(day, _)| day.len() >= 8 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
        let pieces = split.map_or([Some(token), None], |(day, time)| [Some(day), Some(time)]);
        for token in pieces.into_iter().flatten() {
            if token.contains(':') && !token.starts_with(['+', '-']) {
                let (clock, zone) = clock(token)?;
                time = Some(clock);
                offset = zone.or(offset);
            } else if let "am" | "a.m." | "pm" | "p.m." = token {
                after_noon = Some(token.starts_with('p'));
            } else if let "utc" | "gmt" | "z" | "(utc)" | "at" | "um" | "à" | "de" | "uhr" = token {
                if matches!(token, "utc" | "gmt" | "z" | "(utc)") {
                    offset = FixedOffset::east_opt(0);
                }
            } else if time.is_some() && token.starts_with(['+', '-']) {
                offset = Some(shift(token)?);
            } else if WEEKDAYS.iter().any(|day| token.trim_end_matches('.') == *day) {
            } else {
                for piece in token.split(['/', '.', '-', '年', '月', '日']).filter(|piece| !piece.is_empty()) {
                    if let Some(month) = month(piece) {
                        if named.replace((numbers.len(), month)).is_some() {
                            return None;
                        }
                    } else {
                        let digits = piece
                            .trim_end_matches("st")
                            .trim_end_matches("nd")
                            .trim_end_matches("rd")
                            .trim_end_matches("th");
                        numbers.push((digits, digits.parse().ok()?));
                    }
                }
            }
        }
    }
    if let (Some(clock), Some(after_noon)) = (time, after_noon) {
        time = Some(noon(clock, after_noon)?);
    }
    let day = match (named, numbers.as_slice()) {
        (Some((_, month)), [(digits, first), (_, second)]) if digits.len() == 4 => {
            Day::Clear(Clear::Day(on(i32::try_from(*first).ok()?, month, *second)?))
        }
        (Some((_, month)), [(_, first), year]) => Day::Clear(Clear::Day(on(full(year)?, month, *first)?)),
        (None, [(digits, first), (_, second), (_, third)]) if digits.len() == 4 => {
            Day::Clear(Clear::Day(on(i32::try_from(*first).ok()?, *second, *third)?))
        }
        (None, [(_, first), (_, second), year]) => Day::Numbers { first: *first, second: *second, year: full(year)? },
        _ => return None,
    };
    Some(Parts { day, time, offset })
}

/// A year of four digits, or of two.
fn full((digits, year): &(&str, u32)) -> Option<i32> {
    let year = i32::try_from(*year).ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 70 => Some(2_000 + year),
        2 => Some(1_900 + year),
        _ => None,
    }
}

/// `10:00`, `10:00:00.123`, `10:00pm`, `10:00:00+02:00`, `10:00z`.
fn clock(token: &str) -> Option<(NaiveTime, Option<FixedOffset>)> {
    let (token, noon_of) = match (token.strip_suffix("pm"), token.strip_suffix("am")) {
        (Some(token), _) => (token, Some(true)),
        (_, Some(token)) => (token, Some(false)),
        _ => (token, None),
    };
    let (token, offset) = if let Some(token) = token.strip_suffix('z') {
        (token, FixedOffset::east_opt(0))
    } else if let Some(at) = token.find(['+', '-']) {
        let (token, offset) = token.split_at(at);
        (token, Some(shift(offset)?))
    } else {
        (token, None)
    };
    let mut pieces = token.split(':');
    let hour: u32 = pieces.next()?.parse().ok()?;
    let minute: u32 = pieces.next()?.parse().ok()?;
    let second: u32 = match pieces.next() {
        Some(second) => second.split(['.', ',']).next()?.parse().ok()?,
        None => 0,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    Some((noon_of.map_or(Some(time), |after| noon(time, after))?, offset))
}

fn noon(time: NaiveTime, after: bool) -> Option<NaiveTime> {
    use chrono::Timelike;
    match (time.hour(), after) {
        (12, false) => time.with_hour(0),
        (1..=11, true) => time.with_hour(time.hour() + 12),
        (1..=12, _) => Some(time),
        _ => None,
    }
}

/// `+0200`, `+02:00`, `-5`.
fn shift(token: &str) -> Option<FixedOffset> {
    let sign = if token.starts_with('-') { -1 } else { 1 };
    let digits: String = token.chars().filter(char::is_ascii_digit).collect();
    // More figures are no offset, and would be too many to count in.
    let number: i32 = digits.parse().ok().filter(|_| digits.len() <= 4)?;
    let (hours, minutes) = if digits.len() > 2 { (number / 100, number % 100) } else { (number, 0) };
    FixedOffset::east_opt(sign * (hours * 3_600 + minutes * 60))
}

const WEEKDAYS: [&str; 14] = [
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Beginnings of months' names in English, German, French and Spanish.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "janv"],
    &["feb", "fév", "fev", "févr"],
    &["mar", "mär", "mrz", "mae"],
    &["apr", "avr", "abr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aoû", "aou", "ago"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

fn month(piece: &str) -> Option<u32> {
    if piece.chars().count() < 3 || piece.chars().any(|character| !character.is_alphabetic()) {
        return None;
    }
    MONTHS.iter().zip(1..).find(|(names, _)| names.iter().any(|name| piece.starts_with(name))).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str, order: DateOrder) -> Option<String> {
        let at = parse(cell, order, chrono_tz::Europe::Berlin)?;
        Some(DateTime::from_timestamp_millis(at)?.format("%Y-%m-%d %H:%M").to_string())
    }

    proptest::proptest! {
        #[test]
        fn whatever_stands_in_a_cell_is_a_date_or_none(cell in "[0-9a-z:+./, -]{0,24}|[0-9]{1,2}:[0-9]{2}[+-][0-9:]{1,12}") {
            for order in [DateOrder::Auto, DateOrder::DayFirst, DateOrder::MonthFirst] {
                // That it comes back at all is what is asked.
                let _ = read(&cell, order);
                let _ = read(&format!("3 jan 2024 {cell}"), order);
            }
        }
    }

    #[test]
    fn dates_of_many_kinds_are_read() {
        let check = |cell: &str, expected: &str| {
            assert_eq!(read(cell, DateOrder::DayFirst).as_deref(), Some(expected), "{cell}")
        };
        assert_eq!(read("3 Jan 2024 10:00+999999999", DateOrder::DayFirst), None);
        check("2024-07-03", "2024-07-02 22:00");
        check("2024-07-03T10:00:00Z", "2024-07-03 10:00");
        check("2024-07-03T10:00:00.123+02:00", "2024-07-03 08:00");
        check("2024-07-03 10:00:00", "2024-07-03 08:00");
        check("2024-07-03 10:00:00 UTC", "2024-07-03 10:00");
        check("2024-07-03 10:00:00 +0000", "2024-07-03 10:00");
        check("03.07.2024", "2024-07-02 22:00");
        check("3/7/24 22:28", "2024-07-03 20:28");
        check("03 Jul 2024", "2024-07-02 22:00");
        check("July 3rd, 2024 at 4:05 PM", "2024-07-03 14:05");
        check("Wed, 03 Jul 2024 10:00:00 +0000", "2024-07-03 10:00");
        check("03-Jul-2024", "2024-07-02 22:00");
        check("3. Juli 2024", "2024-07-02 22:00");
        check("2024/07/03", "2024-07-02 22:00");
        check("20240703", "2024-07-02 22:00");
        check("1720000000", "2024-07-03 09:46");
        check("1720000000000", "2024-07-03 09:46");
        assert_eq!(read("07/03/2024 10:00:00 AM", DateOrder::MonthFirst).as_deref(), Some("2024-07-03 08:00"));
        assert_eq!(read("12:30 pm 07/03/2024", DateOrder::MonthFirst).as_deref(), Some("2024-07-03 10:30"));
        check("2024-03-31 02:30", "2024-03-31 01:30");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for cell in [
            "",
            "x",
            "31/02/2024",
            "2024-13-01",
            "12",
            "2024",
            "yesterday",
            "0/0/0000",
            "1/2",
            "99:99",
            "25:00 2024-01-01",
            "////",
            "1-2-3-4",
            "2024-01-01 10:00 +99:99",
        ] {
            assert_eq!(read(cell, DateOrder::DayFirst), None, "{cell}");
        }
    }

    #[test]
    fn a_whole_column_tells_its_order() {
        let sense = |cells: &[&str]| {
            let mut sense = Sense::default();
            cells.iter().for_each(|cell| sense.add(cell));
            sense
        };
        assert_eq!(sense(&["03/04/2024", "13/04/2024"]).order(), Some(DateOrder::DayFirst));
        assert_eq!(sense(&["03/04/2024", "04/13/2024"]).order(), Some(DateOrder::MonthFirst));
        assert_eq!(sense(&["03/04/2024", "05/06/2024"]).order(), None);
        assert_eq!(sense(&["2024-04-03", "04/04/2024"]).order(), Some(DateOrder::DayFirst));
        assert!(sense(&["2024-04-03", "x"]).order().is_some());
        assert!(!sense(&["a", "b", "2024-01-01"]).is_dates());
    }
}
