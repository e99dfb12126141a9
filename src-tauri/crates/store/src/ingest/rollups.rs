//! Counts kept beside the rows, so that lists and metrics need not count ten million of them.
//!
//! **Invariant:** each count equals the slow query that its recount function runs; tests compare the two.

use kith_domain::record::ActivityKind;
use rusqlite::{OptionalExtension, params};

use super::{Session, SpaceKey};
use crate::{Write, error::Result};

/// What a batch adds to a member's row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MemberDelta {
    posts: i64,
    replies: i64,
    reactions: i64,
    first_at: Option<i64>,
    last_at: Option<i64>,
    joined_at: Option<i64>,
}

/// What a batch adds to an account's day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DailyDelta {
    posts: i64,
    replies: i64,
    joins: i64,
    reactions: i64,
}

/// What a batch adds to a conversation.
#[derive(Debug, Clone, Default)]
pub(super) struct ThreadDelta {
    pub(super) space: i64,
    pub(super) title: Option<String>,
    pub(super) started_at: i64,
    pub(super) last_at: i64,
    pub(super) replies: i64,
    /// Something was taken away: the newest answer must be looked up.
    pub(super) recount: bool,
}

/// What a batch adds to a space.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SpaceDelta {
    pub(super) messages: i64,
    pub(super) threads: i64,
    pub(super) last_at: Option<i64>,
}

/// What of an activity is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub(super) identity: Option<i64>,
    pub(super) kind: ActivityKind,
    pub(super) gone: bool,
    pub(super) occurred_at: i64,
}

impl Session {
    /// Counts an activity in (`sign` 1) or out (-1).
    pub(super) fn count(&mut self, space: SpaceKey, activity: Counted, sign: i64) {
        let written = activity.kind.is_message() && !activity.gone;
        if written {
            let delta = self.space_counts.entry(space.id).or_default();
            delta.messages += sign;
            delta.last_at = delta.last_at.max(Some(activity.occurred_at));
        }
        let Some(identity) = activity.identity else { return };
        if activity.kind == ActivityKind::Missing {
            return;
        }
        let (posts, replies) = match activity.kind {
            ActivityKind::Post if written => (sign, 0),
            ActivityKind::Reply if written => (0, sign),
            _ => (0, 0),
        };
        let joined = activity.kind == ActivityKind::Join && !activity.gone;
        let member = self.members.entry(identity).or_default();
        member.posts += posts;
        member.replies += replies;
        if sign > 0 {
            member.first_at =
                Some(member.first_at.map_or(activity.occurred_at, |first| first.min(activity.occurred_at)));
            member.last_at = member.last_at.max(Some(activity.occurred_at));
            if joined {
                member.joined_at =
                    Some(member.joined_at.map_or(activity.occurred_at, |first| first.min(activity.occurred_at)));
            }
        }
        if space.public && (written || joined) {
            let day = self.days.of(activity.occurred_at);
            let daily = self.daily.entry((day, identity)).or_default();
            daily.posts += posts;
            daily.replies += replies;
            daily.joins += if joined { sign } else { 0 };
        }
    }

    /// Counts reactions that a named account gave to something that happened at `occurred_at`.
    pub(super) fn count_reaction(&mut self, space: SpaceKey, identity: i64, occurred_at: i64, sign: i64) {
        self.members.entry(identity).or_default().reactions += sign;
        if space.public {
            let day = self.days.of(occurred_at);
            self.daily.entry((day, identity)).or_default().reactions += sign;
        }
    }
}

impl Write<'_> {
    pub(super) fn flush_daily(&self, session: &mut Session) -> Result<()> {
        // In the table's own order, so that its pages are filled one after the other.
        let mut rows: Vec<_> = session.daily.drain().collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        let mut upsert = self.connection.prepare_cached(
            "INSERT INTO daily (day, identity_id, posts, replies, joins, reactions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (day, identity_id) DO UPDATE SET posts = posts + excluded.posts, replies = replies + excluded.replies,
               joins = joins + excluded.joins, reactions = reactions + excluded.reactions",
        )?;
        let mut shrunk = false;
        for ((day, identity), delta) in rows {
            shrunk |= delta.posts < 0 || delta.replies < 0 || delta.joins < 0 || delta.reactions < 0;
            upsert.execute(params![day, identity, delta.posts, delta.replies, delta.joins, delta.reactions])?;
        }
        if shrunk {
            self.connection
                .prepare_cached("DELETE FROM daily WHERE posts = 0 AND replies = 0 AND joins = 0 AND reactions = 0")?
                .execute([])?;
        }
        Ok(())
    }

    pub(super) fn flush_threads(&self, session: &mut Session) -> Result<()> {
        let mut rows: Vec<_> = session.threads.drain().collect();
        rows.sort_unstable_by_key(|(id, _)| *id);
        for (id, delta) in rows {
            let exists: Option<i64> = self
                .connection
                .prepare_cached("SELECT 1 FROM thread WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            if exists.is_none() {
                session.space_counts.entry(delta.space).or_default().threads += 1;
            }
            self.connection
                .prepare_cached(
                    "INSERT INTO thread (id, space_id, title, started_at, last_at, replies) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (id) DO UPDATE SET space_id = excluded.space_id, title = coalesce(excluded.title, title),
                       last_at = max(last_at, excluded.last_at), replies = replies + excluded.replies",
                )?
                .execute(params![id, delta.space, delta.title, delta.started_at, delta.last_at, delta.replies])?;
            if let Some(title) = &delta.title {
                self.index_topic(id, title)?;
            }
            if delta.recount {
                self.recount_thread(id)?;
            }
        }
        Ok(())
    }

    fn index_topic(&self, id: i64, title: &str) -> Result<()> {
        let mut text = String::new();
        crate::words::index(title, &mut text);
        self.connection.prepare_cached("DELETE FROM topic_fts WHERE rowid = ?1")?.execute([id])?;
        self.connection
            .prepare_cached("INSERT INTO topic_fts (rowid, text) VALUES (?1, ?2)")?
            .execute(params![id, text])?;
        Ok(())
    }

    /// Counts a conversation anew; one without answers or title is none.
    pub(super) fn recount_thread(&self, id: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE thread SET
                   replies = (SELECT count(*) FROM activity a WHERE a.thread_id = thread.id AND a.kind = 2 AND a.gone_at IS NULL),
                   last_at = max(started_at, coalesce(
                     (SELECT max(occurred_at) FROM activity a WHERE a.thread_id = thread.id AND a.kind = 2 AND a.gone_at IS NULL), 0))
                 WHERE id = ?1",
            )?
            .execute([id])?;
        let emptied: Option<i64> = self
            .connection
            .prepare_cached("DELETE FROM thread WHERE id = ?1 AND replies = 0 AND title IS NULL RETURNING space_id")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if let Some(space) = emptied {
            self.connection.prepare_cached("UPDATE space SET threads = threads - 1 WHERE id = ?1")?.execute([space])?;
        }
        Ok(())
    }

    pub(super) fn flush_spaces(&self, session: &mut Session) -> Result<()> {
        for (id, delta) in session.space_counts.drain() {
            self.connection
                .prepare_cached(
                    "UPDATE space SET messages = messages + ?2, threads = threads + ?3, last_at = max(coalesce(last_at, ?4), coalesce(?4, last_at))
                     WHERE id = ?1",
                )?
                .execute(params![id, delta.messages, delta.threads, delta.last_at])?;
        }
        Ok(())
    }

    pub(super) fn flush_members(&self, session: &mut Session) -> Result<()> {
        let mut update = self.connection.prepare_cached(
            "UPDATE member SET posts = posts + ?2, replies = replies + ?3, messages = messages + ?2 + ?3, reactions = reactions + ?4,
               first_at = min(coalesce(first_at, ?5), coalesce(?5, first_at)),
               last_at = max(coalesce(last_at, ?6), coalesce(?6, last_at)),
               joined_at = min(coalesce(joined_at, ?7), coalesce(?7, joined_at))
             WHERE id = (SELECT member_id FROM person WHERE identity_id = ?1)",
        )?;
        for (identity, delta) in session.members.drain() {
            update.execute(params![
                identity,
                delta.posts,
                delta.replies,
                delta.reactions,
                delta.first_at,
                delta.last_at,
                delta.joined_at
            ])?;
        }
        Ok(())
    }

    /// Counts every member anew when a run was cut off and left them unfinished.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn heal_members(&self) -> Result<()> {
        if self.members_unfinished()? {
            self.recount_members()?;
            self.set_members_unfinished(false)?;
            self.touch(crate::Topic::Members);
        }
        Ok(())
    }

    /// Counts every member anew: after a run that was cut off, and in tests.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn recount_members(&self) -> Result<()> {
        self.connection.execute_batch(
            "CREATE TEMP TABLE counted AS
               SELECT person.member_id AS id,
                 sum(kind = 1 AND gone_at IS NULL) AS posts, sum(kind = 2 AND gone_at IS NULL) AS replies, 0 AS reactions,
                 min(occurred_at) AS first_at, max(occurred_at) AS last_at,
                 min(CASE WHEN kind = 3 AND gone_at IS NULL THEN occurred_at END) AS joined_at
               FROM activity JOIN person USING (identity_id) WHERE kind <> 6 GROUP BY 1;
             INSERT INTO counted
               SELECT person.member_id, 0, 0, sum(count), NULL, NULL, NULL FROM reaction JOIN person USING (identity_id) GROUP BY 1;
             UPDATE member SET posts = 0, replies = 0, messages = 0, reactions = 0, first_at = NULL, last_at = NULL,
               joined_at = (SELECT min(i.joined_at) FROM identity i JOIN person p ON p.identity_id = i.id WHERE p.member_id = member.id);
             UPDATE member SET posts = c.posts, replies = c.replies, messages = c.posts + c.replies, reactions = c.reactions,
               first_at = c.first_at, last_at = c.last_at,
               joined_at = min(coalesce(member.joined_at, c.joined_at), coalesce(c.joined_at, member.joined_at))
             FROM (SELECT id, sum(posts) AS posts, sum(replies) AS replies, sum(reactions) AS reactions, min(first_at) AS first_at,
                     max(last_at) AS last_at, min(joined_at) AS joined_at FROM counted GROUP BY id) AS c
             WHERE c.id = member.id;
             DROP TABLE counted;",
        )?;
        Ok(())
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
        Ok(())
    }
}
