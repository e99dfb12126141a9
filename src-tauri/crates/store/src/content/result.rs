//! What became of a post: who answered and reacted in its first seven days.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::FOLLOWED;
use crate::{Read, Write, error::Result, topic::Topic};

/// What became of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ContentResult {
    /// The message.
    pub message: String,
    /// Where it is; nothing when it is not here any more.
    pub space: Option<String>,
    /// Whether the message is here.
    pub here: bool,
    /// Whether it was taken away at its source.
    pub gone: bool,
    /// Answers in the first seven days.
    pub answers: u32,
    /// People who gave them, its author left out.
    pub people: u32,
    /// Reactions to it.
    pub reactions: u32,
    /// How often a forum says it was looked at.
    pub views: Option<u32>,
    /// Whether the seven days are over and counted.
    pub complete: bool,
}

impl Read<'_> {
    /// When a message was written (UTC milliseconds) and what became of it; nothing when it is not here.
    pub(crate) fn content_result(&self, activity: i64) -> Result<Option<(i64, ContentResult)>> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT a.occurred_at, c.uid, a.gone_at IS NOT NULL, coalesce(a.thread_id, a.id),
                   (SELECT coalesce(sum(r.count), 0) FROM reaction r WHERE r.activity_id = a.id),
                   (SELECT t.views FROM topic t WHERE t.root_id = a.id), (SELECT p.member_id FROM person p WHERE p.identity_id = a.identity_id)
                 FROM activity a LEFT JOIN space c ON c.id = a.space_id WHERE a.id = ?1 AND a.kind <= 2",
            )?
            .query_row([activity], |row| {
                let result = ContentResult {
                    message: activity.to_string(),
                    space: row.get(1)?,
                    here: true,
                    gone: row.get(2)?,
                    reactions: row.get(4)?,
                    views: row.get(5)?,
                    ..ContentResult::default()
                };
                Ok((row.get(0)?, row.get(3)?, row.get(6)?, result))
            })
            .optional()?;
        let Some((at, root, author, mut result)): Option<(i64, i64, Option<i64>, ContentResult)> = found else {
            return Ok(None);
        };
        (result.answers, result.people) = self
            .connection
            .prepare_cached(
                "SELECT count(*), count(DISTINCT CASE WHEN p.member_id IS NOT ?4 THEN p.member_id END)
                 FROM activity a LEFT JOIN person p ON p.identity_id = a.identity_id
                 WHERE a.thread_id = ?1 AND a.id > ?2 AND a.kind <= 2 AND a.gone_at IS NULL AND a.occurred_at < ?3",
            )?
            .query_row(params![root, activity, at + FOLLOWED, author], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Some((at, result)))
    }

    /// Until when a source was read: its last good run, or its newest message.
    fn content_known_until(&self, source: &str) -> Result<i64> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT coalesce((SELECT y.last_ok_at FROM sync y WHERE y.source_id = s.id),
                   (SELECT max(c.last_at) FROM space c WHERE c.source_id = s.id), 0) FROM source s WHERE s.uid = ?1",
            )?
            .query_row([source], |row| row.get(0))
            .optional()?
            .unwrap_or(0))
    }

    /// Posts whose first seven days are over and were read, and whose result is not kept yet: their ids, with it.
    pub(super) fn content_ripe(&self, now: i64) -> Result<Vec<(String, ContentResult)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.id FROM content_post p WHERE p.deleted_at IS NULL AND (p.state = 'published' OR (p.state = 'scheduled' AND p.intent IS NOT NULL))
               AND (p.activity IS NOT NULL OR p.intent IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM content_result r WHERE r.post = p.id AND (p.activity IS NULL OR p.activity = r.activity))",
        )?;
        let ids: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut ripe = Vec::new();
        for id in ids {
            let post = self.content_post(&id)?;
            let (Some(at), Some(result)) = (post.published_at, post.result) else { continue };
            let over = at + FOLLOWED;
            if !result.here || over > now {
                continue;
            }
            let source = match &result.space {
                Some(space) => self.space_target(space)?.0,
                None => continue,
            };
            if self.content_known_until(&source)? >= over {
                ripe.push((id, result));
            }
        }
        Ok(ripe)
    }
}

impl Write<'_> {
    /// Keeps what became of posts whose first seven days are over.
    pub(super) fn content_measure(&self, ripe: &[(String, ContentResult)], now: i64) -> Result<()> {
        for (post, result) in ripe {
            self.connection.execute(
                "INSERT INTO content_result (post, activity, answers, people, reactions, views, counted_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (post) DO UPDATE SET activity = excluded.activity, answers = excluded.answers, people = excluded.people,
                   reactions = excluded.reactions, views = excluded.views, counted_at = excluded.counted_at",
                params![
                    post,
                    result.message.parse::<i64>().unwrap_or_default(),
                    result.answers,
                    result.people,
                    result.reactions,
                    result.views,
                    now
                ],
            )?;
            self.touch(Topic::Content);
        }
        Ok(())
    }
}
