//! Discourse forums: read as a whole, read again cheaply, and written to.
//!
//! `client` asks one forum politely, `wire` reads whatever shape an answer has, `normalise` turns it into records, `walk`
//! decides what is asked for and in which order, `push` writes, `key` gets a key through the person's browser (`device` by a code), and
//! `cooked` reads the HTML of posts.
//!
//! Sources: Discourse's own code and its API documents; the numbers in brackets in comments name the trap they avoid.
//!
//! **Invariants:** the numbers of posts are unique in the realm [`FORUM`]; what a forum does not show to this key is
//! never taken for deleted; what left unseen is asked for one by one before it counts as gone.

mod checkpoint;
mod client;
pub mod cooked;
pub mod device;
pub mod key;
mod normalise;
mod probe;
mod push;
mod review;
#[cfg(test)]
mod tests;
mod trouble;
mod walk;
mod wire;

use async_trait::async_trait;
use rustc_hash::FxHashMap;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::{
    Connector, Error, Identity, Intent, Page, Pull, Receipt, Result, ReviewItem,
    http::{Http, Network},
};
use client::Client;

/// The space that stands for the whole forum: the numbers of posts are unique in it.
pub const FORUM: &str = "forum";
/// The space of personal messages.
pub const MESSAGES: &str = "messages";

/// As whom a forum is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// As anybody.
    Anonymous,
    /// With a key that an administrator made.
    Admin,
    /// With a key that a member allowed in the browser, see [`key`].
    User,
}

/// How a forum is read.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it is; ends in `/` and may hold a folder, see [`crate::http::base`].
    pub url: Url,
    /// Whom an administrator's key acts for (`Api-Username`).
    pub user: Option<String>,
    /// The kind of key; guessed when empty.
    pub kind: Option<KeyKind>,
    /// The id under which a member's key was made.
    pub client_id: Option<String>,
    /// Whether personal messages are read.
    pub messages: bool,
    /// Whether e-mail addresses are read (administrators only; the forum's staff log notes it).
    pub emails: bool,
    /// Whether it is read who liked what, a little with each run.
    pub likes: bool,
    /// [`Identity::remote`] of the forum that was read before.
    pub site: Option<String>,
}

impl Settings {
    /// The usual settings for a forum.
    pub const fn new(url: Url) -> Self {
        Self { url, user: None, kind: None, client_id: None, messages: false, emails: false, likes: true, site: None }
    }

    /// The kind of key, as told or as it looks: administrators' keys have 64 hexadecimal digits.
    fn kind_of(&self, secret: Option<&SecretString>) -> KeyKind {
        let Some(secret) = secret else { return KeyKind::Anonymous };
        self.kind.unwrap_or_else(|| {
            let words = secret.expose_secret().trim();
            let looks_admin = words.len() == 64 && words.bytes().all(|byte| byte.is_ascii_hexdigit());
            if looks_admin || self.user.is_some() { KeyKind::Admin } else { KeyKind::User }
        })
    }
}

/// What is remembered of a topic while this connector lives: posts of some answers do not say where they are.
#[derive(Debug, Clone)]
struct Known {
    category: Option<i64>,
    title: String,
    private: bool,
}

/// One forum, opened with one key or with none.
pub struct Discourse {
    client: Client,
    settings: Settings,
    /// Checked that it is the forum that was read before.
    checked: bool,
    /// As whom it is read, once asked.
    me: Option<(i64, String)>,
    topics: FxHashMap<i64, Known>,
}

/// Reads a value as everything a forum may answer with; for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub(crate) fn fuzz(value: &serde_json::Value, batch: &mut kith_domain::record::Batch) {
    if let Some(post) = wire::Post::read(value) {
        let place = normalise::Place { space: "1".to_owned(), title: None, opened_at: None };
        normalise::post(batch, value, &post, place);
    }
    if let Some(topic) = wire::Topic::read(value) {
        let _ = (normalise::topic(&topic, "1"), normalise::mark(&topic));
    }
    let _ = normalise::person(value, true);
    let _ = (normalise::category(value), normalise::group(value), normalise::badge(value));
}

/// Opens a forum.
///
/// # Errors
/// When the address cannot be used, or a key is needed and missing.
pub fn open(settings: Settings, secret: Option<SecretString>, network: &Network) -> Result<Box<dyn Connector>> {
    let kind = settings.kind_of(secret.as_ref());
    if secret.is_none() && settings.kind.is_some_and(|kind| kind != KeyKind::Anonymous) {
        return Err(Error::SignedOut("the key for this forum is missing: enter it again".into()));
    }
    let secret = secret.filter(|_| kind != KeyKind::Anonymous);
    let http = Http::new(&settings.url, network)?;
    let client = Client::new(http, &settings, kind, secret);
    Ok(Box::new(Discourse { client, settings, checked: false, me: None, topics: FxHashMap::default() }))
}

#[async_trait]
impl Connector for Discourse {
    async fn probe(&mut self) -> Result<Identity> {
        self.who().await
    }

    async fn pull(&mut self, pull: Pull<'_>) -> Result<Page> {
        self.walk(pull).await
    }

    async fn push(&mut self, intent: &Intent) -> Result<Receipt> {
        self.write(intent).await
    }

    async fn review(&mut self) -> Result<Option<Vec<ReviewItem>>> {
        self.review_queue().await
    }
}
