//! What screens and programs ask of the content calendar.

use kith_store::{ContentPost, ContentState, NewContentPost};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which posts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskContent {
    /// Planned from this day on; two months back when nothing is said.
    #[serde(default)]
    pub(crate) from: Option<String>,
    /// Until before this day; four months ahead when nothing is said.
    #[serde(default)]
    pub(crate) until: Option<String>,
    /// Also those without a day.
    #[serde(default)]
    pub(crate) unplanned: bool,
}

/// Planned posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentPage {
    /// By day; those without one last.
    pub(crate) posts: Vec<ContentPost>,
    /// Today on the community's clock.
    pub(crate) today: String,
    /// The community's zone.
    pub(crate) zone: String,
}

/// A post to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveContent {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) post: NewContentPost,
}

/// Something of the content calendar by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContentId {
    /// Its id.
    pub(crate) id: String,
}

/// Where a post stands from now on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveContent {
    /// Which.
    pub(crate) id: String,
    /// Where; scheduled means that a person posts it.
    pub(crate) state: ContentState,
}

/// A post for the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishContent {
    /// Which.
    pub(crate) id: String,
    /// At once, whatever its time is.
    #[serde(default)]
    pub(crate) now: bool,
}

/// The message a post became.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkContent {
    /// Which post.
    pub(crate) id: String,
    /// The message; nothing takes the link away.
    #[serde(default)]
    pub(crate) message: Option<String>,
}

/// A calendar file for other programs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveContentCalendar {
    /// Where to, on a host without dialogs.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// A calendar file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SavedContentCalendar {
    /// Where it is; nothing when there was nothing to write or the person changed their mind.
    pub(crate) path: Option<String>,
    /// Posts with a day.
    pub(crate) count: u32,
}
