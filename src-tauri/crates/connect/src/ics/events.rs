//! Appointments out of a calendar's components, with what comes again counted out.
//!
//! **Invariants:** a time of what comes again is known by the time that its rule meant, so that a moved one is still the same
//! one; of what stands in a file twice the newer state is taken.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use kith_domain::{rrule::Rule, time};

use super::{
    Calendar, CalendarFault, CalendarSaid,
    lines::{Component, unescaped},
    moments::{Moment, Zones, minutes},
};

/// Times that are counted out of one rule, at most: those outside of the days that were asked for count as well.
const MOST_TIMES: usize = 20_000;
/// What says no end takes so many milliseconds.
const NO_END: i64 = 3_600_000;
/// Characters of what something is known by.
const LONGEST_UID: usize = 500;

/// What a component says of itself.
struct Told<'a> {
    component: &'a Component,
    uid: String,
    start: Moment,
    /// Milliseconds.
    length: i64,
    /// Of whole days: how many.
    days: Option<i64>,
    /// Which time of what comes again it is instead of.
    instead_of: Option<Moment>,
    sequence: i64,
    stamp: String,
}

pub(super) fn read(calendar: &mut Calendar, component: &Component, zone: Tz, first: NaiveDate, last: NaiveDate) {
    let name = component.get("X-WR-CALNAME").or_else(|| component.get("NAME"));
    if let (true, Some(name)) = (calendar.name.is_empty(), name) {
        calendar.name = unescaped(&name.value).chars().take(200).collect();
    }
    let mut zones = Zones::of(component, zone);
    let mut all: BTreeMap<(String, Option<i64>), Told<'_>> = BTreeMap::new();
    for event in component.inner.iter().filter(|inner| inner.name == "VEVENT") {
        let fault = |reason: &str| CalendarFault::new(event.line, "VEVENT", reason);
        let told = match told(event, &mut zones) {
            Ok(told) => told,
            Err(reason) => {
                calendar.faults.push(fault(reason));
                continue;
            }
        };
        let key = (told.uid.clone(), told.instead_of.map(|moment| zones.instant(moment)));
        match all.get(&key) {
            Some(known) if (known.sequence, &known.stamp) > (told.sequence, &told.stamp) => {
                calendar.faults.push(fault("it stands here twice: the newer state is taken"));
            }
            Some(known) => {
                let reason = "it stands here twice: the newer state is taken";
                calendar.faults.push(CalendarFault::new(known.component.line, "VEVENT", reason));
                all.insert(key, told);
            }
            None => {
                all.insert(key, told);
            }
        }
    }
    let moved: BTreeSet<(String, i64)> = all.keys().filter_map(|(uid, at)| at.map(|at| (uid.clone(), at))).collect();
    for ((uid, instead_of), told) in &all {
        let made = match instead_of {
            Some(at) => Ok(vec![said(told, &zones, time_of(uid, *at), Some(uid.clone()), told.start)]),
            None => times(calendar, told, &mut zones, &moved, first, last),
        };
        match made {
            Ok(made) => calendar.said.extend(made),
            Err(reason) => calendar.faults.push(CalendarFault::new(told.component.line, "VEVENT", reason)),
        }
    }
    calendar.asks_zone |= zones.asked;
    calendar.unknown_zones.extend(zones.unknown);
}

/// What one time of what comes again is known by.
fn time_of(uid: &str, at: i64) -> String {
    format!("{uid}#{}", DateTime::from_timestamp_millis(at).unwrap_or_default().format("%Y%m%dT%H%MZ"))
}

fn told<'a>(event: &'a Component, zones: &mut Zones) -> Result<Told<'a>, &'static str> {
    let start = zones.moment(event.get("DTSTART").ok_or("it does not say when it begins")?)?;
    let (mut length, mut days) = match start {
        Moment::Day(_) => (time::DAY, Some(1)),
        _ => (NO_END, None),
    };
    if let Some(end) = event.get("DTEND") {
        let end = zones.moment(end)?;
        match (start, end) {
            (Moment::Day(from), Moment::Day(until)) => days = Some((until - from).num_days().max(1)),
            (Moment::Day(_), _) | (_, Moment::Day(_)) => {
                return Err("of its beginning and its end only one has a time");
            }
            _ => length = zones.instant(end) - zones.instant(start),
        }
    } else if let Some(duration) = event.get("DURATION") {
        length = minutes(&duration.value)?.saturating_mul(60_000);
        days = days.map(|_| (length / time::DAY).max(1));
    }
    if length < 0 {
        return Err("it ends before it begins");
    }
    let instead_of = match event.get("RECURRENCE-ID") {
        Some(property) if property.parameter("RANGE").is_some() => {
            return Err("it changes all later times of what comes again: change them one by one there");
        }
        Some(property) => Some(zones.moment(property)?),
        None => None,
    };
    let uid = event.get("UID").map(|uid| unescaped(&uid.value)).filter(|uid| !uid.is_empty());
    let uid = match uid {
        Some(uid) if uid.chars().count() > LONGEST_UID => return Err("what it is known by (UID) is too long"),
        Some(uid) => uid,
        // Known by what it is called and when it is: the same one next time.
        None => {
            let title = event.get("SUMMARY").map(|title| title.value.as_str()).unwrap_or_default();
            let sum = xxhash_rust::xxh3::xxh3_64(format!("{title}\n{}", zones.instant(start)).as_bytes());
            format!("{sum:016x}@without-uid")
        }
    };
    let sequence = event.get("SEQUENCE").and_then(|sequence| sequence.value.trim().parse().ok()).unwrap_or(0_i64);
    let stamp = ["LAST-MODIFIED", "DTSTAMP"].iter().find_map(|name| event.get(name));
    Ok(Told {
        component: event,
        uid,
        start,
        length: if length == 0 { NO_END } else { length },
        days,
        instead_of,
        sequence: sequence.clamp(0, 1 << 40),
        stamp: stamp.map(|stamp| stamp.value.clone()).unwrap_or_default(),
    })
}

/// The times of an appointment: one, or what its rule says.
fn times(
    calendar: &mut Calendar,
    told: &Told<'_>,
    zones: &mut Zones,
    moved: &BTreeSet<(String, i64)>,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<CalendarSaid>, &'static str> {
    let event = told.component;
    let repeats = event.get("RRULE").is_some() || event.get("RDATE").is_some();
    if !repeats {
        return Ok(vec![said(told, zones, told.uid.clone(), None, told.start)]);
    }
    let (zone, zone_said) = match told.start {
        // What is written in UTC comes again in UTC.
        Moment::Utc(_) => (Tz::UTC, false),
        start => zones.zone_of(start),
    };
    let start = match told.start {
        Moment::Day(day) => day.and_time(Default::default()),
        Moment::Wall(at, ..) | Moment::Utc(at) => at,
    };
    let again = |at: chrono::NaiveDateTime| match told.start {
        Moment::Day(_) => Moment::Day(at.date()),
        Moment::Wall(..) => Moment::Wall(at, zone, zone_said),
        Moment::Utc(_) => Moment::Utc(at),
    };
    let mut found: BTreeMap<i64, Moment> = BTreeMap::new();
    let rules: Vec<&str> = event.all("RRULE").map(|rule| rule.value.as_str()).collect();
    for rule in &rules {
        for at in Rule::parse(rule)?.occurrences(start, zone, last, MOST_TIMES) {
            found.insert(zones.instant(again(at)), again(at));
        }
    }
    if rules.is_empty() {
        found.insert(zones.instant(told.start), told.start);
    }
    for property in event.all("RDATE") {
        for value in property.value.split(',') {
            let moment = zones.value(property, value.split('/').next().unwrap_or_default())?;
            found.insert(zones.instant(moment), moment);
        }
    }
    for property in event.all("EXDATE") {
        for value in property.value.split(',').filter(|value| !value.trim().is_empty()) {
            match zones.value(property, value)? {
                Moment::Day(day) => found.retain(|_, moment| match moment {
                    Moment::Day(at) => *at != day,
                    Moment::Wall(at, ..) | Moment::Utc(at) => at.date() != day,
                }),
                moment => {
                    found.remove(&zones.instant(moment));
                }
            }
        }
    }
    let (from, until) = (time::start_of_day(first, zone), time::start_of_day(last, zone).saturating_add(time::DAY));
    let all = found.len();
    found.retain(|at, _| (from..until).contains(at));
    calendar.outside += all - found.len();
    calendar.repeating.push(told.uid.clone());
    Ok(found
        .into_iter()
        .filter(|(at, _)| !moved.contains(&(told.uid.clone(), *at)))
        .map(|(at, moment)| said(told, zones, time_of(&told.uid, at), Some(told.uid.clone()), moment))
        .collect())
}

fn said(told: &Told<'_>, zones: &Zones, uid: String, of: Option<String>, start: Moment) -> CalendarSaid {
    let event = told.component;
    let words = |name: &str| event.get(name).map(|property| unescaped(&property.value)).unwrap_or_default();
    let start_at = zones.instant(start);
    let (mut zone, mut zone_said) = zones.zone_of(start);
    // A moment that this clock shows twice, the second time.
    if time::instant(time::wall(start_at, zone), zone) != start_at {
        (zone, zone_said) = (Tz::UTC, true);
    }
    let days = match (start, told.days) {
        (Moment::Day(day), Some(many)) => {
            day.checked_add_signed(TimeDelta::days(many.min(100_000))).map(|end| (day, end))
        }
        _ => None,
    };
    let end_at = match days {
        Some((_, end)) => time::start_of_day(end, zone),
        None => start_at.saturating_add(told.length),
    };
    let link = link_of(event);
    let place = words("LOCATION");
    CalendarSaid {
        line: event.line,
        uid,
        of,
        sequence: told.sequence,
        title: words("SUMMARY"),
        text: words("DESCRIPTION"),
        // What happens online only names its address as its place.
        place: if place == link { String::new() } else { place },
        link,
        category: words("CATEGORIES"),
        cancelled: words("STATUS").eq_ignore_ascii_case("CANCELLED"),
        start_at,
        end_at,
        zone,
        zone_said,
        days,
    }
}

/// The page of an appointment, else its call.
fn link_of(event: &Component) -> String {
    // Kith's own files say every address, and a place that looks like one is a place.
    let own = event.get("UID").is_some_and(|uid| uid.value.trim().ends_with("@kith"));
    let names: &[&str] =
        if own { &["URL"] } else { &["URL", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "LOCATION"] };
    names
        .iter()
        .filter_map(|name| event.get(name))
        .map(|property| unescaped(&property.value))
        .find(|link| link.starts_with("https://") || link.starts_with("http://"))
        .filter(|link| !link.contains(char::is_whitespace))
        .unwrap_or_default()
}
