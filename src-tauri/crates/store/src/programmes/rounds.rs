//! Rounds of a programme: when one could apply, and when pairs were told.

use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::optional_day;
use crate::{
    Read, Write,
    error::Result,
    events::{at, needed},
    topic::Topic,
};

/// One matching of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ProgrammeRound {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The first day to apply.
    pub opens_on: Option<String>,
    /// The last day to apply.
    pub closes_on: Option<String>,
    /// When its pairs were told, UTC milliseconds.
    pub published_at: Option<i64>,
    /// Pairs of it.
    pub pairs: u32,
}

/// A round as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewProgrammeRound {
    /// What it is called.
    pub name: String,
    /// The first day to apply; may be empty.
    #[serde(default)]
    pub opens_on: String,
    /// The last day to apply; may be empty.
    #[serde(default)]
    pub closes_on: String,
}

impl Read<'_> {
    /// Rounds of a programme, the first first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn programme_rounds(&self, programme: &str) -> Result<Vec<ProgrammeRound>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.id, r.name, r.opens_on, r.closes_on, r.published_at,
               (SELECT count(*) FROM mentorship m WHERE m.programme = r.programme AND m.round = r.id AND m.deleted_at IS NULL)
             FROM mentoring_round r WHERE r.programme = ?1 AND r.deleted_at IS NULL ORDER BY r.created_at, r.id",
        )?;
        let rows = statement.query_map([programme], |row| {
            Ok(ProgrammeRound {
                id: row.get(0)?,
                name: row.get(1)?,
                opens_on: row.get(2)?,
                closes_on: row.get(3)?,
                published_at: row.get(4)?,
                pairs: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Adds a round with `id`, or changes the one that has it.
    ///
    /// # Errors
    /// [`crate::Error::Field`] when something cannot be meant so; [`crate::Error::NotFound`] when there is no such programme.
    pub fn keep_programme_round(&self, programme: &str, id: &str, round: &NewProgrammeRound, now: i64) -> Result<()> {
        let programme = self.read().programme(programme)?.id;
        let (opens, closes) =
            (optional_day(&round.opens_on, "opens_on")?, optional_day(&round.closes_on, "closes_on")?);
        if closes.is_some() && closes < opens {
            return Err(at("closes_on")("it must close after it opens"));
        }
        self.connection
            .prepare_cached(
                "INSERT INTO mentoring_round (id, programme, name, opens_on, closes_on, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, opens_on = excluded.opens_on, closes_on = excluded.closes_on,
                   updated_at = excluded.updated_at WHERE programme = excluded.programme",
            )?
            .execute(params![id, programme, needed(&round.name, "name")?, opens, closes, now])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Takes a round away; its pairs stay.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is none.
    pub fn remove_programme_round(&self, id: &str, now: i64) -> Result<()> {
        self.strike_programme(
            "UPDATE mentoring_round SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            id,
            now,
            "round",
        )
    }
}
