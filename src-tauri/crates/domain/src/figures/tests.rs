//! What is typed, as it is understood.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

use super::*;

fn day_of(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn stretches_of_days() {
    for (text, from, until, again) in [
        ("2024-05-12", "2024-05-12", "2024-05-13", "2024-05-12"),
        (" 2024-05 ", "2024-05-01", "2024-06-01", "2024-05"),
        ("2024-q2", "2024-04-01", "2024-07-01", "2024-Q2"),
        ("2024-W20", "2024-05-13", "2024-05-20", "2024-W20"),
        ("2025-W01", "2024-12-30", "2025-01-06", "2025-W01"),
        ("2024", "2024-01-01", "2025-01-01", "2024"),
        ("2024-02-01..2024-02-29", "2024-02-01", "2024-03-01", "2024-02"),
        ("2024-02-03 .. 2024-02-29", "2024-02-03", "2024-03-01", "2024-02-03..2024-02-29"),
    ] {
        let period = Period::parse(text).unwrap();
        assert_eq!((period.from, period.until), (day_of(from), day_of(until)), "{text}");
        assert_eq!(period.to_string(), again, "{text}");
    }
    for text in [
        "",
        "05/2024",
        "03/04/2024",
        "24",
        "2024-13",
        "2024-Q5",
        "2024-W60",
        "2024-5",
        "2024-02-30",
        "0001",
        "yesterday",
        "2024-05-12..2024-05-01",
        "2024-05-12..",
        "2024-Q02",
    ] {
        assert!(Period::parse(text).is_err(), "{text}");
    }
}

#[test]
fn amounts() {
    for (text, digits, value) in [
        ("0", 0, 0),
        ("1234", 0, 1234),
        ("1,234", 0, 1234),
        ("1.234", 0, 1234),
        ("1 234 567", 0, 1_234_567),
        ("35", 2, 3_500),
        ("35.5", 2, 3_550),
        ("35,50", 2, 3_550),
        ("1,234.50", 2, 123_450),
        ("1.234,50", 2, 123_450),
        ("1'234.50", 2, 123_450),
        ("1,234", 2, 123_400),
        ("1,234,567", 2, 123_456_700),
        ("-12.30", 2, -1_230),
        ("1.234", 3, 1_234),
        ("12.000", 0, 12_000),
        ("12.0", 0, 12),
    ] {
        assert_eq!(amount(text, digits), Ok(value), "{text} with {digits}");
    }
    for (text, digits) in [
        ("", 0),
        ("-", 0),
        ("12.5", 0),
        ("1.2.3", 2),
        ("1,23,456", 2),
        ("12.345.60", 2),
        ("1.2.3.4", 2),
        ("12a", 0),
        (".5", 2),
        ("1e5", 0),
        ("1.2345", 2),
        ("99999999999999999999", 0),
        ("1234,567,890", 0),
        ("€5", 2),
    ] {
        assert!(amount(text, digits).is_err(), "{text} with {digits}: {:?}", amount(text, digits));
    }
}

#[test]
fn moments() {
    for (text, again) in [
        ("2024-05-12", "2024-05-12"),
        ("2024-05-12 13:30", "2024-05-12 13:30"),
        ("2024-05-12T13:30:59", "2024-05-12 13:30"),
    ] {
        assert_eq!(Moment::parse(text).unwrap().to_string(), again);
    }
    for text in ["", "12.05.2024", "2024-05-12 25:00", "2024-05-12 noon", "2024-05"] {
        assert!(Moment::parse(text).is_err(), "{text}");
    }
    let berlin = crate::time::zone("Europe/Berlin").unwrap();
    assert_eq!(Moment::parse("2024-05-12 13:30").unwrap().instant(berlin), 1_715_513_400_000);
    assert_eq!(Moment::parse("2024-05-12").unwrap().instant(berlin), 1_715_464_800_000);
}

proptest! {
    #[test]
    fn a_stretch_is_read_as_it_is_written(start in 1_000_u64..2_900_000, many in 1_u64..900) {
        let from = NaiveDate::default() + Days::new(start);
        prop_assume!((1971..=9000).contains(&from.year()));
        let period = Period { from, until: from + Days::new(many) };
        prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
    }

    #[test]
    fn an_amount_is_read_as_it_is_written(value in -LARGEST..=LARGEST, digits in 0_u32..=3) {
        prop_assert_eq!(amount(&written(value, digits), digits), Ok(value));
    }

    #[test]
    fn anything_may_be_typed(text in "\\PC{0,24}", digits in 0_u32..=3) {
        let _ = (amount(&text, digits), currency(&text));
        if let Ok(period) = Period::parse(&text) {
            prop_assert!(period.from < period.until);
        }
        if let Ok(moment) = Moment::parse(&text) {
            prop_assert_eq!(Moment::parse(&moment.to_string()), Ok(moment));
        }
    }
}
