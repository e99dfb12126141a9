//! From nothing to reading a conversation, by keyboard alone.

use std::time::Duration;

use kith_tests::{
    http::Result,
    window::{
        Window,
        key::{CONTROL, DOWN, ENTER, ESCAPE},
    },
};
use serde_json::json;

use crate::imported;

#[test]
fn a_person_gets_from_nothing_to_a_conversation_by_keyboard_alone() -> Result<()> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let window = Window::open(home.path())?;
    assert!(window.opened_in < Duration::from_secs(15), "{:?} is too long even for a busy machine", window.opened_in);
    let session = window.session();
    let language =
        session.run("return [navigator.language, new Intl.NumberFormat(navigator.language).format(1)]", &json!([]))?;
    assert_eq!(language[0], "en-US", "the web view has a language that Intl accepts, whatever the locale");

    window.see("Welcome to Kith")?;
    window.until("the focus in the name", "return document.activeElement?.id === 'community-name'", &json!([]))?;
    session.write("Allotment")?;
    window.tab_to("button", "Create the community")?;
    session.press(&[&[ENTER]])?;

    window.see("How would you like to begin?")?;
    window.tab_to("button", "Explore a sample community")?;
    session.press(&[&[ENTER]])?;
    imported(&window)?;
    window.find("heading", "Newest members")?;

    session.press(&[&['g'], &['m']])?;
    window.find("grid", "Members")?;
    window.until(
        "people in the table",
        "return document.querySelectorAll('[role=gridcell]').length > 10",
        &json!([]),
    )?;
    window.until(
        "the focus in the table",
        "return document.activeElement?.getAttribute('role') === 'grid'",
        &json!([]),
    )?;
    session.press(&[&[DOWN], &[ENTER]])?;
    window.until(
        "one person",
        "return /^#\\/members\\/./.test(location.hash) && !!document.querySelector('h1')",
        &json!([]),
    )?;
    window.find("heading", "Accounts")?;

    session.press(&[&['g'], &['c']])?;
    window.find("heading", "All threads")?;
    window.tab_to("link", "general")?;
    session.press(&[&[ENTER]])?;
    window.until("messages", "return document.querySelectorAll('article').length > 3", &json!([]))?;

    session.press(&[&['/']])?;
    window.until("the focus in the search", "return document.activeElement?.tagName === 'INPUT'", &json!([]))?;
    session.write("the")?;
    window.until("hits", "return document.querySelectorAll('mark').length > 0", &json!([]))?;

    session.press(&[&[CONTROL, 'k']])?;
    window.find("dialog", "Go to")?;
    window.until("the focus in the palette", "return !!document.activeElement?.closest('dialog')", &json!([]))?;
    session.write("settings")?;
    let offered = "return [...document.querySelectorAll('[role=option]')].some((one) => one.textContent.includes('Go to Settings'))";
    window.until("the command", offered, &json!([]))?;
    // People and spaces of such a name come first.
    let chosen = "return document.querySelector('[role=option][aria-selected=true]')?.textContent.includes('Go to Settings') ?? false";
    for _ in 0..30 {
        if session.run(chosen, &json!([]))? == json!(true) {
            break;
        }
        session.press(&[&[DOWN]])?;
    }
    session.press(&[&[ENTER]])?;
    window.until("the settings", "return location.hash.startsWith('#/settings')", &json!([]))?;

    session.run("document.activeElement.blur()", &json!([]))?;
    session.press(&[&['?']])?;
    window.find("dialog", "Keyboard")?;
    session.press(&[&[ESCAPE]])?;
    window.until("the end of the dialog", "return !document.querySelector('dialog[open]')", &json!([]))?;
    assert_eq!(window.faults()?, [""; 0], "the page's own scripts never fail");
    Ok(())
}
