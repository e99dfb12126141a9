//! The desk: who waits for an answer, who is new, who has fallen silent, and what was decided about them.
//!
//! **Invariants:** a list is read from what the sources say, and decisions only leave out or mark; a decision whose message
//! or member is gone is left alone and shown nowhere; who is no member of the public counts (bots, the team) is in no list.

mod askers;
mod lapsing;
mod newcomers;
mod news;
mod rising;
mod texts;
mod unanswered;
mod watches;
mod workload;

use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;

pub use self::{
    lapsing::{Lapse, LapseRisk},
    newcomers::{FirstWords, Greeted, Newcomer, Since},
    news::NewsCounts,
    rising::RisingTopic,
    texts::{SavedText, SavedTextKind},
    unanswered::{AskState, Asked, Attend, Questions, QueueCounts, Queued},
    watches::{NeglectedSpace, WatchRow},
    workload::{WorkDay, Workload},
};
use crate::{Read, error::Result};

/// Who an account is.
#[derive(Debug, Clone, Copy)]
struct Whose {
    member: i64,
    is_bot: bool,
    is_team: bool,
}

/// Accounts that were looked up.
#[derive(Default)]
struct Known(FxHashMap<i64, Option<Whose>>);

impl Known {
    fn of(&mut self, read: &Read<'_>, account: i64) -> Result<Option<Whose>> {
        if let Some(found) = self.0.get(&account) {
            return Ok(*found);
        }
        let found = read
            .connection
            .prepare_cached(
                "SELECT m.id, m.is_bot, m.is_team FROM person p JOIN member m ON m.id = p.member_id WHERE p.identity_id = ?1",
            )?
            .query_row([account], |row| {
                Ok(Whose { member: row.get(0)?, is_bot: row.get(1)?, is_team: row.get(2)? })
            })
            .optional()?;
        self.0.insert(account, found);
        Ok(found)
    }
}
