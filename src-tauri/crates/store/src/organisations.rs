//! Organisations, and who belongs to them, as what, from when until when.
//!
//! **Invariant:** two organisations never differ by case or accents alone; one that nobody belongs to stays, so that its
//! name is offered again.

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

/// A member's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Affiliation {
    /// Its id.
    pub id: String,
    /// The organisation.
    pub organisation_id: String,
    /// What that is called.
    pub organisation: String,
    /// As what.
    pub role: Option<String>,
    /// From when: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub from_on: Option<String>,
    /// Until when; nothing: still, or not known.
    pub until_on: Option<String>,
}

/// What is said of a member's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewAffiliation {
    /// What the organisation is called; made when there is none of that name.
    pub organisation: String,
    /// As what.
    #[serde(default)]
    pub role: Option<String>,
    /// From when: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[serde(default)]
    pub from_on: Option<String>,
    /// Until when.
    #[serde(default)]
    pub until_on: Option<String>,
}

/// An organisation and how many members belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct OrganisationRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Members who belong or belonged to it.
    pub members: u32,
}

fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

impl NewAffiliation {
    fn checked(self) -> Result<Self> {
        let words = |text: &str| profile::words(text, profile::LONGEST_LINE, false);
        let organisation = words(&self.organisation).map_err(at("organisation"))?;
        let organisation = organisation.ok_or_else(|| at("organisation")("write what it is called"))?;
        let role = words(self.role.as_deref().unwrap_or_default()).map_err(at("role"))?;
        let from_on = profile::partial_day(self.from_on.as_deref().unwrap_or_default()).map_err(at("from_on"))?;
        let until_on = profile::partial_day(self.until_on.as_deref().unwrap_or_default()).map_err(at("until_on"))?;
        if let (Some(from), Some(until)) = (&from_on, &until_on)
            && !profile::may_follow(from, until)
        {
            return Err(at("until_on")("this is before it began"));
        }
        Ok(Self { organisation, role, from_on, until_on })
    }
}

impl Read<'_> {
    /// The organisations of a member: where it still is first, then the newest.
    pub(crate) fn affiliations_of(&self, member: i64) -> Result<Vec<Affiliation>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, o.id, o.name, a.role, a.from_on, a.until_on FROM person p JOIN identity i ON i.id = p.identity_id
               JOIN affiliation a ON a.identity = i.uid JOIN organisation o ON o.id = a.organisation
             WHERE p.member_id = ?1 ORDER BY a.until_on IS NOT NULL, a.until_on DESC, a.from_on DESC, o.name_key, a.id",
        )?;
        let rows = statement.query_map([member], |row| {
            Ok(Affiliation {
                id: row.get(0)?,
                organisation_id: row.get(1)?,
                organisation: row.get(2)?,
                role: row.get(3)?,
                from_on: row.get(4)?,
                until_on: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Organisations whose name has what was typed in it, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn organisations(&self, typed: &str, limit: u32) -> Result<Vec<OrganisationRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.id, o.name, (SELECT count(DISTINCT p.member_id) FROM affiliation a JOIN identity i ON i.uid = a.identity
               JOIN person p ON p.identity_id = i.id WHERE a.organisation = o.id)
             FROM organisation o WHERE o.deleted_at IS NULL AND instr(o.name_key, ?1) > 0 ORDER BY o.name_key LIMIT ?2",
        )?;
        let rows = statement.query_map(params![words::fold(typed.trim()), limit], |row| {
            Ok(OrganisationRow { id: row.get(0)?, name: row.get(1)?, members: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Says that the member with an account of this uid belongs to an organisation; `ids` are for the place and, where it is
    /// not known yet, the organisation.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account; [`Error::Field`] when something cannot be said.
    pub fn add_affiliation(&self, ids: (&str, &str), uid: &str, new: NewAffiliation, now: i64) -> Result<()> {
        let new = new.checked()?;
        let read = self.read();
        let anchor = read.uid_of(read.member_key(uid)?)?;
        let organisation = self.organisation(ids.1, &new.organisation, now)?;
        self.connection.execute(
            "INSERT INTO affiliation (id, identity, organisation, role, from_on, until_on, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
            params![ids.0, anchor, organisation, new.role, new.from_on, new.until_on, now],
        )?;
        self.touch(Topic::Members);
        Ok(())
    }

    /// Says something else about a place in an organisation.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such place; [`Error::Field`] when something cannot be said.
    pub fn change_affiliation(&self, id: &str, new_organisation: &str, new: NewAffiliation, now: i64) -> Result<()> {
        let new = new.checked()?;
        let organisation = self.organisation(new_organisation, &new.organisation, now)?;
        let changed = self.connection.execute(
            "UPDATE affiliation SET organisation = ?2, role = ?3, from_on = ?4, until_on = ?5, updated_at = ?6 WHERE id = ?1",
            params![id, organisation, new.role, new.from_on, new.until_on, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("organisation of this member"));
        }
        self.touch(Topic::Members);
        Ok(())
    }

    /// Takes a place in an organisation away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such place.
    pub fn remove_affiliation(&self, id: &str) -> Result<()> {
        if self.connection.execute("DELETE FROM affiliation WHERE id = ?1", [id])? == 0 {
            return Err(Error::NotFound("organisation of this member"));
        }
        self.touch(Topic::Members);
        Ok(())
    }

    /// The organisation of this name, made with an id when there is none.
    fn organisation(&self, id: &str, name: &str, now: i64) -> Result<String> {
        let key = words::fold(name);
        let found: Option<String> = self
            .connection
            .prepare_cached("SELECT id FROM organisation WHERE name_key = ?1 AND deleted_at IS NULL")?
            .query_row([&key], |row| row.get(0))
            .optional()?;
        if let Some(found) = found {
            return Ok(found);
        }
        self.connection.execute(
            "INSERT INTO organisation (id, name, name_key, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)",
            params![id, name, key, now],
        )?;
        Ok(id.to_owned())
    }
}
