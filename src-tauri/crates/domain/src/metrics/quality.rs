//! How conversations are. A panel, not a score.

use super::{
    Behind, Definition, Direction, FEWEST_OF_MEDIAN, FEWEST_OF_PERCENT, Group, Reason, Unit, Value,
    figures::{float, len, median, sorted},
};

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "solo_thread_rate",
        version: 1,
        title: "Conversations with oneself",
        text: "Of the conversations opened in the window, those in which nobody but the one who opened it has written until \
               today. Spaces in which no answer is expected are left out.",
        group: Group::Quality,
        unit: Unit::Percent,
        direction: Direction::Down,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            let opened = frame.opened(frame.window.start, frame.window.end);
            let together = frame.conversations().iter().filter(|one| one.people >= 2).count() as u64;
            let opened = opened.max(together);
            Value::share(opened - together, opened)
        },
        behind: |_, _| Behind::Unanswered,
    },
    Definition {
        id: "thread_people",
        version: 1,
        title: "People in a conversation",
        text: "The median number of members who wrote in a conversation, of the conversations opened in the window that have \
               any answer, or are a topic of a forum.",
        group: Group::Quality,
        unit: Unit::People,
        direction: Direction::Up,
        least: FEWEST_OF_MEDIAN,
        compute: |frame| {
            let values = sorted(frame.conversations().iter().map(|one| f64::from(one.people)).collect());
            median(&values).map_or(Value::none(Reason::NoCases), |value| Value::of(value, len(&values)))
        },
        behind: |frame, _| {
            Behind::Conversations(frame.conversations().iter().map(|one| (one.id, f64::from(one.people))).collect())
        },
    },
    Definition {
        id: "thread_depth",
        version: 1,
        title: "Messages in a conversation",
        text: "The mean number of messages, the first included, of the conversations opened in the window that have any answer, \
               or are a topic of a forum.",
        group: Group::Quality,
        unit: Unit::Number,
        direction: Direction::Up,
        least: FEWEST_OF_MEDIAN,
        compute: |frame| {
            let n = len(frame.conversations());
            if n == 0 {
                return Value::none(Reason::NoCases);
            }
            let messages: u64 = frame.conversations().iter().map(|one| u64::from(one.replies) + 1).sum();
            Value::of(float(messages) / float(n), n)
        },
        behind: |frame, _| {
            let all = frame.conversations().iter().map(|one| (one.id, f64::from(one.replies) + 1.0));
            Behind::Conversations(all.collect())
        },
    },
    Definition {
        id: "solved_rate",
        version: 1,
        title: "Solved questions",
        text: "Of the topics opened in the window in a forum that marks solutions, those with a solution until today.",
        group: Group::Quality,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            let (mut solved, mut all) = (0, 0);
            for one in frame.conversations() {
                all += u64::from(one.solved.is_some());
                solved += u64::from(one.solved == Some(true));
            }
            if all == 0 { Value::none(Reason::NotKept) } else { Value::share(solved, all) }
        },
        behind: |frame, _| {
            let solved = frame.conversations().iter().filter(|one| one.solved == Some(true));
            Behind::Conversations(solved.map(|one| (one.id, 1.0)).collect())
        },
    },
    Definition {
        id: "likes_per_post",
        version: 1,
        title: "Reactions per message",
        text: "Reactions given in the window by members who count, divided by the posts and answers that such members wrote in \
               it. n is the latter.",
        group: Group::Quality,
        unit: Unit::Number,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            let written: u64 = frame.here().iter().map(super::Tally::written).sum();
            let reactions: u64 = frame.here().iter().map(|sum| u64::from(sum.reactions)).sum();
            if written == 0 {
                return Value::none(Reason::NoCases);
            }
            Value::of(float(reactions) / float(written), written).with("reactions", float(reactions))
        },
        behind: |frame, _| super::frame::people(frame.here().iter(), |sum| u64::from(sum.reactions)),
    },
];
