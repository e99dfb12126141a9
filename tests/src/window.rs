//! The real window, on a screen of its own, driven through WebKitWebDriver.
//!
//! Each window has its own folder for data and settings. It is slow (half a second to start), so a test opens one and
//! walks through it.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    http::Result,
    screen::{Group, display, wait},
    webdriver::Session,
};

/// How long a screen may take to show what a test waits for. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// Keys by their WebDriver code points.
pub mod key {
    /// Tab.
    pub const TAB: char = '\u{e004}';
    /// Enter.
    pub const ENTER: char = '\u{e007}';
    /// Escape.
    pub const ESCAPE: char = '\u{e00c}';
    /// Shift, held.
    pub const SHIFT: char = '\u{e008}';
    /// Control, held.
    pub const CONTROL: char = '\u{e009}';
    /// Arrow up.
    pub const UP: char = '\u{e013}';
    /// Arrow right.
    pub const RIGHT: char = '\u{e014}';
    /// Arrow down.
    pub const DOWN: char = '\u{e015}';
}

/// A running Kith.
pub struct Window {
    // The order matters: the session ends before the programs are killed.
    session: Session,
    driver: Group,
    /// From starting the driver to the first answer of the page.
    pub opened_in: Duration,
}

/// The desktop binary, next to the tests' own.
///
/// # Errors
/// When it was not built.
pub fn binary() -> Result<PathBuf> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    // Tests are one folder below it, other programs beside it.
    let beside = own.with_file_name("kith-desktop");
    let above = own.ancestors().nth(2).unwrap_or(&own).join("kith-desktop");
    let binary = if beside.is_file() { beside } else { above };
    if binary.is_file() {
        Ok(binary)
    } else {
        Err(format!(
            "{} is missing: run `cargo xtask test window`, or `cargo build --workspace --bins` before",
            binary.display()
        ))
    }
}

/// Starts a driver whose programs keep everything they write below `home`.
///
/// # Errors
/// When it does not listen.
pub fn driver(home: &Path) -> Result<(SocketAddr, Group)> {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
    let address = free.map_err(|error| error.to_string())?;
    let arguments = [format!("--port={}", address.port()), "--host=127.0.0.1".to_owned()];
    let display = display()?;
    let group = Group::start("WebKitWebDriver", arguments, |command| {
        command
            .env("DISPLAY", display)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("KITH_HOME", home.join("kith"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            // The hardest locale: see `environment.rs` of the shell.
            .env("LC_ALL", "C.UTF-8")
            // With either of these, pictures of the page never arrive.
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
    })?;
    wait("WebKitWebDriver (package webkit2gtk-driver)", PATIENCE, || Ok(TcpStream::connect(address).ok()))?;
    Ok((address, group))
}

impl Window {
    /// Opens Kith on a folder.
    ///
    /// # Errors
    /// When the window does not show our page.
    pub fn open(home: &Path) -> Result<Self> {
        // Another process can take the port between finding and using it.
        Self::try_open(home).or_else(|_| Self::try_open(home))
    }

    fn try_open(home: &Path) -> Result<Self> {
        let start = Instant::now();
        let binary = binary()?;
        let (address, driver) = driver(home)?;
        let session = Session::start(address, &binary.to_string_lossy())?;
        let mut window = Self { session, driver, opened_in: Duration::ZERO };
        window.until("the page", "return document.readyState === 'complete'", &json!([]))?;
        window.opened_in = start.elapsed();
        window.session.run(WITNESS, &json!([]))?;
        Ok(window)
    }

    /// The WebDriver session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The process group that Kith runs in.
    pub fn group(&self) -> u32 {
        self.driver.id()
    }

    /// Waits until a function body returns something other than false or nothing, and hands that out.
    ///
    /// # Errors
    /// When it never does.
    pub fn until(&self, what: &str, script: &str, arguments: &Value) -> Result<Value> {
        wait(what, PATIENCE, || {
            let value = self.session.run(script, arguments)?;
            Ok((!value.is_null() && value != Value::Bool(false)).then_some(value))
        })
        .map_err(|error| format!("{error}; the page says: {}", self.text()))
    }

    /// All the text of the page, shortened, for messages.
    pub fn text(&self) -> String {
        let text = self.session.run("return document.body.innerText.slice(0, 1500)", &json!([])).unwrap_or_default();
        let text = text.as_str().unwrap_or_default().replace('\n', " | ");
        match self.faults() {
            Ok(faults) if faults.is_empty() => text,
            Ok(faults) => format!("{text}; and it failed: {}", faults.join("; ")),
            Err(error) => format!("{text}; {error}"),
        }
    }

    /// What went wrong in the page's own scripts since it opened.
    ///
    /// # Errors
    /// When the window is gone.
    pub fn faults(&self) -> Result<Vec<String>> {
        let faults = self.session.run("return window.kithFaults ?? []", &json!([]))?;
        Ok(faults.as_array().into_iter().flatten().map(ToString::to_string).collect())
    }

    /// Waits for a visible element with a role and a name that contains `name`.
    ///
    /// # Errors
    /// When there never is one.
    pub fn find(&self, role: &str, name: &str) -> Result<Value> {
        self.until(&format!("{role} {name:?}"), FIND, &json!([role, name]))
    }

    /// Clicks the element with a role and a name.
    ///
    /// # Errors
    /// When there never is one, or it cannot be clicked.
    pub fn click(&self, role: &str, name: &str) -> Result<()> {
        // What was found may be replaced by a new rendering before the click arrives.
        wait(&format!("a click on {role} {name:?}"), PATIENCE, || self.session.click(&self.find(role, name)?).map(Some))
    }

    /// Waits for text anywhere on the page.
    ///
    /// # Errors
    /// When it never shows.
    pub fn see(&self, text: &str) -> Result<()> {
        self.until(
            &format!("the text {text:?}"),
            "return document.body.innerText.includes(arguments[0])",
            &json!([text]),
        )
        .map(drop)
    }

    /// Moves the focus by Tab until it is on the element with a role and a name.
    ///
    /// # Errors
    /// When a hundred steps do not reach it.
    pub fn tab_to(&self, role: &str, name: &str) -> Result<()> {
        let wanted = self.find(role, name)?;
        for _ in 0..100 {
            if self.session.run("return document.activeElement === arguments[0]", &json!([wanted]))? == json!(true) {
                return Ok(());
            }
            self.session.press(&[&[key::TAB]])?;
        }
        Err(format!("Tab does not reach {role} {name:?}"))
    }

    /// Runs a command of the core from the page, as the UI does.
    ///
    /// # Errors
    /// When the command fails: its error as JSON.
    pub fn call(&self, name: &str, args: &Value) -> Result<Value> {
        const CALL: &str = "const [name, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke('call', { name, args }).then(ok => done({ ok }), error => done({ error }))";
        let mut answer = self.session.run_async(CALL, &json!([name, args]))?;
        match answer.get("error") {
            Some(error) => Err(error.to_string()),
            None => Ok(answer.get_mut("ok").map(Value::take).unwrap_or_default()),
        }
    }

    /// Goes to a route of the UI.
    ///
    /// # Errors
    /// When the window is gone.
    pub fn go(&self, route: &str) -> Result<()> {
        self.session.run("location.hash = arguments[0]", &json!([route])).map(drop)
    }

    /// Closes what tells of something that is over: in a picture of a screen it hides what is below.
    ///
    /// # Errors
    /// When the page does not answer.
    pub fn close_notices(&self) -> Result<()> {
        self.session
            .run("document.querySelectorAll('.toasts button[aria-label]').forEach((one) => one.click())", &json!([]))?;
        self.until("no notice", "return document.querySelector('.toasts button') === null", &json!([])).map(drop)
    }

    /// Writes a picture of the page.
    ///
    /// # Errors
    /// When the window is gone or the file cannot be written.
    pub fn picture(&self, to: &Path) -> Result<()> {
        let write = |bytes: Vec<u8>| {
            std::fs::create_dir_all(to.parent().unwrap_or(to))?;
            std::io::Write::write_all(&mut std::fs::File::create(to)?, &bytes)
        };
        write(self.session.screenshot()?).map_err(|error| format!("{}: {error}", to.display()))
    }
}

/// Keeps what the page's scripts throw and nobody catches.
const WITNESS: &str = "window.kithFaults = [];
for (const kind of ['error', 'unhandledrejection']) window.addEventListener(kind, (event) => {
  if (!(event.target instanceof Element)) window.kithFaults.push(String(event.message ?? event.reason?.message ?? event.reason));
})";

/// Finds a visible element by role and accessible name; what is exactly so named comes before what only contains it.
const FIND: &str = r#"
const [role, name] = arguments;
const native = { button: 'button, summary', link: 'a[href]', textbox: 'input:not([type=checkbox]):not([type=radio]), textarea',
  searchbox: 'input[type=search]', checkbox: 'input[type=checkbox]', radio: 'input[type=radio]', combobox: 'select, input[list]',
  heading: 'h1, h2, h3, h4', main: 'main', navigation: 'nav', table: 'table', dialog: 'dialog', list: 'ul, ol', listitem: 'li', row: 'tr' }[role];
const text = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
const label = (e) => (e.getAttribute('aria-label')
  ?? (e.hasAttribute('aria-labelledby') ? text(e.getAttribute('aria-labelledby')) : null)
  ?? (e.labels?.length ? [...e.labels].map((l) => l.textContent).join(' ') : null)
  ?? (e.textContent || e.title || e.placeholder || '')).replace(/\s+/g, ' ').trim();
const shown = (e) => e.checkVisibility() && !e.closest('[inert]') && !e.disabled;
const found = [...document.querySelectorAll(`[role=${role}]${native ? ', ' + native : ''}`)]
  .filter((e) => (e.getAttribute('role') ?? role) === role && shown(e));
return found.find((e) => label(e) === name) ?? found.find((e) => label(e).includes(name)) ?? null;
"#;
