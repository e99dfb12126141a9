//! Strategy: documents keep what they said, entries come due, playbooks are ticked, and all of it can be taken back.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture::list;

fn show(world: &World) -> Value {
    world.get("strategy.show", json!({}))
}

fn write(world: &World, words: &str) -> Value {
    world.get("strategy.write", json!({ "document": "guidelines", "words": words }))["changed"].clone()
}

fn versions(world: &World) -> Vec<String> {
    let all = show(world);
    let paper = list(&all, "papers").find(|paper| paper["document"] == "guidelines").unwrap();
    list(paper, "versions")
        .map(|version| format!("{} {}", version["version"], version["words"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_document_keeps_every_version() {
    let world = World::new();
    assert_eq!(write(&world, "Be kind."), json!(true));
    assert_eq!(write(&world, "  Be kind.\n"), json!(false), "the same words are no version");
    assert_eq!(write(&world, "Be kind.\nAsk first."), json!(true));
    assert_eq!(versions(&world), ["2 Be kind.\nAsk first.", "1 Be kind."]);
    world.get("undo", json!({}));
    assert_eq!(versions(&world), ["1 Be kind."]);
    assert_eq!(write(&world, "Be kind, always."), json!(true));
    assert_eq!(versions(&world), ["2 Be kind, always.", "1 Be kind."]);
}

#[test]
fn entries_come_due_and_can_be_taken_back() {
    let world = World::new();
    let save = |entry: Value| world.call("strategy.save", json!({ "entry": entry }));
    let no_target = json!({ "kind": "goal", "title": "Grow", "on": "2026-01-01" });
    assert_eq!(save(no_target).unwrap_err().field.as_deref(), Some("target"));
    let no_metric = json!({ "kind": "goal", "title": "Grow", "on": "2026-01-01", "target": 5, "metric": "joy" });
    let refused = save(no_metric).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("metric")));
    assert_eq!(
        save(json!({ "kind": "decision", "title": "x", "on": "someday" })).unwrap_err().field.as_deref(),
        Some("on")
    );
    save(json!({ "kind": "decision", "title": "No ads", "words": "They cost trust.", "on": "2025-12-01", "due": "2026-01-04" })).unwrap();
    save(json!({ "kind": "challenge", "title": "Quiet summers", "on": "2025-12-01", "due": "2026-02-01" })).unwrap();
    save(json!({ "kind": "goal", "title": "Fifty", "on": "2025-12-01", "metric": "active_members.month", "start": 10, "target": 50 })).unwrap();
    let due = world.get("strategy.today", json!({}));
    assert_eq!((due["rows"].as_array().unwrap().len(), &due["rows"][0]["title"]), (1, &json!("No ads")));
    let all = show(&world);
    let mut decided = list(&all, "entries").find(|entry| entry["kind"] == "decision").unwrap().clone();
    let id = decided["id"].clone();
    for key in ["id", "updated_at", "history"] {
        decided.as_object_mut().unwrap().remove(key);
    }
    decided["done"] = json!(true);
    world.get("strategy.save", json!({ "id": id, "entry": decided }));
    assert_eq!(world.get("strategy.today", json!({}))["rows"], json!([]), "what is over is not due");
    world.get("undo", json!({}));
    assert_eq!(world.get("strategy.today", json!({}))["rows"][0]["id"], id);
    world.get("strategy.remove", json!({ "id": id }));
    assert_eq!(world.call("strategy.save", json!({ "id": id, "entry": decided })).unwrap_err().code, Code::NotFound);
    world.get("undo", json!({}));
    assert_eq!(list(&show(&world), "entries").count(), 3);
}

#[test]
fn playbooks_are_ticked_where_no_number_tells() {
    let world = World::new();
    let ticked = |world: &World| -> Vec<String> {
        let all = show(world);
        list(&all, "items").filter(|item| item["ticked"] == json!(true)).map(|item| item["id"].to_string()).collect()
    };
    world.get("strategy.tick", json!({ "item": "rituals", "done": true }));
    world.get("strategy.tick", json!({ "item": "rituals", "done": true }));
    assert_eq!(ticked(&world), ["\"rituals\""]);
    for item in ["first_members", "joy"] {
        let refused = world.call("strategy.tick", json!({ "item": item, "done": true })).unwrap_err();
        assert_eq!(refused.code, Code::Invalid, "{item}: what numbers tell is ticked by them alone");
    }
    world.get("strategy.tick", json!({ "item": "rituals", "done": false }));
    assert_eq!(ticked(&world), Vec::<String>::new());
    world.get("undo", json!({}));
    assert_eq!(ticked(&world), ["\"rituals\""]);
}

#[test]
fn a_goal_by_hand_keeps_where_it_stood_each_day() {
    let world = World::new();
    let goal = json!({ "kind": "goal", "title": "Books", "on": "2026-01-01", "start": 0, "target": 50, "current": 5 });
    world.get("strategy.save", json!({ "entry": goal }));
    let entry = || {
        let all = show(&world);
        list(&all, "entries").find(|entry| entry["title"] == "Books").unwrap().clone()
    };
    let id = entry()["id"].clone();
    let stands = |current: i64| {
        let mut goal = goal.clone();
        goal["current"] = json!(current);
        world.get("strategy.save", json!({ "id": id, "entry": goal }));
    };
    let values = || entry()["history"].as_array().unwrap().iter().map(|one| one["value"].clone()).collect::<Vec<_>>();
    stands(5);
    stands(7);
    assert_eq!(values(), [json!(7.0)], "the last word of a day");
    world.clock.pass(3 * 86_400_000);
    stands(7);
    assert_eq!(values(), [json!(7.0)], "the same is no news");
    stands(12);
    assert_eq!(values(), [json!(7.0), json!(12.0)]);
    world.get("undo", json!({}));
    assert_eq!((values(), entry()["current"].clone()), (vec![json!(7.0)], json!(7.0)));
}
