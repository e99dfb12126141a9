//! How often it is right: measured on communities that know the truth.

use std::collections::{BTreeMap, BTreeSet};

use super::world::{World, world};
use crate::resolve::{NotSame, automatic, suggest};

/// What is found in a community.
#[derive(Debug, Default)]
struct Found {
    pairs: usize,
    weak: usize,
    automatic: usize,
    automatic_right: usize,
    suggested: usize,
    suggested_right: usize,
    /// Of all pairs.
    found: usize,
    /// Suggestions, and right ones, by confidence.
    levels: BTreeMap<u8, (usize, usize)>,
    /// Of all pairs that share something.
    found_strong: usize,
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

impl Found {
    fn add(&mut self, world: &World) {
        let truth = world.pairs();
        let mut found: BTreeSet<(i64, i64)> = BTreeSet::new();
        for group in automatic(&world.accounts, &NotSame::default()) {
            for (place, a) in group.keys.iter().enumerate() {
                for b in &group.keys[place + 1..] {
                    self.automatic += 1;
                    self.automatic_right += usize::from(world.is_one(*a, *b));
                    found.insert((*a, *b));
                }
            }
        }
        // What was joined is one member from then on.
        let mut accounts = world.accounts.clone();
        for (a, b) in &found {
            let member = |key: i64| accounts.iter().find(|account| account.key == key).unwrap().member;
            let (kept, gone) = (member(*a), member(*b));
            accounts.iter_mut().filter(|account| account.member == gone).for_each(|account| account.member = kept);
        }
        let member: BTreeMap<i64, i64> = accounts.iter().map(|account| (account.key, account.member)).collect();
        let mut joined: BTreeSet<(i64, i64)> = BTreeSet::new();
        for suggestion in suggest(&accounts, &NotSame::default()) {
            self.levels.entry(suggestion.confidence / 5 * 5).or_default().0 += 1;
            self.levels.entry(suggestion.confidence / 5 * 5).or_default().1 +=
                usize::from(world.is_one(suggestion.a, suggestion.b));
            self.suggested += 1;
            self.suggested_right += usize::from(world.is_one(suggestion.a, suggestion.b));
            let (a, b) = (member[&suggestion.a], member[&suggestion.b]);
            joined.insert((a.min(b), a.max(b)));
        }
        for (a, b) in &truth {
            let (left, right) = (member[a], member[b]);
            let here = left == right || joined.contains(&(left.min(right), left.max(right)));
            self.pairs += 1;
            self.weak += usize::from(!world.share(*a, *b));
            self.found += usize::from(here);
            self.found_strong += usize::from(here && world.share(*a, *b));
        }
    }
}

#[test]
fn it_is_right_as_often_as_it_promises() {
    let mut all = Found::default();
    for seed in 1..=4 {
        let mut one = Found::default();
        let world = world(seed, 1500);
        one.add(&world);
        all.add(&world);
        println!(
            "seed {seed}: {} accounts, {} pairs ({:.3} with nothing in common), automatic {} right {:.4}, suggested {} right {:.4}, recall {:.4} (of what can be told {:.4})",
            world.accounts.len(),
            one.pairs,
            share(one.weak, one.pairs),
            one.automatic,
            share(one.automatic_right, one.automatic),
            one.suggested,
            share(one.suggested_right, one.suggested),
            share(one.found, one.pairs),
            share(one.found_strong, one.pairs - one.weak)
        );
    }
    println!("{all:?}");
    assert!(share(all.weak, all.pairs) >= 0.15, "too easy: {all:?}");
    assert!(share(all.automatic_right, all.automatic) >= 0.99, "{all:?}");
    assert!(share(all.suggested_right, all.suggested) >= 0.90, "{all:?}");
    assert!(share(all.found, all.pairs) >= 0.80, "{all:?}");
}
