//! What waits among the cases today: dates and counts, so that it can be told while notes are locked.
//!
//! **Invariant:** no word and no name of a case.

use kith_domain::time;
use kith_store::CaseState;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::cases::PATIENCE;
use crate::{ApiError, App, commands::Nothing};

/// Lines at most.
const MOST: usize = 8;

/// Why a case waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CaseWait {
    /// Nobody told the reporter that the report came, for more than a day.
    NotAcknowledged,
    /// Nobody told the reporter yet.
    New,
    /// Somebody is to be asked, or told.
    FollowUp,
}

/// A case that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CaseWaiting {
    /// The case.
    pub(crate) id: String,
    /// Its number.
    pub(crate) number: u32,
    /// What for.
    pub(crate) why: CaseWait,
    /// Since when, UTC milliseconds; of a follow-up, the beginning of its day.
    pub(crate) since: i64,
}

/// What waits today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ConductToday {
    /// The most urgent first.
    pub(crate) rows: Vec<CaseWaiting>,
    /// How many more.
    pub(crate) more: u32,
    /// Flags that wait for a decision at the forums.
    pub(crate) flags: u32,
}

pub(crate) async fn today(app: &App, _: Nothing) -> Result<ConductToday, ApiError> {
    let now = app.now();
    let (cases, zone, flags) =
        app.store()?.read(|read| Ok((read.cases()?, read.zone()?, read.review_count()?))).await?;
    let today = time::day_of(now, zone);
    let mut rows: Vec<CaseWaiting> = Vec::new();
    for case in cases.into_iter().filter(|case| case.expunged_at.is_none()) {
        let waiting = |why, since| CaseWaiting { id: case.id.clone(), number: case.number, why, since };
        if case.state == CaseState::Received {
            let late = now - case.dates.received_at > PATIENCE;
            let why = if late { CaseWait::NotAcknowledged } else { CaseWait::New };
            rows.push(waiting(why, case.dates.received_at));
        }
        let day = case.dates.follow_up_on.as_deref().and_then(|day| day.parse().ok()).filter(|day| *day <= today);
        if let Some(day) = day {
            rows.push(waiting(CaseWait::FollowUp, time::start_of_day(day, zone)));
        }
    }
    rows.sort_by_key(|row| (row.why, row.since, row.number));
    let more = u32::try_from(rows.len().saturating_sub(MOST)).unwrap_or(u32::MAX);
    rows.truncate(MOST);
    Ok(ConductToday { rows, more, flags })
}
