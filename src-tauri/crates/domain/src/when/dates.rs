//! Days: of the week, of the calendar, and those that months and weeks end with.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};

use super::{
    Now, Why,
    times::furthest,
    words::{Words, number},
};
use crate::time::{first_of_month, monday_of};

/// A day as it was said.
pub(super) struct Date {
    pub(super) day: NaiveDate,
    /// A time that the words mean themselves: "tonight".
    pub(super) hour: Option<NaiveTime>,
    /// Exactly this day, whether it has passed or not: a year was written.
    pub(super) exact: bool,
    /// The day to take when this one has passed.
    pub(super) again: Option<NaiveDate>,
    /// See [`super::When::ahead`].
    pub(super) ahead: bool,
}

impl Date {
    fn on(day: NaiveDate) -> Self {
        Self { day, hour: None, exact: false, again: None, ahead: true }
    }
}

/// A day, and the place after it.
type Found = (Result<Date, Why>, usize);

/// The day that begins at a word.
pub(super) fn date(words: &Words<'_>, start: usize, now: &Now) -> Option<Found> {
    spoken(words, start, now)
        .or_else(|| weekday(words, start, now))
        .or_else(|| written(words, start))
        .or_else(|| by_month(words, start, now))
        .or_else(|| in_figures(words, start, now))
}

/// "today", "tomorrow", "next month", "end of the week".
fn spoken(words: &Words<'_>, start: usize, now: &Now) -> Option<Found> {
    let today = now.today();
    let after = |days| today.checked_add_days(Days::new(days));
    let next_monday = monday_of(today).checked_add_days(Days::new(7));
    let month = |count| first_of_month(today).checked_add_months(Months::new(count));
    let quarter = |count: u32| month(3 - today.month0() % 3 + 3 * count);
    let year = |count| NaiveDate::from_ymd_opt(today.year() + count, 1, 1);
    let the = |place: usize| if words.word(place) == Some("the") { place + 1 } else { place };
    let day = |day: Option<NaiveDate>, end| {
        Some((day.filter(|day| *day <= furthest()).map(Date::on).ok_or(Why::TooFar), end))
    };
    let word = words.word(start)?;
    match (word, words.word(start + 1)) {
        ("today", _) => Some((Ok(Date { ahead: false, ..Date::on(today) }), start + 1)),
        ("tonight", _) => {
            let hour = [20, 22].iter().filter_map(|hour| NaiveTime::from_hms_opt(*hour, 0, 0));
            let hour = hour.chain(NaiveTime::from_hms_opt(23, 59, 0)).find(|hour| now.is_ahead(today, Some(*hour)));
            let tonight = Date { hour, ahead: false, ..Date::on(today) };
            Some((Ok(tonight), start + 1))
        }
        ("tomorrow" | "tmrw" | "tmr", _) => day(after(1), start + 1),
        ("day", Some("after")) if words.word(start + 2) == Some("tomorrow") => day(after(2), start + 3),
        ("next" | "coming", Some("week")) => day(next_monday, start + 2),
        ("next", Some("weekend")) => day(next_monday.and_then(|day| day.checked_add_days(Days::new(5))), start + 2),
        ("next", Some("month")) => day(month(1), start + 2),
        ("next", Some("quarter")) => day(quarter(0), start + 2),
        ("next", Some("year")) => day(year(1), start + 2),
        ("this", Some("weekend")) | ("weekend", _) => {
            let saturday = monday_of(today).checked_add_days(Days::new(5));
            let end = start + if word == "this" { 2 } else { 1 };
            // "weekend" alone is a word like any other.
            if word == "weekend" && !is_said(words, start) {
                return None;
            }
            day(saturday.map(|saturday| saturday.max(today)), end)
        }
        ("eow", _) => day(Some(friday(today)), start + 1),
        ("eom", _) => day(month(1).and_then(|day| day.pred_opt()), start + 1),
        ("the", Some("end" | "day")) => spoken(words, start + 1, now),
        ("end", Some("of")) => {
            let place = the(start + 2);
            let (next, place) = match words.word(place) {
                Some("next") => (1, place + 1),
                Some("this") => (0, place + 1),
                _ => (0, place),
            };
            let last = |first: Option<NaiveDate>| first.and_then(|first| first.pred_opt());
            let found = match words.word(place)? {
                "day" if next == 0 => Some(today),
                "week" if next == 1 => next_monday.map(friday),
                "week" => Some(friday(today)),
                "month" => last(month(next + 1)),
                "quarter" => last(quarter(next)),
                "year" => last(year(i32::try_from(next).ok()? + 1)),
                _ => return None,
            };
            day(found, place + 1)
        }
        _ => None,
    }
}

/// The Friday of a week, or the day itself when that is later.
fn friday(day: NaiveDate) -> NaiveDate {
    (monday_of(day) + Days::new(4)).max(day)
}

/// Whether a word before this one says that a day follows.
fn is_said(words: &Words<'_>, place: usize) -> bool {
    place.checked_sub(1).and_then(|before| words.word(before)).is_some_and(|word| {
        matches!(word, "on" | "by" | "until" | "till" | "due" | "before" | "this" | "next" | "coming")
    })
}

fn weekday(words: &Words<'_>, start: usize, now: &Now) -> Option<Found> {
    let (said, place) = match words.word(start)? {
        said @ ("next" | "this" | "coming") => (Some(said), start + 1),
        _ => (None, start),
    };
    let name = words.word(place)?;
    let day = weekday_named(name)?;
    // These are words as well: they need a capital, or something that says a day is meant.
    let is_word = matches!(name, "sun" | "sat" | "wed" | "mon") && words.len() > 1 && !words.is_capital(place);
    if is_word && said.is_none() && !is_said(words, place) && super::times::hour(words, place + 1).is_none() {
        return None;
    }
    let today = now.today();
    let until = (7 + day.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
    let this = today.checked_add_days(Days::new(u64::from(until)));
    let found = match said {
        Some("next") => {
            monday_of(today).checked_add_days(Days::new(7 + u64::from(day.num_days_from_monday()))).map(Date::on)
        }
        // A day of the week said today means the one to come, unless "this" says otherwise.
        Some("this") => this.map(|this| Date { again: this.checked_add_days(Days::new(7)), ..Date::on(this) }),
        _ => match until {
            0 => today.checked_add_days(Days::new(7)).map(Date::on),
            _ => this.map(Date::on),
        },
    };
    Some((found.ok_or(Why::TooFar), place + 1))
}

fn weekday_named(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tue" | "tues" => Weekday::Tue,
        "wednesday" | "wed" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// "2027-01-05", perhaps with "T14:30".
fn written(words: &Words<'_>, start: usize) -> Option<Found> {
    let word = words.word(start)?;
    let (day, hour) = match word.split_once('t') {
        Some((day, hour)) => (day, Some(hour)),
        None => (word, None),
    };
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (year, month, date) = (figures(year, 4)?, figures(month, 2)?, figures(date, 2)?);
    let day = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, date));
    let hour = match hour {
        None => None,
        Some(hour) => Some(NaiveTime::parse_from_str(hour, "%H:%M").ok()?),
    };
    Some((day.map(|day| Date { hour, exact: true, ..Date::on(day) }).ok_or(Why::NoSuchDay), start + 1))
}

/// "12 March", "12th of March 2027", "March 12".
fn by_month(words: &Words<'_>, start: usize, now: &Now) -> Option<Found> {
    let the = if words.word(start) == Some("the") { start + 1 } else { start };
    let (date, month, place) = match (ordinal(words.word(the)?), words.word(the + 1)) {
        (Some(date), Some("of")) => (date, month_named(words.word(the + 2)?)?, the + 3),
        (Some(date), Some(month)) => (date, month_named(month)?, the + 2),
        (None, Some(date)) if the == start => (ordinal(date)?, month_named(words.word(start)?)?, start + 2),
        _ => return None,
    };
    let year = words.word(place).and_then(|year| if year.len() == 4 { figures(year, 4) } else { None });
    let end = place + usize::from(year.is_some());
    Some((of_year(date, month, year, now), end))
}

/// "5.1.", "05.01.2027"; "5/1" only where it can be one day alone.
fn in_figures(words: &Words<'_>, start: usize, now: &Now) -> Option<Found> {
    let whole = words.whole(start)?;
    if let Some((date, rest)) = whole.split_once('.') {
        let (month, year) = rest.split_once('.')?;
        let year = match year.trim_end_matches('.') {
            "" => None,
            year => Some(figures(year, 4).filter(|_| matches!(year.len(), 2 | 4))?),
        };
        // "1.2.3" is a version.
        let (date, month) = (figures(date, 2)?, figures(month, 2)?);
        let year = year.map(|year| if year < 100 { year + 2000 } else { year });
        return Some((of_year(date, month, year, now), start + 1));
    }
    let mut parts = words.word(start)?.split('/');
    let (one, two) = (figures(parts.next()?, 2)?, figures(parts.next()?, 2)?);
    let year = match parts.next() {
        None => None,
        Some(year) => Some(figures(year, 4).filter(|_| year.len() == 4)?),
    };
    if parts.next().is_some() || one == 0 || two == 0 {
        return None;
    }
    let found = match (one > 12, two > 12) {
        (true, true) => return None,
        (true, false) => of_year(one, two, year, now),
        (false, true) => of_year(two, one, year, now),
        (false, false) if one == two => of_year(one, two, year, now),
        (false, false) => Err(Why::Ambiguous),
    };
    Some((found, start + 1))
}

/// A day of a year; without one, the next time it comes.
fn of_year(date: u32, month: u32, year: Option<u32>, now: &Now) -> Result<Date, Why> {
    if let Some(year) = year {
        let day = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, date));
        return day.map(|day| Date { exact: true, ..Date::on(day) }).ok_or(Why::NoSuchDay);
    }
    let today = now.today();
    // The 29th of February comes within eight years.
    let mut coming = (0..=8).filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, date));
    let day = coming.find(|day| *day >= today).ok_or(Why::NoSuchDay)?;
    Ok(Date { again: coming.next(), ..Date::on(day) })
}

fn ordinal(word: &str) -> Option<u32> {
    let figures_only = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    figures(figures_only, 2)
}

fn figures(text: &str, most: usize) -> Option<u32> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { number(text) } else { None }
}

fn month_named(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if name == "sept" {
        return Some(9);
    }
    let place = NAMES.iter().position(|full| *full == name || (name.len() == 3 && full.starts_with(name)))?;
    u32::try_from(place + 1).ok()
}
