//! One person's rights: what is known about them leaves in a file, and then all of it goes from every file.

use std::path::Path;

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::{picture::list, sealed};

const CANARY: &str = "zzcanary";

fn archive() -> Vec<u8> {
    ExportMaker::new()
        .channel("C1", "general")
        .person("U1ZZCANARY", "Zzcanary <b>Bird</b>", "zzcanary@example.org")
        .person("U2", "Ben Trovato", "ben@example.org")
        .says("general", "U1ZZCANARY", "1767600000.000001", "the zzcanary sings <script>alert(1)</script>")
        .says_in("general", "U2", "1767600001.000001", "1767600000.000001", "and Ben listens")
        .says("general", "U2", "1767600002.000001", "by himself")
        .bytes()
}

/// How often the canary is in the files of a folder.
fn found(folder: &Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += found(&path);
        } else {
            let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
            let here = bytes.windows(CANARY.len()).filter(|window| *window == CANARY.as_bytes()).count();
            count += here;
        }
    }
    count
}

fn member(world: &World, text: &str) -> Option<Value> {
    let filter = json!({ "text": text, "kind": "all", "seen": "any", "left": true });
    let page = world.get("members.list", json!({ "filter": filter, "limit": 10 }));
    list(&page, "rows").next().cloned()
}

#[test]
fn everything_about_one_leaves_and_then_goes() {
    let world = World::new();
    world.import(&archive());
    let bird = member(&world, "zzcanary").unwrap();
    let (id, name) = (bird["id"].clone(), bird["name"].clone());

    let (data, page) = (world.aside("bird.json"), world.aside("bird.html"));
    world.get("members.export", json!({ "id": id, "format": "json", "path": data }));
    world.get("members.export", json!({ "id": id, "format": "html", "path": page }));
    let data: Value = serde_json::from_slice(&std::fs::read(data).unwrap()).unwrap();
    assert_eq!(data["accounts"][0]["email"], "zzcanary@example.org");
    assert!(data["activity"][0]["text"].as_str().unwrap().contains("the zzcanary sings"), "{data}");
    assert_eq!(data["source_records"].as_array().unwrap().len(), 1);
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("the zzcanary sings") && !page.contains("<script") && !page.contains("<b>"), "{page}");
    assert!(!page.contains("by himself"), "what others wrote is theirs");

    // An export that lies in the community's folder has the person as well.
    world.get("exports.members", json!({}));
    let before = world.folder().join("communities");
    let file = std::fs::read_dir(&before).unwrap().next().unwrap().unwrap().path();
    let traces = world.get("members.traces", json!({ "id": id }));
    assert_eq!((&traces["traces"]["messages"], &traces["copies"]), (&json!(1), &json!(1)), "{traces}");
    let slip = world.call("members.erase", json!({ "id": id, "name": "Zzcanary" })).unwrap_err();
    assert_eq!(slip.field.as_deref(), Some("name"), "nobody erases somebody by a slip");
    assert!(found(&world.folder()) > 0);
    // A copy of the file, as somebody might keep it elsewhere.
    let (old, copy) = (file.join("kith.db"), world.aside("kept-elsewhere.db"));
    let world = world.paused(|_| assert!(std::fs::copy(&old, &copy).unwrap() > 0));

    world.get("members.erase", json!({ "id": id, "name": name }));
    assert_eq!(found(&world.folder()), 0, "in no byte of any file");
    assert!(world.call("members.get", json!({ "id": id })).is_err() && member(&world, "zzcanary").is_none());
    let threads = world.get("threads.list", json!({ "space": null, "sort": "last", "after": null, "limit": 10 }));
    assert_eq!(
        list(&threads, "threads").count() + list(&threads, "rows").count(),
        1,
        "the answer is still one: {threads}"
    );
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    assert_eq!(world.get("history", json!({}))["undo"].as_array().map(Vec::len).unwrap_or(0), 0);

    // Another import does not bring them back, and neither does the copy.
    world.import(&archive());
    assert_eq!(found(&world.folder()), 0);
    assert!(member(&world, "zzcanary").is_none());
    let world = world.paused(|_| assert!(std::fs::copy(&copy, &old).unwrap() > 0));
    assert!(member(&world, "zzcanary").is_none(), "an older copy is erased again when it is opened");
    assert_eq!(found(&world.folder()), 0);
    assert!(member(&world, "ben").is_some());
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}

#[test]
fn everything_leaves_into_a_folder() {
    let world = World::new();
    world.import(&archive());
    let id = member(&world, "ben").unwrap()["id"].clone();
    sealed::set_up(&world);
    world.get("notes.add", json!({ "member": id, "text": "a secret of mine" }));
    let folder = world.aside("everything");
    let done = world.get("exports.all", json!({ "path": folder }));
    let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let files = manifest["files"].as_array().unwrap();
    assert_eq!(done["files"], json!(files.len()));
    for file in files {
        let bytes = std::fs::read(folder.join(file["name"].as_str().unwrap())).unwrap();
        assert_eq!(file["bytes"], json!(bytes.len()), "{file}");
        assert!(!String::from_utf8(bytes).unwrap().contains("a secret of mine"), "a private note never leaves");
    }
    let month = files.iter().find(|file| file["name"] == "activity/2026-01.jsonl").unwrap();
    assert_eq!(month["rows"], json!(3));
    assert!(std::fs::read_to_string(folder.join("README.txt")).unwrap().contains("PRIVATE NOTES ARE NOT IN HERE"));
    let again = world.call("exports.all", json!({ "path": folder })).unwrap_err();
    assert_eq!(again.field.as_deref(), Some("path"), "nothing is written over");
    assert_eq!(world.get("exports.state", json!({}))["running"], json!(false));
}
