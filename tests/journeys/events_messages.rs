//! What is written to guests: due when it is, filled for the event, sent or marked in one step, and addresses in portions.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture,
};

const DAY: i64 = 86_400_000;

/// An event so many days from now, on the community's clock, with a guest.
fn planned(world: &World, days: i64) -> String {
    let event = json!({ "title": "Pears by night", "kind": "meetup", "form": "place", "place": "The cellar", "starts": "2030-03-30T18:30", "ends": "2030-03-30T21:00", "zone": "UTC" });
    let id = world.get("events.save", json!({ "event": event }))["id"].as_str().unwrap().to_owned();
    let whole = world.get("events.get", json!({ "id": id }));
    let (now, start) = (&whole["row"]["event"]["updated_at"], &whole["row"]["event"]["start_at"]);
    world.clock.pass(start.as_i64().unwrap() - now.as_i64().unwrap() - days * DAY - 7 * 3_600_000);
    let guest = json!({ "name": "Ada Pear", "email": "ada@example.org", "state": "going" });
    world.get("guests.save", json!({ "event": id, "guest": guest }));
    id
}

fn message(world: &World, event: &str, step: &str) -> Value {
    let all = world.get("events.messages", json!({ "id": event }));
    picture::list(&all, "messages").find(|one| one["step"] == step).unwrap().clone()
}

fn due(world: &World) -> Vec<String> {
    let today = world.get("events.today", json!({}));
    picture::list(&today, "messages")
        .map(|one| format!("{} {}", one["step"].as_str().unwrap(), if one["late"] == true { "late" } else { "due" }))
        .collect()
}

#[test]
fn each_message_is_due_on_its_day_until_it_went_out() {
    let world = World::new();
    let id = planned(&world, 9);
    assert!(due(&world).is_empty());
    world.clock.pass(2 * DAY);
    assert_eq!(due(&world), ["week due"]);
    world.clock.pass(DAY);
    assert_eq!(due(&world), ["week late"]);
    world.get("events.mark_message", json!({ "event": id, "step": "week", "sent": true }));
    assert!(due(&world).is_empty() && message(&world, &id, "week")["sent_at"].is_i64());
    world.get("undo", json!({}));
    assert_eq!(due(&world), ["week late"]);
    world.clock.pass(5 * DAY);
    assert_eq!(due(&world), ["eve due"], "what is over is asked for no more");
    world.clock.pass(DAY);
    assert_eq!(due(&world), ["day due"]);
    world.clock.pass(2 * DAY);
    assert_eq!(due(&world), ["after late"]);
    world.clock.pass(14 * DAY);
    assert!(due(&world).is_empty());
}

#[test]
fn what_was_said_of_a_day_that_moved_is_to_be_said_again() {
    let world = World::new();
    let id = planned(&world, 1);
    for step in ["week", "eve"] {
        world.get("events.mark_message", json!({ "event": id, "step": step, "sent": true }));
    }
    let moved = |day: &str| {
        let mut event = world.get("events.get", json!({ "id": id }))["row"]["event"].clone();
        let mut new = json!({ "starts": format!("{day}T18:30"), "ends": format!("{day}T21:00") });
        for key in ["title", "kind", "form", "place", "zone"] {
            new[key] = event[key].take();
        }
        world.get("events.save", json!({ "id": id, "event": new }));
    };
    moved("2030-03-30");
    assert!(message(&world, &id, "week")["sent_at"].is_i64(), "it is on the same day as before");
    moved("2030-04-02");
    assert!(message(&world, &id, "week")["sent_at"].is_i64(), "its day is over: it is not said again");
    assert!(message(&world, &id, "eve")["sent_at"].is_null());
    moved("2030-04-20");
    assert!(message(&world, &id, "week")["sent_at"].is_null());
    world.clock.pass(15 * DAY);
    assert_eq!(due(&world), ["week due"]);
    world.get("undo", json!({}));
    assert!(message(&world, &id, "week")["sent_at"].is_i64(), "the day and what was said of it are one step");
}

#[test]
fn a_text_is_filled_for_its_event_and_what_is_missing_is_told() {
    let world = World::new();
    let id = planned(&world, 7);
    let week = message(&world, &id, "week");
    assert_eq!((&week["due_on"], &week["filled_subject"]), (&json!("2030-03-23"), &json!("In a week: Pears by night")));
    let body = week["filled_body"].as_str().unwrap();
    assert!(body.contains("Saturday, 30 March 2030, 18:30 to 21:00 (UTC)") && body.contains("The cellar"), "{body}");
    let own = json!({ "event": id, "step": "week", "subject": "Soon", "body": "With {speakers}, at {time}" });
    world.get("events.save_message", own);
    let week = message(&world, &id, "week");
    assert_eq!((&week["filled_body"], &week["missing"]), (&json!("With {speakers}, at 18:30"), &json!(["speakers"])));
    let mail = json!({ "event": id, "to": "going", "step": "week" });
    let refused = world.call("events.mail", mail.clone()).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("body")), "no braces go out");
    let speaker = json!({ "role": "speaker", "name": "Bob Plum", "state": "yes" });
    world.get("events.part", json!({ "event": id, "part": speaker }));
    assert_eq!(message(&world, &id, "week")["filled_body"], "With Bob Plum, at 18:30");
    let asked = world.get("events.mail", mail);
    assert_eq!((&asked["portions"], &asked["is_opened"]), (&json!([1]), &json!(false)));
    assert!(!asked.to_string().contains("ada@"), "addresses go into the mail program and nowhere else: {asked}");
    world.get("events.save_message", json!({ "event": id, "step": "week" }));
    assert_eq!(message(&world, &id, "week")["is_own"], false);
    let empty = json!({ "event": id, "step": "week", "subject": "", "body": "x" });
    assert_eq!(world.call("events.save_message", empty).unwrap_err().field.as_deref(), Some("subject"));
}

#[test]
fn those_who_came_and_those_who_were_missed_are_written_to_apart() {
    let world = World::new();
    let id = planned(&world, 0);
    for (name, email) in [("Bob Plum", "bob@example.org"), ("Cy Fig", ""), ("Di Medlar", "bob@example.org")] {
        world.get("guests.save", json!({ "event": id, "guest": { "name": name, "email": email, "state": "going" } }));
    }
    let bob = world.get("guests.list", json!({ "event": id, "text": "bob", "limit": 5 }))["guests"][0]["id"].clone();
    world.get("door.check_in", json!({ "event": id, "guest": bob }));
    let mail = |to: &str, step: Value| world.get("events.mail", json!({ "event": id, "to": to, "step": step }));
    assert_eq!(mail("going", json!("day"))["portions"], json!([2]), "an address once");
    assert_eq!(mail("came", json!("after"))["portions"], json!([1]));
    let missed = mail("missed", Value::Null);
    assert_eq!((&missed["portions"], &missed["without"]), (&json!([2]), &json!(1)));
    let opened = world.get("events.mail", json!({ "event": id, "to": "missed", "step": null, "portion": 0 }));
    assert_eq!(opened["is_opened"], true);
    assert!(world.call("events.mail", json!({ "event": id, "to": "missed", "portion": 7 })).is_err());
}

#[test]
fn each_guest_who_is_a_member_is_written_to_alone() {
    let (world, _fake, source) = connected(forum());
    world.sync(&source, true);
    let members = world.get("members.list", json!({ "limit": 100 }));
    let ids: Vec<Value> = picture::list(&members, "rows").take(2).map(|row| row["id"].clone()).collect();
    let id = planned(&world, 7);
    for member in [&ids[0], &ids[1], &ids[0]] {
        world.get("guests.save", json!({ "event": id, "guest": { "member": member, "state": "going" } }));
    }
    let wish = |send: bool| json!({ "event": id, "step": "week", "send": send });
    let told = json!({ "reached": 2, "unreached": 0, "strangers": 1 });
    assert_eq!(world.get("events.direct_message", wish(false)), told, "each member once, and who is none is told");
    let waiting = || world.get("outbox.list", json!({}))["items"].as_array().unwrap().len();
    assert_eq!(waiting(), 0, "asking sends nothing");
    world.get("events.direct_message", wish(true));
    assert_eq!(waiting(), 2);
    let again = world.call("events.direct_message", wish(true)).unwrap_err();
    assert_eq!(again.code, Code::Conflict);
    world.get("undo", json!({}));
    assert_eq!(
        (waiting(), message(&world, &id, "week")["sent_at"].clone()),
        (0, Value::Null),
        "all of them and the mark are one step"
    );
    let came = world.get("events.direct_message", json!({ "event": id, "step": "after" }));
    assert_eq!(came["reached"], 0, "nobody came yet");
}
