//! Elements within a line.

use kith_domain::rich::Node;
use scraper::{Node as Markup, node::Element};

use super::{
    DEEPEST, Reader,
    block::{Place, has, is_silent},
};

impl Reader<'_> {
    /// Reads what an element holds as one line.
    pub(super) fn inside(&self, within: Place<'_>, depth: usize) -> Vec<Node> {
        let mut out = Vec::new();
        if depth >= DEEPEST {
            words_below(within, &mut out);
            return out;
        }
        for child in within.children() {
            self.inline(child, depth + 1, &mut out);
        }
        out
    }

    /// Reads one piece of a line.
    pub(super) fn inline(&self, place: Place<'_>, depth: usize, out: &mut Vec<Node>) {
        let element = match place.value() {
            Markup::Text(text) => return push_words(out, text),
            Markup::Element(element) if !is_silent(element) => element,
            _ => return,
        };
        let framed = |frame: fn(Vec<Node>) -> Node, out: &mut Vec<Node>| {
            let inner = self.inside(place, depth);
            if !inner.is_empty() {
                out.push(frame(inner));
            }
        };
        match element.name() {
            "strong" | "b" => framed(Node::Bold, out),
            "em" | "i" | "cite" => framed(Node::Italic, out),
            "s" | "del" | "strike" => framed(Node::Strike, out),
            "code" | "kbd" | "samp" | "tt" => {
                let mut text = String::new();
                raw_words(place, &mut text);
                if !text.is_empty() {
                    out.push(Node::Code(text));
                }
            }
            "br" => out.push(Node::text("\n")),
            "img" => out.push(image(element)),
            "a" => self.link(place, element, depth, out),
            "aside" if self.own => {}
            // Blocks where only a line can be: their words, on lines of their own.
            "p" | "div" | "li" | "tr" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "aside" => {
                if !out.is_empty() {
                    out.push(Node::text("\n"));
                }
                out.extend(self.inside(place, depth));
            }
            _ => out.extend(self.inside(place, depth)),
        }
    }

    fn link(&self, place: Place<'_>, element: &Element, depth: usize, out: &mut Vec<Node>) {
        let mut label = Vec::new();
        words_below(place, &mut label);
        let words = super::plain(&label);
        let words = words.trim();
        let named = words.trim_start_matches(['@', '#']);
        if has(element, "mention") && !named.is_empty() {
            return out.push(Node::Account { remote: format!("@{named}"), label: Some(named.to_owned()) });
        }
        if has(element, "mention-group") && !named.is_empty() {
            return out.push(Node::Group { remote: named.to_owned(), label: Some(named.to_owned()) });
        }
        if has(element, "hashtag-cooked") || has(element, "hashtag") {
            return out.push(match (element.attr("data-type"), element.attr("data-id")) {
                (Some("category"), Some(id)) => {
                    Node::Space { remote: id.to_owned(), label: Some(named.to_owned()).filter(|name| !name.is_empty()) }
                }
                _ => Node::Text(format!("#{named}")),
            });
        }
        let target = element.attr("href").unwrap_or_default();
        // The sign beside a heading leads to the heading.
        if has(element, "anchor") || target.is_empty() || target.starts_with('#') {
            return out.extend(self.inside(place, depth));
        }
        let label = trimmed(self.inside(place, depth));
        let target = self.target(target);
        // A picture that opens itself is a picture.
        if has(element, "lightbox") && !label.is_empty() {
            return out.extend(label);
        }
        let is_own_label = matches!(label.as_slice(), [Node::Text(words)] if *words == target);
        out.push(Node::Link { label: if is_own_label { Vec::new() } else { label }, target });
    }

    /// Where a link leads, as an address where that is known.
    pub(super) fn target(&self, target: &str) -> String {
        if let Some(rest) = target.strip_prefix("//") {
            return format!("https://{rest}");
        }
        match self.base {
            Some(base) if target.starts_with('/') => base.join(target).map_or_else(|_| target.to_owned(), Into::into),
            _ => target.to_owned(),
        }
    }
}

fn image(element: &Element) -> Node {
    let attribute = |name| element.attr(name).map(str::trim).filter(|words| !words.is_empty());
    if has(element, "emoji") {
        let name = attribute("title").or_else(|| attribute("alt")).unwrap_or_default().trim_matches(':');
        // A tone of skin is `:wave:t3:`.
        let plain = name.split(':').next().unwrap_or_default();
        let unicode = emojis::get_by_shortcode(plain).map(|emoji| emoji.as_str().to_owned());
        return Node::Emoji { name: name.to_owned(), unicode };
    }
    match attribute("alt").or_else(|| attribute("title")) {
        Some(words) => Node::Text(format!("[{words}]")),
        None => Node::text("[image]"),
    }
}

/// Adds words as a browser shows them: any run of white space is one space.
fn push_words(out: &mut Vec<Node>, text: &str) {
    let after_space = match out.last() {
        None => true,
        Some(Node::Text(before)) => before.ends_with([' ', '\n']),
        Some(_) => false,
    };
    let mut words = String::with_capacity(text.len());
    let mut space = after_space;
    for character in text.chars() {
        if matches!(character, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
            if !space {
                words.push(' ');
            }
            space = true;
        } else {
            words.push(character);
            space = false;
        }
    }
    if words.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Node::Text(before)) => before.push_str(&words),
        _ => out.push(Node::Text(words)),
    }
}

/// All words below a place, without any frame; needs no stack.
pub(super) fn words_below(place: Place<'_>, out: &mut Vec<Node>) {
    let mut text = String::new();
    raw_words(place, &mut text);
    push_words(out, &text);
}

/// The words below a place, as they stand there.
pub(super) fn raw_words(place: Place<'_>, out: &mut String) {
    for below in place.descendants() {
        match below.value() {
            Markup::Text(text) if !is_in_silence(below) => out.push_str(text),
            Markup::Element(element) if element.name() == "br" => out.push('\n'),
            _ => {}
        }
    }
}

fn is_in_silence(place: Place<'_>) -> bool {
    place.parent().is_some_and(|parent| matches!(parent.value(), Markup::Element(element) if is_silent(element)))
}

/// A line without white space at its ends.
pub(super) fn trimmed(mut line: Vec<Node>) -> Vec<Node> {
    while let Some(Node::Text(text)) = line.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        line.pop();
    }
    let empty = line.iter_mut().map_while(|node| match node {
        Node::Text(text) => {
            text.drain(..text.len() - text.trim_start().len());
            text.is_empty().then_some(())
        }
        _ => None,
    });
    let empty = empty.count();
    line.drain(..empty);
    line
}

/// A line as a paragraph, if it says anything.
pub(super) fn paragraph(line: Vec<Node>) -> Option<Node> {
    let line = trimmed(line);
    (!line.is_empty()).then_some(Node::Paragraph(line))
}
