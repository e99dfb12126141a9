//! Days on which the team does not work, and how health is put on its scale: what a community decides about its numbers.

use kith_store::{DaysOff, HealthBand};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// A day off to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddDayOff {
    /// The day: `2026-12-25`.
    pub(crate) on_day: String,
    /// What it is called.
    pub(crate) name: String,
}

/// Which day off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct DayOffId {
    /// Its id.
    pub(crate) id: String,
}

/// A calendar of holidays, and whether the team keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepCalendar {
    /// The calendar's name.
    pub(crate) name: String,
    /// Whether the team does not work on its days.
    pub(crate) off: bool,
}

/// How measures of health are put on their scale.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct HealthBands {
    /// In the order in which they are shown.
    pub(crate) bands: Vec<HealthBand>,
}

/// The scale of a measure.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetBand {
    /// The metric's id.
    pub(crate) measure: String,
    /// What it takes to be 1, 2, 3, 4 and 5; nothing: as Kith came with it.
    pub(crate) bounds: Option<Vec<f64>>,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<DaysOff, ApiError> {
    Ok(app.store()?.read(|read| read.days_off_kept()).await?)
}

pub(crate) async fn add(app: &App, args: AddDayOff) -> Result<Nothing, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    app.store()?.act("Keep a day off", move |write| write.add_day_off(&id, &args.on_day, &args.name, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: DayOffId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove a day off", move |write| write.remove_day_off(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn keep_calendar(app: &App, args: KeepCalendar) -> Result<Nothing, ApiError> {
    app.store()?.act("Change days off", move |write| write.keep_calendar(&args.name, args.off)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn bands(app: &App, _: Nothing) -> Result<HealthBands, ApiError> {
    Ok(HealthBands { bands: app.store()?.read(|read| read.health_bands()).await? })
}

pub(crate) async fn set_band(app: &App, args: SetBand) -> Result<Nothing, ApiError> {
    let now = app.now();
    let set = move |write: &kith_store::Write<'_>| write.set_band(&args.measure, args.bounds.as_deref(), now);
    app.store()?.act("Change a scale of health", set).await?;
    Ok(Nothing::default())
}
