//! How long a source's texts are kept: what would go, and taking it out.
//!
//! **Invariants:** nothing goes without a rule that somebody confirmed; a message whose text went stays as a row, with its
//! author, its moment, its place and its reactions, so that no number changes; a later sync or import of the same message
//! does not bring its text back while the rule stands.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// In `activity.flags`: its text went because texts are kept for a time only.
pub(crate) const TEXT_WENT: i64 = 8;
/// The setting that says when a night came after a long time without.
const LOOKED: &str = "retention_looked";
/// Messages looked at in one transaction: so long nobody else writes.
const PIECE: i64 = 5_000;

/// What a rule would take, and what would stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct RetentionTraces {
    /// Messages that opened a conversation or stood alone, whose text would go.
    pub posts: u32,
    /// Answers whose text would go.
    pub replies: u32,
    /// Names of files that hung on them.
    pub files: u32,
    /// Those of them whose record, as the source gave it, is kept here and would go as well.
    pub records: u32,
    /// The oldest of them, UTC milliseconds.
    pub oldest_at: Option<i64>,
    /// Messages whose text stays.
    pub stay: u32,
    /// Messages whose text went before.
    pub went: u32,
}

/// How long a source's texts are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RetentionRule {
    /// The source's id.
    pub source: String,
    /// For so many months.
    pub months: u32,
    /// When somebody said so, UTC milliseconds.
    pub confirmed_at: i64,
    /// When it was last done, UTC milliseconds.
    pub ran_at: Option<i64>,
    /// Messages whose text went so far.
    pub emptied: u32,
}

/// A rule at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionDue {
    /// The source's id.
    pub source: String,
    /// For so many months.
    pub months: u32,
    /// When somebody said so, UTC milliseconds.
    pub confirmed_at: i64,
    /// When it was last done, UTC milliseconds.
    pub ran_at: Option<i64>,
    /// Messages before this moment have no text any more.
    pub cut_at: Option<i64>,
    /// Keys below this one need no second look.
    pub from: i64,
}

impl Read<'_> {
    /// What would go of a source's texts from before a moment.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such source.
    pub fn retention_traces(&self, source: &str, before: i64) -> Result<RetentionTraces> {
        let key: i64 = self
            .connection
            .query_row("SELECT id FROM source WHERE uid = ?1", [source], |row| row.get(0))
            .optional()?
            .ok_or(Error::NotFound("source"))?;
        let mut traces = self.connection.query_row(
            "SELECT count(*) FILTER (WHERE a.kind = 1), count(*) FILTER (WHERE a.kind = 2), count(a.raw), min(a.occurred_at)
             FROM activity a WHERE a.id < ?2 AND a.kind <= 2 AND a.gone_at IS NULL AND a.flags & ?3 = 0
               AND a.space_id IN (SELECT id FROM space WHERE source_id = ?1)",
            params![key, first_id(before), TEXT_WENT],
            |row| {
                Ok(RetentionTraces {
                    posts: row.get(0)?,
                    replies: row.get(1)?,
                    records: row.get(2)?,
                    oldest_at: row.get(3)?,
                    ..RetentionTraces::default()
                })
            },
        )?;
        traces.files = self.connection.query_row(
            "SELECT count(*) FROM file f JOIN activity a ON a.id = f.activity_id
             WHERE f.activity_id < ?2 AND a.space_id IN (SELECT id FROM space WHERE source_id = ?1)",
            params![key, first_id(before)],
            |row| row.get(0),
        )?;
        (traces.stay, traces.went) = self.connection.query_row(
            "SELECT count(*) FILTER (WHERE flags & ?3 = 0 AND id >= ?2), count(*) FILTER (WHERE flags & ?3 <> 0) FROM activity
             WHERE kind <= 2 AND gone_at IS NULL AND space_id IN (SELECT id FROM space WHERE source_id = ?1)",
            params![key, first_id(before), TEXT_WENT],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(traces)
    }

    /// All rules, of sources that are there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn retention_rules(&self) -> Result<Vec<RetentionRule>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT source, months, confirmed_at, ran_at, emptied FROM retention WHERE source IN (SELECT uid FROM source)
             ORDER BY source",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(RetentionRule {
                source: row.get(0)?,
                months: row.get(1)?,
                confirmed_at: row.get(2)?,
                ran_at: row.get(3)?,
                emptied: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The same with how far each is done.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn retention_due(&self) -> Result<Vec<RetentionDue>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT source, months, confirmed_at, ran_at, cut_at FROM retention WHERE source IN (SELECT uid FROM source)
             ORDER BY source",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(RetentionDue {
                source: row.get(0)?,
                months: row.get(1)?,
                confirmed_at: row.get(2)?,
                ran_at: row.get(3)?,
                cut_at: row.get(4)?,
                from: row.get::<_, Option<i64>>(4)?.map_or(i64::MIN, first_id),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When it was last seen that no night was known for long, UTC milliseconds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn retention_looked(&self) -> Result<Option<i64>> {
        self.setting(LOOKED)
    }

    /// Messages of a source before this moment have no text here; the earliest of all times where there is no rule.
    pub(crate) fn texts_from(&self, source: i64) -> Result<i64> {
        let sql = "SELECT r.cut_at FROM retention r JOIN source s ON s.uid = r.source WHERE s.id = ?1";
        let cut: Option<Option<i64>> = self.connection.query_row(sql, [source], |row| row.get(0)).optional()?;
        Ok(cut.flatten().unwrap_or(i64::MIN))
    }
}

impl Write<'_> {
    /// Remembers that no night was known for long, and that this is one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn looked_at_retention(&self, now: i64) -> Result<()> {
        self.set(LOOKED, &now)
    }

    /// Keeps a rule that somebody confirmed.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such source.
    pub fn keep_retention(&self, source: &str, months: u32, now: i64) -> Result<()> {
        let there = "SELECT 1 FROM source WHERE uid = ?1";
        self.connection.query_row(there, [source], |_| Ok(())).optional()?.ok_or(Error::NotFound("source"))?;
        self.connection.execute(
            "INSERT INTO retention (source, months, confirmed_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (source) DO UPDATE SET months = excluded.months, confirmed_at = excluded.confirmed_at, ran_at = NULL,
               cut_at = NULL",
            params![source, months, now],
        )?;
        self.touch(Topic::Sources);
        Ok(())
    }

    /// Texts are kept for ever again; what went is gone.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no rule.
    pub fn stop_retention(&self, source: &str) -> Result<()> {
        if self.connection.execute("DELETE FROM retention WHERE source = ?1", [source])? == 0 {
            return Err(Error::NotFound("rule"));
        }
        self.touch(Topic::Sources);
        Ok(())
    }

    /// Takes the texts out of a piece of a source's messages from before a moment, from the key `from` on; answers how many
    /// there were, and where to go on.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn empty_texts(&self, source: &str, before: i64, from: i64) -> Result<(u32, Option<i64>)> {
        let mut select = self.connection.prepare_cached(
            "SELECT a.id, a.raw FROM activity a
             WHERE a.id >= ?1 AND a.id < ?2 AND a.kind <= 2 AND a.gone_at IS NULL AND a.flags & ?3 = 0
               AND a.space_id IN (SELECT p.id FROM space p JOIN source s ON s.id = p.source_id WHERE s.uid = ?4)
             ORDER BY a.id LIMIT ?5",
        )?;
        let rows: Vec<(i64, Option<i64>)> = select
            .query_map(params![from, first_id(before), TEXT_WENT, source, PIECE], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        self.forget_places(rows.iter().filter_map(|(_, raw)| *raw))?;
        for (id, _) in &rows {
            let run = |statement: &str| self.connection.prepare_cached(statement)?.execute([id]);
            run("DELETE FROM message_fts WHERE rowid = ?1")?;
            run("DELETE FROM file WHERE activity_id = ?1")?;
            run("UPDATE activity SET text = '', raw = NULL, flags = flags | 8 WHERE id = ?1")?;
        }
        let many = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        self.connection
            .execute("UPDATE retention SET emptied = emptied + ?2 WHERE source = ?1", params![source, many])?;
        if many > 0 {
            // Who is not here with their words any more asked nothing and named nobody.
            self.unpack_openings_until(before)?;
            self.touch(Topic::Activity);
        }
        let last = rows.last().map(|(id, _)| id + 1);
        Ok((many, last.filter(|_| i64::from(many) == PIECE)))
    }

    /// Writes down that a rule was followed up to a moment. What comes in from now on keeps to it from the beginning.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn retention_ran(&self, source: &str, cut_at: i64, now: i64) -> Result<()> {
        self.connection
            .execute("UPDATE retention SET ran_at = ?2, cut_at = ?3 WHERE source = ?1", params![source, now, cut_at])?;
        // What could not be read was kept as it came.
        self.connection.execute(
            "UPDATE quarantine SET sample = '' WHERE seen_at < ?2 AND sample <> ''
               AND import IN (SELECT m.number FROM import m JOIN source s ON s.id = m.source_id WHERE s.uid = ?1)",
            params![source, cut_at],
        )?;
        self.touch(Topic::Sources);
        Ok(())
    }
}

/// The lowest key that something from a moment on can have.
const fn first_id(at: i64) -> i64 {
    at.div_euclid(1_000) * 64
}
