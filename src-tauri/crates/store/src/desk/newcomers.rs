//! Who is new: not greeted yet, what they wrote first, whether anybody answered.
//!
//! **Invariants:** a member is greeted once, whichever account it was done for (a message that was discarded before it went
//! out greeted nobody); parting accounts gives each its own.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Among, Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Messages of a newcomer that are looked at for an answer.
const FIRST_MESSAGES: u32 = 20;

/// How somebody was greeted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Greeted {
    /// `sent` by the outbox, `by_hand` elsewhere, `not_needed`.
    #[ts(type = "\"sent\" | \"by_hand\" | \"not_needed\"")]
    pub how: String,
    /// UTC milliseconds.
    pub at: i64,
    /// Where the message in the outbox stands.
    pub state: Option<String>,
}

/// What somebody wrote first, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FirstWords {
    /// The beginning, on one line.
    pub text: String,
    /// The space's id.
    pub space_id: String,
    /// Its name.
    pub space: String,
    /// The conversation it answers in.
    pub thread_id: Option<String>,
}

/// Somebody new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Newcomer {
    /// The member's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// When they joined, or were first seen, UTC milliseconds.
    pub since: i64,
    /// The first message they wrote in public.
    pub first_message: Option<String>,
    /// When that was, UTC milliseconds.
    pub first_message_at: Option<i64>,
    /// What it says, once somebody rendered it.
    pub first_words: Option<FirstWords>,
    /// Messages until now.
    pub messages: u32,
    /// Somebody else answered one of their first conversations.
    pub answered: bool,
    /// How they were greeted.
    pub greeted: Option<Greeted>,
    /// An account to which a message can be sent, of a connected source.
    pub reach: Option<String>,
    /// Names of the sources they came by.
    pub sources: Vec<String>,
}

/// Which newcomers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// Who joined or was first seen then or later, UTC milliseconds.
    pub at: i64,
    /// Those who were greeted as well.
    pub greeted: bool,
}

impl Read<'_> {
    /// Who is new `among` these, the newest first; how many there are in all, and how many of them nobody greeted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newcomers(&self, since: Since, among: &Among, limit: u32) -> Result<(Vec<Newcomer>, u32, u32)> {
        let mut statement = self.connection.prepare_cached(
            "WITH new AS (
               SELECT id, min(coalesce(joined_at, first_at), coalesce(first_at, joined_at)) AS since FROM (
                 SELECT id, joined_at, first_at FROM member WHERE joined_at >= ?1 AND is_bot = 0 AND is_team = 0 AND has_left = 0
                 UNION SELECT id, joined_at, first_at FROM member WHERE first_at >= ?1 AND is_bot = 0 AND is_team = 0 AND has_left = 0))
             SELECT n.id, n.since,
               (SELECT g.identity FROM person p JOIN identity i ON i.id = p.identity_id JOIN greeting g ON g.identity = i.uid
                WHERE p.member_id = n.id AND NOT EXISTS (SELECT 1 FROM intent o WHERE o.id = g.intent AND o.state = 'discarded')
                ORDER BY g.greeted_at LIMIT 1)
             FROM new n WHERE n.since >= ?1 ORDER BY n.since DESC, n.id DESC",
        )?;
        let mut all: Vec<(i64, i64, Option<String>)> = statement
            .query_map([since.at], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        all.retain(|(member, ..)| among.has(*member));
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let waiting = all.iter().filter(|(.., greeted)| greeted.is_none()).count();
        let shown = all.iter().filter(|(.., greeted)| since.greeted || greeted.is_none());
        let rows = shown
            .take(limit as usize)
            .map(|(member, joined, greeted)| self.newcomer(*member, *joined, greeted.as_deref()))
            .collect::<Result<_>>()?;
        Ok((rows, count(all.len()), count(waiting)))
    }

    fn newcomer(&self, member: i64, since: i64, greeted: Option<&str>) -> Result<Newcomer> {
        let row = self.member_row(member)?;
        let mut written = self.connection.prepare_cached(
            "SELECT a.id, a.occurred_at, a.thread_id, t.answered_in IS NOT NULL
             FROM person p JOIN activity a ON a.identity_id = p.identity_id AND a.kind <= 2 AND a.gone_at IS NULL
               JOIN space s ON s.id = a.space_id AND s.kind IN ('channel', 'category') LEFT JOIN thread t ON t.id = a.id
             WHERE p.member_id = ?1 ORDER BY a.id LIMIT ?2",
        )?;
        let first: Vec<(i64, i64, Option<i64>, bool)> = written
            .query_map(params![member, FIRST_MESSAGES], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let greeted = greeted.map(|account| self.greeted(account)).transpose()?;
        Ok(Newcomer {
            id: row.id,
            name: row.name,
            since,
            first_message: first.first().map(|(id, ..)| id.to_string()),
            first_message_at: first.first().map(|(_, at, ..)| *at),
            first_words: None,
            messages: row.posts + row.replies,
            answered: first.iter().any(|(.., answered)| *answered),
            greeted,
            reach: self.reach(member)?,
            sources: row.sources,
        })
    }

    fn greeted(&self, account: &str) -> Result<Greeted> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT g.how, g.greeted_at, n.state FROM greeting g LEFT JOIN intent n ON n.id = g.intent WHERE g.identity = ?1",
            )?
            .query_row([account], |row| Ok(Greeted { how: row.get(0)?, at: row.get(1)?, state: row.get(2)? }))?)
    }

    /// An account of a member at a source that is connected for writing, the newest first.
    pub(crate) fn reach(&self, member: i64) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.uid FROM person p JOIN identity i ON i.id = p.identity_id JOIN sync y ON y.source_id = i.source_id
             WHERE p.member_id = ?1 AND i.has_left = 0 AND i.is_bot = 0 AND y.settings ->> 'write' = 1 ORDER BY i.joined_at DESC, i.id LIMIT 1",
        )?;
        let mut rows = statement.query([member])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// [`Read::reach`] of a member by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such member.
    pub fn reach_of(&self, member: &str) -> Result<Option<String>> {
        self.reach(self.member_key(member)?)
    }

    /// A member's name and short name, by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such member.
    pub fn member_named(&self, member: &str) -> Result<(String, Option<String>)> {
        let row = self.member_row(self.member_key(member)?)?;
        Ok((row.name, row.handle))
    }

    /// When a member was greeted, by any of its accounts; UTC milliseconds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such member.
    pub fn greeted_at(&self, member: &str) -> Result<Option<i64>> {
        let key = self.member_key(member)?;
        Ok(self
            .connection
            .prepare_cached(
                "SELECT min(g.greeted_at) FROM person p JOIN identity i ON i.id = p.identity_id JOIN greeting g ON g.identity = i.uid
                 WHERE p.member_id = ?1 AND NOT EXISTS (SELECT 1 FROM intent o WHERE o.id = g.intent AND o.state = 'discarded')",
            )?
            .query_row([key], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Notes that a member was greeted.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such member, [`Error::Field`] when it was greeted before: never twice.
    pub fn greet(&self, member: &str, how: &str, intent: Option<&str>, now: i64) -> Result<()> {
        let read = self.read();
        if read.greeted_at(member)?.is_some() {
            return Err(Error::Field { field: "members".into(), why: "this member was greeted before".into() });
        }
        self.connection
            .prepare_cached(
                "INSERT INTO greeting (identity, how, intent, greeted_at)
                 SELECT i.uid, ?2, ?3, ?4 FROM identity i WHERE i.id = ?1
                 ON CONFLICT (identity) DO UPDATE SET how = excluded.how, intent = excluded.intent, greeted_at = excluded.greeted_at",
            )?
            .execute(params![read.member_key(member)?, how, intent, now])?;
        self.touch(Topic::Desk);
        Ok(())
    }
}
