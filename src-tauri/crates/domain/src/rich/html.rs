//! Safe HTML: the only place where a stranger's words become markup.
//!
//! **Invariants:** every character of a tree passes through [`push_escaped`]; elements, attribute names and class names
//! are literals of this file; an element opens only where an HTML parser would keep it, so what the window builds is
//! what is written here; nothing nests deeper than [`MAX_DEPTH`].

use std::ops::Range;

use serde::Serialize;

use super::link::{allowed_link, must_show_place, place};
use super::plain::words;
use super::{Names, Node, Step, kept, moment, to_plain, walk};

/// Elements nest no deeper than this; deeper words lose their frames. Browsers lay deep trees out slowly or not at all.
pub const MAX_DEPTH: usize = 32;

/// HTML that this module wrote. Nothing else can make one, and none is ever read back from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Plain words as HTML; they look exactly as they are written.
    pub fn escape(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + text.len() / 8);
        push_escaped(&mut out, text, "\n");
        Self(out)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A message as HTML and the addresses its links lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Rendered {
    /// The markup; a link has the attribute `data-link` with the place of its address in `links`.
    pub html: SafeHtml,
    /// Addresses that [`allowed_link`] let pass, as it wrote them.
    pub links: Vec<String>,
}

/// Writes text as element content or as the value of a quoted attribute.
fn push_escaped(out: &mut String, text: &str, line_feed: &str) {
    for character in text.chars().filter(|c| kept(*c)) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str(line_feed),
            other => out.push(other),
        }
    }
}

/// Plain words with the ranges (bytes of `plain`) marked by `<mark>`. Ranges may overlap, be out of order, end inside a
/// character or beyond the text.
pub fn highlight(plain: &str, ranges: &[Range<usize>]) -> SafeHtml {
    let mut sorted: Vec<(usize, usize)> =
        ranges.iter().map(|range| (range.start, range.end.min(plain.len()))).collect();
    sorted.sort_unstable();
    let mut out = String::with_capacity(plain.len() + 16 * sorted.len());
    let mut done = 0;
    for (start, end) in sorted {
        let (start, end) = (boundary(plain, start.max(done)), boundary(plain, end));
        if start < end {
            push_escaped(&mut out, plain.get(done..start).unwrap_or_default(), "\n");
            out.push_str("<mark>");
            push_escaped(&mut out, plain.get(start..end).unwrap_or_default(), "\n");
            out.push_str("</mark>");
            done = end;
        }
    }
    push_escaped(&mut out, plain.get(done..).unwrap_or_default(), "\n");
    SafeHtml(out)
}

/// The next place at or after a byte where a character begins.
fn boundary(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

/// A tree as HTML.
///
/// Blocks: `p`, `blockquote`, `pre`, `ul`, `ol start`, `li`, `table`, `tbody`, `tr`, `td`, `hr`. Inline: `strong`, `em`, `s`,
/// `code`, `br`, `time datetime`, `a class="link" data-link tabindex role` and spans of the classes `host`, `mention`
/// (with `data-account` or `data-space` when Kith knows it, else also `unknown`), `mention group`, `mention broadcast`,
/// `emoji`, `emoji custom`. Where a stranger's text could turn the direction of its surroundings, `dir` isolates it.
pub fn to_html(nodes: &[Node], names: &dyn Names) -> Rendered {
    let mut writer =
        Writer { out: String::new(), links: Vec::new(), open: Vec::new(), depth: 0, inline: 0, in_link: false, names };
    walk(nodes, |step| writer.step(step));
    Rendered { html: SafeHtml(writer.out), links: writer.links }
}

/// What has to be written when a node ends.
enum Close {
    /// Its frame was left out.
    Nothing,
    /// An element that holds blocks.
    Block(&'static str),
    /// An element that holds inline nodes only.
    Inline(&'static str),
    /// A link, and the place to show beside it.
    Link(Option<String>),
}

struct Writer<'n> {
    out: String,
    links: Vec<String>,
    open: Vec<Close>,
    depth: usize,
    inline: usize,
    in_link: bool,
    names: &'n dyn Names,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text, "<br>");
    }

    fn enter(&mut self, tag: &str, close: Close) {
        if self.depth >= MAX_DEPTH {
            return self.open.push(Close::Nothing);
        }
        self.out.push_str(tag);
        self.depth += 1;
        self.inline += usize::from(!matches!(close, Close::Block(_)));
        self.open.push(close);
    }

    /// Opens a block, if a parser would keep it here.
    fn block(&mut self, tag: &str, close: Close) {
        if self.inline > 0 {
            if !self.out.ends_with("<br>") {
                self.out.push_str("<br>");
            }
            return self.open.push(Close::Nothing);
        }
        self.enter(tag, close);
    }

    /// Opens a part of a list or a table, if that one is there.
    fn part(&mut self, tag: &str, close: &'static str) {
        match self.open.last() {
            Some(Close::Block(_)) if self.depth < MAX_DEPTH => self.enter(tag, Close::Block(close)),
            _ => self.open.push(Close::Nothing),
        }
    }

    fn leave(&mut self) {
        let Some(close) = self.open.pop() else { return };
        let place = match close {
            Close::Nothing => return,
            Close::Block(tag) => {
                self.depth -= 1;
                return self.out.push_str(tag);
            }
            Close::Inline(tag) => {
                self.out.push_str(tag);
                None
            }
            Close::Link(place) => {
                self.out.push_str("</a>");
                self.in_link = false;
                place
            }
        };
        self.depth -= 1;
        self.inline -= 1;
        if let Some(place) = place {
            self.out.push_str(" <span class=\"host\" dir=\"ltr\">");
            self.text(&place);
            self.out.push_str("</span>");
        }
    }

    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Enter(node) => self.node(node),
            Step::Item => self.part("<li dir=\"auto\">", "</li>"),
            Step::Row => self.part("<tr>", "</tr>"),
            Step::Cell => self.part("<td dir=\"auto\">", "</td>"),
            Step::Leave(_) | Step::ItemEnd | Step::RowEnd | Step::CellEnd => self.leave(),
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Bold(_) => self.enter("<strong>", Close::Inline("</strong>")),
            Node::Italic(_) => self.enter("<em>", Close::Inline("</em>")),
            Node::Strike(_) => self.enter("<s>", Close::Inline("</s>")),
            Node::Code(text) => self.span("<code>", text, "</code>"),
            Node::Pre(text) => self.pre(text),
            Node::Paragraph(_) => self.block("<p dir=\"auto\">", Close::Inline("</p>")),
            Node::Quote(_) => self.block("<blockquote dir=\"auto\">", Close::Block("</blockquote>")),
            Node::List { ordered: false, .. } => self.block("<ul>", Close::Block("</ul>")),
            Node::List { start: 1, .. } => self.block("<ol>", Close::Block("</ol>")),
            Node::List { start, .. } => self.block(&format!("<ol start=\"{start}\">"), Close::Block("</ol>")),
            Node::Table(_) if self.depth + 4 > MAX_DEPTH => self.open.push(Close::Nothing),
            Node::Table(_) => self.block("<table><tbody>", Close::Block("</tbody></table>")),
            Node::Rule => {
                self.block("<hr>", Close::Block(""));
                self.leave();
            }
            Node::Link { target, label } => self.link(target, label),
            Node::Account { remote, .. } => {
                let uid = self.names.account(remote).map(|named| named.uid.into_owned());
                self.mention("account", uid, node);
            }
            Node::Space { remote, .. } => {
                let uid = self.names.space(remote).map(|named| named.uid.into_owned());
                self.mention("space", uid, node);
            }
            Node::Group { .. } => self.leaf("<span class=\"mention group\" dir=\"auto\">", node, "</span>"),
            Node::Broadcast(_) => self.leaf("<span class=\"mention broadcast\">", node, "</span>"),
            Node::Emoji { unicode: None, .. } => self.leaf("<span class=\"emoji custom\">", node, "</span>"),
            Node::Emoji { name, .. } => {
                self.out.push_str("<span class=\"emoji\" title=\":");
                push_escaped(&mut self.out, name, "");
                self.leaf(":\">", node, "</span>");
            }
            Node::Date { at, .. } => {
                let machine = moment(*at).replacen(" UTC", "Z", 1).replacen(' ', "T", 1);
                self.leaf(&format!("<time datetime=\"{machine}\">"), node, "</time>");
            }
        }
    }

    fn span(&mut self, before: &str, text: &str, after: &str) {
        self.out.push_str(before);
        self.text(text);
        self.out.push_str(after);
    }

    fn leaf(&mut self, before: &str, node: &Node, after: &str) {
        let words = words(node, self.names);
        self.span(before, &words, after);
    }

    fn mention(&mut self, kind: &str, uid: Option<String>, node: &Node) {
        match uid {
            Some(uid) => {
                self.out.push_str(&format!("<span class=\"mention\" data-{kind}=\""));
                push_escaped(&mut self.out, &uid, "");
                self.leaf("\" dir=\"auto\">", node, "</span>");
            }
            None => self.leaf("<span class=\"mention unknown\" dir=\"auto\">", node, "</span>"),
        }
    }

    fn pre(&mut self, text: &str) {
        if self.inline > 0 {
            return self.text(text);
        }
        self.out.push_str("<pre>");
        // A parser drops a line feed that comes first.
        let rest = text.trim_start_matches(|c| !kept(c));
        let rest = rest.strip_prefix('\n').inspect(|_| self.out.push_str("<br>")).unwrap_or(rest);
        push_escaped(&mut self.out, rest, "\n");
        self.out.push_str("</pre>");
    }

    fn link(&mut self, target: &str, label: &[Node]) {
        match allowed_link(target) {
            Ok(url) if !self.in_link && self.depth < MAX_DEPTH => {
                let shown = to_plain(label, self.names);
                let shown = if label.is_empty() { target } else { &shown };
                let place = must_show_place(&url, shown).then(|| place(&url).to_owned());
                self.in_link = true;
                let number = self.links.len();
                let tag =
                    format!("<a class=\"link\" data-link=\"{number}\" tabindex=\"0\" role=\"link\" dir=\"auto\">");
                self.links.push(url.into());
                self.enter(&tag, Close::Link(place));
            }
            _ => self.open.push(Close::Nothing),
        }
        if label.is_empty() {
            self.text(target);
        }
    }
}
