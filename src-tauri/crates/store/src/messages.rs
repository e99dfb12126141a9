//! Messages as they were read from the source, ready to be rendered: a window of a space, a conversation, a person's
//! timeline.
//!
//! **Invariant:** every window is a range of an index; nothing counts rows.

use rusqlite::{OptionalExtension, Row, params};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Read,
    error::{Error, Result},
    raw,
};

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Person {
    /// The member's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Not a person.
    pub is_bot: bool,
}

/// How often a reaction was given, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionRow {
    /// The source's name for it.
    pub name: String,
    /// How often.
    pub count: u32,
    /// The first eight who gave it.
    pub people: Vec<String>,
}

/// A message or happening with everything that is needed to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// The key, which is its id outside.
    pub id: i64,
    /// Post, reply, join …, see `ActivityKind`.
    pub kind: i64,
    /// UTC milliseconds.
    pub occurred_at: i64,
    /// Who.
    pub author: Option<Person>,
    /// Written by a program.
    pub by_app: bool,
    /// Shown in the space as well.
    pub broadcast: bool,
    /// Its text went, because texts of its source are kept for a time only.
    pub text_went: bool,
    /// UTC milliseconds.
    pub edited_at: Option<i64>,
    /// Taken away.
    pub gone: bool,
    /// The source's markup.
    pub text: String,
    /// The source's own JSON, when it is kept.
    pub raw: Option<String>,
    /// Reactions.
    pub reactions: Vec<ReactionRow>,
    /// Names and kinds of files.
    pub files: Vec<(String, String)>,
    /// The conversation it answers in.
    pub thread_id: Option<i64>,
    /// Answers to it.
    pub replies: u32,
    /// The newest answer, UTC milliseconds.
    pub last_reply_at: Option<i64>,
    /// The space's id and name.
    pub space: (String, String),
    /// The source's id.
    pub source_id: String,
    /// The source's kind.
    pub source_kind: String,
    /// The source's own identity.
    pub source_remote: String,
    /// Where the source's pages are.
    pub source_address: Option<String>,
    /// The space's own id at the source.
    pub space_remote: String,
    /// Its number at the source.
    pub remote: i64,
    /// The number of the message that opened its conversation.
    pub thread_remote: Option<i64>,
    place: Option<i64>,
}

/// Which window of a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The newest.
    Newest,
    /// Those before a place.
    Before(i64),
    /// Those after a place.
    After(i64),
    /// Those around a message.
    Around(i64),
}

/// A window of a space, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageWindow {
    /// The messages.
    pub messages: Vec<MessageRow>,
    /// Where older ones end; nothing when there are none.
    pub older: Option<i64>,
    /// Where newer ones begin; nothing when there are none.
    pub newer: Option<i64>,
}

const SELECT: &str = "SELECT a.id, a.kind, a.occurred_at, mi.uid, m.name, m.is_bot, a.flags, a.edited_at, a.gone_at IS NOT NULL, a.text,
   a.raw, a.thread_id, t.replies, t.last_at, p.uid, p.name, s.uid, s.kind, s.remote, s.address, p.remote, a.remote,
   (SELECT r.remote FROM activity r WHERE r.id = a.thread_id)
 FROM activity a JOIN space p ON p.id = a.space_id JOIN source s ON s.id = p.source_id
 LEFT JOIN person pe ON pe.identity_id = a.identity_id LEFT JOIN member m ON m.id = pe.member_id LEFT JOIN identity mi ON mi.id = m.id
 LEFT JOIN thread t ON t.id = a.id";

fn read(row: &Row<'_>) -> rusqlite::Result<MessageRow> {
    let author = match row.get::<_, Option<String>>(3)? {
        Some(id) => Some(Person { id, name: row.get(4)?, is_bot: row.get(5)? }),
        None => None,
    };
    let flags: i64 = row.get(6)?;
    let replies: Option<u32> = row.get(12)?;
    Ok(MessageRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        occurred_at: row.get(2)?,
        author,
        by_app: flags & 1 != 0,
        broadcast: flags & 2 != 0,
        text_went: flags & crate::retention::TEXT_WENT != 0,
        edited_at: row.get(7)?,
        gone: row.get(8)?,
        text: row.get(9)?,
        raw: None,
        reactions: Vec::new(),
        files: Vec::new(),
        thread_id: row.get(11)?,
        replies: replies.unwrap_or(0),
        last_reply_at: row.get::<_, Option<i64>>(13)?.filter(|_| replies.unwrap_or(0) > 0),
        space: (row.get(14)?, row.get(15)?),
        source_id: row.get(16)?,
        source_kind: row.get(17)?,
        source_remote: row.get(18)?,
        source_address: row.get(19)?,
        space_remote: row.get(20)?,
        remote: row.get(21)?,
        thread_remote: row.get(22)?,
        place: row.get(10)?,
    })
}

impl Read<'_> {
    /// A window of a space read like a chat: what opens conversations, and answers that are shown in the space as well.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such space or message.
    pub fn messages(&self, space: &str, window: Window, limit: u32) -> Result<MessageWindow> {
        let space = self.space_key(space)?;
        let (mut older, newer) = match window {
            Window::Newest => (self.run_of(space, i64::MAX, false, limit + 1)?, None),
            Window::Before(place) => (self.run_of(space, place, false, limit + 1)?, None),
            Window::After(place) => (Vec::new(), Some(self.run_of(space, place, true, limit + 1)?)),
            Window::Around(id) => match self.place_in_space(space, id)? {
                Some(place) => {
                    let half = (limit / 2).max(1);
                    (self.run_of(space, place, false, half + 1)?, Some(self.run_of(space, place - 1, true, half + 1)?))
                }
                // An old address: the newest are better than nothing.
                None => (self.run_of(space, i64::MAX, false, limit + 1)?, None),
            },
        };
        let half = match (window, &newer) {
            (Window::Around(_), Some(_)) => (limit / 2).max(1),
            _ => limit,
        };
        let mut result = MessageWindow { messages: Vec::new(), older: None, newer: None };
        if older.len() > half as usize {
            older.truncate(half as usize);
            result.older = older.last().map(|message| message.remote);
        }
        if let Window::After(_) = window {
            // What lies before was there already: the caller came from it.
            result.older = None;
        }
        older.reverse();
        let mut newer = newer.unwrap_or_default();
        if newer.len() > half as usize {
            newer.truncate(half as usize);
            result.newer = newer.last().map(|message| message.remote);
        }
        result.messages = older;
        result.messages.append(&mut newer);
        self.complete(&mut result.messages, true)?;
        Ok(result)
    }

    fn run_of(&self, space: i64, from: i64, up: bool, limit: u32) -> Result<Vec<MessageRow>> {
        let (comparison, order) = if up { (">", "ASC") } else { ("<", "DESC") };
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE a.realm_id = ?1 AND a.remote {comparison} ?2 AND (a.thread_id IS NULL OR a.flags & 2) AND a.kind <> 6
             ORDER BY a.remote {order} LIMIT ?3"
        ))?;
        Ok(statement.query_map(params![space, from, limit], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Where a message is in its space: an answer that only its conversation shows is where that was opened.
    fn place_in_space(&self, space: i64, id: i64) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT CASE WHEN a.thread_id IS NULL OR a.flags & 2 THEN a.remote ELSE r.remote END
                 FROM activity a LEFT JOIN activity r ON r.id = a.thread_id WHERE a.id = ?1 AND a.realm_id = ?2",
            )?
            .query_row([id, space], |row| row.get(0))
            .optional()?)
    }

    /// A conversation: the message that opened it, then its answers from `after` on, oldest first, and where to go on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conversation(&self, root: i64, after: Option<i64>, limit: u32) -> Result<(Vec<MessageRow>, Option<i64>)> {
        let mut messages = Vec::new();
        if after.is_none() {
            messages.extend(
                self.connection
                    .prepare_cached(&format!("{SELECT} WHERE a.id = ?1"))?
                    .query_row([root], read)
                    .optional()?,
            );
        }
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE a.thread_id = ?1 AND a.id > ?2 ORDER BY a.id LIMIT ?3"))?;
        let replies = statement.query_map(params![root, after.unwrap_or(i64::MIN), limit + 1], read)?;
        let mut replies: Vec<MessageRow> = replies.collect::<rusqlite::Result<_>>()?;
        let more = replies.len() > limit as usize;
        replies.truncate(limit as usize);
        let next = replies.last().filter(|_| more).map(|message| message.id);
        messages.append(&mut replies);
        self.complete(&mut messages, true)?;
        Ok((messages, next))
    }

    /// The people of a conversation, in the order in which they came into it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people_of(&self, root: i64, limit: u32) -> Result<Vec<Person>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT mi.uid, m.name, m.is_bot FROM (
               SELECT a.identity_id AS identity_id, min(a.id) AS first FROM activity a
               WHERE (a.thread_id = ?1 OR a.id = ?1) AND a.identity_id IS NOT NULL AND a.kind <> 6 GROUP BY 1) w
             JOIN person pe ON pe.identity_id = w.identity_id JOIN member m ON m.id = pe.member_id JOIN identity mi ON mi.id = m.id
             ORDER BY w.first LIMIT ?2",
        )?;
        let rows = statement.query_map([root, i64::from(limit)], |row| {
            Ok(Person { id: row.get(0)?, name: row.get(1)?, is_bot: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One message.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn message(&self, id: i64) -> Result<MessageRow> {
        let found =
            self.connection.prepare_cached(&format!("{SELECT} WHERE a.id = ?1"))?.query_row([id], read).optional()?;
        let mut found = vec![found.ok_or(Error::NotFound("message"))?];
        self.complete(&mut found, true)?;
        found.pop().ok_or(Error::NotFound("message"))
    }

    /// Messages by key, in the order asked for; those not there are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn messages_with(&self, ids: &[i64]) -> Result<Vec<MessageRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{SELECT} WHERE a.id = ?1"))?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(statement.query_row([id], read).optional()?);
        }
        Ok(found)
    }

    /// What a member did, newest first, before a key.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no account has this id.
    pub fn timeline(&self, member: &str, before: Option<i64>, limit: u32) -> Result<(Vec<MessageRow>, Option<i64>)> {
        let member = self.member_key(member)?;
        let mut ids: Vec<i64> = Vec::new();
        for part in ["kind <= 2 AND a.gone_at IS NULL", "kind > 2"] {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT a.id FROM person p CROSS JOIN activity a ON a.identity_id = p.identity_id AND a.{part}
                 WHERE p.member_id = ?1 AND a.id < ?2 ORDER BY a.id DESC LIMIT ?3"
            ))?;
            for id in statement.query_map(params![member, before.unwrap_or(i64::MAX), limit + 1], |row| row.get(0))? {
                ids.push(id?);
            }
        }
        ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        let more = ids.len() > limit as usize;
        ids.truncate(limit as usize);
        let next = ids.last().copied().filter(|_| more);
        let mut messages = self.messages_with(&ids)?;
        self.complete(&mut messages, false)?;
        Ok((messages, next))
    }

    /// The newest messages of the whole community.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_messages(&self, limit: u32) -> Result<Vec<MessageRow>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE a.kind <= 2 AND a.gone_at IS NULL ORDER BY a.id DESC LIMIT ?1"))?;
        let mut messages: Vec<MessageRow> = statement.query_map([limit], read)?.collect::<rusqlite::Result<_>>()?;
        self.complete(&mut messages, false)?;
        Ok(messages)
    }

    /// Adds what hangs on messages: reactions, files and, where they are read in full, the kept JSON. A list over many
    /// spaces does without it: each of its messages would unpack a block of its own.
    pub(crate) fn complete(&self, messages: &mut [MessageRow], in_full: bool) -> Result<()> {
        if in_full {
            self.add_raw(messages)?;
        }
        for message in messages {
            message.reactions = self.reactions_of(message.id)?;
            let mut files =
                self.connection.prepare_cached("SELECT name, kind FROM file WHERE activity_id = ?1 ORDER BY place")?;
            message.files = files
                .query_map([message.id], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
        }
        Ok(())
    }

    fn add_raw(&self, messages: &mut [MessageRow]) -> Result<()> {
        let mut blocks: FxHashMap<i64, Option<raw::Opened>> = FxHashMap::default();
        for message in messages {
            let Some(place) = message.place else { continue };
            let (block, slot) = (place.div_euclid(64), usize::try_from(place.rem_euclid(64)).unwrap_or(0));
            if let std::collections::hash_map::Entry::Vacant(entry) = blocks.entry(block) {
                let bytes: Option<Vec<u8>> = self
                    .connection
                    .prepare_cached("SELECT bytes FROM raw_block WHERE id = ?1")?
                    .query_row([block], |row| row.get(0))
                    .optional()?;
                entry.insert(bytes.map(|bytes| raw::Opened::new(&bytes)).transpose()?);
            }
            message.raw = blocks.get(&block).and_then(Option::as_ref).and_then(|block| block.record(slot));
        }
        Ok(())
    }

    fn reactions_of(&self, id: i64) -> Result<Vec<ReactionRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.name, r.count, m.name FROM reaction r JOIN emoji e ON e.id = r.emoji_id
               LEFT JOIN person p ON p.identity_id = r.identity_id LEFT JOIN member m ON m.id = p.member_id
             WHERE r.activity_id = ?1 ORDER BY r.emoji_id, r.identity_id = 0, r.identity_id",
        )?;
        let mut rows = statement.query([id])?;
        let mut reactions: Vec<ReactionRow> = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, count, person): (String, u32, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if reactions.last().is_none_or(|reaction| reaction.name != name) {
                reactions.push(ReactionRow { name, count: 0, people: Vec::new() });
            }
            if let Some(reaction) = reactions.last_mut() {
                reaction.count += count;
                reaction.people.extend(person.filter(|_| reaction.people.len() < 8));
            }
        }
        reactions.sort_by_key(|reaction| std::cmp::Reverse(reaction.count));
        Ok(reactions)
    }
}

/// Names for mentions.
impl Read<'_> {
    /// Id and name of the member behind an account of a source.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn name_of_account(&self, source: &str, remote: &str) -> Result<Option<(String, String)>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT mi.uid, m.name FROM source s JOIN identity i ON i.source_id = s.id AND i.remote = ?2
                   JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id JOIN identity mi ON mi.id = m.id
                 WHERE s.uid = ?1",
            )?
            .query_row([source, remote], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// Id and name of a space of a source.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn name_of_space(&self, source: &str, remote: &str) -> Result<Option<(String, String)>> {
        Ok(self
            .connection
            .prepare_cached("SELECT p.uid, p.name FROM source s JOIN space p ON p.source_id = s.id AND p.remote = ?2 WHERE s.uid = ?1")?
            .query_row([source, remote], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }
}
