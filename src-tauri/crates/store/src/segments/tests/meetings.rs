//! Made-up events and pairs, and whom a plain reading of them finds.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rusqlite::params;

use super::super::{AtEvent, MentoringRole, Rule};
use crate::{Store, tests::history::FROM};

const DAY: i64 = kith_domain::time::DAY;
const HOUR: i64 = 3_600_000;
/// Each event and when it begins: one is to come for as long as these tests look.
const EVENTS: [(&str, i64); 3] = [("late", FROM - DAY), ("early", FROM - 40 * DAY), ("next", FROM + 20 * DAY)];
const PROGRAMMES: [Option<&str>; 2] = [None, Some("p")];

/// How it stands with a guest, and whether the door let them in, perhaps by mistake.
#[derive(Debug, Clone, Copy)]
struct Coming {
    state: &'static str,
    door: Option<bool>,
}

#[derive(Debug, Clone)]
struct Pair {
    mentor: i64,
    mentee: i64,
    state: &'static str,
    programme: usize,
}

/// What was met for.
#[derive(Debug, Clone)]
pub(super) struct Meetings {
    /// By event and account.
    guests: BTreeMap<(usize, i64), Coming>,
    parts: Vec<(usize, i64, &'static str)>,
    pairs: Vec<Pair>,
    cancelled: Option<usize>,
}

pub(super) fn meetings() -> impl Strategy<Value = Meetings> {
    let account = || 1..4_i64;
    let state = prop_oneof![3 => Just("going"), 1 => Just("declined"), 1 => Just("waiting"), 1 => Just("cancelled")];
    let coming = (state, prop::option::of(prop::bool::weighted(0.2))).prop_map(|(state, door)| Coming { state, door });
    let pair_state = prop::sample::select(vec!["proposed", "active", "paused", "completed", "ended"]);
    let pair = (account(), account(), pair_state, 0..PROGRAMMES.len())
        .prop_map(|(mentor, mentee, state, programme)| Pair { mentor, mentee, state, programme });
    (
        prop::collection::btree_map((0..EVENTS.len(), account()), coming, 0..7),
        prop::collection::vec((0..EVENTS.len(), account(), prop::sample::select(vec!["asked", "yes", "no"])), 0..3),
        prop::collection::vec(pair, 0..3),
        prop::option::weighted(0.3, 0..EVENTS.len()),
    )
        .prop_map(|(guests, parts, pairs, cancelled)| Meetings { guests, parts, pairs, cancelled })
}

/// Conditions about them.
pub(super) fn condition() -> impl Strategy<Value = Rule> {
    let event = prop::option::of(prop::sample::select(EVENTS.map(|(id, _)| id.to_owned()).to_vec()));
    let how = prop::sample::select(vec![AtEvent::Came, AtEvent::Registered, AtEvent::Missed, AtEvent::Part]);
    let days = prop::option::of(prop::sample::select(vec![1_u32, 5, 30, 400]));
    let role = prop::sample::select(vec![MentoringRole::Mentor, MentoringRole::Mentee]);
    let programme = prop::sample::select(vec![None, Some("p".to_owned()), Some("other".to_owned())]);
    prop_oneof![
        (how, event, days).prop_map(|(how, event, days)| Rule::Event { how, event, days }),
        (role, programme, any::<bool>()).prop_map(|(role, programme, ever)| Rule::Mentoring { role, programme, ever }),
    ]
}

impl Meetings {
    pub(super) fn write(&self, store: &Store) {
        store
            .write_now(|write| {
                let db = &write.connection;
                for (number, (id, at)) in EVENTS.iter().enumerate() {
                    db.execute(
                        "INSERT INTO event (id, title, kind, form, starts, ends, zone, start_at, end_at, cancelled, currency, created_at, updated_at)
                         VALUES (?1, ?1, 'meetup', 'place', '2026-01-04T18:00', '2026-01-04T20:00', 'UTC', ?2, ?2 + 7200000, ?3, 'EUR', 1, 1)",
                        params![id, at, self.cancelled == Some(number)],
                    )?;
                }
                for ((event, account), coming) in &self.guests {
                    let (event, at) = EVENTS[*event];
                    let id = format!("{event} {account}");
                    db.execute(
                        "INSERT INTO guest (id, event, origin, identity, name, search, state, moves, created_at, updated_at)
                         SELECT ?1, ?2, 'hand', uid, name, '', ?4, json_array(json_array(1, ?4)), 1, 1 FROM identity WHERE id = ?3",
                        params![id, event, account, coming.state],
                    )?;
                    if let Some(mistaken) = coming.door {
                        db.execute(
                            "INSERT INTO check_in (id, event, guest, at, heads, desk, undone_at) VALUES (?1, ?2, ?1, ?3, 1, '', ?4)",
                            params![id, event, at, mistaken.then_some(at + HOUR)],
                        )?;
                    }
                }
                for (number, (event, account, state)) in self.parts.iter().enumerate() {
                    db.execute(
                        "INSERT INTO event_part (id, event, role, name, identity, state, created_at, updated_at)
                         SELECT ?1, ?2, 'speaker', name, uid, ?4, 1, 1 FROM identity WHERE id = ?3",
                        params![format!("part {number}"), EVENTS[*event].0, account, state],
                    )?;
                }
                for (number, pair) in self.pairs.iter().enumerate() {
                    db.execute(
                        "INSERT INTO mentorship (id, programme, mentor, mentor_identity, mentee, mentee_identity, state, started_on,
                           cadence_days, minutes, created_at, updated_at)
                         SELECT ?1, ?2, 'm', (SELECT uid FROM identity WHERE id = ?3), 'n',
                           (SELECT uid FROM identity WHERE id = ?4), ?5, '2026-01-01', 14, 45, 1, 1",
                        params![format!("pair {number}"), PROGRAMMES[pair.programme], pair.mentor, pair.mentee, pair.state],
                    )?;
                }
                Ok(())
            })
            .unwrap();
    }

    /// Whether a condition chooses an account at `now`, one by one. Nothing where it speaks of something else.
    pub(super) fn choose(&self, rule: &Rule, account: i64, now: i64) -> Option<bool> {
        match rule {
            Rule::Event { how, event, days } => {
                let held = |number: usize| {
                    let (id, at) = EVENTS[number];
                    let within =
                        days.is_none_or(|days| at.div_euclid(DAY) > now.div_euclid(DAY) - i64::from(days) && at <= now);
                    self.cancelled != Some(number) && within && event.as_ref().is_none_or(|wanted| wanted == id)
                };
                let mut theirs = self.guests.iter().filter(|((event, who), _)| *who == account && held(*event));
                Some(match how {
                    AtEvent::Came => theirs.any(|(_, coming)| coming.door == Some(false)),
                    AtEvent::Registered => theirs.any(|(_, coming)| coming.state == "going"),
                    AtEvent::Missed => theirs.any(|((event, _), coming)| {
                        coming.state == "going" && coming.door != Some(false) && EVENTS[*event].1 + 2 * HOUR <= now
                    }),
                    AtEvent::Part => {
                        self.parts.iter().any(|(event, who, state)| *who == account && held(*event) && *state != "no")
                    }
                })
            }
            Rule::Mentoring { role, programme, ever } => Some(self.pairs.iter().any(|pair| {
                let who = if *role == MentoringRole::Mentor { pair.mentor } else { pair.mentee };
                let over = matches!(pair.state, "completed" | "ended");
                let goes_on = matches!(pair.state, "active" | "paused");
                who == account
                    && (goes_on || (*ever && over))
                    && programme.as_deref().is_none_or(|wanted| PROGRAMMES[pair.programme] == Some(wanted))
            })),
            _ => None,
        }
    }
}
