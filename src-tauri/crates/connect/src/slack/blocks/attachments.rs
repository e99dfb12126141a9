//! Attachments: what apps add to a message, and previews of the links in it.
//!
//! Slack docs, "Reference: secondary message attachments": pretext, author, title with link, text, fields; all but the author
//! may hold mrkdwn. A preview of another message has that one's blocks in `message_blocks`.

use kith_domain::rich::{NoNames, Node, to_plain};
use serde_json::Value;

use super::super::mrkdwn;
use super::block::{self, text_object};
use super::{members, paragraph, words};

/// More are not shown. Slack allows 100.
const MOST: usize = 100;

/// Slack's words for a preview that has none.
const NO_PREVIEW: &str = "[no preview available]";

/// Reads all attachments: words before each, and the rest as a quote.
pub(super) fn all(attachments: &Value) -> Vec<Node> {
    members(attachments).iter().take(MOST).flat_map(one).collect()
}

/// Reads those that an app wrote; previews of links as well if they are wanted.
pub(super) fn written_by_app(attachments: &Value, with_previews: bool) -> Vec<Node> {
    let wanted = |attachment: &&Value| with_previews || !is_preview(attachment);
    members(attachments).iter().take(MOST).filter(wanted).flat_map(one).collect()
}

/// Whether Slack or an app made it for a link in the text.
fn is_preview(attachment: &Value) -> bool {
    let is = |key: &str| attachment[key].as_bool() == Some(true);
    let has = |key: &str| !words(&attachment[key]).is_empty();
    has("from_url") || has("original_url") || is("is_msg_unfurl") || is("is_app_unfurl") || is("is_share")
}

fn one(attachment: &Value) -> Vec<Node> {
    let mut out = mrkdwn::parse(words(&attachment["pretext"]));
    let mut inside = Vec::new();
    head(attachment, &mut inside);
    let headed = inside.len();
    let quoted = members(&attachment["message_blocks"]).iter();
    let quoted = quoted.map(|quoted| &quoted["message"]);
    inside.extend(quoted.flat_map(|message| block::all(&message["blocks"], 1)));
    inside.extend(block::all(&attachment["blocks"], 1));
    if inside.len() == headed {
        inside.extend(mrkdwn::parse(words(&attachment["text"])));
    }
    for field in members(&attachment["fields"]) {
        let title = words(&field["title"]);
        if !title.is_empty() {
            inside.push(Node::Paragraph(vec![Node::Bold(vec![Node::text(title)])]));
        }
        inside.extend(text_object(&field["value"]));
    }
    if out.is_empty() && inside.is_empty() {
        let fallback = words(&attachment["fallback"]);
        if fallback != NO_PREVIEW {
            inside = mrkdwn::parse(fallback);
        }
    }
    if to_plain(&inside, &NoNames).is_empty() {
        return out;
    }
    out.push(Node::Quote(inside));
    out
}

/// Who made it, and its title.
fn head(attachment: &Value, out: &mut Vec<Node>) {
    let named =
        ["author_name", "service_name"].map(|key| words(&attachment[key])).into_iter().find(|name| !name.is_empty());
    if let Some(name) = named {
        let link = words(&attachment["author_link"]);
        let name = vec![Node::text(name)];
        out.extend(paragraph(if link.is_empty() {
            name
        } else {
            vec![Node::Link { target: link.to_owned(), label: name }]
        }));
    }
    let title = words(&attachment["title"]);
    if title.is_empty() {
        return;
    }
    let label = match <[Node; 1]>::try_from(mrkdwn::parse(title)) {
        Ok([Node::Paragraph(inner)]) => inner,
        Ok([other]) => vec![other],
        Err(several) => several,
    };
    let title = match words(&attachment["title_link"]) {
        "" => label,
        link => vec![Node::Link { target: link.to_owned(), label }],
    };
    out.push(Node::Paragraph(vec![Node::Bold(title)]));
}
