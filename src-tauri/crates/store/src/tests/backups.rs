//! Backups: what is under a final name is whole, what changed since is noticed, and restoring is old or new and never both.

use std::path::Path;

use rusqlite::Connection;

use super::{file, store};
use crate::{
    Store,
    backups::{self, Backup, BackupReason, HeldKind, describe, folder_of, list, restore_closed, thin, verify},
    error::Error,
};

const NOW: i64 = 1_767_600_000_000;

fn named(store: &Store) -> String {
    store.read_now(|read| Ok(read.settings()?.name)).unwrap()
}

fn name(store: &Store, to: &str) {
    store
        .write_now(|write| {
            let mut settings = write.read().settings()?;
            settings.name = to.into();
            write.set_settings(&settings)
        })
        .unwrap();
}

/// Changes a byte of a file that is read-only.
fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[at] ^= 0x10;
    put(path, &bytes);
}

fn put(path: &Path, bytes: &[u8]) {
    let _ = std::fs::remove_file(path);
    std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), bytes).unwrap();
}

#[test]
fn a_backup_is_whole_and_stays_as_it_is() {
    let (folder, store) = store();
    name(&store, "Orchard");
    let made = store.back_up(BackupReason::ByHand, NOW).unwrap().backup;
    let manifest = made.manifest.clone().unwrap();
    assert_eq!((manifest.community.as_str(), manifest.at), ("Orchard", NOW));
    assert_eq!(manifest.schema, i64::try_from(crate::MIGRATIONS.len()).unwrap());
    assert!(verify(&made).unwrap().ok);
    #[cfg(unix)]
    for path in [&made.path, &made.path.with_extension("json")] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o400, "{}", path.display());
    }
    // A second one at the same moment has a name of its own, and nothing else lies there.
    let again = store.back_up(BackupReason::ByHand, NOW).unwrap().backup;
    assert_ne!(again.path, made.path);
    assert_eq!(std::fs::read_dir(folder_of(&file(&folder))).unwrap().count(), 4);
    // The same rows have the same fingerprints, wherever their pages lie.
    assert_eq!(again.manifest.unwrap().tables, manifest.tables);
}

#[test]
fn what_changed_since_is_noticed() {
    let (_folder, store) = store();
    name(&store, "Orchard");
    let made = store.back_up(BackupReason::ByHand, NOW).unwrap().backup;
    let whole = std::fs::read(&made.path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 50) {
        flip(&made.path, at);
        assert!(!verify(&made).unwrap().ok, "byte {at}");
        put(&made.path, &whole);
    }
    assert!(verify(&made).unwrap().ok);
    put(&made.path, &whole[..whole.len() - 1]);
    let cut = describe(&made.path).unwrap();
    assert!(!verify(&cut).unwrap().ok && !cut.seems_whole());
    // One who changes the copy and its hash, and forgets the tables.
    put(&made.path, &whole);
    let copy = Connection::open(&made.path).unwrap();
    copy.execute("UPDATE setting SET value = '\"Meadow\"' WHERE key = 'name'", []).unwrap();
    drop(copy);
    let mut told = made.manifest.clone().unwrap();
    told.sha256 = super::super::backups::place::sha256(&made.path).unwrap();
    told.bytes = made.path.metadata().unwrap().len();
    let lying = Backup { bytes: told.bytes, manifest: Some(told), ..made };
    let verdict = verify(&lying).unwrap();
    assert!(verdict.trouble.contains("setting"), "{verdict:?}");
}

#[test]
fn much_less_than_before_is_told_and_both_are_kept() {
    let (folder, store) = store();
    store
        .write_now(|write| {
            for number in 0..100 {
                write.connection.execute(
                    "INSERT INTO figure (id, kind, from_on, until_on, label, value, created_at, updated_at)
                     VALUES (?1, 'tickets', '2026-01-01', '2026-01-02', ?1, 1, 0, 0)",
                    [format!("f{number}")],
                )?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(store.back_up(BackupReason::Daily, NOW).unwrap().shrunk, []);
    store.write_now(|write| Ok(write.connection.execute("DELETE FROM figure WHERE id >= 'f7'", [])?)).unwrap();
    assert_eq!(store.back_up(BackupReason::Daily, NOW + 1_000).unwrap().shrunk, [HeldKind::Figures]);
    assert_eq!(list(&folder_of(&file(&folder))).len(), 2);
}

#[test]
fn thinning_leaves_the_last_good_one() {
    let (folder, store) = store();
    let day = 86_400_000;
    for ago in (0..20).rev() {
        store.back_up(BackupReason::Daily, NOW - ago * day).unwrap();
    }
    let all = folder_of(&file(&folder));
    // All younger than ten days turn out to be broken.
    let is_bad = |name: &str| list(&all).iter().any(|one| one.name() == name && one.at > NOW - 10 * day);
    assert!(thin(&all, NOW, is_bad).unwrap() > 0);
    let left = list(&all);
    assert!(left.iter().any(|one| one.at == NOW - 10 * day), "the last good one");
    let manifests = std::fs::read_dir(&all).unwrap().count();
    assert_eq!(manifests, left.len() * 2, "no manifest without its copy");
}

#[test]
fn a_backup_takes_the_place_and_what_was_there_stays_beside() {
    let (folder, store) = store();
    name(&store, "Orchard");
    let made = store.back_up(BackupReason::ByHand, NOW).unwrap().backup;
    name(&store, "Meadow");
    store.restore(&made, NOW + 5_000).unwrap();
    assert_eq!(named(&store), "Meadow", "as long as it is open, nothing changed");
    drop(store);
    let store = Store::open(&file(&folder), "x").unwrap();
    assert_eq!(named(&store), "Orchard");
    let restored = store.read_now(|read| read.restored()).unwrap().unwrap();
    assert_eq!((restored.at, restored.of), (NOW + 5_000, NOW));
    store.write_now(|write| write.confirm_restored()).unwrap();
    assert_eq!(store.read_now(|read| read.restored()).unwrap(), None);
    assert!(!folder.path().join("restore.json").exists() && !folder.path().join("restored.db").exists());
    let aside = folder.path().join(format!("before-restore-{}", kith_domain::backups::stamp(NOW + 5_000)));
    let before = Store::open(&aside.join("kith.db"), "x").unwrap();
    assert_eq!(named(&before), "Meadow");
}

#[test]
fn a_broken_backup_changes_nothing() {
    let (folder, store) = store();
    name(&store, "Orchard");
    let made = store.back_up(BackupReason::ByHand, NOW).unwrap().backup;
    name(&store, "Meadow");
    flip(&made.path, 5_000);
    assert!(matches!(store.restore(&made, NOW), Err(Error::Invalid(_))));
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE other (a)").unwrap();
    assert!(matches!(store.restore(&describe(&foreign).unwrap(), NOW), Err(Error::Invalid(_))));
    drop(store);
    let store = Store::open(&file(&folder), "x").unwrap();
    assert_eq!(named(&store), "Meadow");
    assert_eq!(store.read_now(|read| read.restored()).unwrap(), None);
}

/// The folder as a restore leaves it that ends after so many of its steps.
fn interrupted(steps: usize) -> (tempfile::TempDir, String) {
    let (folder, store) = store();
    name(&store, "Orchard");
    let made = store.back_up(BackupReason::ByHand, NOW).unwrap().backup;
    name(&store, "Meadow");
    // As a program leaves it that is killed: the log beside the file.
    let wal = std::fs::read(folder.path().join("kith.db-wal")).unwrap();
    drop(store);
    put(&folder.path().join("kith.db-wal"), &wal);
    let at = |name: &str| folder.path().join(name);
    let ready = at("restored.db");
    restore_closed(&file(&folder), &made, NOW).unwrap();
    let journal = std::fs::read(at("restore.json")).unwrap();
    let aside = at(&format!("before-restore-{}", kith_domain::backups::stamp(NOW)));
    std::fs::remove_file(at("restore.json")).unwrap();
    match steps {
        0 => std::fs::rename(&ready, at("restored.db.partial")).unwrap(),
        1 => {}
        _ => put(&at("restore.json"), &journal),
    }
    if steps > 2 {
        std::fs::create_dir(&aside).unwrap();
    }
    if steps > 3 && at("kith.db-wal").exists() {
        std::fs::rename(at("kith.db-wal"), aside.join("kith.db-wal")).unwrap();
    }
    if steps > 4 {
        std::fs::hard_link(at("kith.db"), aside.join("kith.db")).unwrap();
    }
    if steps == 6 {
        // Where files have no second names.
        std::fs::remove_file(at("kith.db")).unwrap();
    }
    if steps > 6 {
        std::fs::rename(&ready, at("kith.db")).unwrap();
    }
    (folder, if steps < 2 { "Meadow".into() } else { "Orchard".into() })
}

#[test]
fn restoring_is_old_or_new_wherever_it_ends() {
    for steps in 0..8 {
        let (folder, wanted) = interrupted(steps);
        assert!(backups::is_here(&file(&folder)), "after {steps} steps");
        for _ in 0..2 {
            let store = Store::open(&file(&folder), "x").unwrap();
            assert_eq!(named(&store), wanted, "after {steps} steps");
            assert_eq!(store.read_now(|read| read.restored()).unwrap().is_some(), wanted == "Orchard");
        }
        for left in ["restore.json", "restored.db", "restored.db.partial"] {
            assert!(!folder.path().join(left).exists(), "{left} after {steps} steps");
        }
    }
}
