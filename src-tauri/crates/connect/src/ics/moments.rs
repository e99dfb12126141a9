//! Days, times, lengths and zones.
//!
//! **Invariants:** a value that is no day or time is an error of its property; a zone is the one that the file's words mean,
//! or is asked for; seconds are cut off.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use kith_domain::time;

use super::{
    lines::{Component, Property},
    zones::zone_named,
};

/// A moment as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// A whole day.
    Day(NaiveDate),
    /// On a clock; whether the file names the zone.
    Wall(NaiveDateTime, Tz, bool),
    /// In UTC.
    Utc(NaiveDateTime),
}

/// The zones of a calendar, and what had to be guessed.
#[derive(Debug)]
pub(super) struct Zones {
    named: BTreeMap<String, Tz>,
    /// Of times that do not say theirs.
    pub(super) floating: Tz,
    /// Of times in UTC: on which clock they are shown.
    pub(super) shown: Tz,
    pub(super) asked: bool,
    pub(super) unknown: Vec<String>,
}

impl Zones {
    /// Those that a calendar declares.
    pub(super) fn of(calendar: &Component, zone: Tz) -> Self {
        let mut named = BTreeMap::new();
        for declared in calendar.inner.iter().filter(|inner| inner.name == "VTIMEZONE") {
            let Some(id) = declared.get("TZID") else { continue };
            let known = zone_named(&id.value)
                .or_else(|| declared.get("X-LIC-LOCATION").and_then(|location| zone_named(&location.value)))
                .or_else(|| fixed(declared));
            if let Some(zone) = known {
                named.insert(id.value.trim().to_owned(), zone);
            }
        }
        let shown = calendar.get("X-WR-TIMEZONE").and_then(|zone| zone_named(&zone.value));
        Self { named, floating: zone, shown: shown.unwrap_or(zone), asked: false, unknown: Vec::new() }
    }

    fn find(&mut self, name: &str) -> Option<Tz> {
        let known = self.named.get(name.trim()).copied().or_else(|| zone_named(name));
        if known.is_none() {
            self.asked = true;
            let short: String = name.chars().filter(|letter| !letter.is_control()).take(80).collect();
            if !self.unknown.contains(&short) && self.unknown.len() < 20 {
                self.unknown.push(short);
            }
        }
        known
    }

    /// Reads the moment of a property.
    pub(super) fn moment(&mut self, property: &Property) -> Result<Moment, &'static str> {
        self.value(property, &property.value)
    }

    /// Reads one of the moments of a property.
    pub(super) fn value(&mut self, property: &Property, value: &str) -> Result<Moment, &'static str> {
        let value = value.trim();
        if value.len() == 8 {
            return NaiveDate::parse_from_str(value, "%Y%m%d")
                .ok()
                .filter(within)
                .map(Moment::Day)
                .ok_or("its day is no day");
        }
        let (clock, utc) = value.strip_suffix(['Z', 'z']).map_or((value, false), |clock| (clock, true));
        // A leap second is the second before it.
        let clock = clock
            .strip_suffix("60")
            .filter(|rest| rest.len() == 13)
            .map_or(clock.to_owned(), |rest| format!("{rest}59"));
        let at = NaiveDateTime::parse_from_str(&clock, "%Y%m%dT%H%M%S").map_err(|_| "its time is no time")?;
        let at = minute(at);
        if !within(&at.date()) {
            return Err("its time is too far away");
        }
        if utc {
            return Ok(Moment::Utc(at));
        }
        let zone = match property.parameter("TZID") {
            Some(name) => self.find(name),
            None => {
                self.asked = true;
                None
            }
        };
        Ok(zone.map_or(Moment::Wall(at, self.floating, false), |zone| Moment::Wall(at, zone, true)))
    }

    /// On which clock a moment is shown, and whether the file said so.
    pub(super) fn zone_of(&self, moment: Moment) -> (Tz, bool) {
        match moment {
            Moment::Day(_) => (self.floating, false),
            Moment::Wall(_, zone, said) => (zone, said),
            Moment::Utc(_) => (self.shown, false),
        }
    }

    /// The moment on a clock, as its instant.
    pub(super) fn instant(&self, moment: Moment) -> i64 {
        match moment {
            Moment::Day(day) => time::start_of_day(day, self.floating),
            Moment::Wall(at, zone, _) => time::instant(at, zone),
            Moment::Utc(at) => at.and_utc().timestamp_millis(),
        }
    }
}

fn minute(at: NaiveDateTime) -> NaiveDateTime {
    let seconds = at.and_utc().timestamp().rem_euclid(60);
    at.checked_sub_signed(TimeDelta::seconds(seconds)).unwrap_or(at)
}

fn within(day: &NaiveDate) -> bool {
    let years = NaiveDate::from_ymd_opt(1970, 1, 2)..NaiveDate::from_ymd_opt(2199, 1, 1);
    years.contains(&Some(*day))
}

/// A zone that never changes its clocks, at a whole hour.
fn fixed(declared: &Component) -> Option<Tz> {
    let mut offsets = declared.inner.iter().filter_map(|rule| rule.get("TZOFFSETTO")).map(|offset| offset.value.trim());
    let first = offsets.next()?;
    if offsets.any(|other| other != first) {
        return None;
    }
    let (sign, number) = first.split_at_checked(1)?;
    let (hours, rest) = number.split_at_checked(2)?;
    if !rest.trim_matches('0').is_empty() {
        return None;
    }
    let hours: u32 = hours.parse().ok()?;
    // These names have the sign the other way round.
    let turned = match sign {
        "+" => "-",
        "-" => "+",
        _ => return None,
    };
    if hours == 0 { Some(Tz::UTC) } else { time::zone(&format!("Etc/GMT{turned}{hours}")) }
}

/// Reads `PT1H30M`, `P1D`, `P2W`, in minutes; more than nothing.
pub(super) fn minutes(text: &str) -> Result<i64, &'static str> {
    const WRONG: &str = "its length cannot be read";
    let text = text.trim();
    let rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P').ok_or(WRONG)?;
    let (mut all, mut number, mut seen) = (0_i64, String::new(), false);
    for letter in rest.chars() {
        let unit = match letter {
            '0'..='9' if number.len() < 9 => {
                number.push(letter);
                continue;
            }
            'T' => continue,
            'W' => 7 * 24 * 60 * 60,
            'D' => 24 * 60 * 60,
            'H' => 60 * 60,
            'M' => 60,
            'S' => 1,
            _ => return Err(WRONG),
        };
        all = all.saturating_add(number.parse::<i64>().map_err(|_| WRONG)?.saturating_mul(unit));
        number.clear();
        seen = true;
    }
    if seen && number.is_empty() { Ok(all.div_euclid(60)) } else { Err(WRONG) }
}
