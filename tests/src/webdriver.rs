//! A W3C WebDriver client, as much of it as the window tests use.

use std::{net::SocketAddr, time::Duration};

use serde_json::{Value, json};

use crate::http::{Request, Result};

/// The key under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One automated page.
pub struct Session {
    driver: SocketAddr,
    path: String,
}

impl Session {
    /// Starts a program with a web view through a driver that listens.
    ///
    /// # Errors
    /// When the program does not show a web view.
    pub fn start(driver: SocketAddr, binary: &str) -> Result<Self> {
        // No browserName: the driver compares it with what the program itself reports.
        Self::new(driver, &json!({ "webkitgtk:browserOptions": { "binary": binary, "args": [] } }))
    }

    /// Starts the engine's own plain browser.
    ///
    /// # Errors
    /// When the engine came without one.
    pub fn browse(driver: SocketAddr) -> Result<Self> {
        Self::new(driver, &json!({}))
    }

    fn new(driver: SocketAddr, wanted: &Value) -> Result<Self> {
        let body = json!({ "capabilities": { "alwaysMatch": wanted } });
        let value = send(&Request::new(driver, "POST", "/session").json(body))?;
        let id = value.get("sessionId").and_then(Value::as_str).ok_or("the driver gave no session")?;
        Ok(Self { driver, path: format!("/session/{id}") })
    }

    /// Goes to an address.
    ///
    /// # Errors
    /// When the page does not load.
    pub fn go(&self, address: &str) -> Result<()> {
        self.post("/url", json!({ "url": address })).map(drop)
    }

    fn post(&self, path: &str, body: Value) -> Result<Value> {
        send(&Request::new(self.driver, "POST", &format!("{}{path}", self.path)).json(body))
    }

    fn get(&self, path: &str) -> Result<Value> {
        send(&Request::new(self.driver, "GET", &format!("{}{path}", self.path)))
    }

    /// Runs a function body in the page; `arguments` are its arguments.
    ///
    /// # Errors
    /// When it throws.
    pub fn run(&self, script: &str, arguments: &Value) -> Result<Value> {
        self.post("/execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// Runs a function body whose last argument is the callback for its result.
    ///
    /// # Errors
    /// When it throws or does not call back.
    pub fn run_async(&self, script: &str, arguments: &Value) -> Result<Value> {
        self.post("/execute/async", json!({ "script": script, "args": arguments }))
    }

    /// The first element that a CSS selector matches.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, css: &str) -> Result<Value> {
        self.post("/element", json!({ "using": "css selector", "value": css }))
    }

    /// Clicks an element like a mouse does.
    ///
    /// # Errors
    /// When it is hidden or covered.
    pub fn click(&self, element: &Value) -> Result<()> {
        self.post(&format!("/element/{}/click", id(element)?), json!({})).map(drop)
    }

    /// Types into an element.
    ///
    /// # Errors
    /// When it takes no text.
    pub fn type_into(&self, element: &Value, text: &str) -> Result<()> {
        self.post(&format!("/element/{}/value", id(element)?), json!({ "text": text })).map(drop)
    }

    /// Presses keys one after the other wherever the focus is; held keys come first in each chord.
    ///
    /// # Errors
    /// When the driver refuses.
    pub fn press(&self, chords: &[&[char]]) -> Result<()> {
        let mut actions = Vec::new();
        for chord in chords {
            actions.extend(chord.iter().map(|key| json!({ "type": "keyDown", "value": key })));
            actions.extend(chord.iter().rev().map(|key| json!({ "type": "keyUp", "value": key })));
        }
        self.post("/actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })).map(drop)
    }

    /// Types text wherever the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub fn write(&self, text: &str) -> Result<()> {
        let keys: Vec<[char; 1]> = text.chars().map(|key| [key]).collect();
        self.press(&keys.iter().map(<[char; 1]>::as_slice).collect::<Vec<_>>())
    }

    /// The address of the page.
    ///
    /// # Errors
    /// When the window is gone.
    pub fn address(&self) -> Result<String> {
        Ok(self.get("/url")?.as_str().unwrap_or_default().to_owned())
    }

    /// A PNG of the page as it is now.
    ///
    /// # Errors
    /// When the window is gone.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        // Without waiting for two frames the picture is often the one before the last change.
        self.run_async(
            "const d = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => d(1)))",
            &json!([]),
        )?;
        Ok(decode(self.get("/screenshot")?.as_str().unwrap_or_default()))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let request = Request::new(self.driver, "DELETE", &self.path);
        // A program that does not end is killed with its group.
        let _ = Request { patience: Duration::from_secs(2), ..request }.text();
    }
}

/// The protocol's own name of an element.
fn id(element: &Value) -> Result<&str> {
    element[ELEMENT].as_str().ok_or_else(|| format!("not an element: {element}"))
}

fn send(request: &Request<'_>) -> Result<Value> {
    let (_, text) = request.text()?;
    let mut answer: Value = serde_json::from_str(&text).map_err(|error| format!("{error} in {text:?}"))?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        Some(error) => Err(format!(
            "{} {}: {error}: {}",
            request.method,
            request.path,
            value.get("message").unwrap_or(&Value::Null)
        )),
        None => Ok(value),
    }
}

/// Base64, which the protocol uses for pictures.
fn decode(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0);
    for letter in text.bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_is_read() {
        assert_eq!(super::decode("S2l0aA=="), b"Kith");
        assert_eq!(super::decode("AP/+\nIA=="), [0, 255, 254, 32]);
    }
}
