//! What is to be done for an event, who has a part in it, and what it costs.
//!
//! **Invariants:** a task's day is counted from the event's first day; of money only whole minor units of the event's
//! currency are kept.

use kith_domain::{
    events,
    figures::{amount, digits, written},
    profile, time,
};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Event, at, first_day, line, needed};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

const LONGEST_NOTE: usize = 2_000;

/// Something to do for an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventTask {
    /// Its id.
    pub id: String,
    /// What.
    pub title: String,
    /// Days from the event's first day: -14, 1.
    pub offset: i64,
    /// The day that is: `2026-11-12`.
    pub due_on: String,
    /// Who.
    pub owner: String,
    /// When it was done, UTC milliseconds.
    pub done_at: Option<i64>,
    /// Whether its day is over and it is not done.
    pub late: bool,
}

/// A task as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEventTask {
    /// What.
    pub title: String,
    /// When: `T-14`, `T+1`, or a day, which moves with the event from then on.
    pub due: String,
    /// Who.
    #[serde(default)]
    pub owner: String,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
}

/// What somebody does for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventRole {
    /// Is in charge.
    Host,
    /// Speaks.
    Speaker,
    /// Pays.
    Sponsor,
    /// Helps.
    Volunteer,
    /// Delivers: the venue, food, cameras.
    Supplier,
}

impl EventRole {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Speaker => "speaker",
            Self::Sponsor => "sponsor",
            Self::Volunteer => "volunteer",
            Self::Supplier => "supplier",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "speaker" => Self::Speaker,
            "sponsor" => Self::Sponsor,
            "volunteer" => Self::Volunteer,
            "supplier" => Self::Supplier,
            _ => Self::Host,
        }
    }
}

/// How far somebody's word goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventPartState {
    /// They were asked.
    Asked,
    /// They said yes.
    Yes,
    /// They said no.
    No,
    /// Everything is settled.
    Confirmed,
}

impl EventPartState {
    const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Confirmed => "confirmed",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "yes" => Self::Yes,
            "no" => Self::No,
            "confirmed" => Self::Confirmed,
            _ => Self::Asked,
        }
    }
}

/// Somebody who has a part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventPart {
    /// Its id.
    pub id: String,
    /// As what.
    pub role: EventRole,
    /// Who.
    pub name: String,
    /// The member: the id of an account.
    pub member: Option<String>,
    /// How far their word goes.
    pub state: EventPartState,
    /// The last contact: `2026-11-12`.
    pub contact_on: Option<String>,
    /// What is to happen next.
    pub next_step: String,
    /// A remark.
    pub note: String,
}

/// A part as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEventPart {
    /// As what.
    pub role: EventRole,
    /// Who.
    pub name: String,
    /// The member: the id of an account.
    #[serde(default)]
    pub member: Option<String>,
    /// How far their word goes.
    pub state: EventPartState,
    /// The last contact.
    #[serde(default)]
    pub contact_on: String,
    /// What is to happen next.
    #[serde(default)]
    pub next_step: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// A line of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventCost {
    /// Its id.
    pub id: String,
    /// For what.
    pub label: String,
    /// What it was planned to cost: `120.00`.
    pub planned: String,
    /// What was promised.
    pub committed: String,
    /// What was paid.
    pub paid: String,
}

/// A budget in sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventMoney {
    /// Planned: `1200.00`.
    pub planned: String,
    /// Promised.
    pub committed: String,
    /// Paid.
    pub paid: String,
    /// What each who came costs: of what was paid, or else promised, or else planned.
    pub per_head: Option<String>,
    /// People that was divided by: who came, or before the event who is going.
    pub heads: u32,
}

/// A line of a budget as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEventCost {
    /// For what.
    pub label: String,
    /// What it was planned to cost: `120`.
    #[serde(default)]
    pub planned: String,
    /// What was promised.
    #[serde(default)]
    pub committed: String,
    /// What was paid.
    #[serde(default)]
    pub paid: String,
}

impl Read<'_> {
    /// What is to be done for an event: late first, then what is open, then what is done.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_tasks(&self, event: &Event, now: i64) -> Result<Vec<EventTask>> {
        let (first, today) = (first_day(&event.starts), time::day_of(now, self.zone()?));
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title, offset_days, owner, done_at FROM event_task WHERE event = ?1 AND deleted_at IS NULL
             ORDER BY done_at IS NOT NULL, offset_days, id",
        )?;
        let rows = statement.query_map([&event.id], |row| {
            let (offset, done_at): (i64, Option<i64>) = (row.get(2)?, row.get(4)?);
            let due = events::due(first, offset);
            let late = done_at.is_none() && due < today && !event.cancelled;
            let (title, owner) = (row.get(1)?, row.get(3)?);
            Ok(EventTask { id: row.get(0)?, title, offset, due_on: due.to_string(), owner, done_at, late })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many tasks are open, and how many of them late.
    pub(super) fn open_tasks(&self, event: &Event, now: i64) -> Result<(u32, u32)> {
        if event.cancelled {
            return Ok((0, 0));
        }
        let today = time::day_of(now, self.zone()?);
        let late_before = (today - first_day(&event.starts)).num_days();
        let found = self
            .connection
            .prepare_cached(
                "SELECT count(*), count(*) FILTER (WHERE offset_days < ?2) FROM event_task
                 WHERE event = ?1 AND done_at IS NULL AND deleted_at IS NULL",
            )?
            .query_row(params![event.id, late_before], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found)
    }

    /// Who has a part in an event.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_parts(&self, event: &str) -> Result<Vec<EventPart>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.id, e.role, coalesce(m.name, e.name), e.identity, e.state, e.contact_on, e.next_step, e.note
             FROM event_part e LEFT JOIN identity i ON i.uid = e.identity LEFT JOIN person p ON p.identity_id = i.id
               LEFT JOIN member m ON m.id = p.member_id
             WHERE e.event = ?1 AND e.deleted_at IS NULL
             ORDER BY CASE e.role WHEN 'host' THEN 0 WHEN 'speaker' THEN 1 WHEN 'sponsor' THEN 2 WHEN 'volunteer' THEN 3 ELSE 4 END, e.id",
        )?;
        let rows = statement.query_map([event], |row| {
            Ok(EventPart {
                id: row.get(0)?,
                role: EventRole::parse(&row.get::<_, String>(1)?),
                name: row.get(2)?,
                member: row.get(3)?,
                state: EventPartState::parse(&row.get::<_, String>(4)?),
                contact_on: row.get(5)?,
                next_step: row.get(6)?,
                note: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// An event's budget: its lines, and in sum.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_costs(&self, event: &Event, heads: u32) -> Result<(Vec<EventCost>, EventMoney)> {
        let places = digits(&event.currency);
        let mut statement = self.connection.prepare_cached(
            "SELECT id, label, planned, committed, paid FROM event_cost WHERE event = ?1 AND deleted_at IS NULL ORDER BY id",
        )?;
        let mut rows = statement.query([&event.id])?;
        let (mut found, mut sums) = (Vec::new(), [0_i64; 3]);
        while let Some(row) = rows.next()? {
            let values: [i64; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum = sum.saturating_add(value);
            }
            let [planned, committed, paid] = values.map(|value| written(value, places));
            found.push(EventCost { id: row.get(0)?, label: row.get(1)?, planned, committed, paid });
        }
        let [planned, committed, paid] = sums;
        let spent = [paid, committed, planned].into_iter().find(|sum| *sum > 0);
        let per_head = spent.filter(|_| heads > 0).map(|sum| {
            let heads = i64::from(heads);
            written(sum.saturating_add(heads / 2) / heads, places)
        });
        let [planned, committed, paid] = sums.map(|sum| written(sum, places));
        Ok((found, EventMoney { planned, committed, paid, per_head, heads }))
    }

    /// The event that something hangs on.
    fn event_of_row(&self, sql: &'static str, id: &str, what: &'static str) -> Result<Event> {
        let event: Option<String> =
            self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
        self.event(&event.ok_or(Error::NotFound(what))?)
    }
}

impl Write<'_> {
    /// Adds a task with `id`, or changes the one that has it.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so; [`Error::NotFound`] when there is no such event.
    pub fn keep_event_task(&self, event: &str, id: &str, new: &NewEventTask, now: i64) -> Result<()> {
        let event = self.read().event(event)?;
        let title = needed(&new.title, "title")?;
        let offset = events::offset(&new.due, first_day(&event.starts)).map_err(at("due"))?;
        self.put_event_task(&event.id, id, &title, offset, &line(&new.owner, "owner")?, now)?;
        self.mark_event_task(id, new.done, now)
    }

    pub(super) fn put_event_task(
        &self,
        event: &str,
        id: &str,
        title: &str,
        offset: i64,
        owner: &str,
        now: i64,
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO event_task (id, event, title, offset_days, owner, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
                 ON CONFLICT (id) DO UPDATE SET title = excluded.title, offset_days = excluded.offset_days, owner = excluded.owner,
                   updated_at = excluded.updated_at WHERE event = excluded.event",
            )?
            .execute(params![id, event, title, offset, owner, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Marks a task as done, or not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn mark_event_task(&self, id: &str, done: bool, now: i64) -> Result<()> {
        let changed = self.connection.prepare_cached(
            "UPDATE event_task SET done_at = iif(?2, coalesce(done_at, ?3), NULL), updated_at = ?3 WHERE id = ?1 AND deleted_at IS NULL",
        )?;
        let mut changed = changed;
        if changed.execute(params![id, done, now])? == 0 {
            return Err(Error::NotFound("task"));
        }
        self.touch(Topic::Events);
        Ok(())
    }

    /// Takes a task away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_event_task(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_task SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "task")
    }

    /// Adds a part with `id`, or changes the one that has it.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so; [`Error::NotFound`] when there is no such event or member.
    pub fn keep_event_part(&self, event: &str, id: &str, new: &NewEventPart, now: i64) -> Result<()> {
        let read = self.read();
        let event = read.event(event)?;
        let contact = profile::day(&new.contact_on).map_err(at("contact_on"))?;
        let identity = new.member.as_deref().map(|uid| read.uid_of(read.member_key(uid)?)).transpose()?;
        let note = profile::words(&new.note, LONGEST_NOTE, true).map_err(at("note"))?.unwrap_or_default();
        self.connection
            .prepare_cached(
                "INSERT INTO event_part (id, event, role, name, identity, state, contact_on, next_step, note, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
                 ON CONFLICT (id) DO UPDATE SET role = excluded.role, name = excluded.name, identity = excluded.identity,
                   state = excluded.state, contact_on = excluded.contact_on, next_step = excluded.next_step, note = excluded.note,
                   updated_at = excluded.updated_at WHERE event = excluded.event",
            )?
            .execute(params![
                id,
                event.id,
                new.role.word(),
                needed(&new.name, "name")?,
                identity,
                new.state.word(),
                contact,
                line(&new.next_step, "next_step")?,
                note,
                now
            ])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Takes a part away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_event_part(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_part SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "entry")
    }

    /// Adds a line to the budget with `id`, or changes the one that has it.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so; [`Error::NotFound`] when there is no such event.
    pub fn keep_event_cost(&self, event: &str, id: &str, new: &NewEventCost, now: i64) -> Result<()> {
        let event = self.read().event(event)?;
        let places = digits(&event.currency);
        let money = |text: &str, field: &'static str| match text.trim() {
            "" => Ok(0),
            text => amount(text, places).map_err(at(field)),
        };
        let values = [money(&new.planned, "planned")?, money(&new.committed, "committed")?, money(&new.paid, "paid")?];
        self.put_event_cost(&event.id, id, &needed(&new.label, "label")?, values, now)
    }

    pub(super) fn put_event_cost(&self, event: &str, id: &str, label: &str, values: [i64; 3], now: i64) -> Result<()> {
        let [planned, committed, paid] = values;
        self.connection
            .prepare_cached(
                "INSERT INTO event_cost (id, event, label, planned, committed, paid, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
                 ON CONFLICT (id) DO UPDATE SET label = excluded.label, planned = excluded.planned, committed = excluded.committed,
                   paid = excluded.paid, updated_at = excluded.updated_at WHERE event = excluded.event",
            )?
            .execute(params![id, event, label, planned, committed, paid, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Takes a line of the budget away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_event_cost(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_cost SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "line")
    }

    /// Changes a task that is there.
    ///
    /// # Errors
    /// As [`Write::keep_event_task`].
    pub fn change_event_task(&self, id: &str, new: &NewEventTask, now: i64) -> Result<()> {
        let sql = "SELECT event FROM event_task WHERE id = ?1 AND deleted_at IS NULL";
        let event = self.read().event_of_row(sql, id, "task")?;
        self.keep_event_task(&event.id, id, new, now)
    }

    /// Changes a part that is there.
    ///
    /// # Errors
    /// As [`Write::keep_event_part`].
    pub fn change_event_part(&self, id: &str, new: &NewEventPart, now: i64) -> Result<()> {
        let sql = "SELECT event FROM event_part WHERE id = ?1 AND deleted_at IS NULL";
        let event = self.read().event_of_row(sql, id, "entry")?;
        self.keep_event_part(&event.id, id, new, now)
    }

    /// Changes a line of the budget that is there.
    ///
    /// # Errors
    /// As [`Write::keep_event_cost`].
    pub fn change_event_cost(&self, id: &str, new: &NewEventCost, now: i64) -> Result<()> {
        let sql = "SELECT event FROM event_cost WHERE id = ?1 AND deleted_at IS NULL";
        let event = self.read().event_of_row(sql, id, "line")?;
        self.keep_event_cost(&event.id, id, new, now)
    }
}
