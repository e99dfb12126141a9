//! The metrics of a community: each a definition in words and a pure function that computes it over [`Facts`].
//!
//! The definitions are those of the field, chosen and sharpened as each one's text says; the text is what people read under
//! "How is this counted?". Whoever changes what a function computes raises its version.
//!
//! **Invariants:** a value is never made up: without cases there is none, and [`Reason`] says why; with fewer cases than
//! [`Definition::least`] there is none either; `n` is always the number of cases; windows are half-open stretches of days.

use std::borrow::Cow;

mod active;
pub mod conduct;
pub mod content;
mod course;
pub mod deflection;
mod facts;
mod feedback;
mod figures;
mod frame;
mod gatherings;
mod growth;
pub mod health;
mod invitations;
mod kept;
mod leads;
pub mod lifetime;
mod mentoring;
mod presence;
mod quality;
mod recent;
mod referral;
mod response;
mod retention;
pub mod rhythm;
mod said;
mod spread;
mod standing;
pub mod steps;
mod window;

pub use self::{
    facts::{Answer, Conversation, Day, Facts, Made, Person},
    figures::{median, percentile},
    frame::{Behind, Frame, Tally},
    gatherings::Gathering,
    kept::Kept,
    mentoring::Pairing,
    presence::Presence,
    recent::Recent,
    referral::{Referral, asks_referral, reads_referrals},
    retention::{CohortCounts, cohort_counts},
    said::{Messages, Said, reads_messages},
    standing::LevelsOn,
    window::{Every, Reach, Window, windows},
};

/// What kind of number a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Distinct members.
    People,
    /// Things: messages, conversations.
    Count,
    /// 0 to 100.
    Percent,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// A plain number: an index or a mean.
    Number,
    /// Minor units of the community's currency.
    Money,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

/// What a metric is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Who comes.
    Growth,
    /// Who takes part, and how much.
    Engagement,
    /// Whether people are answered.
    Responsiveness,
    /// Whether people stay.
    Retention,
    /// How participation is spread.
    Participation,
    /// How conversations are.
    Quality,
    /// What is read.
    Content,
    /// What it is worth.
    Value,
    /// Events and mentoring.
    Together,
    /// How people treat each other.
    Conduct,
    /// All of it, weighed.
    Health,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing of the kind happened.
    NoCases,
    /// There are too few cases to say.
    TooFew,
    /// The window begins before the first activity that is known.
    BeforeFirst,
    /// The window begins after the newest archive or sync ends.
    AfterLast,
    /// The window has not come, or is too young.
    NotYet,
    /// Less than half of the cases came to it.
    NotReached,
    /// Nobody typed it in, and no source tells.
    NotKept,
    /// It cannot be told for a part of the community.
    NotForSlice,
    /// It is written in languages that cannot be read for this.
    Language,
}

/// A metric in one window.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The value.
    pub value: Option<f64>,
    /// Of how many cases.
    pub n: u64,
    /// Why there is none.
    pub reason: Option<Reason>,
    /// What it is made of.
    pub parts: Vec<(Cow<'static, str>, f64)>,
}

impl Value {
    /// A number of things, which may be none: counting found nothing where there was something to count.
    pub fn count(count: u64) -> Self {
        Self { value: Some(figures::float(count)), n: count, reason: None, parts: Vec::new() }
    }

    /// A value of `n` cases.
    pub const fn of(value: f64, n: u64) -> Self {
        Self { value: Some(value), n, reason: None, parts: Vec::new() }
    }

    /// No value.
    pub const fn none(reason: Reason) -> Self {
        Self { value: None, n: 0, reason: Some(reason), parts: Vec::new() }
    }

    /// A share in percent of `whole` cases.
    pub fn share(part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self::none(Reason::NoCases);
        }
        Self::of(figures::float(part) * 100.0 / figures::float(whole), whole)
            .with("part", figures::float(part))
            .with("whole", figures::float(whole))
    }

    /// With what it is made of.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: f64) -> Self {
        self.parts.push((name.into(), value));
        self
    }

    /// Without its value when there are fewer than `least` cases.
    #[must_use]
    pub fn unless_few(mut self, least: u64) -> Self {
        if self.value.is_some() && self.n < least {
            self.value = None;
            self.reason = Some(if self.n == 0 { Reason::NoCases } else { Reason::TooFew });
        }
        self
    }
}

/// Fewest cases of a percentage.
const FEWEST_OF_PERCENT: u64 = 20;
/// Fewest cases of a median.
const FEWEST_OF_MEDIAN: u64 = 5;

/// A metric.
pub struct Definition {
    /// Its id.
    pub id: &'static str,
    /// Raised when the definition changes.
    pub version: u32,
    /// What it is called.
    pub title: &'static str,
    /// How it is counted.
    pub text: &'static str,
    /// What it is about.
    pub group: Group,
    /// What kind of number.
    pub unit: Unit,
    /// Which way is better.
    pub direction: Direction,
    /// With fewer cases there is no value.
    pub least: u64,
    /// Computes it.
    pub compute: fn(&Frame<'_>) -> Value,
    /// The members or conversations it was computed from, each with what it brings to the number.
    pub behind: fn(&Frame<'_>, Option<&str>) -> Behind,
}

/// All metrics, in the order in which they are shown.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    [
        growth::METRICS,
        referral::METRICS,
        active::METRICS,
        response::METRICS,
        retention::METRICS,
        spread::METRICS,
        quality::METRICS,
        said::METRICS,
        standing::METRICS,
        invitations::METRICS,
        content::METRICS,
        deflection::METRICS,
        feedback::METRICS,
        leads::METRICS,
        lifetime::METRICS,
        gatherings::METRICS,
        mentoring::METRICS,
        conduct::METRICS,
        health::METRICS,
    ]
    .into_iter()
    .flatten()
}

/// The metric with an id.
pub fn find(id: &str) -> Option<&'static Definition> {
    all().find(|definition| definition.id == id)
}

/// Which definitions these are: changes when one of them does.
pub fn edition() -> String {
    let mut text = String::new();
    for definition in all() {
        text.push_str(definition.id);
        text.push_str(&definition.version.to_string());
        text.push(' ');
    }
    uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, text.as_bytes()).to_string()
}

/// A metric in a window, with the rules that hold for all: nothing about time that has not come or is not known.
pub fn compute(definition: &Definition, frame: &Frame<'_>) -> Value {
    if let Some(known) = frame.known(definition.id) {
        return known;
    }
    let value = compute_anew(definition, frame);
    frame.remember(definition.id, &value);
    value
}

fn compute_anew(definition: &Definition, frame: &Frame<'_>) -> Value {
    if kept::is_by_hand(definition) {
        // People keep figures of days of which no archive tells.
        if frame.window.start > frame.facts.today {
            return Value::none(Reason::NotYet);
        }
        return (definition.compute)(frame).unless_few(definition.least);
    }
    let Some(first) = frame.facts.first_day else { return Value::none(Reason::NoCases) };
    if frame.window.start > frame.facts.last_day {
        let ahead = frame.window.start > frame.facts.today;
        return Value::none(if ahead { Reason::NotYet } else { Reason::AfterLast });
    }
    if frame.window.end <= first {
        return Value::none(Reason::BeforeFirst);
    }
    (definition.compute)(frame).unless_few(definition.least)
}

#[cfg(test)]
mod tests;
