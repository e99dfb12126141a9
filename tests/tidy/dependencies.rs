//! Who may depend on whom.

use crate::tree::{folders, none, text, texts};

/// A crate, what it must never depend on, and why.
const NEVER: &[(&str, &[&str], &str)] = &[
    (
        "src-tauri/crates/domain",
        &["tokio", "rusqlite", "reqwest", "tauri", "kith-store", "kith-connect", "kith-app", "rand"],
        "domain is words and rules: pure functions, no input or output",
    ),
    (
        "src-tauri/crates/store",
        &["reqwest", "tauri", "kith-connect", "kith-app"],
        "store knows one SQLite file and nothing of where records come from",
    ),
    (
        "src-tauri/crates/connect",
        &["rusqlite", "tauri", "kith-store", "kith-app"],
        "a connector hands over records; it cannot open a transaction",
    ),
    (
        "src-tauri/crates/app",
        &["tauri", "rusqlite", "reqwest", "keyring"],
        "app is what a person can do, on any host; SQL is store's, the network is connect's",
    ),
    (
        "src-tauri/crates/keychain",
        &["kith-store", "kith-connect", "kith-domain", "rusqlite", "reqwest", "tauri", "tokio"],
        "the keychain is a place for secrets that any host can hand to app: it knows app's door for them, nothing below",
    ),
    (
        "src-tauri/crates/cli",
        &["kith-store", "kith-connect", "rusqlite", "reqwest", "tauri"],
        "the command line is a host: it calls the table of commands and nothing below it",
    ),
    (
        "src-tauri",
        &["kith-store", "kith-connect", "rusqlite", "reqwest"],
        "the window is a host: it calls the table of commands and nothing below it",
    ),
    ("tests", &["tauri"], "the default lane must build without the system's web view"),
];

/// The names under `[dependencies]` and its siblings for build and tests.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.trim_end_matches(']').ends_with("dependencies");
        } else if inside && !line.trim_start().starts_with('#') {
            names.extend(
                line.split(['=', '.']).next().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            );
        }
    }
    names
}

#[test]
fn no_crate_can_reach_what_it_must_not() {
    for (folder, never, why) in NEVER {
        let names = dependencies(&text(&format!("{folder}/Cargo.toml")));
        assert!(!names.is_empty(), "{folder} has no dependencies: this rule reads it wrongly");
        let wrong: Vec<String> = names
            .iter()
            .filter(|name| never.iter().any(|never| *name == never || name.starts_with(&format!("{never}-plugin"))))
            .map(|name| format!("{folder}/Cargo.toml depends on {name}"))
            .collect();
        none(&wrong, why);
    }
}

/// The doors to the system's keyring.
const KEYRING: &[&str] = &["keyring", "keyring-core", "secret-service", "zbus-secret-service-keyring-store", "dbus"];

#[test]
fn one_crate_knows_the_systems_keyring() {
    let mut manifests: Vec<String> =
        folders("src-tauri/crates").iter().map(|name| format!("src-tauri/crates/{name}")).collect();
    manifests.extend(["src-tauri", "tests", "xtask"].map(str::to_owned));
    let using: Vec<String> = manifests
        .into_iter()
        .filter(|folder| {
            dependencies(&text(&format!("{folder}/Cargo.toml"))).iter().any(|name| KEYRING.contains(&name.as_str()))
        })
        .collect();
    assert_eq!(
        using,
        ["src-tauri/crates/keychain"],
        "secrets have one door: whoever needs one asks `kith_app::Secrets`"
    );
}

#[test]
fn the_default_lane_leaves_out_the_window() {
    let manifest = text("Cargo.toml");
    let members = manifest.lines().find(|line| line.starts_with("default-members")).unwrap();
    assert!(!members.contains("\"src-tauri\""), "plain `cargo test` must never need the system's web view: {members}");
}

#[test]
fn no_connector_knows_another() {
    let connectors: Vec<String> =
        folders("src-tauri/crates/connect/src").into_iter().filter(|name| name != "archive").collect();
    assert!(connectors.contains(&"slack".to_owned()));
    let mut wrong = Vec::new();
    for file in texts(&[".rs"]) {
        for own in &connectors {
            if file.path.starts_with(&format!("src-tauri/crates/connect/src/{own}/")) {
                let others = connectors.iter().filter(|other| *other != own);
                wrong.extend(
                    others
                        .filter(|other| file.text.contains(&format!("{other}::")))
                        .map(|other| format!("{} names {other}", file.path)),
                );
            }
        }
    }
    none(&wrong, "a community is one folder that can be read, or deleted, by itself");
}

#[test]
fn manifests_are_read_as_cargo_reads_them() {
    let found = dependencies(
        "[package]\nname = \"x\"\n[dependencies]\ntauri.workspace = true\n# serde = 1\nuuid = { version = \"1\" }\n[features]\na = []\n[dev-dependencies]\nproptest = \"1\"\n",
    );
    assert_eq!(found, ["tauri", "uuid", "proptest"]);
}
