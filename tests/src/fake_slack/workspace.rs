//! A workspace: people, channels, messages, and what can happen to them.
//!
//! **Invariant:** numbers of messages are unique in their channel and grow.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value, json};

use crate::fake_time::FakeTime;

/// Somebody.
#[derive(Debug, Clone, Default)]
pub struct User {
    /// The name to show.
    pub name: String,
    /// Deactivated.
    pub deleted: bool,
    /// A program.
    pub is_bot: bool,
    /// Limited to some channels.
    pub is_guest: bool,
    /// May administer.
    pub is_admin: bool,
    /// When it was last changed, seconds.
    pub updated: i64,
    /// Of another workspace: not in the list.
    pub is_stranger: bool,
    /// The workspace's own profile fields.
    pub fields: BTreeMap<String, String>,
}

/// A message.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// The message that opened the thread it answers in.
    pub thread: Option<i64>,
    /// An answer that is shown in the channel as well.
    pub broadcast: bool,
    /// Taken away, and there only because of its answers.
    pub tombstone: bool,
    /// What the API says of it, without what follows from its thread.
    pub fields: Map<String, Value>,
    /// Who reacted with what.
    pub reactions: BTreeMap<String, BTreeSet<String>>,
}

/// A channel.
#[derive(Debug, Clone, Default)]
pub struct Channel {
    /// The name now.
    pub name: String,
    /// Private.
    pub is_private: bool,
    /// A conversation of two.
    pub is_im: bool,
    /// A conversation of several.
    pub is_mpim: bool,
    /// Closed.
    pub is_archived: bool,
    /// Who is in it.
    pub members: BTreeSet<String>,
    /// Cannot be read: Slack's word for why.
    pub refuses: Option<String>,
    /// Messages by number.
    pub messages: BTreeMap<i64, Message>,
    /// Threads: the first message's number and those of the answers.
    pub threads: BTreeMap<i64, BTreeSet<i64>>,
}

/// A user group.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The name.
    pub name: String,
    /// Who is in it.
    pub members: Vec<String>,
}

/// All of it.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Its id.
    pub team: String,
    /// The token that works.
    pub token: String,
    /// As whom it acts.
    pub account: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// People by id.
    pub users: BTreeMap<String, User>,
    /// Programs by id that are no people.
    pub bots: BTreeMap<String, String>,
    /// Channels by id.
    pub channels: BTreeMap<String, Channel>,
    /// User groups by id; `None` where the plan has none.
    pub groups: Option<BTreeMap<String, Group>>,
    /// The workspace's own profile fields: id and label.
    pub labels: Vec<(String, String)>,
    /// Older messages are hidden by the plan.
    pub visible_from: Option<i64>,
    /// Treated as a distributed app: 15 messages at most.
    pub is_capped: bool,
    /// The most people in a page; more are an error.
    pub most_users: usize,
    /// Reactions name at most so many people.
    pub most_reactors: usize,
    /// How often a method may be called in how many milliseconds.
    pub limits: BTreeMap<String, (usize, i64)>,
    /// The clock for those limits.
    pub time: Option<Arc<FakeTime>>,
    /// The refresh token that works.
    pub refresh: Option<String>,
    /// Writes get through, but nobody hears of it.
    pub swallows_answers: bool,
    /// The last number given.
    pub last: i64,
    /// The app-level token that works.
    pub app_token: String,
    /// Lines are refused: Slack's word for why.
    pub refuses_lines: Option<String>,
    /// Lines are said to be at another place.
    pub lines_at: Option<String>,
    /// What happened and nobody was told yet.
    pub news: Vec<Value>,
}

impl Workspace {
    /// An empty workspace that its manager, `U0001`, reads.
    pub fn new() -> Self {
        let scopes = kith_connect::slack::live::scopes(false, false);
        let mut workspace = Self {
            team: "T0FAKE".into(),
            token: super::TOKEN.into(),
            account: "U0001".into(),
            scopes: scopes.into_iter().map(str::to_owned).collect(),
            users: BTreeMap::new(),
            bots: BTreeMap::new(),
            channels: BTreeMap::new(),
            groups: Some(BTreeMap::new()),
            labels: Vec::new(),
            visible_from: None,
            is_capped: false,
            most_users: 1_000,
            most_reactors: usize::MAX,
            limits: BTreeMap::new(),
            time: None,
            refresh: None,
            swallows_answers: false,
            last: 1_600_000_000_000_000,
            app_token: super::APP_TOKEN.into(),
            refuses_lines: None,
            lines_at: None,
            news: Vec::new(),
        };
        workspace.person("manager");
        workspace
    }

    /// Somebody comes.
    pub fn person(&mut self, name: &str) -> String {
        let id = format!("U{:04}", self.users.len() + 1);
        let user = User { name: name.into(), updated: 1_500_000_000 + self.users.len() as i64, ..User::default() };
        self.users.insert(id.clone(), user);
        id
    }

    /// A public channel that the first people are in.
    pub fn channel(&mut self, name: &str) -> String {
        let id = format!("C{:04}", self.channels.len() + 1);
        let members = self.users.keys().take(3).cloned().collect();
        self.channels.insert(id.clone(), Channel { name: name.into(), members, ..Channel::default() });
        id
    }

    /// Somebody writes.
    pub fn post(&mut self, channel: &str, user: &str, text: &str) -> i64 {
        self.last += 1_000_100;
        self.post_at(channel, user, text, self.last)
    }

    /// Somebody wrote.
    pub fn post_at(&mut self, channel: &str, user: &str, text: &str, number: i64) -> i64 {
        let mut fields = Map::new();
        fields.insert("type".into(), json!("message"));
        fields.insert("user".into(), json!(user));
        fields.insert("text".into(), json!(text));
        fields.insert("client_msg_id".into(), json!(format!("{number:032x}")));
        self.put(channel, number, Message { fields, ..Message::default() });
        number
    }

    /// Puts a message where it belongs.
    pub fn put(&mut self, channel: &str, number: i64, message: Message) {
        self.last = self.last.max(number);
        let mut event = message.fields.clone();
        event.insert("channel".into(), json!(channel));
        event.insert("ts".into(), json!(ts(number)));
        let Some(channel) = self.channels.get_mut(channel) else { return };
        self.news.push(Value::Object(event));
        if let Some(root) = message.thread {
            channel.threads.entry(root).or_default().insert(number);
        }
        channel.messages.insert(number, message);
    }

    /// Somebody answers.
    pub fn reply(&mut self, channel: &str, root: i64, user: &str, text: &str) -> i64 {
        let number = self.post(channel, user, text);
        if let Some(channel) = self.channels.get_mut(channel) {
            channel.threads.entry(root).or_default().insert(number);
            if let Some(message) = channel.messages.get_mut(&number) {
                message.thread = Some(root);
            }
        }
        number
    }

    /// A message.
    pub fn message(&mut self, channel: &str, number: i64) -> Option<&mut Message> {
        self.channels.get_mut(channel)?.messages.get_mut(&number)
    }

    /// Its author writes it anew.
    pub fn edit(&mut self, channel: &str, number: i64, text: &str) {
        self.last += 1_000_100;
        let edited = self.last;
        if let Some(message) = self.message(channel, number) {
            message.fields.insert("text".into(), json!(text));
            let user = message.fields.get("user").cloned().unwrap_or_default();
            message.fields.insert("edited".into(), json!({ "user": user, "ts": ts(edited) }));
        }
    }

    /// Somebody takes a message away: with answers a tombstone stays, until the last of them goes.
    pub fn delete(&mut self, channel: &str, number: i64) {
        let Some(channel) = self.channels.get_mut(channel) else { return };
        if channel.threads.get(&number).is_some_and(|answers| !answers.is_empty()) {
            if let Some(message) = channel.messages.get_mut(&number) {
                message.tombstone = true;
                message.reactions.clear();
            }
            return;
        }
        let Some(message) = channel.messages.remove(&number) else { return };
        channel.threads.remove(&number);
        let Some(root) = message.thread else { return };
        if let Some(answers) = channel.threads.get_mut(&root) {
            answers.remove(&number);
            if answers.is_empty() && channel.messages.get(&root).is_some_and(|root| root.tombstone) {
                channel.messages.remove(&root);
                channel.threads.remove(&root);
            }
        }
    }

    /// Somebody reacts.
    pub fn react(&mut self, channel: &str, number: i64, user: &str, name: &str) {
        if let Some(message) = self.message(channel, number) {
            message.reactions.entry(name.into()).or_default().insert(user.into());
        }
    }

    /// Somebody takes a reaction back.
    pub fn unreact(&mut self, channel: &str, number: i64, user: &str, name: &str) {
        if let Some(message) = self.message(channel, number) {
            if let Some(users) = message.reactions.get_mut(name) {
                users.remove(user);
            }
            message.reactions.retain(|_, users| !users.is_empty());
        }
    }

    /// Somebody comes into a channel.
    pub fn join(&mut self, channel: &str, user: &str) {
        let number = self.post(channel, user, "has joined the channel");
        if let Some(message) = self.message(channel, number) {
            message.fields.insert("subtype".into(), json!("channel_join"));
        }
        if let Some(channel) = self.channels.get_mut(channel) {
            channel.members.insert(user.into());
        }
    }

    /// Somebody leaves a channel.
    pub fn leave(&mut self, channel: &str, user: &str) {
        if let Some(channel) = self.channels.get_mut(channel) {
            channel.members.remove(user);
        }
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

/// A number as Slack writes it.
pub(super) fn ts(number: i64) -> String {
    format!("{}.{:06}", number / 1_000_000, number % 1_000_000)
}

/// A number as Slack writes it, read; 0 when it is none.
pub(super) fn number(ts: &str) -> i64 {
    let (seconds, micros) = ts.split_once('.').unwrap_or((ts, "0"));
    seconds.parse::<i64>().unwrap_or(0) * 1_000_000 + format!("{micros:0<6}").parse::<i64>().unwrap_or(0)
}
