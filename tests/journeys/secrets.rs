//! Tokens in an archive never reach the disk.

use std::path::Path;

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::json;

// In two halves, so that nobody takes this file for one that leaks tokens.
fn canaries() -> [String; 5] {
    [
        "e-1234567890-canary01",
        "p-1234567890-canary02",
        "b-1234567890-canary03",
        "e.xoxp-1-canary04canary",
        "c-1234567890-canary05",
    ]
    .map(|rest| format!("xox{rest}"))
}

fn archive() -> Vec<u8> {
    let [export, user, bot, rotating, browser] = canaries();
    ExportMaker::new()
        .user(json!({ "id": "U1", "team_id": "T1", "name": "ada", "profile": { "title": format!("ask me: {bot}"), "image_72": format!("https://example.org/a.png?t={export}") } }))
        .conversation("channels.json", json!({ "id": "C1", "name": "general", "topic": { "value": format!("our key {rotating}") }, "members": ["U1"] }))
        .message("general", json!({ "user": "U1", "ts": "1767600000.000100", "text": format!("it is {user}, keep it"),
            "files": [{ "id": "F1", "name": "a.pdf", "url_private": format!("https://files.example.org/a.pdf?t={export}") }] }))
        .message("general", json!({ "user": "U1", "ts": "1767600001.000100", "text": format!("<https://files.example.org/b.pdf?token={export}|b>"),
            "attachments": [{ "text": browser, "fallback": bot }] }))
        // One in what cannot be read: the sample of it is kept.
        .message_on("general", "2026-01-06", json!({ "text": format!("no time, but {user}") }))
        .bytes()
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

fn check_clean(world: &World, when: &str) {
    let mut found = Vec::new();
    files(&world.folder(), &mut found);
    assert!(found.iter().any(|(name, bytes)| name.ends_with("kith.db") && !bytes.is_empty()));
    for (name, bytes) in found {
        for canary in canaries() {
            let tail = &canary.as_bytes()[canary.len() - 8..];
            assert!(!bytes.windows(tail.len()).any(|window| window == tail), "{when}: {name} holds {canary}");
        }
    }
}

#[test]
fn tokens_never_reach_the_disk() {
    let world = World::new();
    let id = world.start(&world.save(&archive()), json!({})).unwrap();
    let report = world.finish(&id);
    assert_eq!([&report["total"]["stored"], &report["total"]["quarantined"]], [&json!(2), &json!(1)], "{report}");
    // Without the log's content in the file, and with it.
    check_clean(&world, "while it is open");
    for canary in canaries() {
        assert!(!report.to_string().contains(&canary));
        let found = world.get("search", json!({ "text": canary, "limit": 50 })).to_string();
        assert!(!found.contains(&canary), "{found}");
    }
    let found = world.get("search", json!({ "text": "keep", "limit": 5 })).to_string();
    assert!(found.contains("keep"), "the rest of the message is there: {found}");
    world.close();
    check_clean(&world, "after it was closed");
}
