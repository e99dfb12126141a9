//! Rules read and written.
//!
//! **Invariants:** a rule that was written reads as itself; a part that is not understood is an error, because leaving it out
//! would make other days of it.

use std::fmt::{self, Write as _};

use chrono::{NaiveDate, NaiveDateTime, Weekday};

use super::{Every, Rule, Until};

const DAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];
const EVERY: [(&str, Every); 4] =
    [("DAILY", Every::Day), ("WEEKLY", Every::Week), ("MONTHLY", Every::Month), ("YEARLY", Every::Year)];

fn weekday(text: &str) -> Option<Weekday> {
    DAYS.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, day)| *day)
}

fn numbers(text: &str, most: i32) -> Result<Vec<i32>, &'static str> {
    let number = |part: &str| part.trim().parse::<i32>().ok().filter(|number| *number != 0 && number.abs() <= most);
    text.split(',').map(|part| number(part).ok_or("a number in its rule cannot be")).collect()
}

fn until(text: &str) -> Result<Until, &'static str> {
    const WRONG: &str = "the end of its rule is no day";
    const MINUTE: &str = "%Y%m%dT%H%M%S";
    if let Some(utc) = text.strip_suffix(['Z', 'z']) {
        let at = NaiveDateTime::parse_from_str(utc, MINUTE).map_err(|_| WRONG)?;
        return Ok(Until::Instant(at.and_utc().timestamp_millis()));
    }
    if let Ok(at) = NaiveDateTime::parse_from_str(text, MINUTE) {
        return Ok(Until::Wall(at));
    }
    NaiveDate::parse_from_str(text, "%Y%m%d").map(Until::Day).map_err(|_| WRONG)
}

impl Rule {
    /// Reads a rule: `FREQ=MONTHLY;BYDAY=1TU`.
    ///
    /// # Errors
    /// Says in words what is not understood.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let mut every = None;
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Mon,
        };
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or("its rule cannot be read")?;
            let value = value.trim();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    let found = EVERY.iter().find(|(name, _)| value.eq_ignore_ascii_case(name));
                    every = Some(found.ok_or("it comes again more than once a day")?.1);
                }
                "INTERVAL" => {
                    rule.interval =
                        value.parse().ok().filter(|n| (1..=10_000).contains(n)).ok_or("its rule cannot be read")?;
                }
                "COUNT" => {
                    rule.count = Some(value.parse().ok().filter(|n| *n > 0).ok_or("its rule cannot be read")?);
                }
                "UNTIL" => rule.until = Some(until(value)?),
                "BYDAY" => {
                    for day in value.split(',').map(str::trim) {
                        let (nth, name) = day.split_at_checked(day.len().saturating_sub(2)).unwrap_or_default();
                        let name = weekday(name).ok_or("a day of its rule is no day of the week")?;
                        let nth = match nth {
                            "" => None,
                            nth => numbers(nth.trim_start_matches('+'), 53)?.first().copied(),
                        };
                        rule.days.push((nth, name));
                    }
                }
                "BYMONTHDAY" => rule.month_days = numbers(value, 31)?,
                "BYMONTH" => {
                    let months = numbers(value, 12)?;
                    rule.months = months
                        .into_iter()
                        .map(u32::try_from)
                        .collect::<Result<_, _>>()
                        .map_err(|_| "a month of its rule is none")?;
                }
                "BYSETPOS" => rule.positions = numbers(value, 366)?,
                "WKST" => rule.week_start = weekday(value).ok_or("a day of its rule is no day of the week")?,
                name if name.starts_with("X-") => {}
                _ => return Err("its rule says more than Kith understands"),
            }
        }
        rule.every = every.ok_or("its rule does not say how often")?;
        if matches!(rule.every, Every::Day | Every::Week) && rule.days.iter().any(|(nth, _)| nth.is_some()) {
            return Err("its rule counts days of the week where it cannot");
        }
        Ok(rule)
    }
}

fn list<T: fmt::Display>(out: &mut fmt::Formatter<'_>, name: &str, all: &[T]) -> fmt::Result {
    for (place, one) in all.iter().enumerate() {
        if place == 0 {
            write!(out, ";{name}={one}")?;
        } else {
            write!(out, ",{one}")?;
        }
    }
    Ok(())
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |wanted: Weekday| DAYS.iter().find(|(_, day)| *day == wanted).map_or("MO", |(name, _)| name);
        let every = EVERY.iter().find(|(_, every)| *every == self.every).map_or("DAILY", |(name, _)| name);
        write!(out, "FREQ={every}")?;
        if self.interval > 1 {
            write!(out, ";INTERVAL={}", self.interval)?;
        }
        if let Some(count) = self.count {
            write!(out, ";COUNT={count}")?;
        }
        match self.until {
            None => {}
            Some(Until::Day(day)) => write!(out, ";UNTIL={}", day.format("%Y%m%d"))?,
            Some(Until::Wall(at)) => write!(out, ";UNTIL={}", at.format("%Y%m%dT%H%M%S"))?,
            Some(Until::Instant(at)) => {
                let at = chrono::DateTime::from_timestamp_millis(at).unwrap_or_default();
                write!(out, ";UNTIL={}", at.format("%Y%m%dT%H%M%SZ"))?;
            }
        }
        list(out, "BYMONTH", &self.months)?;
        list(out, "BYMONTHDAY", &self.month_days)?;
        let mut days = Vec::with_capacity(self.days.len());
        for (nth, day) in &self.days {
            let mut one = String::new();
            if let Some(nth) = nth {
                write!(one, "{nth}")?;
            }
            one.push_str(name(*day));
            days.push(one);
        }
        list(out, "BYDAY", &days)?;
        list(out, "BYSETPOS", &self.positions)?;
        if self.week_start != Weekday::Mon {
            write!(out, ";WKST={}", name(self.week_start))?;
        }
        Ok(())
    }
}
