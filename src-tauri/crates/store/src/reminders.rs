//! What is about to begin, for reminders of the desktop, and whether somebody wants them.
//!
//! **Invariants:** off until somebody wants them; sessions are those of whoever uses this file.

use kith_domain::{reminders::Coming, time};
use rusqlite::{OptionalExtension, params};

use crate::{Read, Write, error::Result, topic::Topic};

impl Read<'_> {
    /// Sessions and events that begin after `from` and until `until`, UTC milliseconds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn coming(&self, from: i64, until: i64) -> Result<Vec<Coming>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.start_at, NULL FROM mentoring_session s JOIN mentorship m ON m.id = s.mentorship
             WHERE s.state = 'planned' AND s.deleted_at IS NULL AND s.start_at > ?1 AND s.start_at <= ?2
               AND m.mine = 1 AND m.deleted_at IS NULL
             UNION ALL
             SELECT e.start_at, e.title FROM event e
             WHERE e.deleted_at IS NULL AND e.cancelled = 0 AND e.start_at > ?1 AND e.start_at <= ?2
             ORDER BY 1",
        )?;
        let rows =
            statement.query_map(params![from, until], |row| Ok(Coming { at: row.get(0)?, event: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The event of today that people may be let in to at `now` (UTC milliseconds), and what it is called: the one that is on
    /// or has just ended, else the next one of the day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn doorway(&self, now: i64) -> Result<Option<(String, String)>> {
        let zone = self.zone()?;
        let today = time::day_of(now, zone);
        let end = today.succ_opt().map_or(now, |day| time::start_of_day(day, zone));
        let mut statement = self.connection.prepare_cached(
            "SELECT e.id, e.title FROM event e
             WHERE e.deleted_at IS NULL AND e.cancelled = 0 AND e.end_at > ?1 AND e.start_at < ?2
               AND e.start_at > ?1 - 6000000000 ORDER BY e.start_at, e.id LIMIT 1",
        )?;
        Ok(statement.query_row(params![now - time::HOUR, end], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Whether the desktop is to remind.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn wants_reminders(&self) -> Result<bool> {
        Ok(self.setting("remind")?.unwrap_or(false))
    }
}

impl Write<'_> {
    /// Says whether the desktop is to remind.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn want_reminders(&self, on: bool) -> Result<()> {
        self.set("remind", &on)?;
        self.touch(Topic::Settings);
        Ok(())
    }
}
