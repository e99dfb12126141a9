//! `rich_text` blocks: what people write in Slack's editor.
//!
//! Slack docs, "Rich text block": sections, lists (flat, with an `indent`), quotes and preformatted lines, which hold
//! elements: text, link, user, usergroup, channel, emoji, broadcast, date, color; canvas and others are real but not in
//! the docs.

use kith_domain::rich::{Broadcast, NoNames, Node, to_plain};
use serde_json::Value;

use super::super::emoji;
use super::{DEEPEST, block, members, paragraph, words};

/// Lists nest no deeper. Slack's editor allows eight levels.
const DEEPEST_LIST: u64 = 8;

/// Reads the parts of a `rich_text` block. A part with a `border` is quoted, and neighbours share one quote.
pub(super) fn parts(elements: &[Value], depth: usize, out: &mut Vec<Node>) {
    let mut lists = Lists::default();
    let mut quote = Vec::new();
    let mut was_quoted = false;
    for part in elements {
        let kind = words(&part["type"]);
        let quoted = kind == "rich_text_quote" || part["border"].as_u64().is_some_and(|border| border > 0);
        if quoted != was_quoted || kind != "rich_text_list" {
            lists.end(if was_quoted { &mut quote } else { out });
        }
        if !quoted {
            end_quote(&mut quote, out);
        }
        was_quoted = quoted;
        let out = if quoted { &mut quote } else { &mut *out };
        let inner = &part["elements"];
        match kind {
            "rich_text_list" => lists.add(part, depth, out),
            "rich_text_section" | "rich_text_quote" => out.extend(paragraph(inline(inner))),
            "rich_text_preformatted" => {
                let code = to_plain(&inline(inner), &NoNames);
                out.push(Node::Pre(code.trim_matches('\n').to_owned()));
            }
            _ if depth < DEEPEST => block::one(part, depth + 1, out),
            _ => {}
        }
    }
    lists.end(if was_quoted { &mut quote } else { out });
    end_quote(&mut quote, out);
}

fn end_quote(quote: &mut Vec<Node>, out: &mut Vec<Node>) {
    if !quote.is_empty() {
        out.push(Node::Quote(std::mem::take(quote)));
    }
}

/// Puts the flat lists of one block into each other.
#[derive(Default)]
struct Lists {
    /// The lists that are open, each deeper than the one before.
    open: Vec<Open>,
}

struct Open {
    indent: u64,
    ordered: bool,
    start: u32,
    items: Vec<Vec<Node>>,
}

impl Lists {
    fn add(&mut self, part: &Value, depth: usize, out: &mut Vec<Node>) {
        let indent = part["indent"].as_u64().unwrap_or(0).min(DEEPEST_LIST);
        let ordered = words(&part["style"]) == "ordered";
        let offset = part["offset"].as_u64().and_then(|offset| u32::try_from(offset).ok()).unwrap_or(0);
        self.close(out, |open| open.indent > indent);
        // After a deeper list the outer one goes on; Slack counts its items on by `offset`.
        self.close(out, |open| open.indent == indent && open.ordered != ordered);
        if self.open.last().is_none_or(|open| open.indent < indent) {
            self.open.push(Open { indent, ordered, start: offset.saturating_add(1), items: Vec::new() });
        }
        let items = members(&part["elements"]).iter().map(|item| item_of(item, depth));
        if let Some(open) = self.open.last_mut() {
            open.items.extend(items);
        }
    }

    fn close(&mut self, out: &mut Vec<Node>, ends: impl Fn(&Open) -> bool) {
        while let Some(open) = self.open.pop_if(|open| ends(open)) {
            let list = Node::List { ordered: open.ordered, start: open.start, items: open.items };
            match self.open.last_mut() {
                Some(outer) => match outer.items.last_mut() {
                    Some(item) => item.push(list),
                    None => outer.items.push(vec![list]),
                },
                None => out.push(list),
            }
        }
    }

    fn end(&mut self, out: &mut Vec<Node>) {
        self.close(out, |_| true);
    }
}

fn item_of(item: &Value, depth: usize) -> Vec<Node> {
    if words(&item["type"]) == "rich_text_section" {
        return match paragraph(inline(&item["elements"])) {
            Some(Node::Paragraph(nodes)) => nodes,
            _ => Vec::new(),
        };
    }
    let mut nodes = Vec::new();
    if depth < DEEPEST {
        block::one(item, depth + 1, &mut nodes);
    }
    nodes
}

/// Bold, italic, struck out.
type Style = [bool; 3];

/// Reads the elements of a section. Neighbours of one style share it.
pub(super) fn inline(elements: &Value) -> Vec<Node> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    let mut style = Style::default();
    for element in members(elements) {
        let style_of = &element["style"];
        let is = |name: &str| style_of[name].as_bool() == Some(true);
        let wanted = [is("bold"), is("italic"), is("strike")];
        if wanted != style {
            out.extend(styled(std::mem::take(&mut run), style));
            style = wanted;
        }
        run.push(node(element, is("code")));
    }
    out.extend(styled(run, style));
    out
}

fn styled(run: Vec<Node>, [bold, italic, strike]: Style) -> Vec<Node> {
    let wrap = |nodes: Vec<Node>, on: bool, kind: fn(Vec<Node>) -> Node| {
        if on && !nodes.is_empty() { vec![kind(nodes)] } else { nodes }
    };
    wrap(wrap(wrap(run, strike, Node::Strike), italic, Node::Italic), bold, Node::Bold)
}

fn node(element: &Value, code: bool) -> Node {
    let text = |words: &str| if code { Node::Code(words.to_owned()) } else { Node::text(words) };
    let id = |key: &str| words(&element[key]).to_owned();
    let inner = &element["text"];
    match words(&element["type"]) {
        "link" => {
            let (target, label) = (words(&element["url"]), words(&element["text"]));
            let shown = if label.trim().is_empty() { target } else { label };
            let label = if shown == target && !code { Vec::new() } else { vec![text(shown)] };
            Node::Link { target: target.to_owned(), label }
        }
        "user" => Node::Account { remote: id("user_id"), label: None },
        "usergroup" => Node::Group { remote: id("usergroup_id"), label: None },
        "channel" => Node::Space { remote: id("channel_id"), label: None },
        "team" => Node::text(id("team_id")),
        "broadcast" => match words(&element["range"]) {
            "here" => Node::Broadcast(Broadcast::Here),
            "everyone" => Node::Broadcast(Broadcast::Everyone),
            _ => Node::Broadcast(Broadcast::Channel),
        },
        "emoji" => emoji_of(element),
        "color" => text(words(&element["value"])),
        "date" => date_of(element),
        // A file that the message has as well.
        "canvas" => Node::text("[canvas]"),
        _ => text(
            [inner, &inner["text"], &element["fallback"], &element["name"], &element["value"]]
                .into_iter()
                .map(words)
                .find(|words| !words.is_empty())
                .unwrap_or_default(),
        ),
    }
}

fn emoji_of(element: &Value) -> Node {
    let mut name = words(&element["name"]).to_owned();
    if let Some(tone) = element["skin_tone"].as_u64().filter(|tone| (2..=6).contains(tone) && !name.contains("::")) {
        name.push_str(&format!("::skin-tone-{tone}"));
    }
    let given = emoji::from_hex(words(&element["unicode"]));
    let unicode = given.or_else(|| emoji::unicode(&name).map(str::to_owned));
    Node::Emoji { name, unicode }
}

fn date_of(element: &Value) -> Node {
    let at = &element["timestamp"];
    let at = at.as_i64().or_else(|| at.as_str().and_then(|at| at.parse().ok()));
    let fallback = words(&element["fallback"]).to_owned();
    let date = match at {
        Some(at) => Node::Date { at, fallback },
        None => Node::Text(fallback),
    };
    match words(&element["url"]) {
        "" => date,
        url => Node::Link { target: url.to_owned(), label: vec![date] },
    }
}
