//! Elements that stand on lines of their own.

use kith_domain::rich::Node;
use scraper::{Node as Markup, node::Element};

use super::{DEEPEST, Reader, inline};

/// A place in the parsed tree.
pub(super) type Place<'a> = ego_tree::NodeRef<'a, Markup>;

/// What never holds words for people.
pub(super) fn is_silent(element: &Element) -> bool {
    matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "math"
            | "head"
            | "title"
            | "textarea"
            | "select"
            | "button"
            | "input"
            | "form"
            | "video"
            | "audio"
            | "source"
    ) || has(element, "meta")
}

/// Whether an element has a class.
pub(super) fn has(element: &Element, class: &str) -> bool {
    element.attr("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|own| own == class))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "figure"
            | "figcaption"
            | "aside"
            | "blockquote"
            | "pre"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "details"
            | "summary"
            | "html"
            | "body"
            | "center"
            | "address"
    )
}

impl Reader<'_> {
    /// Reads what an element holds as blocks; words between them become paragraphs.
    pub(super) fn blocks(&self, within: Place<'_>, depth: usize, out: &mut Vec<Node>) {
        let mut line = Vec::new();
        if depth >= DEEPEST {
            inline::words_below(within, &mut line);
            out.extend(inline::paragraph(line));
            return;
        }
        for child in within.children() {
            match child.value() {
                Markup::Element(element) if is_silent(element) => {}
                Markup::Element(element) if is_block(element.name()) => {
                    out.extend(inline::paragraph(std::mem::take(&mut line)));
                    self.block(child, element, depth + 1, out);
                }
                _ => self.inline(child, depth + 1, &mut line),
            }
        }
        out.extend(inline::paragraph(line));
    }

    fn block(&self, place: Place<'_>, element: &Element, depth: usize, out: &mut Vec<Node>) {
        match element.name() {
            "p" | "dt" | "dd" | "figcaption" | "address" => out.extend(inline::paragraph(self.inside(place, depth))),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => {
                let words = inline::paragraph(self.inside(place, depth));
                if let Some(Node::Paragraph(words)) = words {
                    out.push(Node::Paragraph(vec![Node::Bold(words)]));
                }
            }
            "aside" if self.own && (has(element, "quote") || has(element, "onebox")) => {}
            "aside" if has(element, "quote") => self.quote(place, element, depth, out),
            "aside" if has(element, "onebox") => self.preview(place, element, depth, out),
            "blockquote" => {
                let mut inner = Vec::new();
                self.blocks(place, depth, &mut inner);
                if !inner.is_empty() {
                    out.push(Node::Quote(inner));
                }
            }
            "pre" => {
                let mut text = String::new();
                inline::raw_words(place, &mut text);
                let kept = text.trim_end_matches('\n').len();
                text.truncate(kept);
                if !text.is_empty() {
                    out.push(Node::Pre(text));
                }
            }
            "ul" | "ol" => self.list(place, element, depth, out),
            "table" => self.table(place, depth, out),
            "hr" => out.push(Node::Rule),
            _ => self.blocks(place, depth, out),
        }
    }

    /// Somebody's words from another post: who, and what.
    fn quote(&self, place: Place<'_>, element: &Element, depth: usize, out: &mut Vec<Node>) {
        let mut inner = Vec::new();
        if let Some(name) = element.attr("data-username").map(str::trim).filter(|name| !name.is_empty()) {
            let who = Node::Account { remote: format!("@{name}"), label: Some(name.to_owned()) };
            inner.push(Node::Paragraph(vec![Node::Bold(vec![who, Node::text(":")])]));
        }
        for child in place.children() {
            match child.value() {
                Markup::Element(part) if part.name() == "blockquote" => self.blocks(child, depth + 1, &mut inner),
                _ => {}
            }
        }
        if !inner.is_empty() {
            out.push(Node::Quote(inner));
        }
    }

    /// A preview of a link.
    fn preview(&self, place: Place<'_>, element: &Element, depth: usize, out: &mut Vec<Node>) {
        let mut inner = Vec::new();
        if let Some(target) = element.attr("data-onebox-src").filter(|target| !target.is_empty()) {
            inner.push(Node::Paragraph(vec![Node::Link { target: self.target(target), label: Vec::new() }]));
        }
        for child in place.children() {
            let is_head = matches!(child.value(), Markup::Element(part) if part.name() == "header");
            if !is_head || inner.is_empty() {
                match child.value() {
                    Markup::Element(part) if !is_silent(part) => self.blocks(child, depth + 1, &mut inner),
                    _ => {}
                }
            }
        }
        if !inner.is_empty() {
            out.push(Node::Quote(inner));
        }
    }

    fn list(&self, place: Place<'_>, element: &Element, depth: usize, out: &mut Vec<Node>) {
        let mut items = Vec::new();
        for child in place.children() {
            if !matches!(child.value(), Markup::Element(item) if item.name() == "li") {
                continue;
            }
            let mut item = Vec::new();
            self.blocks(child, depth + 1, &mut item);
            // A single paragraph needs no frame of its own.
            match item.as_mut_slice() {
                [Node::Paragraph(words)] => items.push(std::mem::take(words)),
                [] => {}
                _ => items.push(item),
            }
        }
        if !items.is_empty() {
            let start = element.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1);
            out.push(Node::List { ordered: element.name() == "ol", start, items });
        }
    }

    fn table(&self, place: Place<'_>, depth: usize, out: &mut Vec<Node>) {
        let is = |place: &Place<'_>, names: &[&str]| match place.value() {
            Markup::Element(element) => names.contains(&element.name()),
            _ => false,
        };
        let mut rows = Vec::new();
        let parts = place.children().flat_map(|part| match is(&part, &["tr"]) {
            true => vec![part],
            false => part.children().filter(|row| is(row, &["tr"])).collect(),
        });
        for row in parts {
            let cells = row.children().filter(|cell| is(cell, &["td", "th"]));
            rows.push(cells.map(|cell| inline::trimmed(self.inside(cell, depth + 3))).collect::<Vec<_>>());
        }
        if rows.iter().flatten().any(|cell| !cell.is_empty()) {
            out.push(Node::Table(rows));
        }
    }
}
