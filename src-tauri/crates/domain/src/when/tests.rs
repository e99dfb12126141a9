//! What words mean, in a table and in any order.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::{Why, find, only, read};
use crate::time::{self, zone};

/// Sunday, 22 November 2026, 11:40 in Berlin.
const NOW: &str = "2026-11-22T10:40:00Z";

fn at(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
}

fn berlin() -> chrono_tz::Tz {
    zone("Europe/Berlin").unwrap()
}

/// What a line means on a wall, and what is left of it.
fn said(line: &str, now: &str) -> (String, String) {
    let read = read(line, at(now), berlin());
    let when = match read.when {
        None => "-".into(),
        Some(Err(doubt)) => format!("{:?}", doubt.why),
        Some(Ok(when)) => match when.time {
            Some(time) => format!("{} {}", when.day, time.format("%H:%M")),
            None => when.day.to_string(),
        },
    };
    (when, read.text)
}

#[test]
fn a_table_of_words() {
    for (line, when, text) in [
        ("ask about seeds in two weeks", "2026-12-06", "ask about seeds"),
        ("next Tue 15:00 call her", "2026-11-24 15:00", "call her"),
        ("call her next Tue, 15:00", "2026-11-24 15:00", "call her"),
        ("today", "2026-11-22", ""),
        ("today 9:00", "Passed", "today 9:00"),
        ("today at 18:30 tea", "2026-11-22 18:30", "tea"),
        ("tomorrow", "2026-11-23", ""),
        ("tomorrow morning: water", "2026-11-23 09:00", "water"),
        ("tonight", "2026-11-22 20:00", ""),
        ("the day after tomorrow", "2026-11-24", ""),
        ("in 3 days", "2026-11-25", ""),
        ("in a month", "2026-12-22", ""),
        ("in an hour", "2026-11-22 12:40", ""),
        ("in half an hour", "2026-11-22 12:10", ""),
        ("in 90 minutes tea", "2026-11-22 13:10", "tea"),
        ("in a couple of weeks", "2026-12-06", ""),
        ("in a quarter", "2027-02-22", ""),
        ("in 2 years at 9", "2028-11-22 09:00", ""),
        ("write again on friday", "2026-11-27", "write again"),
        ("fri 9am", "2026-11-27 09:00", ""),
        ("fri 9.30pm", "2026-11-27 21:30", ""),
        ("Fri 9:30 pm", "2026-11-27 21:30", ""),
        ("sunday", "2026-11-29", ""),
        ("this sunday", "2026-11-22", ""),
        ("this sunday 9:00", "2026-11-29 09:00", ""),
        ("next week", "2026-11-23", ""),
        ("next month", "2026-12-01", ""),
        ("next quarter", "2027-01-01", ""),
        ("next year", "2027-01-01", ""),
        ("end of month", "2026-11-30", ""),
        ("end of the month", "2026-11-30", ""),
        ("by the end of next month", "2026-12-31", ""),
        ("end of week", "2026-11-22", ""),
        ("end of next week", "2026-11-27", ""),
        ("end of quarter", "2026-12-31", ""),
        ("end of next quarter", "2027-03-31", ""),
        ("12 March", "2027-03-12", ""),
        ("12th of March, 2028 at 10:00", "2028-03-12 10:00", ""),
        ("March 12", "2027-03-12", ""),
        ("on the 3rd of Dec", "2026-12-03", ""),
        ("22 November", "2026-11-22", ""),
        ("22 November 9:00", "2027-11-22 09:00", ""),
        ("21 November", "2027-11-21", ""),
        ("29 February", "2028-02-29", ""),
        ("31 April", "NoSuchDay", "31 April"),
        ("2027-01-05 14:30", "2027-01-05 14:30", ""),
        ("2027-01-05T14:30", "2027-01-05 14:30", ""),
        ("2020-01-05", "2020-01-05", ""),
        ("2027-02-30", "NoSuchDay", "2027-02-30"),
        ("5.1.", "2027-01-05", ""),
        ("05.01.2028", "2028-01-05", ""),
        ("5/1", "Ambiguous", "5/1"),
        ("5/1/2027", "Ambiguous", "5/1/2027"),
        ("25/12", "2026-12-25", ""),
        ("12/25", "2026-12-25", ""),
        ("at 3pm", "2026-11-22 15:00", ""),
        ("at 9", "2026-11-23 09:00", ""),
        ("15:00 on friday", "2026-11-27 15:00", ""),
        ("fri 25:00", "NoSuchTime", "fri 25:00"),
        ("in 99999999999 years", "TooFar", "in 99999999999 years"),
        ("met 40 people at 40 degrees", "-", "met 40 people at 40 degrees"),
        ("she loves the sun", "-", "she loves the sun"),
        ("we sat together, version 1.2.3, 5 of 6", "-", "we sat together, version 1.2.3, 5 of 6"),
        ("Sat", "2026-11-28", ""),
        ("she may come in april", "-", "she may come in april"),
        ("tuesday ask whether friday suits", "2026-11-24", "ask whether friday suits"),
        ("write on friday about tea tomorrow", "2026-11-23", "write on friday about tea"),
        ("", "-", ""),
    ] {
        assert_eq!(said(line, NOW), (when.to_owned(), text.to_owned()), "{line:?}");
    }
}

#[test]
fn months_end_where_they_end() {
    let now = "2027-01-31T10:00:00Z";
    assert_eq!(said("in a month", now).0, "2027-02-28");
    assert_eq!(said("in 13 months", now).0, "2028-02-29");
    assert_eq!(said("end of month", now).0, "2027-01-31");
    assert_eq!(said("next month", now).0, "2027-02-01");
    assert_eq!(said("next quarter", "2027-12-31T10:00:00Z").0, "2028-01-01");
}

#[test]
fn a_monday_and_the_tuesday_after_it_are_told_apart() {
    let monday = "2026-11-23T10:00:00Z";
    assert_eq!(said("tue", monday).0, "2026-11-24");
    assert_eq!(said("next tue", monday).0, "2026-12-01");
}

#[test]
fn clocks_that_jump_lose_no_time() {
    let night = "2027-03-27T20:00:00Z";
    // Half past two does not exist that night; the first instant after it is three.
    let when = only("tomorrow 2:30", at(night), berlin()).unwrap();
    assert_eq!(when.at, at("2027-03-28T01:00:00Z"));
    // It exists twice in autumn: the first one counts.
    let when = only("2027-10-31 02:30", at(night), berlin()).unwrap();
    assert_eq!(when.at, at("2027-10-31T00:30:00Z"));
    // A stretch of hours is counted on the clock of the world.
    let when = only("in 3 hours", at("2027-03-28T00:30:00Z"), berlin()).unwrap();
    assert_eq!((when.at, when.time.unwrap().to_string().as_str()), (at("2027-03-28T03:30:00Z"), "05:30:00"));
    // A day ends at midnight wherever one is.
    let apia = zone("Pacific/Apia").unwrap();
    assert_eq!(only("tomorrow", at("2026-11-22T23:00:00Z"), apia).unwrap().day.to_string(), "2026-11-24");
}

#[test]
fn only_a_date_is_only_a_date() {
    assert_eq!(only("call friday", at(NOW), berlin()).unwrap_err().why, Why::NoSuchDay);
    assert_eq!(only("5/1", at(NOW), berlin()).unwrap_err().why, Why::Ambiguous);
    assert!(only(" in 3 days ", at(NOW), berlin()).is_ok());
}

/// Words that dates are made of, and some that they are not.
fn some_words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "in",
        "a",
        "two",
        "3",
        "99",
        "weeks",
        "month",
        "hours",
        "next",
        "this",
        "tue",
        "Sun",
        "friday",
        "end",
        "of",
        "the",
        "month",
        "quarter",
        "year",
        "at",
        "9",
        "15:00",
        "3pm",
        "pm",
        "on",
        "by",
        "12",
        "31",
        "March",
        "feb",
        "2027-01-31",
        "5.1.",
        "5/1",
        "13/2",
        "today",
        "tonight",
        "tomorrow",
        "noon",
        "half",
        "an",
        "hour",
        "Ünë",
        "🌱",
        "call",
        "couple",
    ]);
    prop::collection::vec(word, 0..9).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn nothing_panics(line in ".{0,60}", now in -9_000_000_000_000_i64..90_000_000_000_000, place in 0usize..500) {
        let names = time::zone_names();
        let zone = zone(names[place % names.len()]).unwrap();
        if let Some(Ok(when)) = find(&line, now, zone) {
            prop_assert!(line.get(when.words.clone()).is_some_and(|words| !words.is_empty()));
        }
        let _ = read(&line, now, zone);
    }

    #[test]
    fn what_is_understood_is_still_to_come(line in some_words(), minutes in 0_i64..5_000_000, place in 0usize..500) {
        let names = time::zone_names();
        let zone = zone(names[place % names.len()]).unwrap();
        let now = at("2024-01-01T00:00:00Z") + minutes * 60_000 + 7;
        let today = time::day_of(now, zone);
        let Some(found) = find(&line, now, zone) else { return Ok(()) };
        let Ok(when) = found else { return Ok(()) };
        let words = line.get(when.words.clone()).unwrap_or_default();
        let exact = words.contains("2027") || words.split(' ').any(|word| word.parse::<u32>().is_ok_and(|year| year > 1000));
        if !exact {
            match when.time {
                Some(_) => prop_assert!(when.at > now, "{line:?} means {when:?}"),
                None => prop_assert!(when.day >= today, "{line:?} means {when:?}"),
            }
        }
        // Reading what is left finds nothing twice, and the text lost nothing but the date.
        let read = read(&line, now, zone);
        prop_assert!(read.text.len() + words.len() <= line.len() + 1);
        prop_assert!(when.day >= NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() || exact);
    }
}
