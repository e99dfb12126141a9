//! A run of show from its template to the stage: delays are one step, and the plan says what really happens.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture;

const MINUTE: i64 = 60_000;

fn planned(world: &World, template: Option<&str>) -> String {
    let event = json!({ "title": "Pears by night", "kind": "meetup", "form": "place", "starts": "2026-03-28T22:00", "ends": "2026-03-29T04:30", "zone": "Europe/Berlin" });
    world.get("events.save", json!({ "event": event, "template": template }))["id"].as_str().unwrap().to_owned()
}

fn cues(world: &World, event: &str) -> Vec<Value> {
    let run = world.get("events.cues", json!({ "id": event }));
    picture::list(&run, "cues").cloned().collect()
}

fn times(world: &World, event: &str) -> Vec<String> {
    cues(world, event).iter().map(|cue| cue["starts"].as_str().unwrap().get(11..).unwrap().to_owned()).collect()
}

fn add(world: &World, event: &str, at: &str, minutes: i64, title: &str, place: &str) {
    world.get(
        "events.cue",
        json!({ "event": event, "cue": { "at": at, "minutes": minutes, "title": title, "place": place } }),
    );
}

#[test]
fn a_plan_is_on_the_clock_of_its_event_and_a_delay_is_one_step() {
    let world = World::new();
    let id = planned(&world, None);
    assert!(cues(&world, &id).is_empty());
    add(&world, &id, "21:30", 30, "Door", "");
    add(&world, &id, "", 10, "Welcome", "");
    add(&world, &id, "22:05", 30, "Talk", "");
    add(&world, &id, "22:05", 30, "Film", "Cellar");
    // Over the night in which clocks go forward: an hour is missing.
    add(&world, &id, "+300", 0, "Breakfast", "");
    assert_eq!(times(&world, &id), ["21:30", "22:00", "22:05", "22:05", "04:00"]);
    let all = cues(&world, &id);
    assert_eq!((&all[2]["clash"], &all[3]["clash"]), (&json!("Welcome"), &Value::Null));
    assert_eq!((&all[1]["gap"], &all[4]["gap"]), (&json!(0), &json!(265)));

    world.get("events.shift_cues", json!({ "id": all[1]["id"], "minutes": 12 }));
    assert_eq!(times(&world, &id), ["21:30", "22:12", "22:17", "22:17", "04:12"]);
    assert_eq!(cues(&world, &id)[3]["moved"], 12);
    world.get("undo", json!({}));
    assert_eq!(times(&world, &id), ["21:30", "22:00", "22:05", "22:05", "04:00"]);
    world.get("redo", json!({}));
    world.get("events.reset_cues", json!({ "id": id }));
    assert_eq!(times(&world, &id), ["21:30", "22:00", "22:05", "22:05", "04:00"]);

    // A line that is changed is planned anew; the event moves, and its plan with it.
    world.get("events.cue", json!({ "id": all[3]["id"], "cue": { "at": "22:40", "minutes": 5, "title": "Film" } }));
    assert_eq!(cues(&world, &id)[3]["starts"], "2026-03-28T22:40");
    let event = json!({ "title": "Pears by night", "kind": "meetup", "form": "place", "starts": "2026-04-04T20:00", "ends": "2026-04-04T23:30", "zone": "Europe/Berlin" });
    world.get("events.save", json!({ "id": id, "event": event }));
    assert_eq!(times(&world, &id), ["19:30", "20:00", "20:05", "20:40", "01:00"]);

    for (cue, field) in [
        (json!({ "at": "later", "minutes": 5, "title": "x" }), "at"),
        (json!({ "at": "20:00", "minutes": -5, "title": "x" }), "minutes"),
        (json!({ "at": "20:00", "minutes": 5, "title": " " }), "title"),
    ] {
        let refused = world.call("events.cue", json!({ "event": id, "cue": cue })).unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some(field)));
    }
    let too_far = world.call("events.shift_cues", json!({ "id": all[0]["id"], "minutes": i64::MIN })).unwrap_err();
    assert_eq!(too_far.field.as_deref(), Some("minutes"));
}

#[test]
fn a_template_brings_a_run_of_show_and_keeps_one_as_it_was_planned() {
    let world = World::new();
    let id = planned(&world, Some("meetup"));
    let brought = times(&world, &id);
    assert_eq!(brought.len(), 9, "{brought:?}");
    let refused = world.call("events.begin_cues", json!({ "event": id, "template": "webinar" })).unwrap_err();
    assert_eq!(refused.code, Code::Conflict, "nobody's plan is written over");
    let third = cues(&world, &id)[3].clone();
    world.get("events.shift_cues", json!({ "id": third["id"], "minutes": 20 }));
    world.get("events.keep_template", json!({ "event": id, "name": "Ours" }));
    let ours = world.get("events.templates", json!({}))["templates"][0].clone();
    assert_eq!(ours["plan"]["cues"][3]["offset"], third["offset"], "a delay is not the plan");
    let empty = planned(&world, None);
    world.get("events.begin_cues", json!({ "event": empty, "template": ours["id"] }));
    assert_eq!(times(&world, &empty), brought);
    world.get("undo", json!({}));
    assert!(times(&world, &empty).is_empty());
}

#[test]
fn on_the_day_the_plan_follows_what_really_begins() {
    let world = World::new();
    let id = planned(&world, None);
    let now = world.get("events.get", json!({ "id": id }))["row"]["event"]["updated_at"].as_i64().unwrap();
    add(&world, &id, "22:00", 10, "Welcome", "");
    add(&world, &id, "22:10", 30, "Talk", "");
    add(&world, &id, "22:40", 10, "Thanks", "");
    let all = cues(&world, &id);
    let far = world.call("events.begin_cue", json!({ "id": all[0]["id"] })).unwrap_err();
    assert_eq!(far.code, Code::Invalid, "weeks before nobody begins");

    world.clock.pass(all[0]["start_at"].as_i64().unwrap() - now + 4 * MINUTE + 20_000);
    world.get("events.begin_cue", json!({ "id": all[0]["id"] }));
    assert_eq!(times(&world, &id), ["22:04", "22:14", "22:44"]);
    world.clock.pass(8 * MINUTE);
    world.get("events.begin_cue", json!({ "id": all[1]["id"] }));
    let late = cues(&world, &id);
    assert_eq!(times(&world, &id), ["22:04", "22:12", "22:42"]);
    assert_eq!(late.iter().map(|cue| cue["moved"].as_i64().unwrap()).collect::<Vec<_>>(), [4, 2, 2]);
    assert!(late[1]["begun_at"].is_i64() && late[2]["begun_at"].is_null());
    // A wrong key: back to what was, in one step.
    world.get("undo", json!({}));
    assert_eq!(times(&world, &id), ["22:04", "22:14", "22:44"]);
    // Again from the first one: what came after has not begun.
    world.get("redo", json!({}));
    world.get("events.begin_cue", json!({ "id": all[0]["id"] }));
    assert!(cues(&world, &id)[1]["begun_at"].is_null());
}

#[test]
fn it_is_printed() {
    let world = World::new();
    let id = planned(&world, Some("conference"));
    let path = world.aside("run.pdf");
    let written = world.get("events.write_run", json!({ "event": id, "path": path }));
    assert_eq!(written["path"], json!(path));
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 5_000);
}

/// Lines of a calendar's file that begin so, unfolded.
fn said(text: &str, name: &str) -> Vec<String> {
    let unfolded = text.replace("\r\n ", "");
    unfolded.lines().filter_map(|line| line.strip_prefix(name)).map(str::to_owned).collect()
}

fn exported(world: &World, args: &Value) -> String {
    let path = world.aside("out.ics");
    let mut args = args.clone();
    args["path"] = json!(path);
    world.get("ics.export", args);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn talks_move_with_their_conference_and_tell_what_cannot_be() {
    let world = World::new();
    let event = |day: &str| json!({ "title": "Orchard", "kind": "conference", "form": "place", "place": "Town hall", "starts": format!("{day}T09:00"), "ends": format!("{day}T18:00"), "zone": "Europe/Berlin" });
    let id = world.get("events.save", json!({ "event": event("2030-10-26") }))["id"].clone();
    let talk = |title: &str, speaker: &str, room: &str, at: &str| {
        let session = json!({ "title": title, "speaker": speaker, "room": room, "starts": format!("2030-10-26T{at}"), "minutes": 60 });
        world.get("events.session", json!({ "event": id, "session": session }));
    };
    talk("Grafting", "Ada Pear", "Hall", "10:00");
    talk("Rootstocks", "Bob Plum", " hall", "10:30");
    talk("Panel", "ada pear", "Cellar", "10:59");
    talk("Late", "Cy Fig", "Hall", "17:30");
    let list = || world.get("events.sessions", json!({ "id": id }));
    let listed = list();
    let told = |key: &str| -> Vec<Value> {
        listed["sessions"].as_array().unwrap().iter().map(|one| one[key].clone()).collect()
    };
    assert_eq!(told("room_taken"), [json!("Rootstocks"), json!("Grafting"), Value::Null, Value::Null]);
    assert_eq!(told("speaker_taken"), [json!("Panel"), Value::Null, json!("Grafting"), Value::Null]);
    assert_eq!(
        (told("outside")[3].clone(), &listed["rooms"], &listed["clashes"]),
        (json!(true), &json!(["Cellar", "Hall"]), &json!(3))
    );
    for (field, wrong) in [
        ("starts", json!("soon")),
        ("starts", json!("2032-01-01T10:00")),
        ("minutes", json!(0)),
        ("title", json!(" ")),
        ("capacity", json!(0)),
    ] {
        let mut session = json!({ "title": "X", "starts": "2030-10-26T10:00", "minutes": 30 });
        session[field] = wrong;
        let refused = world.call("events.session", json!({ "event": id, "session": session })).unwrap_err();
        assert_eq!(refused.field.as_deref(), Some(field));
    }

    // Over the night in which clocks change: the clock stays, and a calendar's ids too.
    let before = exported(&world, &json!({ "event": id }));
    world.get("events.save", json!({ "id": id, "event": event("2030-10-27") }));
    assert_eq!(list()["sessions"][0]["starts"], "2030-10-27T10:00");
    let after = exported(&world, &json!({ "event": id }));
    assert_eq!((said(&before, "UID:"), said(&before, "UID:").len()), (said(&after, "UID:"), 5));
    assert!(said(&after, "DTSTART;TZID=Europe/Berlin:").contains(&"20301027T100000".to_owned()), "{after}");
    let higher = |text: &str| said(text, "SEQUENCE:").iter().map(|count| count.parse::<i64>().unwrap()).sum::<i64>();
    assert!(higher(&after) > higher(&before));
    let looked = world.get("ics.inspect", json!({ "path": world.aside("out.ics") }));
    assert_eq!(
        (&looked["diff"]["new"], &looked["diff"]["same"]),
        (&json!(0), &json!(5)),
        "talks are no events: {looked}"
    );

    // They are in the run of show, on paper and in a calendar of their own lines.
    world.get("events.cue", json!({ "event": id, "cue": { "at": "-30", "minutes": 30, "title": "Doors" } }));
    let run = world.get("events.cues", json!({ "id": id }));
    assert_eq!((run["cues"].as_array().unwrap().len(), run["sessions"].as_array().unwrap().len()), (1, 4));
    let lines = exported(&world, &json!({ "event": id, "run": true }));
    assert_eq!(
        (said(&lines, "SUMMARY:"), said(&lines, "CLASS:")),
        (vec!["Doors".to_owned()], vec!["PRIVATE".to_owned()])
    );
    assert!(world.call("ics.export", json!({ "run": true, "path": world.aside("x.ics") })).is_err());
    world.get("events.remove_session", json!({ "id": run["sessions"][0]["id"] }));
    world.get("undo", json!({}));
    assert_eq!(list()["sessions"].as_array().unwrap().len(), 4);
}

#[test]
fn who_was_in_a_talk_is_known_by_name_or_code() {
    let world = World::new();
    let event = json!({ "title": "Orchard", "kind": "conference", "form": "place", "starts": "2030-10-26T09:00", "ends": "2030-10-26T18:00", "zone": "UTC" });
    let id = world.get("events.save", json!({ "event": event }))["id"].clone();
    world.get(
        "events.session",
        json!({ "event": id, "session": { "title": "Grafting", "starts": "2030-10-26T10:00", "minutes": 60 } }),
    );
    world.get(
        "guests.save",
        json!({ "event": id, "guest": { "name": "محمد بن راشد", "state": "going", "code": "K-1" } }),
    );
    let talk = || world.get("events.sessions", json!({ "id": id }))["sessions"][0].clone();
    let session = talk()["id"].clone();
    // By Latin letters, at the door too.
    let found = world.get("door.look", json!({ "event": id, "text": "mohammed ras" }))["hits"].clone();
    assert_eq!((found.as_array().unwrap().len(), &found[0]["name"]), (1, &json!("محمد بن راشد")));
    for _ in 0..2 {
        world.get("events.visit", json!({ "session": session, "code": "K-1", "there": true }));
    }
    assert_eq!(
        (&talk()["visits"], world.get("events.visits", json!({ "id": session }))["visits"][0]["guest"].clone()),
        (&json!(1), found[0]["id"].clone())
    );
    world.get("events.visit", json!({ "session": session, "guest": found[0]["id"], "there": false }));
    assert_eq!(talk()["visits"], 0);
    world.get("undo", json!({}));
    assert_eq!(talk()["visits"], 1);
    let other = world.get("events.save", json!({ "event": event }))["id"].clone();
    world.get(
        "guests.save",
        json!({ "event": other, "guest": { "name": "Bob Plum", "state": "going", "code": "K-2" } }),
    );
    assert!(world.call("events.visit", json!({ "session": session, "code": "K-2", "there": true })).is_err());
}
