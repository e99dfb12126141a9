//! Events: what, when on which clock, where, for how many.
//!
//! **Invariants:** the clock and the zone that were typed are kept, the instant follows from them; what hangs on an event
//! that was removed is no longer shown, and comes back with it; a change that calendars must hear of raises `sequence`.

/// Entries of a guest at the door, theirs and those of the rows that were joined with them: of `c`, the log, and `g`, the guest.
macro_rules! theirs {
    () => {
        "(c.guest = g.id OR c.guest IN (SELECT o.id FROM guest o WHERE o.same_as = g.id)) AND c.undone_at IS NULL"
    };
}

mod after;
mod attended;
mod board;
mod calendar;
mod cues;
mod days_off;
mod diff;
mod door;
mod door_file;
mod guests;
mod holidays;
mod joined;
mod listed;
mod messages;
mod people;
mod plan;
mod series;
mod sessions;
mod show;
mod templates;

use chrono::NaiveDate;
use kith_domain::{events, figures::currency, profile, time};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::{
    after::{EventLesson, EventScore, LessonKind, NewEventLesson},
    attended::{EventAttendance, EventAttendee, EventHow, StateShow},
    board::{EventDue, EventLate},
    calendar::{CalendarChange, CalendarDiff, CalendarFile, CalendarLine, CalendarPut, cue_uid, session_uid},
    cues::{EventCue, NewEventCue},
    days_off::{DayOff, DaysOff},
    diff::{GuestChange, GuestDiff, GuestLine, GuestPut},
    door::{DoorCount, DoorHit},
    door_file::{DoorFile, DoorGuest, DoorJoin, DoorLine, DoorMerged},
    guests::{CheckedGuest, Guest, GuestAnswer, GuestCounts, GuestFilter, GuestState, NewGuest},
    holidays::{Holiday, HolidayCalendar},
    listed::{ListedGuest, ListedWhich},
    messages::{EventAudience, EventMessageDue, EventStep, EventText},
    people::{GuestPeople, MemberEvent},
    plan::{
        EventCost, EventMoney, EventPart, EventPartState, EventRole, EventTask, NewEventCost, NewEventPart,
        NewEventTask,
    },
    series::{EventSeries, SeriesPerson, SeriesRow, SpreadSeries, WholeSeries},
    sessions::{EventSession, NewEventSession},
    show::ExpectedShow,
    templates::{EventTemplate, EventTemplateBody, TemplateCue, TemplateTask},
};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Most characters of what the public reads.
const LONGEST_TEXT: usize = 20_000;
/// Most characters of an address of a page.
const LONGEST_LINK: usize = 2_000;
/// More seats than any event has.
const MOST_SEATS: u32 = 1_000_000;
/// No event takes longer, in days.
const LONGEST_EVENT: i64 = 60;

/// What sort of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// People meet.
    Meetup,
    /// Somebody speaks to many, online.
    Webinar,
    /// People learn by doing.
    Workshop,
    /// Somebody answers whatever is asked.
    Ama,
    /// Somebody is there for questions, again and again.
    OfficeHours,
    /// Many talks, a day or more.
    Conference,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Meetup, Self::Webinar, Self::Workshop, Self::Ama, Self::OfficeHours, Self::Conference];

    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Meetup => "meetup",
            Self::Webinar => "webinar",
            Self::Workshop => "workshop",
            Self::Ama => "ama",
            Self::OfficeHours => "office_hours",
            Self::Conference => "conference",
        }
    }

    pub(crate) fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(Self::Meetup)
    }
}

/// Where people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventForm {
    /// At a place.
    Place,
    /// Each at home.
    Online,
    /// Both.
    Hybrid,
}

impl EventForm {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Online => "online",
            Self::Hybrid => "hybrid",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "online" => Self::Online,
            "hybrid" => Self::Hybrid,
            _ => Self::Place,
        }
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What sort of event.
    pub kind: EventKind,
    /// Where people are.
    pub form: EventForm,
    /// The place, in words.
    pub place: String,
    /// The page or the call.
    pub link: String,
    /// Seats; nothing: as many as come.
    pub capacity: Option<u32>,
    /// Whether a person decides who comes.
    pub approval: bool,
    /// Its beginning on its own clock: `2026-11-26T18:30`.
    pub starts: String,
    /// Its end on its own clock.
    pub ends: String,
    /// Its zone: `Europe/Berlin`.
    pub zone: String,
    /// Its beginning, UTC milliseconds.
    pub start_at: i64,
    /// Its end, UTC milliseconds.
    pub end_at: i64,
    /// What the public reads.
    pub text: String,
    /// Of its budget: `EUR`.
    pub currency: String,
    /// Counts changes that calendars must hear of.
    pub sequence: i64,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// When it was changed, UTC milliseconds.
    pub updated_at: i64,
}

/// An event in a list, with what one wants to know of it at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventRow {
    /// The event.
    pub event: Event,
    /// Its guests.
    pub guests: GuestCounts,
    /// Who is in, or was.
    pub present: u32,
    /// Tasks that are open.
    pub open_tasks: u32,
    /// Those of them that are late.
    pub late_tasks: u32,
}

/// An event as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEvent {
    /// What it is called.
    pub title: String,
    /// What sort of event.
    pub kind: EventKind,
    /// Where people are.
    pub form: EventForm,
    /// The place, in words.
    #[serde(default)]
    pub place: String,
    /// The page or the call.
    #[serde(default)]
    pub link: String,
    /// Seats; nothing: as many as come.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Whether a person decides who comes.
    #[serde(default)]
    pub approval: bool,
    /// Its beginning on its own clock: `2026-11-26T18:30`.
    pub starts: String,
    /// Its end on its own clock.
    pub ends: String,
    /// Its zone.
    pub zone: String,
    /// What the public reads.
    #[serde(default)]
    pub text: String,
    /// Of its budget; nothing for the community's.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whether it does not take place.
    #[serde(default)]
    pub cancelled: bool,
}

/// An event that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedEvent {
    new: NewEvent,
    start_at: i64,
    end_at: i64,
    currency: String,
}

pub(super) fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

/// One line of words; an error when there are none.
pub(super) fn needed(text: &str, field: &'static str) -> Result<String> {
    line(text, field).and_then(
        |found| {
            if found.is_empty() { Err(at(field)("this cannot be empty")) } else { Ok(found) }
        },
    )
}

/// One line of words, or none.
pub(super) fn line(text: &str, field: &'static str) -> Result<String> {
    Ok(profile::words(text, profile::LONGEST_LINE, false).map_err(at(field))?.unwrap_or_default())
}

impl NewEvent {
    /// What was typed, understood; `own` is the community's currency.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn checked(&self, own: &str) -> Result<CheckedEvent> {
        let zone = time::zone(&self.zone).ok_or_else(|| at("zone")("choose a time zone, such as Europe/Berlin"))?;
        let starts = events::minute(&self.starts).map_err(at("starts"))?;
        let ends = events::minute(&self.ends).map_err(at("ends"))?;
        let (start_at, end_at) = (events::instant(starts, zone), events::instant(ends, zone));
        if end_at <= start_at {
            return Err(at("ends")("it must end after it begins"));
        }
        if (ends - starts).num_days() > LONGEST_EVENT {
            return Err(at("ends")("this is more than sixty days after it begins"));
        }
        if self.capacity.is_some_and(|seats| seats == 0 || seats > MOST_SEATS) {
            return Err(at("capacity")("write a number of seats, or nothing"));
        }
        let link = self.link.trim();
        if !link.is_empty() && (link.len() > LONGEST_LINK || profile::link(link).map_err(at("link"))?.is_none()) {
            return Err(at("link")("write the address of a page"));
        }
        let currency = match self.currency.as_deref().map(str::trim).filter(|code| !code.is_empty()) {
            Some(code) => currency(code).map_err(at("currency"))?,
            None => own.to_owned(),
        };
        let new = Self {
            title: needed(&self.title, "title")?,
            place: line(&self.place, "place")?,
            link: link.to_owned(),
            starts: events::written(starts),
            ends: events::written(ends),
            zone: zone.name().to_owned(),
            text: profile::words(&self.text, LONGEST_TEXT, true).map_err(at("text"))?.unwrap_or_default(),
            currency: None,
            ..self.clone()
        };
        Ok(CheckedEvent { new, start_at, end_at, currency })
    }
}

pub(super) const COLUMNS: &str =
    "e.id, e.title, e.kind, e.form, e.place, e.link, e.capacity, e.approval, e.starts, e.ends, e.zone, e.start_at,
   e.end_at, e.text, e.currency, e.sequence, e.cancelled, e.updated_at";

pub(super) fn event_of(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get(0)?,
        title: row.get(1)?,
        kind: EventKind::parse(&row.get::<_, String>(2)?),
        form: EventForm::parse(&row.get::<_, String>(3)?),
        place: row.get(4)?,
        link: row.get(5)?,
        capacity: row.get(6)?,
        approval: row.get(7)?,
        starts: row.get(8)?,
        ends: row.get(9)?,
        zone: row.get(10)?,
        start_at: row.get(11)?,
        end_at: row.get(12)?,
        text: row.get(13)?,
        currency: row.get(14)?,
        sequence: row.get(15)?,
        cancelled: row.get(16)?,
        updated_at: row.get(17)?,
    })
}

/// The first day of an event, on its clock.
pub(super) fn first_day(starts: &str) -> NaiveDate {
    starts.get(..10).and_then(|day| day.parse().ok()).unwrap_or_default()
}

impl Read<'_> {
    /// Events that end after a moment, the next first; or those that ended before, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events(&self, past: bool, now: i64, skip: u32, limit: u32) -> Result<Vec<EventRow>> {
        let (which, order) = if past { ("e.end_at <= ?1", "DESC") } else { ("e.end_at > ?1", "ASC") };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e WHERE {which} AND e.deleted_at IS NULL ORDER BY e.start_at {order}, e.id {order} LIMIT ?3 OFFSET ?2"
        ))?;
        let found = statement.query_map(params![now, skip, limit], event_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|event| self.event_row(event, now)).collect()
    }

    fn event_row(&self, event: Event, now: i64) -> Result<EventRow> {
        let (open_tasks, late_tasks) = self.open_tasks(&event, now)?;
        let (guests, present) =
            (self.guest_counts(&event.id, &crate::Among::EVERYBODY, now)?, self.door_count(&event.id)?.heads);
        Ok(EventRow { event, guests, present, open_tasks, late_tasks })
    }

    /// An event.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn event(&self, id: &str) -> Result<Event> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM event e WHERE e.id = ?1 AND e.deleted_at IS NULL"))?
            .query_row([id], event_of)
            .optional()?
            .ok_or(Error::NotFound("event"))
    }

    /// An event with what one wants to know of it at a glance.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn event_at_a_glance(&self, id: &str, now: i64) -> Result<EventRow> {
        self.event_row(self.event(id)?, now)
    }
}

impl Write<'_> {
    /// Keeps an event under its id; a new one when there is none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_event(&self, id: &str, event: &CheckedEvent, now: i64) -> Result<()> {
        let CheckedEvent { new, start_at, end_at, currency } = event;
        let before: Option<String> = self
            .connection
            .prepare_cached("SELECT starts FROM event WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if let Some(before) = before {
            self.say_again(id, first_day(&before), first_day(&new.starts), now)?;
        }
        self.connection
            .prepare_cached(
                "INSERT INTO event (id, title, kind, form, place, link, capacity, approval, starts, ends, zone, start_at, end_at, text,
                   currency, cancelled, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?17)
                 ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind, form = excluded.form, place = excluded.place,
                   link = excluded.link, capacity = excluded.capacity, approval = excluded.approval, starts = excluded.starts,
                   ends = excluded.ends, zone = excluded.zone, start_at = excluded.start_at, end_at = excluded.end_at,
                   text = excluded.text, currency = excluded.currency, cancelled = excluded.cancelled, updated_at = excluded.updated_at,
                   sequence = sequence + ((title, place, link, starts, ends, zone, text, cancelled) IS NOT (excluded.title, excluded.place,
                     excluded.link, excluded.starts, excluded.ends, excluded.zone, excluded.text, excluded.cancelled))",
            )?
            .execute(params![
                id,
                new.title,
                new.kind.word(),
                new.form.word(),
                new.place,
                new.link,
                new.capacity,
                new.approval,
                new.starts,
                new.ends,
                new.zone,
                start_at,
                end_at,
                new.text,
                currency,
                new.cancelled,
                now
            ])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Takes an event away, with what hangs on it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_event(&self, id: &str, now: i64) -> Result<()> {
        self.strike(
            "UPDATE event SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            id,
            now,
            "event",
        )
    }

    pub(super) fn strike(&self, sql: &'static str, id: &str, now: i64, what: &'static str) -> Result<()> {
        if self.connection.prepare_cached(sql)?.execute(params![id, now])? == 0 {
            return Err(Error::NotFound(what));
        }
        self.touch(Topic::Events);
        Ok(())
    }
}
