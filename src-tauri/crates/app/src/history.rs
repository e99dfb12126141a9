//! Taking back what was done, and doing it again.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct UndoOutcome {
    /// The label of the step; nothing when there was none.
    pub(crate) undone: Option<String>,
    /// Whether it could not be taken back because it changed since.
    pub(crate) conflict: bool,
}

/// What was done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RedoOutcome {
    /// The label of the step; nothing when there was none.
    pub(crate) redone: Option<String>,
    /// Whether it could not be done again because it changed since.
    pub(crate) conflict: bool,
}

/// What can be taken back and done again, since the program started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct History {
    /// Labels of steps that can be taken back, newest first.
    pub(crate) undo: Vec<String>,
    /// Labels of steps that can be done again, newest first.
    pub(crate) redo: Vec<String>,
}

pub(crate) async fn undo(app: &App, _: Nothing) -> Result<UndoOutcome, ApiError> {
    match app.store()?.undo().await {
        Ok(undone) => Ok(UndoOutcome { undone: undone.map(str::to_owned), conflict: false }),
        Err(kith_store::Error::Conflict) => Ok(UndoOutcome { undone: None, conflict: true }),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn redo(app: &App, _: Nothing) -> Result<RedoOutcome, ApiError> {
    match app.store()?.redo().await {
        Ok(redone) => Ok(RedoOutcome { redone: redone.map(str::to_owned), conflict: false }),
        Err(kith_store::Error::Conflict) => Ok(RedoOutcome { redone: None, conflict: true }),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn history(app: &App, _: Nothing) -> Result<History, ApiError> {
    let words = |labels: Vec<&'static str>| labels.into_iter().map(str::to_owned).collect();
    let (undo, redo) = app.store()?.history();
    Ok(History { undo: words(undo), redo: words(redo) })
}
