//! What is kept of the openings of a day, when texts go after their time and when the file is damaged.

use kith_domain::id::source_id;

use super::{import, metrics::messages, store};
use crate::Store;

const DAY: i64 = 86_400_000;
/// Monday, 1 June 2026, noon UTC.
const MONDAY: i64 = 1_780_315_200_000;
const EVER: std::ops::Range<i32> = 0..100_000;

/// What each opening asks for and whom it names.
fn told(store: &Store) -> Vec<(i64, bool, Vec<String>)> {
    let mut found = Vec::new();
    let all = |read: &crate::Read<'_>| {
        read.each_opening(&EVER, |one| {
            found.push((one.at, one.asks, one.named.clone()));
            Ok(())
        })
    };
    store.read_now(all).unwrap();
    found
}

/// A question to somebody on each of three days.
fn asked() -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    let said: Vec<_> = (0..3).map(|day| (MONDAY - day * DAY, 1, "<@U2> who waters the beds?")).collect();
    import(&store, 1, MONDAY, &[messages(&said)], true).unwrap();
    store.write_now(|write| write.pack_openings(&EVER)).unwrap();
    assert_eq!(told(&store).iter().filter(|(_, asks, named)| *asks && named == &["U2"]).count(), 3);
    (folder, store)
}

#[test]
fn a_text_that_went_asks_nothing_and_names_nobody_any_more() {
    let (_folder, store) = asked();
    let source = source_id("slack", "T1").to_string();
    let before = MONDAY - DAY / 2 - 1;
    let (went, more) = store.write_now(|write| write.empty_texts(&source, before, 0)).unwrap();
    assert_eq!((went, more), (2, None));
    let after: Vec<(bool, usize)> = told(&store).into_iter().map(|(_, asks, named)| (asks, named.len())).collect();
    assert_eq!(after, [(false, 0), (false, 0), (true, 1)], "the newest still has its words");
    // A packed day has names in it: none of the days that lost their texts is kept, and none comes back with them.
    let kept = |store: &Store| -> i64 {
        let sql = "SELECT count(*) FROM question_pack WHERE hex(entries) LIKE '%5532%'";
        store.read_now(|read| Ok(read.connection.query_row(sql, [], |row| row.get(0))?)).unwrap()
    };
    assert_eq!(kept(&store), 1);
    store.write_now(|write| write.pack_openings(&EVER)).unwrap();
    assert_eq!(kept(&store), 1);
}

#[test]
fn of_a_damaged_pack_nothing_is_believed() {
    let (_folder, store) = asked();
    let right = told(&store);
    for damage in ["x''", "x'00'", "zeroblob(64)", "substr(entries, 1, length(entries) - 1)", "entries || x'00'"] {
        let sql = format!("UPDATE question_pack SET entries = CAST({damage} AS BLOB)");
        store.write_now(|write| Ok(write.connection.execute(&sql, [])?)).unwrap();
        assert_eq!(told(&store), right, "{damage}");
    }
}

#[test]
fn packs_of_an_older_edition_are_made_anew() {
    let (_folder, store) = asked();
    let right = told(&store);
    let packs = |store: &Store| -> Vec<(i64, Vec<u8>)> {
        let all = |read: &crate::Read<'_>| {
            let mut statement = read.connection.prepare("SELECT edition, entries FROM question_pack ORDER BY day")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        store.read_now(all).unwrap()
    };
    let new = packs(&store);
    // As one is read that was written with another checksum.
    let sql = "UPDATE question_pack SET edition = edition - 1, entries = CAST(x'0102030405060708' || substr(entries, 9) AS BLOB)";
    store.write_now(|write| Ok(write.connection.execute(sql, [])?)).unwrap();
    assert!(store.read_now(|read| read.has_loose_openings(&EVER)).unwrap());
    assert_eq!(told(&store), right);
    store.write_now(|write| write.pack_openings(&EVER)).unwrap();
    assert!(!store.read_now(|read| read.has_loose_openings(&EVER)).unwrap());
    assert_eq!(packs(&store), new);
}
