//! Members: the list, one of them, what they did.

use kith_store::{Anchors, Member, MemberFilter, MemberPage, MemberSort};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App,
    conversations::ActivityKind,
    render::{self, SafeHtml},
    segments,
};

/// No page is longer.
pub(crate) const LONGEST_PAGE: u32 = 500;

/// Which page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListMembers {
    /// Whom to show.
    #[serde(default)]
    pub(crate) filter: MemberFilter,
    /// In which order.
    #[serde(default)]
    pub(crate) sort: MemberSort,
    /// From the end.
    #[serde(default)]
    pub(crate) descending: bool,
    /// The place it follows; nothing for the first page.
    #[serde(default)]
    pub(crate) after: Option<String>,
    /// How many rows, at most 500.
    pub(crate) limit: u32,
}

/// Where pages of the list begin.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListAnchors {
    /// Whom to show.
    #[serde(default)]
    pub(crate) filter: MemberFilter,
    /// In which order.
    #[serde(default)]
    pub(crate) sort: MemberSort,
    /// From the end.
    #[serde(default)]
    pub(crate) descending: bool,
    /// Rows of a page.
    pub(crate) every: u32,
}

/// Which member.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct GetMember {
    /// The id of the member or of one of the accounts.
    pub(crate) id: String,
}

/// Which part of what a member did.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListTimeline {
    /// The member.
    pub(crate) member: String,
    /// The place it follows, going back in time.
    #[serde(default)]
    pub(crate) before: Option<String>,
    /// How many, at most 500.
    pub(crate) limit: u32,
}

/// Something a member did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TimelineItem {
    /// Its id.
    pub(crate) id: String,
    /// What it is.
    pub(crate) kind: ActivityKind,
    /// UTC milliseconds.
    pub(crate) at: i64,
    /// Where.
    pub(crate) space_id: String,
    /// What that is called.
    pub(crate) space_name: String,
    /// The conversation: the message that opened it.
    pub(crate) thread_id: Option<String>,
    /// The words.
    pub(crate) html: SafeHtml,
    /// Taken away.
    pub(crate) gone: bool,
    /// Its words were given up here when they had grown old.
    pub(crate) text_went: bool,
}

/// A part of what a member did, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TimelinePage {
    /// The items.
    pub(crate) items: Vec<TimelineItem>,
    /// Where older ones follow.
    pub(crate) next: Option<String>,
}

pub(crate) async fn list(app: &App, args: ListMembers) -> Result<MemberPage, ApiError> {
    segments::settle(app, args.filter.segment.as_deref()).await?;
    let (limit, now) = (args.limit.clamp(1, LONGEST_PAGE), app.now());
    Ok(app
        .store()?
        .read(move |read| read.members(&args.filter, now, args.sort, args.descending, args.after.as_deref(), limit))
        .await?)
}

pub(crate) async fn anchors(app: &App, args: ListAnchors) -> Result<Anchors, ApiError> {
    segments::settle(app, args.filter.segment.as_deref()).await?;
    let now = app.now();
    Ok(app
        .store()?
        .read(move |read| read.member_anchors(&args.filter, now, args.sort, args.descending, args.every))
        .await?)
}

pub(crate) async fn get(app: &App, args: GetMember) -> Result<Member, ApiError> {
    let mut member = app.store()?.read(move |read| read.member(&args.id)).await?;
    app.show_notes(member.notes.iter_mut());
    Ok(member)
}

pub(crate) async fn level(app: &App, args: GetMember) -> Result<kith_store::LevelAnswer, ApiError> {
    let now = app.now();
    Ok(app.store()?.read(move |read| read.level(&args.id, now)).await?)
}

pub(crate) async fn timeline(app: &App, args: ListTimeline) -> Result<TimelinePage, ApiError> {
    let before = render::key(args.before.as_deref())?;
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    Ok(app
        .store()?
        .read(move |read| {
            let (messages, next) = read.timeline(&args.member, before, limit)?;
            let items = messages
                .into_iter()
                .map(|message| TimelineItem {
                    id: message.id.to_string(),
                    kind: ActivityKind::of(&message),
                    at: message.occurred_at,
                    space_id: message.space.0.clone(),
                    space_name: message.space.1.clone(),
                    thread_id: message
                        .thread_id
                        .or((message.replies > 0).then_some(message.id))
                        .map(|id| id.to_string()),
                    html: render::html(read, &message),
                    gone: message.gone,
                    text_went: message.text_went,
                })
                .collect();
            Ok(TimelinePage { items, next: next.map(|next| next.to_string()) })
        })
        .await?)
}
