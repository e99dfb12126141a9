//! Who talks with whom: those who wrote most in a stretch of days, and the answers they gave one another.
//!
//! An answer is given to whoever opened the conversation it stands in, as in [`crate::Talks`]: in a public space, by people
//! and not by accounts, without bots and without answering oneself.
//!
//! **Invariant:** however large the community, the rollup of these days and a bounded number of messages of those few are
//! read.

use std::{cmp::Reverse, ops::Range};

use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{Slice, facts::key_range};
use crate::{Read, error::Result};

/// Newest messages of one member in these days that are looked at.
const LOOKED_AT: usize = 2_000;

/// One of those who wrote most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct NetworkNode {
    /// The member.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whether the member is of the team.
    pub is_team: bool,
    /// Messages in these days.
    pub contributions: u32,
}

/// Answers of one to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, TS)]
pub struct NetworkEdge {
    /// The member who answered.
    pub from: String,
    /// The member who opened the conversation.
    pub to: String,
    /// How many.
    pub replies: u32,
}

/// Who talks with whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Network {
    /// Who wrote most, most first.
    pub nodes: Vec<NetworkNode>,
    /// The answers between them, most first.
    pub edges: Vec<NetworkEdge>,
    /// How many people wrote at all.
    pub people: u32,
    /// Of somebody, older messages of these days were not looked at.
    pub more: bool,
}

/// A message of one of them.
struct Written {
    id: i64,
    thread: Option<i64>,
    space: i64,
}

impl Read<'_> {
    /// Who talks with whom among the `limit` members who wrote most on some days.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such source, space or segment.
    pub fn network(&self, slice: &Slice, days: Range<i32>, now: i64, limit: usize) -> Result<Network> {
        let zone = self.zone()?;
        let keys = key_range(&days, zone);
        let facts = self.facts(slice, days.clone(), days, now)?;
        let people = self.metric_people(slice, zone, now)?;
        let mut written: FxHashMap<u32, u32> = FxHashMap::default();
        for day in facts.days.iter().filter(|day| day.written() > 0) {
            *written.entry(day.person).or_default() += day.written();
        }
        let total = u32::try_from(written.len()).unwrap_or(u32::MAX);
        let mut most: Vec<(u32, u32)> = written.into_iter().collect();
        most.sort_unstable_by_key(|(person, count)| (Reverse(*count), *person));
        most.truncate(limit);

        let mut named = self.connection.prepare_cached(
            "SELECT i.uid, m.name, m.is_team FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1",
        )?;
        let (mut nodes, mut places) = (Vec::new(), FxHashMap::default());
        for (person, contributions) in &most {
            let Some(key) = facts.people.get(*person as usize).map(|person| person.key) else { continue };
            places.insert(*person, nodes.len());
            nodes.push(named.query_row([key], |row| {
                Ok(NetworkNode {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    is_team: row.get(2)?,
                    contributions: *contributions,
                })
            })?);
        }

        let public = self.places()?;
        let only = slice.space.as_deref().map(|uid| self.space_key(uid)).transpose()?;
        let counts =
            |space: i64| public.get(&space).is_some_and(|place| place.public) && only.is_none_or(|only| only == space);
        let mut opener = self.connection.prepare_cached("SELECT identity_id FROM activity WHERE id = ?1")?;
        let mut openers: FxHashMap<i64, Option<u32>> = FxHashMap::default();
        let mut replies: FxHashMap<(usize, usize), u32> = FxHashMap::default();
        let mut more = false;
        for (person, _) in &most {
            let (Some(from), Some(key)) =
                (places.get(person), facts.people.get(*person as usize).map(|person| person.key))
            else {
                continue;
            };
            let accounts = self.accounts_in(key)?.into_iter().filter(|account| people.of(*account) == Some(*person));
            let (messages, older) = self.newest_within(accounts, &keys)?;
            more |= older;
            for message in messages {
                let (Some(thread), true) = (message.thread, counts(message.space)) else { continue };
                let to = match openers.get(&thread) {
                    Some(to) => *to,
                    None => {
                        let account: Option<Option<i64>> = opener.query_row([thread], |row| row.get(0)).optional()?;
                        *openers.entry(thread).or_insert(account.flatten().and_then(|account| people.of(account)))
                    }
                };
                if let Some(to) = to.and_then(|to| places.get(&to)).filter(|to| *to != from) {
                    *replies.entry((*from, *to)).or_default() += 1;
                }
            }
        }
        let id = |place: usize| nodes.get(place).map(|node| node.id.clone()).unwrap_or_default();
        let mut edges: Vec<NetworkEdge> = replies
            .into_iter()
            .map(|((from, to), replies)| NetworkEdge { from: id(from), to: id(to), replies })
            .collect();
        edges.sort_unstable_by(|a, b| b.replies.cmp(&a.replies).then_with(|| a.cmp(b)));
        Ok(Network { nodes, edges, people: total, more })
    }

    /// Conversation and space of the newest messages of accounts, and whether there are older ones.
    fn newest_within(&self, accounts: impl Iterator<Item = i64>, keys: &Range<i64>) -> Result<(Vec<Written>, bool)> {
        // Account by account, because together they would have to be sorted.
        let mut newest = self.connection.prepare_cached(
            "SELECT id, thread_id, space_id FROM activity
             WHERE identity_id = ?1 AND kind <= 2 AND gone_at IS NULL AND id >= ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4",
        )?;
        let mut found: Vec<Written> = Vec::new();
        for account in accounts {
            let limit = i64::try_from(LOOKED_AT + 1).unwrap_or(0);
            let rows = newest.query_map(params![account, keys.start, keys.end, limit], |row| {
                Ok(Written { id: row.get(0)?, thread: row.get(1)?, space: row.get(2)? })
            })?;
            for row in rows {
                found.push(row?);
            }
        }
        found.sort_unstable_by_key(|message| Reverse(message.id));
        let more = found.len() > LOOKED_AT;
        found.truncate(LOOKED_AT);
        Ok((found, more))
    }
}
