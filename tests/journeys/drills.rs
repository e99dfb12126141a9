//! Drills: what must hold when everything goes wrong at once. Each has a twin that is made wrong on purpose and must be
//! caught, or the drill proves nothing.
//!
//! Short by default; `KITH_DRILL=long` takes the figures that are promised, and a number at most so many.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use kith_store::{
    Store,
    backups::{compare_tables, describe, list, verify},
};
use kith_tests::{export_maker::Large, world::World};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{count::rich, picture};

mod clocks;
#[cfg(target_os = "linux")]
mod copied;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod power;
mod quit;
mod renew;
mod updates;
mod work;

const CHILD: &str = "KITH_DRILL_CHILD";

/// How often, in a short and in a long drill.
fn times(short: u64, long: u64) -> u64 {
    let wish = std::env::var("KITH_DRILL").unwrap_or_default();
    match wish.parse::<u64>() {
        Ok(most) => long.min(most),
        Err(_) if wish == "long" => long,
        Err(_) => short,
    }
}

/// Numbers that are the same in every run, and like chance.
fn chance(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |bound| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D) % bound.max(1)
    }
}

/// Not a drill by itself: what the drills start as a process of its own, to be killed.
#[test]
fn child() {
    let Ok(orders) = std::env::var(CHILD) else { return };
    let orders: Value = serde_json::from_str(&orders).unwrap();
    let text = |key: &str| orders[key].as_str().unwrap_or_default().to_owned();
    let folder = PathBuf::from(text("folder"));
    if text("do") == "hold" {
        let owned = Store::open(&folder.join("kith.db"), "20260105T080000Z");
        println!("{}", if owned.is_ok() { "owner" } else { "refused" });
        let _ = std::io::stdin().read_line(&mut String::new());
        return;
    }
    match text("do").as_str() {
        "work" => return work::work(&orders),
        "laden" => return quit::laden(&orders),
        "elsewhere" => return clocks::elsewhere(),
        _ => {}
    }
    let world = World::at(&folder, orders["ids"].as_u64().unwrap());
    println!("ready");
    match text("do").as_str() {
        "renew" => renew::renew(&world, &text("code")),
        #[cfg(target_os = "linux")]
        "copy" => copied::copy(&world, &orders),
        "back_up" => loop {
            world.get("backups.create", json!({}));
            println!("made");
        },
        _ => {
            world.get("backups.restore", json!({ "name": text("name") }));
            println!("restored");
        }
    }
}

struct Started {
    child: Child,
    lines: Receiver<String>,
}

impl Started {
    fn new(orders: &Value) -> Self {
        Self::of(Self::command(orders))
    }

    /// On a disk that is watched, or fails; `built` is where what watches it is compiled.
    #[cfg(target_os = "linux")]
    fn on(orders: &Value, disk: &kith_tests::disk::Disk, built: &Path) -> Self {
        let mut command = Self::command(orders);
        disk.under(&mut command, built).unwrap();
        Self::of(command)
    }

    fn command(orders: &Value) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["drills::child", "--exact", "--nocapture"]).env(CHILD, orders.to_string());
        command
    }

    fn of(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// Waits for one of some lines.
    fn says(&self, wanted: &[&str]) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).unwrap();
            if let Some(found) = wanted.iter().find(|word| line.contains(**word)) {
                return (*found).to_owned();
            }
        }
    }

    /// Waits for a line that begins so; answers what follows.
    fn tells(&self, beginning: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).unwrap();
            if let Some(told) = line.strip_prefix(beginning) {
                return told.to_owned();
            }
        }
    }

    /// Waits until it has done all it should, and is gone.
    fn ends(mut self) {
        self.says(&["ended"]);
        assert!(self.child.wait().unwrap().success());
    }

    /// Kills it as hard as can be, after so many milliseconds, whatever it says.
    fn kill_after(mut self, milliseconds: u64) {
        std::thread::sleep(Duration::from_millis(milliseconds));
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Kills it as hard as can be, when it said something more or after so many milliseconds.
    fn kill_within(mut self, milliseconds: u64) {
        let _ = self.lines.recv_timeout(Duration::from_millis(milliseconds));
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A world with some hundred messages, closed.
fn closed() -> World {
    let (archive, _) = Large { people: 40, channels: 4, ..Large::new(600) }.write(Vec::new()).unwrap();
    let world = World::new();
    world.import(&archive);
    world.get("settings.change", json!({ "name": "Orchard" }));
    world
}

/// How many of the files under a final name are not what their manifests say.
fn bad(folder: &Path) -> usize {
    list(folder).iter().filter(|backup| !verify(backup).is_ok_and(|verdict| verdict.ok)).count()
}

#[test]
fn a_backup_that_is_killed_is_whole_or_not_there() {
    let world = closed();
    let folder = world.file().parent().unwrap().join("backups");
    let mut next = chance(1);
    let mut unfinished = 0;
    let world = world.paused(|world| {
        for run in 1..=times(12, 200) {
            let started = Started::new(&json!({ "do": "back_up", "folder": world.folder(), "ids": run * 1_000 }));
            started.says(&["ready"]);
            started.kill_within(next(150));
            let left = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            unfinished += left.filter(|entry| entry.file_name().to_string_lossy().ends_with(".partial")).count();
        }
    });
    assert_eq!(bad(&folder), 0);
    assert!(unfinished > 0, "some were killed in their midst, or this drill shows nothing");
    world.get("backups.create", json!({}));
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    // The twin: a copy that is written under its final name.
    let good = list(&folder).swap_remove(0);
    let careless = folder.join("kith-20260101T000000Z-daily.db");
    std::fs::copy(good.path.with_extension("json"), careless.with_extension("json")).unwrap();
    let bytes = std::fs::read(&good.path).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create(&careless).unwrap(), &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(bad(&folder), 1, "half a copy under a final name must be caught");
}

/// What a folder's community is called, when it is in order.
fn name_in_order(world: &World) -> Option<String> {
    let is_whole = world.call("check", json!({})).is_ok_and(|checked| checked["ok"] == json!(true));
    let settings = world.call("settings.get", json!({})).ok().filter(|_| is_whole)?;
    Some(settings["name"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn going_back_that_is_killed_is_old_or_new() {
    let mut world = closed();
    let backup = world.get("backups.create", json!({}))["backup"]["name"].clone();
    world.get("settings.change", json!({ "name": "Meadow" }));
    let mut next = chance(2);
    let (mut old, mut new) = (0, 0);
    // How long it takes depends on the machine: who came too late comes earlier the next time.
    let mut within = 600;
    for run in 1..=times(10, 200) {
        world = world.paused(|world| {
            let orders = json!({ "do": "restore", "folder": world.folder(), "ids": run * 1_000, "name": backup });
            let started = Started::new(&orders);
            started.says(&["ready"]);
            started.kill_within(next(within));
        });
        match name_in_order(&world).as_deref() {
            Some("Meadow") => {
                old += 1;
                within = (within * 2).min(2_400);
            }
            Some("Orchard") => {
                new += 1;
                within = (within / 2).max(1);
                world.get("settings.change", json!({ "name": "Meadow" }));
            }
            other => panic!("run {run}: neither old nor new: {other:?}"),
        }
    }
    assert!(old > 0 && new > 0, "old {old}, new {new}: the drill must meet both");
    // The twin: a restore that writes over the file in place, and gets half way.
    let (more, _) = Large { people: 60, channels: 6, ..Large::new(2_000) }.write(Vec::new()).unwrap();
    world.import(&more);
    let from = world.file().parent().unwrap().join("backups").join(backup.as_str().unwrap());
    let world = world.paused(|world| {
        let (mut file, copy) = (std::fs::read(world.file()).unwrap(), std::fs::read(&from).unwrap());
        let half = file.len().min(copy.len()) / 2;
        file[..half].copy_from_slice(&copy[..half]);
        std::io::Write::write_all(&mut std::fs::File::create(world.file()).unwrap(), &file).unwrap();
    });
    assert_eq!(name_in_order(&world), None, "half of one file over another must be caught");
}

#[test]
fn a_flipped_bit_is_noticed_and_never_a_panic() {
    let world = World::new();
    world.import(&rich().bytes());
    world.get("backups.create", json!({}));
    let before = picture::of(&world);
    let mut next = chance(3);
    let (mut caught, mut harmless, mut deeper) = (0, 0, 0);
    let mut world = world;
    let many = times(30, 1_000);
    for run in 0..many {
        let mut whole = Vec::new();
        let mut found = (false, false);
        world = world.paused(|world| {
            whole = std::fs::read(world.file()).unwrap();
            let mut bytes = whole.clone();
            let at = usize::try_from(next(bytes.len() as u64)).unwrap();
            bytes[at] ^= 1 << next(8);
            put(&world.file(), &bytes);
            found = examined(&world.file());
            let after = std::fs::read(world.file()).unwrap();
            assert!(found.0 || after.len() == bytes.len(), "run {run}: what is damaged is not written over");
        });
        caught += u64::from(found.0 || found.1);
        if !found.0 && !found.1 {
            // Free space, an index, the full text, what is counted: nothing that anybody wrote. What is counted, or who
            // belongs to whom, the deeper examination finds.
            let checked = world.call("check", json!({}));
            if checked.as_ref().is_ok_and(|report| report["ok"] == json!(false)) {
                deeper += 1;
            } else if checked.is_ok() {
                picture::assert_same(&picture::of(&world), &before, "a flip that nothing noticed");
            }
            harmless += 1;
        }
        world = world.paused(|world| put(&world.file(), &whole));
    }
    assert_eq!(caught + harmless, many);
    println!(
        "{many} flips: {caught} noticed by rows or structure, {deeper} by a deeper look, the others touched nothing that anybody reads"
    );
    // The twin: who only looks at the structure misses what was changed in the rows.
    let mut found = (false, false);
    let world = world.paused(|world| {
        let mut bytes = std::fs::read(world.file()).unwrap();
        let at = bytes.windows(10).position(|window| window == b"found some").expect("the message is in the file");
        bytes[at] ^= 0x20;
        put(&world.file(), &bytes);
        found = examined(&world.file());
    });
    assert_eq!(found, (true, false), "the manifest notices another letter, the structure does not");
    // Every flip in a backup is noticed, wherever it is.
    let folder = world.file().parent().unwrap().join("backups");
    let backup = list(&folder).swap_remove(0);
    let whole = std::fs::read(&backup.path).unwrap();
    for run in 0..times(60, 1_000) {
        let mut bytes = whole.clone();
        let at = usize::try_from(next(bytes.len() as u64)).unwrap();
        bytes[at] ^= 1 << next(8);
        put(&backup.path, &bytes);
        assert_eq!(bad(&folder), 1, "run {run}: byte {at}");
    }
}

/// Whether the rows are not what the newest manifest says, and whether the structure is broken.
fn examined(file: &Path) -> (bool, bool) {
    let newest = list(&file.parent().unwrap().join("backups")).swap_remove(0);
    let rows = match compare_tables(file, newest.manifest.as_ref().unwrap(), &["setting"]) {
        Ok((differs, _, _)) => differs.is_some(),
        Err(_) => true,
    };
    let opened = std::panic::catch_unwind(|| Store::open(file, "20260105T080000Z").map(|store| store.quick_check()));
    let structure = match opened.unwrap_or_else(|_| panic!("a damaged file made it panic")) {
        Ok(Ok(lines)) => !lines.is_empty(),
        _ => true,
    };
    (rows, structure)
}

fn put(path: &Path, bytes: &[u8]) {
    let _ = std::fs::remove_file(path);
    std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), bytes).unwrap();
}

#[test]
fn a_rehearsal_finds_what_the_hash_of_the_file_does_not() {
    let world = World::new();
    world.import(&rich().bytes());
    let name = world.get("backups.create", json!({}))["backup"]["name"].as_str().unwrap().to_owned();
    assert_eq!(world.get("backups.rehearse", json!({}))["ok"], json!(true));
    // The twin: words changed in the copy, and its manifest told the new hash.
    let path = world.file().parent().unwrap().join("backups").join(&name);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(10).position(|window| window == b"found some").expect("the message is in the copy");
    bytes[at..at + 5].copy_from_slice(b"eaten");
    put(&path, &bytes);
    let told = path.with_extension("json");
    let mut manifest: Value = serde_json::from_slice(&std::fs::read(&told).unwrap()).unwrap();
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    manifest["sha256"] = json!(hash);
    put(&told, manifest.to_string().as_bytes());
    assert_eq!(describe(&path).unwrap().manifest.unwrap().sha256, hash);
    let rehearsed = world.get("backups.rehearse", json!({}));
    assert_eq!(rehearsed["ok"], json!(false), "{rehearsed}");
    assert!(rehearsed["trouble"].as_str().unwrap().contains("activity"), "{rehearsed}");
}

/// Starts many at once; answers how many of them own the community.
fn owners(folders: &[PathBuf]) -> usize {
    let all: Vec<Started> =
        folders.iter().map(|folder| Started::new(&json!({ "do": "hold", "folder": folder }))).collect();
    let said: Vec<String> = all.iter().map(|one| one.says(&["owner", "refused"])).collect();
    for one in all {
        one.kill_within(0);
    }
    said.iter().filter(|word| *word == "owner").count()
}

#[test]
fn of_many_that_start_at_once_one_has_the_community() {
    let world = World::new();
    world.close();
    let folder = world.file().parent().unwrap().to_owned();
    let many = usize::try_from(times(6, 20)).unwrap();
    for run in 0..times(2, 20) {
        assert_eq!(owners(&vec![folder.clone(); many]), 1, "run {run}");
    }
    // The twin: the same file by two ways, without a lock between them.
    let other = folder.with_file_name("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::copy(folder.join("kith.db"), other.join("kith.db")).unwrap();
    assert_eq!(owners(&[folder, other]), 2, "two that do not know of each other must be seen");
}
