//! Slack's JSON, of exports and of the Web API, as typed structures that borrow from it.
//!
//! Types changed over the years (`created` as text or number, `fields` as null, list or object), so only what is needed is
//! named, and what does not fit these types is read a second time without any (see `normalise`).

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

type Text<'a> = Option<Cow<'a, str>>;

/// A message.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow, default)]
    pub(super) subtype: Text<'a>,
    #[serde(borrow, default)]
    pub(super) user: Text<'a>,
    #[serde(borrow, default)]
    pub(super) bot_id: Text<'a>,
    #[serde(borrow, default)]
    pub(super) username: Text<'a>,
    #[serde(borrow, default)]
    pub(super) text: Text<'a>,
    #[serde(borrow)]
    pub(super) ts: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) thread_ts: Text<'a>,
    #[serde(borrow, default)]
    pub(super) edited: Option<Edited<'a>>,
    #[serde(borrow, default)]
    pub(super) reactions: Option<Vec<Reaction<'a>>>,
    #[serde(borrow, default)]
    pub(super) files: Option<Vec<SharedFile<'a>>>,
    #[serde(borrow, default)]
    pub(super) file: Option<SharedFile<'a>>,
    #[serde(borrow, default)]
    pub(super) comment: Option<Comment<'a>>,
    #[serde(borrow, default)]
    pub(super) user_profile: Option<Glimpse<'a>>,
    #[serde(borrow, default)]
    pub(super) bot_profile: Option<BotProfile<'a>>,
    /// Answers, on the message that opened the thread.
    #[serde(default)]
    pub(super) reply_count: Option<u32>,
    #[serde(borrow, default)]
    pub(super) latest_reply: Text<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Edited<'a> {
    #[serde(borrow, default)]
    pub(super) ts: Text<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reaction<'a> {
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(default)]
    pub(super) count: u32,
    #[serde(borrow, default)]
    pub(super) users: Vec<Cow<'a, str>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct SharedFile<'a> {
    #[serde(borrow, default)]
    pub(super) name: Text<'a>,
    #[serde(borrow, default)]
    pub(super) title: Text<'a>,
    #[serde(borrow, default)]
    pub(super) filetype: Text<'a>,
    #[serde(borrow, default)]
    pub(super) mode: Text<'a>,
    #[serde(borrow, default)]
    pub(super) user: Text<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Comment<'a> {
    #[serde(borrow, default)]
    pub(super) user: Text<'a>,
}

/// What a message tells about its author: all there is for people whom the list does not have.
#[derive(Debug, Deserialize)]
pub(super) struct Glimpse<'a> {
    #[serde(borrow, default)]
    pub(super) display_name: Text<'a>,
    #[serde(borrow, default)]
    pub(super) real_name: Text<'a>,
    #[serde(borrow, default)]
    pub(super) name: Text<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct BotProfile<'a> {
    #[serde(borrow, default)]
    pub(super) name: Text<'a>,
}

/// Somebody in the list of people.
#[derive(Debug, Default, Deserialize)]
pub(super) struct User {
    pub(super) id: String,
    #[serde(default)]
    pub(super) team_id: Option<String>,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) real_name: Option<String>,
    #[serde(default)]
    pub(super) deleted: Option<bool>,
    #[serde(default)]
    pub(super) tz: Option<String>,
    #[serde(default)]
    pub(super) is_bot: Option<bool>,
    #[serde(default)]
    pub(super) is_app_user: Option<bool>,
    #[serde(default)]
    pub(super) is_admin: Option<bool>,
    #[serde(default)]
    pub(super) is_owner: Option<bool>,
    #[serde(default)]
    pub(super) is_restricted: Option<bool>,
    #[serde(default)]
    pub(super) is_ultra_restricted: Option<bool>,
    #[serde(default, deserialize_with = "loose_number")]
    pub(super) updated: Option<f64>,
    #[serde(default)]
    pub(super) profile: Option<Profile>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Profile {
    #[serde(default)]
    pub(super) display_name: Option<String>,
    #[serde(default)]
    pub(super) real_name: Option<String>,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) pronouns: Option<String>,
    #[serde(default)]
    pub(super) phone: Option<String>,
    #[serde(default)]
    pub(super) email: Option<String>,
    #[serde(default)]
    pub(super) bot_id: Option<String>,
}

/// A conversation in one of the lists.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Channel {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default, deserialize_with = "loose_number")]
    pub(super) created: Option<f64>,
    #[serde(default)]
    pub(super) is_archived: Option<bool>,
    #[serde(default)]
    pub(super) members: Option<Vec<String>>,
    #[serde(default)]
    pub(super) is_private: Option<bool>,
    #[serde(default)]
    pub(super) is_im: Option<bool>,
    #[serde(default)]
    pub(super) is_mpim: Option<bool>,
    #[serde(default)]
    pub(super) is_member: Option<bool>,
    #[serde(default)]
    pub(super) num_members: Option<i64>,
    /// The other one, in a conversation of two.
    #[serde(default)]
    pub(super) user: Option<String>,
    #[serde(default)]
    pub(super) topic: Option<Line>,
    #[serde(default)]
    pub(super) purpose: Option<Line>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Line {
    #[serde(default)]
    pub(super) value: Option<String>,
}

/// A number, or one written as text.
fn loose_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok())))
}
