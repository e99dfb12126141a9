//! From what a source wrote to what a screen shows.
//!
//! The source's own JSON says more than its text (lists, quotes, attachments), so it is preferred where it was kept.
//!
//! **Invariant:** a stranger's words reach a screen only as [`SafeHtml`].

use std::{borrow::Cow, cell::RefCell, collections::HashMap};

use kith_connect::{discourse, slack};
use kith_domain::rich::{self, Named, Names, Node, Rendered};
use kith_store::{MessageRow, Read};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    ApiError,
    conversations::{ActivityKind, Attachment, Message, Reaction},
};

/// HTML that Rust built: the only string that may reach `innerHTML`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SafeHtml(String);

impl From<rich::SafeHtml> for SafeHtml {
    fn from(html: rich::SafeHtml) -> Self {
        Self(html.as_str().to_owned())
    }
}

/// Finds the names of those who are mentioned, once each.
struct Mentioned<'a> {
    read: &'a Read<'a>,
    source: &'a str,
    accounts: RefCell<HashMap<String, Option<(String, String)>>>,
}

impl Names for Mentioned<'_> {
    fn account(&self, remote: &str) -> Option<Named<'_>> {
        let mut known = self.accounts.borrow_mut();
        let found = known
            .entry(remote.to_owned())
            .or_insert_with(|| self.read.name_of_account(self.source, remote).ok().flatten());
        found.clone().map(|(uid, name)| Named { uid: Cow::Owned(uid), name: Cow::Owned(name) })
    }

    fn space(&self, remote: &str) -> Option<Named<'_>> {
        let found = self.read.name_of_space(self.source, remote).ok().flatten();
        found.map(|(uid, name)| Named { uid: Cow::Owned(uid), name: Cow::Owned(name) })
    }
}

fn names<'a>(read: &'a Read<'a>, source: &'a str) -> Mentioned<'a> {
    Mentioned { read, source, accounts: RefCell::default() }
}

fn nodes(message: &MessageRow) -> Vec<Node> {
    let raw = message.raw.as_deref();
    if message.source_kind == "discourse" {
        return raw
            .and_then(|raw| discourse::cooked::parse_at(raw, base_of(message).as_ref()))
            .unwrap_or_else(|| discourse::cooked::parse_markdown(&message.text));
    }
    if message.source_kind == "table" {
        return lines(&message.text);
    }
    raw.and_then(slack::blocks::parse).unwrap_or_else(|| slack::mrkdwn::parse(&message.text))
}

/// Words without markup, as tables have them: a line each, and pages that can be followed.
fn lines(text: &str) -> Vec<Node> {
    let line = |line: &str| {
        let is_page = line.starts_with("https://") || line.starts_with("http://");
        let words = || Node::Text(line.to_owned());
        if is_page && !line.contains(' ') {
            Node::Paragraph(vec![Node::Link { target: line.to_owned(), label: vec![words()] }])
        } else {
            Node::Paragraph(vec![words()])
        }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(line).collect()
}

/// Where a forum's links within itself lead.
fn base_of(message: &MessageRow) -> Option<url::Url> {
    kith_connect::http::base(message.source_address.as_deref()?).ok()
}

pub(crate) fn rendered(read: &Read<'_>, message: &MessageRow) -> Rendered {
    if message.gone {
        return Rendered::default();
    }
    rich::to_html(&nodes(message), &names(read, &message.source_id))
}

pub(crate) fn html(read: &Read<'_>, message: &MessageRow) -> SafeHtml {
    rendered(read, message).html.into()
}

/// The first words of a message, on one line.
pub(crate) fn first_words(read: &Read<'_>, message: &MessageRow, longest: usize) -> String {
    one_line(&rich::to_plain(&nodes(message), &names(read, &message.source_id)), longest)
}

/// A source's markup as plain words, on one line.
pub(crate) fn plain(read: &Read<'_>, source: &str, markup: &str, longest: usize) -> String {
    one_line(&slack::mrkdwn::plain(markup, &names(read, source)), longest)
}

fn one_line(plain: &str, longest: usize) -> String {
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

pub(crate) fn message(read: &Read<'_>, row: MessageRow) -> Message {
    let html = html(read, &row);
    Message {
        id: row.id.to_string(),
        kind: ActivityKind::of(&row),
        at: row.occurred_at,
        by_app: row.by_app,
        html,
        edited_at: row.edited_at,
        gone: row.gone,
        missing: row.kind == kith_domain::record::ActivityKind::Missing.number(),
        can_open: crate::links::address_of(&row).is_some(),
        reactions: row
            .reactions
            .into_iter()
            .map(|reaction| Reaction {
                emoji: slack::emoji::unicode(&reaction.name).map(|emoji| emoji.to_string()),
                name: reaction.name,
                count: reaction.count,
                people: reaction.people,
            })
            .collect(),
        files: row.files.into_iter().map(|(name, kind)| Attachment { name, kind }).collect(),
        // A message that was answered is the conversation it opened.
        thread_id: row.thread_id.or((row.replies > 0).then_some(row.id)).map(|id| id.to_string()),
        replies: row.replies,
        last_reply_at: row.last_reply_at,
        broadcast: row.broadcast,
        text_went: row.text_went,
        author: row.author,
    }
}

/// A place in a list that is a key.
pub(crate) fn key(place: Option<&str>) -> Result<Option<i64>, ApiError> {
    place
        .map(|place| place.parse().map_err(|_| ApiError::new(crate::Code::Invalid, "that is not a place in the list")))
        .transpose()
}
