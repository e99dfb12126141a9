//! Talks of an event: what, by whom, in which room, when; and who was in them.
//!
//! **Invariants:** a talk is so many minutes from the event's beginning on the event's own clock, so it moves with the event;
//! two talks in one room, or of one speaker, at the same time are both told, and nothing is refused for that; a change that
//! calendars must hear of raises `sequence`.

use chrono::NaiveDateTime;
use kith_domain::{
    events,
    sessions::{self, Talk},
    time,
};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Event, at, line, needed};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// No talk is longer than a day, in minutes.
const LONGEST: i64 = 1_440;
/// Minutes before and after the beginning within which talks are: a week before, sixty-seven days after.
const REACH: std::ops::RangeInclusive<i64> = -10_080..=96_480;
/// No room has more seats.
const MOST_SEATS: u32 = 1_000_000;

/// A talk of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventSession {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who speaks.
    pub speaker: String,
    /// The speaker, where they are a member: the id of an account.
    pub member: Option<String>,
    /// The room; nothing: not decided yet.
    pub room: String,
    /// The track.
    pub track: String,
    /// Its beginning on the event's clock: `2026-11-26T10:30`.
    pub starts: String,
    /// Its end on the event's clock.
    pub ends: String,
    /// Its beginning, UTC milliseconds.
    pub start_at: i64,
    /// Its end, UTC milliseconds.
    pub end_at: i64,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// Seats of the room, where that is known.
    pub capacity: Option<u32>,
    /// Another talk in the same room at that time.
    pub room_taken: Option<String>,
    /// Another talk of the same speaker at that time.
    pub speaker_taken: Option<String>,
    /// It is not within the event.
    pub outside: bool,
    /// Who was in it, in heads of the list.
    pub visits: u32,
    /// Counts changes that calendars must hear of.
    pub sequence: i64,
    /// When it was changed, UTC milliseconds.
    pub updated_at: i64,
}

/// A talk as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEventSession {
    /// What it is called.
    pub title: String,
    /// Who speaks; may be empty where a member is given.
    #[serde(default)]
    pub speaker: String,
    /// The speaker: the id of an account.
    #[serde(default)]
    pub member: Option<String>,
    /// The room.
    #[serde(default)]
    pub room: String,
    /// The track.
    #[serde(default)]
    pub track: String,
    /// Its beginning on the event's clock: `2026-11-26T10:30`.
    pub starts: String,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// Seats of the room.
    #[serde(default)]
    pub capacity: Option<u32>,
}

fn start_of(event: &Event) -> NaiveDateTime {
    events::minute(&event.starts).unwrap_or_default()
}

impl Read<'_> {
    /// Talks of an event, in the order of time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_sessions(&self, event: &Event) -> Result<Vec<EventSession>> {
        let zone = time::zone(&event.zone).unwrap_or(chrono_tz::Tz::UTC);
        let first = start_of(event);
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id, s.title, s.speaker, s.identity, s.room, s.track, s.offset_min, s.minutes, s.capacity,
               (SELECT count(DISTINCT coalesce(g.same_as, g.id)) FROM event_visit v JOIN guest g ON g.id = v.guest
                WHERE v.session = s.id AND v.deleted_at IS NULL), s.sequence, s.updated_at
             FROM event_session s WHERE s.event = ?1 AND s.deleted_at IS NULL ORDER BY s.offset_min, s.room, s.id",
        )?;
        let rows = statement.query_map([&event.id], |row| {
            let (offset, minutes): (i64, i64) = (row.get(6)?, row.get(7)?);
            let (from, until) = sessions::span(first, offset, minutes);
            Ok(EventSession {
                id: row.get(0)?,
                title: row.get(1)?,
                speaker: row.get(2)?,
                member: row.get(3)?,
                room: row.get(4)?,
                track: row.get(5)?,
                starts: events::written(from),
                ends: events::written(until),
                start_at: events::instant(from, zone),
                end_at: events::instant(until, zone),
                minutes,
                capacity: row.get(8)?,
                room_taken: None,
                speaker_taken: None,
                outside: false,
                visits: row.get(9)?,
                sequence: row.get(10)?,
                updated_at: row.get(11)?,
            })
        })?;
        let mut found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let people = found.iter().map(|one| self.speaker_key(one)).collect::<Result<Vec<String>>>()?;
        let talks: Vec<Talk<'_>> = found
            .iter()
            .zip(&people)
            .map(|(one, speaker)| Talk { from: one.start_at, until: one.end_at, room: &one.room, speaker })
            .collect();
        let clashes = sessions::clashes(&talks);
        let titles: Vec<String> = found.iter().map(|one| one.title.clone()).collect();
        for (one, clash) in found.iter_mut().zip(clashes) {
            one.room_taken = clash.room.and_then(|place| titles.get(place).cloned());
            one.speaker_taken = clash.speaker.and_then(|place| titles.get(place).cloned());
            one.outside = one.start_at < event.start_at || one.end_at > event.end_at;
        }
        Ok(found)
    }

    /// A word that is the same for the same speaker.
    fn speaker_key(&self, session: &EventSession) -> Result<String> {
        match session.member.as_deref().map(|uid| self.member_key(uid)) {
            Some(Ok(key)) => Ok(format!("\u{1}{key}")),
            Some(Err(Error::NotFound(_))) | None => Ok(session.speaker.clone()),
            Some(Err(error)) => Err(error),
        }
    }

    /// The event of a talk.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such talk.
    pub fn session_event(&self, id: &str) -> Result<Event> {
        let mut statement =
            self.connection.prepare_cached("SELECT event FROM event_session WHERE id = ?1 AND deleted_at IS NULL")?;
        let event: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
        self.event(&event.ok_or(Error::NotFound("session"))?)
    }

    /// Guests who were in a talk, by name: their ids and names.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such talk.
    pub fn session_visits(&self, session: &str) -> Result<Vec<(String, String)>> {
        self.session_event(session)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT g.id, g.name FROM event_visit v JOIN guest o ON o.id = v.guest JOIN guest g ON g.id = coalesce(o.same_as, o.id)
             WHERE v.session = ?1 AND v.deleted_at IS NULL AND g.deleted_at IS NULL ORDER BY g.search, g.id",
        )?;
        let rows = statement.query_map([session], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Adds a talk with `id`, or changes the one that has it.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so; [`Error::NotFound`] when there is no such event or member.
    pub fn keep_event_session(&self, event: &str, id: &str, new: &NewEventSession, now: i64) -> Result<()> {
        let read = self.read();
        let event = read.event(event)?;
        let offset = (events::minute(&new.starts).map_err(at("starts"))? - start_of(&event)).num_minutes();
        if !REACH.contains(&offset) {
            return Err(at("starts")("this is too far away from the event"));
        }
        if !(1..=LONGEST).contains(&new.minutes) {
            return Err(at("minutes")("write a number of minutes, a day at most"));
        }
        if new.capacity.is_some_and(|seats| seats == 0 || seats > MOST_SEATS) {
            return Err(at("capacity")("write how many seats there are, or nothing"));
        }
        let (mut speaker, mut identity) = (line(&new.speaker, "speaker")?, None);
        if let Some(uid) = &new.member {
            let key = read.member_key(uid)?;
            identity = Some(read.uid_of(key)?);
            if speaker.is_empty() {
                speaker = read.member_name(key)?;
            }
        }
        let (title, room, track) = (needed(&new.title, "title")?, line(&new.room, "room")?, line(&new.track, "track")?);
        self.connection
            .prepare_cached(
                "INSERT INTO event_session (id, event, title, speaker, identity, room, track, offset_min, minutes, capacity, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
                 ON CONFLICT (id) DO UPDATE SET sequence = sequence + (title <> excluded.title OR room <> excluded.room
                     OR speaker <> excluded.speaker OR offset_min <> excluded.offset_min OR minutes <> excluded.minutes),
                   title = excluded.title, speaker = excluded.speaker, identity = excluded.identity, room = excluded.room,
                   track = excluded.track, offset_min = excluded.offset_min, minutes = excluded.minutes, capacity = excluded.capacity,
                   updated_at = excluded.updated_at WHERE event = excluded.event AND deleted_at IS NULL",
            )?
            .execute(params![id, event.id, title, speaker, identity, room, track, offset, new.minutes, new.capacity, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Takes a talk away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_event_session(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_session SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "session")
    }

    /// Somebody is in a talk, or is not after all.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such talk or guest of its event.
    pub fn set_visit(&self, session: &str, guest: &str, there: bool, now: i64) -> Result<()> {
        let read = self.read();
        let event = read.session_event(session)?;
        if read.guest(guest, now)?.1 != event.id {
            return Err(Error::NotFound("guest"));
        }
        if there {
            self.connection
                .prepare_cached(
                    "INSERT INTO event_visit (id, session, guest, at, updated_at) VALUES (?1 || ' ' || ?2, ?1, ?2, ?3, ?3)
                     ON CONFLICT (id) DO UPDATE SET deleted_at = NULL, at = iif(deleted_at IS NULL, at, excluded.at), updated_at = excluded.updated_at",
                )?
                .execute(params![session, guest, now])?;
        } else {
            self.connection
                .prepare_cached(
                    "UPDATE event_visit SET deleted_at = ?3, updated_at = ?3 WHERE session = ?1 AND deleted_at IS NULL
                       AND guest IN (SELECT id FROM guest WHERE id = ?2 OR same_as = ?2)",
                )?
                .execute(params![session, guest, now])?;
        }
        self.touch(Topic::Events);
        Ok(())
    }
}
