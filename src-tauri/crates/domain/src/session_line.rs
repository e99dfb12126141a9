//! A session in one line: `45m video yesterday 18:30: first talk; agreed: outline by Friday; mine: send slides; theirs: draft`.
//!
//! **Invariants:** pure; nothing that was typed is lost: what is not understood stays in the topics; a day is never in the future.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SessionLine {
    /// How long, in minutes.
    pub minutes: Option<u32>,
    /// How they met: `video`, `call`, `in_person`, `chat`.
    pub medium: Option<&'static str>,
    /// On which day.
    pub day: Option<NaiveDate>,
    /// At what time.
    pub time: Option<NaiveTime>,
    /// What it was about.
    pub topics: String,
    /// What was agreed.
    pub agreed: String,
    /// What the mentor wants to do.
    pub mine: Vec<String>,
    /// What the mentee wants to do.
    pub theirs: Vec<String>,
}

/// Reads a line; `now` is the clock on the wall.
#[must_use]
pub fn read(line: &str, now: NaiveDateTime) -> SessionLine {
    let mut found = SessionLine::default();
    for (place, piece) in line.split(';').enumerate() {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let named = piece.split_once(':').map(|(name, rest)| (name.trim().to_lowercase(), rest.trim()));
        match named {
            Some((name, rest)) if ["agreed", "agreement", "we agreed"].contains(&name.as_str()) => {
                join(&mut found.agreed, rest);
            }
            Some((name, rest)) if ["mine", "me", "i"].contains(&name.as_str()) => found.mine.push(rest.to_owned()),
            Some((name, rest)) if ["theirs", "mentee", "hers", "his", "they"].contains(&name.as_str()) => {
                found.theirs.push(rest.to_owned());
            }
            Some((name, rest)) if ["topics", "topic", "about"].contains(&name.as_str()) => {
                join(&mut found.topics, rest)
            }
            _ if place == 0 => {
                let rest = head(piece, now, &mut found);
                join(&mut found.topics, rest);
            }
            _ => join(&mut found.topics, piece),
        }
    }
    found.mine.retain(|text| !text.is_empty());
    found.theirs.retain(|text| !text.is_empty());
    found
}

fn join(to: &mut String, more: &str) {
    if more.is_empty() {
        return;
    }
    if !to.is_empty() {
        to.push_str("; ");
    }
    to.push_str(more);
}

/// Takes what it understands off the beginning; answers what is left.
fn head<'a>(piece: &'a str, now: NaiveDateTime, found: &mut SessionLine) -> &'a str {
    let mut rest = piece.trim_start();
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let Some((word, after)) = rest.split_at_checked(end) else { return rest };
        let after = after.trim_start();
        let bare = word.trim_end_matches([',', ':']);
        // "45 min": the unit is a word of its own.
        let mut next = after.splitn(2, char::is_whitespace);
        let unit = next.next().unwrap_or_default();
        if let Some(minutes) = minutes(bare) {
            if found.minutes.is_some() {
                return rest;
            }
            found.minutes = Some(minutes);
        } else if let (Some(minutes), None) = (with_unit(bare, unit.trim_end_matches([',', ':'])), found.minutes) {
            found.minutes = Some(minutes);
            rest = next.next().unwrap_or_default().trim_start();
            if unit.ends_with(':') {
                return rest;
            }
            continue;
        } else if let (Some(medium), None) = (medium(bare), found.medium) {
            found.medium = Some(medium);
        } else if let (Some(day), None) = (day(bare, now.date()), found.day) {
            found.day = Some(day);
        } else if let (Ok(time), None) = (NaiveTime::parse_from_str(bare, "%H:%M"), found.time) {
            found.time = Some(time);
        } else {
            return rest;
        }
        rest = after;
        if word.ends_with(':') {
            return rest;
        }
    }
    rest
}

/// `45m`, `45min`, `1h`, `1h30`, `1.5h`.
fn minutes(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if let Some(count) = word.strip_suffix("min").or_else(|| word.strip_suffix('m')) {
        return sensible(count.parse().ok()?);
    }
    let (hours, rest) = word.split_once('h')?;
    if let (Some((whole, part)), true) = (hours.split_once(['.', ',']), rest.is_empty()) {
        let tenths: u32 = part.get(..1)?.parse().ok()?;
        return sensible(whole.parse::<u32>().ok()?.checked_mul(60)?.checked_add(tenths * 6)?);
    }
    let more = if rest.is_empty() { 0 } else { rest.trim_end_matches("min").trim_end_matches('m').parse().ok()? };
    sensible(hours.parse::<u32>().ok()?.checked_mul(60)?.checked_add(more)?)
}

fn with_unit(count: &str, unit: &str) -> Option<u32> {
    let count: u32 = count.parse().ok()?;
    match unit.to_lowercase().as_str() {
        "m" | "min" | "mins" | "minutes" => sensible(count),
        "h" | "hour" | "hours" => sensible(count.checked_mul(60)?),
        _ => None,
    }
}

const fn sensible(minutes: u32) -> Option<u32> {
    if minutes >= 1 && minutes <= 1440 { Some(minutes) } else { None }
}

fn medium(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "video" | "zoom" | "meet" | "teams" => Some("video"),
        "call" | "phone" => Some("call"),
        "in-person" | "inperson" | "coffee" | "walk" | "lunch" => Some("in_person"),
        "chat" | "mail" | "email" => Some("chat"),
        _ => None,
    }
}

fn day(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    match word.to_lowercase().as_str() {
        "today" => return Some(today),
        "yesterday" => return today.pred_opt(),
        _ => {}
    }
    if let Ok(day) = word.parse::<NaiveDate>() {
        return (day <= today).then_some(day);
    }
    // Three letters at least: "mo" is also a word.
    let weekday: Weekday = if word.len() >= 3 { word.parse().ok()? } else { return None };
    let back = (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    today.checked_sub_days(Days::new(u64::from(back)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Thursday.
    fn now() -> NaiveDateTime {
        "2026-11-12T20:00:00".parse().unwrap()
    }

    fn on(day: &str) -> Option<NaiveDate> {
        Some(day.parse().unwrap())
    }

    #[test]
    fn a_whole_session_fits_in_a_line() {
        let line = read(
            "45m video yesterday 18:30: first talk, slides; agreed: outline by Friday; mine: send the template; theirs: draft; mine: ask Grace",
            now(),
        );
        assert_eq!(line.minutes, Some(45));
        assert_eq!(line.medium, Some("video"));
        assert_eq!(line.day, on("2026-11-11"));
        assert_eq!(line.time, NaiveTime::from_hms_opt(18, 30, 0));
        assert_eq!(line.topics, "first talk, slides");
        assert_eq!(line.agreed, "outline by Friday");
        assert_eq!(line.mine, ["send the template", "ask Grace"]);
        assert_eq!(line.theirs, ["draft"]);
    }

    #[test]
    fn lengths_and_days_are_read_as_people_write_them() {
        for (text, minutes) in
            [("45m x", 45), ("45 min x", 45), ("1h x", 60), ("1h30 x", 90), ("1.5h x", 90), ("2 hours x", 120)]
        {
            assert_eq!(read(text, now()).minutes, Some(minutes), "{text}");
            assert_eq!(read(text, now()).topics, "x", "{text}");
        }
        assert_eq!(read("Tue: x", now()).day, on("2026-11-10"));
        assert_eq!(read("thursday x", now()).day, on("2026-11-12"));
        assert_eq!(read("2026-11-01 x", now()).day, on("2026-11-01"));
    }

    #[test]
    fn what_is_not_understood_stays() {
        let line = read("her talk about pears", now());
        assert_eq!(line, SessionLine { topics: "her talk about pears".into(), ..SessionLine::default() });
        // A day that is to come is no day of a session that was held.
        assert_eq!(read("2026-12-24 plans", now()).topics, "2026-12-24 plans");
        assert_eq!(read("in the car: plans", now()).topics, "in the car: plans");
        assert_eq!(read("45m 30m of silence", now()).topics, "30m of silence");
        assert_eq!(read("", now()), SessionLine::default());
    }
}

#[cfg(test)]
mod properties {
    use proptest::prelude::*;

    use super::read;

    proptest! {
        #[test]
        fn no_line_is_too_strange(line in ".{0,200}") {
            let now = "2026-11-12T20:00:00".parse().unwrap();
            let found = read(&line, now);
            // Nothing that was typed behind the head is lost: every long word is somewhere.
            let all = format!("{} {} {} {}", found.topics, found.agreed, found.mine.join(" "), found.theirs.join(" "));
            for word in line.split(';').skip(1).flat_map(str::split_whitespace).filter(|word| word.chars().count() > 12 && !word.contains(':')) {
                prop_assert!(all.contains(word), "{word:?} is lost");
            }
        }
    }
}
