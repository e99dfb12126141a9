//! Things to do, goals, and what happens between two sessions.

use kith_domain::time;
use kith_store::{NewBetween, NewGoal, NewItem, NewProgress, Write};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use super::MentoringId;
use crate::{ApiError, App, commands::Nothing};

/// Something to do, to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveMentoringItem {
    /// Of which pair.
    pub(crate) mentorship: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) item: NewItem,
}

/// Whether something was done, or sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkMentoring {
    /// Its id.
    pub(crate) id: String,
    /// Whether.
    pub(crate) done: bool,
}

/// A goal to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveMentoringGoal {
    /// Of which pair.
    pub(crate) mentorship: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) goal: NewGoal,
}

/// How far a goal is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddMentoringProgress {
    /// Which goal.
    pub(crate) goal: String,
    /// How far.
    pub(crate) progress: NewProgress,
}

/// Something between two sessions, to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveMentoringBetween {
    /// Of which pair.
    pub(crate) mentorship: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) between: NewBetween,
}

pub(crate) async fn save_item(app: &App, args: SaveMentoringItem) -> Result<Nothing, ApiError> {
    let (id, now) = (args.id.unwrap_or_else(|| app.new_id()), app.now());
    let save = move |write: &Write<'_>| write.keep_item(&id, &args.mentorship, None, &args.item, now);
    app.store()?.act("Save thing to do", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn mark_item(app: &App, args: MarkMentoring) -> Result<Nothing, ApiError> {
    let now = app.now();
    let label = if args.done { "Finish thing to do" } else { "Reopen thing to do" };
    let mark = move |write: &Write<'_>| {
        let today = time::day_of(now, write.read().zone()?).to_string();
        write.mark_item(&args.id, args.done.then_some(today.as_str()), now)
    };
    app.store()?.act(label, mark).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_item(app: &App, args: MentoringId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove thing to do", move |write| write.remove_item(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn save_goal(app: &App, args: SaveMentoringGoal) -> Result<Nothing, ApiError> {
    let (id, now) = (args.id.unwrap_or_else(|| app.new_id()), app.now());
    let save = move |write: &Write<'_>| write.keep_goal(&id, &args.mentorship, &args.goal, now);
    app.store()?.act("Save mentee's goal", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn add_progress(app: &App, args: AddMentoringProgress) -> Result<Nothing, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    app.store()?.act("Note progress", move |write| write.add_progress(&id, &args.goal, &args.progress, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_goal(app: &App, args: MentoringId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove mentee's goal", move |write| write.remove_goal(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn save_between(app: &App, args: SaveMentoringBetween) -> Result<Nothing, ApiError> {
    let (id, now) = (args.id.unwrap_or_else(|| app.new_id()), app.now());
    let save = move |write: &Write<'_>| write.keep_between(&id, &args.mentorship, &args.between, now);
    app.store()?.act("Save for later", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn mark_between(app: &App, args: MarkMentoring) -> Result<Nothing, ApiError> {
    let now = app.now();
    let mark = move |write: &Write<'_>| {
        let today = time::day_of(now, write.read().zone()?).to_string();
        write.mark_between(&args.id, args.done.then_some(today.as_str()), now)
    };
    app.store()?.act("Mark as sent", mark).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_between(app: &App, args: MentoringId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove from later", move |write| write.remove_between(&args.id, now)).await?;
    Ok(Nothing::default())
}
