//! Slack's text markup ("mrkdwn"), as it is in `text` fields of messages, read into rich text.
//!
//! The format is that of Slack's "Formatting message text": the three characters `&`, `<` and `>` are escaped; references
//! and links are `<…>`; `*bold*`, `_italic_`, `~strike~`, `` `code` `` on one line, ` ```lines of code``` `, `>` for a quoted
//! line and `>>>` for everything that follows; emoji are `:names:`.
//!
//! **Invariants:** any text can be read, and in time that grows with its length: every character is looked at a bounded
//! number of times; the tree is never deeper than a quote with a link with three styles.

mod index;
mod inline;
#[cfg(test)]
mod tests;
mod token;
mod write;

use kith_domain::rich::{Names, NoNames, Node, to_plain};
use memchr::memmem;

pub use index::index_text;
pub use write::{escape, write};

/// Reads a text.
pub fn parse(mrkdwn: &str) -> Vec<Node> {
    let mut blocks = Blocks::default();
    let mut rest = mrkdwn;
    while let Some((before, code, after)) = split_pre(rest) {
        blocks.lines(before);
        blocks.pre(code, before.ends_with('\n'));
        rest = after;
    }
    blocks.lines(rest);
    blocks.end_quote();
    blocks.out
}

/// The words of a text without any markup.
pub fn plain(mrkdwn: &str, names: &dyn Names) -> String {
    to_plain(&parse(mrkdwn), names)
}

/// Reads a text in which only emoji mean something (`plain_text` in blocks).
pub fn parse_plain_text(text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    inline::emoji_only(text, &mut nodes);
    if nodes.is_empty() { nodes } else { vec![Node::Paragraph(nodes)] }
}

/// What code shows: references and links as words, everything else as it is.
fn verbatim(source: &str) -> String {
    let mut nodes = Vec::new();
    inline::references(source, &mut nodes);
    let words = |node| match node {
        Node::Text(words) => words,
        other => to_plain(&[other], &NoNames),
    };
    nodes.into_iter().map(words).collect()
}

/// The text before, inside and after the first lines of code.
fn split_pre(text: &str) -> Option<(&str, &str, &str)> {
    const FENCE: &str = "```";
    let open = memmem::find(text.as_bytes(), FENCE.as_bytes())?;
    let inside = text.get(open + FENCE.len()..)?;
    let close = memmem::find(inside.as_bytes(), FENCE.as_bytes())?;
    let code = inside.get(..close)?;
    Some((text.get(..open)?, code, inside.get(close + FENCE.len()..)?))
}

/// The entities that Slack writes, and no others.
fn entity(at_ampersand: &str) -> Option<(char, usize)> {
    [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&')]
        .into_iter()
        .find(|(name, _)| at_ampersand.starts_with(name))
        .map(|(name, character)| (character, name.len()))
}

/// Appends a text with its entities read, once.
fn unescape(escaped: &str, out: &mut String) {
    let mut rest = escaped;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, entity_on) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let (character, length) = entity(entity_on).unwrap_or(('&', 1));
        out.push(character);
        rest = entity_on.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// A text with its entities read, once.
fn unescaped(escaped: &str) -> String {
    let mut out = String::with_capacity(escaped.len());
    unescape(escaped, &mut out);
    out
}

/// Puts lines together into paragraphs and quotes.
#[derive(Default)]
struct Blocks<'a> {
    out: Vec<Node>,
    quote: Vec<Node>,
    lines: Vec<&'a str>,
    /// The lines are quoted.
    quoted: bool,
    /// Everything to the end is.
    to_end: bool,
}

impl<'a> Blocks<'a> {
    fn lines(&mut self, text: &'a str) {
        if text.is_empty() {
            return;
        }
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            let (quoted, words) = self.quoted_words(line);
            if quoted != self.quoted {
                self.end_quote();
                self.quoted = quoted;
            }
            self.lines.push(words);
        }
    }

    fn quoted_words(&mut self, line: &'a str) -> (bool, &'a str) {
        if self.to_end {
            return (true, line);
        }
        let Some(rest) = line.strip_prefix("&gt;").or_else(|| line.strip_prefix('>')) else {
            return (false, line);
        };
        let all = rest.strip_prefix("&gt;&gt;").or_else(|| rest.strip_prefix(">>"));
        self.to_end = all.is_some();
        let words = all.unwrap_or(rest);
        (true, words.strip_prefix(' ').unwrap_or(words))
    }

    fn pre(&mut self, code: &str, on_own_line: bool) {
        if self.quoted && (self.to_end || !on_own_line) {
            self.end_paragraph();
        } else {
            self.end_quote();
            self.quoted = false;
        }
        let code = code.strip_prefix('\n').unwrap_or(code);
        let code = Node::Pre(verbatim(code.strip_suffix('\n').unwrap_or(code)));
        if self.quoted { &mut self.quote } else { &mut self.out }.push(code);
    }

    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let is_blank = |line: &&str| line.trim().is_empty();
        let from = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
        let to = lines.iter().rposition(|line| !is_blank(line)).map_or(from, |last| last + 1);
        let mut nodes = Vec::new();
        for (number, line) in lines.get(from..to).unwrap_or_default().iter().enumerate() {
            if number > 0 {
                inline::push_text(&mut nodes, "\n");
            }
            inline::line(line, &mut nodes);
        }
        if !nodes.is_empty() {
            let paragraph = Node::Paragraph(nodes);
            if self.quoted { &mut self.quote } else { &mut self.out }.push(paragraph);
        }
    }

    fn end_quote(&mut self) {
        self.end_paragraph();
        if !self.quote.is_empty() {
            self.out.push(Node::Quote(std::mem::take(&mut self.quote)));
        }
    }
}
