//! Tags: making them, and marking members with them.

use kith_store::{Tag, TagRow};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// No more members are tagged at once.
const MOST: usize = 5_000;

/// All tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Tags {
    /// By name.
    pub(crate) tags: Vec<TagRow>,
}

/// A new tag.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateTag {
    /// The word.
    pub(crate) name: String,
    /// One of eight, from 0.
    pub(crate) colour: u8,
}

/// Another name or colour for a tag.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeTag {
    /// The tag.
    pub(crate) id: String,
    /// The word.
    pub(crate) name: String,
    /// One of eight, from 0.
    pub(crate) colour: u8,
}

/// Which tag.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct TagId {
    /// Its id.
    pub(crate) id: String,
}

/// Which tag for whom.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct TagMembers {
    /// The tag.
    pub(crate) tag: String,
    /// The members, at most 5,000.
    pub(crate) members: Vec<String>,
}

/// How many members it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Tagged {
    /// Members who had the tag not before, or no longer have it.
    pub(crate) changed: u32,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Tags, ApiError> {
    Ok(Tags { tags: app.store()?.read(|read| read.tags()).await? })
}

pub(crate) async fn create(app: &App, args: CreateTag) -> Result<Tag, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    Ok(app.store()?.act("Create tag", move |write| write.create_tag(&id, &args.name, args.colour, now)).await?)
}

pub(crate) async fn change(app: &App, args: ChangeTag) -> Result<Tag, ApiError> {
    let now = app.now();
    Ok(app.store()?.act("Change tag", move |write| write.change_tag(&args.id, &args.name, args.colour, now)).await?)
}

pub(crate) async fn remove(app: &App, args: TagId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove tag", move |write| write.remove_tag(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn tag(app: &App, args: TagMembers) -> Result<Tagged, ApiError> {
    let (now, args) = (app.now(), bounded(args)?);
    let changed =
        app.store()?.act("Tag members", move |write| write.tag_members(&args.tag, &args.members, now)).await?;
    Ok(Tagged { changed })
}

pub(crate) async fn untag(app: &App, args: TagMembers) -> Result<Tagged, ApiError> {
    let args = bounded(args)?;
    let changed = app.store()?.act("Untag members", move |write| write.untag_members(&args.tag, &args.members)).await?;
    Ok(Tagged { changed })
}

fn bounded(args: TagMembers) -> Result<TagMembers, ApiError> {
    if args.members.len() > MOST {
        return Err(ApiError::invalid("members", format!("choose at most {MOST} members at once")));
    }
    Ok(args)
}
