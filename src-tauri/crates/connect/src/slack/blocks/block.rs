//! Blocks of all kinds.
//!
//! Slack docs, "Block Kit: blocks": header, section, context, divider, image, video, table, rich text, markdown; actions and
//! inputs are for clicking and hold no words of the message. `canvas_table` is in previews of canvases.

use kith_domain::rich::Node;
use serde_json::Value;

use super::super::mrkdwn;
use super::{DEEPEST, members, paragraph, rich, words};

/// Reads an array of blocks.
pub(super) fn all(blocks: &Value, depth: usize) -> Vec<Node> {
    let mut out = Vec::new();
    for block in members(blocks) {
        one(block, depth, &mut out);
    }
    // A line at the edge divides nothing.
    while out.last() == Some(&Node::Rule) {
        out.pop();
    }
    out.drain(..out.iter().take_while(|node| **node == Node::Rule).count());
    out
}

/// Reads one block.
pub(super) fn one(block: &Value, depth: usize, out: &mut Vec<Node>) {
    match words(&block["type"]) {
        "rich_text" => rich::parts(members(&block["elements"]), depth, out),
        "rich_text_section" | "rich_text_quote" | "rich_text_preformatted" | "rich_text_list" => {
            rich::parts(std::slice::from_ref(block), depth, out);
        }
        "section" => {
            out.extend(text_object(&block["text"]));
            for field in members(&block["fields"]) {
                out.extend(text_object(field));
            }
        }
        "header" => {
            out.extend(one_paragraph(text_object(&block["text"])).map(|inner| Node::Paragraph(vec![Node::Bold(inner)])))
        }
        "context" => {
            let mut line = Vec::new();
            for element in members(&block["elements"]) {
                let words = one_paragraph(text_object(element)).or_else(|| image(element).map(|image| vec![image]));
                if let Some(words) = words {
                    if !line.is_empty() {
                        line.push(Node::text(" "));
                    }
                    line.extend(words);
                }
            }
            out.extend(paragraph(line));
        }
        "divider" => out.push(Node::Rule),
        "image" => out.extend(image(block).map(|image| Node::Paragraph(vec![image]))),
        "video" => video(block, out),
        // Written in another markup, which is shown as it is.
        "markdown" => out.extend(paragraph(vec![Node::text(words(&block["text"]))])),
        "table" => table(members(&block["rows"]).iter().map(members), depth, out),
        "canvas_table" => table(members(&block["rows"]).iter().map(|row| members(&row["cells"])), depth, out),
        "actions" | "input" | "file" | "context_actions" => {}
        _ => unknown(block, depth, out),
    }
}

/// The words of a text object: `mrkdwn`, or `plain_text` in which only emoji mean something.
pub(super) fn text_object(object: &Value) -> Vec<Node> {
    let text = object.as_str().unwrap_or_else(|| words(&object["text"]));
    match words(&object["type"]) {
        "plain_text" => mrkdwn::parse_plain_text(text),
        "image" => Vec::new(),
        _ => mrkdwn::parse(text),
    }
}

/// The inline nodes of words that are one paragraph; of others, what they are.
fn one_paragraph(mut nodes: Vec<Node>) -> Option<Vec<Node>> {
    match nodes.pop() {
        Some(Node::Paragraph(inner)) if nodes.is_empty() => Some(inner),
        Some(last) => {
            nodes.push(last);
            Some(nodes)
        }
        None => None,
    }
}

/// Pictures are never fetched: their description stands for them.
fn image(block: &Value) -> Option<Node> {
    if words(&block["type"]) != "image" {
        return None;
    }
    let title = &block["title"];
    let title = title.as_str().unwrap_or_else(|| words(&title["text"]));
    let alt = Some(words(&block["alt_text"])).filter(|alt| !alt.trim().is_empty()).unwrap_or(title);
    Some(Node::Text(if alt.is_empty() { "[image]".to_owned() } else { format!("[{alt}]") }))
}

fn video(block: &Value, out: &mut Vec<Node>) {
    let title = one_paragraph(text_object(&block["title"])).unwrap_or_default();
    match words(&block["title_url"]) {
        "" => out.extend(paragraph(title)),
        url => out.push(Node::Paragraph(vec![Node::Link { target: url.to_owned(), label: title }])),
    }
    out.extend(text_object(&block["description"]));
}

fn table<'a>(rows: impl Iterator<Item = &'a [Value]>, depth: usize, out: &mut Vec<Node>) {
    let cell = |cell: &Value| {
        let mut nodes = Vec::new();
        match words(&cell["type"]) {
            "raw_text" | "raw_number" => nodes.push(Node::text(words(&cell["text"]))),
            "canvas_table_cell" if depth < DEEPEST => nodes = all(&cell["elements"], depth + 1),
            _ if depth < DEEPEST => one(cell, depth + 1, &mut nodes),
            _ => {}
        }
        one_paragraph(nodes).unwrap_or_default()
    };
    let rows: Vec<Vec<Vec<Node>>> = rows.map(|cells| cells.iter().map(cell).collect()).collect();
    if rows.iter().flatten().any(|cell| !cell.is_empty()) {
        out.push(Node::Table(rows));
    }
}

/// A block that Slack came up with later: whatever words it has in the usual places.
fn unknown(block: &Value, depth: usize, out: &mut Vec<Node>) {
    if depth >= DEEPEST {
        return;
    }
    for key in ["title", "header", "text", "description", "details", "output", "fallback"] {
        match &block[key] {
            inner @ Value::Object(_) if inner["elements"].is_array() => one(inner, depth + 1, out),
            inner => out.extend(text_object(inner)),
        }
    }
    for key in ["elements", "blocks", "tasks", "fields"] {
        for inner in members(&block[key]) {
            one(inner, depth + 1, out);
        }
    }
}
