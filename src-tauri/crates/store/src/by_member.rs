//! What accounts did, added up for their members: lists of the desk look at everybody who was here lately, and a lookup for
//! each of them would cost more than everything else they do.
//!
//! **Invariants:** an account that nobody linked is its own member; what is added up is told under the key of the member, so
//! merging and parting need nothing here.

use crate::{Read, error::Result};

/// A value for each account by its key, and later for each member.
pub(crate) struct ByMember<T>(Vec<T>);

impl<T: Clone + Default + PartialEq> ByMember<T> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of an account; keys are numbered from one on without large gaps, so a list is the quickest map.
    pub(crate) fn of(&mut self, account: i64) -> Option<&mut T> {
        let place = usize::try_from(account).ok()?;
        if self.0.len() <= place {
            // Room for more than this one: accounts come in any order.
            self.0.resize(place + place / 4 + 1, T::default());
        }
        self.0.get_mut(place)
    }

    /// Adds what accounts did to their members.
    pub(crate) fn join(&mut self, read: &Read<'_>, add: impl Fn(&mut T, T)) -> Result<()> {
        let mut linked = read
            .connection
            .prepare_cached("SELECT identity_id, member_id FROM person WHERE member_id <> identity_id")?;
        let mut rows = linked.query([])?;
        while let Some(row) = rows.next()? {
            let (account, member): (i64, i64) = (row.get(0)?, row.get(1)?);
            let place = usize::try_from(account).ok();
            let found = place.and_then(|place| self.0.get_mut(place)).map(std::mem::take);
            if let Some(found) = found.filter(|found| *found != T::default())
                && let Some(sum) = self.of(member)
            {
                add(sum, found);
            }
        }
        Ok(())
    }

    /// The members that have any, in the order of their keys.
    pub(crate) fn each(&self) -> impl Iterator<Item = (i64, &T)> {
        let none = T::default();
        (0_i64..).zip(&self.0).filter(move |(_, value)| **value != none)
    }
}
