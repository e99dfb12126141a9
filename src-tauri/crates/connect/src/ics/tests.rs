//! Calendars in the shapes of Google, Outlook and Apple; and what an independent reader makes of ours.
//!
//! **Invariants:** every fixture is written here; what is compared with another reader is compared by instants.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kith_domain::{
    ics::{Timed, appointments},
    time,
};
use proptest::prelude::*;

use super::{Calendar, CalendarSaid, read};

const FIRST: &str = "2026-01-01";
const LAST: &str = "2027-12-31";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn opened(text: &str) -> Calendar {
    read(text.as_bytes(), time::zone("Europe/Berlin").unwrap(), day(FIRST), day(LAST)).unwrap()
}

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

fn wall(said: &CalendarSaid) -> String {
    time::wall(said.start_at, said.zone).format("%Y-%m-%dT%H:%M").to_string()
}

fn event(lines: &str) -> String {
    crlf(&format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"))
}

/// In the shape of Google's exports: UTC for what happens once, a zone for what comes again, exceptions by RECURRENCE-ID.
const GOOGLE: &str = "BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Pear people
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VTIMEZONE
TZID:Europe/Berlin
X-LIC-LOCATION:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:GMT+2
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20261006T183000
DTEND;TZID=Europe/Berlin:20261006T203000
RRULE:FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270131T225959Z
EXDATE;TZID=Europe/Berlin:20261201T183000
DTSTAMP:20261101T120000Z
UID:abc123@google.com
SEQUENCE:2
STATUS:CONFIRMED
LOCATION:Old mill\\, Mill Lane 1
SUMMARY:Pear evening
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20261104T190000
DTEND;TZID=Europe/Berlin:20261104T210000
DTSTAMP:20261101T120000Z
UID:abc123@google.com
RECURRENCE-ID;TZID=Europe/Berlin:20261103T183000
SEQUENCE:3
SUMMARY:Pear evening (a day later)
END:VEVENT
BEGIN:VEVENT
DTSTART:20261126T173000Z
DTEND:20261126T200000Z
DTSTAMP:20261101T120000Z
UID:def456@google.com
DESCRIPTION:Bring pears.\\nAnd <b>friends</b>\\; all
 \u{20}of them.
X-GOOGLE-CONFERENCE:https://meet.google.com/aaa-bbbb-ccc
SUMMARY:Pears by night
STATUS:CANCELLED
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Soon
TRIGGER:-P0DT0H30M0S
END:VALARM
END:VEVENT
END:VCALENDAR
";

#[test]
fn google() {
    let calendar = opened(&crlf(GOOGLE));
    assert_eq!((calendar.name.as_str(), calendar.asks_zone, calendar.faults.len()), ("Pear people", false, 0));
    let told: Vec<(String, &str, &str)> =
        calendar.said.iter().map(|said| (wall(said), said.title.as_str(), said.uid.as_str())).collect();
    assert_eq!(
        told,
        [
            ("2026-10-06T18:30".into(), "Pear evening", "abc123@google.com#20261006T1630Z"),
            ("2026-11-04T19:00".into(), "Pear evening (a day later)", "abc123@google.com#20261103T1730Z"),
            ("2026-11-26T18:30".into(), "Pears by night", "def456@google.com"),
            ("2027-01-05T18:30".into(), "Pear evening", "abc123@google.com#20270105T1730Z"),
        ]
    );
    let once = &calendar.said[2];
    assert_eq!((once.cancelled, once.zone.name(), once.zone_said), (true, "Europe/Berlin", false));
    assert_eq!(once.text, "Bring pears.\nAnd <b>friends</b>; all of them.");
    assert_eq!(once.link, "https://meet.google.com/aaa-bbbb-ccc");
    assert_eq!((calendar.said[0].place.as_str(), calendar.said[0].sequence), ("Old mill, Mill Lane 1", 2));
    assert_eq!(calendar.repeating, ["abc123@google.com"]);
}

/// In the shape of Outlook's: names of Windows for zones, a line feed after the text, quoted parameters.
const OUTLOOK: &str = "BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
DTSTART;TZID=\"W. Europe Standard Time\":20261126T183000
DURATION:PT2H30M
LOCATION:https://teams.microsoft.com/l/meetup-join/x
PRIORITY:5
SEQUENCE:0
SUMMARY;LANGUAGE=de:Pears\\, again
UID:040000008200E00074C5B7101A82E008
X-ALT-DESC;FMTTYPE=text/html:<html><body>Hi: there\\; you</body></html>
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Customized Time Zone:20261127T090000
DTEND;TZID=Customized Time Zone:20261127T100000
SUMMARY:Whose nine?
UID:x2
END:VEVENT
END:VCALENDAR
";

#[test]
fn outlook() {
    let calendar = opened(&crlf(OUTLOOK));
    let first = &calendar.said[0];
    assert_eq!((wall(first).as_str(), first.zone.name(), first.zone_said), ("2026-11-26T18:30", "Europe/Berlin", true));
    assert_eq!(first.end_at - first.start_at, 150 * 60_000);
    assert_eq!((first.title.as_str(), first.place.as_str()), ("Pears, again", ""));
    assert_eq!(first.link, "https://teams.microsoft.com/l/meetup-join/x");
    assert!(calendar.asks_zone);
    assert_eq!(calendar.unknown_zones, ["Customized Time Zone"]);
    assert_eq!(wall(&calendar.said[1]), "2026-11-27T09:00");
}

/// In the shape of Apple's: whole days, floating times, an end by length, lines folded within a letter.
#[test]
fn apple() {
    let mut bytes = crlf("BEGIN:VCALENDAR\nPRODID:-//Apple Inc.//macOS 15.0//EN\nVERSION:2.0\nBEGIN:VEVENT\nUID:A1\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Feiertage\nTRANSP:TRANSPARENT\nEND:VEVENT\nBEGIN:VEVENT\nUID:A2\nDTSTART:20261128T100000\nSUMMARY:Qu").into_bytes();
    let pear = "🍐".as_bytes();
    bytes.extend_from_slice(&pear[..2]);
    bytes.extend_from_slice(b"\r\n ");
    bytes.extend_from_slice(&pear[2..]);
    bytes.extend_from_slice(&crlf("\nEND:VEVENT\nEND:VCALENDAR\n").into_bytes());
    let calendar = read(&bytes, time::zone("Asia/Tokyo").unwrap(), day(FIRST), day(LAST)).unwrap();
    assert!(calendar.asks_zone && calendar.faults.is_empty());
    assert_eq!(calendar.said[0].title, "Qu🍐");
    assert_eq!((wall(&calendar.said[0]).as_str(), calendar.said[0].zone.name()), ("2026-11-28T10:00", "Asia/Tokyo"));
    assert_eq!(calendar.said[1].days, Some((day("2026-12-24"), day("2026-12-27"))));
    assert_eq!(calendar.said[1].end_at - calendar.said[1].start_at, 3 * time::DAY);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (text, why) in [
        ("", "empty"),
        ("name,email\nAda,a@example.org\n", "no calendar file"),
        ("BEGIN:VCARD\nEND:VCARD\n", "no calendar file"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261126T173000Z\n", "only the beginning"),
        ("PK\u{3}\u{4}\0\0", "no calendar file"),
    ] {
        let refused = read(text.as_bytes(), time::zone("UTC").unwrap(), day(FIRST), day(LAST)).unwrap_err();
        assert!(refused.to_string().contains(why), "{text}: {refused}");
    }
    for (lines, line, why) in [
        ("UID:1\nSUMMARY:no time", 4, "when it begins"),
        ("UID:1\nDTSTART:20261326T173000Z", 4, "no time"),
        ("UID:1\nDTSTART;VALUE=DATE:20260230", 4, "no day"),
        ("UID:1\nDTSTART:20261126T173000Z\nDTEND:20261126T163000Z", 4, "ends before"),
        ("UID:1\nDTSTART:20261126T173000Z\nDTEND;VALUE=DATE:20261127", 4, "only one has a time"),
        ("UID:1\nDTSTART:20261126T173000Z\nRRULE:FREQ=HOURLY", 4, "more than once a day"),
        ("UID:1\nDTSTART:20261126T173000Z\nDURATION:PT", 4, "length"),
        ("UID:1\nthis is no line\nDTSTART:20261126T173000Z", 6, "no property"),
        ("UID:1\nDTSTART:20261126T173000Z\nBEGIN:VALARM\nACTION:DISPLAY", 7, "never ends"),
        ("UID:1\nDTSTART:20261126T173000Z\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261126T173000Z", 4, "all later"),
    ] {
        let calendar = opened(&event(lines));
        assert_eq!(calendar.faults.len(), 1, "{lines}: {calendar:?}");
        assert_eq!(calendar.faults[0].line, line, "{lines}: {calendar:?}");
        assert!(calendar.faults[0].reason.contains(why), "{lines}: {}", calendar.faults[0].reason);
    }
    let twice = "UID:1\nDTSTART:20261126T173000Z\nSEQUENCE:2\nSUMMARY:newer\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nDTSTART:20261126T173000Z\nSEQUENCE:1\nSUMMARY:older";
    let calendar = opened(&event(twice));
    assert_eq!((calendar.said.len(), calendar.said[0].title.as_str(), calendar.faults.len()), (1, "newer", 1));
}

#[test]
fn other_letters() {
    let latin: Vec<u8> = event("UID:1\nDTSTART:20261126T173000Z\nSUMMARY:Caf\u{e9}").chars().map(|c| c as u8).collect();
    let zone = time::zone("UTC").unwrap();
    assert_eq!(read(&latin, zone, day(FIRST), day(LAST)).unwrap().said[0].title, "Café");
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(event("UID:1\nDTSTART:20261126T173000Z\nSUMMARY:Birne").encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&wide, zone, day(FIRST), day(LAST)).unwrap().said[0].title, "Birne");
}

/// What an independent reader makes of a file: each beginning, in UTC seconds.
fn by_another_reader(text: &str) -> BTreeSet<i64> {
    let calendar = calcard::icalendar::ICalendar::parse(text).expect("the other reader takes it");
    let expanded = calendar.expand_dates(calcard::common::timezone::Tz::Floating, 5_000);
    assert!(expanded.errors.is_empty(), "{:?}\n{text}", expanded.errors);
    expanded.events.iter().map(|event| event.start.timestamp()).collect()
}

fn words() -> impl Strategy<Value = String> {
    "([a-zA-Z0-9 ,;:\\\\\"'=\u{e4}\u{1f350}\u{645}-]|\n){0,120}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn timed()(
        uid in "[a-z0-9]{1,40}", sequence in 0_i64..99, start in 0_i64..4_000_000, length in 1_i64..20_000,
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "UTC", "Europe/Dublin", "Pacific/Apia"]),
        title in words(), text in words(), place in words(), cancelled: bool, linked: bool,
    ) -> Timed {
        let start_at = 1_700_000_000_000 / 60_000 * 60_000 + start * 60_000;
        let mut one = Timed::new(&format!("{uid}@kith"), &title.replace('\n', " "), start_at, start_at + length * 60_000, time::zone(zone).unwrap());
        one.sequence = sequence;
        one.text = text;
        one.place = place.replace('\n', " ");
        one.link = if linked { "https://example.org/a;b,c?d=e".into() } else { String::new() };
        one.cancelled = cancelled;
        one.category = "meetup".into();
        one
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_written_reads_as_it_was(all in prop::collection::vec(timed(), 1..6)) {
        let mut all = all;
        let mut uids = BTreeSet::new();
        all.retain(|one| uids.insert(one.uid.clone()));
        let text = appointments("Pears", &all);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let calendar = opened(&text);
        prop_assert!(calendar.faults.is_empty() && !calendar.asks_zone, "{:?}", calendar.faults);
        all.sort_by(|a, b| (a.start_at, &a.uid).cmp(&(b.start_at, &b.uid)));
        prop_assert_eq!(calendar.said.len(), all.len());
        for (said, one) in calendar.said.iter().zip(&all) {
            prop_assert_eq!((&said.uid, said.sequence, said.start_at, said.end_at), (&one.uid, one.sequence, one.start_at, one.end_at));
            prop_assert_eq!((&said.title, &said.text, &said.place, &said.link), (&one.title, &one.text, &one.place, &one.link));
            prop_assert_eq!((said.cancelled, &said.category), (one.cancelled, &one.category));
            if said.zone_said {
                prop_assert!(said.zone == one.zone || said.zone.name() == "UTC");
            }
        }
        let others: BTreeSet<i64> = all.iter().map(|one| one.start_at / 1000).collect();
        prop_assert_eq!(by_another_reader(&text), others);
    }

    #[test]
    fn rules_are_counted_out_as_another_reader_does(
        every in prop::sample::select(vec![
            "FREQ=WEEKLY;COUNT=60", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=30", "FREQ=MONTHLY;BYDAY=1TU;COUNT=20",
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=20", "FREQ=DAILY;INTERVAL=3;COUNT=90", "FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=20",
            "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU;COUNT=4", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;UNTIL=20270301T000000Z", "FREQ=MONTHLY;INTERVAL=3;COUNT=5",
        ]),
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
        start in 0_u64..200,
    ) {
        let first = day(FIRST) + chrono::Days::new(start);
        let text = event(&format!("UID:1\nDTSTART;TZID={zone}:{}T183000\nDURATION:PT1H\nRRULE:{every}\nSUMMARY:x", first.format("%Y%m%d")));
        let calendar = opened(&text);
        let mut ours: BTreeSet<i64> = calendar.said.iter().map(|said| said.start_at / 1000).collect();
        let theirs = by_another_reader(&text);
        let limit = time::start_of_day(day(LAST), time::zone(zone).unwrap()) / 1000 + 86_400;
        let mut theirs: BTreeSet<i64> = theirs.into_iter().filter(|at| *at < limit).collect();
        // Whether a beginning that does not fit its rule counts as one is left open by the standard: ends may differ then.
        if !theirs.contains(ours.first().unwrap()) {
            ours.pop_first();
            let end = *ours.last().unwrap().min(theirs.last().unwrap());
            ours.retain(|at| *at <= end);
            theirs.retain(|at| *at <= end);
        }
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn nothing_panics(lines in "(DTSTART|DTEND|RRULE|EXDATE|UID|SUMMARY|RECURRENCE-ID|DURATION|BEGIN|END|RDATE)[;:=A-Z0-9,\\-\n\u{e4}]{0,60}") {
        let _ = read(event(&format!("UID:1\nDTSTART:20261126T173000Z\n{lines}")).as_bytes(), time::zone("UTC").unwrap(), day(FIRST), day(LAST));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut all = b"BEGIN:VCALENDAR\r\n".to_vec();
        all.extend(bytes);
        let _ = read(&all, time::zone("UTC").unwrap(), day(FIRST), day(LAST));
    }
}
