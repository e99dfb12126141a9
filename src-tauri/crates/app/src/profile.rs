//! What a person writes about members: their fields, field by field.
//!
//! **Invariant:** each command is one step that can be undone, however many fields and members it changes.

use kith_store::FieldChange;
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// Changes of a member's fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditMember {
    /// The member, or any of its accounts.
    pub(crate) id: String,
    /// Which fields become what.
    pub(crate) changes: Vec<FieldChange>,
}

pub(crate) async fn edit(app: &App, args: EditMember) -> Result<Nothing, ApiError> {
    let (now, store) = (app.now(), app.store()?);
    store.act("Edit member", move |write| write.edit_member(&args.id, args.changes, now)).await?;
    Ok(Nothing::default())
}
