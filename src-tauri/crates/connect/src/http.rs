//! One host, asked politely: timeouts, a cap on what an answer may hold, waiting as told, and no secret to anybody else.
//!
//! **Invariants:** a request goes to the origin this was made for and to no other; redirects are never followed here; a
//! body is read up to [`LARGEST`] bytes after unpacking; no error holds a header, a query or a body.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::error::{Error, Result};

/// The most bytes an answer may have after unpacking.
pub const LARGEST: usize = 64 << 20;
/// How often something that broke is tried again before a run gives up.
const TRIES: u32 = 6;

/// Passing of time: the machine's in a host, a test's in tests.
#[async_trait]
pub trait Waits: Send + Sync {
    /// Waits; returns early with [`Error::Stopped`] when the program is told to stop.
    async fn wait(&self, milliseconds: u64) -> Result<()>;
    /// Now, UTC milliseconds.
    fn now_ms(&self) -> i64;
    /// A number below `bound`, for spreading retries.
    fn jitter(&self, bound: u64) -> u64;
}

/// How long things may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connecting.
    pub connect: Duration,
    /// A whole request, its answer included.
    pub whole: Duration,
    /// The longest that a run waits because it was told to; beyond it the run ends and goes on later.
    pub patience: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), whole: Duration::from_secs(90), patience: 5 * 60_000 }
    }
}

/// What a run cost.
#[derive(Debug, Default)]
pub struct Meter {
    requests: AtomicU64,
    waited: AtomicU64,
    waits: AtomicU64,
}

impl Meter {
    /// Requests sent.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Milliseconds waited because of limits and faults.
    pub fn waited(&self) -> u64 {
        self.waited.load(Ordering::Relaxed)
    }

    /// How often it waited.
    pub fn waits(&self) -> u64 {
        self.waits.load(Ordering::Relaxed)
    }
}

/// What a connector is given to reach its community.
#[derive(Clone)]
pub struct Network {
    /// Time.
    pub waits: Arc<dyn Waits>,
    /// How long things may take.
    pub limits: Limits,
    /// What was sent.
    pub meter: Arc<Meter>,
}

/// How a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Asks for headers alone.
    Head,
    /// Writes.
    Post,
    /// Changes.
    Put,
    /// Removes.
    Delete,
}

/// One request.
#[derive(Clone)]
pub struct Request<'a> {
    /// How.
    pub method: Method,
    /// Where, query included; no secret stands in it.
    pub url: Url,
    /// Headers with secrets.
    pub secrets: &'a [(&'static str, &'a SecretString)],
    /// Other headers.
    pub headers: &'a [(&'static str, String)],
    /// Content type and bytes.
    pub body: Option<(&'static str, Vec<u8>)>,
}

/// An answer, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers with lower-case names, in order.
    pub headers: Vec<(String, String)>,
    /// The body, unpacked.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header with a name (given in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it says that it is JSON.
    pub fn is_json(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("json"))
    }

    /// `Retry-After` in milliseconds: seconds, or a date counted from `now`. Nothing when it is missing or nonsense.
    pub fn retry_after(&self, now: i64) -> Option<u64> {
        let value = self.header("retry-after")?.trim();
        if let Ok(seconds) = value.parse::<u64>() {
            return Some(seconds.min(7 * 86_400) * 1_000);
        }
        let date = chrono::DateTime::parse_from_rfc2822(value).ok()?;
        u64::try_from(date.timestamp_millis() - now).ok().map(|wait| wait.min(7 * 86_400_000))
    }
}

/// A client for one origin.
#[derive(Clone)]
pub struct Http {
    client: reqwest::Client,
    origin: url::Origin,
    host: String,
    loopback: bool,
    network: Network,
}

impl Http {
    /// A client that can reach the origin of `base` and nothing else.
    ///
    /// # Errors
    /// When `base` is no web address, or not encrypted on its way to another machine.
    pub fn new(base: &Url, network: &Network) -> Result<Self> {
        let host = base.host_str().unwrap_or_default().to_owned();
        let loopback = is_loopback(base);
        let client = builder(base, network)?.build().map_err(|_| no_network())?;
        Ok(Self { client, origin: base.origin(), host, loopback, network: network.clone() })
    }

    /// Whether the host is this machine: its own limits are not known beforehand.
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Time, limits and the meter.
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// Sends one request and reads its whole answer; never tries again by itself.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when no whole answer came; [`Error::Remote`] when it is too large. Every status is an answer.
    pub async fn send(&self, request: Request<'_>) -> Result<Answer> {
        if request.url.origin() != self.origin {
            return Err(Error::Remote("it pointed to another host".into()));
        }
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder = self.client.request(method, request.url);
        for (name, secret) in request.secrets {
            let mut value = reqwest::header::HeaderValue::from_str(secret.expose_secret())
                .map_err(|_| Error::SignedOut("the key holds characters that no key has".into()))?;
            value.set_sensitive(true);
            builder = builder.header(*name, value);
        }
        for (name, value) in request.headers {
            builder = builder.header(*name, value);
        }
        if let Some((kind, bytes)) = request.body {
            builder = builder.header("content-type", kind).body(bytes);
        }
        self.network.meter.requests.fetch_add(1, Ordering::Relaxed);
        let mut response = builder.send().await.map_err(|error| self.broken(&error))?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.broken(&error))? {
            if body.len() + chunk.len() > LARGEST {
                return Err(Error::Remote("an answer is larger than any answer should be".into()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body })
    }

    /// Counts tries of one request.
    pub fn tries(&self) -> Tries<'_> {
        Tries { http: self, left: TRIES, told: 0 }
    }

    /// Waits, and counts it.
    ///
    /// # Errors
    /// When the program is told to stop.
    pub async fn wait(&self, milliseconds: u64) -> Result<()> {
        self.network.meter.waits.fetch_add(1, Ordering::Relaxed);
        self.network.meter.waited.fetch_add(milliseconds, Ordering::Relaxed);
        self.network.waits.wait(milliseconds).await
    }

    fn broken(&self, error: &reqwest::Error) -> Error {
        let why = if error.is_timeout() {
            "it took too long to answer"
        } else if error.is_connect() {
            "no connection could be made"
        } else if error.is_body() || error.is_decode() {
            "the connection broke in the midst of an answer"
        } else {
            "the connection broke"
        };
        Error::Unreachable { host: self.host.clone(), why: why.into() }
    }
}

/// What every client here is made with: how TLS is done, by which proxies, how long things may take.
///
/// # Errors
/// When `base` is no web address, or not encrypted on its way to another machine.
pub(crate) fn builder(base: &Url, network: &Network) -> Result<reqwest::ClientBuilder> {
    let loopback = is_loopback(base);
    if !(base.scheme() == "https" || (base.scheme() == "http" && loopback)) {
        return Err(Error::Invalid("the address must begin with https://".into()));
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(Error::Invalid("the address must not hold a user name or password".into()));
    }
    // Another part of the program may have chosen already; there is only one to choose from.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder()
        .user_agent(concat!("Kith/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(network.limits.connect)
        .timeout(network.limits.whole)
        // A server that dropped an idle connection must not cost a request.
        .pool_idle_timeout(Duration::from_secs(20))
        // Retries are counted and paced here, not hidden in the client.
        .retry(reqwest::retry::never());
    Ok(if loopback { builder.no_proxy() } else { builder })
}

/// Why there is no client.
pub(crate) fn no_network() -> Error {
    Error::Local("the network part of the system cannot be used".into())
}

/// Tries of one request.
pub struct Tries<'a> {
    http: &'a Http,
    left: u32,
    told: u32,
}

impl Tries<'_> {
    /// Waits before the next try, or gives the error back when another try is of no use.
    ///
    /// [`Error::Waiting`] waits just as long as was told; other transient errors 1, 2, 4 … seconds and a little.
    ///
    /// # Errors
    /// The error itself, when it is not transient, when it was tried often enough, or when the wait is too long for a run.
    pub async fn again(&mut self, error: Error) -> Result<()> {
        match error {
            Error::Waiting { milliseconds } if milliseconds <= self.http.network.limits.patience && self.told < 50 => {
                self.told += 1;
                self.http.wait(milliseconds).await
            }
            Error::Unreachable { .. } | Error::Remote(_) if self.left > 1 => {
                let base = 1_000_u64 << (TRIES - self.left);
                self.left -= 1;
                self.http.wait(base + self.http.network.waits.jitter(base / 2)).await
            }
            error => Err(error),
        }
    }
}

/// A limit of so many requests in so long: the next one waits until the oldest of them is old enough.
#[derive(Debug)]
pub struct Pace {
    most: usize,
    window: i64,
    sent: Mutex<VecDeque<i64>>,
}

impl Pace {
    /// At most `most` requests in any `window` milliseconds.
    pub const fn new(most: usize, window: i64) -> Self {
        Self { most, window, sent: Mutex::new(VecDeque::new()) }
    }

    /// Waits for its turn and takes it.
    ///
    /// # Errors
    /// When the program is told to stop.
    pub async fn turn(&self, http: &Http) -> Result<()> {
        loop {
            let now = http.network.waits.now_ms();
            let wait = {
                let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
                while sent.front().is_some_and(|at| *at <= now - self.window || *at > now) {
                    sent.pop_front();
                }
                if sent.len() < self.most {
                    sent.push_back(now);
                    return Ok(());
                }
                sent.front().map_or(0, |oldest| oldest + self.window - now)
            };
            http.wait(u64::try_from(wait).unwrap_or(0).max(1)).await?;
        }
    }
}

/// Whether an address is on this machine, where plain http is no risk.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// A base address as a person types it: with `https://` when they left it out, ending in `/`, without query and fragment.
///
/// # Errors
/// When it is no address.
pub fn base(typed: &str) -> Result<Url> {
    let typed = typed.trim();
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&whole).map_err(|_| Error::Invalid("that is no web address".into()))?;
    if url.host_str().is_none_or(str::is_empty) {
        return Err(Error::Invalid("that is no web address".into()));
    }
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_people_type_them() {
        let check = |typed: &str, expected: &str| assert_eq!(base(typed).unwrap().as_str(), expected, "{typed}");
        check("forum.example.org", "https://forum.example.org/");
        check(" https://example.org/forum ", "https://example.org/forum/");
        check("http://127.0.0.1:8080/?a=b#c", "http://127.0.0.1:8080/");
        assert!(base("https://").is_err());
        assert!(base("").is_err());
    }

    #[test]
    fn waits_are_read_from_seconds_and_from_dates() {
        let answer =
            |value: &str| Answer { status: 429, headers: vec![("retry-after".into(), value.into())], body: vec![] };
        assert_eq!(answer("39").retry_after(0), Some(39_000));
        assert_eq!(answer("0").retry_after(0), Some(0));
        assert_eq!(answer("soon").retry_after(0), None);
        assert_eq!(answer("-1").retry_after(0), None);
        assert_eq!(answer("Mon, 05 Jan 2026 08:00:30 GMT").retry_after(1_767_600_000_000), Some(30_000));
    }
}
