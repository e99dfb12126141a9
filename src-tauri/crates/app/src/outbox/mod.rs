//! The outbox: what a person writes here and a community shall get, now or when the network is back.
//!
//! **Invariants:** what was written is kept before anything is sent; nothing is sent without the person having allowed
//! writing for that source; an attempt is counted before its request, so one that may have got through is looked for
//! before it is repeated; one source's messages go out one after the other.

mod send;
mod views;

use kith_connect::Wish;
use kith_store::{IntentRow, NewIntent, ReviewTarget};
use serde::{Deserialize, Serialize};

pub(crate) use self::send::send_waiting;
pub(crate) use self::views::{IntentId, Outbox, QueueDirect, QueueGroup, QueuePost, QueueReaction, QueueReply, Queued};
use self::views::{IntentKind, IntentState, OutboxItem};
use crate::{ApiError, App, Code, commands::Nothing};

/// How long something waits before it is sent, so that it can be taken back: milliseconds.
const SECOND_THOUGHTS: i64 = 8_000;
/// The most characters a message may have: a community's own limit may be lower.
const LONGEST: usize = 30_000;
/// The most people who read one message together: Slack's own limit for a conversation is nine with the writer.
const MOST_TOGETHER: usize = 8;
/// How long what was sent is shown, milliseconds.
const SHOWN: i64 = 7 * 86_400_000;

/// What an intent's row keeps: what to write, and what the screen shows of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Payload {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    space: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    space_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    space_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    thread: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    thread_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    /// Who reads it together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    accounts: Vec<String>,
    /// What waits for a moderator, the state that was decided about, and what is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    action: Option<String>,
}

impl Payload {
    const fn of(text: String) -> Self {
        Self {
            space: None,
            space_id: None,
            space_name: None,
            thread: None,
            thread_id: None,
            message: None,
            message_id: None,
            account: None,
            account_name: None,
            title: None,
            text,
            tags: Vec::new(),
            accounts: Vec::new(),
            review: None,
            version: None,
            action: None,
        }
    }

    /// What to write; nothing when the row does not hold enough.
    fn wish(self, kind: &str) -> Option<Wish> {
        Some(match kind {
            "reply" => Wish::Reply { space: self.space?, thread: self.thread?, to: self.message, text: self.text },
            "post" => Wish::Post { space: self.space?, text: self.text },
            "topic" => Wish::Topic { space: self.space?, title: self.title?, text: self.text, tags: self.tags },
            "react" => Wish::React { space: self.space?, message: self.message?, name: self.text },
            "direct" => Wish::Direct { account: self.account?, title: self.title, text: self.text },
            "group" if !self.accounts.is_empty() => {
                Wish::Group { accounts: self.accounts, title: self.title, text: self.text }
            }
            "review" => Wish::Review { item: self.review?, version: self.version?, action: self.action? },
            _ => return None,
        })
    }
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Outbox, ApiError> {
    let since = app.now() - SHOWN;
    let (rows, sources) = app.store()?.read(move |read| Ok((read.intents(since, 500)?, read.sources()?))).await?;
    let items = rows
        .into_iter()
        .map(|row| {
            let source = sources.iter().find(|source| source.id == row.source_id);
            item(row, source.map_or_else(String::new, |source| source.name.clone()))
        })
        .collect();
    Ok(Outbox { items })
}

pub(crate) async fn reply(app: &App, args: QueueReply) -> Result<Queued, ApiError> {
    put(app, ready_reply(app, args).await?).await
}

/// An answer that may be put into the outbox.
pub(crate) async fn ready_reply(app: &App, args: QueueReply) -> Result<Ready, ApiError> {
    let text = checked(&args.text)?;
    let target = app.store()?.read(move |read| read.target(&args.message)).await?;
    let forum = target.topic.is_some();
    let payload = Payload {
        space: Some(target.space),
        space_id: Some(target.space_id),
        space_name: Some(target.space_name),
        thread: Some(target.topic.unwrap_or(target.thread)),
        thread_id: Some(target.thread_id.to_string()),
        // On a forum an answer to the first post is one to the topic.
        message: (forum && target.remote != target.thread).then_some(target.remote),
        ..Payload::of(text)
    };
    ready(app, target.source_id, "reply", payload, args.at).await
}

/// Something that may be put into the outbox, with others or with something else in one step.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) id: String,
    source: String,
    kind: &'static str,
    written: String,
    pub(crate) not_before: i64,
    now: i64,
}

impl Ready {
    pub(crate) fn intent(&self) -> NewIntent<'_> {
        NewIntent {
            id: &self.id,
            source_id: &self.source,
            kind: self.kind,
            payload: &self.written,
            not_before: self.not_before,
            now: self.now,
        }
    }
}

pub(crate) async fn post(app: &App, args: QueuePost) -> Result<Queued, ApiError> {
    put(app, ready_post(app, args).await?).await
}

/// A post that may be put into the outbox.
pub(crate) async fn ready_post(app: &App, args: QueuePost) -> Result<Ready, ApiError> {
    let text = checked(&args.text)?;
    let id = args.space.clone();
    let (source, _, space, name, forum) = app.store()?.read(move |read| read.space_target(&args.space)).await?;
    let title = args.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    if forum && title.is_none() {
        return Err(ApiError::invalid("title", "a topic needs a title"));
    }
    let payload = Payload {
        space: Some(space),
        space_id: Some(id),
        space_name: Some(name),
        title: title.filter(|_| forum),
        tags: if forum { args.tags } else { Vec::new() },
        ..Payload::of(text)
    };
    ready(app, source, if forum { "topic" } else { "post" }, payload, args.at).await
}

pub(crate) async fn react(app: &App, args: QueueReaction) -> Result<Queued, ApiError> {
    let id = args.message.clone();
    let target = app.store()?.read(move |read| read.target(&args.message)).await?;
    let payload = Payload {
        space: Some(target.space),
        space_id: Some(target.space_id),
        space_name: Some(target.space_name),
        thread_id: Some(target.thread_id.to_string()),
        message: Some(target.remote),
        message_id: Some(id),
        ..Payload::of(args.name.trim_matches(':').to_owned())
    };
    put(app, ready(app, target.source_id, "react", payload, None).await?).await
}

pub(crate) async fn direct(app: &App, args: QueueDirect) -> Result<Queued, ApiError> {
    put(app, ready_direct(app, args).await?).await
}

/// A message to one person that may be put into the outbox.
pub(crate) async fn ready_direct(app: &App, args: QueueDirect) -> Result<Ready, ApiError> {
    let text = checked(&args.text)?;
    let (source, kind, account, name) = app.store()?.read(move |read| read.account_target(&args.account)).await?;
    let title = args.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    if kind == "discourse" && title.is_none() {
        return Err(ApiError::invalid("title", "a message on a forum needs a title"));
    }
    let payload = Payload { account: Some(account), account_name: Some(name), title, ..Payload::of(text) };
    ready(app, source, "direct", payload, args.at).await
}

/// A message to several people at one source, who read it together.
pub(crate) async fn ready_group(app: &App, args: QueueGroup) -> Result<Ready, ApiError> {
    let text = checked(&args.text)?;
    let wanted = args.accounts.clone();
    let found = app
        .store()?
        .read(move |read| {
            wanted.iter().map(|account| read.account_target(account)).collect::<kith_store::Result<Vec<_>>>()
        })
        .await?;
    let Some((source, kind, _, _)) = found.first().cloned() else {
        return Err(ApiError::invalid("accounts", "say who gets it"));
    };
    if found.len() < 2 || found.len() > MOST_TOGETHER || found.iter().any(|(other, ..)| *other != source) {
        return Err(ApiError::invalid("accounts", "one message goes to two to eight people of the same source"));
    }
    let title = args.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    if kind == "discourse" && title.is_none() {
        return Err(ApiError::invalid("title", "a message on a forum needs a title"));
    }
    let names: Vec<String> = found.iter().map(|(.., name)| name.clone()).collect();
    let accounts = found.into_iter().map(|(_, _, account, _)| account).collect();
    let payload = Payload { accounts, account_name: Some(names.join(", ")), title, ..Payload::of(text) };
    ready(app, source, "group", payload, None).await
}

/// A decision about what waits for a moderator.
pub(crate) async fn ready_review(app: &App, target: ReviewTarget, action: String) -> Result<Ready, ApiError> {
    let payload = Payload {
        review: Some(target.number),
        version: Some(target.version),
        action: Some(action),
        ..Payload::of(String::new())
    };
    ready(app, target.source, "review", payload, None).await
}

async fn ready(
    app: &App,
    source: String,
    kind: &'static str,
    payload: Payload,
    at: Option<i64>,
) -> Result<Ready, ApiError> {
    may_write(app, &source).await?;
    let (id, now) = (app.new_id(), app.now());
    let not_before = at.unwrap_or(0).max(now + if kind == "react" { 0 } else { SECOND_THOUGHTS });
    let written = serde_json::to_string(&payload).unwrap_or_default();
    Ok(Ready { id, source, kind, written, not_before, now })
}

async fn put(app: &App, ready: Ready) -> Result<Queued, ApiError> {
    let queued = Queued { id: ready.id.clone(), not_before: ready.not_before };
    app.store()?.act("Send message", move |write| write.queue(&ready.intent())).await?;
    app.syncs().wake();
    Ok(queued)
}

/// Writing is asked for, source by source, and never assumed.
async fn may_write(app: &App, source: &str) -> Result<(), ApiError> {
    let not_connected =
        || ApiError::new(Code::Conflict, "this source is not connected: connect it before writing there");
    let uid = source.parse().map_err(|_| not_connected())?;
    let row = app.store()?.read(move |read| read.sync(uid)).await.map_err(|_| not_connected())?;
    let (wanted, allowed) = crate::sync::may_write(&row);
    if !wanted {
        return Err(ApiError::new(
            Code::Forbidden,
            "this source is connected for reading only: allow writing in its settings first",
        ));
    }
    if !allowed {
        return Err(ApiError::new(
            Code::Forbidden,
            "the key of this source may not write: connect it again with a key that may",
        ));
    }
    Ok(())
}

pub(crate) async fn retry(app: &App, args: IntentId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Send again", move |write| write.retry(&args.id, now)).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn discard(app: &App, args: IntentId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Discard message", move |write| write.discard(&args.id, now)).await?;
    Ok(Nothing::default())
}

fn checked(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ApiError::invalid("text", "write something first"));
    }
    if text.chars().count() > LONGEST {
        return Err(ApiError::invalid("text", format!("a message has at most {LONGEST} characters")));
    }
    Ok(text.to_owned())
}

fn item(row: IntentRow, source_name: String) -> OutboxItem {
    let payload: Payload = serde_json::from_str(&row.payload).unwrap_or_else(|_| Payload::of(String::new()));
    OutboxItem {
        id: row.id,
        source_id: row.source_id,
        source_name,
        kind: match row.kind.as_str() {
            "reply" => IntentKind::Reply,
            "topic" => IntentKind::Topic,
            "react" => IntentKind::React,
            "direct" => IntentKind::Direct,
            "group" => IntentKind::Group,
            "review" => IntentKind::Review,
            _ => IntentKind::Post,
        },
        state: match row.state.as_str() {
            "sending" => IntentState::Sending,
            "sent" => IntentState::Sent,
            "wedged" => IntentState::Wedged,
            _ => IntentState::Queued,
        },
        title: payload.title,
        text: payload.text,
        space_id: payload.space_id,
        space_name: payload.space_name,
        thread_id: payload.thread_id,
        message_id: payload.message_id,
        account_name: payload.account_name,
        action: payload.action,
        not_before: row.not_before,
        attempts: row.attempts,
        error: row.error.as_deref().and_then(|error| serde_json::from_str(error).ok()),
        created_at: row.created_at,
        sent_at: row.sent_at,
    }
}
