//! How often the answers are right, counted against the truth.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::resolve::{Index, NotSame, Suggestion, automatic};

use super::World;

/// What is found in a community, and how much of it is true.
#[derive(Debug, Default, Clone)]
pub struct Score {
    /// Pairs of accounts of one person.
    pub pairs: usize,
    /// Those of them that have nothing in common.
    pub weak: usize,
    /// Pairs that were joined without asking, and right ones.
    pub automatic: (usize, usize),
    /// Suggestions, and right ones.
    pub suggested: (usize, usize),
    /// How many of all pairs were joined or suggested.
    pub found: usize,
    /// Suggestions, and right ones, by confidence in steps of five percent.
    pub levels: BTreeMap<u8, (usize, usize)>,
    /// What was suggested, and whether it is right.
    pub list: Vec<(Suggestion, bool)>,
}

/// A part of a whole; 1 of nothing.
#[expect(clippy::cast_precision_loss, reason = "a community has fewer pairs than 2^52")]
fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

impl Score {
    /// Joins what joins by itself, then asks for suggestions, as the app does.
    pub fn of(world: &World) -> Self {
        let mut score = Self::default();
        let mut kept: BTreeMap<i64, i64> = BTreeMap::new();
        let member: BTreeMap<i64, i64> = world.accounts.iter().map(|account| (account.key, account.member)).collect();
        for group in automatic(&world.accounts, &NotSame::default()) {
            for (place, a) in group.keys.iter().enumerate() {
                let others = group.keys.get(place + 1..).unwrap_or_default();
                score.automatic.0 += others.len();
                score.automatic.1 += others.iter().filter(|b| world.is_one(*a, **b)).count();
            }
            let first = root(&kept, member[&group.keys[0]]);
            for key in &group.keys {
                let own = root(&kept, member[key]);
                if own != first {
                    kept.insert(own, first);
                }
            }
        }
        // What was joined is one member from then on.
        let mut accounts = world.accounts.clone();
        accounts.iter_mut().for_each(|account| account.member = root(&kept, account.member));
        let member: BTreeMap<i64, i64> = accounts.iter().map(|account| (account.key, account.member)).collect();
        let both = |a: i64, b: i64| (member[&a].min(member[&b]), member[&a].max(member[&b]));
        let mut joined: BTreeSet<(i64, i64)> = BTreeSet::new();
        for suggestion in Index::new(&accounts).suggest(&NotSame::default()) {
            let is_right = world.is_one(suggestion.a, suggestion.b);
            let right = usize::from(is_right);
            let level = score.levels.entry(suggestion.confidence / 5 * 5).or_default();
            (level.0, level.1) = (level.0 + 1, level.1 + right);
            score.suggested = (score.suggested.0 + 1, score.suggested.1 + right);
            joined.insert(both(suggestion.a, suggestion.b));
            score.list.push((suggestion, is_right));
        }
        for (a, b) in world.pairs() {
            let (left, right) = both(a, b);
            score.pairs += 1;
            score.weak += usize::from(!world.share(a, b));
            score.found += usize::from(left == right || joined.contains(&(left, right)));
        }
        score
    }

    /// The share of pairs joined without asking that are right.
    pub fn automatic_precision(&self) -> f64 {
        share(self.automatic.1, self.automatic.0)
    }

    /// The share of suggestions that are right.
    pub fn precision(&self) -> f64 {
        share(self.suggested.1, self.suggested.0)
    }

    /// The share of all pairs that are found.
    pub fn recall(&self) -> f64 {
        share(self.found, self.pairs)
    }

    /// The share of pairs that have nothing in common, so that nobody could find them.
    pub fn hopeless(&self) -> f64 {
        share(self.weak, self.pairs)
    }
}

/// The member that one became part of.
fn root(kept: &BTreeMap<i64, i64>, mut member: i64) -> i64 {
    while let Some(into) = kept.get(&member) {
        member = *into;
    }
    member
}
