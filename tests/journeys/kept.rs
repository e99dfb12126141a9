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

/// The name of a backup of "Orchard" that goes with the next thinning: of its day another one stays, and three were made since.
fn one_that_is_due_to_go(world: &World) -> String {
    let wanted = back_up(world, "Orchard");
    back_up(world, "Meadow");
    world.clock.pass(2 * DAY - 30 * MINUTE);
    for name in ["River", "Lake", "Sea"] {
        back_up(world, name);
    }
    world.clock.pass(DAY / 2);
    wanted
}

#[test]
fn going_back_does_not_thin_away_what_is_gone_back_to() {
    let world = World::new();
    world.import(&rich().bytes());
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    world.get("backups.elsewhere", json!({ "on": true, "path": drive, "plain": true }));
    let wanted = one_that_is_due_to_go(&world);
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
    let wanted = one_that_is_due_to_go(&world);
    world.get("backups.restore", json!({ "name": wanted }));
    assert_eq!(name(&world), "Orchard");
}

fn crowd() -> Vec<u8> {
    let mut maker = ExportMaker::new().channel("C1", "general");
    for (id, name) in [("U1", "Zzcanary Bird"), ("U2", "Xxsparrow Bird"), ("U3", "Qqheron Bird"), ("U4", "Ben Trovato")]
    {
        let word = name.split(' ').next().unwrap().to_lowercase();
        maker = maker.person(id, name, &format!("{word}@example.org"));
        maker =
            maker.says("general", id, &format!("17676000{}.000001", id.replace('U', "0")), &format!("{word} sings"));
    }
    maker.bytes()
}

fn member(world: &World, text: &str) -> Option<Value> {
    let filter = json!({ "text": text, "kind": "all", "seen": "any", "left": true });
    let page = world.get("members.list", json!({ "filter": filter, "limit": 10 }));
    list(&page, "rows").next().cloned()
}

fn erase(world: &World, text: &str, keep_copies: bool) {
    let found = member(world, text).unwrap();
    world.get("members.erase", json!({ "id": found["id"], "name": found["name"], "keep_copies": keep_copies }));
}

/// How often a word is in the files of a folder.
fn found(folder: &Path, word: &str) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += found(&path, word);
        } else {
            let bytes = std::fs::read(&path).unwrap_or_default().to_ascii_lowercase();
            count += bytes.windows(word.len()).filter(|window| *window == word.as_bytes()).count();
        }
    }
    count
}

#[test]
fn an_erasure_that_was_cut_off_is_finished_when_the_file_is_opened() {
    let world = World::new();
    world.import(&crowd());
    let backup = back_up(&world, "Orchard");
    erase(&world, "zzcanary", true);
    let ledger = world.file().with_file_name("erased.json");
    let before = std::fs::read(&ledger).unwrap();
    erase(&world, "xxsparrow", true);
    // Ended by force after the second was written, and before the ledger beside the file was.
    let world =
        world.paused(|_| std::io::Write::write_all(&mut std::fs::File::create(&ledger).unwrap(), &before).unwrap());
    assert!(member(&world, "xxsparrow").is_none());
    world.get("backups.restore", json!({ "name": backup }));
    assert!(member(&world, "zzcanary").is_none() && member(&world, "qqheron").is_some());
    assert!(member(&world, "xxsparrow").is_none(), "erased again in what was gone back to");
}

#[test]
fn a_file_of_another_machine_is_erased_again_as_well() {
    let world = World::new();
    world.import(&crowd());
    erase(&world, "zzcanary", true);
    let (file, twin) = (world.file(), world.aside("twin.db"));
    let ledger = file.with_file_name("erased.json");
    // The folder was copied to another machine, where somebody else is erased.
    let world = world.paused(|_| assert!(std::fs::copy(&file, &twin).unwrap() > 0));
    erase(&world, "xxsparrow", true);
    let here = std::fs::read(&ledger).unwrap();
    let world = world.paused(|_| {
        assert!(std::fs::copy(&twin, &file).unwrap() > 0);
        std::fs::remove_file(&ledger).unwrap();
    });
    erase(&world, "qqheron", true);
    // And comes back from there: as many are erased in it, and not the same.
    let world =
        world.paused(|_| std::io::Write::write_all(&mut std::fs::File::create(&ledger).unwrap(), &here).unwrap());
    assert!(member(&world, "ben").is_some());
    for name in ["zzcanary", "xxsparrow", "qqheron"] {
        assert!(member(&world, name).is_none(), "{name}");
    }
}

#[test]
fn a_backup_that_is_being_made_has_nobody_who_is_erased_meanwhile() {
    let world = World::new();
    world.import(&crowd());
    back_up(&world, "Orchard");
    let bird = member(&world, "zzcanary").unwrap();
    let is_done = AtomicBool::new(false);
    let erased = std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..200 {
                if !is_done.load(Ordering::Relaxed) {
                    let _ = world.call("backups.create", json!({}));
                }
            }
        });
        world.until("others are made", || list(&world.get("backups.list", json!({})), "backups").count() > 2);
        let erased = world.call("members.erase", json!({ "id": bird["id"], "name": bird["name"] }));
        is_done.store(true, Ordering::Relaxed);
        erased
    });
    // What stands in the way of emptying the log keeps no backup.
    assert!(erased.as_ref().err().is_none_or(|error| error.code == Code::Conflict), "{erased:?}");
    let backups = world.file().with_file_name("backups");
    assert_eq!(found(&backups, "zzcanary"), 0, "in no backup");
}

#[test]
fn notes_lock_although_the_clock_was_set_back() {
    let (world, _ring, ada) = sealed::world();
    set_up(&world);
    world.get("notes.add", json!({ "member": ada, "text": "secret" }));
    let lock = || world.get("notes.state", json!({}))["lock"].clone();
    assert_eq!(lock(), "open");
    world.clock.pass(-2 * 3_600_000);
    assert_eq!(lock(), "open");
    world.clock.pass(16 * MINUTE);
    assert_eq!(lock(), "locked", "by the clock that is right");
}

/// A desktop on which somebody picks a folder once and changes their mind the next time.
#[derive(Default)]
struct Picking(Mutex<Option<PathBuf>>);

impl Desktop for Picking {
    fn open(&self, _: &str) -> Result<(), String> {
        Ok(())
    }
    fn can_pick(&self) -> bool {
        true
    }
    fn pick_archive(&self, _: bool) -> Option<PathBuf> {
        None
    }
    fn pick_save(&self, _: &str) -> Option<PathBuf> {
        None
    }
    fn pick_folder(&self) -> Option<PathBuf> {
        self.0.lock().unwrap().take()
    }
    fn webview(&self) -> Option<String> {
        None
    }
}

#[test]
fn a_passphrase_for_a_folder_that_nobody_picked_seals_nothing() {
    let desktop = Arc::new(Picking::default());
    let world = World::with_desktop(Arc::clone(&desktop) as Arc<dyn Desktop>);
    let drive = world.aside("drive");
    std::fs::create_dir(&drive).unwrap();
    *desktop.0.lock().unwrap() = Some(drive);
    world.get("backups.elsewhere", json!({ "on": true, "passphrase": "orchard gate spoon" }));
    let id = world.file().parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
    let kept = || world.secret(&format!("{id}/copies")).map(|secret| secret.expose_secret().to_owned());
    assert_eq!(kept().as_deref(), Some("orchard gate spoon"));
    world.get("backups.elsewhere", json!({ "on": true, "passphrase": "another one, given up" }));
    assert_eq!(kept().as_deref(), Some("orchard gate spoon"), "nothing was chosen, so nothing changed");
}

#[test]
fn what_going_back_set_aside_stays_although_the_clock_is_ahead() {
    let world = World::new();
    world.import(&rich().bytes());
    let backup = back_up(&world, "Orchard");
    rename(&world, "Meadow");
    world.get("backups.restore", json!({ "name": backup }));
    let aside = || {
        let entries = std::fs::read_dir(world.file().parent().unwrap()).unwrap();
        entries
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("before-restore-"))
            .count()
    };
    let day = |pass: i64| {
        world.clock.pass(pass);
        rename(&world, &format!("At {pass}"));
        assert!(world.back_up_if_due());
    };
    day(3_650 * DAY);
    assert_eq!(aside(), 1, "somebody set the year wrong");
    world.clock.pass(-3_650 * DAY);
    for pass in [DAY, 95 * DAY, 2 * DAY, 3 * DAY] {
        assert_eq!(aside(), 1);
        day(pass);
    }
    assert_eq!(aside(), 0, "its time is over, and several days say so");
}
