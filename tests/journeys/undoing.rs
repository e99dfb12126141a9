//! What a person did can be taken back; what changed since cannot.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{count::rich, picture::list};

fn world() -> (World, Value) {
    let world = World::new();
    world.import(&rich().bytes());
    let member = world.get("members.list", json!({ "filter": { "text": "ada" }, "limit": 1 }))["rows"][0]["id"].clone();
    (world, member)
}

fn notes(world: &World, member: &Value) -> Vec<String> {
    let page = world.get("members.get", json!({ "id": member }));
    list(&page, "notes").map(|note| note["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn notes_are_written_changed_removed_and_each_step_taken_back() {
    let (world, member) = world();
    let note =
        world.get("notes.add", json!({ "member": member, "text": "  met at the fair ", "visibility": "shared" }));
    assert_eq!(note["text"], json!("met at the fair"));
    world.clock.pass(60_000);
    world.get("notes.change", json!({ "id": note["id"], "text": "met at the market" }));
    world.get("notes.remove", json!({ "id": note["id"] }));
    assert_eq!(notes(&world, &member), [""; 0]);
    let undo = || world.get("undo", json!({}))["undone"].clone();
    assert_eq!(undo(), json!("Remove note"));
    assert_eq!(notes(&world, &member), ["met at the market"]);
    assert_eq!(undo(), json!("Change note"));
    assert_eq!(notes(&world, &member), ["met at the fair"]);
    assert_eq!(undo(), json!("Add note"));
    assert_eq!(notes(&world, &member), [""; 0]);
    assert_eq!(
        world.get("undo", json!({})),
        json!({ "undone": null, "conflict": false }),
        "nothing is left to take back"
    );
}

#[test]
fn settings_are_changed_and_taken_back() {
    let (world, _) = world();
    let before = world.get("settings.get", json!({}));
    let counted = world.get("stats", json!({}))["by_year"].clone();
    let changed =
        world.get("settings.change", json!({ "name": "Orchard", "zone": "America/New_York", "theme": "dark" }));
    assert_eq!((&changed["name"], &changed["hours"]), (&json!("Orchard"), &before["hours"]));
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Change settings"));
    assert_eq!(world.get("settings.get", json!({})), before);
    assert_eq!(world.get("stats", json!({}))["by_year"], counted);
    world.get("settings.change", json!({ "name": before["name"] }));
    assert_eq!(world.get("undo", json!({}))["undone"], json!(null), "a change to the same is none");
}

#[test]
fn what_is_refused_changes_nothing() {
    let (world, member) = world();
    let before = world.get("settings.get", json!({}));
    for (change, field) in [
        (json!({ "name": " " }), "name"),
        (json!({ "name": "x".repeat(121) }), "name"),
        (json!({ "name": "Orchard", "zone": "Mars/Olympus" }), "zone"),
        (json!({ "name": "Orchard", "hours": { "days": [8], "from": "09:00", "to": "10:00" } }), "hours"),
    ] {
        let error = world.call("settings.change", change).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    assert_eq!(world.get("settings.get", json!({})), before);
    assert_eq!(
        world
            .call("notes.add", json!({ "member": member, "text": " \n", "visibility": "shared" }))
            .unwrap_err()
            .field
            .as_deref(),
        Some("text")
    );
    assert_eq!(
        world.call("notes.add", json!({ "member": "nobody", "text": "x", "visibility": "shared" })).unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(world.get("undo", json!({}))["undone"], json!(null), "what failed is no step");
}

#[test]
fn what_people_wrote_survives_quitting_and_importing_again() {
    let (world, member) = world();
    world.get("notes.add", json!({ "member": member, "text": "likes pears", "visibility": "shared" }));
    world.get("settings.change", json!({ "name": "Orchard" }));
    let world = world.reopened();
    assert_eq!(notes(&world, &member), ["likes pears"]);
    assert_eq!(world.get("settings.get", json!({}))["name"], json!("Orchard"));
    assert_eq!(world.get("undo", json!({}))["undone"], json!(null), "history ends with the program");
    world.import(&rich().bytes());
    assert_eq!(notes(&world, &member), ["likes pears"]);
}
