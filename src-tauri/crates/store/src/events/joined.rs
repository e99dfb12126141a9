//! Two rows of the list that are one person: somebody who was written in at two doors.
//!
//! What a person decides is in the rows, where undo takes it back; `guest_join` notes it for other laptops before each file that
//! is written or read, and is outside of the general undo, as check-ins are.
//!
//! **Invariants:** nothing is lost: the row that is given up is kept, marked and out of every list, so undo brings it back;
//! whoever came through both doors is in once, at the earlier time; a row of a file is never given up, or the file would
//! bring it again; laptops that know the same joins have the same rows for the same people.

use kith_domain::joins::{Given, Joins};
use rusqlite::{OptionalExtension, params};

use rustc_hash::FxHashSet;

use super::{at, guests::search_text};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

impl Read<'_> {
    /// Whether a row came from a file, here or on another laptop.
    fn is_of_file(&self, guest: &str) -> Result<bool> {
        let mut statement =
            self.connection.prepare_cached("SELECT origin NOT IN ('hand', 'walk_in') FROM guest WHERE id = ?1")?;
        Ok(statement.query_row([guest], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    /// Rows that are given up, each with the one that stays.
    fn given_up(&self, event: &str) -> Result<Given> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, same_as FROM guest WHERE event = ?1 AND same_as IS NOT NULL")?;
        let rows = statement.query_map([event], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is known of joins.
    pub(super) fn door_joins(&self, event: &str) -> Result<Joins> {
        let mut statement =
            self.connection.prepare_cached("SELECT one, other, turns FROM guest_join WHERE event = ?1")?;
        let mut rows = statement.query([event])?;
        let mut joins = Joins::default();
        while let Some(row) = rows.next()? {
            let (one, other): (String, String) = (row.get(0)?, row.get(1)?);
            joins.note(&one, &other, row.get(2)?);
        }
        Ok(joins)
    }

    /// Of these rows, those of files.
    fn of_files<'a>(&self, rows: impl Iterator<Item = &'a str>) -> Result<FxHashSet<String>> {
        let mut found = FxHashSet::default();
        for row in rows {
            if !found.contains(row) && self.is_of_file(row)? {
                found.insert(row.to_owned());
            }
        }
        Ok(found)
    }

    /// What is joined, and which of these rows are of files.
    fn joined_of_files(&self, joins: &Joins, rows: &Given) -> Result<FxHashSet<String>> {
        let named = joins.turns().flat_map(|(one, other, _)| [one, other]);
        self.of_files(named.chain(rows.iter().flat_map(|(goes, stays)| [goes.as_str(), stays])))
    }
}

impl Write<'_> {
    /// Two guests are one person; answers which row stays. That is the one of a file, or else the one that was written in first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such guest; [`Error::Field`] when they cannot be one.
    pub fn join_guests(&self, one: &str, other: &str, now: i64) -> Result<String> {
        let read = self.read();
        let ((first, event), (second, of)) = (read.guest(one, now)?, read.guest(other, now)?);
        if event != of || first.id == second.id {
            return Err(Error::NotFound("guest"));
        }
        if first.name.is_empty() || second.name.is_empty() {
            return Err(at("ids")("somebody who was erased stays a number"));
        }
        if let (Some(one), Some(other)) = (&first.member, &second.member)
            && read.member_key(one)? != read.member_key(other)?
        {
            return Err(at("ids")("these are two members: make them one first"));
        }
        let order =
            |guest: &super::Guest| -> Result<(bool, String)> { Ok((!read.is_of_file(&guest.id)?, guest.id.clone())) };
        let (stays, goes) = if order(&first)? <= order(&second)? { (first, second) } else { (second, first) };
        if read.is_of_file(&goes.id)? {
            return Err(at("ids")("both came with a list: make them one where the list is from"));
        }
        self.give_up(&goes.id, &stays.id, now)?;
        self.touch(Topic::Events);
        Ok(stays.id)
    }

    /// One row is given up for another, with those that were given up for it.
    fn give_up(&self, goes: &str, stays: &str, now: i64) -> Result<()> {
        // What only the other row knows is not lost.
        self.connection
            .prepare_cached(
                "UPDATE guest SET email = coalesce(guest.email, o.email), identity = coalesce(guest.identity, o.identity),
                   code = coalesce(guest.code, o.code), plus = max(guest.plus, o.plus),
                   needs = iif(guest.needs = '', o.needs, guest.needs), ticket = iif(guest.ticket = '', o.ticket, guest.ticket), updated_at = ?3
                 FROM guest o WHERE guest.id = ?1 AND o.id = ?2",
            )?
            .execute(params![stays, goes, now])?;
        self.search_anew(stays)?;
        self.connection
            .prepare_cached("UPDATE guest SET same_as = ?1, updated_at = ?3 WHERE same_as = ?2")?
            .execute(params![stays, goes, now])?;
        self.connection
            .prepare_cached(
                "UPDATE guest SET same_as = ?1, deleted_at = coalesce(deleted_at, ?3), updated_at = ?3 WHERE id = ?2",
            )?
            .execute(params![stays, goes, now])?;
        Ok(())
    }

    /// A row is somebody else after all: the one that stood for it gives back what it had of it.
    fn give_back(&self, goes: &str, stays: &str, now: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE guest SET email = iif(guest.email = o.email, NULL, guest.email), identity = iif(guest.identity = o.identity, NULL, guest.identity),
                   code = iif(guest.code = o.code, NULL, guest.code), needs = iif(guest.needs = o.needs, '', guest.needs), updated_at = ?3
                 FROM guest o WHERE guest.id = ?1 AND o.id = ?2",
            )?
            .execute(params![stays, goes, now])?;
        self.search_anew(stays)?;
        self.connection
            .prepare_cached("UPDATE guest SET same_as = NULL, deleted_at = NULL, updated_at = ?2 WHERE id = ?1")?
            .execute(params![goes, now])?;
        Ok(())
    }

    fn search_anew(&self, guest: &str) -> Result<()> {
        let found: Option<(String, Option<String>)> = self
            .connection
            .prepare_cached("SELECT name, email FROM guest WHERE id = ?1")?
            .query_row([guest], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((name, email)) = found {
            self.connection
                .prepare_cached("UPDATE guest SET search = ?2 WHERE id = ?1")?
                .execute(params![guest, search_text(&name, email.as_deref())])?;
        }
        Ok(())
    }

    /// Notes for other laptops what was joined and parted here since; answers all that is known.
    pub(super) fn note_joins(&self, event: &str) -> Result<Joins> {
        let read = self.read();
        let (known, rows) = (read.door_joins(event)?, read.given_up(event)?);
        let mut joins = known.clone();
        let of_files = read.joined_of_files(&joins, &rows)?;
        joins.catch_up(&rows, |row| of_files.contains(row));
        self.keep_joins(event, &known, &joins)?;
        Ok(joins)
    }

    fn keep_joins(&self, event: &str, known: &Joins, joins: &Joins) -> Result<()> {
        for (one, other, turns) in joins.turns().filter(|(one, other, turns)| known.of(one, other) != *turns) {
            self.connection
                .prepare_cached(
                    "INSERT INTO guest_join (id, event, one, other, turns) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (id) DO UPDATE SET turns = excluded.turns",
                )?
                .execute(params![format!("{one} {other}"), event, one, other, turns])?;
        }
        Ok(())
    }

    /// Puts what another laptop knows to what is known here, and makes the rows say so. Answers which rows are given up for another
    /// now that were not.
    pub(super) fn merge_joins(&self, event: &str, theirs: &Joins, now: i64) -> Result<Vec<String>> {
        let known = self.note_joins(event)?;
        let mut joins = known.clone();
        joins.merge(theirs);
        self.keep_joins(event, &known, &joins)?;
        let read = self.read();
        let rows = read.given_up(event)?;
        let of_files = read.joined_of_files(&joins, &rows)?;
        let given = joins.given(|row| of_files.contains(row));
        for (goes, stays) in rows.iter().filter(|(goes, stays)| given.get(*goes) != Some(stays)) {
            self.give_back(goes, stays, now)?;
        }
        for (goes, stays) in given.iter().filter(|(goes, stays)| rows.get(*goes) != Some(stays)) {
            self.give_up(goes, stays, now)?;
        }
        Ok(given.into_keys().filter(|goes| !rows.contains_key(goes)).collect())
    }
}
