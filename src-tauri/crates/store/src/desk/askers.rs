//! Who opened something, for the queue: looked up for a hundred thousand messages, so with one question about everybody and
//! not one for each account.
//!
//! **Invariants:** an account that nobody linked is its own member; whoever wrote has a first moment in their row, so who has
//! none within reach here is not new.

use rustc_hash::FxHashMap;

use super::unanswered::NEW_FOR;
use crate::{Read, error::Result};

/// What the queue asks about whoever opened something.
pub(super) struct Asker {
    /// The member's key.
    pub(super) member: i64,
    /// A program.
    pub(super) is_bot: bool,
    /// Of the team.
    pub(super) is_team: bool,
    /// When they were first seen, UTC milliseconds; nothing when that is long ago.
    pub(super) first_at: Option<i64>,
}

/// Accounts that belong to another one's member, members who are programs or of the team, and members who are new.
pub(super) struct Askers {
    linked: FxHashMap<i64, i64>,
    marked: FxHashMap<i64, (bool, bool)>,
    new: FxHashMap<i64, i64>,
}

impl Askers {
    /// Of those who opened something since `since`, UTC milliseconds.
    pub(super) fn read(read: &Read<'_>, since: i64) -> Result<Self> {
        let pairs = |sql: &str, given: &[&dyn rusqlite::ToSql]| -> Result<FxHashMap<i64, i64>> {
            let mut statement = read.connection.prepare_cached(sql)?;
            let rows = statement.query_map(given, |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let mut marked =
            read.connection.prepare_cached("SELECT id, is_bot, is_team FROM member WHERE is_bot = 1 OR is_team = 1")?;
        let marked = marked.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(Self {
            linked: pairs("SELECT identity_id, member_id FROM person WHERE member_id <> identity_id", &[])?,
            marked: marked.collect::<rusqlite::Result<_>>()?,
            new: pairs(
                "SELECT id, first_at FROM member WHERE first_at >= ?1",
                &[&(since.saturating_sub(NEW_FOR + 1_000))],
            )?,
        })
    }

    pub(super) fn of(&self, account: i64) -> Asker {
        let member = self.linked.get(&account).copied().unwrap_or(account);
        let (is_bot, is_team) = self.marked.get(&member).copied().unwrap_or_default();
        Asker { member, is_bot, is_team, first_at: self.new.get(&member).copied() }
    }
}
