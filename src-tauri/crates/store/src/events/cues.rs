//! The run of show: what begins when, minute by minute, and what became of that plan on the day.
//!
//! **Invariants:** lines are so many minutes from the event's beginning, so the plan moves with the event; a delay moves a
//! line and everything after it, and how far is kept beside, so that it can be told and taken back; what really began says
//! when, and a line that began is at that minute.

use kith_domain::{
    events, profile,
    run_of_show::{self, LONGEST, Slot},
    time,
};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Event, TemplateCue, at, line, needed};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

const LONGEST_WORDS: usize = 1_000;
/// No delay is longer than a day, in minutes.
const FURTHEST: i64 = 1_440;

/// A line of a run of show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventCue {
    /// Its id.
    pub id: String,
    /// Minutes from the event's beginning: -30, 0, 15.
    pub offset: i64,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// What.
    pub title: String,
    /// Who.
    pub owner: String,
    /// What tells everybody that it begins.
    pub cue: String,
    /// Where; nothing: where the event is.
    pub place: String,
    /// What is done if it does not work.
    pub backup: String,
    /// Its beginning on the event's clock: `2026-11-26T18:40`.
    pub starts: String,
    /// Its end on the event's clock.
    pub ends: String,
    /// Its beginning, UTC milliseconds.
    pub start_at: i64,
    /// Its end, UTC milliseconds.
    pub end_at: i64,
    /// Minutes it is later than it was planned; fewer than none: earlier.
    pub moved: i64,
    /// When it really began, UTC milliseconds.
    pub begun_at: Option<i64>,
    /// Minutes before it in which nothing happens.
    pub gap: i64,
    /// What still goes on at the same place, or with the same person, when it begins.
    pub clash: Option<String>,
    /// When it was changed, UTC milliseconds.
    pub updated_at: i64,
}

/// A line of a run of show as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEventCue {
    /// When: `18:40` on the event's clock, or minutes from its beginning, such as `-30`; nothing: after the last line.
    #[serde(default)]
    pub at: String,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// What.
    pub title: String,
    /// Who.
    #[serde(default)]
    pub owner: String,
    /// What tells everybody that it begins.
    #[serde(default)]
    pub cue: String,
    /// Where, unless it is where the event is.
    #[serde(default)]
    pub place: String,
    /// What is done if it does not work.
    #[serde(default)]
    pub backup: String,
}

/// A line as it lies in the file.
struct Kept {
    event: String,
    offset: i64,
}

fn words(text: &str, field: &'static str) -> Result<String> {
    Ok(profile::words(text, LONGEST_WORDS, true).map_err(at(field))?.unwrap_or_default())
}

impl Read<'_> {
    /// The run of show of an event, in the order of time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_cues(&self, event: &Event) -> Result<Vec<EventCue>> {
        let zone = time::zone(&event.zone).unwrap_or(chrono_tz::Tz::UTC);
        let mut statement = self.connection.prepare_cached(
            "SELECT id, offset_min, minutes, title, owner, cue, place, backup, moved_min, begun_at, updated_at FROM event_cue
             WHERE event = ?1 AND deleted_at IS NULL ORDER BY offset_min, id",
        )?;
        let rows = statement.query_map([&event.id], |row| {
            let (offset, minutes): (i64, i64) = (row.get(1)?, row.get(2)?);
            Ok(EventCue {
                id: row.get(0)?,
                offset,
                minutes,
                title: row.get(3)?,
                owner: row.get(4)?,
                cue: row.get(5)?,
                place: row.get(6)?,
                backup: row.get(7)?,
                starts: run_of_show::wall(event.start_at, offset, zone),
                ends: run_of_show::wall(event.start_at, offset + minutes, zone),
                start_at: event.start_at + offset * 60_000,
                end_at: event.start_at + (offset + minutes) * 60_000,
                moved: row.get(8)?,
                begun_at: row.get(9)?,
                gap: 0,
                clash: None,
                updated_at: row.get(10)?,
            })
        })?;
        let mut cues = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let slot = |cue: &'_ EventCue| (cue.offset, cue.minutes, cue.place.clone(), cue.owner.clone());
        let slots: Vec<(i64, i64, String, String)> = cues.iter().map(slot).collect();
        let slots: Vec<Slot<'_>> = slots
            .iter()
            .map(|(offset, minutes, place, owner)| Slot { offset: *offset, minutes: *minutes, place, owner })
            .collect();
        let titles: Vec<String> = cues.iter().map(|cue| cue.title.clone()).collect();
        for (cue, remark) in cues.iter_mut().zip(run_of_show::remarks(&slots)) {
            cue.gap = remark.gap;
            cue.clash = remark.clash.and_then(|place| titles.get(place).cloned());
        }
        Ok(cues)
    }

    /// A run of show as it was planned, for a template.
    pub(super) fn template_cues(&self, event: &str) -> Result<Vec<TemplateCue>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT offset_min - moved_min, minutes, title, owner, cue, place, backup FROM event_cue
             WHERE event = ?1 AND deleted_at IS NULL ORDER BY 1, id",
        )?;
        let rows = statement.query_map([event], |row| {
            Ok(TemplateCue {
                offset: row.get(0)?,
                minutes: row.get(1)?,
                title: row.get(2)?,
                owner: row.get(3)?,
                cue: row.get(4)?,
                place: row.get(5)?,
                backup: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn kept_cue(&self, id: &str) -> Result<(Event, Kept)> {
        let found = self
            .connection
            .prepare_cached("SELECT event, offset_min FROM event_cue WHERE id = ?1 AND deleted_at IS NULL")?
            .query_row([id], |row| Ok(Kept { event: row.get(0)?, offset: row.get(1)? }))
            .optional()?
            .ok_or(Error::NotFound("line"))?;
        Ok((self.event(&found.event)?, found))
    }
}

impl Write<'_> {
    /// Adds a line with `id`, or changes the one that has it: from then on that is its plan.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so; [`Error::NotFound`] when there is no such event.
    pub fn keep_cue(&self, event: &str, id: &str, new: &NewEventCue, now: i64) -> Result<()> {
        let event = self.read().event(event)?;
        let zone = time::zone(&event.zone).unwrap_or(chrono_tz::Tz::UTC);
        let offset = if new.at.trim().is_empty() {
            let last = "SELECT coalesce(max(offset_min + minutes), 0) FROM event_cue WHERE event = ?1 AND deleted_at IS NULL AND id <> ?2";
            self.connection.prepare_cached(last)?.query_row([&event.id, id], |row| row.get(0))?
        } else {
            let starts = events::minute(&event.starts).map_err(at("at"))?;
            run_of_show::offset(&new.at, starts, zone).map_err(at("at"))?
        };
        if !(0..=LONGEST).contains(&new.minutes) {
            return Err(at("minutes")("write a number of minutes, a day at most"));
        }
        let cue = TemplateCue {
            offset,
            minutes: new.minutes,
            title: needed(&new.title, "title")?,
            owner: line(&new.owner, "owner")?,
            cue: words(&new.cue, "cue")?,
            place: line(&new.place, "place")?,
            backup: words(&new.backup, "backup")?,
        };
        self.put_cue(&event.id, id, &cue, now)
    }

    /// Changes a line that is there.
    ///
    /// # Errors
    /// As [`Write::keep_cue`].
    pub fn change_cue(&self, id: &str, new: &NewEventCue, now: i64) -> Result<()> {
        let (event, _) = self.read().kept_cue(id)?;
        self.keep_cue(&event.id, id, new, now)
    }

    pub(super) fn put_cue(&self, event: &str, id: &str, cue: &TemplateCue, now: i64) -> Result<()> {
        let offset = cue.offset.clamp(run_of_show::EARLIEST, run_of_show::LATEST);
        // A line that stays at its time keeps what is known of its delay.
        self.connection
            .prepare_cached(
                "INSERT INTO event_cue (id, event, offset_min, minutes, title, owner, cue, place, backup, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
                 ON CONFLICT (id) DO UPDATE SET moved_min = iif(offset_min = excluded.offset_min, moved_min, 0),
                   offset_min = excluded.offset_min, minutes = excluded.minutes, title = excluded.title, owner = excluded.owner,
                   cue = excluded.cue, place = excluded.place, backup = excluded.backup, updated_at = excluded.updated_at
                 WHERE event = excluded.event",
            )?
            .execute(params![
                id,
                event,
                offset,
                cue.minutes.clamp(0, LONGEST),
                cue.title,
                cue.owner,
                cue.cue,
                cue.place,
                cue.backup,
                now
            ])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Gives an event the run of show of a plan, where it has none yet; `new_id` makes ids.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such plan or event; [`Error::Conflict`] when it has lines.
    pub fn begin_cues(&self, event: &str, template: &str, new_id: &dyn Fn() -> String, now: i64) -> Result<()> {
        let read = self.read();
        let event = read.event(event)?;
        let found = read.event_templates()?.into_iter().find(|one| one.id == template);
        let found = found.ok_or(Error::NotFound("template"))?;
        if !read.event_cues(&event)?.is_empty() {
            return Err(Error::Conflict);
        }
        self.touch(Topic::Events);
        found.plan.cues.iter().try_for_each(|cue| self.put_cue(&event.id, &new_id(), cue, now))
    }

    /// Takes a line away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_cue(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_cue SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "line")
    }

    /// A delay: a line and everything that is not before it moves by so many minutes.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such line; [`Error::Field`] when that is too far.
    pub fn shift_cues(&self, id: &str, minutes: i64, now: i64) -> Result<()> {
        let (event, from) = self.read().kept_cue(id)?;
        if minutes == 0 || minutes.saturating_abs() > FURTHEST {
            return Err(at("minutes")("write a number of minutes, a day at most"));
        }
        self.move_cues(&event.id, (from.offset, ""), minutes, now)
    }

    /// Moves what is not before a place in the order.
    fn move_cues(&self, event: &str, from: (i64, &str), minutes: i64, now: i64) -> Result<()> {
        let (earliest, latest) = (run_of_show::EARLIEST, run_of_show::LATEST);
        let last: i64 = self
            .connection
            .prepare_cached(
                "SELECT coalesce(max(offset_min), 0) FROM event_cue WHERE event = ?1 AND deleted_at IS NULL",
            )?
            .query_row([event], |row| row.get(0))?;
        if from.0 + minutes < earliest || last + minutes > latest {
            return Err(at("minutes")("this is too far from the event"));
        }
        self.connection
            .prepare_cached(
                "UPDATE event_cue SET offset_min = offset_min + ?4, moved_min = moved_min + ?4, updated_at = ?5
                 WHERE event = ?1 AND deleted_at IS NULL AND (offset_min, id) >= (?2, ?3)",
            )?
            .execute(params![event, from.0, from.1, minutes, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// A line begins now: it and everything after it moves so that the plan says the same; what was after it has not begun.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such line; [`Error::Field`] when its time is more than a day away.
    pub fn begin_cue(&self, id: &str, now: i64) -> Result<()> {
        let (event, from) = self.read().kept_cue(id)?;
        let minutes = (now - event.start_at).div_euclid(60_000) - from.offset;
        if minutes.saturating_abs() > FURTHEST {
            return Err(at("id")("its time is more than a day away"));
        }
        self.connection
            .prepare_cached(
                "UPDATE event_cue SET begun_at = iif(id = ?3, ?4, NULL), updated_at = ?4
                 WHERE event = ?1 AND deleted_at IS NULL AND (offset_min, id) >= (?2, ?3) AND (id = ?3 OR begun_at IS NOT NULL)",
            )?
            .execute(params![event.id, from.offset, id, now])?;
        self.move_cues(&event.id, (from.offset, id), minutes, now)
    }

    /// After a rehearsal: everything is as it was planned, and nothing has begun.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event.
    pub fn reset_cues(&self, event: &str, now: i64) -> Result<()> {
        let event = self.read().event(event)?;
        self.connection
            .prepare_cached(
                "UPDATE event_cue SET offset_min = offset_min - moved_min, moved_min = 0, begun_at = NULL, updated_at = ?2
                 WHERE event = ?1 AND deleted_at IS NULL AND (moved_min <> 0 OR begun_at IS NOT NULL)",
            )?
            .execute(params![event.id, now])?;
        self.touch(Topic::Events);
        Ok(())
    }
}
