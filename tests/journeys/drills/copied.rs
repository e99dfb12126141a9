//! Sealed second copies, made by a program that is killed and on a drive that fails: a copy under its name is whole, and
//! what could not be copied is told and copied the next time.

use std::path::{Path, PathBuf};

use kith_tests::{
    disk::{Disk, Failure, power::Record},
    world::World,
};
use serde_json::{Value, json};

use super::{Started, chance, times};
use crate::picture::list;

const PASSPHRASE: &str = "orchard gate spoon";

/// The child's side: chooses the drive, then makes backups; says of each what became of its copy.
#[expect(clippy::print_stdout, reason = "whoever began this program reads it")]
pub(crate) fn copy(world: &World, orders: &Value) {
    let wish = json!({ "on": true, "path": orders["drive"], "passphrase": PASSPHRASE });
    // A drive that fails right now is told by the list.
    let _ = world.call("backups.elsewhere", wish);
    for piece in 0..orders["pieces"].as_u64().unwrap() {
        world.get("settings.change", json!({ "name": format!("Name {piece}") }));
        let made = world.get("backups.create", json!({}));
        let told = world.get("backups.list", json!({}))["elsewhere"].clone();
        println!("{} {}", told["state"].as_str().unwrap(), made["backup"]["name"].as_str().unwrap());
    }
    println!("ended");
}

/// A community and a drive. It is small: sealing without optimisation is slow.
fn begun() -> (World, PathBuf) {
    let world = World::new();
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    (world, drive)
}

fn orders(world: &World, drive: &Path, run: u64, pieces: u64) -> Value {
    json!({ "do": "copy", "folder": world.folder(), "ids": run * 1_000, "drive": drive, "pieces": pieces })
}

/// The files on the drive whose names end so.
fn ending(drive: &Path, ending: &str) -> Vec<PathBuf> {
    let files = crate::workspace::walk(drive);
    files.into_iter().filter(|path| path.to_string_lossy().ends_with(ending)).collect()
}

fn is_whole(world: &World, copy: &Path) -> bool {
    let verdict = world.call("backups.verify", json!({ "path": copy, "passphrase": PASSPHRASE }));
    verdict.is_ok_and(|verdict| verdict["ok"] == json!(true))
}

/// How many copies under their names are not what was sealed.
fn bad(world: &World, drive: &Path) -> usize {
    ending(drive, ".db.age").iter().filter(|path| !is_whole(world, path)).count()
}

/// The twin: half of a copy under its name must be caught.
fn catch_half(world: &World, drive: &Path) {
    let path = ending(drive, ".db.age").swap_remove(0);
    let bytes = std::fs::read(&path).unwrap();
    super::put(&path, &bytes[..bytes.len() / 2]);
    assert!(!is_whole(world, &path), "half a copy under its name must be caught");
}

/// Whether a copy of a backup lies there, with its manifest.
fn lies_there(drive: &Path, backup: &str) -> bool {
    let stem = backup.strip_suffix(".db").unwrap();
    [".db.age", ".json.age"].iter().all(|rest| !ending(drive, &format!("{stem}{rest}")).is_empty())
}

#[test]
fn a_sealed_copy_that_is_killed_is_whole_or_not_there() {
    let (world, drive) = begun();
    let mut next = chance(13);
    let (mut unfinished, mut said) = (0, 0);
    let world = world.paused(|world| {
        for run in 1..=times(8, 200) {
            let started = Started::new(&orders(world, &drive, run, 1_000));
            started.says(&["ready"]);
            // The first is choosing the drive, which copies too.
            let first = started.tells("fine ");
            assert!(lies_there(&drive, &first), "run {run}: {first} was said to be there");
            said += 1;
            started.kill_within(next(100));
            unfinished += ending(&drive, ".partial").len();
        }
    });
    assert_eq!(bad(&world, &drive), 0);
    assert!(unfinished > 0, "some were killed in their midst, or this drill shows nothing");
    let copies = ending(&drive, ".db.age").len();
    world.get("backups.elsewhere", json!({ "on": true, "path": drive, "passphrase": PASSPHRASE }));
    world.get("settings.change", json!({ "name": "Meadow" }));
    world.get("backups.create", json!({}));
    assert_eq!(ending(&drive, ".partial").len(), 0, "what was cut off goes with the next copy");
    println!("{said} killed, {unfinished} in the midst of a copy: {copies} copies, all whole");
    catch_half(&world, &drive);
}

#[test]
fn whichever_write_to_the_drive_fails_the_backup_is_made_and_the_copy_follows() {
    let (world, drive) = begun();
    world.close();
    let built = world.aside(".");
    let log = world.aside("record");
    let on = |disk: &Disk, run: u64, pieces: u64| {
        let mut command = Started::command(&orders(&world, &drive, run, pieces));
        disk.under(&mut command, &built).unwrap();
        let ended = command.output().unwrap();
        assert!(ended.status.success(), "run {run}: {}", String::from_utf8_lossy(&ended.stderr));
        let lines = String::from_utf8(ended.stdout).unwrap();
        let told = lines.lines().find_map(|line| {
            let (state, name) = line.split_once(' ')?;
            name.starts_with("kith-").then(|| (state.to_owned(), name.to_owned()))
        });
        told.expect("the backup is made, whatever becomes of its copy")
    };
    let watched = Disk { folder: drive.clone(), log: Some(log.clone()), ..Disk::default() };
    assert_eq!(on(&watched, 1, 1).0, "fine");
    let none = std::collections::BTreeMap::new();
    let many = Record::new(&drive, &none, &std::fs::read(log).unwrap(), false).unwrap().len() as u64;
    let tries = times(12, 400).min(many);
    let (mut behind, mut fine) = (0, 0);
    for number in 0..tries {
        let at = 1 + number * many / tries;
        let error = if number % 2 == 0 { Failure::BROKEN } else { Failure::FULL };
        let fails = Some(Failure { at, error, stays: number % 3 != 0 });
        let disk = Disk { folder: drive.clone(), fails, ..Disk::default() };
        let (state, name) = on(&disk, number + 2, 1);
        match state.as_str() {
            "fine" => {
                assert!(lies_there(&drive, &name), "change {at} of {many}: {name} was said to be there");
                fine += 1;
            }
            state => {
                assert_eq!(state, "behind", "change {at} of {many}");
                behind += 1;
            }
        }
    }
    // Looked at by a program on a drive that works again, which also copies what is behind.
    let last = on(&Disk { folder: drive.clone(), ..Disk::default() }, 10_000, 1);
    assert_eq!((last.0.as_str(), lies_there(&drive, &last.1)), ("fine", true));
    let world = world.reopened();
    assert_eq!(bad(&world, &drive), 0, "what is under its name is whole");
    let backups = list(&world.get("backups.list", json!({})), "backups").filter(|row| row["state"] == "whole").count();
    assert!(backups as u64 > tries, "every backup was made: {backups}");
    println!("a copy is {many} changes; {tries} failed: {behind} told as behind, {fine} made up for at once, 0 bad");
    assert!(behind > 0);
    catch_half(&world, &drive);
}
