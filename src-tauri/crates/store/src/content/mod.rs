//! The content calendar: posts that are planned, what they are made from, campaigns, and what members made.
//!
//! **Invariants:** a planned moment is wall time with its zone and moves only when a person moves it; where a post stands
//! follows from what a person said and from what became of it in the outbox, so that nothing has to be kept in step; what
//! a post became in its first seven days is counted once, when they are over and everything until then was read.

mod ahead;
mod campaigns;
mod finds;
mod posts;
mod result;
mod templates;
mod written;

use kith_domain::{profile, time};

pub use self::{
    ahead::ContentWork,
    campaigns::{ContentCampaign, NewContentCampaign},
    finds::{ContentFind, ContentPermission, NewContentFind},
    posts::{ContentPost, ContentState, ContentTrouble, ContentWay},
    result::ContentResult,
    templates::{ContentRepeat, ContentTemplate, NewContentTemplate},
    written::{CheckedPost, NewContentPost},
};
use crate::{
    Read,
    error::{Error, Result},
};

/// Most characters of a title.
const LONGEST_TITLE: usize = 300;
/// Most characters of a post, and of notes.
const LONGEST_BODY: usize = 30_000;
/// Most tags.
const MOST_TAGS: usize = 20;
/// How long a post's result is followed, milliseconds.
const FOLLOWED: i64 = 7 * time::DAY;

fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

fn line(typed: &str, longest: usize, field: &'static str) -> Result<String> {
    Ok(profile::words(typed, longest, false).map_err(at(field))?.unwrap_or_default())
}

fn lines(typed: &str, field: &'static str) -> Result<String> {
    Ok(profile::words(typed, LONGEST_BODY, true).map_err(at(field))?.unwrap_or_default())
}

/// A calendar day as it is typed, or nothing.
fn day(typed: Option<&str>, field: &'static str) -> Result<Option<String>> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    let day: Option<chrono::NaiveDate> = (typed.len() == 10).then(|| typed.parse().ok()).flatten();
    match day.filter(|day| (1970..=9998).contains(&chrono::Datelike::year(day))) {
        Some(day) => Ok(Some(day.to_string())),
        None => Err(at(field)("write a day: 2026-05-12")),
    }
}

/// A time of the day as it is typed: `09:30`, or nothing.
fn clock(typed: &str, field: &'static str) -> Result<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let time = chrono::NaiveTime::parse_from_str(typed, "%H:%M").map_err(|_| at(field)("write a time: 09:30"))?;
    Ok(time.format("%H:%M").to_string())
}

fn zone(typed: &str, field: &'static str) -> Result<String> {
    match time::zone(typed) {
        Some(zone) => Ok(zone.name().to_owned()),
        None => Err(at(field)("choose a time zone")),
    }
}

/// Tags as JSON: each once, in their order.
fn tags(typed: &[String]) -> Result<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in typed {
        let tag = line(tag, profile::LONGEST_LINE, "tags")?;
        if !tag.is_empty() && !found.contains(&tag) {
            found.push(tag);
        }
    }
    if found.len() > MOST_TAGS {
        return Err(at("tags")("this has too many tags"));
    }
    Ok(serde_json::to_string(&found).unwrap_or_else(|_| "[]".to_owned()))
}

fn listed(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// The instant of a planned moment, UTC milliseconds: of a day without a time, its first.
fn instant(on: &str, clock: &str, zone: &str) -> Option<i64> {
    let day: chrono::NaiveDate = on.parse().ok()?;
    let clock = chrono::NaiveTime::parse_from_str(clock, "%H:%M").unwrap_or_default();
    Some(time::instant(day.and_time(clock), time::zone(zone)?))
}

impl Read<'_> {
    /// The anchor account of a member by any account's uid; nothing stays nothing.
    fn content_owner(&self, uid: Option<&str>) -> Result<Option<String>> {
        uid.map(str::trim).filter(|uid| !uid.is_empty()).map(|uid| self.uid_of(self.member_key(uid)?)).transpose()
    }
}
