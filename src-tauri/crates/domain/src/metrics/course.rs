//! How far everybody has come by a day: when they last wrote, which levels they earned, and on which days they were there
//! lately.
//!
//! Windows of a series follow each other. So days are gone through once, in their order, and a window takes in no more than
//! what happened since the window before it; who asks for an earlier day begins anew.
//!
//! **Invariants:** levels are those that [`super::LevelsOn`] gives, which counts days within a year only: where a quarter
//! began before that, its days are counted again; of somebody's days only the last [`RHYTHM_DAYS`] are told.

use super::{
    Day, LevelsOn, Presence, Recent,
    presence::There,
    rhythm::RHYTHM_DAYS,
    standing::{Periods, begun, periods},
};
use crate::{levels::Level, time};

/// No day and no period: lower than any.
const NONE: i32 = i32::MIN;

/// When somebody wrote.
#[derive(Debug, Clone, Copy)]
struct One {
    /// The last day on which they wrote.
    written: i32,
    /// The newest week, month and quarter with enough days for a level.
    newest: Periods,
    /// Days written in the week, the month and the quarter of `written`.
    days: [u8; 3],
}

/// How many people are gone through together.
const BLOCK: usize = 4_096;

/// Days after which a day's week no longer keeps a level: a week, and the month that it is kept.
const OLDEST_WEEK: i32 = 2 * 7 + 31;
/// Days after which a day's month no longer keeps a level: a month, and the three that it is kept.
const OLDEST_MONTH: i32 = 2 * 31 + 92;

/// What happened on one day.
struct OnDay<'d, T> {
    day: i32,
    /// How long before the day that is to be reached.
    ago: i32,
    now: Periods,
    begun: Periods,
    /// By whom, those left out that are taken in.
    entries: &'d [T],
}

impl<'d, T: There> OnDay<'d, T> {
    fn new(day: i32, entries: &'d [T], reached: i32) -> Self {
        let date = time::day_with_number(i64::from(day));
        Self { day, ago: reached - 1 - day, now: periods(date, day), begun: begun(date, day), entries }
    }

    /// Takes in what some people did, of whom one is `first`.
    fn take_in(&mut self, people: &mut [One], recent: &mut [Recent], first: u32) {
        let least = [Level::Participating, Level::Contributing, Level::Leading];
        let least = least.map(|level| u8::try_from(level.days()).unwrap_or(u8::MAX));
        let Self { day, ago, now, begun, .. } = *self;
        let is_recent = ago < RHYTHM_DAYS;
        while let Some((entry, rest)) = self.entries.split_first() {
            let place = entry.person().wrapping_sub(first) as usize;
            let (Some(one), Some(recent)) = (people.get_mut(place), recent.get_mut(place)) else { break };
            self.entries = rest;
            if is_recent && entry.is_there() {
                recent.add(ago);
            }
            if entry.written() > 0 {
                // Every day of everybody comes by here: no loop over the three, and nothing that no longer keeps a level.
                let [week, month, quarter] = &mut one.days;
                if is_recent && ago < OLDEST_WEEK {
                    count(week, one.written >= begun.week, least[0], &mut one.newest.week, now.week);
                }
                if is_recent && ago < OLDEST_MONTH {
                    count(month, one.written >= begun.month, least[1], &mut one.newest.month, now.month);
                }
                count(quarter, one.written >= begun.quarter, least[2], &mut one.newest.quarter, now.quarter);
                one.written = day;
            }
        }
    }
}

/// How far everybody has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Course {
    /// What happened before this day is taken in; nothing before the first.
    reached: Option<i32>,
    people: Vec<One>,
    /// The last days of each with anything: beside the rest, because what asks for one of them goes through everybody.
    recent: Vec<Recent>,
}

impl Course {
    /// Takes in what so many people did before `day`: who was there `earlier`, and what they did on all later days, in their
    /// order.
    pub(super) fn go_to(&mut self, day: i32, people: usize, earlier: &Presence, all: &[Day]) {
        let from = match self.reached {
            Some(reached) if reached == day => return,
            Some(reached) if reached < day => {
                let later = u32::try_from(day - reached).unwrap_or(u32::MAX);
                for recent in &mut self.recent {
                    *recent = recent.later(later);
                }
                reached
            }
            _ => {
                let newest = Periods { week: NONE, month: NONE, quarter: NONE };
                self.people = vec![One { written: NONE, newest, days: [0; 3] }; people];
                self.recent = vec![Recent::default(); people];
                NONE
            }
        };
        self.reached = Some(day);
        let new = all.partition_point(|one| one.day < from)..all.partition_point(|one| one.day < day);
        let new = all.get(new).unwrap_or_default().chunk_by(|a, b| a.day == b.day);
        let new = new.filter_map(|entries| Some((entries.first()?.day, entries)));
        let mut days: Vec<_> = new.map(|(on, entries)| OnDay::new(on, entries, day)).collect();
        let mut earlier: Vec<_> = earlier.within(from, day).map(|(on, there)| OnDay::new(on, there, day)).collect();
        // People by the thousand, each with all days: what is known of them stays near meanwhile.
        let blocks = self.people.chunks_mut(BLOCK).zip(self.recent.chunks_mut(BLOCK));
        for ((block, recent), first) in blocks.zip((0_u32..).step_by(BLOCK)) {
            earlier.iter_mut().for_each(|on_day| on_day.take_in(block, recent, first));
            days.iter_mut().for_each(|on_day| on_day.take_in(block, recent, first));
        }
    }

    /// The last day on which each person wrote; lower than any where there is none.
    pub(super) fn last_written(&self) -> impl Iterator<Item = i32> {
        self.people.iter().map(|one| one.written)
    }

    /// The last days of each person with any.
    pub(super) fn recent(&self) -> impl Iterator<Item = (u32, Recent)> {
        let all = self.recent.iter().zip(0_u32..);
        all.filter(|(recent, _)| **recent != Recent::default()).map(|(recent, person)| (person, *recent))
    }

    /// How many people were there in the last so many days, and on how many days all of them together.
    pub(super) fn presence(&self, days: u32) -> (u64, u64) {
        self.recent
            .iter()
            .map(|recent| recent.count(days))
            .fold((0, 0), |(people, sum), count| (people + u64::from(count > 0), sum + u64::from(count)))
    }

    /// The level of everybody who wrote within a year up to the day before the one that was reached, which is `levels`'.
    pub(super) fn levels(&self, levels: &LevelsOn, earlier: &Presence, all: &[Day]) -> Vec<(u32, Level)> {
        let mut cut: Option<Vec<u8>> = None;
        let mut found = Vec::new();
        for (one, person) in self.people.iter().zip(0_u32..).filter(|(one, _)| one.written >= levels.first()) {
            let mut newest = one.newest;
            if levels.may_be_cut(newest.quarter) {
                let counts =
                    cut.get_or_insert_with(|| self.written(levels.first(), levels.end_of_first(), earlier, all));
                let is_here = levels.begins_in(newest.quarter);
                let days = counts.get(person as usize).copied().filter(|_| is_here).map_or(0, u32::from);
                if days < Level::Leading.days() {
                    newest.quarter = NONE;
                }
            }
            found.push((person, levels.of(&newest)));
        }
        found
    }

    /// On how many days each person wrote from one day on, before another.
    fn written(&self, start: i32, end: i32, earlier: &Presence, all: &[Day]) -> Vec<u8> {
        let mut counts = vec![0_u8; self.people.len()];
        for (_, entries) in earlier.within(start, end) {
            count_written(entries, &mut counts);
        }
        let days = all.partition_point(|one| one.day < start)..all.partition_point(|one| one.day < end);
        count_written(all.get(days).unwrap_or_default(), &mut counts);
        counts
    }
}

/// Counts a day of each who wrote.
fn count_written<T: There>(entries: &[T], counts: &mut [u8]) {
    for entry in entries.iter().filter(|entry| entry.written() > 0) {
        if let Some(count) = counts.get_mut(entry.person() as usize) {
            *count = count.saturating_add(1);
        }
    }
}

/// Counts a day written in a period, the same as the one before or a new one; with enough days it is the newest that has.
#[inline]
const fn count(days: &mut u8, again: bool, least: u8, newest: &mut i32, now: i32) {
    *days = if again { days.saturating_add(1) } else { 1 };
    if *days >= least {
        *newest = now;
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
            known_since in 19_990..21_010_i32,
        ) {
            // Spells of days in a row: levels come from many days near each other.
            let mut all: Vec<Day> = Vec::new();
            for (spells, person) in people.iter().zip(0_u32..) {
                for (from, written, length) in spells {
                    let posts = u32::from(*written);
                    all.extend((*from..from + length).map(|day| Day { day, person, posts, replies: 0, reactions: 1 - posts }));
                }
            }
            all.sort_unstable_by_key(|one| (one.day, one.person, one.reactions));
            all.dedup_by_key(|one| (one.day, one.person));
            if in_order {
                ends.sort_unstable();
            }
            // Of the days before this one only who was there is known.
            let (before, rest) = all.split_at(all.partition_point(|one| one.day < known_since));
            let mut earlier = Presence::default();
            before.chunk_by(|a, b| a.day == b.day).for_each(|entries| earlier.push(entries[0].day, entries));
            let mut course = Course::default();
            for today in ends {
                course.go_to(today + 1, people.len(), &earlier, rest);
                let date = |day: i32| time::day_with_number(i64::from(day));
                let of = |person: u32| all.iter().filter(move |one| one.person == person && one.day <= today);
                let written = |person: u32| of(person).filter(|one| one.posts > 0).map(|one| one.day);
                let slow: Vec<(u32, Level)> = (0..people.len() as u32)
                    .filter_map(|person| {
                        let days: Vec<_> = written(person).map(date).collect();
                        Some((person, levels::standing(&days, date(today))?.level))
                    })
                    .collect();
                prop_assert_eq!(course.levels(&LevelsOn::new(today), &earlier, rest), slow, "on day {}", today);
                for person in 0..people.len() as u32 {
                    prop_assert_eq!(course.last_written().nth(person as usize).unwrap(), written(person).next_back().unwrap_or(NONE));
                    let mut ago: Vec<u32> = of(person).map(|one| today - one.day).filter(|ago| *ago < RHYTHM_DAYS).map(|ago| ago as u32).collect();
                    ago.reverse();
                    let recent = course.recent().find(|(other, _)| *other == person).map_or(Recent::default(), |(_, recent)| recent);
                    let mut each = Vec::new();
                    recent.each(|ago| each.push(ago));
                    prop_assert_eq!(&each, &ago);
                    prop_assert_eq!(recent.last(), ago.first().copied());
                    prop_assert_eq!(recent.in_a_row() as usize, ago.windows(2).filter(|pair| pair[1] - pair[0] == 1).count());
                    for days in [1, 7, 28, 64, 100, 128, 150, 180] {
                        prop_assert_eq!(recent.count(days) as usize, ago.iter().filter(|ago| **ago < days).count(), "{} days", days);
                    }
                }
            }
        }
    }
}
