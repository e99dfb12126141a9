//! Guests and members: who of a list is whom, and which events a member came to.
//!
//! **Invariants:** a name alone makes somebody a member only where one person has it and it has two words; an address that
//! several members have is nobody's.

use std::ops::RangeInclusive;

use kith_domain::attendance::How;
use rusqlite::params;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{COLUMNS, event_of};
use crate::{Read, error::Result, words::fold};

/// Members by what lists call them.
#[derive(Debug, Default)]
pub struct GuestPeople {
    by_word: FxHashMap<String, Option<i64>>,
    by_name: FxHashMap<String, Option<i64>>,
}

/// An event, as of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberEvent {
    /// The event's id.
    pub event: String,
    /// What it is called.
    pub title: String,
    /// Its first day, on its clock: `2026-11-26`.
    pub on: String,
    /// As what: `guest`, `host`, `speaker`.
    pub role: String,
    /// How it stood: `going`, `confirmed`.
    pub state: String,
    /// When they came in, UTC milliseconds.
    pub came_at: Option<i64>,
    /// When it begins, UTC milliseconds.
    pub start_at: i64,
}

impl GuestPeople {
    /// The member that an address, a handle or a name means, by its key.
    pub(crate) fn find(&self, email: Option<&str>, handle: Option<&str>, name: &str) -> Option<i64> {
        let word = |word: &str| self.by_word.get(&fold(word.trim_start_matches('@'))).copied().flatten();
        email.and_then(word).or_else(|| handle.and_then(word)).or_else(|| {
            let name = fold(name);
            let words: Vec<&str> = name.split_whitespace().collect();
            if words.len() < 2 { None } else { self.by_name.get(&words.join(" ")).copied().flatten() }
        })
    }
}

fn add(map: &mut FxHashMap<String, Option<i64>>, word: String, member: i64) {
    let entry = map.entry(word).or_insert(Some(member));
    if *entry != Some(member) {
        *entry = None;
    }
}

impl Read<'_> {
    /// Everybody, by what lists call them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn guest_people(&self) -> Result<GuestPeople> {
        let mut people = GuestPeople::default();
        let mut statement = self.connection.prepare(
            "SELECT p.member_id, i.email, i.handle, m.name, i.real_name FROM identity i JOIN person p ON p.identity_id = i.id
               JOIN member m ON m.id = p.member_id WHERE m.is_bot = 0",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let member: i64 = row.get(0)?;
            for column in [1, 2] {
                if let Some(word) = row.get::<_, Option<String>>(column)?.filter(|word| !word.is_empty()) {
                    add(&mut people.by_word, fold(&word), member);
                }
            }
            for column in [3, 4] {
                if let Some(name) = row.get::<_, Option<String>>(column)? {
                    let name = fold(&name).split_whitespace().collect::<Vec<_>>().join(" ");
                    add(&mut people.by_name, name, member);
                }
            }
        }
        Ok(people)
    }

    pub(crate) fn member_name(&self, key: i64) -> Result<String> {
        let mut statement = self.connection.prepare_cached("SELECT name FROM member WHERE id = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0))?)
    }

    /// Events that a member was a guest of or had a part in, the latest first.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when no account has this id.
    pub fn events_of_member(&self, member: &str, limit: u32) -> Result<Vec<MemberEvent>> {
        let key = self.member_key(member)?;
        let mut statement = self.connection.prepare_cached(
            concat!("SELECT e.id, e.title, substr(e.starts, 1, 10), found.role, found.state, found.came, e.start_at FROM person p
               JOIN identity i ON i.id = p.identity_id
               JOIN (SELECT g.event, g.identity, 'guest' AS role, g.state,
                       (SELECT min(c.at) FROM check_in c WHERE ", theirs!(), ") AS came
                     FROM guest g WHERE g.deleted_at IS NULL AND g.identity IS NOT NULL
                     UNION ALL SELECT t.event, t.identity, t.role, t.state, NULL FROM event_part t
                     WHERE t.deleted_at IS NULL AND t.identity IS NOT NULL) found ON found.identity = i.uid
               JOIN event e ON e.id = found.event AND e.deleted_at IS NULL
             WHERE p.member_id = ?1 ORDER BY e.start_at DESC, e.id, found.role LIMIT ?2"),
        )?;
        let rows = statement.query_map(params![key, limit], |row| {
            Ok(MemberEvent {
                event: row.get(0)?,
                title: row.get(1)?,
                on: row.get(2)?,
                role: row.get(3)?,
                state: row.get(4)?,
                came_at: row.get(5)?,
                start_at: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Members who attended the event `event`, or any, that began within `began`, UTC milliseconds; or, of events that are
    /// over, those who were expected and did not come. The same member may come several times.
    pub(crate) fn members_at(
        &self,
        event: Option<&str>,
        began: RangeInclusive<i64>,
        missed: bool,
        now: i64,
    ) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e WHERE e.deleted_at IS NULL AND e.cancelled = 0 AND (?1 IS NULL OR e.id = ?1)
               AND e.start_at BETWEEN ?2 AND ?3 AND (?4 = 0 OR e.end_at <= ?5)"
        ))?;
        let events = statement
            .query_map(params![event, began.start(), began.end(), missed, now], event_of)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut found = Vec::new();
        for event in events {
            for one in self.persons_at(&event)? {
                let counts = if missed { one.how == How::Missed } else { one.was_there() };
                // Whoever is only an address, or a row of the list, is no member.
                found.extend(one.person.strip_prefix('m').filter(|_| counts).and_then(|key| key.parse::<i64>().ok()));
            }
        }
        Ok(found)
    }
}
