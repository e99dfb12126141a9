//! What metrics are computed from, read out of the rollups: days of accounts and first answers of conversations.
//!
//! The metrics themselves are pure functions in [`kith_domain::metrics`].

mod answers;
mod behind;
mod facts;
mod network;
mod openings;
mod packs;
mod people;
mod referrals;
mod said;
mod scoring;
mod space_packs;
mod tones;
mod windows;

pub use self::{
    behind::MemberName,
    facts::Slice,
    network::{Network, NetworkEdge, NetworkNode},
    people::Excluded,
    tones::ToneRow,
    windows::StoredWindow,
};
pub(crate) use self::{openings::Opening, space_packs::stretch_of};
use crate::{Write, error::Result};

/// Conversations that are counted in one step: together they take a few hundredths of a second.
const ANSWERS: i64 = 400;
/// Days that are packed in one step.
const DAYS: usize = 8;

impl Write<'_> {
    /// Counts a part of the conversations, and packs a part of the days, that changed since they were; answers whether there
    /// may be more. What waits is marked in the file, so it may be left at any time.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle_some(&self) -> Result<bool> {
        Ok(self.count_some_answers(ANSWERS)? || self.pack_some_days(DAYS)?)
    }
}
