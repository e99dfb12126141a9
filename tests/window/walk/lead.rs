//! A round of mentoring as its lead walks it: from a plan to the report, with a mentor's files in between.

use std::{fs::File, io::Write, path::Path};

use kith_tests::http::Result;
use serde_json::{Value, json};

use super::{Walk, day, wanted};
use crate::{imported, make_community};

/// What the form's answers look like: one column that no machine guesses, long names, other scripts, an address that is none.
const FORM: &str = "Timestamp,Your name,E-mail address,I would like to be a,Languages,Time zone,What can you offer / what do you want to learn?,Years of experience,How many mentees,Anything else
2026/11/02 9:14:07 AM,Ada Pear,ada@example.org,Mentor,\"English, German\",Europe/Berlin,\"Rust, Speaking\",12,2,
2026/11/02 9:40:51 AM,محمد بن راشد آل مكتوم,mohammed@example.org,Mentor,\"Arabic, English\",Asia/Dubai,\"Design, Leading people\",15,1,يسعدني ذلك
2026/11/03 8:00:00 PM,Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Elder of Lübeck,hubert.blaine.wolfeschlegelsteinhausenbergerdorff@very-long-host-name.example.org,Mentor,\"German, English\",Europe/Berlin,\"Writing, Speaking\",22,2,
2026/11/04 7:12:00 AM,Zoë 🦔 Ng,zoe@example.org,Mentor,English,America/Los_Angeles,\"Data, Rust\",9,1,
2026/11/05 7:00:00 AM,Priya Raman,priya@example.org,Mentor,English,Asia/Kolkata,Accessibility,7,1,
2026/11/05 7:00:00 AM,Cy Fig,cy@example.org,Mentee,English,Europe/Berlin,Rust,2,,I want to give a talk
2026/11/05 7:30:00 AM,Di Quince,di@example.org,Mentee,\"English, Arabic\",Europe/Paris,Design,3,,
2026/11/06 7:30:00 AM,李小龙 (Bruce),bruce@example.org,Mentee,English,Europe/London,\"Speaking, Writing\",1,,
2026/11/06 9:30:00 AM,Ömer Çağlar,omer@example.org,Mentee,\"German, Turkish\",Europe/Istanbul,Writing,2,,
2026/11/06 9:45:00 AM,Grace Medlar,grace@example.org,Mentee,English,America/New_York,Data,4,,
2026/11/07 9:45:00 AM,Ed Loquat,ed@example.org,Mentee,Klingon,Europe/Berlin,Rust,1,,qapla'
2026/11/07 9:50:00 AM,Flo Sloe,nonsense,Mentee,English,Europe/Berlin,Rust,1,,
";

fn write(path: &Path, text: &str) -> Result<()> {
    File::create(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| error.to_string())
}

fn rows(answer: &Value, key: &str) -> Vec<Value> {
    answer.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// Plans a programme out of an own template.
fn plan(walk: &Walk) -> Result<String> {
    walk.go("#/programmes", "No programmes yet")?;
    walk.wide("programmes-empty")?;
    walk.click("link", "Plan a programme")?;
    walk.choose("Begin with", "First talk")?;
    walk.wide("programme-new")?;
    walk.fill("Name", "Autumn round 🌱")?;
    walk.click("button", "Plan it")?;
    walk.window().see("Nobody applied yet")?;
    walk.shot("applications-empty")?;
    walk.click("link", "Edit")?;
    walk.fill("Name of the template", "Our own round")?;
    walk.scroll("#programme-rounds")?;
    walk.shot("programme-rounds-and-template")?;
    walk.click("button", "Keep as template")?;
    walk.window().see("Kept as template: Our own round")?;
    for (tab, name) in [("Matching", "matching-empty"), ("Pairs", "pairs-empty"), ("Messages", "messages-empty")] {
        walk.click("link", tab)?;
        walk.window().until("the tab", "return document.querySelector('.empty') !== null", &json!([]))?;
        walk.shot(name)?;
    }
    // The round that is walked begins with the template, and began ten weeks ago.
    walk.go("#/programmes/new", "Begin with")?;
    walk.choose("Begin with", "Our own round")?;
    walk.fill("Name", "Speaking in public, spring round of the allotment’s own mentoring programme")?;
    walk.fill("First day", &day(walk.window(), -70)?)?;
    walk.fill("Last day", &day(walk.window(), 30)?)?;
    walk.click("button", "Add question")?;
    walk.scroll("fieldset")?;
    walk.shot("programme-from-template")?;
    walk.click("button", "Remove Question 6")?;
    walk.click("button", "Plan it")?;
    walk.window().see("Nobody applied yet")?;
    let address = walk.window().session().run("return location.hash.split('/')[2]", &json!([]))?;
    address.as_str().map(str::to_owned).ok_or_else(|| "no programme".to_owned())
}

/// Applications out of a file, by mapping; accepted, rejected, changed by hand.
fn apply(walk: &Walk, home: &Path) -> Result<()> {
    let form = home.join("answers.csv");
    write(&form, FORM)?;
    walk.click("button", "Import a list")?;
    walk.shot("file-none")?;
    walk.click("button", "Choose a file")?;
    walk.file("Choose an export or a table", &form)?;
    walk.window().see("What can you offer")?;
    walk.wide("file-looked")?;
    walk.choose("What can you offer", "Topics")?;
    walk.window().until(
        "the mapping",
        "return document.querySelector('.foot button:not(:disabled)') !== null",
        &json!([]),
    )?;
    walk.scroll(".scroll")?;
    walk.shot("file-mapped")?;
    walk.click("button", "Import 11 applications")?;
    walk.window().see("Ada Pear")?;
    walk.wide("applications")?;
    walk.click("checkbox", "Choose all")?;
    walk.shot("applications-chosen")?;
    walk.click("button", "Accept")?;
    walk.window().until("decided", "return document.querySelectorAll('select.good').length === 11", &json!([]))?;
    walk.choose("State of Priya Raman", "Rejected")?;
    walk.window().see("Rejected")?;
    walk.click("button", "Change Zoë")?;
    walk.wide("application-form")?;
    walk.fill("Mentees at most", "many")?;
    walk.click("button", "Keep")?;
    walk.window().until("a refusal", "return document.querySelector('form [role=alert]') !== null", &json!([]))?;
    walk.shot("application-form-wrong")?;
    walk.fill("Mentees at most", "2")?;
    walk.click("button", "Keep")?;
    walk.window().see("Saved: Zoë")
}

/// Pairs: reasons, what if, by hand, published.
fn match_them(walk: &Walk) -> Result<()> {
    walk.click("link", "Matching")?;
    walk.window().see("Ed Loquat")?;
    walk.wide("matching")?;
    let slider = walk.window().find("textbox", "Topics")?;
    walk.set(&slider, "0")?;
    walk.window().see("would have")?;
    walk.shot("matching-what-if")?;
    walk.click("button", "Back")?;
    walk.click("button", "Another mentor for Cy Fig")?;
    walk.window().see("Mentors for Cy Fig")?;
    walk.wide("matching-by-hand")?;
    walk.fill("Why, for your own memory", "They know each other from the seed swap")?;
    walk.click("button", "Pin")?;
    walk.window().see("Pinned")?;
    walk.shot("matching-pinned")?;
    walk.click("button", "Publish")?;
    walk.window().see("Not told yet")?;
    walk.wide("messages")?;
    walk.click("button", "Read and change the message to")?;
    walk.fill("A word of your own", "We meet all together on the first Thursday, with cake.")?;
    walk.shot("messages-read")?;
    walk.click("button", "Note that")?;
    walk.window().until("told", "return document.querySelectorAll('li').length > 0", &json!([]))?;
    walk.click("button", "Everybody")?;
    walk.shot("messages-everybody")?;
    walk.click("button", "were told")?;
    walk.click("button", "Not told yet")?;
    walk.window().see("Everybody was told")?;
    walk.shot("messages-done")?;
    walk.click("link", "Matching")?;
    walk.window().see("Ed Loquat")?;
    walk.shot("matching-the-rest")
}

/// Ten weeks pass: sessions that mentors told of, some of them seldom.
fn weeks(walk: &Walk, programme: &str) -> Result<Vec<Value>> {
    let window = walk.window();
    let pairs = rows(&window.call("pairs.list", &json!({ "id": programme }))?, "pairs");
    let began = day(window, -70)?;
    for (place, pair) in pairs.iter().enumerate() {
        let known = window.call("mentoring.whole", &json!({ "id": pair["id"] }))?;
        let known = known.pointer("/mentee/pair").cloned().unwrap_or_default();
        let mut next = json!({ "started_on": began });
        for key in ["mentor", "mentee", "contact", "zone", "cadence_days", "minutes", "agreement", "ends_on"] {
            next[key] = known[key].clone();
        }
        next["member"] = known["mentee_member"].clone();
        next["mentor_agreed_on"] = json!(began);
        next["mentee_agreed_on"] = json!(began);
        window.call("mentoring.save", &json!({ "id": pair["id"], "pair": next }))?;
        window.call("pairs.agree", &json!({ "ids": [pair["id"]], "on": began }))?;
        let held: &[i32] = match place {
            0 => &[-66, -52, -38, -24, -10],
            1 => &[-60, -20, -3],
            2 => &[-58],
            3 => &[-65, -51, -37, -23, -9],
            _ => &[-62, -48, -34, -20, -5],
        };
        for days in held {
            let when = json!({ "starts": format!("{}T18:30", day(window, *days)?), "zone": "Europe/Berlin", "minutes": 45, "medium": "video" });
            let session = json!({ "state": "held", "when": when, "topics": "The outline of a talk", "agreed": "An outline by Friday", "shared": "", "rating_mentor": 4, "rating_mentee": 5 });
            window.call("mentoring.save_session", &json!({ "mentorship": pair["id"], "session": session }))?;
        }
        let goal = json!({ "title": "Give a talk at the seed swap", "target_on": day(window, 20)?, "state": if place == 0 { "reached" } else { "open" } });
        window.call("mentoring.save_goal", &json!({ "mentorship": pair["id"], "goal": goal }))?;
    }
    Ok(pairs)
}

/// What one sees of the pairs, what both say, how one ends, and what is printed.
fn look_after(walk: &Walk, programme: &str, home: &Path) -> Result<()> {
    walk.click("link", "Pairs")?;
    walk.window().see("have not agreed yet")?;
    walk.shot("pairs-not-agreed")?;
    let pairs = weeks(walk, programme)?;
    walk.go("#/home", "Today")?;
    walk.shot("home-of-the-lead")?;
    walk.go(&format!("#/programmes/{programme}/pairs"), "Needs check-in")?;
    walk.wide("pairs")?;
    walk.click("button", "Needs check-in")?;
    walk.window().see("No session for more than")?;
    walk.shot("pairs-quiet")?;
    walk.click("button", "Open ")?;
    walk.window().see("End without fault")?;
    walk.wide("pair")?;
    walk.click("button", "Note feedback: Mentee, In the middle")?;
    walk.window().session().run("document.querySelector('[role=radiogroup] input[type=radio]').click()", &json!([]))?;
    walk.fill("What they say", "We never found a time. شكراً على كل شيء 🌻")?;
    walk.fill("For you alone", "She sounded tired; ask again in spring.")?;
    walk.shot("pair-feedback")?;
    walk.click("button", "Keep")?;
    walk.window().see("She sounded tired")?;
    walk.fill("Why it ends", "No common evening")?;
    walk.click("button", "End without fault")?;
    walk.window().see("noted")?;
    walk.click("button", "Ended")?;
    walk.shot("pairs-ended")?;
    walk.click("link", "Matching")?;
    walk.window().see("Publish")?;
    walk.shot("matching-again")?;
    walk.click("button", "Publish")?;
    walk.window().see("Not told yet")?;

    walk.click("link", "Pairs")?;
    walk.window().session().run(
        "document.querySelector('.chip').click(); document.querySelector('details.load').open = true",
        &json!([]),
    )?;
    walk.scroll("details.load")?;
    walk.shot("pairs-load")?;
    walk.click("button", "Packet for Ada Pear")?;
    walk.fill("Your name, as the mentor will read it", "Lea, who leads")?;
    walk.shot("packet")?;
    walk.click("button", "Write file")?;
    walk.file("Save the file", &home.join("ada.kith-handover"))?;
    walk.window().see("Written to")?;

    let first = pairs.first().and_then(|pair| pair["id"].as_str()).unwrap_or_default().to_owned();
    for (side, words, quote) in
        [("mentee", "I stood on a stage and did not fall off.", true), ("mentor", "She taught me how to ask.", false)]
    {
        let said = json!({ "side": side, "moment": "end", "rating": 5, "words": words, "signal": "", "quote": quote });
        walk.window().call("pairs.feedback", &json!({ "pair": first, "feedback": said }))?;
    }
    walk.click("button", "Write the report as PDF")?;
    walk.file("Save the file", &home.join("report.pdf"))?;
    walk.window().see("report.pdf")?;
    walk.shot("report-written")?;
    walk.click("button", "Write the report as HTML")?;
    walk.file("Save the file", &home.join("report.html"))?;
    walk.window().see("report.html")?;
    walk.click("button", "Open Ada Pear")?;
    walk.window().see("Complete")?;
    walk.click("button", "Certificate for")?;
    walk.file("Save the file", &home.join("certificate.pdf"))?;
    walk.window().see("certificate.pdf")?;
    walk.click("button", "Complete")?;
    walk.window().see("noted")?;
    walk.shot("pair-completed")
}

#[test]
fn a_lead_walks_a_whole_round() -> Result<()> {
    let Some(album) = wanted("lead") else { return Ok(()) };
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let walk = Walk::begin(home.path(), &album)?;
    walk.window().see("Welcome to Kith")?;
    make_community(walk.window(), "Allotment")?;
    walk.window().call("sample.start", &json!({}))?;
    imported(walk.window())?;
    let programme = plan(&walk)?;
    apply(&walk, home.path())?;
    match_them(&walk)?;
    look_after(&walk, &programme, home.path())?;
    for name in ["report.pdf", "report.html", "certificate.pdf", "ada.kith-handover"] {
        std::fs::copy(home.path().join(name), album.join(name)).map_err(|error| format!("{name}: {error}"))?;
    }
    walk.end()
}
