//! Plays a real community's history against a connector and says what each walk cost.
//!
//! `kith-replay discourse|months POST_STATES.jsonl.zst`, `kith-replay slack EXPORT.zip` or `kith-replay windows FOLDER`

use std::{path::Path, process::ExitCode};

use kith_tests::replay;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["discourse", path] => discourse(Path::new(path)),
        ["slack", path] => replay::slack::run(Path::new(path)).map_err(|error| error.to_string()),
        ["windows", path] => match replay::windows::run(Path::new(path), |line| eprintln!("{line}")) {
            Ok(0) => Ok(()),
            Ok(looks) => Err(format!("{looks} looks do not agree")),
            Err(error) => Err(error.to_string()),
        },
        ["months", path] => match replay::months::run(Path::new(path), |line| eprintln!("{line}")) {
            Ok(0) => Ok(()),
            Ok(months) => Err(format!("{months} months do not agree")),
            Err(error) => Err(error.to_string()),
        },
        _ => {
            Err("usage: kith-replay discourse POST_STATES | months POST_STATES | slack EXPORT | windows FOLDER".into())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith-replay: {error}");
            ExitCode::FAILURE
        }
    }
}

fn discourse(path: &Path) -> Result<(), String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    match runtime
        .block_on(replay::discourse::run(path, |line| eprintln!("{line}")))
        .map_err(|error| error.to_string())?
    {
        0 => Ok(()),
        months => Err(format!("{months} months do not agree")),
    }
}
