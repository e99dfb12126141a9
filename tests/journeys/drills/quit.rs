//! Quitting while everything is going on: how long it takes, and that nothing is lost by it.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use kith_tests::{export_maker::Large, fake_slack::FakeSlack, fake_slack::api, world::World};
use serde_json::{Value, json};

use super::{Started, chance, times};
use crate::cut_off::{busy, connect};

/// Whoever quits waits no longer than this.
const SOON: Duration = Duration::from_secs(1);

/// The child's side: an import, a sync and questions without end; when a line comes, it quits.
#[expect(clippy::print_stdout, reason = "whoever began this program reads it")]
pub(crate) fn laden(orders: &Value) {
    let text = |key: &str| PathBuf::from(orders[key].as_str().unwrap());
    let world = World::at(&text("folder"), orders["ids"].as_u64().unwrap());
    let import = world.start(&text("archive"), json!({})).unwrap();
    let source = connect(&world, orders["address"].as_str().unwrap());
    let _ = world.call("sources.sync", json!({ "id": source, "full": true }));
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for question in ["check", "stats", "home"] {
            let (world, over) = (&world, &over);
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    let _ = world.call(question, json!({}));
                }
            });
        }
        println!("laden");
        let _ = std::io::stdin().read_line(&mut String::new());
        if orders["patient"] == json!(true) {
            let _ = world.finish(&import);
        }
        over.store(true, Ordering::Relaxed);
        world.quit();
        println!("closed");
        std::process::exit(0);
    });
}

/// Quits in the midst of it; answers how long it took.
fn quit(folder: &Path, archive: &Path, address: &str, run: u64, after: u64, patient: bool) -> Duration {
    let orders = json!({
        "do": "laden", "folder": folder, "archive": archive, "address": address, "ids": run * 10_000, "patient": patient,
    });
    let mut started = Started::new(&orders);
    started.says(&["laden"]);
    std::thread::sleep(Duration::from_millis(after));
    let begun = Instant::now();
    started.child.stdin.take().unwrap().write_all(b"\n").unwrap();
    assert!(started.child.wait().unwrap().success());
    begun.elapsed()
}

#[test]
fn quitting_in_the_midst_of_everything_is_quick_and_loses_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let fake = runtime.block_on(FakeSlack::start(busy())).unwrap();
    let address = api(fake.address()).to_string();
    let (archive, _) = Large { people: 200, channels: 12, ..Large::new(12_000) }.write(Vec::new()).unwrap();
    let mut world = World::new();
    let path = world.save(&archive);
    let mut next = chance(19);
    let mut took = Vec::new();
    for run in 1..=times(3, 100) {
        world = world.paused(|world| {
            took.push(quit(&world.folder(), &path, &address, run, next(1_500), false));
        });
        let checked = world.get("check", json!({}));
        let is_whole = ["structure", "references"].iter().all(|name| {
            let one = checked["checks"].as_array().unwrap().iter().find(|one| one["name"] == json!(name)).unwrap();
            one["ok"] == json!(true)
        });
        assert!(is_whole, "run {run}: {checked}");
    }
    took.sort();
    let (median, longest) = (took[took.len() / 2], took[took.len() - 1]);
    println!(
        "quit {} times under load: median {} ms, longest {} ms",
        took.len(),
        median.as_millis(),
        longest.as_millis()
    );
    // A figure of the long drill: beside other tests a machine may be busy.
    let patience = if times(0, 1) == 1 { SOON } else { SOON * 10 };
    assert!(longest < patience, "{took:?}");
    // The twin: a program that brings to an end what it began.
    let other = World::new();
    other.close();
    let patient = quit(&other.folder(), &path, &address, 1_000, 0, true);
    println!("the twin, which finishes first: {} ms", patient.as_millis());
    assert!(patient > SOON, "a program that does not stop must be noticed: {patient:?}");
}
