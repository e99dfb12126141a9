//! What answers to what: threads of a chat, topics of a forum.
//!
//! **Invariants:** an answer always points to a row: until the message that opened its conversation comes, a row stands in
//! for it; a forum's topic is known by its own number, whichever post opens it now.

use kith_domain::record::{ActivityKind, ActivityRecord, TopicRecord};
use rusqlite::{OptionalExtension, params};

use super::{Root, Session, SpaceKey, activities::Here, rollups::ThreadDelta};
use crate::{Write, error::Result};

/// Remembered conversation starts; beyond this they are looked up again.
const ROOTS: usize = 100_000;

impl Write<'_> {
    /// What a record answers in, if it answers.
    pub(super) fn conversation(
        &self,
        session: &mut Session,
        space: SpaceKey,
        record: &ActivityRecord,
    ) -> Result<Option<Root>> {
        match (record.thread, record.topic) {
            (Some(thread), _) => self.root_of(session, space, record, thread).map(Some),
            (None, Some(topic)) if record.title.is_none() => {
                self.root_of_topic(session, space, record, topic).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The activity that opened a conversation. When the source did not give it (yet), a row stands in for it.
    fn root_of(&self, session: &mut Session, space: SpaceKey, record: &ActivityRecord, thread: i64) -> Result<Root> {
        if let Some(root) = session.roots.get(&(space.realm, thread)) {
            return Ok(*root);
        }
        let found = self
            .connection
            .prepare_cached("SELECT id, occurred_at FROM activity WHERE realm_id = ?1 AND remote = ?2")?
            .query_row([space.realm, thread], |row| Ok(Root { id: row.get(0)?, occurred_at: row.get(1)? }))
            .optional()?;
        let root = match found {
            Some(root) => root,
            None => self.stand_in(session, space, record, thread)?,
        };
        remember(&mut session.roots, (space.realm, thread), root);
        Ok(root)
    }

    /// A row that stands in for what others answer to, until it comes.
    fn stand_in(&self, session: &mut Session, space: SpaceKey, record: &ActivityRecord, remote: i64) -> Result<Root> {
        let occurred_at = record.thread_at.unwrap_or(record.occurred_at);
        let missing = ActivityRecord {
            space: record.space.clone(),
            remote,
            thread: None,
            thread_at: None,
            topic: None,
            kind: ActivityKind::Missing,
            author: None,
            by_app: false,
            broadcast: false,
            occurred_at,
            edited_at: None,
            gone: false,
            title: None,
            text: String::new(),
            words: None,
            reactions: Vec::new(),
            files: Vec::new(),
            raw: 0..0,
            state: 0,
        };
        Ok(Root { id: self.insert(session, space, &missing, None)?, occurred_at })
    }

    /// The post that opened a topic, or the row that stands in for it.
    fn root_of_topic(
        &self,
        session: &mut Session,
        space: SpaceKey,
        record: &ActivityRecord,
        topic: i64,
    ) -> Result<Root> {
        if let Some(root) = session.topics.get(&(space.realm, topic)) {
            return Ok(*root);
        }
        let found = self
            .connection
            .prepare_cached(
                "SELECT a.id, a.occurred_at FROM topic t JOIN activity a ON a.id = t.root_id WHERE t.realm_id = ?1 AND t.number = ?2",
            )?
            .query_row([space.realm, topic], |row| Ok(Root { id: row.get(0)?, occurred_at: row.get(1)? }))
            .optional()?;
        let root = match found {
            Some(root) => root,
            None => {
                // Posts have positive numbers, so the topic's own with a minus is free.
                let root = self.stand_in(session, space, record, -topic)?;
                self.set_root(space.realm, topic, root.id)?;
                let title = self.title_of(space.realm, topic)?;
                let delta = session.threads.entry(root.id).or_default();
                *delta = ThreadDelta { space: space.id, title, started_at: root.occurred_at, ..ThreadDelta::default() };
                root
            }
        };
        remember(&mut session.topics, (space.realm, topic), root);
        Ok(root)
    }

    /// A post that opens a topic came: what stood in for it gives its answers over.
    pub(super) fn open_topic(&self, session: &mut Session, space: SpaceKey, record: &ActivityRecord) -> Result<()> {
        let Some(topic) = record.topic else { return Ok(()) };
        let Some(here) = self.find(session, space, record.remote)? else { return Ok(()) };
        let before: Option<i64> = self
            .connection
            .prepare_cached("SELECT root_id FROM topic WHERE realm_id = ?1 AND number = ?2")?
            .query_row([space.realm, topic], |row| row.get(0))
            .optional()?
            .flatten();
        remember(&mut session.topics, (space.realm, topic), Root { id: here.id, occurred_at: here.occurred_at });
        if before == Some(here.id) {
            return Ok(());
        }
        self.set_root(space.realm, topic, here.id)?;
        if let Some(before) = before {
            self.rehome(session, space, before, here.id)?;
            let delta = session.threads.entry(here.id).or_default();
            delta.space = space.id;
            delta.started_at = here.occurred_at;
            delta.title = record.title.clone();
        }
        Ok(())
    }

    /// A post that opened a topic goes into another one: a row stands in for it until the topic's new first post comes.
    pub(super) fn leave_topic(
        &self,
        session: &mut Session,
        space: SpaceKey,
        record: &ActivityRecord,
        here: &Here,
    ) -> Result<()> {
        let topic: Option<i64> = self
            .connection
            .prepare_cached("SELECT number FROM topic WHERE root_id = ?1 AND realm_id = ?2")?
            .query_row([here.id, space.realm], |row| row.get(0))
            .optional()?;
        let Some(topic) = topic else { return Ok(()) };
        let answered: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM activity WHERE thread_id = ?1)")?
            .query_row([here.id], |row| row.get(0))?;
        session.topics.remove(&(space.realm, topic));
        let before = self.space_before(space, here.space)?;
        if answered {
            let at = ActivityRecord { thread_at: Some(here.occurred_at), ..record.clone() };
            let root = self.stand_in(session, before, &at, -topic)?;
            self.set_root(space.realm, topic, root.id)?;
            self.rehome(session, before, here.id, root.id)?;
            let title = self.title_of(space.realm, topic)?;
            let delta = session.threads.entry(root.id).or_default();
            delta.space = before.id;
            delta.started_at = root.occurred_at;
            delta.title = title;
        } else {
            self.connection
                .prepare_cached("UPDATE topic SET root_id = NULL WHERE realm_id = ?1 AND number = ?2")?
                .execute([space.realm, topic])?;
            session.threads.remove(&here.id);
            self.end_thread(here.id)?;
        }
        Ok(())
    }

    /// Gives all answers of one row to another, and takes the first away when it only stood in.
    fn rehome(&self, session: &mut Session, space: SpaceKey, from: i64, to: i64) -> Result<()> {
        // What this batch counted so far is in rows by now, or counted from them in a moment.
        session.threads.remove(&from);
        self.end_thread(from)?;
        self.unpack_answers(from)?;
        self.connection
            .prepare_cached("UPDATE activity SET thread_id = ?2 WHERE thread_id = ?1")?
            .execute([from, to])?;
        self.connection.prepare_cached("DELETE FROM activity WHERE id = ?1 AND kind = 6")?.execute([from])?;
        let delta = session.threads.entry(to).or_default();
        delta.space = space.id;
        delta.recount = true;
        Ok(())
    }

    /// Takes a conversation out of the lists.
    fn end_thread(&self, id: i64) -> Result<()> {
        let ended: Option<i64> = self
            .connection
            .prepare_cached("DELETE FROM thread WHERE id = ?1 RETURNING space_id")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if let Some(space) = ended {
            self.connection.prepare_cached("UPDATE space SET threads = threads - 1 WHERE id = ?1")?.execute([space])?;
            self.connection.prepare_cached("DELETE FROM topic_fts WHERE rowid = ?1")?.execute([id])?;
        }
        Ok(())
    }

    fn set_root(&self, realm: i64, topic: i64, root: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO topic (realm_id, number, root_id) VALUES (?1, ?2, ?3)
                 ON CONFLICT (realm_id, number) DO UPDATE SET root_id = excluded.root_id",
            )?
            .execute([realm, topic, root])?;
        Ok(())
    }

    fn title_of(&self, realm: i64, topic: i64) -> Result<Option<String>> {
        let title: Option<String> = self
            .connection
            .prepare_cached("SELECT title FROM topic WHERE realm_id = ?1 AND number = ?2")?
            .query_row([realm, topic], |row| row.get(0))
            .optional()?;
        Ok(title.filter(|title| !title.is_empty()))
    }

    /// What forums say of topics as a whole.
    pub(super) fn ingest_topics(&self, session: &mut Session, topics: &[TopicRecord]) -> Result<()> {
        for topic in topics {
            let Some(space) = session.spaces.get(&topic.space).copied() else { continue };
            let title = if self.is_title_of_erased(session, space, topic.number)? { "" } else { topic.title.as_str() };
            self.connection
                .prepare_cached(
                    "INSERT INTO topic (realm_id, number, title, tags, closed, archived, unlisted, solved, views)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT (realm_id, number) DO UPDATE SET title = excluded.title, tags = excluded.tags, closed = excluded.closed,
                       archived = excluded.archived, unlisted = excluded.unlisted, solved = excluded.solved,
                       views = coalesce(excluded.views, views)
                     WHERE (title, tags, closed, archived, unlisted, solved, views) IS NOT
                       (excluded.title, excluded.tags, excluded.closed, excluded.archived, excluded.unlisted, excluded.solved,
                        coalesce(excluded.views, views))",
                )?
                .execute(params![
                    space.realm,
                    topic.number,
                    title,
                    serde_json::to_string(&topic.tags).unwrap_or_default(),
                    topic.closed,
                    topic.archived,
                    topic.unlisted,
                    topic.solved,
                    topic.views
                ])?;
            let renamed: Option<(i64, i64)> = self
                .connection
                .prepare_cached(
                    "SELECT h.id, h.started_at FROM topic t JOIN thread h ON h.id = t.root_id
                     WHERE t.realm_id = ?1 AND t.number = ?2 AND h.title IS NOT t.title",
                )?
                .query_row([space.realm, topic.number], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            if let Some((thread, started_at)) = renamed {
                let delta = session.threads.entry(thread).or_default();
                delta.space = space.id;
                delta.started_at = started_at;
                delta.last_at = delta.last_at.max(started_at);
                delta.title = Some(title.to_owned());
            }
        }
        Ok(())
    }
}

fn remember(known: &mut rustc_hash::FxHashMap<(i64, i64), Root>, key: (i64, i64), root: Root) {
    if known.len() >= ROOTS {
        known.clear();
    }
    known.insert(key, root);
}
