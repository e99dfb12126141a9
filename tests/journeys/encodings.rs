//! The odd shapes in which exports reach people.

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::{count::rich, picture};

#[test]
fn packing_makes_no_difference() {
    let world = World::new();
    world.import(&rich().bytes());
    let expected = picture::of(&world);
    let variants = [
        ("no UTF-8 flag", rich().without_utf8_flag()),
        ("a byte order mark", rich().with_bom()),
        ("ASCII", rich().in_ascii()),
        ("stored", rich().stored()),
        ("a folder around it", rich().nested_in("Trellis export")),
        ("what macOS adds", rich().nested_in("Trellis export").with_mac_noise()),
        ("an enterprise's list of people", rich().people_in("org_users.json")),
        (
            "canvases",
            rich()
                .file("FC:F05AB12CD:notes/2026-01-05.json", "[]")
                .file("general/canvas_in_the_conversation.json", "[1]"),
        ),
        ("logs", rich().file("integration_logs.json", "[]").file("canvases.json", "[]")),
    ];
    for (what, maker) in variants {
        let world = World::new();
        let report = world.import(&maker.bytes());
        assert_eq!(report["import"]["state"], json!("done"), "{what}: {report}");
        picture::assert_same(&picture::of(&world), &expected, what);
    }
}

#[test]
fn an_unpacked_folder_is_read_like_its_archive() {
    let world = World::new();
    world.import(&rich().bytes());
    let expected = picture::of(&world);
    let world = World::new();
    let folder = world.aside("unpacked");
    rich().nested_in("Trellis export").unpack(&folder).unwrap();
    let id = world.start(&folder, json!({})).unwrap();
    assert_eq!(world.finish(&id)["import"]["state"], json!("done"));
    picture::assert_same(&picture::of(&world), &expected, "a folder");
}

#[test]
fn names_in_any_script_and_form_find_their_folder() {
    // The list is composed (é), the folder decomposed (e and an accent), as macOS writes it.
    let maker = ExportMaker::new()
        .channel("C1", "café")
        .channel("C2", "全体-お知らせ")
        .says("cafe\u{301}", "U1", "1767600000.000100", "un")
        .says("全体-お知らせ", "U1", "1767600000.000200", "二");
    for archive in [maker.bytes(), maker.clone().without_utf8_flag().bytes()] {
        let world = World::new();
        world.import(&archive);
        assert_eq!(world.get("stats", json!({}))["by_space"], json!({ "café": 1, "全体-お知らせ": 1 }));
    }
}

#[test]
fn broken_characters_cost_no_message() {
    let surrogate = r#"[{"user":"U1","ts":"1767600000.000100","text":"half \ud83c an emoji"},{"user":"U1","ts":"1767600001.000100","text":"whole"}]"#;
    let mut invalid = b"[{\"user\":\"U1\",\"ts\":\"1767600002.000100\",\"text\":\"caf".to_vec();
    invalid.extend([0xE9, b'"', b'}', b']']);
    let archive = ExportMaker::new()
        .channel("C1", "general")
        .file("general/2026-01-05.json", surrogate)
        .file("general/2026-01-06.json", invalid)
        .bytes();
    let world = World::new();
    let report = world.import(&archive);
    assert_eq!(
        [&report["total"]["stored"], &report["total"]["quarantined"]],
        [3, 0].map(Value::from).each_ref(),
        "{report}"
    );
    let found = world.get("search", json!({ "text": "emoji", "limit": 5 }));
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(1));
}

#[test]
fn records_of_odd_types_are_read_for_what_they_tell() {
    let archive = ExportMaker::new()
        .channel("C1", "general")
        .user(json!({ "id": "U1", "name": "ada", "updated": "1700000000", "profile": { "fields": [], "display_name": "Ada" } }))
        .user(json!({ "id": "U2", "name": 7, "profile": null }))
        .message_on("general", "2026-01-05", json!({ "user": "U1", "ts": 1_767_600_000, "text": "a number" }))
        .message_on("general", "2026-01-05", json!({ "user": "U1", "ts": "1767600001.000100", "text": null, "blocks": null, "files": null }))
        .message_on("general", "2026-01-05", json!({ "user": "U1", "ts": "1767600002.000100", "text": 5, "reactions": {} }))
        .message_on("general", "2026-01-05", json!({ "user": null, "bot_id": "B1", "ts": "1767600003.000100", "text": "no user", "edited": {} }))
        .bytes();
    let world = World::new();
    let report = world.import(&archive);
    assert_eq!(
        [&report["total"]["stored"], &report["total"]["quarantined"]],
        [4, 0].map(Value::from).each_ref(),
        "{report}"
    );
    assert_eq!(world.get("stats", json!({}))["identities"], json!(3));
}
