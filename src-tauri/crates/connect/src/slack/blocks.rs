//! Slack's blocks and attachments, read into rich text.
//!
//! A message has a `text`, mostly `blocks` (Slack docs, "Block Kit": what Slack shows instead of the text; what people
//! write is one `rich_text` block), and `attachments` (what apps add, and previews of links). Files and reactions are
//! not read here.
//!
//! **Invariants:** any JSON can be read, whatever its shape: what is not known is searched for words, never refused; the
//! tree is at most [`DEEPEST`] levels of blocks deep.

mod attachments;
mod block;
mod rich;
#[cfg(test)]
mod tests;

use kith_domain::rich::{NoNames, Node, to_plain};
use serde_json::Value;

use super::mrkdwn;

/// How deep blocks may hold blocks.
const DEEPEST: usize = 12;

/// Reads what a message shows beside or instead of its `text`, from the message's own JSON. `None` when that is nothing,
/// or no JSON: then the text is all there is. Previews hold other people's words:
/// whom a message mentions is in its [`text_of`].
pub fn parse(raw_message_json: &str) -> Option<Vec<Node>> {
    // Most messages that have neither are told without reading them.
    if !["\"blocks\"", "\"attachments\""]
        .iter()
        .any(|key| memchr::memmem::find(raw_message_json.as_bytes(), key.as_bytes()).is_some())
    {
        return None;
    }
    nodes_of(&serde_json::from_str(raw_message_json).ok()?)
}

/// The same for a message that has been read.
pub fn nodes_of(message: &Value) -> Option<Vec<Node>> {
    let blocks = block::all(&message["blocks"], 0);
    let attached = attachments::all(&message["attachments"]);
    if blocks.is_empty() && attached.is_empty() {
        return None;
    }
    let mut nodes = if blocks.is_empty() { mrkdwn::parse(words(&message["text"])) } else { blocks };
    nodes.extend(attached);
    Some(nodes)
}

/// What of a message can be searched, as mrkdwn: its `text`; where that is empty or says clearly less, its blocks; what
/// an app attached. Previews of links are not the author's words and count only when there is nothing else.
pub fn text_of(message: &Value) -> String {
    let text = words(&message["text"]);
    let mut out = String::new();
    let is_own = |block: &Value| words(&block["type"]) == "rich_text";
    if !text.trim().is_empty() && members(&message["blocks"]).iter().all(is_own) {
        out.push_str(text);
    } else {
        let blocks = block::all(&message["blocks"], 0);
        out = if says_more(&blocks, text) { mrkdwn::write(&blocks) } else { text.to_owned() };
    }
    let attached = attachments::written_by_app(&message["attachments"], out.trim().is_empty());
    let attached = mrkdwn::write(&attached);
    if !attached.is_empty() {
        if !out.trim().is_empty() {
            out.push('\n');
        }
        out.push_str(&attached);
    }
    out
}

/// Whether blocks hold a fifth more letters than a text. Slack's own text of a message differs a little from its blocks.
fn says_more(blocks: &[Node], text: &str) -> bool {
    if blocks.is_empty() {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let shown = mrkdwn::plain(text, &NoNames);
    text.trim().is_empty() || letters(&to_plain(blocks, &NoNames)) * 5 > letters(&shown) * 6
}

/// A text, or nothing.
fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The members of an array, or nothing.
fn members(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Paragraphs do not begin or end with an empty line; one without words is none.
fn paragraph(mut nodes: Vec<Node>) -> Option<Node> {
    while let Some(Node::Text(text)) = nodes.last_mut() {
        text.truncate(text.trim_end_matches('\n').len());
        if !text.is_empty() {
            break;
        }
        nodes.pop();
    }
    let empty = nodes.iter_mut().map_while(|node| match node {
        Node::Text(text) => {
            text.drain(..text.len() - text.trim_start_matches('\n').len());
            text.is_empty().then_some(())
        }
        _ => None,
    });
    let empty = empty.count();
    nodes.drain(..empty);
    (!nodes.is_empty()).then_some(Node::Paragraph(nodes))
}
