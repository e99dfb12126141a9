//! Signing in by a code: what the forum announces, gives out, and answers while somebody thinks about it.
//!
//! As in Discourse's own source: both questions want a JSON body; a code answers `authorized` once and is used up then.
//!
//! **Invariant:** the payload is locked with the key that was sent, the way that was asked for.

use axum::{
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use rsa::{Oaep, RsaPublicKey, pkcs8::DecodePublicKey, rand_core::OsRng};
use serde_json::{Value, json};

use super::{Inside, USER_KEY};

/// How a forum handles codes, and what the person in the browser does.
#[derive(Debug, Clone)]
pub struct Codes {
    /// It knows this way.
    pub offered: bool,
    /// The person decides after so many questions: whether they agree.
    pub decides: Option<(u32, bool)>,
    /// Seconds that a code is good.
    pub good: i64,
    /// So many questions are answered with `slow_down`.
    pub slow_down: u32,
    /// The page is said to be there.
    pub page: Option<String>,
}

impl Default for Codes {
    fn default() -> Self {
        Self { offered: false, decides: None, good: 600, slow_down: 0, page: None }
    }
}

/// A code that was given out.
#[derive(Debug, Clone)]
pub(super) struct Given {
    code: String,
    wish: Value,
    asked: u32,
    until: i64,
    /// Not to be asked before.
    after: i64,
}

impl Inside {
    /// Answers what belongs to codes; nothing else.
    pub(super) fn device(&mut self, method: &Method, path: &str, headers: &HeaderMap, body: &[u8]) -> Option<Response> {
        if method == Method::HEAD && path == "user-api-key/new" {
            let known = [("auth-api-version", "4"), ("auth-api-device-code", "true")];
            let known = if self.habits.codes.offered { &known[..] } else { &known[..1] };
            let mut answer = StatusCode::OK.into_response();
            for (name, value) in known {
                answer.headers_mut().insert(*name, value.parse().ok()?);
            }
            return Some(answer);
        }
        if method != Method::POST || !path.starts_with("user-api-key/device") || !self.habits.codes.offered {
            return None;
        }
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let wish: Value = serde_json::from_slice(body).unwrap_or_default();
        if kind != "application/json" || !wish.is_object() {
            return Some(StatusCode::FORBIDDEN.into_response());
        }
        let told = if path == "user-api-key/device" { self.give(wish) } else { self.poll(&wish) };
        Some(told.map_or_else(|| StatusCode::BAD_REQUEST.into_response(), |told| axum::Json(told).into_response()))
    }

    fn give(&mut self, wish: Value) -> Option<Value> {
        for name in ["application_name", "client_id", "scopes", "nonce", "public_key"] {
            wish.get(name)?.as_str().filter(|text| !text.is_empty())?;
        }
        let now = self.waits.now();
        let (code, good) = (format!("{:064x}", self.total), self.habits.codes.good);
        self.given = Some(Given { code: code.clone(), wish, asked: 0, until: now + good * 1_000, after: now + 5_000 });
        let page = self.habits.codes.page.clone();
        let page =
            page.unwrap_or_else(|| format!("http://{}{}user-api-key/activate", self.address, self.habits.folder));
        Some(json!({
            "device_code": code, "user_code": "WXYZ-2345", "verification_uri": page,
            "verification_uri_with_request": format!("{page}?request=SAFE1234"), "expires_in": good, "interval": 5,
        }))
    }

    fn poll(&mut self, wish: &Value) -> Option<Value> {
        let (now, asked_with) = (self.waits.now(), wish.get("device_code")?.as_str()?);
        let Some(given) = self.given.as_mut().filter(|given| given.code == asked_with && now < given.until) else {
            return Some(json!({ "status": "expired_token" }));
        };
        if now < given.after {
            self.hasty += 1;
        }
        given.asked += 1;
        given.after = now + 5_000;
        if self.habits.codes.slow_down > 0 {
            self.habits.codes.slow_down -= 1;
            given.after = now + 10_000;
            return Some(json!({ "status": "slow_down" }));
        }
        match self.habits.codes.decides {
            Some((questions, agrees)) if given.asked > questions => {
                let given = self.given.take()?;
                if !agrees {
                    return Some(json!({ "status": "access_denied" }));
                }
                let may_write = given.wish.get("scopes")?.as_str()?.contains("write");
                self.habits.member.1 = may_write;
                Some(json!({ "status": "authorized", "payload": lock(&given.wish)? }))
            }
            _ => Some(json!({ "status": "authorization_pending" })),
        }
    }
}

/// The key, locked. Ruby's base64 has a line end after every sixty letters.
fn lock(wish: &Value) -> Option<String> {
    let public = RsaPublicKey::from_public_key_pem(wish.get("public_key")?.as_str()?).ok()?;
    let plain = json!({ "key": USER_KEY, "nonce": wish.get("nonce")?, "push": false, "api": 4 }).to_string();
    let is_oaep = wish.get("padding").and_then(Value::as_str) == Some("oaep");
    let locked = if is_oaep {
        public.encrypt(&mut OsRng, Oaep::new::<sha1::Sha1>(), plain.as_bytes()).ok()?
    } else {
        public.encrypt(&mut OsRng, rsa::Pkcs1v15Encrypt, plain.as_bytes()).ok()?
    };
    let text = STANDARD.encode(locked);
    Some(text.as_bytes().chunks(60).map(|line| format!("{}\n", String::from_utf8_lossy(line))).collect())
}
