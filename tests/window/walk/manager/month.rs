//! The end of a month: the report, advocates, goals, and what numbers say.

use std::path::Path;

use kith_tests::http::Result;
use serde_json::json;

use super::super::{Walk, day};

/// The monthly report with one's own words, looked through and saved.
pub(super) fn report(walk: &Walk, home: &Path) -> Result<()> {
    let window = walk.window();
    walk.go("#/reports", "Your own words")?;
    window.until("a preview", "return document.querySelector('article h2') !== null", &json!([]))?;
    walk.wide("report-first")?;
    let monthly = "const list = document.querySelector('.choices select'); const one = [...list.options].find((one) => /month/i.test(one.textContent)); return one ? one.textContent : null";
    let kind = window.session().run(monthly, &json!([]))?;
    let kind = kind.as_str().ok_or("no monthly report")?.to_owned();
    walk.choose("Kind of report", &kind)?;
    window.until("its preview", "return document.querySelectorAll('article figure').length > 0", &json!([]))?;
    walk.fill("Introduction", "A quiet month with one loud week. شكراً لكل من ساعد 🌻")?;
    walk.click("button", "Add a story")?;
    walk.fill("Heading of story 1", "The third gate")?;
    walk.fill("Story 1", "Mohammed carried soil for six new beds. Nobody had asked him to.")?;
    walk.click("button", "Save")?;
    window.see("Kept your words")?;
    walk.wide("report")?;
    walk.mirrored("report")?;
    for (place, name) in [
        ("article section:nth-of-type(2)", "report-second"),
        ("article figure", "report-charts"),
        ("article section:last-of-type", "report-notes"),
    ] {
        walk.scroll(place)?;
        walk.wide(name)?;
    }
    for (shape, file) in [("PDF", "report.pdf"), ("Web page", "report.html")] {
        walk.click("button", "Save report")?;
        walk.click("menuitem", shape)?;
        walk.file("Save the file", &home.join(file))?;
        window.see("Saved ")?;
    }
    Ok(())
}

/// A candidate is put into the pipeline and agrees.
pub(super) fn advocates(walk: &Walk) -> Result<()> {
    let window = walk.window();
    walk.go("#/advocates", "Nobody is asked yet")?;
    walk.shot("advocates-none")?;
    walk.go("#/advocates/candidates", "Looked at")?;
    walk.wide("advocates-candidates")?;
    walk.click("button", "Put into the pipeline")?;
    window.see("In the pipeline")?;
    walk.go("#/advocates", "Identified")?;
    walk.click("button", "Proposed")?;
    window.see("Proposed")?;
    walk.click("button", "Agreed")?;
    window.see("Agreed")?;
    walk.pick("Member", "Wolfe")?;
    walk.fill("What for", "A talk about compost at the autumn meeting")?;
    walk.fill("Until", &day(window, -2)?)?;
    walk.click("button", "Add")?;
    window.see("Late since")?;
    walk.wide("advocates")?;
    walk.mirrored("advocates")
}

/// A goal that a number measures, one by hand; a decision; playbooks.
pub(super) fn strategy(walk: &Walk) -> Result<()> {
    let window = walk.window();
    walk.go("#/strategy", "Code of conduct")?;
    walk.wide("strategy-papers-none")?;
    walk.go("#/strategy/goal", "Add a goal")?;
    walk.shot("goals-none")?;
    for (title, metric) in [("Half of all answers come from members 🌻", "answer"), ("هدف: ثلاثون شخصاً", "By hand")]
    {
        walk.click("button", "Add a goal")?;
        walk.fill("What is to be reached", title)?;
        let first = "const [word] = arguments; const list = [...document.querySelectorAll('form select')][0]; const one = [...list.options].find((one) => one.textContent.toLowerCase().includes(word.toLowerCase())); return one.textContent";
        let name = window.session().run(first, &json!([metric]))?;
        walk.choose("Measured by", name.as_str().unwrap_or_default())?;
        walk.fill("From", "0")?;
        walk.fill("To", "30")?;
        if metric == "By hand" {
            walk.fill("Now", "12")?;
            walk.shot("goal-new")?;
        }
        walk.click("button", "Save")?;
        window.see(title)?;
    }
    walk.wide("goals")?;
    walk.mirrored("goals")?;
    walk.click("link", "Playbooks")?;
    window.see("Foundation")?;
    walk.wide("playbooks")?;
    walk.click("link", "Decisions")?;
    walk.shot("decisions-none")
}

/// The cohort table, the health panel, who is who.
pub(super) fn numbers(walk: &Walk) -> Result<()> {
    let window = walk.window();
    window.go("#/insights/retention")?;
    window.until("cohorts", "return document.querySelectorAll('.drawing rect').length > 20", &json!([]))?;
    walk.wide("cohorts")?;
    window.go("#/insights/health")?;
    window.until("health", "return document.querySelectorAll('.drawing rect').length > 8", &json!([]))?;
    walk.wide("health")?;
    window.go("#/review")?;
    window.until("pairs", "return document.querySelector('.pair, .empty') !== null", &json!([]))?;
    walk.wide("merge-suggestions")
}
