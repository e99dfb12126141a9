//! Who could speak for the community: whoever meets three rules. The list says which; a person decides.
//!
//! The members who were active in most of the last eight weeks are looked at, so many of them and no more; each of them by
//! their newest messages ([`super::exchanged`]).
//!
//! **Invariants:** a rule that nothing is known about is not met and is told as not known; however large the community, the
//! rollup of eight weeks and a bounded number of messages of a few people are read.

use std::cmp::Reverse;

use chrono::NaiveDate;
use kith_domain::{
    levels::{self, Level},
    time,
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exchanged::Met;
use crate::{Among, Read, by_member::ByMember, error::Result};

/// Rules that make a candidate.
const ENOUGH: usize = 3;
/// Members that are looked at closely.
const LOOKED_AT: usize = 40;
/// Days that tell a level: more than a year.
const LEVEL_DAYS: i64 = 367;
/// Weeks that are looked at, and how many of them make somebody steady.
const WEEKS: i64 = 8;
const STEADY: u32 = 6;
/// Answers of the last 90 days that somebody thanked for.
const THANKED: u32 = 5;
/// People that somebody exchanges answers with.
const CONNECTED: u32 = 10;
/// Within which somebody spoke, hosted or mentored, milliseconds.
const YEAR: i64 = 365 * time::DAY;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AdvocateRule {
    /// Contributing or leading.
    Level,
    /// Five answers in 90 days to others, with a reaction of somebody else.
    Thanked,
    /// Exchanges answers with ten people.
    Connected,
    /// Spoke, hosted or mentored within a year.
    Spoke,
    /// Said something good about the product.
    Praised,
    /// Active in six of the last eight weeks.
    Steady,
    /// No case about them is open.
    NoCase,
}

/// A rule that somebody meets, with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AdvocateRuleMet {
    /// Which.
    pub rule: AdvocateRule,
    /// How many answers, people or weeks; nothing where there is nothing to count.
    pub number: Option<u32>,
}

/// Somebody who could speak for the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AdvocateCandidate {
    /// The member.
    pub id: String,
    /// The name.
    pub name: String,
    /// The rules that are met.
    pub rules: Vec<AdvocateRuleMet>,
    /// Messages in the last eight weeks.
    pub messages: u32,
}

/// Those who could speak for the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Candidates {
    /// They: those who meet most rules first.
    pub rows: Vec<AdvocateCandidate>,
    /// How many members were looked at.
    pub looked_at: u32,
    /// How many were active in these weeks.
    pub active: u32,
    /// Rules that nothing is known about here.
    pub unknown: Vec<AdvocateRule>,
}

/// What eight weeks say of a member.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Weeks {
    weeks: u8,
    messages: u32,
}

impl Weeks {
    const fn add(&mut self, other: Self) {
        self.weeks |= other.weeks;
        self.messages += other.messages;
    }
}

impl Read<'_> {
    /// Whether a case about a member is open; nothing as long as cases say nothing here.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the seam where cases will answer")]
    fn open_case(&self, _member: i64) -> Result<Option<bool>> {
        Ok(None)
    }

    /// Whether a member spoke, hosted or mentored within a year; nothing as long as neither events nor pairs are known here.
    fn spoke(&self, member: i64, now: i64) -> Result<Option<bool>> {
        let accounts = "(SELECT i.uid FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1)";
        let held = "e.deleted_at IS NULL AND e.cancelled = 0 AND e.end_at BETWEEN ?2 AND ?3";
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM event_session t JOIN event e ON e.id = t.event
                 WHERE t.identity IN {accounts} AND t.deleted_at IS NULL AND {held})
               OR EXISTS (SELECT 1 FROM event_part t JOIN event e ON e.id = t.event
                 WHERE t.identity IN {accounts} AND t.deleted_at IS NULL AND t.role IN ('host', 'speaker')
                   AND t.state IN ('yes', 'confirmed') AND {held})
               OR EXISTS (SELECT 1 FROM mentorship m JOIN mentoring_session s ON s.mentorship = m.id
                 WHERE m.mentor_identity IN {accounts} AND m.deleted_at IS NULL AND s.deleted_at IS NULL AND s.state = 'held'
                   AND s.start_at BETWEEN ?2 AND ?3)"
        );
        let year = params![member, now - YEAR, now];
        if self.connection.prepare_cached(&sql)?.query_row(year, |row| row.get(0))? {
            return Ok(Some(true));
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM event WHERE deleted_at IS NULL AND end_at <= ?1)
                     OR EXISTS (SELECT 1 FROM mentorship WHERE deleted_at IS NULL)";
        let any: bool = self.connection.prepare_cached(sql)?.query_row([now], |row| row.get(0))?;
        Ok(any.then_some(false))
    }

    /// Who could speak for the community `among` these: people who are not of the team and on no list of advocates yet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn advocate_candidates(&self, among: &Among, now: i64) -> Result<Candidates> {
        let zone = self.zone()?;
        let today = time::day_number(time::day_of(now, zone));
        let seen = self.weeks_of(today)?;
        let mut most: Vec<(Reverse<u32>, Reverse<u32>, i64)> = seen
            .each()
            .filter(|(key, _)| among.has(*key))
            .map(|(key, weeks)| (Reverse(weeks.weeks.count_ones()), Reverse(weeks.messages), key))
            .collect();
        let active = u32::try_from(most.len()).unwrap_or(u32::MAX);
        most.sort_unstable();
        let known: FxHashSet<i64> = self
            .connection
            .prepare_cached(
                "SELECT p.member_id FROM advocate a JOIN identity i ON i.uid = a.identity JOIN person p ON p.identity_id = i.id
                 WHERE a.deleted_at IS NULL",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut may = self
            .connection
            .prepare_cached("SELECT name FROM member WHERE id = ?1 AND is_bot = 0 AND is_team = 0 AND has_left = 0")?;
        let mut closely = Vec::with_capacity(LOOKED_AT);
        for (Reverse(weeks), Reverse(messages), key) in most {
            if closely.len() == LOOKED_AT {
                break;
            }
            let name: Option<String> = may.query_row([key], |row| row.get(0)).optional()?;
            closely.extend(name.filter(|_| !known.contains(&key)).map(|name| (key, name, weeks, messages)));
        }
        let looked_at = closely.len();
        let days = self.days_of_year(&closely.iter().map(|(key, ..)| *key).collect::<Vec<_>>(), now)?;
        let met = self.met_of(closely.iter().map(|(key, ..)| *key), now)?;
        let mut rows = Vec::new();
        let (mut spoke_known, mut case_known) = (false, false);
        for (key, name, weeks, messages) in closely {
            let (spoke, case) = (self.spoke(key, now)?, self.open_case(key)?);
            spoke_known |= spoke.is_some();
            case_known |= case.is_some();
            let days = days.get(&key).map_or(&[][..], Vec::as_slice);
            let mut rules = self.rules_met(key, days, met.get(&key).copied().unwrap_or_default(), now)?;
            let mut tell = |met: bool, rule: AdvocateRule, number: Option<u32>| {
                if met {
                    rules.push(AdvocateRuleMet { rule, number });
                }
            };
            tell(weeks >= STEADY, AdvocateRule::Steady, Some(weeks));
            tell(spoke == Some(true), AdvocateRule::Spoke, None);
            tell(case == Some(false), AdvocateRule::NoCase, None);
            if rules.len() >= ENOUGH && case != Some(true) {
                rows.push((key, AdvocateCandidate { id: self.uid_of(key)?, name, rules, messages }));
            }
        }
        rows.sort_by_key(|(key, row)| (Reverse(row.rules.len()), Reverse(row.messages), *key));
        let unknown = [(spoke_known, AdvocateRule::Spoke), (case_known, AdvocateRule::NoCase)];
        Ok(Candidates {
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            looked_at: u32::try_from(looked_at).unwrap_or(u32::MAX),
            active,
            // Before anybody was looked at, nothing can be said.
            unknown: unknown
                .into_iter()
                .filter(|(is_known, _)| !is_known && looked_at > 0)
                .map(|(_, rule)| rule)
                .collect(),
        })
    }

    /// In which of the last eight weeks members wrote, and how much; a bit for each week.
    fn weeks_of(&self, today: i64) -> Result<ByMember<Weeks>> {
        let last = i32::try_from(today).unwrap_or(0);
        let days = last + 1 - i32::try_from(WEEKS * 7).unwrap_or(0)..last + 1;
        let mut seen: ByMember<Weeks> = ByMember::new();
        self.each_day(&days, |day, entries| {
            let week = u32::try_from((last - day) / 7).unwrap_or(0);
            for entry in entries.iter().filter(|entry| entry.posts + entry.replies > 0) {
                if let Some(weeks) = seen.of(entry.account) {
                    weeks.add(Weeks { weeks: 1 << week, messages: entry.posts + entry.replies });
                }
            }
        })?;
        seen.join(self, Weeks::add)?;
        Ok(seen)
    }

    /// The days on which these members wrote in public, as far back as levels look; ascending.
    ///
    /// From the packed days of everybody: who is steady wrote a hundred thousand messages in a year, and has few days.
    fn days_of_year(&self, members: &[i64], now: i64) -> Result<FxHashMap<i64, Vec<NaiveDate>>> {
        let mut whose: FxHashMap<i64, i64> = FxHashMap::default();
        for member in members {
            whose.extend(self.accounts_in(*member)?.into_iter().map(|account| (account, *member)));
        }
        let last = whose.keys().max().copied().unwrap_or(0);
        let zone = self.zone()?;
        let day = |at: i64| i32::try_from(time::day_number(time::day_of(at, zone))).unwrap_or(0);
        let mut found: FxHashMap<i64, Vec<NaiveDate>> = FxHashMap::default();
        self.each_day(&(day(now - LEVEL_DAYS * time::DAY)..day(now) + 1), |day, entries| {
            let date = time::day_with_number(i64::from(day));
            // Accounts come in the order of their keys.
            for entry in entries.iter().take_while(|entry| entry.account <= last) {
                let member = whose.get(&entry.account).filter(|_| entry.posts + entry.replies > 0);
                if let Some(days) = member.map(|member| found.entry(*member).or_default())
                    && days.last() != Some(&date)
                {
                    days.push(date);
                }
            }
        })?;
        Ok(found)
    }

    /// The rules that a member meets by what they wrote.
    fn rules_met(
        &self,
        key: i64,
        days: &[NaiveDate],
        Met { thanked, people }: Met,
        now: i64,
    ) -> Result<Vec<AdvocateRuleMet>> {
        let zone = self.zone()?;
        let level = levels::standing(days, time::day_of(now, zone)).map(|standing| standing.level);
        let mut met = Vec::new();
        if matches!(level, Some(Level::Contributing | Level::Leading)) {
            met.push(AdvocateRuleMet { rule: AdvocateRule::Level, number: None });
        }
        if thanked >= THANKED {
            met.push(AdvocateRuleMet { rule: AdvocateRule::Thanked, number: Some(thanked) });
        }
        if people >= CONNECTED {
            met.push(AdvocateRuleMet { rule: AdvocateRule::Connected, number: Some(people) });
        }
        let praised: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM person p JOIN identity i ON i.id = p.identity_id JOIN matter m ON m.identity = i.uid
                 WHERE p.member_id = ?1 AND m.sheet = 'feedback' AND m.kind = 'praise' AND m.deleted_at IS NULL)",
            )?
            .query_row([key], |row| row.get(0))?;
        if praised {
            met.push(AdvocateRuleMet { rule: AdvocateRule::Praised, number: None });
        }
        Ok(met)
    }
}
