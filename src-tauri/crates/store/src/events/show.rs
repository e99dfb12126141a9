//! How many of those who said yes will come: what people did at earlier events here, handed to `domain::show`.
//!
//! **Invariants:** only events that are over and at which somebody was counted tell anything; of an event online those online
//! tell, of one at a place those at places, unless there is none of its sort; those who wait are looked at in the order in
//! which seats are offered.

use kith_domain::show::{Going, Past, Usual};
use rusqlite::params;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{COLUMNS, Event, EventForm, GuestFilter, GuestState, event_of};
use crate::{Read, error::Result};

/// More than these nobody asks at once.
const MOST_MORE: usize = 5_000;

/// How many will come, and how many more can be asked.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct ExpectedShow {
    /// Earlier events that this is told by.
    pub events: u32,
    /// Whether those are of the same sort: online, or at a place.
    pub same_form: bool,
    /// Of those who were expected there, the part that came, 0 to 100.
    pub rate: f64,
    /// People who said that they come, or were offered a seat, with those they bring.
    pub heads: u32,
    /// Guests who were expected at one of these events before.
    pub known: u32,
    /// Guests of whom that is not known.
    pub unknown: u32,
    /// So many will come, on average.
    pub mean: f64,
    /// Nineteen times in twenty at least so many.
    pub low: u32,
    /// Nineteen times in twenty at most so many.
    pub high: u32,
    /// Of those who wait, so many can be asked in their order; of any people, where nobody waits. Nothing without a limit of seats.
    pub more: Option<u32>,
    /// How many wait.
    pub waiting: u32,
}

impl Read<'_> {
    /// How many of an event's guests will come; nothing where no event before tells it.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event.
    pub fn expected_show(&self, event: &str, now: i64) -> Result<Option<ExpectedShow>> {
        let event = self.event(event)?;
        let (events, people, same_form) = self.shows_before(&event)?;
        let Some(usual) = Usual::of(&events) else { return Ok(None) };
        let persons: FxHashMap<String, String> =
            self.guest_rows(&event)?.into_iter().map(|row| (row.guest, row.seen.person)).collect();
        let of = |state: GuestState| -> Result<Vec<Going>> {
            let filter = GuestFilter { state: Some(state), ..GuestFilter::default() };
            let guests = self.guests(&event.id, &filter, now, 0, u32::MAX)?;
            Ok(guests
                .iter()
                .map(|guest| Going {
                    past: persons.get(&guest.id).and_then(|person| people.get(person)).copied().unwrap_or_default(),
                    heads: 1 + guest.plus,
                })
                .collect())
        };
        let (mut going, waiting) = (of(GuestState::Going)?, of(GuestState::Waiting)?);
        // Whoever was offered a seat may still take it.
        going.extend(of(GuestState::Offered)?);
        let expected = usual.expected(&going);
        let any = Going { past: Past::default(), heads: 1 };
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let more = event.capacity.map(|seats| {
            if waiting.is_empty() {
                usual.room(&going, std::iter::repeat_n(any, MOST_MORE), seats)
            } else {
                usual.room(&going, waiting.iter().copied().take(MOST_MORE), seats)
            }
        });
        let known = going.iter().filter(|one| one.past.expected > 0).count();
        Ok(Some(ExpectedShow {
            events: count(events.len()),
            same_form,
            rate: usual.rate * 100.0,
            heads: going.iter().map(|one| one.heads).sum(),
            known: count(known),
            unknown: count(going.len() - known),
            mean: expected.mean,
            low: expected.low,
            high: expected.high,
            more,
            waiting: count(waiting.len()),
        }))
    }

    /// What earlier events tell: each of them, each person, and whether they are of the same sort.
    fn shows_before(&self, event: &Event) -> Result<(Vec<Past>, FxHashMap<String, Past>, bool)> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e WHERE e.end_at <= ?1 AND e.id <> ?2 AND e.deleted_at IS NULL AND e.cancelled = 0
               AND EXISTS (SELECT 1 FROM check_in c WHERE c.event = e.id AND c.undone_at IS NULL) ORDER BY e.start_at, e.id"
        ))?;
        let mut before =
            statement.query_map(params![event.start_at, event.id], event_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let online = |event: &Event| event.form == EventForm::Online;
        let same_form = before.iter().any(|one| online(one) == online(event));
        if same_form {
            before.retain(|one| online(one) == online(event));
        }
        let (mut events, mut people): (Vec<Past>, FxHashMap<String, Past>) = (Vec::new(), FxHashMap::default());
        for one in &before {
            let mut sum = Past::default();
            for person in self.persons_at(one)?.into_iter().filter(|person| person.expected) {
                let shown = u32::from(person.was_there());
                sum.expected += 1;
                sum.shown += shown;
                let past = people.entry(person.person).or_default();
                past.expected += 1;
                past.shown += shown;
            }
            if sum.expected > 0 {
                events.push(sum);
            }
        }
        Ok((events, people, same_form))
    }
}
