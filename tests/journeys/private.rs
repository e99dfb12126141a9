//! Private channels and direct messages stay out unless they are chosen.

use kith_tests::world::World;
use serde_json::json;

use crate::count::rich;

#[test]
fn what_is_private_is_left_out_until_it_is_chosen() {
    let archive = rich().bytes();
    let world = World::new();
    let inspected = world.get("imports.inspect", json!({ "path": world.save(&archive) }));
    assert_eq!(
        [&inspected["channels"], &inspected["private_channels"], &inspected["direct"]],
        [&json!(3), &json!(1), &json!(2)]
    );

    let report = world.import(&archive);
    assert_eq!(report["import"]["left_out"], json!(3), "it says how much was left out");
    let everything = world.get("search", json!({ "text": "private", "limit": 50 })).to_string();
    assert!(!everything.contains("board"), "{everything}");
    assert_eq!(world.get("stats", json!({}))["spaces"], json!(3));

    let report = world.import_with(&archive, json!({ "private_channels": true }));
    assert_eq!(report["total"]["stored"], json!(1), "what was left out is all that is new");
    assert_eq!(world.get("stats", json!({}))["by_space"]["board"], json!(1));

    let report = world.import_with(&archive, json!({ "private_channels": true, "direct": true }));
    assert_eq!(report["total"]["stored"], json!(2));
    assert_eq!(world.get("stats", json!({}))["spaces"], json!(6));
    assert_eq!(world.get("home", json!({}))["counts"]["joins"], json!(2));
    let report = world.get("check", json!({}));
    assert_eq!(report["ok"], json!(true), "{report}");
}

#[test]
fn a_folder_that_no_list_names_counts_as_private() {
    let archive = rich().says("backroom", "U1", "1767571800.000100", "who knows").bytes();
    let world = World::new();
    let report = world.import(&archive);
    assert!(report["notes"].to_string().contains("backroom"), "{report}");
    assert_eq!(world.get("stats", json!({}))["by_space"]["backroom"], json!(null));
    world.import_with(&archive, json!({ "private_channels": true }));
    assert_eq!(world.get("stats", json!({}))["by_space"]["backroom"], json!(1));
}
