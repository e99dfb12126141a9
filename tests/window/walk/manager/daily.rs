//! The daily hour: what is new, who waits, who came, who falls silent, what was promised.

use kith_tests::{
    http::Result,
    window::key::{CONTROL, ENTER, ESCAPE},
};
use serde_json::json;

use super::{
    super::Walk,
    garden::{Garden, LONG},
};

/// A text that is used every day.
fn saved(walk: &Walk, kind: &str, name: &str, words: &str) -> Result<()> {
    walk.go("#/texts", "Saved texts")?;
    walk.click("button", "New text")?;
    walk.choose("What it is for", kind)?;
    walk.fill("Name", name)?;
    walk.fill("Words", words)?;
    walk.click("button", "Save")?;
    walk.window().see("Text saved")
}

/// Catching up, then the queue: claim, assign, snooze, no reply needed, and an answer.
pub(super) fn morning(walk: &Walk, garden: &Garden) -> Result<()> {
    walk.go("#/texts", "Write once what you write every day")?;
    walk.shot("texts-empty")?;
    saved(
        walk,
        "Answers",
        "Thanks, and who knows more",
        "Thank you, {first_name}! Somebody in {community} knows more: I ask them.",
    )?;
    saved(
        walk,
        "Greetings",
        "Hello to everybody new",
        "Hello {first_name}, welcome to {community} 🌱 Tell us what you grow.",
    )?;
    walk.shot("texts")?;
    walk.go("#/home", "Waiting for an answer")?;
    walk.window().until("lists", "return document.querySelectorAll('li.line').length > 10", &json!([]))?;
    walk.wide("home")?;
    walk.mirrored("home")?;
    walk.go("#/queue", "Sunflower race")?;
    walk.wide("queue")?;
    walk.mirrored("queue")?;
    walk.in_row("متى يفتح", "Who takes it")?;
    walk.shot("queue-who")?;
    walk.click("menuitemradio", "I take it")?;
    walk.window().see("Yours")?;
    walk.in_row("Sunflower race", "Who takes it")?;
    walk.click("menuitem", "Somebody else")?;
    walk.fill("Name", LONG)?;
    walk.shot("queue-assign")?;
    walk.click("button", "Assign")?;
    walk.window().see("takes it now")?;
    walk.in_row("Which beans climb", "Snooze")?;
    walk.click("menuitem", "Next week")?;
    walk.window().see("Snoozed")?;
    walk.in_row("Your beds are a disgrace", "No reply needed")?;
    walk.window().see("Marked: no reply needed")?;
    // The row that was marked leaves the list meanwhile, and the others move under the pointer.
    walk.window().until(
        "its leaving",
        "return ![...document.querySelectorAll('main li')].some((one) => one.textContent.includes('disgrace'))",
        &json!([]),
    )?;
    walk.in_row("A question about compost", "Reply")?;
    walk.window().find("textbox", "Reply")?;
    walk.shot("queue-open")?;
    walk.in_row("A question about compost", "Saved texts")?;
    walk.click("menuitem", "Thanks, and who knows more")?;
    walk.window().until(
        "words",
        "return document.querySelector('li.open textarea')?.value.includes('Thank you')",
        &json!([]),
    )?;
    walk.shot("queue-saved-text")?;
    walk.click("button", "Send")?;
    walk.window().see("Being sent")?;
    for (tab, name) in
        [("Claimed", "claimed"), ("Snoozed", "snoozed"), ("No reply needed", "closed"), ("Being sent", "answering")]
    {
        walk.click("link", tab)?;
        walk.shot(&format!("queue-{name}"))?;
    }
    walk.go("#/outbox", "Thank you")?;
    walk.shot("outbox")?;
    // It goes out by itself once its time to be taken back is over.
    walk.window().see("Sent")?;
    walk.shot("outbox-sent")?;
    garden.read(walk)
}

/// Newcomers, each greeted once; those who fall silent.
pub(super) fn people(walk: &Walk) -> Result<()> {
    walk.go("#/people", LONG)?;
    walk.wide("newcomers")?;
    walk.in_row("محمد", "Greeted")?;
    walk.window().see("Marked as greeted")?;
    for name in [LONG, "Zoë"] {
        walk.click("checkbox", &format!("Select {name}"))?;
    }
    walk.shot("newcomers-chosen")?;
    walk.click("button", "Greet 2")?;
    walk.click("button", "Saved texts")?;
    walk.click("menuitem", "Hello to everybody new")?;
    walk.window().see("Tell us what you grow.")?;
    walk.wide("newcomers-greet")?;
    walk.click("button", "Send")?;
    walk.window().see("greetings are on their way")?;
    walk.click("checkbox", "Show those who were greeted")?;
    walk.window().see("Greeted by hand")?;
    walk.shot("newcomers-greeted")?;
    walk.mirrored("newcomers-greeted")?;
    walk.click("link", "Falling silent")?;
    walk.window().see("usually every")?;
    walk.wide("lapsing")?;
    walk.click("button", "Follow up")?;
    walk.window().see("Follow-up for tomorrow")?;
    walk.click("button", "I know why")?;
    walk.click("menuitem", "for three months")?;
    walk.window().see("Left alone")?;
    for (tab, name) in [("To watch", "watch"), ("Gone", "gone"), ("Known about", "known")] {
        walk.click("link", tab)?;
        walk.shot(&format!("lapsing-{name}"))?;
    }
    Ok(())
}

/// What comes up in between: somebody is looked up, something is promised, somebody is rude.
pub(super) fn in_between(walk: &Walk) -> Result<()> {
    let window = walk.window();
    window.go("#/follow-ups")?;
    window.session().press(&[&['c']])?;
    window.find("dialog", "Write a note or a follow-up")?;
    window.session().write("Send @Zo")?;
    window.until("somebody", "return document.querySelectorAll('[role=option]').length > 0", &json!([]))?;
    walk.shot("capture-who")?;
    window.session().press(&[&[ENTER]])?;
    window.session().write("the seeds tomorrow 9:00")?;
    walk.shot("capture")?;
    // A private one wants the key of private notes; this one may be seen by the team.
    let team = window.session().find("dialog label.shared")?;
    window.session().click(&team)?;
    walk.click("button", "Save")?;
    window.see("Follow-up added")?;
    walk.wide("follow-ups")?;
    window.session().press(&[&[CONTROL, 'k']])?;
    window.find("dialog", "Go to")?;
    window.session().write("wol")?;
    window.see(LONG)?;
    walk.shot("palette")?;
    window.session().press(&[&[ESCAPE]])?;
    let found = window.call("palette", &json!({ "text": "wolfe" }))?;
    let id = found
        .pointer("/people/0/id")
        .and_then(|id| id.as_str())
        .ok_or_else(|| format!("nobody in {found}"))?
        .to_owned();
    walk.go(&format!("#/members/{id}"), "Accounts")?;
    walk.wide("member")?;
    walk.mirrored("member")?;
    walk.go("#/conduct/flags", "ashamed")?;
    walk.wide("flags")?;
    walk.go("#/home", "Waiting for an answer")?;
    walk.scroll("details.work")?;
    window.session().run("document.querySelector('details.work').open = true", &json!([]))?;
    walk.shot("home-workload")?;
    window.session().run("scrollTo(0, 0); document.querySelector('main')?.scrollTo(0, 0)", &json!([]))?;
    walk.click("button", "That is enough for today")?;
    window.see("Everything that waits will be here tomorrow")?;
    walk.shot("home-enough")
}
