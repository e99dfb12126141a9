//! The same archive again, and later ones that overlap.

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::{count::rich, picture};

#[test]
fn the_same_archive_twice_changes_nothing() {
    let archive = rich().bytes();
    let world = World::new();
    let first = world.import(&archive);
    let before = picture::of(&world);
    let second = world.import(&archive);
    picture::assert_same(&picture::of(&world), &before, "nothing is new the second time");
    let total = &second["total"];
    assert_eq!([&total["stored"], &total["improved"], &total["quarantined"]], [0, 0, 0].map(Value::from).each_ref());
    assert_eq!([&total["known"], &total["records"]], [&first["total"]["records"], &first["total"]["records"]]);
    assert_eq!(
        world.get("imports.inspect", json!({ "path": world.save(&archive) }))["known_source"],
        first["import"]["source_name"]
    );
}

fn early() -> ExportMaker {
    ExportMaker::new()
        .person("U1", "Ada Example", "ada@example.org")
        .person("U2", "Bo Example", "bo@example.org")
        .channel("C1", "beds")
        .message(
            "beds",
            json!({ "user": "U1", "ts": "1767600000.000100", "text": "first words",
            "reactions": [{ "name": "eyes", "users": ["U2"], "count": 1 }] }),
        )
        .says_in("beds", "U2", "1767600100.000100", "1767600000.000100", "an answer")
        .says("beds", "U2", "1767600200.000100", "to be taken away")
        .says_in("beds", "U1", "1767600250.000100", "1767600200.000100", "a reply to it")
        .says("beds", "U2", "1767600300.000100", "only in the early one")
}

fn late() -> ExportMaker {
    ExportMaker::new()
        .person("U1", "Ada Example", "ada@example.org")
        .user(json!({ "id": "U2", "team_id": "T1", "name": "bo", "updated": 1_800_000_000, "profile": { "real_name": "Bo Renamed" } }))
        .channel("C1", "plots")
        .message("plots", json!({ "user": "U1", "ts": "1767600000.000100", "text": "better words",
            "edited": { "user": "U1", "ts": "1767690000.000000" }, "reactions": [{ "name": "tada", "users": ["U1"], "count": 1 }] }))
        .says_in("plots", "U2", "1767600100.000100", "1767600000.000100", "an answer")
        .message("plots", json!({ "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.",
            "ts": "1767600200.000100", "thread_ts": "1767600200.000100" }))
        .says_in("plots", "U1", "1767600250.000100", "1767600200.000100", "a reply to it")
        .says("plots", "U1", "1767700000.000100", "only in the late one")
}

fn check_merged(world: &World) {
    let stats = world.get("stats", json!({}));
    assert_eq!(stats["by_space"], json!({ "plots": 5 }), "nothing is doubled and nothing lost");
    assert_eq!(stats["activities"]["deleted"], json!(1));
    assert_eq!(stats["activities"]["reaction"], json!(1));
    let spaces = world.get("spaces.list", json!({}));
    assert_eq!(spaces["spaces"][0]["former_names"], json!(["beds"]), "a renamed channel remembers its names");
    let window = world.get("messages.list", json!({ "space": spaces["spaces"][0]["id"], "limit": 50 }));
    let first = &window["messages"][0];
    assert!(first["html"].as_str().unwrap().contains("better words"), "{first}");
    assert_eq!(first["reactions"][0]["name"], json!("tada"), "the newer reactions replace the older");
    assert_eq!(window["messages"][1]["gone"], json!(true), "what was taken away stays away");
    assert!(!window.to_string().contains("to be taken away"));
    let found = world.get("search", json!({ "text": "taken", "limit": 5 }));
    assert_eq!(found["hits"], json!([]), "and is not found");
    let found = world.get("members.list", json!({ "filter": { "text": "Renamed" }, "limit": 5 }));
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}

#[test]
fn a_later_archive_wins_whichever_comes_first() {
    let pictures = [[early(), late()], [late(), early()]].map(|order| {
        let world = World::new();
        for archive in &order {
            let report = world.import(&archive.bytes());
            assert_eq!(report["balanced"], json!(true), "{report}");
        }
        check_merged(&world);
        picture::of(&world)
    });
    picture::assert_same(&pictures[1], &pictures[0], "the other way round");
}

#[test]
fn a_message_that_comes_after_its_answers_takes_its_place() {
    let answers =
        ExportMaker::new().channel("C1", "beds").says_in("beds", "U1", "1767600100.000100", "1767600000.000100", "yes");
    let question = ExportMaker::new()
        .channel("C1", "beds")
        .says("beds", "U2", "1767600000.000100", "anybody?")
        .says_in("beds", "U1", "1767600100.000100", "1767600000.000100", "yes");
    let world = World::new();
    world.import(&answers.bytes());
    let listed = world.get("threads.list", json!({ "limit": 5 }));
    let thread = world.get("threads.get", json!({ "id": listed["rows"][0]["id"], "limit": 5 }));
    assert_eq!(thread["messages"][0]["missing"], json!(true), "something stands in for what the source did not give");
    assert_eq!(world.get("stats", json!({}))["activities"]["total"], json!(1), "and is not counted");
    let report = world.import(&question.bytes());
    assert_eq!([&report["total"]["stored"], &report["total"]["known"]], [1, 1].map(Value::from).each_ref());
    let thread = world.get("threads.get", json!({ "id": listed["rows"][0]["id"], "limit": 5 }));
    assert_eq!(thread["messages"][0]["missing"], json!(false));
    assert_eq!([&thread["replies"], &thread["title"]], [&json!(1), &json!("anybody?")]);
}

#[test]
fn archives_of_two_workspaces_stay_apart() {
    let of_team = |team: &str| {
        ExportMaker::new()
            .user(json!({ "id": "U1", "team_id": team, "name": "ada", "profile": {} }))
            .channel("C1", "general")
            .says("general", "U1", "1767600000.000100", "hello")
            .bytes()
    };
    let world = World::new();
    world.import(&of_team("T1"));
    world.import(&of_team("T2"));
    let stats = world.get("stats", json!({}));
    assert_eq!(
        [&stats["identities"], &stats["spaces"], &stats["activities"]["post"]],
        [2, 2, 2].map(Value::from).each_ref()
    );
}

#[test]
fn an_archive_from_in_between_brings_nothing_back() {
    // A reaction, and a channel's name, that came and went: the newest archive is the same as the oldest.
    let at = |day: i64, name: &str, reacted: bool| {
        let reactions = if reacted { json!([{ "name": "eyes", "users": ["U2"], "count": 1 }]) } else { json!([]) };
        let message = json!({ "user": "U1", "ts": "1767600000.000100", "text": "hello", "reactions": reactions });
        let end = format!("{}.000100", 1_767_600_000 + day * 86_400);
        ExportMaker::new().channel("C1", name).message(name, message).says(name, "U1", &end, "later").bytes()
    };
    let world = World::new();
    for archive in [at(1, "beds", false), at(3, "beds", false), at(2, "plots", true)] {
        world.import(&archive);
    }
    let stats = world.get("stats", json!({}));
    assert_eq!(stats["activities"]["reaction"], json!(0), "what was taken back stays so");
    assert_eq!(stats["by_space"], json!({ "beds": 4 }));
    assert_eq!(world.get("spaces.list", json!({}))["spaces"][0]["former_names"], json!(["plots"]));
}

#[test]
fn a_name_that_one_archive_told_is_kept() {
    let named = json!({ "user": "U9", "ts": "1767600000.000100", "text": "hello", "user_profile": { "display_name": "dee", "name": "dee" } });
    let nameless = json!({ "user": "U9", "ts": "1767700000.000100", "text": "again" });
    for order in [[&named, &nameless], [&nameless, &named]] {
        let world = World::new();
        for message in order {
            world.import(&ExportMaker::new().channel("C1", "general").message("general", message.clone()).bytes());
        }
        let found = world.get("members.list", json!({ "limit": 5 }));
        assert_eq!(found["rows"][0]["name"], json!("dee"));
    }
}
