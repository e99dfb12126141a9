//! Running other programs, from the top of the project.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What went wrong, in words for a person at a terminal.
pub(crate) type Done<T = ()> = Result<T, String>;

/// The top of the project. Cargo says where it is; what was compiled in may be another checkout with the same target folder.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let here = PathBuf::from(here);
    here.parent().map(Path::to_owned).unwrap_or(here)
}

/// Where cargo puts what it builds: this program lies in `debug` below it.
pub(crate) fn target() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.ancestors().nth(2).map_or_else(|| root().join("target"), Path::to_owned)
}

/// A program to be run in a folder of the project.
pub(crate) fn program(name: &str, arguments: &[&str], folder: &str) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root().join(folder));
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments, ".")
}

/// npm, in the UI's folder.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments, "ui")
}

/// Says what is run, runs it to its end and fails if it does.
pub(crate) fn show(command: &mut Command) -> Done {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words: Vec<_> = std::iter::once(name).chain(command.get_args()).map(|word| word.to_string_lossy()).collect();
    let line = words.join(" ");
    say(&format!("$ {line}"));
    let status = command.status().map_err(|error| format!("{line}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{line}: {status}")) }
}

/// Runs quietly and hands out what it printed, if it succeeded.
pub(crate) fn ask(name: &str, arguments: &[&str]) -> Option<String> {
    let output = program(name, arguments, ".").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program is on the path.
pub(crate) fn exists(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// A line for the person, in order with what other programs print.
pub(crate) fn say(line: &str) {
    println!("{line}");
    // A closed terminal is no reason to stop.
    let _ = std::io::stdout().flush();
}
