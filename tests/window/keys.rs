//! The content calendar and the board by keyboard alone.

use kith_tests::{
    http::Result,
    window::{
        Window,
        key::{CONTROL, ENTER, RIGHT, SHIFT},
    },
};
use serde_json::{Value, json};

use crate::make_community;

/// Waits until the focus is on a card whose words hold all of these.
fn on_card(window: &Window, what: &str, words: &[&str]) -> Result<()> {
    let script = "const label = document.activeElement?.getAttribute('aria-label') ?? '';
        return !!document.activeElement?.dataset.spot && arguments[0].every((word) => label.includes(word))";
    window.until(what, script, &json!([words])).map(drop)
}

/// Where a post stands, in the core.
fn post(window: &Window) -> Result<(Value, Value)> {
    let all = window.call("content.list", &json!({ "from": null, "until": null, "unplanned": true }))?;
    let first = |what: &str| all.pointer(&format!("/posts/0/{what}")).cloned().unwrap_or_default();
    Ok((first("state"), first("planned_on")))
}

#[test]
fn a_post_is_planned_moved_and_taken_back_by_keyboard_alone() -> Result<()> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let window = Window::open(home.path())?;
    make_community(&window, "Allotment")?;
    let session = window.session();
    window.go("home")?;
    window.find("link", "Content")?;

    session.press(&[&['g'], &['l']])?;
    window.find("grid", "Month")?;
    session.press(&[&['n']])?;
    window.until(
        "the focus in the title",
        "return document.activeElement?.closest('dialog') && document.activeElement.tagName === 'INPUT'",
        &json!([]),
    )?;
    session.write("What grows in winter?")?;
    session.press(&[&[ENTER]])?;
    window.until(
        "the card",
        "return [...document.querySelectorAll('[data-spot]')].some((one) => one.textContent.includes('What grows'))",
        &json!([]),
    )?;
    let (state, first) = post(&window)?;
    assert_eq!(state, json!("idea"));

    // From the day to its post, a day later, and on to a draft.
    window.until("the end of the dialog", "return !document.querySelector('dialog[open]')", &json!([]))?;
    to_a_card(&window)?;
    on_card(&window, "the focus on the post", &["What grows", "Idea"])?;
    session.press(&[&[SHIFT, RIGHT]])?;
    let moved = "const spot = document.activeElement?.dataset.spot ?? ''; return spot.includes(' ') && spot.slice(0, 10) > arguments[0]";
    window.until("the focus goes with the post", moved, &json!([first]))?;
    assert_ne!(post(&window)?.1, first, "the next day");
    session.press(&[&['.']])?;
    on_card(&window, "a draft", &["What grows", "Draft"])?;

    // The same on the board, and one step back.
    window.tab_to("link", "Board")?;
    session.press(&[&[ENTER]])?;
    window.until("the board", "return location.hash.includes('board')", &json!([]))?;
    to_a_card(&window)?;
    on_card(&window, "the card on the board", &["What grows", "Draft"])?;
    session.press(&[&['.']])?;
    on_card(&window, "the focus goes with the card", &["What grows", "Review"])?;
    session.press(&[&[CONTROL, 'z']])?;
    window.until("one step back", "return [...document.querySelectorAll('[data-spot]')].some((one) => one.getAttribute('aria-label').includes('Draft'))", &json!([]))?;
    assert_eq!(post(&window)?.0, json!("draft"));
    Ok(())
}

/// Goes on with the tabulator and the arrow down until a post has the focus.
fn to_a_card(window: &Window) -> Result<()> {
    use kith_tests::window::key::{DOWN, TAB};
    let is_card = "const one = document.activeElement; return !!one?.dataset.spot && one.classList.contains('post')";
    let is_day = "return !!document.activeElement?.dataset.spot";
    for _ in 0..80 {
        if window.session().run(is_card, &json!([]))? == json!(true) {
            return Ok(());
        }
        let key = if window.session().run(is_day, &json!([]))? == json!(true) { DOWN } else { TAB };
        window.session().press(&[&[key]])?;
    }
    Err("no key leads to the post".into())
}
