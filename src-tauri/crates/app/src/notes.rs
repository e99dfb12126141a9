//! Notes about members.

use kith_store::Note;
use schemars::JsonSchema;
use serde::Deserialize;
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
