//! What of a text can be searched.
//!
//! **Invariant:** no id of Slack's gets into the index, and no query or fragment of an address.

use super::token::{Token, classify};
use super::{entity, unescape};

/// Appends what a person would search for: the words, the labels of links and references, and of addresses the host and
/// the path. It runs on every message that is read in, so plain words are copied as they are.
pub fn index_text(mrkdwn: &str, out: &mut String) {
    let mut rest = mrkdwn;
    while let Some((before, special)) =
        memchr::memchr2(b'<', b'&', rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(before);
        rest = match entity(special) {
            Some((character, length)) => {
                out.push(character);
                special.get(length..).unwrap_or_default()
            }
            None => reference(special, out).unwrap_or_else(|| {
                let (sign, after) = special.split_at_checked(1).unwrap_or((special, ""));
                out.push_str(sign);
                after
            }),
        };
    }
    out.push_str(rest);
}

/// Appends the words of what stands between `<` and `>`; gives the text behind it.
fn reference<'a>(special: &'a str, out: &mut String) -> Option<&'a str> {
    let inside = special.strip_prefix('<')?;
    let end = memchr::memchr2(b'<', b'>', inside.as_bytes())?;
    let (inside, after) = inside.split_at_checked(end)?;
    let after = after.strip_prefix('>')?;
    match classify(inside)? {
        Token::Account { label, .. } | Token::Space { label, .. } | Token::Group { label, .. } => {
            unescape(label.unwrap_or_default(), out);
        }
        Token::Broadcast(_) => {}
        Token::Date { words, .. } | Token::Words(words) => unescape(words, out),
        Token::Link { target, label } => {
            if let Some(label) = label.filter(|label| !target.ends_with(label) && !label.contains("://")) {
                unescape(label, out);
                out.push(' ');
            }
            address(target, out);
        }
    }
    Some(after)
}

/// `https://example.org/a%20b?c#d` → `example.org/a b`
fn address(target: &str, out: &mut String) {
    let rest = target.split_once(':').map_or(target, |(_, rest)| rest);
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let place = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    match percent_decoded(place) {
        Some(decoded) => unescape(&decoded, out),
        None => unescape(place, out),
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    memchr::memchr(b'%', text.as_bytes())?;
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
