//! Kith killed in the midst of a sync, again and again, while the workspace goes on: the next run ends with what the
//! workspace shows, and nothing is doubled or lost.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::SystemTime,
};

use kith_tests::{
    fake_slack::{FakeSlack, TOKEN, Workspace, api},
    world::World,
};
use serde_json::{Value, json};

use crate::workspace::{kept, shown, walk};

const CHILD: &str = "KITH_TEST_SYNCING";

/// Not a test by itself: what the test below starts as a process of its own, to be killed.
#[test]
fn syncing_child() {
    let Ok(orders) = std::env::var(CHILD) else { return };
    let orders: Value = serde_json::from_str(&orders).unwrap();
    let world = World::at(Path::new(orders["folder"].as_str().unwrap()), orders["ids"].as_u64().unwrap());
    world.sync(&connect(&world, orders["address"].as_str().unwrap()), true);
}

pub(crate) fn connect(world: &World, address: &str) -> String {
    let wish = json!({ "kind": "slack", "secret": TOKEN, "settings": { "address": address } });
    world.get("sources.connect", wish)["id"].as_str().unwrap().to_owned()
}

pub(crate) fn busy() -> Workspace {
    let mut workspace = Workspace::new();
    let people: Vec<String> = (0..9).map(|number| workspace.person(&format!("gardener{number}"))).collect();
    for room in 0..4_usize {
        let channel = workspace.channel(&format!("bed-{room}"));
        workspace.join(&channel, &people[0]);
        for number in 0..30_usize {
            let root = workspace.post(&channel, &people[number % 9], &format!("row {number}"));
            for answer in 0..number % 4 {
                workspace.reply(
                    &channel,
                    root,
                    &people[(number + answer) % 9],
                    &format!("answer {answer} to {number}"),
                );
            }
        }
    }
    workspace
}

/// What the workspace does while Kith is down: in one channel only, for a channel that goes on is looked at again, and that
/// would mend what was lost.
pub(crate) fn go_on(workspace: &mut Workspace, round: u64) {
    let channel = workspace.channels.keys().next().cloned().unwrap();
    let user = workspace.users.keys().next().cloned().unwrap();
    let roots: Vec<i64> = workspace.channels[&channel].threads.keys().copied().collect();
    let root = roots[round as usize % roots.len()];
    workspace.reply(&channel, root, &user, &format!("late, in round {round}"));
    workspace.edit(&channel, root, &format!("said better in round {round}"));
    let others = workspace.channels[&channel].messages.iter();
    let other = others.filter(|(_, one)| one.thread.is_none() && !one.fields.contains_key("subtype")).nth(2);
    let other = other.map(|(number, _)| *number).unwrap();
    workspace.delete(&channel, other);
    workspace.post(&channel, &user, &format!("new in round {round}"));
}

#[test]
fn killed_anywhere_in_a_sync() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let fake = runtime.block_on(FakeSlack::start(busy())).unwrap();
    let address = api(fake.address()).to_string();
    let undisturbed = World::new();
    undisturbed.sync(&connect(&undisturbed, &address), true);
    assert_eq!(kept(&undisturbed), fake.with(|workspace| shown(workspace)));
    let whole = fake.requests();
    let mut world = World::new();
    for round in 1..=8 {
        fake.forget_requests();
        // Early and late by turns: in lists, in histories, in threads.
        let moment = whole * (round * 4 % 9) / 9;
        world = world.paused(|world| {
            let mut child = child(&world.folder(), &address, round);
            while fake.requests() < moment && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            // Half of them in the midst of what is being written then, or right after.
            let before = written(&world.folder());
            while round % 2 == 1 && written(&world.folder()) == before && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            child.kill().unwrap();
            child.wait().unwrap();
        });
        fake.with(|workspace| go_on(workspace, round));
    }
    let ended = world.sync(&connect(&world, &address), true);
    assert_eq!(ended["state"], json!("idle"), "{ended}");
    assert_eq!(kept(&world), fake.with(|workspace| shown(workspace)));
    let checked = world.get("check", json!({}));
    assert_eq!(checked["ok"], json!(true), "{checked}");
}

/// When its journals were last written to.
fn written(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    let files = walk(folder).into_iter().filter(|file| file.to_string_lossy().ends_with("-wal"));
    files.filter_map(|file| Some((file.clone(), file.metadata().ok()?.modified().ok()?))).collect()
}

fn child(folder: &Path, address: &str, round: u64) -> Child {
    let orders = json!({ "folder": folder, "address": address, "ids": round * 1_000 });
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["cut_off::syncing_child", "--exact", "--nocapture"]).env(CHILD, orders.to_string());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn what_happens_while_a_run_is_cut_off_is_seen_by_the_next() {
    for requests in (4..60).step_by(8) {
        let world = World::new();
        let fake = world.block_on(FakeSlack::start(busy())).unwrap();
        let id = connect(&world, api(fake.address()).as_str());
        fake.cut_after(Some(requests));
        let ended = world.sync(&id, true);
        assert_ne!(ended["state"], json!("idle"), "{ended}");
        fake.cut_after(None);
        fake.with(|workspace| go_on(workspace, 1));
        let ended = world.sync(&id, true);
        assert_eq!(ended["state"], json!("idle"), "{ended}");
        assert_eq!(kept(&world), fake.with(|workspace| shown(workspace)), "cut off after {requests} requests");
        let (now, _) = (fake.requests(), fake.forget_requests());
        assert_eq!(world.sync(&id, true)["report"]["added"], json!(0));
        assert!(fake.requests() < now, "a run that was not cut off looks once");
    }
}
