//! Copies of series, made ahead: each day of a series gets its copy once, ever.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use kith_domain::{fill::fill, time};
use rusqlite::params;

use super::{ContentResult, ContentState, ContentTemplate};
use crate::{Read, Write, error::Result, topic::Topic};

/// How far ahead copies are made: days.
const AHEAD: u64 = 56;

/// What the calendar has to do by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentWork {
    /// Series and the days that have no copy yet.
    copies: Vec<(ContentTemplate, Vec<NaiveDate>)>,
    /// Posts whose first seven days are over.
    ripe: Vec<(String, ContentResult)>,
}

impl ContentWork {
    /// Whether there is nothing to do.
    pub const fn is_empty(&self) -> bool {
        self.copies.is_empty() && self.ripe.is_empty()
    }

    /// How many ids are needed.
    pub fn ids(&self) -> usize {
        self.copies.iter().map(|(_, days)| days.len()).sum()
    }
}

impl Read<'_> {
    /// What is to be done by itself: copies of series for the next eight weeks, results to keep.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn content_work(&self, now: i64) -> Result<ContentWork> {
        let mut work = ContentWork { copies: Vec::new(), ripe: self.content_ripe(now)? };
        for series in self.content_templates(now)? {
            let days = self.days_without_copy(&series, now)?;
            if !days.is_empty() {
                work.copies.push((series, days));
            }
        }
        Ok(work)
    }

    fn days_without_copy(&self, series: &ContentTemplate, now: i64) -> Result<Vec<NaiveDate>> {
        let (Some(repeat), Some(start)) = (series.repeat, series.from_on.as_deref().and_then(|on| on.parse().ok()))
        else {
            return Ok(Vec::new());
        };
        let today = time::day_of(now, time::zone(&series.zone).unwrap_or(chrono_tz::UTC));
        let until = today + Days::new(AHEAD);
        let last: Option<NaiveDate> = series.until_on.as_deref().and_then(|on| on.parse().ok());
        let until = last.and_then(|last| last.succ_opt()).map_or(until, |after| after.min(until));
        let mut there = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM content_post WHERE series = ?1 AND series_on = ?2)")?;
        let mut missing = Vec::new();
        for day in repeat.repeat().days(start, today, until) {
            if !there.query_row(params![series.id, day.to_string()], |row| row.get::<_, bool>(0))? {
                missing.push(day);
            }
        }
        Ok(missing)
    }
}

impl Write<'_> {
    /// Does what is to be done by itself; `ids` are for the copies.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn content_catch_up(&self, work: &ContentWork, ids: &[String], now: i64) -> Result<()> {
        self.content_measure(&work.ripe, now)?;
        let mut ids = ids.iter();
        for (series, days) in &work.copies {
            let made: u32 = self.connection.query_row(
                "SELECT count(*) FROM content_post WHERE series = ?1",
                [&series.id],
                |row| row.get(0),
            )?;
            for ((number, day), id) in (made + 1..).zip(days).zip(&mut ids) {
                self.copy(series, *day, number, id, now)?;
            }
        }
        Ok(())
    }

    fn copy(&self, series: &ContentTemplate, day: NaiveDate, number: u32, id: &str, now: i64) -> Result<()> {
        let week = day.iso_week();
        let words = BTreeMap::from([
            ("date", day.to_string()),
            ("week", format!("{}-W{:02}", week.year(), week.week())),
            ("month", day.format("%Y-%m").to_string()),
            ("number", number.to_string()),
        ]);
        let (title, body) = (fill(&series.title, &words).text, fill(&series.body, &words).text);
        let state = if body.is_empty() { ContentState::Idea } else { ContentState::Draft };
        let owner = series.owner.as_ref().map(|owner| owner.id.as_str());
        let tags = serde_json::to_string(&series.tags).unwrap_or_else(|_| "[]".to_owned());
        let on = day.to_string();
        self.connection
            .prepare_cached(
                "INSERT INTO content_post (id, title, body, state, space, place, owner, planned_on, planned_time, zone, campaign, tags,
                   series, series_on, created_at, updated_at)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?8, ?14, ?14
                 WHERE NOT EXISTS (SELECT 1 FROM content_post WHERE series = ?13 AND series_on = ?8)",
            )?
            .execute(params![
                id,
                title,
                body,
                state.word(),
                series.space,
                series.place,
                owner,
                on,
                series.time,
                series.zone,
                series.campaign,
                tags,
                series.id,
                now
            ])?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Makes the copies of one series, as a part of the step that kept it.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such series.
    pub fn content_copies(&self, series: &str, ids: &[String], now: i64) -> Result<()> {
        let read = self.read();
        let series = read.content_template(series)?;
        let days = read.days_without_copy(&series, now)?;
        let work = ContentWork { copies: vec![(series, days)], ripe: Vec::new() };
        self.content_catch_up(&work, ids, now)
    }
}
