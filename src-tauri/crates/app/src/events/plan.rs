//! What is to be done for an event, who has a part in it, and what it costs.

use kith_store::{NewEventCost, NewEventPart, NewEventTask};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use super::EventId;
use crate::{ApiError, App, commands::Nothing};

/// A task to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventTask {
    /// For which event; of one that is changed, nothing needs to be said.
    #[serde(default)]
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) task: NewEventTask,
}

/// Whether a task is done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkEventTask {
    /// Its id.
    pub(crate) id: String,
    /// Whether it is done.
    pub(crate) done: bool,
}

/// A part to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventPart {
    /// In which event; of one that is changed, nothing needs to be said.
    #[serde(default)]
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) part: NewEventPart,
}

/// A line of a budget to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventCost {
    /// Of which event; of one that is changed, nothing needs to be said.
    #[serde(default)]
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) cost: NewEventCost,
}

pub(crate) async fn save_task(app: &App, args: SaveEventTask) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| match &args.id {
        Some(id) => write.change_event_task(id, &args.task, now),
        None => write.keep_event_task(&args.event, &new_id, &args.task, now),
    };
    app.store()?.act("Save task", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn mark_task(app: &App, args: MarkEventTask) -> Result<Nothing, ApiError> {
    let now = app.now();
    let label = if args.done { "Finish task" } else { "Reopen task" };
    app.store()?.act(label, move |write| write.mark_event_task(&args.id, args.done, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_task(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove task", move |write| write.remove_event_task(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn save_part(app: &App, args: SaveEventPart) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| match &args.id {
        Some(id) => write.change_event_part(id, &args.part, now),
        None => write.keep_event_part(&args.event, &new_id, &args.part, now),
    };
    app.store()?.act("Save part", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_part(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove part", move |write| write.remove_event_part(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn save_cost(app: &App, args: SaveEventCost) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| match &args.id {
        Some(id) => write.change_event_cost(id, &args.cost, now),
        None => write.keep_event_cost(&args.event, &new_id, &args.cost, now),
    };
    app.store()?.act("Save cost", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_cost(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove cost", move |write| write.remove_event_cost(&args.id, now)).await?;
    Ok(Nothing::default())
}
