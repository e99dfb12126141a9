//! What people keep by hand, as metrics are computed from it: figures of some days, and what goes through steps.
//!
//! **Invariants:** what nobody kept has no value, and is never 0; it is kept for the whole community, so it says nothing of
//! a part of one.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Behind, Definition, Frame, Reason, Value, Window,
    content::{self, Dated},
    deflection::Factors,
    gatherings::Gathering,
    mentoring::Pairing,
    steps::Matter,
};
use crate::time;

/// All of it.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Whether the community is looked at as a whole.
    pub whole: bool,
    /// Figures by their kind's word; of money, those in the community's currency.
    pub figures: BTreeMap<&'static str, Vec<Dated>>,
    /// Feedback.
    pub feedback: Vec<Matter>,
    /// Leads.
    pub leads: Vec<Matter>,
    /// Invitations.
    pub invitations: Vec<Matter>,
    /// Incidents.
    pub incidents: Vec<Matter>,
    /// Events that are over.
    pub gatherings: Vec<Gathering>,
    /// Mentoring pairs, those only proposed left out.
    pub pairings: Vec<Pairing>,
    /// The factors of estimates.
    pub factors: Factors,
    /// Bounds of measures of health that are the community's own, by the metric's id.
    pub bands: BTreeMap<String, [f64; 5]>,
}

/// All metrics that need nothing but what is kept by hand: archives may end before it.
pub(super) fn is_by_hand(definition: &Definition) -> bool {
    let by_hand = [content::METRICS, super::lifetime::METRICS, super::feedback::METRICS, super::leads::METRICS];
    let all = by_hand.into_iter().flatten().chain(super::conduct::METRICS).chain(super::invitations::METRICS);
    let mut all = all.chain(super::gatherings::METRICS).chain(super::mentoring::METRICS);
    all.any(|one| one.id == definition.id)
}

fn date(day: i32) -> NaiveDate {
    time::day_with_number(i64::from(day))
}

/// The first day of a window, and the day after its last.
pub(super) fn dates(window: Window) -> (NaiveDate, NaiveDate) {
    (date(window.start), date(window.end))
}

/// A window as instants.
pub(super) fn instants(frame: &Frame<'_>) -> (i64, i64) {
    let (from, until) = dates(frame.window);
    (time::start_of_day(from, frame.facts.zone), time::start_of_day(until, frame.facts.zone))
}

/// The figures of a kind.
pub(super) fn figures<'a>(frame: &Frame<'a>, kind: &str) -> Result<&'a [Dated], Value> {
    if !frame.facts.kept.whole {
        return Err(Value::none(Reason::NotForSlice));
    }
    match frame.facts.kept.figures.get(kind) {
        Some(figures) if !figures.is_empty() => Ok(figures),
        _ => Err(Value::none(Reason::NotKept)),
    }
}

/// What the figures of a kind add up to in a window.
pub(super) fn sum(frame: &Frame<'_>, kind: &str, window: Window) -> Result<i64, Value> {
    let (from, until) = dates(window);
    content::sum(figures(frame, kind)?, from, until).value.ok_or(Value::none(Reason::NotKept))
}

/// The matters of a sheet; nothing where none was ever kept.
pub(super) fn matters<'a>(frame: &Frame<'a>, of: impl Fn(&'a Kept) -> &'a Vec<Matter>) -> Result<&'a [Matter], Value> {
    let kept = &frame.facts.kept;
    if !kept.whole {
        return Err(Value::none(Reason::NotForSlice));
    }
    let all = of(kept);
    if all.is_empty() { Err(Value::none(Reason::NotKept)) } else { Ok(all) }
}

/// A value, or why there is none.
pub(super) fn either(found: Result<Value, Value>) -> Value {
    found.unwrap_or_else(|none| none)
}

/// The place of a member among the facts' people.
pub(super) fn person(frame: &Frame<'_>, key: i64) -> Option<u32> {
    let place = frame.facts.people.iter().position(|person| person.key == key)?;
    u32::try_from(place).ok()
}

/// The members that entries are about, each with how many.
pub(super) fn behind<'a>(frame: &Frame<'_>, entries: impl Iterator<Item = &'a Matter>) -> Behind {
    let mut people: BTreeMap<u32, f64> = BTreeMap::new();
    for place in entries.filter_map(|one| person(frame, one.member?)) {
        *people.entry(place).or_default() += 1.0;
    }
    Behind::People(people.into_iter().collect())
}
