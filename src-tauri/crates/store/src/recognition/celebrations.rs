//! What there is to celebrate: years in the community, birthdays, first messages and round numbers.
//!
//! A day is that of the member's own clock, where it is known. Years and round numbers are those of people who were seen
//! lately: congratulating whoever is long gone pleases nobody.
//!
//! **Invariant:** what is read grows with those who were here lately and never with all messages.

use chrono::{Datelike, Days, Months, NaiveDate};
use kith_domain::{
    celebrations::{LeapDay, MonthDay, anniversary, just_reached},
    time,
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Among, Read, Write,
    by_member::ByMember,
    error::{Error, Result},
    topic::Topic,
};

/// Days ahead that are shown.
const AHEAD: i64 = 14;
/// Days back: what was missed over a long weekend.
const BACK: i64 = 4;
/// Days in which a first message or a round number is news.
const NEWS: i64 = 14;
/// Whoever was seen in so many days is celebrated for years.
const SEEN: i64 = 90;
/// Days by which a member's clock and the 29th of February may move an anniversary.
const APART: i64 = 3;
/// Years of membership that are looked for: no source is older.
const OLDEST: u32 = 150;
/// Most that are shown.
const MOST: usize = 300;
/// Events that are worth a word: the tenth, and so on.
const EVENTS: [u32; 5] = [10, 25, 50, 100, 250];
/// First messages of these.
const NEWCOMERS: u32 = 100;

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

/// What somebody wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Written {
    replies: u32,
    messages: u32,
}

impl Written {
    const fn add(&mut self, other: Self) {
        self.replies += other.replies;
        self.messages += other.messages;
    }
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
    /// What there is to celebrate in these days `among` these, the earliest first.
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
        found.sort_by_key(|whom| (whom.in_days, whom.kind, whom.key));
        found.truncate(MOST);
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

    /// A member's own clock, or the community's: what is written about it here, or else what a source says; the first account's
    /// before others.
    fn clock_zone(&self, member: i64, community: chrono_tz::Tz) -> Result<chrono_tz::Tz> {
        // One lookup by key after the other: a query with all of it is planned anew for each member.
        let mut account = self.connection.prepare_cached("SELECT uid, zone FROM identity WHERE id = ?1")?;
        let mut profile =
            self.connection.prepare_cached("SELECT value ->> '$', updated_at FROM profile WHERE id = ?1")?;
        let mut accounts = self.accounts_in(member)?;
        accounts.sort_unstable_by_key(|key| (*key != member, *key));
        let mut written: Option<(bool, i64, Option<String>)> = None;
        let mut told = None;
        for key in accounts {
            let Some((uid, zone)) =
                account.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?
            else {
                continue;
            };
            told = told.or(zone);
            let found: Option<(Option<String>, i64)> =
                profile.query_row([format!("{uid} zone")], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if let Some((zone, at)) = found
                && written.as_ref().is_none_or(|(first, before, _)| !first && *before < at)
            {
                written = Some((key == member, at, zone));
            }
        }
        let written = written.and_then(|(.., zone)| zone);
        Ok(written.or(told).and_then(|zone: String| time::zone(&zone)).unwrap_or(community))
    }

    /// Whose years are celebrated: those of the earliest days, as many as are shown at least.
    ///
    /// Day after day, and of each day everybody who began on it in any year: with a hundred thousand members, what is shown
    /// is full after some days, and whoever comes after them is not looked at.
    fn years(&self, among: &Among, now: i64, leap: LeapDay, found: &mut Vec<Whom>) -> Result<()> {
        let utc = time::day_of(now, chrono_tz::UTC);
        let community = self.zone()?;
        let mut told = Vec::new();
        let (mut joined, mut seen) = (
            self.connection.prepare_cached(
                "SELECT id, joined_at, 1 FROM member WHERE joined_at >= ?1 AND joined_at < ?2 AND last_at >= ?3
                   AND is_bot = 0 AND has_left = 0",
            )?,
            self.connection.prepare_cached(
                "SELECT id, first_at, 0 FROM member WHERE first_at >= ?1 AND first_at < ?2 AND last_at >= ?3
                   AND is_bot = 0 AND has_left = 0 AND joined_at IS NULL",
            )?,
        );
        let oldest = self.years_back(utc)?;
        for ahead in -BACK - APART..=AHEAD + APART {
            let many = told.iter().filter(|whom: &&Whom| whom.in_days < ahead - APART).count();
            if many >= MOST {
                break;
            }
            for years in 1..=oldest {
                let start = |ahead: i64| {
                    let day = (utc + chrono::TimeDelta::days(ahead)).checked_sub_months(Months::new(12 * years))?;
                    Some(time::start_of_day(day, chrono_tz::UTC))
                };
                let Some((from, until)) = start(ahead).zip(start(ahead + 1)) else { continue };
                for statement in [&mut joined, &mut seen] {
                    let mut rows = statement.query(params![from, until, now - SEEN * time::DAY])?;
                    while let Some(row) = rows.next()? {
                        let (key, began, joined): (i64, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
                        if among.has(key) {
                            let zone = self.clock_zone(key, community)?;
                            told.extend(years_of((key, began, joined), now, zone, leap));
                        }
                    }
                }
            }
        }
        found.append(&mut told);
        Ok(())
    }

    /// How many years ago the first member began.
    fn years_back(&self, utc: NaiveDate) -> Result<u32> {
        let first: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT min(at) FROM (SELECT min(joined_at) AS at FROM member WHERE joined_at IS NOT NULL
                   UNION ALL SELECT min(first_at) FROM member)",
            )?
            .query_row([], |row| row.get(0))?;
        let years = first.map_or(0, |first| utc.year() + 1 - time::day_of(first, chrono_tz::UTC).year());
        Ok(u32::try_from(years).unwrap_or(0).min(OLDEST))
    }

    fn birthdays_near(&self, now: i64, leap: LeapDay, found: &mut Vec<Whom>) -> Result<()> {
        let community = self.zone()?;
        for row in self.birthdays(&Among::EVERYBODY)? {
            let Ok(born) = MonthDay::parse(&row.day) else { continue };
            let key = self.member_key(&row.id)?;
            let today = time::day_of(now, self.clock_zone(key, community)?);
            if let Some(day) = born.next(today - Days::new(BACK.unsigned_abs()), leap)
                && between(today, day) <= AHEAD
            {
                found.push(Whom {
                    key,
                    kind: CelebrationKind::Birthday,
                    number: None,
                    occasion: format!("birthday {}", day.format("%Y")),
                    day,
                    in_days: between(today, day),
                });
            }
        }
        Ok(())
    }

    /// Round numbers that were reached lately.
    fn round_numbers(&self, now: i64, found: &mut Vec<Whom>) -> Result<()> {
        let today = time::day_of(now, self.zone()?);
        let number = i32::try_from(time::day_number(today)).unwrap_or(0);
        let days = number - i32::try_from(NEWS).unwrap_or(0)..number + 1;
        // How much each member wrote in these days.
        let mut lately: ByMember<Written> = ByMember::new();
        let mut written = Vec::new();
        self.each_day(&days, |day, entries| {
            for entry in entries.iter().filter(|entry| entry.posts + entry.replies > 0) {
                let one = Written { replies: entry.replies, messages: entry.posts + entry.replies };
                if let Some(sum) = lately.of(entry.account) {
                    sum.add(one);
                }
                written.push((entry.account, day, one));
            }
        })?;
        lately.join(self, Written::add)?;
        let mut totals = self
            .connection
            .prepare_cached("SELECT replies, messages FROM member WHERE id = ?1 AND is_bot = 0 AND has_left = 0")?;
        let mut reached_by: Vec<(i64, Written)> = Vec::new();
        for (key, sum) in lately.each() {
            let totals: Option<Written> = totals
                .query_row([key], |row| Ok(Written { replies: row.get(0)?, messages: row.get(1)? }))
                .optional()?;
            let round = |total: u32, lately: u32| just_reached(total, lately).is_some();
            reached_by.extend(
                totals
                    .filter(|all| round(all.replies, sum.replies) || round(all.messages, sum.messages))
                    .map(|all| (key, all)),
            );
        }
        let days = self.days_of_some(&reached_by, &written)?;
        for (key, totals) in reached_by {
            let days = days.get(&key).map_or(&[][..], Vec::as_slice);
            let answers = reached(totals.replies, days.iter().map(|(day, one)| (*day, one.replies)));
            let all = reached(totals.messages, days.iter().map(|(day, one)| (*day, one.messages)));
            // Who mostly answers reaches both at about the same time: one word is enough.
            let told = [
                answers.map(|found| (CelebrationKind::Answers, "answers", found)),
                all.filter(|(round, _)| answers.is_none() && *round >= 100)
                    .map(|found| (CelebrationKind::Messages, "messages", found)),
            ];
            for (kind, word, (round, day)) in told.into_iter().flatten() {
                found.push(Whom {
                    key,
                    kind,
                    number: Some(round),
                    occasion: format!("{word} {round}"),
                    day: time::day_with_number(i64::from(day)),
                    in_days: i64::from(day - number),
                });
            }
        }
        Ok(())
    }

    /// What these members wrote on each day: newest last.
    fn days_of_some(
        &self,
        members: &[(i64, Written)],
        written: &[(i64, i32, Written)],
    ) -> Result<FxHashMap<i64, Vec<(i32, Written)>>> {
        let mut whose: FxHashMap<i64, i64> = FxHashMap::default();
        for (member, _) in members {
            whose.extend(self.accounts_in(*member)?.into_iter().map(|account| (account, *member)));
        }
        let mut days: FxHashMap<i64, Vec<(i32, Written)>> = FxHashMap::default();
        for (account, day, one) in written {
            if let Some(member) = whose.get(account) {
                days.entry(*member).or_default().push((*day, *one));
            }
        }
        Ok(days)
    }

    /// Whose tenth event it was, or another round one. Who came is asked of the events of these days alone.
    fn events_reached(&self, now: i64, today: NaiveDate, found: &mut Vec<Whom>) -> Result<()> {
        const CAME: &str = "g.identity IS NOT NULL AND e.deleted_at IS NULL AND e.cancelled = 0
           AND (EXISTS (SELECT 1 FROM check_in c WHERE c.guest = g.id AND c.undone_at IS NULL)
             OR (SELECT sum(s.until_at - s.from_at) FROM event_stay s WHERE s.guest = g.id) >= e.least_min * 60000)";
        let mut recent = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT p.member_id, e.end_at FROM event e JOIN guest g ON g.event = e.id JOIN identity i ON i.uid = g.identity
               JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id
             WHERE e.end_at BETWEEN ?1 AND ?2 AND m.is_bot = 0 AND m.has_left = 0 AND {CAME}"
        ))?;
        let mut many = self.connection.prepare_cached(&format!(
            "SELECT count(DISTINCT e.id) FROM person p JOIN identity i ON i.id = p.identity_id JOIN guest g ON g.identity = i.uid
               JOIN event e ON e.id = g.event WHERE p.member_id = ?1 AND e.end_at <= ?2 AND {CAME}"
        ))?;
        let zone = self.zone()?;
        let mut rows = recent.query([now - NEWS * time::DAY, now])?;
        while let Some(row) = rows.next()? {
            let (key, end_at): (i64, i64) = (row.get(0)?, row.get(1)?);
            let many: u32 = many.query_row([key, end_at], |row| row.get(0))?;
            if EVENTS.contains(&many) {
                let day = time::day_of(end_at, zone);
                found.push(Whom {
                    key,
                    kind: CelebrationKind::Events,
                    number: Some(many),
                    occasion: format!("events {many}"),
                    day,
                    in_days: between(today, day),
                });
            }
        }
        Ok(())
    }

    fn first_posts(&self, now: i64, today: NaiveDate, found: &mut Vec<Whom>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, first_at FROM member WHERE first_at >= ?1 AND first_at <= ?2 AND is_bot = 0 AND has_left = 0 AND messages > 0
             ORDER BY first_at DESC LIMIT ?3",
        )?;
        let zone = self.zone()?;
        let mut rows = statement.query(params![now - NEWS * time::DAY, now, NEWCOMERS])?;
        while let Some(row) = rows.next()? {
            let day = time::day_of(row.get(1)?, zone);
            found.push(Whom {
                key: row.get(0)?,
                kind: CelebrationKind::FirstPost,
                number: None,
                occasion: "first_post".to_owned(),
                day,
                in_days: between(today, day),
            });
        }
        Ok(())
    }
}

/// The years of somebody who began at a moment (UTC milliseconds), when they are near on their clock; `joined`: that is known.
fn years_of((key, began, joined): (i64, i64, bool), now: i64, zone: chrono_tz::Tz, leap: LeapDay) -> Option<Whom> {
    let (today, began) = (time::day_of(now, zone), time::day_of(began, zone));
    let (day, years) = anniversary(began, today - Days::new(BACK.unsigned_abs()), leap)?;
    (between(today, day) <= AHEAD).then(|| Whom {
        key,
        kind: if joined { CelebrationKind::Years } else { CelebrationKind::YearsSeen },
        number: Some(years),
        occasion: format!("years {years}"),
        day,
        in_days: between(today, day),
    })
}

/// The round number that a total reached on one of these days, and the day.
fn reached(total: u32, days: impl DoubleEndedIterator<Item = (i32, u32)> + Clone) -> Option<(u32, i32)> {
    let lately = days.clone().map(|(_, many)| many).sum();
    let round = just_reached(total, lately)?;
    let mut left = total;
    let mut reached = None;
    for (day, many) in days.rev() {
        reached = Some((round, day));
        left = left.saturating_sub(many);
        if left < round {
            break;
        }
    }
    reached
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
