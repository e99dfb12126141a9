//! Events that come again: the next one, one left out, one moved, later ones that follow, and who came how often.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture;

fn event(title: &str, starts: &str, ends: &str) -> Value {
    json!({ "title": title, "kind": "meetup", "form": "place", "place": "Old mill", "starts": starts, "ends": ends, "zone": "Europe/Berlin", "capacity": 40 })
}

fn first(world: &World) -> String {
    let event = event("Pear evening", "2026-10-06T18:30", "2026-10-06T21:00");
    world.get("events.save", json!({ "event": event, "template": "meetup" }))["id"].as_str().unwrap().to_owned()
}

fn made(world: &World, event: &str, rule: &str) -> String {
    let made = world.get("series.save", json!({ "event": event, "title": "Pear evenings", "rule": rule }));
    made["id"].as_str().unwrap().to_owned()
}

fn next(world: &World, series: &str) -> String {
    world.get("series.next", json!({ "id": series }))["id"].as_str().unwrap().to_owned()
}

fn starts(world: &World, series: &str) -> Vec<String> {
    let whole = world.get("series.get", json!({ "id": series }));
    picture::list(&whole, "events").map(|row| row["event"]["starts"].as_str().unwrap().to_owned()).collect()
}

fn came(world: &World, event: &str, name: &str, email: &str, in_person: bool) {
    world.get(
        "guests.save",
        json!({ "event": event, "guest": { "name": name, "email": email, "state": "going", "plus": 0 } }),
    );
    if in_person {
        let page = world.get("guests.list", json!({ "event": event, "text": name, "limit": 1 }));
        world.get("door.check_in", json!({ "event": event, "guest": page["guests"][0]["id"] }));
    }
}

#[test]
fn the_next_one_is_as_the_last_one_was() {
    let world = World::new();
    let id = first(&world);
    let series = made(&world, &id, "FREQ=MONTHLY;BYDAY=1TU");
    let of = world.get("series.of_event", json!({ "id": id }));
    assert_eq!((&of["series"]["next_on"], &of["series"]["title"]), (&json!("2026-11-03"), &json!("Pear evenings")));
    let tasks = world.get("events.get", json!({ "id": id }))["tasks"].clone();
    let open = tasks[0]["id"].clone();
    world.get("events.mark_task", json!({ "id": open, "done": true }));
    came(&world, &id, "Ada Pear", "ada@example.org", true);

    // Over the end of summer time the clock stays; the checklist is open again; nobody is on the list.
    let second = next(&world, &series);
    let whole = world.get("events.get", json!({ "id": second }));
    assert_eq!(
        (&whole["row"]["event"]["starts"], &whole["row"]["event"]["ends"]),
        (&json!("2026-11-03T18:30"), &json!("2026-11-03T21:00"))
    );
    assert_eq!((&whole["row"]["event"]["capacity"], &whole["row"]["guests"]["going"]), (&json!(40), &json!(0)));
    assert_eq!(whole["tasks"].as_array().unwrap().len(), tasks.as_array().unwrap().len());
    assert!(picture::list(&whole, "tasks").all(|task| task["done_at"].is_null()));

    // December is left out; a moved one is not planned twice, and the next is at the hour of the rule.
    assert_eq!(world.get("series.leave_out", json!({ "id": series }))["day"], "2026-12-01");
    let third = next(&world, &series);
    world.get(
        "events.save",
        json!({ "id": third, "event": event("Pear evening", "2027-01-12T19:00", "2027-01-12T21:00") }),
    );
    next(&world, &series);
    assert_eq!(
        starts(&world, &series),
        ["2026-10-06T18:30", "2026-11-03T18:30", "2027-01-12T19:00", "2027-02-02T18:30"]
    );
    world.get("undo", json!({}));
    assert_eq!(starts(&world, &series).len(), 3);
    assert_eq!(world.get("series.list", json!({}))["rows"][0]["events"], 3);

    // Ended, its events stay.
    world.get("series.end", json!({ "id": series }));
    assert_eq!(world.call("series.get", json!({ "id": series })).unwrap_err().code, Code::NotFound);
    assert_eq!(world.get("series.of_event", json!({ "id": id }))["series"], Value::Null);
    world.get("undo", json!({}));
    assert_eq!(starts(&world, &series).len(), 3);
}

#[test]
fn this_one_and_later_ones_change_together() {
    let world = World::new();
    let id = first(&world);
    let series = made(&world, &id, "FREQ=WEEKLY;BYDAY=TU");
    let (second, third) = (next(&world, &series), next(&world, &series));
    let mut moved = event("Quince evening", "2026-10-13T19:15", "2026-10-13T20:15");
    moved["place"] = json!("New mill");
    world.get("events.save", json!({ "id": second, "event": moved }));
    assert_eq!(
        world.get("events.get", json!({ "id": third }))["row"]["event"]["title"],
        "Pear evening",
        "only this one"
    );
    assert_eq!(world.get("series.spread", json!({ "event": second }))["events"], 1);
    let later = world.get("events.get", json!({ "id": third }))["row"]["event"].clone();
    assert_eq!(
        (&later["title"], &later["place"], &later["starts"], &later["ends"]),
        (&json!("Quince evening"), &json!("New mill"), &json!("2026-10-20T19:15"), &json!("2026-10-20T20:15"))
    );
    assert_eq!(
        world.get("events.get", json!({ "id": id }))["row"]["event"]["title"],
        "Pear evening",
        "earlier ones stay"
    );
    next(&world, &series);
    assert_eq!(starts(&world, &series).last().unwrap(), "2026-10-27T19:15");
    for rule in ["", "FREQ=HOURLY", "nonsense"] {
        let wrong = world.call("series.save", json!({ "event": id, "title": "x", "rule": rule })).unwrap_err();
        assert_eq!((wrong.code, wrong.field.as_deref()), (Code::Invalid, Some("rule")), "{rule}");
    }
}

#[test]
fn who_came_how_often() {
    let world = World::new();
    let early = json!({ "event": event("Pear evening", "2025-12-02T18:30", "2025-12-02T21:00") });
    let id = world.get("events.save", early)["id"].as_str().unwrap().to_owned();
    let series = made(&world, &id, "FREQ=WEEKLY;BYDAY=TU");
    let (second, _) = (next(&world, &series), next(&world, &series));
    // The last one is still to come.
    world.get("series.leave_out", json!({ "id": series }));
    world.get("series.leave_out", json!({ "id": series }));
    let last = next(&world, &series);
    came(&world, &id, "Ada Pear", "ada@example.org", true);
    came(&world, &second, "A. Pear", "ada@example.org", true);
    came(&world, &id, "Bob Plum", "bob@example.org", false);
    came(&world, &second, "Bob Plum", "bob@example.org", true);
    came(&world, &last, "Bob Plum", "bob@example.org", false);
    let whole = world.get("series.get", json!({ "id": series }));
    assert_eq!(whole["events"][3]["event"]["starts"], "2026-01-06T18:30", "{}", whole["events"]);
    let people: Vec<(&str, u64, u64, &Value)> = picture::list(&whole, "people")
        .map(|one| {
            (
                one["name"].as_str().unwrap(),
                one["came"].as_u64().unwrap(),
                one["said_yes"].as_u64().unwrap(),
                &one["at"],
            )
        })
        .collect();
    assert_eq!(people, [("Ada Pear", 2, 2, &json!([2, 2, 0, 0])), ("Bob Plum", 1, 3, &json!([1, 2, 0, 3]))]);
    assert_eq!(whole["first_timers"], json!([1, 1, 0, 0]));
}

#[test]
fn one_that_was_moved_and_has_another_rule_from_then_on_is_planned_once() {
    let world = World::new();
    let id = first(&world);
    let series = made(&world, &id, "FREQ=MONTHLY;BYDAY=1TU");
    world.get(
        "events.save",
        json!({ "id": id, "event": event("Pear evening", "2026-10-07T18:30", "2026-10-07T21:00") }),
    );
    made(&world, &id, "FREQ=MONTHLY;BYDAY=1WE");
    let of = world.get("series.of_event", json!({ "id": id }));
    assert_eq!(of["series"]["next_on"], json!("2026-11-04"), "the first Wednesday of October is this one");
    next(&world, &series);
    assert_eq!(starts(&world, &series), ["2026-10-07T18:30", "2026-11-04T18:30"]);
}
