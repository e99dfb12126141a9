//! Segments choose those whom a plain reading of the rule chooses.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rusqlite::params;

use self::{
    meetings::meetings,
    naive::{chooses, condition, known, named, rule, tagged},
};
use super::{Comparison, MemberSet, Rule};
use crate::{
    Error,
    tests::{
        history::{FROM, batch, told},
        import, store,
    },
};

mod meetings;
mod naive;

const DAY: i64 = kith_domain::time::DAY;
const TAG: &str = "01900000-0000-7000-8000-0000000000aa";
const OTHER: &str = "01900000-0000-7000-8000-0000000000bb";

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_segment_is_what_its_rule_says(
        happened in prop::collection::vec(told(), 0..24),
        rules in prop::collection::vec(rule(), 1..6),
        other in condition().prop_filter("no loop", |rule| !matches!(rule, Rule::Segment { .. })),
        later in 0..6_i64,
        marked in prop::collection::vec(1..4_i64, 0..3),
        met in meetings(),
    ) {
        let (_folder, store) = store();
        import(&store, 1, 1, &[batch(&happened)], true).unwrap();
        let marked: BTreeSet<i64> = marked.into_iter().collect();
        tagged(&store, &marked.iter().copied().collect::<Vec<_>>(), &[(1, "Head Gardener"), (2, "gardener"), (3, "9")]);
        met.write(&store);
        let other = store.read_now(|read| Ok(named(&other, read))).unwrap();
        store.write_now(|write| write.save_segment(OTHER, "Other", &other, 1)).unwrap();
        let now = FROM + later * DAY + 13 * 3_600_000;
        store.read_now(|read| {
            let known = known(read);
            for rule in &rules {
                let rule = named(rule, read);
                let wanted: MemberSet =
                    known.iter().filter(|(key, one)| (!one.is_bot || rule.speaks_of(&Rule::Bot)) && chooses(&rule, (**key, one), (&other, &met), read, now)).map(|(key, _)| *key).collect();
                let found = read.chosen(&rule, now)?;
                assert_eq!(found.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "{rule:?} of {known:?} who met {met:?}");
                assert_eq!(found.len() as usize, found.keys().count());
            }
            Ok(())
        }).unwrap();
    }

    #[test]
    fn sets_are_sets(a in prop::collection::btree_set(0..200_i64, 0..40), b in prop::collection::btree_set(0..200_i64, 0..40)) {
        let set = |keys: &BTreeSet<i64>| keys.iter().copied().collect::<MemberSet>();
        let keys = |set: &MemberSet| set.keys().collect::<BTreeSet<_>>();
        let (mut kept, mut joined, mut dropped) = (set(&a), set(&a), set(&a));
        kept.keep(&set(&b));
        joined.join(&set(&b));
        dropped.drop(&set(&b));
        prop_assert_eq!(keys(&kept), a.intersection(&b).copied().collect::<BTreeSet<_>>());
        prop_assert_eq!(keys(&joined), a.union(&b).copied().collect::<BTreeSet<_>>());
        prop_assert_eq!(keys(&dropped), a.difference(&b).copied().collect::<BTreeSet<_>>());
        prop_assert_eq!(serde_json::from_str::<Vec<i64>>(&joined.json()).unwrap(), joined.keys().collect::<Vec<_>>());
    }
}

#[test]
fn a_segment_never_comes_back_to_itself() {
    let (_folder, store) = store();
    let refers = |id: &str| Rule::Not { rule: Box::new(Rule::Segment { segment: id.to_owned() }) };
    let save = |id: &str, rule: &Rule| store.write_now(|write| write.save_segment(id, id, rule, 1));
    assert!(matches!(save("a", &refers("a")), Err(Error::Invalid(_))));
    save("a", &refers("b")).unwrap();
    save("b", &refers("c")).unwrap();
    assert!(matches!(save("c", &refers("a")), Err(Error::Invalid(_))), "a asks b, b asks c, c would ask a");
    store.write_now(|write| write.remove_segment("b", 2)).unwrap();
    assert!(store.read_now(|read| read.segment("a", 1)).unwrap().is_empty(), "b is gone and chooses nobody");
}

#[test]
fn what_a_rule_cannot_mean_is_refused() {
    let wrong = [
        Rule::Seen { days: 0 },
        Rule::Wrote { at_least: 0, days: 3 },
        Rule::Level { levels: Vec::new() },
        Rule::Joined { from: None, until: None },
        Rule::Joined { from: Some("31.1.2026".into()), until: None },
        Rule::Field { field: "shoe size".into(), how: Comparison::Known, value: None },
        Rule::Field { field: "title".into(), how: Comparison::Equals, value: Some("  ".into()) },
        Rule::All { rules: vec![Rule::Team; 64] },
        (0..9).fold(Rule::Team, |rule, _| Rule::Not { rule: Box::new(rule) }),
    ];
    for rule in wrong {
        assert!(rule.examine().is_err(), "{rule:?}");
    }
    Rule::All { rules: vec![Rule::Team; 63] }.examine().unwrap();
}

#[test]
fn an_organisation_counts_while_somebody_belongs_to_it() {
    let (_folder, store) = store();
    import(&store, 1, 1, &[batch(&[])], true).unwrap();
    let years = [(1, None, None), (2, Some("2026-02"), None), (3, Some("2020"), Some("2026-01"))];
    store
        .write_now(|write| {
            write.connection.execute(
                "INSERT INTO organisation (id, name, name_key, created_at, updated_at) VALUES ('o', 'Pears', 'pears', 1, 1)",
                [],
            )?;
            for (member, from, until) in years {
                write.connection.execute(
                    "INSERT INTO affiliation (id, identity, organisation, from_on, until_on, created_at, updated_at)
                     SELECT ?1, uid, 'o', ?2, ?3, 1, 1 FROM identity WHERE id = ?1",
                    params![member, from, until],
                )?;
            }
            Ok(())
        })
        .unwrap();
    let at = |day: &str| {
        let now = kith_domain::time::start_of_day(day.parse().unwrap(), chrono_tz::UTC);
        // The third is a bot: a rule that speaks of bots means them too.
        let belongs = Rule::Organisation { organisation: "o".into() };
        let rule = Rule::All {
            rules: vec![belongs, Rule::Not { rule: Box::new(Rule::All { rules: vec![Rule::Bot, Rule::Left] }) }],
        };
        store.read_now(|read| Ok(read.chosen(&rule, now)?.keys().collect::<Vec<_>>())).unwrap()
    };
    assert_eq!(at("2026-01-31"), [1, 3], "until january: all of it");
    assert_eq!(at("2026-02-01"), [1, 2], "from february on");
    assert_eq!(at("2019-12-31"), [1]);
}
