//! What the community is for and how it is led: documents with all their versions, decisions, challenges and goals.
//!
//! **Invariants:** a version of a document never changes; saving what stands there already adds none; what was taken away
//! keeps its row.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A document about the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum StrategyDocument {
    /// What the community is for.
    Purpose,
    /// Whom it is for.
    Audience,
    /// How people are expected to take part.
    Guidelines,
    /// What is not accepted, and what happens then.
    CodeOfConduct,
}

impl StrategyDocument {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Purpose, Self::Audience, Self::Guidelines, Self::CodeOfConduct];

    /// The word in files and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Audience => "audience",
            Self::Guidelines => "guidelines",
            Self::CodeOfConduct => "code_of_conduct",
        }
    }
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct StrategyVersion {
    /// From 1.
    pub version: u32,
    /// The words.
    pub words: String,
    /// What changed, in a line.
    pub note: String,
    /// UTC milliseconds.
    pub created_at: i64,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum StrategyKind {
    /// What was decided, and why.
    Decision,
    /// What is difficult, and what helped.
    Challenge,
    /// What is to be reached, tied to a number.
    Goal,
}

impl StrategyKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Challenge => "challenge",
            Self::Goal => "goal",
        }
    }
}

/// An entry to keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewStrategyEntry {
    /// What it is.
    pub kind: StrategyKind,
    /// What was decided; what is difficult; what is to be reached.
    pub title: String,
    /// Why; what helped; how.
    #[serde(default)]
    pub words: String,
    /// Who decided, or whose it is.
    #[serde(default)]
    pub who: String,
    /// When it was decided, or began: `YYYY-MM-DD`.
    pub on: String,
    /// When it is looked at again, or due: `YYYY-MM-DD`.
    #[serde(default)]
    pub due: Option<String>,
    /// Of a goal: the metric it is measured by; nothing where it is measured by hand.
    #[serde(default)]
    pub metric: Option<String>,
    /// Of a goal: where it began.
    #[serde(default)]
    pub start: Option<f64>,
    /// Of a goal: where it is to be.
    #[serde(default)]
    pub target: Option<f64>,
    /// Of a goal by hand: where it is.
    #[serde(default)]
    pub current: Option<f64>,
    /// Whether it is over: helped, reached, taken back.
    #[serde(default)]
    pub done: bool,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct StrategyEntry {
    /// UUIDv7.
    pub id: String,
    /// What it says.
    #[serde(flatten)]
    pub entry: NewStrategyEntry,
    /// Of a goal by hand: where it stood, the oldest first.
    pub history: Vec<GoalValue>,
    /// UTC milliseconds.
    pub updated_at: i64,
}

/// Where a goal stood on a day.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct GoalValue {
    /// The day: `YYYY-MM-DD`.
    pub on: String,
    /// The number.
    pub value: f64,
}

impl Read<'_> {
    /// All versions of a document, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn strategy_versions(&self, document: StrategyDocument) -> Result<Vec<StrategyVersion>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT version, words, note, created_at FROM strategy_version WHERE document = ?1 ORDER BY version DESC",
        )?;
        let rows = statement.query_map([document.word()], |row| {
            Ok(StrategyVersion { version: row.get(0)?, words: row.get(1)?, note: row.get(2)?, created_at: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Entries, those that are over last, otherwise the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn strategy_entries(&self) -> Result<Vec<StrategyEntry>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, kind, title, words, who, on_day, due_on, metric, start, target, current, is_done, updated_at
             FROM strategy_entry WHERE deleted_at IS NULL ORDER BY is_done, on_day DESC, id DESC",
        )?;
        let rows = statement.query_map([], |row| {
            let kind: String = row.get(1)?;
            Ok(StrategyEntry {
                id: row.get(0)?,
                entry: NewStrategyEntry {
                    kind: match kind.as_str() {
                        "challenge" => StrategyKind::Challenge,
                        "goal" => StrategyKind::Goal,
                        _ => StrategyKind::Decision,
                    },
                    title: row.get(2)?,
                    words: row.get(3)?,
                    who: row.get(4)?,
                    on: row.get(5)?,
                    due: row.get(6)?,
                    metric: row.get(7)?,
                    start: row.get(8)?,
                    target: row.get(9)?,
                    current: row.get(10)?,
                    done: row.get(11)?,
                },
                history: Vec::new(),
                updated_at: row.get(12)?,
            })
        })?;
        let mut entries: Vec<StrategyEntry> = rows.collect::<rusqlite::Result<_>>()?;
        let sql = "SELECT on_day, value FROM goal_value WHERE entry = ?1 ORDER BY on_day";
        let mut history = self.connection.prepare_cached(sql)?;
        for row in entries.iter_mut().filter(|row| row.entry.kind == StrategyKind::Goal && row.entry.metric.is_none()) {
            let values = history.query_map([&row.id], |row| Ok(GoalValue { on: row.get(0)?, value: row.get(1)? }))?;
            row.history = values.collect::<rusqlite::Result<_>>()?;
        }
        Ok(entries)
    }

    /// Items of the playbooks that somebody ticked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn strategy_ticks(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached("SELECT item FROM strategy_tick ORDER BY item")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Adds a version of a document, unless these words stand there already; answers whether it did.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_strategy_version(
        &self,
        id: &str,
        document: StrategyDocument,
        words: &str,
        note: &str,
        now: i64,
    ) -> Result<bool> {
        let newest: Option<(u32, String)> = self
            .connection
            .prepare_cached(
                "SELECT version, words FROM strategy_version WHERE document = ?1 ORDER BY version DESC LIMIT 1",
            )?
            .query_row([document.word()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if newest.as_ref().is_some_and(|(_, stands)| stands == words) {
            return Ok(false);
        }
        self.connection.execute(
            "INSERT INTO strategy_version (id, document, version, words, note, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, document.word(), newest.map_or(1, |(version, _)| version + 1), words, note, now],
        )?;
        self.touch(Topic::Strategy);
        Ok(true)
    }

    /// Keeps an entry with an id: as a new one, or over the one that is there.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `is_new` is not said and there is none.
    pub fn save_strategy_entry(&self, id: &str, is_new: bool, entry: &NewStrategyEntry, now: i64) -> Result<()> {
        let stood = "SELECT current FROM strategy_entry WHERE id = ?1";
        let stood: Option<f64> = self.connection.query_row(stood, [id], |row| row.get(0)).optional()?.flatten();
        if !is_new {
            let there = "SELECT 1 FROM strategy_entry WHERE id = ?1 AND deleted_at IS NULL";
            self.connection.query_row(there, [id], |_| Ok(())).optional()?.ok_or(Error::NotFound("entry"))?;
        }
        self.connection.execute(
            "INSERT INTO strategy_entry (id, kind, title, words, who, on_day, due_on, metric, start, target, current, is_done,
               created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)
             ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, words = excluded.words, who = excluded.who,
               on_day = excluded.on_day, due_on = excluded.due_on, metric = excluded.metric, start = excluded.start,
               target = excluded.target, current = excluded.current, is_done = excluded.is_done, updated_at = excluded.updated_at",
            params![
                id,
                entry.kind.word(),
                entry.title,
                entry.words,
                entry.who,
                entry.on,
                entry.due,
                entry.metric,
                entry.start,
                entry.target,
                entry.current,
                entry.done,
                now
            ],
        )?;
        // Where it stands is kept by day, so that one sees how it went; the last word of a day counts.
        if let (StrategyKind::Goal, None, Some(value)) = (entry.kind, &entry.metric, entry.current)
            && stood != Some(value)
        {
            let today = kith_domain::time::day_of(now, self.read().zone()?).to_string();
            self.connection.execute(
                "INSERT INTO goal_value (id, entry, on_day, value, created_at) VALUES (?1 || ' ' || ?2, ?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET value = excluded.value, created_at = excluded.created_at",
                params![id, today, value, now],
            )?;
        }
        self.touch(Topic::Strategy);
        Ok(())
    }

    /// Takes an entry away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_strategy_entry(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE strategy_entry SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        if self.connection.execute(sql, params![id, now])? == 0 {
            return Err(Error::NotFound("entry"));
        }
        self.touch(Topic::Strategy);
        Ok(())
    }

    /// Ticks an item of a playbook, or takes the tick away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tick_strategy(&self, item: &str, done: bool, now: i64) -> Result<()> {
        if done {
            let sql = "INSERT INTO strategy_tick (item, done_at) VALUES (?1, ?2) ON CONFLICT (item) DO NOTHING";
            self.connection.execute(sql, params![item, now])?;
        } else {
            self.connection.execute("DELETE FROM strategy_tick WHERE item = ?1", [item])?;
        }
        self.touch(Topic::Strategy);
        Ok(())
    }
}
