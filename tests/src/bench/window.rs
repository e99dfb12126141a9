//! The real window on a community: how soon it shows something, and what it weighs when nobody touches it.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use serde_json::json;

use super::{Result, figures, machine};
use crate::window::Window;

/// How long it is left alone.
const IDLE: Duration = Duration::from_secs(15);

/// Opens the window some times on a home (its communities are in `HOME/kith`) and prints.
///
/// # Errors
/// When the window or what drives it is missing.
pub fn run(home: &Path, rounds: usize) -> Result<()> {
    for round in 1..=rounds.max(1) {
        let start = Instant::now();
        let window = Window::open(home)?;
        // The shell is there before the first answer of the core: content is what the answer brought.
        let content = "return (document.querySelector('main') ?? document.body).innerText.trim().length > 80";
        window.until("content", content, &json!([]))?;
        let shown = start.elapsed().as_secs_f64();
        std::thread::sleep(IDLE);
        let (proportional, private, processes) = machine::group_mib(window.group(), "WebKitWebDriv");
        figures::note("window content", shown * 1e3, shown * 1e3);
        figures::note("window idle", private, private);
        println!(
            "window {round}: page after {:.2} s, content after {shown:.2} s (driver included); idle {proportional:.0} MiB \
             proportional, {private:.0} MiB private in {processes} processes",
            window.opened_in.as_secs_f64()
        );
    }
    Ok(())
}
