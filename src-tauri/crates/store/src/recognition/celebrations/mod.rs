//! What there is to celebrate: years in the community and birthdays ([`days`]), first messages and round numbers
//! ([`reached`]).
//!
//! A day is that of the member's own clock, where it is known. Years and round numbers are those of people who were seen
//! lately: congratulating whoever is long gone pleases nobody.
//!
//! **Invariants:** what is read grows with those who were here lately and never with all messages; however many there are,
//! nobody of today is left out.

mod days;
mod reached;

use chrono::NaiveDate;
use kith_domain::time;
use rusqlite::params;
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Among, Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Days ahead that are shown.
const AHEAD: i64 = 14;
/// Days back: what was missed over a long weekend.
const BACK: i64 = 4;
/// Most that are shown, unless today alone has more.
const MOST: usize = 300;
/// Of what was reached lately so much has room, however many days come back.
const LATELY: usize = 100;

/// What is celebrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CelebrationKind {
    /// A birthday.
    Birthday,
    /// Years since they joined.
    Years,
    /// Years since they were seen first: no source says when they joined.
    YearsSeen,
    /// So many answers.
    Answers,
    /// So many messages.
    Messages,
    /// So many events they came to.
    Events,
    /// The first message.
    FirstPost,
}

/// Something to celebrate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Celebration {
    /// The member.
    pub member: String,
    /// The name.
    pub name: String,
    /// What.
    pub kind: CelebrationKind,
    /// How many years, answers or messages.
    pub number: Option<u32>,
    /// The day, on the member's clock: `YYYY-MM-DD`.
    pub on: String,
    /// Days from the member's today; less than 0: it was.
    pub in_days: i32,
    /// What it is ticked off by.
    pub occasion: String,
    /// Whether it was ticked off.
    pub done: bool,
}

/// Somebody who may be celebrated.
struct Whom {
    key: i64,
    kind: CelebrationKind,
    number: Option<u32>,
    occasion: String,
    day: NaiveDate,
    in_days: i64,
}

/// What is told first, and so what has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// It is today.
    Today,
    /// Somebody reached it before today: the newest first.
    Lately,
    /// The day is to come: the next one first.
    Ahead,
    /// The day is over: yesterday first.
    Missed,
}

impl Whom {
    const fn turn(&self) -> Turn {
        let comes_back =
            matches!(self.kind, CelebrationKind::Birthday | CelebrationKind::Years | CelebrationKind::YearsSeen);
        match self.in_days {
            0 => Turn::Today,
            1.. => Turn::Ahead,
            _ if comes_back => Turn::Missed,
            _ => Turn::Lately,
        }
    }
}

/// Sorts, and leaves out what has no room.
fn fit(found: &mut Vec<Whom>) {
    found.sort_by_key(|whom| (whom.turn(), whom.in_days.abs(), whom.kind, whom.key));
    let mut lately = 0;
    found.retain(|whom| {
        lately += usize::from(whom.turn() == Turn::Lately);
        whom.turn() != Turn::Lately || lately <= LATELY
    });
    let first = found.partition_point(|whom| whom.turn() <= Turn::Lately);
    found.truncate(first.max(MOST));
}

/// Days from one to another.
fn between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// What a tick may be for.
fn is_occasion(text: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(' ') {
        Some(("years" | "birthday" | "answers" | "messages" | "events", many)) => number(many),
        _ => text == "first_post",
    }
}

impl Read<'_> {
    /// What there is to celebrate in these days `among` these: today's, what was reached lately, the days ahead, and the
    /// days that were missed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn celebrations(&self, among: &Among, now: i64) -> Result<Vec<Celebration>> {
        let (zone, leap) = (self.zone()?, self.leap_rule()?.day());
        let mut found = Vec::new();
        self.years(among, now, leap, &mut found)?;
        self.birthdays_near(now, leap, &mut found)?;
        self.round_numbers(now, &mut found)?;
        self.events_reached(now, time::day_of(now, zone), &mut found)?;
        self.first_posts(now, time::day_of(now, zone), &mut found)?;
        found.retain(|whom: &Whom| among.has(whom.key));
        fit(&mut found);
        let done = self.celebrated()?;
        let mut celebrations = Vec::with_capacity(found.len());
        for whom in found {
            celebrations.push(Celebration {
                member: self.uid_of(whom.key)?,
                name: self.name_of(whom.key)?,
                kind: whom.kind,
                number: whom.number,
                on: whom.day.to_string(),
                in_days: i32::try_from(whom.in_days).unwrap_or(i32::MAX),
                done: done.contains(&(whom.key, whom.occasion.clone())),
                occasion: whom.occasion,
            });
        }
        Ok(celebrations)
    }

    /// What was celebrated, by members.
    fn celebrated(&self) -> Result<FxHashSet<(i64, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.member_id, c.occasion FROM celebrated c JOIN identity i ON i.uid = c.identity JOIN person p ON p.identity_id = i.id",
        )?;
        Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Ticks something off, or takes the tick away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no account has this id; [`Error::Field`] when there is no such occasion.
    pub fn celebrate(&self, uid: &str, occasion: &str, done: bool, now: i64) -> Result<()> {
        if !is_occasion(occasion) {
            return Err(Error::Field { field: "occasion".into(), why: "there is no such occasion".into() });
        }
        let read = self.read();
        let member = read.member_key(uid)?;
        let anchor = read.uid_of(member)?;
        let accounts = read.account_uids(member)?;
        let mut there = self.connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM celebrated WHERE id = ?1)")?;
        let mut known = false;
        for account in &accounts {
            let found: bool = there.query_row([format!("{account} {occasion}")], |row| row.get(0))?;
            known |= found;
        }
        if done && !known {
            self.connection.execute(
                "INSERT INTO celebrated (id, identity, occasion, done_at) VALUES (?1, ?2, ?3, ?4)",
                params![format!("{anchor} {occasion}"), anchor, occasion, now],
            )?;
        } else if !done {
            for account in accounts {
                let id = format!("{account} {occasion}");
                self.connection.prepare_cached("DELETE FROM celebrated WHERE id = ?1")?.execute([id])?;
            }
        }
        self.touch(Topic::Recognition);
        Ok(())
    }
}
