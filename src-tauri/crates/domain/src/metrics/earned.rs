//! When each person earned a level, noted once for a whole series of windows.
//!
//! A period (a week, a month, a quarter) gives its level on the day on which it has enough days. The newest of these events
//! up to a day says the level on that day; so a window only looks at what happened since the window before it.
//!
//! **Invariants:** the level is the one that [`super::LevelsOn`] gives, which counts days within a year only: where a period
//! began before that, it is asked itself.

use std::cell::RefCell;

use super::standing::{LevelsOn, Periods, periods};
use crate::{levels::Level, time};

/// No period: lower than any.
const NONE: i32 = i32::MIN;

/// A period that had enough days.
#[derive(Debug, Clone, Copy)]
struct Event {
    /// The day on which it had.
    day: i32,
    level: Level,
    period: i32,
}

/// All events, and where the last window was.
#[derive(Debug, Clone)]
pub(super) struct Earned {
    /// Where each person's events begin in `events`, and where the last one's end.
    starts: Vec<u32>,
    events: Vec<Event>,
    reached: RefCell<Reached>,
}

/// How far everybody had come at a day.
#[derive(Debug, Clone, Default)]
struct Reached {
    /// The day.
    today: i32,
    people: Vec<One>,
}

/// How far somebody had come.
#[derive(Debug, Clone, Copy)]
struct One {
    /// The event after the last one.
    next: u32,
    /// The day after the last one, as a place among their days.
    day: u32,
    /// The last day on which they wrote.
    written: i32,
    /// The newest week, month and quarter with enough days.
    newest: Periods,
}

/// Some days of one person: twice the day's number, and one more when something was written on it.
type Days<'a> = &'a [i32];

impl Earned {
    /// The events of people, by their days.
    pub(super) fn of<'a>(people: impl Iterator<Item = Days<'a>>, first: i32, last: i32) -> Self {
        let all: Vec<Periods> = (first..=last).map(|day| periods(time::day_with_number(i64::from(day)), day)).collect();
        let mut earned = Self { starts: vec![0], events: Vec::new(), reached: RefCell::default() };
        for days in people {
            let (mut current, mut counts) = (Periods { week: NONE, month: NONE, quarter: NONE }, [0_u32; 3]);
            for day in days.iter().filter(|day| day.rem_euclid(2) == 1).map(|day| day.div_euclid(2)) {
                let Some(now) = usize::try_from(day - first).ok().and_then(|place| all.get(place)) else { continue };
                let periods = [
                    (Level::Participating, &mut current.week, now.week),
                    (Level::Contributing, &mut current.month, now.month),
                    (Level::Leading, &mut current.quarter, now.quarter),
                ];
                for ((level, current, now), count) in periods.into_iter().zip(&mut counts) {
                    *count = if *current == now { *count + 1 } else { 1 };
                    *current = now;
                    if *count == level.days() {
                        earned.events.push(Event { day, level, period: now });
                    }
                }
            }
            earned.starts.push(u32::try_from(earned.events.len()).unwrap_or(u32::MAX));
        }
        earned
    }

    /// The level of everybody who wrote within a year up to `levels`' day.
    pub(super) fn levels<'a>(&self, people: impl Iterator<Item = Days<'a>>, levels: &LevelsOn) -> Vec<(u32, Level)> {
        let mut reached = self.reached.borrow_mut();
        if reached.people.is_empty() || reached.today > levels.today() {
            let none = Periods { week: NONE, month: NONE, quarter: NONE };
            let begin = |start: &u32| One { next: *start, day: 0, written: NONE, newest: none };
            reached.people = self.starts.iter().take(self.starts.len() - 1).map(begin).collect();
        }
        reached.today = levels.today();
        let mut found = Vec::new();
        let ends = self.starts.get(1..).unwrap_or_default();
        for (((one, end), days), person) in reached.people.iter_mut().zip(ends).zip(people).zip(0_u32..) {
            one.go_on(self.events.get(one.next as usize..*end as usize).unwrap_or_default(), days, levels.today());
            if one.written < levels.first() {
                continue;
            }
            let level = if levels.may_be_cut(one.newest.quarter) {
                levels.level(days.iter().filter(|day| day.rem_euclid(2) == 1).map(|day| day.div_euclid(2)))
            } else {
                Some(levels.of(&one.newest))
            };
            found.extend(level.map(|level| (person, level)));
        }
        found
    }
}

impl One {
    /// Takes in what happened up to a day.
    fn go_on(&mut self, events: &[Event], days: Days<'_>, today: i32) {
        for event in events.iter().take_while(|event| event.day <= today) {
            match event.level {
                Level::Leading => self.newest.quarter = event.period,
                Level::Contributing => self.newest.month = event.period,
                Level::Participating | Level::Exploring => self.newest.week = event.period,
            }
            self.next += 1;
        }
        for day in days.get(self.day as usize..).unwrap_or_default() {
            if day.div_euclid(2) > today {
                break;
            }
            if day.rem_euclid(2) == 1 {
                self.written = day.div_euclid(2);
            }
            self.day += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::levels;

    proptest! {
        #[test]
        fn a_series_says_what_each_day_says(
            people in prop::collection::vec(prop::collection::vec((20_000..21_000_i32, any::<bool>(), 1..40_i32), 0..8), 1..6),
            mut ends in prop::collection::vec(20_300..21_050_i32, 1..14),
            in_order in prop::bool::weighted(0.8),
        ) {
            // Spells of days in a row: levels come from many days near each other.
            let days: Vec<Vec<i32>> = people
                .iter()
                .map(|spells| {
                    let spell = |(from, written, length): &(i32, bool, i32)| {
                        let (from, written) = (*from, *written);
                        (from..from + length).map(move |day| day * 2 + i32::from(written))
                    };
                    let mut days: Vec<i32> = spells.iter().flat_map(spell).collect();
                    days.sort_unstable_by_key(|day| (day.div_euclid(2), -day));
                    days.dedup_by_key(|day| day.div_euclid(2));
                    days
                })
                .collect();
            if in_order {
                ends.sort_unstable();
            }
            let earned = Earned::of(days.iter().map(Vec::as_slice), 20_000, 21_100);
            for today in ends {
                let found = earned.levels(days.iter().map(Vec::as_slice), &LevelsOn::new(today));
                let date = |day: i32| time::day_with_number(i64::from(day));
                let slow: Vec<(u32, Level)> = days
                    .iter()
                    .zip(0_u32..)
                    .filter_map(|(days, person)| {
                        let written: Vec<_> =
                            days.iter().filter(|day| day.rem_euclid(2) == 1).map(|day| date(day.div_euclid(2))).collect();
                        Some((person, levels::standing(&written, date(today))?.level))
                    })
                    .collect();
                prop_assert_eq!(found, slow, "on day {}", today);
            }
        }
    }
}
