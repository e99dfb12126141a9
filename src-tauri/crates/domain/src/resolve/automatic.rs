//! What is joined without asking: accounts whose sources verified the same address.
//!
//! **Invariants:** every two accounts of a group have the same address in the same letters but for case and surrounding
//! space, each verified by its source; no group holds a bot, a task's address, two accounts of one source, or members with
//! accounts at one source between them; whoever was told apart once is not joined again, and neither is anybody else of
//! their group, because then the address is not one person's.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::Address;
use super::counts::Counts;
use super::evidence::names_differ;
use super::features::{Features, Zones};
use super::words::Words;
use super::{Account, NotSame};

/// Accounts that are one person because they have one address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joined {
    /// The address, in small letters.
    pub address: String,
    /// Keys of the accounts, ascending, at least two.
    pub keys: Vec<i64>,
}

/// The groups that equal verified addresses make, by address.
///
/// An account's `member` is here what people decided, without what an earlier run of this joined: a group that would put
/// two accounts of one source into one member is left to [`super::Index::suggest`], which warns. So is one whose names
/// are those of different people, such as a couple with one mailbox.
pub fn automatic(accounts: &[Account], not_same: &NotSame) -> Vec<Joined> {
    let mut by_address: BTreeMap<String, Vec<&Account>> = BTreeMap::new();
    let mut by_member: BTreeMap<i64, Vec<&Account>> = BTreeMap::new();
    for account in accounts {
        by_member.entry(account.member).or_default().push(account);
        if account.bot || !account.verified {
            continue;
        }
        if let Some(address) = account.email.as_deref().and_then(Address::read).filter(|address| !address.role) {
            by_address.entry(address.text).or_default().push(account);
        }
    }
    let member: BTreeMap<i64, i64> = accounts.iter().map(|account| (account.key, account.member)).collect();
    let apart = not_same.members(|key| member.get(&key).copied());
    let counts = Counts::new(accounts.len(), accounts.len());
    let (mut words, mut zones) = (Words::new(0), Zones::default());
    let mut joined = Vec::new();
    for (address, mut group) in by_address {
        group.sort_by_key(|account| account.key);
        let members: BTreeSet<i64> = group.iter().map(|account| account.member).collect();
        let told_apart = each_two(&group, |a, b| not_same.has(a.key, b.key) || apart.has(a.member, b.member));
        if group.len() < 2 || told_apart || clash(&group, &members, &by_member) {
            continue;
        }
        let read: Vec<Features> = group.iter().map(|account| Features::read(account, &mut words, &mut zones)).collect();
        let read: Vec<&Features> = read.iter().collect();
        if !each_two(&read, |a, b| names_differ(a, b, &words, &counts)) {
            joined.push(Joined { address, keys: group.iter().map(|account| account.key).collect() });
        }
    }
    joined
}

/// Whether a rule holds for any two.
fn each_two<T>(group: &[&T], rule: impl Fn(&T, &T) -> bool) -> bool {
    group.iter().enumerate().any(|(place, a)| group.iter().skip(place + 1).any(|b| rule(a, b)))
}

/// Whether two accounts of the group are at one source, or two of its members have accounts at one.
fn clash(group: &[&Account], members: &BTreeSet<i64>, by_member: &BTreeMap<i64, Vec<&Account>>) -> bool {
    if each_two(group, |a, b| a.source == b.source) {
        return true;
    }
    let mut taken = BTreeSet::new();
    members.iter().any(|member| {
        let sources: BTreeSet<i64> =
            by_member.get(member).into_iter().flatten().map(|account| account.source).collect();
        sources.into_iter().any(|source| !taken.insert(source))
    })
}
