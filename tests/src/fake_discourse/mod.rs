//! A forum program on the loopback interface: it answers like Discourse, in its new and in its old ways.
//!
//! **Invariants:** what it answers follows from [`Forum`] alone; it pages honestly; it counts every request; it knows the
//! keys that are sent and refuses others as the real one does.

mod answer;
mod device;
mod forum;
mod reads;
mod review;
mod shelf;
mod viewer;
mod writes;

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    body::{Bytes, to_bytes},
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

pub use answer::cooked;
pub use device::Codes;
pub use forum::{Category, Flag, Forum, Post, Topic, User};
pub use shelf::{Group, Idle, Row, Shelf, wanted};
pub use viewer::Viewer;

/// The administrators' key.
pub const ADMIN_KEY: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9";
/// The key of a member.
pub const USER_KEY: &str = "member-key-that-nobody-may-see";

/// The four ways to be refused for haste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// The program itself: JSON with the seconds.
    App,
    /// What stands before it: text and a header.
    Middleware,
    /// The search: JSON without a word about how long.
    Search,
    /// A proxy: a page.
    Proxy,
}

/// How this forum behaves.
#[derive(Debug, Clone)]
pub struct Habits {
    /// `before` means a window of numbers.
    pub old_before: bool,
    /// Where it is installed, with slashes around.
    pub folder: String,
    /// Guests see nothing.
    pub login_required: bool,
    /// Tags are words, as they were until 2026.
    pub tags_as_words: bool,
    /// The public list of people is off.
    pub no_directory: bool,
    /// Topics on one page, whatever is asked for.
    pub topics_on_page: usize,
    /// So many requests a minute, and how others are refused.
    pub limit: Option<(usize, Haste)>,
    /// The account of [`ADMIN_KEY`].
    pub admin: i64,
    /// The account of [`USER_KEY`], and whether it may write.
    pub member: (i64, bool),
    /// New posts wait for approval.
    pub approves: bool,
    /// The next write is done, and its answer is lost.
    pub forgets_answer: bool,
    /// The next write fails before anything is done.
    pub drops_write: bool,
    /// Posts in an unknown shape.
    pub broken: Vec<i64>,
    /// This many of the next requests fail with 502.
    pub ill: u32,
    /// Signing in by a code.
    pub codes: Codes,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            old_before: false,
            folder: "/".into(),
            login_required: false,
            tags_as_words: false,
            no_directory: false,
            topics_on_page: 100,
            limit: None,
            admin: -1,
            member: (0, false),
            approves: false,
            forgets_answer: false,
            drops_write: false,
            broken: Vec::new(),
            ill: 0,
            codes: Codes::default(),
        }
    }
}

/// What happens before a request is answered: the number of the request, and the forum.
pub type Hook = Box<dyn FnMut(u64, &mut Forum) + Send>;

struct Inside {
    forum: Forum,
    habits: Habits,
    counts: BTreeMap<String, u64>,
    total: u64,
    sent: VecDeque<i64>,
    waits: Arc<Idle>,
    hook: Option<Hook>,
    posted: u64,
    address: SocketAddr,
    /// The code that was given out last.
    given: Option<device::Given>,
    /// Questions about a code that came too early.
    hasty: u64,
}

/// The program; it ends when this is dropped.
pub struct FakeDiscourse {
    address: SocketAddr,
    inside: Arc<Mutex<Inside>>,
    _tasks: JoinSet<()>,
}

impl FakeDiscourse {
    /// Starts it. It takes the time from `waits`.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(forum: Forum, habits: Habits, waits: Arc<Idle>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let inside = Arc::new(Mutex::new(Inside {
            forum,
            habits,
            counts: BTreeMap::new(),
            total: 0,
            sent: VecDeque::new(),
            waits,
            hook: None,
            posted: 0,
            address,
            given: None,
            hasty: 0,
        }));
        let routes = Router::new().fallback(handle).with_state(inside.clone());
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { drop(axum::serve(listener, routes).await) });
        Ok(Self { address, inside, _tasks: tasks })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        lock(&self.inside)
    }

    /// Changes the forum.
    pub fn change<T>(&self, change: impl FnOnce(&mut Forum) -> T) -> T {
        change(&mut self.lock().forum)
    }

    /// Changes how it behaves.
    pub fn habits(&self, change: impl FnOnce(&mut Habits)) {
        change(&mut self.lock().habits);
    }

    /// Does something before each request.
    pub fn before_each(&self, hook: Hook) {
        self.lock().hook = Some(hook);
    }

    /// Requests since the last time this was asked, by endpoint.
    pub fn counted(&self) -> BTreeMap<String, u64> {
        std::mem::take(&mut self.lock().counts)
    }

    /// Questions about a code that came too early.
    pub fn hasty(&self) -> u64 {
        self.lock().hasty
    }

    /// Posts that were written through it.
    pub fn posted(&self) -> u64 {
        self.lock().posted
    }
}

fn lock(inside: &Mutex<Inside>) -> MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An answer before it is sent.
pub(crate) struct Told {
    status: u16,
    body: Value,
}

impl Told {
    fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    fn error(status: u16, kind: &str, words: &str) -> Self {
        Self { status, body: json!({ "errors": [words], "error_type": kind }) }
    }

    fn missing() -> Self {
        Self::error(404, "not_found", "The requested URL or resource could not be found.")
    }

    fn forbidden() -> Self {
        Self::error(403, "invalid_access", "You are not permitted to view the requested resource.")
    }
}

/// One request, taken apart.
pub(crate) struct Asked {
    path: Vec<String>,
    query: Vec<(String, String)>,
    body: Value,
    viewer: Viewer,
}

impl Asked {
    fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.value(name)?.parse().ok()
    }
}

async fn handle(State(inside): State<Arc<Mutex<Inside>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body: Bytes = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let mut inside = lock(&inside);
    inside.total += 1;
    let (total, hook) = (inside.total, inside.hook.take());
    if let Some(mut hook) = hook {
        hook(total, &mut inside.forum);
        inside.hook = Some(hook);
    }
    if inside.habits.ill > 0 {
        inside.habits.ill -= 1;
        return (StatusCode::BAD_GATEWAY, "<html>Bad Gateway</html>").into_response();
    }
    if let Some(refusal) = inside.refuse() {
        return refusal;
    }
    let Some(path) = head.uri.path().strip_prefix(inside.habits.folder.as_str()) else {
        return (StatusCode::NOT_FOUND, "<html>nothing here</html>").into_response();
    };
    let is_json = path.ends_with(".json") || path.starts_with("user-api-key/");
    let path = path.strip_suffix(".json").unwrap_or(path);
    let pairs = head.uri.query().unwrap_or_default();
    let query: Vec<(String, String)> = pairs
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (plain(key), plain(value)))
        .collect();
    let endpoint: Vec<&str> =
        path.split('/').map(|part| if part.parse::<i64>().is_ok() { "ID" } else { part }).collect();
    *inside.counts.entry(format!("{} {}", head.method, endpoint.join("/"))).or_default() += 1;
    if let Some(answer) = inside.device(&head.method, path, &head.headers, &body) {
        return answer;
    }
    if !is_json {
        // The empty shell of the app: what a client gets that forgot `.json`.
        return ([(header::CONTENT_TYPE, "text/html")], "<html>app</html>").into_response();
    }
    let of = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let viewer = match (of("api-key"), of("user-api-key")) {
        (None, None) => Some(Viewer::Guest),
        (Some(key), _) if key == ADMIN_KEY => Some(Viewer::Admin(inside.habits.admin)),
        (_, Some(key)) if key == USER_KEY => Some(Viewer::Member(inside.habits.member.0, inside.habits.member.1)),
        _ => None,
    };
    let told = match viewer {
        None => Told::error(
            403,
            "invalid_access",
            "You are not permitted to view the requested resource. The API username or key is invalid.",
        ),
        Some(Viewer::Guest) if inside.habits.login_required && path != "site/basic-info" => {
            Told::error(403, "not_logged_in", "You need to be logged in to do that.")
        }
        Some(viewer) => {
            let asked = Asked {
                path: path.split('/').map(plain).collect(),
                query,
                body: serde_json::from_slice(&body).unwrap_or_default(),
                viewer,
            };
            match head.method.as_str() {
                "GET" => inside.read(&asked),
                "POST" | "PUT" => inside.write(&asked),
                _ => Told::missing(),
            }
        }
    };
    let status = StatusCode::from_u16(told.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(told.body)).into_response()
}

/// What an address says, without its percent signs.
fn plain(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits: Vec<u8> = rest.by_ref().take(2).collect();
        let digits = String::from_utf8_lossy(&digits).into_owned();
        bytes.extend(u8::from_str_radix(&digits, 16).ok());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Inside {
    /// A refusal, when too much was asked in the last minute. Refused requests do not count here.
    fn refuse(&mut self) -> Option<Response> {
        let (most, haste) = self.habits.limit?;
        let now = self.waits.now();
        while self.sent.front().is_some_and(|at| *at <= now - 60_000) {
            self.sent.pop_front();
        }
        if self.sent.len() < most {
            self.sent.push_back(now);
            return None;
        }
        let wait = self.sent.front().map_or(1, |oldest| (oldest + 60_000 - now + 999) / 1_000);
        let status = StatusCode::TOO_MANY_REQUESTS;
        Some(match haste {
            Haste::App => (
                status,
                axum::Json(json!({
                    "errors": [format!("You've performed this action too many times. Please wait {wait} seconds before trying again.")],
                    "error_type": "rate_limit", "extras": { "wait_seconds": wait, "time_left": format!("{wait} seconds") }
                })),
            )
                .into_response(),
            Haste::Middleware => (
                status,
                [("retry-after", wait.to_string())],
                format!("Slow down, you're making too many requests.\nPlease retry again in {wait} seconds.\nError code: ip_60_secs_limit.\n"),
            )
                .into_response(),
            Haste::Search => (status, axum::Json(json!({ "failed": "FAILED", "message": "too many" }))).into_response(),
            Haste::Proxy => (status, [(header::CONTENT_TYPE, "text/html")], "<html>429</html>").into_response(),
        })
    }
}
