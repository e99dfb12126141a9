//! Imports that end before their end: cancelled, or because Kith quits.

use std::time::{Duration, Instant};

use kith_app::Code;
use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::{count::rich, picture};

/// More of the same workspace: other people, another channel, answers to what is here, a start for what had none.
fn more() -> ExportMaker {
    rich()
        .person("U7", "Gus Example", "gus@example.org")
        .channel("C7", "compost")
        .says("compost", "U7", "1767572000.000100", "warm")
        .says_in("compost", "U8", "1767572100.000100", "1767572000.000100", "and smelly")
        .says_in("general", "U7", "1767572200.000100", "1735689700.000100", "late to it")
        .says_in("general", "U7", "1767572300.000100", "1767570300.000100", "the first answer here")
        .says("plots", "U7", "1700000000.000100", "what the other export did not have")
        .says_in("plots", "U7", "1767572400.000100", "1690000000.000100", "to nothing")
}

/// Cancels an import before it stores its piece with this number (1 people, 2 channels, 3 messages).
fn cancel_at(world: &World, archive: &[u8], piece: u64) -> Value {
    world.clock.hold_at(piece);
    let id = world.start(&world.save(archive), json!({})).unwrap();
    assert!(world.clock.is_held(), "the import never came to piece {piece}");
    let busy = world.start(&world.save(archive), json!({})).unwrap_err();
    assert_eq!(busy.code, Code::Conflict, "two imports at once would mix their counts");
    world.get("imports.cancel", json!({ "id": id }));
    world.clock.release();
    world.finish(&id)
}

#[test]
fn a_cancelled_import_leaves_nothing_in_an_empty_community() {
    for piece in 1..=3 {
        let world = World::new();
        let before = picture::of(&world);
        let report = cancel_at(&world, &rich().bytes(), piece);
        assert_eq!(
            (&report["import"]["state"], &report["total"]["records"]),
            (&json!("cancelled"), &json!(0)),
            "{report}"
        );
        picture::assert_same(&picture::of(&world), &before, &format!("cancelled before piece {piece}"));
        assert_eq!(world.get("home", json!({}))["sources"], json!([]));
        let checked = world.get("check", json!({}));
        assert_eq!(checked["ok"], json!(true), "{checked}");
        // And it can be imported all the same.
        assert_eq!(world.import(&rich().bytes())["import"]["state"], json!("done"));
    }
}

#[test]
fn a_cancelled_import_leaves_what_was_there() {
    for piece in 1..=3 {
        let world = World::new();
        world.import(&rich().bytes());
        // People and channels it was the first to name may stay; nobody did anything there.
        let before = picture::used(picture::of(&world));
        let report = cancel_at(&world, &more().bytes(), piece);
        assert_eq!(report["import"]["state"], json!("cancelled"), "{report}");
        picture::assert_same(&picture::used(picture::of(&world)), &before, &format!("cancelled before piece {piece}"));
        let checked = world.get("check", json!({}));
        assert_eq!(checked["ok"], json!(true), "{checked}");
    }
}

#[test]
fn what_is_over_cannot_be_cancelled_or_resumed() {
    let world = World::new();
    let report = world.import(&rich().bytes());
    for command in ["imports.cancel", "imports.resume"] {
        let error = world.call(command, json!({ "id": report["import"]["id"] })).unwrap_err();
        assert_eq!(error.code, Code::Conflict, "{command}");
        assert_eq!(world.call(command, json!({ "id": "nothing" })).unwrap_err().code, Code::NotFound, "{command}");
    }
}

/// Quits while an import stands before a piece; answers the import and the world as it is found the next time.
fn quit_at(archive: &[u8], piece: u64) -> (String, World) {
    let world = World::new();
    world.clock.hold_at(piece);
    let id = world.start(&world.save(archive), json!({})).unwrap();
    assert!(world.clock.is_held());
    let started = Instant::now();
    world.close();
    assert!(started.elapsed() < Duration::from_secs(5), "quitting waits for nobody: {:?}", started.elapsed());
    let mut changes = world.changes();
    world.clock.release();
    // The import says when it has let go.
    while world.next(&mut changes).is_some_and(|topics| !topics.contains("Imports")) {}
    let mut world = world.reopened();
    for _ in 0..10_000 {
        match world.call("stats", json!({})) {
            Err(error) if error.code == Code::InUse => world = world.reopened(),
            _ => break,
        }
        std::thread::yield_now();
    }
    (id, world)
}

#[test]
fn quitting_interrupts_an_import_and_it_goes_on_later() {
    let archive = rich().bytes();
    let undisturbed = World::new();
    undisturbed.import(&archive);
    let (id, world) = quit_at(&archive, 2);
    assert_eq!(world.get("imports.reconciliation", json!({ "id": id }))["import"]["state"], json!("interrupted"));
    assert_eq!(world.get("imports.inspect", json!({ "path": world.save(&archive) }))["unfinished"], json!(id));
    let resumed = world.get("imports.resume", json!({ "id": id }));
    assert_eq!(resumed["id"], json!(id), "it is the same import that goes on");
    let report = world.finish(&id);
    assert_eq!((&report["import"]["state"], &report["balanced"]), (&json!("done"), &json!(true)), "{report}");
    picture::assert_same(&picture::of(&world), &picture::of(&undisturbed), "interrupted and resumed");
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}

#[test]
fn an_interrupted_import_can_be_cancelled() {
    let (id, world) = quit_at(&rich().bytes(), 2);
    world.get("imports.cancel", json!({ "id": id }));
    assert_eq!(world.finish(&id)["import"]["state"], json!("cancelled"));
    let stats = world.get("stats", json!({}));
    assert_eq!(
        [&stats["identities"], &stats["activities"]["total"], &stats["spaces"]],
        [0, 0, 0].map(Value::from).each_ref()
    );
}
