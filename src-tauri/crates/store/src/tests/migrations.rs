//! From any older file to the newest: all or nothing, with a copy from before.

use std::path::Path;

use rusqlite::Connection;

use super::{file, store};
use crate::{APPLICATION_ID, MIGRATIONS, Store};

/// The schema as SQLite holds it, a statement each.
fn schema(connection: &Connection) -> String {
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' ORDER BY rowid";
    let mut statement = connection.prepare(sql).unwrap();
    let all: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(|row| row.unwrap()).collect();
    all.iter().map(|one| format!("{one};\n\n")).collect()
}

fn schema_of(store: &Store) -> String {
    store.read_now(|read| Ok(schema(read.connection))).unwrap()
}

/// A file as a program with only the first migrations left it, with rows.
fn old_file(path: &Path, version: usize, rows: &str) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(&format!("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = {APPLICATION_ID};"))
        .unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    for step in &MIGRATIONS[..version] {
        connection.execute_batch(step).unwrap();
    }
    connection.pragma_update(None, "foreign_keys", true).unwrap();
    connection.execute_batch(rows).unwrap();
    connection.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
}

#[test]
fn every_version_becomes_what_a_new_file_is() {
    let (_folder, new) = store();
    for version in 1..=MIGRATIONS.len() {
        let folder = tempfile::TempDir::new().unwrap();
        old_file(&file(&folder), version, "");
        let store = Store::open(&file(&folder), "x").unwrap();
        assert_eq!(schema_of(&store), schema_of(&new), "from version {version}");
    }
}

#[test]
fn the_generated_schema_is_current() {
    let (_folder, store) = store();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/sql/schema.sql");
    let wanted = format!(
        "-- Generated: the schema as all migrations together make it. `UPDATE=1 cargo test schema` writes it.\n\n{}",
        schema_of(&store).trim_end()
    ) + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), wanted.as_bytes()).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == wanted, "sql/schema.sql is stale: run `UPDATE=1 cargo test schema` and commit the file");
}

#[test]
fn what_people_wrote_survives_every_migration() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/db");
    for version in 1..=MIGRATIONS.len() {
        let rows = std::fs::read_to_string(format!("{fixtures}/v{version:04}.sql"));
        let rows = rows.unwrap_or_else(|error| panic!("each version has a file with rows, v{version:04}.sql: {error}"));
        let folder = tempfile::TempDir::new().unwrap();
        old_file(&file(&folder), version, &rows);
        let store = Store::open(&file(&folder), "x").unwrap();
        let (settings, member, stats) = store
            .read_now(|read| {
                let member = read
                    .members(&crate::MemberFilter::default(), 0, crate::MemberSort::Last, true, None, 1)?
                    .rows
                    .remove(0);
                Ok((read.settings()?, read.member(&member.id)?, read.stats()?))
            })
            .unwrap();
        assert_eq!((settings.name.as_str(), settings.zone.as_str()), ("Orchard", "Europe/Berlin"), "version {version}");
        let notes: Vec<&str> = member.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(notes, ["likes pears", "met at the fair"], "version {version}");
        let waiting: i64 = store
            .read_now(|read| Ok(read.connection.query_row("SELECT count(*) FROM intent", [], |row| row.get(0))?))
            .unwrap();
        assert_eq!(waiting, i64::from(version >= 13), "the outbox of version {version}");
        assert_eq!(
            (stats.activities["post"], stats.activities["reply"], stats.threads),
            (1, 1, 1),
            "version {version}"
        );
    }
}

#[test]
fn a_failing_step_changes_nothing() {
    let (folder, store) = store();
    store.write_now(|write| write.set_opened_at(7)).unwrap();
    let before = schema_of(&store);
    drop(store);
    let steps = [
        MIGRATIONS,
        &["CREATE TABLE added (a); INSERT INTO added (a) VALUES (1);", "CREATE TABLE broken (a); NONSENSE;"],
    ]
    .concat();
    assert!(Store::open_with(&file(&folder), "x", &steps).is_err());
    let store = Store::open(&file(&folder), "x").unwrap();
    assert_eq!(schema_of(&store), before);
    assert_eq!(store.read_now(|read| read.opened_at()).unwrap(), Some(7));
}

#[test]
fn a_backup_is_made_first() {
    let (folder, store) = store();
    store.write_now(|write| write.set_opened_at(7)).unwrap();
    drop(store);
    let mut steps: Vec<&str> = MIGRATIONS.to_vec();
    let added: Vec<String> = (0..5).map(|number| format!("CREATE TABLE added_{number} (a)")).collect();
    let backups = folder.path().join("backups");
    assert!(!backups.exists(), "a new file needs no backup");
    for (step, number) in added.iter().zip(1..) {
        steps.push(step);
        drop(Store::open_with(&file(&folder), &format!("2026010{number}T080000Z"), &steps).unwrap());
        assert_eq!(crate::backups::list(&backups).len(), number, "after {number} migrations");
    }
    let newest = backups.join("kith-20260105T080000Z-migration.db");
    let copy = Connection::open(&newest).unwrap();
    let version: i64 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(usize::try_from(version).unwrap(), steps.len() - 1, "the copy is from before");
    let kept: String =
        copy.query_row("SELECT value FROM setting WHERE key = 'opened_at'", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, "7");
    drop(copy);
    let backup = crate::backups::describe(&newest).unwrap();
    assert_eq!(backup.manifest.as_ref().unwrap().schema, version);
    assert!(crate::backups::verify(&backup).unwrap().ok);
}

#[test]
fn opening_a_current_file_makes_no_copy() {
    let (folder, store) = store();
    drop(store);
    drop(Store::open(&file(&folder), "x").unwrap());
    assert!(!folder.path().join("backups").exists());
}

const CHILD: &str = "KITH_MIGRATION_CHILD";

/// All steps of today, and one that takes a while.
fn slow_steps() -> Vec<&'static str> {
    let slow = "CREATE TABLE added (a INTEGER NOT NULL PRIMARY KEY, b TEXT NOT NULL) STRICT;
                WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n WHERE a < 60000)
                INSERT INTO added (a, b) SELECT a, 'row ' || a FROM n;
                UPDATE setting SET value = '8' WHERE key = 'opened_at'";
    [MIGRATIONS, &[slow]].concat()
}

/// Not a test by itself: a migration in a process of its own, to be killed.
#[test]
fn child_that_migrates() {
    let Ok(path) = std::env::var(CHILD) else { return };
    println!("begins");
    drop(Store::open_with(Path::new(&path), "20260105T080000Z", &slow_steps()));
    println!("done");
}

#[test]
fn a_migration_that_is_killed_is_old_or_new() {
    use std::{io::BufRead, process::Stdio, sync::mpsc::channel, time::Duration};
    let is_long = std::env::var("KITH_DRILL").is_ok_and(|word| word == "long");
    let (mut old, mut new) = (0, 0);
    for run in 0..if is_long { 200 } else { 10 } {
        let (folder, store) = store();
        store.write_now(|write| write.set_opened_at(7)).unwrap();
        drop(store);
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["tests::migrations::child_that_migrates", "--exact", "--nocapture"]);
        command.env(CHILD, file(&folder)).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let out = std::io::BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        while !lines.recv().unwrap().contains("begins") {}
        // At some moment of it, or when it is done; the last one may end.
        let patience = if run == 9 { 60_000 } else { run % 40 * 12 };
        let _ = lines.recv_timeout(Duration::from_millis(patience));
        child.kill().unwrap();
        child.wait().unwrap();
        match Store::open(&file(&folder), "x") {
            Ok(store) => {
                old += 1;
                assert_eq!(store.read_now(|read| read.opened_at()).unwrap(), Some(7), "run {run}");
            }
            Err(crate::Error::Newer { .. }) => {
                new += 1;
                let store = Store::open_with(&file(&folder), "x", &slow_steps()).unwrap();
                let rows: i64 = store
                    .read_now(|read| {
                        Ok(read.connection.query_row("SELECT count(*) FROM added", [], |row| row.get(0))?)
                    })
                    .unwrap();
                assert_eq!((rows, store.read_now(|read| read.opened_at()).unwrap()), (60_000, Some(8)), "run {run}");
                let before = crate::backups::list(&folder.path().join("backups"));
                assert!(before.iter().any(|one| crate::backups::verify(one).unwrap().ok), "run {run}: the way back");
            }
            Err(other) => panic!("run {run}: {other}"),
        }
        for one in crate::backups::list(&folder.path().join("backups")) {
            assert!(crate::backups::verify(&one).unwrap().ok, "run {run}");
        }
    }
    assert!(old > 0 && new > 0, "old {old}, new {new}: both must be met");
}
