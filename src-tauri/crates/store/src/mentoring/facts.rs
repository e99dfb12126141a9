//! Pairs as metrics are computed from them: days and numbers, and no words.
//!
//! **Invariants:** the community's zone cuts days; what was removed is not counted; nothing that is sealed is read.

use chrono::NaiveDate;
use chrono_tz::Tz;
use kith_domain::{metrics::Pairing, time};
use rusqlite::params;

use crate::{Read, error::Result};

fn number(day: NaiveDate) -> i32 {
    i32::try_from(time::day_number(day)).unwrap_or_default()
}

fn typed(day: Option<String>) -> Option<i32> {
    day.and_then(|text| text.parse().ok()).map(number)
}

impl Read<'_> {
    /// All pairs that were more than proposed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn pairings(&self) -> Result<Vec<Pairing>> {
        let zone = self.zone()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT id, started_on, ended_on, state, cadence_days FROM mentorship
             WHERE deleted_at IS NULL AND state <> 'proposed' ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            let state: String = row.get(3)?;
            Ok((
                row.get::<_, String>(0)?,
                Pairing {
                    started: typed(row.get(1)?).unwrap_or_default(),
                    ended: typed(row.get(2)?),
                    completed: state == "completed",
                    paused: state == "paused",
                    cadence: row.get(4)?,
                    ..Pairing::default()
                },
            ))
        })?;
        let mut all = Vec::new();
        for row in rows {
            let (id, mut pair) = row?;
            self.pairing_rows(&id, zone, &mut pair)?;
            all.push(pair);
        }
        Ok(all)
    }

    fn pairing_rows(&self, id: &str, zone: Tz, pair: &mut Pairing) -> Result<()> {
        let day = |at: i64| number(time::day_of(at, zone));
        let mut statement = self.connection.prepare_cached(
            "SELECT start_at, rating_mentor, rating_mentee FROM mentoring_session
             WHERE mentorship = ?1 AND deleted_at IS NULL AND state = 'held' ORDER BY start_at, id",
        )?;
        let rows = statement.query_map([id], |row| Ok((day(row.get(0)?), row.get(1)?, row.get(2)?)))?;
        pair.sessions = rows.collect::<rusqlite::Result<_>>()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT due_on, done_on FROM mentoring_item WHERE mentorship = ?1 AND deleted_at IS NULL AND due_on IS NOT NULL",
        )?;
        let rows = statement.query_map([id], |row| Ok((typed(row.get(0)?), typed(row.get(1)?))))?;
        for row in rows {
            let (due, done) = row?;
            pair.items.extend(due.map(|due| (due, done)));
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT (SELECT min(p.day) FROM mentoring_progress p WHERE p.goal = g.id AND p.percent = 100 AND p.deleted_at IS NULL), g.updated_at
             FROM mentoring_goal g WHERE g.mentorship = ?1 AND g.deleted_at IS NULL AND g.state = 'reached'",
        )?;
        let rows = statement.query_map(params![id], |row| {
            let full = typed(row.get(0)?);
            Ok(full.unwrap_or(day(row.get(1)?)))
        })?;
        pair.reached = rows.collect::<rusqlite::Result<_>>()?;
        Ok(())
    }
}
