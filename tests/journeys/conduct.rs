//! Conduct cases: written, moved, found again, expunged; and nobody's name in any file.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{
    picture::list,
    sealed::{bytes_of, holds, set_up, world},
};

const DAY: i64 = 86_400_000;

pub(crate) fn file(name: &str, member: Option<&Value>) -> Value {
    json!({
        "channel": "mail", "description": "Quetzalcoatl shouted", "keep_months": 6,
        "people": [
            { "role": "reported", "name": name, "member": member },
            { "role": "witness", "name": "Wilhelmina Zugzwang" },
        ],
    })
}

pub(crate) fn save(world: &World, received: &str, file: &Value) -> Value {
    world.get("conduct.save", json!({ "steps": [received], "file": file }))
}

pub(crate) fn open(world: &World, id: &Value) -> Value {
    world.get("conduct.case", json!({ "id": id }))
}

fn go(world: &World, id: &Value, to: &str) -> Value {
    world.get("conduct.move", json!({ "id": id, "to": to }))
}

/// Closes a case on a day.
fn close(world: &World, id: &Value, on: &str) -> Value {
    let case = open(world, id);
    let mut steps = case["steps"].clone();
    for place in 1..5 {
        steps[place] = json!(on);
    }
    let version = &case["case"]["version"];
    world.get(
        "conduct.save",
        json!({ "id": id, "version": version, "steps": steps, "outcome": "resolved", "file": case["file"] }),
    )
}

fn metric(world: &World, id: &str) -> Value {
    let asked = json!({ "metrics": [id], "from": "2024-05-01", "to": "2024-06-01", "every": "month" });
    world.get("metrics.read", asked)["metrics"][0]["series"][0]["value"].clone()
}

#[test]
fn a_case_is_written_opened_and_moved() {
    let (world, _ring, ada) = world();
    let wish = json!({ "steps": ["2026-01-02 10:00"], "file": file("Ada", Some(&ada)) });
    assert_eq!(
        world.call("conduct.save", wish).unwrap_err().code,
        Code::NotesLocked,
        "not even the first lies in the clear"
    );
    set_up(&world);
    let case = save(&world, "2026-01-02 10:00", &file("Ada", Some(&ada)));
    assert_eq!((&case["number"], &case["state"]), (&json!(1), &json!("received")));
    let id = &case["id"];
    let opened = open(&world, id);
    assert_eq!(opened["file"]["description"], "Quetzalcoatl shouted");
    assert_eq!(opened["case"]["late"], json!(true), "it waits for days: {opened}");
    assert_eq!(go(&world, id, "acknowledged")["state"], "acknowledged");
    assert_eq!(go(&world, id, "decided")["state"], "decided");
    let refused = world.call("conduct.move", json!({ "id": id, "to": "closed" })).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("outcome"));
    let closed = close(&world, id, "2026-01-04");
    assert_eq!((&closed["state"], &closed["expunge_on"]), (&json!("closed"), &json!("2026-07-04")));
    let again = go(&world, id, "investigating");
    assert_eq!(
        (&again["state"], &again["expunge_on"]),
        (&json!("investigating"), &Value::Null),
        "an open case is kept"
    );
    let stale = world.call(
        "conduct.save",
        json!({ "id": id, "version": case["version"], "steps": ["2026-01-02"], "file": file("Bo", None) }),
    );
    assert_eq!(stale.unwrap_err().code, Code::Conflict, "what changed meanwhile is not written over");
    // Each of these is in the log, once.
    let log = open(&world, id);
    let deeds: Vec<&str> = list(&log, "log").map(|entry| entry["what"].as_str().unwrap()).collect();
    assert_eq!(deeds.iter().filter(|deed| **deed == "moved").count(), 3, "{deeds:?}");
    assert_eq!(deeds.iter().filter(|deed| **deed == "written").count(), 1, "{deeds:?}");

    world.get("undo", json!({}));
    assert_eq!(open(&world, id)["case"]["state"], "closed");
    assert_eq!(open(&world, id)["file"]["description"], "Quetzalcoatl shouted", "an older state opens as well");
    world.get("redo", json!({}));
    assert_eq!(open(&world, id)["case"]["state"], "investigating");
}

#[test]
fn whoever_has_to_stay_out_is_asked_first() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let mut with = file("Ada", Some(&ada));
    with["recused"] = json!([{ "name": "Bo", "why": "they are married" }]);
    let id = save(&world, "2026-01-02", &with)["id"].clone();
    assert_eq!(open(&world, &id)["asks"], json!([]), "whoever wrote it just now is inside");
    world.clock.pass(DAY);
    world.get("notes.unlock", json!({}));
    let asked = open(&world, &id);
    assert_eq!((&asked["file"], &asked["asks"][0]["why"]), (&Value::Null, &json!("they are married")));
    assert_eq!(list(&asked, "log").count(), 1, "asking is no look");
    let inside = world.get("conduct.case", json!({ "id": id, "anyway": true }));
    assert_eq!((&inside["file"]["channel"], &inside["log"][0]["what"]), (&json!("mail"), &json!("opened_anyway")));
    let again = open(&world, &id);
    assert_eq!((&again["file"]["channel"], list(&again, "log").count()), (&json!("mail"), 2), "a look is one look");
}

#[test]
fn a_case_is_counted_once_by_its_dates_and_follows_undo() {
    let world = World::new();
    let started = world.get("sample.start", json!({}));
    world.finish(started["id"].as_str().unwrap());
    set_up(&world);
    save(&world, "2024-05-02", &file("Ada", None));
    assert_eq!(metric(&world, "incidents.reported"), json!(1.0));
    let other = save(&world, "2024-05-03", &file("Bo", None));
    assert_eq!(metric(&world, "incidents.reported"), json!(2.0));
    close(&world, &other["id"], "2024-05-04");
    assert_eq!(metric(&world, "incidents.confirmed"), json!(1.0));
    world.get("undo", json!({}));
    assert_eq!(metric(&world, "incidents.confirmed"), json!(0.0));
    world.get("undo", json!({}));
    assert_eq!(metric(&world, "incidents.reported"), json!(1.0));
    world.get("redo", json!({}));
    assert_eq!(metric(&world, "incidents.reported"), json!(2.0));
    let report = world.get("conduct.transparency", json!({ "months": 120 }));
    assert_eq!(report["whole"]["reported"], "<5", "{report}");
    let to = world.aside("report.csv");
    world.get("conduct.save_transparency", json!({ "months": 12, "csv": true, "path": to }));
    let text = std::fs::read_to_string(to).unwrap();
    assert_eq!(text.lines().count(), 14, "{text}");
}

#[test]
fn earlier_reports_are_found_by_member_and_by_name_and_kept_longer() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let first = save(&world, "2025-12-01", &file("A. Example", Some(&ada)))["id"].clone();
    assert_eq!(close(&world, &first, "2025-12-10")["expunge_on"], "2026-06-10");
    let other = save(&world, "2025-12-02", &file("Somebody else", None))["id"].clone();
    close(&world, &other, "2025-12-10");
    let second = save(&world, "2026-01-04", &file("Ada", Some(&ada)))["id"].clone();
    let earlier = open(&world, &second)["earlier"].clone();
    assert_eq!(
        (&earlier[0]["number"], &earlier[1], &earlier[0]["names"][0]),
        (&json!(1), &Value::Null, &json!("A. Example"))
    );
    assert_eq!(open(&world, &first)["case"]["expunge_on"], "2026-07-04", "a new report begins the time anew");
    assert_eq!(open(&world, &other)["case"]["expunge_on"], "2026-06-10");
    world.get("undo", json!({}));
    assert_eq!(open(&world, &first)["case"]["expunge_on"], "2026-06-10", "taken back, it ends as before");
    let third = save(&world, "2026-01-03", &file("SOMEBODY ELSE", None))["id"].clone();
    assert_eq!(open(&world, &third)["earlier"][0]["id"], other, "whoever is no member is found by name");
    // Somebody who joined two accounts is still the same person.
    let bo = world.get("members.list", json!({ "filter": { "text": "bo" }, "limit": 1 }))["rows"][0]["id"].clone();
    let fourth = save(&world, "2026-01-04", &file("Bo", Some(&bo)))["id"].clone();
    assert_eq!(open(&world, &fourth)["earlier"], json!([]));
    world.get("members.merge", json!({ "a": ada, "b": bo }));
    assert_eq!(open(&world, &fourth)["earlier"][0]["id"], first);
}

#[test]
fn cases_are_expunged_when_their_day_comes_and_nothing_brings_them_back() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let id = save(&world, "2025-12-01", &file("Ada", Some(&ada)))["id"].clone();
    close(&world, &id, "2025-12-10");
    let kept = save(&world, "2025-12-01", &file("Bo", None))["id"].clone();
    assert_eq!(world.expunge_due(), 0);
    world.clock.pass(170 * DAY);
    assert_eq!(open(&world, &id)["file"], Value::Null, "it is locked by now");
    assert_eq!(world.expunge_due(), 1, "and needs no key");
    assert_eq!(world.expunge_due(), 0);
    world.get("notes.unlock", json!({}));
    let gone = open(&world, &id);
    assert_eq!((&gone["case"]["state"], &gone["file"]), (&json!("expunged"), &Value::Null));
    assert_eq!(
        (&gone["case"]["outcome"], &gone["case"]["number"]),
        (&json!("resolved"), &json!(1)),
        "it is counted still"
    );
    assert_eq!(gone["log"][0]["what"], "expunged");
    assert_eq!(world.get("history", json!({})), json!({ "undo": [], "redo": [] }), "nothing brings it back");
    for (name, args) in [
        (
            "conduct.save",
            json!({ "id": id, "version": gone["case"]["version"], "steps": gone["steps"], "file": file("x", None) }),
        ),
        ("conduct.move", json!({ "id": id, "to": "received" })),
    ] {
        assert_eq!(world.call(name, args).unwrap_err().code, Code::Conflict);
    }
    assert_eq!(open(&world, &kept)["file"]["channel"], "mail", "an open case is kept");
    world.get("conduct.expunge", json!({ "id": kept }));
    assert_eq!(open(&world, &kept)["case"]["state"], "expunged");
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}

#[test]
fn what_waits_is_told_while_locked() {
    let (world, _ring, _) = world();
    set_up(&world);
    let mut due = file("Ada", None);
    due["follow_ups"] =
        json!([{ "what": "ask the reporter", "on": "2026-01-04" }, { "what": "later", "on": "2026-03-01" }]);
    let id = save(&world, "2026-01-03 10:00", &due)["id"].clone();
    go(&world, &id, "acknowledged");
    save(&world, "2026-01-02", &file("Bo", None));
    save(&world, "2026-01-05", &file("Cleo", None));
    world.get("notes.lock", json!({}));
    let today = world.get("conduct.today", json!({}));
    let rows: Vec<(u64, &str)> =
        list(&today, "rows").map(|row| (row["number"].as_u64().unwrap(), row["why"].as_str().unwrap())).collect();
    assert_eq!(rows, [(2, "not_acknowledged"), (3, "new"), (1, "follow_up")]);
    let cases = world.get("conduct.cases", json!({}));
    assert_eq!(
        (&cases["locked"], &cases["cases"][0]["reported"], &cases["counts"]["open"]),
        (&json!(true), &Value::Null, &json!(3))
    );
    for (name, args) in
        [("conduct.move", json!({ "id": id, "to": "closed" })), ("conduct.expunge", json!({ "id": id }))]
    {
        assert_eq!(world.call(name, args).unwrap_err().code, Code::NotesLocked);
    }
}

#[test]
fn words_and_names_of_cases_are_in_no_file_and_no_answer() {
    const CANARIES: [&str; 4] = ["Quetzalcoatl", "Zugzwang", "Xanthippe", "Ombudsperson-canary"];
    let (world, _ring, ada) = world();
    set_up(&world);
    let mut with = file("Xanthippe Canary", Some(&ada));
    with["handlers"] = json!(["Ombudsperson-canary"]);
    with["recused"] = json!([{ "name": "Xanthippe herself", "why": "Quetzalcoatl" }]);
    let case = save(&world, "2026-01-02", &with);
    close(&world, &case["id"], "2026-01-04");
    world.get("undo", json!({}));
    world.get("redo", json!({}));
    let gone = save(&world, "2026-01-03", &with);
    world.get("undo", json!({}));
    let mut leaving = Vec::new();
    let stale = json!({ "id": case["id"], "version": 77, "steps": ["2026-01-02"], "file": with });
    let long = json!({ "steps": ["Quetzalcoatl"], "file": with });
    let unknown = json!({ "steps": ["2026-01-02"], "file": { "Quetzalcoatl": 1, "channel": 5 } });
    let typed = json!({ "steps": ["2026-01-02"], "file": { "keep_months": "Quetzalcoatl" } });
    for (name, args) in [
        ("conduct.save", stale),
        ("conduct.save", long),
        ("conduct.save", unknown),
        ("conduct.save", typed),
        ("conduct.case", json!({ "id": gone["id"] })),
        ("conduct.today", json!({})),
        ("conduct.transparency", json!({ "months": 12 })),
        ("history", json!({})),
        ("check", json!({})),
        ("stats", json!({})),
        ("members.get", json!({ "id": ada })),
        ("palette", json!({ "text": "canary" })),
        ("search", json!({ "text": "Quetzalcoatl", "limit": 50 })),
        ("matters.list", json!({ "sheet": "incident", "limit": 50 })),
        ("reports.show", json!({ "template": "monthly" })),
        ("follow_ups.list", json!({ "limit": 50 })),
    ] {
        let said =
            world.call(name, args).map_or_else(|error| format!("{error:?} {error}"), |answer| answer.to_string());
        leaving.push((name, said));
    }
    let exported = world.aside("all.zip");
    let _ = world.call("exports.all", json!({ "path": exported }));
    world.get("notes.lock", json!({}));
    for (name, args) in [("conduct.cases", json!({})), ("conduct.case", json!({ "id": case["id"], "anyway": true }))] {
        leaving.push((name, world.get(name, args).to_string()));
    }
    // An unknown field's name is said: it is the program's and no person's word.
    for (name, said) in leaving.iter().filter(|(_, said)| !said.contains("unknown field")) {
        for canary in CANARIES {
            assert!(!said.contains(canary), "{name} says {canary}: {said}");
        }
    }
    let scan = |when: &str| {
        for (name, bytes) in bytes_of(&world.folder()) {
            for canary in CANARIES {
                assert!(!holds(&bytes, canary), "{when}: {name} holds {canary}");
            }
        }
    };
    scan("while it is open");
    world.close();
    scan("after it was closed");
}
