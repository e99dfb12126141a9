//! What changed since somebody last looked, and when it is enough for a day.
//!
//! **Invariant:** looking changes nothing: only saying that one has looked does.

use kith_domain::time;
use kith_store::desk::Workload;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing, settings};

/// What is new is counted for at most so many days.
const FURTHEST: i64 = 30;
/// Days of one's own workload.
const WORK_DAYS: u32 = 28;

/// What is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct News {
    /// Since then, UTC milliseconds: when somebody last looked, a day ago if never, thirty days at most.
    pub(crate) since: i64,
    /// How much.
    pub(crate) counts: kith_store::desk::NewsCounts,
    /// The newest activity of all, UTC milliseconds.
    pub(crate) last_at: Option<i64>,
    /// It was said today that it is enough.
    pub(crate) enough: bool,
    /// It is quiet until this moment, UTC milliseconds; nothing outside of quiet hours.
    pub(crate) quiet_until: Option<i64>,
    /// What was done here today.
    pub(crate) done_today: u32,
}

/// Said when one has looked through what is new.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enough {
    /// That is enough for today; otherwise the day goes on.
    pub(crate) enough: bool,
}

/// When it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SinceThen {
    /// UTC milliseconds.
    pub(crate) since: i64,
}

pub(crate) async fn news(app: &App, _: Nothing) -> Result<News, ApiError> {
    let now = app.now();
    Ok(app
        .store()?
        .read(move |read| {
            let (seen, done_on) = read.desk_state()?;
            let today = time::day_of(now, read.zone()?).to_string();
            let since = seen.unwrap_or(now - time::DAY).clamp(now - FURTHEST * time::DAY, now);
            let work = read.workload(1, now)?;
            Ok(News {
                since,
                counts: read.news(since)?,
                last_at: read.last_seen_at()?,
                enough: done_on.as_deref() == Some(today.as_str()),
                quiet_until: settings::quiet(&read.settings()?).and_then(|(quiet, zone)| quiet.until(now, zone)),
                done_today: work.days.last().map_or(0, |day| day.actions),
            })
        })
        .await?)
}

pub(crate) async fn enough(app: &App, args: Enough) -> Result<SinceThen, ApiError> {
    let now = app.now();
    app.store()?
        .write(move |write| {
            let today = time::day_of(now, write.read().zone()?).to_string();
            let (seen, _) = write.read().desk_state()?;
            // Going on after all does not mean that one has looked.
            let seen = if args.enough { now } else { seen.unwrap_or(now - time::DAY) };
            write.set_desk_state(seen, args.enough.then_some(today.as_str()))
        })
        .await?;
    Ok(SinceThen { since: now })
}

pub(crate) async fn workload(app: &App, _: Nothing) -> Result<Workload, ApiError> {
    let now = app.now();
    Ok(app.store()?.read(move |read| read.workload(WORK_DAYS, now)).await?)
}
