//! Every screen in light and dark, seen by axe, and by people: the pictures of the documentation are made here.

use std::path::Path;

use kith_tests::{
    axe,
    http::Result,
    window::{Window, key::CONTROL},
};
use serde_json::{Value, json};

use crate::{imported, make_community};

/// A screen: its name, its route, and a function body that tells when it is complete.
const SCREENS: &[(&str, &str, &str)] = &[
    (
        "home",
        "#/home",
        "return document.body.innerText.includes('Newest members') && document.querySelectorAll('li.line').length > 10",
    ),
    ("queue", "#/queue", "return document.querySelectorAll('li.one').length > 10"),
    ("newcomers", "#/people", "return document.querySelectorAll('.page li').length > 10"),
    ("lapsing", "#/people?tab=lapsing", "return document.querySelectorAll('.page li').length > 10"),
    ("texts", "#/texts", "return document.body.innerText.includes('Write once what you write every day')"),
    ("members", "#/members", "return document.querySelectorAll('[role=gridcell]').length > 10"),
    ("review", "#/review", "return document.querySelector('.pair, .empty') !== null"),
    ("segments", "#/segments/new", "return document.querySelector('[role=status] strong') !== null"),
    ("conversations", "#/conversations", "return document.body.innerText.includes('All threads')"),
    (
        "insights",
        "#/insights",
        "return document.querySelector('footer') !== null && document.querySelector('.drawing path') !== null",
    ),
    (
        "insights-answers",
        "#/insights/responsiveness?compare=yes",
        "return document.querySelectorAll('.drawing path').length > 10",
    ),
    ("insights-retention", "#/insights/retention", "return document.querySelectorAll('.drawing rect').length > 20"),
    ("insights-people", "#/insights/network", "return document.querySelectorAll('.drawing circle').length > 10"),
    ("insights-health", "#/insights/health", "return document.querySelectorAll('.drawing rect').length > 8"),
    ("search", "#/search?q=the", "return document.querySelectorAll('mark').length > 0"),
    ("event-new", "#/events/new", "return document.querySelector('form select') !== null"),
    ("events-calendar", "#/events/calendar", "return document.querySelector('[role=grid]') !== null"),
    ("events", "#/events", "return document.body.innerText.includes('No events yet')"),
    ("content", "#/content", "return document.querySelectorAll('[role=gridcell]').length > 30"),
    ("content-board", "#/content/board", "return document.querySelectorAll('.board section').length === 6"),
    ("content-templates", "#/content/templates", "return document.body.innerText.includes('New series')"),
    ("content-campaigns", "#/content/campaigns", "return document.body.innerText.includes('New campaign')"),
    ("content-made", "#/content/made", "return document.body.innerText.includes('Nothing marked yet')"),
    ("feedback", "#/feedback", "return document.body.innerText.includes('No feedback yet')"),
    ("mentoring", "#/mentoring", "return document.body.innerText.includes('No mentees yet')"),
    ("mentee-new", "#/mentoring/new", "return document.querySelector('form textarea') !== null"),
    (
        "handover",
        "#/mentoring/handover",
        "return document.body.innerText.includes('Look into it') || document.body.innerText.includes('Choose file')",
    ),
    ("conduct", "#/conduct", "return document.querySelector('.empty') !== null"),
    ("conduct-report", "#/conduct/report", "return document.querySelector('table') !== null"),
    ("strategy", "#/strategy", "return document.body.innerText.includes('Code of conduct')"),
    ("strategy-playbooks", "#/strategy/playbooks", "return document.querySelector('input[type=checkbox]') !== null"),
    ("import", "#/import", "return document.body.innerText.includes('Imports so far')"),
    ("sources", "#/sources", "return document.body.innerText.includes('Made up, to look around in')"),
    ("connect", "#/sources/connect", "return document.body.innerText.includes('A Discourse forum')"),
    ("connect-slack", "#/sources/connect?kind=slack", "return document.body.innerText.includes('Give Kith the key')"),
    ("introductions", "#/introductions/new", "return document.querySelectorAll('section li').length > 5"),
    ("introductions-people", "#/introductions/people", "return document.querySelector('section form') !== null"),
    ("recognition", "#/recognition", "return document.querySelector('section ul, .empty') !== null"),
    ("recognition-thanks", "#/recognition/kudos", "return document.querySelector('section form') !== null"),
    ("recognition-birthdays", "#/recognition/birthdays", "return document.querySelector('section form') !== null"),
    ("advocates", "#/advocates", "return document.querySelector('section form') !== null"),
    ("advocates-candidates", "#/advocates/candidates", "return document.querySelector('section ul, .empty') !== null"),
    ("outbox", "#/outbox", "return document.body.innerText.includes('Nothing is waiting')"),
    ("guide", "#/guide", "return document.querySelector('article h1') !== null"),
    (
        "guide-found",
        "#/guide/organizer?at=the-evening-the-door&q=door",
        "return document.querySelectorAll('article mark').length > 3",
    ),
    ("settings", "#/settings", "return document.body.innerText.includes('Web view')"),
];

/// Looks at the present page as both themes show it; adds what axe finds and takes pictures when they are wanted.
fn look(window: &Window, name: &str, found: &mut Vec<String>) -> Result<()> {
    for theme in ["light", "dark"] {
        // What a setting does, without waiting for the setting.
        window.session().run("document.documentElement.dataset.theme = arguments[0]", &json!([theme]))?;
        found.extend(axe::violations(window)?.into_iter().map(|line| format!("{name} ({theme}): {line}")));
        if let Some(folder) = std::env::var_os("KITH_SCREENSHOTS") {
            window.close_notices()?;
            window.picture(&Path::new(&folder).join(format!("{name}-{theme}.png")))?;
        }
    }
    Ok(())
}

/// An event with everything on it: its tabs.
fn events(window: &Window, found: &mut Vec<String>) -> Result<()> {
    let event = json!({ "title": "Orchard Conference", "kind": "conference", "form": "place", "place": "Town hall",
        "starts": "2031-05-01T09:00", "ends": "2031-05-01T18:00", "zone": "Europe/Berlin", "capacity": 40 });
    let saved = window.call("events.save", &json!({ "event": event, "template": "conference" }))?;
    let id = saved.get("id").cloned().unwrap_or_default();
    for (name, state) in [("Ada Pear", "going"), ("محمد بن راشد", "going"), ("Cy Fig", "waiting")] {
        let guest = json!({ "name": name, "state": state, "needs": "no nuts", "plus": 1 });
        window.call("guests.save", &json!({ "event": id, "guest": guest }))?;
    }
    for (title, room, at) in [("Grafting", "Hall", "10:00"), ("Rootstocks", "Hall", "10:30"), ("Panel", "", "14:00")] {
        let session = json!({ "title": title, "speaker": "Ada Pear", "room": room, "starts": format!("2031-05-01T{at}"), "minutes": 45 });
        window.call("events.session", &json!({ "event": id, "session": session }))?;
    }
    let id = id.as_str().unwrap_or_default();
    for (tab, complete) in [
        ("plan", "return document.querySelectorAll('tbody tr').length > 10"),
        ("talks", "return document.querySelectorAll('tbody tr').length > 3"),
        ("run", "return document.querySelectorAll('tbody tr').length > 6"),
        ("guests", "return document.querySelectorAll('tbody tr').length === 3"),
        (
            "messages",
            "return document.querySelector('textarea') !== null || document.querySelectorAll('section').length > 1",
        ),
        ("door", "return document.querySelector('progress') !== null"),
        ("after", "return document.querySelector('section h2') !== null"),
    ] {
        window.go(&format!("#/events/{id}/{tab}"))?;
        window.until(tab, complete, &json!([]))?;
        look(window, &format!("event-{tab}"), found)?;
    }
    window.go(&format!("#/events/{id}/talks"))?;
    window.until("talks", "return document.querySelector('[aria-pressed=false]') !== null", &json!([]))?;
    window.session().run("document.querySelector('.head [aria-pressed=false]').click()", &json!([]))?;
    window.until("rooms", "return document.querySelectorAll('ol li button').length === 3", &json!([]))?;
    look(window, "event-rooms", found)?;
    window.go(&format!("#/events/{id}/guests"))?;
    window.until("guests", "return document.querySelector('.bar [aria-expanded]') !== null", &json!([]))?;
    window.session().run("document.querySelector('.bar [aria-expanded]').click()", &json!([]))?;
    window.until("export", "return document.querySelectorAll('.print button').length === 2", &json!([]))?;
    look(window, "event-guests-out", found)
}

#[test]
fn no_screen_shuts_anybody_out() -> Result<()> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let window = Window::open(home.path())?;
    let session = window.session();
    let mut found = Vec::new();
    window.see("Welcome to Kith")?;
    look(&window, "welcome", &mut found)?;

    make_community(&window, "Allotment")?;
    window.see("How would you like to begin?")?;
    look(&window, "start", &mut found)?;
    window.call("sample.start", &json!({}))?;
    imported(&window)?;

    for (name, route, complete) in SCREENS {
        window.go(route)?;
        window.until(name, complete, &json!([]))?;
        look(&window, name, &mut found)?;
    }

    events(&window, &mut found)?;

    let people = window.call(
        "members.list",
        &json!({
            "filter": { "text": "", "kind": "people", "seen": "any", "left": false },
            "sort": "messages", "descending": true, "after": null, "limit": 1,
        }),
    )?;
    window.go(&format!("#/members/{}", people["rows"][0]["id"].as_str().unwrap_or_default()))?;
    window.find("heading", "Accounts")?;
    look(&window, "member", &mut found)?;

    let spaces = window.call("spaces.list", &json!({}))?;
    let biggest = |style: &str| {
        let of_style = spaces["spaces"].as_array().into_iter().flatten().filter(|space| space["style"] == style);
        let biggest = of_style.max_by_key(|space| space["messages"].as_u64()).and_then(|space| space["id"].as_str());
        biggest.map(str::to_owned).ok_or_else(|| format!("the sample has no {style}"))
    };
    window.go(&format!("#/conversations/{}", biggest("chat")?))?;
    window.until("messages", "return document.querySelectorAll('article').length > 3", &json!([]))?;
    look(&window, "chat", &mut found)?;
    window.go(&format!("#/conversations/{}", biggest("forum")?))?;
    window.until(
        "topics",
        "return document.querySelectorAll('main a[href*=\"/conversations/\"]').length > 3",
        &json!([]),
    )?;
    look(&window, "forum", &mut found)?;

    window.go("#/home")?;
    session.press(&[&[CONTROL, 'k']])?;
    window.find("dialog", "Go to")?;
    session.write("a")?;
    window.until("suggestions", "return document.querySelectorAll('[role=option]').length > 2", &json!([]))?;
    look(&window, "palette", &mut found)?;

    // A theme chosen by the person is the one that is shown.
    let change = json!({ "name": null, "zone": null, "hours": null, "theme": "dark", "keep_raw": null });
    window.call("settings.change", &change)?;
    let dark = "return getComputedStyle(document.documentElement).colorScheme === 'dark' || document.documentElement.dataset.theme === 'dark'";
    window.until("the dark theme", dark, &Value::Array(Vec::new()))?;

    assert_eq!(window.faults()?, [""; 0], "the page's own scripts never fail");
    assert!(found.is_empty(), "{} things shut people out:\n{}", found.len(), found.join("\n"));
    Ok(())
}
