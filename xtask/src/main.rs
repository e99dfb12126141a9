//! The commands of the README: `cargo xtask run` and `cargo xtask test`, and what they are made of.
//!
//! **Invariant:** nothing but the standard library, so that it is there in two seconds on a fresh machine.

#![expect(clippy::print_stdout, reason = "telling what happens is this program's job")]

mod bundle;
mod command;
mod lanes;
mod packages;
mod run;
mod tools;
mod ui;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run [--release] [--home DIR]   installs what is missing, builds, opens the window
                                           (without a display: serves the same app to a browser on this machine)
cargo xtask test [LANE...]                 installs what is missing, runs every lane or the named ones:
                                           style unit journeys ui window host keychain
cargo xtask LANE                           the same as `test LANE`
cargo xtask screenshots                    makes the pictures of the documentation again
cargo xtask walk PART FOLDER               walks a round of work in the window, pictures into a folder: lead, mentor, events, manager
cargo xtask bench [SIZE...]                the table of all speed budgets, on communities of 1M and 10M messages unless told
cargo xtask bench PART [ARGUMENT...]       one of its parts: import, queries, metrics, desk, people, sync …
cargo xtask bundle [KINDS]                 makes packages to install: deb,rpm here; appimage where its tools can be fetched
cargo xtask fuzz [SECONDS] [TARGET...]     feeds strangers' bytes to every reader, ten minutes each
cargo xtask drill                          kills, full disks and damage at length
cargo xtask deny [SNAPSHOT]                licences, banned crates, sources; advisories from a snapshot
cargo xtask sbom                           what is in a release, as CycloneDX";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let done = match name.as_str() {
        "run" => run::run(rest),
        "test" => lanes::run(rest),
        "screenshots" => run::screenshots(),
        "walk" => run::walk(rest),
        "bench" => run::bench(rest),
        "bundle" => bundle::bundle(rest),
        "fuzz" => tools::fuzz(rest),
        "drill" => tools::drill(rest),
        "deny" => tools::deny(rest),
        "sbom" => tools::sbom(),
        lane if lanes::is_lane(lane) => lanes::run(&arguments),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("unknown command {name}\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
