//! Monday's longer block: a round of introductions, two weeks of content, who is to be thanked.

use kith_tests::http::Result;
use serde_json::json;

use super::super::{Walk, day};

/// A round: drawn, kept, written to, asked about.
pub(super) fn introductions(walk: &Walk) -> Result<()> {
    let window = walk.window();
    walk.go("#/introductions/ask", "Nobody to ask")?;
    walk.shot("introductions-nobody-to-ask")?;
    walk.go("#/introductions/new", "Keep this round")?;
    window.until("groups", "return document.querySelectorAll('section li').length > 5", &json!([]))?;
    walk.wide("introductions-drawn")?;
    walk.mirrored("introductions-drawn")?;
    walk.click("button", "Keep this round")?;
    window.see("Drew")?;
    walk.wide("introductions-round")?;
    walk.click("button", "Write")?;
    window.see("Introduce ")?;
    walk.wide("introductions-letters")?;
    walk.click("button", "I sent it myself")?;
    window.see("Noted")?;
    walk.click("button", "They met")?;
    window.see("Noted")?;
    walk.shot("introductions-met")?;
    walk.click("link", "Opted out and snoozed")?;
    window.see("Nobody said anything yet")?;
    walk.shot("introductions-wishes-none")?;
    walk.pick("Member", "Zoë")?;
    walk.choose("Wish", "Said no")?;
    walk.click("button", "Keep")?;
    window.see("Noted for Zo")?;
    walk.shot("introductions-wishes")
}

/// The next two weeks: a post through the outbox, one by hand, a series, gaps; the month and the board.
pub(super) fn calendar(walk: &Walk) -> Result<()> {
    let window = walk.window();
    walk.go("#/content", "Still open")?;
    walk.wide("content-empty")?;
    walk.click("button", "New post")?;
    window.find("dialog", "New post")?;
    walk.wide("content-new")?;
    walk.fill(
        "Title",
        "Which seeds do you bring to the swap? 🌱 A question that is longer than a day of the calendar is wide",
    )?;
    walk.choose("Where", "Beds and borders")?;
    walk.fill("Day", &day(window, 3)?)?;
    walk.fill("Time", "10:30")?;
    walk.fill("Text", "We swap seeds on Saturday. **What do you bring?**")?;
    walk.shot("content-written")?;
    walk.click("button", "Schedule")?;
    window.see("goes out on")?;
    for (title, place, days) in
        [("نشرة الحديقة", "Newsletter", 1), ("Garden letter", "Newsletter", 8), ("Photo of the week 📸", "Blog", 1)]
    {
        walk.click("button", "New post")?;
        walk.fill("Title", title)?;
        walk.fill("Called", place)?;
        walk.fill("Day", &day(window, days)?)?;
        walk.click("button", "Keep")?;
        window.see(title)?;
    }
    walk.click("link", "Templates and series")?;
    window.see("No templates yet")?;
    walk.shot("content-templates-none")?;
    walk.click("button", "New series")?;
    walk.shot("content-series-new")?;
    walk.fill("Name", "Monday's question")?;
    walk.fill("Title", "Question {number}: what grows?")?;
    walk.click("button", "Keep")?;
    window.see("posts ahead")?;
    walk.shot("content-series")?;
    walk.click("link", "Month")?;
    window.see("Still open")?;
    walk.wide("content-month")?;
    walk.mirrored("content-month")?;
    walk.click("link", "Board")?;
    window.until("the board", "return document.querySelectorAll('.board section').length === 6", &json!([]))?;
    walk.wide("content-board")?;
    walk.mirrored("content-board")?;
    for (tab, name) in [("Campaigns", "content-campaigns-none"), ("Made by members", "content-made-none")] {
        walk.click("link", tab)?;
        walk.shot(name)?;
    }
    Ok(())
}

/// Years, round numbers and thanks; the post of the week.
pub(super) fn recognition(walk: &Walk) -> Result<()> {
    let window = walk.window();
    walk.go("#/recognition", "Coming up")?;
    walk.wide("recognition")?;
    walk.click("link", "Thanks")?;
    window.see("No thanks written down yet")?;
    walk.shot("thanks-none")?;
    walk.pick("Member", "محمد")?;
    walk.fill("For what", "carried the soil of all the new beds through the third gate 💪")?;
    walk.fill("By whom", "Zoë 🦔 Ng")?;
    walk.click("button", "Add")?;
    window.see("Not said in public yet")?;
    walk.shot("thanks")?;
    walk.click("link", "Post of the week")?;
    window.see("Drafted from")?;
    walk.wide("post-of-the-week")?;
    walk.click("link", "Gifts")?;
    walk.shot("gifts-none")?;
    walk.click("link", "Birthdays")?;
    walk.shot("birthdays-none")
}
