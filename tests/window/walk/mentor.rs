//! A mentor alone: from the first start to a hand-over, with nothing connected and a lock on what is private.

use std::path::Path;

use kith_tests::{
    http::Result,
    window::key::{CONTROL, ENTER, SHIFT},
};
use serde_json::{Value, json};

use super::{Walk, day, wanted};
use crate::make_community;

/// Sets private notes up as their dialog asks; answers the recovery code.
fn recovery(walk: &Walk) -> Result<String> {
    walk.window().find("dialog", "")?;
    walk.shot("vault-begins")?;
    walk.click("button", "Show the recovery code")?;
    let code = walk.window().until(
        "the code",
        "return document.querySelector('.code.shown')?.innerText.trim()",
        &json!([]),
    )?;
    let code = code.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join("-");
    walk.shot("vault-code")?;
    walk.click("button", "I have written it down")?;
    let groups = walk.window().until(
        "what is asked",
        "const all = [...document.querySelectorAll('dialog label')].map((one) => Number(one.textContent.match(/\\d+/)?.[0])); return all.length === 2 ? all : null",
        &json!([]),
    )?;
    walk.shot("vault-asks")?;
    for (place, group) in groups.as_array().into_iter().flatten().enumerate() {
        let number = usize::try_from(group.as_u64().unwrap_or(1)).unwrap_or(1);
        let words = code.split('-').nth(number - 1).unwrap_or_default();
        let field = walk.window().session().find(&format!("#group-{place}"))?;
        walk.set(&field, words)?;
    }
    walk.window().session().press(&[&[ENTER]])?;
    walk.window().until("the end of the dialog", "return !document.querySelector('dialog[open]')", &json!([]))?;
    Ok(code)
}

/// Begins as somebody does who has nothing but a mentee.
fn begin(walk: &Walk) -> Result<()> {
    walk.window().see("Welcome to Kith")?;
    let mentor = walk.window().find("checkbox", "I only want to mentor a few people")?;
    walk.window().session().click(&mentor)?;
    walk.fill("Name of the community", "My mentees")?;
    walk.wide("welcome")?;
    walk.click("button", "Create the community")?;
    walk.window().see("Add mentee")?;
    walk.wide("mentee-new")?;
    walk.type_in("Mentee", "Ana María de los Ángeles Fernández-Villaverde y Ruiz de Gamboa 🌻")?;
    walk.fill("How to reach them", "ana@example.org")?;
    walk.type_in("Their time zone", "America/Bogota")?;
    walk.fill("Since", &day(walk.window(), -60)?)?;
    walk.fill("Your name", "Grace")?;
    walk.shot("mentee-typed")?;
    walk.click("button", "Add mentee")?;
    walk.window().see("None yet. Write the first one down")?;
    walk.wide("mentee-empty")
}

/// One session in the form, with a private part; one in a line; one by the timer.
fn sessions(walk: &Walk) -> Result<String> {
    let window = walk.window();
    window.session().press(&[&['l']])?;
    window.see("Shared part")?;
    walk.fill("Began at", &format!("{}T18:30", day(window, -31)?))?;
    walk.fill("Topics", "A first talk, and what would make this worth the time")?;
    walk.fill("We agreed", "An outline by Friday")?;
    walk.fill("Shared notes", "She knows the subject; what is missing is a beginning.")?;
    walk.click("button", "Write a private part")?;
    let code = recovery(walk)?;
    walk.fill("What you keep to yourself", "Her father is ill. يا إلهي — do not press.")?;
    walk.choose("How it felt", "Heavy")?;
    walk.click("button", "Mine")?;
    walk.fill("Something to do", "Send the slides of last year")?;
    walk.scroll(".parts")?;
    walk.wide("session-form")?;
    walk.scroll("[aria-labelledby=log-items]")?;
    walk.shot("session-form-below")?;
    window.session().press(&[&[CONTROL, ENTER]])?;
    window.see("The session is written down")?;
    walk.wide("mentee")?;
    // In the car, in one line, by keyboard alone.
    window.session().press(&[&['q']])?;
    window.session().write("45m call yesterday 18:30: the outline; agreed: a trial run; theirs: ask two friends")?;
    window.see("45 minutes")?;
    walk.shot("session-line")?;
    window.session().press(&[&[ENTER]])?;
    window.see("a trial run")?;
    walk.click("button", "Start now")?;
    window.see("Going on for")?;
    walk.shot("timer")?;
    walk.click("link", "Stop and write down")?;
    window.see("Shared part")?;
    walk.fill("Topics", "The trial run")?;
    walk.scroll("[aria-labelledby=log-items]")?;
    walk.shot("session-carried-over")?;
    walk.click("button", "Keep")?;
    window.see("The trial run")?;
    Ok(code)
}

/// What lies between two sessions.
fn prepare(walk: &Walk, home: &Path) -> Result<()> {
    let window = walk.window();
    walk.click("button", "Write down what to ask and to remember")?;
    walk.fill("What to ask", "How is your father?")?;
    walk.fill("Personal facts", "Two cats. Plays the tuba.")?;
    walk.shot("prep-typed")?;
    let form = window.session().find("section.private form button[type=submit]")?;
    window.session().click(&form)?;
    window.see("Plays the tuba")?;
    walk.fill("A goal", "Give a talk at the seed swap")?;
    walk.click("button", "Add a goal")?;
    window.see("Give a talk at the seed swap")?;
    let goal = window.session().find("[aria-labelledby=mentor-pair-goals] .bare-row")?;
    window.session().click(&goal)?;
    walk.fill("How far", "40")?;
    walk.fill("What shows it, in a few words", "An outline that two friends understood")?;
    walk.scroll("[aria-labelledby=mentor-pair-goals]")?;
    walk.shot("goal")?;
    walk.click("button", "Note")?;
    window.see("40 %")?;
    walk.choose("What", "Link")?;
    walk.fill("Words, or an address", "https://example.org/how-to-begin-a-talk")?;
    walk.click("button", "Keep for later")?;
    walk.scroll("[aria-labelledby=mentor-pair-between]")?;
    walk.shot("between")?;
    walk.scroll("h1")?;
    walk.click("button", "Plan the next session")?;
    window.see("For my calendar")?;
    walk.wide("mentee-prepared")?;
    walk.click("button", "For my calendar")?;
    walk.file("Save the export", &home.join("next.ics"))?;
    walk.go("#/mentoring", "Ana María")?;
    walk.wide("mentees")?;
    walk.go("#/home", "Today")?;
    walk.shot("home-of-the-mentor")
}

/// Locked by the panic key, opened by a wrong code and the right one.
fn lock(walk: &Walk, code: &str) -> Result<()> {
    let window = walk.window();
    walk.go("#/mentoring", "Ana María")?;
    walk.fill("Find in private parts", "father")?;
    window.session().press(&[&[ENTER]])?;
    window.see("Her father is ill")?;
    walk.shot("private-found")?;
    window.session().press(&[&[CONTROL, SHIFT, 'l']])?;
    window.until("nothing private", "return !document.body.innerText.includes('Her father is ill')", &json!([]))?;
    walk.shot("locked-list")?;
    walk.click("link", "Ana María")?;
    window.see("Unlock")?;
    let page =
        window.session().run("return document.body.innerText + document.documentElement.outerHTML", &json!([]))?;
    for hidden in ["Her father is ill", "Plays the tuba", "How is your father"] {
        assert!(!page.as_str().unwrap_or_default().contains(hidden), "{hidden} is in the locked page");
    }
    walk.wide("mentee-locked")?;
    walk.click("button", "Unlock")?;
    if window.session().run("return !!document.querySelector('#code')", &json!([]))? == json!(true) {
        walk.fill("Recovery code", "AAAA-BBBB-CCCC-DDDD")?;
        window.session().press(&[&[ENTER]])?;
        walk.shot("vault-wrong-code")?;
        walk.fill("Recovery code", code)?;
        window.session().press(&[&[ENTER]])?;
    }
    window.see("Plays the tuba")
}

/// A file for a lead, who takes it in; a changed one is refused; at the end the private parts go for good.
fn hand_over(walk: &Walk, home: &Path) -> Result<()> {
    let window = walk.window();
    walk.go("#/mentoring/handover", "Give")?;
    walk.shot("handover")?;
    walk.fill("Your name", "Grace")?;
    let first = window.session().find("fieldset input[type=checkbox]")?;
    if window.session().run("return arguments[0].checked", &json!([first]))? == json!(false) {
        window.session().click(&first)?;
    }
    walk.click("button", "Write file")?;
    let file = home.join("grace.kith-handover");
    walk.file("Save the export", &file)?;
    window.see("Written to")?;
    walk.wide("handover-written")?;
    let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    for hidden in ["father", "tuba", "Heavy"] {
        assert!(!text.contains(hidden), "{hidden} is in the hand-over");
    }
    let changed = home.join("changed.kith-handover");
    let bytes = text.replace("trial run", "trial walk");
    std::fs::File::create(&changed)
        .and_then(|mut file| std::io::Write::write_all(&mut file, bytes.as_bytes()))
        .map_err(|error| error.to_string())?;

    let other = tempfile::tempdir().map_err(|error| error.to_string())?;
    let lead = Walk::begin(other.path(), &walk.album.join("taken-in"))?;
    lead.window().see("Welcome to Kith")?;
    make_community(lead.window(), "The lead's")?;
    lead.go("#/mentoring/handover", "Take in")?;
    lead.shot("handover-empty")?;
    lead.click("button", "Choose file")?;
    lead.file("Choose an export or a table", &changed)?;
    lead.window().see("changed after it was signed")?;
    lead.shot("handover-changed")?;
    lead.click("button", "Choose file")?;
    lead.file("Choose an export or a table", &file)?;
    lead.window().see("The first file with this key")?;
    lead.wide("handover-first")?;
    lead.click("button", "They see the same: take in")?;
    lead.window().see("Believed")?;
    lead.shot("handover-believed")?;
    lead.click("button", "Choose file")?;
    lead.file("Choose an export or a table", &file)?;
    lead.window().see("Signed as the earlier files of Grace")?;
    lead.shot("handover-again")?;
    lead.end()
}

/// The end: without fault, and what was private expunged.
fn close(walk: &Walk) -> Result<()> {
    let window = walk.window();
    walk.go("#/mentoring", "Ana María")?;
    walk.click("link", "Ana María")?;
    window.see("Plays the tuba")?;
    walk.click("button", "More about this mentee")?;
    walk.shot("menu")?;
    walk.click("menuitem", "Part without fault")?;
    window.find("dialog", "Part without fault")?;
    walk.shot("part-dialog")?;
    walk.fill("In a few words", "She moves to Lisbon.")?;
    let yes = "return [...document.querySelectorAll('dialog button.primary')].at(-1)";
    window.session().click(&window.session().run(yes, &Value::Array(Vec::new()))?)?;
    window.see("Over since")?;
    walk.click("button", "More about this mentee")?;
    walk.click("menuitem", "Expunge private parts")?;
    walk.shot("expunge-dialog")?;
    walk.click("button", "Expunge for good")?;
    window.until("nothing private", "return !document.body.innerText.includes('tuba')", &json!([]))?;
    walk.wide("mentee-over")?;
    walk.go("#/mentoring", "Show those that are over")?;
    walk.shot("mentees-none-left")
}

#[test]
fn a_mentor_walks_alone() -> Result<()> {
    let Some(album) = wanted("mentor") else { return Ok(()) };
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let walk = Walk::begin(home.path(), &album)?;
    begin(&walk)?;
    let code = sessions(&walk)?;
    prepare(&walk, home.path())?;
    lock(&walk, &code)?;
    hand_over(&walk, home.path())?;
    close(&walk)?;
    walk.end()
}
