//! Series: the next one, one that is left out, changes that later ones follow, and who came how often.

use kith_store::{EventSeries, SeriesRow, SpreadSeries, WholeSeries};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EventId, SavedEvent};
use crate::{ApiError, App, commands::Nothing};

/// All series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SeriesList {
    /// By name.
    pub(crate) rows: Vec<SeriesRow>,
}

/// The series of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SeriesOfEvent {
    /// Nothing where it is of none.
    pub(crate) series: Option<EventSeries>,
}

/// A series to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveSeries {
    /// The event that is its first, or one of it.
    pub(crate) event: String,
    /// What it is called.
    pub(crate) title: String,
    /// By which rule it comes again: `FREQ=MONTHLY;BYDAY=1TU`.
    pub(crate) rule: String,
}

/// What was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SeriesLeftOut {
    /// The day.
    pub(crate) day: String,
}

/// How many events follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SeriesSpread {
    /// Later events of the series.
    pub(crate) events: u32,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<SeriesList, ApiError> {
    Ok(SeriesList { rows: app.store()?.read(|read| read.all_series()).await? })
}

pub(crate) async fn of_event(app: &App, args: EventId) -> Result<SeriesOfEvent, ApiError> {
    Ok(SeriesOfEvent { series: app.store()?.read(move |read| read.series_of(&args.id)).await? })
}

pub(crate) async fn get(app: &App, args: EventId) -> Result<WholeSeries, ApiError> {
    let now = app.now();
    Ok(app.store()?.read(move |read| read.whole_series(&args.id, now)).await?)
}

pub(crate) async fn save(app: &App, args: SaveSeries) -> Result<SavedEvent, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| {
        Ok(SavedEvent { id: write.keep_series(&id, &args.event, &args.title, &args.rule, now)? })
    };
    Ok(app.store()?.act("Save event series", save).await?)
}

pub(crate) async fn end(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("End event series", move |write| write.end_series(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn next(app: &App, args: EventId) -> Result<SavedEvent, ApiError> {
    let (now, ids) = (app.now(), app.clone());
    let next =
        move |write: &kith_store::Write<'_>| Ok(SavedEvent { id: write.plan_next(&args.id, &|| ids.new_id(), now)? });
    Ok(app.store()?.act("Plan next event", next).await?)
}

pub(crate) async fn leave_out(app: &App, args: EventId) -> Result<SeriesLeftOut, ApiError> {
    let now = app.now();
    let leave = move |write: &kith_store::Write<'_>| Ok(SeriesLeftOut { day: write.leave_out_next(&args.id, now)? });
    Ok(app.store()?.act("Leave out event", leave).await?)
}

pub(crate) async fn spread(app: &App, args: SpreadSeries) -> Result<SeriesSpread, ApiError> {
    let now = app.now();
    let spread =
        move |write: &kith_store::Write<'_>| Ok(SeriesSpread { events: write.spread_series(&args.event, now)? });
    Ok(app.store()?.act("Change later events", spread).await?)
}
