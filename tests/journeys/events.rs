//! An event from its plan to its door: tasks that move with it, lists that come again, two laptops, and who is erased.

use kith_app::{ApiError, Code};
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture;

fn file(world: &World, name: &str, text: &str) -> Value {
    let path = world.aside(name);
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    json!(path)
}

fn event(starts: &str, ends: &str, more: &Value) -> Value {
    let mut event = json!({ "title": "Pears by night", "kind": "meetup", "form": "place", "starts": starts, "ends": ends, "zone": "Europe/Berlin" });
    for (key, value) in more.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

fn planned(world: &World, more: &Value) -> String {
    let new = event("2030-03-30T18:30", "2030-03-30T21:00", more);
    world.get("events.save", json!({ "event": new, "template": "meetup" }))["id"].as_str().unwrap().to_owned()
}

fn due(world: &World, event: &str, title: &str) -> (String, bool) {
    let whole = world.get("events.get", json!({ "id": event }));
    let task =
        picture::list(&whole, "tasks").find(|task| task["title"].as_str().unwrap().starts_with(title)).unwrap().clone();
    (task["due_on"].as_str().unwrap().to_owned(), task["late"].as_bool().unwrap())
}

fn names(world: &World, event: &str, state: Option<&str>) -> Vec<String> {
    let page = world.get("guests.list", json!({ "event": event, "state": state, "limit": 100 }));
    picture::list(&page, "guests").map(|guest| guest["name"].as_str().unwrap().to_owned()).collect()
}

fn guest(world: &World, event: &str, name: &str) -> Value {
    let page = world.get("guests.list", json!({ "event": event, "text": name, "limit": 100 }));
    page["guests"][0].clone()
}

fn refused(world: &World, name: &str, args: Value) -> ApiError {
    world.call(name, args).unwrap_err()
}

fn heads(world: &World, event: &str) -> u64 {
    world.get("door.look", json!({ "event": event }))["count"]["heads"].as_u64().unwrap()
}

#[test]
fn a_plan_moves_with_its_event() {
    let world = World::new();
    let id = planned(&world, &json!({}));
    assert_eq!(due(&world, &id, "Reminder to everybody"), ("2030-03-23".into(), false));
    world.get("events.task", json!({ "event": id, "task": { "title": "Own", "due": "2030-03-29" } }));
    // Two days later, over the night in which clocks change: the clock stays.
    let moved = event("2030-04-01T18:30", "2030-04-01T21:00", &json!({}));
    world.get("events.save", json!({ "id": id, "event": moved }));
    assert_eq!(due(&world, &id, "Reminder to everybody"), ("2030-03-25".into(), false));
    assert_eq!(due(&world, &id, "Own"), ("2030-03-31".into(), false));
    let whole = world.get("events.get", json!({ "id": id }));
    assert_eq!(
        (&whole["row"]["event"]["starts"], &whole["row"]["event"]["sequence"]),
        (&json!("2030-04-01T18:30"), &json!(1))
    );
    world.get("undo", json!({}));
    assert_eq!(due(&world, &id, "Reminder to everybody").0, "2030-03-23");

    // What is late is first, and is told today.
    let soon = event("2026-01-01T18:30", "2999-01-01T21:00", &json!({}));
    assert_eq!(refused(&world, "events.save", json!({ "id": id, "event": soon })).field.as_deref(), Some("ends"));
    world.get("events.keep_template", json!({ "event": id, "name": "Ours" }));
    let kept = world.get("events.templates", json!({}));
    assert_eq!(
        (&kept["templates"][0]["name"], kept["templates"][0]["plan"]["tasks"].as_array().unwrap().len()),
        (&json!("Ours"), 23)
    );
    let again = world.get("events.save", json!({ "event": event("2031-01-01T18:30", "2031-01-01T19:30", &json!({})), "template": kept["templates"][0]["id"] }));
    assert_eq!(due(&world, again["id"].as_str().unwrap(), "Own").0, "2030-12-31");
}

#[test]
fn a_budget_is_in_whole_cents() {
    let world = World::new();
    let id = planned(&world, &json!({ "currency": "EUR" }));
    world.get(
        "events.cost",
        json!({ "event": id, "cost": { "label": "Cake", "planned": "100", "committed": "90,50", "paid": "" } }),
    );
    world.get("guests.save", json!({ "event": id, "guest": { "name": "Ada Pear", "state": "going", "plus": 2 } }));
    let money = world.get("events.get", json!({ "id": id }))["money"].clone();
    assert_eq!(
        (&money["committed"], &money["per_head"], &money["heads"]),
        (&json!("90.50"), &json!("30.17"), &json!(3))
    );
    let wrong = refused(&world, "events.cost", json!({ "event": id, "cost": { "label": "Cake", "planned": "lots" } }));
    assert_eq!((wrong.code, wrong.field.as_deref()), (Code::Invalid, Some("planned")));
}

const LUMA: &str = "\u{feff}guest_id,name,email,created_at,approval_status,checked_in_at,qr_code_url,Allergies?,What do you grow?\n\
    g1,Ada Pear,ada@example.org,2030-01-01T10:00:00Z,approved,,https://lu.ma/x?pk=1,nuts,Quinces\n\
    g2,Bob Plum,bob@example.org,2030-01-02T10:00:00Z,pending_approval,,https://lu.ma/x?pk=2,,\n\
    g3,Cy Fig,cy@example.org,2030-01-03T10:00:00Z,approved,,https://lu.ma/x?pk=3,,\n\
    g4,Di,nonsense,2030-01-03T10:00:00Z,approved,,,,\n";

fn diff(answer: &Value) -> [u64; 6] {
    let count = |key: &str| answer["diff"][key].as_u64().unwrap();
    [
        count("new"),
        count("changed"),
        count("cancelled"),
        count("same"),
        count("missing"),
        answer["wrong"].as_u64().unwrap(),
    ]
}

#[test]
fn a_list_comes_again_and_only_what_is_new_in_it_changes_anything() {
    let world = World::new();
    let id = planned(&world, &json!({}));
    let path = file(&world, "luma.csv", LUMA);
    let tried = world.get("guests.preview", json!({ "event": id, "path": path }));
    assert_eq!((diff(&tried), &tried["format"]), ([3, 0, 0, 0, 0, 1], &json!("luma")));
    assert!(names(&world, &id, None).is_empty(), "a preview changes nothing");
    world.get("guests.bring", json!({ "event": id, "path": path }));
    assert_eq!(names(&world, &id, None), ["Ada Pear", "Bob Plum", "Cy Fig"]);
    assert_eq!(guest(&world, &id, "ada")["needs"], "nuts");
    assert_eq!(diff(&world.get("guests.bring", json!({ "event": id, "path": path }))), [0, 0, 0, 3, 0, 1]);

    // What was decided here stays, until the list says something else.
    let bob = guest(&world, &id, "bob")["id"].clone();
    world.get("guests.move", json!({ "ids": [bob], "state": "going" }));
    assert_eq!(diff(&world.get("guests.bring", json!({ "event": id, "path": path }))), [0, 0, 0, 3, 0, 1]);
    assert_eq!(guest(&world, &id, "bob")["state"], "going");
    let second = LUMA.replace(
        "g2,Bob Plum,bob@example.org,2030-01-02T10:00:00Z,pending_approval",
        "g2,Bob Plum,bob@example.org,2030-01-02T10:00:00Z,declined",
    );
    let second: String =
        second.lines().filter(|line| !line.starts_with("g3")).map(|line| format!("{line}\n")).collect();
    let path =
        file(&world, "luma2.csv", &format!("{second}g5,Ed Quince,ed@example.org,2030-01-05T10:00:00Z,approved,,,,\n"));
    let tried = world.get("guests.preview", json!({ "event": id, "path": path }));
    assert_eq!(diff(&tried), [1, 0, 1, 1, 1, 1], "{tried}");
    world.get("guests.bring", json!({ "event": id, "path": path }));
    assert_eq!(guest(&world, &id, "cy")["state"], "going", "nobody is cancelled for missing unless somebody says so");
    world.get("guests.bring", json!({ "event": id, "path": path, "cancel_missing": true }));
    assert_eq!(names(&world, &id, Some("cancelled")), ["Cy Fig"]);
    world.get("undo", json!({}));
    assert_eq!(guest(&world, &id, "cy")["state"], "going", "a list is one step");
    world.get("redo", json!({}));
    let path = file(&world, "luma.csv", LUMA);
    world.get("guests.bring", json!({ "event": id, "path": path }));
    assert_eq!(guest(&world, &id, "cy")["state"], "going", "who is in a list again comes again");
}

#[test]
fn seats_go_to_who_waited_longest() {
    let world = World::new();
    let id = planned(&world, &json!({ "capacity": 2 }));
    for (name, state) in [("Ada Pear", "going"), ("Bob Plum", "going"), ("Cy Fig", "waiting"), ("Di Medlar", "waiting")]
    {
        world.clock.pass(1_000);
        world.get("guests.save", json!({ "event": id, "guest": { "name": name, "state": state } }));
    }
    let nothing = world.get("guests.offer", json!({ "id": id }));
    assert_eq!((&nothing["offered"], &nothing["free"]), (&json!(0), &json!(0)));
    world.get("guests.move", json!({ "ids": [guest(&world, &id, "ada")["id"]], "state": "cancelled" }));
    assert_eq!(world.get("guests.offer", json!({ "id": id }))["offered"], 1);
    assert_eq!(
        (names(&world, &id, Some("offered")), names(&world, &id, Some("waiting"))),
        (vec!["Cy Fig".to_owned()], vec!["Di Medlar".to_owned()])
    );
    // Not answered in two days: the next one.
    world.clock.pass(49 * 3_600_000);
    assert_eq!(names(&world, &id, Some("expired")), ["Cy Fig"]);
    assert_eq!(world.get("guests.offer", json!({ "id": id })), json!({ "offered": 1, "expired": 1, "free": 0 }));
    assert_eq!(names(&world, &id, Some("offered")), ["Di Medlar"]);
}

#[test]
fn two_laptops_at_two_doors_agree() {
    let a = World::new();
    let b = World::at(&a.aside("other laptop"), 500_000);
    let hours = json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
    b.get("communities.create", json!({ "name": "Allotment", "zone": "UTC", "hours": hours }));
    let id = planned(&a, &json!({}));
    let list = file(&a, "luma.csv", LUMA);
    a.get("guests.bring", json!({ "event": id, "path": list }));
    let (from_a, from_b) = (a.aside("a.json"), b.aside("b.json"));
    a.get("door.write", json!({ "event": id, "path": from_a }));
    let merged = b.get("door.read", json!({ "path": from_a }));
    assert_eq!((&merged["new_event"], &merged["guests"]), (&json!(true), &json!(3)), "{merged}");
    assert_eq!(guest(&b, &id, "ada")["needs"], "", "what somebody needs stays at home");
    assert_eq!(guest(&b, &id, "ada")["email"], Value::Null);

    // The same person at both doors, one by a scanned code; a walk-in at each; one taken back.
    b.clock.pass(5_000);
    let scanned = b.get("door.check_in", json!({ "event": id, "code": "https://lu.ma/x?pk=1" }));
    assert_eq!((&scanned["guest"]["name"], &scanned["again"]), (&json!("Ada Pear"), &json!(false)));
    let early =
        a.get("door.check_in", json!({ "event": id, "guest": guest(&a, &id, "ada")["id"] }))["guest"]["came_at"]
            .clone();
    assert_eq!(a.get("door.check_in", json!({ "event": id, "guest": guest(&a, &id, "ada")["id"] }))["again"], true);
    a.get("door.walk_in", json!({ "event": id, "name": "Wally Walker" }));
    b.get("door.walk_in", json!({ "event": id, "name": "Zoe Zander", "email": "zoe@example.org" }));
    b.get("door.check_in", json!({ "event": id, "guest": guest(&b, &id, "cy")["id"] }));
    b.get("door.undo", json!({ "id": guest(&b, &id, "cy")["id"] }));
    for _ in 0..2 {
        a.get("door.write", json!({ "event": id, "path": from_a }));
        b.get("door.write", json!({ "event": id, "path": from_b }));
        a.get("door.read", json!({ "path": from_b }));
        b.get("door.read", json!({ "path": from_a }));
    }
    for world in [&a, &b] {
        assert_eq!(heads(world, &id), 3);
        assert_eq!(guest(world, &id, "ada")["came_at"], early, "the first time counts");
        assert_eq!(guest(world, &id, "cy")["came_at"], Value::Null, "what was taken back stays so");
    }
    // Taken back where both are known, everywhere.
    a.get("door.undo", json!({ "id": guest(&a, &id, "ada")["id"] }));
    a.get("door.write", json!({ "event": id, "path": from_a }));
    b.get("door.read", json!({ "path": from_a }));
    a.get("door.read", json!({ "path": from_b }));
    assert_eq!((heads(&a, &id), heads(&b, &id)), (2, 2));
    // It is on the disk, and still so after quitting.
    let b = b.reopened();
    assert_eq!(heads(&b, &id), 2);
}

/// Everybody reads everybody's file, twice.
fn pass_files(laptops: &[&World], event: &str) {
    for _ in 0..2 {
        for from in laptops {
            let path = from.aside("door.json");
            from.get("door.write", json!({ "event": event, "path": path }));
            for to in laptops.iter().filter(|to| !std::ptr::eq(**to, *from)) {
                to.get("door.read", json!({ "path": path }));
            }
        }
    }
}

#[test]
fn who_was_made_one_at_one_door_is_one_at_the_other() {
    let a = World::new();
    let (b, c) = (World::at(&a.aside("second laptop"), 500_000), World::at(&a.aside("third laptop"), 900_000));
    let hours = json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
    for world in [&b, &c] {
        world.get("communities.create", json!({ "name": "Allotment", "zone": "UTC", "hours": hours }));
    }
    let id = planned(&a, &json!({}));
    a.get("guests.bring", json!({ "event": id, "path": file(&a, "luma.csv", LUMA) }));
    pass_files(&[&a, &b], &id);
    // Ada is on the list, and comes as somebody who is not; Wally comes through both doors.
    let walk = |world: &World, name: &str| {
        world.clock.pass(1_000);
        let came = world.get("door.walk_in", json!({ "event": id, "name": name }));
        came["guest"]["id"].as_str().unwrap().to_owned()
    };
    let wally = walk(&a, "Wally Walker");
    let (w, pear) = (walk(&b, "W. Walker"), walk(&b, "A. Pear"));
    b.get("door.check_in", json!({ "event": id, "guest": guest(&b, &id, "ada")["id"] }));
    pass_files(&[&a, &b], &id);
    assert_eq!((heads(&a, &id), heads(&b, &id)), (4, 4));
    a.get("guests.join", json!({ "one": w, "other": wally }));
    b.get("guests.join", json!({ "one": pear, "other": guest(&b, &id, "ada")["id"] }));
    assert_eq!((heads(&a, &id), heads(&b, &id)), (3, 3));
    let path = a.aside("first.json");
    a.get("door.write", json!({ "event": id, "path": path }));
    let merged = b.get("door.read", json!({ "path": path }));
    assert_eq!((&merged["joined"], &merged["guests"]), (&json!(1), &json!(0)), "{merged}");
    let again = b.get("door.read", json!({ "path": path }));
    assert_eq!((&again["joined"], &again["came"]), (&json!(0), &json!(0)), "{again}");
    pass_files(&[&a, &b], &id);
    let shown = |world: &World| {
        let page = world.get("guests.list", json!({ "event": id, "limit": 100 }));
        let mut ids: Vec<Value> = page["guests"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
        ids.sort_by_key(ToString::to_string);
        ids
    };
    assert_eq!((heads(&a, &id), heads(&b, &id)), (2, 2));
    assert_eq!((shown(&a).len(), shown(&a)), (4, shown(&b)), "the same rows stay on both");
    // A laptop that comes late hears of two people, not of four; and what a scanner reads of either row is the same guest.
    a.get("door.write", json!({ "event": id, "path": path }));
    let told = c.get("door.read", json!({ "path": path }));
    assert_eq!(
        (&told["guests"], &told["joined"], &told["count"]["heads"]),
        (&json!(4), &json!(0), &json!(2)),
        "{told}"
    );
    let scanned = c.get("door.look", json!({ "event": id, "text": w }));
    assert_eq!(scanned["by_code"]["id"], json!(wally));

    // It was a mistake: taken back where it was made, it is two again everywhere, also after the files of before.
    let old = b.aside("old.json");
    b.get("door.write", json!({ "event": id, "path": old }));
    a.get("undo", json!({}));
    a.get("door.read", json!({ "path": old }));
    assert_eq!(heads(&a, &id), 3, "a file that is older than that joins nobody again");
    pass_files(&[&a, &b, &c], &id);
    for world in [&a, &b, &c] {
        assert_eq!((heads(world, &id), shown(world).len()), (3, 5));
    }
    a.get("redo", json!({}));
    pass_files(&[&c, &a, &b], &id);
    assert_eq!((heads(&a, &id), heads(&b, &id), heads(&c, &id)), (2, 2, 2));
}

#[test]
fn a_door_file_of_before_is_read_and_one_without_joins_is_as_it_was() {
    let world = World::new();
    // As a Kith wrote it that knew nothing of joins.
    let path = file(&world, "door.json", include_str!("../fixtures/door/v1.json"));
    let merged = world.get("door.read", json!({ "path": path }));
    assert_eq!((&merged["guests"], &merged["came"], &merged["count"]["heads"]), (&json!(1), &json!(1), &json!(1)));
    let event = merged["event"].as_str().unwrap();
    let again = world.aside("again.json");
    world.get("door.write", json!({ "event": event, "path": again }));
    assert_eq!(std::fs::read_to_string(&again).unwrap(), include_str!("../fixtures/door/v1.json").trim_end());
}

#[test]
fn a_door_file_that_is_none_is_refused_and_changes_nothing() {
    let world = World::new();
    let id = planned(&world, &json!({}));
    world.get("door.walk_in", json!({ "event": id, "name": "Wally Walker" }));
    let path = world.aside("door.json");
    world.get("door.write", json!({ "event": id, "path": path }));
    let good = std::fs::read_to_string(&path).unwrap();
    let tries = [
        String::new(),
        "[]".to_owned(),
        "{\"kind\":\"kith.door\"".to_owned(),
        good.get(..good.len() / 2).unwrap().to_owned(),
        good.replace("kith.door", "other"),
        good.replace("\"version\":1", "\"version\":3"),
        good.replace("Wally", "Molly"),
        good.replace("\"heads\":1", "\"heads\":100000"),
        good.replace("\"door\":{", "\"door\":{\"extra\":1,"),
        good.replace("\"log\":[", "\"joins\":[{\"one\":\"a\",\"other\":\"b\",\"turns\":1}],\"log\":["),
    ];
    for bad in tries {
        let path = file(&world, "bad.json", &bad);
        let refused = refused(&world, "door.read", json!({ "path": path }));
        assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("path")), "{bad}");
        assert!(!refused.message.contains("Molly"));
    }
    assert_eq!((heads(&world, &id), names(&world, &id, None).len()), (1, 1));
}

#[test]
fn who_was_there_before_is_no_first_timer_and_who_is_erased_is_a_number() {
    let world = World::new();
    let people = file(&world, "people.csv", "Email,Name\nada@example.org,Ada Pear\n");
    let inspected = world.get("tables.inspect", json!({ "path": people }));
    let started =
        world.get("tables.start", json!({ "path": people, "name": "People", "mapping": inspected["mapping"] }));
    world.finish(started["id"].as_str().unwrap());
    let first = planned(&world, &json!({}));
    let second = world.get(
        "events.save",
        json!({ "event": event("2030-05-01T18:30", "2030-05-01T20:00", &json!({ "title": "Again" })) }),
    )["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let list = file(&world, "luma.csv", LUMA);
    for event in [&first, &second] {
        world.get("guests.bring", json!({ "event": event, "path": list }));
    }
    let ada = guest(&world, &first, "ada");
    assert!(ada["member"].is_string(), "an address makes a guest a member");
    let came = world.get("door.check_in", json!({ "event": first, "guest": ada["id"] }));
    assert_eq!(came["guest"]["first"], Value::Null, "at the very first event that is worth no word");
    let hit =
        |event: &str, text: &str| world.get("door.look", json!({ "event": event, "text": text }))["hits"][0].clone();
    assert_eq!((&hit(&second, "pe")["first"], &hit(&second, "fi")["first"]), (&json!(false), &json!(true)));
    let events = world.get("events.of_member", json!({ "member": ada["member"], "limit": 10 }));
    assert_eq!(events["events"].as_array().unwrap().len(), 2);

    let folder = world.aside("everything");
    world.get("exports.all", json!({ "path": folder }));
    let said: String = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    assert!(
        said.contains("Bob Plum") && !said.contains("nuts") && !said.contains("Quinces"),
        "needs and answers are in no export"
    );

    let name = world.get("members.get", json!({ "id": ada["member"] }))["name"].clone();
    world.get("members.erase", json!({ "id": ada["member"], "name": name }));
    assert_eq!(heads(&world, &first), 1, "counts stay");
    assert!(!names(&world, &first, None).contains(&"Ada Pear".to_owned()));
    let again = world.get("guests.bring", json!({ "event": first, "path": list }));
    assert_eq!(again["diff"]["erased"], 1, "a list does not bring them back");
    assert!(!names(&world, &first, None).contains(&"Ada Pear".to_owned()));
}

#[test]
fn who_was_taken_out_of_a_list_stays_out_until_it_says_something_new() {
    let world = World::new();
    let id = planned(&world, &json!({}));
    let path = file(&world, "luma.csv", LUMA);
    world.get("guests.bring", json!({ "event": id, "path": path }));
    world.get("guests.remove", json!({ "id": guest(&world, &id, "bob")["id"] }));
    assert_eq!(diff(&world.get("guests.preview", json!({ "event": id, "path": path }))), [0, 0, 0, 3, 0, 1]);
    world.get("guests.bring", json!({ "event": id, "path": path }));
    assert_eq!(names(&world, &id, None), ["Ada Pear", "Cy Fig"]);
    let later = file(&world, "later.csv", &LUMA.replace("pending_approval", "approved"));
    assert_eq!(diff(&world.get("guests.bring", json!({ "event": id, "path": later }))), [1, 0, 0, 2, 0, 1]);
    assert_eq!(names(&world, &id, None), ["Ada Pear", "Bob Plum", "Cy Fig"]);
}
