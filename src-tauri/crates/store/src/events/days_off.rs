//! Days on which the team does not work: those typed in here, and those of calendars of holidays that it keeps.
//!
//! There is one list of holidays (`holiday`), which the calendar shows; this says which of them are days off. Business hours
//! do not count on them.
//!
//! **Invariants:** a day that was typed in is a holiday of the calendar without a name; a calendar that is gone frees nobody.

use kith_domain::{profile, time};
use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::HolidayCalendar;
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// The calendar of days that were typed in.
const OWN: &str = "";
/// So many days are typed in at most.
const MOST: usize = 400;

/// A day off that was typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DayOff {
    /// Its id.
    pub id: String,
    /// The day: `2026-12-25`.
    pub on_day: String,
    /// What it is called.
    pub name: String,
}

/// Days on which the team does not work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DaysOff {
    /// Those typed in, by day.
    pub own: Vec<DayOff>,
    /// Calendars of holidays, and whether the team keeps them.
    pub calendars: Vec<(HolidayCalendar, bool)>,
}

impl Read<'_> {
    /// Days off, as they are shown.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn days_off_kept(&self) -> Result<DaysOff> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, on_day, name FROM holiday WHERE calendar = ?1 AND deleted_at IS NULL ORDER BY on_day, name, id",
        )?;
        let rows =
            statement.query_map([OWN], |row| Ok(DayOff { id: row.get(0)?, on_day: row.get(1)?, name: row.get(2)? }))?;
        let own = rows.collect::<rusqlite::Result<_>>()?;
        let kept = self.kept_calendars()?;
        let calendars = self.holiday_calendars()?.into_iter().map(|one| {
            let is_kept = kept.contains(&one.name);
            (one, is_kept)
        });
        Ok(DaysOff { own, calendars: calendars.collect() })
    }

    /// Their numbers, ascending.
    pub(crate) fn days_off(&self) -> Result<Vec<i32>> {
        let kept = self.kept_calendars()?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT on_day, calendar FROM holiday WHERE deleted_at IS NULL ORDER BY on_day")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut days = Vec::new();
        for row in rows {
            let (day, calendar) = row?;
            let Ok(day) = day.parse() else { continue };
            if calendar == OWN || kept.contains(&calendar) {
                days.push(i32::try_from(time::day_number(day)).unwrap_or(i32::MAX));
            }
        }
        days.dedup();
        Ok(days)
    }

    fn kept_calendars(&self) -> Result<Vec<String>> {
        Ok(self.setting("days_off_calendars")?.unwrap_or_default())
    }
}

impl Write<'_> {
    /// Keeps a day off.
    ///
    /// # Errors
    /// [`Error::Field`] when it is no day, has no name, or there are too many.
    pub fn add_day_off(&self, id: &str, day: &str, name: &str, now: i64) -> Result<()> {
        let wrong = |field: &str, why: &str| Error::Field { field: field.to_owned(), why: why.to_owned() };
        let day: chrono::NaiveDate = day.trim().parse().map_err(|_| wrong("on_day", "write the day as 2026-12-25"))?;
        let name = profile::words(name, profile::LONGEST_LINE, false).map_err(|why| wrong("name", why))?;
        let name = name.ok_or_else(|| wrong("name", "write what day it is"))?;
        if self.read().days_off_kept()?.own.len() >= MOST {
            return Err(wrong("on_day", "there are too many; bring a calendar of holidays instead"));
        }
        self.connection.execute(
            "INSERT INTO holiday (id, calendar, on_day, name, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
            params![id, OWN, day.to_string(), name, now],
        )?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Gives a day off up.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none with this id.
    pub fn remove_day_off(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE holiday SET deleted_at = ?3, updated_at = ?3 WHERE id = ?1 AND calendar = ?2 AND deleted_at IS NULL",
            params![id, OWN, now],
        )?;
        self.touch(Topic::Events);
        if changed == 0 { Err(Error::NotFound("day off")) } else { Ok(()) }
    }

    /// Says whether the team keeps a calendar's holidays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_calendar(&self, calendar: &str, kept: bool) -> Result<()> {
        let mut all = self.read().kept_calendars()?;
        all.retain(|one| one != calendar);
        if kept {
            all.push(calendar.to_owned());
        }
        all.sort_unstable();
        self.set("days_off_calendars", &all)?;
        self.forget_all_windows()?;
        self.touch(Topic::Events);
        Ok(())
    }
}
