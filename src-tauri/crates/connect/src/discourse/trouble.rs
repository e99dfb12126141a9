//! What an answer means that is not what was asked for.
//!
//! A refusal for haste comes in four shapes: JSON with the seconds, plain text with them, JSON without, and a page of a
//! proxy. Errors come as `errors`, as `error`, as `failed`, as text and as pages.
//!
//! **Invariants:** the status is looked at before the body; no error holds more of a body than one sentence that the forum
//! wrote about a write; a wait is exactly what was told.

use serde_json::Value;

use super::wire;
use crate::{Error, http::Answer};

/// The first wait after a refusal that does not say how long, and the longest.
const BLIND: (u64, u64) = (15_000, 300_000);

/// How long a refusal for haste asks to wait: its own words, else its header, else longer each time (`refused` times
/// so far without a word).
pub(super) fn wait(answer: &Answer, now: i64, refused: u32) -> (u64, bool) {
    let told = answer.is_json().then(|| serde_json::from_slice::<Value>(&answer.body).ok()).flatten();
    let seconds = told
        .and_then(|body| wire::float(wire::at(&body, &["extras", "wait_seconds"])))
        .filter(|seconds| *seconds >= 0.0);
    if let Some(seconds) = seconds {
        // Casting a float stops at the largest number.
        return (((seconds * 1_000.0).ceil() as u64).min(7 * 86_400_000), true);
    }
    match answer.retry_after(now) {
        Some(wait) => (wait, true),
        None => ((BLIND.0 << refused.min(10)).min(BLIND.1), false),
    }
}

/// The body, if it is JSON.
fn json(answer: &Answer) -> Option<Value> {
    serde_json::from_slice(&answer.body).ok()
}

/// Whether a refusal says that nobody is signed in.
fn says_signed_out(body: &Value) -> bool {
    wire::text(&body["error_type"]).as_deref() == Some("not_logged_in")
}

/// The error of an answer whose status is not a success; a 403 with a key may still turn out to be a dead key.
pub(super) fn of(answer: &Answer, what: &str, with_key: bool) -> Error {
    match answer.status {
        403 => {
            let body = json(answer).unwrap_or_default();
            if says_signed_out(&body) {
                return Error::SignedOut(match with_key {
                    true => "the forum does not accept this key: enter a new one".into(),
                    false => "this forum shows nothing to guests: enter a key".into(),
                });
            }
            Error::Forbidden {
                what: what.to_owned(),
                why: match with_key {
                    true => "the key or its owner may not do this".into(),
                    false => "the forum does not show it to guests".into(),
                },
                scope: None,
            }
        }
        401 => Error::SignedOut("the forum does not accept this key: enter a new one".into()),
        404 | 410 => Error::NotFound(format!("{what}: the forum has no such thing")),
        409 => Error::Overtaken(format!("somebody else was first with {what}: nothing was done")),
        400 | 413 | 422 => Error::Refused(sentence(answer).unwrap_or_else(|| format!("the forum refused {what}"))),
        500..=599 => Error::Remote(format!("it answered {} to {what}", answer.status)),
        status => Error::Remote(format!("it answered {status} to {what}, which makes no sense")),
    }
}

/// The forum's own first sentence about a refusal.
fn sentence(answer: &Answer) -> Option<String> {
    let body = json(answer)?;
    let first = wire::at(&body, &["errors"])
        .as_array()
        .and_then(|errors| errors.first())
        .unwrap_or(wire::at(&body, &["error"]));
    let words = wire::text(first).or_else(|| wire::text(wire::at(&body, &["message"])))?;
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    for word in words.split_inclusive(' ') {
        out.push_str(word);
        let end = word.trim_end();
        if out.chars().count() > 200 || end.ends_with(['.', '!', '?']) {
            break;
        }
    }
    let out = out.trim_end();
    let out: String = out.chars().take(300).collect();
    (!out.is_empty()).then_some(out)
}

/// The body of a success as JSON. A page instead of data, half an answer: the server, or something before it, is ill.
pub(super) fn body(answer: &Answer, what: &str) -> Result<Value, Error> {
    if answer.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Null);
    }
    json(answer).ok_or_else(|| match answer.is_json() {
        true => Error::Remote(format!("its answer to {what} broke off")),
        false => Error::Remote(format!("it answered {what} with a page instead of data")),
    })
}
