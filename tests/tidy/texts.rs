//! What every file keeps to.

use crate::tree::{folders, none, text, texts};

/// Written by programs.
const GENERATED: [&str; 3] = ["ui/src/api/bindings.ts", "Cargo.lock", "ui/package-lock.json"];
/// Code is read a file at a time.
const LONGEST: usize = 600;

#[test]
fn no_file_is_too_long_to_read() {
    let wrong: Vec<String> = texts(&[".rs", ".ts", ".svelte"])
        .iter()
        .filter(|file| !GENERATED.contains(&file.path.as_str()))
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(&wrong, "split it where its subject splits: a file is one thing that can be read in one go");
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    let wrong: Vec<String> =
        texts(&[".rs"]).into_iter().filter(|file| !file.text.starts_with("//!")).map(|file| file.path).collect();
    none(&wrong, "a file begins with `//!`: what it is for, and its invariants");
}

#[test]
fn the_code_map_has_every_folder() {
    let map = text("ARCHITECTURE.md");
    let (_, map) = map.split_once("## Code map").expect("ARCHITECTURE.md has a section called Code map");
    let map = map.split("\n## ").next().unwrap_or_default();
    let mut places: Vec<String> =
        folders("").into_iter().filter(|name| !matches!(name.as_str(), "src-tauri" | "ui")).collect();
    places.push("src-tauri/src".to_owned());
    places.extend(folders("src-tauri/crates").into_iter().map(|name| format!("src-tauri/crates/{name}")));
    places.extend(folders("ui/src").into_iter().filter(|name| name != "dev").map(|name| format!("ui/src/{name}")));
    let wrong: Vec<String> = places
        .into_iter()
        .filter(|place| !map.contains(&format!("`{place}`")) && !map.contains(&format!("`{place}/")))
        .collect();
    none(&wrong, "who comes to this code looks for its folders in ARCHITECTURE.md's code map");
}

#[test]
fn no_text_names_a_machine() {
    // In pieces, so that this file does not name them either.
    let machines =
        [["/wo", "rk/"], ["/ro", "ot/"], ["/hom", "e/"], ["index.crat", "es.io"], ["registry.np", "mjs.org"]]
            .map(|parts| parts.concat());
    let temporary = ["/tm", "p/"].concat();
    let mut wrong = Vec::new();
    for file in texts(&[
        ".rs", ".ts", ".svelte", ".md", ".toml", ".json", ".ftl", ".html", ".css", ".sql", ".sh", ".yml", "run",
    ]) {
        if GENERATED.contains(&file.path.as_str()) {
            continue;
        }
        let is_test =
            file.path.starts_with("tests/") || file.path.contains("test") || file.path.starts_with("ui/src/dev/");
        for (number, line) in file.text.lines().enumerate() {
            let named = machines.iter().any(|machine| line.contains(machine.as_str()))
                || (!is_test && line.contains(&temporary));
            // An address or a path inside the repository may end like one, and an example has to look like something.
            let inner = line.contains("://") || line.contains("./") || line.contains("/you/");
            wrong.extend((named && !inner).then(|| format!("{}:{}: {}", file.path, number + 1, line.trim())));
        }
    }
    none(&wrong, "what holds on one machine only has no place in a repository");
}

/// Places in tests that wait for another process by asking again, and why they may.
const ASKING_AGAIN: [(&str, &str); 3] = [
    ("tests/journeys/drills", "kills, full disks and wrong clocks come at a moment that no process is told of"),
    ("tests/src/screen.rs", "waits for a display server and a driver, which tell nobody when they are ready"),
    ("tests/src/bench/", "measures what a process does while nothing happens"),
];

#[test]
fn tests_neither_sleep_nor_are_left_out() {
    let sleep = ["sle", "ep("].concat();
    let left_out = [
        ["#[ign", "ore"].concat(),
        ["should_", "panic"].concat(),
        ["it.sk", "ip"].concat(),
        ["test.sk", "ip"].concat(),
    ];
    let mut wrong = Vec::new();
    for file in texts(&[".rs", ".ts"]) {
        let may_ask_again = ASKING_AGAIN.iter().any(|(path, _)| file.path.starts_with(path));
        if file.path.starts_with("tests/") && file.path.ends_with(".rs") && !may_ask_again && file.text.contains(&sleep)
        {
            wrong.push(format!("{} sleeps", file.path));
        }
        wrong.extend(
            left_out
                .iter()
                .filter(|word| file.text.contains(word.as_str()))
                .map(|word| format!("{}: {word}", file.path)),
        );
    }
    none(&wrong, "a test that sleeps is slow and sometimes wrong; one that is left out says nothing");
}

#[test]
fn every_test_file_is_run() {
    let mut wrong = Vec::new();
    for binary in ["journeys", "keychain", "labelled", "tidy", "window"] {
        let main = text(&format!("tests/{binary}/main.rs"));
        for file in texts(&[".rs"]) {
            let module = file.path.strip_prefix(&format!("tests/{binary}/")).and_then(|name| name.strip_suffix(".rs"));
            if let Some(module) = module.filter(|module| *module != "main" && !module.contains('/')) {
                wrong.extend((!main.contains(&format!("mod {module};"))).then(|| file.path.clone()));
            }
        }
    }
    none(&wrong, "a file that main.rs does not name is never compiled");
}
