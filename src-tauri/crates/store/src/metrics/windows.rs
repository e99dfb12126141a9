//! Metrics of windows as they were computed, kept until something that they were computed from changes.
//!
//! **Invariant:** a row that is here is right: what changes a day takes away, in its own transaction, the windows that the
//! day can have any part in.

use rusqlite::params;

use crate::{Read, Write, error::Result};

/// A window looks at most this many days beyond its end: whether a newcomer wrote again.
const LOOKED_AHEAD: i64 = 31;

/// A window's metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWindow {
    /// Its first day.
    pub start: i64,
    /// The day after its last.
    pub until: i64,
    /// The day on which it was computed.
    pub as_of: i64,
    /// What was computed, as JSON.
    pub points: String,
}

impl Read<'_> {
    /// The last day of which anything can be known: today, or the one on which the newest archive or sync ends.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_day(&self, now: i64) -> Result<i32> {
        // A table of members that was imported today says nothing of what was written since the archive of messages.
        let known: Option<i64> = self.connection.query_row(
            "SELECT max((SELECT coalesce(max(last_ok_at), 0) FROM sync), coalesce(
               (SELECT max(as_of) FROM import WHERE state = 'done' AND kind <> 'table'),
               (SELECT max(as_of) FROM import WHERE state = 'done'), 0),
               coalesce((SELECT occurred_at FROM activity ORDER BY id DESC LIMIT 1), 0))",
            [],
            |row| row.get(0),
        )?;
        let at = known.filter(|known| *known > 0).map_or(now, |known| known.min(now));
        Ok(i32::try_from(kith_domain::time::DayNumbers::new(self.zone()?).of(at)).unwrap_or(i32::MAX))
    }

    /// The day of the first activity in public.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn first_day(&self) -> Result<Option<i32>> {
        Ok(self.connection.query_row("SELECT min(day) FROM daily", [], |row| row.get(0))?)
    }

    /// The windows of a length that begin within `[from, until)` and were computed by these definitions.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn metric_windows(&self, every: &str, definitions: &str, from: i64, until: i64) -> Result<Vec<StoredWindow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT start, until, as_of, points FROM metric_window
             WHERE every = ?1 AND definitions = ?2 AND start >= ?3 AND start < ?4 ORDER BY start",
        )?;
        let rows = statement.query_map(params![every, definitions, from, until], |row| {
            Ok(StoredWindow { start: row.get(0)?, until: row.get(1)?, as_of: row.get(2)?, points: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Counts every change of what metrics are computed from. A writer that computed on what it read before must see the
    /// same number again when it keeps what it computed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn metrics_stamp(&self) -> Result<i64> {
        Ok(self.connection.query_row("SELECT value FROM metric_stamp", [], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Keeps what was computed, unless something changed since `stamp` was read.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_windows(&self, every: &str, definitions: &str, stamp: i64, windows: &[StoredWindow]) -> Result<()> {
        if self.read().metrics_stamp()? != stamp {
            return Ok(());
        }
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO metric_window (every, start, until, as_of, definitions, points) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (every, start) DO UPDATE SET until = excluded.until, as_of = excluded.as_of,
               definitions = excluded.definitions, points = excluded.points",
        )?;
        for window in windows {
            insert.execute(params![every, window.start, window.until, window.as_of, definitions, window.points])?;
        }
        Ok(())
    }

    fn raise_stamp(&self) -> Result<()> {
        self.connection.prepare_cached("UPDATE metric_stamp SET value = value + 1")?.execute([])?;
        Ok(())
    }

    /// Forgets the windows in which days from `first` on have a part: who wrote earlier than was known is no newcomer in
    /// any later window, so there is no last one.
    pub(crate) fn forget_windows(&self, first: i64) -> Result<()> {
        self.raise_stamp()?;
        self.connection
            .prepare_cached("DELETE FROM metric_window WHERE until + ?2 > ?1")?
            .execute([first, LOOKED_AHEAD])?;
        Ok(())
    }

    /// Forgets all windows: who counts changed, or how days are cut.
    pub(crate) fn forget_all_windows(&self) -> Result<()> {
        self.raise_stamp()?;
        self.connection.prepare_cached("DELETE FROM metric_window")?.execute([])?;
        Ok(())
    }
}
