//! Notes about members, and taking back what was done.

use kith_store::Note;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// A note has at most this many characters.
const LONGEST: usize = 20_000;

/// A new note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddNote {
    /// The member it is about.
    pub(crate) member: String,
    /// The words.
    pub(crate) text: String,
}

/// Other words for a note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeNote {
    /// The note.
    pub(crate) id: String,
    /// The words.
    pub(crate) text: String,
}

/// Which note to take away.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveNote {
    /// The note.
    pub(crate) id: String,
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct UndoOutcome {
    /// The label of the step; nothing when there was none.
    pub(crate) undone: Option<String>,
    /// Whether it could not be taken back because it changed since.
    pub(crate) conflict: bool,
}

pub(crate) async fn add(app: &App, args: AddNote) -> Result<Note, ApiError> {
    let (id, now, text) = (app.new_id(), app.now(), checked(&args.text)?);
    Ok(app.store()?.act("Add note", move |write| write.add_note(&id, &args.member, &text, now)).await?)
}

pub(crate) async fn change(app: &App, args: ChangeNote) -> Result<Note, ApiError> {
    let (now, text) = (app.now(), checked(&args.text)?);
    Ok(app.store()?.act("Change note", move |write| write.change_note(&args.id, &text, now)).await?)
}

pub(crate) async fn remove(app: &App, args: RemoveNote) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove note", move |write| write.remove_note(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn undo(app: &App, _: Nothing) -> Result<UndoOutcome, ApiError> {
    match app.store()?.undo().await {
        Ok(undone) => Ok(UndoOutcome { undone: undone.map(str::to_owned), conflict: false }),
        Err(kith_store::Error::Conflict) => Ok(UndoOutcome { undone: None, conflict: true }),
        Err(error) => Err(error.into()),
    }
}

fn checked(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ApiError::invalid("text", "write something first"));
    }
    if text.chars().count() > LONGEST {
        return Err(ApiError::invalid("text", format!("a note has at most {LONGEST} characters")));
    }
    Ok(text.to_owned())
}
