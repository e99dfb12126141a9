//! A member's own key by a short code: nothing has to be copied back.
//!
//! The forum gives a code and a page; the member types the code there, in any browser, and agrees; meanwhile the forum is
//! asked now and then, and hands over the key, locked as in [`super::key`].
//!
//! Facts (Discourse's own `user_api_key:device_auth` task, its constants for the page of activation, its specifications of
//! `UserApiKey::DeviceAuth`, and the client of its vendor's MCP server, all of 2026): `HEAD /user-api-key/new` announces it
//! with `Auth-Api-Device-Code: true`; `POST /user-api-key/device.json` and `POST /user-api-key/device/poll.json` want a
//! JSON body; the states are `authorization_pending`, `authorized`, `access_denied` and `expired_token`; the first answer
//! `authorized` uses the code up. Haste is refused with status 429; RFC 8628 also knows `slow_down`, and five seconds more.
//!
//! **Invariants:** the code that the forum is asked with is in no error and on no screen; the page to open is the forum's
//! own; nobody is asked more often than the forum said, nor longer than the code is good.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};
use url::Url;

use super::{
    key::{Asking, Granted},
    trouble, wire,
};
use crate::{
    Error, Result,
    http::{Answer, Http, Method, Network, Request},
};

/// Seconds between questions, whatever a forum says: the fewest and the most.
const INTERVAL: (i64, i64) = (1, 60);
/// Seconds that a code is good at most, whatever a forum says.
const LONGEST: i64 = 1_800;
/// Milliseconds more between questions after being told to slow down (RFC 8628, section 3.5).
const SLOWER: u64 = 5_000;

/// A code that somebody may agree to.
pub struct Device {
    asking: Asking,
    base: Url,
    device_code: SecretString,
    user_code: String,
    page: Url,
    interval: u64,
    until: i64,
}

/// Whether a forum offers this way.
///
/// # Errors
/// When it cannot be reached.
pub async fn is_offered(base: &Url, network: &Network) -> Result<bool> {
    let http = Http::new(base, network)?;
    let request = Request { method: Method::Head, url: at(base, &["new"])?, secrets: &[], headers: &[], body: None };
    let answer = http.send(request).await?;
    let says = answer.header("auth-api-device-code").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    Ok((200..300).contains(&answer.status) && says)
}

/// Asks a forum for a code.
///
/// # Errors
/// When the forum refuses, or answers with a page of another host.
pub async fn begin(asking: Asking, base: &Url, network: &Network) -> Result<Device> {
    let http = Http::new(base, network)?;
    let now = network.waits.now_ms();
    let mut wish: Map<String, Value> = asking
        .url()
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
        .collect();
    wish.insert("padding".into(), "oaep".into());
    let answer = post(&http, at(base, &["device.json"])?, &Value::Object(wish)).await?;
    let told = read(&http, &answer)?;
    let words = |name: &str| wire::words(wire::at(&told, &[name])).ok_or_else(strange);
    let (device_code, user_code) = (SecretString::from(words("device_code")?), words("user_code")?);
    let shown = words("verification_uri_with_request").or_else(|_| words("verification_uri"))?;
    let page = Url::parse(&shown).map_err(|_| strange())?;
    if page.origin() != base.origin() || !page.username().is_empty() {
        return Err(Error::Remote("it named a page of another host".into()));
    }
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if user_code.len() > 32 || !user_code.chars().all(is_plain) {
        return Err(strange());
    }
    let seconds = |name: &str| wire::number(wire::at(&told, &[name])).filter(|seconds| *seconds > 0);
    let interval = seconds("interval").unwrap_or(5).clamp(INTERVAL.0, INTERVAL.1);
    let good = seconds("expires_in").ok_or_else(strange)?.min(LONGEST);
    let interval = interval.unsigned_abs() * 1_000;
    Ok(Device { asking, base: base.clone(), device_code, user_code, page, interval, until: now + good * 1_000 })
}

impl Device {
    /// The code to type.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// The page to type it on.
    pub const fn page(&self) -> &Url {
        &self.page
    }

    /// Until when the code is good, UTC milliseconds.
    pub const fn until(&self) -> i64 {
        self.until
    }

    /// Waits until somebody agreed. Dropping what waits ends the asking.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when they refused, [`Error::Invalid`] when nobody agreed in time.
    pub async fn granted(mut self, network: &Network) -> Result<Granted> {
        let http = Http::new(&self.base, network)?;
        let body = json!({ "device_code": self.device_code.expose_secret() });
        let mut wait = self.interval;
        loop {
            let left = self.until - network.waits.now_ms();
            if left <= 0 || i64::try_from(wait).unwrap_or(i64::MAX) > left {
                return Err(late());
            }
            http.wait(wait).await?;
            wait = self.interval;
            let told = match post(&http, at(&self.base, &["device", "poll.json"])?, &body).await {
                Ok(answer) => read(&http, &answer),
                Err(error) => Err(error),
            };
            let told = match told {
                Ok(told) => told,
                Err(Error::Waiting { milliseconds }) => {
                    wait = milliseconds.max(self.interval);
                    continue;
                }
                // The network comes back, or the code ends.
                Err(error) if error.is_transient() => continue,
                Err(error) => return Err(error),
            };
            match wire::text(wire::at(&told, &["status"])).as_deref() {
                Some("authorization_pending") => {}
                Some("slow_down") => {
                    self.interval += SLOWER;
                    wait = self.interval;
                }
                Some("authorized") => {
                    let payload = wire::words(wire::at(&told, &["payload"])).ok_or_else(strange)?;
                    return self.asking.unlock(&payload);
                }
                Some("access_denied") => {
                    return Err(Error::SignedOut("access was refused in the browser".into()));
                }
                Some("expired_token") => return Err(late()),
                _ => return Err(strange()),
            }
        }
    }
}

fn at(base: &Url, parts: &[&str]) -> Result<Url> {
    let mut url = base.clone();
    url.path_segments_mut()
        .map_err(|()| Error::Invalid("that is no web address".into()))?
        .pop_if_empty()
        .push("user-api-key")
        .extend(parts);
    Ok(url)
}

async fn post(http: &Http, url: Url, body: &Value) -> Result<Answer> {
    let headers = [("accept", "application/json".to_owned())];
    let body = Some(("application/json", body.to_string().into_bytes()));
    http.send(Request { method: Method::Post, url, secrets: &[], headers: &headers, body }).await
}

fn read(http: &Http, answer: &Answer) -> Result<Value> {
    match answer.status {
        200..=299 => trouble::body(answer, "signing in"),
        429 => {
            let (milliseconds, _) = trouble::wait(answer, http.network().waits.now_ms(), 0);
            Err(Error::Waiting { milliseconds })
        }
        _ => Err(trouble::of(answer, "signing in", false)),
    }
}

fn strange() -> Error {
    Error::Remote("its answer to signing in makes no sense".into())
}

fn late() -> Error {
    Error::Invalid("nobody agreed in time: begin again".into())
}
