//! What members made that is worth using again.

use kith_store::{ContentFind, ContentPermission, NewContentFind, Person, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::views::ContentId;
use crate::{ApiError, App, commands::Nothing, render};

/// Most of them at once.
const LONGEST_PAGE: u32 = 200;
/// How much of a message is shown.
const EXCERPT: usize = 280;

/// Which of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListContentFinds {
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// What members made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentFinds {
    /// The newest mark first.
    pub(crate) finds: Vec<ContentFindRow>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// Something a member made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentFindRow {
    /// Its id.
    pub(crate) id: String,
    /// The message.
    pub(crate) message: String,
    /// Where that is; nothing when it is not here any more.
    pub(crate) space: Option<String>,
    /// What the space is called.
    pub(crate) space_name: Option<String>,
    /// Its first words; nothing when it was taken away.
    pub(crate) text: Option<String>,
    /// When it was written, UTC milliseconds.
    pub(crate) at: Option<i64>,
    /// Who made it.
    pub(crate) author: Option<Person>,
    /// Reactions to it.
    pub(crate) reactions: u32,
    /// Whether they agreed.
    pub(crate) permission: ContentPermission,
    /// When that was so.
    pub(crate) decided_on: Option<String>,
    /// The post it is used in.
    pub(crate) post: Option<String>,
    /// Its title.
    pub(crate) post_title: Option<String>,
    /// A remark.
    pub(crate) note: String,
}

/// A message to mark.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkContent {
    /// Which.
    pub(crate) message: String,
}

/// What is said about a mark.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeContentFind {
    /// Which.
    pub(crate) id: String,
    /// What.
    pub(crate) find: NewContentFind,
}

pub(crate) async fn list(app: &App, args: ListContentFinds) -> Result<ContentFinds, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    let page = move |read: &Read<'_>| {
        let mut found = read.content_finds(args.skip, limit + 1)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > most;
        found.truncate(most);
        Ok(ContentFinds { finds: found.into_iter().map(|find| row(read, find)).collect(), more })
    };
    Ok(app.store()?.read(page).await?)
}

fn row(read: &Read<'_>, find: ContentFind) -> ContentFindRow {
    let message = find.message.as_ref();
    let words = message.filter(|message| !message.gone).map(|message| render::first_words(read, message, EXCERPT));
    ContentFindRow {
        id: find.id,
        message: find.activity.to_string(),
        space: message.map(|message| message.space.0.clone()),
        space_name: message.map(|message| message.space.1.clone()),
        text: words,
        at: message.map(|message| message.occurred_at),
        author: find.author,
        reactions: message.map_or(0, |message| message.reactions.iter().map(|reaction| reaction.count).sum()),
        permission: find.permission,
        decided_on: find.decided_on,
        post: find.post,
        post_title: find.post_title,
        note: find.note,
    }
}

pub(crate) async fn mark(app: &App, args: MarkContent) -> Result<ContentId, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    let step = move |write: &kith_store::Write<'_>| write.mark_content(&id, &args.message, now);
    Ok(ContentId { id: app.store()?.act("Mark for reuse", step).await? })
}

pub(crate) async fn change(app: &App, args: ChangeContentFind) -> Result<Nothing, ApiError> {
    let now = app.now();
    let step = move |write: &kith_store::Write<'_>| write.change_content_find(&args.id, &args.find, now);
    app.store()?.act("Change mark for reuse", step).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: ContentId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove mark for reuse", move |write| write.remove_content_find(&args.id, now)).await?;
    Ok(Nothing::default())
}
