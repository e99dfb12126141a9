//! A programme that begins others, and both sides of its pairs who hear of each other.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture,
    programmes::{accepted, id_of, pairs_of, published},
};

#[test]
fn a_programme_is_kept_to_begin_others_with() {
    let world = World::new();
    let id = accepted(&world);
    let keep = |name: &str| world.call("programmes.keep_template", json!({ "programme": id, "name": name }));
    assert_eq!(keep("  ").unwrap_err().field.as_deref(), Some("name"));
    keep("Spring round").unwrap();
    let programme = world.get("programmes.get", json!({ "id": id }))["row"]["programme"].clone();
    let own = || {
        let all = world.get("programmes.templates", json!({}));
        picture::list(&all, "templates").filter(|one| one["is_own"] == json!(true)).cloned().collect::<Vec<_>>()
    };
    let [template] = &own()[..] else { panic!("{:?}", own()) };
    for said in ["purpose", "questions", "agreement", "cadence_days", "minutes", "capacity", "fresh", "ends_on"] {
        assert_eq!(template["programme"][said], programme[said], "{said}");
    }
    // It begins a fortnight from when it is used, whoever applied then is not in it.
    world.clock.pass(30 * 86_400_000);
    let later = own()[0]["programme"].clone();
    assert_ne!(later["starts_on"], programme["starts_on"]);
    let new = world.get("programmes.save", json!({ "programme": later }))["id"].as_str().unwrap().to_owned();
    let row = world.get("programmes.get", json!({ "id": new }))["row"].clone();
    assert_eq!((&row["programme"]["name"], &row["counts"]["mentees"]), (&json!("Spring round"), &json!(0)));

    // Over the one that is called so; gone with its own step, and back with it.
    keep("Spring round").unwrap();
    assert_eq!(own().len(), 1);
    world.get("programmes.remove_template", json!({ "id": own()[0]["id"] }));
    assert!(own().is_empty());
    world.get("undo", json!({}));
    assert_eq!(own().len(), 1);
}

#[test]
fn both_sides_are_told_by_the_outbox_by_mail_or_by_hand() {
    let (world, _fake, source) = connected(forum());
    world.sync(&source, true);
    let id = accepted(&world);
    let members = world.get("members.list", json!({ "limit": 100 }));
    let member = picture::list(&members, "rows").next().unwrap()["id"].clone();
    let ada = id_of(&world, &id, "Ada Pear");
    let known = json!({ "role": "mentor", "member": member, "email": "ada@example.org", "capacity": 1, "zone": "Europe/Berlin", "answers": { "languages": "English", "skills": "Rust" } });
    world.get("applications.save", json!({ "programme": id, "id": ada, "application": known }));
    let pairs = published(&world, &id);
    assert_eq!(pairs.len(), 2);

    let readers =
        || picture::list(&world.get("pairs.readers", json!({ "id": id })), "rows").cloned().collect::<Vec<_>>();
    assert_eq!(readers().len(), 4, "both sides of each");
    let [reached] = &readers().into_iter().filter(|one| !one["at"].is_null()).collect::<Vec<_>>()[..] else {
        panic!("{:?}", readers())
    };
    assert_eq!(reached["side"], "mentor");
    assert!(readers().iter().all(|one| one["has_mail"] == json!(true) && one["told_on"].is_null()));
    assert!(!format!("{:?}", readers()).contains("@example"), "addresses stay in the core");
    let told = || readers().into_iter().filter(|one| !one["told_on"].is_null()).count();
    let waiting = || world.get("outbox.list", json!({}))["items"].as_array().unwrap().len();

    let to = |one: &Value| json!({ "pair": one["pair"], "side": one["side"] });
    let letter = |one: &Value| json!({ "to": to(one), "title": "Your mentee", "text": "Hello" });
    let tell = |who: &Value| world.call("pairs.tell", json!({ "programme": id, "letters": [letter(who)] }));
    let stranger = readers().into_iter().find(|one| one["at"].is_null()).unwrap();
    assert_eq!(tell(&stranger).unwrap_err().code, Code::Conflict);
    assert_eq!((waiting(), told()), (0, 0), "all of them or none");
    tell(reached).unwrap();
    assert_eq!((waiting(), told()), (1, 1));
    assert_eq!(tell(reached).unwrap_err().code, Code::Conflict, "nobody is told twice");
    world.get("undo", json!({}));
    assert_eq!((waiting(), told()), (0, 0), "the message and its mark are one step");

    let mailed = world.get("pairs.mail", json!({ "programme": id, "letter": letter(&stranger) }));
    assert_eq!(mailed["has_words"], true);
    let mut long = letter(&stranger);
    long["text"] = json!("å".repeat(500));
    assert_eq!(
        world.get("pairs.mail", json!({ "programme": id, "letter": long }))["has_words"],
        false,
        "they are pasted"
    );
    world.get("pairs.mark_told", json!({ "who": [to(&stranger)], "on": "2026-11-23" }));
    assert_eq!(told(), 1);

    world.get("pairs.move", json!({ "id": stranger["pair"], "state": "ended" }));
    assert_eq!(readers().len(), 2, "who left is not told any more");
}

#[test]
fn to_have_told_somebody_does_not_outdate_what_their_mentor_hands_over() {
    let lead = World::new();
    let id = accepted(&lead);
    let pair = published(&lead, &id)[0].clone();
    let packet = lead.aside("packet.kith-handover");
    let wish = json!({ "kind": "programme", "from": "Lea", "mentorships": [pair["id"]], "path": packet });
    lead.get("handover.write", wish);
    let folder = tempfile::tempdir().unwrap();
    let mentor = World::at(&folder.path().join("kith"), 5_000_000);
    if mentor.call("mentoring.mentees", json!({})).is_err() {
        mentor.get("communities.create", json!({ "name": "Mine", "zone": "Europe/Berlin", "hours": { "days": [1], "from": "09:00", "to": "17:00" } }));
    }
    let take = |world: &World, path: &std::path::Path| {
        let looked = world.get("handover.inspect", json!({ "path": path }));
        world.get("handover.read", json!({ "path": path, "believe": looked["key"] }));
    };
    take(&mentor, &packet);
    mentor.clock.pass(60_000);
    mentor.get("mentoring.move", json!({ "id": pair["id"], "state": "ended", "why": "She moves to Lisbon." }));
    let back = mentor.aside("back.kith-handover");
    let wish = json!({ "kind": "sessions", "from": pair["mentor"], "mentorships": [pair["id"]], "path": back });
    mentor.get("handover.write", wish);
    lead.clock.pass(600_000);
    let who = json!({ "pair": pair["id"], "side": "mentor" });
    lead.get("pairs.mark_told", json!({ "who": [who], "on": "2026-11-23" }));
    take(&lead, &back);
    let seen = pairs_of(&lead, &id).into_iter().find(|one| one["id"] == pair["id"]).unwrap();
    assert_eq!((&seen["state"], &seen["ended_why"]), (&json!("ended"), &json!("She moves to Lisbon.")));
}
