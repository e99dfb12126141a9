//! Everything there is of a person on one page, and what is sealed only while it is open.

use serde_json::{Value, json};

use crate::{
    conduct,
    picture::list,
    sealed::{set_up, world},
};

fn kinds(told: &Value) -> Vec<String> {
    list(told, "rows").map(|row| row["what"]["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn events_mentoring_thanks_and_cases_are_told_of_a_person_and_of_nobody_else() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let told = |member: &Value| world.get("members.happenings", json!({ "id": member }));
    assert_eq!(told(&ada), json!({ "rows": [], "locked": false }));

    let event = json!({ "title": "Pears by night", "kind": "meetup", "form": "place", "starts": "2025-12-01T18:30", "ends": "2025-12-01T21:00",
        "zone": "Europe/Berlin" });
    let event = world.get("events.save", json!({ "event": event }))["id"].clone();
    world.get("guests.save", json!({ "event": event, "guest": { "name": "Ada", "member": ada, "state": "going" } }));
    let pair = json!({ "mentor": "Grace", "mentee": "Ada", "member": ada, "started_on": "2025-11-24", "cadence_days": 14, "minutes": 60 });
    let pair = world.get("mentoring.save", json!({ "pair": pair }))["id"].clone();
    let met = json!({ "state": "held", "when": { "starts": "2025-12-08T18:30", "zone": "UTC", "minutes": 45, "medium": "video" },
        "topics": "Quetzalcoatl", "agreed": "", "shared": "" });
    world.get("mentoring.save_session", json!({ "mentorship": pair, "session": met }));
    world.get(
        "kudos.save",
        json!({ "kudos": { "member": ada, "words": "carried chairs", "by": "the board", "on": "2025-12-10" } }),
    );
    conduct::save(&world, "2025-12-20 10:00", &conduct::file("Ada", Some(&ada)));
    let all = told(&ada);
    assert_eq!(kinds(&all), ["case", "thanks", "session", "event", "pair"], "the newest first: {all}");
    assert!(!all.to_string().contains("Quetzalcoatl"), "nothing that was said: {all}");
    let page = world.get("members.list", json!({ "filter": { "kind": "people" }, "sort": "name", "limit": 10 }));
    let other = list(&page, "rows").map(|row| &row["id"]).find(|id| **id != ada).unwrap();
    assert_eq!(told(other)["rows"], json!([]), "somebody else");
    assert_eq!(list(&world.get("conduct.cases", json!({})), "cases").count(), 1);

    world.get("notes.lock", json!({}));
    let locked = told(&ada);
    assert_eq!((kinds(&locked).first().map(String::as_str), &locked["locked"]), (Some("thanks"), &json!(true)));
    assert_eq!(told(other)["locked"], json!(true), "that somebody is in a case is not told by the lock either");

    // Joined with another account, all of it is told of both.
    world.get("members.merge", json!({ "a": other, "b": ada }));
    assert_eq!(kinds(&told(other)), ["thanks", "session", "event", "pair"]);
    world.get("undo", json!({}));
    assert_eq!(told(other)["rows"], json!([]));
}
