//! Text from strangers in the real window: nothing of it runs, nothing of it gets out, the window stays where it is.

use std::time::Duration;

use kith_tests::{
    hostile::{ATTACK, Listener, markup},
    http::Result,
    screen::wait,
    webdriver::Session,
    window::{Window, driver},
};
use serde_json::json;

/// Longer than the slowest of the attempts, the page that sends itself elsewhere after a second.
const AFTERMATH: Duration = Duration::from_secs(3);

/// Lets the attack finish.
pub(crate) fn outlast() -> Result<()> {
    let start = std::time::Instant::now();
    wait("the end of the attack", AFTERMATH * 2, || Ok((start.elapsed() > AFTERMATH).then_some(())))
}

#[test]
fn raw_markup_in_the_page_runs_nothing_and_reaches_nobody() -> Result<()> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let listener = Listener::start()?;
    let window = Window::open(home.path())?;
    let origin = listener.origin();
    window.session().run(ATTACK, &json!([markup(&origin), origin]))?;
    outlast()?;
    assert_eq!(window.session().run("return window.fired", &json!([]))?, json!([]), "no script of a stranger runs");
    assert_eq!(listener.seen(), [""; 0], "no byte of a stranger is fetched and none is sent");
    assert!(window.session().address()?.starts_with("tauri://localhost"), "the window stays where it is");
    Ok(())
}

#[test]
fn the_same_markup_without_our_policy_does_all_of_it() -> Result<()> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let listener = Listener::start()?;
    let (driver, _group) = driver(home.path())?;
    let browser = Session::browse(driver)?;
    let origin = listener.origin();
    browser.go(&format!("{origin}/page.html"))?;
    browser.run("window.attack(window.markup, arguments[0])", &json!([origin]))?;
    // The page is soon taken elsewhere, so look at once.
    let fired = wait("scripts of a stranger", AFTERMATH, || {
        let fired = browser.run("return window.fired ?? []", &json!([]))?;
        Ok((fired.as_array().map_or(0, Vec::len) >= 6).then_some(fired))
    });
    outlast()?;
    let seen = listener.seen();
    assert!(fired.is_ok(), "the attack has no teeth: {fired:?}");
    assert!(
        seen.len() > 15 && seen.iter().any(|path| path == "/form" || path == "/location"),
        "the attack has no teeth: {seen:?}"
    );
    Ok(())
}
