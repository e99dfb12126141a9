//! Sealed copies of backups in a folder of choice: made, kept back, damaged, changed over from plain ones, gone back to.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use kith_app::{Code, SecretsError};
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{
    count::rich,
    picture,
    sealed::{Ring, world},
};

const DAY: i64 = 24 * 3_600_000;
const PASSPHRASE: &str = "orchard gate spoon";
/// Words of a note and of an import that no byte outside may have.
const CANARY: &str = "canary-of-the-second-copy";

/// A world whose copies go, sealed, to a drive.
fn with_drive() -> (World, Arc<Ring>, PathBuf) {
    let (world, ring, ada) = world();
    world.get("notes.add", json!({ "member": ada, "text": CANARY, "visibility": "shared" }));
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    world.get("backups.elsewhere", json!({ "on": true, "path": drive, "passphrase": PASSPHRASE }));
    (world, ring, drive)
}

fn elsewhere(world: &World) -> Value {
    world.get("backups.list", json!({}))["elsewhere"].clone()
}

fn rename(world: &World, name: &str) {
    world.get("settings.change", json!({ "name": name }));
}

/// The files on the drive, by name.
fn there(drive: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(drive).unwrap().next().map(|folder| folder.unwrap().path());
    let files = inside.into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn names(drive: &Path) -> Vec<String> {
    there(drive).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn only_copy(drive: &Path) -> PathBuf {
    there(drive).into_iter().find(|path| path.to_string_lossy().ends_with(".db.age")).unwrap()
}

fn write(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

fn has(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn a_sealed_copy_brings_everything_back_on_another_machine() {
    let (world, ring, drive) = with_drive();
    rename(&world, "Orchard");
    world.get("backups.create", json!({}));
    assert_eq!(elsewhere(&world)["state"], "fine");
    assert_eq!(elsewhere(&world)["sealed"], json!(true));
    assert_eq!(ring.texts(), [PASSPHRASE], "in the keyring");
    let marks = std::fs::read(world.file().parent().unwrap().join("backups/marks.json")).unwrap();
    assert!(!has(&marks, PASSPHRASE), "and nowhere else");
    assert_eq!(names(&drive).len(), 2, "the copy and its manifest: {:?}", names(&drive));
    assert!(has(&std::fs::read(world.file()).unwrap(), CANARY) || has(&log(&world), CANARY), "it is in the file");
    for path in there(&drive) {
        let bytes = std::fs::read(&path).unwrap();
        for words in [CANARY, "SQLite format 3", "Ada", "sha256", "members"] {
            assert!(!has(&bytes, words), "{words} in {}", path.display());
        }
    }

    let other = World::new();
    let asked = other.call("backups.preview", json!({ "path": drive.join(id(&world)) })).unwrap_err();
    assert_eq!((asked.code, asked.field.as_deref()), (Code::Invalid, Some("passphrase")), "{asked}");
    let wrong = json!({ "path": drive.join(id(&world)), "passphrase": "orchard gate spoons" });
    let refused = other.call("backups.restore", wrong).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("passphrase"), "{refused}");
    assert!(!refused.message.contains("spoons"));
    let right = json!({ "path": only_copy(&drive), "passphrase": PASSPHRASE });
    assert_eq!(other.get("backups.verify", right.clone())["ok"], json!(true));
    let preview = other.get("backups.preview", right.clone());
    assert_eq!((&preview["ok"], &preview["other"]), (&json!(true), &json!(true)), "{preview}");
    other.get("backups.restore", right);
    picture::assert_same(&picture::of(&other), &picture::of(&world), "on another machine");
    assert!(!other.file().parent().unwrap().join("backups/unsealed").exists(), "nothing is left in the clear");
}

fn id(world: &World) -> String {
    world.file().parent().unwrap().file_name().unwrap().to_string_lossy().into_owned()
}

fn log(world: &World) -> Vec<u8> {
    std::fs::read(world.file().with_file_name("kith.db-wal")).unwrap_or_default()
}

#[test]
fn what_became_of_a_sealed_copy_is_told() {
    let (world, _, drive) = with_drive();
    world.get("backups.create", json!({}));
    let copy = only_copy(&drive);
    let manifest = PathBuf::from(copy.to_string_lossy().replace(".db.age", ".json.age"));
    let (whole, whole_manifest) = (std::fs::read(&copy).unwrap(), std::fs::read(&manifest).unwrap());
    let verdict = || world.get("backups.verify", json!({ "path": copy }));
    assert_eq!(verdict()["ok"], json!(true));
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    let header_gone = [&whole[..60], b"AAAAAAAA", &whole[68..]].concat();
    for (bytes, what) in
        [(&flipped[..], "a bit"), (&whole[..whole.len() - 65_552], "its end"), (&header_gone, "its key")]
    {
        write(&copy, bytes);
        let told = verdict();
        assert_eq!(told["ok"], json!(false), "{what}: {told}");
        assert!(told["trouble"].as_str().unwrap().contains("damaged"), "{what}: {told}");
        let refused = world.call("backups.restore", json!({ "path": copy })).unwrap_err();
        assert!(refused.message.contains("damaged"), "{what}: {refused}");
    }
    assert_eq!(world.get("check", json!({}))["ok"], json!(true), "nothing of it took anybody's place");
    // Another backup's manifest beside it: both are whole, and do not belong together.
    write(&copy, &whole);
    rename(&world, "Meadow");
    world.clock.pass(DAY);
    world.get("backups.create", json!({}));
    let newer = there(&drive).into_iter().rfind(|path| path.to_string_lossy().ends_with(".json.age")).unwrap();
    assert_ne!(newer, manifest);
    write(&manifest, &std::fs::read(newer).unwrap());
    assert_eq!(verdict()["ok"], json!(false), "a manifest of another copy");
    write(&manifest, &whole_manifest);
    assert_eq!(verdict()["ok"], json!(true));
}

#[test]
fn what_keeps_a_copy_back_is_told_quietly_and_tried_again() {
    let (world, ring, drive) = with_drive();
    ring.trouble(Some(SecretsError::Locked));
    world.get("backups.create", json!({}));
    let told = elsewhere(&world);
    assert_eq!(told["state"], "behind", "{told}");
    assert!(told["trouble"].as_str().unwrap().contains("locked"), "{told}");
    assert_eq!(world.get("backups.list", json!({}))["trouble"], Value::Null, "the backup itself was made");
    assert!(names(&drive).is_empty(), "nothing in the clear, and nothing in part");
    ring.trouble(None);
    world.back_up_if_due();
    assert_eq!(elsewhere(&world)["state"], "behind", "not every two minutes: somebody may be asked each time");
    world.clock.pass(3_600_001);
    world.back_up_if_due();
    assert_eq!((elsewhere(&world)["state"].clone(), names(&drive).len()), (json!("fine"), 2));

    ring.wipe();
    rename(&world, "Meadow");
    world.clock.pass(DAY);
    world.back_up_if_due();
    assert_eq!(elsewhere(&world)["state"], "asks");
    let again = json!({ "on": true, "stay": true, "passphrase": "another gate spoon" });
    ring.trouble(Some(SecretsError::NoKeyring));
    let refused = world.call("backups.elsewhere", again.clone()).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("keyring"), "{refused}");
    ring.trouble(None);
    world.get("backups.elsewhere", again);
    assert_eq!((elsewhere(&world)["state"].clone(), names(&drive).len()), (json!("fine"), 4));

    // The drive is away, and comes back.
    let away = world.aside("unplugged");
    std::fs::rename(&drive, &away).unwrap();
    rename(&world, "Orchard");
    world.clock.pass(DAY);
    world.back_up_if_due();
    assert_eq!(elsewhere(&world)["state"], "missing");
    assert!(!drive.exists(), "no folder is made where the drive is not");
    std::fs::rename(&away, &drive).unwrap();
    world.back_up_if_due();
    assert_eq!((elsewhere(&world)["state"].clone(), names(&drive).len()), (json!("fine"), 6));
}

#[test]
fn without_a_passphrase_nothing_is_chosen() {
    let (world, ring, _) = world();
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    for passphrase in [json!(null), json!(""), json!("short")] {
        let wish = json!({ "on": true, "path": drive, "passphrase": passphrase });
        let refused = world.call("backups.elsewhere", wish).unwrap_err();
        assert_eq!(refused.field.as_deref(), Some("passphrase"), "{refused}");
    }
    assert_eq!(elsewhere(&world)["state"], "none");
    assert!(ring.texts().is_empty());
}

#[test]
fn what_lay_there_readable_is_sealed_one_by_one() {
    let world = World::new();
    world.import(&rich().bytes());
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    world.get("backups.elsewhere", json!({ "on": true, "path": drive, "plain": true }));
    for name in ["Orchard", "Meadow"] {
        rename(&world, name);
        world.clock.pass(3_600_000);
        world.get("backups.create", json!({}));
    }
    let readable = |drive: &Path| names(drive).iter().filter(|name| name.ends_with(".db")).count();
    assert_eq!((readable(&drive), names(&drive).len()), (2, 4));
    world.get("backups.elsewhere", json!({ "on": true, "stay": true, "passphrase": PASSPHRASE }));
    assert_eq!((elsewhere(&world)["state"].clone(), elsewhere(&world)["readable"].clone()), (json!("fine"), json!(2)));
    for left in [1, 0] {
        world.back_up_if_due();
        assert_eq!((readable(&drive), elsewhere(&world)["readable"].clone()), (left, json!(left)));
    }
    assert_eq!(names(&drive).len(), 4, "each of them is there, sealed: {:?}", names(&drive));
    for copy in there(&drive).iter().filter(|path| path.to_string_lossy().ends_with(".db.age")) {
        assert_eq!(world.get("backups.verify", json!({ "path": copy }))["ok"], json!(true));
    }
}

#[test]
fn copies_are_thinned_and_what_was_cut_off_goes() {
    let (world, _, drive) = with_drive();
    world.get("backups.create", json!({}));
    let inside = only_copy(&drive).parent().unwrap().to_owned();
    // As a program leaves it that was killed while it copied.
    write(&inside.join("kith-20200101T000000Z-daily.db.age.partial"), b"half of it");
    write(&inside.join("kith-20200101T000000Z-daily.json.age"), b"a manifest without its copy");
    // And as somebody leaves it whose drive forgets.
    write(&inside.join("letter.txt"), b"not ours");
    for day in 0..30 {
        rename(&world, &format!("Day {day}"));
        world.clock.pass(DAY);
        assert!(world.back_up_if_due());
    }
    let left = names(&drive);
    let copies = left.iter().filter(|name| name.ends_with(".db.age")).count();
    let here = world.get("backups.list", json!({}))["backups"].as_array().unwrap().len();
    assert_eq!(copies, here, "thinned by the same rule: {left:?}");
    assert!((8..20).contains(&copies), "{copies}");
    assert_eq!(left.iter().filter(|name| name.contains("partial") || name.contains("20200101")).count(), 0, "{left:?}");
    assert!(left.contains(&"letter.txt".to_owned()), "what is not Kith's stays");
}

#[test]
fn who_is_erased_goes_from_sealed_copies_too() {
    let (world, _, drive) = with_drive();
    world.get("backups.create", json!({}));
    let before = only_copy(&drive);
    world.clock.pass(60_000);
    let filter = json!({ "text": "Bo Example", "kind": "all", "seen": "any", "left": true });
    let person = world.get("members.list", json!({ "filter": filter, "limit": 1 }))["rows"][0].clone();
    world.get("members.erase", json!({ "id": person["id"], "name": person["name"] }));
    assert!(!before.exists(), "a copy from before has the person");
    assert_eq!(names(&drive).len(), 2, "and one of after is there: {:?}", names(&drive));
    assert_eq!(world.get("backups.verify", json!({ "path": only_copy(&drive) }))["ok"], json!(true));
}

#[test]
fn a_drive_that_takes_nothing_is_told_and_tried_again() {
    let (world, _, drive) = with_drive();
    let inside = drive.join(id(&world));
    write(&inside, b"a file where the folder should be");
    world.get("backups.create", json!({}));
    let told = elsewhere(&world);
    assert_eq!(told["state"], "behind", "{told}");
    assert!(told["trouble"].is_string(), "{told}");
    std::fs::remove_file(&inside).unwrap();
    world.clock.pass(3_600_001);
    world.back_up_if_due();
    assert_eq!((elsewhere(&world)["state"].clone(), names(&drive).len()), (json!("fine"), 2));
}
