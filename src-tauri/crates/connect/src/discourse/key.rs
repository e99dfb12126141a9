//! A member's own key, allowed in their browser: no administrator is needed.
//!
//! A pair of keys is made for this one time. The browser shows the forum's question; what the member then copies (or what
//! the forum sends to an address of ours) is the key, locked with the public half. Newer forums also know a way with a code,
//! by which nothing has to be copied: [`super::device`].
//!
//! **Invariants:** the private half lives in memory alone and for one try; a payload counts only with the nonce that was
//! sent; an id of this installation goes with it, because a second key with the same id ends the first.

use base64::{Engine, engine::general_purpose::STANDARD};
use rsa::{
    Oaep, Pkcs1v15Encrypt, RsaPrivateKey,
    pkcs8::{EncodePublicKey, LineEnding},
    rand_core::{OsRng, RngCore},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

use super::wire;
use crate::{
    Error, Result,
    http::{Http, Method, Network, Request},
};

/// Bits of the pair.
const BITS: usize = 2_048;

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read.
    Read,
    /// Read and write.
    Write,
}

/// One try to get a key.
pub struct Asking {
    private: RsaPrivateKey,
    nonce: String,
    client_id: String,
    url: Url,
}

/// The key, and until when it is good.
pub struct Granted {
    /// The key.
    pub key: SecretString,
    /// The version of the forum's interface for keys.
    pub version: Option<i64>,
    /// When it ends by itself, UTC milliseconds.
    pub expires_at: Option<i64>,
}

/// Begins to ask: makes the pair. It takes a moment, so it belongs on a thread that may block.
///
/// `client_id` is this installation's own for this forum; `redirect` only where the forum's administrator allows it.
///
/// # Errors
/// When the machine gives no randomness.
pub fn ask(base: &Url, application: &str, client_id: &str, access: Access, redirect: Option<&Url>) -> Result<Asking> {
    let broken = || Error::Local("this machine cannot make a key".into());
    let private = RsaPrivateKey::new(&mut OsRng, BITS).map_err(|_| broken())?;
    let public = private.to_public_key().to_public_key_pem(LineEnding::LF).map_err(|_| broken())?;
    let mut bytes = [0_u8; 16];
    OsRng.try_fill_bytes(&mut bytes).map_err(|_| broken())?;
    let nonce: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut url = base.clone();
    url.path_segments_mut()
        .map_err(|()| Error::Invalid("that is no web address".into()))?
        .pop_if_empty()
        .extend(["user-api-key", "new"]);
    let scopes = match access {
        Access::Read => "read",
        Access::Write => "read,write",
    };
    let mut query = url.query_pairs_mut();
    query
        .append_pair("application_name", application)
        .append_pair("client_id", client_id)
        .append_pair("scopes", scopes)
        .append_pair("public_key", &public)
        .append_pair("nonce", &nonce);
    if let Some(redirect) = redirect {
        query.append_pair("auth_redirect", redirect.as_str());
    }
    drop(query);
    Ok(Asking { private, nonce, client_id: client_id.to_owned(), url })
}

impl Asking {
    /// The page to open in the person's own browser.
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// The id that goes with the key: [`super::Settings::client_id`].
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// Unlocks what the person copied, or what came back.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is something else, or the answer to another question.
    pub fn unlock(&self, copied: &str) -> Result<Granted> {
        let wrong = || Error::Invalid("that is not what the forum showed: copy all of it again".into());
        let text = payload(copied);
        let locked = STANDARD.decode(text).map_err(|_| wrong())?;
        // What is locked otherwise is an old server, or a new one that was asked for it.
        let plain = self
            .private
            .decrypt(Pkcs1v15Encrypt, &locked)
            .ok()
            .filter(|plain| plain.starts_with(b"{"))
            .or_else(|| self.private.decrypt(Oaep::new::<sha1::Sha1>(), &locked).ok())
            .ok_or_else(wrong)?;
        let answer: Value = serde_json::from_slice(&plain).map_err(|_| wrong())?;
        if wire::text(wire::at(&answer, &["nonce"])).as_deref() != Some(self.nonce.as_str()) {
            return Err(Error::Invalid("that is the answer to an earlier question: begin again".into()));
        }
        let key = wire::words(wire::at(&answer, &["key"])).ok_or_else(wrong)?;
        Ok(Granted {
            key: SecretString::from(key),
            version: wire::number(wire::at(&answer, &["api"])),
            expires_at: wire::time(wire::at(&answer, &["expires_at"])),
        })
    }
}

/// The letters of the payload: without white space, and as they were before they were part of an address.
fn payload(copied: &str) -> String {
    let bare: String = copied.chars().filter(|character| !character.is_whitespace()).collect();
    let value = bare.split_once("payload=").map_or(bare.as_str(), |(_, value)| value);
    let value = value.split('&').next().unwrap_or_default();
    if !value.contains('%') {
        return value.to_owned();
    }
    // A plus sign is one here, not a space.
    let value = value.replace('+', "%2B");
    let pairs = format!("p={value}");
    let decoded = url::form_urlencoded::parse(pairs.as_bytes()).next().map(|(_, value)| value.into_owned());
    decoded.unwrap_or_default().chars().filter(|character| !character.is_whitespace()).collect()
}

/// Gives a key back to the forum, so that it is good for nothing.
///
/// # Errors
/// When the forum cannot be reached. A key that is dead already is no error.
pub async fn revoke(base: &Url, key: &SecretString, network: &Network) -> Result<()> {
    let http = Http::new(base, network)?;
    let mut url = base.clone();
    url.path_segments_mut()
        .map_err(|()| Error::Invalid("that is no web address".into()))?
        .pop_if_empty()
        .extend(["user-api-key", "revoke"]);
    let key = SecretString::from(key.expose_secret().to_owned());
    let headers = [("accept", "application/json".to_owned())];
    let request = Request {
        method: Method::Post,
        url,
        secrets: &[("user-api-key", &key)],
        headers: &headers,
        body: Some(("application/json", b"{}".to_vec())),
    };
    match http.send(request).await?.status {
        200..=299 | 401 | 403 | 404 => Ok(()),
        status => Err(Error::Remote(format!("it answered {status} to giving the key back"))),
    }
}
