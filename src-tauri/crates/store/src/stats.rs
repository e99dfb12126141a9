//! What is in the file, counted.

use std::collections::BTreeMap;

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Counts, Read, error::Result};

/// Counts by source, space, kind and year: from the rows themselves, not from counts kept beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Stats {
    /// Members: people and bots, each once however many accounts they have.
    pub members: u32,
    /// Members that are no bots.
    pub people: u32,
    /// Bots.
    pub bots: u32,
    /// Accounts.
    pub identities: u32,
    /// Channels and categories.
    pub spaces: u32,
    /// Activities by kind, and `total`. `post` and `reply` are the messages that people and bots wrote, without those
    /// taken away (`deleted`); `reaction` counts each person's each reaction once.
    pub activities: BTreeMap<String, u32>,
    /// Conversations with at least one answer, and topics.
    pub threads: u32,
    /// Messages by source.
    pub by_source: BTreeMap<String, u32>,
    /// Messages by space.
    pub by_space: BTreeMap<String, u32>,
    /// Messages by year, in the community's zone.
    pub by_year: BTreeMap<String, u32>,
    /// Records that could not be read.
    pub quarantined: u32,
    /// The first message, UTC milliseconds.
    pub first_at: Option<i64>,
    /// The newest message, UTC milliseconds.
    pub last_at: Option<i64>,
}

/// Messages and people of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct WeekBar {
    /// Midnight of its Monday in the community's zone, UTC milliseconds.
    pub starts_at: i64,
    /// Posts and replies in public spaces.
    pub messages: u32,
    /// People who wrote them.
    pub people: u32,
}

/// The whole at a glance: from the counts kept beside the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Members that are no bots.
    pub people: u32,
    /// Bots.
    pub bots: u32,
    /// Channels and categories.
    pub spaces: u32,
    /// Conversations with an answer, and topics.
    pub threads: u32,
    /// Messages, reactions, joins.
    pub counts: Counts,
    /// The first activity, UTC milliseconds.
    pub first_at: Option<i64>,
    /// The newest activity, UTC milliseconds.
    pub last_at: Option<i64>,
}

const MESSAGES: &str = "a.kind <= 2 AND a.gone_at IS NULL";

impl Read<'_> {
    /// Counts everything.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        let one = |sql: &str| -> Result<u32> { Ok(self.connection.query_row(sql, [], |row| row.get(0))?) };
        let at = |sql: &str| -> Result<Option<i64>> { Ok(self.connection.query_row(sql, [], |row| row.get(0))?) };
        let mut activities = BTreeMap::new();
        let mut statement = self.connection.prepare(
            "SELECT CASE WHEN gone_at IS NOT NULL THEN 'deleted' WHEN kind = 1 THEN 'post' WHEN kind = 2 THEN 'reply'
               WHEN kind = 3 THEN 'join' WHEN kind = 4 THEN 'leave' ELSE 'system' END, count(*)
             FROM activity WHERE kind <> 6 GROUP BY 1",
        )?;
        for kind in ["post", "reply", "reaction", "join", "leave", "system", "deleted"] {
            activities.insert(kind.to_owned(), 0);
        }
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (kind, count): (String, u32) = row?;
            activities.insert(kind, count);
        }
        activities.insert("reaction".to_owned(), one("SELECT coalesce(sum(count), 0) FROM reaction")?);
        let total = activities.values().sum();
        activities.insert("total".to_owned(), total);
        let people = one("SELECT count(*) FROM member WHERE is_bot = 0")?;
        let bots = one("SELECT count(*) FROM member WHERE is_bot = 1")?;
        Ok(Stats {
            members: people + bots,
            people,
            bots,
            identities: one("SELECT count(*) FROM identity")?,
            spaces: one("SELECT count(*) FROM space WHERE kind <> 'forum'")?,
            activities,
            threads: one("SELECT count(*) FROM thread")?,
            by_source: self.grouped(&format!(
                "SELECT s.name, count(*) FROM activity a JOIN space p ON p.id = a.space_id JOIN source s ON s.id = p.source_id WHERE {MESSAGES} GROUP BY 1"
            ))?,
            by_space: self.grouped(
                // Two sources may have spaces of one name: then the source tells them apart.
                "SELECT CASE WHEN (SELECT count(*) FROM space o WHERE o.name = p.name AND o.kind <> 'forum') > 1
                   THEN s.name || ' / ' || p.name ELSE p.name END,
                   (SELECT count(*) FROM activity a WHERE a.space_id = p.id AND a.realm_id = p.id AND a.kind <= 2 AND a.gone_at IS NULL)
                   + (SELECT count(*) FROM activity a WHERE p.kind = 'category' AND a.space_id = p.id AND a.realm_id <> p.id AND a.kind <= 2 AND a.gone_at IS NULL)
                 FROM space p JOIN source s ON s.id = p.source_id WHERE p.kind <> 'forum'",
            )?,
            by_year: self.by_year()?,
            quarantined: self.quarantined()?,
            first_at: at(&format!("SELECT min(a.occurred_at) FROM activity a WHERE {MESSAGES}"))?,
            last_at: at(&format!("SELECT max(a.occurred_at) FROM activity a WHERE {MESSAGES}"))?,
        })
    }

    fn grouped(&self, sql: &str) -> Result<BTreeMap<String, u32>> {
        let mut statement = self.connection.prepare(sql)?;
        let mut groups = BTreeMap::new();
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))? {
            let (name, count): (String, u32) = row?;
            *groups.entry(name).or_insert(0) += count;
        }
        Ok(groups)
    }

    fn by_year(&self) -> Result<BTreeMap<String, u32>> {
        use chrono::Datelike;
        let mut days = kith_domain::time::DayNumbers::new(self.zone()?);
        let mut by_day: BTreeMap<i64, u32> = BTreeMap::new();
        let mut statement =
            self.connection.prepare(&format!("SELECT a.occurred_at FROM activity a WHERE {MESSAGES}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            *by_day.entry(days.of(row.get(0)?)).or_insert(0) += 1;
        }
        let mut years = BTreeMap::new();
        for (day, count) in by_day {
            *years.entry(kith_domain::time::day_with_number(day).year().to_string()).or_insert(0) += count;
        }
        Ok(years)
    }

    /// The whole at a glance.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overview(&self) -> Result<Overview> {
        let one = |sql: &str| -> Result<u32> { Ok(self.connection.query_row(sql, [], |row| row.get(0))?) };
        let at = |sql: &str| -> Result<Option<i64>> {
            Ok(rusqlite::OptionalExtension::optional(self.connection.query_row(sql, [], |row| row.get(0)))?)
        };
        let mut overview = Overview {
            spaces: one("SELECT count(*) FROM space WHERE kind <> 'forum'")?,
            threads: one("SELECT coalesce(sum(threads), 0) FROM space")?,
            first_at: at("SELECT occurred_at FROM activity WHERE kind <> 6 ORDER BY id LIMIT 1")?,
            last_at: at("SELECT occurred_at FROM activity WHERE kind <> 6 ORDER BY id DESC LIMIT 1")?,
            ..Overview::default()
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT is_bot, count(*), sum(posts), sum(replies), sum(reactions) FROM member GROUP BY is_bot",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let members: u32 = row.get(1)?;
            if row.get(0)? {
                overview.bots = members
            } else {
                overview.people = members
            }
            overview.counts.posts += row.get::<_, u32>(2)?;
            overview.counts.replies += row.get::<_, u32>(3)?;
            overview.counts.reactions += row.get::<_, u32>(4)?;
        }
        overview.counts.joins = one("SELECT coalesce(sum(joins), 0) FROM daily")?;
        Ok(overview)
    }

    /// Messages and people of the weeks that end with the newest activity, in public spaces and without bots.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn weeks(&self, last_at: i64, count: u32) -> Result<Vec<WeekBar>> {
        let zone = self.zone()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(d.posts + d.replies), 0), count(DISTINCT p.member_id)
             FROM daily d JOIN person p USING (identity_id) JOIN member m ON m.id = p.member_id
             WHERE d.day >= ?1 AND d.day < ?2 AND d.posts + d.replies > 0 AND m.is_bot = 0",
        )?;
        let mut weeks = Vec::new();
        for monday in kith_domain::time::weeks_until(last_at, count, zone) {
            let day = kith_domain::time::day_number(monday);
            let (messages, people) =
                statement.query_row(params![day, day + 7], |row| Ok((row.get(0)?, row.get(1)?)))?;
            weeks.push(WeekBar { starts_at: kith_domain::time::start_of_day(monday, zone), messages, people });
        }
        let first = weeks.iter().position(|week| week.messages > 0).unwrap_or(0);
        weeks.drain(..first);
        Ok(weeks)
    }
}
