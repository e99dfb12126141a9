//! How long a source's texts are kept: previewed, confirmed by its name, and followed at night.
//!
//! **Invariants:** off unless somebody typed the source's name under a preview; nothing goes before the night after that, nor
//! in the first night after a long time, which may be a clock's fault;
//! what goes is words, file names and the source's own records, never a row that a number is made of; an import under way is
//! not disturbed.

use std::time::Duration;

use chrono::{Days, Months};
use kith_domain::time;
use kith_store::{RetentionDue, RetentionRule, RetentionTraces, Store};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceId;
use crate::{ApiError, App, Code, commands::Nothing};

/// How often it is looked whether the night has come.
const LOOK: Duration = Duration::from_secs(600);
/// The hour of the night, on the community's clock, in milliseconds after midnight.
const HOUR: i64 = 3 * 3_600_000;
/// After so many milliseconds without a night, one more is waited for: a clock that is ahead must not empty a community.
const LEAP: i64 = 31 * 24 * 3_600_000;
/// The longest that a rule can say.
const MOST_MONTHS: u32 = 240;

/// What a rule would take.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishRetention {
    /// The source.
    pub(crate) source: String,
    /// Texts are kept for so many months, 1 to 240.
    pub(crate) months: u32,
}

/// A rule, confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepRetention {
    /// The source.
    pub(crate) source: String,
    /// Texts are kept for so many months, 1 to 240.
    pub(crate) months: u32,
    /// The source's name, typed: nobody gives up texts by a slip.
    pub(crate) name: String,
}

/// What a rule would take, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RetentionPreview {
    /// Texts from before this day go: `YYYY-MM-DD`.
    pub(crate) before: String,
    /// What there is of them.
    pub(crate) traces: RetentionTraces,
    /// When they would go at the earliest, UTC milliseconds.
    pub(crate) begins_at: i64,
}

/// The rules of all sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RetentionRules {
    /// They.
    pub(crate) rules: Vec<RetentionRule>,
}

pub(crate) async fn rules(app: &App, _: Nothing) -> Result<RetentionRules, ApiError> {
    Ok(RetentionRules { rules: app.store()?.read(|read| read.retention_rules()).await? })
}

pub(crate) async fn preview(app: &App, args: WishRetention) -> Result<RetentionPreview, ApiError> {
    let (now, months) = (app.now(), checked(args.months)?);
    let read = move |read: &kith_store::Read<'_>| {
        let zone = read.zone()?;
        let cut = cut(now, months, zone);
        let traces = read.retention_traces(&args.source, cut)?;
        let night = last_night(now, zone);
        let begins_at = time::start_of_day(time::day_of(night, zone) + Days::new(1), zone) + HOUR;
        Ok(RetentionPreview { before: time::day_of(cut, zone).to_string(), traces, begins_at })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn keep(app: &App, args: KeepRetention) -> Result<Nothing, ApiError> {
    let (now, months, id) = (app.now(), checked(args.months)?, args.source.clone());
    let source = app.store()?.read(|read| read.sources()).await?.into_iter().find(|source| source.id == id);
    let source = source.ok_or_else(|| ApiError::new(Code::NotFound, "there is no such source any more"))?;
    if source.kind == "table" {
        return Err(ApiError::invalid("source", "what came from a table is taken back with its import"));
    }
    if args.name.trim() != source.name.trim() {
        return Err(ApiError::invalid("name", "type the name exactly as it is shown"));
    }
    app.store()?.write(move |write| write.keep_retention(&args.source, months, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn stop(app: &App, args: SourceId) -> Result<Nothing, ApiError> {
    app.store()?.write(move |write| write.stop_retention(&args.id)).await?;
    Ok(Nothing::default())
}

fn checked(months: u32) -> Result<u32, ApiError> {
    match months {
        1..=MOST_MONTHS => Ok(months),
        _ => Err(ApiError::invalid("months", format!("choose between 1 and {MOST_MONTHS} months"))),
    }
}

/// Texts from before this moment go.
fn cut(now: i64, months: u32, zone: chrono_tz::Tz) -> i64 {
    let today = time::day_of(now, zone);
    time::start_of_day(today.checked_sub_months(Months::new(months)).unwrap_or(today), zone)
}

/// The last time it was three at night.
fn last_night(now: i64, zone: chrono_tz::Tz) -> i64 {
    let today = time::day_of(now, zone);
    let night = time::start_of_day(today, zone) + HOUR;
    if night <= now { night } else { time::start_of_day(today - Days::new(1), zone) + HOUR }
}

impl App {
    /// Follows the rules about texts at night, until the program ends. Hosts that live long call it once.
    pub fn keep_to_retention(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            loop {
                // Without a community there is nothing to do; what failed is tried again.
                let _ = app.follow_retention().await;
                tokio::time::sleep(LOOK).await;
            }
        });
    }

    /// Takes out the texts whose time is over, where a night has passed since the rule was confirmed or followed last; answers
    /// how many messages that were.
    ///
    /// # Errors
    /// When the community's file cannot be written.
    pub async fn follow_retention(&self) -> Result<u32, ApiError> {
        let (store, now) = (self.store()?, self.now());
        let (due, looked, zone) =
            store.read(|read| Ok((read.retention_due()?, read.retention_looked()?, read.zone()?))).await?;
        let night = last_night(now, zone);
        // A time in the future is no time at which anything was done.
        let last = |rule: &RetentionDue| {
            [rule.ran_at, Some(rule.confirmed_at), looked].into_iter().flatten().filter(|at| *at <= now).max()
        };
        let due: Vec<RetentionDue> = due.into_iter().filter(|rule| last(rule).is_none_or(|at| at < night)).collect();
        if due.is_empty() || self.jobs().check_free().is_err() {
            return Ok(0);
        }
        let (due, leaps): (Vec<_>, Vec<_>) =
            due.into_iter().partition(|rule| last(rule).is_some_and(|at| now - at <= LEAP));
        if !leaps.is_empty() {
            // Nobody was here for long, or the clock is wrong: what is gone is gone, so the next night decides.
            store.write(move |write| write.looked_at_retention(now)).await?;
        }
        if due.is_empty() {
            return Ok(0);
        }
        let worker = store.clone();
        let emptied = tokio::task::spawn_blocking(move || {
            let mut emptied = 0;
            for rule in due {
                emptied += follow(&worker, &rule, cut(now, rule.months, zone), now)?;
            }
            if emptied > 0 {
                // Words leave the indexes and the log as well; a reader that looks on meanwhile only puts the log off.
                worker.purge()?;
            }
            Ok(emptied)
        })
        .await;
        emptied.unwrap_or_else(|_| Err(ApiError::new(Code::Bug, "following a rule failed in a way it should not")))
    }
}

fn follow(store: &Store, rule: &RetentionDue, cut: i64, now: i64) -> Result<u32, ApiError> {
    // By a clock that was ahead, everything that comes in would be too old.
    let before = rule.cut_at.filter(|before| *before <= now);
    // What was emptied before is not looked at again; what comes in keeps to the rule by itself.
    let mut from = Some(if before == rule.cut_at { rule.from } else { i64::MIN });
    let mut emptied = 0;
    while let Some(place) = from {
        let (many, next) = store.write_now(|write| write.empty_texts(&rule.source, cut, place))?;
        emptied += many;
        from = next;
    }
    let reached = before.map_or(cut, |before| before.max(cut));
    store.write_now(|write| write.retention_ran(&rule.source, reached, now))?;
    Ok(emptied)
}
