//! Rules by hand, by their standard, and by chance.
//!
//! **Invariant:** expected days are written out and never computed by the code that is tested.

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::Rule;
use crate::time;

fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn days(rule: &str, start: &str, last: &str) -> Vec<String> {
    let zone = time::zone("Europe/Berlin").unwrap();
    let found = Rule::parse(rule).unwrap().occurrences(wall(start), zone, last.parse().unwrap(), 1000);
    found.iter().map(|at| at.format("%m-%d").to_string()).collect()
}

#[test]
fn rules_by_hand() {
    let end = "2026-12-31";
    assert_eq!(days("FREQ=MONTHLY;BYDAY=1TU", "2026-09-01 18:30", end), ["09-01", "10-06", "11-03", "12-01"]);
    assert_eq!(days("FREQ=MONTHLY;BYDAY=-1TH", "2026-09-24 18:30", end), ["09-24", "10-29", "11-26", "12-31"]);
    assert_eq!(days("FREQ=MONTHLY", "2026-08-31 18:30", end), ["08-31", "10-31", "12-31"]);
    assert_eq!(days("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-09-30 18:30", end), ["09-30", "10-31", "11-30"]);
    assert_eq!(
        days("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261130T173000Z", "2026-11-02 18:30", end),
        ["11-02", "11-05", "11-16", "11-19", "11-30"]
    );
    assert_eq!(days("FREQ=WEEKLY;UNTIL=20261116", "2026-11-02 18:30", end), ["11-02", "11-09", "11-16"]);
    assert_eq!(
        days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-09-30 18:30", end),
        ["09-30", "10-30", "11-30", "12-31"]
    );
    assert_eq!(days("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2025-11-27 09:00", end), ["11-27", "11-26"]);
    assert_eq!(days("FREQ=DAILY;INTERVAL=20;BYDAY=SU,SA", "2026-11-01 09:00", end), ["11-01", "11-21"]);
    // The weeks of "every other" are cut where the rule says (RFC 5545, page 44).
    assert_eq!(
        days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05 09:00", "1998-01-01"),
        ["08-05", "08-10", "08-19", "08-24"]
    );
    assert_eq!(
        days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05 09:00", "1998-01-01"),
        ["08-05", "08-17", "08-19", "08-31"]
    );
    // A beginning that does not fit is an occurrence all the same.
    assert_eq!(days("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "2026-11-02 18:30", end), ["11-02", "11-03"]);
}

#[test]
fn what_is_not_understood_is_refused() {
    for rule in [
        "",
        "FREQ=HOURLY",
        "BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=YEARLY;BYWEEKNO=3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=MONTHLY;BYDAY=ÄÖ",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ",
    ] {
        assert!(Rule::parse(rule).is_err(), "{rule}");
    }
}

fn rule() -> impl Strategy<Value = String> {
    let days = prop::sample::select(vec!["", ";BYDAY=MO", ";BYDAY=TU,SA"]);
    let nth = prop::sample::select(vec![
        "",
        ";BYDAY=1TU",
        ";BYDAY=-1FR",
        ";BYDAY=2MO,4MO",
        ";BYMONTHDAY=15",
        ";BYMONTHDAY=-1,1",
        ";BYDAY=SA,SU;BYSETPOS=2",
        ";BYMONTH=3,10",
    ]);
    let end = prop::sample::select(vec!["", ";COUNT=7", ";UNTIL=20270301T120000Z", ";UNTIL=20270501"]);
    (prop::sample::select(vec!["WEEKLY", "MONTHLY", "DAILY", "YEARLY"]), 1_u32..5, days, nth, end).prop_map(
        |(every, interval, days, nth, end)| {
            let which = if matches!(every, "MONTHLY" | "YEARLY") { nth } else { days };
            format!("FREQ={every};INTERVAL={interval}{which}{end}")
        },
    )
}

proptest! {
    #[test]
    fn occurrences_rise_and_rules_read_as_they_were_written(text in rule(), day in 0_u64..1000) {
        let rule = Rule::parse(&text).unwrap();
        prop_assert_eq!(&Rule::parse(&rule.to_string()).unwrap(), &rule);
        let start = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + chrono::Days::new(day);
        let last = NaiveDate::from_ymd_opt(2029, 1, 1).unwrap();
        let found = rule.occurrences(start.and_hms_opt(2, 30, 0).unwrap(), time::zone("Europe/Berlin").unwrap(), last, 500);
        prop_assert_eq!(found[0].date(), start);
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(found.iter().all(|at| at.date() <= last));
    }

    #[test]
    fn nothing_panics(text in "\\PC{0,60}") {
        let _ = Rule::parse(&text);
        let _ = Rule::parse(&format!("FREQ=MONTHLY;{text}"));
    }
}
