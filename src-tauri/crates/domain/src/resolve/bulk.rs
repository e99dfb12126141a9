//! What accepting many suggestions at once would join.
//!
//! Suggestions are taken level by level of confidence. What one level would join is joined if it gives nobody two accounts at
//! one source and brings nobody together who was told apart. Where it would, all of that level's suggestions in the chain are
//! left, and whoever is in it takes part in nothing weaker: which of them is right is for a person to say.
//!
//! **Invariants:** a group of [`Bulk::groups`] never newly holds two accounts of one source, and nobody who was told apart;
//! nothing depends on the order of the suggestions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, NotSame, Suggestion};

/// What would be joined, and what would not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bulk {
    /// Members that would become one, each group ascending, groups by their first member.
    pub groups: Vec<Vec<i64>>,
    /// The suggestions that are left for a person, as `(a, b)` of [`Suggestion`], ascending.
    pub left: Vec<(i64, i64)>,
}

/// A group as it grows: members, their sources, and whether it may still grow.
#[derive(Debug, Clone, Default)]
struct Group {
    members: BTreeSet<i64>,
    sources: BTreeSet<i64>,
    closed: bool,
}

/// What accepting every suggestion of at least `threshold` percent would join.
pub fn bulk(accounts: &[Account], suggestions: &[Suggestion], not_same: &NotSame, threshold: u8) -> Bulk {
    let member: BTreeMap<i64, i64> = accounts.iter().map(|account| (account.key, account.member)).collect();
    let apart = not_same.members(|key| member.get(&key).copied());
    let mut groups: BTreeMap<i64, Group> = BTreeMap::new();
    for account in accounts {
        let group = groups.entry(account.member).or_default();
        group.members.insert(account.member);
        group.sources.insert(account.source);
    }
    let mut group_of: BTreeMap<i64, i64> = groups.keys().map(|member| (*member, *member)).collect();
    let mut levels: BTreeMap<std::cmp::Reverse<u8>, Vec<&Suggestion>> = BTreeMap::new();
    for suggestion in suggestions.iter().filter(|suggestion| suggestion.confidence >= threshold) {
        levels.entry(std::cmp::Reverse(suggestion.confidence)).or_default().push(suggestion);
    }
    let mut left = BTreeSet::new();
    for level in levels.into_values() {
        let ends = |suggestion: &Suggestion| Some((*member.get(&suggestion.a)?, *member.get(&suggestion.b)?));
        let edges: Vec<(i64, i64, &Suggestion)> = level
            .into_iter()
            .filter_map(|suggestion| {
                let (a, b) = ends(suggestion)?;
                Some((*group_of.get(&a)?, *group_of.get(&b)?, suggestion))
            })
            .filter(|(a, b, _)| a != b)
            .collect();
        for chain in chains(&edges) {
            let parts: Vec<&Group> = chain.iter().filter_map(|key| groups.get(key)).collect();
            if let Some(group) = together(&parts, &apart) {
                let Some(first) = chain.first() else { continue };
                for key in &chain {
                    groups.remove(key);
                }
                group_of.extend(group.members.iter().map(|member| (*member, *first)));
                groups.insert(*first, group);
            } else {
                left.extend(edges.iter().filter(|(a, ..)| chain.contains(a)).map(|(.., found)| (found.a, found.b)));
                for key in &chain {
                    groups.entry(*key).and_modify(|group| group.closed = true);
                }
            }
        }
    }
    let groups = groups.into_values().filter(|group| group.members.len() > 1);
    let mut groups: Vec<Vec<i64>> = groups.map(|group| group.members.into_iter().collect()).collect();
    groups.sort();
    Bulk { groups, left: left.into_iter().collect() }
}

/// The groups that edges connect, each ascending.
fn chains(edges: &[(i64, i64, &Suggestion)]) -> Vec<Vec<i64>> {
    let mut next: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (a, b, _) in edges {
        next.entry(*a).or_default().insert(*b);
        next.entry(*b).or_default().insert(*a);
    }
    let mut seen = BTreeSet::new();
    let mut chains = Vec::new();
    for start in next.keys() {
        let mut chain = BTreeSet::new();
        let mut waiting = vec![*start];
        while let Some(key) = waiting.pop() {
            if seen.insert(key) {
                chain.insert(key);
                waiting.extend(next.get(&key).into_iter().flatten());
            }
        }
        if !chain.is_empty() {
            chains.push(chain.into_iter().collect());
        }
    }
    chains
}

/// All parts as one, unless one is closed, two are at one source, or two were told apart.
fn together(parts: &[&Group], apart: &NotSame) -> Option<Group> {
    let mut whole = Group::default();
    for part in parts {
        let told = part.members.iter().any(|one| whole.members.iter().any(|other| apart.has(*one, *other)));
        if part.closed || told || !whole.sources.is_disjoint(&part.sources) {
            return None;
        }
        whole.members.extend(&part.members);
        whole.sources.extend(&part.sources);
    }
    Some(whole)
}
