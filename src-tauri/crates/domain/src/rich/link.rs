//! Which addresses may be followed, and when the place they lead to must be shown beside the words.
//!
//! **Invariant:** what [`allowed_link`] gives is `http`, `https` or `mailto`, without a user name, a password, control or
//! bidi characters, and its host is in ASCII.

use url::Url;

use super::is_bidi_control;

/// Longest address that may be followed, in bytes. Browsers and servers stop at about this.
const LONGEST: usize = 8_192;

/// What an e-mail link may fill in. Some programs attach files that the link names.
const MAIL_FIELDS: [&str; 5] = ["to", "cc", "bcc", "subject", "body"];

/// Why an address may not be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefused {
    /// Longer than 8,192 bytes.
    #[error("the address is too long")]
    TooLong,
    /// It holds characters that cannot be seen or that change the direction of the text.
    #[error("the address holds invisible characters")]
    Characters,
    /// Not an address at all.
    #[error("this is not an address")]
    Malformed,
    /// Another scheme than `http`, `https` and `mailto`.
    #[error("addresses of this kind are not opened")]
    Scheme,
    /// A user name or a password in it, mostly to look like another place.
    #[error("the address holds a user name or a password")]
    UserInfo,
    /// An e-mail address that wants to fill in more than words.
    #[error("the e-mail address asks for more than words")]
    MailFields,
}

/// Reads an address that a person may follow. Its words are from a stranger.
pub fn allowed_link(target: &str) -> Result<Url, LinkRefused> {
    if target.len() > LONGEST {
        return Err(LinkRefused::TooLong);
    }
    if target.chars().any(|c| c.is_control() || c.is_whitespace() || is_bidi_control(c) || is_invisible(c)) {
        return Err(LinkRefused::Characters);
    }
    let url = Url::parse(target).map_err(|_| LinkRefused::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(LinkRefused::UserInfo);
    }
    match url.scheme() {
        "http" | "https" if url.host_str().is_none_or(str::is_empty) => return Err(LinkRefused::Malformed),
        "http" | "https" => {}
        "mailto" if url.has_authority() || url.path().is_empty() => return Err(LinkRefused::Malformed),
        "mailto" => {
            if !url.query_pairs().all(|(field, _)| MAIL_FIELDS.contains(&field.to_ascii_lowercase().as_str())) {
                return Err(LinkRefused::MailFields);
            }
        }
        _ => return Err(LinkRefused::Scheme),
    }
    Ok(url)
}

/// The place an allowed address leads to: the host in ASCII, or the e-mail address.
pub(super) fn place(url: &Url) -> &str {
    url.host_str().unwrap_or_else(|| url.path())
}

/// Whether the place must stand beside the label: the label shows another place, or tries to hide what it shows.
pub(super) fn must_show_place(url: &Url, label: &str) -> bool {
    let place = place(url);
    if label.chars().any(is_bidi_control) || place.split('.').any(|part| part.starts_with("xn--")) {
        return true;
    }
    let is_mail = url.scheme() == "mailto";
    let seen: String = label.chars().filter(|c| !is_invisible(*c)).map(plain_dot).collect();
    if seen.trim().is_empty() {
        return true;
    }
    seen.split(|c: char| c.is_whitespace() || "<>()[]{}\"'`|,;!".contains(c)).any(|word| {
        let rest = word.find("//").and_then(|at| word.get(at + 2..)).unwrap_or(word);
        let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
        if is_mail && host.contains('@') {
            let shown = host.strip_prefix("mailto:").unwrap_or(host).trim_end_matches('.');
            return !shown.eq_ignore_ascii_case(place);
        }
        let host = host.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default().trim_matches('.');
        let target = if is_mail { place.rsplit('@').next().unwrap_or_default() } else { place };
        looks_like_host(host) && !without_www(host).eq_ignore_ascii_case(without_www(target))
    })
}

/// Takes the other dots that browsers read as one, or that look like one.
const fn plain_dot(character: char) -> char {
    match character {
        '\u{2024}' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => '.',
        other => other,
    }
}

const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// `example.org`, `10.0.0.1`, also in other scripts; not `v2.1` and not `e.g.`
fn looks_like_host(word: &str) -> bool {
    let Some((before, last)) = word.rsplit_once('.') else { return false };
    let parts = before.split('.');
    let is_numbers = word.split('.').count() == 4 && word.split('.').all(|part| part.parse::<u8>().is_ok());
    let is_name = last.chars().nth(1).is_some() && last.chars().all(|c| c.is_alphabetic() || c == '-');
    let fits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    is_numbers || (is_name && parts.into_iter().all(fits))
}
