//! Calendars of other programs (`.ics`, RFC 5545): Google's, Outlook's, Apple's, anybody's.
//!
//! `lines` cuts the file into components, `moments` reads days, times and zones, `events` makes appointments of them with
//! what comes again counted out. Calendars are written by `kith_domain::ics`.
//!
//! **Invariants:** every appointment is told or refused with its line and a reason; a time without a zone is on the clock
//! that the caller names, and the caller is told that there was one; what comes again is counted out on its own clock; the
//! same file reads the same.

mod events;
mod lines;
mod moments;
#[cfg(test)]
mod tests;
mod zones;

use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;

/// A larger file is no calendar that somebody keeps.
const LARGEST: u64 = 64 << 20;

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CalendarRefused(pub(crate) String);

/// An appointment, or one time of one that comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarSaid {
    /// The line it begins with.
    pub line: usize,
    /// What it is known by: its UID, of what comes again with the time that it was meant for.
    pub uid: String,
    /// The UID of what comes again.
    pub of: Option<String>,
    /// Counts its changes.
    pub sequence: i64,
    /// What it is called.
    pub title: String,
    /// More about it.
    pub text: String,
    /// Where, in words.
    pub place: String,
    /// Its page or its call.
    pub link: String,
    /// What sort.
    pub category: String,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// Its beginning, UTC milliseconds; a whole minute.
    pub start_at: i64,
    /// Its end, UTC milliseconds; later than its beginning.
    pub end_at: i64,
    /// On whose clock.
    pub zone: Tz,
    /// Whether the file names this zone.
    pub zone_said: bool,
    /// Of whole days: the first, and the one after the last.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// Something that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFault {
    /// The line it begins with.
    pub line: usize,
    /// The component: `VEVENT`.
    pub what: String,
    /// Why, in a sentence.
    pub reason: String,
}

impl CalendarFault {
    pub(crate) fn new(line: usize, what: &str, reason: &str) -> Self {
        let what = what.chars().filter(char::is_ascii_alphabetic).take(20).collect();
        Self { line, what, reason: reason.to_owned() }
    }
}

/// A calendar, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What it calls itself.
    pub name: String,
    /// Its appointments, the next first.
    pub said: Vec<CalendarSaid>,
    /// What was left out.
    pub faults: Vec<CalendarFault>,
    /// Whether times do not say their zone.
    pub asks_zone: bool,
    /// Names of zones that nobody knows.
    pub unknown_zones: Vec<String>,
    /// Times of what comes again that lie outside of the days that were asked for.
    pub outside: usize,
    /// UIDs of what comes again: whatever is known of them and not said any more was left out there.
    pub repeating: Vec<String>,
}

/// Reads a calendar; times without a zone are on the clock of `zone`, and what comes again is counted out from the first day
/// to the last.
///
/// # Errors
/// When the file is none, or only a part of one.
pub fn open(path: &Path, zone: Tz, first: NaiveDate, last: NaiveDate) -> Result<Calendar, CalendarRefused> {
    let length = std::fs::metadata(path).map_err(|_| CalendarRefused("it could not be read".into()))?.len();
    if length > LARGEST {
        return Err(CalendarRefused("it is too large for a calendar".into()));
    }
    let bytes = std::fs::read(path).map_err(|_| CalendarRefused("it could not be read".into()))?;
    read(&bytes, zone, first, last)
}

/// As [`open`], from memory.
///
/// # Errors
/// When it is no calendar, or only a part of one.
pub fn read(bytes: &[u8], zone: Tz, first: NaiveDate, last: NaiveDate) -> Result<Calendar, CalendarRefused> {
    let (calendars, faults) = lines::calendars(bytes)?;
    let mut calendar = Calendar { faults, ..Calendar::default() };
    for one in &calendars {
        events::read(&mut calendar, one, zone, first, last);
    }
    calendar.said.sort_by(|a, b| (a.start_at, &a.uid).cmp(&(b.start_at, &b.uid)));
    calendar.faults.sort_by_key(|fault| fault.line);
    Ok(calendar)
}
