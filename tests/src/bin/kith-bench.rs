//! Measures Kith and prints what it found; it judges nothing.
//!
//! `kith-bench import ZIP [--floor PROGRAM] [--rounds N] [--without-raw]`, `kith-bench queries FOLDER`, `kith-bench metrics FOLDER`,
//! `kith-bench desk FOLDER`,
//! `kith-bench events FOLDER`,
//! `kith-bench sync ZIP [--home FOLDER] [--clicks]`, `kith-bench window HOME [--rounds N]`,
//! `kith-bench people [--accounts N] [--seeds N] [--all] [--wrong N]`

use std::{path::Path, process::ExitCode};

use kith_tests::bench::{self, Result};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let after = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        words.get(at + 1).copied()
    };
    let rounds = after("--rounds").map_or(Ok(1), str::parse)?;
    match words.as_slice() {
        ["import", archive, ..] => bench::import::run(&bench::import::Plan {
            archive: archive.into(),
            floor: after("--floor").map(Into::into),
            rounds,
            without_raw: words.contains(&"--without-raw"),
        }),
        ["import-once", archive, folder, raw] => {
            bench::import::once(Path::new(archive), Path::new(folder), *raw == "keep")
        }
        ["sync", archive, ..] => bench::sync::run(&bench::sync::Plan {
            archive: archive.into(),
            home: after("--home").map(Into::into),
            clicks: words.contains(&"--clicks"),
        }),
        ["people", ..] => bench::people::run(&bench::people::Plan {
            accounts: after("--accounts").map_or(Ok(100_000), str::parse)?,
            seeds: (1..=after("--seeds").map_or(Ok(1), str::parse)?).collect(),
            two: !words.contains(&"--all"),
            wrong: after("--wrong").map_or(Ok(0), str::parse)?,
        }),
        ["queries", folder, ..] => bench::queries::run(Path::new(folder)),
        ["desk", folder, ..] => bench::desk::run(Path::new(folder)),
        ["events", folder, ..] => bench::events::run(Path::new(folder)),
        ["mentoring", folder, ..] => bench::mentoring::run(Path::new(folder)),
        ["metrics", folder, ..] => bench::metrics::run(Path::new(folder)),
        #[cfg(unix)]
        ["window", home, ..] => bench::window::run(Path::new(home), rounds),
        _ => {
            Err("usage: kith-bench import ZIP | queries FOLDER | metrics FOLDER | desk FOLDER | events FOLDER | mentoring FOLDER | sync ZIP | window HOME | people   (options: see the source)"
                .into())
        }
    }
}
