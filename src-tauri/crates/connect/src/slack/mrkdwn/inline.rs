//! One line of mrkdwn.
//!
//! A style opens after a character that is no part of a word and before one that is no space, and closes the other way
//! round, as Slack has it. Letters of scripts that are written without spaces count as no part of a word here, but for
//! underscores: Slack writes `太字は*これ*です` for what was made bold in its editor.
//!
//! **Invariant:** each of the three styles is open at most once, so a line of any length nests three deep at most; a
//! search for the end of something stops at the next character that could begin it again.

use kith_domain::rich::{NoNames, Node, to_plain};

use super::super::emoji;
use super::token::{Token, classify};
use super::{entity, unescaped, verbatim};

/// Longest name of an emoji that is looked for. Slack allows 100 characters.
const LONGEST_NAME: usize = 120;

/// Reads a line and appends what it says.
pub(super) fn line(source: &str, out: &mut Vec<Node>) {
    Reader::new(source, "<&*_~`:").read(out);
}

/// Reads emoji and nothing else: Slack's `plain_text`.
pub(super) fn emoji_only(source: &str, out: &mut Vec<Node>) {
    Reader::new(source, ":").read(out);
}

/// Reads only references, links and entities: nothing else means anything inside code.
pub(super) fn references(source: &str, out: &mut Vec<Node>) {
    Reader::new(source, "<&").read(out);
}

/// Appends words, to the last node if that is words as well.
pub(super) fn push_text(nodes: &mut Vec<Node>, words: &str) {
    match nodes.last_mut() {
        _ if words.is_empty() => {}
        Some(Node::Text(text)) => text.push_str(words),
        _ => nodes.push(Node::text(words)),
    }
}

/// A style that has begun.
struct Level {
    marker: char,
    nodes: Vec<Node>,
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    /// The characters that may mean something.
    special: &'static str,
    levels: Vec<Level>,
    /// What is not inside any style.
    nodes: Vec<Node>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, special: &'static str) -> Self {
        Self { source, at: 0, special, levels: Vec::new(), nodes: Vec::new() }
    }

    fn read(mut self, out: &mut Vec<Node>) {
        while let Some(rest) = self.source.get(self.at..).filter(|rest| !rest.is_empty()) {
            let special = rest.find(|c| self.special.contains(c));
            let (before, rest) = special.and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
            self.push_text(before);
            self.at += before.len();
            let Some(character) = rest.chars().next() else { break };
            let taken = match character {
                '<' => self.token(rest),
                '&' => self.entity(rest),
                '`' => self.code(rest),
                ':' => self.emoji(rest),
                marker => self.style(marker, rest),
            };
            if !taken {
                self.push_text(rest.get(..1).unwrap_or_default());
                self.at += 1;
            }
        }
        while let Some(level) = self.levels.pop() {
            self.dissolve(level);
        }
        for node in self.nodes {
            match node {
                Node::Text(text) => push_text(out, &text),
                other => out.push(other),
            }
        }
    }

    fn current(&mut self) -> &mut Vec<Node> {
        self.levels.last_mut().map_or(&mut self.nodes, |level| &mut level.nodes)
    }

    fn push_text(&mut self, words: &str) {
        push_text(self.current(), words);
    }

    /// A style that never ended: its sign is a character like any other.
    fn dissolve(&mut self, level: Level) {
        self.push_text(level.marker.encode_utf8(&mut [0; 4]));
        for node in level.nodes {
            match node {
                Node::Text(text) => self.push_text(&text),
                other => self.current().push(other),
            }
        }
    }

    fn before(&self) -> Option<char> {
        self.source.get(..self.at)?.chars().next_back()
    }

    fn entity(&mut self, rest: &str) -> bool {
        let Some((character, length)) = entity(rest) else { return false };
        self.push_text(character.encode_utf8(&mut [0; 4]));
        self.at += length;
        true
    }

    fn token(&mut self, rest: &str) -> bool {
        let inside = rest.get(1..).unwrap_or_default();
        let Some(end) = memchr::memchr2(b'<', b'>', inside.as_bytes()) else { return false };
        if !inside.get(end..).is_some_and(|end| end.starts_with('>')) {
            return false;
        }
        let Some(token) = inside.get(..end).and_then(classify) else { return false };
        self.at += end + 2;
        match token {
            Token::Words(words) => self.push_text(&unescaped(words)),
            other => {
                let node = node(other);
                self.current().push(node);
            }
        }
        true
    }

    fn code(&mut self, rest: &str) -> bool {
        let inside = rest.get(1..).unwrap_or_default();
        if self.before().is_some_and(is_word) {
            return false;
        }
        let Some(end) = memchr::memchr(b'`', inside.as_bytes()) else { return false };
        let (Some(code), Some(after)) = (inside.get(..end), inside.get(end + 1..)) else { return false };
        if code.trim().is_empty() || after.chars().next().is_some_and(is_word) {
            return false;
        }
        let code = Node::Code(verbatim(code));
        self.current().push(code);
        self.at += end + 2;
        true
    }

    fn emoji(&mut self, rest: &str) -> bool {
        let inside = rest.get(1..).unwrap_or_default();
        let is_name = |byte: u8| {
            !byte.is_ascii() || byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-+'".contains(&byte)
        };
        let Some(end) = inside.bytes().take(LONGEST_NAME).position(|byte| !is_name(byte)).filter(|end| *end > 0) else {
            return false;
        };
        let Some((name, after)) = inside.split_at_checked(end) else { return false };
        let Some(after) = after.strip_prefix(':') else { return false };
        // `:+1::skin-tone-2:`
        let tone = after.strip_prefix(":skin-tone-").and_then(|tone| tone.split_once(':')).map(|(tone, _)| tone);
        let tone = tone.filter(|tone| matches!(tone.as_bytes(), [b'2'..=b'6'] | [b'2'..=b'6', b'-', b'2'..=b'6']));
        let name = tone.map_or_else(|| name.to_owned(), |tone| format!("{name}::skin-tone-{tone}"));
        let after = after.get(tone.map_or(0, |tone| tone.len() + ":skin-tone-:".len())..).unwrap_or_default();
        let unicode = emoji::unicode(&name);
        let beside = [self.before(), after.chars().next()];
        let touches = |is: fn(&char) -> bool| beside.iter().flatten().any(is);
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        let refused = match unicode {
            // `10:100:20`, `a:b:c`
            Some(_) => (is_number || name.len() < 3) && touches(char::is_ascii_alphanumeric),
            // `std::string::size`, `a:some:b`, `10:30:45`: a name of the community's own stands by itself.
            None => is_number || touches(|c| c.is_ascii_alphanumeric() || *c == ':' || *c == '/') || !has_letter(&name),
        };
        if refused {
            return false;
        }
        self.at += name.len() + 2;
        self.current().push(Node::Emoji { name, unicode: unicode.map(str::to_owned) });
        true
    }

    fn style(&mut self, marker: char, rest: &str) -> bool {
        let after = rest.get(1..).and_then(|rest| rest.chars().next());
        let before = self.before();
        if before == Some(marker) || after == Some(marker) {
            return false;
        }
        if let Some(open) = self.levels.iter().position(|level| level.marker == marker) {
            if before.is_none_or(char::is_whitespace) || after.is_some_and(|after| joins(marker, after)) {
                return false;
            }
            while self.levels.len() > open + 1 {
                if let Some(level) = self.levels.pop() {
                    self.dissolve(level);
                }
            }
            if let Some(level) = self.levels.pop() {
                self.current().push(match marker {
                    '*' => Node::Bold(level.nodes),
                    '_' => Node::Italic(level.nodes),
                    _ => Node::Strike(level.nodes),
                });
            }
        } else {
            if before.is_some_and(|before| joins(marker, before)) || after.is_none_or(char::is_whitespace) {
                return false;
            }
            self.levels.push(Level { marker, nodes: Vec::new() });
        }
        self.at += 1;
        true
    }
}

fn has_letter(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

/// Whether a style cannot begin after or end before it: letters and digits, but not of scripts without spaces.
fn is_word(character: char) -> bool {
    let is_unspaced = matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1100}'..='\u{11ff}' | '\u{2460}'..='\u{24ff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}');
    character.is_alphanumeric() && !is_unspaced
}

/// The same for one sign. Underscores join names in every script: `予算_2025_案`.
fn joins(marker: char, character: char) -> bool {
    if marker == '_' { character.is_alphanumeric() } else { is_word(character) }
}

fn node(token: Token<'_>) -> Node {
    match token {
        Token::Account { remote, label } => Node::Account { remote: remote.into(), label: label.map(unescaped) },
        Token::Space { remote, label } => Node::Space { remote: remote.into(), label: label.map(unescaped) },
        Token::Group { remote, label } => Node::Group { remote: remote.into(), label: label.map(unescaped) },
        Token::Broadcast(whom) => Node::Broadcast(whom),
        Token::Words(words) => Node::Text(unescaped(words)),
        Token::Date { at, link, words } => {
            let date = Node::Date { at, fallback: unescaped(words) };
            match link {
                Some(link) => Node::Link { target: unescaped(link), label: vec![date] },
                None => date,
            }
        }
        Token::Link { target, label } => Node::Link { label: link_label(target, label), target: unescaped(target) },
    }
}

/// The words of a link. An address is no markup, even where an underscore stands before a letter.
fn link_label(target: &str, label: Option<&str>) -> Vec<Node> {
    let mut nodes = Vec::new();
    match label.filter(|label| *label != target) {
        None => {}
        Some(label) if target.ends_with(label) || label.contains("://") => push_text(&mut nodes, &unescaped(label)),
        Some(label) => {
            line(label, &mut nodes);
            if to_plain(&nodes, &NoNames).is_empty() {
                nodes.clear();
            }
        }
    }
    nodes
}
