//! Advocates: who could be one, who is asked, and what became of it.

use kith_store::{Advocate, AdvocateStepName, Candidates, NewAdvocate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RecognitionId;
use crate::{
    ApiError, App,
    commands::Nothing,
    segments::{self, OfSegment},
};

/// Advocates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Advocates {
    /// Those whose day is next first.
    pub(crate) rows: Vec<Advocate>,
}

/// An advocate to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveAdvocate {
    /// Which is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// Who, what for, until when.
    pub(crate) advocate: NewAdvocate,
}

/// A step of an advocate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepAdvocate {
    /// Which advocate.
    pub(crate) id: String,
    /// The step.
    pub(crate) step: AdvocateStepName,
    /// Its day: `YYYY-MM-DD`.
    pub(crate) on: String,
}

pub(crate) async fn candidates(app: &App, args: OfSegment) -> Result<Candidates, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let now = app.now();
    let candidates =
        move |read: &kith_store::Read<'_>| read.advocate_candidates(&read.among(args.segment.as_deref(), now)?, now);
    Ok(app.store()?.read(candidates).await?)
}

pub(crate) async fn list(app: &App, args: OfSegment) -> Result<Advocates, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let now = app.now();
    let advocates = move |read: &kith_store::Read<'_>| read.advocates(&read.among(args.segment.as_deref(), now)?, now);
    Ok(Advocates { rows: app.store()?.read(advocates).await? })
}

pub(crate) async fn save(app: &App, args: SaveAdvocate) -> Result<Nothing, ApiError> {
    let (known, step, now) = (args.id.is_some(), app.new_id(), app.now());
    let id = args.id.unwrap_or_else(|| app.new_id());
    let save = move |write: &kith_store::Write<'_>| write.keep_advocate(&id, known, &step, &args.advocate, now);
    app.store()?.act("Save advocate", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn step(app: &App, args: StepAdvocate) -> Result<Nothing, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    let step = move |write: &kith_store::Write<'_>| write.step_advocate(&args.id, &id, args.step, &args.on, now);
    app.store()?.act("Move advocate", step).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: RecognitionId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove advocate", move |write| write.remove_advocate(&args.id, now)).await?;
    Ok(Nothing::default())
}
