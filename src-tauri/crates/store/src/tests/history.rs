//! Records as a source might tell them, small enough to read in a failing test.

use std::ops::Range;

use kith_domain::record::{AccountRecord, ActivityKind, ActivityRecord, Batch, ReactionRecord, SpaceKind, SpaceRecord};
use proptest::prelude::*;

/// Midnight UTC of 2026-01-05.
pub(crate) const FROM: i64 = 1_767_571_200_000;

/// One message in one of its states.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    space: usize,
    /// Which one it is: the same number is the same message.
    number: i64,
    author: Option<usize>,
    kind: u8,
    answers: Option<i64>,
    pub(super) gone: bool,
    reactions: Vec<(usize, u8)>,
    unnamed: u32,
    text: u8,
}

pub(crate) fn told() -> impl Strategy<Value = Told> {
    let who = prop::option::weighted(0.9, 0..4_usize);
    let reactions = prop::collection::vec((0..4_usize, 0..2_u8), 0..3);
    (
        0..3_usize,
        0..12_i64,
        who,
        0..8_u8,
        prop::option::of(0..12_i64),
        prop::bool::weighted(0.2),
        reactions,
        0..3_u32,
        0..3_u8,
    )
        .prop_map(|(space, number, author, kind, answers, gone, reactions, unnamed, text)| Told {
            space,
            number,
            // A forum's administrator may give a message to somebody else.
            author,
            kind,
            answers: answers.filter(|root| *root < number),
            gone,
            reactions,
            unnamed,
            text,
        })
}

/// A batch of what was told, with the people and spaces it speaks of.
pub(crate) fn batch(all: &[Told]) -> Batch {
    let mut batch = Batch { spaces: (0..3).map(space).collect(), ..Batch::default() };
    batch.accounts = (0..3).map(account).collect();
    let mut seen = std::collections::BTreeSet::new();
    for told in all {
        // Within one archive a message has one state.
        if seen.insert((told.space, told.number)) {
            let raw = batch.raw.len();
            batch.raw.extend_from_slice(format!("{{\"n\":{},\"t\":{}}}", told.number, told.text).as_bytes());
            let range = raw..batch.raw.len();
            batch.activities.push(activity(told, range));
        }
    }
    batch.activities.sort_by_key(|activity| activity.remote);
    batch
}

/// One message of one author.
pub(super) const fn said(author: usize, number: i64, answers: Option<i64>) -> Told {
    Told {
        space: 0,
        number,
        author: Some(author),
        kind: 2,
        answers,
        gone: false,
        reactions: Vec::new(),
        unnamed: 0,
        text: 0,
    }
}

/// One message of one author at a time.
pub(super) fn one_post(author: usize, number: i64, at: i64) -> Batch {
    let mut batch = batch(&[said(author, number, None)]);
    for activity in &mut batch.activities {
        activity.occurred_at = at;
        activity.remote = at * 1_000;
    }
    batch
}

fn account(number: usize) -> AccountRecord {
    AccountRecord {
        remote: format!("U{number}"),
        name: format!("Person {number}"),
        joined_at: (number == 1).then_some(FROM - 5_000),
        is_bot: number == 2,
        ..AccountRecord::default()
    }
}

fn space(number: usize) -> SpaceRecord {
    SpaceRecord {
        remote: format!("C{number}"),
        realm: None,
        name: format!("space-{number}"),
        kind: if number == 2 { SpaceKind::Private } else { SpaceKind::Channel },
        archived: false,
        topic: None,
        purpose: None,
        created_at: None,
        members: vec!["U0".into(), "U9".into()],
        all_members: false,
    }
}

fn activity(told: &Told, raw: Range<usize>) -> ActivityRecord {
    // Some in the same second, some on another day.
    let at = |number: i64| FROM + number / 3 * 7 * 3_600_000 + number % 3 * 100;
    let kind = match told.kind {
        0 => ActivityKind::Join,
        1 => ActivityKind::System,
        _ if told.answers.is_some() => ActivityKind::Reply,
        _ => ActivityKind::Post,
    };
    let answers = told.answers.filter(|_| kind != ActivityKind::Join);
    let reactions: Vec<ReactionRecord> = ["eyes", "tada"]
        .into_iter()
        .zip(0_u8..)
        .filter_map(|(name, kind)| {
            let mut accounts: Vec<String> =
                told.reactions.iter().filter(|(_, other)| *other == kind).map(|(user, _)| format!("U{user}")).collect();
            accounts.sort_unstable();
            accounts.dedup();
            let count = u32::try_from(accounts.len()).unwrap_or(0) + told.unnamed * u32::from(kind);
            (count > 0 && !told.gone).then(|| ReactionRecord { name: name.into(), accounts, count })
        })
        .collect();
    let mut activity = ActivityRecord {
        space: format!("C{}", told.space),
        remote: at(told.number) * 1_000,
        thread: answers.map(|root| at(root) * 1_000),
        thread_at: answers.map(at),
        topic: None,
        kind,
        author: told.author.filter(|_| !told.gone).map(|author| format!("U{author}")),
        by_app: false,
        broadcast: false,
        occurred_at: at(told.number),
        edited_at: None,
        gone: told.gone,
        title: None,
        text: format!("words {}", told.text),
        words: None,
        reactions,
        files: Vec::new(),
        raw,
        state: 0,
    };
    // Where its JSON lies says nothing about it.
    let what = format!("{:?}", ActivityRecord { raw: 0..0, ..activity.clone() });
    activity.state = what.bytes().fold(7, |sum: i64, byte| sum.wrapping_mul(31).wrapping_add(i64::from(byte)));
    activity
}
