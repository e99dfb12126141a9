//! Events and other calendars: what a calendar's file would change here, and days on which people have other plans.
//!
//! **Invariants:** what a calendar said last is kept beside each event that came from it, so what was decided here since then
//! stays until the calendar says something else; the same file twice changes nothing, one's own file never does; an older
//! state never replaces a newer one; what was removed here does not come back by itself.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use kith_domain::{events, profile, time};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{COLUMNS, Event, EventForm, EventKind, LONGEST_LINK, LONGEST_TEXT, NewEvent, event_of};
use crate::{Read, Write, error::Result, topic::Topic};

/// Rows that are told.
pub(super) const SHOWN: usize = 200;
/// What an event of Kith's own is known by elsewhere ends with this.
const OWN_UID: &str = "@kith";
/// What belongs to an event of Kith's own is known by elsewhere ends with one of these: it is no event.
const TALK_UID: &str = ".talk@kith";
const CUE_UID: &str = ".cue@kith";
/// What is called nothing.
const UNNAMED: &str = "Untitled";

/// What a talk is known by elsewhere.
pub fn session_uid(id: &str) -> String {
    format!("{id}{TALK_UID}")
}

/// What a line of a run of show is known by elsewhere.
pub fn cue_uid(id: &str) -> String {
    format!("{id}{CUE_UID}")
}

/// An appointment that a calendar tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarLine {
    /// Where it stands, from 1.
    pub line: u32,
    /// What it is known by.
    pub uid: String,
    /// Counts its changes.
    pub sequence: i64,
    /// What it is called.
    pub title: String,
    /// What sort, where it says one that is known.
    pub kind: Option<EventKind>,
    /// Where, in words.
    pub place: String,
    /// Its page or its call.
    pub link: String,
    /// More about it.
    pub text: String,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// Its beginning, UTC milliseconds.
    pub start_at: i64,
    /// Its end, UTC milliseconds.
    pub end_at: i64,
    /// On whose clock.
    pub zone: Tz,
    /// Whether the file names this zone.
    pub zone_said: bool,
}

/// A calendar's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarFile {
    /// Its appointments.
    pub lines: Vec<CalendarLine>,
    /// What comes again: times of it that are known here and not told any more were left out there.
    pub repeating: Vec<String>,
    /// From when on what comes again was counted out, UTC milliseconds.
    pub from: i64,
    /// Until when.
    pub until: i64,
}

/// What the calendar said of an event last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    sequence: i64,
    title: String,
    start_at: i64,
    end_at: i64,
    zone: Option<String>,
    place: String,
    link: String,
    text: String,
    cancelled: bool,
}

/// What becomes of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalendarPut {
    /// It is not known here.
    New,
    /// Something else is said of it.
    Changed,
    /// It does not take place any more.
    Cancelled,
    /// The file is older than what is here: it stays.
    Older,
}

/// What changes, of one appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CalendarChange {
    /// Where it stands in the file; 0 for what is not in it any more.
    pub line: u32,
    /// What becomes of it.
    pub put: CalendarPut,
    /// What it is called.
    pub title: String,
    /// Its beginning, on its clock.
    pub starts: String,
    /// Which fields change, from what to what; of long texts only that they do.
    pub what: Vec<(String, String, String)>,
}

/// What a calendar's file would change, or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CalendarDiff {
    /// New events.
    pub new: u32,
    /// Events of which something else is said.
    pub changed: u32,
    /// Events that do not take place any more.
    pub cancelled: u32,
    /// Events as they were.
    pub same: u32,
    /// Events whose state here is newer.
    pub older: u32,
    /// Events that were removed here: left out.
    pub removed: u32,
    /// The first of what changes, in order of time.
    pub rows: Vec<CalendarChange>,
}

/// What is to be done about one appointment.
struct Step<'a> {
    change: CalendarChange,
    /// Nothing for what is new.
    known: Option<Event>,
    /// Nothing for what is cancelled because it is not told any more.
    line: Option<&'a CalendarLine>,
}

fn cut(text: &str, longest: usize, several_lines: bool) -> String {
    let short: String = text.chars().take(longest).collect();
    profile::words(&short, longest, several_lines).ok().flatten().unwrap_or_default()
}

/// As an event here can be: cut where it is too long, an address only where it is one.
fn told(line: &CalendarLine) -> Told {
    let title = cut(&line.title, profile::LONGEST_LINE, false);
    let is_link = line.link.len() <= LONGEST_LINK && profile::link(&line.link).is_ok_and(|link| link.is_some());
    Told {
        sequence: line.sequence,
        title: if title.is_empty() { UNNAMED.to_owned() } else { title },
        start_at: line.start_at,
        end_at: line.end_at,
        zone: line.zone_said.then(|| line.zone.name().to_owned()),
        place: cut(&line.place, profile::LONGEST_LINE, false),
        link: if is_link { line.link.trim().to_owned() } else { String::new() },
        text: cut(&line.text, LONGEST_TEXT, true),
        cancelled: line.cancelled,
    }
}

fn wall(at: i64, zone: Tz) -> String {
    events::written(time::wall(at, zone))
}

/// On which clock an event is from now on.
fn clock(line: &CalendarLine, known: Option<&Event>) -> Tz {
    let own = known.filter(|_| !line.zone_said).and_then(|event| time::zone(&event.zone));
    own.unwrap_or(line.zone)
}

fn differences(event: &Event, said: &Told, zone: Tz) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut note = |field: &str, before: &str, after: &str| {
        if before != after {
            found.push((field.to_owned(), before.to_owned(), after.to_owned()));
        }
    };
    note("title", &event.title, &said.title);
    if event.start_at != said.start_at {
        note("starts", &event.starts, &wall(said.start_at, zone));
    }
    if event.end_at != said.end_at {
        note("ends", &event.ends, &wall(said.end_at, zone));
    }
    note("zone", &event.zone, zone.name());
    note("place", &event.place, &said.place);
    note("link", &event.link, &said.link);
    if event.text != said.text {
        found.push(("text".to_owned(), String::new(), String::new()));
    }
    if event.cancelled != said.cancelled {
        found.push(("cancelled".to_owned(), String::new(), String::new()));
    }
    found
}

impl Read<'_> {
    /// The event that a calendar means, what that calendar said of it last, and whether it was removed here.
    fn event_of_calendar(&self, uid: &str) -> Result<Option<(Event, Option<String>, bool)>> {
        let row = |row: &rusqlite::Row<'_>| Ok((event_of(row)?, row.get(18)?, row.get(19)?));
        // Of several, the one that is still there.
        let by_uid = format!(
            "SELECT {COLUMNS}, e.calendar_told, e.deleted_at IS NOT NULL FROM event e WHERE e.calendar_uid = ?1 ORDER BY e.deleted_at IS NOT NULL, e.id LIMIT 1"
        );
        let found = self.connection.prepare_cached(&by_uid)?.query_row([uid], row).optional()?;
        match (found, uid.strip_suffix(OWN_UID)) {
            (None, Some(id)) => {
                let by_id =
                    format!("SELECT {COLUMNS}, e.calendar_told, e.deleted_at IS NOT NULL FROM event e WHERE e.id = ?1");
                Ok(self.connection.prepare_cached(&by_id)?.query_row([id], row).optional()?)
            }
            (found, _) => Ok(found),
        }
    }

    /// What it takes to bring a calendar in, and what it comes to.
    fn calendar_steps<'a>(&self, file: &'a CalendarFile, now: i64) -> Result<(CalendarDiff, Vec<Step<'a>>)> {
        let (mut diff, mut steps) = (CalendarDiff::default(), Vec::new());
        for line in &file.lines {
            // Talks and lines of a run of show are planned with their event.
            if line.uid.ends_with(TALK_UID) || line.uid.ends_with(CUE_UID) {
                diff.same += 1;
                continue;
            }
            let said = told(line);
            let Some((event, told_before, removed)) = self.event_of_calendar(&line.uid)? else {
                if line.cancelled {
                    // Nothing is here that could be cancelled.
                    diff.same += 1;
                    continue;
                }
                diff.new += 1;
                let starts = wall(line.start_at, line.zone);
                let change = CalendarChange {
                    line: line.line,
                    put: CalendarPut::New,
                    title: said.title,
                    starts,
                    what: Vec::new(),
                };
                steps.push(Step { change, known: None, line: Some(line) });
                continue;
            };
            let before: Option<Told> = told_before.and_then(|told| serde_json::from_str(&told).ok());
            let zone = clock(line, Some(&event));
            let what = differences(&event, &said, zone);
            if removed {
                diff.removed += 1;
                continue;
            }
            if what.is_empty() || before.as_ref() == Some(&said) {
                diff.same += 1;
                continue;
            }
            let newest = before.as_ref().map_or(event.sequence, |before| before.sequence);
            let put = if said.sequence < newest {
                CalendarPut::Older
            } else if said.cancelled && !event.cancelled {
                CalendarPut::Cancelled
            } else {
                CalendarPut::Changed
            };
            match put {
                CalendarPut::Older => diff.older += 1,
                CalendarPut::Cancelled => diff.cancelled += 1,
                _ => diff.changed += 1,
            }
            let starts = event.starts.clone();
            let change = CalendarChange { line: line.line, put, title: event.title.clone(), starts, what };
            let line = (put != CalendarPut::Older).then_some(line);
            steps.push(Step { change, known: Some(event), line });
        }
        for event in self.left_out(file, now)? {
            diff.cancelled += 1;
            let change = CalendarChange {
                line: 0,
                put: CalendarPut::Cancelled,
                title: event.title.clone(),
                starts: event.starts.clone(),
                what: Vec::new(),
            };
            steps.push(Step { change, known: Some(event), line: None });
        }
        diff.rows = steps.iter().take(SHOWN).map(|step| step.change.clone()).collect();
        Ok((diff, steps))
    }

    /// Times to come of what comes again that the calendar does not tell any more.
    fn left_out(&self, file: &CalendarFile, now: i64) -> Result<Vec<Event>> {
        let told: BTreeSet<&str> = file.lines.iter().map(|line| line.uid.as_str()).collect();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, e.calendar_uid FROM event e WHERE substr(e.calendar_uid, 1, length(?1) + 1) = ?1 || '#'
               AND e.start_at >= ?2 AND e.start_at < ?3 AND e.cancelled = 0 AND e.deleted_at IS NULL ORDER BY e.start_at, e.id"
        ))?;
        let mut found = Vec::new();
        for uid in &file.repeating {
            let rows = statement.query_map(params![uid, file.from.max(now), file.until], |row| {
                Ok((event_of(row)?, row.get::<_, String>(18)?))
            })?;
            for row in rows {
                let (event, uid) = row?;
                if !told.contains(uid.as_str()) {
                    found.push(event);
                }
            }
        }
        Ok(found)
    }

    /// What a calendar's file would change.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare_calendar(&self, file: &CalendarFile, now: i64) -> Result<CalendarDiff> {
        Ok(self.calendar_steps(file, now)?.0)
    }

    /// Events that lie within a stretch of time, in order of time, each with what other calendars know it by.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events_between(&self, from: i64, until: i64) -> Result<Vec<(Event, String)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, coalesce(e.calendar_uid, e.id || '{OWN_UID}') FROM event e
             WHERE e.start_at < ?2 AND e.end_at > ?1 AND e.deleted_at IS NULL ORDER BY e.start_at, e.id"
        ))?;
        let rows = statement.query_map([from, until], |row| Ok((event_of(row)?, row.get(18)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What other calendars know an event by.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is none.
    pub fn event_for_calendars(&self, id: &str) -> Result<(Event, String)> {
        let event = self.event(id)?;
        let sql = format!("SELECT coalesce(calendar_uid, id || '{OWN_UID}') FROM event WHERE id = ?1");
        let uid = self.connection.prepare_cached(&sql)?.query_row([&event.id], |row| row.get(0))?;
        Ok((event, uid))
    }
}

impl Write<'_> {
    /// Brings a calendar in; `new_id` makes ids.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn bring_calendar(&self, file: &CalendarFile, new_id: &dyn Fn() -> String, now: i64) -> Result<CalendarDiff> {
        let read = self.read();
        let (diff, steps) = read.calendar_steps(file, now)?;
        let own = read.currency()?;
        for step in steps {
            match (step.known, step.line) {
                (known, Some(line)) => {
                    let id = known.as_ref().map_or_else(new_id, |event| event.id.clone());
                    self.keep_event(&id, &as_typed(line, known.as_ref()).checked(&own)?, now)?;
                    self.keep_told(&id, line)?;
                }
                (Some(event), None) if step.change.put == CalendarPut::Cancelled => {
                    let sql = "UPDATE event SET cancelled = 1, sequence = sequence + 1, updated_at = ?2 WHERE id = ?1";
                    self.connection.prepare_cached(sql)?.execute(params![event.id, now])?;
                }
                _ => {}
            }
        }
        self.touch(Topic::Events);
        Ok(diff)
    }

    /// Notes what a calendar said of an event; an own event is not another calendar's.
    fn keep_told(&self, id: &str, line: &CalendarLine) -> Result<()> {
        let foreign = line.uid.strip_suffix(OWN_UID) != Some(id);
        let told = serde_json::to_string(&told(line)).map_err(|error| crate::Error::Invalid(error.to_string()))?;
        self.connection
            .prepare_cached(
                "UPDATE event SET sequence = max(sequence, ?2), calendar_uid = iif(?4, ?3, calendar_uid),
                   calendar_told = iif(?4, ?5, calendar_told) WHERE id = ?1",
            )?
            .execute(params![id, line.sequence, line.uid, foreign, told])?;
        Ok(())
    }
}

/// An event as a person would type what the calendar says.
fn as_typed(line: &CalendarLine, known: Option<&Event>) -> NewEvent {
    let (said, zone) = (told(line), clock(line, known));
    let form = match (said.place.is_empty(), said.link.is_empty()) {
        (true, false) => EventForm::Online,
        (false, false) => EventForm::Hybrid,
        _ => EventForm::Place,
    };
    NewEvent {
        title: said.title,
        kind: known.map(|event| event.kind).or(line.kind).unwrap_or(EventKind::Meetup),
        form: known.map_or(form, |event| event.form),
        place: said.place,
        link: said.link,
        capacity: known.and_then(|event| event.capacity),
        approval: known.is_some_and(|event| event.approval),
        starts: wall(line.start_at, zone),
        ends: wall(line.end_at, zone),
        zone: zone.name().to_owned(),
        text: said.text,
        currency: known.map(|event| event.currency.clone()),
        cancelled: said.cancelled,
    }
}
