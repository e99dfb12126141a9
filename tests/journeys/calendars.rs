//! Events and other calendars: written, read, brought in again, subscribed to; holidays and what overlaps.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture;

fn file(world: &World, name: &str, text: &str) -> Value {
    let path = world.aside(name);
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.replace('\n', "\r\n").as_bytes())
        .unwrap();
    json!(path)
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nX-WR-CALNAME:Pear people\n{events}END:VCALENDAR\n")
}

fn once(uid: &str, title: &str, starts: &str, more: &str) -> String {
    format!(
        "BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\nDTSTART;TZID=Europe/Berlin:{starts}\nDURATION:PT2H\n{more}END:VEVENT\n"
    )
}

fn planned(world: &World, title: &str, starts: &str, ends: &str, place: &str) -> String {
    let event = json!({ "title": title, "kind": "workshop", "form": "place", "place": place, "starts": starts, "ends": ends, "zone": "America/New_York", "text": "Bring pears;\nand, perhaps, a friend.", "link": "https://example.org/pears?a=1;b=2" });
    world.get("events.save", json!({ "event": event }))["id"].as_str().unwrap().to_owned()
}

fn diff(answer: &Value) -> [u64; 7] {
    let count = |key: &str| answer["diff"][key].as_u64().unwrap();
    [
        count("new"),
        count("changed"),
        count("cancelled"),
        count("same"),
        count("older"),
        count("removed"),
        answer["wrong"].as_u64().unwrap(),
    ]
}

fn titles(world: &World, past: bool) -> Vec<String> {
    let page = world.get("events.list", json!({ "past": past, "limit": 500 }));
    picture::list(&page, "rows").map(|row| row["event"]["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn ones_own_file_changes_nothing_and_another_persons_change_does() {
    let world = World::new();
    let id = planned(&world, "Pears by night", "2030-03-30T18:30", "2030-03-31T01:00", "Old mill");
    planned(&world, "Pears by day", "2031-03-30T10:30", "2031-03-30T11:00", "");
    let path = world.aside("all.ics");
    let done = world.get("ics.export", json!({ "path": path }));
    assert_eq!(done["rows"], 2);
    let before = world.get("events.get", json!({ "id": id }));
    assert_eq!(diff(&world.get("ics.inspect", json!({ "path": path }))), [0, 0, 0, 2, 0, 0, 0]);
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": path }))), [0, 0, 0, 2, 0, 0, 0]);
    assert_eq!(world.get("events.get", json!({ "id": id })), before);

    // Somebody moves it in another calendar, which counts the change.
    let text = std::fs::read_to_string(&path).unwrap();
    let moved = text
        .replace("DTSTART;TZID=America/New_York:20300330T183000", "DTSTART;TZID=America/New_York:20300330T190000")
        .replacen("SEQUENCE:0", "SEQUENCE:4", 1);
    assert_ne!(moved, text);
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), moved.as_bytes()).unwrap();
    let tried = world.get("ics.inspect", json!({ "path": path }));
    assert_eq!(diff(&tried), [0, 1, 0, 1, 0, 0, 0]);
    assert_eq!(tried["diff"]["rows"][0]["what"], json!([["starts", "2030-03-30T18:30", "2030-03-30T19:00"]]));
    assert_eq!(world.get("events.get", json!({ "id": id })), before, "a look changes nothing");
    world.get("ics.bring", json!({ "path": path }));
    let event = world.get("events.get", json!({ "id": id }))["row"]["event"].clone();
    assert_eq!(
        (&event["starts"], &event["sequence"], &event["kind"]),
        (&json!("2030-03-30T19:00"), &json!(4), &json!("workshop"))
    );
    // The file from before is older now.
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": path }))), [0, 0, 0, 1, 1, 0, 0]);
    world.get("undo", json!({}));
    world.get("undo", json!({}));
    assert_eq!(world.get("events.get", json!({ "id": id }))["row"]["event"]["starts"], "2030-03-30T18:30");
}

#[test]
fn another_calendar_comes_again_and_only_what_is_new_in_it_changes_anything() {
    let world = World::new();
    let first = file(
        &world,
        "a.ics",
        &calendar(
            &(once("a@x", "Pears", "20300310T183000", "SEQUENCE:1\nLOCATION:Mill\n")
                + &once("b@x", "Plums", "20300311T183000", "")
                + "BEGIN:VEVENT\nUID:c@x\nSUMMARY:No time\nEND:VEVENT\n"),
        ),
    );
    let tried = world.get("ics.inspect", json!({ "path": first }));
    assert_eq!((diff(&tried), &tried["name"]), ([2, 0, 0, 0, 0, 0, 1], &json!("Pear people")));
    assert_eq!((&tried["errors"][0]["what"], tried["errors"][0]["line"].as_u64()), (&json!("VEVENT"), Some(19)));
    assert!(titles(&world, false).is_empty());
    world.get("ics.bring", json!({ "path": first }));
    assert_eq!(titles(&world, false), ["Pears", "Plums"]);
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": first }))), [0, 0, 0, 2, 0, 0, 1]);

    // What was decided here stays until that calendar says something else.
    let page = world.get("events.list", json!({ "limit": 10 }));
    let event = &page["rows"][0]["event"];
    let id = event["id"].as_str().unwrap();
    let own = json!({ "title": "Pears, properly", "kind": "ama", "form": "place", "place": "Mill", "starts": event["starts"], "ends": event["ends"], "zone": event["zone"] });
    world.get("events.save", json!({ "id": id, "event": own }));
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": first }))), [0, 0, 0, 2, 0, 0, 1]);
    let second = file(
        &world,
        "b.ics",
        &calendar(
            &(once("a@x", "Pears", "20300312T183000", "SEQUENCE:2\n")
                + &once("b@x", "Plums", "20300311T183000", "STATUS:CANCELLED\nSEQUENCE:1\n")),
        ),
    );
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": second }))), [0, 1, 1, 0, 0, 0, 0]);
    let event = world.get("events.get", json!({ "id": id }))["row"]["event"].clone();
    assert_eq!(
        (&event["starts"], &event["kind"], &event["place"]),
        (&json!("2030-03-12T18:30"), &json!("ama"), &json!(""))
    );
    assert_eq!(
        diff(&world.get("ics.bring", json!({ "path": first }))),
        [0, 0, 0, 0, 2, 0, 1],
        "the first file is older"
    );

    // What was removed here does not come back; the whole import is one step.
    world.get("events.remove", json!({ "id": id }));
    assert_eq!(diff(&world.get("ics.inspect", json!({ "path": second }))), [0, 0, 0, 1, 0, 1, 0]);
    let third = file(
        &world,
        "c.ics",
        &calendar(&(once("d@x", "Quinces", "20300320T183000", "") + &once("e@x", "Figs", "20300321T183000", ""))),
    );
    world.get("ics.bring", json!({ "path": third }));
    assert_eq!(titles(&world, false), ["Plums", "Quinces", "Figs"]);
    world.get("undo", json!({}));
    assert_eq!(titles(&world, false), ["Plums"]);

    // It goes out under the name it came with.
    let path = world.aside("out.ics");
    world.get("ics.export", json!({ "path": path }));
    assert!(std::fs::read_to_string(&path).unwrap().contains("UID:b@x\r\n"));
}

#[test]
fn what_comes_again_is_counted_out_and_left_out_there_is_cancelled_here() {
    let world = World::new();
    let rule = |more: &str| {
        calendar(&once("w@x", "Pears weekly", "20260112T183000", &format!("RRULE:FREQ=WEEKLY;COUNT=3\n{more}")))
    };
    let path = file(&world, "w.ics", &rule(""));
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": path }))), [3, 0, 0, 0, 0, 0, 0]);
    let path = file(&world, "w2.ics", &rule("EXDATE;TZID=Europe/Berlin:20260119T183000\n"));
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": path }))), [0, 0, 1, 2, 0, 0, 0]);
    let page = world.get("events.list", json!({ "limit": 10 }));
    let cancelled: Vec<bool> =
        picture::list(&page, "rows").map(|row| row["event"]["cancelled"].as_bool().unwrap()).collect();
    assert_eq!(cancelled, [false, true, false]);
}

#[test]
fn a_time_without_a_zone_is_asked_about_and_a_broken_file_changes_nothing() {
    let world = World::new();
    let floating = "BEGIN:VEVENT\nUID:f@x\nSUMMARY:Whose nine?\nDTSTART:20300310T090000\nEND:VEVENT\n";
    let path = file(&world, "f.ics", &calendar(floating));
    assert_eq!(world.get("ics.inspect", json!({ "path": path }))["asks_zone"], true);
    let refused = world.call("ics.bring", json!({ "path": path })).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("zone")));
    world.get("ics.bring", json!({ "path": path, "zone": "Asia/Tokyo" }));
    let page = world.get("events.list", json!({ "limit": 10 }));
    assert_eq!(
        (&page["rows"][0]["event"]["starts"], &page["rows"][0]["event"]["zone"]),
        (&json!("2030-03-10T09:00"), &json!("Asia/Tokyo"))
    );

    let whole = calendar(&once("g@x", "Half", "20300310T183000", ""));
    let path = file(&world, "half.ics", whole.strip_suffix("END:VCALENDAR\n").unwrap());
    let refused = world.call("ics.bring", json!({ "path": path })).unwrap_err();
    assert!(refused.message.contains("only the beginning"), "{}", refused.message);
    for text in ["", "name,email\nAda,ada@example.org\n", "BEGIN:VCALENDAR"] {
        let path = file(&world, "odd.ics", text);
        assert_eq!(world.call("ics.bring", json!({ "path": path })).unwrap_err().code, Code::Invalid, "{text}");
    }
    assert_eq!(titles(&world, false), ["Whose nine?"]);
}

#[test]
fn holidays_and_events_at_the_same_time_are_shown() {
    let world = World::new();
    planned(&world, "Pears", "2030-12-24T18:30", "2030-12-24T21:00", "Old mill");
    let twin = planned(&world, "Plums", "2030-12-24T20:00", "2030-12-24T22:00", "old mill ");
    planned(&world, "Figs", "2030-12-24T20:30", "2030-12-24T22:00", "Elsewhere");
    planned(&world, "Quinces", "2030-12-24T22:00", "2030-12-24T23:00", "Old mill");
    let days = "BEGIN:VEVENT\nUID:h@x\nSUMMARY:Pear days\nDTSTART;VALUE=DATE:20301224\nDTEND;VALUE=DATE:20301227\nEND:VEVENT\n";
    let path = file(&world, "h.ics", &calendar(days));
    assert_eq!(diff(&world.get("ics.inspect", json!({ "path": path, "holidays": true }))), [3, 0, 0, 0, 0, 0, 0]);
    world.get("ics.bring", json!({ "path": path, "holidays": true }));
    assert_eq!(diff(&world.get("ics.bring", json!({ "path": path, "holidays": true }))), [0, 0, 0, 3, 0, 0, 0]);
    let view = world.get("calendar.view", json!({ "first": "2030-12-01", "last": "2030-12-31" }));
    assert_eq!(view["holidays"].as_array().unwrap().len(), 3);
    let pears = picture::list(&view, "events").find(|one| one["event"]["title"] == "Pears").unwrap();
    assert_eq!(pears["holidays"], json!(["Pear days"]));
    let clashes: Vec<(&str, bool)> = pears["clashes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|clash| (clash["title"].as_str().unwrap(), clash["same_place"].as_bool().unwrap()))
        .collect();
    assert_eq!(clashes, [("Plums", true), ("Figs", false)]);
    world.get("events.remove", json!({ "id": twin }));
    let feed = world.get("calendar.feed", json!({}));
    assert_eq!((&feed["path"], &feed["holidays"][0]["days"]), (&Value::Null, &json!(3)));
    world.get("calendar.remove_holidays", json!({ "name": "Pear people" }));
    world.get("undo", json!({}));
    assert_eq!(world.get("calendar.feed", json!({}))["holidays"][0]["days"], 3);
    for days in
        [json!({ "first": "soon", "last": "2030-12-31" }), json!({ "first": "2030-12-01", "last": "2090-12-31" })]
    {
        assert_eq!(world.call("calendar.view", days).unwrap_err().code, Code::Invalid);
    }
}

#[test]
fn a_file_to_subscribe_to_says_what_the_events_are_and_nothing_of_guests() {
    let world = World::new();
    let id = planned(&world, "Pears", "2030-12-24T18:30", "2030-12-24T21:00", "Old mill");
    world.get("guests.save", json!({ "event": id, "guest": { "name": "Ada Secretive", "email": "ada@example.org", "state": "going", "plus": 0, "needs": "nuts" } }));
    let folder = world.aside("shared");
    assert!(!world.write_calendar(), "nobody asked for a file");
    let feed = world.get("calendar.set_feed", json!({ "on": true, "folder": folder }));
    let path = feed["path"].as_str().unwrap().to_owned();
    assert_eq!(feed["current"], true);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("SUMMARY:Pears") && !text.contains("Ada") && !text.contains("nuts"));
    assert!(!world.write_calendar(), "what is as it should be is not written again");

    planned(&world, "Plums", "2030-12-25T18:30", "2030-12-25T21:00", "");
    assert_eq!(world.get("calendar.feed", json!({}))["current"], false);
    assert!(world.write_calendar());
    assert!(std::fs::read_to_string(&path).unwrap().contains("SUMMARY:Plums"));
    world.get("events.remove", json!({ "id": id }));
    assert!(world.write_calendar());
    assert!(!std::fs::read_to_string(&path).unwrap().contains("SUMMARY:Pears"));
    world.get("calendar.set_feed", json!({ "on": false }));
    planned(&world, "Figs", "2030-12-26T18:30", "2030-12-26T21:00", "");
    assert!(!world.write_calendar());
}
