//! The loopback host: who may talk to it, and that an ordinary browser shows the app.

use std::{net::SocketAddr, process::Stdio};

use kith_tests::{
    browser,
    http::{Request, Result},
    screen::Group,
};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A running host on an empty folder.
struct Host {
    address: String,
    socket: SocketAddr,
    token: String,
    _group: Group,
    home: TempDir,
}

impl Host {
    fn start() -> Result<Self> {
        let home = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut group = Group::start(env!("CARGO_BIN_EXE_kith-serve"), ["--port", "0"], |command| {
            command.env("KITH_HOME", home.path().join("kith")).stdout(Stdio::piped())
        })?;
        let address = group.line()?;
        let (origin, token) = address.split_once("/?token=").ok_or_else(|| format!("no address but {address:?}"))?;
        let socket = origin.trim_start_matches("http://").parse().map_err(|error| format!("{origin}: {error}"))?;
        Ok(Self { socket, token: token.to_owned(), address, _group: group, home })
    }

    fn call(&self, name: &str, args: &Value) -> Request<'_> {
        let request = Request::new(self.socket, "POST", "/call").header("X-Kith-Token", &self.token);
        request.json(json!({ "name": name, "args": args }))
    }
}

fn community() -> Value {
    json!({ "name": "Allotment", "zone": "Europe/Berlin", "hours": { "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "18:00" } })
}

#[test]
fn a_page_with_the_token_may_call_and_hears_what_changed() -> Result<()> {
    let host = Host::start()?;
    let (status, text) = host.call("about", &json!({})).text()?;
    assert_eq!(status, 200);
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["ok"]["can_pick_files"], false, "a browser is given no dialog: {text}");

    let path = format!("/changed?token={}", host.token);
    let mut events = Request::new(host.socket, "GET", &path).open()?;
    assert_eq!(events.header("content-type"), Some("text/event-stream"));
    let (_, text) = host.call("communities.create", &community()).text()?;
    assert!(text.contains("\"ok\""), "{text}");
    let topics: Vec<String> = serde_json::from_str(&events.event()?).unwrap();
    assert!(topics.iter().any(|topic| topic == "Communities"), "a new community changes the list of them: {topics:?}");

    let (status, text) = host.call("no.such.command", &json!({})).text()?;
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((status, &answer["error"]["code"]), (200, &json!("NotFound")), "a failing command is an answer: {text}");
    Ok(())
}

#[test]
fn strangers_are_refused() -> Result<()> {
    let host = Host::start()?;
    let refused = |what: &str, request: Request<'_>| -> Result<()> {
        let (status, text) = request.text()?;
        assert_eq!(status, 403, "{what}: {text}");
        assert!(text.contains("Forbidden") && !text.contains(&host.token), "{what}: {text}");
        Ok(())
    };
    let bare = |path| Request::new(host.socket, "POST", path).json(json!({ "name": "about", "args": {} }));
    refused("no token", bare("/call"))?;
    refused("wrong token", bare("/call").header("X-Kith-Token", "0"))?;
    refused("the token in the wrong place", bare(&format!("/call?token={}", host.token)))?;
    refused("another site's page", host.call("about", &json!({})).header("Origin", "http://evil.example"))?;
    refused("a page on another port", host.call("about", &json!({})).header("Origin", "http://127.0.0.1:1"))?;
    refused("a sandboxed page", host.call("about", &json!({})).header("Origin", "null"))?;
    refused("another site's name for this host", host.call("about", &json!({})).header("Host", "evil.example"))?;
    let page = |path| Request::new(host.socket, "GET", path);
    refused(
        "another site's name for the page",
        page("/").header("Host", format!("evil.example:{}", host.socket.port())),
    )?;
    refused("listening without a token", page("/changed"))?;
    refused("listening with a wrong token", page("/changed?token=0"))?;

    let own = format!("http://{}", host.socket);
    let (status, _) = host.call("about", &json!({})).header("Origin", own).text()?;
    assert_eq!(status, 200, "its own pages are no strangers");
    Ok(())
}

#[test]
fn only_the_built_files_are_served_under_the_windows_policy() -> Result<()> {
    let host = Host::start()?;
    let get = |path| Request::new(host.socket, "GET", path).open();
    let page = get("/")?;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = page.header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    assert!(policy.contains("connect-src 'self';") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert!(!page.text()?.contains(&host.token), "the token is in no page");
    for outside in
        ["/../package.json", "/%2e%2e/package.json", "/assets/../../package.json", "//etc/passwd", "/.", "/nothing.js"]
    {
        assert_eq!(get(outside)?.status, 404, "{outside}");
    }
    Ok(())
}

#[test]
fn an_ordinary_browser_shows_the_app() -> Result<()> {
    let host = Host::start()?;
    let page = browser::page(&host.address, &host.home.path().join("profile"))?;
    assert!(page.contains("<main") || page.contains("<h1"), "the page stayed empty: {page}");
    Ok(())
}
