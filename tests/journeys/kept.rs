//! What must not go while somebody reaches for it: the backup that is gone back to, and who was erased while others were busy.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use kith_app::{Code, Desktop, ExposeSecret as _};
use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::{
    count::rich,
    picture::list,
    sealed::{self, set_up},
};

const DAY: i64 = 24 * 3_600_000;
const MINUTE: i64 = 60_000;

fn rename(world: &World, name: &str) {
    world.get("settings.change", json!({ "name": name }));
}

fn name(world: &World) -> Value {
    world.get("settings.get", json!({}))["name"].clone()
}

fn back_up(world: &World, name: &str) -> String {
    rename(world, name);
    let made = world.get("backups.create", json!({}));
    world.clock.pass(MINUTE);
    made["backup"]["name"].as_str().unwrap().to_owned()
}

#[test]
fn going_back_does_not_thin_away_what_is_gone_back_to() {
    let world = World::new();
    world.import(&rich().bytes());
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    world.get("backups.elsewhere", json!({ "on": true, "path": drive, "plain": true }));
    // Of one day another one stays, and three were made since: the next thinning takes this one.
    let wanted = back_up(&world, "Orchard");
    back_up(&world, "Meadow");
    world.clock.pass(2 * DAY - 30 * MINUTE);
    for name in ["River", "Lake", "Sea"] {
        back_up(&world, name);
    }
    world.clock.pass(DAY / 2);
    let copy = std::fs::read_dir(&drive).unwrap().next().unwrap().unwrap().path().join(&wanted);
    let kept = world.aside("kept.db");
    assert!(std::fs::copy(&copy, &kept).unwrap() > 0);
    world.get("backups.restore", json!({ "path": copy }));
    assert_eq!(name(&world), "Orchard", "the copy in the other folder");
    let local = world.file().with_file_name("backups").join(&wanted);
    assert!(!copy.exists() && !local.exists(), "thinned once it was in its place");
}

#[test]
fn going_back_by_name_does_not_thin_it_away() {
    let world = World::new();
    world.import(&rich().bytes());
    let wanted = back_up(&world, "Orchard");
    back_up(&world, "Meadow");
    world.clock.pass(2 * DAY - 30 * MINUTE);
    for name in ["River", "Lake", "Sea"] {
        back_up(&world, name);
    }
    world.clock.pass(DAY / 2);
    world.get("backups.restore", json!({ "name": wanted }));
    assert_eq!(name(&world), "Orchard");
}
