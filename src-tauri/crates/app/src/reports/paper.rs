//! A plain paper: headings, numbers in rows, words, quotes. And a certificate. As a page, and (in `pdf/paper.rs`) as a PDF.
//!
//! **Invariant:** whatever somebody wrote is text on it.

use std::fmt::Write as _;

use super::{html::STYLE, pdf};
use crate::{exports::escaped, reports::value::paragraphs};

/// A number in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PaperRow {
    /// What is counted.
    pub(crate) label: String,
    /// The number, in words.
    pub(crate) value: String,
    /// What it is to be read with.
    pub(crate) remark: String,
}

/// A part of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PaperPart {
    /// Its heading.
    pub(crate) title: String,
    /// Numbers.
    pub(crate) rows: Vec<PaperRow>,
    /// Words, paragraph by paragraph.
    pub(crate) words: Vec<String>,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    /// Whose it is.
    pub(crate) community: String,
    /// What it is about.
    pub(crate) title: String,
    /// Under the title.
    pub(crate) about: String,
    /// Its parts.
    pub(crate) parts: Vec<PaperPart>,
    /// The day it was made: `2026-11-22`.
    pub(crate) made_on: String,
}

/// That somebody took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// Whose it is.
    pub(crate) community: String,
    /// Who.
    pub(crate) name: String,
    /// What for, in sentences.
    pub(crate) words: Vec<String>,
    /// The day it was made: `2026-11-22`.
    pub(crate) made_on: String,
}

impl Paper {
    /// As a PDF.
    ///
    /// # Errors
    /// In words; only a fault in this program leads there.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>, String> {
        pdf::paper(self)
    }

    /// As a page that needs nothing else.
    pub(crate) fn html(&self) -> Vec<u8> {
        let mut out = String::with_capacity(1 << 14);
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header>\n<p class=\"over\" dir=\"auto\">{}</p>\n<h1 dir=\"auto\">{}</h1>\n<p class=\"soft\">{}</p>\n</header>\n<main>\n",
            escaped(&self.title),
            escaped(&self.community),
            escaped(&self.title),
            escaped(&self.about),
        );
        for part in &self.parts {
            let _ = writeln!(out, "<section>\n<h2>{}</h2>", escaped(&part.title));
            if !part.rows.is_empty() {
                out.push_str("<table>\n<thead><tr><th scope=\"col\">Measure</th><th scope=\"col\">Number</th><th scope=\"col\">Remarks</th></tr></thead>\n<tbody>\n");
                for row in &part.rows {
                    let _ = writeln!(
                        out,
                        "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"soft\">{}</td></tr>",
                        escaped(&row.label),
                        escaped(&row.value),
                        escaped(&row.remark)
                    );
                }
                out.push_str("</tbody>\n</table>\n");
            }
            for paragraph in part.words.iter().flat_map(|words| paragraphs(words)) {
                let _ =
                    writeln!(out, "<p class=\"words\" dir=\"auto\">{}</p>", escaped(&paragraph).replace('\n', "<br>"));
            }
            out.push_str("</section>\n");
        }
        let _ =
            write!(out, "</main>\n<footer>Made on {} with Kith.</footer>\n</body>\n</html>\n", escaped(&self.made_on));
        out.into_bytes()
    }
}

impl Certificate {
    /// As a PDF.
    ///
    /// # Errors
    /// In words; only a fault in this program leads there.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>, String> {
        pdf::certificate(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_are_printed() {
        for name in ["Ada Łovelace", "محمد", "李小龙", "🎉", "", &"Wolfeschlegelsteinhausen".repeat(12)] {
            let one = Certificate {
                community: "Pear people".into(),
                name: name.to_owned(),
                words: vec!["took part <b>".into()],
                made_on: "2026-11-22".into(),
            };
            assert!(one.pdf().unwrap().starts_with(b"%PDF"), "{name}");
        }
    }

    #[test]
    fn what_somebody_wrote_is_text() {
        let row = |label: &str| PaperRow { label: label.into(), value: "1 of 2".into(), remark: String::new() };
        let part = |at: usize| PaperPart {
            title: format!("Part {at}"),
            rows: (0..30).map(|_| row("Pairs")).collect(),
            words: vec!["<script>alert(1)</script>".into()],
        };
        let paper = Paper {
            community: "Pear people".into(),
            title: "Programme".into(),
            about: "2026".into(),
            parts: (0..4).map(part).collect(),
            made_on: "2026-11-22".into(),
        };
        let html = String::from_utf8(paper.html()).unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
        assert!(paper.pdf().unwrap().len() > 5_000);
    }
}
