//! A post's Markdown where its HTML was not kept: paragraphs, code, quotes; the rest is shown as it was written.
//!
//! **Invariant:** every character but the signs of quotes and of code is kept.

use kith_domain::rich::Node;

/// Reads Markdown roughly.
pub fn parse(text: &str) -> Vec<Node> {
    let mut reader = Reader::default();
    for line in text.lines() {
        reader.line(line);
    }
    reader.end_code();
    reader.end_lines();
    reader.end_quote();
    reader.out
}

#[derive(Default)]
struct Reader {
    out: Vec<Node>,
    lines: Vec<String>,
    quote: Vec<Node>,
    quoted: bool,
    code: Option<Vec<String>>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let bare = line.trim();
        if let Some(code) = &mut self.code {
            match bare.starts_with("```") {
                true => self.end_code(),
                false => code.push(line.to_owned()),
            }
            return;
        }
        if bare.starts_with("```") {
            self.end_lines();
            self.code = Some(Vec::new());
        } else if let Some(head) = bare.strip_prefix("[quote") {
            self.end_lines();
            self.end_quote();
            self.quoted = true;
            // `[quote="name, post:1, topic:2"]`
            let name = head.trim_start_matches("=\"").split([',', '"', ']']).next().unwrap_or_default().trim();
            if !name.is_empty() && head.starts_with('=') {
                self.quote.push(Node::Paragraph(vec![Node::Bold(vec![Node::Text(format!("{name}:"))])]));
            }
        } else if bare == "[/quote]" {
            self.end_lines();
            self.end_quote();
        } else if let Some(rest) = line.strip_prefix('>') {
            if !self.quoted {
                self.end_lines();
            }
            self.quoted = true;
            self.lines.push(rest.strip_prefix(' ').unwrap_or(rest).to_owned());
        } else if bare.is_empty() {
            let is_marked = self.lines.is_empty() && self.quoted;
            self.end_lines();
            if !is_marked {
                self.close_marks();
            }
        } else {
            self.lines.push(line.to_owned());
        }
    }

    /// A quote made of signs ends with an empty line, one in brackets with its bracket.
    fn close_marks(&mut self) {
        let in_brackets =
            matches!(self.quote.first(), Some(Node::Paragraph(first)) if matches!(first.as_slice(), [Node::Bold(_)]));
        if self.quoted && !in_brackets {
            self.end_quote();
        }
    }

    fn end_lines(&mut self) {
        if self.lines.is_empty() {
            return;
        }
        let words = std::mem::take(&mut self.lines).join("\n");
        let words = words.trim_matches('\n');
        if !words.is_empty() {
            self.block(Node::Paragraph(vec![Node::text(words)]));
        }
    }

    fn end_code(&mut self) {
        if let Some(code) = self.code.take().filter(|code| !code.is_empty()) {
            self.block(Node::Pre(code.join("\n")));
        }
    }

    fn end_quote(&mut self) {
        self.quoted = false;
        let quote = std::mem::take(&mut self.quote);
        if !quote.is_empty() {
            self.out.push(Node::Quote(quote));
        }
    }

    fn block(&mut self, node: Node) {
        match self.quoted {
            true => self.quote.push(node),
            false => self.out.push(node),
        }
    }
}
