//! A window together with the facts it is computed from, and sums that many metrics need, made once.

use std::{
    cell::{OnceCell, Ref, RefCell},
    rc::Rc,
};

use super::{Conversation, Day, Every, Facts, Value, Window, course::Course, presence::There};
use crate::{levels::Level, time};

/// What a person did in a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Who.
    pub person: u32,
    /// Conversations opened.
    pub posts: u32,
    /// Answers written.
    pub replies: u32,
    /// Reactions given.
    pub reactions: u32,
    /// Days with any of it.
    pub days: u32,
    /// Days with a post or an answer.
    pub written_days: u32,
    /// The first day with a post or an answer; `i32::MAX` without one.
    pub first_written: i32,
}

impl Tally {
    /// Posts and replies.
    pub fn written(&self) -> u64 {
        u64::from(self.posts) + u64::from(self.replies)
    }
}

/// The rows behind a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Behind {
    /// Members, each with what it brings.
    People(Vec<(u32, f64)>),
    /// Conversations, each with what it brings.
    Conversations(Vec<(i64, f64)>),
    /// Conversations that nobody answered; whoever holds the rows finds them.
    Unanswered,
    /// So many messages; whoever holds the rows finds them.
    Messages {
        /// Which.
        wanted: super::Messages,
        /// How many there are.
        total: u64,
    },
}

/// A window and what is known of it.
#[derive(Debug)]
pub struct Frame<'a> {
    /// All facts.
    pub facts: &'a Facts,
    /// The window.
    pub window: Window,
    /// The window before: the calendar's, or an equally long one.
    pub previous: Window,
    every: Every,
    here: OnceCell<Rc<Vec<Tally>>>,
    before: OnceCell<Rc<Vec<Tally>>>,
    opened: OnceCell<u64>,
    levels: OnceCell<Rc<Levels>>,
    levels_before: OnceCell<Rc<Levels>>,
    values: RefCell<Vec<(&'static str, Value)>>,
    pub(super) lost: OnceCell<Vec<u32>>,
    written_before: OnceCell<Vec<i32>>,
    pub(super) reactivated: OnceCell<Vec<u32>>,
    pub(super) stayed: OnceCell<u64>,
    pub(super) waits: OnceCell<Vec<(i64, bool)>>,
    pub(super) waited: OnceCell<Vec<f64>>,
    present: OnceCell<(u64, u64)>,
    pub(super) written_here: OnceCell<Vec<u64>>,
}

/// The level of each person who has one.
type Levels = Vec<(u32, Level)>;

impl<'a> Frame<'a> {
    /// A window of a series.
    pub fn new(facts: &'a Facts, window: Window, every: Every) -> Self {
        let previous = match every {
            Every::Whole => window.before(),
            _ => {
                let start = time::day_with_number(i64::from(window.start));
                let before = start.pred_opt().map_or(start, |day| every.start(day));
                Window::between(before, start)
            }
        };
        Self {
            facts,
            window,
            previous,
            every,
            here: OnceCell::new(),
            before: OnceCell::new(),
            opened: OnceCell::new(),
            levels: OnceCell::new(),
            levels_before: OnceCell::new(),
            values: RefCell::default(),
            lost: OnceCell::new(),
            written_before: OnceCell::new(),
            reactivated: OnceCell::new(),
            stayed: OnceCell::new(),
            waits: OnceCell::new(),
            waited: OnceCell::new(),
            present: OnceCell::new(),
            written_here: OnceCell::new(),
        }
    }

    /// The window after another: what that one had summed up is not summed up again.
    pub fn following(before: Option<&Self>, facts: &'a Facts, window: Window, every: Every) -> Self {
        let frame = Self::new(facts, window, every);
        if let Some(before) = before.filter(|before| before.window == frame.previous) {
            if let Some(here) = before.here.get() {
                let _ = frame.before.set(Rc::clone(here));
            }
            if let (Some(levels), true) = (before.levels.get(), before.end() == before.window.end) {
                let _ = frame.levels_before.set(Rc::clone(levels));
            }
        }
        frame
    }

    /// The value of a metric that was computed of this window before.
    pub(super) fn known(&self, id: &str) -> Option<Value> {
        self.values.borrow().iter().find(|(known, _)| *known == id).map(|(_, value)| value.clone())
    }

    /// Remembers the value of a metric.
    pub(super) fn remember(&self, id: &'static str, value: &Value) {
        self.values.borrow_mut().push((id, value.clone()));
    }

    /// Who has which level at the window's end.
    pub(super) fn levels(&self) -> &[(u32, Level)] {
        self.levels.get_or_init(|| {
            // It does not go back: see there.
            self.course();
            Rc::new(self.facts.levels(self.end()))
        })
    }

    /// Who had which level at the end of the window before.
    pub(super) fn levels_before(&self) -> &[(u32, Level)] {
        self.levels_before.get_or_init(|| Rc::new(self.facts.levels(self.previous.end)))
    }

    /// The last day before the window on which each person wrote; lower than any where there is none.
    pub(super) fn written_before(&self) -> &[i32] {
        self.written_before.get_or_init(|| self.facts.course(self.window.start).last_written().collect())
    }

    /// How far everybody has come at the window's end.
    pub(super) fn course(&self) -> Ref<'a, Course> {
        // It does not go back: first what is asked about the window's start.
        self.written_before();
        self.levels_before();
        self.facts.course(self.end())
    }

    /// How many people were there in the 28 days that end with the window, and on how many days all of them together.
    pub(super) fn present(&self) -> (u64, u64) {
        *self.present.get_or_init(|| self.course().presence(28))
    }

    /// What each person wrote in a stretch of days, or 255.
    pub(super) fn written(&self, start: i32, end: i32) -> Vec<u8> {
        let mut counts = vec![0_u8; self.facts.people.len()];
        for (_, entries) in self.facts.earlier.within(start, end) {
            add_written(entries, &mut counts);
        }
        add_written(self.days(start, end), &mut counts);
        counts
    }

    /// Whether somebody was there in a stretch of days.
    pub(super) fn was_there(&self, person: u32, start: i32, end: i32) -> bool {
        let mut earlier = self.facts.earlier.within(start, end);
        earlier.any(|(_, entries)| entries.binary_search_by_key(&person, |entry| entry.person()).is_ok())
            || self.days(start, end).iter().any(|did| did.person == person)
    }

    /// The window of this kind that follows another.
    pub(super) fn every_after(&self, window: Window) -> Window {
        let start = time::day_with_number(i64::from(window.end));
        match self.every {
            Every::Whole => Window { start: window.end, end: window.end + window.days() },
            every => Window::between(start, every.next(start)),
        }
    }

    /// The day after the last that has begun.
    pub fn end(&self) -> i32 {
        self.window.end.min(self.facts.last_day + 1)
    }

    /// What happened from one day to before another, as far as all of it is known: see [`super::Reach`].
    pub fn days(&self, start: i32, end: i32) -> &'a [Day] {
        let days = &self.facts.days;
        let (from, to) = (days.partition_point(|day| day.day < start), days.partition_point(|day| day.day < end));
        days.get(from..to.max(from)).unwrap_or_default()
    }

    /// What happened in the window, by day and person.
    pub(super) fn here_by_day(&self) -> &'a [Day] {
        self.days(self.window.start, self.window.end)
    }

    /// The conversations that were opened in the window.
    pub fn conversations(&self) -> &'a [Conversation] {
        let all = &self.facts.conversations;
        let from = all.partition_point(|one| one.day < self.window.start);
        let to = all.partition_point(|one| one.day < self.window.end);
        all.get(from..to.max(from)).unwrap_or_default()
    }

    /// What each person did in a stretch of days, by person; those who did nothing are not in it.
    pub fn sums(&self, start: i32, end: i32) -> Vec<Tally> {
        let mut place = vec![u32::MAX; self.facts.people.len()];
        let mut sums: Vec<Tally> = Vec::new();
        for day in self.days(start, end) {
            let Some(place) = place.get_mut(day.person as usize) else { continue };
            if *place == u32::MAX {
                *place = u32::try_from(sums.len()).unwrap_or(u32::MAX);
                sums.push(Tally {
                    person: day.person,
                    posts: 0,
                    replies: 0,
                    reactions: 0,
                    days: 0,
                    written_days: 0,
                    first_written: i32::MAX,
                });
            }
            let Some(sum) = sums.get_mut(*place as usize) else { continue };
            sum.posts += day.posts;
            sum.replies += day.replies;
            sum.reactions += day.reactions;
            let written = day.written() > 0;
            let active = written || day.reactions > 0;
            sum.days += u32::from(active);
            sum.written_days += u32::from(written);
            if written {
                sum.first_written = sum.first_written.min(day.day);
            }
        }
        // Places in the order of people: no sorting.
        let places = place.into_iter().filter(|place| *place != u32::MAX);
        places.filter_map(|place| sums.get(place as usize).copied()).filter(|sum| sum.days > 0).collect()
    }

    /// What each person did in the window.
    pub fn here(&self) -> &[Tally] {
        self.here.get_or_init(|| Rc::new(self.sums(self.window.start, self.window.end)))
    }

    /// What each person did in the window before.
    pub fn before(&self) -> &[Tally] {
        self.before.get_or_init(|| Rc::new(self.sums(self.previous.start, self.previous.end)))
    }

    /// Conversations that were opened in a stretch of days and that wait for an answer or got one.
    pub fn opened(&self, start: i32, end: i32) -> u64 {
        if (start, end) == (self.window.start, self.window.end) {
            return *self.opened.get_or_init(|| self.opened_on(start, end));
        }
        self.opened_on(start, end)
    }

    fn opened_on(&self, start: i32, end: i32) -> u64 {
        let posts: u64 = self.days(start, end).iter().map(|day| u64::from(day.posts)).sum();
        let announced = &self.facts.announced;
        let not_asked =
            announced.partition_point(|(day, _)| *day < end) - announced.partition_point(|(day, _)| *day < start);
        posts.saturating_sub(u64::try_from(not_asked).unwrap_or(u64::MAX))
    }
}

/// Adds what each wrote.
fn add_written<T: There>(entries: &[T], counts: &mut [u8]) {
    for entry in entries {
        if let Some(count) = counts.get_mut(entry.person() as usize) {
            *count = count.saturating_add(entry.written());
        }
    }
}

/// Each of some sums with that of the same person among others; both are in the order of people.
pub(super) fn beside<'t>(
    sums: &'t [Tally],
    others: &'t [Tally],
) -> impl Iterator<Item = (&'t Tally, Option<&'t Tally>)> + Clone {
    let mut others = others.iter().peekable();
    sums.iter().map(move |sum| {
        while others.next_if(|other| other.person < sum.person).is_some() {}
        (sum, others.peek().copied().filter(|other| other.person == sum.person))
    })
}

/// People with what each brings.
pub(super) fn people<'t>(sums: impl Iterator<Item = &'t Tally>, brings: impl Fn(&Tally) -> u64) -> Behind {
    let all = sums.map(|sum| (sum.person, super::figures::float(brings(sum)))).filter(|(_, value)| *value > 0.0);
    Behind::People(all.collect())
}
