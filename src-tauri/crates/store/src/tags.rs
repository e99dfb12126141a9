//! Tags: words that members are marked with.
//!
//! A tag hangs on an account, as all that is written about a member does; a member has those of all its accounts.
//!
//! **Invariants:** two tags never differ by case or accents alone; a tag that was removed marks nobody, and marks the same
//! members again when that is undone.

use kith_domain::profile;
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
    words,
};

/// Characters of a tag.
const LONGEST: usize = 60;
/// How many colours there are.
const COLOURS: u8 = 8;

/// A tag, as it stands beside a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Tag {
    /// Its id.
    pub id: String,
    /// The word.
    pub name: String,
    /// One of eight, from 0.
    pub colour: u8,
}

/// A tag and how many members have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct TagRow {
    /// Its id.
    pub id: String,
    /// The word.
    pub name: String,
    /// One of eight, from 0.
    pub colour: u8,
    /// Members who have it.
    pub members: u32,
}

fn checked(name: &str) -> Result<(String, String)> {
    let wrong = |why: &str| Error::Field { field: "name".into(), why: why.into() };
    let name = profile::words(name, LONGEST, false).map_err(wrong)?.ok_or_else(|| wrong("write a word for it"))?;
    let key = words::fold(&name);
    Ok((name, key))
}

impl Read<'_> {
    /// All tags by name, with how many members have each.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tags(&self) -> Result<Vec<TagRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT t.id, t.name, t.colour, (SELECT count(DISTINCT p.member_id) FROM tagging g JOIN identity i ON i.uid = g.identity
               JOIN person p ON p.identity_id = i.id WHERE g.tag = t.id)
             FROM tag t WHERE t.deleted_at IS NULL ORDER BY t.name_key",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(TagRow { id: row.get(0)?, name: row.get(1)?, colour: row.get(2)?, members: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The tags of a member, by name.
    pub(crate) fn tags_of(&self, member: i64) -> Result<Vec<Tag>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT t.id, t.name, t.colour FROM person p JOIN identity i ON i.id = p.identity_id
               JOIN tagging g ON g.identity = i.uid JOIN tag t ON t.id = g.tag AND t.deleted_at IS NULL
             WHERE p.member_id = ?1 ORDER BY t.name_key",
        )?;
        let rows =
            statement.query_map([member], |row| Ok(Tag { id: row.get(0)?, name: row.get(1)?, colour: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keys of the members who have a tag, in order: a look into an index for each.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn members_with_tag(&self, tag: &str) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT p.member_id FROM tagging g JOIN tag t ON t.id = g.tag AND t.deleted_at IS NULL
               JOIN identity i ON i.uid = g.identity JOIN person p ON p.identity_id = i.id WHERE g.tag = ?1 ORDER BY 1",
        )?;
        Ok(statement.query_map([tag], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    fn tag_with_name(&self, key: &str) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM tag WHERE name_key = ?1 AND deleted_at IS NULL")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }
}

impl Write<'_> {
    /// Makes a tag.
    ///
    /// # Errors
    /// [`Error::Field`] when there is one of that name, or the name cannot be one.
    pub fn create_tag(&self, id: &str, name: &str, colour: u8, now: i64) -> Result<Tag> {
        let (name, key) = checked(name)?;
        if self.read().tag_with_name(&key)?.is_some() {
            return Err(Error::Field { field: "name".into(), why: "there is a tag of that name".into() });
        }
        let colour = colour % COLOURS;
        self.connection.execute(
            "INSERT INTO tag (id, name, name_key, colour, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
            params![id, name, key, colour, now],
        )?;
        self.touch(Topic::Members);
        Ok(Tag { id: id.to_owned(), name, colour })
    }

    /// Gives a tag another name or colour.
    ///
    /// # Errors
    /// As [`Write::create_tag`]; [`Error::NotFound`] when there is no such tag.
    pub fn change_tag(&self, id: &str, name: &str, colour: u8, now: i64) -> Result<Tag> {
        let (name, key) = checked(name)?;
        if self.read().tag_with_name(&key)?.is_some_and(|other| other != id) {
            return Err(Error::Field { field: "name".into(), why: "there is a tag of that name".into() });
        }
        let colour = colour % COLOURS;
        let changed = self.connection.execute(
            "UPDATE tag SET name = ?2, name_key = ?3, colour = ?4, updated_at = ?5 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, name, key, colour, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("tag"));
        }
        self.touch(Topic::Members);
        Ok(Tag { id: id.to_owned(), name, colour })
    }

    /// Takes a tag from everybody; who had it is kept for the case that this is undone.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such tag.
    pub fn remove_tag(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE tag SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("tag"));
        }
        self.touch(Topic::Members);
        Ok(())
    }

    /// Marks members with a tag; answers how many had it not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such tag or member.
    pub fn tag_members(&self, tag: &str, members: &[String], now: i64) -> Result<u32> {
        let read = self.read();
        let known: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM tag WHERE id = ?1 AND deleted_at IS NULL)",
            [tag],
            |row| row.get(0),
        )?;
        if !known {
            return Err(Error::NotFound("tag"));
        }
        let mut has = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM person p JOIN identity i ON i.id = p.identity_id
               JOIN tagging g ON g.id = ?1 || ' ' || i.uid WHERE p.member_id = ?2)",
        )?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO tagging (id, tag, identity, created_at) VALUES (?1, ?2, ?3, ?4)")?;
        let mut marked = 0;
        for member in members {
            let key = read.member_key(member)?;
            if !has.query_row(params![tag, key], |row| row.get::<_, bool>(0))? {
                let anchor = read.uid_of(key)?;
                insert.execute(params![format!("{tag} {anchor}"), tag, anchor, now])?;
                marked += 1;
            }
        }
        self.touch(Topic::Members);
        Ok(marked)
    }

    /// Takes a tag from members, whichever of their accounts has it; answers how many had it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such member.
    pub fn untag_members(&self, tag: &str, members: &[String]) -> Result<u32> {
        let read = self.read();
        let mut delete = self.connection.prepare_cached("DELETE FROM tagging WHERE id = ?1")?;
        let mut changed = 0;
        for member in members {
            let mut had = 0;
            for account in read.account_uids(read.member_key(member)?)? {
                had += delete.execute([format!("{tag} {account}")])?;
            }
            changed += u32::from(had > 0);
        }
        self.touch(Topic::Members);
        Ok(changed)
    }
}
