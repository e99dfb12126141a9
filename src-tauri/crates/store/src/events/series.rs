//! Series: events that come again by a rule, each an event of its own with its own guests and its own door.
//!
//! **Invariants:** a time of a series is known by the day that the rule meant, so that a moved one is not planned twice; what
//! is planned next begins as the last one was, with its checklist open again and without anybody who came; who came how
//! often is counted over people and not over accounts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use kith_domain::{
    events,
    figures::{amount, digits},
    rrule::Rule,
    time,
};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{COLUMNS, Event, EventRow, NewEvent, at, event_of, first_day, needed};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// How far ahead the next time of a series is looked for, in days.
const AHEAD: u64 = 5 * 366;
/// Times that are looked through, at most.
const MOST: usize = 5_000;
/// People that are listed.
const LISTED: usize = 500;

/// A series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventSeries {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// By which rule it comes again: `FREQ=MONTHLY;BYDAY=1TU`.
    pub rule: String,
    /// The day of the next one that is not planned yet: `2027-01-05`.
    pub next_on: Option<String>,
    /// Days to come that were left out.
    pub left_out: Vec<String>,
}

/// Somebody of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SeriesPerson {
    /// Who.
    pub name: String,
    /// The member: the id of an account.
    pub member: Option<String>,
    /// How many times they came.
    pub came: u32,
    /// How many times they had said that they come.
    pub said_yes: u32,
    /// For each of the series' events, in their order: whether they came (2), said yes and did not (1), say yes to
    /// one that is to come (3), or neither (0).
    pub at: Vec<u8>,
}

/// A series with its events and its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct WholeSeries {
    /// The series.
    pub series: EventSeries,
    /// Its events, the earliest first.
    pub events: Vec<EventRow>,
    /// Of each event, how many came for the first time.
    pub first_timers: Vec<u32>,
    /// Who came, the most often first.
    pub people: Vec<SeriesPerson>,
    /// How many there are in all.
    pub many: u32,
}

/// A series in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SeriesRow {
    /// The series.
    pub series: EventSeries,
    /// Its events.
    pub events: u32,
}

/// What of an event the later ones of its series are given as well.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SpreadSeries {
    /// The event.
    pub event: String,
}

fn checked_rule(rule: &str) -> Result<String> {
    Rule::parse(rule).map(|rule| rule.to_string()).map_err(at("rule"))
}

impl Read<'_> {
    /// The series that an event is a time of.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn series_of(&self, event: &str) -> Result<Option<EventSeries>> {
        let sql =
            "SELECT s.id FROM event e JOIN event_series s ON s.id = e.series WHERE e.id = ?1 AND s.deleted_at IS NULL";
        let id: Option<String> =
            self.connection.prepare_cached(sql)?.query_row([event], |row| row.get(0)).optional()?;
        id.map(|id| self.series(&id)).transpose()
    }

    /// A series.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn series(&self, id: &str) -> Result<EventSeries> {
        let sql = "SELECT id, title, rule, starts, left_out FROM event_series WHERE id = ?1 AND deleted_at IS NULL";
        let row = |row: &rusqlite::Row<'_>| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
            ))
        };
        let found = self.connection.prepare_cached(sql)?.query_row([id], row).optional()?;
        let (id, title, rule, starts, left_out) = found.ok_or(Error::NotFound("series"))?;
        let left_out: BTreeSet<String> = serde_json::from_str(&left_out).unwrap_or_default();
        let next = self.next_of(&id, &rule, &starts, &left_out)?;
        let last = self.last_planned(&id)?.unwrap_or_default();
        Ok(EventSeries {
            id,
            title,
            rule,
            next_on: next.map(|at| at.date().to_string()),
            left_out: left_out.into_iter().filter(|day| *day > last).collect(),
        })
    }

    /// The latest day of a rule that an event was planned for.
    fn last_planned(&self, series: &str) -> Result<Option<String>> {
        let sql = "SELECT max(series_on) FROM event WHERE series = ?1 AND deleted_at IS NULL";
        Ok(self.connection.prepare_cached(sql)?.query_row([series], |row| row.get(0))?)
    }

    /// When the next one is that is not planned yet, on its clock.
    fn next_of(
        &self,
        series: &str,
        rule: &str,
        starts: &str,
        left_out: &BTreeSet<String>,
    ) -> Result<Option<NaiveDateTime>> {
        let (Ok(rule), Ok(start)) = (Rule::parse(rule), events::minute(starts)) else { return Ok(None) };
        let after: NaiveDate = match self.last_planned(series)?.and_then(|day| day.parse().ok()) {
            Some(day) => day,
            None => start.date().pred_opt().unwrap_or_default(),
        };
        let from = after.max(left_out.last().and_then(|day| day.parse().ok()).unwrap_or_default());
        let last = from.checked_add_days(Days::new(AHEAD)).unwrap_or(from);
        let zone = chrono_tz::UTC;
        let times = rule.occurrences(start, zone, last, MOST);
        Ok(times.into_iter().find(|at| at.date() > after && !left_out.contains(&at.date().to_string())))
    }

    /// All series, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all_series(&self) -> Result<Vec<SeriesRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id, (SELECT count(*) FROM event e WHERE e.series = s.id AND e.deleted_at IS NULL) FROM event_series s
             WHERE s.deleted_at IS NULL ORDER BY s.title, s.id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        let found: Vec<(String, u32)> = rows.collect::<rusqlite::Result<_>>()?;
        found.into_iter().map(|(id, events)| Ok(SeriesRow { series: self.series(&id)?, events })).collect()
    }

    /// The events of a series, the earliest first.
    fn series_events(&self, id: &str) -> Result<Vec<Event>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e WHERE e.series = ?1 AND e.deleted_at IS NULL ORDER BY e.start_at, e.id"
        ))?;
        Ok(statement.query_map([id], event_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// A series with its events and who came to them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn whole_series(&self, id: &str, now: i64) -> Result<WholeSeries> {
        let series = self.series(id)?;
        let events = self.series_events(id)?;
        let place: BTreeMap<&str, usize> =
            events.iter().enumerate().map(|(place, event)| (event.id.as_str(), place)).collect();
        let mut people: BTreeMap<String, SeriesPerson> = BTreeMap::new();
        let mut statement = self.connection.prepare_cached(
            concat!("SELECT g.event, coalesce(m.name, g.name), g.identity,
               CASE WHEN p.member_id IS NOT NULL THEN 'm' || p.member_id WHEN g.email IS NOT NULL THEN 'e' || g.email ELSE 'n' || lower(g.name) END,
               g.state = 'going', EXISTS (SELECT 1 FROM check_in c WHERE ", theirs!(), ")
             FROM event e JOIN guest g ON g.event = e.id AND g.deleted_at IS NULL
               LEFT JOIN identity i ON i.uid = g.identity LEFT JOIN person p ON p.identity_id = i.id LEFT JOIN member m ON m.id = p.member_id
             WHERE e.series = ?1 AND e.deleted_at IS NULL AND g.name <> '' ORDER BY e.start_at, g.id"),
        )?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let (event, key): (String, String) = (row.get(0)?, row.get(3)?);
            let (going, came): (bool, bool) = (row.get(4)?, row.get(5)?);
            let Some(place) = place.get(event.as_str()).copied() else { continue };
            if !going && !came {
                continue;
            }
            let (name, member) = (row.get(1)?, row.get(2)?);
            let empty = SeriesPerson { name, member, came: 0, said_yes: 0, at: vec![0; events.len()] };
            let person = people.entry(key).or_insert(empty);
            if let Some(mark) = person.at.get_mut(place) {
                *mark = (*mark).max(if came { 2 } else { 1 });
            }
        }
        let over = |place: usize| events.get(place).is_some_and(|event| event.end_at <= now);
        let mut first_timers = vec![0_u32; events.len()];
        let mut found: Vec<SeriesPerson> = people.into_values().collect();
        for person in &mut found {
            // Before an event is over nobody stayed away.
            for (place, mark) in person.at.iter_mut().enumerate() {
                person.said_yes += u32::from(*mark > 0);
                person.came += u32::from(*mark == 2);
                if *mark == 1 && !over(place) {
                    *mark = 3;
                }
            }
            if let Some(first) =
                person.at.iter().position(|mark| *mark == 2).and_then(|first| first_timers.get_mut(first))
            {
                *first += 1;
            }
        }
        found.sort_by(|a, b| (b.came, b.said_yes, &a.name).cmp(&(a.came, a.said_yes, &b.name)));
        let many = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.truncate(LISTED);
        let rows = events.into_iter().map(|event| self.event_row(event, now)).collect::<Result<Vec<_>>>()?;
        Ok(WholeSeries { series, events: rows, first_timers, people: found, many })
    }
}

impl Write<'_> {
    /// Makes an event the first time of a new series with `id`, or gives the series that it is of another name and rule.
    ///
    /// # Errors
    /// [`Error::Field`] when the rule cannot be read; [`Error::NotFound`] when there is no such event.
    pub fn keep_series(&self, id: &str, event: &str, title: &str, rule: &str, now: i64) -> Result<String> {
        let (title, rule) = (needed(title, "title")?, checked_rule(rule)?);
        let event = self.read().event(event)?;
        if let Some(series) = self.read().series_of(&event.id)? {
            // Another rule is counted from this event on, which is the time of it that it is now.
            if series.rule != rule {
                let day = first_day(&event.starts).to_string();
                let sql = "UPDATE event SET series_on = ?2 WHERE id = ?1";
                self.connection.prepare_cached(sql)?.execute(params![event.id, day])?;
            }
            let sql = "UPDATE event_series SET title = ?2, starts = iif(rule = ?3, starts, ?4), rule = ?3, updated_at = ?5 WHERE id = ?1";
            self.connection.prepare_cached(sql)?.execute(params![series.id, title, rule, event.starts, now])?;
            self.touch(Topic::Events);
            return Ok(series.id);
        }
        self.connection
            .prepare_cached("INSERT INTO event_series (id, title, rule, starts, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)")?
            .execute(params![id, title, rule, event.starts, now])?;
        let day = first_day(&event.starts).to_string();
        self.connection
            .prepare_cached("UPDATE event SET series = ?2, series_on = ?3 WHERE id = ?1")?
            .execute(params![event.id, id, day])?;
        self.touch(Topic::Events);
        Ok(id.to_owned())
    }

    /// Ends a series; its events stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn end_series(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_series SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "series")
    }

    /// Plans the next one as the last one was, with its checklist; answers its id. `new_id` makes ids.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the series has no event or its rule is over.
    pub fn plan_next(&self, series: &str, new_id: &dyn Fn() -> String, now: i64) -> Result<String> {
        let read = self.read();
        let found = read.series(series)?;
        let day: NaiveDate = found.next_on.and_then(|day| day.parse().ok()).ok_or(Error::NotFound("next one"))?;
        let last = read.series_events(series)?.pop().ok_or(Error::NotFound("event"))?;
        let (from, until) = (events::minute(&last.starts), events::minute(&last.ends));
        let (Ok(from), Ok(until)) = (from, until) else { return Err(Error::NotFound("event")) };
        // At the hour of the rule: the last one may have been moved.
        let starts: String = self
            .connection
            .prepare_cached("SELECT starts FROM event_series WHERE id = ?1")?
            .query_row([series], |row| row.get(0))?;
        let clock = events::minute(&starts).map_or(from.time(), |starts| starts.time());
        let begin = day.and_time(clock);
        let new = copied(&last, begin, begin.checked_add_signed(until - from).unwrap_or(begin));
        let id = new_id();
        self.keep_event(&id, &new.checked(&last.currency)?, now)?;
        let sql = "UPDATE event SET series = ?2, series_on = ?3 WHERE id = ?1";
        self.connection.prepare_cached(sql)?.execute(params![id, series, day.to_string()])?;
        for task in read.event_tasks(&last, now)? {
            self.put_event_task(&id, &new_id(), &task.title, task.offset, &task.owner, now)?;
        }
        let places = digits(&last.currency);
        for cost in read.event_costs(&last, 0)?.0 {
            let planned = amount(&cost.planned, places).unwrap_or(0);
            self.put_event_cost(&id, &new_id(), &cost.label, [planned, 0, 0], now)?;
        }
        Ok(id)
    }

    /// Leaves the next time of a series out; answers its day.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no next one.
    pub fn leave_out_next(&self, series: &str, now: i64) -> Result<String> {
        let day = self.read().series(series)?.next_on.ok_or(Error::NotFound("next one"))?;
        self.connection
            .prepare_cached(
                "UPDATE event_series SET left_out = json_insert(left_out, '$[#]', ?2), updated_at = ?3 WHERE id = ?1",
            )?
            .execute(params![series, day, now])?;
        self.touch(Topic::Events);
        Ok(day)
    }

    /// Gives the later events of a series this one's name, hour, length, place, page and text; answers how many.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event, or it is of no series.
    pub fn spread_series(&self, event: &str, now: i64) -> Result<u32> {
        let read = self.read();
        let event = read.event(event)?;
        let series = read.series_of(&event.id)?.ok_or(Error::NotFound("series"))?;
        let (Ok(from), Ok(until)) = (events::minute(&event.starts), events::minute(&event.ends)) else { return Ok(0) };
        let mut many = 0;
        for later in read.series_events(&series.id)?.into_iter().filter(|one| one.start_at > event.start_at) {
            let begin = first_day(&later.starts).and_time(from.time());
            let end = begin.checked_add_signed(until - from).unwrap_or(begin + TimeDelta::hours(1));
            let new = NewEvent { capacity: later.capacity, cancelled: later.cancelled, ..copied(&event, begin, end) };
            self.keep_event(&later.id, &new.checked(&later.currency)?, now)?;
            many += 1;
        }
        // What is planned from now on is at this hour as well.
        let starts: String = self
            .connection
            .prepare_cached("SELECT starts FROM event_series WHERE id = ?1")?
            .query_row([&series.id], |row| row.get(0))?;
        let starts = format!("{}{}", starts.get(..10).unwrap_or_default(), event.starts.get(10..).unwrap_or_default());
        let sql = "UPDATE event_series SET starts = ?2, updated_at = ?3 WHERE id = ?1";
        self.connection.prepare_cached(sql)?.execute(params![series.id, starts, now])?;
        self.touch(Topic::Events);
        Ok(many)
    }
}

/// An event like another, at another time.
fn copied(event: &Event, begin: NaiveDateTime, end: NaiveDateTime) -> NewEvent {
    // Where clocks change in between, the end is later than the beginning all the same.
    let zone = time::zone(&event.zone).unwrap_or(chrono_tz::UTC);
    let end = if events::instant(end, zone) > events::instant(begin, zone) { end } else { begin + TimeDelta::hours(2) };
    NewEvent {
        title: event.title.clone(),
        kind: event.kind,
        form: event.form,
        place: event.place.clone(),
        link: event.link.clone(),
        capacity: event.capacity,
        approval: event.approval,
        starts: events::written(begin),
        ends: events::written(end),
        zone: event.zone.clone(),
        text: event.text.clone(),
        currency: Some(event.currency.clone()),
        cancelled: false,
    }
}
