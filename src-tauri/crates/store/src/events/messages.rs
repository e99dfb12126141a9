//! What is written to guests before and after an event: its own texts, what went out, and to which addresses.
//!
//! **Invariants:** a text that nobody changed is no row, so that it stays the one Kith comes with; addresses are asked for
//! by themselves, and of those only who comes, came or was missed.

use chrono::NaiveDate;
use kith_domain::{event_messages::MESSAGES, events, profile, time};
use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{COLUMNS, Event, EventRole, at, event_of, first_day};
use crate::{Read, Write, error::Result, topic::Topic};

/// Most characters of a subject.
const LONGEST_SUBJECT: usize = 200;
/// Most characters of a text.
const LONGEST_BODY: usize = 10_000;
/// What is due is looked for so far around today: no message is further from its event.
const AROUND_MS: i64 = 20 * 86_400_000;

/// Which of the four messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventStep {
    /// A week before.
    Week,
    /// The day before.
    Eve,
    /// On the day.
    Day,
    /// The day after.
    After,
}

impl EventStep {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Week, Self::Eve, Self::Day, Self::After];

    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Eve => "eve",
            Self::Day => "day",
            Self::After => "after",
        }
    }
}

/// To whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventAudience {
    /// Guests who come.
    Going,
    /// Guests who came.
    Came,
    /// Guests who said that they come, and did not.
    Missed,
}

/// A message of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventText {
    /// Which.
    pub step: EventStep,
    /// The day it is due: `2026-11-19`.
    pub due_on: String,
    /// The subject, with places for words.
    pub subject: String,
    /// The words, with places.
    pub body: String,
    /// Whether it was changed for this event.
    pub is_own: bool,
    /// When it went out, UTC milliseconds.
    pub sent_at: Option<i64>,
}

/// A message that is due today, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventMessageDue {
    /// Of which event.
    pub event: String,
    /// What that is called.
    pub event_title: String,
    /// Which.
    pub step: EventStep,
    /// The day it was due: `2026-11-19`.
    pub due_on: String,
    /// Whether that is over.
    pub late: bool,
}

fn row_id(event: &str, step: EventStep) -> String {
    format!("{event} {}", step.word())
}

impl Read<'_> {
    /// The four messages of an event, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_texts(&self, event: &Event) -> Result<Vec<EventText>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT step, subject, body, sent_at FROM event_message WHERE event = ?1")?;
        type Row = (String, Option<String>, Option<String>, Option<i64>);
        let rows = statement.query_map([&event.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<Row>>>()?;
        let first = first_day(&event.starts);
        let made = MESSAGES.iter().zip(EventStep::ALL).map(|(text, step)| {
            let own = rows.iter().find(|(word, ..)| word == step.word());
            let (subject, body, sent_at) = match own {
                Some((_, subject, body, sent_at)) => (subject.clone(), body.clone(), *sent_at),
                None => (None, None, None),
            };
            EventText {
                step,
                due_on: events::due(first, text.offset).to_string(),
                is_own: subject.is_some() || body.is_some(),
                subject: subject.unwrap_or_else(|| text.subject.to_owned()),
                body: body.unwrap_or_else(|| text.body.to_owned()),
                sent_at,
            }
        });
        Ok(made.collect())
    }

    /// Names of those who have a part in an event and did not say no.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_names(&self, event: &str, role: EventRole) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name FROM event_part WHERE event = ?1 AND role = ?2 AND state <> 'no' AND deleted_at IS NULL ORDER BY id",
        )?;
        let rows = statement.query_map(params![event, role.word()], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Addresses of guests, each once, and how many guests have none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_addresses(&self, event: &str, who: EventAudience) -> Result<(Vec<String>, u32)> {
        let which = match who {
            EventAudience::Going => "g.state = 'going'",
            EventAudience::Came => concat!("EXISTS (SELECT 1 FROM check_in c WHERE ", theirs!(), ")"),
            EventAudience::Missed => {
                concat!("g.state = 'going' AND NOT EXISTS (SELECT 1 FROM check_in c WHERE ", theirs!(), ")")
            }
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT g.email FROM guest g WHERE g.event = ?1 AND g.deleted_at IS NULL AND g.name <> '' AND {which} ORDER BY g.search, g.id"
        ))?;
        let rows = statement.query_map([event], |row| row.get::<_, Option<String>>(0))?;
        let (mut found, mut without): (Vec<String>, u32) = (Vec::new(), 0);
        let mut seen = rustc_hash::FxHashSet::default();
        for email in rows {
            match email?.filter(|email| profile::is_address(email)) {
                Some(email) => {
                    if seen.insert(email.clone()) {
                        found.push(email);
                    }
                }
                None => without += 1,
            }
        }
        Ok((found, without))
    }

    /// Messages that are due today or were, and did not go out: of each event the newest only, as long as it is of use.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_messages_due(&self, now: i64) -> Result<Vec<EventMessageDue>> {
        let today = time::day_of(now, self.zone()?);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e WHERE e.start_at BETWEEN ?1 - ?2 AND ?1 + ?2 AND e.deleted_at IS NULL AND e.cancelled = 0
               AND EXISTS (SELECT 1 FROM guest g WHERE g.event = e.id AND g.state = 'going' AND g.deleted_at IS NULL)
             ORDER BY e.start_at, e.id"
        ))?;
        let found = statement.query_map(params![now, AROUND_MS], event_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut due = Vec::new();
        for event in found {
            let days = (today - first_day(&event.starts)).num_days();
            let texts = self.event_texts(&event)?;
            let now_due =
                MESSAGES.iter().zip(texts).find(|(message, _)| (message.offset..=message.until).contains(&days));
            if let Some((message, text)) = now_due.filter(|(_, text)| text.sent_at.is_none()) {
                let late = days > message.offset;
                due.push(EventMessageDue {
                    event: event.id,
                    event_title: event.title,
                    step: text.step,
                    due_on: text.due_on,
                    late,
                });
            }
        }
        Ok(due)
    }
}

impl Write<'_> {
    /// Keeps a text for an event; nothing for the one that Kith comes with.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event; [`crate::Error::Field`] when a text cannot be one.
    pub fn keep_event_text(&self, event: &str, step: EventStep, text: Option<(&str, &str)>, now: i64) -> Result<()> {
        let event = self.read().event(event)?;
        let (subject, body) = match text {
            Some((subject, body)) => {
                let needed = |text: &str, longest, lines, field: &'static str| {
                    let found = profile::words(text, longest, lines).map_err(at(field))?;
                    found.filter(|text| !text.is_empty()).ok_or_else(|| at(field)("this cannot be empty"))
                };
                (
                    Some(needed(subject, LONGEST_SUBJECT, false, "subject")?),
                    Some(needed(body, LONGEST_BODY, true, "body")?),
                )
            }
            None => (None, None),
        };
        self.connection
            .prepare_cached(
                "INSERT INTO event_message (id, event, step, subject, body, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
                 ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, body = excluded.body, updated_at = excluded.updated_at",
            )?
            .execute(params![row_id(&event.id, step), event.id, step.word(), subject, body, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// An event moved from a day to another: what was said of the old one, and whose new day is still to come, is to be said
    /// again.
    pub(super) fn say_again(&self, event: &str, before: NaiveDate, after: NaiveDate, now: i64) -> Result<()> {
        if before == after {
            return Ok(());
        }
        let today = time::day_of(now, self.read().zone()?);
        for (message, step) in MESSAGES.iter().zip(EventStep::ALL) {
            if events::due(after, message.offset) > today {
                self.connection
                    .prepare_cached(
                        "UPDATE event_message SET sent_at = NULL, updated_at = ?2 WHERE id = ?1 AND sent_at IS NOT NULL",
                    )?
                    .execute(params![row_id(event, step), now])?;
            }
        }
        Ok(())
    }

    /// Marks a message as sent, or not.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event.
    pub fn mark_event_text(&self, event: &str, step: EventStep, sent: bool, now: i64) -> Result<()> {
        let event = self.read().event(event)?;
        self.connection
            .prepare_cached(
                "INSERT INTO event_message (id, event, step, sent_at, created_at, updated_at) VALUES (?1, ?2, ?3, iif(?4, ?5, NULL), ?5, ?5)
                 ON CONFLICT (id) DO UPDATE SET sent_at = iif(?4, coalesce(sent_at, ?5), NULL), updated_at = ?5",
            )?
            .execute(params![row_id(&event.id, step), event.id, step.word(), sent, now])?;
        self.touch(Topic::Events);
        Ok(())
    }
}
