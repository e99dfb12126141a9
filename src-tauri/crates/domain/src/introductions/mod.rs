//! Who should get to know whom: pairs, and one group of three when their number is odd.
//!
//! [`propose`] weighs what two people have in common and what one looks for and the other has ([`weigh`]), and finds a way
//! to pair everybody ([`matching`]).
//!
//! **Invariants:** everybody is in exactly one group; nobody meets again whom they met before, as long as there is a way
//! around it; the same people and history make the same groups, whatever order they come in.

mod matching;
mod weigh;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

/// Somebody who can be introduced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Somebody {
    /// Tells them apart, and decides between equals.
    pub key: i64,
    /// What they care about.
    pub interests: Vec<String>,
    /// What they look for.
    pub asks: Vec<String>,
    /// What they have to give.
    pub offers: Vec<String>,
    /// Where they wrote lately, each once.
    pub spaces: Vec<i64>,
    /// Their clock, in minutes before UTC; nothing when nobody knows.
    pub clock: Option<i32>,
    /// The people with whom they exchanged answers, by their keys, each once.
    pub talks: Vec<i64>,
}

/// Why people are in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// They care about the same.
    Interest(String),
    /// One looks for what another has.
    Help {
        /// Who looks for it.
        who: i64,
        /// For what.
        what: String,
    },
    /// They write in the same space.
    Space(i64),
    /// Their clocks are so many hours apart: at most three.
    Clocks(u32),
    /// Both exchange answers with this person, and not with one another.
    Common(i64),
    /// They never exchanged an answer, and know nobody in common.
    Strangers,
    /// They exchange answers already.
    Acquainted,
    /// They were introduced before: there was no way around it.
    Again,
}

/// People who are introduced to one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Two of them, or three, by their keys.
    pub people: Vec<i64>,
    /// How well they fit: comparable within one proposal only.
    pub points: i64,
    /// Why, the strongest reason first.
    pub why: Vec<Why>,
}

/// Two people, the lower key first.
pub fn pair(a: i64, b: i64) -> (i64, i64) {
    (a.min(b), a.max(b))
}

/// Pairs people; `met` holds who was introduced before. Nobody can be paired alone: one person makes no group.
///
/// Small numbers get the best total there is; for others it is one that no exchange between two pairs of people who have
/// something in common makes better.
pub fn propose(people: &[Somebody], met: &BTreeSet<(i64, i64)>) -> Vec<Group> {
    let weighed = weigh::Weighed::new(people, met);
    let mut groups: Vec<Group> = matching::groups(&weighed)
        .into_iter()
        .map(|places| Group {
            points: weighed.points(&places),
            why: weighed.why(&places),
            people: weighed.keys(&places),
        })
        .collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.points), group.people.clone()));
    groups
}
