//! Rows of a guest list that are one person, as several laptops decided it without a network.
//!
//! A join is a pair of rows with a count of turns: odd, they are one; even, they were parted again. Turns are only counted
//! on, so of two laptops the one that knows more turns is right, and no clock is asked. Which row a person is shown by
//! follows from what is joined and from nothing else, so laptops that know the same show the same.
//!
//! **Invariants:** [`Joins::merge`] takes the larger count of each pair: it commutes, associates, and doing it again changes
//! nothing; a row of a file is never given up for another, or the file would bring it again; after [`Joins::catch_up`] the
//! joins say what the rows say.

use std::collections::{BTreeMap, BTreeSet};

/// Pairs of rows, the smaller id first, with the turns they took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joins {
    turns: BTreeMap<(String, String), u32>,
}

/// Rows that are given up, each with the one that stays in its place.
pub type Given = BTreeMap<String, String>;

fn pair(one: &str, other: &str) -> (String, String) {
    if one <= other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) }
}

/// The row that stands for a row.
fn stands<'a>(given: &'a Given, row: &'a str) -> &'a str {
    given.get(row).map_or(row, String::as_str)
}

/// Rows that are one, by the one that stays.
fn groups(given: &Given) -> BTreeMap<String, BTreeSet<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (goes, stays) in given {
        groups.entry(stays.clone()).or_default().extend([goes.clone(), stays.clone()]);
    }
    groups
}

impl Joins {
    /// Notes how many turns a pair took, as somebody tells it; fewer than are known change nothing.
    pub fn note(&mut self, one: &str, other: &str, turns: u32) {
        if one != other && turns > 0 {
            let known = self.turns.entry(pair(one, other)).or_default();
            *known = turns.max(*known);
        }
    }

    /// Puts what another laptop knows to this.
    pub fn merge(&mut self, other: &Self) {
        for (one, two, turns) in other.turns() {
            self.note(one, two, turns);
        }
    }

    /// All pairs that were ever joined, with their turns.
    pub fn turns(&self) -> impl Iterator<Item = (&str, &str, u32)> {
        self.turns.iter().map(|((one, other), turns)| (one.as_str(), other.as_str(), *turns))
    }

    /// How many turns a pair took.
    pub fn of(&self, one: &str, other: &str) -> u32 {
        self.turns.get(&pair(one, other)).copied().unwrap_or(0)
    }

    /// Whether nothing was ever joined.
    pub fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Which rows are given up for which: of those that hang together one of a file stays, or else the oldest. Where several are
    /// of a file each of them stays, and the others go to the first of them.
    pub fn given(&self, is_of_file: impl Fn(&str) -> bool) -> Given {
        let mut near: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (one, other, _) in self.turns().filter(|(_, _, turns)| turns % 2 == 1) {
            near.entry(one).or_default().push(other);
            near.entry(other).or_default().push(one);
        }
        let (mut seen, mut given) = (BTreeSet::new(), Given::new());
        for row in near.keys() {
            let (mut group, mut next) = (BTreeSet::new(), vec![*row]);
            while let Some(row) = next.pop() {
                if seen.insert(row) {
                    group.insert(row);
                    next.extend(near.get(row).into_iter().flatten());
                }
            }
            // Ids of rows that are written in here are in order of time.
            let Some(stays) = group.iter().find(|row| is_of_file(row)).or(group.first()).copied() else { continue };
            let gives = |row: &&&str| **row != stays && !is_of_file(row);
            given.extend(group.iter().filter(gives).map(|row| ((*row).to_owned(), stays.to_owned())));
        }
        given
    }

    /// Notes what was joined and parted in the rows since.
    pub fn catch_up(&mut self, rows: &Given, is_of_file: impl Fn(&str) -> bool) {
        let meant = self.given(&is_of_file);
        // What hangs together differently now, and what hung together with it.
        let (are, were) = (groups(rows), groups(&meant));
        let alone = |row: &str| BTreeSet::from([row.to_owned()]);
        let group = |of: &BTreeMap<String, BTreeSet<String>>, given: &Given, row: &str| {
            of.get(stands(given, row)).cloned().unwrap_or_else(|| alone(row))
        };
        let changed: BTreeSet<String> = (are.values().chain(were.values()).flatten())
            .filter(|row| group(&are, rows, row) != group(&were, &meant, row))
            .cloned()
            .collect();
        for ((one, other), turns) in &mut self.turns {
            let touched = changed.contains(one) || changed.contains(other);
            if *turns % 2 == 1 && touched && stands(rows, one) != stands(rows, other) {
                *turns += 1;
            }
        }
        let now = self.given(&is_of_file);
        for (goes, stays) in rows.iter().filter(|(goes, stays)| stands(&now, goes) != stands(&now, stays)) {
            let turns = self.turns.entry(pair(goes, stays)).or_default();
            *turns += 1 + *turns % 2;
        }
    }
}

#[cfg(test)]
mod tests;
