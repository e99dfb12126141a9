//! Signing in with a browser: OAuth with proof of possession (PKCE), without any secret of an app.
//!
//! Facts (Slack's page on PKCE): scopes of a person go into `user_scope`; the challenge is base64url without padding of the
//! verifier's SHA-256; the person's token comes in `authed_user` or at the top; with a redirect to this machine tokens
//! always rotate: twelve hours, and a refresh token that is good once and dies after thirty days unused.
//!
//! **Invariants:** what comes back is used only when it brings the state that was sent; no error holds a code or a token.

use std::fmt::Write as _;

use rsa::rand_core::{OsRng, RngCore as _};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use url::Url;

use crate::{
    error::{Error, Result},
    http::{Http, Method, Request},
    slack::live::errors,
};

/// Where people are asked, on Slack's ordinary host.
pub const AUTHORIZE: &str = "https://slack.com/oauth/v2/authorize";
/// Where people are asked, on Slack's host for governments.
pub const AUTHORIZE_GOV: &str = "https://slack-gov.com/oauth/v2/authorize";

/// What signing in, or renewing, gave.
#[derive(Debug, Clone)]
pub struct TokenSet {
    /// What requests are signed with.
    pub access: SecretString,
    /// What renews it.
    pub refresh: Option<SecretString>,
    /// When it ends, UTC milliseconds.
    pub expires_at: Option<i64>,
    /// What it may do, sorted.
    pub scopes: Vec<String>,
    /// Remote id of the account it acts for.
    pub user: Option<String>,
    /// Remote id of the workspace.
    pub team: Option<String>,
}

/// A new verifier, also good as a state: nobody can guess it.
///
/// # Errors
/// When the machine gives no randomness.
pub fn fresh_verifier() -> Result<SecretString> {
    let mut random = [0_u8; 32];
    OsRng.try_fill_bytes(&mut random).map_err(|_| Error::Local("this machine gives no randomness".into()))?;
    Ok(verifier(&random))
}

/// A verifier from 32 random bytes.
pub fn verifier(random: &[u8; 32]) -> SecretString {
    base64url(random).into()
}

/// The challenge of a verifier.
pub fn challenge(verifier: &SecretString) -> String {
    base64url(&Sha256::digest(verifier.expose_secret().as_bytes()))
}

/// The page that asks a person. `authorize` is [`AUTHORIZE`] or another host's.
///
/// # Errors
/// When `authorize` is no address.
pub fn authorize_url(
    authorize: &str,
    client_id: &str,
    scopes: &[&str],
    redirect: &str,
    state: &str,
    challenge: &str,
) -> Result<Url> {
    let mut url = Url::parse(authorize).map_err(|_| Error::Invalid("that is no web address".into()))?;
    url.query_pairs_mut()
        .append_pair("client_id", client_id)
        .append_pair("user_scope", &scopes.join(","))
        .append_pair("redirect_uri", redirect)
        .append_pair("state", state)
        .append_pair("code_challenge", challenge)
        .append_pair("code_challenge_method", "S256");
    Ok(url)
}

/// The code that came back, from the part of the address behind `?`.
///
/// # Errors
/// When the person refused, or when it is not the answer to what was asked.
pub fn parse_callback(query: &str, state: &str) -> Result<SecretString> {
    let find = |name: &str| {
        url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    if state.is_empty() || find("state").as_deref() != Some(state) {
        return Err(Error::Invalid("what came back does not belong to this sign-in: begin again".into()));
    }
    if let Some(error) = find("error") {
        let refused = error == "access_denied";
        return Err(Error::SignedOut(if refused {
            "access was not given".into()
        } else {
            format!("Slack did not allow the sign-in ({})", errors::word(&error))
        }));
    }
    find("code")
        .filter(|code| !code.is_empty())
        .map(Into::into)
        .ok_or_else(|| Error::Invalid("what came back brings no code: begin again".into()))
}

/// Turns a code into tokens. `api` is the base of the Web API.
///
/// # Errors
/// [`Error::SignedOut`] when Slack does not accept the code.
pub async fn exchange(
    http: &Http,
    api: &Url,
    client_id: &str,
    code: &SecretString,
    verifier: &SecretString,
    redirect: &str,
) -> Result<TokenSet> {
    let form = [
        ("client_id", client_id),
        ("code", code.expose_secret()),
        ("code_verifier", verifier.expose_secret()),
        ("redirect_uri", redirect),
    ];
    ask(http, api, &form).await
}

/// Gets the next pair of tokens. The old refresh token is dead afterwards.
///
/// # Errors
/// [`Error::SignedOut`] when it was used before, or not for thirty days.
pub async fn refresh(http: &Http, api: &Url, client_id: &str, refresh: &SecretString) -> Result<TokenSet> {
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret()), ("client_id", client_id)];
    ask(http, api, &form).await
}

/// Both shapes of an answer.
#[derive(Deserialize)]
struct Answered {
    #[serde(default)]
    ok: bool,
    error: Option<String>,
    #[serde(flatten)]
    top: Pair,
    authed_user: Option<Pair>,
    team: Option<Id>,
}

#[derive(Deserialize, Default)]
struct Pair {
    id: Option<String>,
    user_id: Option<String>,
    access_token: Option<String>,
    refresh_token: Option<String>,
    expires_in: Option<i64>,
    scope: Option<String>,
}

#[derive(Deserialize)]
struct Id {
    id: Option<String>,
}

async fn ask(http: &Http, api: &Url, form: &[(&str, &str)]) -> Result<TokenSet> {
    let url = api.join("oauth.v2.access").map_err(|_| Error::Invalid("that is no address of an API".into()))?;
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let mut tries = http.tries();
    loop {
        let request = Request {
            method: Method::Post,
            url: url.clone(),
            secrets: &[],
            headers: &[],
            body: Some(("application/x-www-form-urlencoded", body.clone().into_bytes())),
        };
        let error = match http.send(request).await {
            Ok(answer) if answer.status == 429 => errors::wait(answer.retry_after(http.network().waits.now_ms()), http),
            Ok(answer) if answer.status == 200 => match serde_json::from_slice::<Answered>(&answer.body) {
                Ok(answered) => return set_of(answered, http.network().waits.now_ms()),
                Err(_) => Error::Remote("an answer was no answer of Slack's API".into()),
            },
            Ok(answer) => Error::Remote(format!("status {}", answer.status)),
            Err(error) => error,
        };
        tries.again(error).await?;
    }
}

fn set_of(answered: Answered, now: i64) -> Result<TokenSet> {
    if !answered.ok {
        return Err(errors::of(&errors::word(answered.error.as_deref().unwrap_or("unknown")), None));
    }
    let user = answered.authed_user.unwrap_or_default();
    let top_user = answered.top.user_id.clone();
    let account = user.id.clone().or(user.user_id.clone()).or(top_user);
    // Of two tokens the person's is the one that was asked for.
    let pair = if user.access_token.is_some() { user } else { answered.top };
    let access = pair.access_token.filter(|token| !token.is_empty());
    let Some(access) = access else {
        return Err(Error::Remote("the sign-in brought no token".into()));
    };
    let mut scopes: Vec<String> =
        pair.scope.iter().flat_map(|scopes| scopes.split(',')).map(|scope| scope.trim().to_owned()).collect();
    scopes.retain(|scope| !scope.is_empty());
    scopes.sort_unstable();
    Ok(TokenSet {
        access: access.into(),
        refresh: pair.refresh_token.map(Into::into),
        expires_at: pair.expires_in.map(|seconds| now + seconds * 1_000),
        scopes,
        user: account,
        team: answered.team.and_then(|team| team.id),
    })
}

/// Base64 for addresses, without padding.
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let six = (group >> (18 - 6 * place)) & 63;
            let letter = LETTERS.get(six as usize).copied().unwrap_or(b'A');
            let _ = write!(out, "{}", char::from(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_slack_documents() {
        assert_eq!(challenge(&"secretpassword".into()), "ldMBaaWcQYtSATMV_IG8mf3wp7A6EW80arYoSW80ntU");
        assert_eq!(base64url(b"f"), "Zg");
        assert_eq!(base64url(b"fo"), "Zm8");
        assert_eq!(base64url(&[0xff, 0xfe, 0xfd]), "__79");
        assert_eq!(verifier(&[0; 32]).expose_secret().len(), 43);
    }

    #[test]
    fn a_person_is_asked_for_scopes_of_a_person() {
        let url = authorize_url(AUTHORIZE, "1.2", &["a:b", "c:d"], "http://localhost:4318/slack/callback", "s", "c");
        assert_eq!(
            url.unwrap().as_str(),
            "https://slack.com/oauth/v2/authorize?client_id=1.2&user_scope=a%3Ab%2Cc%3Ad&redirect_uri=http%3A%2F%2Flocalhost%3A4318%2Fslack%2Fcallback&state=s&code_challenge=c&code_challenge_method=S256"
        );
    }

    #[test]
    fn only_the_answer_to_what_was_asked_is_used() {
        assert_eq!(parse_callback("code=c%3D1&state=s", "s").unwrap().expose_secret(), "c=1");
        assert!(matches!(parse_callback("code=c&state=t", "s"), Err(Error::Invalid(_))));
        assert!(matches!(parse_callback("code=c", ""), Err(Error::Invalid(_))));
        assert!(matches!(parse_callback("state=s", "s"), Err(Error::Invalid(_))));
        assert!(matches!(parse_callback("error=access_denied&state=s", "s"), Err(Error::SignedOut(_))));
    }

    #[test]
    fn tokens_are_found_in_both_places() {
        let read = |json: &str| set_of(serde_json::from_str(json).unwrap(), 1_000);
        let nested = read(
            r#"{"ok":true,"app_id":"A","authed_user":{"id":"U1","scope":"b,a","access_token":"xoxe.xoxp-1","token_type":"user","refresh_token":"xoxe-1-r","expires_in":43200},"team":{"id":"T1","name":"t"},"enterprise":null}"#,
        )
        .unwrap();
        assert_eq!(nested.access.expose_secret(), "xoxe.xoxp-1");
        assert_eq!(nested.refresh.unwrap().expose_secret(), "xoxe-1-r");
        assert_eq!(nested.expires_at, Some(43_201_000));
        assert_eq!(nested.scopes, ["a", "b"]);
        assert_eq!((nested.user.as_deref(), nested.team.as_deref()), (Some("U1"), Some("T1")));
        let flat = read(
            r#"{"ok":true,"access_token":"xoxe.xoxp-2","refresh_token":"xoxe-1-s","expires_in":1,"user_id":"U2"}"#,
        )
        .unwrap();
        assert_eq!((flat.access.expose_secret(), flat.expires_at), ("xoxe.xoxp-2", Some(2_000)));
        assert!(matches!(read(r#"{"ok":false,"error":"invalid_refresh_token"}"#), Err(Error::SignedOut(_))));
        assert!(matches!(read(r#"{"ok":true}"#), Err(Error::Remote(_))));
    }
}
