//! How well two people fit, in points that a person can follow.
//!
//! | what | points |
//! | --- | --- |
//! | one looks for what the other has | 4 each, at most 3 |
//! | the same interest | 3 each, at most 3 |
//! | they write in the same space, unless a third of all do | 1 each, at most 2 |
//! | clocks at most 3 hours apart | 2 (at most 6: 1; more than 8: −2) |
//! | they know nobody in common and never talked | 1 |
//! | somebody in common | 2 |
//! | they exchange answers already | −4 |
//!
//! **Invariant:** what two people weigh does not depend on which of them is named first.

use std::collections::{BTreeMap, BTreeSet};

use super::{Somebody, Why, pair};

const HELP: i64 = 4;
const MOST_HELP: usize = 3;
const INTEREST: i64 = 3;
const MOST_INTERESTS: usize = 3;
const SPACE: i64 = 1;
const MOST_SPACES: usize = 2;
const CLOSE: u32 = 3 * 60;
const NEAR: u32 = 6 * 60;
const FAR: u32 = 8 * 60;
const COMMON: i64 = 2;
const STRANGERS: i64 = 1;
const ACQUAINTED: i64 = 4;
/// What meeting again costs: more than all points of everybody.
pub(super) const AGAIN: i64 = 1_000_000;
/// Reasons that are told.
const TOLD: usize = 5;
/// People with something in common that are looked at for each person.
const LOOKED_AT: usize = 24;

/// A person with words as numbers.
struct Told {
    key: i64,
    interests: Vec<u32>,
    asks: Vec<u32>,
    offers: Vec<u32>,
    spaces: Vec<i64>,
    clock: Option<i32>,
    talks: Vec<i64>,
}

/// People who can be weighed quickly, by their places in the order of keys.
pub(super) struct Weighed<'a> {
    people: Vec<Told>,
    met: &'a BTreeSet<(i64, i64)>,
    words: Vec<String>,
}

/// What two sorted lists have in common.
fn common<T: Ord + Copy>(a: &[T], b: &[T]) -> impl Iterator<Item = T> {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    std::iter::from_fn(move || {
        loop {
            let (left, right) = (*a.peek()?, *b.peek()?);
            if left <= right {
                a.next();
            }
            if right <= left {
                b.next();
            }
            if left == right {
                return Some(left);
            }
        }
    })
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

/// Minutes between two clocks: 23 hours are one.
fn apart(a: i32, b: i32) -> u32 {
    let minutes = (a - b).unsigned_abs() % (24 * 60);
    minutes.min(24 * 60 - minutes)
}

impl<'a> Weighed<'a> {
    pub(super) fn new(people: &[Somebody], met: &'a BTreeSet<(i64, i64)>) -> Self {
        let mut order: Vec<&Somebody> = people.iter().collect();
        order.sort_by_key(|person| person.key);
        order.dedup_by_key(|person| person.key);
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut words: Vec<String> = Vec::new();
        let mut numbered = |list: &[String]| {
            let each = list.iter().filter(|word| !word.trim().is_empty()).map(|word| {
                let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
                *numbers.entry(word.trim().to_lowercase()).or_insert_with(|| {
                    words.push(word.trim().to_owned());
                    next
                })
            });
            sorted(each.collect())
        };
        let mut writers: BTreeMap<i64, usize> = BTreeMap::new();
        for space in order.iter().flat_map(|person| &person.spaces) {
            *writers.entry(*space).or_default() += 1;
        }
        // Where everybody writes tells nothing.
        let tells = |space: &i64| writers.get(space).is_some_and(|many| many * 3 <= order.len());
        let people = order
            .iter()
            .map(|person| Told {
                key: person.key,
                interests: numbered(&person.interests),
                asks: numbered(&person.asks),
                offers: numbered(&person.offers),
                spaces: sorted(person.spaces.iter().copied().filter(tells).collect()),
                clock: person.clock,
                talks: sorted(person.talks.clone()),
            })
            .collect();
        Self { people, met, words }
    }

    pub(super) fn len(&self) -> usize {
        self.people.len()
    }

    pub(super) fn met(&self, a: usize, b: usize) -> bool {
        match (self.people.get(a), self.people.get(b)) {
            (Some(a), Some(b)) => self.met.contains(&pair(a.key, b.key)),
            _ => false,
        }
    }

    /// Points of two people, without what they were introduced before.
    fn fit(&self, a: &Told, b: &Told) -> i64 {
        let many = |count: usize, points: i64| i64::try_from(count).unwrap_or(0) * points;
        let help = (common(&a.asks, &b.offers).count() + common(&b.asks, &a.offers).count()).min(MOST_HELP);
        let interests = common(&a.interests, &b.interests).take(MOST_INTERESTS).count();
        let spaces = common(&a.spaces, &b.spaces).take(MOST_SPACES).count();
        let clocks = match (a.clock, b.clock) {
            (Some(a), Some(b)) => {
                let apart = apart(a, b);
                i64::from(apart <= CLOSE) + i64::from(apart <= NEAR) - 2 * i64::from(apart > FAR)
            }
            _ => 0,
        };
        let distance = if acquainted(a, b) {
            -ACQUAINTED
        } else if common(&a.talks, &b.talks).next().is_some() {
            COMMON
        } else {
            STRANGERS
        };
        many(help, HELP) + many(interests, INTEREST) + many(spaces, SPACE) + clocks + distance
    }

    /// What the matching makes as large as it can.
    pub(super) fn weight(&self, a: usize, b: usize) -> i64 {
        let (Some(left), Some(right)) = (self.people.get(a), self.people.get(b)) else { return -AGAIN };
        self.fit(left, right) - if self.met(a, b) { AGAIN } else { 0 }
    }

    fn told(&self, places: &[usize]) -> Vec<&Told> {
        places.iter().filter_map(|place| self.people.get(*place)).collect()
    }

    /// The keys of people, ascending.
    pub(super) fn keys(&self, places: &[usize]) -> Vec<i64> {
        sorted(self.told(places).iter().map(|person| person.key).collect())
    }

    /// How well they fit, all pairs of them together.
    pub(super) fn points(&self, places: &[usize]) -> i64 {
        pairs(&self.told(places)).map(|(a, b)| self.fit(a, b)).sum()
    }

    /// Why, the strongest reason first.
    pub(super) fn why(&self, places: &[usize]) -> Vec<Why> {
        let people = self.told(places);
        let word = |number: u32| usize::try_from(number).ok().and_then(|place| self.words.get(place)).cloned();
        let mut why: Vec<(i64, Why)> = Vec::new();
        let mut tell = |points: i64, reason: Why| {
            if !why.iter().any(|(_, known)| *known == reason) {
                why.push((points, reason));
            }
        };
        for (a, b) in pairs(&people) {
            if self.met.contains(&pair(a.key, b.key)) {
                tell(i64::MAX, Why::Again);
            }
            for (one, other) in [(a, b), (b, a)] {
                for what in common(&one.asks, &other.offers).filter_map(word) {
                    tell(HELP, Why::Help { who: one.key, what });
                }
            }
            for what in common(&a.interests, &b.interests).filter_map(word) {
                tell(INTEREST, Why::Interest(what));
            }
            common(&a.spaces, &b.spaces).take(MOST_SPACES).for_each(|space| tell(SPACE, Why::Space(space)));
            if acquainted(a, b) {
                tell(0, Why::Acquainted);
            } else if let Some(who) = common(&a.talks, &b.talks).next() {
                tell(COMMON, Why::Common(who));
            } else if !people_in_common(&people) {
                tell(0, Why::Strangers);
            }
        }
        let clocks: Vec<i32> = people.iter().filter_map(|person| person.clock).collect();
        if clocks.len() == people.len() {
            let widest = clocks.iter().flat_map(|a| clocks.iter().map(|b| apart(*a, *b))).max().unwrap_or(0);
            if widest <= CLOSE {
                tell(1, Why::Clocks(widest.div_ceil(60)));
            }
        }
        why.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        why.truncate(TOLD);
        why.into_iter().map(|(_, reason)| reason).collect()
    }

    /// For each person those who may fit well, best first: they share a word, a space, or are next by clock.
    pub(super) fn near(&self) -> Vec<Vec<usize>> {
        let mut by_word: BTreeMap<(u8, i64), Vec<usize>> = BTreeMap::new();
        for (place, person) in self.people.iter().enumerate() {
            let words = |kind: u8, list: &[u32]| list.iter().map(|word| (kind, i64::from(*word))).collect::<Vec<_>>();
            let mut keys = words(0, &person.interests);
            keys.extend(words(1, &person.asks));
            keys.extend(words(2, &person.offers));
            keys.extend(person.spaces.iter().map(|space| (3, *space)));
            for key in keys {
                by_word.entry(key).or_default().push(place);
            }
        }
        let mut by_clock: Vec<(i32, usize)> =
            self.people.iter().enumerate().map(|(place, person)| (person.clock.unwrap_or(i32::MAX), place)).collect();
        by_clock.sort_unstable();
        let in_clock: BTreeMap<usize, usize> =
            by_clock.iter().enumerate().map(|(rank, (_, place))| (*place, rank)).collect();

        let mut near = Vec::with_capacity(self.people.len());
        for (place, person) in self.people.iter().enumerate() {
            let mut found: BTreeSet<usize> = BTreeSet::new();
            // Whoever looks for something is looked for among those who have it.
            let lists = [(0, 0, &person.interests), (1, 2, &person.asks), (2, 1, &person.offers)];
            for (_, kind, words) in lists {
                for word in words {
                    found.extend(after(by_word.get(&(kind, i64::from(*word))), place));
                }
            }
            for space in &person.spaces {
                found.extend(after(by_word.get(&(3, *space)), place));
            }
            let rank = in_clock.get(&place).copied().unwrap_or(0);
            found.extend(by_clock.iter().cycle().skip(rank + 1).take(LOOKED_AT / 2).map(|(_, place)| *place));
            let mut best: Vec<(std::cmp::Reverse<i64>, usize)> = found
                .into_iter()
                .filter(|other| *other != place)
                .map(|other| (std::cmp::Reverse(self.weight(place, other)), other))
                .collect();
            best.sort_unstable();
            best.truncate(LOOKED_AT);
            near.push(best.into_iter().map(|(_, other)| other).collect());
        }
        near
    }
}

/// Those who come after `place` in a list, around its end: so that not everybody is compared with the same few.
fn after(list: Option<&Vec<usize>>, place: usize) -> impl Iterator<Item = usize> {
    let list = list.map_or(&[][..], Vec::as_slice);
    let from = list.partition_point(|other| *other <= place);
    list.iter().cycle().skip(from).take(list.len().min(LOOKED_AT)).copied()
}

fn acquainted(a: &Told, b: &Told) -> bool {
    a.talks.binary_search(&b.key).is_ok() || b.talks.binary_search(&a.key).is_ok()
}

fn people_in_common(people: &[&Told]) -> bool {
    pairs(people).any(|(a, b)| acquainted(a, b) || common(&a.talks, &b.talks).next().is_some())
}

fn pairs<'p>(people: &'p [&'p Told]) -> impl Iterator<Item = (&'p Told, &'p Told)> {
    people.iter().enumerate().flat_map(move |(place, a)| people.iter().skip(place + 1).map(move |b| (*a, *b)))
}
