//! What a person writes about members: their fields, and the organisations they belong to.
//!
//! **Invariant:** each command is one step that can be undone, however many fields and members it changes.

use kith_store::{FieldChange, NewAffiliation, OrganisationRow, Talks};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing, members::GetMember};

/// Organisations that are offered while somebody types.
const OFFERED: u32 = 200;

/// Changes of a member's fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditMember {
    /// The member, or any of its accounts.
    pub(crate) id: String,
    /// Which fields become what.
    pub(crate) changes: Vec<FieldChange>,
}

/// A member's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddAffiliation {
    /// The member.
    pub(crate) member: String,
    /// Where, as what and when.
    pub(crate) affiliation: NewAffiliation,
}

/// Something else about a member's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeAffiliation {
    /// The place.
    pub(crate) id: String,
    /// Where, as what and when.
    pub(crate) affiliation: NewAffiliation,
}

/// Which place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AffiliationId {
    /// Its id.
    pub(crate) id: String,
}

/// Which organisations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindOrganisations {
    /// A part of the name.
    pub(crate) text: String,
}

/// Organisations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Organisations {
    /// By name, at most 200.
    pub(crate) organisations: Vec<OrganisationRow>,
}

pub(crate) async fn edit(app: &App, args: EditMember) -> Result<Nothing, ApiError> {
    let (now, store) = (app.now(), app.store()?);
    store.act("Edit member", move |write| write.edit_member(&args.id, args.changes, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn talks(app: &App, args: GetMember) -> Result<Talks, ApiError> {
    Ok(app.store()?.read(move |read| read.talks(&args.id)).await?)
}

pub(crate) async fn organisations(app: &App, args: FindOrganisations) -> Result<Organisations, ApiError> {
    Ok(Organisations { organisations: app.store()?.read(move |read| read.organisations(&args.text, OFFERED)).await? })
}

pub(crate) async fn add_affiliation(app: &App, args: AddAffiliation) -> Result<Nothing, ApiError> {
    let (id, organisation, now, store) = (app.new_id(), app.new_id(), app.now(), app.store()?);
    let added = store.act("Add organisation", move |write| {
        write.add_affiliation((&id, &organisation), &args.member, args.affiliation, now)
    });
    added.await?;
    Ok(Nothing::default())
}

pub(crate) async fn change_affiliation(app: &App, args: ChangeAffiliation) -> Result<Nothing, ApiError> {
    let (organisation, now, store) = (app.new_id(), app.now(), app.store()?);
    let changed = store.act("Change organisation", move |write| {
        write.change_affiliation(&args.id, &organisation, args.affiliation, now)
    });
    changed.await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_affiliation(app: &App, args: AffiliationId) -> Result<Nothing, ApiError> {
    app.store()?.act("Remove organisation", move |write| write.remove_affiliation(&args.id)).await?;
    Ok(Nothing::default())
}
