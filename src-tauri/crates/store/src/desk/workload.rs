//! One's own workload (`metrics.md` B21): what was done here, day by day. Personal: in no report and no export of numbers.

use kith_domain::{hours::WorkingHours, time};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Read, error::Result};

/// What was done on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct WorkDay {
    /// Midnight in the community's zone, UTC milliseconds.
    pub starts_at: i64,
    /// Things done.
    pub actions: u32,
    /// Of these, outside working hours.
    pub outside: u32,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Workload {
    /// Day by day, oldest first, today last.
    pub days: Vec<WorkDay>,
    /// Follow-ups whose day is over.
    pub overdue: u32,
}

/// When things were done: notes and follow-ups, messages, greetings, decisions in the queue, celebrations and thanks, steps of
/// advocates, introductions that were asked about, posts of the calendar, feedback, cases. A file of feedback is one thing, and
/// what a series makes by itself is none.
const DONE: &str = "SELECT created_at FROM note WHERE created_at >= ?1
   UNION ALL SELECT done_at FROM note WHERE done_at >= ?1
   UNION ALL SELECT created_at FROM intent WHERE created_at >= ?1
   UNION ALL SELECT greeted_at FROM greeting WHERE greeted_at >= ?1 AND how <> 'sent'
   UNION ALL SELECT updated_at FROM attention WHERE updated_at >= ?1
   UNION ALL SELECT decided_at FROM lapse_pause WHERE decided_at >= ?1
   UNION ALL SELECT linked_at FROM identity_link WHERE linked_at >= ?1
   UNION ALL SELECT done_at FROM celebrated WHERE done_at >= ?1
   UNION ALL SELECT created_at FROM kudos WHERE created_at >= ?1 AND deleted_at IS NULL
   UNION ALL SELECT created_at FROM gift WHERE created_at >= ?1 AND deleted_at IS NULL
   UNION ALL SELECT updated_at FROM advocate WHERE updated_at >= ?1 AND deleted_at IS NULL
   UNION ALL SELECT answered_at FROM introduction_group WHERE answered_at >= ?1
   UNION ALL SELECT updated_at FROM content_post WHERE updated_at >= ?1 AND deleted_at IS NULL
     AND (series_on IS NULL OR updated_at > created_at)
   UNION ALL SELECT DISTINCT created_at FROM matter WHERE created_at >= ?1 AND deleted_at IS NULL AND sheet = 'feedback'
   UNION ALL SELECT updated_at FROM conduct_case WHERE updated_at >= ?1";

impl Read<'_> {
    /// What was done on the last `days` days until `now`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn workload(&self, days: u32, now: i64) -> Result<Workload> {
        let zone = self.zone()?;
        let hours = self.settings()?.hours;
        let hours = WorkingHours::new(&hours.days, &hours.from, &hours.to).ok();
        let today = time::day_number(time::day_of(now, zone));
        let first = today - i64::from(days) + 1;
        let start = |number: i64| time::start_of_day(time::day_with_number(number), zone);
        let mut all: Vec<WorkDay> =
            (first..=today).map(|number| WorkDay { starts_at: start(number), actions: 0, outside: 0 }).collect();
        let mut statement = self.connection.prepare_cached(DONE)?;
        let mut rows = statement.query([start(first)])?;
        let mut numbers = time::DayNumbers::new(zone);
        while let Some(row) = rows.next()? {
            let at: i64 = row.get(0)?;
            let place = usize::try_from(numbers.of(at) - first).unwrap_or(usize::MAX);
            let Some(day) = all.get_mut(place) else { continue };
            day.actions += 1;
            if hours.as_ref().is_some_and(|hours| !hours.contain(at, zone)) {
                day.outside += 1;
            }
        }
        Ok(Workload { days: all, overdue: self.follow_ups_due(start(today))? })
    }
}
