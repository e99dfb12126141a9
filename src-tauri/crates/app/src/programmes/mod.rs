//! Programmes of mentoring, for whoever leads one: planned, and looked at. Who applies is in [`applications`], files of them
//! in [`lists`], how pairs are made in [`matching`], how pairs are doing in [`pairs`], what is printed in [`report`],
//! how both sides hear of it in [`tell`].

pub(crate) mod applications;
pub(crate) mod lists;
pub(crate) mod matching;
pub(crate) mod pairs;
pub(crate) mod report;
pub(crate) mod tell;
mod templates;

use chrono::NaiveDate;
use kith_domain::time;
use kith_store::{NewProgramme, NewProgrammeRound, Programme, ProgrammeRound, ProgrammeRow, ProgrammesDue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// Pairs of what is due today.
const DUE: usize = 5;

/// Which programme, application, round or pair.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgrammeId {
    /// Its id.
    pub(crate) id: String,
}

/// Programmes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ProgrammeList {
    /// Those that are not closed first, then the latest.
    pub(crate) rows: Vec<ProgrammeRow>,
}

/// A programme with its rounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct WholeProgramme {
    /// The programme at a glance.
    pub(crate) row: ProgrammeRow,
    /// Its rounds, the first first.
    pub(crate) rounds: Vec<ProgrammeRound>,
}

/// A programme to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveProgramme {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) programme: NewProgramme,
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SavedProgramme {
    /// Its id.
    pub(crate) id: String,
}

/// A programme to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ProgrammeTemplate {
    /// Its id: of one that Kith comes with, a word (`career`).
    pub(crate) id: String,
    /// Whether somebody kept it here.
    pub(crate) is_own: bool,
    /// What it says.
    pub(crate) programme: NewProgramme,
}

/// Programmes to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ProgrammeTemplates {
    /// One's own by their names, then those that Kith comes with.
    pub(crate) templates: Vec<ProgrammeTemplate>,
}

/// A template to keep of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepProgrammeTemplate {
    /// Of which programme.
    pub(crate) programme: String,
    /// What it is called; over the one that is called so.
    pub(crate) name: String,
}

/// A round to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveRound {
    /// Of which programme.
    pub(crate) programme: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) round: NewProgrammeRound,
}

/// The day it is, in the community's zone.
pub(crate) async fn today(app: &App) -> Result<NaiveDate, ApiError> {
    let zone = app.store()?.read(|read| read.zone()).await?;
    Ok(time::day_of(app.now(), zone))
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<ProgrammeList, ApiError> {
    Ok(ProgrammeList { rows: app.store()?.read(|read| read.programmes()).await? })
}

pub(crate) async fn get(app: &App, args: ProgrammeId) -> Result<WholeProgramme, ApiError> {
    let read = move |read: &kith_store::Read<'_>| {
        let row = read.programme_at_a_glance(&args.id)?;
        Ok(WholeProgramme { rounds: read.programme_rounds(&row.programme.id)?, row })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn save(app: &App, args: SaveProgramme) -> Result<SavedProgramme, ApiError> {
    let (new_id, now, ids) = (app.new_id(), app.now(), app.clone());
    let label = if args.id.is_some() { "Change programme" } else { "Plan programme" };
    let save = move |write: &kith_store::Write<'_>| {
        let programme = args.programme.checked(&|| ids.new_id())?;
        let id = match &args.id {
            Some(id) => write.read().programme(id)?.id,
            None => new_id,
        };
        write.keep_programme(&id, &programme, now)?;
        Ok(SavedProgramme { id })
    };
    Ok(app.store()?.act(label, save).await?)
}

pub(crate) async fn remove(app: &App, args: ProgrammeId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove programme", move |write| write.remove_programme(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn save_round(app: &App, args: SaveRound) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let id = args.id.unwrap_or(new_id);
    let save = move |write: &kith_store::Write<'_>| write.keep_programme_round(&args.programme, &id, &args.round, now);
    app.store()?.act("Save round", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_round(app: &App, args: ProgrammeId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove round", move |write| write.remove_programme_round(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn templates(app: &App, _: Nothing) -> Result<ProgrammeTemplates, ApiError> {
    let begins = templates::begins(today(app).await?);
    let own = app.store()?.read(move |read| read.programme_templates(begins)).await?;
    let own = own.into_iter().map(|(id, programme)| ProgrammeTemplate { id, is_own: true, programme });
    Ok(ProgrammeTemplates { templates: own.chain(templates::shipped(begins)).collect() })
}

pub(crate) async fn keep_template(app: &App, args: KeepProgrammeTemplate) -> Result<Nothing, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    let keep =
        move |write: &kith_store::Write<'_>| write.keep_programme_template(&id, &args.programme, &args.name, now);
    app.store()?.act("Keep programme as template", keep).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_template(app: &App, args: ProgrammeId) -> Result<Nothing, ApiError> {
    let now = app.now();
    let remove = move |write: &kith_store::Write<'_>| write.remove_programme_template(&args.id, now);
    app.store()?.act("Remove programme template", remove).await?;
    Ok(Nothing::default())
}

pub(crate) async fn due(app: &App, _: Nothing) -> Result<ProgrammesDue, ApiError> {
    let today = today(app).await?;
    Ok(app.store()?.read(move |read| read.programmes_due(today, DUE)).await?)
}

/// What a programme says, to be said again with something else in it.
fn said(programme: &Programme) -> NewProgramme {
    NewProgramme {
        name: programme.name.clone(),
        purpose: programme.purpose.clone(),
        state: programme.state,
        starts_on: programme.starts_on.clone(),
        ends_on: programme.ends_on.clone().unwrap_or_default(),
        cadence_days: programme.cadence_days,
        minutes: programme.minutes,
        capacity: programme.capacity,
        agreement: programme.agreement.clone(),
        questions: programme.questions.clone(),
        fresh: programme.fresh,
    }
}
