//! What cannot be read is kept and shown, never dropped in silence.

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::{count::rich, picture::list};

#[test]
fn unreadable_records_are_shown_with_reason_and_place() {
    let archive = rich()
        .message_on("plots", "2026-01-07", json!({ "user": "U1", "text": "when?" }))
        .message_on("plots", "2026-01-07", json!({ "user": "U1", "ts": "soon", "text": "when?" }))
        .message_on("plots", "2026-01-07", json!("not a message"))
        .message_on("plots", "2026-01-07", json!({ "user": "U1", "ts": "1767744000.000100", "text": "in order" }))
        .bytes();
    let world = World::new();
    let report = world.import(&archive);
    assert_eq!(report["import"]["state"], json!("done"));
    assert_eq!((&report["total"]["quarantined"], &report["balanced"]), (&json!(3), &json!(true)), "{report}");
    for space in list(&report, "spaces") {
        let sum = |keys: &[&str]| keys.iter().map(|key| space[*key].as_u64().unwrap()).sum::<u64>();
        assert_eq!(sum(&["records"]), sum(&["stored", "known", "quarantined"]), "{space}");
    }
    let page = world.get("quarantine.list", json!({ "import": report["import"]["id"], "limit": 10 }));
    let found: Vec<(&Value, &Value)> = list(&page, "rows").map(|row| (&row["place"], &row["position"])).collect();
    let place = json!("plots/2026-01-07.json");
    assert_eq!(found, [(&place, &json!(2)), (&place, &json!(1)), (&place, &json!(0))], "newest first");
    let words = ["not a message", "not a time", "no ts"];
    for (row, expected) in list(&page, "rows").zip(words) {
        assert!(row["reason"].as_str().unwrap().contains(expected), "{row}");
    }
    assert!(page["rows"][1]["sample"].as_str().unwrap().contains("soon"), "the start of it is shown");
    assert_eq!(world.get("stats", json!({}))["quarantined"], json!(3));
}

#[test]
fn the_list_of_what_could_not_be_read_has_pages() {
    let mut maker = ExportMaker::new().channel("C1", "general");
    for number in 0..25 {
        maker = maker.message_on("general", "2026-01-05", json!({ "text": number }));
    }
    let world = World::new();
    world.import(&maker.bytes());
    let mut positions = Vec::new();
    let mut after = json!(null);
    loop {
        let page = world.get("quarantine.list", json!({ "after": after, "limit": 10 }));
        positions.extend(list(&page, "rows").map(|row| row["position"].as_u64().unwrap()));
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!(positions, (0..25).rev().collect::<Vec<_>>());
}

#[test]
fn a_day_file_that_ends_too_early_gives_what_it_has() {
    let whole = r#"[{"user":"U1","ts":"1767600000.000100","text":"one"},{"user":"U1","ts":"1767600001.000100","text":"two"},{"user":"U1","ts":"1767"#;
    let maker = ExportMaker::new().channel("C1", "general").says("general", "U1", "1767700000.000100", "next day");
    for (content, stored, quarantined) in
        [(whole, 3, 1), ("", 1, 1), ("{}", 1, 1), ("[]", 1, 0), ("nonsense", 1, 1), ("[", 1, 1)]
    {
        let world = World::new();
        let report = world.import(&maker.clone().file("general/2026-01-05.json", content).bytes());
        assert_eq!(
            (&report["import"]["state"], &report["balanced"]),
            (&json!("done"), &json!(true)),
            "{content}: {report}"
        );
        let total = &report["total"];
        assert_eq!(
            [&total["stored"], &total["quarantined"]],
            [stored, quarantined].map(Value::from).each_ref(),
            "{content}: {report}"
        );
    }
}

#[test]
fn a_later_archive_with_the_same_fault_shows_it_again_and_loses_nothing() {
    let archive = rich().message_on("plots", "2026-01-07", json!({ "text": "when?" })).bytes();
    let world = World::new();
    world.import(&archive);
    let report = world.import(&archive);
    assert_eq!((&report["total"]["quarantined"], &report["balanced"]), (&json!(1), &json!(true)));
    assert_eq!(report["total"]["stored"], json!(0));
}
