//! Who can be drawn, with what is known of them that tells who fits whom.
//!
//! Whoever asked not to be contacted, or not directly, is not drawn either. Who talks with whom comes from the newest
//! messages of those who can be drawn; what someone offers is what they say they offer, and what they can do.
//!
//! **Invariant:** however much people wrote, a bounded number of messages of each is read.

use std::collections::BTreeSet;

use chrono::{DateTime, Offset, TimeZone};
use kith_domain::{
    introductions::{Somebody, pair},
    time,
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{IntroducedMember, IntroductionGroup, IntroductionState, IntroductionWish, KeptReason};
use crate::{
    Answer, FieldValue, Read,
    error::{Error, Result},
};

/// Newest messages of each account that tell where it writes and whom it answers.
const LOOKED_AT: i64 = 30;
/// Most people who are drawn at once.
const MOST: usize = 10_000;

/// Who can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DrawOptions {
    /// Only who did something in so many days: 1 to 366.
    pub active_days: u16,
    /// The team as well.
    pub team: bool,
    /// Only those who said yes.
    pub volunteers: bool,
    /// Only members of a saved segment.
    #[serde(default)]
    pub segment: Option<String>,
}

/// How many active people cannot be drawn, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct LeftOut {
    /// They said no.
    pub out: u32,
    /// They are left in peace until some day.
    pub snoozed: u32,
    /// They do not want to be contacted, or not directly.
    pub no_contact: u32,
    /// They are of the team.
    pub team: u32,
    /// Only volunteers are drawn, and they said nothing.
    pub not_asked: u32,
}

/// Groups that could be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Drawn {
    /// The groups, those that fit best first.
    pub groups: Vec<IntroductionGroup>,
    /// How many people are in them.
    pub people: u32,
    /// Who is in none.
    pub left_out: LeftOut,
}

/// A group before it has names.
pub(super) struct Paired {
    pub(super) people: Vec<String>,
    pub(super) points: i64,
    pub(super) reasons: Vec<KeptReason>,
}

impl DrawOptions {
    fn checked(&self) -> Result<()> {
        if (1..=366).contains(&self.active_days) {
            return Ok(());
        }
        Err(Error::Field { field: "active_days".into(), why: "choose 1 to 366 days".into() })
    }
}

impl Read<'_> {
    /// What drawing now would make.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such segment; [`Error::Field`] when the options cannot be meant so.
    pub fn draw(&self, options: &DrawOptions, now: i64) -> Result<Drawn> {
        let (paired, left_out) = self.paired(options, now)?;
        let mut groups = Vec::with_capacity(paired.len());
        let mut people = 0;
        for one in paired {
            people += u32::try_from(one.people.len()).unwrap_or(0);
            groups.push(IntroductionGroup {
                id: String::new(),
                made_on: String::new(),
                people: self.introduced(&one.people)?,
                points: i32::try_from(one.points).unwrap_or(0),
                reasons: self.told_reasons(one.reasons)?,
                state: IntroductionState::Proposed,
                sent_at: None,
                ask_on: None,
            });
        }
        Ok(Drawn { groups, people, left_out })
    }

    pub(super) fn told_reasons(&self, kept: Vec<KeptReason>) -> Result<Vec<super::IntroductionReason>> {
        let told: Vec<_> = kept.into_iter().map(|reason| self.told_reason(reason)).collect::<Result<_>>()?;
        Ok(told.into_iter().flatten().collect())
    }

    /// Members of accounts, each once, in the order of names.
    pub(super) fn introduced(&self, accounts: &[String]) -> Result<Vec<IntroducedMember>> {
        let mut members = BTreeSet::new();
        for uid in accounts {
            members.extend(self.account_key(uid)?.map(|(_, member)| member));
        }
        let mut found = Vec::with_capacity(members.len());
        for member in members {
            found.push(IntroducedMember { id: self.uid_of(member)?, name: self.name_of(member)? });
        }
        Ok(found)
    }

    pub(super) fn paired(&self, options: &DrawOptions, now: i64) -> Result<(Vec<Paired>, LeftOut)> {
        let (people, left_out) = self.drawable(options, now)?;
        let groups = kith_domain::introductions::propose(&people, &self.introduced_before()?);
        let mut paired = Vec::with_capacity(groups.len());
        for group in groups {
            paired.push(Paired {
                people: group.people.iter().map(|key| self.uid_of(*key)).collect::<Result<_>>()?,
                points: group.points,
                reasons: group.why.iter().map(|why| self.kept_reason(why)).collect::<Result<_>>()?,
            });
        }
        Ok((paired, left_out))
    }

    /// Members who were in one group, ever: by their keys, the lower first.
    fn introduced_before(&self) -> Result<BTreeSet<(i64, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.pair, p.member_id FROM introduction_member m JOIN introduction_group g ON g.id = m.pair
             JOIN introduction_round r ON r.id = g.round AND r.deleted_at IS NULL
             JOIN identity i ON i.uid = m.identity JOIN person p ON p.identity_id = i.id",
        )?;
        let mut rows = statement.query([])?;
        let mut groups: FxHashMap<String, Vec<i64>> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            groups.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        let mut met = BTreeSet::new();
        for people in groups.values() {
            for (at, a) in people.iter().enumerate() {
                met.extend(people.iter().skip(at + 1).filter(|b| *b != a).map(|b| pair(*a, *b)));
            }
        }
        Ok(met)
    }

    /// People who can be drawn.
    fn drawable(&self, options: &DrawOptions, now: i64) -> Result<(Vec<Somebody>, LeftOut)> {
        options.checked()?;
        let since = now - i64::from(options.active_days) * time::DAY;
        let among = self.among(options.segment.as_deref(), now)?;
        let today = time::day_of(now, self.zone()?).to_string();
        let (wishes, said) = (self.introduction_wishes()?, self.said_of_themselves()?);
        let mut statement = self.connection.prepare_cached(
            "SELECT id, is_team FROM member WHERE last_at >= ?1 AND is_bot = 0 AND has_left = 0 ORDER BY last_at DESC, id",
        )?;
        let mut rows = statement.query([since])?;
        let (mut keys, mut left_out) = (Vec::new(), LeftOut::default());
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            if !among.has(key) {
                continue;
            }
            let (wish, until) = wishes.get(&key).cloned().unwrap_or_default();
            if row.get(1)? && !options.team {
                left_out.team += 1;
            } else if wish == IntroductionWish::Out {
                left_out.out += 1;
            } else if until.is_some_and(|until| until > today) {
                left_out.snoozed += 1;
            } else if said.get(&key).is_some_and(|said| said.no_contact) {
                left_out.no_contact += 1;
            } else if options.volunteers && wish != IntroductionWish::In {
                left_out.not_asked += 1;
            } else {
                keys.push(key);
            }
        }
        keys.truncate(MOST);
        let wrote = self.wrote_lately(&keys)?;
        let mut people = Vec::with_capacity(keys.len());
        for key in keys {
            let said = said.get(&key).cloned().unwrap_or_default();
            let Wrote { spaces, talks } = wrote.get(&key).cloned().unwrap_or_default();
            people.push(Somebody {
                key,
                interests: said.interests,
                asks: said.asks,
                offers: said.offers,
                spaces,
                clock: self.clock_of(key, said.zone.as_deref(), now)?,
                talks,
            });
        }
        Ok((people, left_out))
    }

    /// Minutes before UTC of a member's clock.
    fn clock_of(&self, member: i64, written: Option<&str>, now: i64) -> Result<Option<i32>> {
        let told: Option<String> = match written {
            Some(zone) => Some(zone.to_owned()),
            None => self.told_zone(member)?,
        };
        let at = DateTime::from_timestamp_millis(now).unwrap_or_default().naive_utc();
        Ok(told
            .and_then(|zone| time::zone(&zone))
            .map(|zone| zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60))
    }

    /// The zone that a source says a member is in, the first account's before others.
    fn told_zone(&self, member: i64) -> Result<Option<String>> {
        // One lookup by key after the other: a query that orders accounts is planned anew for each member.
        let mut account = self.connection.prepare_cached("SELECT zone FROM identity WHERE id = ?1")?;
        let mut accounts = self.accounts_in(member)?;
        accounts.sort_unstable_by_key(|key| (*key != member, *key));
        for key in accounts {
            let zone: Option<String> = account.query_row([key], |row| row.get(0)).optional()?.flatten();
            if zone.is_some() {
                return Ok(zone);
            }
        }
        Ok(None)
    }

    /// What was written about members that tells who fits whom.
    fn said_of_themselves(&self) -> Result<FxHashMap<i64, Said>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.member_id, e.field, e.value FROM profile e JOIN identity i ON i.uid = e.identity
               JOIN person p ON p.identity_id = i.id
             WHERE e.field IN ('interests', 'skills', 'asks', 'offers', 'zone', 'contact', 'consent')
             ORDER BY p.member_id, i.id <> p.member_id, e.updated_at DESC, e.id",
        )?;
        let mut rows = statement.query([])?;
        let mut found: FxHashMap<i64, Said> = FxHashMap::default();
        let mut seen: FxHashSet<(i64, String)> = FxHashSet::default();
        while let Some(row) = rows.next()? {
            let (key, field, value): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if !seen.insert((key, field.clone())) {
                continue;
            }
            let said = found.entry(key).or_default();
            match (field.as_str(), serde_json::from_str::<Option<FieldValue>>(&value).unwrap_or_default()) {
                ("interests", Some(FieldValue::List(list))) => said.interests = list,
                ("asks", Some(FieldValue::List(list))) => said.asks = list,
                ("skills" | "offers", Some(FieldValue::List(list))) => said.offers.extend(list),
                ("zone", Some(FieldValue::Text(zone))) => said.zone = Some(zone),
                ("contact", Some(FieldValue::Contact(contact))) => said.no_contact |= contact.never,
                ("consent", Some(FieldValue::Consent(consent))) => {
                    said.no_contact |= consent.direct.answer == Answer::No
                }
                _ => {}
            }
        }
        Ok(found)
    }

    /// Public spaces in which members wrote lately, and the people whose conversations they answered in; both ways round.
    fn wrote_lately(&self, keys: &[i64]) -> Result<FxHashMap<i64, Wrote>> {
        let public = self.public_spaces()?;
        let mut newest = self.connection.prepare_cached(
            "SELECT id, space_id FROM activity WHERE identity_id = ?1 AND kind <= 2 AND gone_at IS NULL
             ORDER BY id DESC LIMIT ?2",
        )?;
        let mut found: FxHashMap<i64, Wrote> = FxHashMap::default();
        let mut messages: Vec<(i64, i64)> = Vec::new();
        for key in keys {
            let mut spaces: FxHashSet<i64> = FxHashSet::default();
            for account in self.accounts_in(*key)? {
                // The index knows both, so no row is read here.
                let mut rows = newest.query(params![account, LOOKED_AT])?;
                while let Some(row) = rows.next()? {
                    let space = row.get(1)?;
                    if public.contains(&space) {
                        spaces.insert(space);
                        messages.push((row.get(0)?, *key));
                    }
                }
            }
            found.entry(*key).or_default().spaces = spaces.into_iter().collect();
        }
        let answered = self.answered_threads(messages.iter().map(|(id, _)| *id).collect())?;
        let mut openers: FxHashMap<i64, i64> = FxHashMap::default();
        self.each_by_key(
            "SELECT t.id, t.starter FROM json_each(?1) j CROSS JOIN thread t ON t.id = j.value
             WHERE t.starter IS NOT NULL",
            answered.values().copied().collect(),
            |row| {
                openers.insert(row.get(0)?, row.get(1)?);
                Ok(())
            },
        )?;
        let people = self.members_behind(openers.values().copied().collect())?;
        let mut ties: FxHashSet<(i64, i64)> = FxHashSet::default();
        for (id, key) in messages {
            let opener = answered.get(&id).and_then(|thread| openers.get(thread));
            if let Some(to) = opener.and_then(|account| people.get(account)).copied().filter(|to| *to != key) {
                ties.insert((key, to));
                ties.insert((to, key));
            }
        }
        let mut ties: Vec<(i64, i64)> = ties.into_iter().collect();
        ties.sort_unstable();
        for (from, to) in ties {
            if let Some(entry) = found.get_mut(&from) {
                entry.talks.push(to);
            }
        }
        Ok(found)
    }
}

/// Where somebody wrote lately, and with whom they exchanged answers.
#[derive(Debug, Clone, Default)]
struct Wrote {
    spaces: Vec<i64>,
    talks: Vec<i64>,
}

/// What was written about somebody.
#[derive(Debug, Clone, Default)]
struct Said {
    interests: Vec<String>,
    asks: Vec<String>,
    offers: Vec<String>,
    zone: Option<String>,
    no_contact: bool,
}
