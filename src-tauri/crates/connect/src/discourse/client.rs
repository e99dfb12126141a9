//! One forum, asked: where its pages are, with which key, how fast, and what to do about each kind of refusal.
//!
//! **Invariants:** every path ends in `.json` and is joined to the base, so that a forum in a folder works; redirects are
//! followed for reading alone, at most five, and never to another origin; a write is never sent twice from here.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use super::{KeyKind, Settings, trouble};
use crate::{
    Error, Result,
    http::{Answer, Http, Method, Pace, Request},
};

/// How many redirects are followed.
const REDIRECTS: u32 = 5;
const MINUTE: i64 = 60_000;

/// A client for one forum.
pub(super) struct Client {
    http: Http,
    pub(super) base: Url,
    pub(super) kind: KeyKind,
    secret: Option<SecretString>,
    headers: Vec<(&'static str, String)>,
    paces: Vec<Pace>,
    /// Whether the pace is kept before the forum asks for it.
    paced: AtomicBool,
    /// Nothing was read from it yet: what it answers is about what the person typed.
    is_new: bool,
    /// Refusals without a word about how long, since the last success.
    refused: AtomicU32,
}

impl Client {
    pub(super) fn new(http: Http, settings: &Settings, kind: KeyKind, secret: Option<SecretString>) -> Self {
        let mut headers = vec![("accept", "application/json".to_owned())];
        match (kind, &settings.user, &settings.client_id) {
            (KeyKind::Admin, Some(user), _) => headers.push(("api-username", encoded(user))),
            (KeyKind::User, _, Some(client)) => headers.push(("user-api-client-id", client.clone())),
            _ => {}
        }
        // All keys of a forum share 60 a minute, a member's key has 20; guests 50 in 10 seconds and 200 a minute [3.1].
        let paces = match kind {
            KeyKind::Admin => vec![Pace::new(55, MINUTE)],
            KeyKind::User => vec![Pace::new(18, MINUTE)],
            KeyKind::Anonymous => vec![Pace::new(2, 1_000), Pace::new(180, MINUTE)],
        };
        let paced = AtomicBool::new(!http.is_loopback());
        let (base, is_new) = (settings.url.clone(), settings.site.is_none());
        Self { http, base, kind, secret, headers, paces, paced, is_new, refused: AtomicU32::new(0) }
    }

    pub(super) fn with_key(&self) -> bool {
        self.secret.is_some()
    }

    pub(super) fn now(&self) -> i64 {
        self.http.network().waits.now_ms()
    }

    /// Whether the host is this machine.
    pub(super) const fn is_loopback(&self) -> bool {
        self.http.is_loopback()
    }

    /// The address of a path below the base; its parts are escaped.
    pub(super) fn url(&self, path: &[&str], query: &[(&str, String)]) -> Result<Url> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| Error::Invalid("that is no web address".into()))?
            .pop_if_empty()
            .extend(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// Reads JSON, trying again what may pass.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`] for this key or guest, [`Error::SignedOut`] when the key is dead.
    pub(super) async fn get(&self, what: &str, path: &[&str], query: &[(&str, String)]) -> Result<Value> {
        self.get_from(what, path, query).await.map(|(value, _)| value)
    }

    /// The same, and the address that answered in the end.
    pub(super) async fn get_from(&self, what: &str, path: &[&str], query: &[(&str, String)]) -> Result<(Value, Url)> {
        let url = self.url(path, query)?;
        let mut tries = self.http.tries();
        loop {
            let error = match self.read(what, url.clone()).await {
                Err(error @ Error::Forbidden { .. }) if self.with_key() => match self.is_alive().await {
                    Ok(true) => return Err(error),
                    Ok(false) => {
                        return Err(Error::SignedOut("the forum does not accept this key: enter a new one".into()));
                    }
                    Err(error) => error,
                },
                Err(error) => error,
                done => return done,
            };
            tries.again(error).await?;
        }
    }

    /// A dead key, a wrong scope and a private thing give the same answer [trap 8]: whether the key opens anything else.
    async fn is_alive(&self) -> Result<bool> {
        for path in [&["session", "current.json"][..], &["posts.json"][..]] {
            match self.read("the session", self.url(path, &[])?).await {
                Ok((body, _)) if path.len() == 1 || body.get("current_user").is_some_and(|user| !user.is_null()) => {
                    return Ok(true);
                }
                Ok(_) | Err(Error::Forbidden { .. } | Error::SignedOut(_) | Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    /// One try, its redirects included.
    async fn read(&self, what: &str, mut url: Url) -> Result<(Value, Url)> {
        for _ in 0..=REDIRECTS {
            let answer = self.send(Method::Get, url.clone(), None).await?;
            match answer.status {
                200..=299 if answer.body.is_empty() => {
                    return Err(Error::Remote(format!("it answered nothing to {what}")));
                }
                200..=299 => return Ok((trouble::body(&answer, what)?, url)),
                301 | 302 | 303 | 307 | 308 => url = self.next(&answer, &url)?,
                _ => return Err(trouble::of(&answer, what, self.with_key())),
            }
        }
        Err(Error::Remote("it sends the program from one address to the next".into()))
    }

    /// Where a redirect leads, if that may be followed.
    fn next(&self, answer: &Answer, from: &Url) -> Result<Url> {
        let target = answer.header("location").and_then(|to| from.join(to).ok());
        let Some(target) = target else { return Err(Error::Remote("it redirects to nowhere".into())) };
        if target.origin() == from.origin() {
            if target.path().trim_end_matches('/').ends_with("/login") {
                return Err(Error::SignedOut("this forum shows nothing to guests: enter a key".into()));
            }
            return Ok(target);
        }
        let host = target.host_str().unwrap_or_default();
        if target.host_str() == from.host_str() && (from.scheme(), target.scheme()) == ("http", "https") {
            return Err(Error::Invalid("the forum wants to be asked at its https:// address: enter that one".into()));
        }
        match self.is_new {
            true => Err(Error::Invalid(format!("this forum lives at {host} now: enter that address"))),
            // A network that wants to be signed in to does the same: nothing is gone because of it.
            false => Err(Error::Remote(format!("it points to {host}: if the forum moved there, enter that address"))),
        }
    }

    /// Writes once. Only being told to wait is tried again: everything else may have got through.
    pub(super) async fn post(&self, what: &str, path: &[&str], body: &Value) -> Result<Value> {
        self.change(Method::Post, what, self.url(path, &[])?, body).await
    }

    /// Changes something once, in the same way.
    pub(super) async fn put(&self, what: &str, path: &[&str], query: &[(&str, String)]) -> Result<Value> {
        self.change(Method::Put, what, self.url(path, query)?, &Value::Object(serde_json::Map::new())).await
    }

    async fn change(&self, method: Method, what: &str, url: Url, body: &Value) -> Result<Value> {
        let mut tries = self.http.tries();
        loop {
            match self.send(method, url.clone(), Some(body)).await {
                Ok(answer) if (200..=299).contains(&answer.status) => return trouble::body(&answer, what),
                Ok(answer) if (300..=399).contains(&answer.status) => {
                    return Err(Error::Invalid("the forum answers at another address: enter that one".into()));
                }
                Ok(answer) => return Err(trouble::of(&answer, what, self.with_key())),
                Err(error @ Error::Waiting { .. }) => tries.again(error).await?,
                Err(error) => return Err(error),
            }
        }
    }

    async fn send(&self, method: Method, url: Url, body: Option<&Value>) -> Result<Answer> {
        if self.paced.load(Ordering::Relaxed) {
            for pace in &self.paces {
                pace.turn(&self.http).await?;
            }
        }
        let name = if self.kind == KeyKind::Admin { "api-key" } else { "user-api-key" };
        let secrets: Vec<_> = self.secret.iter().map(|secret| (name, secret)).collect();
        let body = body.map(|body| ("application/json", body.to_string().into_bytes()));
        let answer = self.http.send(Request { method, url, secrets: &secrets, headers: &self.headers, body }).await?;
        if answer.status == 429 {
            // Refused requests count too: from here on the pace is kept even where no limit was known.
            self.paced.store(true, Ordering::Relaxed);
            let (milliseconds, told) = trouble::wait(&answer, self.now(), self.refused.load(Ordering::Relaxed));
            if !told {
                self.refused.fetch_add(1, Ordering::Relaxed);
            }
            return Err(Error::Waiting { milliseconds });
        }
        self.refused.store(0, Ordering::Relaxed);
        Ok(answer)
    }
}

/// A name as a header may carry it.
fn encoded(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_owned(),
        false => url::form_urlencoded::byte_serialize(name.as_bytes()).collect(),
    }
}
