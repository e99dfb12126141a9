//! Measures Kith and prints what it found; it judges nothing.
//!
//! `kith-bench table [SIZE...] [--work FOLDER] [--only PART,PART] [--accounts N]` measures all budgets on communities of these sizes
//! (1M and 10M unless told) and prints one table; parts are import, queries, desk, metrics, deeds, sync, window, people, rows, events,
//! mentoring. What they are made of, one by one:
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
    match run(&arguments).and_then(|()| bench::figures::hand_over()) {
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
        ["table", rest @ ..] => {
            let options = ["--work", "--only", "--accounts"];
            let is_size = |(place, word): &(usize, &&str)| {
                let before = place.checked_sub(1).and_then(|before| rest.get(before));
                !options.contains(word) && !before.is_some_and(|before| options.contains(before))
            };
            let mut sizes = rest.iter().enumerate().filter(is_size).map(|(_, word)| size(word)).collect::<Result<Vec<_>>>()?;
            if sizes.is_empty() {
                sizes = vec![1_000_000, 10_000_000];
            }
            sizes.sort_unstable();
            bench::table::run(&bench::table::Plan {
                sizes,
                work: after("--work").map_or_else(|| std::env::temp_dir().join("kith-bench"), Into::into),
                only: after("--only").into_iter().flat_map(|list| list.split(',')).map(str::to_owned).collect(),
                accounts: after("--accounts").map_or(Ok(100_000), str::parse)?,
            })
        }
        ["rows", folder, rest @ ..] => {
            begin(rest, folder)?;
            bench::deeds::rows(Path::new(folder))
        }
        ["deeds", folder, ..] => bench::deeds::run(Path::new(folder)),
        ["queries", folder, ..] => bench::queries::run(Path::new(folder)),
        ["desk", folder, ..] => bench::desk::run(Path::new(folder)),
        ["events", folder, rest @ ..] => {
            begin(rest, folder)?;
            bench::events::run(Path::new(folder))
        }
        ["mentoring", folder, rest @ ..] => {
            begin(rest, folder)?;
            bench::mentoring::run(Path::new(folder))
        }
        ["metrics", folder, ..] => bench::metrics::run(Path::new(folder)),
        #[cfg(unix)]
        ["window", home, ..] => bench::window::run(Path::new(home), rounds),
        _ => {
            Err("usage: kith-bench import ZIP | queries FOLDER | metrics FOLDER | desk FOLDER | events FOLDER | mentoring FOLDER | sync ZIP | window HOME | people   (options: see the source)"
                .into())
        }
    }
}

/// `100k`, `1M`, `12345`.
fn size(word: &str) -> Result<usize> {
    let (digits, factor) = match word.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1_000),
        None => word.strip_suffix(['m', 'M']).map_or((word, 1), |digits| (digits, 1_000_000)),
    };
    Ok(digits.parse::<usize>()? * factor)
}

/// Makes a community in a folder, where `--new` asks for one.
fn begin(words: &[&str], folder: &str) -> Result<()> {
    if words.contains(&"--new") { bench::begin(Path::new(folder)) } else { Ok(()) }
}
