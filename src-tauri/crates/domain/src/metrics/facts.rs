//! What metrics are computed from: days, conversations and people of a slice of the community.
//!
//! Whoever loads facts has already applied the slice and the rules on who and what counts: no bots, no team unless it is
//! wanted, public spaces only, nothing that was taken away, persons and not accounts.
//!
//! **Invariants:** `days` is ordered by day and has at most one entry for a person and day; `conversations` by their start;
//! and nobody has one for a day without anything; a person is an index into `people`.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use chrono_tz::Tz;
use rustc_hash::FxHashMap;

use super::{Kept, LevelsOn, Referral, Said, earned::Earned};
use crate::{hours::WorkingHours, levels::Level};

/// What a person did on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day's number: days since 1970-01-01 in the community's zone.
    pub day: i32,
    /// Who.
    pub person: u32,
    /// Conversations opened.
    pub posts: u32,
    /// Answers written.
    pub replies: u32,
    /// Reactions given; they lie on the day of what they were given to, where the source does not tell theirs.
    pub reactions: u32,
}

impl Day {
    /// Posts and replies.
    pub const fn written(&self) -> u32 {
        self.posts + self.replies
    }
}

/// The first answer that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Milliseconds after the conversation's start.
    pub after: i64,
    /// Whether somebody of the team gave it.
    pub by_team: bool,
}

/// A conversation somebody who counts opened in public and that has any answer (or a title, in a forum).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversation {
    /// Its key.
    pub id: i64,
    /// When it was opened, UTC milliseconds.
    pub at: i64,
    /// The day it was opened on.
    pub day: i32,
    /// Who opened it.
    pub starter: u32,
    /// The first answer that counts, if any came.
    pub answer: Option<Answer>,
    /// Answers of any kind.
    pub replies: u32,
    /// Members that wrote in it.
    pub people: u32,
    /// Whether the forum says it is solved; nothing where no conversation is ever solved.
    pub solved: Option<bool>,
}

/// A member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The member's key.
    pub key: i64,
    /// The day they joined: the first account they made, or the first join that is known.
    pub joined: Option<i32>,
    /// The day they first wrote in public, over all sources; nothing if never.
    pub first: Option<i32>,
}

/// The active days of each person, ascending.
#[derive(Debug, Clone, Default)]
pub struct ByPerson {
    /// Where each person's days begin in `days`, and where the last one's end.
    starts: Vec<u32>,
    /// Twice the day's number, and one more when something was written on it.
    days: Vec<i32>,
    /// The stretches asked for last, one of each length: windows of a series follow each other, and going on from the one
    /// before is quicker than looking for the places of a hundred thousand people anew.
    stretches: RefCell<Vec<Stretch>>,
    /// When everybody earned which level, made when it is asked for.
    earned: OnceCell<Earned>,
}

/// Where in [`ByPerson::days`] a stretch of days lies.
#[derive(Debug, Clone)]
struct Stretch {
    start: i32,
    end: i32,
    /// From and to, of each person.
    places: Rc<Vec<(u32, u32)>>,
}

impl ByPerson {
    fn of(facts: &Facts) -> Self {
        let mut starts = vec![0_u32; facts.people.len() + 1];
        for day in &facts.days {
            if let Some(count) = starts.get_mut(day.person as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut days = vec![0; facts.days.len()];
        for day in &facts.days {
            let Some(next) = next.get_mut(day.person as usize) else { continue };
            if let Some(place) = days.get_mut(*next as usize) {
                *place = day.day * 2 + i32::from(day.written() > 0);
                *next += 1;
            }
        }
        Self { starts, days, stretches: RefCell::default(), earned: OnceCell::new() }
    }

    /// Tells each person's days from `start` on, before `end`, of those with any: the day, and whether something was written.
    pub(super) fn each(&self, start: i32, end: i32, mut tell: impl FnMut(u32, PersonDays<'_>)) {
        for ((from, to), person) in self.places(start, end).iter().zip(0_u32..) {
            if let Some(days) = self.days.get(*from as usize..*to as usize).filter(|days| !days.is_empty()) {
                tell(person, PersonDays(days));
            }
        }
    }

    /// The level of everybody who wrote within a year up to a day.
    pub(super) fn levels(&self, levels: &LevelsOn) -> Vec<(u32, Level)> {
        let earned = self.earned.get_or_init(|| {
            let (first, last) = self.days.iter().fold((i32::MAX, i32::MIN), |(first, last), day| {
                (first.min(day.div_euclid(2)), last.max(day.div_euclid(2)))
            });
            Earned::of(self.all(), first, last)
        });
        earned.levels(self.all(), levels)
    }

    /// The days of each person.
    fn all(&self) -> impl Iterator<Item = &[i32]> {
        let bounds = self.starts.windows(2);
        bounds.map(|bounds| match bounds {
            [from, to] => self.days.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        })
    }

    /// Where each person's days of a stretch lie.
    fn places(&self, start: i32, end: i32) -> Rc<Vec<(u32, u32)>> {
        let mut stretches = self.stretches.borrow_mut();
        let known = stretches.iter().position(|known| known.end - known.start == end - start);
        let known = known.map(|place| stretches.swap_remove(place)).filter(|known| known.end <= end);
        let mut next = match known {
            Some(known) => known,
            None => Stretch { start: i32::MIN, end: i32::MIN, places: Rc::new(self.beginnings()) },
        };
        if next.start != start {
            let bounds = self.starts.get(1..).unwrap_or_default();
            for ((from, to), bound) in Rc::make_mut(&mut next.places).iter_mut().zip(bounds) {
                let advance = |at: &mut u32, day: i32| {
                    while *at < *bound && self.days.get(*at as usize).is_some_and(|found| *found < day * 2) {
                        *at += 1;
                    }
                };
                advance(from, start);
                *to = (*to).max(*from);
                advance(to, end);
            }
        }
        let places = Rc::clone(&next.places);
        stretches.push(Stretch { start, end, places: next.places });
        places
    }

    /// Before the first day of each person.
    fn beginnings(&self) -> Vec<(u32, u32)> {
        let people = self.starts.len().saturating_sub(1);
        self.starts.iter().take(people).map(|start| (*start, *start)).collect()
    }
}

/// Some days of one person.
#[derive(Debug, Clone, Copy)]
pub(super) struct PersonDays<'a>(&'a [i32]);

impl PersonDays<'_> {
    /// How many.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The days, and whether something was written.
    pub(super) fn iter(&self) -> impl Iterator<Item = (i32, bool)> + '_ {
        self.0.iter().map(|day| (day.div_euclid(2), day.rem_euclid(2) == 1))
    }
}

impl Facts {
    /// The days of each person.
    pub(super) fn by_person(&self) -> &ByPerson {
        self.by_person.get_or_init(|| ByPerson::of(self))
    }
}

/// All of it.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The zone that cuts days.
    pub zone: Tz,
    /// When the team works.
    pub hours: WorkingHours,
    /// Days on which it does not, numbers, ascending.
    pub holidays: Vec<i32>,
    /// Who counts.
    pub people: Vec<Person>,
    /// What they did, from `from` on.
    pub days: Vec<Day>,
    /// What they opened, from `from` on.
    pub conversations: Vec<Conversation>,
    /// Posts to which no answer is expected: day and person, ordered.
    pub announced: Vec<(i32, u32)>,
    /// The first day that `days` and `conversations` hold.
    pub from: i32,
    /// The day of the first activity of anybody; nothing for a community without any.
    pub first_day: Option<i32>,
    /// The days of each person, made when they are asked for.
    pub by_person: OnceCell<ByPerson>,
    /// Now, UTC milliseconds.
    pub now: i64,
    /// The day of now.
    pub today: i32,
    /// The last day of which anything can be known: today, or the one on which the newest archive or sync ends. Whoever asks
    /// "until today" means until then, because later silence is nobody's.
    pub last_day: i32,
    /// What people keep by hand.
    pub kept: Kept,
    /// What was said day by day; only where a metric asks for it.
    pub said: Vec<Said>,
    /// From where members came, by their keys; only where a metric asks for it.
    pub referrals: FxHashMap<i64, Referral>,
}
