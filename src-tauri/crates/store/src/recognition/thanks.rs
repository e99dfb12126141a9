//! Thanks and gifts: who, for what, by whom, when.
//!
//! **Invariant:** both hang on an account and show under its member; what was taken away comes back with one step.

use kith_domain::profile;
use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Effect, at, day};
use crate::{
    Among, Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Characters of what is said.
const LONGEST: usize = 2_000;

/// Thanks to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Kudos {
    /// Its id.
    pub id: String,
    /// The member.
    pub member: String,
    /// The name.
    pub name: String,
    /// For what.
    pub words: String,
    /// Who says so, in words.
    pub by: String,
    /// When: `YYYY-MM-DD`.
    pub on: String,
    /// Whether it was said in public.
    pub shared: bool,
}

/// Thanks as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewKudos {
    /// The member.
    pub member: String,
    /// For what.
    pub words: String,
    /// Who says so, in words.
    #[serde(default)]
    pub by: String,
    /// When: `YYYY-MM-DD`.
    pub on: String,
    /// Whether it was said in public.
    #[serde(default)]
    pub shared: bool,
}

/// Something that somebody was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Gift {
    /// Its id.
    pub id: String,
    /// The member.
    pub member: String,
    /// The name.
    pub name: String,
    /// What.
    pub what: String,
    /// For what.
    pub why: String,
    /// When: `YYYY-MM-DD`.
    pub on: String,
    /// What changed.
    pub effect: Effect,
}

/// A gift as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewGift {
    /// The member.
    pub member: String,
    /// What.
    pub what: String,
    /// For what.
    #[serde(default)]
    pub why: String,
    /// When: `YYYY-MM-DD`.
    pub on: String,
}

fn must(field: &'static str, text: &str) -> Result<String> {
    let words = profile::words(text, LONGEST, true).map_err(at(field))?;
    words.ok_or_else(|| at(field)("write something first"))
}

fn may(field: &'static str, text: &str) -> Result<String> {
    Ok(profile::words(text, LONGEST, true).map_err(at(field))?.unwrap_or_default())
}

impl Read<'_> {
    /// Thanks `among` these, the newest first: `limit` of them after the first `skip`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kudos(&self, among: &Among, skip: u32, limit: u32) -> Result<Vec<Kudos>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT k.id, o.uid, m.name, k.words, k.by_whom, k.given_on, k.shared FROM kudos k JOIN identity i ON i.uid = k.identity
               JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id JOIN identity o ON o.id = m.id
             WHERE k.deleted_at IS NULL AND (?3 IS NULL OR m.id IN (SELECT value FROM json_each(?3)))
             ORDER BY k.given_on DESC, k.id DESC LIMIT ?2 OFFSET ?1",
        )?;
        let rows = statement.query_map(params![skip, limit, among.json()], |row| {
            Ok(Kudos {
                id: row.get(0)?,
                member: row.get(1)?,
                name: row.get(2)?,
                words: row.get(3)?,
                by: row.get(4)?,
                on: row.get(5)?,
                shared: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Gifts `among` these with what changed, the newest first: `limit` of them after the first `skip`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn gifts(&self, among: &Among, skip: u32, limit: u32, now: i64) -> Result<Vec<Gift>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT g.id, o.uid, m.name, g.what, g.why, g.given_on, m.id FROM gift g JOIN identity i ON i.uid = g.identity
               JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id JOIN identity o ON o.id = m.id
             WHERE g.deleted_at IS NULL AND (?3 IS NULL OR m.id IN (SELECT value FROM json_each(?3)))
             ORDER BY g.given_on DESC, g.id DESC LIMIT ?2 OFFSET ?1",
        )?;
        let mut rows = statement.query(params![skip, limit, among.json()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let on: String = row.get(5)?;
            found.push(Gift {
                id: row.get(0)?,
                member: row.get(1)?,
                name: row.get(2)?,
                what: row.get(3)?,
                why: row.get(4)?,
                effect: self.effect(row.get(6)?, &on, now)?,
                on,
            });
        }
        Ok(found)
    }

    /// How many thanks and gifts a member had.
    pub(super) fn thanked(&self, member: i64) -> Result<(u32, u32)> {
        let count = |table: &str| {
            let sql = format!(
                "SELECT count(*) FROM person p JOIN identity i ON i.id = p.identity_id JOIN {table} k ON k.identity = i.uid
                 WHERE p.member_id = ?1 AND k.deleted_at IS NULL"
            );
            self.connection.prepare_cached(&sql)?.query_row([member], |row| row.get(0))
        };
        Ok((count("kudos")?, count("gift")?))
    }
}

impl Write<'_> {
    /// Keeps thanks: changes those with this id when they are `known`, or makes them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such member; [`Error::Field`] when something cannot be meant so.
    pub fn keep_kudos(&self, id: &str, known: bool, new: &NewKudos, now: i64) -> Result<()> {
        self.expect_there(known, "kudos", id)?;
        let identity = self.anchor(&new.member)?;
        let (words, by) = (must("words", &new.words)?, may("by", &new.by)?);
        self.connection.execute(
            "INSERT INTO kudos (id, identity, words, by_whom, given_on, shared, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
             ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, words = excluded.words, by_whom = excluded.by_whom,
               given_on = excluded.given_on, shared = excluded.shared, updated_at = excluded.updated_at",
            params![id, identity, words, by, day("on", &new.on)?, new.shared, now],
        )?;
        self.touch(Topic::Recognition);
        Ok(())
    }

    /// Notes that thanks were said in public.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there are none.
    pub fn share_kudos(&self, id: &str, shared: bool, now: i64) -> Result<()> {
        self.one(
            self.connection.execute(
                "UPDATE kudos SET shared = ?2, updated_at = ?3 WHERE id = ?1 AND deleted_at IS NULL",
                params![id, shared, now],
            )?,
            "thanks",
        )
    }

    /// Takes thanks away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there are none.
    pub fn remove_kudos(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE kudos SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.one(self.connection.execute(sql, params![id, now])?, "thanks")
    }

    /// Keeps a gift: changes the one with this id when it is `known`, or makes it.
    ///
    /// # Errors
    /// As [`Write::keep_kudos`].
    pub fn keep_gift(&self, id: &str, known: bool, new: &NewGift, now: i64) -> Result<()> {
        self.expect_there(known, "gift", id)?;
        let identity = self.anchor(&new.member)?;
        let (what, why) = (must("what", &new.what)?, may("why", &new.why)?);
        self.connection.execute(
            "INSERT INTO gift (id, identity, what, why, given_on, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
             ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, what = excluded.what, why = excluded.why,
               given_on = excluded.given_on, updated_at = excluded.updated_at",
            params![id, identity, what, why, day("on", &new.on)?, now],
        )?;
        self.touch(Topic::Recognition);
        Ok(())
    }

    /// Takes a gift away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_gift(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE gift SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.one(self.connection.execute(sql, params![id, now])?, "gift")
    }

    /// The account that what is written about a member hangs on.
    pub(super) fn anchor(&self, uid: &str) -> Result<String> {
        let read = self.read();
        read.uid_of(read.member_key(uid)?)
    }

    /// Whoever says that a row is known must be right.
    pub(super) fn expect_there(&self, known: bool, table: &'static str, id: &str) -> Result<()> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1 AND deleted_at IS NULL)");
        if known && !self.connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0))? {
            return Err(Error::NotFound("entry"));
        }
        Ok(())
    }

    pub(super) fn one(&self, changed: usize, what: &'static str) -> Result<()> {
        if changed == 0 {
            return Err(Error::NotFound(what));
        }
        self.touch(Topic::Recognition);
        Ok(())
    }
}
