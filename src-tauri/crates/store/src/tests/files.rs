//! Who may open a file, and what is left alone.

use rusqlite::Connection;

use super::{file, store};
use crate::{APPLICATION_ID, Store, error::Error};

#[test]
fn readers_cannot_write() {
    let (_folder, store) = store();
    for sql in ["DELETE FROM setting", "CREATE TABLE x (a)", "UPDATE source SET name = ''"] {
        let result = store.read_now(|read| Ok(read.connection.execute(sql, [])?));
        assert!(result.is_err(), "{sql} ran on a reader");
    }
    store.write_now(|write| write.set_opened_at(7)).unwrap();
    assert_eq!(store.read_now(|read| read.opened_at()).unwrap(), Some(7));
}

#[test]
fn a_second_opener_is_told_and_a_later_one_may() {
    let (folder, store) = store();
    assert!(matches!(Store::open(&file(&folder), "x"), Err(Error::InUse)));
    drop(store);
    assert!(Store::open(&file(&folder), "x").is_ok(), "the lock is free again");
}

#[tokio::test]
async fn whoever_waits_for_the_file_has_it_when_the_last_reader_is_gone() {
    use std::time::Duration;
    let (folder, store) = store();
    let (reader, waiting) = (store.clone(), store.clone());
    assert!(!store.released(Duration::from_millis(1)).await, "a reader still has it");
    let ends = tokio::task::spawn_blocking(move || drop(reader));
    assert!(waiting.released(Duration::from_secs(60)).await);
    assert!(Store::open(&file(&folder), "x").is_ok(), "told when it was free");
    ends.await.unwrap();
}

#[test]
fn a_lock_that_nobody_holds_is_taken_over() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::File::create(folder.path().join("kith.lock")).unwrap();
    assert!(Store::open(&file(&folder), "x").is_ok(), "a lock file left by a program that was killed is no lock");
}

/// Opens what must not be opened; it must be the same afterwards, byte for byte, with nothing new beside it but the lock.
#[track_caller]
fn check_untouched(make: impl FnOnce(&std::path::Path), expected: fn(&Error) -> bool) {
    let folder = tempfile::TempDir::new().unwrap();
    make(&file(&folder));
    let before = std::fs::read(file(&folder)).unwrap();
    let Err(error) = Store::open(&file(&folder), "x") else { panic!("it was opened") };
    assert!(expected(&error), "{error:?}");
    assert_eq!(std::fs::read(file(&folder)).unwrap(), before, "the file was written to");
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["kith.db", "kith.lock"]);
}

#[test]
fn a_newer_file_is_left_alone() {
    check_untouched(
        |path| {
            let connection = Connection::open(path).unwrap();
            let sql =
                format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 99; CREATE TABLE future (a);");
            connection.execute_batch(&sql).unwrap();
        },
        |error| matches!(error, Error::Newer { found: 99, .. }),
    );
}

#[test]
fn foreign_and_damaged_files_are_left_alone() {
    let damaged = |error: &Error| matches!(error, Error::Damaged { file } if file.ends_with("kith.db"));
    check_untouched(
        |path| {
            Connection::open(path)
                .unwrap()
                .execute_batch("CREATE TABLE other (a); INSERT INTO other (a) VALUES (1);")
                .unwrap()
        },
        damaged,
    );
    check_untouched(
        |path| {
            Connection::open(path)
                .unwrap()
                .execute_batch("PRAGMA application_id = 7; PRAGMA user_version = 1;")
                .unwrap()
        },
        damaged,
    );
    check_untouched(|path| put(path, &b"not a database at all, but a long enough text ".repeat(100)), damaged);
    check_untouched(
        |path| {
            drop(Store::open(path, "x").unwrap());
            std::fs::remove_file(path.with_extension("lock")).unwrap();
            let mut bytes = std::fs::read(path).unwrap();
            bytes.truncate(bytes.len() / 2);
            bytes[100..2_000].fill(0xA5);
            put(path, &bytes);
        },
        damaged,
    );
}

fn put(path: &std::path::Path, bytes: &[u8]) {
    std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), bytes).unwrap();
}
