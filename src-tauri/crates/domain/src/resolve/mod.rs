//! Who is who: which accounts may belong to one person, and why.
//!
//! Two answers, kept strictly apart. [`automatic`] joins accounts whose sources verified the same address, and nothing
//! else. [`Index::suggest`] names pairs that a person should look at, each with a confidence and its reasons.
//!
//! How a confidence comes about (the model of Fellegi and Sunter): each clue is worth the logarithm, in bits, of how much
//! likelier it is between two accounts of one person than between two people of *this* community. A name that six carry
//! says little, a handle that nobody else has says much. The bits are added to the odds that any two accounts are one
//! person; then whoever else fits as well takes their share (`suggest.rs`).
//!
//! **Invariants:** what an account does not tell is no evidence, neither for nor against; a bot is nobody; accounts that
//! a person told apart are never named together again, nor are the members they belong to; answers depend on the set of
//! accounts and not on its order; nothing compares every account with every other (`blocks.rs`).

mod addresses;
mod aliases;
mod automatic;
mod blocks;
mod bulk;
mod counts;
mod evidence;
mod features;
mod lists;
mod members;
mod names;
mod namesakes;
mod nicknames;
mod outline;
mod reasons;
mod spelling;
mod suggest;
mod tell;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

pub use automatic::{Joined, automatic};
pub use bulk::{Bulk, bulk};
pub use namesakes::NameMatch;
pub use reasons::{Alias, AliasMatch, Reason};
pub use suggest::{Index, SHOWN, Suggestion, suggest};

/// An account, as far as it tells who is behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// Its key; no two accounts have the same.
    pub key: i64,
    /// The source it is at.
    pub source: i64,
    /// The member it belongs to now.
    pub member: i64,
    /// The name it shows.
    pub name: String,
    /// The full name, where the source has one besides.
    pub real_name: Option<String>,
    /// The short name, without the sign.
    pub handle: Option<String>,
    /// The address the source holds for it.
    pub email: Option<String>,
    /// The source made sure that the address is theirs.
    pub verified: bool,
    /// A fingerprint of the picture, alike at every source. Pictures that sources hand out to everybody do no harm.
    pub avatar: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// IANA time zone.
    pub zone: Option<String>,
    /// The address of the account's own page at its source.
    pub page: Option<String>,
    /// What its profile links to.
    pub links: Vec<String>,
    /// Not a person.
    pub bot: bool,
}

/// Accounts that a person told apart: "not the same".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NotSame(BTreeSet<(i64, i64)>);

impl NotSame {
    /// From pairs of keys of accounts, in any order.
    pub fn new(pairs: impl IntoIterator<Item = (i64, i64)>) -> Self {
        Self(pairs.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect())
    }

    /// Whether these two were told apart themselves.
    pub fn has(&self, a: i64, b: i64) -> bool {
        self.0.contains(&(a.min(b), a.max(b)))
    }

    /// The same decisions about members: who was told apart in one of their accounts was told apart.
    fn members(&self, member: impl Fn(i64) -> Option<i64>) -> Self {
        Self::new(self.0.iter().filter_map(|(a, b)| Some((member(*a)?, member(*b)?))))
    }
}
