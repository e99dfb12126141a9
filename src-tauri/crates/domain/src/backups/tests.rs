//! Thinning over made-up histories: what must never go, and how much may stay.

use proptest::prelude::*;

use super::*;

const NOW: i64 = 1_790_000_000_000;

fn generation(hours_ago: i64, good: bool) -> Generation {
    Generation { at: NOW - hours_ago * HOUR, number: 0, good }
}

fn left(all: &[Generation], now: i64) -> Vec<Generation> {
    let gone = surplus(all, now);
    all.iter().enumerate().filter(|(place, _)| !gone.contains(place)).map(|(_, one)| *one).collect()
}

#[test]
fn two_days_all_then_days_weeks_and_months() {
    let all: Vec<Generation> = (0..200 * 4).map(|quarter| generation(quarter * 6, true)).collect();
    let left = left(&all, NOW);
    let ages: Vec<i64> = left.iter().map(|one| (NOW - one.at) / DAY).collect();
    assert_eq!(ages.iter().filter(|age| **age < 2).count(), 8, "all of two days: {ages:?}");
    assert!(left.len() <= 9 + DAYS + WEEKS + MONTHS, "{ages:?}");
    assert!(ages.iter().any(|age| (6..=9).contains(age)) && ages.iter().any(|age| (18..=30).contains(age)), "{ages:?}");
    assert!(ages.iter().any(|age| *age > 30), "a month back: {ages:?}");
    assert!(ages.iter().all(|age| *age <= 90), "nobody who was erased stays longer: {ages:?}");
}

#[test]
fn a_clock_that_jumps_forward_once_costs_nothing() {
    let mut all: Vec<Generation> = (3..40).map(|day| generation(day * 24, true)).collect();
    all = left(&all, NOW);
    let before = all.clone();
    let wrong = NOW + 4 * 365 * DAY;
    all.push(Generation { at: wrong, number: 0, good: true });
    assert_eq!(surplus(&all, wrong), Vec::<usize>::new());
    // Back again: what the wrong clock made is from the future and is no reason for anything.
    assert_eq!(surplus(&all, NOW), Vec::<usize>::new());
    assert_eq!(all.len(), before.len() + 1);
}

#[test]
fn a_clock_that_is_wrong_again_and_again_leaves_what_was_made_last() {
    let mut all: Vec<Generation> = Vec::new();
    let thin = |all: &mut Vec<Generation>, now: i64| *all = left(all, now);
    for day in 0..60_u64 {
        let now = NOW + i64::try_from(day).unwrap() * DAY;
        let right = Generation { at: now, number: day * 2, good: true };
        all.push(right);
        thin(&mut all, now);
        let wrong = now + 10 * 365 * DAY;
        all.push(Generation { at: wrong, number: day * 2 + 1, good: true });
        thin(&mut all, wrong);
        assert!(all.contains(&right), "day {day}");
    }
}

#[test]
fn stamps_are_read_as_they_are_written() {
    assert_eq!(stamp(NOW), "20260921T141320Z");
    assert_eq!(moment("20260921T141320Z"), Some(NOW));
    assert_eq!(moment("before"), None);
    assert!(is_shrunk(100, 79) && !is_shrunk(100, 80) && !is_shrunk(0, 0));
}

fn histories() -> impl Strategy<Value = Vec<(i64, bool)>> {
    // Hours back, with clocks that were wrong by years, both ways.
    proptest::collection::vec(
        (prop_oneof![8 => 0..4_000_i64, 1 => -30_000..0_i64, 1 => 4_000..60_000_i64], any::<bool>()),
        0..60,
    )
}

/// Whether a way of thinning takes the newest good one away.
fn loses_the_last_good(thin: impl Fn(&[Generation], i64) -> Vec<usize>, all: &[Generation]) -> bool {
    let gone = thin(all, NOW);
    let good = |place: &usize| all[*place].good && !is_ahead(all[*place].at, NOW);
    let newest = (0..all.len()).filter(good).map(|place| all[place].at).max();
    newest.is_some()
        && !(0..all.len()).any(|place| good(&place) && Some(all[place].at) == newest && !gone.contains(&place))
}

#[test]
fn a_rule_that_trusts_the_newest_is_caught() {
    // Keeps the newest ten, whole or not: what a run of broken ones does to it is what the property is for.
    let careless = |all: &[Generation], _: i64| {
        let mut places: Vec<usize> = (0..all.len()).collect();
        places.sort_by_key(|place| std::cmp::Reverse(all[*place].at));
        places.into_iter().skip(10).collect::<Vec<_>>()
    };
    let all: Vec<Generation> = (0..30).map(|day| generation(day * 24, day > 15)).collect();
    assert!(loses_the_last_good(careless, &all) && !loses_the_last_good(surplus, &all));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_needed_goes(history in histories()) {
        let all: Vec<Generation> = history.iter().map(|(hours, good)| generation(*hours, *good)).collect();
        let gone = surplus(&all, NOW);
        let stays = |place: usize| !gone.contains(&place);
        let past: Vec<usize> = (0..all.len()).filter(|place| !is_ahead(all[*place].at, NOW)).collect();
        prop_assert!(!loses_the_last_good(surplus, &all));
        for (place, one) in all.iter().enumerate() {
            // Two days, and what seems to come from the future.
            prop_assert!(stays(place) || (NOW - one.at > ALL));
        }
        // What is from the future changes nothing about the others.
        let only_past: Vec<Generation> = past.iter().map(|place| all[*place]).collect();
        let again: Vec<usize> = surplus(&only_past, NOW).into_iter().map(|place| past[place]).collect();
        prop_assert_eq!(&again, &gone);
        // Not more than the rule says.
        let old = past.iter().filter(|place| stays(**place) && NOW - all[**place].at > ALL).count();
        prop_assert!(old <= DAYS + WEEKS + MONTHS + 1);
    }
}
