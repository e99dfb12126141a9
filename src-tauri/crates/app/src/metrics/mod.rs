//! Metrics: numbers about a community that anyone can check.
//!
//! What a metric is, is said once in [`kith_domain::metrics`]; here windows are cut, facts are loaded, and what was computed
//! for everybody is kept until something changes.
//!
//! **Invariant:** a kept window equals the one computed anew; journeys compare.

mod compute;
mod network;
mod rows;
mod said;
pub(crate) mod views;
mod watches;

use std::time::Duration;

use chrono::{Months, NaiveDate};
use kith_domain::{
    metrics::{self, Every, Window},
    time,
};
use kith_store::Store;

pub(crate) use self::{
    network::{AskNetwork, network},
    rows::behind,
    said::{SetTone, set_tone},
    views::{
        AskCohorts, AskMetrics, AskRows, BehindRows, Cohort, CohortCell, Cohorts, ExpectAnswers, Metric,
        MetricDefinitions, Metrics, Point,
    },
    watches::{SaveWatch, WatchId, Watches, remove_watch, save_watch, watches},
};
use crate::{ApiError, App, commands::Nothing};

/// A series has at most so many windows.
const LONGEST_SERIES: usize = 1_100;

pub(crate) async fn list(_: &App, _: Nothing) -> Result<MetricDefinitions, ApiError> {
    Ok(MetricDefinitions { metrics: metrics::all().map(Into::into).collect() })
}

pub(crate) async fn read(app: &App, args: AskMetrics) -> Result<Metrics, ApiError> {
    settle(app).await?;
    settle_slice(app, &args.slice).await?;
    let now = app.now();
    let chosen = chosen(&args.metrics)?;
    said::settle(app, &args, &chosen).await?;
    let store = app.store()?;
    let (answer, fresh) = store.read(move |read| Ok(compute::read(read, &args, &chosen, now))).await??;
    if let Some(fresh) = fresh {
        // Somebody else's write may be waited for: the numbers do not.
        let _ = store.write(move |write| fresh.keep(write)).await;
    }
    Ok(answer)
}

pub(crate) async fn cohorts(app: &App, args: AskCohorts) -> Result<Cohorts, ApiError> {
    settle(app).await?;
    settle_slice(app, &args.slice).await?;
    let now = app.now();
    app.store()?.read(move |read| Ok(compute::cohorts(read, &args, now))).await?
}

pub(crate) async fn expect_answers(app: &App, args: ExpectAnswers) -> Result<Nothing, ApiError> {
    let now = app.now();
    let label = if args.expected { "Expect answers" } else { "Expect no answers" };
    app.store()?.act(label, move |write| write.expect_answers(&args.space, args.expected, now)).await?;
    Ok(Nothing::default())
}

/// Counts conversations and days that changed since they were counted, unless much more of it is coming just now.
pub(crate) async fn settle(app: &App) -> Result<(), ApiError> {
    let store = app.store()?;
    let waits = |read: &kith_store::Read<'_>| Ok(read.has_stale_answers()? || read.has_loose_days()?);
    if app.jobs().check_free().is_ok() && store.read(waits).await? {
        settle_all(&store).await?;
    }
    Ok(())
}

/// So long others have to begin a write between two steps: whoever waits for a lock is not next by waiting.
const BREATH: Duration = Duration::from_millis(2);

/// In steps, between which others write.
pub(crate) async fn settle_all(store: &Store) -> Result<(), kith_store::Error> {
    while store.write(|write| write.settle_some()).await? {
        tokio::time::sleep(BREATH).await;
    }
    Ok(())
}

/// Packs what a slice of the numbers asks of.
async fn settle_slice(app: &App, slice: &views::Slice) -> Result<(), ApiError> {
    settle_spaces(app, slice.space.as_deref()).await?;
    crate::segments::settle(app, slice.segment.as_deref()).await
}

/// Packs spaces that are asked about and are not packed, unless a run is just bringing more.
pub(crate) async fn settle_spaces(app: &App, spaces: impl IntoIterator<Item = &str>) -> Result<(), ApiError> {
    let store = app.store()?;
    for space in spaces {
        let space = space.to_owned();
        let asked = space.clone();
        // A space that is not there is told of by whoever asks for its numbers.
        let waits = move |read: &kith_store::Read<'_>| Ok(read.has_loose_space(&asked).unwrap_or(false));
        if app.jobs().check_free().is_ok() && store.read(waits).await? {
            pack(&store, space).await?;
        }
    }
    Ok(())
}

/// How often a space is read again because somebody wrote meanwhile.
const TRIES: u32 = 3;

async fn pack(store: &Store, space: String) -> Result<(), ApiError> {
    for _ in 0..TRIES {
        if store.pack_space(space.clone()).await? {
            return Ok(());
        }
    }
    // Somebody writes without end: this once they wait.
    Ok(store.write(move |write| write.pack_space(&space)).await?)
}

/// The metrics with these ids; for none all but the table of cohorts and what looks at every message.
fn chosen(ids: &[String]) -> Result<Vec<&'static metrics::Definition>, ApiError> {
    if ids.is_empty() {
        return Ok(metrics::all().filter(|definition| compute::is_kept(definition)).collect());
    }
    let find = |id: &String| {
        metrics::find(id)
            .ok_or_else(|| ApiError::invalid("metrics", "there is no such metric; `kith metrics --list` has all"))
    };
    ids.iter().map(find).collect()
}

/// The days asked for: up to the last that is known when none is given, and the year before.
fn stretch(from: Option<&str>, to: Option<&str>, last_day: NaiveDate) -> Result<(NaiveDate, NaiveDate), ApiError> {
    let day = |field: &'static str, text: &str| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|day| (1970..=2200).contains(&chrono::Datelike::year(day)))
            .ok_or_else(|| ApiError::invalid(field, "write days as 2024-05-01"))
    };
    let to = match to {
        Some(text) => day("to", text)?,
        None => last_day.succ_opt().unwrap_or(last_day),
    };
    let from = match from {
        Some(text) => day("from", text)?,
        None => to.checked_sub_months(Months::new(12)).unwrap_or(to),
    };
    if from >= to {
        return Err(ApiError::invalid("to", "the last day must come after the first"));
    }
    Ok((from, to))
}

fn series(from: NaiveDate, to: NaiveDate, every: Every) -> Result<Vec<Window>, ApiError> {
    let found = metrics::windows(from, to, every, LONGEST_SERIES + 1);
    if found.len() > LONGEST_SERIES {
        return Err(ApiError::invalid(
            "every",
            format!("that makes more than {LONGEST_SERIES} windows: ask for longer ones"),
        ));
    }
    Ok(found)
}

fn text(day: i32) -> String {
    time::day_with_number(i64::from(day)).format("%Y-%m-%d").to_string()
}
