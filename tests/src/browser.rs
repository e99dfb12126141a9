//! Headless Chromium, for the loopback host.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::http::Result;

/// Opens an address in a fresh profile, lets the page settle and returns its elements as HTML.
///
/// # Errors
/// When there is no browser, or it does not show a page.
pub fn page(address: &str, profile: &Path) -> Result<String> {
    let arguments = [
        "--headless",
        // Tests run as root in containers; the page is our own.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--timeout=8000",
        "--dump-dom",
    ];
    // `timeout` ends the browser and its children if it hangs.
    let output = Command::new("timeout")
        .args(["--kill-after=5", "60", browser()?])
        .args(arguments)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(address)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("timeout: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("chromium (package chromium): {}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
    }
}

/// Whatever Chromium is called here.
fn browser() -> Result<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let exists = |name: &&str| std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(exists)
        .ok_or_else(|| "no browser (package chromium)".to_owned())
}
