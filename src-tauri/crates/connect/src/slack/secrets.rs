//! Takes tokens out of what Slack says.
//!
//! Exports carry live tokens in the addresses of files (`…?t=xoxe-…`), and people paste theirs into messages. Neither may
//! lie in a file on somebody's disk.
//!
//! **Invariant:** what comes out holds nothing that looks like a Slack token.

use memchr::memmem;

/// What stands where a token was.
const REDACTED: &[u8] = b"redacted";
/// A token is longer than this; shorter things only look like one.
const SHORTEST: usize = 12;

/// Replaces every token in a file; cheap when there is none.
pub(super) fn redact(bytes: &mut Vec<u8>) {
    let mut found = Vec::new();
    for prefix in [&b"xox"[..], b"xapp-"] {
        for at in memmem::find_iter(bytes, prefix) {
            let after = bytes.get(at + 3..at + 5).unwrap_or_default();
            let is_token = prefix.len() > 3 || matches!(after, [b'a'..=b'z', b'-' | b'.']);
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'%'))
                .count();
            if is_token && length >= SHORTEST {
                found.push((at, at + length));
            }
        }
    }
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    let mut clean = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for (start, end) in found {
        if start < from {
            // A token within a token (`xoxe.xoxp-…`) is gone already.
            continue;
        }
        clean.extend_from_slice(bytes.get(from..start).unwrap_or_default());
        clean.extend_from_slice(REDACTED);
        from = end;
    }
    clean.extend_from_slice(bytes.get(from..).unwrap_or_default());
    *bytes = clean;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_and_everything_else_stays() {
        let check = |input: &str, expected: &str| {
            let mut bytes = input.as_bytes().to_vec();
            redact(&mut bytes);
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        };
        check(
            r#"{"u":"https:\/\/files.slack.com\/a.pdf?t=xoxe-1234567890-abcdef","n":1}"#,
            r#"{"u":"https:\/\/files.slack.com\/a.pdf?t=redacted","n":1}"#,
        );
        check("my token is xoxe.xoxp-1-Mi0yLTEyMzQ, ok", "my token is redacted, ok");
        check("xapp-1-A012-345-deadbeef xoxb-123456789012-x", "redacted redacted");
        check("xoxo hugs, xoxo- and xox", "xoxo hugs, xoxo- and xox");
    }
}
