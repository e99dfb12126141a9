//! Calendar files: events written for other calendars, and other calendars' files looked at and brought in.
//!
//! **Invariants:** what a file would change is shown by the same code that changes it; a time whose zone nobody knows is on
//! the clock that a person names; nothing of guests is ever in such a file.

use std::{collections::BTreeSet, path::Path};

use chrono::{Days, NaiveDate};
use kith_connect::ics::{self, Calendar, CalendarFault, CalendarSaid};
use kith_domain::{
    ics::{Timed, appointments},
    time,
};
use kith_store::{CalendarDiff, CalendarFile, CalendarLine, Event, EventKind, Store};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::sessions;
use crate::{
    ApiError, App,
    exports::{Exported, place},
    imports::{checked_path, in_background},
};

/// So many faults are shown.
const SHOWN: usize = 50;
/// What comes again is counted out for so many days back and ahead.
const BACK: u64 = 31;
const AHEAD: u64 = 366;
/// No event takes longer, in milliseconds.
const LONGEST: i64 = 60 * 86_400_000;
/// A holiday takes at most so many days.
const LONGEST_HOLIDAY: usize = 60;
/// A calendar has at most so many holidays.
const MOST_HOLIDAYS: usize = 20_000;

/// What to write.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportCalendar {
    /// Which event, with its talks; nothing for all.
    #[serde(default)]
    pub(crate) event: Option<String>,
    /// The run of show of that event, line by line, and not the event.
    #[serde(default)]
    pub(crate) run: bool,
    /// Where to, on hosts without dialogs.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// A calendar's file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadCalendar {
    /// Where it lies.
    pub(crate) path: String,
    /// The zone of times that do not say theirs; nothing for the community's.
    #[serde(default)]
    pub(crate) zone: Option<String>,
    /// Its days are holidays, and no events.
    #[serde(default)]
    pub(crate) holidays: bool,
}

/// An appointment that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CalendarWrong {
    /// Its line.
    pub(crate) line: u32,
    /// What it is: `VEVENT`.
    pub(crate) what: String,
    /// Why.
    pub(crate) reason: String,
}

/// What a calendar's file would change, or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CalendarCompared {
    /// What it calls itself.
    pub(crate) name: String,
    /// Whether times do not say their zone.
    pub(crate) asks_zone: bool,
    /// Names of zones that nobody knows.
    pub(crate) unknown_zones: Vec<String>,
    /// The zone they were read in.
    pub(crate) zone: String,
    /// Times of what comes again that lie too far away.
    pub(crate) outside: u32,
    /// What changes.
    pub(crate) diff: CalendarDiff,
    /// Appointments that are left out.
    pub(crate) wrong: u32,
    /// The first of them.
    pub(crate) errors: Vec<CalendarWrong>,
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// An event as other calendars are told of it.
pub(super) fn timed(event: &Event, uid: &str) -> Timed {
    let zone = time::zone(&event.zone).unwrap_or(chrono_tz::UTC);
    Timed {
        sequence: event.sequence,
        changed_at: event.updated_at,
        text: event.text.clone(),
        place: event.place.clone(),
        link: event.link.clone(),
        category: event.kind.word().to_owned(),
        cancelled: event.cancelled,
        ..Timed::new(uid, &event.title, event.start_at, event.end_at, zone)
    }
}

pub(crate) async fn export(app: &App, args: ExportCalendar) -> Result<Exported, ApiError> {
    if args.run && args.event.is_none() {
        return Err(ApiError::invalid("event", "say of which event"));
    }
    let read = move |read: &kith_store::Read<'_>| {
        let events = match &args.event {
            Some(id) => vec![read.event_for_calendars(id)?],
            None => read.events_between(i64::MIN, i64::MAX)?,
        };
        let mut all: Vec<Timed> = Vec::new();
        for (event, uid) in events {
            if args.run {
                all.extend(sessions::timed_cues(read, &event)?);
                continue;
            }
            all.push(timed(&event, &uid));
            // Of one event everything; of all of them what one has to know of each.
            if args.event.is_some() {
                all.extend(sessions::timed(read, &event)?);
            }
        }
        Ok((all, read.settings()?.name))
    };
    let (all, name) = app.store()?.read(read).await?;
    let file = if args.run { "run-of-show" } else { "events" };
    let rows = all.len();
    let make = async move { Ok(appointments(&name, &all).into_bytes()) };
    place::save(app, args.path.as_deref(), (file, "ics"), rows, make).await
}

/// A file, read, with what is told of it before anything is compared.
struct Opened {
    told: CalendarCompared,
    file: CalendarFile,
    holidays: BTreeSet<(String, String)>,
}

fn line_of(said: &CalendarSaid) -> CalendarLine {
    let kind = EventKind::ALL.into_iter().find(|kind| said.category.eq_ignore_ascii_case(kind.word()));
    CalendarLine {
        line: count(said.line),
        uid: said.uid.clone(),
        sequence: said.sequence,
        title: said.title.clone(),
        kind,
        place: said.place.clone(),
        link: said.link.clone(),
        text: said.text.clone(),
        cancelled: said.cancelled,
        start_at: said.start_at,
        end_at: said.end_at,
        zone: said.zone,
        zone_said: said.zone_said,
    }
}

/// The days of a calendar of holidays.
fn days_of(calendar: &Calendar) -> BTreeSet<(String, String)> {
    let days = |said: &CalendarSaid| -> Vec<(String, String)> {
        let first = said.days.map_or_else(|| time::day_of(said.start_at, said.zone), |(first, _)| first);
        let many = said.days.map_or(1, |(first, end)| usize::try_from((end - first).num_days()).unwrap_or(1));
        let name: String = said.title.chars().filter(|letter| !letter.is_control()).take(120).collect();
        first.iter_days().take(many.min(LONGEST_HOLIDAY)).map(|day| (day.to_string(), name.clone())).collect()
    };
    calendar
        .said
        .iter()
        .filter(|said| !said.cancelled && !said.title.is_empty())
        .flat_map(days)
        .take(MOST_HOLIDAYS)
        .collect()
}

fn open(store: &Store, args: &ReadCalendar, now: i64) -> Result<Opened, ApiError> {
    let own = store.read_now(|read| read.settings())?.zone;
    let zone = args.zone.as_deref().map(str::trim).filter(|zone| !zone.is_empty()).unwrap_or(&own);
    let zone =
        time::zone(zone).ok_or_else(|| ApiError::invalid("zone", "choose a time zone, such as Europe/Berlin"))?;
    let path = checked_path(&args.path)?;
    let today = time::day_of(now, zone);
    let (first, last) = (far(today, BACK, false), far(today, AHEAD, true));
    let mut calendar = ics::open(&path, zone, first, last)?;
    if !args.holidays {
        let (good, long): (Vec<_>, Vec<_>) =
            std::mem::take(&mut calendar.said).into_iter().partition(|said| said.end_at - said.start_at <= LONGEST);
        calendar.said = good;
        calendar.faults.extend(long.into_iter().map(|said| CalendarFault {
            line: said.line,
            what: "VEVENT".to_owned(),
            reason: "it takes more than sixty days".to_owned(),
        }));
    }
    let name = if calendar.name.is_empty() { stem(&path) } else { calendar.name.clone() };
    let file = CalendarFile {
        lines: calendar.said.iter().map(line_of).collect(),
        repeating: calendar.repeating.clone(),
        from: time::start_of_day(first, zone),
        until: time::start_of_day(last, zone),
    };
    let wrong = |fault: &CalendarFault| CalendarWrong {
        line: count(fault.line),
        what: fault.what.clone(),
        reason: fault.reason.clone(),
    };
    let told = CalendarCompared {
        name,
        asks_zone: calendar.asks_zone && !args.holidays,
        unknown_zones: calendar.unknown_zones.clone(),
        zone: zone.name().to_owned(),
        outside: count(calendar.outside),
        diff: CalendarDiff::default(),
        wrong: count(calendar.faults.len()),
        errors: calendar.faults.iter().take(SHOWN).map(wrong).collect(),
    };
    Ok(Opened { holidays: if args.holidays { days_of(&calendar) } else { BTreeSet::new() }, told, file })
}

fn far(day: NaiveDate, days: u64, ahead: bool) -> NaiveDate {
    let found = if ahead { day.checked_add_days(Days::new(days)) } else { day.checked_sub_days(Days::new(days)) };
    found.unwrap_or(day)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().chars().take(120).collect()).unwrap_or_default()
}

pub(crate) async fn inspect(app: &App, args: ReadCalendar) -> Result<CalendarCompared, ApiError> {
    let (store, now) = (app.store()?, app.now());
    in_background(move || {
        let Opened { told, file, holidays } = open(&store, &args, now)?;
        let diff = store.read_now(|read| {
            if args.holidays { read.compare_holidays(&told.name, &holidays) } else { read.compare_calendar(&file, now) }
        })?;
        Ok(CalendarCompared { diff, ..told })
    })
    .await
}

pub(crate) async fn import(app: &App, args: ReadCalendar) -> Result<CalendarCompared, ApiError> {
    let (store, now, ids) = (app.store()?, app.now(), app.clone());
    let (from, as_holidays, said_zone) = (store.clone(), args.holidays, args.zone.is_some());
    let Opened { told, file, holidays } = in_background(move || open(&from, &args, now)).await?;
    if told.asks_zone && !said_zone {
        return Err(ApiError::invalid("zone", "some of its times do not say their zone: say which one is meant"));
    }
    let name = told.name.clone();
    let diff = if as_holidays {
        let bring = move |write: &kith_store::Write<'_>| write.bring_holidays(&name, &holidays, &|| ids.new_id(), now);
        store.act("Import holidays", bring).await?
    } else {
        let bring = move |write: &kith_store::Write<'_>| write.bring_calendar(&file, &|| ids.new_id(), now);
        store.act("Import calendar", bring).await?
    };
    Ok(CalendarCompared { diff, ..told })
}
