//! What is to be done until when: understood, listed, put off, done, and taken along in a calendar.

use kith_app::Code;
use serde_json::{Value, json};

use crate::{
    picture::list,
    sealed::{set_up, world},
};

const DAY: i64 = 86_400_000;

fn texts(answer: &Value) -> Vec<String> {
    list(answer, "items").map(|item| item["note"]["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_line_says_what_and_when() {
    let (world, _ring, _ada) = world();
    let understood = |line: &str| world.get("notes.understand", json!({ "line": line }));
    // It is Monday, the 5th of January 2026, eight o'clock.
    let line = understood("ask about seeds next Tue 15:00");
    assert_eq!(
        [&line["kind"], &line["text"], &line["words"]],
        [&json!("follow_up"), &json!("ask about seeds"), &json!("next Tue 15:00")]
    );
    assert_eq!(
        [&line["due"]["on"], &line["due"]["time"], &line["due"]["zone"]],
        [&json!("2026-01-13"), &json!("15:00"), &json!("UTC")]
    );
    let line = understood("met her today");
    assert_eq!([&line["kind"], &line["whole"]], [&Value::Null, &json!("met her today")], "what was is no plan");
    assert_eq!(understood("Thanks: for the cake")["kind"], json!("thanks"));
    assert_eq!(understood("feedback: too many mails in two weeks")["kind"], json!("feedback"), "what was said counts");
    let line = understood("todo: call 5/1");
    assert_eq!(line["due"], Value::Null);
    assert!(line["doubt"].as_str().unwrap().contains("two different days"), "{line}");
    assert_eq!(understood("10:30 is when she comes: late")["kind"], json!("follow_up"));
}

#[test]
fn from_a_line_to_done() {
    let (world, _ring, ada) = world();
    let add = |text: &str, due: Value| {
        world.get(
            "notes.add",
            json!({ "member": ada, "text": text, "kind": "follow_up", "visibility": "shared", "due": due }),
        )["id"]
            .clone()
    };
    let missing =
        world.call("notes.add", json!({ "text": "x", "kind": "follow_up", "visibility": "shared" })).unwrap_err();
    assert_eq!((missing.code, missing.field.as_deref()), (Code::Invalid, Some("due")));
    let later = add("later", json!({ "on": "2026-02-01" }));
    let noon = add("noon", json!({ "on": "2026-01-05", "time": "12:00" }));
    add("today", json!({ "on": "2026-01-05" }));
    let listed = |done: bool| world.get("follow_ups.list", json!({ "done": done, "limit": 10 }));
    assert_eq!(texts(&listed(false)), ["today", "noon", "later"]);
    assert_eq!(listed(false)["items"][0]["member"]["id"], ada);
    let due = || world.get("follow_ups.due", json!({}))["count"].clone();
    assert_eq!(due(), json!(1));
    world.clock.pass(5 * 3_600_000);
    assert_eq!(due(), json!(2));

    world.get("follow_ups.done", json!({ "id": noon, "done": true }));
    assert_eq!(
        (texts(&listed(false)), texts(&listed(true))),
        (vec!["today".to_owned(), "later".into()], vec!["noon".to_owned()])
    );
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Finish follow-up"));
    assert_eq!(texts(&listed(true)), [""; 0]);
    let snoozed = world.get("follow_ups.snooze", json!({ "id": noon, "until": "in 3 days at 9" }));
    assert_eq!([&snoozed["due"]["on"], &snoozed["due"]["time"]], [&json!("2026-01-08"), &json!("09:00")]);
    let refused = world.call("follow_ups.snooze", json!({ "id": noon, "until": "5/1" })).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("until")));
    let changed = world.get("notes.change", json!({ "id": later, "kind": "note" }));
    assert_eq!(changed["due"], Value::Null, "what is no plan has no day");
    assert_eq!(texts(&listed(false)), ["today", "noon"]);
}

#[test]
fn quiet_hours_hold_reminders() {
    let (world, _ring, _ada) = world();
    world.get(
        "notes.add",
        json!({ "text": "x", "kind": "follow_up", "visibility": "shared", "due": { "on": "2026-01-05" } }),
    );
    let quiet = |from: &str, to: &str| json!({ "on": true, "days": [1, 2, 3, 4, 5, 6, 7], "from": from, "to": to });
    world.get("settings.change", json!({ "quiet": quiet("18:00", "09:00") }));
    let due = world.get("follow_ups.due", json!({}));
    assert_eq!(
        [&due["count"], &due["held"], &due["quiet_until"]],
        [&json!(0), &json!(1), &json!(1_767_603_600_000_i64)]
    );
    assert_eq!(texts(&world.get("follow_ups.list", json!({ "limit": 5 }))), ["x"], "the list hides nothing");
    world.clock.pass(3_600_000);
    assert_eq!(world.get("follow_ups.due", json!({}))["count"], json!(1));
    let refused = world.call("settings.change", json!({ "quiet": quiet("6 pm", "09:00") })).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("quiet"));
}

#[test]
fn a_private_plan_is_moved_without_its_key_and_stays_out_of_calendars() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let wish = |text: &str, visibility: &str| json!({ "member": ada, "text": text, "kind": "follow_up", "visibility": visibility, "due": { "on": "2026-01-09", "time": "10:00" } });
    let private = world.get("notes.add", wish("about wages", "private"))["id"].clone();
    world.get("notes.add", wish("cake; for, all\nwith candles", "shared"));
    world.get("notes.lock", json!({}));
    let first = &world.get("follow_ups.list", json!({ "limit": 5 }))["items"][0];
    assert_eq!(
        [&first["note"]["state"], &first["note"]["text"], &first["member"]["id"]],
        [&json!("locked"), &json!(""), &ada]
    );
    world.get("follow_ups.snooze", json!({ "id": private, "until": "in a week" }));
    world.get("notes.change", json!({ "id": private, "due": { "on": "2026-01-20" } }));
    world.get("follow_ups.done", json!({ "id": private, "done": true }));
    world.get("follow_ups.done", json!({ "id": private, "done": false }));
    world.get("notes.unlock", json!({}));
    let items = world.get("follow_ups.list", json!({ "limit": 5 }));
    assert_eq!(texts(&items), ["cake; for, all\nwith candles", "about wages"], "its words are still what they were");
    assert_eq!(items["items"][1]["note"]["due"]["on"], json!("2026-01-20"));

    let file = world.get("follow_ups.calendar", json!({}));
    assert_eq!([&file["count"], &file["left_out"]], [&json!(1), &json!(1)]);
    let text = file["text"].as_str().unwrap();
    assert!(text.contains("SUMMARY:Ada") && text.contains("cake\\; for\\, all\r\nDESCRIPTION:with candles"), "{text}");
    assert!(text.contains("DTSTART:20260109T100000Z") && !text.contains("wages"), "{text}");
    let file = world.get("follow_ups.calendar", json!({ "private": true }));
    let text = file["text"].as_str().unwrap();
    assert!(
        text.contains("SUMMARY:Private follow-up\r\n") && text.contains("CLASS:PRIVATE") && !text.contains("wages"),
        "{text}"
    );
    assert_eq!(text.matches("Ada").count(), 1, "whom it is about is private as well: {text}");
    let again = world.get("follow_ups.calendar", json!({ "private": true }));
    assert_eq!(file, again, "the same plans make the same file");
    let path = world.aside("plans.ics");
    let saved = world.get("follow_ups.save", json!({ "path": path, "private": true }));
    assert_eq!([&saved["count"], &saved["left_out"]], [&json!(2), &json!(0)]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    world.clock.pass(DAY);
    world.get("follow_ups.snooze", json!({ "id": private, "until": "tomorrow" }));
    let sequence = |file: &Value| -> i64 {
        let text = file["text"].as_str().unwrap().to_owned();
        text.lines()
            .filter_map(|line| line.strip_prefix("SEQUENCE:"))
            .filter_map(|number| number.parse::<i64>().ok())
            .max()
            .unwrap()
    };
    let later = world.get("follow_ups.calendar", json!({ "private": true }));
    assert!(sequence(&later) > sequence(&file), "calendars see that it changed");
}
