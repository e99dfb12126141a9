//! Mentoring, the mentor's side: pairs, their sessions, what was agreed, goals, and what happens in between. Programmes and
//! matching are in [`crate::programmes`].
//!
//! **Invariants:** what a mentor keeps for themselves lies here sealed, or not at all; this crate cannot open it. The clock and
//! the zone of a session are kept as they were typed, the instant follows from them. A removed row keeps nothing sealed.

mod facts;
mod goals;
mod handover;
mod pairs;
mod sessions;

use kith_domain::{events, mentoring, profile, time};

pub use self::{
    goals::{
        BetweenKind, GoalState, ItemOwner, MentoringBetween, MentoringGoal, MentoringItem, MentoringProgress,
        NewBetween, NewGoal, NewItem, NewProgress,
    },
    handover::{HandedOver, HandoverPeer},
    pairs::{Mentee, Mentorship, MentorshipState, NewMentorship, NextSession, PairHealth},
    sessions::{MentoringDue, MentoringMedium, MentoringSession, NewSession, SealedPart, SessionState, SessionWhen},
};
use crate::error::{Error, Result};

/// Most characters of what is written about a session, in each of its parts.
pub const LONGEST_WORDS: usize = 20_000;

/// The error of a field of a form.
fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

/// Words of several lines, or none.
fn words(text: &str, field: &'static str, longest: usize) -> Result<String> {
    Ok(profile::words(text, longest, true).map_err(at(field))?.unwrap_or_default())
}

/// One line of words, or none.
fn line(text: &str, field: &'static str) -> Result<String> {
    Ok(profile::words(text, profile::LONGEST_LINE, false).map_err(at(field))?.unwrap_or_default())
}

/// One line of words.
fn needed(text: &str, field: &'static str) -> Result<String> {
    let found = line(text, field)?;
    if found.is_empty() { Err(at(field)("this cannot be empty")) } else { Ok(found) }
}

/// A day, or none.
fn day(text: Option<&str>, field: &'static str) -> Result<Option<String>> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => profile::day(text).map_err(at(field)),
        None => Ok(None),
    }
}

/// The instant of a clock in a zone, and both as they are kept.
fn moment(starts: &str, zone: &str) -> Result<(String, String, i64)> {
    let zone = time::zone(zone).ok_or_else(|| at("zone")("choose a time zone, such as Europe/Berlin"))?;
    let starts = events::minute(starts).map_err(at("starts"))?;
    Ok((events::written(starts), zone.name().to_owned(), events::instant(starts, zone)))
}

impl From<mentoring::PairHealth> for PairHealth {
    fn from(health: mentoring::PairHealth) -> Self {
        match health {
            mentoring::PairHealth::NeedsCheckIn => Self::NeedsCheckIn,
            mentoring::PairHealth::Active => Self::Active,
            mentoring::PairHealth::OnTrack => Self::OnTrack,
            mentoring::PairHealth::TooEarly => Self::TooEarly,
        }
    }
}

/// Under which name in `note_salt` a pair's own part of the key lies: no account has such a uid.
#[must_use]
pub fn pair_salt(mentorship: &str) -> String {
    format!("mentorship {mentorship}")
}
