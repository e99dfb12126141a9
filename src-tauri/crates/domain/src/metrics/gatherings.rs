//! Events: who said yes, who came, who came again, and what they thought of it.
//!
//! **Invariants:** an event counts in the window in which it began, once it is over; walk-ins are attendance and no part of
//! the show rate; too few answers have no score.

use super::{
    Behind, Definition, Direction, FEWEST_OF_PERCENT, Frame, Group, Reason, Unit, Value,
    figures::float,
    kept::{either, instants},
};
use crate::attendance::{FEWEST_ANSWERS, promoters};

/// An event that is over, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathering {
    /// When it began, UTC milliseconds.
    pub start_at: i64,
    /// Those who were asked or signed up, each once; no walk-ins.
    pub asked: u64,
    /// Of them, those who said that they come and did not call it off.
    pub expected: u64,
    /// Of those, who attended.
    pub shown: u64,
    /// Everybody who attended.
    pub came: u64,
    /// Of them, who had come to an earlier event; nothing where there was none.
    pub returned: Option<u64>,
    /// What was thought of it, from 0 to 10.
    pub scores: Vec<u8>,
}

/// Events of the window; why there are none.
fn of<'a>(frame: &'a Frame<'_>) -> Result<Vec<&'a Gathering>, Value> {
    let kept = &frame.facts.kept;
    if !kept.whole {
        return Err(Value::none(Reason::NotForSlice));
    }
    if kept.gatherings.is_empty() {
        return Err(Value::none(Reason::NotKept));
    }
    let (from, until) = instants(frame);
    let found: Vec<&Gathering> = kept.gatherings.iter().filter(|one| (from..until).contains(&one.start_at)).collect();
    if found.is_empty() { Err(Value::none(Reason::NoCases)) } else { Ok(found) }
}

fn share(frame: &Frame<'_>, part: fn(&Gathering) -> u64, whole: fn(&Gathering) -> u64) -> Value {
    either(of(frame).map(|all| {
        let sum = |of: fn(&Gathering) -> u64| all.iter().map(|one| of(one)).sum::<u64>();
        Value::share(sum(part), sum(whole)).with("events", float(all.len() as u64))
    }))
}

/// Guests of several events are no people of the community: nobody is behind such a number.
fn nobody(_: &Frame<'_>, _: Option<&str>) -> Behind {
    Behind::People(Vec::new())
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "events.attendance",
        version: 1,
        title: "Attendance of events",
        text: "People who attended events that began in the window, at the door or online for long enough, each once for each \
               event; walk-ins are counted. Parts: events, walk-ins.",
        group: Group::Together,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            either(of(frame).map(|all| {
                let came = all.iter().map(|one| one.came).sum();
                let walk_ins: u64 = all.iter().map(|one| one.came - one.shown.min(one.came)).sum();
                Value::count(came).with("events", float(all.len() as u64)).with("walk_ins", float(walk_ins))
            }))
        },
        behind: nobody,
    },
    Definition {
        id: "events.rsvp_rate",
        version: 1,
        title: "Yes to invitations to events",
        text: "Of the people who were asked or signed up for events that began in the window, those who said that they come and \
               did not call it off. Walk-ins are left out.",
        group: Group::Together,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| share(frame, |one| one.expected, |one| one.asked),
        behind: nobody,
    },
    Definition {
        id: "events.show_rate",
        version: 1,
        title: "Show rate of events",
        text: "Of the people who said that they come to events that began in the window, and did not call it off, those who \
               attended. Walk-ins are left out.",
        group: Group::Together,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| share(frame, |one| one.shown, |one| one.expected),
        behind: nobody,
    },
    Definition {
        id: "events.repeat_rate",
        version: 1,
        title: "People who come to events again",
        text: "Of the people who attended events that began in the window, those who had come to an earlier one. Of the very \
               first event nobody can have, and it is left out.",
        group: Group::Together,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            share(frame, |one| one.returned.unwrap_or(0), |one| if one.returned.is_some() { one.came } else { 0 })
        },
        behind: nobody,
    },
    Definition {
        id: "events.first_timers",
        version: 1,
        title: "First-timers at events",
        text: "People who attended events that began in the window and had come to no earlier one. The very first event is \
               left out.",
        group: Group::Together,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            either(of(frame).map(|all| {
                let first = |one: &&Gathering| one.returned.map_or(0, |returned| one.came - returned.min(one.came));
                Value::count(all.iter().map(first).sum())
            }))
        },
        behind: nobody,
    },
    Definition {
        id: "events.nps",
        version: 1,
        title: "Net promoter score of events",
        text: "Of the answers from 0 to 10 to events that began in the window, the share of 9 and 10 less the share of 0 to 6: \
               from -100 to 100. Fewer than ten answers say nothing.",
        group: Group::Together,
        unit: Unit::Number,
        direction: Direction::Up,
        least: FEWEST_ANSWERS as u64,
        compute: |frame| {
            either(of(frame).map(|all| {
                let scores: Vec<u8> = all.iter().flat_map(|one| one.scores.iter().copied()).collect();
                let found = promoters(&scores);
                match found.score {
                    Some(score) => Value::of(score, u64::from(found.answers))
                        .with("promoters", f64::from(found.promoters))
                        .with("detractors", f64::from(found.detractors)),
                    None if found.answers == 0 => Value::none(Reason::NoCases),
                    None => Value::none(Reason::TooFew),
                }
            }))
        },
        behind: nobody,
    },
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::metrics::{Every, Window, tests::facts};

    fn gathering() -> impl Strategy<Value = Gathering> {
        let day = 86_400_000_i64;
        (
            (0..40_i64),
            0_u64..40,
            0_u64..40,
            0_u64..40,
            0_u64..9,
            proptest::option::of(0_u64..9),
            proptest::collection::vec(0_u8..=10, 0..9),
        )
            .prop_map(move |(start, asked, expected, shown, walk_ins, returned, scores)| {
                let expected = expected.min(asked);
                let shown = shown.min(expected);
                let came = shown + walk_ins;
                Gathering {
                    start_at: start * day + 1,
                    asked,
                    expected,
                    shown,
                    came,
                    returned: returned.map(|one| one.min(came)),
                    scores,
                }
            })
    }

    proptest! {
        /// The slow way: event by event, person by person.
        #[test]
        fn numbers_are_those_of_every_event(all in proptest::collection::vec(gathering(), 0..8), from in 0_i32..20, long in 1_i32..20) {
            let mut facts = facts(0);
            facts.kept.whole = true;
            facts.kept.gatherings = all.clone();
            let frame = Frame::new(&facts, Window { start: from, end: from + long }, Every::Whole);
            let value = |id: &str| {
                let definition = METRICS.iter().find(|one| one.id == id).unwrap();
                (definition.compute)(&frame).value
            };
            let (mut asked, mut expected, mut shown, mut came, mut again, mut known, mut first) = (0, 0, 0, 0, 0, 0, 0);
            let (mut events, mut high, mut low, mut answers) = (0, 0, 0, 0);
            for one in &all {
                let day = i32::try_from(one.start_at / 86_400_000).unwrap();
                if day < from || day >= from + long { continue }
                events += 1;
                asked += one.asked;
                expected += one.expected;
                shown += one.shown;
                came += one.came;
                if let Some(returned) = one.returned {
                    again += returned;
                    known += one.came;
                    first += one.came - returned;
                }
                for score in &one.scores {
                    answers += 1;
                    if *score > 8 { high += 1 }
                    if *score < 7 { low += 1 }
                }
            }
            let percent = |part: u64, whole: u64| (whole > 0).then(|| part as f64 * 100.0 / whole as f64);
            let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (None, None) => true,
                _ => false,
            };
            let any = events > 0;
            prop_assert!(close(value("events.attendance"), any.then_some(came as f64)));
            prop_assert!(close(value("events.first_timers"), any.then_some(first as f64)));
            prop_assert!(close(value("events.rsvp_rate"), percent(expected, asked)));
            prop_assert!(close(value("events.show_rate"), percent(shown, expected)));
            prop_assert!(close(value("events.repeat_rate"), percent(again, known)));
            let nps = (answers >= 10).then(|| (f64::from(high) - f64::from(low)) * 100.0 / f64::from(answers));
            prop_assert!(close(value("events.nps"), nps));
        }
    }
}
