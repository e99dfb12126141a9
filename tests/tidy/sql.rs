//! SQL lives in one crate, and knows neither time nor chance.

use crate::tree::{none, texts};

/// Words that begin a statement, with the word that must follow somewhere behind.
const STATEMENTS: [(&str, &str); 5] =
    [("SELECT ", " FROM "), ("INSERT INTO ", " ("), ("UPDATE ", " SET "), ("DELETE FROM ", " "), ("PRAGMA ", "")];

fn statement(text: &str) -> Option<&str> {
    text.lines().find(|line| {
        let line = line.trim_start();
        !line.starts_with("//")
            && STATEMENTS.iter().any(|(first, then)| {
                line.find(first)
                    .is_some_and(|at| line.get(at + first.len() - 1..).is_some_and(|rest| rest.contains(then)))
            })
    })
}

#[test]
fn no_sql_outside_store() {
    let wrong: Vec<String> = texts(&[".rs", ".ts", ".svelte"])
        .iter()
        // The bench compares with what SQL alone can do, and this file names the words it looks for.
        .filter(|file| {
            !["src-tauri/crates/store/", "tests/tidy/", "tests/src/bench/"].iter().any(|own| file.path.starts_with(own))
        })
        .filter_map(|file| Some(format!("{}: {}", file.path, statement(&file.text)?.trim())))
        .collect();
    none(&wrong, "every SQL statement of the product is in store, so that it can be tested beside the schema");
}

#[test]
fn the_rule_finds_statements() {
    for text in ["let x = \"SELECT a FROM b\";", "  DELETE FROM b WHERE a", "UPDATE b SET a = 1", "\"PRAGMA optimize\""]
    {
        assert!(statement(text).is_some(), "{text}");
    }
    for text in ["// SELECT a FROM b", "Select what to import", "UPDATE=1 cargo test"] {
        assert!(statement(text).is_none(), "{text}");
    }
}

#[test]
fn sql_knows_no_time_and_no_chance() {
    let words = [
        "current_timestamp",
        "current_time",
        "current_date",
        "'now'",
        "random()",
        "randomblob",
        "unixepoch",
        "julianday",
    ];
    let mut wrong = Vec::new();
    for file in texts(&[".sql", ".rs"]).iter().filter(|file| file.path.starts_with("src-tauri/crates/store/")) {
        let text = file.text.to_lowercase();
        wrong.extend(words.iter().filter(|word| text.contains(**word)).map(|word| format!("{}: {word}", file.path)));
    }
    none(&wrong, "`now` and ids are arguments: a test decides them, and a replay gives the same rows");
}

#[test]
fn inserts_name_their_columns_and_replace_nothing() {
    let mut wrong = Vec::new();
    for file in texts(&[".sql", ".rs"]).iter().filter(|file| file.path.starts_with("src-tauri/crates/store/")) {
        for word in ["OR REPLACE", "REPLACE INTO", "SELECT * FROM"] {
            wrong.extend(file.text.contains(word).then(|| format!("{}: {word}", file.path)));
        }
    }
    none(&wrong, "replacing deletes in silence, and columns by position break with the next migration");
}
