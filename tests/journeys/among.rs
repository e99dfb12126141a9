//! Every list of people can be narrowed to a segment: what it shows, what is counted beside it, and what refreshes it.

use kith_app::Code;
use kith_tests::{export_maker::ExportMaker, fake_clock::START, world::World};
use serde_json::{Value, json};

use crate::picture::list;

const DAY: i64 = 86_400;

/// A moment some days before now, as Slack writes it.
fn ago(days: i64, number: u32) -> String {
    format!("{}.{number:06}", START / 1_000 - days * DAY)
}

/// Ada and Bo ask and are not answered; Ada alone is of the segment.
fn gardeners() -> (World, String, String) {
    let world = World::new();
    let mut archive = ExportMaker::new()
        .channel("C1", "general")
        .person("U1", "Ada Example", "ada@example.org")
        .person("U2", "Bo Example", "bo@example.org");
    for day in 10..40 {
        archive = archive.says("general", "U1", &ago(day, 1), "hello").says("general", "U2", &ago(day, 2), "hello");
    }
    let archive = archive
        .says("general", "U1", &ago(5, 1), "who waters the beds?")
        .says("general", "U2", &ago(4, 1), "where is the spade?")
        .bytes();
    world.import(&archive);
    let ada = member(&world, "Ada Example");
    let tag = world.get("tags.create", json!({ "name": "Gardener", "colour": 1 }))["id"].clone();
    world.get("members.tag", json!({ "members": [ada], "tag": tag }));
    let rule = json!({ "is": "tag", "tag": tag });
    let segment = world.get("segments.save", json!({ "name": "Gardeners", "rule": rule }))["id"].clone();
    (world, ada, segment.as_str().unwrap().to_owned())
}

fn member(world: &World, name: &str) -> String {
    let all = world.get("members.list", json!({ "limit": 100 }));
    list(&all, "rows").find(|row| row["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

fn names(answer: &Value) -> Vec<&str> {
    list(answer, "rows").map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn lists_of_the_desk_and_their_counts_are_of_the_segment() {
    let (world, ada, segment) = gardeners();
    let bo = member(&world, "Bo Example");
    let asked = |name: &str, mut wish: Value| {
        let all = world.get(name, wish.clone());
        wish["segment"] = json!(segment);
        let some = world.get(name, wish.clone());
        wish["segment"] = json!("gone");
        assert_eq!(world.call(name, wish).unwrap_err().code, Code::NotFound, "{name}");
        (all, some)
    };
    let (all, some) = asked("desk.unanswered", json!({ "days": 30, "limit": 9 }));
    assert_eq!((names(&all).len(), names(&some)), (2, vec!["Ada Example"]));
    assert_eq!((&some["total"], &some["counts"]["open"]), (&json!(1), &json!(1)), "and so are the counts");
    let (all, some) = asked("desk.newcomers", json!({ "days": 90, "limit": 9 }));
    assert_eq!((names(&all).len(), names(&some)), (2, vec!["Ada Example"]));
    assert_eq!((&some["total"], &some["waiting"]), (&json!(1), &json!(1)));
    world.clock.pass(30 * DAY * 1_000);
    // Somebody else goes on, so that silence is known.
    let later = ExportMaker::new().channel("C1", "general").person("U3", "Cy Example", "cy@example.org");
    world.import(&later.says("general", "U3", &ago(-25, 1), "hello").bytes());
    let (all, some) = asked("desk.lapsing", json!({ "limit": 9 }));
    let silent =
        |answer: &Value| ["watch", "at_risk", "lost"].map(|risk| answer[risk].as_u64().unwrap()).iter().sum::<u64>();
    assert_eq!((silent(&all), silent(&some)), (2, 1));
    for (who, text) in [(Some(&ada), "ask about seeds"), (Some(&bo), "ask about spades"), (None, "order soil")] {
        let note = json!({ "member": who, "kind": "follow_up", "visibility": "shared", "text": text, "due": { "on": "2026-03-01" } });
        world.get("notes.add", note);
    }
    let (all, some) = asked("follow_ups.list", json!({ "limit": 9 }));
    let words = |answer: &Value| list(answer, "items").map(|item| item["note"]["text"].clone()).collect::<Vec<_>>();
    assert_eq!((words(&all).len(), words(&some)), (3, vec![json!("ask about seeds")]));
    let (all, some) = asked("follow_ups.calendar", json!({}));
    assert_eq!((&all["count"], &some["count"]), (&json!(3), &json!(1)), "nor does a calendar file hold others");
    for who in [&ada, &bo] {
        world.get("kudos.save", json!({ "kudos": { "member": who, "words": "for the beds", "by": "", "on": "2026-01-01", "shared": false } }));
        world.get("birthdays.set", json!({ "member": who, "day": "02-10", "how": "in a call" }));
        world.get(
            "advocates.save",
            json!({ "advocate": { "member": who, "what": "talk", "rules": [], "due_on": null, "note": "" } }),
        );
    }
    for name in ["recognition.list", "kudos.list", "birthdays.list", "advocates.list"] {
        let wish = if name == "kudos.list" { json!({ "limit": 9 }) } else { json!({}) };
        let (all, some) = asked(name, wish);
        assert!(names(&all).contains(&"Bo Example"), "{name}: {all}");
        assert!(!names(&some).is_empty() && names(&some).iter().all(|who| *who == "Ada Example"), "{name}: {some}");
    }
    for text in ["", "spade"] {
        let (all, some) =
            asked("search", json!({ "text": text, "kinds": ["messages"], "person": null, "from": 0, "limit": 200 }));
        let authors = |answer: &Value| list(answer, "hits").filter(|hit| hit["author"]["name"] == "Bo Example").count();
        assert!(authors(&all) > 0 && authors(&some) == 0, "what was searched: {text}");
    }
}

#[test]
fn a_report_about_a_segment_counts_its_members_and_has_its_own_words() {
    let (world, _, segment) = gardeners();
    let wish = |segment: Option<&str>| match segment {
        Some(segment) => json!({ "template": "monthly", "period": "2025-12", "segment": segment }),
        None => json!({ "template": "monthly", "period": "2025-12" }),
    };
    let active = |report: &Value| {
        let figures = list(report, "sections").flat_map(|section| section["figures"].as_array().unwrap()).cloned();
        figures.collect::<Vec<_>>().into_iter().find(|one| one["id"] == "active_members.month").unwrap()["now"]["value"]
            .clone()
    };
    let words = json!({ "introduction": "About gardeners.", "stories": [], "outlook": "" });
    let mut save = wish(Some(&segment));
    save["words"] = words.clone();
    world.get("reports.save_words", save);
    let (all, some) = (world.get("reports.preview", wish(None)), world.get("reports.preview", wish(Some(&segment))));
    assert_eq!((active(&all), active(&some)), (json!(2.0), json!(1.0)));
    assert_eq!((&all["words"]["introduction"], &some["words"]), (&json!(""), &words));
    assert!(some["community"].as_str().unwrap().ends_with(": Gardeners"), "{}", some["community"]);
    assert!(some["notes"][0].as_str().unwrap().contains("Only members of the segment “Gardeners”"));
    assert!(world.call("reports.preview", wish(Some("gone"))).is_err());
    let path = world.aside("gardeners.html");
    let mut write = wish(Some(&segment));
    (write["format"], write["path"]) = (json!("html"), json!(path));
    world.get("reports.write", write);
    assert!(std::fs::read_to_string(path).unwrap().contains("Only members of the segment"));
}

#[test]
fn guests_and_whoever_chooses_them_refresh_an_open_list() {
    let (world, ada, _) = gardeners();
    let event = json!({ "title": "Fair", "kind": "meetup", "form": "place", "place": "Hall", "starts": "2026-03-01T18:00", "ends": "2026-03-01T20:00", "zone": "UTC", "capacity": 9, "currency": "EUR" });
    let event = world.get("events.save", json!({ "event": event }))["id"].clone();
    let rule = json!({ "is": "event", "how": "registered" });
    let coming = world.get("segments.save", json!({ "name": "Coming", "rule": rule }))["id"].clone();
    let listed = || world.get("members.list", json!({ "filter": { "segment": coming }, "limit": 9 }));
    assert_eq!(names(&listed()), [""; 0]);
    let mut changes = world.changes();
    for guest in [
        json!({ "name": "Ada Example", "member": ada, "state": "going" }),
        json!({ "name": "A stranger", "state": "going" }),
    ] {
        world.get("guests.save", json!({ "event": event, "guest": guest }));
    }
    let announced = world.next(&mut changes).unwrap();
    let reads = kith_app::TABLE.iter().find(|command| command.name == "members.list").unwrap().reads;
    assert!(reads.iter().any(|topic| announced.contains(topic.word())), "{announced:?} wakes no open list");
    assert_eq!(names(&listed()), ["Ada Example"]);
    let page = world.get("guests.list", json!({ "event": event, "segment": coming, "limit": 9 }));
    assert_eq!(
        (list(&page, "guests").count(), &page["counts"]["going"]),
        (1, &json!(1)),
        "a stranger is in no segment"
    );
}
