//! Counts anew what is kept beside the rows: the slow queries that every kept count must equal.

use kith_domain::record::ActivityKind;
use rusqlite::params;

use super::{Unfinished, rollups::DailyDelta};
use crate::{Write, error::Result};

impl Write<'_> {
    /// Counts anew what a run that was cut off left unfinished.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn heal_members(&self) -> Result<()> {
        let Some(unfinished) = self.unfinished()? else { return Ok(()) };
        if unfinished == Unfinished::All {
            self.recount_members()?;
        }
        if unfinished == Unfinished::Run {
            self.join_by_address()?;
        } else {
            self.recount_all_weeks()?;
            self.doubt_all_answers()?;
            self.count_answers()?;
            self.pack_days()?;
        }
        self.set_unfinished(None)?;
        self.touch(crate::Topic::Members);
        Ok(())
    }

    /// Counts every member anew: after a run that was cut off, and in tests.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn recount_members(&self) -> Result<()> {
        self.connection.execute_batch(
            "CREATE TEMP TABLE counted AS
               SELECT identity_id AS id,
                 sum(kind = 1 AND gone_at IS NULL) AS posts, sum(kind = 2 AND gone_at IS NULL) AS replies, 0 AS reactions,
                 min(occurred_at) AS first_at, max(occurred_at) AS last_at,
                 min(CASE WHEN kind = 3 AND gone_at IS NULL THEN occurred_at END) AS joined_at
               FROM activity WHERE kind <> 6 AND identity_id IS NOT NULL GROUP BY 1;
             INSERT INTO counted
               SELECT identity_id, 0, 0, sum(count), NULL, NULL, NULL FROM reaction WHERE identity_id <> 0 GROUP BY 1;
             DELETE FROM tally;
             INSERT INTO tally (identity_id, posts, replies, reactions, first_at, last_at, joined_at)
               SELECT id, sum(posts), sum(replies), sum(reactions), min(first_at), max(last_at), min(joined_at) FROM counted GROUP BY id;
             UPDATE member SET posts = 0, replies = 0, messages = 0, reactions = 0, first_at = NULL, last_at = NULL,
               joined_at = (SELECT min(i.joined_at) FROM identity i JOIN person p ON p.identity_id = i.id WHERE p.member_id = member.id);
             UPDATE member SET posts = c.posts, replies = c.replies, messages = c.posts + c.replies, reactions = c.reactions,
               first_at = c.first_at, last_at = c.last_at,
               joined_at = min(coalesce(member.joined_at, c.joined_at), coalesce(c.joined_at, member.joined_at))
             FROM (SELECT p.member_id AS id, sum(t.posts) AS posts, sum(t.replies) AS replies, sum(t.reactions) AS reactions,
                     min(t.first_at) AS first_at, max(t.last_at) AS last_at, min(t.joined_at) AS joined_at
                   FROM tally t JOIN person p USING (identity_id) GROUP BY 1) AS c
             WHERE c.id = member.id;
             DROP TABLE counted;",
        )?;
        self.recount_first_days()?;
        self.forget_all_windows()
    }

    /// Counts every day anew: when the community's zone changes, and in tests.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn recount_days(&self, zone: chrono_tz::Tz) -> Result<()> {
        let mut days = kith_domain::time::DayNumbers::new(zone);
        let mut counts: rustc_hash::FxHashMap<(i64, i64), DailyDelta> = rustc_hash::FxHashMap::default();
        let public = "(SELECT id FROM space WHERE kind IN ('channel', 'category'))";
        let mut activities = self.connection.prepare(&format!(
            "SELECT identity_id, occurred_at, kind FROM activity
             WHERE kind <= 3 AND gone_at IS NULL AND identity_id IS NOT NULL AND space_id IN {public}"
        ))?;
        let mut rows = activities.query([])?;
        while let Some(row) = rows.next()? {
            let (identity, at, kind): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let count = counts.entry((days.of(at), identity)).or_default();
            match ActivityKind::from_number(kind) {
                ActivityKind::Post => count.posts += 1,
                ActivityKind::Reply => count.replies += 1,
                _ => count.joins += 1,
            }
        }
        let mut reactions = self.connection.prepare(&format!(
            "SELECT r.identity_id, a.occurred_at, r.count FROM reaction r JOIN activity a ON a.id = r.activity_id
             WHERE r.identity_id <> 0 AND a.space_id IN {public}"
        ))?;
        let mut rows = reactions.query([])?;
        while let Some(row) = rows.next()? {
            let (identity, at, count): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            counts.entry((days.of(at), identity)).or_default().reactions += count;
        }
        self.connection.execute("DELETE FROM daily", [])?;
        let mut insert = self.connection.prepare(
            "INSERT INTO daily (day, identity_id, posts, replies, joins, reactions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(key, _)| *key);
        for ((day, identity), count) in counts {
            insert.execute(params![day, identity, count.posts, count.replies, count.joins, count.reactions])?;
        }
        self.recount_first_days()?;
        self.unpack_all_days()?;
        self.recount_all_weeks()
    }

    /// Looks up anew on which day each account first wrote in public, by the days.
    fn recount_first_days(&self) -> Result<()> {
        self.connection.execute("UPDATE tally SET first_day = NULL", [])?;
        self.connection.execute(
            "UPDATE tally SET first_day = found.day
             FROM (SELECT identity_id, min(day) AS day FROM daily WHERE posts + replies > 0 GROUP BY identity_id) AS found
             WHERE found.identity_id = tally.identity_id",
            [],
        )?;
        Ok(())
    }
}
