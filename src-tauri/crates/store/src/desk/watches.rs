//! Bounds that somebody set for metrics, and what stands out by itself: less talk than usual, spaces in which people wait.

use rusqlite::params;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::AskState;
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// So many wait at least where a space is called neglected.
const FEWEST_WAITING: u32 = 5;

/// A bound.
#[derive(Debug, Clone, PartialEq)]
pub struct WatchRow {
    /// UUIDv7.
    pub id: String,
    /// The metric's id.
    pub metric: String,
    /// `week`, `month`, `quarter`.
    pub every: String,
    /// `under` or `over`.
    pub beyond: String,
    /// In the metric's unit.
    pub bound: f64,
}

/// A space in which more people wait than are answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct NeglectedSpace {
    /// The space's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Conversations that wait.
    pub waiting: u32,
    /// Conversations that were answered.
    pub answered: u32,
}

impl Read<'_> {
    /// All bounds, in the order in which they were set.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn watches(&self) -> Result<Vec<WatchRow>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, metric, every, beyond, bound FROM watch ORDER BY created_at, id")?;
        let rows = statement.query_map([], |row| {
            Ok(WatchRow {
                id: row.get(0)?,
                metric: row.get(1)?,
                every: row.get(2)?,
                beyond: row.get(3)?,
                bound: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Spaces in which at least five conversations opened since `since` wait, and no fewer than were answered; most first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn neglected_spaces(&self, since: i64, now: i64) -> Result<Vec<NeglectedSpace>> {
        let mut waiting: FxHashMap<i64, u32> = FxHashMap::default();
        for one in self.queue_of_unanswered(since, now, false, None)?.all {
            if one.asks && matches!(one.state, AskState::Open | AskState::Claimed) {
                *waiting.entry(one.space).or_default() += 1;
            }
        }
        waiting.retain(|_, count| *count >= FEWEST_WAITING);
        let mut found = Vec::new();
        let mut answered = self.connection.prepare_cached(
            "SELECT s.uid, s.name, (SELECT count(*) FROM thread t WHERE t.id >= ?2 AND +t.space_id = s.id AND t.answered_in IS NOT NULL)
             FROM space s WHERE s.id = ?1",
        )?;
        for (space, waiting) in waiting {
            let one = answered.query_row(params![space, since.div_euclid(1_000).saturating_mul(64)], |row| {
                Ok(NeglectedSpace { id: row.get(0)?, name: row.get(1)?, waiting, answered: row.get(2)? })
            })?;
            found.extend(Some(one).filter(|one| one.waiting >= one.answered));
        }
        found.sort_by(|a, b| b.waiting.cmp(&a.waiting).then_with(|| a.id.cmp(&b.id)));
        Ok(found)
    }
}

impl Write<'_> {
    /// Sets a bound.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_watch(&self, watch: &WatchRow, now: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO watch (id, metric, every, beyond, bound, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
                 ON CONFLICT (id) DO UPDATE SET metric = excluded.metric, every = excluded.every, beyond = excluded.beyond,
                   bound = excluded.bound, updated_at = excluded.updated_at",
            )?
            .execute(params![watch.id, watch.metric, watch.every, watch.beyond, watch.bound, now])?;
        self.touch(Topic::Desk);
        Ok(())
    }

    /// Takes a bound away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_watch(&self, id: &str) -> Result<()> {
        if self.connection.execute("DELETE FROM watch WHERE id = ?1", [id])? == 0 {
            return Err(Error::NotFound("watch"));
        }
        self.touch(Topic::Desk);
        Ok(())
    }
}
