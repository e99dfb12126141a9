//! Segments: saved rules that choose members.
//!
//! A rule is answered condition by condition, each a set of members, and the sets are put together; so any rule costs the sum
//! of its conditions and none of them knows of the others.
//!
//! **Invariants:** windows end with the day of `now` in the community's zone; a rule that names something that is gone (a
//! tag, a source, another segment) chooses nobody by it; segments never refer to themselves; bots and those who left are in
//! a segment only when its rule speaks of them.

mod accounts;
mod among;
mod condition;
mod gathered;
mod level;
mod rule;
mod set;

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

pub use self::{
    among::Among,
    rule::{AtEvent, Comparison, LevelName, MentoringRole, Rule},
    set::MemberSet,
};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
    words,
};

/// Segments that refer to each other are followed so far.
const HOPS: usize = 8;

/// A saved segment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct Segment {
    /// UUIDv7.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whom it chooses.
    pub rule: Rule,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub updated_at: i64,
}

impl Read<'_> {
    /// All segments, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn segments(&self) -> Result<Vec<Segment>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, rule, created_at, updated_at FROM segment WHERE deleted_at IS NULL ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Segment {
                id: row.get(0)?,
                name: row.get(1)?,
                rule: parse(&row.get::<_, String>(2)?)?,
                created_at: row.get(3)?,
                updated_at: row.get(4)?,
            });
        }
        found.sort_by_cached_key(|segment: &Segment| (words::fold(&segment.name), segment.id.clone()));
        Ok(found)
    }

    /// The members that a saved segment chooses at `now`, UTC milliseconds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such segment.
    pub fn segment(&self, id: &str, now: i64) -> Result<MemberSet> {
        let rule = self.rule_of(id)?.ok_or(Error::NotFound("segment"))?;
        self.chosen(&rule, now)
    }

    /// The members that a rule chooses at `now`, UTC milliseconds: people who are here, unless it speaks of bots or of those
    /// who left.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn chosen(&self, rule: &Rule, now: i64) -> Result<MemberSet> {
        let asked = condition::Asked::new(self, now)?;
        Ok(asked.people(rule, asked.choose(rule, 0)?))
    }

    /// How many members a rule chooses at `now`, UTC milliseconds, and how many it could choose.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_chosen(&self, rule: &Rule, now: i64) -> Result<(u32, u32)> {
        let asked = condition::Asked::new(self, now)?;
        let everybody = asked.people(rule, asked.everybody.clone());
        Ok((asked.people(rule, asked.choose(rule, 0)?).len(), everybody.len()))
    }

    fn rule_of(&self, id: &str) -> Result<Option<Rule>> {
        let rule: Option<String> = self
            .connection
            .prepare_cached("SELECT rule FROM segment WHERE id = ?1 AND deleted_at IS NULL")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        rule.as_deref().map(parse).transpose()
    }

    /// The spaces in which a rule, or a segment it refers to, asks who wrote lately.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn spaces_asked(&self, rule: &Rule) -> Result<Vec<String>> {
        let (mut spaces, mut rules) = (Vec::new(), vec![rule.clone()]);
        for _ in 0..=HOPS {
            let mut next = Vec::new();
            for rule in &rules {
                let (mut asked, mut named) = (Vec::new(), Vec::new());
                rule.spaces(&mut asked);
                rule.segments(&mut named);
                spaces.extend(asked.into_iter().map(str::to_owned));
                for id in named {
                    next.extend(self.rule_of(id)?);
                }
            }
            rules = next;
        }
        spaces.sort_unstable();
        spaces.dedup();
        Ok(spaces)
    }

    /// Whether a rule would, over others, come back to the segment `id`.
    fn comes_back(&self, id: &str, rule: &Rule, hops: usize) -> Result<bool> {
        let mut named = Vec::new();
        rule.segments(&mut named);
        for other in named {
            if other == id || hops == HOPS {
                return Ok(true);
            }
            if let Some(rule) = self.rule_of(other)?
                && self.comes_back(id, &rule, hops + 1)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Write<'_> {
    /// Saves a segment, new or known.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the rule cannot be meant so, or comes back to this segment.
    pub fn save_segment(&self, id: &str, name: &str, rule: &Rule, now: i64) -> Result<()> {
        rule.examine()?;
        if self.read().comes_back(id, rule, 0)? {
            return Err(Error::Invalid("a segment cannot refer to itself".to_owned()));
        }
        let rule = serde_json::to_string(rule).map_err(|error| Error::Invalid(error.to_string()))?;
        self.connection.execute(
            "INSERT INTO segment (id, name, rule, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, rule = excluded.rule, updated_at = excluded.updated_at",
            params![id, name, rule, now],
        )?;
        self.touch(Topic::Segments);
        Ok(())
    }

    /// Takes a segment away. Rules that refer to it choose nobody by it from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such segment.
    pub fn remove_segment(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE segment SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("segment"));
        }
        self.touch(Topic::Segments);
        Ok(())
    }
}

/// A rule as it was saved.
fn parse(text: &str) -> Result<Rule> {
    serde_json::from_str(text).map_err(|error| Error::Invalid(format!("a saved segment cannot be read: {error}")))
}

#[cfg(test)]
mod tests;
