//! Those who speak for the community, or are asked to: from identified to complete, each step with its day.
//!
//! **Invariants:** where somebody stands is their latest step by day, and of one day the one written last; an advocate that is
//! here has at least one step.

use chrono::NaiveDate;
use kith_domain::{profile, time};
use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AdvocateRule, Effect, at, day};
use crate::{
    Among, Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Characters of a remark.
const LONGEST: usize = 4_000;
/// Advocates that are listed.
const MOST: u32 = 500;

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AdvocateStepName {
    /// Somebody thinks they could.
    Identified,
    /// They were asked.
    Proposed,
    /// They said yes.
    Agreed,
    /// They sent something.
    Submitted,
    /// It is done.
    Complete,
    /// They said no.
    Declined,
    /// What they sent was not taken.
    Rejected,
}

impl AdvocateStepName {
    const ALL: [Self; 7] = [
        Self::Identified,
        Self::Proposed,
        Self::Agreed,
        Self::Submitted,
        Self::Complete,
        Self::Declined,
        Self::Rejected,
    ];

    /// The word kept in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identified => "identified",
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Submitted => "submitted",
            Self::Complete => "complete",
            Self::Declined => "declined",
            Self::Rejected => "rejected",
        }
    }

    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|step| step.word() == word).unwrap_or(Self::Identified)
    }

    /// Whether something is still expected.
    const fn is_open(self) -> bool {
        matches!(self, Self::Identified | Self::Proposed | Self::Agreed | Self::Submitted)
    }
}

/// A step with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AdvocateStep {
    /// Which.
    pub step: AdvocateStepName,
    /// `YYYY-MM-DD`.
    pub on: String,
}

/// Somebody who speaks for the community, or is asked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Advocate {
    /// Its id.
    pub id: String,
    /// The member.
    pub member: String,
    /// The name.
    pub name: String,
    /// What they are asked for.
    pub what: String,
    /// Which rules they met when they were chosen.
    pub rules: Vec<AdvocateRule>,
    /// Until when: `YYYY-MM-DD`.
    pub due_on: Option<String>,
    /// Whether that day is over and something is still expected.
    pub overdue: bool,
    /// A remark.
    pub note: String,
    /// Where they stand.
    pub state: AdvocateStepName,
    /// How it went, the earliest first.
    pub steps: Vec<AdvocateStep>,
    /// Thanks they had, ever.
    pub kudos: u32,
    /// Gifts they had, ever.
    pub gifts: u32,
    /// What changed from the day on which they agreed.
    pub effect: Option<Effect>,
}

/// An advocate as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewAdvocate {
    /// The member.
    pub member: String,
    /// What they are asked for.
    #[serde(default)]
    pub what: String,
    /// Which rules they met.
    #[serde(default)]
    pub rules: Vec<AdvocateRule>,
    /// Until when: `YYYY-MM-DD`.
    #[serde(default)]
    pub due_on: Option<String>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

impl Read<'_> {
    /// Advocates `among` these: those whose day is next first, then those without one, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn advocates(&self, among: &Among, now: i64) -> Result<Vec<Advocate>> {
        let today = time::day_of(now, self.zone()?);
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, o.uid, m.name, a.what, a.rules, a.due_on, a.note, m.id FROM advocate a JOIN identity i ON i.uid = a.identity
               JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id JOIN identity o ON o.id = m.id
             WHERE a.deleted_at IS NULL AND (?2 IS NULL OR m.id IN (SELECT value FROM json_each(?2)))
             ORDER BY a.due_on IS NULL, a.due_on, a.created_at DESC, a.id LIMIT ?1",
        )?;
        let mut rows = statement.query(params![MOST, among.json()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, member): (String, i64) = (row.get(0)?, row.get(7)?);
            let steps = self.advocate_steps(&id)?;
            let state = steps.last().map_or(AdvocateStepName::Identified, |last| last.step);
            let due_on: Option<String> = row.get(5)?;
            let over = due_on.as_deref().and_then(|due| due.parse::<NaiveDate>().ok()).is_some_and(|due| due < today);
            let agreed = steps.iter().find(|step| step.step == AdvocateStepName::Agreed).map(|step| step.on.clone());
            let (kudos, gifts) = self.thanked(member)?;
            found.push(Advocate {
                id,
                member: row.get(1)?,
                name: row.get(2)?,
                what: row.get(3)?,
                rules: serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default(),
                overdue: over && state.is_open(),
                due_on,
                note: row.get(6)?,
                state,
                steps,
                kudos,
                gifts,
                effect: agreed.map(|on| self.effect(member, &on, now)).transpose()?,
            });
        }
        Ok(found)
    }

    /// Advocates whose day is over and who are still expected to do something, those that wait longest first; how many.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn advocates_overdue(&self, now: i64, limit: usize) -> Result<(Vec<Advocate>, u32)> {
        let mut late: Vec<Advocate> =
            self.advocates(&Among::EVERYBODY, now)?.into_iter().filter(|advocate| advocate.overdue).collect();
        let many = u32::try_from(late.len()).unwrap_or(u32::MAX);
        late.truncate(limit);
        Ok((late, many))
    }

    fn advocate_steps(&self, advocate: &str) -> Result<Vec<AdvocateStep>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT step, on_day FROM advocate_step WHERE advocate = ?1 ORDER BY on_day, at, id")?;
        let rows = statement.query_map([advocate], |row| {
            Ok(AdvocateStep { step: AdvocateStepName::of(&row.get::<_, String>(0)?), on: row.get(1)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Keeps an advocate: changes the one with this id when it is `known`, or makes it, identified today; `step` is the first
    /// step's id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such member; [`Error::Field`] when something cannot be meant so.
    pub fn keep_advocate(&self, id: &str, known: bool, step: &str, new: &NewAdvocate, now: i64) -> Result<()> {
        self.expect_there(known, "advocate", id)?;
        let identity = self.anchor(&new.member)?;
        let what = profile::words(&new.what, profile::LONGEST_LINE, false).map_err(at("what"))?.unwrap_or_default();
        let note = profile::words(&new.note, LONGEST, true).map_err(at("note"))?.unwrap_or_default();
        let due_on = profile::day(new.due_on.as_deref().unwrap_or_default()).map_err(at("due_on"))?;
        let rules = serde_json::to_string(&new.rules).map_err(|error| Error::Invalid(error.to_string()))?;
        self.connection.execute(
            "INSERT INTO advocate (id, identity, what, rules, due_on, note, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
             ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, what = excluded.what, due_on = excluded.due_on,
               note = excluded.note, updated_at = excluded.updated_at",
            params![id, identity, what, rules, due_on, note, now],
        )?;
        if !known {
            let today = time::day_of(now, self.read().zone()?).to_string();
            self.put_step(id, step, AdvocateStepName::Identified, &today, now)?;
        }
        self.touch(Topic::Recognition);
        Ok(())
    }

    /// Notes a step of an advocate.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Field`] when the day is none.
    pub fn step_advocate(&self, id: &str, step: &str, name: AdvocateStepName, on: &str, now: i64) -> Result<()> {
        let on = day("on", on)?;
        let changed = self
            .connection
            .execute("UPDATE advocate SET updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL", params![id, now])?;
        self.one(changed, "advocate")?;
        self.put_step(id, step, name, &on, now)
    }

    fn put_step(&self, advocate: &str, id: &str, name: AdvocateStepName, on: &str, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO advocate_step (id, advocate, step, on_day, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, advocate, name.word(), on, now],
        )?;
        Ok(())
    }

    /// Takes an advocate off the list.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_advocate(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE advocate SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.one(self.connection.execute(sql, params![id, now])?, "advocate")
    }
}
