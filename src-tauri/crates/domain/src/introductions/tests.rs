//! Everybody once, nobody again, and as well as looking at every way.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{
    Group, Somebody, Why,
    matching::{EXACT, exact, large},
    pair, propose,
    weigh::Weighed,
};

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn somebody(key: i64) -> Somebody {
    Somebody { key, ..Somebody::default() }
}

fn met(pairs: &[(i64, i64)]) -> BTreeSet<(i64, i64)> {
    pairs.iter().map(|(a, b)| pair(*a, *b)).collect()
}

fn who(groups: &[Group]) -> Vec<Vec<i64>> {
    groups.iter().map(|group| group.people.clone()).collect()
}

#[test]
fn whoever_looks_for_something_meets_who_has_it() {
    let people = [
        Somebody { asks: words(&["Grafting"]), interests: words(&["Pears"]), clock: Some(60), ..somebody(1) },
        Somebody { interests: words(&["pears "]), clock: Some(-480), ..somebody(2) },
        Somebody { offers: words(&["grafting", "Beekeeping"]), clock: Some(120), ..somebody(3) },
        Somebody { asks: words(&["beekeeping"]), clock: Some(600), ..somebody(4) },
    ];
    let groups = propose(&people, &BTreeSet::new());
    assert_eq!(who(&groups), [[1, 3], [2, 4]]);
    assert_eq!(groups[0].why, [Why::Help { who: 1, what: "Grafting".into() }, Why::Clocks(1), Why::Strangers]);
    assert_eq!(groups[1].why, [Why::Strangers]);
    assert_eq!(groups[0].points, 4 + 2 + 1);
}

#[test]
fn clocks_go_round_and_those_who_talk_already_are_not_brought_together() {
    let people = [
        Somebody { clock: Some(11 * 60), talks: vec![2, 9], ..somebody(1) },
        Somebody { clock: Some(11 * 60), ..somebody(2) },
        Somebody { clock: Some(-12 * 60), talks: vec![9], ..somebody(3) },
        Somebody { clock: Some(11 * 60), ..somebody(4) },
    ];
    let groups = propose(&people, &BTreeSet::new());
    assert_eq!(who(&groups), [[1, 3], [2, 4]]);
    assert_eq!(groups[0].why, [Why::Common(9), Why::Clocks(1)]);
}

#[test]
fn an_odd_number_makes_one_group_of_three_and_one_person_none() {
    for many in [3, 5, 13, 14, 15, 31] {
        let people: Vec<Somebody> = (1..=many).map(somebody).collect();
        let groups = propose(&people, &BTreeSet::new());
        let threes = groups.iter().filter(|group| group.people.len() == 3).count();
        assert_eq!((groups.len(), threes), (usize::try_from(many / 2).unwrap(), usize::from(many % 2 == 1)), "{many}");
    }
    assert!(propose(&[somebody(1)], &BTreeSet::new()).is_empty() && propose(&[], &BTreeSet::new()).is_empty());
}

#[test]
fn whoever_met_everybody_meets_somebody_again_and_is_told_so() {
    let people = [somebody(1), somebody(2)];
    let groups = propose(&people, &met(&[(1, 2)]));
    assert_eq!(who(&groups), [[1, 2]]);
    assert_eq!(groups[0].why.first(), Some(&Why::Again));
}

#[test]
fn sixteen_people_meet_fifteen_times_before_anybody_meets_again() {
    // The circle: everybody meets everybody in n − 1 rounds. Whatever round is left, it is found.
    let (many, mut known) = (16_i64, BTreeSet::new());
    let people: Vec<Somebody> = (0..many).map(somebody).collect();
    for turn in 0..many - 2 {
        for place in 1..many / 2 {
            known.insert(pair((turn + place) % (many - 1), (turn + many - 1 - place) % (many - 1)));
        }
        known.insert(pair(turn, many - 1));
    }
    let groups = propose(&people, &known);
    assert_eq!(groups.len(), 8);
    assert!(groups.iter().all(|group| !group.why.contains(&Why::Again)), "{groups:?}");
}

/// Every way there is, slowly: the least meetings again, then the most points.
fn best(people: &Weighed<'_>, left: &[usize], three: bool) -> i64 {
    let Some((first, rest)) = left.split_first() else { return 0 };
    let without = |gone: &[usize]| rest.iter().copied().filter(|place| !gone.contains(place)).collect::<Vec<_>>();
    let mut found = i64::MIN / 4;
    for (at, a) in rest.iter().enumerate() {
        found = found.max(people.weight(*first, *a) + best(people, &without(&[*a]), three));
        for b in rest.iter().skip(at + 1).filter(|_| three) {
            let total = people.weight(*first, *a) + people.weight(*first, *b) + people.weight(*a, *b);
            found = found.max(total + best(people, &without(&[*a, *b]), false));
        }
    }
    found
}

fn total(people: &Weighed<'_>, groups: &[Group], keys: &[i64]) -> i64 {
    let place = |key: &i64| keys.iter().position(|known| known == key).unwrap();
    let mut sum = 0;
    for group in groups {
        for (at, a) in group.people.iter().enumerate() {
            sum += group.people.iter().skip(at + 1).map(|b| people.weight(place(a), place(b))).sum::<i64>();
        }
    }
    sum
}

fn people(many: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Somebody>> {
    let few = || proptest::collection::vec((0_u8..6).prop_map(|word| format!("word {word}")), 0..3);
    let one = (few(), few(), few(), proptest::collection::vec(0_i64..4, 0..3), proptest::option::of(-12_i32..14));
    proptest::collection::vec((one, proptest::collection::vec(0_i64..40, 0..4)), many).prop_map(|all| {
        let mut people = Vec::new();
        for (key, ((interests, asks, offers, spaces, hours), talks)) in (0_i64..).zip(all) {
            let clock = hours.map(|hours| hours * 60);
            people.push(Somebody { key: key * 2, interests, asks, offers, spaces, clock, talks });
        }
        people
    })
}

fn history(many: usize) -> impl Strategy<Value = BTreeSet<(i64, i64)>> {
    proptest::collection::btree_set((0_i64..40, 0_i64..40).prop_map(|(a, b)| pair(a * 2, b * 2)), 0..many)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn everybody_is_in_exactly_one_group(people in people(2..40), met in history(120)) {
        let groups = propose(&people, &met);
        let mut times: BTreeMap<i64, usize> = BTreeMap::new();
        for key in groups.iter().flat_map(|group| &group.people) {
            *times.entry(*key).or_default() += 1;
        }
        prop_assert_eq!(times.len(), people.len());
        prop_assert!(times.values().all(|many| *many == 1));
        prop_assert!(groups.iter().all(|group| group.people.len() == 2 || group.people.len() == 3));
        prop_assert_eq!(groups.iter().filter(|group| group.people.len() == 3).count(), people.len() % 2);
    }

    #[test]
    fn the_order_of_people_changes_nothing(people in people(2..30), met in history(60), turn in 0_usize..30) {
        let mut other = people.clone();
        other.rotate_left(turn % people.len());
        other.reverse();
        prop_assert_eq!(propose(&people, &met), propose(&other, &met));
    }

    #[test]
    fn small_numbers_get_the_best_there_is(people in people(2..9), met in history(200)) {
        let weighed = Weighed::new(&people, &met);
        let keys: Vec<i64> = people.iter().map(|person| person.key).collect();
        let groups = propose(&people, &met);
        let every: Vec<usize> = (0..people.len()).collect();
        prop_assert!(people.len() <= EXACT);
        prop_assert_eq!(total(&weighed, &groups, &keys), best(&weighed, &every, people.len() % 2 == 1));
    }

    #[test]
    fn nobody_meets_again_while_there_is_a_way_around(half in 7_usize..20, turns in 0_usize..12, seed in any::<u64>()) {
        // A way that is known to be free, and a history of everything else, thinned out at random.
        let many = half * 2;
        let people: Vec<Somebody> = (0_i64..).take(many).map(somebody).collect();
        let free = |a: usize, b: usize| a / 2 == b / 2;
        let mut chance = seed | 1;
        let mut met = BTreeSet::new();
        for a in 0..many {
            for b in a + 1..many {
                chance ^= chance << 13;
                chance ^= chance >> 7;
                chance ^= chance << 17;
                if !free(a, b) && chance % 12 >= turns as u64 {
                    met.insert((a as i64, b as i64));
                }
            }
        }
        let groups = propose(&people, &met);
        prop_assert!(groups.iter().all(|group| !group.why.contains(&Why::Again)), "{:?}", groups);
    }

    #[test]
    fn in_a_chain_there_is_one_way_and_it_is_found(half in 7_i64..30, step in 1_i64..50) {
        // Everybody met everybody but their neighbours in a chain: the first must meet the second, the third the fourth.
        let many = half * 2;
        let prime = 61;
        let chain: Vec<i64> = (1..=many).map(|place| place * step % prime).collect();
        let people: Vec<Somebody> = chain.iter().map(|key| somebody(*key)).collect();
        let mut met = BTreeSet::new();
        for (at, a) in chain.iter().enumerate() {
            met.extend(chain.iter().skip(at + 2).map(|b| pair(*a, *b)));
        }
        let mut expected: Vec<Vec<i64>> = chain.chunks(2).map(|two| vec![two[0].min(two[1]), two[0].max(two[1])]).collect();
        expected.sort();
        let mut found = who(&propose(&people, &met));
        found.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_way_for_many_comes_close_to_the_best(people in people(4..EXACT + 1), met in history(60)) {
        let weighed = Weighed::new(&people, &met);
        let sum = |groups: Vec<Vec<usize>>| -> (i64, i64) {
            let (mut again, mut points) = (0, 0);
            for group in groups {
                points += weighed.points(&group);
                let pairs = group.iter().flat_map(|a| group.iter().filter(move |b| a < b).map(move |b| (*a, *b)));
                again += pairs.filter(|(a, b)| weighed.met(*a, *b)).count() as i64;
            }
            (again, points)
        };
        let (best_again, best) = sum(exact(people.len(), &|a, b| weighed.weight(a, b)));
        let (again, points) = sum(large(people.len(), &weighed));
        prop_assert_eq!(again, best_again);
        prop_assert!(points * 10 >= best * 8 - 20, "{} of {}", points, best);
    }
}
