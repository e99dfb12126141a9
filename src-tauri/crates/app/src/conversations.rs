//! Spaces, conversations and messages.

use kith_store::{MessageRow, Person, SpaceRow, ThreadPage, ThreadSort, Window};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App, Code,
    commands::Nothing,
    members::LONGEST_PAGE,
    render::{self, SafeHtml},
};

/// How much of a first message stands for a title.
const TITLE: usize = 140;

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActivityKind {
    /// Opened a conversation, or spoke outside one.
    Post,
    /// Answered.
    Reply,
    /// Came into a space.
    Join,
    /// Left a space.
    Leave,
    /// Anything else.
    System,
}

impl ActivityKind {
    pub(crate) fn of(row: &MessageRow) -> Self {
        use kith_domain::record::ActivityKind as Kept;
        match Kept::from_number(row.kind) {
            Kept::Post | Kept::Missing => Self::Post,
            Kept::Reply => Self::Reply,
            Kept::Join => Self::Join,
            Kept::Leave => Self::Leave,
            Kept::System => Self::System,
        }
    }
}

/// A reaction to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Reaction {
    /// The source's name for it.
    pub(crate) name: String,
    /// Unicode, when the name is a standard one.
    pub(crate) emoji: Option<String>,
    /// How often.
    pub(crate) count: u32,
    /// The first who gave it.
    pub(crate) people: Vec<String>,
}

/// A file somebody shared: its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Attachment {
    /// What it is called.
    pub(crate) name: String,
    /// `pdf`, `png` …
    pub(crate) kind: String,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Message {
    /// Its id.
    pub(crate) id: String,
    /// What it is.
    pub(crate) kind: ActivityKind,
    /// UTC milliseconds.
    pub(crate) at: i64,
    /// Who.
    pub(crate) author: Option<Person>,
    /// Written by a program.
    pub(crate) by_app: bool,
    /// The words.
    pub(crate) html: SafeHtml,
    /// UTC milliseconds.
    pub(crate) edited_at: Option<i64>,
    /// Taken away.
    pub(crate) gone: bool,
    /// The source did not give it; others answer to it.
    pub(crate) missing: bool,
    /// Reactions, most first.
    pub(crate) reactions: Vec<Reaction>,
    /// Files.
    pub(crate) files: Vec<Attachment>,
    /// The conversation it answers in.
    pub(crate) thread_id: Option<String>,
    /// Answers to it.
    pub(crate) replies: u32,
    /// The newest answer, UTC milliseconds.
    pub(crate) last_reply_at: Option<i64>,
    /// An answer that is shown in the space as well.
    pub(crate) broadcast: bool,
    /// Its text went, because texts of its source are kept for a time only.
    pub(crate) text_went: bool,
    /// Whether its page at the source is known.
    pub(crate) can_open: bool,
}

/// All spaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Spaces {
    /// By source and name.
    pub(crate) spaces: Vec<SpaceRow>,
}

/// Which conversations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListThreads {
    /// Of this space; of all when nothing.
    #[serde(default)]
    pub(crate) space: Option<String>,
    /// In which order.
    #[serde(default)]
    pub(crate) sort: ThreadSort,
    /// The place they follow.
    #[serde(default)]
    pub(crate) after: Option<String>,
    /// How many, at most 500.
    pub(crate) limit: u32,
}

/// Which conversation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct GetThread {
    /// The id of the message that opened it.
    pub(crate) id: String,
    /// Answers after this place.
    #[serde(default)]
    pub(crate) after: Option<String>,
    /// How many answers, at most 500.
    pub(crate) limit: u32,
}

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Thread {
    /// The id of the message that opened it.
    pub(crate) id: String,
    /// Where it is.
    pub(crate) space: SpaceRow,
    /// The topic's title, or the start of the first message.
    pub(crate) title: String,
    /// UTC milliseconds.
    pub(crate) started_at: i64,
    /// The newest answer, UTC milliseconds.
    pub(crate) last_at: i64,
    /// Answers.
    pub(crate) replies: u32,
    /// Who took part, in the order in which they came; at most 30.
    pub(crate) people: Vec<Person>,
    /// The message that opened it, then the answers.
    pub(crate) messages: Vec<Message>,
    /// Where more answers follow.
    pub(crate) next: Option<String>,
}

/// Which window of a space; none of the three is the newest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListMessages {
    /// The space.
    pub(crate) space: String,
    /// Those before this place.
    #[serde(default)]
    pub(crate) before: Option<String>,
    /// Those after this place.
    #[serde(default)]
    pub(crate) after: Option<String>,
    /// Those around this message.
    #[serde(default)]
    pub(crate) around: Option<String>,
    /// How many, at most 500.
    pub(crate) limit: u32,
}

/// How many of the newest messages of the whole community.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListNewest {
    /// How many, at most 500.
    pub(crate) limit: u32,
}

/// A window of a space, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MessagePage {
    /// The messages.
    pub(crate) messages: Vec<Message>,
    /// Where older ones end.
    pub(crate) older: Option<String>,
    /// Where newer ones begin.
    pub(crate) newer: Option<String>,
}

pub(crate) async fn spaces(app: &App, _: Nothing) -> Result<Spaces, ApiError> {
    Ok(app.store()?.read(|read| Ok(Spaces { spaces: read.spaces()? })).await?)
}

pub(crate) async fn threads(app: &App, args: ListThreads) -> Result<ThreadPage, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    Ok(app
        .store()?
        .read(move |read| {
            let mut page = read.threads(args.space.as_deref(), args.sort, args.after.as_deref(), limit)?;
            for row in page.rows.iter_mut().filter(|row| row.markup) {
                row.title = render::plain(read, &row.source_id, &row.title, TITLE);
            }
            Ok(page)
        })
        .await?)
}

pub(crate) async fn thread(app: &App, args: GetThread) -> Result<Thread, ApiError> {
    let after = render::key(args.after.as_deref())?;
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    Ok(app
        .store()?
        .read(move |read| {
            let row = read.thread(&args.id)?;
            let key = row.id.parse()?;
            let (messages, next) = read.conversation(key, after, limit)?;
            let title = if row.markup { render::plain(read, &row.source_id, &row.title, TITLE) } else { row.title };
            Ok(Thread {
                space: read.space(&row.space_id)?,
                id: row.id,
                title,
                started_at: row.started_at,
                last_at: row.last_at,
                replies: row.replies,
                people: read.people_of(key, 30)?,
                messages: messages.into_iter().map(|message| render::message(read, message)).collect(),
                next: next.map(|next| next.to_string()),
            })
        })
        .await?)
}

pub(crate) async fn messages(app: &App, args: ListMessages) -> Result<MessagePage, ApiError> {
    let places = [&args.before, &args.after, &args.around].into_iter().filter(|place| place.is_some()).count();
    if places > 1 {
        return Err(ApiError::new(Code::Invalid, "before, after and around exclude each other"));
    }
    let before = render::key(args.before.as_deref())?.map(Window::Before);
    let after = render::key(args.after.as_deref())?.map(Window::After);
    let around = render::key(args.around.as_deref())?.map(Window::Around);
    let window = before.or(after).or(around).unwrap_or(Window::Newest);
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    Ok(app
        .store()?
        .read(move |read| {
            let found = read.messages(&args.space, window, limit)?;
            Ok(MessagePage {
                messages: found.messages.into_iter().map(|message| render::message(read, message)).collect(),
                older: found.older.map(|place| place.to_string()),
                newer: found.newer.map(|place| place.to_string()),
            })
        })
        .await?)
}

pub(crate) async fn newest(app: &App, args: ListNewest) -> Result<MessagePage, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    Ok(app
        .store()?
        .read(move |read| {
            let messages = read.newest_messages(limit)?;
            let messages = messages.into_iter().map(|message| render::message(read, message)).collect();
            Ok(MessagePage { messages, older: None, newer: None })
        })
        .await?)
}
