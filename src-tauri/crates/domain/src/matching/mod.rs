//! Pairs of mentors and mentees: who may be paired, how well they fit, and the one best way.
//!
//! What must be (`fit.rs`) comes first, then weights are added up, then `assign.rs` finds as many pairs as there can be and,
//! of all ways with so many, one with the best total.
//!
//! **Invariants:** pure, in whole numbers; the order in which people are given changes nothing: ties are decided by id;
//! nobody is paired against a must-have, a veto or a conflict, or with whom they left, and a pin that asks for it is told and not followed; no
//! mentor has more mentees than room; whoever is left is told by what.

mod assign;
mod fit;
#[cfg(test)]
mod tests;
mod zones;

use std::collections::{BTreeMap, BTreeSet};

use self::{
    assign::{BLOCKED, assign},
    fit::Prepared,
};
pub use self::{
    fit::{Blocked, Compare, Fit, Reason, clock_overlap, folded, hundredths, language, listed},
    zones::zone_name,
};

/// Points of a question that fits wholly, for each step of its weight.
pub const WHOLE: i64 = 100;

/// Somebody who wants to be paired.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The application.
    pub id: String,
    /// The person, where one is known: nobody is paired with themselves.
    pub who: Option<String>,
    /// Of a mentor: how many mentees more.
    pub capacity: u32,
    /// What was answered, by the question's id.
    pub answers: BTreeMap<String, Vec<String>>,
    /// Minutes that their clock is ahead of UTC.
    pub clock: Option<i32>,
}

/// What is compared of two people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// How two answers are compared.
    pub compare: Compare,
    /// Whether it has to fit.
    pub must: bool,
    /// How much it counts: 0 to 10.
    pub weight: i64,
}

/// What the lead says about two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Say {
    /// These two, whatever else.
    Pin,
    /// Not these two.
    Veto,
    /// Not these two: they have something to do with each other.
    Conflict,
}

/// What was said about whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// The mentor's application.
    pub mentor: String,
    /// The mentee's application.
    pub mentee: String,
    /// What was said.
    pub say: Say,
}

/// Everything that pairs are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// Those who would be mentors.
    pub mentors: Vec<Candidate>,
    /// Those who would be mentees.
    pub mentees: Vec<Candidate>,
    /// What is compared.
    pub questions: Vec<Question>,
    /// Pins, vetoes, conflicts.
    pub wishes: Vec<Wish>,
    /// Who was paired with whom before: mentor, mentee.
    pub earlier: Vec<(String, String)>,
    /// Who left whom without fault in this programme: mentor, mentee. A pin brings them together again.
    pub parted: Vec<(String, String)>,
    /// How much somebody new counts: 0 to 10.
    pub fresh: i64,
}

/// A pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The mentor's application.
    pub mentor: String,
    /// The mentee's application.
    pub mentee: String,
    /// Whether somebody wanted exactly these two.
    pub pinned: bool,
    /// How well they fit, and why.
    pub fit: Fit,
}

/// Somebody who is left, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The application.
    pub id: String,
    /// How many of the other side each rule kept away, the most first.
    pub blocked: Vec<(Blocked, u32)>,
    /// Of the other side, those who would fit: all of them are taken.
    pub fitting: u32,
}

/// A pin that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The mentor's application.
    pub mentor: String,
    /// The mentee's application.
    pub mentee: String,
    /// What stands against it.
    pub why: Against,
}

/// What stands against a pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// A rule.
    Rule(Blocked),
    /// Other pins fill the mentor.
    Full,
    /// The mentee is pinned to somebody else.
    Taken,
}

/// Pairs, and whoever is left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matching {
    /// Pairs in the order of mentees' ids.
    pub pairs: Vec<Pair>,
    /// Mentees without a mentor, in the order of ids.
    pub mentees: Vec<Left>,
    /// Mentors without a mentee, in the order of ids.
    pub mentors: Vec<Left>,
    /// Pins that could not be followed.
    pub contradictions: Vec<Contradiction>,
    /// The points of all pairs.
    pub total: i64,
}

/// People of one side by id, each once.
fn by_id(people: &[Candidate]) -> Vec<&Candidate> {
    let unique: BTreeMap<&str, &Candidate> = people.iter().map(|one| (one.id.as_str(), one)).collect();
    unique.into_values().collect()
}

/// Makes pairs.
#[must_use]
pub fn pairs(problem: &Problem) -> Matching {
    let (mentors, mentees) = (by_id(&problem.mentors), by_id(&problem.mentees));
    let prepared = Prepared::new(problem, &mentors, &mentees);
    let mut scores = prepared.scores();
    let width = mentors.len();
    let mut room: Vec<u32> = mentors.iter().map(|mentor| mentor.capacity).collect();
    let mut out = Matching::default();
    let mut pinned: BTreeMap<usize, usize> = BTreeMap::new();
    let place = |people: &[&Candidate], id: &str| people.iter().position(|one| one.id == id);
    let pins: BTreeSet<&Wish> = problem.wishes.iter().filter(|wish| wish.say == Say::Pin).collect();
    for pin in pins {
        // Whoever is not in this matching (any more) is pinned to nobody.
        let (Some(mentor), Some(mentee)) = (place(&mentors, &pin.mentor), place(&mentees, &pin.mentee)) else {
            continue;
        };
        let against = match prepared.fit(mentee, mentor) {
            Err(rule) => Some(Against::Rule(rule)),
            Ok(_) if pinned.contains_key(&mentee) => Some(Against::Taken),
            Ok(_) => match room.get_mut(mentor) {
                Some(free) if *free > 0 => {
                    *free -= 1;
                    pinned.insert(mentee, mentor);
                    None
                }
                _ => Some(Against::Full),
            },
        };
        if let Some(why) = against {
            out.contradictions.push(Contradiction { mentor: pin.mentor.clone(), mentee: pin.mentee.clone(), why });
        }
    }
    // Whoever is pinned is out of the choice of all others.
    for (mentee, row) in scores.chunks_mut(width.max(1)).enumerate() {
        if pinned.contains_key(&mentee) {
            row.fill(BLOCKED);
        }
    }
    let chosen = assign(&scores, &room, mentees.len());
    let mut busy = vec![false; width];
    for (place, mentee) in mentees.iter().enumerate() {
        let pin = pinned.get(&place).copied();
        let mentor = pin.or_else(|| chosen.get(place).copied().flatten());
        let found = mentor.and_then(|at| Some((at, *mentors.get(at)?, prepared.fit(place, at).ok()?)));
        if let Some((at, mentor, fit)) = found {
            if let Some(busy) = busy.get_mut(at) {
                *busy = true;
            }
            out.total += fit.points;
            out.pairs.push(Pair { mentor: mentor.id.clone(), mentee: mentee.id.clone(), pinned: pin.is_some(), fit });
        } else {
            out.mentees.push(left(&mentee.id, (0..width).map(|mentor| prepared.rule(place, mentor))));
        }
    }
    for (place, mentor) in mentors.iter().enumerate() {
        if !busy.get(place).copied().unwrap_or(false) {
            out.mentors.push(left(&mentor.id, (0..mentees.len()).map(|mentee| prepared.rule(mentee, place))));
        }
    }
    out
}

/// How well a mentee fits each mentor, or what keeps them apart; by the mentor's id.
#[must_use]
pub fn choices(problem: &Problem, mentee: &str) -> Vec<(String, Result<Fit, Blocked>)> {
    let mentors = by_id(&problem.mentors);
    let one: Vec<&Candidate> = problem.mentees.iter().filter(|one| one.id == mentee).take(1).collect();
    if one.is_empty() {
        return Vec::new();
    }
    let prepared = Prepared::new(problem, &mentors, &one);
    mentors.iter().enumerate().map(|(place, mentor)| (mentor.id.clone(), prepared.fit(0, place))).collect()
}

/// How well pairs fit that somebody chose: mentor, mentee; nothing for two who must not be paired.
#[must_use]
pub fn fits(problem: &Problem, chosen: &[(String, String)]) -> Vec<Option<Fit>> {
    let (mentors, mentees) = (by_id(&problem.mentors), by_id(&problem.mentees));
    let prepared = Prepared::new(problem, &mentors, &mentees);
    let place = |people: &[&Candidate], id: &str| people.binary_search_by(|one| one.id.as_str().cmp(id)).ok();
    let fit =
        |(mentor, mentee): &(String, String)| prepared.fit(place(&mentees, mentee)?, place(&mentors, mentor)?).ok();
    chosen.iter().map(fit).collect()
}

fn left(id: &str, rules: impl Iterator<Item = Option<Blocked>>) -> Left {
    let (mut counts, mut fitting): (BTreeMap<Blocked, u32>, u32) = (BTreeMap::new(), 0);
    for rule in rules {
        match rule {
            Some(rule) => *counts.entry(rule).or_insert(0) += 1,
            None => fitting += 1,
        }
    }
    let mut blocked: Vec<(Blocked, u32)> = counts.into_iter().collect();
    blocked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Left { id: id.to_owned(), blocked, fitting }
}
