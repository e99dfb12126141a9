//! JSON as Slack's exports have it: indented by four, only ASCII, slashes escaped.

use std::fmt::Write;

/// Writes indented JSON into a string. Commas, line ends and indents are its business; nesting is the caller's.
#[derive(Debug, Default)]
pub(crate) struct Json {
    pub(crate) out: String,
    depth: usize,
    fresh: bool,
}

impl Json {
    pub(crate) fn start(&mut self) {
        self.out.clear();
        self.depth = 0;
        self.fresh = true;
    }

    fn line(&mut self) {
        if !self.fresh {
            self.out.push(',');
        }
        self.fresh = false;
        if self.depth > 0 {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push_str("    ");
            }
        }
    }

    /// Opens `{` or `[`: a value of an array.
    pub(crate) fn open(&mut self, bracket: char) {
        self.line();
        self.out.push(bracket);
        self.depth += 1;
        self.fresh = true;
    }

    /// Opens `{` or `[` under a key.
    pub(crate) fn open_at(&mut self, key: &str, bracket: char) {
        self.key(key);
        self.out.push(bracket);
        self.depth += 1;
        self.fresh = true;
    }

    /// Closes with `}` or `]`.
    pub(crate) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.fresh {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push_str("    ");
            }
        }
        self.out.push(bracket);
        self.fresh = false;
    }

    fn key(&mut self, key: &str) {
        self.line();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\": ");
    }

    /// A text under a key.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quoted(value);
    }

    /// A number, `true`, `false` or `null` under a key.
    pub(crate) fn bare(&mut self, key: &str, value: impl std::fmt::Display) {
        self.key(key);
        let _ = write!(self.out, "{value}");
    }

    /// A text in an array.
    pub(crate) fn item(&mut self, value: &str) {
        self.line();
        self.quoted(value);
    }

    fn quoted(&mut self, value: &str) {
        self.out.push('"');
        for char in value.chars() {
            match char {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '/' => self.out.push_str("\\/"),
                '\n' => self.out.push_str("\\n"),
                ' '..='~' => self.out.push(char),
                _ => {
                    for unit in char.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.out, "\\u{unit:04x}");
                    }
                }
            }
        }
        self.out.push('"');
    }
}
