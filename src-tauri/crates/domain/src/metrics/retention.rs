//! Whether people stay.

use super::{
    Behind, Definition, Direction, FEWEST_OF_PERCENT, Facts, Frame, Group, Reason, Unit, Value, Window,
    figures::{float, len},
    frame::{Tally, beside},
    rhythm::{self, Rhythm, Risk},
};

/// Days before a window in which a regular was one.
const REGULAR_DAYS: i32 = 90;
/// Messages that make a regular.
const REGULAR_MESSAGES: u8 = 4;
/// The shortest silence by which a regular is lost.
const LOST_DAYS: i32 = 30;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "retention",
        version: 1,
        title: "Retention",
        text: "Of the members active (who wrote or reacted in public) in the window before, those active in this one as well. \
               The window before a month is the month before.",
        group: Group::Retention,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| Value::share(many_stayed(frame), len(frame.before())),
        behind: |frame, part| match part {
            Some("lost") => Behind::People(gone(frame).into_iter().map(|person| (person, 1.0)).collect()),
            _ => Behind::People(stayed(frame).into_iter().map(|person| (person, 1.0)).collect()),
        },
    },
    Definition {
        id: "churn",
        version: 1,
        title: "Churn",
        text: "Of the members active in the window before, those not active in this one: 100 minus retention.",
        group: Group::Retention,
        unit: Unit::Percent,
        direction: Direction::Down,
        least: FEWEST_OF_PERCENT,
        compute: |frame| Value::share(len(frame.before()) - many_stayed(frame), len(frame.before())),
        behind: |frame, _| Behind::People(gone(frame).into_iter().map(|person| (person, 1.0)).collect()),
    },
    Definition {
        id: "returning_rate",
        version: 1,
        title: "Returning contributors",
        text: "Of the members who wrote in this window, those who also wrote in the one before.",
        group: Group::Retention,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            let writers = frame.here().iter().filter(|sum| sum.written() > 0);
            Value::share(wrote_again(frame).count() as u64, writers.count() as u64)
        },
        behind: |frame, _| super::frame::people(wrote_again(frame), Tally::written),
    },
    Definition {
        id: "lost_regulars",
        version: 1,
        title: "Lost regulars",
        text: "Members with at least four messages in the 90 days before the window who wrote none in it. Of a window shorter \
               than 30 days, the 30 days up to its end are taken.",
        group: Group::Retention,
        unit: Unit::People,
        direction: Direction::Down,
        least: 0,
        compute: |frame| Value::count(len(lost_regulars(frame))),
        behind: |frame, _| Behind::People(lost_regulars(frame).iter().map(|person| (*person, 1.0)).collect()),
    },
    Definition {
        id: "at_risk",
        version: 1,
        title: "Members at risk",
        text: "By each member's own rhythm: the usual gap is the median of the days between active days of the last 180, of \
               members with at least five. Silent for more than two usual gaps is to be watched, for more than four is at \
               risk, for more than eight and more than 90 days is lost. The value counts those at risk at the window's end.",
        group: Group::Retention,
        unit: Unit::People,
        direction: Direction::Down,
        least: 0,
        compute: |frame| {
            let [none, watch, near, lost] = rhythm::risks(&frame.course());
            Value { n: none + watch + near + lost, ..Value::count(near) }
                .with("watch", float(watch))
                .with("lost", float(lost))
        },
        behind: |frame, part| {
            let wanted = match part {
                Some("watch") => Risk::Watch,
                Some("lost") => Risk::Lost,
                _ => Risk::Near,
            };
            let all = rhythms(frame).into_iter().filter(|(_, one)| one.risk == wanted);
            Behind::People(all.map(|(person, one)| (person, f64::from(one.silent))).collect())
        },
    },
    Definition {
        id: "cohort",
        version: 1,
        title: "Cohort retention",
        text: "Members who joined in the window (or first wrote in it, where it is not known when they joined), and the share \
               of them active in each later window of the same length; the value is that of the next one. The window in \
               which they joined is left out of averages, and a window that is not over is marked.",
        group: Group::Retention,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: cohort,
        behind: |frame, part| {
            let Some(later) = part.unwrap_or("1").parse::<usize>().ok() else { return Behind::People(Vec::new()) };
            let window = later_windows(frame, later + 1).pop().unwrap_or(frame.window);
            let active = frame.sums(window.start, window.end);
            let all = active
                .iter()
                .filter(|sum| cohort_day(frame.facts, sum.person).is_some_and(|day| frame.window.has(day)));
            Behind::People(all.map(|sum| (sum.person, f64::from(sum.days))).collect())
        },
    },
];

fn stayed(frame: &Frame<'_>) -> Vec<u32> {
    let both = beside(frame.before(), frame.here()).filter(|(_, here)| here.is_some());
    both.map(|(before, _)| before.person).collect()
}

fn many_stayed(frame: &Frame<'_>) -> u64 {
    *frame.stayed.get_or_init(|| len(&stayed(frame)))
}

fn gone(frame: &Frame<'_>) -> Vec<u32> {
    let only = beside(frame.before(), frame.here()).filter(|(_, here)| here.is_none());
    only.map(|(before, _)| before.person).collect()
}

/// Who wrote in this window and in the one before.
fn wrote_again<'f>(frame: &'f Frame<'_>) -> impl Iterator<Item = &'f Tally> {
    let both = beside(frame.here(), frame.before());
    both.filter(|(here, before)| here.written() > 0 && before.is_some_and(|before| before.written() > 0))
        .map(|(here, _)| here)
}

/// Who was a regular and did not write.
pub(super) fn lost_regulars<'f>(frame: &'f Frame<'_>) -> &'f [u32] {
    frame.lost.get_or_init(|| {
        let end = frame.end();
        let start = frame.window.start.min(end - LOST_DAYS);
        let before = frame.written(start - REGULAR_DAYS, start);
        let course = frame.course();
        let regulars = before.iter().zip(course.last_written()).zip(0_u32..);
        regulars
            .filter(|((before, last), _)| **before >= REGULAR_MESSAGES && *last < start)
            .map(|(_, person)| person)
            .collect()
    })
}

/// Everybody with a rhythm.
fn rhythms(frame: &Frame<'_>) -> Vec<(u32, Rhythm)> {
    rhythm::rhythms(&frame.course())
}

/// The day by which somebody belongs to a cohort.
fn cohort_day(facts: &Facts, person: u32) -> Option<i32> {
    let person = facts.people.get(person as usize)?;
    person.joined.or(person.first)
}

/// The windows from this one on, of its kind.
fn later_windows(frame: &Frame<'_>, count: usize) -> Vec<Window> {
    let mut windows = vec![frame.window];
    while windows.len() < count {
        let Some(last) = windows.last() else { break };
        if last.end > frame.facts.last_day {
            break;
        }
        windows.push(frame.every_after(*last));
    }
    windows
}

fn cohort(frame: &Frame<'_>) -> Value {
    let members = frame.facts.people.iter().zip(0_u32..);
    let size = members
        .filter(|(_, index)| cohort_day(frame.facts, *index).is_some_and(|day| frame.window.has(day)))
        .count() as u64;
    if size == 0 {
        return Value::none(Reason::NoCases);
    }
    let mut value = Value { n: size, ..Value::none(Reason::NotYet) }.with("size", float(size));
    for (window, later) in later_windows(frame, 25).into_iter().zip(0_u32..) {
        let active = frame.sums(window.start, window.end);
        let here =
            active.iter().filter(|sum| cohort_day(frame.facts, sum.person).is_some_and(|day| frame.window.has(day)));
        let share = float(here.count() as u64) * 100.0 / float(size);
        if later == 1 && window.end <= frame.facts.last_day {
            value.value = Some(share);
            value.reason = None;
        }
        value = value.with(later.to_string(), share);
    }
    value
}

/// How many of each cohort were active in each window: `[cohort][window]`, and the sizes of the cohorts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortCounts {
    /// Members of each cohort.
    pub sizes: Vec<u32>,
    /// Of each cohort, those active in each window.
    pub active: Vec<Vec<u32>>,
}

/// Counts cohorts: members by the window they joined in (or first wrote in), and when they were active.
pub fn cohort_counts(facts: &Facts, windows: &[Window], by_first: bool) -> CohortCounts {
    let cohort_of: Vec<Option<usize>> = facts
        .people
        .iter()
        .map(|person| {
            let day = if by_first { person.first } else { person.joined.or(person.first) }?;
            windows.iter().position(|window| window.has(day))
        })
        .collect();
    let mut sizes = vec![0; windows.len()];
    for cohort in cohort_of.iter().flatten() {
        if let Some(size) = sizes.get_mut(*cohort) {
            *size += 1;
        }
    }
    let mut active = vec![vec![0; windows.len()]; windows.len()];
    let mut seen = vec![usize::MAX; facts.people.len()];
    let mut at = 0;
    for day in &facts.days {
        while windows.get(at).is_some_and(|window| window.end <= day.day) {
            at += 1;
        }
        let Some(window) = windows.get(at) else { break };
        let index = day.person as usize;
        if !window.has(day.day) || day.written() + day.reactions == 0 || seen.get(index) == Some(&at) {
            continue;
        }
        if let Some(seen) = seen.get_mut(index) {
            *seen = at;
        }
        let cell = cohort_of.get(index).copied().flatten().and_then(|cohort| active.get_mut(cohort)?.get_mut(at));
        if let Some(cell) = cell {
            *cell += 1;
        }
    }
    CohortCounts { sizes, active }
}
