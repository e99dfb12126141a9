//! A week of a community manager: every day's hour, Monday's longer block, the end of the month; on the sample community,
//! beside a forum that can be written to and has long names, emoji and Arabic in it.

mod daily;
mod garden;
mod monday;
mod month;

use kith_tests::http::Result;
use serde_json::json;

use super::{Walk, wanted};
use crate::{imported, make_community};

impl Walk {
    /// The same from right to left, as a translation would show it.
    fn mirrored(&self, name: &str) -> Result<()> {
        let turn = |to: &str| self.window().session().run("document.documentElement.dir = arguments[0]", &json!([to]));
        turn("rtl")?;
        self.shot(&format!("{name}-mirrored"))?;
        turn("ltr").map(drop)
    }

    /// Presses a button of the first row that has these words in it.
    fn in_row(&self, words: &str, button: &str) -> Result<()> {
        let script = "const row = [...document.querySelectorAll('main li')].find((one) => one.textContent.includes(arguments[0]));
            return [...row?.querySelectorAll('button, a') ?? []].find((one) => (one.getAttribute('aria-label') ?? one.textContent).trim().startsWith(arguments[1])) ?? null";
        let found = self.window().until(&format!("{button} of {words}"), script, &json!([words, button]))?;
        self.window().session().click(&found)
    }

    /// Picks what a field offers once something is typed into it.
    fn pick(&self, label: &str, typed: &str) -> Result<()> {
        let field = self.window().find("combobox", label)?;
        self.window().session().click(&field)?;
        self.window().session().run("arguments[0].select()", &json!([field]))?;
        self.window().session().type_into(&field, typed)?;
        self.click("option", typed)
    }
}

#[test]
fn a_manager_walks_a_week() -> Result<()> {
    let Some(album) = wanted("manager") else { return Ok(()) };
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let walk = Walk::begin(home.path(), &album)?;
    walk.window().see("Welcome to Kith")?;
    make_community(walk.window(), "Allotment")?;
    walk.window().call("sample.start", &json!({}))?;
    imported(walk.window())?;
    let garden = garden::Garden::open(&walk)?;
    daily::morning(&walk, &garden)?;
    daily::people(&walk)?;
    daily::in_between(&walk)?;
    monday::introductions(&walk)?;
    monday::calendar(&walk)?;
    monday::recognition(&walk)?;
    month::report(&walk, home.path())?;
    month::advocates(&walk)?;
    month::strategy(&walk)?;
    month::numbers(&walk)?;
    for name in ["report.pdf", "report.html"] {
        std::fs::copy(home.path().join(name), album.join(name)).map_err(|error| format!("{name}: {error}"))?;
    }
    walk.end()
}
