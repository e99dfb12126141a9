//! One call of one method: signed, paced, tried again, and its answer told apart from its many ways to fail.
//!
//! Facts: failures come with status 200 and `{"ok":false,"error":"…"}`; too many calls come as status 429 or as the errors
//! `ratelimited` and `rate_limited`; a page to sign in may come with status 200.
//!
//! **Invariants:** the token goes into a header of a request to the API's own origin and nowhere else; what looks like a
//! token is taken out of an answer before anything reads it; reads are tried again, writes only when they certainly did
//! nothing.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;
use url::Url;

use super::{OnRefresh, errors, pace::Paces, token::Keys};
use crate::{
    error::Error,
    http::{Answer, Http, Method, Request},
    slack::{oauth, secrets},
};

/// A rotating key is renewed when it has less than this left.
const AHEAD: i64 = 2 * 3_600_000;

/// Why a call failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Slack said so, in one word.
    Slack {
        /// The word.
        code: String,
        /// The scope that is missing.
        needed: Option<String>,
    },
    /// Anything else.
    Other(Error),
}

/// What a call gives.
pub(super) type Called<T> = std::result::Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Slack { code, needed } => errors::of(&code, needed.as_deref()),
            Failure::Other(error) => error,
        }
    }
}

/// An answer that says `ok`.
pub(super) struct Told {
    /// JSON without tokens.
    pub(super) body: String,
    /// What the token may do, when the answer told.
    pub(super) scopes: Option<Vec<String>>,
}

/// The Web API of one workspace.
pub(super) struct Api {
    http: Http,
    base: Url,
    keys: Mutex<Keys>,
    paces: Paces,
    on_refresh: Option<OnRefresh>,
}

/// What every answer begins with.
#[derive(Deserialize)]
struct Head<'a> {
    ok: Option<bool>,
    #[serde(borrow, default)]
    error: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    needed: Option<std::borrow::Cow<'a, str>>,
}

/// Whether an address is one of Slack's own.
pub(super) fn is_slack(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    ["slack.com", "slack-gov.com"].iter().any(|own| host == *own || host.ends_with(&format!(".{own}")))
}

/// How a call is made.
pub(super) struct Call<'a> {
    pub(super) method: &'static str,
    pub(super) query: &'a [(&'a str, &'a str)],
    /// A body makes it a write.
    pub(super) json: Option<Vec<u8>>,
    /// The channel, for limits that hold for each.
    pub(super) channel: Option<&'a str>,
    /// It fails for good when the server failed so often.
    pub(super) tries: u32,
}

impl Api {
    pub(super) fn new(http: Http, base: Url, keys: Keys, on_refresh: Option<OnRefresh>) -> Self {
        let paces = Paces::new(is_slack(&base));
        Self { http, base, keys: Mutex::new(keys), paces, on_refresh }
    }

    pub(super) const fn http(&self) -> &Http {
        &self.http
    }

    /// The app is treated as a distributed one.
    pub(super) fn cap(&self) {
        self.paces.cap();
    }

    pub(super) fn is_capped(&self) -> bool {
        self.paces.is_capped()
    }

    /// A read.
    pub(super) async fn get(&self, method: &'static str, query: &[(&str, &str)]) -> Called<Told> {
        self.call(Call { method, query, json: None, channel: None, tries: u32::MAX }).await
    }

    /// A call, until it works or there is no use in trying.
    pub(super) async fn call(&self, call: Call<'_>) -> Called<Told> {
        let mut tries = self.http.tries();
        let mut left = call.tries;
        let mut renewed = false;
        loop {
            self.paces.turn(call.method, call.channel, &self.http).await?;
            let token = self.token(false).await?;
            let error = match self.once(&call, &token).await {
                Ok(told) => return Ok(told),
                Err(Failure::Slack { code, .. }) if code == "token_expired" && !renewed => {
                    renewed = true;
                    self.token(true).await?;
                    continue;
                }
                Err(Failure::Slack { code, needed }) => match errors::passing(&code, &self.http) {
                    Some(error) => error,
                    None => return Err(Failure::Slack { code, needed }),
                },
                Err(Failure::Other(error)) => error,
            };
            if matches!(error, Error::Waiting { .. }) {
                self.paces.was_told(call.method);
            } else if call.json.is_some() {
                // It may have got through.
                return Err(error.into());
            } else {
                left = left.saturating_sub(1);
                if left == 0 {
                    return Err(error.into());
                }
            }
            tries.again(error).await?;
        }
    }

    async fn once(&self, call: &Call<'_>, token: &SecretString) -> Called<Told> {
        let mut url = self.base.join(call.method).map_err(|_| Error::Invalid("that is no address of an API".into()))?;
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(call.query);
        }
        let bearer = SecretString::from(format!("Bearer {}", token.expose_secret()));
        // Slack documents this one as a POST.
        let is_write = call.json.is_some() || call.method == "auth.test";
        let request = Request {
            method: if is_write { Method::Post } else { Method::Get },
            url,
            secrets: &[("authorization", &bearer)],
            headers: &[],
            body: call.json.clone().map(|json| ("application/json; charset=utf-8", json)),
        };
        let answer = self.http.send(request).await?;
        read(answer, &self.http)
    }

    /// The key to sign with; renewed when it has little time left, or when `now`.
    async fn token(&self, now: bool) -> Called<SecretString> {
        let mut keys = self.keys.lock().await;
        let time = self.http.network().waits.now_ms();
        let Some(rotation) = &keys.rotation else {
            if now {
                return Err(Error::SignedOut("the token has expired: sign in again".into()).into());
            }
            return Ok(keys.access.clone());
        };
        if now || rotation.expires_at - time < AHEAD {
            let client = rotation.client_id.clone();
            let set = oauth::refresh(&self.http, &self.base, &client, &rotation.refresh).await?;
            keys.access = set.access;
            if let (Some(rotation), Some(refresh), Some(expires_at)) =
                (keys.rotation.as_mut(), set.refresh, set.expires_at)
            {
                rotation.refresh = refresh;
                rotation.expires_at = expires_at;
            } else {
                keys.rotation = None;
            }
            // The old pair is dead: the new one must be kept before anything can go wrong.
            if let Some(keep) = &self.on_refresh {
                keep(keys.write());
            }
        }
        Ok(keys.access.clone())
    }
}

/// Tells an answer from a failure.
pub(super) fn read(answer: Answer, http: &Http) -> Called<Told> {
    match answer.status {
        200..=299 => {}
        429 => return Err(errors::wait(answer.retry_after(http.network().waits.now_ms()), http).into()),
        300..=399 => return Err(Error::Remote("it pointed to another address".into()).into()),
        status => return Err(Error::Remote(format!("status {status}")).into()),
    }
    let scopes = answer.header("x-oauth-scopes").map(|scopes| {
        let mut scopes: Vec<String> =
            scopes.split(',').map(|scope| scope.trim().to_owned()).filter(|scope| !scope.is_empty()).collect();
        scopes.sort_unstable();
        scopes
    });
    let retry_after = answer.retry_after(http.network().waits.now_ms());
    let mut bytes = answer.body;
    secrets::redact(&mut bytes);
    let body = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let head: Head<'_> = sonic_rs::from_str(&body)
        .map_err(|_| Error::Remote("an answer was cut off, or was no answer of Slack's API".into()))?;
    match head.ok {
        Some(true) => Ok(Told { body, scopes }),
        Some(false) => {
            let code = errors::word(head.error.as_deref().unwrap_or("unknown"));
            if errors::is_limit(&code) {
                return Err(errors::wait(retry_after, http).into());
            }
            Err(Failure::Slack { code, needed: head.needed.as_deref().map(errors::scope) })
        }
        None => Err(Error::Remote("an answer was no answer of Slack's API".into()).into()),
    }
}
