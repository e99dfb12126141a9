//! What a person types when they keep numbers that no chat tells: a stretch of days, an amount, a moment.
//!
//! **Invariants:** what is read is written back in one way, and reading that again gives the same; nothing is guessed where
//! two readings are possible: `03/04/2024` is refused, because it is two days.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// The most that an amount may be, either way: sums of a great many stay exact.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// Whole calendar days: from the first to the day after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub until: NaiveDate,
}

impl Period {
    /// Reads `2024-05-12`, `2024-05`, `2024-Q2`, `2024-W20`, `2024`, or two days with `..` between them, the last included.
    ///
    /// # Errors
    /// Says in words what to write instead.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const HELP: &str =
            "write a day, a month, a quarter, a week or a year: 2024-05-12, 2024-05, 2024-Q2, 2024-W20, 2024";
        let text = text.trim();
        let found = match text.split_once("..") {
            Some((first, last)) => day(first.trim())
                .zip(day(last.trim()))
                .and_then(|(from, last)| Some(Self { from, until: last.succ_opt()? })),
            None => one(text),
        };
        let found = found.filter(|period| (1970..=9998).contains(&period.from.year())).ok_or(HELP)?;
        if found.until <= found.from {
            return Err("this ends before it begins");
        }
        Ok(found)
    }

    /// Whether all its days lie in the days from `from` until before `until`.
    pub fn within(self, from: NaiveDate, until: NaiveDate) -> bool {
        from <= self.from && self.until <= until
    }

    /// Whether one of its days lies in the days from `from` until before `until`.
    pub fn touches(self, from: NaiveDate, until: NaiveDate) -> bool {
        self.from < until && from < self.until
    }
}

fn one(text: &str) -> Option<Period> {
    if let Some(from) = day(text) {
        return Some(Period { from, until: from.succ_opt()? });
    }
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (text, None),
    };
    let year = (year.len() == 4).then(|| year.parse::<i32>().ok())?.filter(|year| *year >= 0)?;
    let months = |first: u32, many: u32| {
        let from = NaiveDate::from_ymd_opt(year, first, 1)?;
        Some(Period { from, until: from.checked_add_months(Months::new(many))? })
    };
    match rest {
        None => months(1, 12),
        Some(rest) => {
            if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
                let quarter: u32 =
                    (quarter.len() == 1).then(|| quarter.parse().ok())?.filter(|q| (1..=4).contains(q))?;
                return months(quarter * 3 - 2, 3);
            }
            if let Some(week) = rest.strip_prefix(['W', 'w']) {
                let week = (week.len() == 2).then(|| week.parse().ok())?;
                let from = NaiveDate::from_isoywd_opt(year, week?, Weekday::Mon)?;
                return Some(Period { from, until: from.checked_add_days(Days::new(7))? });
            }
            months((rest.len() == 2).then(|| rest.parse().ok())??, 1)
        }
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())?
}

impl std::fmt::Display for Period {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let from = self.from;
        let after = |months| from.checked_add_months(Months::new(months)) == Some(self.until);
        if from.succ_opt() == Some(self.until) {
            write!(out, "{from}")
        } else if from.day() == 1 && after(1) {
            write!(out, "{}", from.format("%Y-%m"))
        } else if from.day() == 1 && from.month() % 3 == 1 && after(3) {
            write!(out, "{}-Q{}", from.year(), from.month().div_ceil(3))
        } else if from.ordinal() == 1 && after(12) {
            write!(out, "{}", from.format("%Y"))
        } else if from.weekday() == Weekday::Mon && from.checked_add_days(Days::new(7)) == Some(self.until) {
            write!(out, "{}", from.format("%G-W%V"))
        } else {
            write!(out, "{from}..{}", self.until.pred_opt().unwrap_or(from))
        }
    }
}

/// How many digits a currency has after the point (ISO 4217); two for one that is not known.
pub fn digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// Reads the code of a currency: `eur` is `EUR`.
///
/// # Errors
/// Says in words what to write instead.
pub fn currency(text: &str) -> Result<String, &'static str> {
    let code = text.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err("write the three letters of a currency: EUR, USD")
    }
}

/// Reads an amount with at most `digits` digits after its point or comma, as a whole number of the smallest unit:
/// `1,234.50` with two digits is 123450. A point or comma before exactly three digits stands between thousands.
///
/// # Errors
/// Says in words what to write instead.
pub fn amount(text: &str, digits: u32) -> Result<i64, &'static str> {
    const HELP: &str = "write a number: 1234 or 1,234.50";
    let text: String =
        text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' | '_')).collect();
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let is_mark = |c: char| c == '.' || c == ',';
    let (whole, fraction) = match text.rsplit_once(is_mark) {
        None => (text, ""),
        Some((whole, tail)) => {
            let mark = text.chars().rev().find(|c| is_mark(*c)).unwrap_or('.');
            // Three digits behind the only kind of mark there is: thousands.
            let other = whole.contains(if mark == '.' { ',' } else { '.' });
            if tail.len() == 3 && !other && (digits < 3 || whole.contains(mark)) { (text, "") } else { (whole, tail) }
        }
    };
    let mut groups = whole.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let mut marks = whole.chars().filter(|c| is_mark(*c));
    let one_kind = marks.next().is_none_or(|first| {
        marks.all(|mark| mark == first) && (fraction.is_empty() || !text.ends_with(&format!("{first}{fraction}")))
    });
    let grouped =
        rest.is_empty() || (one_kind && (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    let all = || first.chars().chain(rest.iter().flat_map(|group| group.chars())).chain(fraction.chars());
    if !grouped || first.is_empty() || !all().all(|c| c.is_ascii_digit()) {
        return Err(HELP);
    }
    let kept = u32::try_from(fraction.trim_end_matches('0').len()).unwrap_or(u32::MAX);
    if kept > digits {
        return Err(if digits == 0 { "write a whole number" } else { "this has too many digits after its point" });
    }
    let mut value: i64 = 0;
    let cents = fraction.trim_end_matches('0').chars();
    let padding = std::iter::repeat_n('0', usize::try_from(digits - kept).unwrap_or(0));
    let whole = first.chars().chain(rest.iter().flat_map(|group| group.chars()));
    for digit in whole.chain(cents).chain(padding) {
        let digit = i64::from(digit.to_digit(10).unwrap_or(0));
        value = value.checked_mul(10).and_then(|value| value.checked_add(digit)).ok_or("this is too large")?;
    }
    if value > LARGEST {
        return Err("this is too large");
    }
    Ok(if negative { -value } else { value })
}

/// An amount as it is typed: `1234.50`.
pub fn written(value: i64, digits: u32) -> String {
    let scale = 10_u64.pow(digits.min(9));
    let size = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    match digits {
        0 => format!("{sign}{size}"),
        _ => format!("{sign}{}.{:0width$}", size / scale, size % scale, width = usize::try_from(digits).unwrap_or(2)),
    }
}

/// A day, or a minute of it, on the community's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The minute; nothing where only the day is known.
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// Reads `2024-05-12`, `2024-05-12 13:30` or `2024-05-12T13:30`.
    ///
    /// # Errors
    /// Says in words what to write instead.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const HELP: &str = "write a day, and its time where it matters: 2024-05-12 or 2024-05-12 13:30";
        let text = text.trim();
        let (first, rest) = match text.split_once([' ', 'T']) {
            Some((first, rest)) => (first, Some(rest.trim())),
            None => (text, None),
        };
        let day = day(first).filter(|day| (1970..=9998).contains(&day.year())).ok_or(HELP)?;
        let time = match rest {
            None => None,
            Some(rest) => {
                // Seconds, which files have, tell nobody anything.
                let time =
                    NaiveTime::parse_from_str(rest, "%H:%M").or_else(|_| NaiveTime::parse_from_str(rest, "%H:%M:%S"));
                let minute = |time: NaiveTime| NaiveTime::parse_from_str(&time.format("%H:%M").to_string(), "%H:%M");
                Some(time.and_then(minute).map_err(|_| HELP)?)
            }
        };
        Ok(Self { day, time })
    }

    /// Its instant, UTC milliseconds: of a day, the first one.
    pub fn instant(self, zone: chrono_tz::Tz) -> i64 {
        let wall = NaiveDateTime::new(self.day, self.time.unwrap_or(NaiveTime::MIN));
        crate::time::instant(wall, zone)
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            Some(time) => write!(out, "{} {}", self.day, time.format("%H:%M")),
            None => write!(out, "{}", self.day),
        }
    }
}

#[cfg(test)]
mod tests;
