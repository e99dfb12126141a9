//! Comma-separated values that a spreadsheet cannot mistake for formulas.
//!
//! **Invariants:** RFC 4180: CRLF, quotes doubled; no cell begins with what a spreadsheet computes, so what a stranger
//! chose as a name does nothing on anybody's machine.

use std::io::{self, Write};

/// What spreadsheets know a UTF-8 file by.
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Writes a row.
///
/// # Errors
/// As `out`.
pub(crate) fn row<'a>(out: &mut impl Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    for (index, text) in cells.enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        cell(out, text)?;
    }
    out.write_all(b"\r\n")
}

fn cell(out: &mut impl Write, text: &str) -> io::Result<()> {
    if !text.contains([',', '"', '\r', '\n', '\'']) && text.trim() == text {
        return out.write_all(text.as_bytes());
    }
    out.write_all(b"\"")?;
    out.write_all(text.replace('"', "\"\"").as_bytes())?;
    out.write_all(b"\"")
}

/// The text with an apostrophe before it where a spreadsheet would compute it. Whoever began with an apostrophe there gets
/// another, so that reading it back is without doubt.
pub(crate) fn harmless(text: String) -> String {
    // Spaces and their like do not hide a formula, and a full-width sign is one to some spreadsheets.
    let bare = text.trim_start_matches('\'').trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    let is_formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '|', '%', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text }
}

/// A telephone number as one writes it: no spreadsheet computes more than a number of it.
pub(super) fn is_phone(text: &str) -> bool {
    text.strip_prefix('+')
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || " ()./".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[&str]) -> String {
        let mut out = Vec::new();
        row(&mut out, cells.iter().copied()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(line(&["a", "b c", ""]), "a,b c,\r\n");
        assert_eq!(
            line(&["a,b", "say \"hi\"", "two\nlines", " edge"]),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" edge\"\r\n"
        );
    }

    #[test]
    fn nothing_is_a_formula() {
        for text in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "  =1",
            "\u{3000}=1",
            "＝1",
            "\u{a0}@x",
            "\0=1",
            "\n=1",
        ] {
            assert_eq!(harmless(text.into()), format!("'{text}"));
        }
        for text in ["Ada", "a=b", "1-2", "", "'tis", "O'Hara", "#channel"] {
            assert_eq!(harmless(text.into()), text);
        }
        assert_eq!(harmless("'=1".into()), "''=1", "what began with an apostrophe keeps its own");
    }

    #[test]
    fn telephone_numbers_are_told_from_formulas() {
        assert!(is_phone("+49 (30) 123/456"));
        for text in ["+", "+cmd|x", "+1-A1", "=1", "+A1", "+1!1", "49"] {
            assert!(!is_phone(text), "{text}");
        }
    }
}
