//! Programmes that were kept to begin others with.
//!
//! **Invariants:** a template has nobody in it: no applications, no pairs, no rounds; its days are a length, so it can begin
//! at any time; questions keep their ids, so that a file's remembered columns fit the next programme as well.

use chrono::{Days, NaiveDate};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::{NewProgramme, Programme, ProgrammeQuestion, ProgrammeState};
use crate::{
    Read, Write,
    error::{Error, Result},
    events::needed,
    topic::Topic,
};

/// What is kept of a programme.
#[derive(Debug, Serialize, Deserialize)]
struct Plan {
    purpose: String,
    cadence_days: u32,
    minutes: u32,
    capacity: u32,
    agreement: String,
    questions: Vec<ProgrammeQuestion>,
    fresh: u32,
}

impl Read<'_> {
    /// One's own templates with their ids, as programmes that begin on a day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn programme_templates(&self, begins: NaiveDate) -> Result<Vec<(String, NewProgramme)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, days, plan FROM programme_template WHERE deleted_at IS NULL ORDER BY name, id",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            // A plan that a newer Kith wrote is passed over.
            let Ok(plan) = serde_json::from_str::<Plan>(&row.get::<_, String>(3)?) else { continue };
            let days: Option<u32> = row.get(2)?;
            let ends = days.and_then(|days| begins.checked_add_days(Days::new(days.into())));
            let programme = NewProgramme {
                name: row.get(1)?,
                purpose: plan.purpose,
                state: ProgrammeState::Open,
                starts_on: begins.to_string(),
                ends_on: ends.map(|day| day.to_string()).unwrap_or_default(),
                cadence_days: plan.cadence_days,
                minutes: plan.minutes,
                capacity: plan.capacity,
                agreement: plan.agreement,
                questions: plan.questions,
                fresh: plan.fresh,
            };
            found.push((row.get(0)?, programme));
        }
        Ok(found)
    }
}

/// From the first to the last day.
fn length(programme: &Programme) -> Option<i64> {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let (starts, ends) = (day(&programme.starts_on)?, day(programme.ends_on.as_deref()?)?);
    Some((ends - starts).num_days().max(0))
}

impl Write<'_> {
    /// Keeps what a programme says under a name; over the template that has it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such programme; [`Error::Field`] when the name cannot be one.
    pub fn keep_programme_template(&self, id: &str, programme: &str, name: &str, now: i64) -> Result<()> {
        let name = needed(name, "name")?;
        let programme = self.read().programme(programme)?;
        let days = length(&programme);
        let plan = Plan {
            purpose: programme.purpose,
            cadence_days: programme.cadence_days,
            minutes: programme.minutes,
            capacity: programme.capacity,
            agreement: programme.agreement,
            questions: programme.questions,
            fresh: programme.fresh,
        };
        let plan = serde_json::to_string(&plan).map_err(|error| Error::Invalid(error.to_string()))?;
        let known: Option<String> = self
            .connection
            .prepare_cached("SELECT id FROM programme_template WHERE name = ?1 AND deleted_at IS NULL")?
            .query_row([&name], |row| row.get(0))
            .optional()?;
        self.connection
            .prepare_cached(
                "INSERT INTO programme_template (id, name, days, plan, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                 ON CONFLICT (id) DO UPDATE SET days = excluded.days, plan = excluded.plan, updated_at = excluded.updated_at",
            )?
            .execute(params![known.as_deref().unwrap_or(id), name, days, plan, now])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Takes a template away; programmes that began with it stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_programme_template(&self, id: &str, now: i64) -> Result<()> {
        self.strike_programme(
            "UPDATE programme_template SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            id,
            now,
            "template",
        )
    }
}
