//! Whose each account is, for conditions that add up what accounts did.
//!
//! **Invariant:** members have places from 0 on without gaps, in the order of their keys; so what is added up for each of them
//! is a plain list, however far apart the keys are.

use crate::{Read, error::Result};

/// Nobody's.
const NOBODY: u32 = u32::MAX;

/// The way from an account to its member.
pub(super) struct Accounts {
    /// Members by their place.
    pub(super) members: Vec<i64>,
    /// The place of an account's member, by the account's key.
    places: Vec<u32>,
}

impl Accounts {
    pub(super) fn read(read: &Read<'_>) -> Result<Self> {
        let mut statement = read
            .connection
            .prepare_cached("SELECT member_id, identity_id FROM person ORDER BY member_id, identity_id")?;
        let mut rows = statement.query([])?;
        let (mut members, mut places): (Vec<i64>, Vec<u32>) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let (member, account): (i64, i64) = (row.get(0)?, row.get(1)?);
            if members.last() != Some(&member) {
                members.push(member);
            }
            let Ok(account) = usize::try_from(account) else { continue };
            if places.len() <= account {
                places.resize(account + 1, NOBODY);
            }
            if let Some(place) = places.get_mut(account) {
                *place = u32::try_from(members.len() - 1).unwrap_or(NOBODY);
            }
        }
        Ok(Self { members, places })
    }

    /// The place of an account's member.
    pub(super) fn place(&self, account: i64) -> Option<usize> {
        let place = *self.places.get(usize::try_from(account).ok()?)?;
        (place != NOBODY).then_some(place as usize)
    }

    /// An account's member.
    pub(super) fn member(&self, account: i64) -> Option<i64> {
        self.members.get(self.place(account)?).copied()
    }
}
