//! How often it is right, in each community by itself.

use std::collections::BTreeMap;

use kith_domain::resolve::{Account, Index, NotSame, Suggestion, bulk, suggest};
use kith_tests::labelled::{Score, world};
use proptest::prelude::*;

#[test]
fn it_is_right_as_often_as_it_promises() {
    let mut automatic = (0, 0);
    for seed in 1..=6 {
        let world = world(seed, 1500);
        let score = Score::of(&world);
        automatic = (automatic.0 + score.automatic.0, automatic.1 + score.automatic.1);
        println!(
            "seed {seed}: {} accounts, {} pairs ({:.3} with nothing in common), automatic {:?}, suggested {:?}, recall {:.4}",
            world.accounts.len(),
            score.pairs,
            score.hopeless(),
            score.automatic,
            score.suggested,
            score.recall(),
        );
        assert!(score.hopeless() >= 0.13, "too easy: {score:?}");
        // One in a hundred pairs with one verified address is a couple with one mailbox, so chance decides about the second.
        assert!(score.automatic_precision() >= 0.98, "{:?}", score.automatic);
        assert!(score.precision() >= 0.94, "{:?}", score.levels);
        assert!(score.recall() >= 0.82, "{:?}", score.levels);
    }
    // Over all of them chance has no part any more.
    assert!(automatic.1 * 100 >= automatic.0 * 99, "{automatic:?}");
}

#[test]
fn it_knows_how_sure_it_is() {
    let mut levels: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for seed in 11..=16 {
        for (level, (all, right)) in Score::of(&world(seed, 1500)).levels {
            let sum = levels.entry(level).or_default();
            (sum.0, sum.1) = (sum.0 + all, sum.1 + right);
        }
    }
    println!("{levels:?}");
    for (level, (all, right)) in levels {
        let promised = f64::from(level) / 100.0;
        let kept = f64::from(u32::try_from(right).unwrap()) / f64::from(u32::try_from(all).unwrap());
        assert!(all < 40 || kept >= promised - 0.1, "of {all} with {level} % {right} are right");
    }
}

#[test]
fn a_page_shows_what_the_list_shows() {
    let world = world(9, 150);
    let index = Index::new(&world.accounts);
    let all = index.suggest(&NotSame::default());
    assert!(all.len() > 20, "{all:?}");
    let member: BTreeMap<i64, i64> = world.accounts.iter().map(|account| (account.key, account.member)).collect();
    for account in &world.accounts {
        let mine = index.suggest_for(account.member, &NotSame::default());
        let touches = |found: &&Suggestion| [found.a, found.b].iter().any(|key| member[key] == account.member);
        let listed: Vec<&Suggestion> = all.iter().filter(touches).collect();
        assert_eq!(mine.iter().collect::<Vec<_>>(), listed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn many_at_once_never_give_anybody_two_accounts_at_one_source(seed in 0..40_u64, threshold in 50..100_u8) {
        let world = world(seed, 40);
        let found = suggest(&world.accounts, &NotSame::default());
        for group in bulk(&world.accounts, &found, &NotSame::default(), threshold).groups {
            // Accounts of different members only: what a person joined before is theirs.
            let mut taken: BTreeMap<i64, i64> = BTreeMap::new();
            let here = |account: &&Account| group.contains(&account.member);
            for account in world.accounts.iter().filter(here) {
                let first = taken.entry(account.source).or_insert(account.member);
                prop_assert_eq!(*first, account.member);
            }
        }
    }
}
