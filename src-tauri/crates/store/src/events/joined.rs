//! Two rows of the list that are one person: somebody who was written in at two doors.
//!
//! **Invariants:** nothing is lost: the row that is given up is kept, marked and out of every list, so undo brings it back;
//! whoever came through both doors is in once, at the earlier time; a row of a file is never given up, or the file would
//! bring it again.

use rusqlite::params;

use super::{at, guests::search_text};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

impl Read<'_> {
    /// Whether a row came from a file, which knows it by a key.
    fn is_of_file(&self, guest: &str) -> Result<bool> {
        let mut statement = self.connection.prepare_cached("SELECT known_by IS NOT NULL FROM guest WHERE id = ?1")?;
        Ok(statement.query_row([guest], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Two guests are one person; answers which row stays. That is the one of a file, or else the one who came first.
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
        let order = |guest: &super::Guest| -> Result<(bool, i64, String)> {
            Ok((!read.is_of_file(&guest.id)?, guest.came_at.unwrap_or(i64::MAX), guest.id.clone()))
        };
        let (stays, goes) = if order(&first)? <= order(&second)? { (first, second) } else { (second, first) };
        if read.is_of_file(&goes.id)? {
            return Err(at("ids")("both came with a list: make them one where the list is from"));
        }
        // What only the other row knows is not lost.
        let search = search_text(&stays.name, stays.email.as_deref().or(goes.email.as_deref()));
        self.connection
            .prepare_cached(
                "UPDATE guest SET email = coalesce(guest.email, o.email), identity = coalesce(guest.identity, o.identity),
                   code = coalesce(guest.code, o.code), plus = max(guest.plus, o.plus),
                   needs = iif(guest.needs = '', o.needs, guest.needs), ticket = iif(guest.ticket = '', o.ticket, guest.ticket), search = ?4, updated_at = ?3
                 FROM guest o WHERE guest.id = ?1 AND o.id = ?2",
            )?
            .execute(params![stays.id, goes.id, now, search])?;
        self.connection
            .prepare_cached("UPDATE guest SET same_as = ?1, updated_at = ?3 WHERE same_as = ?2")?
            .execute(params![stays.id, goes.id, now])?;
        self.connection
            .prepare_cached("UPDATE guest SET same_as = ?1, deleted_at = ?3, updated_at = ?3 WHERE id = ?2")?
            .execute(params![stays.id, goes.id, now])?;
        self.touch(Topic::Events);
        Ok(stays.id)
    }
}
