//! What is in the file, counted.

use std::collections::BTreeMap;

use chrono::Datelike;
use kith_domain::record::ActivityKind;
use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Counts, Read, error::Result};

/// Counts by source, space, kind and year: from the rows' indexes, not from counts kept beside them (but for answers).
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

impl Read<'_> {
    /// Counts everything.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        let one = |sql: &str| -> Result<u32> { Ok(self.connection.query_row(sql, [], |row| row.get(0))?) };
        let people = one("SELECT count(*) FROM member WHERE is_bot = 0")?;
        let bots = one("SELECT count(*) FROM member WHERE is_bot = 1")?;
        let mut stats = Stats {
            members: people + bots,
            people,
            bots,
            identities: one("SELECT count(*) FROM identity")?,
            spaces: one("SELECT count(*) FROM space WHERE kind <> 'forum'")?,
            activities: BTreeMap::new(),
            threads: one("SELECT count(*) FROM thread")?,
            by_source: BTreeMap::new(),
            by_space: BTreeMap::new(),
            by_year: BTreeMap::new(),
            quarantined: self.quarantined()?,
            first_at: None,
            last_at: None,
        };
        let by_space = self.count_activities(&mut stats)?;
        self.name_spaces(&mut stats, &by_space)?;
        let reactions = one("SELECT coalesce(sum(count), 0) FROM reaction")?;
        stats.activities.insert("reaction".to_owned(), reactions);
        let total = stats.activities.values().sum();
        stats.activities.insert("total".to_owned(), total);
        Ok(stats)
    }

    /// One pass over each of the indexes of what was done; answers the messages of each space.
    fn count_activities(&self, stats: &mut Stats) -> Result<FxHashMap<i64, u32>> {
        // Within a second, keys are in no order.
        let at = |what: &str, order: &str| -> Result<Option<i64>> {
            let sql = format!(
                "SELECT {what}(occurred_at) FROM
                   (SELECT occurred_at FROM activity WHERE kind <= 2 AND gone_at IS NULL ORDER BY id {order} LIMIT 64)"
            );
            Ok(self.connection.query_row(&sql, [], |row| row.get(0))?)
        };
        (stats.first_at, stats.last_at) = (at("min", "ASC")?, at("max", "DESC")?);
        let mut years = years_between(stats.first_at, stats.last_at, self.zone()?);
        let mut by_space: FxHashMap<i64, u32> = FxHashMap::default();
        let mut messages = 0;
        // The key tells the time and the index the space, so no row is read. An import that is under way may have put the
        // index off.
        let index: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'activity_written')",
            [],
            |row| row.get(0),
        )?;
        let mut statement = self.connection.prepare(&format!(
            "SELECT id, space_id FROM activity {} WHERE kind <= 2 AND gone_at IS NULL",
            if index { "INDEXED BY activity_written" } else { "" }
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            messages += 1;
            *by_space.entry(row.get(1)?).or_insert(0) += 1;
            let at = row.get::<_, i64>(0)?.div_euclid(64) * 1_000;
            let year = years.partition_point(|(starts_at, ..)| *starts_at <= at);
            if let Some((.., count)) = year.checked_sub(1).and_then(|index| years.get_mut(index)) {
                *count += 1;
            }
        }
        stats.by_year = years
            .into_iter()
            .filter(|(.., count)| *count > 0)
            .map(|(_, year, count)| (year.to_string(), count))
            .collect();
        let mut kinds: BTreeMap<i64, u32> = BTreeMap::new();
        let mut count = |sql: &str, sign: i64| -> Result<()> {
            let mut statement = self.connection.prepare(sql)?;
            for row in statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))? {
                let (kind, number) = row?;
                let sum = kinds.entry(kind).or_insert(0);
                *sum = if sign > 0 { *sum + number } else { sum.saturating_sub(number) };
            }
            Ok(())
        };
        count("SELECT kind, count(*) FROM activity INDEXED BY activity_other WHERE kind > 2 GROUP BY kind", 1)?;
        // Few were taken away: their rows are looked at.
        count(
            "SELECT kind, count(*) FROM activity INDEXED BY activity_gone WHERE gone_at IS NOT NULL AND kind > 2 GROUP BY kind",
            -1,
        )?;
        let one = |sql: &str| -> Result<u32> { Ok(self.connection.query_row(sql, [], |row| row.get(0))?) };
        let replies = one("SELECT coalesce(sum(replies), 0) FROM thread")?;
        let of = |kind: ActivityKind| kinds.get(&kind.number()).copied().unwrap_or(0);
        for (name, count) in [
            ("post", messages - replies.min(messages)),
            ("reply", replies),
            ("join", of(ActivityKind::Join)),
            ("leave", of(ActivityKind::Leave)),
            ("system", of(ActivityKind::System)),
            (
                "deleted",
                one("SELECT count(*) FROM activity INDEXED BY activity_gone WHERE gone_at IS NOT NULL AND kind <> 6")?,
            ),
        ] {
            stats.activities.insert(name.to_owned(), count);
        }
        Ok(by_space)
    }

    fn name_spaces(&self, stats: &mut Stats, counts: &FxHashMap<i64, u32>) -> Result<()> {
        let mut statement = self.connection.prepare(
            // Two sources may have spaces of one name: then the source tells them apart.
            "SELECT p.id, s.name, CASE WHEN (SELECT count(*) FROM space o WHERE o.name = p.name AND o.kind <> 'forum') > 1
               THEN s.name || ' / ' || p.name ELSE p.name END
             FROM space p JOIN source s ON s.id = p.source_id WHERE p.kind <> 'forum'",
        )?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
            let (id, source, name): (i64, String, String) = row?;
            let count = counts.get(&id).copied().unwrap_or(0);
            *stats.by_source.entry(source).or_insert(0) += count;
            *stats.by_space.entry(name).or_insert(0) += count;
        }
        Ok(())
    }

    /// How many activities there are, roughly and at once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rough_size(&self) -> Result<u64> {
        let messages: i64 =
            self.connection.query_row("SELECT coalesce(sum(messages), 0) FROM space", [], |row| row.get(0))?;
        Ok(u64::try_from(messages).unwrap_or(0))
    }

    /// The whole at a glance.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overview(&self) -> Result<Overview> {
        let one = |sql: &str| -> Result<u32> { Ok(self.connection.query_row(sql, [], |row| row.get(0))?) };
        let at =
            |sql: &str| -> Result<Option<i64>> { Ok(self.connection.query_row(sql, [], |row| row.get(0)).optional()?) };
        let mut overview = Overview {
            spaces: one("SELECT count(*) FROM space WHERE kind <> 'forum'")?,
            threads: one("SELECT coalesce(sum(threads), 0) FROM space")?,
            first_at: at("SELECT occurred_at FROM activity WHERE kind <> 6 ORDER BY id LIMIT 1")?,
            last_at: at("SELECT occurred_at FROM activity WHERE kind <> 6 ORDER BY id DESC LIMIT 1")?,
            ..Overview::default()
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*), coalesce(sum(is_bot), 0), coalesce(sum(posts), 0), coalesce(sum(replies), 0), coalesce(sum(reactions), 0)
             FROM member",
        )?;
        statement.query_row([], |row| {
            overview.bots = row.get(1)?;
            overview.people = row.get::<_, u32>(0)?.saturating_sub(overview.bots);
            overview.counts.posts = row.get(2)?;
            overview.counts.replies = row.get(3)?;
            overview.counts.reactions = row.get(4)?;
            Ok(())
        })?;
        overview.counts.joins = one("SELECT coalesce(sum(joins), 0) FROM space")?;
        Ok(overview)
    }

    /// Messages and people of the weeks that end with the newest activity, in public spaces and without bots.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn weeks(&self, last_at: i64, count: u32) -> Result<Vec<WeekBar>> {
        let zone = self.zone()?;
        let mut statement = self.connection.prepare_cached("SELECT messages, people FROM week WHERE monday = ?1")?;
        let mut weeks = Vec::new();
        for monday in kith_domain::time::weeks_until(last_at, count, zone) {
            let found =
                statement.query_row([kith_domain::time::day_number(monday)], |row| Ok((row.get(0)?, row.get(1)?)));
            let (messages, people) = found.optional()?.unwrap_or((0, 0));
            weeks.push(WeekBar { starts_at: kith_domain::time::start_of_day(monday, zone), messages, people });
        }
        let first = weeks.iter().position(|week| week.messages > 0).unwrap_or(0);
        weeks.drain(..first);
        Ok(weeks)
    }
}

/// When each year of a stretch of time begins, the year, and room for a count.
fn years_between(first: Option<i64>, last: Option<i64>, zone: chrono_tz::Tz) -> Vec<(i64, i32, u32)> {
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let mut days = kith_domain::time::DayNumbers::new(zone);
    let mut year = |at: i64| kith_domain::time::day_with_number(days.of(at)).year();
    let new_year = |year: i32| chrono::NaiveDate::from_ymd_opt(year, 1, 1).map(|day| (day, year));
    (year(first)..=year(last))
        .filter_map(new_year)
        .map(|(day, year)| (kith_domain::time::start_of_day(day, zone), year, 0))
        .collect()
}
