//! Kith killed in the midst of an import: nothing is half done, and the next time it goes on.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use kith_tests::{export_maker::Large, world::World};
use serde_json::{Value, json};

use crate::{count::rich, picture};

const CHILD: &str = "KITH_TEST_CHILD";

/// Not a test by itself: what the tests below start as a process of its own, to be killed.
#[test]
fn child() {
    let Ok(orders) = std::env::var(CHILD) else { return };
    let orders: Value = serde_json::from_str(&orders).unwrap();
    let path = |key: &str| Path::new(orders[key].as_str().unwrap()).to_owned();
    let world = World::at(&path("folder"), orders["ids"].as_u64().unwrap());
    if let Some(piece) = orders["abort_at"].as_u64() {
        world.clock.abort_at(piece);
    }
    let mut changes = world.changes();
    let id = world.start(&path("archive"), json!({})).unwrap();
    println!("started");
    while world.next(&mut changes).is_some() {
        println!("changed");
        let report = world.get("imports.reconciliation", json!({ "id": id }));
        if report["import"]["state"] == json!("done") {
            break;
        }
    }
}

fn start_child(world: &World, archive: &Path, run: u64, abort_at: Option<u64>) -> Command {
    let orders = json!({ "folder": world.folder(), "archive": archive, "ids": run * 100, "abort_at": abort_at });
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["killed::child", "--exact", "--nocapture"]).env(CHILD, orders.to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Kills an import again and again with `kill`, then lets it finish; it must not differ from one that nobody disturbed.
fn check(archive: &[u8], runs: u64, kill: impl Fn(&World, &Path, u64)) {
    let undisturbed = World::new();
    undisturbed.import(archive);
    let mut world = World::new();
    let path = world.save(archive);
    for run in 1..=runs {
        world = world.paused(|world| kill(world, &path, run));
        let imports = world.get("imports.list", json!({}));
        let states: Vec<&Value> = picture::list(&imports, "imports").map(|import| &import["state"]).collect();
        assert!(states.len() <= 1, "each run goes on with the same import: {imports}");
        assert!(
            states.iter().all(|state| matches!(state.as_str(), Some("interrupted" | "done"))),
            "run {run}: {imports}"
        );
    }
    let id = world.start(&path, json!({})).unwrap();
    let report = world.finish(&id);
    assert_eq!((&report["import"]["state"], &report["balanced"]), (&json!("done"), &json!(true)), "{report}");
    picture::assert_same(&picture::of(&world), &picture::of(&undisturbed), "killed and resumed");
    let checked = world.get("check", json!({}));
    assert_eq!(checked["ok"], json!(true), "{checked}");
}

#[test]
fn killed_before_each_of_its_pieces() {
    check(&rich().bytes(), 4, |world, archive, run| {
        let ended = start_child(world, archive, run, Some(run)).output().unwrap();
        assert!(
            !ended.status.success(),
            "the child should have been killed: {}",
            String::from_utf8_lossy(&ended.stdout)
        );
    });
}

#[test]
fn killed_anywhere() {
    let (archive, _) = Large { people: 40, channels: 4, ..Large::new(600) }.write(Vec::new()).unwrap();
    check(&archive, 5, |world, archive, run| {
        let mut child = start_child(world, archive, run, None).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // After some sign of life, at whatever it is doing by then.
        let signs = lines.map_while(Result::ok).filter(|line| line.contains("started") || line.contains("changed"));
        let _ = signs.take(usize::try_from(run).unwrap()).count();
        child.kill().unwrap();
        child.wait().unwrap();
    });
}
