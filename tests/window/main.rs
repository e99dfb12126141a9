//! The real window under Xvfb, driven through WebKitWebDriver.
#![cfg(unix)]

mod archive;
mod first_run;
mod guide;
mod hostile;
mod keys;
mod screens;
mod walk;

use std::time::Duration;

use kith_tests::{http::Result, screen::wait, window::Window};
use serde_json::{Value, json};

/// How long reading the sample may take on a busy machine.
const IMPORT: Duration = Duration::from_secs(120);

/// Makes a community through the core, for tests that are about something else.
fn make_community(window: &Window, name: &str) -> Result<Value> {
    let hours = json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
    window.call("communities.create", &json!({ "name": name, "zone": "Europe/Berlin", "hours": hours }))
}

/// Waits until nothing is being imported any more.
fn imported(window: &Window) -> Result<()> {
    wait("the end of the import", IMPORT, || {
        let answer = window.call("imports.list", &json!({}))?;
        let newest = answer.pointer("/imports/0/state").and_then(Value::as_str);
        match newest {
            Some("done") => Ok(Some(())),
            Some("running") | None => Ok(None),
            Some(other) => Err(format!("the import is {other}: {answer}")),
        }
    })
}
