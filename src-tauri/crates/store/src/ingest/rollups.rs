//! Counts kept beside the rows, so that lists and metrics need not count ten million of them.
//!
//! **Invariant:** each count equals the slow query that its recount function runs; tests compare the two.

use kith_domain::{record::ActivityKind, time::DayNumbers};
use rusqlite::{OptionalExtension, params};

use super::{Session, SpaceKey};
use crate::{Write, error::Result, metrics::stretch_of};

/// What a batch adds to a member's row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MemberDelta {
    posts: i64,
    replies: i64,
    reactions: i64,
    first_at: Option<i64>,
    last_at: Option<i64>,
    joined_at: Option<i64>,
    /// The first day on which it wrote in public.
    first_day: Option<i64>,
    /// Something was moved away from it: when it was first and last seen must be looked up.
    moved: bool,
}

/// What a batch adds to an account's day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DailyDelta {
    pub(super) posts: i64,
    pub(super) replies: i64,
    pub(super) joins: i64,
    pub(super) reactions: i64,
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
    joins: i64,
    pub(super) last_at: Option<i64>,
    /// The newest that was taken away: it may have been the space's last.
    pub(super) removed_at: Option<i64>,
    pub(super) realm: i64,
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
            if sign > 0 {
                delta.last_at = delta.last_at.max(Some(activity.occurred_at));
            } else {
                delta.realm = space.realm;
                delta.removed_at = delta.removed_at.max(Some(activity.occurred_at));
            }
        }
        if written && activity.identity.is_some() {
            self.loosen(space, activity.occurred_at);
        }
        let joined = activity.kind == ActivityKind::Join && !activity.gone;
        if joined {
            self.space_counts.entry(space.id).or_default().joins += sign;
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
            if written && sign > 0 {
                let member = self.members.entry(identity).or_default();
                member.first_day = Some(member.first_day.map_or(day, |first| first.min(day)));
            }
        }
    }

    /// Something changes in a space on the day of a moment.
    fn loosen(&mut self, space: SpaceKey, at: i64) {
        let day = i32::try_from(self.days.of(at)).unwrap_or(i32::MAX);
        self.space_days.insert((space.id, stretch_of(day)));
    }

    /// Has it looked up when an account was first and last seen.
    pub(super) fn move_account(&mut self, identity: i64) {
        self.members.entry(identity).or_default().moved = true;
    }

    /// Counts an activity out whose row goes.
    pub(super) fn count_out(&mut self, space: SpaceKey, activity: Counted) {
        self.count(space, activity, -1);
        if let Some(identity) = activity.identity {
            self.members.entry(identity).or_default().moved = true;
        }
    }

    /// Counts a changed activity out as it was and in as it is.
    pub(super) fn count_change(&mut self, before: (SpaceKey, Counted), after: (SpaceKey, Counted)) {
        self.count(before.0, before.1, -1);
        self.count(after.0, after.1, 1);
        let seen = |counted: Counted| {
            let joined = counted.kind == ActivityKind::Join && !counted.gone;
            (counted.identity, counted.occurred_at, joined)
        };
        // The first day on which somebody wrote in public is looked up when what it was may be gone.
        let public = |(space, counted): (SpaceKey, Counted)| space.public && counted.kind.is_message() && !counted.gone;
        let hidden = public(before) && !public(after);
        if let (Some(identity), true) = (before.1.identity, hidden || seen(before.1) != seen(after.1)) {
            self.members.entry(identity).or_default().moved = true;
        }
    }

    /// Counts reactions that a named account gave to something that happened at `occurred_at`.
    pub(super) fn count_reaction(&mut self, space: SpaceKey, identity: i64, occurred_at: i64, sign: i64) {
        self.members.entry(identity).or_default().reactions += sign;
        self.loosen(space, occurred_at);
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
        let mut weeks = None;
        if let (Some(first), Some(last)) = (rows.first().map(|row| row.0.0), rows.last().map(|row| row.0.0)) {
            self.forget_windows(first)?;
            if session.origin.live {
                let messages =
                    |((day, account), delta): &((i64, i64), DailyDelta)| (*day, *account, delta.posts + delta.replies);
                weeks = Some(self.weeks_before(rows.iter().map(messages))?);
            } else {
                let (from, until) = session.changed_days.unwrap_or((first, last));
                session.changed_days = Some((from.min(first), until.max(last)));
            }
        }
        for (space, stretch) in session.space_days.drain() {
            self.loosen_space(space, stretch)?;
        }
        let mut shrunk = false;
        let mut unpacked = None;
        for ((day, identity), delta) in rows {
            if unpacked.replace(day) != Some(day) {
                self.unpack_day(day)?;
            }
            shrunk |= delta.posts < 0 || delta.replies < 0 || delta.joins < 0 || delta.reactions < 0;
            upsert.execute(params![day, identity, delta.posts, delta.replies, delta.joins, delta.reactions])?;
        }
        if shrunk {
            self.connection
                .prepare_cached("DELETE FROM daily WHERE posts = 0 AND replies = 0 AND joins = 0 AND reactions = 0")?
                .execute([])?;
        }
        weeks.map_or(Ok(()), |weeks| self.change_weeks_by(&weeks))
    }

    pub(super) fn flush_threads(&self, session: &mut Session) -> Result<()> {
        let mut rows: Vec<_> = session.threads.drain().collect();
        rows.sort_unstable_by_key(|(id, _)| *id);
        for (id, delta) in rows {
            if session.origin.live {
                // A topic that went to another category takes its count along.
                let before: Option<i64> = self
                    .connection
                    .prepare_cached("SELECT space_id FROM thread WHERE id = ?1 AND space_id <> ?2")?
                    .query_row([id, delta.space], |row| row.get(0))
                    .optional()?;
                if let Some(before) = before {
                    session.space_counts.entry(before).or_default().threads -= 1;
                    session.space_counts.entry(delta.space).or_default().threads += 1;
                }
            }
            let known = self
                .connection
                .prepare_cached(
                    "UPDATE thread SET space_id = ?2, title = coalesce(?3, title), last_at = max(last_at, ?4), replies = replies + ?5,
                       counted = 0
                     WHERE id = ?1",
                )?
                .execute(params![id, delta.space, delta.title, delta.last_at, delta.replies])?;
            if known == 0 {
                if delta.replies <= 0 && delta.title.is_none() {
                    // What came was taken away already, or is no answer: that makes no conversation.
                    continue;
                }
                session.space_counts.entry(delta.space).or_default().threads += 1;
                self.connection
                    .prepare_cached(
                        "INSERT INTO thread (id, space_id, title, started_at, last_at, replies) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .execute(params![id, delta.space, delta.title, delta.started_at, delta.last_at, delta.replies])?;
            }
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
    pub(crate) fn recount_thread(&self, id: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE thread SET counted = 0,
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
                    "UPDATE space SET messages = messages + ?2, threads = threads + ?3, joins = joins + ?5, last_at = max(coalesce(last_at, ?4), coalesce(?4, last_at))
                     WHERE id = ?1",
                )?
                .execute(params![id, delta.messages, delta.threads, delta.last_at, delta.joins])?;
            if delta.removed_at > delta.last_at {
                self.connection
                    .prepare_cached(
                        "UPDATE space SET last_at = (SELECT a.occurred_at FROM activity a WHERE a.realm_id = ?2 AND a.space_id = ?1
                           AND a.kind <= 2 AND a.gone_at IS NULL ORDER BY a.remote DESC LIMIT 1)
                         WHERE id = ?1 AND last_at <= ?3",
                    )?
                    .execute(params![id, delta.realm, delta.removed_at])?;
            }
        }
        Ok(())
    }

    pub(super) fn flush_members(&self, session: &mut Session) -> Result<()> {
        let mut tally = self.connection.prepare_cached(
            "INSERT INTO tally (identity_id, posts, replies, reactions, first_at, last_at, joined_at, first_day)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (identity_id) DO UPDATE SET posts = posts + ?2, replies = replies + ?3, reactions = reactions + ?4,
               first_at = min(coalesce(first_at, ?5), coalesce(?5, first_at)),
               last_at = max(coalesce(last_at, ?6), coalesce(?6, last_at)),
               joined_at = min(coalesce(joined_at, ?7), coalesce(?7, joined_at)),
               first_day = min(coalesce(first_day, ?8), coalesce(?8, first_day))",
        )?;
        let mut update = self.connection.prepare_cached(
            "UPDATE member SET posts = posts + ?2, replies = replies + ?3, messages = messages + ?2 + ?3, reactions = reactions + ?4,
               first_at = min(coalesce(first_at, ?5), coalesce(?5, first_at)),
               last_at = max(coalesce(last_at, ?6), coalesce(?6, last_at)),
               joined_at = min(coalesce(joined_at, ?7), coalesce(?7, joined_at))
             WHERE id = (SELECT member_id FROM person WHERE identity_id = ?1)",
        )?;
        for (identity, delta) in session.members.drain() {
            let values = params![
                identity,
                delta.posts,
                delta.replies,
                delta.reactions,
                delta.first_at,
                delta.last_at,
                delta.joined_at
            ];
            update.execute(values)?;
            tally.execute(params![
                identity,
                delta.posts,
                delta.replies,
                delta.reactions,
                delta.first_at,
                delta.last_at,
                delta.joined_at,
                delta.first_day
            ])?;
            if delta.moved {
                self.look_up_account(identity, &mut session.days)?;
            }
        }
        Ok(())
    }

    /// When an account was first and last seen, and joined a space: a few looks into indexes.
    fn look_up_account(&self, identity: i64, days: &mut DayNumbers) -> Result<()> {
        let seen = |what: &str, order: &str| {
            format!(
                "SELECT {what}(at) FROM (
                   -- Within a second, keys are in no order.
                   SELECT (SELECT {what}(at) FROM (SELECT occurred_at AS at FROM activity
                           WHERE identity_id = ?1 AND kind <= 2 AND gone_at IS NULL ORDER BY id {order} LIMIT 64)) AS at
                   UNION ALL SELECT {what}(occurred_at) FROM activity WHERE identity_id = ?1 AND kind > 2 AND kind <> 6
                   UNION ALL SELECT {what}(occurred_at) FROM activity WHERE identity_id = ?1 AND gone_at IS NOT NULL AND kind <> 6)"
            )
        };
        let (first, last) = (seen("min", "ASC"), seen("max", "DESC"));
        self.connection
            .prepare_cached(&format!(
                "UPDATE tally SET first_at = ({first}), last_at = ({last}), joined_at = (
                   SELECT min(occurred_at) FROM activity WHERE identity_id = ?1 AND kind > 2 AND kind = 3 AND gone_at IS NULL)
                 WHERE identity_id = ?1"
            ))?
            .execute([identity])?;
        // Within a second, keys are in no order, but a day's end lies between two seconds.
        let first: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT a.occurred_at FROM activity a JOIN space s ON s.id = a.space_id
                 WHERE a.identity_id = ?1 AND a.kind <= 2 AND a.gone_at IS NULL AND s.kind IN ('channel', 'category')
                 ORDER BY a.id LIMIT 1",
            )?
            .query_row([identity], |row| row.get(0))
            .optional()?;
        self.connection
            .prepare_cached("UPDATE tally SET first_day = ?2 WHERE identity_id = ?1")?
            .execute(params![identity, first.map(|at| days.of(at))])?;
        let member: i64 = self
            .connection
            .prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?
            .query_row([identity], |row| row.get(0))?;
        self.sum_member(member)
    }
}
