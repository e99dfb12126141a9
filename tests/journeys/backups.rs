//! Backups from the door of the commands: made, looked at, rehearsed, gone back to, kept elsewhere.

use std::path::Path;

use kith_app::Code;
use kith_tests::{export_maker::Large, world::World};
use serde_json::{Value, json};

use crate::{count::rich, picture, picture::list};

const DAY: i64 = 24 * 3_600_000;

/// A world with a little of everything in it.
fn filled() -> World {
    let world = World::new();
    world.import(&rich().bytes());
    world
}

fn rename(world: &World, name: &str) {
    world.get("settings.change", json!({ "name": name }));
}

fn name(world: &World) -> Value {
    world.get("settings.get", json!({}))["name"].clone()
}

fn names(world: &World) -> Vec<String> {
    let all = world.get("backups.list", json!({}));
    list(&all, "backups").map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn folders(world: &World, begin: &str) -> usize {
    let folder = world.file().parent().unwrap().to_owned();
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.filter(|name| name.starts_with(begin)).count()
}

/// Overwrites a stretch of a file, read-only or not.
fn damage(path: &Path, from: usize, many: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[from..from + many].fill(0xA5);
    std::fs::remove_file(path).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), &bytes).unwrap();
}

#[test]
fn going_back_shows_what_differs_and_holds_sources_until_it_is_right() {
    let world = filled();
    rename(&world, "Orchard");
    let before = picture::of(&world);
    let made = world.get("backups.create", json!({}));
    let backup = made["backup"]["name"].clone();
    assert_eq!((&made["backup"]["state"], &made["backup"]["why"]), (&json!("whole"), &json!("by_hand")));
    assert_eq!(world.get("backups.verify", json!({ "name": backup }))["ok"], json!(true));
    let rehearsed = world.get("backups.rehearse", json!({}));
    assert_eq!(rehearsed["ok"], json!(true), "{rehearsed}");
    assert!(rehearsed["rows"].as_u64().unwrap() > 100, "{rehearsed}");

    rename(&world, "Meadow");
    let member = world.get(
        "members.list",
        json!({ "filter": { "text": "", "kind": "all", "seen": "any", "left": true }, "limit": 1 }),
    );
    let member = member["rows"][0]["id"].clone();
    world.get("notes.add", json!({ "member": member, "text": "written after the backup", "visibility": "shared" }));
    let preview = world.get("backups.preview", json!({ "name": backup }));
    let of = |side: &str, what: &str| {
        let counts = preview[side]["counts"].as_array().unwrap().iter();
        counts.filter(|one| one["what"] == what).map(|one| one["count"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!((of("here", "notes"), of("there", "notes")), (1, 0), "{preview}");
    assert!(of("there", "messages") > 5 && of("there", "messages") == of("here", "messages"));
    assert_eq!((&preview["ok"], &preview["other"]), (&json!(true), &json!(true)), "its name is another one by now");

    world.get("backups.restore", json!({ "name": backup }));
    assert_eq!(name(&world), "Orchard");
    picture::assert_same(&picture::of(&world), &before, "gone back");
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    assert_eq!(folders(&world, "before-restore-"), 1, "what was there is kept");
    assert_eq!(names(&world).len(), 2, "and was backed up");
    let restored = world.get("backups.list", json!({}));
    assert!(restored["restored_at"].is_i64() && restored["restored_of"].is_i64(), "{restored}");
    // It stays so until somebody says that it is right, also over a restart.
    let world = world.reopened();
    assert!(world.get("backups.list", json!({}))["restored_at"].is_i64());
    world.get("backups.confirm", json!({}));
    assert!(world.get("backups.list", json!({}))["restored_at"].is_null());
}

#[test]
fn once_a_day_when_something_changed() {
    let world = World::new();
    assert!(!world.back_up_if_due(), "an empty community needs none");
    world.import(&rich().bytes());
    assert!(world.back_up_if_due());
    assert!(!world.back_up_if_due(), "once a day");
    world.clock.pass(2 * DAY);
    assert!(!world.back_up_if_due(), "nothing changed");
    rename(&world, "Orchard");
    assert!(world.back_up_if_due());
    // A clock that was wrong by ten years for a while.
    world.clock.pass(3_650 * DAY);
    rename(&world, "Meadow");
    assert!(world.back_up_if_due());
    world.clock.pass(-3_650 * DAY);
    assert_eq!(names(&world).len(), 3, "nothing went because of it");
    rename(&world, "Orchard");
    world.clock.pass(DAY);
    assert!(world.back_up_if_due(), "what is from the future is not today's");
    let told = world.get("backups.list", json!({}));
    assert_eq!(list(&told, "backups").filter(|one| one["ahead"] == true).count(), 1, "{told}");
    assert_eq!(told["rehearsed"]["ok"], json!(true), "the first time it is rehearsed by itself");
    assert_eq!((&told["old"], &told["trouble"]), (&json!(false), &Value::Null));
    world.clock.pass(5 * DAY);
    rename(&world, "Meadow");
    assert_eq!(world.get("backups.list", json!({}))["old"], json!(true), "five days without one are told");
}

#[test]
fn a_second_copy_waits_for_its_drive() {
    let world = filled();
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    world.get("backups.elsewhere", json!({ "on": true, "path": drive, "plain": true }));
    world.get("backups.create", json!({}));
    let state = |world: &World| world.get("backups.list", json!({}))["elsewhere"]["state"].clone();
    assert_eq!(state(&world), "fine");
    let away = world.aside("unplugged");
    std::fs::rename(&drive, &away).unwrap();
    assert_eq!(state(&world), "missing");
    rename(&world, "Orchard");
    world.clock.pass(DAY);
    world.get("backups.create", json!({}));
    assert!(!drive.exists(), "no folder is made where the drive is not");
    std::fs::rename(&away, &drive).unwrap();
    assert_eq!(state(&world), "behind");
    world.back_up_if_due();
    assert_eq!(state(&world), "fine");
    // Another machine, with nothing but the drive.
    let other = World::new();
    let id = world.file().parent().unwrap().file_name().unwrap().to_owned();
    let preview = other.get("backups.preview", json!({ "path": drive.join(&id) }));
    assert_eq!((&preview["ok"], &preview["other"]), (&json!(true), &json!(true)), "{preview}");
    other.get("backups.restore", json!({ "path": drive.join(&id) }));
    assert_eq!(name(&other), "Orchard");
    picture::assert_same(&picture::of(&other), &picture::of(&world), "on another machine");
}

#[test]
fn a_broken_backup_is_told_and_not_gone_back_to() {
    let world = filled();
    let name = world.get("backups.create", json!({}))["backup"]["name"].clone();
    let file = world.file().parent().unwrap().join("backups").join(name.as_str().unwrap());
    damage(&file, 9_000, 1);
    let verdict = world.get("backups.verify", json!({ "name": name }));
    assert_eq!(verdict["ok"], json!(false), "{verdict}");
    let told = world.get("backups.list", json!({}));
    assert_eq!((&told["backups"][0]["state"], &told["last_good_at"]), (&json!("broken"), &Value::Null));
    let refused = world.call("backups.restore", json!({ "name": name })).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    assert_eq!(folders(&world, "before-restore-"), 0);
    let rehearsed = world.call("backups.rehearse", json!({}));
    assert!(rehearsed.is_err() || rehearsed.unwrap()["ok"] == json!(true), "a broken one is not counted on");
}

#[test]
fn who_was_erased_stays_so() {
    let world = filled();
    let find = |world: &World| {
        let filter = json!({ "text": "Bo Example", "kind": "all", "seen": "any", "left": true });
        let page = world.get("members.list", json!({ "filter": filter, "limit": 1 }));
        list(&page, "rows").next().cloned()
    };
    let name = world.get("backups.create", json!({}))["backup"]["name"].clone();
    let person = find(&world).unwrap();
    world.get("members.erase", json!({ "id": person["id"], "name": person["name"], "keep_copies": true }));
    assert!(find(&world).is_none());
    world.get("backups.restore", json!({ "name": name }));
    assert!(find(&world).is_none(), "erased again before anything is shown");
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    // Without a wish to keep them, what can be gone back to does not have the person any more.
    let other = world.get(
        "members.list",
        json!({ "filter": { "text": "Ada", "kind": "all", "seen": "any", "left": true }, "limit": 1 }),
    );
    let ada = other["rows"][0].clone();
    world.get("backups.create", json!({}));
    world.get("members.erase", json!({ "id": ada["id"], "name": ada["name"] }));
    let left = world.get("backups.list", json!({}));
    assert_eq!(list(&left, "backups").count(), 1, "{left}");
    assert_eq!((&left["backups"][0]["why"], &left["backups"][0]["state"]), (&json!("erasure"), &json!("whole")));
    assert_eq!(folders(&world, "before-restore-"), 0);
}

/// A world whose file is damaged in its midst, with a backup.
fn broken(world: World, from: usize, many: usize) -> World {
    world.get("backups.create", json!({}));
    world.paused(|world| damage(&world.file(), from, many))
}

#[test]
fn a_community_that_cannot_be_opened_goes_back() {
    let world = broken(filled(), 0, 4_096);
    assert_eq!(world.call("home", json!({})).unwrap_err().code, Code::DamagedFile);
    let backup = names(&world).remove(0);
    let preview = world.get("backups.preview", json!({ "name": backup }));
    assert_eq!((&preview["ok"], &preview["here"]), (&json!(true), &Value::Null));
    let hopeless = world.call("damage.salvage", json!({})).unwrap_err();
    assert_eq!(hopeless.code, Code::Invalid, "without its first page nothing can be read");
    assert_eq!(world.call("home", json!({})).unwrap_err().code, Code::DamagedFile, "and nothing changed");
    world.get("backups.restore", json!({ "name": backup }));
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    assert_eq!(folders(&world, "before-restore-"), 1);
}

#[test]
fn what_can_be_read_of_a_damaged_file_is_saved() {
    let (archive, _) = Large { people: 40, channels: 4, ..Large::new(1_500) }.write(Vec::new()).unwrap();
    let mut saved = 0;
    for part in [5, 7, 9] {
        let world = World::new();
        world.import(&archive);
        let known = world.get("stats", json!({}))["activities"]["post"].as_u64().unwrap();
        let pages = usize::try_from(world.file().metadata().unwrap().len()).unwrap() / 4_096;
        let world = broken(world, pages * part / 10 * 4_096, 2 * 4_096);
        // Where the list of tables itself is lost, only a backup helps.
        let Ok(mended) = world.call("damage.salvage", json!({})) else { continue };
        saved += 1;
        let checked = world.get("check", json!({}));
        assert_eq!(checked["ok"], json!(true), "part {part}: {checked} {mended}");
        assert_eq!(folders(&world, "corrupt-"), 1, "what is damaged is kept");
        let left = world.get("stats", json!({}))["activities"]["post"].as_u64().unwrap();
        let lost = mended["report"]["lost"].as_u64().unwrap();
        assert!(
            left <= known && (left == known || lost >= known - left),
            "what is missing is told: {left} of {known} {mended}"
        );
        assert!(left * 10 > known * 7, "two pages do not take everything: {left} of {known}");
    }
    assert!(saved >= 2, "{saved}");
    // A file whose header was written over cannot be opened at all, and everything is in it still.
    let world = World::new();
    world.import(&archive);
    let before = picture::of(&world);
    let world = broken(world, 0, 100);
    assert_eq!(world.call("home", json!({})).unwrap_err().code, Code::DamagedFile);
    let mended = world.get("damage.salvage", json!({}));
    assert_eq!((&mended["report"]["lost"], &mended["report"]["broken"]), (&json!(0), &json!(false)), "{mended}");
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    picture::assert_same(&picture::of(&world), &before, "everything was read");
    world.get("metrics.read", json!({ "every": "month" }));
}

#[test]
fn indexes_are_made_anew_or_nothing_changes() {
    let world = filled();
    world.get("damage.rebuild", json!({}));
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    assert_eq!(folders(&world, "corrupt-"), 1);
    let world = broken(world, 0, 4_096);
    assert_eq!(world.call("damage.rebuild", json!({})).unwrap_err().code, Code::Invalid);
    assert_eq!(folders(&world, "corrupt-"), 1, "nothing was moved");
}

/// Why backups were made, newest first.
fn reasons(world: &World) -> Vec<String> {
    let all = world.get("backups.list", json!({}));
    list(&all, "backups").map(|one| one["why"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn before_a_long_table_and_before_many_are_merged() {
    let world = filled();
    let bring = |rows: usize, name: &str| {
        let lines: String = (0..rows).map(|row| format!("Person {row},p{row}@example.org,Gardens {row}\n")).collect();
        let path = world.aside(name);
        let mut file = std::fs::File::create(&path).unwrap();
        std::io::Write::write_all(&mut file, format!("Name,Email,Company\n{lines}").as_bytes()).unwrap();
        let mapping = world.get("tables.inspect", json!({ "path": path }))["mapping"].clone();
        let started = world.get("tables.start", json!({ "path": path, "name": name, "mapping": mapping }));
        assert_eq!(world.finish(started["id"].as_str().unwrap())["import"]["state"], json!("done"));
    };
    bring(20, "short.csv");
    assert!(reasons(&world).is_empty(), "twenty rows are taken back without a backup");
    bring(1_100, "long.csv");
    assert_eq!(reasons(&world), ["imports"]);
    world.get("duplicates.accept", json!({ "threshold": 55 }));
    assert_eq!(reasons(&world), ["merge", "imports"]);
}

/// A letter changed in a message, in a file that nobody has open: its structure stays in order.
fn forget_a_letter(file: &Path) {
    let bytes = std::fs::read(file).unwrap();
    let at = bytes.windows(10).position(|window| window == b"found some").unwrap();
    damage(file, at, 1);
}

#[test]
fn what_was_made_last_counts_whatever_the_clock_said() {
    let world = filled();
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    world.get("backups.elsewhere", json!({ "on": true, "path": drive, "plain": true }));
    // A clock that is two years ahead, and is set right.
    world.clock.pass(730 * DAY);
    rename(&world, "Orchard");
    assert!(world.back_up_if_due());
    world.clock.pass(-729 * DAY);
    rename(&world, "Meadow");
    assert!(world.back_up_if_due());
    let told = world.get("backups.list", json!({}));
    assert_eq!(told["damage"], Value::Null, "what people changed since is no damage: {told}");
    assert_eq!(told["backups"][1]["ahead"], json!(true), "the one made last comes first: {told}");
    assert_eq!(told["elsewhere"]["state"], "fine", "and it is copied: {told}");
    let name = told["backups"][0]["name"].as_str().unwrap().to_owned();
    let copied = crate::workspace::walk(&drive).into_iter().any(|path| path.ends_with(&name));
    assert!(copied, "{name} is on the drive");
    assert_eq!(world.get("backups.rehearse", json!({}))["name"], json!(name));
    // From the drive, the one of a time that has been.
    let preview = world.get("backups.preview", json!({ "path": drive }));
    assert_eq!(preview["backup"]["at"], told["backups"][0]["at"], "{preview}");
}

#[test]
fn a_letter_that_a_disk_forgot_is_found_at_night() {
    let night = |world: &World, name: &str| {
        world.clock.pass(DAY + 60_000);
        rename(world, name);
        assert!(world.back_up_if_due());
        world.get("backups.list", json!({}))["damage"].clone()
    };
    let world = filled();
    assert_eq!(night(&world, "Orchard"), Value::Null);
    assert_eq!(night(&world, "Meadow"), Value::Null, "what people change is no damage");
    let world = world.paused(|world| forget_a_letter(&world.file()));
    assert_eq!(world.get("check", json!({}))["checks"][0]["ok"], json!(true), "its structure is in order");
    // Worlds that are opened again begin at the same moment.
    world.clock.pass(2 * DAY + 120_000);
    let told = night(&world, "Orchard");
    assert!(told.as_str().is_some_and(|told| told.contains("1 rows")), "{told}");
}

#[test]
fn after_an_end_without_closing_the_file_is_looked_at() {
    let (archive, _) = Large { people: 40, channels: 4, ..Large::new(1_500) }.write(Vec::new()).unwrap();
    let world = World::new();
    world.import(&archive);
    let world = world.reopened();
    rename(&world, "Orchard");
    let file = world.file();
    let folder = file.parent().unwrap();
    // As a machine that stopped leaves it: with the log, or as one that was shut down, and damaged or not.
    let found = |with_log: bool, damaged: bool| {
        let home = world.aside(&format!("home-{with_log}-{damaged}"));
        let there = home.join("communities").join(folder.file_name().unwrap());
        std::fs::create_dir_all(&there).unwrap();
        std::fs::copy(&file, there.join("kith.db")).unwrap();
        if with_log {
            std::fs::copy(folder.join("kith.db-wal"), there.join("kith.db-wal")).unwrap();
        }
        if damaged {
            let pages = usize::try_from(file.metadata().unwrap().len()).unwrap() / 4_096;
            damage(&there.join("kith.db"), pages * 7 / 10 * 4_096, 4_096);
        }
        let other = World::at(&home, 50_000);
        let told = || other.get("backups.list", json!({}))["damage"].clone();
        if with_log && damaged {
            other.until("what is damaged is told soon after opening", || told().is_string());
        }
        // Looking at everything takes longer than the look at the structure that opening begins.
        let _ = other.call("check", json!({}));
        told()
    };
    assert!(found(true, true).is_string());
    assert_eq!(found(true, false), Value::Null);
    assert_eq!(found(false, true), Value::Null, "after a clean end nobody waits for it: that is for the night");
}
