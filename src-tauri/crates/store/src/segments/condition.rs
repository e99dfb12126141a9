//! Answers a rule's conditions, each with a set of members.
//!
//! **Invariant:** what was written when is read out of packed days (`metrics/packs.rs`), a few bytes for an account and day; no
//! condition looks up a row for each of them.

use std::{cell::OnceCell, ops::Range};

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use kith_domain::time;
use rusqlite::{Params, params};

use super::{
    HOPS, MemberSet,
    accounts::Accounts,
    level,
    rule::{Comparison, PULLED, Rule},
};
use crate::{Read, error::Result, words};

/// What every condition of one question needs to know.
pub(super) struct Asked<'a> {
    pub(super) read: &'a Read<'a>,
    pub(super) now: i64,
    zone: Tz,
    today: NaiveDate,
    pub(super) everybody: MemberSet,
    bots: MemberSet,
    left: MemberSet,
    team: MemberSet,
    accounts: OnceCell<Accounts>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(read: &'a Read<'a>, now: i64) -> Result<Self> {
        let zone = read.zone()?;
        let mut asked = Self {
            read,
            now,
            zone,
            today: time::day_of(now, zone),
            everybody: MemberSet::default(),
            bots: MemberSet::default(),
            left: MemberSet::default(),
            team: MemberSet::default(),
            accounts: OnceCell::new(),
        };
        let mut statement = read.connection.prepare_cached("SELECT id, is_bot, has_left, is_team FROM member")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let member = row.get(0)?;
            asked.everybody.insert(member);
            for (place, set) in [&mut asked.bots, &mut asked.left, &mut asked.team].into_iter().enumerate() {
                if row.get(place + 1)? {
                    set.insert(member);
                }
            }
        }
        Ok(asked)
    }

    /// Whose each account is, looked up once for all conditions.
    fn accounts(&self) -> Result<&Accounts> {
        if let Some(known) = self.accounts.get() {
            return Ok(known);
        }
        let read = Accounts::read(self.read)?;
        Ok(self.accounts.get_or_init(|| read))
    }

    /// Those of `chosen` that `rule` can mean: people who are here, unless it speaks of others.
    pub(super) fn people(&self, rule: &Rule, mut chosen: MemberSet) -> MemberSet {
        for (others, set) in [(Rule::Bot, &self.bots), (Rule::Left, &self.left)] {
            if !rule.speaks_of(&others) {
                chosen.drop(set);
            }
        }
        chosen
    }

    /// The members a rule chooses.
    pub(super) fn choose(&self, rule: &Rule, hops: usize) -> Result<MemberSet> {
        Ok(match rule {
            Rule::All { rules } => {
                let mut all = self.everybody.clone();
                for rule in rules {
                    all.keep(&self.choose(rule, hops)?);
                }
                all
            }
            Rule::Any { rules } => {
                let mut any = MemberSet::default();
                for rule in rules {
                    any.join(&self.choose(rule, hops)?);
                }
                any
            }
            Rule::Not { rule } => {
                let mut rest = self.everybody.clone();
                rest.drop(&self.choose(rule, hops)?);
                rest
            }
            Rule::Segment { segment } => match self.read.rule_of(segment)? {
                // A loop can only come from outside; it must end all the same.
                Some(rule) if hops < HOPS => self.choose(&rule, hops + 1)?,
                _ => MemberSet::default(),
            },
            condition => self.condition(condition)?,
        })
    }

    fn condition(&self, rule: &Rule) -> Result<MemberSet> {
        match rule {
            Rule::Tag { tag } => self.ask(
                "SELECT p.member_id FROM tag t CROSS JOIN tagging g ON g.tag = t.id JOIN identity i ON i.uid = g.identity
                   JOIN person p ON p.identity_id = i.id WHERE t.id = ?1 AND t.deleted_at IS NULL",
                [tag],
            ),
            Rule::Level { levels } => {
                level::with_levels(self.read, self.accounts()?, levels, (&self.everybody, &self.bots), self.today)
            },
            Rule::Source { source } => self.ask(
                "SELECT p.member_id FROM source s CROSS JOIN identity i ON i.source_id = s.id
                   JOIN person p ON p.identity_id = i.id WHERE s.uid = ?1",
                [source],
            ),
            Rule::Space { space, days: None } => self.ask(
                "SELECT p.member_id FROM space s CROSS JOIN membership m ON m.space_id = s.id
                   JOIN person p ON p.identity_id = m.identity_id WHERE s.uid = ?1",
                [space],
            ),
            Rule::Space { space, days: Some(days) } => self.wrote_in(space, *days),
            Rule::Wrote { at_least, days } => self.wrote(*at_least, *days),
            Rule::Seen { days } => {
                self.ask("SELECT id FROM member WHERE last_at >= ?1 AND last_at <= ?2", params![self.since(*days), self.now])
            }
            Rule::Quiet { days } => self.ask("SELECT id FROM member WHERE last_at < ?1", [self.since(*days)]),
            Rule::New { days } => {
                self.ask("SELECT id FROM member WHERE joined_at >= ?1 AND joined_at <= ?2", params![self.since(*days), self.now])
            }
            Rule::Joined { from, until } => self.joined(from.as_deref(), until.as_deref()),
            Rule::Organisation { organisation } => self.belongs(organisation),
            Rule::Field { field, how, value } => self.field(field, *how, value.as_deref().unwrap_or_default().trim()),
            Rule::Event { how, event, days } => {
                self.gathered(*how, event.as_deref(), days.map(|days| self.since(days)))
            }
            Rule::Mentoring { role, programme, ever } => self.paired(*role, programme.as_deref(), *ever),
            Rule::Team => Ok(self.team.clone()),
            Rule::Bot => Ok(self.bots.clone()),
            Rule::Left => Ok(self.left.clone()),
            Rule::All { .. } | Rule::Any { .. } | Rule::Not { .. } | Rule::Segment { .. } => Ok(MemberSet::default()),
        }
    }

    pub(super) fn ask(&self, sql: &str, values: impl Params) -> Result<MemberSet> {
        let mut statement = self.read.connection.prepare_cached(sql)?;
        Ok(statement.query_map(values, |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// A window of so many days up to today, as numbers of days.
    fn window(&self, days: u32) -> Range<i32> {
        let today = i32::try_from(time::day_number(self.today)).unwrap_or(i32::MAX - 1);
        let first = today.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX)).saturating_add(1);
        first..today + 1
    }

    /// When a window of so many days up to today begins.
    fn since(&self, days: u32) -> i64 {
        let first = self.today.checked_sub_days(Days::new(u64::from(days.saturating_sub(1))));
        first.map_or(i64::MIN, |first| time::start_of_day(first, self.zone))
    }

    fn joined(&self, from: Option<&str>, until: Option<&str>) -> Result<MemberSet> {
        let day = |text: Option<&str>| text.and_then(|text| text.parse::<NaiveDate>().ok());
        let from = day(from).map_or(i64::MIN, |day| time::start_of_day(day, self.zone));
        let until =
            day(until).and_then(|day| day.succ_opt()).map_or(i64::MAX, |day| time::start_of_day(day, self.zone));
        self.ask("SELECT id FROM member WHERE joined_at >= ?1 AND joined_at < ?2", [from, until])
    }

    /// Who wrote so much in public in a window of so many days up to today.
    fn wrote(&self, at_least: u32, days: u32) -> Result<MemberSet> {
        let accounts = self.accounts()?;
        let mut written = vec![0_u32; accounts.members.len()];
        self.read.each_day(&self.window(days), |_, entries| {
            for entry in entries {
                if let Some(sum) = accounts.place(entry.account).and_then(|place| written.get_mut(place)) {
                    *sum += entry.posts + entry.replies;
                }
            }
        })?;
        let enough = accounts.members.iter().zip(&written).filter(|(_, sum)| **sum > 0 && **sum >= at_least);
        Ok(enough.map(|(member, _)| *member).collect())
    }

    /// Who wrote in a space, as it is packed. Where it is not, only those are looked at who wrote anywhere in these days, each
    /// in the index of what they wrote, whose key is the time.
    fn wrote_in(&self, space: &str, days: u32) -> Result<MemberSet> {
        let Ok(key) = self.read.space_key(space) else { return Ok(MemberSet::default()) };
        if self.read.has_packed_space(key)? {
            let accounts = self.accounts()?;
            let mut found = MemberSet::default();
            self.read.each_day_in(key, &self.window(days), |_, entry| {
                if let (Some(member), true) = (accounts.member(entry.account), entry.posts + entry.replies > 0) {
                    found.insert(member);
                }
            })?;
            return Ok(found);
        }
        self.ask(
            "SELECT p.member_id FROM space s CROSS JOIN tally t CROSS JOIN person p ON p.identity_id = t.identity_id
             WHERE s.uid = ?1 AND t.last_at >= ?2 AND EXISTS (
               SELECT 1 FROM activity a WHERE a.identity_id = t.identity_id AND a.kind <= 2 AND a.gone_at IS NULL
                 AND a.id >= ?3 AND a.space_id = s.id)",
            params![space, self.since(days), self.since(days).div_euclid(1_000).saturating_mul(64)],
        )
    }

    /// Who belongs to an organisation today. A year or month alone stands for all of it.
    fn belongs(&self, organisation: &str) -> Result<MemberSet> {
        let today = self.today.to_string();
        self.ask(
            "SELECT p.member_id FROM organisation o CROSS JOIN affiliation a ON a.organisation = o.id
               JOIN identity i ON i.uid = a.identity JOIN person p ON p.identity_id = i.id
             WHERE o.id = ?1 AND o.deleted_at IS NULL
               AND (a.from_on IS NULL OR a.from_on <= substr(?2, 1, length(a.from_on)))
               AND (a.until_on IS NULL OR a.until_on >= substr(?2, 1, length(a.until_on)))",
            [organisation, &today],
        )
    }

    /// Who has a value in a field: what a person wrote wins over what sources say.
    fn field(&self, field: &str, how: Comparison, value: &str) -> Result<MemberSet> {
        let wanted = Wanted { how, folded: words::fold(value), text: value };
        let mut found = MemberSet::default();
        let mut written = MemberSet::default();
        let mut statement = self.read.connection.prepare_cached(
            "SELECT p.member_id, f.value FROM profile f CROSS JOIN identity i ON i.uid = f.identity
               JOIN person p ON p.identity_id = i.id WHERE f.field = ?1
             -- That of the member's own account wins, then the newest.
             ORDER BY p.member_id, i.id <> p.member_id, f.updated_at DESC, f.id",
        )?;
        let mut rows = statement.query([field])?;
        while let Some(row) = rows.next()? {
            let member: i64 = row.get(0)?;
            if !written.contains(member) {
                written.insert(member);
                if wanted.fits_json(&row.get::<_, String>(1)?) {
                    found.insert(member);
                }
            }
        }
        let Some((_, column)) = PULLED.iter().find(|(name, _)| *name == field) else { return Ok(found) };
        let accounts = self.accounts()?;
        // The member's own account first, then the others in their order: the first that says something counts.
        let (mut own, mut other) = (Said::default(), Said::default());
        let mut statement = self.read.connection.prepare_cached(&format!(
            "SELECT id, {column} FROM identity WHERE {column} IS NOT NULL AND {column} <> '' ORDER BY id"
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let account: i64 = row.get(0)?;
            let Some(member) = accounts.member(account).filter(|member| !written.contains(*member)) else { continue };
            let said = if account == member { &mut own } else { &mut other };
            if !said.something.contains(member) {
                said.something.insert(member);
                if wanted.fits(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) {
                    said.fits.insert(member);
                }
            }
        }
        other.fits.drop(&own.something);
        found.join(&own.fits);
        found.join(&other.fits);
        Ok(found)
    }
}

/// Members whose accounts say something in a field, and those of whom it fits.
#[derive(Default)]
struct Said {
    something: MemberSet,
    fits: MemberSet,
}

/// What a field is compared with.
struct Wanted<'a> {
    how: Comparison,
    folded: String,
    text: &'a str,
}

impl Wanted<'_> {
    fn fits_json(&self, json: &str) -> bool {
        match serde_json::from_str(json).unwrap_or(serde_json::Value::Null) {
            serde_json::Value::String(text) => self.fits(&text),
            serde_json::Value::Number(number) => self.fits(&number.to_string()),
            serde_json::Value::Bool(yes) => self.fits(if yes { "true" } else { "false" }),
            serde_json::Value::Array(values) => values.iter().any(|value| match value {
                serde_json::Value::String(text) => self.fits(text),
                other => self.fits(&other.to_string()),
            }),
            serde_json::Value::Null | serde_json::Value::Object(_) => false,
        }
    }

    fn fits(&self, found: &str) -> bool {
        let found = found.trim();
        match self.how {
            Comparison::Known => !found.is_empty(),
            Comparison::Equals => match (found.parse::<f64>(), self.text.parse::<f64>()) {
                (Ok(found), Ok(wanted)) => found == wanted,
                _ => words::fold(found) == self.folded,
            },
            Comparison::Contains => words::fold(found).contains(&self.folded),
            Comparison::AtLeast => self.order(found).is_some_and(std::cmp::Ordering::is_ge),
            Comparison::AtMost => self.order(found).is_some_and(std::cmp::Ordering::is_le),
        }
    }

    /// How a value stands to the wanted one: as numbers, or as days; anything else has no order.
    fn order(&self, found: &str) -> Option<std::cmp::Ordering> {
        if let (Ok(found), Ok(wanted)) = (found.parse::<f64>(), self.text.parse::<f64>()) {
            return found.partial_cmp(&wanted);
        }
        let (found, wanted) = (found.parse::<NaiveDate>().ok()?, self.text.parse::<NaiveDate>().ok()?);
        Some(found.cmp(&wanted))
    }
}
