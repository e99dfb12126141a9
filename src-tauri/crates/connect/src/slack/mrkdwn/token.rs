//! What stands between `<` and `>`.
//!
//! Slack docs, "Formatting message text": the first character tells (`@` a user, `#` a channel, `!` something special,
//! anything else a link), and what follows `|` is the words to show.

use kith_domain::rich::Broadcast;

/// A reference or a link. All parts are still escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Account {
        remote: &'a str,
        label: Option<&'a str>,
    },
    Space {
        remote: &'a str,
        label: Option<&'a str>,
    },
    Group {
        remote: &'a str,
        label: Option<&'a str>,
    },
    Broadcast(Broadcast),
    Date {
        at: i64,
        link: Option<&'a str>,
        words: &'a str,
    },
    /// Something special that is not known: the words that Slack gives for it.
    Words(&'a str),
    Link {
        target: &'a str,
        label: Option<&'a str>,
    },
}

/// Reads what is between `<` and `>`. `None` is for words that merely stand between such signs.
pub(super) fn classify(inside: &str) -> Option<Token<'_>> {
    let (target, label) = match inside.split_once('|') {
        Some((target, label)) => (target, Some(label).filter(|label| !label.trim().is_empty())),
        None => (inside, None),
    };
    if let Some(remote) = target.strip_prefix('@') {
        return is_id(remote).then_some(Token::Account { remote, label: label.map(|label| unsigned(label, '@')) });
    }
    if let Some(remote) = target.strip_prefix('#') {
        return is_id(remote).then_some(Token::Space { remote, label: label.map(|label| unsigned(label, '#')) });
    }
    if let Some(special) = target.strip_prefix('!') {
        return special_token(special, label);
    }
    is_address(target).then_some(Token::Link { target, label })
}

fn special_token<'a>(special: &'a str, label: Option<&'a str>) -> Option<Token<'a>> {
    let (kind, rest) = special.split_once('^').unwrap_or((special, ""));
    match kind {
        "here" => Some(Token::Broadcast(Broadcast::Here)),
        // `group` is what `channel` was called in private channels.
        "channel" | "group" => Some(Token::Broadcast(Broadcast::Channel)),
        "everyone" => Some(Token::Broadcast(Broadcast::Everyone)),
        "subteam" if is_id(rest) => Some(Token::Group { remote: rest, label: label.map(|label| unsigned(label, '@')) }),
        "date" => {
            let mut parts = rest.splitn(3, '^');
            let at = parts.next().and_then(|seconds| seconds.parse().ok());
            let link = parts.nth(1).filter(|link| is_address(link));
            match at {
                Some(at) => Some(Token::Date { at, link, words: label.unwrap_or_default() }),
                None => label.map(Token::Words),
            }
        }
        _ => label.or((!kind.trim().is_empty()).then_some(kind)).map(Token::Words),
    }
}

fn unsigned(label: &str, sign: char) -> &str {
    label.strip_prefix(sign).unwrap_or(label)
}

fn is_id(remote: &str) -> bool {
    !remote.is_empty() && remote.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// Whether it begins with a scheme.
fn is_address(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
            && !rest.is_empty()
            && !rest.starts_with(char::is_whitespace)
    })
}
