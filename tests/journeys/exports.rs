//! Lists leave Kith in shapes that other programs read.

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::json;

fn archive() -> Vec<u8> {
    ExportMaker::new()
        .channel("C1", "general")
        .person("U1", "Ada Lovelace", "ada@example.org")
        .person("U2", "=cmd|' /C calc'!A0", "ben@example.org")
        .says("general", "U1", "1767600000.000001", "hello")
        .says_in("general", "U2", "1767600001.000001", "1767600000.000001", "hello to you")
        .bytes()
}

#[test]
fn a_list_leaves_in_every_shape() {
    let world = World::new();
    world.import(&archive());
    let everybody = json!({ "text": "", "kind": "all", "seen": "any", "left": true });
    let mut found = Vec::new();
    for (format, ending) in [
        ("csv", "csv"),
        ("xlsx", "xlsx"),
        ("vcard", "vcf"),
        ("json", "json"),
        ("hubspot", "csv"),
        ("salesforce", "csv"),
    ] {
        let path = world.aside(&format!("{format}.{ending}"));
        let done =
            world.get("exports.members", json!({ "filter": everybody, "format": format, "path": path, "excel": true }));
        assert_eq!(done["path"], json!(path));
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(done["bytes"], json!(bytes.len()));
        assert!(done["rows"].as_u64().unwrap() > 0);
        found.push(bytes);
    }
    let total = world.get("members.anchors", json!({ "filter": everybody, "every": 100 }))["total"].clone();
    let csv = String::from_utf8(found[0].clone()).unwrap();
    assert!(csv.starts_with("\u{feff}id,name,first_name,last_name,"), "{csv}");
    assert_eq!(json!(csv.matches("\r\n").count() - 1), total);
    assert!(csv.contains(",\"'=cmd|' /C calc'!A0\",") && !csv.contains(",=cmd"), "nobody's name is a formula: {csv}");
    assert_eq!(&found[1][..2], b"PK", "a workbook is a zip archive");
    let cards = String::from_utf8(found[2].clone()).unwrap();
    assert_eq!(json!(cards.matches("BEGIN:VCARD\r\nVERSION:4.0\r\n").count()), total);
    let all: serde_json::Value = serde_json::from_slice(&found[3]).unwrap();
    assert_eq!(json!(all.as_array().unwrap().len()), total);
    let first = |bytes: &[u8]| {
        String::from_utf8(bytes.to_vec()).unwrap().lines().next().unwrap().trim_start_matches('\u{feff}').to_owned()
    };
    assert_eq!(first(&found[4]), "First name,Last name,Email,Phone number,Job title,Company name,Website URL,City");
    assert_eq!(first(&found[5]), "FirstName,LastName,Email,Phone,Title,AccountName,MailingCity,LeadSource,Description");
}

#[test]
fn without_a_dialog_a_file_goes_into_the_communitys_folder() {
    let world = World::new();
    world.import(&archive());
    let wish = json!({ "columns": ["name", "email"] });
    let (one, two) = (world.get("exports.members", wish.clone()), world.get("exports.members", wish));
    assert_ne!(one["path"], two["path"], "nothing is written over");
    let path = std::path::PathBuf::from(one["path"].as_str().unwrap());
    assert!(path.starts_with(world.folder()) && path.parent().unwrap().ends_with("exports"), "{path:?}");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("name,email\r\n"));
    let refused = world.call("exports.members", json!({ "columns": ["shoe size"] })).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("columns"));
    let threads = world.get("exports.list", json!({ "list": "threads", "format": "json" }));
    assert!(threads["path"].as_str().unwrap().ends_with(".jsonl"), "{threads}");
    let nowhere = world.call("exports.list", json!({ "list": "raw_block" })).unwrap_err();
    assert_eq!(nowhere.field.as_deref(), Some("list"));
}

#[test]
fn a_chart_is_saved_as_it_was_drawn_and_its_numbers_are_harmless() {
    let world = World::new();
    world.import(&archive());
    let path = world.aside("chart.csv");
    let done = world.get(
        "exports.chart",
        json!({ "name": "answers", "format": "csv", "path": path, "rows": [["metric", "value"], ["=1+1", -3], ["gini", 0.75], ["none", null]] }),
    );
    assert_eq!(done["rows"], json!(3));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "metric,value\r\n\"'=1+1\",-3\r\ngini,0.75\r\nnone,\r\n");
    let drawn = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"><text x=\"1\">Ada</text></svg>\n";
    let done = world.get("exports.chart", json!({ "name": "answers", "format": "svg", "content": drawn }));
    let path = std::path::Path::new(done["path"].as_str().unwrap());
    assert!(path.parent().unwrap().ends_with("exports"), "{path:?}");
    assert_eq!(std::fs::read_to_string(path).unwrap(), drawn);
    for (name, format, content) in [
        ("../answers", "svg", drawn),
        ("", "svg", drawn),
        ("answers", "svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"),
        ("answers", "png", "TVqQ"),
    ] {
        let wish = json!({ "name": name, "format": format, "content": content });
        assert!(world.call("exports.chart", wish).unwrap_err().field.is_some(), "{name} {format}");
    }
}
