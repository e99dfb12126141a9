//! Mentoring: whether pairs meet as agreed, reach what they want, and come to a good end.
//!
//! **Invariants:** only sessions that were held count; what a pair agreed on is planned from its first day to its last, and no
//! further than today; a pair that pauses is in no plan, because nobody notes since when. Nothing private is known here.

use super::{
    Behind, Definition, Direction, FEWEST_OF_MEDIAN, FEWEST_OF_PERCENT, Frame, Group, Reason, Unit, Value, Window,
    figures::{float, median},
    kept::either,
};
use crate::{
    mentoring::{PairHealth, PairRecord},
    time,
};

/// The day of a session that was held, and what the mentor and the mentee thought of it.
type Held = (i32, Option<u8>, Option<u8>);

/// A pair, in days and numbers. Days are numbered from 1970-01-01.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairing {
    /// Its first day.
    pub started: i32,
    /// The day it ended.
    pub ended: Option<i32>,
    /// Whether that was the end that was planned.
    pub completed: bool,
    /// Whether it pauses now.
    pub paused: bool,
    /// Days from one session to the next, as agreed.
    pub cadence: i32,
    /// Days of the sessions that were held, in order, each with what the mentor and the mentee thought of it: 1 to 5.
    pub sessions: Vec<Held>,
    /// What was to be done by a day, and the day it was done.
    pub items: Vec<(i32, Option<i32>)>,
    /// Days on which goals were reached.
    pub reached: Vec<i32>,
}

impl Pairing {
    /// Sessions that were to be until the end of the day before `day`.
    fn planned_before(&self, day: i32) -> u64 {
        let until = self.ended.map_or(day, |ended| ended.min(day));
        u64::try_from((until - self.started).max(0) / self.cadence.max(1)).unwrap_or(0)
    }

    fn goes_on(&self, day: i32) -> bool {
        self.started <= day && self.ended.is_none_or(|ended| ended > day)
    }

    /// How it is doing at the end of a day, from what was known by then.
    fn health(&self, day: i32) -> PairHealth {
        let number = |day: i32| time::day_with_number(i64::from(day));
        let held = self.sessions.iter().filter(|one| one.0 <= day);
        let record = PairRecord {
            started: number(self.started),
            cadence_days: i64::from(self.cadence),
            held: u32::try_from(held.clone().count()).unwrap_or(u32::MAX),
            last: held.max_by_key(|one| one.0).map(|one| number(one.0)),
        };
        record.health(number(day))
    }
}

/// All pairs; why there are none.
fn pairs<'a>(frame: &'a Frame<'_>) -> Result<&'a [Pairing], Value> {
    let kept = &frame.facts.kept;
    if !kept.whole {
        return Err(Value::none(Reason::NotForSlice));
    }
    if kept.pairings.is_empty() { Err(Value::none(Reason::NotKept)) } else { Ok(&kept.pairings) }
}

/// The window as far as it has come: today is its last day.
fn past(frame: &Frame<'_>) -> Window {
    Window { start: frame.window.start, end: frame.window.end.min(frame.facts.today + 1) }
}

fn within(window: Window, day: i32) -> bool {
    (window.start..window.end).contains(&day)
}

/// Pairs that went on at the end of the window's last day.
fn going_on<'a>(frame: &'a Frame<'_>) -> Result<(i32, Vec<&'a Pairing>), Value> {
    let last = past(frame).end - 1;
    if last < frame.window.start {
        return Err(Value::none(Reason::NotYet));
    }
    Ok((last, pairs(frame)?.iter().filter(|one| one.goes_on(last)).collect()))
}

fn held_of_planned(frame: &Frame<'_>) -> Result<Value, Value> {
    let window = past(frame);
    let (mut planned, mut held) = (0_u64, 0_u64);
    for pair in pairs(frame)?.iter().filter(|one| !one.paused) {
        planned += pair.planned_before(window.end).saturating_sub(pair.planned_before(window.start));
        held += pair.sessions.iter().filter(|one| within(window, one.0)).count() as u64;
    }
    if planned == 0 {
        return Err(Value::none(Reason::NoCases));
    }
    Ok(Value::of(float(held) * 100.0 / float(planned), planned).with("part", float(held)).with("whole", float(planned)))
}

fn gap(frame: &Frame<'_>) -> Result<Value, Value> {
    let window = past(frame);
    let mut gaps = Vec::new();
    for pair in pairs(frame)? {
        for (before, after) in pair.sessions.iter().zip(pair.sessions.iter().skip(1)) {
            if within(window, after.0) {
                gaps.push(f64::from(after.0 - before.0));
            }
        }
    }
    gaps.sort_by(f64::total_cmp);
    median(&gaps).map(|found| Value::of(found, gaps.len() as u64)).ok_or(Value::none(Reason::NoCases))
}

fn rating(frame: &Frame<'_>, side: fn(&Held) -> Option<u8>) -> Result<Value, Value> {
    let window = past(frame);
    let sessions = pairs(frame)?.iter().flat_map(|one| &one.sessions).filter(|one| within(window, one.0));
    let mut all: Vec<f64> = sessions.filter_map(side).map(f64::from).collect();
    all.sort_by(f64::total_cmp);
    median(&all).map(|found| Value::of(found, all.len() as u64)).ok_or(Value::none(Reason::NoCases))
}

/// Pairs are no people of the community: most mentors and mentees were never seen on a source.
fn nobody(_: &Frame<'_>, _: Option<&str>) -> Behind {
    Behind::People(Vec::new())
}

const fn about(
    id: &'static str,
    title: &'static str,
    text: &'static str,
    unit: Unit,
    direction: Direction,
    least: u64,
    compute: fn(&Frame<'_>) -> Value,
) -> Definition {
    Definition { id, version: 1, title, text, group: Group::Together, unit, direction, least, compute, behind: nobody }
}

pub(super) const METRICS: &[Definition] = &[
    about(
        "mentoring.pairs",
        "Mentoring pairs",
        "Pairs that went on at the end of the window's last day; those that pause are counted, those only proposed are not.",
        Unit::Count,
        Direction::Up,
        0,
        |frame| either(going_on(frame).map(|(_, found)| Value::count(found.len() as u64))),
    ),
    about(
        "mentoring.held",
        "Mentoring sessions held",
        "Sessions that were held in the window, of those that were to be by what each pair agreed on: one for each full \
         cadence since its first day. Can be more than 100. Pairs that pause now are left out.",
        Unit::Percent,
        Direction::Up,
        FEWEST_OF_MEDIAN,
        |frame| either(held_of_planned(frame)),
    ),
    about(
        "mentoring.gap",
        "Days between mentoring sessions",
        "The median days from one session of a pair to its next, of those whose next was held in the window.",
        Unit::Days,
        Direction::Down,
        FEWEST_OF_MEDIAN,
        |frame| either(gap(frame)),
    ),
    about(
        "mentoring.quiet",
        "Mentoring pairs that need a check-in",
        "Pairs that went on at the end of the window's last day without a session for more than one and a half cadences. \
         Pairs that pause are left out.",
        Unit::Count,
        Direction::Down,
        0,
        |frame| {
            either(going_on(frame).map(|(last, found)| {
                let awake: Vec<&&Pairing> = found.iter().filter(|one| !one.paused).collect();
                let quiet = awake.iter().filter(|one| one.health(last) == PairHealth::NeedsCheckIn).count();
                Value::count(quiet as u64).with("whole", float(awake.len() as u64))
            }))
        },
    ),
    about(
        "mentoring.goals",
        "Goals reached in mentoring",
        "Goals of mentees that were reached in the window: on the first day their progress was 100 percent, or else when they \
         were marked.",
        Unit::Count,
        Direction::Up,
        0,
        |frame| {
            let window = past(frame);
            either(pairs(frame).map(|all| {
                Value::count(all.iter().flat_map(|one| &one.reached).filter(|day| within(window, **day)).count() as u64)
            }))
        },
    ),
    about(
        "mentoring.in_time",
        "Mentoring to-dos done in time",
        "Of what mentors and mentees wanted to do by a day in the window, what was done on that day or before.",
        Unit::Percent,
        Direction::Up,
        FEWEST_OF_PERCENT,
        |frame| {
            let window = past(frame);
            either(pairs(frame).map(|all| {
                let due = all.iter().flat_map(|one| &one.items).filter(|one| within(window, one.0));
                let (mut whole, mut done) = (0, 0);
                for (by, on) in due {
                    whole += 1;
                    done += u64::from(on.is_some_and(|on| on <= *by));
                }
                Value::share(done, whole)
            }))
        },
    ),
    about(
        "mentoring.rating_mentors",
        "Sessions as mentors rate them",
        "The median of what mentors thought of sessions held in the window, from 1 to 5.",
        Unit::Number,
        Direction::Up,
        FEWEST_OF_MEDIAN,
        |frame| either(rating(frame, |one| one.1)),
    ),
    about(
        "mentoring.rating_mentees",
        "Sessions as mentees rate them",
        "The median of what mentees thought of sessions held in the window, from 1 to 5.",
        Unit::Number,
        Direction::Up,
        FEWEST_OF_MEDIAN,
        |frame| either(rating(frame, |one| one.2)),
    ),
    about(
        "mentoring.completion",
        "Mentoring pairs that came to their end",
        "Of the pairs that ended in the window, those that came to the end that was planned; the others parted before it, \
         without anybody's fault.",
        Unit::Percent,
        Direction::Up,
        FEWEST_OF_MEDIAN,
        |frame| {
            let window = past(frame);
            either(pairs(frame).map(|all| {
                let ended = all.iter().filter(|one| one.ended.is_some_and(|day| within(window, day)));
                let (mut whole, mut completed) = (0, 0);
                for pair in ended {
                    whole += 1;
                    completed += u64::from(pair.completed);
                }
                Value::share(completed, whole)
            }))
        },
    ),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::metrics::{Every, tests::facts};

    fn pairing() -> impl Strategy<Value = Pairing> {
        let session = (0_i32..60, proptest::option::of(1_u8..=5), proptest::option::of(1_u8..=5));
        (
            0_i32..40,
            proptest::option::of(0_i32..40),
            any::<bool>(),
            any::<bool>(),
            1_i32..20,
            proptest::collection::vec(session, 0..8),
            proptest::collection::vec((0_i32..60, proptest::option::of(0_i32..60)), 0..6),
            proptest::collection::vec(0_i32..60, 0..3),
        )
            .prop_map(|(started, long, completed, paused, cadence, mut sessions, items, reached)| {
                sessions.sort_by_key(|one| one.0);
                let ended = long.map(|long| started + long);
                Pairing {
                    started,
                    ended,
                    completed: completed && ended.is_some(),
                    paused,
                    cadence,
                    sessions,
                    items,
                    reached,
                }
            })
    }

    proptest! {
        /// The slow way: day by day, and from the first day on.
        #[test]
        fn numbers_are_those_of_every_day(all in proptest::collection::vec(pairing(), 1..6), from in 0_i32..30, long in 1_i32..30) {
            let mut facts = facts(0);
            facts.kept.whole = true;
            facts.kept.pairings = all.clone();
            let today = facts.today;
            let frame = Frame::new(&facts, Window { start: from, end: from + long }, Every::Whole);
            let value = |id: &str| (METRICS.iter().find(|one| one.id == id).unwrap().compute)(&frame);
            let (mut planned, mut held, mut reached, mut due, mut done, mut over, mut well) = (0, 0, 0, 0, 0, 0, 0);
            for day in from..(from + long).min(today + 1) {
                for pair in &all {
                    // A session is due at the end of the day before each full cadence.
                    let on = day + 1 - pair.started;
                    let due_today = on > 0 && on % pair.cadence == 0 && pair.ended.is_none_or(|ended| day < ended);
                    planned += u64::from(due_today && !pair.paused);
                    held += if pair.paused { 0 } else { pair.sessions.iter().filter(|one| one.0 == day).count() };
                    reached += pair.reached.iter().filter(|one| **one == day).count();
                    for (by, on) in &pair.items {
                        due += u64::from(*by == day);
                        done += u64::from(*by == day && on.is_some_and(|on| on <= day));
                    }
                    over += u64::from(pair.ended == Some(day));
                    well += u64::from(pair.ended == Some(day) && pair.completed);
                }
            }
            let part = |id: &str, name: &str| value(id).parts.iter().find(|one| one.0 == name).map(|one| one.1);
            if planned > 0 {
                prop_assert_eq!(part("mentoring.held", "part"), Some(held as f64));
                prop_assert_eq!(part("mentoring.held", "whole"), Some(planned as f64));
            } else {
                prop_assert_eq!(value("mentoring.held").value, None);
            }
            prop_assert_eq!(value("mentoring.goals").value, Some(reached as f64));
            let share = |one: u64, of: u64| (of > 0).then(|| one as f64 * 100.0 / of as f64);
            prop_assert_eq!(value("mentoring.in_time").value, share(done, due));
            prop_assert_eq!(value("mentoring.completion").value, share(well, over));
        }
    }

    #[test]
    fn a_quiet_pair_is_counted_when_one_and_a_half_cadences_are_over() {
        let mut facts = facts(0);
        facts.kept.whole = true;
        facts.kept.pairings =
            vec![Pairing { started: 0, cadence: 14, sessions: vec![(9, Some(4), None)], ..Pairing::default() }];
        facts.today = 100;
        let quiet = |end: i32| {
            let frame = Frame::new(&facts, Window { start: 0, end }, Every::Whole);
            (METRICS.iter().find(|one| one.id == "mentoring.quiet").unwrap().compute)(&frame).value
        };
        assert_eq!((quiet(31), quiet(32)), (Some(0.0), Some(1.0)));
    }
}
