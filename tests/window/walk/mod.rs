//! Whole rounds of work walked through in the real window, with a picture of every station in both themes, for people to
//! judge. `cargo xtask walk PART FOLDER` runs them; without `KITH_WALK` they do nothing.
//!
//! **Invariants:** what a person would click is clicked and what they would choose in the system's dialogs is typed there
//! (`xdotool`); commands are called only for what happens elsewhere or takes weeks; nothing reaches the network.
#![expect(
    clippy::indexing_slicing,
    reason = "answers of the core are read by their names; one that is missing is nothing"
)]

mod events;
mod lead;
mod manager;
mod mentor;

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use kith_tests::{http::Result, screen, window::Window};
use serde_json::{Value, json};

/// How long a dialog of the system may take to come and to go.
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody who walks, their window and their album.
pub(crate) struct Walk {
    window: Window,
    album: PathBuf,
    number: Cell<u32>,
}

/// The folder for pictures of a part, where it was asked for.
pub(crate) fn wanted(part: &str) -> Option<PathBuf> {
    let asked = std::env::var("KITH_WALK_PART").ok().is_none_or(|one| one == part);
    std::env::var_os("KITH_WALK").filter(|_| asked).map(|folder| Path::new(&folder).join(part))
}

/// A day, so many from today: `2026-11-23`.
pub(crate) fn day(window: &Window, days: i32) -> Result<String> {
    let script = "return new Date(Date.now() + arguments[0] * 86400000).toISOString().slice(0, 10)";
    let day = window.session().run(script, &json!([days]))?;
    day.as_str().map(str::to_owned).ok_or_else(|| format!("no day: {day}"))
}

/// Runs xdotool on the screen of these tests; what it prints.
fn xdotool(words: &[&str]) -> Result<String> {
    let output = Command::new("xdotool").env("DISPLAY", screen::display()?).args(words).output();
    let output = output.map_err(|error| format!("xdotool: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

impl Walk {
    /// Opens Kith on a folder; pictures go into `album`.
    pub(crate) fn begin(home: &Path, album: &Path) -> Result<Self> {
        let walk = Self { window: Window::open(home)?, album: album.to_owned(), number: Cell::new(0) };
        walk.size(1280, 800)?;
        Ok(walk)
    }

    pub(crate) fn window(&self) -> &Window {
        &self.window
    }

    fn size(&self, width: u32, height: u32) -> Result<()> {
        let window = xdotool(&["search", "--onlyvisible", "--class", "kith"])?;
        for id in window.lines() {
            xdotool(&["windowsize", "--sync", id, &width.to_string(), &height.to_string()])?;
        }
        let script = "return Math.abs(innerWidth - arguments[0]) < 40";
        self.window.until("the size", script, &json!([width])).map(drop)
    }

    fn take(&self, name: &str, suffix: &str) -> Result<()> {
        // What is on its way arrives, what moves comes to rest.
        let rest = "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))), 350)";
        let read = "for (const one of document.querySelectorAll('.toast .act:last-child')) one.click()";
        self.window.session().run(read, &json!([]))?;
        for theme in ["light", "dark"] {
            self.window.session().run("document.documentElement.dataset.theme = arguments[0]", &json!([theme]))?;
            self.window.session().run_async(rest, &json!([]))?;
            self.window.picture(&self.album.join(format!("{:02}-{name}{suffix}-{theme}.png", self.number.get())))?;
        }
        Ok(())
    }

    /// A picture of where one is, in both themes.
    pub(crate) fn shot(&self, name: &str) -> Result<()> {
        self.number.set(self.number.get() + 1);
        self.take(name, "")
    }

    /// The same, and once more on a large screen.
    pub(crate) fn wide(&self, name: &str) -> Result<()> {
        self.shot(name)?;
        self.size(1920, 1080)?;
        self.take(name, "-wide")?;
        self.size(1280, 800)
    }

    /// Goes to a route and waits for words on it.
    pub(crate) fn go(&self, route: &str, words: &str) -> Result<()> {
        self.window.go(route)?;
        self.window.see(words)
    }

    pub(crate) fn click(&self, role: &str, name: &str) -> Result<()> {
        self.window.click(role, name)
    }

    /// Writes into a field, a number, a date or a slider by its label, in place of what is there.
    pub(crate) fn fill(&self, name: &str, value: &str) -> Result<()> {
        let field = self.window.find("textbox", name)?;
        self.set(&field, value)
    }

    /// The same where a field offers something while one types.
    pub(crate) fn type_in(&self, name: &str, value: &str) -> Result<()> {
        let field = self.window.find("combobox", name)?;
        self.set(&field, value)
    }

    /// Writes into a field of one section, whose label begins so.
    pub(crate) fn fill_in(&self, section: &str, label: &str, value: &str) -> Result<()> {
        let script = "const of = [...document.querySelectorAll(`${arguments[0]} label`)].find((one) => one.textContent.trim().startsWith(arguments[1]));
            return of?.querySelector('input, select, textarea') ?? null";
        let field = self.window.until(label, script, &json!([section, label]))?;
        self.set(&field, value)
    }

    /// Presses the button that keeps what was typed in a section.
    pub(crate) fn keep_in(&self, section: &str) -> Result<()> {
        let script = "return document.querySelector(`${arguments[0]} form button[type=submit]:not(:disabled)`)";
        let button = self.window.until("a button that keeps", script, &json!([section]))?;
        self.window.session().click(&button)
    }

    /// Chooses what a list offers, by its words.
    pub(crate) fn choose(&self, name: &str, option: &str) -> Result<()> {
        let list = self.window.find("combobox", name)?;
        let script = "const one = [...arguments[0].options].find((one) => one.textContent.includes(arguments[1])); return one ? one.value : null";
        let value = self.window.session().run(script, &json!([list, option]))?;
        let value = value.as_str().ok_or_else(|| format!("{name} does not offer {option}"))?.to_owned();
        self.set(&list, &value)
    }

    fn set(&self, field: &Value, value: &str) -> Result<()> {
        let script = "const [e, v] = arguments; e.scrollIntoView({ block: 'center' }); e.focus();
            const kind = { TEXTAREA: HTMLTextAreaElement, SELECT: HTMLSelectElement }[e.tagName] ?? HTMLInputElement;
            Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(e, v);
            for (const one of ['input', 'change']) e.dispatchEvent(new Event(one, { bubbles: true }))";
        self.window.session().run(script, &json!([field, value])).map(drop)
    }

    /// Brings an element of the page into sight, by its CSS selector.
    pub(crate) fn scroll(&self, css: &str) -> Result<()> {
        let script = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'start' })";
        self.window.session().run(script, &json!([css])).map(drop)
    }

    /// Answers the system's own file dialog with a path.
    pub(crate) fn file(&self, title: &str, path: &Path) -> Result<()> {
        let find = || xdotool(&["search", "--onlyvisible", "--name", title]);
        let dialog = screen::wait(title, PATIENCE, || {
            Ok(find()?.lines().next().map(str::to_owned).filter(|id| !id.is_empty()))
        })?;
        let path = path.to_string_lossy();
        xdotool(&["windowfocus", "--sync", &dialog])?;
        // In a dialog that opens, a slash asks for a path, and its field takes a moment to come.
        xdotool(&["sleep", "0.4", "key", "slash", "sleep", "0.6", "key", "ctrl+a", "sleep", "0.2"])?;
        xdotool(&["type", "--delay", "25", &path])?;
        // It completes what is typed in its own time, and Return takes only what is complete.
        screen::wait("the end of the dialog", PATIENCE, || {
            xdotool(&["sleep", "0.5", "key", "Return", "sleep", "0.7"])?;
            Ok(find()?.is_empty().then_some(()))
        })
    }

    /// The page's own scripts never failed.
    pub(crate) fn end(&self) -> Result<()> {
        let faults = self.window.faults()?;
        if faults.is_empty() { Ok(()) } else { Err(format!("the page's scripts failed: {}", faults.join("; "))) }
    }
}
