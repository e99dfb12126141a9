//! What Kith counts in an export equals what plain JSON code counts in the same file.

use kith_tests::{
    export_maker::{ExportMaker, Large},
    world::World,
};
use serde_json::{Value, json};

use crate::plain;

/// A little of everything that exports have.
pub(crate) fn rich() -> ExportMaker {
    ExportMaker::new()
        .person("U1", "Ada Example", "ada@example.org")
        .person("U2", "Bo Example", "bo@example.org")
        .user(json!({ "id": "U3", "team_id": "T1", "name": "cleo", "deleted": true, "profile": {} }))
        .user(json!({ "id": "UB", "team_id": "T1", "name": "helper", "is_bot": true, "profile": { "bot_id": "B1" } }))
        .channel("C1", "general")
        .channel("C2", "plots")
        .channel("C3", "silent")
        .private_channel("G1", "board", &["U1"])
        .direct("D1", &["U1", "U2"])
        .group("G2", "mpdm-ada--bo-1", &["U1", "U2"])
        .joins("general", "U1", "1735689000.000100")
        .joins("general", "U2", "1735689600.000100")
        .says("general", "U1", "1735689700.000100", "who has *seeds*? <@U2>")
        .says_in("general", "U2", "1735689800.000200", "1735689700.000100", "me")
        .message("general", json!({ "type": "message", "subtype": "thread_broadcast", "user": "U1", "text": "found some",
            "ts": "1735689900.000300", "thread_ts": "1735689700.000100" }))
        .message("general", json!({ "type": "message", "user": "U1", "text": "edited since", "ts": "1767570000.000100",
            "edited": { "user": "U1", "ts": "1767570100.000000" },
            "reactions": [{ "name": "tada", "users": ["U2", "U9"], "count": 5 }, { "name": "+1", "users": ["U1"], "count": 1 }] }))
        .message("general", json!({ "type": "message", "subtype": "bot_message", "bot_id": "B7", "username": "feeds",
            "text": "news", "ts": "1767570200.000100" }))
        .message("general", json!({ "type": "message", "user": "UB", "bot_id": "B1", "text": "helping", "ts": "1767570300.000100" }))
        .message("general", json!({ "type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.",
            "ts": "1767570400.000100", "thread_ts": "1767570400.000100" }))
        .says_in("general", "U1", "1767570500.000100", "1767570400.000100", "still true")
        .message("general", json!({ "type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.",
            "ts": "1767570600.000100", "thread_ts": "1767570300.000100" }))
        .message("plots", json!({ "type": "message", "user": "U4", "text": "from next door", "ts": "1767571000.000100",
            "user_profile": { "real_name": "Dee Elsewhere", "display_name": "dee", "name": "dee" } }))
        .message("plots", json!({ "type": "message", "user": "U2", "text": "a plan", "ts": "1767571100.000100",
            "files": [{ "id": "F1", "name": "plan.pdf", "filetype": "pdf", "url_private": "https://files.example.org/plan.pdf" }] }))
        .message("plots", json!({ "type": "message", "subtype": "channel_leave", "user": "U2", "text": "left", "ts": "1767571200.000100" }))
        .message("plots", json!({ "type": "message", "subtype": "channel_name", "user": "U1", "old_name": "beds", "name": "plots",
            "text": "renamed", "ts": "1767571300.000100" }))
        .says_in("plots", "U1", "1767571400.000100", "1700000000.000100", "an answer to what the export does not have")
        .says("board", "U1", "1767571500.000100", "in private")
        .says("D1", "U1", "1767571600.000100", "to one")
        .says("mpdm-ada--bo-1", "U1", "1767571700.000100", "to some")
}

fn check(archive: &[u8]) {
    let world = World::new();
    let report = world.import(archive);
    assert_eq!((&report["import"]["state"], &report["balanced"]), (&json!("done"), &json!(true)), "{report}");
    let stats = world.get("stats", json!({}));
    for (key, expected) in plain::count(archive).as_object().unwrap() {
        assert_eq!(stats[key], *expected, "{key} differs from what is in the file");
    }
    let report = world.get("check", json!({}));
    assert_eq!(report["ok"], json!(true), "{report}");
}

#[test]
fn a_little_of_everything() {
    check(&rich().bytes());
}

#[test]
fn a_thousand_messages() {
    let (archive, _) = Large { people: 60, channels: 6, ..Large::new(1_000) }.write(Vec::new()).unwrap();
    check(&archive);
}

#[test]
fn counts_know_messages_and_people_one_by_one() {
    let world = World::new();
    world.import(&rich().bytes());
    let stats = world.get("stats", json!({}));
    assert_eq!(stats["by_space"], json!({ "general": 7, "plots": 3, "silent": 0 }));
    let member = |name: &str| {
        let found =
            world.get("members.list", json!({ "filter": { "text": name, "kind": "all", "left": true }, "limit": 5 }));
        assert_eq!(found["rows"].as_array().map(Vec::len), Some(1), "{name}: {found}");
        found["rows"][0].clone()
    };
    let ada = member("ada");
    assert_eq!([&ada["posts"], &ada["replies"], &ada["reactions"]], [2, 3, 1].map(Value::from).each_ref());
    assert_eq!(member("dee")["name"], json!("dee"), "somebody the list lacks is called as in the message");
    assert_eq!(member("feeds")["is_bot"], json!(true));
    assert_eq!(member("cleo")["left"], json!(true));
    let home = world.get("home", json!({}));
    assert_eq!(home["counts"]["posts"], stats["activities"]["post"], "the overview and the slow count agree");
    assert_eq!(home["counts"]["replies"], stats["activities"]["reply"]);
    assert_eq!(home["counts"]["joins"], stats["activities"]["join"]);
    assert_eq!([&home["people"], &home["bots"]], [&stats["people"], &stats["bots"]]);
}
