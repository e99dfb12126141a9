//! Slack, as far as Kith asks it: a program on a loopback port that keeps a workspace and answers from it.
//!
//! It pages by cursor and by time as documented (`oldest` and `latest` are exclusive; a thread's first message leads every
//! page of it; an answer's own number gives that answer alone), enforces tokens, scopes and limits, and can be changed
//! while somebody reads it. Where Slack's behaviour comes from its documentation or from others' probing, the test that
//! relies on it says so.
//!
//! **Invariants:** what it answers follows from its state alone; every request is counted, refused ones too.

mod answer;
mod history;
mod lines;
mod load;
mod minimum;
mod workspace;

use std::{
    collections::BTreeMap,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, RawQuery, State, ws},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};
use url::Url;

use self::lines::Lines;
pub use self::{
    lines::LinesSeen,
    load::{load, message_of},
    minimum::{Minimum, minimum},
    workspace::{Channel, Group, Message, User, Workspace},
};

/// The token that works.
pub const TOKEN: &str = "xoxp-fake-1234567890-secret";

/// The app-level token that works.
pub const APP_TOKEN: &str = "xapp-1-A0FAKE-1234567890-secret";

/// A workspace that answers.
pub struct FakeSlack {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    lines: Arc<Lines>,
    _tasks: JoinSet<()>,
}

struct Shared {
    workspace: Workspace,
    counts: BTreeMap<String, u64>,
    /// Requests that still work; after them none does.
    left: Option<u64>,
    /// When each method was called, milliseconds.
    calls: BTreeMap<String, Vec<i64>>,
    lines: Arc<Lines>,
    address: SocketAddr,
}

impl FakeSlack {
    /// Begins to answer.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(workspace: Workspace) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let lines = Arc::new(Lines::default());
        let shared = Arc::new(Mutex::new(Shared {
            workspace,
            counts: BTreeMap::new(),
            left: None,
            calls: BTreeMap::new(),
            lines: Arc::clone(&lines),
            address,
        }));
        let routes = Router::new()
            .route("/api/{method}", any(answer))
            .with_state(shared.clone())
            .route("/link/", get(lines::connect).with_state(Arc::clone(&lines)));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let _ = axum::serve(listener, routes).await;
        });
        Ok(Self { address, shared, lines, _tasks: tasks })
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Looks at the workspace, or changes it.
    pub fn with<T>(&self, act: impl FnOnce(&mut Workspace) -> T) -> T {
        let mut shared = self.lock();
        let done = act(&mut shared.workspace);
        shared.tell();
        done
    }

    /// What can be seen of the lines that were opened to hear of news.
    pub fn lines(&self) -> LinesSeen {
        self.lines.seen()
    }

    /// Waits until the lines look as they should; says whether they came to.
    pub async fn lines_until(&self, wanted: impl Fn(&LinesSeen) -> bool) -> bool {
        self.lines.until(wanted).await
    }

    /// Says on every line that it ends.
    pub fn disconnect(&self, reason: &str) {
        let frame = json!({ "type": "disconnect", "reason": reason, "debug_info": { "host": "applink-1" } });
        self.lines.send(&ws::Message::Text(frame.to_string().into()));
    }

    /// Says something of its own on every line.
    pub fn say(&self, text: &str) {
        self.lines.send(&ws::Message::Text(text.into()));
    }

    /// Asks every line whether somebody is there.
    pub fn ping(&self) {
        self.lines.send(&ws::Message::Ping(vec![1, 2, 3].into()));
    }

    /// Cuts all lines off without a word.
    pub fn cut_lines(&self) {
        self.lines.cut();
    }

    /// Requests by method.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.lock().counts.clone()
    }

    /// Requests in all.
    pub fn requests(&self) -> u64 {
        self.lock().counts.values().sum()
    }

    /// Counts from zero again.
    pub fn forget_requests(&self) {
        self.lock().counts.clear();
    }

    /// After so many requests every other one fails; `None` ends that.
    pub fn cut_after(&self, requests: Option<u64>) {
        self.lock().left = requests;
    }
}

/// The base of the API behind an address.
#[expect(clippy::unwrap_used, reason = "an address and a fixed path are an address")]
pub fn api(address: SocketAddr) -> Url {
    Url::parse(&format!("http://{address}/api/")).unwrap()
}

async fn answer(
    State(shared): State<Arc<Mutex<Shared>>>,
    Path(method): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
    *shared.counts.entry(method.clone()).or_insert(0) += 1;
    if let Some(left) = &mut shared.left {
        if *left == 0 {
            return (StatusCode::SERVICE_UNAVAILABLE, "cut").into_response();
        }
        *left -= 1;
    }
    if let Some(seconds) = shared.too_often(&method) {
        let body = json!({ "ok": false, "error": "ratelimited" }).to_string();
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], body).into_response();
    }
    let mut arguments: BTreeMap<String, String> = BTreeMap::new();
    let mut read = |text: &[u8]| {
        arguments.extend(url::form_urlencoded::parse(text).map(|(key, value)| (key.into_owned(), value.into_owned())));
    };
    read(query.unwrap_or_default().as_bytes());
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        read(&body);
    } else if let Ok(Value::Object(fields)) = serde_json::from_slice(&body) {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        arguments.extend(fields.iter().map(|(key, value)| (key.clone(), text(value))));
    }
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = bearer.strip_prefix("Bearer ").unwrap_or_default().to_owned();
    let answer = if method == "apps.connections.open" {
        shared.open_line(&token)
    } else {
        shared.workspace.answer(&method, &token, &arguments)
    };
    shared.tell();
    let scopes = shared.workspace.scopes.join(",");
    let mut dressed = HeaderMap::new();
    if let Ok(scopes) = scopes.parse() {
        dressed.insert("x-oauth-scopes", scopes);
    }
    if let Ok(kind) = "application/json; charset=utf-8".parse() {
        dressed.insert(header::CONTENT_TYPE, kind);
    }
    (dressed, answer).into_response()
}

impl Shared {
    /// Says on a line what happened.
    fn tell(&mut self) {
        self.lines.say(std::mem::take(&mut self.workspace.news));
    }

    /// Where a line can be opened, once.
    fn open_line(&self, token: &str) -> String {
        let workspace = &self.workspace;
        let refused = match &workspace.refuses_lines {
            Some(word) => Some(word.as_str()),
            None if token == workspace.token => Some("not_allowed_token_type"),
            None if token != workspace.app_token => Some("invalid_auth"),
            None => None,
        };
        if let Some(word) = refused {
            return answer::no(word).to_string();
        }
        let host = workspace.lines_at.clone().unwrap_or_else(|| format!("ws://{}", self.address));
        json!({ "ok": true, "url": format!("{host}/link/?ticket={}&app_id=A0FAKE", self.lines.ticket()) }).to_string()
    }

    /// Seconds to wait, when a method was called too often.
    fn too_often(&mut self, method: &str) -> Option<i64> {
        let (most, window) = *self.workspace.limits.get(method)?;
        let now = self.workspace.time.as_ref()?.now();
        let calls = self.calls.entry(method.to_owned()).or_default();
        calls.retain(|at| *at > now - window);
        if calls.len() < most {
            calls.push(now);
            return None;
        }
        calls.first().map(|oldest| (oldest + window - now + 999) / 1_000)
    }
}
