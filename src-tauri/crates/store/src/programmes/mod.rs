//! Programmes of mentoring: what is agreed for all pairs, and what applicants are asked.
//!
//! **Invariants:** a question keeps its id for as long as it is asked, so answers stay with it; what hangs on a programme
//! that was removed is no longer shown, and comes back with it; how much a question counts is kept with the question.

mod applications;
mod diff;
mod due;
mod pairs;
mod publish;
mod questions;
mod rounds;
mod templates;
mod told;

use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::{
    applications::{
        Applicant, ApplicantRole, ApplicantState, ApplicationCounts, ApplicationFilter, CheckedApplication,
        NewApplication,
    },
    diff::{ApplicantChange, ApplicantDiff, ApplicantLine, ApplicantPut},
    due::{ProgrammeQuiet, ProgrammeWaiting, ProgrammesDue},
    pairs::{NewPairFeedback, PairFeedback, PairHealthWord, PairMoment, PairState, ProgrammePair},
    publish::{MatchReason, MatchWish, MatchWishSay, Matchable, NewPair, Publication},
    questions::{ProgrammeAnswer, ProgrammeQuestion, ProgrammeSide},
    rounds::{NewProgrammeRound, ProgrammeRound},
    told::{PairSide, PairTold},
};
use crate::{
    Read, Write,
    error::{Error, Result},
    events::{at, needed},
    topic::Topic,
};
use kith_domain::profile;

/// Most characters of a purpose or an agreement.
const LONGEST_TEXT: usize = 20_000;
/// Most that a reason can count.
pub const HEAVIEST: u32 = 10;

/// How far a programme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeState {
    /// It is thought up.
    Draft,
    /// People can apply.
    Open,
    /// Pairs meet.
    Running,
    /// It is over.
    Closed,
}

impl ProgrammeState {
    const ALL: [Self; 4] = [Self::Draft, Self::Open, Self::Running, Self::Closed];

    const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Running => "running",
            Self::Closed => "closed",
        }
    }

    fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.word() == word).unwrap_or(Self::Draft)
    }
}

/// A programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Programme {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// How far it is.
    pub state: ProgrammeState,
    /// Its first day: `2026-11-26`.
    pub starts_on: String,
    /// Its last day.
    pub ends_on: Option<String>,
    /// Days from one session to the next.
    pub cadence_days: u32,
    /// Minutes of a session.
    pub minutes: u32,
    /// Mentees of a mentor who says nothing else.
    pub capacity: u32,
    /// What both agree to.
    pub agreement: String,
    /// What applicants are asked.
    pub questions: Vec<ProgrammeQuestion>,
    /// How much it counts that two were not paired before: 0 to 10.
    pub fresh: u32,
    /// When it was changed, UTC milliseconds.
    pub updated_at: i64,
}

/// A programme in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ProgrammeRow {
    /// The programme.
    pub programme: Programme,
    /// Who applied.
    pub counts: ApplicationCounts,
    /// Pairs that are proposed, meet or pause.
    pub pairs: u32,
    /// Pairs that came to their end.
    pub completed: u32,
}

/// A programme as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewProgramme {
    /// What it is called.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub purpose: String,
    /// How far it is.
    pub state: ProgrammeState,
    /// Its first day: `2026-11-26`.
    pub starts_on: String,
    /// Its last day; may be empty.
    #[serde(default)]
    pub ends_on: String,
    /// Days from one session to the next.
    pub cadence_days: u32,
    /// Minutes of a session.
    pub minutes: u32,
    /// Mentees of a mentor who says nothing else.
    pub capacity: u32,
    /// What both agree to.
    #[serde(default)]
    pub agreement: String,
    /// What applicants are asked.
    #[serde(default)]
    pub questions: Vec<ProgrammeQuestion>,
    /// How much it counts that two were not paired before: 0 to 10.
    #[serde(default)]
    pub fresh: u32,
}

/// A programme that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedProgramme(NewProgramme);

/// A day, or nothing where nothing was typed.
pub(super) fn optional_day(typed: &str, field: &'static str) -> Result<Option<String>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day: chrono::NaiveDate = typed.parse().map_err(|_| at(field)("write a day like 2026-11-26"))?;
    if !(1900..=9999).contains(&chrono::Datelike::year(&day)) {
        return Err(at(field)("write a day like 2026-11-26"));
    }
    Ok(Some(day.to_string()))
}

impl NewProgramme {
    /// What was typed, understood; questions without an id get one of `new_id`.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn checked(&self, new_id: &dyn Fn() -> String) -> Result<CheckedProgramme> {
        let starts_on =
            optional_day(&self.starts_on, "starts_on")?.ok_or_else(|| at("starts_on")("say when it begins"))?;
        let ends_on = optional_day(&self.ends_on, "ends_on")?.unwrap_or_default();
        if !ends_on.is_empty() && ends_on < starts_on {
            return Err(at("ends_on")("it must end after it begins"));
        }
        let within = |field, number: u32, least: u32, most: u32, why: &str| {
            if (least..=most).contains(&number) { Ok(()) } else { Err(at(field)(why)) }
        };
        within("cadence_days", self.cadence_days, 1, 366, "write a number of days: 1 to 366")?;
        within("minutes", self.minutes, 5, 600, "write a number of minutes: 5 to 600")?;
        within("capacity", self.capacity, 1, 100, "write how many mentees a mentor has: 1 to 100")?;
        within("fresh", self.fresh, 0, HEAVIEST, "it counts 0 to 10")?;
        let text = |text: &str, field| {
            profile::words(text, LONGEST_TEXT, true).map_err(at(field)).map(Option::unwrap_or_default)
        };
        Ok(CheckedProgramme(Self {
            name: needed(&self.name, "name")?,
            purpose: text(&self.purpose, "purpose")?,
            starts_on,
            ends_on,
            agreement: text(&self.agreement, "agreement")?,
            questions: questions::checked(&self.questions, new_id)?,
            ..self.clone()
        }))
    }
}

const COLUMNS: &str = "g.id, g.name, g.purpose, g.state, g.starts_on, g.ends_on, g.cadence_days, g.minutes, g.capacity,
   g.agreement, g.questions, g.weights, g.updated_at";

/// How much reasons count that are no questions.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Weights {
    #[serde(default)]
    fresh: u32,
}

fn programme_of(row: &Row<'_>) -> rusqlite::Result<Programme> {
    let weights: Weights = serde_json::from_str(&row.get::<_, String>(11)?).unwrap_or_default();
    Ok(Programme {
        id: row.get(0)?,
        name: row.get(1)?,
        purpose: row.get(2)?,
        state: ProgrammeState::parse(&row.get::<_, String>(3)?),
        starts_on: row.get(4)?,
        ends_on: row.get(5)?,
        cadence_days: row.get(6)?,
        minutes: row.get(7)?,
        capacity: row.get(8)?,
        agreement: row.get(9)?,
        questions: questions::read(&row.get::<_, String>(10)?),
        fresh: weights.fresh.min(HEAVIEST),
        updated_at: row.get(12)?,
    })
}

impl Read<'_> {
    /// All programmes: those that are open or run first, then the latest.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn programmes(&self) -> Result<Vec<ProgrammeRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM programme g WHERE g.deleted_at IS NULL
             ORDER BY g.state = 'closed', g.starts_on DESC, g.id DESC"
        ))?;
        let found = statement.query_map([], programme_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|programme| self.programme_row(programme)).collect()
    }

    fn programme_row(&self, programme: Programme) -> Result<ProgrammeRow> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(state IN ('proposed', 'active', 'paused')), 0), coalesce(sum(state = 'completed'), 0)
             FROM mentorship WHERE programme = ?1 AND deleted_at IS NULL",
        )?;
        let (pairs, completed) = statement.query_row([&programme.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(ProgrammeRow {
            counts: self.application_counts(&programme.id, &crate::Among::EVERYBODY)?,
            pairs,
            completed,
            programme,
        })
    }

    /// A programme.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn programme(&self, id: &str) -> Result<Programme> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM programme g WHERE g.id = ?1 AND g.deleted_at IS NULL"))?
            .query_row([id], programme_of)
            .optional()?
            .ok_or(Error::NotFound("programme"))
    }

    /// A programme with what one wants to know of it at a glance.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn programme_at_a_glance(&self, id: &str) -> Result<ProgrammeRow> {
        self.programme_row(self.programme(id)?)
    }
}

impl Write<'_> {
    /// Keeps a programme under its id; a new one when there is none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_programme(&self, id: &str, programme: &CheckedProgramme, now: i64) -> Result<()> {
        let CheckedProgramme(new) = programme;
        self.connection
            .prepare_cached(
                "INSERT INTO programme (id, name, purpose, state, starts_on, ends_on, cadence_days, minutes, capacity, agreement,
                   questions, weights, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, purpose = excluded.purpose, state = excluded.state,
                   starts_on = excluded.starts_on, ends_on = excluded.ends_on, cadence_days = excluded.cadence_days,
                   minutes = excluded.minutes, capacity = excluded.capacity, agreement = excluded.agreement,
                   questions = excluded.questions, weights = excluded.weights, updated_at = excluded.updated_at",
            )?
            .execute(params![
                id,
                new.name,
                new.purpose,
                new.state.word(),
                new.starts_on,
                new.ends_on,
                new.cadence_days,
                new.minutes,
                new.capacity,
                new.agreement,
                serde_json::to_string(&new.questions).unwrap_or_else(|_| "[]".to_owned()),
                serde_json::to_string(&Weights { fresh: new.fresh }).unwrap_or_else(|_| "{}".to_owned()),
                now
            ])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Takes a programme away, with who applied to it. Pairs stay with their mentors.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_programme(&self, id: &str, now: i64) -> Result<()> {
        self.strike_programme(
            "UPDATE programme SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            id,
            now,
            "programme",
        )
    }

    pub(super) fn strike_programme(&self, sql: &'static str, id: &str, now: i64, what: &'static str) -> Result<()> {
        if self.connection.prepare_cached(sql)?.execute(params![id, now])? == 0 {
            return Err(Error::NotFound(what));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }
}
