//! Fields that a community gives its members.

use kith_store::{CustomField, CustomKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// All custom fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Fields {
    /// In the order of the form.
    pub(crate) fields: Vec<CustomField>,
}

/// A new field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateField {
    /// What it is called.
    pub(crate) name: String,
    /// What it holds; never changes.
    pub(crate) kind: CustomKind,
    /// What can be chosen, for a choice.
    pub(crate) choices: Vec<String>,
}

/// Another name or other choices.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeField {
    /// The field.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
    /// What can be chosen, for a choice.
    pub(crate) choices: Vec<String>,
}

/// One place up or down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveField {
    /// The field.
    pub(crate) id: String,
    /// Up, else down.
    pub(crate) up: bool,
}

/// Which field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldId {
    /// Its id.
    pub(crate) id: String,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Fields, ApiError> {
    Ok(Fields { fields: app.store()?.read(|read| read.custom_fields()).await? })
}

pub(crate) async fn create(app: &App, args: CreateField) -> Result<FieldMade, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    let made = FieldMade { id: id.clone() };
    app.store()?
        .act("Create field", move |write| write.create_field(&id, &args.name, args.kind, &args.choices, now))
        .await?;
    Ok(made)
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FieldMade {
    /// Its id.
    pub(crate) id: String,
}

pub(crate) async fn change(app: &App, args: ChangeField) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Change field", move |write| write.change_field(&args.id, &args.name, &args.choices, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn shift(app: &App, args: MoveField) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Change field", move |write| write.move_field(&args.id, args.up, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: FieldId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove field", move |write| write.remove_field(&args.id, now)).await?;
    Ok(Nothing::default())
}
