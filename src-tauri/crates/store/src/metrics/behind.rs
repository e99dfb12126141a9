//! The rows behind a number: who members are, and which conversations nobody answered.

use std::ops::Range;

use rusqlite::{OptionalExtension, params};

use super::{Slice, facts::key_range};
use crate::{Read, error::Result};

/// A member behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberName {
    /// The member's id.
    pub id: String,
    /// The name.
    pub name: String,
}

impl Read<'_> {
    /// The id and name of a member by its key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn member_with_key(&self, key: i64) -> Result<Option<MemberName>> {
        Ok(self
            .connection
            .prepare_cached("SELECT i.uid, m.name FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1")?
            .query_row([key], |row| Ok(MemberName { id: row.get(0)?, name: row.get(1)? }))
            .optional()?)
    }

    /// The conversations opened on some days that got no answer that counts until now, oldest first: how many there are, and
    /// those after the first `skip`, at most `limit`, each with its author's member key.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such source, space or segment.
    pub fn unanswered(
        &self,
        slice: &Slice,
        days: Range<i32>,
        now: i64,
        skip: usize,
        limit: usize,
    ) -> Result<(usize, Vec<i64>)> {
        let zone = self.zone()?;
        let people = self.metric_people(slice, zone, now)?;
        let places = self.places()?;
        let only = slice.space.as_deref().map(|uid| self.space_key(uid)).transpose()?;
        let keys = key_range(&days, zone);
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, a.identity_id, a.space_id FROM activity a LEFT JOIN thread t ON t.id = a.id
             WHERE a.id >= ?1 AND a.id < ?2 AND a.kind = 1 AND a.gone_at IS NULL AND a.identity_id IS NOT NULL
               AND t.answered_in IS NULL ORDER BY a.id",
        )?;
        let mut rows = statement.query(params![keys.start, keys.end])?;
        let (mut total, mut page) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            let space: i64 = row.get(2)?;
            let asked = places.get(&space).is_some_and(|place| place.public && place.expects_answer);
            if !asked || only.is_some_and(|only| only != space) || people.of(row.get(1)?).is_none() {
                continue;
            }
            if total >= skip && page.len() < limit {
                page.push(row.get(0)?);
            }
            total += 1;
        }
        Ok((total, page))
    }
}

impl crate::Write<'_> {
    /// Says whether an answer is expected in a space.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such space.
    pub fn expect_answers(&self, space: &str, expected: bool, now: i64) -> Result<()> {
        self.read().space_key(space)?;
        self.connection.execute(
            "INSERT INTO space_choice (space, expects_answer, decided_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (space) DO UPDATE SET expects_answer = excluded.expects_answer, decided_at = excluded.decided_at",
            params![space, expected, now],
        )?;
        self.forget_all_windows()?;
        self.touch(crate::Topic::Activity);
        Ok(())
    }
}
