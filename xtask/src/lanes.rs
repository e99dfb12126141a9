//! The test lanes, from the cheapest to the dearest. A lane is a word.
//!
//! Everything that compiles does so for the same set of packages, because cargo gives shared dependencies other
//! features, and so compiles them again, whenever the set changes: the whole workspace where a web view is installed,
//! else the default members.

use std::time::{Duration, Instant};

use crate::{
    command::{Done, cargo, exists, npm, root, say, show},
    packages::{self, Need},
    ui,
};

struct Lane {
    name: &'static str,
    needs: &'static [Need],
    /// Whether the built UI is embedded or served.
    built: bool,
    run: fn() -> Done,
}

const LANES: &[Lane] = &[
    Lane { name: "style", needs: &[Need::Compile], built: false, run: style },
    Lane { name: "unit", needs: &[Need::Compile], built: false, run: unit },
    Lane { name: "journeys", needs: &[Need::Compile], built: false, run: journeys },
    Lane { name: "ui", needs: &[], built: false, run: screens },
    Lane { name: "window", needs: &[Need::Compile, Need::Webview, Need::Drive], built: true, run: window },
    Lane { name: "host", needs: &[Need::Compile, Need::Browser], built: true, run: host },
    Lane { name: "keychain", needs: &[Need::Compile, Need::Keyring], built: false, run: keychain },
];

/// Whether a word is a lane.
pub(crate) fn is_lane(name: &str) -> bool {
    LANES.iter().any(|lane| lane.name == name)
}

/// Runs the named lanes, or all of them, and says at the end how each went.
pub(crate) fn run(names: &[String]) -> Done {
    if let Some(unknown) = names.iter().find(|name| !is_lane(name) && *name != "test") {
        return Err(format!("there is no lane {unknown}"));
    }
    let all = names.iter().all(|name| name == "test");
    let lanes: Vec<&Lane> = LANES.iter().filter(|lane| all || names.iter().any(|name| name == lane.name)).collect();
    let mut needs: Vec<Need> = Vec::new();
    for need in lanes.iter().flat_map(|lane| lane.needs) {
        if !needs.contains(need) {
            needs.push(*need);
        }
    }
    packages::ensure(&needs)?;

    let results: Vec<(&Lane, Done, Duration)> = lanes
        .into_iter()
        .map(|lane| {
            say(&format!("\n=== {}", lane.name));
            let start = Instant::now();
            // The compiler embeds the built UI in the window, which is part of the workspace.
            let embedded = lane.needs.contains(&Need::Compile) && packages::webview();
            let ready = if lane.built || embedded { ui::build() } else { ui::install() };
            let done = ready.and_then(|()| (lane.run)());
            let outcome = if done.is_ok() { "passed" } else { "FAILED" };
            say(&format!("=== {} {outcome} in {:.1} s", lane.name, start.elapsed().as_secs_f64()));
            (lane, done, start.elapsed())
        })
        .collect();

    say("");
    for (lane, done, time) in &results {
        let outcome = done.as_ref().map_or_else(|error| format!("FAILED: {error}"), |()| "passed".to_owned());
        say(&format!("{:9} {:7.1} s  {outcome}", lane.name, time.as_secs_f64()));
    }
    let failed = results.iter().filter(|(_, done, _)| done.is_err()).count();
    say(&format!("{} passed, {failed} failed", results.len() - failed));
    if failed == 0 { Ok(()) } else { Err("some lanes failed".to_owned()) }
}

/// Runs both even when the first fails: a person wants to see everything that is wrong.
fn both(first: Done, second: impl FnOnce() -> Done) -> Done {
    match (first, second()) {
        (Err(one), Err(other)) => Err(format!("{one}; {other}")),
        (one, other) => one.and(other),
    }
}

fn style() -> Done {
    both(show(&mut cargo(&["fmt", "--all", "--check"])), || {
        both(clippy(&["--all-targets"]), || {
            // Left out of "all", like of plain `cargo test`.
            both(clippy(&["--test", "window", "--test", "host", "--test", "keychain"]), || {
                show(&mut npm(&["run", "check"]))
            })
        })
    })
}

fn clippy(targets: &[&str]) -> Done {
    let mut command = cargo(&["clippy"]);
    command.args(scope()).args(targets).args(["--", "-D", "warnings"]);
    show(&mut command)
}

fn unit() -> Done {
    // One build for this lane and the next two; their own builds then find everything done.
    let mut build = cargo(&["build"]);
    show(build.args(scope()).args(["--bins", "--tests"]))?;
    test(&["--lib", "--bins"])
}

fn journeys() -> Done {
    let written = |name: &&str| root().join("tests").join(name).join("main.rs").is_file();
    // The terminal's own are in its crate, where cargo builds the program for them.
    let targets: Vec<&str> = ["journeys", "contract", "labelled", "tidy"]
        .into_iter()
        .filter(written)
        .chain(["terminal"])
        .flat_map(|name| ["--test", name])
        .collect();
    test(&targets)
}

fn screens() -> Done {
    show(&mut npm(&["test"]))
}

fn window() -> Done {
    // Tests do not build the binary of another package.
    show(&mut cargo(&["build", "--workspace", "--bins", "--test", "window"]))?;
    test(&["--test", "window"])
}

fn host() -> Done {
    test(&["--test", "host"])
}

fn keychain() -> Done {
    test(&["--test", "keychain"])
}

fn test(targets: &[&str]) -> Done {
    let nextest = exists("cargo-nextest");
    let mut command = if nextest { cargo(&["nextest", "run", "--no-tests", "pass"]) } else { cargo(&["test"]) };
    command.args(scope()).args(targets).arg("--no-fail-fast");
    show(&mut command)
}

fn scope() -> &'static [&'static str] {
    if packages::webview() { &["--workspace"] } else { &[] }
}
