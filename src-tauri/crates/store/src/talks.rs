//! Who talks to whom: with which people a member exchanges answers.
//!
//! An answer is given to whoever opened the conversation it stands in, in a public space. People count, not accounts; bots
//! do not, nor does answering oneself.
//!
//! **Invariant:** however much a member wrote, a bounded number of rows is read: its newest messages, and so many answers to
//! them.

use rusqlite::OptionalExtension;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Read, error::Result};

/// Messages looked at.
const LOOKED_AT: usize = 1_000;
/// Answers to them that are looked at.
const ANSWERS: usize = 4_000;
/// People named.
const NAMED: usize = 8;

/// Somebody with whom a member exchanges answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Talk {
    /// The other member.
    pub id: String,
    /// The name.
    pub name: String,
    /// Answers that the member gave in conversations which the other opened.
    pub given: u32,
    /// Answers that the other gave in conversations which the member opened.
    pub received: u32,
}

/// With whom a member exchanges answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Talks {
    /// The people, those with whom most are exchanged first.
    pub people: Vec<Talk>,
    /// How many there are in all.
    pub total: u32,
    /// How many of the member's newest messages were looked at.
    pub looked_at: u32,
    /// Older messages were not looked at.
    pub more: bool,
}

/// A message of the member.
struct Written {
    id: i64,
    space: i64,
    thread: Option<i64>,
}

impl Read<'_> {
    /// With whom a member exchanges answers, by its newest 1,000 messages.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when no account has this id.
    pub fn talks(&self, uid: &str) -> Result<Talks> {
        let member = self.member_key(uid)?;
        let (written, more) = self.newest_written(member)?;
        let public: FxHashSet<i64> = self
            .connection
            .prepare_cached("SELECT id FROM space WHERE kind IN ('channel', 'category')")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut opened = self.connection.prepare_cached("SELECT identity_id FROM activity WHERE id = ?1")?;
        let mut answers = self.connection.prepare_cached(
            "SELECT identity_id FROM activity WHERE thread_id = ?1 AND kind = 2 AND gone_at IS NULL LIMIT ?2",
        )?;
        let mut by_account: FxHashMap<i64, (u32, u32)> = FxHashMap::default();
        let mut left = ANSWERS;
        for message in written.iter().filter(|message| public.contains(&message.space)) {
            if let Some(thread) = message.thread {
                let author: Option<Option<i64>> = opened.query_row([thread], |row| row.get(0)).optional()?;
                if let Some(author) = author.flatten() {
                    by_account.entry(author).or_default().0 += 1;
                }
            } else if left > 0 {
                let mut rows = answers.query([message.id, i64::try_from(left).unwrap_or(0)])?;
                while let Some(row) = rows.next()? {
                    left -= 1;
                    if let Some(author) = row.get(0)? {
                        by_account.entry(author).or_default().1 += 1;
                    }
                }
            }
        }
        let mut people: Vec<(i64, (u32, u32))> = self.by_member(member, by_account)?.into_iter().collect();
        people.sort_unstable_by_key(|(other, (given, received))| (std::cmp::Reverse(given + received), *other));
        let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
        people.truncate(NAMED);
        let mut named = self
            .connection
            .prepare_cached("SELECT i.uid, m.name FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1")?;
        let people = people
            .into_iter()
            .map(|(other, (given, received))| {
                Ok(named.query_row([other], |row| Ok(Talk { id: row.get(0)?, name: row.get(1)?, given, received }))?)
            })
            .collect::<Result<_>>()?;
        Ok(Talks { people, total, looked_at: u32::try_from(written.len()).unwrap_or(u32::MAX), more })
    }

    /// The newest messages of a member, newest first, and whether there are older ones.
    fn newest_written(&self, member: i64) -> Result<(Vec<Written>, bool)> {
        // Account by account, because together they would have to be sorted.
        let mut newest = self.connection.prepare_cached(
            "SELECT a.id, a.space_id, a.thread_id FROM activity a
             WHERE a.identity_id = ?1 AND a.kind <= 2 AND a.gone_at IS NULL ORDER BY a.id DESC LIMIT ?2",
        )?;
        let mut written: Vec<Written> = Vec::new();
        for account in self.accounts_in(member)? {
            let rows = newest.query_map([account, i64::try_from(LOOKED_AT + 1).unwrap_or(0)], |row| {
                Ok(Written { id: row.get(0)?, space: row.get(1)?, thread: row.get(2)? })
            })?;
            for row in rows {
                written.push(row?);
            }
        }
        written.sort_unstable_by_key(|message| std::cmp::Reverse(message.id));
        let more = written.len() > LOOKED_AT;
        written.truncate(LOOKED_AT);
        Ok((written, more))
    }

    /// Adds accounts up to the people they are; without bots and without `own`.
    fn by_member(&self, own: i64, accounts: FxHashMap<i64, (u32, u32)>) -> Result<FxHashMap<i64, (u32, u32)>> {
        let mut who = self.connection.prepare_cached(
            "SELECT m.id FROM person p JOIN member m ON m.id = p.member_id WHERE p.identity_id = ?1 AND m.is_bot = 0",
        )?;
        let mut people: FxHashMap<i64, (u32, u32)> = FxHashMap::default();
        for (account, (given, received)) in accounts {
            let member: Option<i64> = who.query_row([account], |row| row.get(0)).optional()?;
            if let Some(member) = member.filter(|member| *member != own) {
                let sum = people.entry(member).or_default();
                sum.0 += given;
                sum.1 += received;
            }
        }
        Ok(people)
    }
}
