//! Whether people are answered, how soon, and by whom.
//!
//! **Invariant:** a time is never told without the number of those who still wait.

use super::{
    Answer, Behind, Conversation, Definition, Direction, FEWEST_OF_MEDIAN, FEWEST_OF_PERCENT, Frame, Group, Reason,
    Unit, Value,
    figures::{float, hours, len, median, percentile, sorted},
};
use crate::time::DayNumbers;

/// Days within which an answer makes a conversation answered.
const WITHIN: i32 = 7;
const WITHIN_MS: i64 = WITHIN as i64 * 86_400_000;

macro_rules! time_metric {
    ($id:literal, $title:literal, $text:expr, $compute:expr, $which:expr) => {
        Definition {
            id: $id,
            version: 1,
            title: $title,
            text: $text,
            group: Group::Responsiveness,
            unit: Unit::Hours,
            direction: Direction::Down,
            least: FEWEST_OF_MEDIAN,
            compute: $compute,
            behind: |frame, part| {
                if part == Some("unanswered") {
                    return Behind::Unanswered;
                }
                let which: fn(&Frame<'_>, &Conversation, Answer) -> bool = $which;
                let chosen = answered(frame).filter(|(one, answer)| which(frame, one, *answer));
                Behind::Conversations(chosen.map(|(one, answer)| (one.id, hours(answer.after))).collect())
            },
        }
    };
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "response_rate",
        version: 1,
        title: "Response rate",
        text: "Of the conversations that members who count opened in public on days of the window that ended at least 7 days \
               ago, those that got an answer that counts within 7 days. Younger ones are told apart as still open. Spaces \
               in which no answer is expected are left out. An answer that counts is by another member, by no bot (the team \
               may answer), and not taken away.",
        group: Group::Responsiveness,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: rate,
        behind: |frame, part| {
            if part == Some("unanswered") {
                return Behind::Unanswered;
            }
            let old = frame.facts.last_day - WITHIN;
            let chosen = answered(frame).filter(|(one, answer)| one.day < old && answer.after <= WITHIN_MS);
            Behind::Conversations(chosen.map(|(one, answer)| (one.id, hours(answer.after))).collect())
        },
    },
    time_metric!(
        "first_response.median",
        "Time to first response",
        "The median of the hours from the start of a conversation opened in the window to its first answer that counts. n is \
         the number answered; those still unanswered are told beside it, because a median of the answered alone can hide \
         neglect. An answer that counts is by another member, by no bot (the team may answer), in public, and not taken away.",
        |frame| central(frame, waited_all(frame), median),
        |_, _, _| true
    ),
    time_metric!(
        "first_response.p90",
        "Time to first response, slowest tenth",
        "Nine of ten answered conversations got their first answer that counts within this many hours (the 90th percentile, \
         between the two nearest in proportion).",
        |frame| central(frame, waited_all(frame), |all| percentile(all, 90)),
        |_, _, _| true
    ),
    Definition {
        id: "first_response.censored_median",
        version: 1,
        title: "Time until half were answered",
        text: "All conversations opened in the window in order of the hours to their first answer that counts, with those \
               unanswered last: the one in the middle. Not reached when it is unanswered. n counts all of them.",
        group: Group::Responsiveness,
        unit: Unit::Hours,
        direction: Direction::Down,
        least: FEWEST_OF_MEDIAN,
        compute: censored,
        behind: |frame, part| {
            if part == Some("unanswered") {
                return Behind::Unanswered;
            }
            Behind::Conversations(answered(frame).map(|(one, answer)| (one.id, hours(answer.after))).collect())
        },
    },
    time_metric!(
        "first_response.business_median",
        "Time to first response in working hours",
        "As the time to first response, but only minutes within the community's working hours are counted: what is opened on \
         Saturday at noon and answered on Monday at 9:30 waited half an hour.",
        business,
        |_, _, _| true
    ),
    time_metric!(
        "first_response.team_median",
        "Time to first response by the team",
        "As the time to first response, of the conversations that somebody of the team answered first.",
        |frame| timed(frame, |by_team| by_team, median),
        |_, _, answer| answer.by_team
    ),
    time_metric!(
        "first_response.peer_median",
        "Time to first response by members",
        "As the time to first response, of the conversations that a member outside of the team answered first.",
        |frame| timed(frame, |by_team| !by_team, median),
        |_, _, answer| !answer.by_team
    ),
    time_metric!(
        "first_response.newcomer_median",
        "Time to first response for newcomers",
        "As the time to first response, of the conversations that members opened on the day of their first message ever: the \
         answer that decides whether they stay.",
        newcomers,
        is_newcomers
    ),
    Definition {
        id: "unanswered",
        version: 1,
        title: "Unanswered conversations",
        text: "Conversations opened in the window that have no answer that counts until today, however young they are. n is the \
               number opened. Spaces in which no answer is expected are left out.",
        group: Group::Responsiveness,
        unit: Unit::Count,
        direction: Direction::Down,
        least: 0,
        compute: |frame| {
            let (opened, answered) = counts(frame);
            Value { n: opened, ..Value::count(opened - answered) }
                .with("opened", float(opened))
                .with("answered", float(answered))
        },
        behind: |_, _| Behind::Unanswered,
    },
    Definition {
        id: "peer_answer_share",
        version: 1,
        title: "Answered by members",
        text: "Of the conversations opened in the window that got an answer that counts, those whose first one was not by the \
               team: how far the community carries itself.",
        group: Group::Responsiveness,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            let (mut by_peers, mut all) = (0, 0);
            for (_, answer) in answered(frame) {
                all += 1;
                by_peers += u64::from(!answer.by_team);
            }
            Value::share(by_peers, all)
        },
        behind: |frame, _| {
            let by_peers = answered(frame).filter(|(_, answer)| !answer.by_team);
            Behind::Conversations(by_peers.map(|(one, answer)| (one.id, hours(answer.after))).collect())
        },
    },
];

fn answered<'f>(frame: &Frame<'f>) -> impl Iterator<Item = (&'f Conversation, Answer)> {
    frame.conversations().iter().filter_map(|one| Some((one, one.answer?)))
}

/// How many were opened in the window, and how many of them got an answer.
pub(super) fn counts(frame: &Frame<'_>) -> (u64, u64) {
    let answered = answered(frame).count() as u64;
    (frame.opened(frame.window.start, frame.window.end).max(answered), answered)
}

fn rate(frame: &Frame<'_>) -> Value {
    let old = (frame.facts.last_day - WITHIN).clamp(frame.window.start, frame.window.end);
    let opened = frame.opened(frame.window.start, old);
    let in_time = answered(frame).filter(|(one, answer)| one.day < old && answer.after <= WITHIN_MS).count() as u64;
    let open = frame.opened(old, frame.window.end);
    let value = Value::share(in_time, opened.max(in_time)).with("open", float(open));
    if opened == 0 && open > 0 { Value { reason: Some(Reason::NotYet), ..value } } else { value }
}

/// How long each conversation waited for its first answer, shortest first, and whether that was by the team.
fn waits<'f>(frame: &'f Frame<'_>) -> &'f [(i64, bool)] {
    frame.waits.get_or_init(|| {
        let mut all: Vec<_> = answered(frame).map(|(_, answer)| (answer.after, answer.by_team)).collect();
        all.sort_unstable();
        all
    })
}

/// The hours of those waits that ended by whom is asked for, shortest first.
fn waited(frame: &Frame<'_>, which: fn(bool) -> bool) -> Vec<f64> {
    waits(frame).iter().filter(|(_, by_team)| which(*by_team)).map(|(after, _)| hours(*after)).collect()
}

/// The hours of all waits that ended, shortest first.
fn waited_all<'f>(frame: &'f Frame<'_>) -> &'f [f64] {
    frame.waited.get_or_init(|| waited(frame, |_| true))
}

fn timed(frame: &Frame<'_>, which: fn(bool) -> bool, middle: fn(&[f64]) -> Option<f64>) -> Value {
    central(frame, &waited(frame, which), middle)
}

/// Of hours, shortest first.
fn central(frame: &Frame<'_>, values: &[f64], middle: fn(&[f64]) -> Option<f64>) -> Value {
    let (opened, answered) = counts(frame);
    let value = match middle(values) {
        Some(value) => Value::of(value, len(values)).with("mean", values.iter().sum::<f64>() / float(len(values))),
        None => Value::none(Reason::NoCases),
    };
    value.with("answered", float(answered)).with("unanswered", float(opened - answered))
}

fn censored(frame: &Frame<'_>) -> Value {
    let (opened, answered) = counts(frame);
    if opened == 0 {
        return Value::none(Reason::NoCases);
    }
    let values = waited_all(frame);
    let at = |index: u64| usize::try_from(index).ok().and_then(|index| values.get(index)).copied();
    // Of an even number, the mean of the two in the middle: infinite when the later one is.
    let value = match (at((opened - 1) / 2), at(opened / 2)) {
        (Some(low), Some(high)) => Value::of(f64::midpoint(low, high), opened),
        _ => Value { n: opened, ..Value::none(Reason::NotReached) },
    };
    value.with("answered", float(answered)).with("unanswered", float(opened - answered))
}

fn is_newcomers(frame: &Frame<'_>, one: &Conversation, _: Answer) -> bool {
    frame.facts.people.get(one.starter as usize).is_some_and(|person| person.first == Some(one.day))
}

/// Their first answered conversation of that day, so that each newcomer is one case.
fn newcomers(frame: &Frame<'_>) -> Value {
    let first = |person: u32| frame.facts.people.get(person as usize).and_then(|person| person.first);
    let all = frame.facts.first_written(frame.window);
    // The day of each newcomer until it is counted, by person: every conversation looks here.
    let mut waiting = vec![None; frame.facts.people.len()];
    let mut opened = 0;
    for person in all {
        let day = first(person);
        if let Some(waiting) = waiting.get_mut(person as usize) {
            *waiting = day;
        }
        let place = (day.unwrap_or(i32::MAX), person);
        let place = frame.here_by_day().binary_search_by_key(&place, |day| (day.day, day.person));
        opened += u64::from(place.is_ok_and(|place| frame.here_by_day().get(place).is_some_and(|day| day.posts > 0)));
    }
    let mut values = Vec::new();
    for (one, answer) in answered(frame) {
        let waiting = waiting.get_mut(one.starter as usize);
        if waiting.is_some_and(|day| day.take_if(|day| *day == one.day).is_some()) {
            values.push(hours(answer.after));
        }
    }
    let values = sorted(values);
    let value = match median(&values) {
        Some(value) => Value::of(value, len(&values)),
        None => Value::none(Reason::NoCases),
    };
    value.with("answered", float(len(&values))).with("unanswered", float(opened.saturating_sub(len(&values))))
}

fn business(frame: &Frame<'_>) -> Value {
    let calendar = frame.facts.calendar();
    let mut days = DayNumbers::new(frame.facts.zone);
    let mut waited: Vec<i64> =
        answered(frame).map(|(one, answer)| calendar.between(&mut days, one.at, one.at + answer.after)).collect();
    waited.sort_unstable();
    let values: Vec<f64> = waited.into_iter().map(hours).collect();
    central(frame, &values, median)
}
