//! How participation is spread: whether a community lives by many or by a few.

use super::{
    Behind, Definition, Direction, FEWEST_OF_PERCENT, Frame, Group, Reason, Unit, Value,
    figures::{float, len},
    frame::people,
};

/// Days of membership after which somebody is no newcomer.
const NEW_DAYS: i32 = 90;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "gini",
        version: 1,
        title: "Inequality of contributions (Gini)",
        text: "The Gini coefficient of the messages of the members who wrote in the window: 0 when all wrote as much, near 1 \
               when one wrote nearly all. Silent members are not in it; see the participation rate beside it.",
        group: Group::Participation,
        unit: Unit::Number,
        direction: Direction::Down,
        least: 2,
        compute: |frame| {
            let written = written(frame);
            match gini(written) {
                Some(gini) => Value::of(gini, len(written)),
                None => Value {
                    n: len(written),
                    ..Value::none(if written.is_empty() { Reason::NoCases } else { Reason::TooFew })
                },
            }
        },
        behind: writers,
    },
    Definition {
        id: "absence_factor",
        version: 1,
        title: "Contributor absence factor",
        text: "The smallest number of members who together wrote at least half of the window's messages: how many would have to \
               go for half of it to be gone.",
        group: Group::Participation,
        unit: Unit::People,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            let written = written(frame);
            match absence_factor(written) {
                Some(factor) => Value::of(float(factor), len(written)),
                None => Value::none(Reason::NoCases),
            }
        },
        behind: |frame, _| {
            let factor = usize::try_from(absence_factor(written(frame)).unwrap_or(0)).unwrap_or(0);
            Behind::People(top(frame, factor))
        },
    },
    Definition {
        id: "top1_share",
        version: 1,
        title: "Share of the most active 1 %",
        text: "The share of the window's messages that the most active 1 % of its writers wrote (rounded up to whole people).",
        group: Group::Participation,
        unit: Unit::Percent,
        direction: Direction::Down,
        least: FEWEST_OF_PERCENT,
        compute: |frame| share_of_top(frame, written(frame).len().div_ceil(100)),
        behind: |frame, _| Behind::People(top(frame, written(frame).len().div_ceil(100))),
    },
    Definition {
        id: "top10_share",
        version: 1,
        title: "Share of the ten most active",
        text: "The share of the window's messages that its ten most active writers wrote. 30 to 55 % is usual; above 70 % a \
               community hangs on few.",
        group: Group::Participation,
        unit: Unit::Percent,
        direction: Direction::Down,
        least: FEWEST_OF_PERCENT,
        compute: |frame| share_of_top(frame, 10),
        behind: |frame, _| Behind::People(top(frame, 10)),
    },
    Definition {
        id: "newcomer_voice_share",
        version: 2,
        title: "Newcomers' share of voices",
        text: "Of the members who wrote in the window, those who had joined or first written, whichever came first, less than \
               90 days before: in many a source somebody writes before the first join that is known.",
        group: Group::Participation,
        unit: Unit::Percent,
        direction: Direction::Neutral,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            let all = written(frame).len();
            Value::share(len(&new_voices(frame)), u64::try_from(all).unwrap_or(0))
        },
        behind: |frame, _| Behind::People(new_voices(frame)),
    },
    Definition {
        id: "core",
        version: 1,
        title: "Core contributors",
        text: "The members who wrote the first 80 % of the window's messages, most active first. Regulars wrote the next 15 %, \
               casual ones the last 5 %.",
        group: Group::Participation,
        unit: Unit::People,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            let written = written(frame);
            if written.is_empty() {
                return Value::none(Reason::NoCases);
            }
            let (core, regular) = (first_of(written, 80), first_of(written, 95));
            Value::of(float(core), len(written))
                .with("regular", float(regular - core))
                .with("casual", float(len(written) - regular))
        },
        behind: |frame, _| Behind::People(top(frame, usize::try_from(first_of(written(frame), 80)).unwrap_or(0))),
    },
];

fn writers(frame: &Frame<'_>, _: Option<&str>) -> Behind {
    people(frame.here().iter(), super::Tally::written)
}

/// The messages of each who wrote, most first.
fn written<'f>(frame: &'f Frame<'_>) -> &'f [u64] {
    frame.written_here.get_or_init(|| {
        let mut all: Vec<u64> = frame.here().iter().map(super::Tally::written).filter(|count| *count > 0).collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        all
    })
}

/// Of contributions, most first; nothing for fewer than two people.
fn gini(written: &[u64]) -> Option<f64> {
    let (n, sum) = (float(len(written)), float(written.iter().sum()));
    if written.len() < 2 || sum <= 0.0 {
        return None;
    }
    let ranked: f64 = written.iter().rev().zip(1_u64..).map(|(count, rank)| float(rank) * float(*count)).sum();
    Some((2.0 * ranked / (n * sum) - (n + 1.0) / n).max(0.0))
}

fn absence_factor(written: &[u64]) -> Option<u64> {
    let all: u64 = written.iter().sum();
    let mut sum = 0;
    let found = written.iter().position(|count| {
        sum += count;
        sum * 2 >= all
    })?;
    u64::try_from(found + 1).ok()
}

/// How many, most active first, it takes to write `percent` of all.
fn first_of(written: &[u64], percent: u64) -> u64 {
    let all: u64 = written.iter().sum();
    let mut sum = 0;
    let found = written.iter().position(|count| {
        sum += count;
        sum * 100 >= all * percent
    });
    found.map_or(0, |index| u64::try_from(index + 1).unwrap_or(0))
}

fn share_of_top(frame: &Frame<'_>, count: usize) -> Value {
    let written = written(frame);
    let all: u64 = written.iter().sum();
    let top: u64 = written.iter().take(count).sum();
    Value { n: len(written), ..Value::share(top, all) }
}

/// The most active, ties by who came first.
fn top(frame: &Frame<'_>, count: usize) -> Vec<(u32, f64)> {
    let mut all: Vec<_> = frame.here().iter().filter(|sum| sum.written() > 0).collect();
    all.sort_by(|a, b| b.written().cmp(&a.written()).then(a.person.cmp(&b.person)));
    all.into_iter().take(count).map(|sum| (sum.person, float(sum.written()))).collect()
}

fn new_voices(frame: &Frame<'_>) -> Vec<(u32, f64)> {
    let new = frame.here().iter().filter(|sum| {
        let person = frame.facts.people.get(sum.person as usize);
        let since = person.and_then(|person| person.joined.into_iter().chain(person.first).min());
        sum.written() > 0 && since.is_some_and(|since| sum.first_written - since < NEW_DAYS)
    });
    new.map(|sum| (sum.person, float(sum.written()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gini_by_hand() {
        assert_eq!(gini(&[1, 1, 1, 1]), Some(0.0));
        assert!((gini(&[10, 0, 0, 0]).unwrap() - 0.75).abs() < 1e-12);
        assert_eq!(gini(&[7]), None);
        assert_eq!(gini(&[]), None);
    }

    #[test]
    fn absence_by_hand() {
        assert_eq!(absence_factor(&[1000, 433, 343, 332, 202, 90, 42, 33]), Some(2));
        assert_eq!(absence_factor(&[]), None);
        assert_eq!(absence_factor(&[5, 5]), Some(1));
    }

    #[test]
    fn an_onion_has_three_layers() {
        assert_eq!((first_of(&[80, 10, 5, 5], 80), first_of(&[80, 10, 5, 5], 95)), (1, 3));
    }
}
