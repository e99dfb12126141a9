//! What goes through dated steps: feedback, leads, invitations, incidents.

use kith_store::{Matter, NewMatter, Sheet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FigureId;
use crate::{ApiError, App, commands::Nothing, members::LONGEST_PAGE};

/// Which entries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListMatters {
    /// Of which sheet.
    pub(crate) sheet: Sheet,
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Entries of a sheet, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatterPage {
    /// Those asked for.
    pub(crate) matters: Vec<Matter>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// An entry to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveMatter {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) matter: NewMatter,
}

pub(crate) async fn list(app: &App, args: ListMatters) -> Result<MatterPage, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    let mut matters = app.store()?.read(move |read| read.matters(args.sheet, args.skip, limit + 1)).await?;
    let more = matters.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    matters.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(MatterPage { matters, more })
}

pub(crate) async fn save(app: &App, args: SaveMatter) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let label = match args.matter.sheet {
        Sheet::Feedback => "Save feedback",
        Sheet::Lead => "Save lead",
        Sheet::Invitation => "Save invitation",
        Sheet::Incident => "Save incident",
    };
    let save = move |write: &kith_store::Write<'_>| {
        let new = args.matter.checked()?;
        match &args.id {
            Some(id) => write.change_matter(id, &new, now),
            None => write.add_matter(&new_id, &new, now),
        }
    };
    app.store()?.act(label, save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: FigureId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove entry", move |write| write.remove_matter(&args.id, now)).await?;
    Ok(Nothing::default())
}
