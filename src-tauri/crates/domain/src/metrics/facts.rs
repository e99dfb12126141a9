//! What metrics are computed from: days, conversations and people of a slice of the community.
//!
//! Whoever loads facts has already applied the slice and the rules on who and what counts: no bots, no team unless it is
//! wanted, public spaces only, nothing that was taken away, persons and not accounts.
//!
//! **Invariants:** `days` is ordered by day and has at most one entry for a person and day; `conversations` by their start;
//! and nobody has one for a day without anything; a person is an index into `people`.

use std::cell::{OnceCell, Ref, RefCell};

use chrono_tz::Tz;
use rustc_hash::FxHashMap;

use super::{Kept, LevelsOn, Presence, Referral, Said, Window, course::Course};
use crate::{
    hours::{Calendar, WorkingHours},
    levels::Level,
};

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
    #[inline]
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

/// What is made of facts once, when a metric first asks for it.
#[derive(Debug, Clone, Default)]
pub struct Made {
    course: RefCell<Course>,
    joined: OnceCell<Vec<(i32, u32)>>,
    first: OnceCell<Vec<(i32, u32)>>,
    since: OnceCell<Vec<i32>>,
    calendar: OnceCell<Calendar>,
}

impl Facts {
    /// How far everybody had come before a day.
    pub(super) fn course(&self, day: i32) -> Ref<'_, Course> {
        self.made.course.borrow_mut().go_to(day, self.people.len(), &self.earlier, &self.days);
        self.made.course.borrow()
    }

    /// The level of everybody who had one at the end of the day before one.
    pub(super) fn levels(&self, day: i32) -> Vec<(u32, Level)> {
        self.course(day).levels(&LevelsOn::new(day - 1), &self.earlier, &self.days)
    }

    /// Who joined within a window, in the order of people.
    pub(super) fn joined(&self, window: Window) -> Vec<u32> {
        within(self.made.joined.get_or_init(|| self.by_day(|person| person.joined)), window)
    }

    /// Who first wrote within a window, in the order of people.
    pub(super) fn first_written(&self, window: Window) -> Vec<u32> {
        within(self.made.first.get_or_init(|| self.by_day(|person| person.first)), window)
    }

    /// How many had joined or written before a day.
    pub(super) fn members(&self, end: i32) -> u64 {
        let since = self.made.since.get_or_init(|| {
            let since = self.people.iter().filter_map(|person| person.joined.into_iter().chain(person.first).min());
            let mut since: Vec<i32> = since.collect();
            since.sort_unstable();
            since
        });
        since.partition_point(|day| *day < end) as u64
    }

    /// The working time of the days from the first conversation on.
    pub(super) fn calendar(&self) -> &Calendar {
        self.made.calendar.get_or_init(|| {
            let first = i64::from(self.conversations.first().map_or(self.last_day, |one| one.day));
            Calendar::new(&self.hours, &self.holidays, first..=i64::from(self.last_day).max(first), self.zone)
        })
    }

    fn by_day(&self, of: impl Fn(&Person) -> Option<i32>) -> Vec<(i32, u32)> {
        let all = self.people.iter().zip(0_u32..);
        let mut days: Vec<(i32, u32)> = all.filter_map(|(person, index)| Some((of(person)?, index))).collect();
        days.sort_unstable();
        days
    }
}

/// Of people by their days those with a day in a window, in the order of people.
fn within(days: &[(i32, u32)], window: Window) -> Vec<u32> {
    let (from, to) =
        (days.partition_point(|(day, _)| *day < window.start), days.partition_point(|(day, _)| *day < window.end));
    let mut people: Vec<u32> = days.get(from..to).unwrap_or_default().iter().map(|(_, person)| *person).collect();
    people.sort_unstable();
    people
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
    /// Who was there before `from`, and how much they wrote.
    pub earlier: Presence,
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
    /// What is made of all this when it is asked for.
    pub made: Made,
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
