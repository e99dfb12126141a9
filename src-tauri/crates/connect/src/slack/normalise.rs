//! From a message as Slack writes it to a record: pure.
//!
//! Facts (Slack's message documentation, and exports seen): `ts` is the id of a message in its channel and its time;
//! `thread_ts` names the message that opened the conversation; modern apps write with `bot_id` and `user` and no subtype;
//! a deleted message with answers stays as a `tombstone`; people of other workspaces are missing from the list, but a
//! glimpse of them (`user_profile`) stands in their messages.

use std::borrow::Cow;

use kith_domain::record::{AccountRecord, ActivityKind, ActivityRecord, FileRecord, ReactionRecord};
use serde_json::Value;
use xxhash_rust::xxh3::Xxh3;

use super::wire::{BotProfile, Comment, Edited, Glimpse, Message, Reaction, SharedFile};
use crate::slack::{blocks, mrkdwn};

/// A message as it is stored, and its author as far as it tells of them.
pub(super) struct Normalised {
    pub(super) activity: ActivityRecord,
    pub(super) author: Option<AccountRecord>,
    /// What it says of its own thread; `None` when it opened none.
    pub(super) thread: Option<Thread>,
    /// More people reacted than it names.
    pub(super) is_cut: bool,
}

/// What the message that opened a thread says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Thread {
    /// Answers.
    pub(super) count: u32,
    /// The newest answer's number, 0 when it is not told.
    pub(super) latest: i64,
}

/// Reads a message; `wanted` says of which authors what it tells of them is of use.
pub(super) fn typed(space: &str, json: &str, wanted: impl Fn(&str) -> bool) -> Result<Normalised, String> {
    match sonic_rs::from_str::<Message<'_>>(json) {
        Ok(read) => message(space, &read, json, wanted),
        Err(_) => loose(space, json, wanted),
    }
}

/// Reads a message of any shape, as long as it is an object with a `ts`.
fn loose(space: &str, json: &str, wanted: impl Fn(&str) -> bool) -> Result<Normalised, String> {
    let value: Value = parse_loosely(json).ok_or_else(|| "it is not valid JSON".to_owned())?;
    if !value.is_object() {
        return Err("it is not a message".to_owned());
    }
    let text = |value: &Value, key: &str| -> Option<Cow<'static, str>> {
        match value.get(key)? {
            Value::String(text) => Some(Cow::Owned(text.clone())),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    };
    let list = |key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let shared = |file: &Value| SharedFile {
        name: text(file, "name"),
        title: text(file, "title"),
        filetype: text(file, "filetype"),
        mode: text(file, "mode"),
        user: text(file, "user"),
    };
    let read = Message {
        subtype: text(&value, "subtype"),
        user: text(&value, "user"),
        bot_id: text(&value, "bot_id"),
        username: text(&value, "username"),
        text: text(&value, "text"),
        ts: text(&value, "ts").ok_or_else(|| "it has no ts, so nothing tells when it was written".to_owned())?,
        thread_ts: text(&value, "thread_ts"),
        edited: value.get("edited").map(|edited| Edited { ts: text(edited, "ts") }),
        reactions: Some(
            list("reactions")
                .iter()
                .filter_map(|reaction| {
                    let users = reaction.get("users").and_then(Value::as_array).cloned().unwrap_or_default();
                    Some(Reaction {
                        name: text(reaction, "name")?,
                        count: reaction
                            .get("count")
                            .and_then(Value::as_u64)
                            .and_then(|count| count.try_into().ok())
                            .unwrap_or(0),
                        users: users
                            .iter()
                            .filter_map(|user| user.as_str().map(|user| Cow::Owned(user.to_owned())))
                            .collect(),
                    })
                })
                .collect(),
        ),
        files: Some(list("files").iter().map(shared).collect()),
        file: value.get("file").filter(|file| file.is_object()).map(shared),
        comment: value.get("comment").map(|comment| Comment { user: text(comment, "user") }),
        user_profile: value.get("user_profile").map(|profile| Glimpse {
            display_name: text(profile, "display_name"),
            real_name: text(profile, "real_name"),
            name: text(profile, "name"),
        }),
        bot_profile: value.get("bot_profile").map(|profile| BotProfile { name: text(profile, "name") }),
        reply_count: value.get("reply_count").and_then(Value::as_u64).and_then(|count| count.try_into().ok()),
        latest_reply: text(&value, "latest_reply"),
    };
    message(space, &read, json, wanted)
}

/// JSON with half an emoji in it (a lone surrogate) is not valid, but Slack has written it.
pub(super) fn parse_loosely(json: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(json) {
        return Some(value);
    }
    let mut deserializer = sonic_rs::Deserializer::from_str(json).utf8_lossy();
    serde::Deserialize::deserialize(&mut deserializer).ok()
}

/// The record of a message that was read; `wanted` as in [`typed`].
pub(super) fn message(
    space: &str,
    message: &Message<'_>,
    json: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<Normalised, String> {
    let remote = micros(&message.ts).ok_or_else(|| "its ts is not a time".to_owned())?;
    let thread = message.thread_ts.as_deref().and_then(micros).filter(|thread| *thread != remote);
    let subtype = message.subtype.as_deref().unwrap_or_default();
    let gone = subtype == "tombstone";
    let kind = match subtype {
        "" | "bot_message" | "me_message" | "thread_broadcast" | "reply_broadcast" | "file_share" | "file_comment"
        | "tombstone" => {
            if thread.is_some() {
                ActivityKind::Reply
            } else {
                ActivityKind::Post
            }
        }
        "channel_join" | "group_join" => ActivityKind::Join,
        "channel_leave" | "group_leave" => ActivityKind::Leave,
        _ => ActivityKind::System,
    };
    let author = if gone { None } else { author_of(message) };
    let text = if gone { String::new() } else { text_of(message, kind, json) };
    let mut words = String::new();
    if text.contains(['<', '&']) {
        mrkdwn::index_text(&text, &mut words);
    }
    let mut activity = ActivityRecord {
        space: space.to_owned(),
        remote,
        thread,
        thread_at: thread.map(|thread| thread.div_euclid(1_000)),
        topic: None,
        kind,
        author: author.map(str::to_owned),
        by_app: message.bot_id.is_some(),
        broadcast: matches!(subtype, "thread_broadcast" | "reply_broadcast"),
        occurred_at: remote.div_euclid(1_000),
        edited_at: message
            .edited
            .as_ref()
            .and_then(|edited| edited.ts.as_deref())
            .and_then(micros)
            .map(|at| at.div_euclid(1_000)),
        gone,
        title: None,
        words: (!words.is_empty()).then_some(words),
        text,
        reactions: if gone { Vec::new() } else { reactions_of(message.reactions.as_deref().unwrap_or_default()) },
        files: if gone { Vec::new() } else { files_of(message) },
        raw: 0..0,
        state: 0,
    };
    activity.state = state_of(&activity);
    let opened =
        thread.is_none() && (message.thread_ts.is_some() || message.reply_count.is_some_and(|count| count > 0));
    let thread = opened.then(|| Thread {
        count: message.reply_count.unwrap_or(0),
        latest: message.latest_reply.as_deref().and_then(micros).unwrap_or(0),
    });
    let is_cut =
        !gone && message.reactions.iter().flatten().any(|reaction| reaction.count as usize > reaction.users.len());
    let author = author.filter(|remote| wanted(remote)).map(|remote| glimpse_of(message, remote));
    Ok(Normalised { activity, author, thread, is_cut })
}

/// Puts whole lists of reactions in the place of lists that were cut.
pub(super) fn complete(activity: &mut ActivityRecord, reactions: &[Reaction<'_>]) {
    activity.reactions = reactions_of(reactions);
    activity.state = state_of(activity);
}

/// `1512085950.000216` as microseconds. Never as a floating number: that would round.
pub(super) fn micros(ts: &str) -> Option<i64> {
    let (seconds, fraction) = ts.split_once('.').unwrap_or((ts, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.is_empty() || seconds.len() > 11 || fraction.len() > 6 || !digits(seconds) || !digits(fraction) {
        return None;
    }
    let scale = 10_i64.pow(u32::try_from(6 - fraction.len()).ok()?);
    let fraction = if fraction.is_empty() { 0 } else { fraction.parse::<i64>().ok()? };
    Some(seconds.parse::<i64>().ok()? * 1_000_000 + fraction * scale)
}

fn filled<'a>(text: Option<&'a Cow<'_, str>>) -> Option<&'a str> {
    text.map(AsRef::as_ref).map(str::trim).filter(|text| !text.is_empty())
}

/// Who wrote it: the account, then the program, then whoever shared the file or made the comment.
fn author_of<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    let user = filled(message.user.as_ref());
    let bot = filled(message.bot_id.as_ref());
    let owner = message.comment.as_ref().and_then(|comment| filled(comment.user.as_ref()));
    let sharer =
        message.file.as_ref().or_else(|| message.files.as_ref()?.first()).and_then(|file| filled(file.user.as_ref()));
    let is_comment = message.subtype.as_deref() == Some("file_comment");
    user.or(bot).or(if is_comment { owner } else { None }).or(sharer).or(owner)
}

/// What a message tells of its author.
fn glimpse_of(message: &Message<'_>, remote: &str) -> AccountRecord {
    let user = filled(message.user.as_ref());
    let bot = filled(message.bot_id.as_ref());
    let is_bot = (user.is_none() && bot.is_some()) || remote == "USLACKBOT";
    let profile = message.user_profile.as_ref();
    let glimpse = profile.and_then(|p| {
        filled(p.display_name.as_ref()).or_else(|| filled(p.real_name.as_ref())).or_else(|| filled(p.name.as_ref()))
    });
    let program = message.bot_profile.as_ref().and_then(|profile| filled(profile.name.as_ref()));
    let called = filled(message.username.as_ref());
    let name = if remote == "USLACKBOT" {
        Some("Slackbot")
    } else if is_bot {
        program.or(called)
    } else if user.is_some() {
        // What an app calls itself is no name of the account it writes with, unless there is no other.
        glimpse.or(program).or(called)
    } else {
        None
    };
    AccountRecord {
        remote: remote.to_owned(),
        name: name.unwrap_or(remote).to_owned(),
        handle: profile.and_then(|profile| filled(profile.name.as_ref())).map(str::to_owned),
        real_name: profile.and_then(|profile| filled(profile.real_name.as_ref())).map(str::to_owned),
        is_bot: is_bot || (bot.is_some() && profile.is_none() && message.bot_profile.is_some()),
        missing: true,
        ..AccountRecord::default()
    }
}

/// The words: `text`, or what blocks and attachments say when that is empty.
fn text_of(message: &Message<'_>, kind: ActivityKind, json: &str) -> String {
    let text = message.text.as_deref().unwrap_or_default();
    if !text.is_empty() || !kind.is_message() {
        return text.to_owned();
    }
    if !(json.contains("\"blocks\"") || json.contains("\"attachments\"")) {
        return String::new();
    }
    parse_loosely(json).map(|value| blocks::text_of(&value)).unwrap_or_default()
}

fn reactions_of(told: &[Reaction<'_>]) -> Vec<ReactionRecord> {
    let mut reactions: Vec<ReactionRecord> = Vec::new();
    for reaction in told.iter().filter(|reaction| !reaction.name.is_empty()) {
        let mut accounts: Vec<String> = reaction.users.iter().map(|user| user.clone().into_owned()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let count = reaction.count.max(u32::try_from(accounts.len()).unwrap_or(u32::MAX));
        if count == 0 || reactions.iter().any(|other| other.name == reaction.name) {
            continue;
        }
        reactions.push(ReactionRecord { name: reaction.name.clone().into_owned(), accounts, count });
    }
    reactions.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    reactions
}

fn files_of(message: &Message<'_>) -> Vec<FileRecord> {
    let one = message.file.iter().filter(|_| message.files.as_ref().is_none_or(Vec::is_empty));
    one.chain(message.files.iter().flatten())
        .map(|file| {
            let unnamed = match file.mode.as_deref() {
                Some("tombstone") => "a deleted file",
                Some("hidden_by_limit") => "a file hidden by the plan's limit",
                _ => "a file",
            };
            let name = filled(file.title.as_ref()).or_else(|| filled(file.name.as_ref())).unwrap_or(unnamed);
            FileRecord { name: name.to_owned(), kind: filled(file.filetype.as_ref()).unwrap_or_default().to_owned() }
        })
        .collect()
}

/// The fingerprint of what can change.
fn state_of(activity: &ActivityRecord) -> i64 {
    let mut hash = Xxh3::new();
    hash.update(&activity.kind.number().to_le_bytes());
    hash.update(&[u8::from(activity.gone), u8::from(activity.broadcast), u8::from(activity.by_app)]);
    hash.update(&activity.thread.unwrap_or(0).to_le_bytes());
    hash.update(&activity.edited_at.unwrap_or(0).to_le_bytes());
    for part in [activity.author.as_deref().unwrap_or_default(), &activity.text] {
        hash.update(part.as_bytes());
        hash.update(&[0]);
    }
    for reaction in &activity.reactions {
        hash.update(reaction.name.as_bytes());
        hash.update(&reaction.count.to_le_bytes());
        for account in &reaction.accounts {
            hash.update(account.as_bytes());
            hash.update(&[0]);
        }
    }
    for file in &activity.files {
        hash.update(file.name.as_bytes());
        hash.update(&[1]);
    }
    i64::from_le_bytes(hash.digest().to_le_bytes())
}
