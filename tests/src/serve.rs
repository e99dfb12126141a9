//! The app in an ordinary browser: the same UI and the same core as in the window, on the loopback interface.
//!
//! For machines without a display, for working on the UI, and for tests. Never shipped.
//!
//! **Invariant:** only who was shown the address may call: the token is in no page, and every request must name this
//! host (so that no other site's name can be pointed at it) and come from its own pages.

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    path::{Component, Path, PathBuf},
    sync::{Arc, LazyLock},
};

use axum::{
    Json, Router,
    extract::{Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use kith_app::{ApiError, App, Code};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};

/// A host that is listening.
pub struct Served {
    listener: TcpListener,
    routes: Router,
    address: SocketAddr,
    token: String,
}

struct Host {
    core: App,
    ui: PathBuf,
    token: String,
    /// What `Host:` may say.
    names: [String; 2],
}

impl Host {
    /// Whether a request names this host and, when a page sent it, comes from one of ours.
    fn is_meant(&self, headers: &HeaderMap) -> bool {
        let own = |name: &HeaderValue| self.names.iter().any(|own| own.as_bytes() == name.as_bytes());
        let page = |origin: &HeaderValue| {
            let name = origin.as_bytes().strip_prefix(b"http://");
            self.names.iter().any(|own| Some(own.as_bytes()) == name)
        };
        headers.get(header::HOST).is_some_and(own) && headers.get(header::ORIGIN).is_none_or(page)
    }
}

/// Binds a loopback port (0 = any free one).
///
/// # Errors
/// When the port is taken.
pub async fn bind(core: App, ui: PathBuf, port: u16) -> io::Result<Served> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    let token = token();
    let port = address.port();
    let names = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let host = Arc::new(Host { core, ui, token: token.clone(), names });
    let routes = Router::new()
        .route("/call", post(call))
        .route("/changed", get(changed))
        .fallback(get(file))
        .layer(middleware::from_fn_with_state(host.clone(), guard))
        .with_state(host);
    Ok(Served { listener, routes, address, token })
}

impl Served {
    /// The address to open, token included.
    pub fn address(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token)
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When the socket fails.
    pub async fn run(self) -> io::Result<()> {
        axum::serve(self.listener, self.routes).await
    }
}

/// Refuses what does not come from this host's own pages, and dresses every answer in the window's policy.
async fn guard(State(host): State<Arc<Host>>, request: Request, next: Next) -> Response {
    let mut answer = if host.is_meant(request.headers()) {
        next.run(request).await
    } else {
        refused("this is not the address Kith printed")
    };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

#[derive(Deserialize)]
struct Call {
    name: String,
    args: Value,
}

async fn call(State(host): State<Arc<Host>>, headers: HeaderMap, Json(call): Json<Call>) -> Response {
    if headers.get("x-kith-token").and_then(|given| given.to_str().ok()) != Some(&host.token) {
        return refused("the token is missing or belongs to an earlier start");
    }
    Json(match host.core.call(&call.name, call.args).await {
        Ok(result) => json!({ "ok": result }),
        Err(error) => json!({ "error": error }),
    })
    .into_response()
}

#[derive(Deserialize)]
struct Subscribe {
    #[serde(default)]
    token: String,
}

async fn changed(State(host): State<Arc<Host>>, Query(subscribe): Query<Subscribe>) -> Response {
    if subscribe.token != host.token {
        return refused("the token is missing or belongs to an earlier start");
    }
    let mut changes = host.core.changes();
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        loop {
            let topics = tokio::select! {
                topics = changes.collected() => topics,
                () = sender.closed() => None,
            };
            let Some(topics) = topics else { return };
            if sender.send(json!(topics).to_string()).await.is_err() {
                return;
            }
        }
    });
    let events = ReceiverStream::new(receiver).map(|topics| Ok::<_, Infallible>(Event::default().data(topics)));
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// One of the UI's built files.
async fn file(State(host): State<Arc<Host>>, uri: Uri) -> Response {
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let read = if inside { std::fs::read(host.ui.join(name)) } else { Err(io::ErrorKind::NotFound.into()) };
    match read {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind(name))], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn kind(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}

fn refused(why: &str) -> Response {
    (StatusCode::FORBIDDEN, Json(json!({ "error": ApiError::new(Code::Forbidden, why) }))).into_response()
}

/// The window's own policy, from its configuration, with this host in place of Tauri's channel.
fn policy() -> HeaderValue {
    static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
        let config: Value = serde_json::from_str(include_str!("../../src-tauri/tauri.conf.json")).unwrap_or_default();
        let policy = config.pointer("/app/security/csp").and_then(Value::as_str).unwrap_or("default-src 'none'");
        HeaderValue::try_from(policy.replace("ipc: http://ipc.localhost", "'self'"))
            .unwrap_or(HeaderValue::from_static("default-src 'none'"))
    });
    POLICY.clone()
}

/// A secret for one run.
#[expect(clippy::disallowed_methods, reason = "a secret must not be repeatable")]
fn token() -> String {
    // Version 7 carries 74 random bits from the operating system; nobody guesses them before the process ends.
    uuid::Uuid::now_v7().simple().to_string()
}
