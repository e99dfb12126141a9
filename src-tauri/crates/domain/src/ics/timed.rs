//! Appointments on a clock: with their zone, so that a calendar shows them at the hour that was meant wherever it is.
//!
//! **Invariants:** each zone that is named is told in full (`VTIMEZONE`) for all days of the file; a moment that its clock
//! shows twice is written in UTC, because readers differ about which of the two is meant; the same appointments make the same
//! bytes.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::{escaped, line, utc};
use crate::time;

/// Something that begins and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    /// What it is known by, now and later.
    pub uid: String,
    /// Counts its changes, from 0.
    pub sequence: i64,
    /// When it was changed last, UTC milliseconds.
    pub changed_at: i64,
    /// Its beginning, UTC milliseconds.
    pub start_at: i64,
    /// Its end, UTC milliseconds.
    pub end_at: i64,
    /// On whose clock.
    pub zone: Tz,
    /// What it is called.
    pub title: String,
    /// More about it.
    pub text: String,
    /// Where, in words.
    pub place: String,
    /// Its page or its call.
    pub link: String,
    /// What sort: one word.
    pub category: String,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// Nobody else's business.
    pub private: bool,
    /// So many minutes before it begins the calendar reminds of it; nothing: it does not.
    pub reminder: Option<u32>,
}

impl Timed {
    /// The least that an appointment needs.
    pub fn new(uid: &str, title: &str, start_at: i64, end_at: i64, zone: Tz) -> Self {
        Self {
            uid: uid.to_owned(),
            sequence: 0,
            changed_at: start_at,
            start_at,
            end_at,
            zone,
            title: title.to_owned(),
            text: String::new(),
            place: String::new(),
            link: String::new(),
            category: String::new(),
            cancelled: false,
            private: false,
            reminder: None,
        }
    }
}

/// A file with one appointment.
pub fn appointment(one: &Timed) -> String {
    appointments("", std::slice::from_ref(one))
}

/// A calendar file with these appointments, in their order.
pub fn appointments(name: &str, all: &[Timed]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Kith//Events//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    if !name.is_empty() {
        line(&mut out, &format!("NAME:{}", escaped(name)));
        line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    }
    let mut zones: BTreeMap<&str, (Tz, i64, i64)> = BTreeMap::new();
    for one in all.iter().filter(|one| one.zone != Tz::UTC) {
        let (_, first, last) = zones.entry(one.zone.name()).or_insert((one.zone, one.start_at, one.end_at));
        *first = one.start_at.min(*first);
        *last = one.end_at.max(*last);
    }
    for (zone, first, last) in zones.into_values() {
        write_zone(&mut out, zone, first, last);
    }
    for one in all {
        write(&mut out, one);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn write(out: &mut String, one: &Timed) {
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(&one.uid)));
    line(out, &format!("DTSTAMP:{}", utc(one.changed_at)));
    line(out, &format!("LAST-MODIFIED:{}", utc(one.changed_at)));
    line(out, &format!("SEQUENCE:{}", one.sequence.max(0)));
    line(out, &format!("DTSTART{}", moment(one.start_at, one.zone)));
    line(out, &format!("DTEND{}", moment(one.end_at, one.zone)));
    line(out, &format!("SUMMARY:{}", escaped(&one.title)));
    if !one.text.is_empty() {
        line(out, &format!("DESCRIPTION:{}", escaped(&one.text)));
    }
    // What happens online only is at its address: some calendars show no other.
    let place = if one.place.is_empty() { &one.link } else { &one.place };
    if !place.is_empty() {
        line(out, &format!("LOCATION:{}", escaped(place)));
    }
    if !one.link.is_empty() {
        let link: String = one.link.chars().filter(|letter| !letter.is_control()).collect();
        line(out, &format!("URL:{link}"));
    }
    if !one.category.is_empty() {
        line(out, &format!("CATEGORIES:{}", escaped(&one.category)));
    }
    line(out, if one.private { "CLASS:PRIVATE" } else { "CLASS:PUBLIC" });
    line(out, if one.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    if let Some(minutes) = one.reminder.filter(|_| !one.cancelled) {
        line(out, "BEGIN:VALARM");
        line(out, "ACTION:DISPLAY");
        line(out, &format!("DESCRIPTION:{}", escaped(&one.title)));
        line(out, &format!("TRIGGER:-PT{minutes}M"));
        line(out, "END:VALARM");
    }
    line(out, "END:VEVENT");
}

/// What stands behind the name of a property of a moment.
fn moment(at: i64, zone: Tz) -> String {
    let wall = time::wall(at, zone);
    // Seconds are what a calendar has; milliseconds are cut off on both ways of writing.
    let once = matches!(zone.from_local_datetime(&wall), MappedLocalTime::Single(_));
    let told = zone != Tz::UTC && once;
    if told { format!(";TZID={}:{}", zone.name(), wall.format("%Y%m%dT%H%M%S")) } else { format!(":{}", utc(at)) }
}

/// A change of a clock.
struct Change {
    /// On the clock as it was before.
    wall: NaiveDateTime,
    from: i32,
    to: i32,
    name: String,
    summer: bool,
}

/// The zone, from the beginning of the year before the first moment to the end of the year after the last.
fn write_zone(out: &mut String, zone: Tz, first: i64, last: i64) {
    let year = |at: i64, more: i32| time::wall(at, zone).year().saturating_add(more);
    let begin = NaiveDate::from_ymd_opt(year(first, -1), 1, 1).unwrap_or_default();
    let end = NaiveDate::from_ymd_opt(year(last, 2), 1, 1).unwrap_or(begin);
    let (from, until) = (begin.and_time(Default::default()), end.and_time(Default::default()));
    let state = |at: NaiveDateTime| {
        let offset = zone.offset_from_utc_datetime(&at);
        let name = offset.abbreviation().unwrap_or_default().to_owned();
        (offset.fix().local_minus_utc(), name, !offset.dst_offset().is_zero())
    };
    let shown = |at: NaiveDateTime, offset: i32| {
        at.checked_add_signed(chrono::TimeDelta::seconds(i64::from(offset))).unwrap_or(at)
    };
    let mut before = state(from);
    let mut changes = vec![Change {
        wall: shown(from, before.0),
        from: before.0,
        to: before.0,
        name: before.1.clone(),
        summer: before.2,
    }];
    let day = chrono::TimeDelta::days(1);
    let mut at = from;
    while at < until {
        let Some(next) = at.checked_add_signed(day) else { break };
        let now = state(next);
        if now != before {
            // Halved until the second is found.
            let (mut low, mut high) = (at.and_utc().timestamp(), next.and_utc().timestamp());
            let on = |second: i64| state(DateTime::from_timestamp(second, 0).unwrap_or_default().naive_utc());
            while high - low > 1 {
                let middle = low.midpoint(high);
                if on(middle) == before { low = middle } else { high = middle }
            }
            let moment = DateTime::from_timestamp(high, 0).unwrap_or_default().naive_utc();
            let (to, name, summer) = on(high);
            changes.push(Change { wall: shown(moment, before.0), from: before.0, to, name: name.clone(), summer });
            before = (to, name, summer);
            // A day with two changes is looked at from the first on.
            at = moment;
            continue;
        }
        at = next;
    }
    line(out, "BEGIN:VTIMEZONE");
    line(out, &format!("TZID:{}", zone.name()));
    for change in changes {
        let kind = if change.summer { "DAYLIGHT" } else { "STANDARD" };
        line(out, &format!("BEGIN:{kind}"));
        line(out, &format!("DTSTART:{}", change.wall.format("%Y%m%dT%H%M%S")));
        line(out, &format!("TZOFFSETFROM:{}", offset(change.from)));
        line(out, &format!("TZOFFSETTO:{}", offset(change.to)));
        if !change.name.is_empty() {
            line(out, &format!("TZNAME:{}", escaped(&change.name)));
        }
        line(out, &format!("END:{kind}"));
    }
    line(out, "END:VTIMEZONE");
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    if rest == 0 { format!("{sign}{hours:02}{minutes:02}") } else { format!("{sign}{hours:02}{minutes:02}{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn an_appointment_says_its_clock_and_its_zone() {
        let zone = time::zone("Europe/Berlin").unwrap();
        let (start, end) = (at("2026-11-26T17:30:00Z"), at("2026-11-26T20:00:00Z"));
        let mut one = Timed::new("e1@kith", "Pears, by night; \\o/", start, end, zone);
        one.text = format!("Bring\n{}", "🍐".repeat(60));
        one.place = "Old mill".into();
        one.sequence = 3;
        one.reminder = Some(30);
        let text = appointment(&one);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let text = unfolded(&text);
        for line in [
            "UID:e1@kith",
            "SEQUENCE:3",
            "DTSTART;TZID=Europe/Berlin:20261126T183000",
            "DTEND;TZID=Europe/Berlin:20261126T210000",
            "SUMMARY:Pears\\, by night\\; \\\\o/",
            "LOCATION:Old mill",
            "STATUS:CONFIRMED",
            "TRIGGER:-PT30M",
            "TZID:Europe/Berlin",
            "DTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET",
            "DTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}\n{text}");
        }
        assert!(text.contains(&format!("DESCRIPTION:Bring\\n{}", "🍐".repeat(60))));
    }

    #[test]
    fn an_hour_that_comes_twice_is_written_in_utc() {
        let zone = time::zone("Europe/Berlin").unwrap();
        let one = Timed::new("x", "Late", at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"), zone);
        let text = appointment(&one);
        assert!(text.contains("DTSTART:20261025T003000Z\r\nDTEND:20261025T013000Z\r\n"), "{text}");
        let text = appointment(&Timed { zone: Tz::UTC, ..one });
        assert!(text.contains("DTSTART:20261025T003000Z") && !text.contains("VTIMEZONE"), "{text}");
    }

    #[test]
    fn what_people_wrote_begins_no_line() {
        let zone = time::zone("Asia/Kolkata").unwrap();
        let mut one = Timed::new("x\r\nEND:VEVENT", "a\r\nBEGIN:VEVENT", 0, 1000, zone);
        one.link = "https://example.org/\r\nATTENDEE:x".into();
        one.place = "\u{2028}BEGIN:VALARM".into();
        let text = appointment(&one);
        assert_eq!(text.matches("\r\nBEGIN:VEVENT\r\n").count(), 1, "{text}");
        assert!(!text.contains("\r\nATTENDEE") && !text.contains("\r\nBEGIN:VALARM"));
        assert!(text.contains("TZOFFSETTO:+0530"));
    }
}
