//! Puts cells in order: what spreadsheets and other programs add around a value.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What spreadsheets write where a formula failed.
const FAILED: [&str; 8] = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"];
/// Signs that begin a formula: programs that export carefully put a `'` before them.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell's value; empty when there is none.
pub(super) fn value(cell: &str) -> Cow<'_, str> {
    let mut value = cell.trim_matches(is_blank);
    if let Some(rest) = value.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)) {
        value = rest;
    }
    // ="0049" is how a spreadsheet is told to keep the zeros.
    let enclosed = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = enclosed.filter(|inner| !inner.contains('"')) {
        value = inner.trim_matches(is_blank);
    }
    let has_control = value.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t'));
    match (has_control, is_nfc(value)) {
        (false, true) => Cow::Borrowed(value),
        (true, _) => {
            let kept = value.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t'));
            Cow::Owned(kept.nfc().collect())
        }
        (false, false) => Cow::Owned(value.nfc().collect()),
    }
}

/// Spaces of all kinds, also those that cannot be seen.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
}

/// Whether it is what a failed formula left.
pub(super) fn is_failed(value: &str) -> bool {
    FAILED.contains(&value)
}

/// A heading as it is compared: without case, and every kind of gap the same.
pub(super) fn folded(header: &str) -> String {
    let lower = value(header).to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-')).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// An address, when it looks like one.
pub(super) fn email(value: &str) -> Option<String> {
    let value = value.strip_prefix("mailto:").unwrap_or(value);
    // "Ann Example <ann@example.org>"
    let value = match (value.rfind('<'), value.strip_suffix('>')) {
        (Some(at), Some(inner)) => inner.get(at + 1..).unwrap_or_default(),
        _ => value,
    };
    let (name, host) = value.rsplit_once('@')?;
    let fine = |text: &str| {
        !text.is_empty()
            && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '@' | '<' | '>'))
    };
    (fine(name) && fine(host) && !host.starts_with('.') && !host.ends_with('.') && value.len() <= 254)
        .then(|| value.to_owned())
}

/// A page's address, `https` where it says nothing.
pub(super) fn link(value: &str) -> Option<String> {
    let whole = if value.contains("://") { value.to_owned() } else { format!("https://{value}") };
    let url = url::Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    (host.contains('.') && !value.contains(char::is_whitespace) && whole.len() <= 2_000).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_add_is_taken_off() {
        assert_eq!(value(" \u{feff}Ann\u{a0} "), "Ann");
        assert_eq!(value("'=1+1"), "=1+1");
        assert_eq!(value("'tis"), "'tis");
        assert_eq!(value("=\"0049123\""), "0049123");
        assert_eq!(value("Jose\u{301}"), "José");
        assert_eq!(value("a\u{7}b\nc"), "ab\nc");
        assert_eq!(value("=cmd|' /C calc'!A0"), "=cmd|' /C calc'!A0", "kept as the words it is");
    }

    #[test]
    fn addresses_are_told_from_other_words() {
        assert_eq!(email("Ann Example <ann@example.org>").as_deref(), Some("ann@example.org"));
        for wrong in ["", "ann", "@x", "a@", "a b@x.org", "a@b@c", "a@x.org, b@x.org", "a@.org"] {
            assert_eq!(email(wrong), None, "{wrong}");
        }
        assert_eq!(link("example.org/ann").as_deref(), Some("https://example.org/ann"));
        assert_eq!(link("javascript://x.y/%0Aalert(1)"), None);
        assert_eq!(link("not a page"), None);
    }
}
