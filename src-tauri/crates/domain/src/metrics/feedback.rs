//! Product feedback: what members say, and whether they are told what became of it.

use super::{
    Definition, Direction, FEWEST_OF_MEDIAN, FEWEST_OF_PERCENT, Frame, Group, Reason, Unit, Value,
    figures::float,
    kept::{behind, either, instants, matters},
    steps::{Matter, Share, closed, entered, passed_on, took},
};
use crate::time::DAY;

fn all<'a>(frame: &Frame<'a>) -> Result<&'a [Matter], Value> {
    matters(frame, |kept| &kept.feedback)
}

fn of(share: Share) -> Value {
    Value::share(share.some, share.all)
}

fn rows(frame: &Frame<'_>, _: Option<&str>) -> super::Behind {
    behind(frame, entered(all(frame).unwrap_or_default(), "new", instants(frame)))
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "feedback.collected",
        version: 1,
        title: "Feedback collected",
        text: "Feedback about the product that a person marked or typed in under Figures, by the day it was new. Parts: bugs, \
               wishes, praise, questions.",
        group: Group::Value,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            either(all(frame).map(|all| {
                let window = instants(frame);
                let mut value = Value::count(entered(all, "new", window).count() as u64);
                for kind in ["bug", "wish", "praise", "question"] {
                    let many = entered(all, "new", window).filter(|one| one.kind.as_deref() == Some(kind)).count();
                    value = value.with(kind, float(many as u64));
                }
                value
            }))
        },
        behind: rows,
    },
    Definition {
        id: "feedback.passed_on",
        version: 1,
        title: "Feedback passed on",
        text: "Of the feedback collected in the window, what was passed on, planned or shipped until today.",
        group: Group::Value,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| either(all(frame).map(|all| of(passed_on(all, instants(frame))))),
        behind: rows,
    },
    Definition {
        id: "feedback.closed",
        version: 1,
        title: "Feedback closed with the member told",
        text: "Of the feedback collected in the window, what was shipped or declined until today, and the member told so.",
        group: Group::Value,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| either(all(frame).map(|all| of(closed(all, instants(frame))))),
        behind: rows,
    },
    Definition {
        id: "feedback.answer_days",
        version: 1,
        title: "Days until feedback is answered",
        text: "The median days from collecting feedback to telling the member, of the feedback collected in the window whose \
               member was told. Part: how many still wait.",
        group: Group::Value,
        unit: Unit::Days,
        direction: Direction::Down,
        least: FEWEST_OF_MEDIAN,
        compute: |frame| {
            either(all(frame).map(|all| {
                let took = took(all, "new", &["told"], instants(frame));
                let value = match took.median() {
                    None => Value::none(Reason::NotReached),
                    Some(median) => Value::of(median / float(DAY.unsigned_abs()), took.durations.len() as u64),
                };
                value.with("waiting", float(took.waiting))
            }))
        },
        behind: rows,
    },
];
