//! Slack's words for what went wrong, as what somebody can do about it.
//!
//! **Invariant:** of an answer only single words of a plain alphabet get into an error.

use crate::{
    error::Error,
    http::{Http, Waits},
};

/// A word of an answer, reduced to what such a word is made of.
pub(in crate::slack) fn word(code: &str) -> String {
    code.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').take(60).collect()
}

/// A scope of an answer: the first of a list, reduced to what a scope is made of.
pub(in crate::slack) fn scope(needed: &str) -> String {
    let first = needed.split(',').next().unwrap_or_default();
    first
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':' | '.'))
        .take(60)
        .collect()
}

/// Whether a word means "too often".
pub(super) fn is_limit(code: &str) -> bool {
    matches!(code, "ratelimited" | "rate_limited" | "message_limit_exceeded")
}

/// How long to wait after being told that it was too often.
pub(in crate::slack) fn wait(told: Option<u64>, http: &Http) -> Error {
    let waits: &dyn Waits = &*http.network().waits;
    // Told to wait for nothing, a breath keeps this from being a tight loop.
    let milliseconds = told.map_or_else(|| 1_000 + waits.jitter(1_000), |told| told.max(50));
    Error::Waiting { milliseconds }
}

/// What passes by itself.
pub(super) fn passing(code: &str, http: &Http) -> Option<Error> {
    match code {
        "internal_error" | "fatal_error" | "service_unavailable" | "request_timeout" => {
            Some(Error::Remote(code.to_owned()))
        }
        _ if is_limit(code) => Some(wait(None, http)),
        _ => None,
    }
}

/// Whether a word speaks of one channel only, so that a run goes on without it.
pub(super) fn is_of_channel(code: &str) -> bool {
    matches!(
        code,
        "channel_not_found"
            | "not_in_channel"
            | "missing_scope"
            | "method_not_supported_for_channel_type"
            | "access_denied"
            | "no_permission"
            | "not_allowed_token_type"
            | "restricted_action"
            | "user_is_restricted"
            | "enterprise_is_restricted"
            | "is_archived"
            | "thread_not_found"
    )
}

/// What a word means.
pub(in crate::slack) fn of(code: &str, needed: Option<&str>) -> Error {
    let forbidden = |why: &str| Error::Forbidden { what: "this".into(), why: why.into(), scope: None };
    match code {
        "not_authed" | "invalid_auth" => Error::SignedOut(
            "Slack does not accept this token: copy it again, or sign in from an address your workspace allows".into(),
        ),
        "token_expired" => Error::SignedOut("the token has expired: sign in again".into()),
        "token_revoked" | "account_inactive" => {
            Error::SignedOut("the app was removed from the workspace, or its account was deactivated".into())
        }
        "invalid_refresh_token"
        | "invalid_client_id"
        | "invalid_code"
        | "invalid_code_verifier"
        | "bad_redirect_uri"
        | "pkce_not_allowed" => Error::SignedOut("Slack did not accept the sign-in: sign in again".into()),
        "missing_scope" => Error::Forbidden {
            what: "this".into(),
            why: needed.map_or_else(
                || "the app lacks a scope".to_owned(),
                |scope| format!("the app lacks the scope {scope}: add it at Slack and install the app again"),
            ),
            scope: needed.map(str::to_owned),
        },
        "not_allowed_token_type" | "no_permission" | "is_bot" => forbidden("this kind of token may not"),
        "access_denied" | "restricted_action" | "user_is_restricted" | "cannot_dm_bot" => {
            forbidden("the workspace's rules do not allow it")
        }
        "team_access_not_granted"
        | "org_login_required"
        | "team_added_to_org"
        | "two_factor_setup_required"
        | "enterprise_is_restricted"
        | "accesslimited"
        | "ekm_access_denied" => forbidden("the workspace's administrators limit access at present"),
        "paid_only" | "plan_upgrade_required" => forbidden("the workspace's plan does not include it"),
        "channel_not_found"
        | "thread_not_found"
        | "message_not_found"
        | "user_not_found"
        | "users_not_found"
        | "user_not_visible"
        | "bot_not_found"
        | "method_not_supported_for_channel_type" => {
            Error::NotFound(format!("Slack does not have it, or does not show it to this token ({code})"))
        }
        "not_in_channel" => Error::Refused("the app is not in that channel: invite it there first".into()),
        "is_archived" => Error::Refused("the channel is archived".into()),
        "msg_too_long" => Error::Refused("the message is too long for Slack".into()),
        "no_text" => Error::Refused("the message is empty".into()),
        "invalid_name" => Error::Refused("Slack does not know that reaction".into()),
        "too_many_emoji" | "too_many_reactions" => Error::Refused("the message has as many reactions as it may".into()),
        "internal_error" | "fatal_error" | "service_unavailable" | "request_timeout" => Error::Remote(code.to_owned()),
        other => Error::Remote(format!("it answered {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_slack_become_what_somebody_can_do() {
        let check = |code: &str, expected: fn(&Error) -> bool| {
            let error = of(code, None);
            assert!(expected(&error), "{code}: {error:?}");
        };
        for code in ["not_authed", "invalid_auth", "token_expired", "token_revoked", "account_inactive"] {
            check(code, |error| matches!(error, Error::SignedOut(_)));
        }
        for code in ["missing_scope", "not_allowed_token_type", "restricted_action", "paid_only", "accesslimited"] {
            check(code, |error| matches!(error, Error::Forbidden { .. }));
        }
        for code in ["channel_not_found", "thread_not_found", "user_not_visible", "bot_not_found"] {
            check(code, |error| matches!(error, Error::NotFound(_)));
        }
        for code in ["is_archived", "not_in_channel", "msg_too_long"] {
            check(code, |error| matches!(error, Error::Refused(_)));
        }
        for code in ["internal_error", "service_unavailable", "never_heard_of"] {
            check(code, Error::is_transient);
        }
        let Error::Forbidden { scope, .. } = of("missing_scope", Some("chat:write")) else {
            panic!("a scope is missing")
        };
        assert_eq!(scope.as_deref(), Some("chat:write"));
    }

    #[test]
    fn only_plain_words_get_into_errors() {
        assert_eq!(word("no_such <b>xoxp-1</b>"), "no_suchbxoxp1b");
        assert_eq!(scope("chat:write,users:read"), "chat:write");
    }
}
