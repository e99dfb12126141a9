//! Recognition: what there is to celebrate ([`celebrations`]), thanks and gifts ([`thanks`]), birthdays that somebody asked
//! to be congratulated on ([`birthdays`]), and those who speak for the community ([`advocates`], [`candidates`]).
//!
//! **Invariants:** what was celebrated is not celebrated again, whichever account of the member it was noted on; a birthday
//! is here only when its owner said so, and without a year; an effect says what changed and not why.

mod advocates;
mod birthdays;
mod candidates;
mod celebrations;
mod exchanged;
mod thanks;

use chrono::NaiveDate;
use kith_domain::time;
use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

pub use advocates::{Advocate, AdvocateStep, AdvocateStepName, NewAdvocate};
pub use birthdays::{BirthdayRow, LeapRule};
pub use candidates::{AdvocateCandidate, AdvocateRule, AdvocateRuleMet, Candidates};
pub use celebrations::{Celebration, CelebrationKind};
pub use thanks::{Gift, Kudos, NewGift, NewKudos};

use crate::{
    Read,
    error::{Error, Result},
};

/// Days before and after that are compared.
const COMPARED: i64 = 60;

/// What a member did in the 60 days before a day and from that day on. That it changed does not say why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Effect {
    /// Messages in public in the 60 days before.
    pub before: u32,
    /// Days of these on which they wrote.
    pub before_days: u32,
    /// Messages in public from the day on, for 60 days at most.
    pub after: u32,
    /// Days of these on which they wrote.
    pub after_days: u32,
    /// How many of the 60 days after are over.
    pub over: u32,
}

fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

/// A day that must be there.
fn day(field: &'static str, typed: &str) -> Result<String> {
    let day = kith_domain::profile::day(typed).map_err(at(field))?;
    day.ok_or_else(|| at(field)("write a day: 2026-01-31"))
}

impl Read<'_> {
    /// What changed for a member after a day.
    pub(crate) fn effect(&self, member: i64, on: &str, now: i64) -> Result<Effect> {
        let Ok(day) = on.parse::<NaiveDate>() else { return Ok(Effect::default()) };
        let day = time::day_number(day);
        let today = time::day_number(time::day_of(now, self.zone()?));
        // Day by day, because each is one lookup; a stretch of days would read those of everybody.
        let mut sum = self.connection.prepare_cached(
            "WITH RECURSIVE asked (day) AS (SELECT ?2 UNION ALL SELECT day + 1 FROM asked WHERE day + 1 < ?3)
             SELECT coalesce(sum(d.posts + d.replies), 0), count(DISTINCT CASE WHEN d.posts + d.replies > 0 THEN d.day END)
             FROM asked CROSS JOIN person p ON p.member_id = ?1 CROSS JOIN daily d ON d.day = asked.day AND d.identity_id = p.identity_id",
        )?;
        let mut of =
            |from: i64, until: i64| sum.query_row(params![member, from, until], |row| Ok((row.get(0)?, row.get(1)?)));
        let (before, before_days) = of(day - COMPARED, day)?;
        let until = (day + COMPARED).min(today + 1);
        let (after, after_days) = if until > day { of(day, until)? } else { (0, 0) };
        let over = u32::try_from((today - day).clamp(0, COMPARED)).unwrap_or(0);
        Ok(Effect { before, before_days, after, after_days, over })
    }
}
