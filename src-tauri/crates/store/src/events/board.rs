//! What is due today: tonight's event, and what is late for those to come.

use kith_domain::time;
use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{COLUMNS, EventMessageDue, EventRow, event_of};
use crate::{Read, error::Result};

/// How far ahead late tasks are looked for: no plan reaches further back.
const AHEAD_MS: i64 = 730 * 86_400_000;

/// A task that is late, or due today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventLate {
    /// Its id.
    pub id: String,
    /// What.
    pub title: String,
    /// Who.
    pub owner: String,
    /// The day it was due: `2026-11-12`.
    pub due_on: String,
    /// Whether that is over.
    pub late: bool,
    /// For which event.
    pub event: String,
    /// What that is called.
    pub event_title: String,
}

/// What is due today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventDue {
    /// Events that go on today.
    pub today: Vec<EventRow>,
    /// Tasks that are late or due today, the latest first.
    pub tasks: Vec<EventLate>,
    /// How many more there are.
    pub more: u32,
    /// Messages to guests that are due and did not go out.
    pub messages: Vec<EventMessageDue>,
}

impl Read<'_> {
    /// What is due today, `limit` of each at most.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events_due(&self, now: i64, limit: u32) -> Result<EventDue> {
        let zone = self.zone()?;
        let today = time::day_of(now, zone);
        let (from, until) = (time::start_of_day(today, zone), time::start_of_day(today + chrono::Days::new(1), zone));
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e WHERE e.start_at < ?2 AND e.start_at > ?1 - 6000000000 AND e.end_at > ?1 AND e.deleted_at IS NULL
               AND e.cancelled = 0 ORDER BY e.start_at, e.id LIMIT ?3"
        ))?;
        let found =
            statement.query_map(params![from, until, limit], event_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let rows = found.into_iter().map(|event| self.event_row(event, now)).collect::<Result<Vec<_>>>()?;
        // Tasks of afterwards stay due for a while.
        let sql = "FROM event e JOIN event_task t ON t.event = e.id
             WHERE e.start_at > ?1 - 3000000000 AND e.start_at < ?1 + ?2 AND e.deleted_at IS NULL AND e.cancelled = 0
               AND t.done_at IS NULL AND t.deleted_at IS NULL
               AND date(substr(e.starts, 1, 10), t.offset_days || ' days') <= ?3";
        let day = today.to_string();
        let many: u32 = self
            .connection
            .prepare_cached(&format!("SELECT count(*) {sql}"))?
            .query_row(params![now, AHEAD_MS, day], |row| row.get(0))?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT t.id, t.title, t.owner, date(substr(e.starts, 1, 10), t.offset_days || ' days') AS due, e.id, e.title {sql}
             ORDER BY due, e.start_at, t.id LIMIT ?4"
        ))?;
        let tasks = statement.query_map(params![now, AHEAD_MS, day, limit], |row| {
            let due_on: String = row.get(3)?;
            let late = due_on < day;
            Ok(EventLate {
                id: row.get(0)?,
                title: row.get(1)?,
                owner: row.get(2)?,
                due_on,
                late,
                event: row.get(4)?,
                event_title: row.get(5)?,
            })
        })?;
        let tasks = tasks.collect::<rusqlite::Result<Vec<_>>>()?;
        let shown = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        Ok(EventDue { today: rows, tasks, more: many.saturating_sub(shown), messages: self.event_messages_due(now)? })
    }
}
