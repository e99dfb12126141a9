//! What the window may do is pinned: whoever widens it has to change a line here and say why.

#![expect(clippy::panic, reason = "a file that is no JSON is a failed test")]

use serde_json::{Value, json};

use crate::tree::{none, text};

fn read(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_page_may_call_the_core_and_hear_of_changes_and_nothing_else() {
    let capability = read("src-tauri/capabilities/main.json");
    assert_eq!(
        capability["permissions"],
        json!(["core:event:allow-listen", "core:event:allow-unlisten", "allow-call"]),
        "words of strangers are shown on this page: what it may do, a hole in it may do"
    );
    assert_eq!((&capability["windows"], &capability["local"]), (&json!(["main"]), &json!(true)));
    assert!(capability.get("remote").is_none(), "no other page may call the core");
    let config = read("src-tauri/tauri.conf.json");
    assert_eq!(config["app"]["security"]["capabilities"], json!(["main"]));
    assert_eq!(config["app"]["withGlobalTauri"], json!(false));
}

#[test]
fn the_policy_of_the_page_allows_its_own_files_only() {
    let config = read("src-tauri/tauri.conf.json");
    let security = &config["app"]["security"];
    let policy = security["csp"].as_str().unwrap_or_default();
    let mut wrong = Vec::new();
    for part in policy.split("; ") {
        let (name, allowed) = part.split_once(' ').unwrap_or((part, ""));
        let fits = match name {
            "script-src" | "style-src" | "img-src" | "font-src" => allowed == "'self'",
            "connect-src" => allowed == "ipc: http://ipc.localhost",
            _ => allowed == "'none'",
        };
        wrong.extend((!fits).then(|| part.to_owned()));
    }
    for name in ["default-src", "object-src", "base-uri", "form-action", "frame-src", "frame-ancestors", "worker-src"] {
        wrong.extend((!policy.contains(&format!("{name} 'none'"))).then(|| format!("{name} is missing")));
    }
    none(&wrong, "nothing remote is loaded, nothing inline runs, no form leaves the window");
    assert_eq!(security["freezePrototype"], json!(true));
    assert_eq!(
        security["assetProtocol"]["enable"],
        json!(false),
        "files of the machine are nothing that a page may ask for"
    );
    let development = ["dangerousDisableAssetCspModification", "dangerousRemoteDomainIpcAccess", "devCsp"];
    let found: Vec<String> =
        development.iter().filter(|name| security.get(**name).is_some()).map(|name| (*name).to_owned()).collect();
    none(&found, "there is one policy");
}

#[test]
fn a_release_has_no_developer_tools_and_takes_no_older_or_unsigned_update() {
    assert!(text("src-tauri/src/window.rs").contains(".devtools(cfg!(debug_assertions))"));
    let manifest = text("Cargo.toml");
    let tauri = manifest.lines().find(|line| line.starts_with("tauri = ")).unwrap_or_default();
    assert!(!tauri.contains("devtools"), "the feature would be in releases too");
    let updater = &read("src-tauri/tauri.updates.json")["plugins"]["updater"];
    assert_eq!(
        (&updater["dangerousInsecureTransportProtocol"], &updater["requireSignedVersion"]),
        (&json!(false), &json!(true))
    );
    let endpoints = updater["endpoints"].as_array().expect("there are some");
    assert!(endpoints.iter().all(|one| one.as_str().is_some_and(|one| one.starts_with("https://"))));
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    assert!(text("Cargo.toml").contains("unsafe_code = \"forbid\""));
    let wrong: Vec<String> = crate::tree::texts(&["Cargo.toml"])
        .into_iter()
        .filter(|file| {
            file.path != "Cargo.toml"
                && file.path != "fuzz/Cargo.toml"
                && !file.text.contains("[lints]\nworkspace = true")
        })
        .map(|file| file.path)
        .collect();
    none(&wrong, "a crate without the workspace's lints may do what is forbidden elsewhere");
}
