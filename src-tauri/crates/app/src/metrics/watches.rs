//! What somebody wants to be told about: metrics beyond a bound, and what stands out by itself.
//!
//! **Invariants:** a bound is compared with the last whole window, never with a running one; a metric without a value
//! crosses nothing.

use kith_domain::{
    metrics::{self, Every},
    time,
};
use kith_store::{
    Read,
    desk::{NeglectedSpace, RisingTopic, WatchRow},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AskMetrics, compute, views};
use crate::{ApiError, App, commands::Nothing};

/// Weeks that say how much talk is usual.
const USUAL_WEEKS: usize = 8;
/// With fewer messages a week nothing is said of a drop.
const FEWEST_MESSAGES: u32 = 20;
/// So many bounds at most.
const MOST: usize = 40;
/// Days in which a space is looked at.
const LOOKED_AT: i64 = 30;

/// A bound and where the number is now.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Watch {
    /// Its id.
    pub(crate) id: String,
    /// The metric's id …
    pub(crate) metric: String,
    /// … title …
    pub(crate) title: String,
    /// … and unit.
    pub(crate) unit: views::Unit,
    /// `week`, `month`, `quarter`.
    #[ts(type = "\"week\" | \"month\" | \"quarter\"")]
    pub(crate) every: String,
    /// Told when the value is under or over the bound.
    #[ts(type = "\"under\" | \"over\"")]
    pub(crate) beyond: String,
    /// The bound.
    pub(crate) bound: f64,
    /// The value of the last whole window.
    pub(crate) value: Option<f64>,
    /// Its first day.
    pub(crate) start: String,
    /// The day after its last.
    pub(crate) end: String,
    /// It lies beyond the bound.
    pub(crate) crossed: bool,
}

/// Much less talk than usual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct QuietWeek {
    /// Its Monday, UTC milliseconds.
    pub(crate) starts_at: i64,
    /// Messages in it.
    pub(crate) messages: u32,
    /// Messages in a usual week: the median of the eight before.
    pub(crate) usual: u32,
}

/// What to be told about.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Watches {
    /// Bounds that were set.
    pub(crate) watches: Vec<Watch>,
    /// The last whole week had less than six tenths of the usual talk.
    pub(crate) quiet: Option<QuietWeek>,
    /// Spaces in which at least five wait, and no fewer than were answered, in 30 days.
    pub(crate) neglected: Vec<NeglectedSpace>,
    /// Words that are heard half as much again as usual.
    pub(crate) rising: Vec<RisingTopic>,
}

/// Set a bound.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveWatch {
    /// The metric's id.
    pub(crate) metric: String,
    /// `week`, `month`, `quarter`.
    #[ts(type = "\"week\" | \"month\" | \"quarter\"")]
    pub(crate) every: String,
    /// `under` or `over`.
    #[ts(type = "\"under\" | \"over\"")]
    pub(crate) beyond: String,
    /// In the metric's unit.
    pub(crate) bound: f64,
}

/// A bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WatchId {
    /// Its id.
    pub(crate) id: String,
}

pub(crate) async fn watches(app: &App, _: Nothing) -> Result<Watches, ApiError> {
    super::settle(app).await?;
    let now = app.now();
    let store = app.store()?;
    let reads = |row: &WatchRow| metrics::find(&row.metric).is_some_and(metrics::reads_messages);
    if store.read(|read| read.watches()).await?.iter().any(reads) {
        let last = store.read(move |read| read.last_day(now)).await?;
        // The longest window is a quarter, and the last whole one may begin half a year back.
        super::said::settle_days(app, last - 190..last + 1).await?;
    }
    let (answer, fresh) = store.read(move |read| Ok(all(read, now))).await??;
    for fresh in fresh {
        // Somebody else's write may be waited for: the numbers do not.
        let _ = store.write(move |write| fresh.keep(write)).await;
    }
    Ok(answer)
}

fn all(read: &Read<'_>, now: i64) -> Result<(Watches, Vec<compute::Fresh>), ApiError> {
    let mut kept = Vec::new();
    let mut watches = Vec::new();
    for row in read.watches()? {
        // A metric of another version of Kith says nothing here.
        let Some(definition) = metrics::find(&row.metric) else { continue };
        let (watch, fresh) = one(read, &row, definition, now)?;
        watches.push(watch);
        kept.extend(fresh);
    }
    let since = now - LOOKED_AT * time::DAY;
    let (quiet, neglected) = (quiet_week(read, now)?, read.neglected_spaces(since, now)?);
    Ok((Watches { watches, quiet, neglected, rising: read.rising_topics(now)? }, kept))
}

fn one(
    read: &Read<'_>,
    row: &WatchRow,
    definition: &'static metrics::Definition,
    now: i64,
) -> Result<(Watch, Option<compute::Fresh>), ApiError> {
    let (every, asked) = match row.every.as_str() {
        "week" => (Every::Week, views::Every::Week),
        "quarter" => (Every::Quarter, views::Every::Quarter),
        _ => (Every::Month, views::Every::Month),
    };
    // The window that holds the day after the last known one is not whole; the one before it is.
    let end = every.start(time::day_with_number(i64::from(read.last_day(now)?) + 1));
    let start = end.pred_opt().map_or(end, |day| every.start(day));
    let wish = AskMetrics {
        metrics: vec![row.metric.clone()],
        from: Some(start.to_string()),
        to: Some(end.to_string()),
        every: asked,
        slice: views::Slice::default(),
        compare: false,
    };
    let (answer, fresh) = compute::read(read, &wish, &[definition], now)?;
    let value = answer.metrics.first().and_then(|metric| metric.series.first()).and_then(|point| point.value);
    let crossed = value.is_some_and(|value| if row.beyond == "under" { value < row.bound } else { value > row.bound });
    let watch = Watch {
        id: row.id.clone(),
        metric: row.metric.clone(),
        title: definition.title.to_owned(),
        unit: definition.unit.into(),
        every: row.every.clone(),
        beyond: row.beyond.clone(),
        bound: row.bound,
        value,
        start: start.to_string(),
        end: end.to_string(),
        crossed,
    };
    Ok((watch, fresh))
}

fn quiet_week(read: &Read<'_>, now: i64) -> Result<Option<QuietWeek>, ApiError> {
    let zone = read.zone()?;
    // The day after the last known one lies in the week that is not whole.
    let next = time::day_with_number(i64::from(read.last_day(now)?) + 1);
    let sunday = time::start_of_day(time::monday_of(next), zone) - 1;
    let Ok(count) = u32::try_from(USUAL_WEEKS + 1) else { return Ok(None) };
    let mut weeks = read.weeks(sunday, count)?;
    let Some(last) = weeks.pop() else { return Ok(None) };
    if weeks.len() < USUAL_WEEKS {
        return Ok(None);
    }
    let mut usual: Vec<u32> = weeks.iter().map(|week| week.messages).collect();
    usual.sort_unstable();
    let usual = usual.get(USUAL_WEEKS / 2).copied().unwrap_or(0);
    let is_quiet = usual >= FEWEST_MESSAGES && u64::from(last.messages) * 10 < u64::from(usual) * 6;
    Ok(is_quiet.then_some(QuietWeek { starts_at: last.starts_at, messages: last.messages, usual }))
}

pub(crate) async fn save_watch(app: &App, args: SaveWatch) -> Result<WatchId, ApiError> {
    if metrics::find(&args.metric).is_none_or(|definition| definition.id == compute::COHORT) {
        return Err(ApiError::invalid("metric", "there is no such metric; `kith metrics --list` has all"));
    }
    if !matches!(args.every.as_str(), "week" | "month" | "quarter") {
        return Err(ApiError::invalid("every", "say week, month or quarter"));
    }
    if !matches!(args.beyond.as_str(), "under" | "over") {
        return Err(ApiError::invalid("beyond", "say under or over"));
    }
    if !args.bound.is_finite() {
        return Err(ApiError::invalid("bound", "write a number"));
    }
    if app.store()?.read(|read| read.watches()).await?.len() >= MOST {
        return Err(ApiError::invalid("metric", format!("at most {MOST} numbers are watched")));
    }
    let (id, now) = (app.new_id(), app.now());
    let row =
        WatchRow { id: id.clone(), metric: args.metric, every: args.every, beyond: args.beyond, bound: args.bound };
    app.store()?.act("Watch a number", move |write| write.save_watch(&row, now)).await?;
    Ok(WatchId { id })
}

pub(crate) async fn remove_watch(app: &App, args: WatchId) -> Result<Nothing, ApiError> {
    app.store()?.act("Stop watching a number", move |write| write.remove_watch(&args.id)).await?;
    Ok(Nothing::default())
}
