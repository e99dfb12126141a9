//! Which accounts are one member's, and where members have accounts.
//!
//! **Invariant:** numbers of members and sources are given out in the order of their keys.

use super::Account;
use super::lists::{Lists, short};

/// The members of all accounts.
pub(super) struct Members {
    keys: Vec<i64>,
    /// The member of each account.
    of: Vec<u32>,
    /// The source of each account.
    source: Vec<u32>,
    /// The accounts of each member, ascending.
    accounts: Lists,
}

impl Members {
    /// Places in the slice are the accounts' numbers.
    pub(super) fn new(accounts: &[&Account]) -> Self {
        let distinct = |key: fn(&Account) -> i64| {
            let mut keys: Vec<i64> = accounts.iter().map(|account| key(account)).collect();
            keys.sort_unstable();
            keys.dedup();
            let numbers: Vec<u32> =
                accounts.iter().map(|account| short(keys.partition_point(|known| *known < key(account)))).collect();
            (keys, numbers)
        };
        let (keys, of) = distinct(|account| account.member);
        let (_, source) = distinct(|account| account.source);
        let accounts = Lists::new(keys.len(), of.iter().copied().zip(0..));
        Self { keys, of, source, accounts }
    }

    /// The member of an account.
    pub(super) fn of(&self, account: u32) -> Option<u32> {
        self.of.get(account as usize).copied()
    }

    /// The source of an account.
    pub(super) fn source(&self, account: u32) -> Option<u32> {
        self.source.get(account as usize).copied()
    }

    /// The key of a member.
    pub(super) fn key(&self, member: u32) -> Option<i64> {
        self.keys.get(member as usize).copied()
    }

    /// The accounts of the member with this key.
    pub(super) fn accounts(&self, key: i64) -> &[u32] {
        self.keys.binary_search(&key).map_or(&[], |member| self.accounts.of(short(member)))
    }

    /// Whether the members of two accounts have accounts at one source.
    pub(super) fn one_source(&self, a: u32, b: u32) -> bool {
        let accounts = |number: u32| self.of(number).map_or(&[][..], |member| self.accounts.of(member));
        accounts(a).iter().any(|left| accounts(b).iter().any(|right| self.source(*left) == self.source(*right)))
    }
}
