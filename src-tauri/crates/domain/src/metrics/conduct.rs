//! How people treat each other: incidents and flags, as numbers and never as names.
//!
//! **Invariant:** a number below five is written "<5" wherever it leaves the team.

use super::{
    Behind, Definition, Direction, FEWEST_OF_MEDIAN, Group, Reason, Unit, Value,
    figures::float,
    kept::{either, figures, instants, matters, sum},
    steps::{Matter, Took, entered, took},
};
use crate::time::HOUR;

/// In hours, with how many still wait.
pub(super) fn in_hours(took: &Took) -> Value {
    match took.median() {
        None => Value::none(Reason::NotReached).with("waiting", float(took.waiting)),
        Some(median) => Value::of(median / float(HOUR.unsigned_abs()), took.durations.len() as u64)
            .with("waiting", float(took.waiting)),
    }
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "incidents.reported",
        version: 1,
        title: "Incidents reported",
        text: "Incidents (cases, not flags) by the day on which they were received, as they are kept under Figures. A rise may \
               mean trust in reporting. Parts: how many for 1,000 members who were active in the window, and for 1,000 posts \
               and answers. Numbers under 5 are printed \"<5\" in anything shared.",
        group: Group::Conduct,
        unit: Unit::Count,
        direction: Direction::Neutral,
        least: 0,
        compute: |frame| {
            either(matters(frame, |kept| &kept.incidents).map(|all| {
                let (reported, _) = incidents(all, instants(frame));
                let written: u64 = frame.here().iter().map(super::Tally::written).sum();
                let mut value = Value::count(reported);
                for (part, of) in [("per_1000_members", frame.here().len() as u64), ("per_1000_posts", written)] {
                    if let Some(rate) = per_thousand(reported, of) {
                        value = value.with(part, rate);
                    }
                }
                value
            }))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "incidents.confirmed",
        version: 1,
        title: "Incidents confirmed",
        text: "Of the incidents received in the window, those that ended as a violation, its actor identified or not: resolved, \
               flagged for the record, or banned. Parts: how many ended in each of Django's five ways. Numbers under 5 are \
               printed \"<5\" in anything shared.",
        group: Group::Conduct,
        unit: Unit::Count,
        direction: Direction::Neutral,
        least: 0,
        compute: |frame| {
            either(matters(frame, |kept| &kept.incidents).map(|all| {
                let window = instants(frame);
                let mut value = Value::count(incidents(all, window).1);
                for (outcome, _) in OUTCOMES {
                    let many =
                        entered(all, "received", window).filter(|one| one.kind.as_deref() == Some(outcome)).count();
                    value = value.with(outcome, float(many as u64));
                }
                value
            }))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "incidents.acknowledge_hours",
        version: 1,
        title: "Hours until a report is acknowledged",
        text: "The median hours from receiving an incident to acknowledging it, of the incidents received in the window and \
               acknowledged so far. Within 24 hours is the practice of Python's and PyCon's communities. Part: how many wait.",
        group: Group::Conduct,
        unit: Unit::Hours,
        direction: Direction::Down,
        least: FEWEST_OF_MEDIAN,
        compute: |frame| {
            let all = matters(frame, |kept| &kept.incidents);
            either(all.map(|all| in_hours(&took(all, "received", &["acknowledged"], instants(frame)))))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "incidents.close_hours",
        version: 1,
        title: "Hours until an incident is closed",
        text: "The median hours from receiving an incident to closing it, of the incidents received in the window and closed so \
               far. Part: how many are open.",
        group: Group::Conduct,
        unit: Unit::Hours,
        direction: Direction::Down,
        least: FEWEST_OF_MEDIAN,
        compute: |frame| {
            let all = matters(frame, |kept| &kept.incidents);
            either(all.map(|all| in_hours(&took(all, "received", &["closed"], instants(frame)))))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "flags_per_1000",
        version: 1,
        title: "Flags per 1,000 messages",
        text: "Flags that were raised in the window, as they are kept under Figures, for 1,000 posts and answers written in it. \
               Parts: flags agreed and disagreed with, and Discourse's flagging ratio: agreed² when nothing was disagreed \
               with, else (1 − agreed ÷ disagreed) × (disagreed − agreed), rounded.",
        group: Group::Conduct,
        unit: Unit::Number,
        direction: Direction::Neutral,
        least: 1,
        compute: |frame| {
            either(sum(frame, "flags", frame.window).map(|flags| {
                let flags = flags.unsigned_abs();
                let written: u64 = frame.here().iter().map(super::Tally::written).sum();
                let Some(rate) = per_thousand(flags, written) else { return Value::none(Reason::NoCases) };
                let value = Value::of(rate, written).with("flags", float(flags));
                let known =
                    |kind| figures(frame, kind).and_then(|_| sum(frame, kind, frame.window)).map(i64::unsigned_abs);
                match (known("flags_agreed"), known("flags_disagreed")) {
                    (Ok(agreed), Ok(disagreed)) => value
                        .with("agreed", float(agreed))
                        .with("disagreed", float(disagreed))
                        .with("ratio", flagging_ratio(agreed, disagreed)),
                    _ => value,
                }
            }))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
];

/// Numbers below this are not told in anything shared.
pub const LEAST_SHARED: u64 = 5;

/// How an incident can end (Django's five), and whether that confirms it.
pub const OUTCOMES: [(&str, bool); 5] =
    [("no_violation", false), ("not_identified", true), ("resolved", true), ("recorded", true), ("banned", true)];

/// Whether an outcome says that there was a violation.
pub fn confirms(outcome: &str) -> bool {
    OUTCOMES.iter().any(|(word, confirms)| *word == outcome && *confirms)
}

/// Incidents received in a window, and how many of them were confirmed.
pub fn incidents(all: &[Matter], window: (i64, i64)) -> (u64, u64) {
    entered(all, "received", window)
        .fold((0, 0), |(all, sure), one| (all + 1, sure + u64::from(one.kind.as_deref().is_some_and(confirms))))
}

/// A number as it may be shared: one below five says no more than that.
pub fn shared(count: u64) -> String {
    if count < LEAST_SHARED { format!("<{LEAST_SHARED}") } else { count.to_string() }
}

/// Flags for 1,000 posts.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn per_thousand(flags: u64, posts: u64) -> Option<f64> {
    (posts > 0).then(|| 1_000.0 * flags as f64 / posts as f64)
}

/// Discourse's flagging ratio: agreed² when nothing was disagreed with, else (1 − agreed ÷ disagreed) × (disagreed − agreed),
/// rounded. Above zero, either kind outweighs the other clearly.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn flagging_ratio(agreed: u64, disagreed: u64) -> f64 {
    let (agreed, disagreed) = (agreed as f64, disagreed as f64);
    if disagreed == 0.0 { agreed * agreed } else { ((1.0 - agreed / disagreed) * (disagreed - agreed)).round() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(received: i64, outcome: Option<&str>) -> Matter {
        Matter {
            steps: [("received".to_owned(), received)].into(),
            kind: outcome.map(str::to_owned),
            ..Matter::default()
        }
    }

    #[test]
    fn reported_and_confirmed_are_two_numbers() {
        let all = [
            incident(1, None),
            incident(2, Some("no_violation")),
            incident(3, Some("not_identified")),
            incident(4, Some("banned")),
            incident(50, Some("banned")),
        ];
        assert_eq!(incidents(&all, (0, 50)), (4, 2));
        assert_eq!(incidents(&[], (0, 50)), (0, 0));
    }

    #[test]
    fn few_are_not_told() {
        let words: Vec<String> = [0, 1, 4, 5, 12].into_iter().map(shared).collect();
        assert_eq!(words, ["<5", "<5", "<5", "5", "12"]);
    }

    #[test]
    fn flags() {
        assert_eq!(per_thousand(3, 2_000), Some(1.5));
        assert_eq!(per_thousand(3, 0), None);
        for (agreed, disagreed, ratio) in
            [(0, 0, 0.0), (4, 0, 16.0), (1, 4, 2.0), (4, 1, 9.0), (2, 2, 0.0), (0, 3, 3.0)]
        {
            assert_eq!(flagging_ratio(agreed, disagreed), ratio, "{agreed} {disagreed}");
        }
    }
}
