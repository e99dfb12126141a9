//! Days on which people have other plans, out of calendars that somebody brought.
//!
//! **Invariants:** a calendar of holidays that comes again replaces itself: what it names is here, and nothing else of it.

use std::collections::BTreeSet;

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::calendar::{CalendarChange, CalendarDiff, CalendarPut, SHOWN};
use crate::{Read, Write, error::Result, topic::Topic};

/// A day on which people have other plans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, TS)]
pub struct Holiday {
    /// The day: `2026-12-25`.
    pub on_day: String,
    /// What it is called.
    pub name: String,
    /// The calendar that tells of it.
    pub calendar: String,
}

/// A calendar of such days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HolidayCalendar {
    /// What it is called.
    pub name: String,
    /// Its days.
    pub days: u32,
    /// The first of them.
    pub first: String,
    /// The last of them.
    pub last: String,
}

impl Read<'_> {
    /// Days on which people have other plans, from one to another.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn holidays(&self, first: &str, last: &str) -> Result<Vec<Holiday>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT on_day, name, calendar FROM holiday WHERE on_day >= ?1 AND on_day <= ?2 AND deleted_at IS NULL
             ORDER BY on_day, name, id",
        )?;
        let row =
            |row: &rusqlite::Row<'_>| Ok(Holiday { on_day: row.get(0)?, name: row.get(1)?, calendar: row.get(2)? });
        Ok(statement.query_map([first, last], row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The calendars of such days.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn holiday_calendars(&self) -> Result<Vec<HolidayCalendar>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT calendar, count(*), min(on_day), max(on_day) FROM holiday WHERE calendar <> '' AND deleted_at IS NULL GROUP BY calendar ORDER BY calendar",
        )?;
        let row = |row: &rusqlite::Row<'_>| {
            Ok(HolidayCalendar { name: row.get(0)?, days: row.get(1)?, first: row.get(2)?, last: row.get(3)? })
        };
        Ok(statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What a calendar of holidays would change.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare_holidays(&self, calendar: &str, days: &BTreeSet<(String, String)>) -> Result<CalendarDiff> {
        let known: BTreeSet<(String, String)> = self
            .holidays("0000", "9999")?
            .into_iter()
            .filter(|day| day.calendar == calendar)
            .map(|day| (day.on_day, day.name))
            .collect();
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let change = |put: CalendarPut| {
            move |(day, name): &(String, String)| CalendarChange {
                line: 0,
                put,
                title: name.clone(),
                starts: format!("{day}T00:00"),
                what: Vec::new(),
            }
        };
        let (new, gone) = (days.difference(&known), known.difference(days));
        Ok(CalendarDiff {
            new: count(new.clone().count()),
            cancelled: count(gone.clone().count()),
            same: count(days.intersection(&known).count()),
            rows: new
                .map(change(CalendarPut::New))
                .chain(gone.map(change(CalendarPut::Cancelled)))
                .take(SHOWN)
                .collect(),
            ..CalendarDiff::default()
        })
    }
}

impl Write<'_> {
    /// Keeps the days of a calendar of holidays: those it names, and no others; `new_id` makes ids.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn bring_holidays(
        &self,
        calendar: &str,
        days: &BTreeSet<(String, String)>,
        new_id: &dyn Fn() -> String,
        now: i64,
    ) -> Result<CalendarDiff> {
        let diff = self.read().compare_holidays(calendar, days)?;
        let known: BTreeSet<(String, String)> = self
            .read()
            .holidays("0000", "9999")?
            .into_iter()
            .filter(|day| day.calendar == calendar)
            .map(|day| (day.on_day, day.name))
            .collect();
        for (day, name) in known.difference(days) {
            self.connection
                .prepare_cached(
                    "UPDATE holiday SET deleted_at = ?4, updated_at = ?4 WHERE calendar = ?1 AND on_day = ?2 AND name = ?3 AND deleted_at IS NULL",
                )?
                .execute(params![calendar, day, name, now])?;
        }
        for (day, name) in days.difference(&known) {
            self.connection
                .prepare_cached(
                    "INSERT INTO holiday (id, calendar, on_day, name, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
                )?
                .execute(params![new_id(), calendar, day, name, now])?;
        }
        self.touch(Topic::Events);
        Ok(diff)
    }
}
