//! Two events as an organizer walks them, from eight weeks before to a week after, with nothing connected: a meetup at a
//! place with a second laptop at the door, and a conference with talks that is half online.

use std::{fs::File, io::Write, path::Path};

use kith_tests::{
    http::Result,
    window::key::{CONTROL, ENTER, SHIFT},
};
use serde_json::{Value, json};

use super::{Walk, day, wanted};
use crate::make_community;

const LUMA: &str = "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,qr_code_url,ticket_name,What do you eat?
gst-1,Ada Pear,Ada,Pear,ada@example.org,,2026-10-01T10:00:00.000Z,approved,,https://lu.ma/check-in/evt-1?pk=g-1,Standard,Vegan
gst-2,محمد بن راشد آل مكتوم,محمد,آل مكتوم,mohammed@example.org,,2026-10-02T10:00:00.000Z,approved,,https://lu.ma/check-in/evt-1?pk=g-2,Standard,
gst-3,Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Elder of Lübeck,Hubert,Blaine,hubert.blaine.wolfeschlegelsteinhausenbergerdorff@example.org,,2026-10-03T10:00:00.000Z,approved,,,Supporter with a very long name of its ticket,No nuts
gst-4,李小龙 (Bruce),小龙,李,bruce@example.org,,2026-10-04T10:00:00.000Z,waitlist,,,Standard,
gst-5,Zoë 🦔 Ng,Zoë,Ng,zoe@example.org,,2026-10-04T11:00:00.000Z,approved,,,Standard,
gst-6,Cy Fig,Cy,Fig,cy@example.org,,2026-10-05T11:00:00.000Z,pending_approval,,,Standard,
gst-7,Di Quince,Di,Quince,di@example.org,,2026-10-05T12:00:00.000Z,declined,,,Standard,
";

const ZOOM: &str = "Topic,ID,Duration (Minutes),Start Time,End Time,Participants
Seed conference,123,90,,,3
Name (original name),Email,Join time,Leave time,Duration (minutes),Guest
Ada Pear,ada@example.org,DAY 06:00:00 PM,DAY 06:50:00 PM,50,No
Ada Pear,ada@example.org,DAY 06:40:00 PM,DAY 07:30:00 PM,50,No
Nobody Knows,,DAY 06:05:00 PM,DAY 06:10:00 PM,5,Yes
";

fn write(path: &Path, text: &str) -> Result<()> {
    File::create(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| error.to_string())
}

/// Moves the event to so many days from now: weeks pass, and its tasks move with it.
fn weeks(walk: &Walk, id: &str, days: i32) -> Result<()> {
    let window = walk.window();
    let whole = window.call("events.get", &json!({ "id": id }))?;
    let known = whole.pointer("/row/event").cloned().unwrap_or_default();
    let clock = |key: &str| known[key].as_str().unwrap_or_default().get(11..).unwrap_or_default().to_owned();
    let on = day(window, days)?;
    let mut event = json!({ "starts": format!("{on}T{}", clock("starts")), "ends": format!("{on}T{}", clock("ends")) });
    for key in ["title", "kind", "form", "place", "link", "capacity", "zone", "text", "approval"] {
        event[key] = known[key].clone();
    }
    window.call("events.save", &json!({ "id": id, "event": event, "template": null })).map(drop)
}

fn id_of(walk: &Walk) -> Result<String> {
    let script = "return location.hash.match(/events\\/([^/?]+)/)?.[1]";
    let id = walk.window().until("an event", script, &json!([]))?;
    id.as_str().map(str::to_owned).ok_or_else(|| "no event".to_owned())
}

/// Eight weeks before: a plan, a place, money.
fn plan(walk: &Walk, kind: &str, title: &str, hybrid: bool) -> Result<String> {
    walk.go("#/events", "Events")?;
    walk.click("link", "Plan an event")?;
    walk.choose("Begin with", kind)?;
    walk.fill("Title", title)?;
    walk.fill("Begins", &format!("{}T18:30", day(walk.window(), 56)?))?;
    walk.fill("Ends", &format!("{}T21:00", day(walk.window(), 56)?))?;
    walk.fill("Seats", "4")?;
    if hybrid {
        walk.choose("Where people are", "Both")?;
    }
    walk.fill("Place", "Old greenhouse, behind the third gate")?;
    walk.fill("Text for the public", "Bring seeds 🌱 and a jar. كل الناس مرحب بهم.")?;
    walk.wide(&format!("{kind}-new"))?;
    walk.click("button", "Plan it")?;
    walk.window().see("What is to be done")?;
    let id = id_of(walk)?;
    walk.wide(&format!("{kind}-plan"))?;
    // Six weeks before: people.
    weeks(walk, &id, 42)?;
    walk.scroll("#event-parts")?;
    let parts = "[aria-labelledby=event-parts]";
    walk.fill_in(parts, "As", "speaker")?;
    walk.fill_in(parts, "Who", "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Elder of Lübeck")?;
    walk.fill_in(parts, "Next step", "Ask for a title")?;
    walk.keep_in(parts)?;
    walk.window().see("Ask for a title")?;
    walk.choose("Answer of Wolfe", "Confirmed")?;
    let costs = "[aria-labelledby=event-costs]";
    walk.fill_in(costs, "For", "Cake")?;
    walk.fill_in(costs, "Planned", "120.50")?;
    walk.keep_in(costs)?;
    walk.window().see("Cake")?;
    walk.shot(&format!("{kind}-people-and-money"))?;
    Ok(id)
}

/// Four weeks before: who comes. Two weeks: the minutes of the evening. One: words.
fn fill(walk: &Walk, kind: &str, id: &str, home: &Path) -> Result<()> {
    weeks(walk, id, 28)?;
    walk.go(&format!("#/events/{id}/guests"), "No guests yet")?;
    walk.shot(&format!("{kind}-guests-none"))?;
    let list = home.join("luma.csv");
    write(&list, LUMA)?;
    walk.click("button", "Import list")?;
    walk.click("button", "Choose a file")?;
    walk.file("Choose an export or a table", &list)?;
    walk.window().see("Luma")?;
    walk.wide(&format!("{kind}-guests-file"))?;
    walk.click("button", "Import 7 changes")?;
    walk.window().see("Ada Pear")?;
    walk.wide(&format!("{kind}-guests"))?;
    // The same list a week later: one cancelled, one new, and only that is told.
    weeks(walk, id, 21)?;
    let later = LUMA.replace(
        "zoe@example.org,,2026-10-04T11:00:00.000Z,approved",
        "zoe@example.org,,2026-10-04T11:00:00.000Z,declined",
    ) + "gst-8,Grace Medlar,Grace,Medlar,grace@example.org,,2026-10-20T12:00:00.000Z,approved,,,Standard,\n";
    write(&list, &later)?;
    walk.click("button", "Import list")?;
    walk.click("button", "Choose a file")?;
    walk.file("Choose an export or a table", &list)?;
    walk.window().see("As it is")?;
    walk.shot(&format!("{kind}-guests-again"))?;
    walk.click("button", "Import 2 changes")?;
    walk.window().see("Grace Medlar")?;
    walk.choose("State of Cy Fig", "Going")?;
    walk.click("button", "Offer free seats")?;
    walk.shot(&format!("{kind}-guests-offered"))?;
    walk.click("button", "Export or print")?;
    walk.window().see("Badges")?;
    walk.wide(&format!("{kind}-guests-out"))?;
    walk.click("button", "Badges, 8 a sheet")?;
    walk.file("Save the file", &home.join(format!("{kind}-badges.pdf")))?;

    weeks(walk, id, 14)?;
    walk.go(&format!("#/events/{id}/run"), "Run of show")?;
    if walk.window().session().run("return document.querySelector('tbody') === null", &json!([]))? == json!(true) {
        walk.click("button", "Begin with these lines")?;
    }
    walk.window().until("lines", "return document.querySelectorAll('tbody tr').length > 3", &json!([]))?;
    walk.wide(&format!("{kind}-run"))?;
    walk.click("button", "Save as PDF")?;
    walk.file("Save the file", &home.join(format!("{kind}-run.pdf")))?;

    weeks(walk, id, 7)?;
    walk.go(&format!("#/events/{id}/messages"), "A week before")?;
    walk.window().see("Mark as sent")?;
    walk.wide(&format!("{kind}-messages"))?;
    walk.click("button", "Change text")?;
    walk.shot(&format!("{kind}-message-edit"))?;
    walk.click("button", "Cancel")?;
    walk.click("button", "Mark as sent")?;
    walk.window().see("Sent")?;
    walk.go("#/events", title_of(kind))?;
    walk.wide(&format!("{kind}-list"))
}

fn title_of(kind: &str) -> &'static str {
    if kind == "Meetup" { "Seed swap" } else { "Seed conference" }
}

/// The evening: door and stage.
fn evening(walk: &Walk, kind: &str, id: &str, home: &Path) -> Result<()> {
    let window = walk.window();
    weeks(walk, id, 0)?;
    walk.go("#/home", "Today")?;
    walk.shot(&format!("{kind}-home"))?;
    walk.go(&format!("#/events/{id}/door"), "Second laptop")?;
    walk.shot(&format!("{kind}-door-begins"))?;
    let search = |text: &str| -> Result<()> {
        window.session().write(text)?;
        window.until(
            "a hit",
            "return document.querySelector('ul[aria-label=Guests] li, .nobody') !== null",
            &json!([]),
        )?;
        Ok(())
    };
    search("ad")?;
    walk.wide(&format!("{kind}-door-search"))?;
    window.session().press(&[&[ENTER]])?;
    window.see("is in.")?;
    walk.shot(&format!("{kind}-door-in"))?;
    search("wolf")?;
    window.session().press(&[&[ENTER]])?;
    window.see("Lübeck")?;
    search("Walker In")?;
    walk.shot(&format!("{kind}-door-nobody"))?;
    window.session().press(&[&[SHIFT, ENTER]])?;
    window.until(
        "the walk-in",
        "return document.querySelector('.told strong')?.textContent.includes('Walker')",
        &json!([]),
    )?;
    window.session().press(&[&[CONTROL, 'z']])?;
    window.see("is not in any more")?;
    search("Walker")?;
    window.session().press(&[&[ENTER]])?;
    window.see("is in.")?;
    walk.wide(&format!("{kind}-door"))?;
    walk.click("button", "Write file")?;
    walk.file("Save the file", &home.join(format!("{kind}.door")))?;
    window.see("Written")?;

    walk.go(&format!("#/events/{id}/live"), "Run of show")?;
    walk.wide(&format!("{kind}-live"))?;
    window.session().press(&[&['n']])?;
    walk.shot(&format!("{kind}-live-next"))
}

/// The day after, and a week after.
fn afterwards(walk: &Walk, kind: &str, id: &str, home: &Path) -> Result<()> {
    let window = walk.window();
    weeks(walk, id, -1)?;
    let online = kind == "Conference";
    if online {
        let on = window.session().run("return new Date(Date.now() - 86400000).toLocaleDateString('en-US', { month: '2-digit', day: '2-digit', year: 'numeric' })", &json!([]))?;
        write(&home.join("zoom.csv"), &ZOOM.replace("DAY", on.as_str().unwrap_or_default()))?;
        walk.go(&format!("#/events/{id}/guests"), "Ada Pear")?;
        walk.click("button", "Import list")?;
        walk.click("button", "Choose a file")?;
        walk.file("Choose an export or a table", &home.join("zoom.csv"))?;
        window.see("Zoom")?;
        walk.shot(&format!("{kind}-zoom-file"))?;
        window.session().run("document.querySelector('.foot button.primary').click()", &json!([]))?;
    }
    walk.go(&format!("#/events/{id}/after"), "Show rate")?;
    walk.wide(&format!("{kind}-after"))?;
    walk.click("button", "Missed")?;
    walk.shot(&format!("{kind}-after-missed"))?;
    write(
        &home.join("answers.csv"),
        "How likely?,What did you like?\n10,The cake 🍰\n9,Everything\n3,Too loud\nnothing,x\n",
    )?;
    walk.click("button", "Import answers")?;
    walk.file("Choose an export or a table", &home.join("answers.csv"))?;
    window.see("Numbers are in")?;
    walk.choose("Numbers are in", "How likely?")?;
    walk.choose("Words are in", "What did you like?")?;
    walk.scroll("#after-scores")?;
    walk.shot(&format!("{kind}-answers"))?;
    window
        .session()
        .run("document.querySelector('[aria-labelledby=after-scores] form button.primary').click()", &json!([]))?;
    window.see("Too loud")?;
    let lessons = "[aria-labelledby=after-lessons]";
    walk.fill_in(lessons, "Kind", "decision")?;
    walk.fill_in(lessons, "What", "Next time with a microphone")?;
    walk.keep_in(lessons)?;
    window.see("Next time with a microphone")?;
    walk.scroll("#after-lessons")?;
    walk.shot(&format!("{kind}-lessons"))?;
    weeks(walk, id, -7)?;
    walk.click("button", "Report as PDF")?;
    walk.file("Save the file", &home.join(format!("{kind}-report.pdf")))?;
    window.see("Report written")?;
    walk.go(&format!("#/events/{id}"), "Use this plan again")?;
    walk.scroll("#event-as-template")?;
    walk.fill("Name, such as", &format!("Our {kind}"))?;
    walk.click("button", "Keep as template")?;
    window.see("Template kept")?;
    walk.shot(&format!("{kind}-kept"))
}

/// A conference has talks, in rooms.
fn talks(walk: &Walk, id: &str) -> Result<()> {
    walk.go(&format!("#/events/{id}/talks"), "No talks yet")?;
    walk.shot("talks-none")?;
    let on = day(walk.window(), 42)?;
    for (title, speaker, room, at) in [
        ("Grafting for people who are afraid of knives", "Ada Pear", "Hall", "18:45"),
        ("Rootstocks", "Di Quince", "Hall", "19:00"),
        ("محاضرة عن البذور", "محمد بن راشد", "", "19:45"),
    ] {
        let session =
            json!({ "title": title, "speaker": speaker, "room": room, "starts": format!("{on}T{at}"), "minutes": 45 });
        walk.window().call("events.session", &json!({ "event": id, "session": session }))?;
    }
    walk.window().see("Rootstocks")?;
    walk.wide("talks")?;
    walk.click("button", "By room")?;
    walk.shot("talks-by-room")
}

#[test]
fn an_organizer_walks_two_events() -> Result<()> {
    let Some(album) = wanted("events") else { return Ok(()) };
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let walk = Walk::begin(home.path(), &album)?;
    walk.window().see("Welcome to Kith")?;
    make_community(walk.window(), "Allotment")?;
    walk.go("#/events", "No events yet")?;
    walk.shot("events-none")?;
    for (kind, title, hybrid) in [("Meetup", "Seed swap", false), ("Conference", "Seed conference", true)] {
        let id = plan(&walk, kind, title, hybrid)?;
        if hybrid {
            talks(&walk, &id)?;
        }
        fill(&walk, kind, &id, home.path())?;
        evening(&walk, kind, &id, home.path())?;
        afterwards(&walk, kind, &id, home.path())?;
        for name in ["badges.pdf", "run.pdf", "report.pdf"] {
            let name = format!("{kind}-{name}");
            std::fs::copy(home.path().join(&name), album.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    walk.go("#/events/calendar", "Events")?;
    walk.wide("calendar")?;
    assert_eq!(
        walk.window().call("sources.list", &Value::Object(serde_json::Map::new()))?["sources"],
        json!([]),
        "nothing is connected"
    );
    walk.end()
}
