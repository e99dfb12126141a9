//! A way to pair everybody.
//!
//! Up to a dozen people, every way is looked at. For more, the best pairs are taken first; whoever is left is let in by
//! exchanging partners along a path (Edmonds' blossoms), which finds a way without meeting again wherever there is one for
//! an even number; at the end, pairs exchange partners as long as that makes the total larger. Up to thirty, where one
//! unlucky group weighs much, everybody is weighed against everybody, each may be the third of the group of three, and
//! three groups at a time are shared out anew. None of that is sure to be the best; it comes close (`tests.rs` says how).
//!
//! **Invariants:** everybody is in exactly one group; ties are decided by place.

use std::{cmp::Reverse, collections::VecDeque};

use super::weigh::{AGAIN, Weighed};

/// So many people are paired by looking at every way.
pub(super) const EXACT: usize = 12;
/// Of so many at most, everybody is weighed against everybody.
const FEW: usize = 30;
/// How often all pairs are asked whether they would exchange partners.
const ROUNDS: usize = 12;
/// People without a partner who are looked at for one.
const LOOKED_AT: usize = 64;

/// A list that is asked and changed by places, and has a value everywhere.
struct Slots<T>(Vec<T>);

impl<T: Copy + Default> Slots<T> {
    fn new(len: usize, value: T) -> Self {
        Self(vec![value; len])
    }

    fn at(&self, place: usize) -> T {
        self.0.get(place).copied().unwrap_or_default()
    }

    fn put(&mut self, place: usize, value: T) {
        if let Some(slot) = self.0.get_mut(place) {
            *slot = value;
        }
    }
}

/// Groups of places.
pub(super) fn groups(people: &Weighed<'_>) -> Vec<Vec<usize>> {
    match people.len() {
        0 | 1 => Vec::new(),
        few if few <= EXACT => exact(few, &|a, b| people.weight(a, b)),
        many => large(many, people),
    }
}

/// Every way, from the last person to the first: what is left is a set of bits, and its number is odd as long as the
/// group of three is still to be made.
pub(super) fn exact(len: usize, weight: &dyn Fn(usize, usize) -> i64) -> Vec<Vec<usize>> {
    let sets = 1_usize << len;
    // The best total of a set, and the partners of its first person in it.
    let mut best: Vec<(i64, usize)> = vec![(i64::MIN / 4, 0); sets];
    if let Some(none) = best.first_mut() {
        none.0 = 0;
    }
    for set in 1..sets {
        let first = set.trailing_zeros() as usize;
        let rest = set & (set - 1);
        let others: Vec<usize> = (0..len).filter(|place| rest & (1 << place) != 0).collect();
        let mut found = (i64::MIN / 4, 0);
        let mut offer = |total: i64, partners: usize| {
            if total > found.0 {
                found = (total, partners);
            }
        };
        let of = |set: usize| best.get(set).map_or(i64::MIN / 4, |(total, _)| *total);
        for (at, a) in others.iter().enumerate() {
            let with_a = weight(first, *a);
            offer(with_a + of(rest & !(1 << a)), 1 << a);
            if set.count_ones() % 2 == 1 {
                for b in others.iter().skip(at + 1) {
                    let three = with_a + weight(first, *b) + weight(*a, *b);
                    offer(three + of(rest & !(1 << a) & !(1 << b)), 1 << a | 1 << b);
                }
            }
        }
        if let Some(slot) = best.get_mut(set) {
            *slot = found;
        }
    }
    let mut groups = Vec::new();
    let mut set = sets - 1;
    while set != 0 {
        let partners = best.get(set).map_or(0, |(_, partners)| *partners);
        let group = (1 << set.trailing_zeros()) | partners;
        groups.push((0..len).filter(|place| group & (1 << place) != 0).collect());
        set &= !group;
    }
    groups
}

/// Who is whose partner.
type Partners = Slots<Option<usize>>;

fn join(partners: &mut Partners, a: usize, b: usize) {
    partners.put(a, Some(b));
    partners.put(b, Some(a));
}

pub(super) fn large(len: usize, people: &Weighed<'_>) -> Vec<Vec<usize>> {
    if len > FEW {
        return way(len, people, &people.near(), None);
    }
    // With so few, everybody is near everybody, and whoever may be the third is tried: the best of these ways is taken.
    let near: Vec<Vec<usize>> = (0..len).map(|place| (0..len).filter(|other| *other != place).collect()).collect();
    let thirds = if len % 2 == 1 { len } else { 0 };
    let ways = (0..thirds).map(Some).chain([None]).map(|third| way(len, people, &near, third));
    let total = |groups: &[Vec<usize>]| -> i64 { groups.iter().map(|group| within(people, group)).sum() };
    let mut best = ways.max_by_key(|groups| (total(groups), Reverse(groups.clone()))).unwrap_or_default();
    reshuffle(people, &mut best);
    best
}

/// One way; `third` is left alone at first.
fn way(len: usize, people: &Weighed<'_>, near: &[Vec<usize>], third_is: Option<usize>) -> Vec<Vec<usize>> {
    let mut partners: Partners = Slots::new(len, None);
    greedy(people, near, third_is, &mut partners);
    let alone = |partners: &Partners| {
        (0..len).filter(|place| Some(*place) != third_is && partners.at(*place).is_none()).collect::<Vec<_>>()
    };
    for place in alone(&partners) {
        if partners.at(place).is_none() {
            let free = alone(&partners).into_iter().filter(|other| *other != place);
            let allowed = free.filter(|other| !people.met(place, *other)).take(LOOKED_AT);
            if let Some(other) = allowed.max_by_key(|other| (people.weight(place, *other), Reverse(*other))) {
                join(&mut partners, place, other);
            }
        }
    }
    for place in alone(&partners) {
        if partners.at(place).is_none() {
            augment(len, people, &mut partners, place);
        }
    }
    // Whoever is left now met everybody who is left as well.
    let left: Vec<usize> =
        alone(&partners).into_iter().chain(third_is.filter(|place| partners.at(*place).is_none())).collect();
    let mut left = left.as_slice();
    while let [a, b, rest @ ..] = left {
        join(&mut partners, *a, *b);
        left = rest;
    }
    let mut third = left.first().map(|place| third(len, people, &mut partners, *place));
    improve(people, near, &mut partners, &mut third);
    let mut groups: Vec<Vec<usize>> = (0..len)
        .filter_map(|place| partners.at(place).filter(|other| *other > place).map(|other| vec![place, other]))
        .collect();
    groups.extend(third);
    groups
}

/// The best pairs first.
fn greedy(people: &Weighed<'_>, near: &[Vec<usize>], without: Option<usize>, partners: &mut Partners) {
    let mut pairs: Vec<(Reverse<i64>, usize, usize)> = Vec::new();
    for (place, others) in near.iter().enumerate() {
        for other in others.iter().filter(|other| !people.met(place, **other)) {
            pairs.push((Reverse(people.weight(place, *other)), place.min(*other), place.max(*other)));
        }
    }
    pairs.sort_unstable();
    for (_, a, b) in pairs {
        let free = |place: usize| Some(place) != without && partners.at(place).is_none();
        if free(a) && free(b) {
            join(partners, a, b);
        }
    }
}

/// Lets somebody in who has no partner, by exchanging partners along a path to another who has none; nobody meets again.
fn augment(len: usize, people: &Weighed<'_>, partners: &mut Partners, root: usize) {
    let mut search = Search {
        parent: Slots::new(len, None),
        base: Slots((0..len).collect()),
        reached: Slots::new(len, false),
        blossom: Slots::new(len, false),
    };
    search.reached.put(root, true);
    let mut queue = VecDeque::from([root]);
    while let Some(from) = queue.pop_front() {
        for to in (0..len).filter(|to| *to != from && !people.met(from, *to)) {
            if search.base.at(from) == search.base.at(to) || partners.at(from) == Some(to) {
                continue;
            }
            let even = to == root || partners.at(to).is_some_and(|mate| search.parent.at(mate).is_some());
            if even {
                // A circle of odd length: all of it counts as one.
                let top = search.meeting(partners, from, to);
                search.blossom = Slots::new(len, false);
                search.mark(partners, from, top, to);
                search.mark(partners, to, top, from);
                for place in 0..len {
                    if search.blossom.at(search.base.at(place)) {
                        search.base.put(place, top);
                        if !search.reached.at(place) {
                            search.reached.put(place, true);
                            queue.push_back(place);
                        }
                    }
                }
            } else if search.parent.at(to).is_none() {
                search.parent.put(to, Some(from));
                match partners.at(to) {
                    None => return search.exchange(partners, to),
                    Some(mate) => {
                        search.reached.put(mate, true);
                        queue.push_back(mate);
                    }
                }
            }
        }
    }
}

/// What is known while a path is looked for.
struct Search {
    parent: Slots<Option<usize>>,
    base: Slots<usize>,
    reached: Slots<bool>,
    blossom: Slots<bool>,
}

impl Search {
    /// Where the ways back from two people meet.
    fn meeting(&self, partners: &Partners, a: usize, b: usize) -> usize {
        let up = |place: usize| partners.at(place).and_then(|mate| self.parent.at(mate));
        let mut seen = Slots::new(self.base.0.len(), false);
        let mut at = Some(a);
        while let Some(place) = at {
            seen.put(self.base.at(place), true);
            at = up(self.base.at(place));
        }
        let mut at = b;
        loop {
            let base = self.base.at(at);
            match up(base) {
                _ if seen.at(base) => return base,
                Some(next) => at = next,
                None => return base,
            }
        }
    }

    fn mark(&mut self, partners: &Partners, from: usize, top: usize, child: usize) {
        let (mut at, mut child) = (from, child);
        while self.base.at(at) != top {
            let Some(mate) = partners.at(at) else { return };
            self.blossom.put(self.base.at(at), true);
            self.blossom.put(self.base.at(mate), true);
            self.parent.put(at, Some(child));
            child = mate;
            let Some(next) = self.parent.at(mate) else { return };
            at = next;
        }
    }

    fn exchange(&self, partners: &mut Partners, end: usize) {
        let mut at = Some(end);
        while let Some(place) = at {
            let Some(before) = self.parent.at(place) else { return };
            let next = partners.at(before);
            join(partners, place, before);
            at = next;
        }
    }
}

/// The group of three that somebody makes who is left alone; its people have no partners from then on.
fn third(len: usize, people: &Weighed<'_>, partners: &mut Partners, alone: usize) -> Vec<usize> {
    let three = joined(len, people, partners, alone);
    three.iter().for_each(|place| partners.put(*place, None));
    three
}

/// The pair that somebody joins who is left alone: they may take another's place, who then joins a pair.
fn joined(len: usize, people: &Weighed<'_>, partners: &mut Partners, alone: usize) -> Vec<usize> {
    let pairs: Vec<(usize, usize)> =
        (0..len).filter_map(|a| partners.at(a).filter(|b| *b > a).map(|b| (a, b))).collect();
    let best = |who: usize, without: Option<(usize, usize)>, more: Option<(usize, usize)>| {
        let offered = pairs.iter().copied().filter(|pair| Some(*pair) != without).chain(more);
        offered
            .map(|(a, b)| {
                let total = people.weight(who, a) + people.weight(who, b);
                (if total <= -AGAIN / 2 { total + people.weight(a, b) } else { total }, Reverse((a, b)))
            })
            .max()
            .map(|(total, Reverse(pair))| (total, pair))
    };
    let Some((total, (a, b))) = best(alone, None, None) else { return vec![alone] };
    if total > -AGAIN / 2 {
        return vec![a, b, alone];
    }
    // Nobody's pair is free of somebody they met: whose place could they take?
    for (a, b) in pairs.iter().copied().flat_map(|(a, b)| [(a, b), (b, a)]) {
        if people.met(alone, a) {
            continue;
        }
        let taken = (a.min(b), a.max(b));
        if let Some((total, (c, d))) = best(b, Some(taken), Some((alone.min(a), alone.max(a))))
            && total > -AGAIN / 2
        {
            join(partners, alone, a);
            partners.put(b, None);
            return vec![b, c, d];
        }
    }
    vec![a, b, alone]
}

/// Pairs exchange partners as long as that makes the total larger, and so does the group of three with a pair.
fn improve(people: &Weighed<'_>, near: &[Vec<usize>], partners: &mut Partners, three: &mut Option<Vec<usize>>) {
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (a, others) in near.iter().enumerate() {
            for c in others {
                let (Some(b), Some(d)) = (partners.at(a), partners.at(*c)) else { continue };
                let now = people.weight(a, b) + people.weight(*c, d);
                if b != *c && people.weight(a, *c) + people.weight(b, d) > now {
                    join(partners, a, *c);
                    join(partners, b, d);
                    changed = true;
                }
            }
        }
        if let Some(three) = three.as_mut() {
            for place in 0..near.len() {
                changed |= trade(people, partners, three, place);
            }
        }
        if !changed {
            return;
        }
    }
}

/// Three groups at a time share their people out anew, as well as they can, as long as that makes the total larger.
fn reshuffle(people: &Weighed<'_>, groups: &mut [Vec<usize>]) {
    let of = |groups: &[Vec<usize>]| -> i64 { groups.iter().map(|group| within(people, group)).sum() };
    for _ in 0..ROUNDS {
        let mut changed = false;
        for a in 0..groups.len() {
            for b in a + 1..groups.len() {
                for c in b + 1..groups.len() {
                    let three: Vec<Vec<usize>> = [a, b, c].iter().filter_map(|at| groups.get(*at).cloned()).collect();
                    let mut all: Vec<usize> = three.concat();
                    all.sort_unstable();
                    let best = exact(all.len(), &|x, y| match (all.get(x), all.get(y)) {
                        (Some(x), Some(y)) => people.weight(*x, *y),
                        _ => 0,
                    });
                    let best: Vec<Vec<usize>> = best
                        .into_iter()
                        .map(|group| group.into_iter().filter_map(|place| all.get(place).copied()).collect())
                        .collect();
                    if of(&best) > of(&three) {
                        for (at, group) in [a, b, c].into_iter().zip(best) {
                            if let Some(slot) = groups.get_mut(at) {
                                *slot = group;
                            }
                        }
                        changed = true;
                    }
                }
            }
        }
        if !changed {
            return;
        }
    }
}

/// What a group weighs.
fn within(people: &Weighed<'_>, group: &[usize]) -> i64 {
    let pairs = group.iter().flat_map(|a| group.iter().filter(move |b| a < b).map(move |b| (*a, *b)));
    pairs.map(|(a, b)| people.weight(a, b)).sum()
}

/// Somebody of a pair and one of the three take each other's place, when that makes the total larger.
fn trade(people: &Weighed<'_>, partners: &mut Partners, three: &mut Vec<usize>, place: usize) -> bool {
    let Some(mate) = partners.at(place) else { return false };
    for goes in three.clone() {
        let stay: Vec<usize> = three.iter().copied().filter(|other| *other != goes).collect();
        let with = |who: usize| stay.iter().map(|other| people.weight(who, *other)).sum::<i64>();
        if with(place) + people.weight(goes, mate) > with(goes) + people.weight(place, mate) {
            partners.put(place, None);
            join(partners, goes, mate);
            *three = [stay, vec![place]].concat();
            return true;
        }
    }
    false
}
