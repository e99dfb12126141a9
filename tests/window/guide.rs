//! The pictures of the guide: the sample community with an event, its guests at the door, mentees and a programme.
//!
//! **Invariants:** taken only where `KITH_GUIDE` names a folder (`cargo xtask screenshots`); 1280×800, light, and each
//! small enough to be kept in the repository and shipped in the window.

use std::{fs::File, io::Write, path::Path};

use kith_tests::{http::Result, window::Window};
use serde_json::{Value, json};

use crate::{imported, make_community};

/// What a picture of the guide may weigh, in bytes.
const LARGEST: u64 = 200_000;

/// A day, so many days from today.
fn day(window: &Window, days: i32) -> Result<String> {
    let script = "return new Date(Date.now() + arguments[0] * 86400000).toISOString().slice(0, 10)";
    let day = window.session().run(script, &json!([days]))?;
    day.as_str().map(str::to_owned).ok_or_else(|| format!("no day: {day}"))
}

fn id(answer: &Value) -> Result<String> {
    answer["id"].as_str().map(str::to_owned).ok_or_else(|| format!("no id: {answer}"))
}

fn rows(answer: &Value, key: &str) -> Vec<Value> {
    answer[key].as_array().cloned().unwrap_or_default()
}

/// An evening, so many days from today, planned from the meetup's template or from nothing.
fn evening(window: &Window, title: &str, place: &str, seats: u32, days: i32, template: Option<&str>) -> Result<String> {
    let on = day(window, days)?;
    let event = json!({ "title": title, "kind": "meetup", "form": "place", "place": place, "capacity": seats,
        "starts": format!("{on}T18:30"), "ends": format!("{on}T21:00"), "zone": "Europe/Berlin" });
    id(&window.call("events.save", &json!({ "id": null, "template": template, "event": event }))?)
}

/// Guests of an event, of whom the last ones wait for a seat.
fn invite(window: &Window, event: &str, names: &[String], seats: usize) -> Result<()> {
    for (place, name) in names.iter().enumerate() {
        let guest = json!({ "name": name, "email": format!("guest{place}@example.org"),
            "state": if place < seats { "going" } else { "waiting" }, "plus": u8::from(place % 11 == 3),
            "ticket": if place % 9 == 0 { "Helper" } else { "" }, "needs": if place == 2 { "Vegan" } else { "" }, "code": "" });
        window.call("guests.save", &json!({ "event": event, "guest": guest }))?;
    }
    Ok(())
}

/// One to come, of which the early tasks are done, and one this evening, at which two of three are in.
fn events(window: &Window, names: &[String]) -> Result<(String, String)> {
    let coming = evening(window, "Seed swap", "Old greenhouse", 36, 9, Some("meetup"))?;
    let recently = day(window, -3)?;
    for task in rows(&window.call("events.get", &json!({ "id": coming }))?, "tasks") {
        if task.get("due_on").and_then(Value::as_str).is_some_and(|due| due < recently.as_str()) {
            window.call("events.mark_task", &json!({ "id": id(&task)?, "done": true }))?;
        }
    }
    invite(window, &coming, names, 30)?;
    let today = evening(window, "Open garden evening", "Gate 3", 40, 0, None)?;
    invite(window, &today, names, names.len())?;
    let list = json!({ "event": today, "limit": 100, "text": "", "state": null, "skip": 0 });
    for (place, guest) in rows(&window.call("guests.list", &list)?, "guests").iter().enumerate() {
        if place % 3 != 2 {
            window.call("door.check_in", &json!({ "event": today, "guest": guest["id"], "desk": "Gate" }))?;
        }
    }
    Ok((coming, today))
}

/// Two mentees: one who is met next week, one who was not met for a while.
fn mentees(window: &Window) -> Result<()> {
    let sessions = [
        (-58, "First talk: what would make this worth the time", "Write down one question a week"),
        (-44, "Her first workshop", "An outline by Friday"),
        (-29, "The outline", "A trial run with two friends"),
        (-12, "How the trial run went", "Cut the talk to twenty minutes"),
    ];
    for (mentee, held) in [("Ada Pear", 4), ("Bo Quince", 3)] {
        let pair = json!({ "mentor": "Grace", "mentee": mentee, "started_on": day(window, -70)?, "cadence_days": 14,
            "minutes": 45, "agreement": "Every two weeks. What is said stays between us." });
        let pair = id(&window.call("mentoring.save", &json!({ "pair": pair }))?)?;
        let when = |days: i32| -> Result<Value> {
            let starts = format!("{}T18:30", day(window, days)?);
            Ok(json!({ "starts": starts, "zone": "Europe/Berlin", "minutes": 45, "medium": "video" }))
        };
        for (place, (days, topics, agreed)) in sessions.into_iter().take(held).enumerate() {
            let items = if place == 2 {
                json!([{ "whose": "mentor", "text": "Send the slides of last year", "due_on": day(window, -2)? },
                    { "whose": "mentee", "text": "Ask two friends to listen", "due_on": day(window, 3)? }])
            } else {
                json!([])
            };
            let session =
                json!({ "state": "held", "when": when(days)?, "topics": topics, "agreed": agreed, "shared": "" });
            let kept = json!({ "mentorship": pair, "session": session, "items": items });
            window.call("mentoring.save_session", &kept)?;
        }
        let goal = json!({ "title": "Give a talk at the seed swap", "target_on": day(window, 60)?, "state": "open" });
        window.call("mentoring.save_goal", &json!({ "mentorship": pair, "id": null, "goal": goal }))?;
        if held == 4 {
            let session = json!({ "state": "planned", "when": when(2)?, "topics": "", "agreed": "", "shared": "" });
            window.call("mentoring.save_session", &json!({ "mentorship": pair, "session": session }))?;
        }
    }
    Ok(())
}

/// A programme with its accepted applicants, one of whom has no language in common with any mentor.
fn programme(window: &Window, home: &Path, names: &[String]) -> Result<String> {
    let templates = rows(&window.call("programmes.templates", &json!({}))?, "templates");
    let career = templates.iter().find(|one| one["id"] == "career").ok_or("no template for careers")?;
    let id = id(&window.call("programmes.save", &json!({ "programme": career["programme"] }))?)?;
    let skills = ["Design", "Rust", "Speaking", "Writing", "Data"];
    let mut form =
        "Response ID,Name,Email,Role,Languages,Time zone,Skills,Years of experience,How many mentees\n".to_owned();
    for ((place, name), (first, second)) in
        names.iter().enumerate().zip(skills.iter().cycle().zip(skills.iter().cycle().skip(2)))
    {
        let is_mentor = place % 5 < 2;
        let language = if place == 8 { "Klingon" } else { "English" };
        let (role, years, room) = if is_mentor { ("mentor", 12, "2") } else { ("mentee", 2, "") };
        form.push_str(&format!(
            "{place},\"{}\",a{place}@example.org,{role},{language},Europe/Berlin,\"{first}, {second}\",{years},{room}\n",
            name.replace('"', "")
        ));
    }
    let path = home.join("form.csv");
    File::create(&path).and_then(|mut file| file.write_all(form.as_bytes())).map_err(|error| error.to_string())?;
    window.call("applications.bring", &json!({ "programme": id, "path": path }))?;
    let all = rows(&window.call("applications.list", &json!({ "programme": id, "limit": 100 }))?, "rows");
    let ids: Vec<&Value> = all.iter().map(|one| &one["id"]).collect();
    window.call("applications.move", &json!({ "ids": ids, "state": "accepted" }))?;
    Ok(id)
}

#[test]
fn the_pictures_of_the_guide_are_taken() -> Result<()> {
    let Some(folder) = std::env::var_os("KITH_GUIDE") else { return Ok(()) };
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let window = Window::open(home.path())?;
    window.see("Welcome to Kith")?;
    make_community(&window, "Allotment")?;
    window.call("sample.start", &json!({}))?;
    imported(&window)?;
    let list = json!({ "filter": { "text": "", "kind": "people", "seen": "any", "left": false },
        "sort": "messages", "descending": true, "after": null, "limit": 34 });
    let names: Vec<String> = rows(&window.call("members.list", &list)?, "rows")
        .iter()
        .filter_map(|member| member["name"].as_str().map(str::to_owned))
        .collect();
    let (coming, today) = events(&window, &names)?;
    mentees(&window)?;
    let applicants: Vec<String> = names.iter().skip(5).take(12).cloned().collect();
    let programme = programme(&window, home.path(), &applicants)?;

    window.session().run("document.documentElement.dataset.theme = 'light'", &json!([]))?;
    let pictures = [
        ("home", "#/home".to_owned(), "return document.querySelectorAll('li.line').length > 10"),
        ("event", format!("#/events/{coming}"), "return document.querySelectorAll('tbody tr').length > 5"),
        ("door", format!("#/events/{today}/door"), "return document.querySelector('[data-first]') !== null"),
        ("mentees", "#/mentoring".to_owned(), "return document.querySelectorAll('tbody tr').length === 2"),
        (
            "matching",
            format!("#/programmes/{programme}/match"),
            "return document.querySelectorAll('tbody tr').length > 4",
        ),
    ];
    for (name, route, complete) in pictures {
        window.go(&route)?;
        window.until(name, complete, &json!([]))?;
        if name == "door" {
            window.session().write("ma")?;
            window.until("guests", "return document.querySelector('ul[aria-label=Guests] li') !== null", &json!([]))?;
        }
        window.close_notices()?;
        let path = Path::new(&folder).join(format!("{name}.png"));
        window.picture(&path)?;
        let bytes = path.metadata().map_err(|error| error.to_string())?.len();
        assert!(bytes < LARGEST, "{name} has {bytes} bytes: show less in it");
    }
    Ok(())
}
