//! Answers a rule's conditions, each with a set of members.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use kith_domain::time;
use rusqlite::{Params, params};

use super::{
    HOPS, MemberSet, level,
    rule::{Comparison, PULLED, Rule},
};
use crate::{Read, error::Result, words};

/// What every condition of one question needs to know.
pub(super) struct Asked<'a> {
    read: &'a Read<'a>,
    now: i64,
    zone: Tz,
    today: NaiveDate,
    pub(super) everybody: MemberSet,
}

impl<'a> Asked<'a> {
    pub(super) fn new(read: &'a Read<'a>, now: i64) -> Result<Self> {
        let zone = read.zone()?;
        let mut asked = Self { read, now, zone, today: time::day_of(now, zone), everybody: MemberSet::default() };
        asked.everybody = asked.ask("SELECT id FROM member", [])?;
        Ok(asked)
    }

    /// Those of `chosen` that `rule` can mean: people who are here, unless it speaks of others.
    pub(super) fn people(&self, rule: &Rule, mut chosen: MemberSet) -> Result<MemberSet> {
        for others in [Rule::Bot, Rule::Left] {
            if !rule.speaks_of(&others) {
                chosen.drop(&self.condition(&others)?);
            }
        }
        Ok(chosen)
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
            Rule::Level { levels } => level::with_levels(self.read, levels, &self.everybody, self.now),
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
            Rule::Wrote { at_least, days } => self.ask(
                "SELECT p.member_id FROM (SELECT identity_id, sum(posts + replies) AS messages FROM daily
                     WHERE day > ?1 AND day <= ?2 AND posts + replies > 0 GROUP BY identity_id) d
                   CROSS JOIN person p ON p.identity_id = d.identity_id GROUP BY p.member_id HAVING sum(d.messages) >= ?3",
                params![self.number() - i64::from(*days), self.number(), at_least],
            ),
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
            Rule::Team => self.ask("SELECT id FROM member WHERE is_team = 1", []),
            Rule::Bot => self.ask("SELECT id FROM member WHERE is_bot = 1", []),
            Rule::Left => self.ask("SELECT id FROM member WHERE has_left = 1", []),
            Rule::All { .. } | Rule::Any { .. } | Rule::Not { .. } | Rule::Segment { .. } => Ok(MemberSet::default()),
        }
    }

    fn ask(&self, sql: &str, values: impl Params) -> Result<MemberSet> {
        let mut statement = self.read.connection.prepare_cached(sql)?;
        Ok(statement.query_map(values, |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Today, as a day's number.
    fn number(&self) -> i64 {
        time::day_number(self.today)
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

    /// Who wrote in a space: only those are looked at who wrote anywhere in these days, each in the index of what they wrote,
    /// whose key is the time.
    fn wrote_in(&self, space: &str, days: u32) -> Result<MemberSet> {
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
        let mut statement = self.read.connection.prepare_cached(&format!(
            // The member's own account first, then the others: the first that says something counts.
            "SELECT p.member_id, i.{column} FROM identity i JOIN person p ON p.identity_id = i.id
             WHERE i.{column} IS NOT NULL AND i.{column} <> '' ORDER BY p.member_id, i.id <> p.member_id, i.id"
        ))?;
        let mut rows = statement.query([])?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            let member: i64 = row.get(0)?;
            let is_first = last.replace(member) != Some(member);
            if is_first && !written.contains(member) && wanted.fits(&row.get::<_, String>(1)?) {
                found.insert(member);
            }
        }
        Ok(found)
    }
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
