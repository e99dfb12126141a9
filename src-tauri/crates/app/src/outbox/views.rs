//! What screens and programs see of the outbox, and what they put into it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ApiError;

/// What waits, what is stuck, and what went out lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Outbox {
    /// Newest first.
    pub(crate) items: Vec<OutboxItem>,
}

/// Something written here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct OutboxItem {
    /// Its id.
    pub(crate) id: String,
    /// The source it goes to.
    pub(crate) source_id: String,
    /// What that is called.
    pub(crate) source_name: String,
    /// What it is.
    pub(crate) kind: IntentKind,
    /// Where it stands.
    pub(crate) state: IntentState,
    /// A topic's or message's title.
    pub(crate) title: Option<String>,
    /// The words; the reaction's name.
    pub(crate) text: String,
    /// The space it goes to.
    pub(crate) space_id: Option<String>,
    /// What that is called.
    pub(crate) space_name: Option<String>,
    /// The conversation it answers in.
    pub(crate) thread_id: Option<String>,
    /// The message it reacts to.
    pub(crate) message_id: Option<String>,
    /// Who alone gets it, or who read it together.
    pub(crate) account_name: Option<String>,
    /// What was decided about a flag, in the source's word.
    pub(crate) action: Option<String>,
    /// It is not sent before this moment, UTC milliseconds.
    pub(crate) not_before: i64,
    /// How often it was tried.
    pub(crate) attempts: u32,
    /// Why the last try failed.
    pub(crate) error: Option<ApiError>,
    /// When it was written, UTC milliseconds.
    pub(crate) created_at: i64,
    /// When it went out, UTC milliseconds.
    pub(crate) sent_at: Option<i64>,
}

/// What something in the outbox is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IntentKind {
    /// An answer in a conversation.
    Reply,
    /// A message in a channel.
    Post,
    /// A new topic.
    Topic,
    /// A reaction.
    React,
    /// A message to one person.
    Direct,
    /// A message to several people, who read it together.
    Group,
    /// A decision about a flag.
    Review,
}

/// Where something in the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IntentState {
    /// It waits.
    Queued,
    /// It is on its way, or was when the program ended.
    Sending,
    /// It is there.
    Sent,
    /// It was refused: a person decides.
    Wedged,
}

/// An answer to a message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueueReply {
    /// The message that is answered.
    pub(crate) message: String,
    /// The words.
    pub(crate) text: String,
    /// Not before this moment, UTC milliseconds.
    #[serde(default)]
    pub(crate) at: Option<i64>,
}

/// A message to a channel, or a topic in a category.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueuePost {
    /// The space.
    pub(crate) space: String,
    /// A topic's title.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// The words.
    pub(crate) text: String,
    /// A topic's tags.
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    /// Not before this moment, UTC milliseconds.
    #[serde(default)]
    pub(crate) at: Option<i64>,
}

/// A reaction to a message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueueReaction {
    /// The message.
    pub(crate) message: String,
    /// The reaction's name; `heart` is a forum's like.
    pub(crate) name: String,
}

/// A message to one person alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueueDirect {
    /// The account.
    pub(crate) account: String,
    /// A title, which forums need.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// The words.
    pub(crate) text: String,
    /// Not before this moment, UTC milliseconds.
    #[serde(default)]
    pub(crate) at: Option<i64>,
}

/// A message to several people of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueueGroup {
    /// The accounts.
    pub(crate) accounts: Vec<String>,
    /// A title, which forums need.
    pub(crate) title: Option<String>,
    /// The words.
    pub(crate) text: String,
}

/// Something in the outbox by its id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntentId {
    /// Its id.
    pub(crate) id: String,
}

/// It was kept, and waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Queued {
    /// Its id.
    pub(crate) id: String,
    /// When it is sent at the earliest, UTC milliseconds: until then it can be taken back.
    pub(crate) not_before: i64,
}
