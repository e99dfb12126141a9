//! Numbers as a report prints them: the same number is always the same characters.
//!
//! **Invariant:** nothing depends on the machine: no locale, no clock.

use crate::metrics::views::{Direction, Unit};

use super::value::Tone;

/// What stands where there is no number.
pub(super) const NONE: &str = "–";
/// What stands for a number under [`FEW`] where that could point at somebody.
pub(super) const SUPPRESSED: &str = "<5";
/// Fewer than so many could point at somebody.
pub(super) const FEW: f64 = 5.0;

/// From so many whole units on an amount is printed without their parts.
const MUCH: f64 = 10_000.0;

/// A number with its unit; amounts are in minor units of `currency`.
pub(super) fn shown(value: f64, unit: Unit, currency: &str) -> String {
    match unit {
        Unit::People | Unit::Count => grouped(value, 0),
        Unit::Percent => format!("{}%", grouped(value, 1)),
        Unit::Hours => hours(value),
        Unit::Days => format!("{} {}", trimmed(value, 1), if is_one(value) { "day" } else { "days" }),
        Unit::Number => trimmed(value, if value.abs() < 10.0 { 2 } else { 1 }),
        // Of so much, nobody asks for hundredths.
        Unit::Money => match major(value, currency) {
            (whole, _) if whole.abs() >= MUCH => format!("{currency} {}", grouped(whole, 0)),
            (whole, places) => format!("{currency} {}", grouped(whole, places)),
        },
    }
}

/// How many there are.
pub(super) fn counted(value: f64) -> String {
    grouped(value, 0)
}

/// Minor units of a currency without its code: `1,234.56`, of yen `1,235`.
pub(super) fn amount(value: f64, currency: &str) -> String {
    let (whole, places) = major(value, currency);
    grouped(whole, places)
}

/// Minor units of a currency as whole ones, and how many digits those have after the point.
fn major(value: f64, currency: &str) -> (f64, usize) {
    let digits = kith_domain::figures::digits(currency);
    (value / 10_f64.powi(i32::try_from(digits).unwrap_or(2)), usize::try_from(digits).unwrap_or(2))
}

fn hours(value: f64) -> String {
    if value < 0.995 {
        let minutes = (value * 60.0).round();
        return format!("{} min", trimmed(minutes.max(0.0), 0));
    }
    if value < 48.0 {
        return format!("{} h", trimmed(value, 1));
    }
    format!("{} days", trimmed(value / 24.0, 1))
}

/// A change: hundredths for what is counted, points for percentages, a plain difference where nothing was before.
pub(super) fn change(now: Option<f64>, before: Option<f64>, unit: Unit, currency: &str) -> String {
    let (Some(now), Some(before)) = (now, before) else { return NONE.to_owned() };
    let delta = now - before;
    match unit {
        Unit::Percent => signed(delta, 1, " pts"),
        // Hundredths of nothing, or of less, say nothing.
        _ if before <= 0.0 => match unit {
            Unit::Hours => signed(delta, 1, ""),
            Unit::Money => {
                let (whole, places) = major(delta, currency);
                signed(whole, places, "")
            }
            _ => signed(delta, if matches!(unit, Unit::People | Unit::Count) { 0 } else { 1 }, ""),
        },
        // Of a small number hundredths run into thousands, which nobody reads.
        _ if now >= before * 10.0 => format!("{} times", grouped(now / before, 0)),
        _ => signed(delta / before * 100.0, 0, "%"),
    }
}

/// Whether a change is a good one.
pub(super) fn tone(delta: Option<f64>, direction: Direction) -> Tone {
    match (delta.filter(|delta| *delta != 0.0), direction) {
        (None, _) | (_, Direction::Neutral) => Tone::Neutral,
        (Some(delta), direction) if (delta > 0.0) == (direction == Direction::Up) => Tone::Better,
        _ => Tone::Worse,
    }
}

/// A number as a program reads it: at most six places, without zeros at the end.
pub(super) fn plain(value: f64) -> String {
    let text = format!("{:.6}", whole_zero(value));
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The same number, so that it is the same in every file.
pub(super) fn rounded(value: f64) -> f64 {
    plain(value).parse().unwrap_or(0.0)
}

fn is_one(value: f64) -> bool {
    trimmed(value, 1) == "1"
}

/// Not minus nothing.
fn whole_zero(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() { 0.0 } else { value }
}

fn signed(value: f64, places: usize, after: &str) -> String {
    let text = grouped(value.abs(), places);
    let sign = match () {
        () if text.chars().all(|c| matches!(c, '0' | '.')) => "±",
        () if value > 0.0 => "+",
        () => "–",
    };
    format!("{sign}{text}{after}")
}

fn trimmed(value: f64, places: usize) -> String {
    let text = grouped(value, places);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// With commas between thousands.
fn grouped(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", whole_zero(value));
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("–", rest));
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let mut out = String::from(if text.chars().all(|c| matches!(c, '0' | '.')) { "" } else { sign });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (value, unit, text) in [
            (0.0, Unit::Count, "0"),
            (999.0, Unit::People, "999"),
            (1_234_567.0, Unit::Count, "1,234,567"),
            (42.857_142, Unit::Percent, "42.9%"),
            (100.0, Unit::Percent, "100.0%"),
            (0.4, Unit::Hours, "24 min"),
            (0.0, Unit::Hours, "0 min"),
            (0.999, Unit::Hours, "1 h"),
            (3.5, Unit::Hours, "3.5 h"),
            (60.0, Unit::Hours, "2.5 days"),
            (1.0, Unit::Days, "1 day"),
            (0.75, Unit::Number, "0.75"),
            (80.833_333, Unit::Number, "80.8"),
            (-1_234.5, Unit::Number, "–1,234.5"),
            (999_999.0, Unit::Money, "EUR 9,999.99"),
            (1_330_049.0, Unit::Money, "EUR 13,300"),
            (-0.001, Unit::Number, "0"),
        ] {
            assert_eq!(shown(value, unit, "EUR"), text);
        }
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        for (currency, text) in [("EUR", "1,234.56"), ("JPY", "123,456"), ("KWD", "123.456"), ("", "1,234.56")] {
            assert_eq!(amount(123_456.0, currency), text);
            assert_eq!(shown(123_456.0, Unit::Money, currency), format!("{currency} {text}"));
            assert_eq!(change(Some(123_456.0), Some(0.0), Unit::Money, currency), format!("+{text}"));
        }
    }

    #[test]
    fn changes_leave_out_what_cannot_be_said() {
        for (now, before, unit, text) in [
            (Some(108.0), Some(100.0), Unit::Count, "+8%"),
            (Some(92.0), Some(100.0), Unit::Count, "–8%"),
            (Some(9.9), Some(1.0), Unit::Hours, "+890%"),
            (Some(1_817.0), Some(17.0), Unit::Count, "107 times"),
            (Some(5.0), Some(0.0), Unit::Count, "+5"),
            (Some(52.5), Some(50.0), Unit::Percent, "+2.5 pts"),
            (Some(50.0), Some(50.0), Unit::Percent, "±0.0 pts"),
            (Some(13.0), Some(-25.0), Unit::Count, "+38"),
            (Some(1.0), None, Unit::Count, "–"),
            (None, Some(1.0), Unit::Count, "–"),
        ] {
            assert_eq!(change(now, before, unit, "EUR"), text);
        }
    }

    #[test]
    fn a_change_is_good_only_where_a_way_is_wished() {
        assert_eq!(tone(Some(1.0), Direction::Up), Tone::Better);
        assert_eq!(tone(Some(1.0), Direction::Down), Tone::Worse);
        assert_eq!(tone(Some(-1.0), Direction::Down), Tone::Better);
        assert_eq!(tone(Some(-1.0), Direction::Neutral), Tone::Neutral);
        assert_eq!(tone(Some(0.0), Direction::Up), Tone::Neutral);
        assert_eq!(tone(None, Direction::Up), Tone::Neutral);
    }

    #[test]
    fn programs_read_plain_numbers() {
        for (value, text) in
            [(1.0, "1"), (1.0 / 3.0, "0.333333"), (-0.0, "0"), (-1e-9, "0"), (f64::NAN, "0"), (1e6, "1000000")]
        {
            assert_eq!(plain(value), text);
        }
    }
}
