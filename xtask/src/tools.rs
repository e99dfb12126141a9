//! What is done before a release and not at every change: fuzzing, drills, the supply chain.
//!
//! **Invariant:** a tool that is missing is installed from the crate registry, exactly as its lock file says; nothing of it is
//! needed to build or to test.

use std::{fs, path::Path};

use crate::{
    command::{Done, cargo, exists, npm, program, root, say, show, target},
    packages::{self, Need},
    ui,
};

/// Seconds for each target, unless somebody says another number.
const USUAL_SECONDS: &str = "600";

/// A cargo subcommand, installed where it is missing.
fn ensure(tool: &str) -> Done {
    if exists(tool) || exists(&format!("{tool}.exe")) {
        return Ok(());
    }
    packages::ensure(&[Need::Compile])?;
    show(&mut cargo(&["install", "--locked", tool]))
}

/// `cargo xtask fuzz [SECONDS] [TARGET...]`: every target, or the named ones, for so many seconds each.
pub(crate) fn fuzz(arguments: &[String]) -> Done {
    ensure("cargo-fuzz")?;
    let (seconds, named) = match arguments.split_first() {
        Some((first, rest)) if first.parse::<u32>().is_ok() => (first.as_str(), rest),
        _ => (USUAL_SECONDS, arguments),
    };
    let folder = root().join("fuzz");
    let mut targets: Vec<String> =
        names(&folder.join("fuzz_targets")).filter_map(|name| name.strip_suffix(".rs").map(str::to_owned)).collect();
    targets.retain(|name| named.is_empty() || named.contains(name));
    targets.sort();
    let mut failed = Vec::new();
    for name in &targets {
        // What is found goes into `corpus`, which is nobody's to commit; seeds are small and stay as they are.
        let corpus = folder.join("corpus").join(name);
        fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        let (found, seeds) = (format!("corpus/{name}"), format!("seeds/{name}"));
        let time = format!("-max_total_time={seconds}");
        let words = [
            "fuzz",
            "run",
            name,
            &found,
            &seeds,
            "--",
            &time,
            "-timeout=20",
            "-rss_limit_mb=1024",
            "-print_final_stats=1",
        ];
        let mut command = program("cargo", &words, "fuzz");
        // The sanitizer's flags are not stable; the compiler is, and is the one that everything else is built with.
        command.env("RUSTC_BOOTSTRAP", "1");
        if show(&mut command).is_err() {
            failed.push(name.clone());
        }
    }
    say(&format!(
        "{} targets, {seconds} s each: {}",
        targets.len(),
        if failed.is_empty() { "nothing found".to_owned() } else { format!("found something: {}", failed.join(", ")) }
    ));
    if failed.is_empty() { Ok(()) } else { Err("what was found lies in fuzz/artifacts".to_owned()) }
}

/// `cargo xtask drill`: the long forms of what the test lanes do briefly: kills, power cuts, full disks, damage.
pub(crate) fn drill(arguments: &[String]) -> Done {
    packages::ensure(&[Need::Compile])?;
    let mut build = cargo(&["build", "--bins", "--tests"]);
    show(&mut build)?;
    // Migrations are drilled beside their steps.
    let mut command = cargo(&["test", "--lib", "--test", "journeys", "--", "drill", "migration_that_is_killed"]);
    command.args(arguments).args(["--nocapture", "--test-threads=1"]).env("KITH_DRILL", "long");
    show(&mut command)
}

/// `cargo xtask deny`: licences, banned crates, sources, and advisories from a snapshot where one is given.
pub(crate) fn deny(arguments: &[String]) -> Done {
    ensure("cargo-deny")?;
    match arguments.first() {
        // A clone of the advisory database, for machines without a network.
        Some(snapshot) => {
            let home = target().join("advisories");
            place_snapshot(Path::new(snapshot), &home)?;
            let written = fs::read_to_string(root().join("deny.toml")).map_err(|error| error.to_string())?;
            let path = home.display().to_string().replace('\\', "/");
            let own = written.replacen("[advisories]\n", &format!("[advisories]\ndb-path = \"{path}\"\n"), 1);
            let config = target().join("deny.toml");
            put(&config, own.as_bytes())?;
            let config = config.display().to_string();
            show(&mut cargo(&["fetch", "--locked"]))?;
            let all = ["advisories", "licenses", "bans", "sources"];
            show(cargo(&["deny", "--offline", "--all-features", "--config", &config, "check"]).args(all))
        }
        None => show(&mut cargo(&["deny", "--all-features", "check", "licenses", "bans", "sources"])),
    }
}

/// Puts a snapshot (a folder, or a packed one) where the tool looks for the database it would have cloned.
fn place_snapshot(snapshot: &Path, home: &Path) -> Done {
    // The folder's name is the tool's own: the last part of the address and a fingerprint of it.
    let wanted = home.join("advisory-db-3157b0e258782691");
    if wanted.join(".git/FETCH_HEAD").is_file() {
        return Ok(());
    }
    fs::create_dir_all(&wanted).map_err(|error| format!("{}: {error}", wanted.display()))?;
    let (from, to) = (snapshot.display().to_string(), wanted.display().to_string());
    if snapshot.is_dir() {
        show(&mut program("cp", &["-r", &format!("{from}/."), &to], "."))?;
    } else {
        show(&mut program("tar", &["-xf", &from, "-C", &to], "."))?;
    }
    // It asks when the database was fetched, and takes git's word for it.
    let who = ["-c", "user.name=snapshot", "-c", "user.email=snapshot@invalid"];
    for words in [&["init", "-q"][..], &["add", "--all"], &["commit", "-qm", "snapshot", "--allow-empty"]] {
        show(program("git", &["-C", &to], ".").args(who).args(words))?;
    }
    fs::copy(wanted.join(".git/HEAD"), wanted.join(".git/FETCH_HEAD")).map(drop).map_err(|error| error.to_string())
}

/// `cargo xtask sbom`: what is in a release, as CycloneDX.
pub(crate) fn sbom() -> Done {
    ensure("cargo-cyclonedx")?;
    ui::install()?;
    let folder = target().join("sbom");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    show(&mut cargo(&[
        "cyclonedx",
        "--manifest-path",
        "src-tauri/Cargo.toml",
        "--format",
        "json",
        "--override-filename",
        "kith-sbom",
    ]))?;
    // The tool writes beside each manifest.
    for manifest in [
        "src-tauri",
        "src-tauri/crates/domain",
        "src-tauri/crates/store",
        "src-tauri/crates/connect",
        "src-tauri/crates/app",
        "src-tauri/crates/keychain",
        "src-tauri/crates/cli",
        "tests",
        "xtask",
    ] {
        let written = root().join(manifest).join("kith-sbom.json");
        if written.is_file() {
            let name = manifest.rsplit('/').next().unwrap_or(manifest);
            put(&folder.join(format!("{name}.cdx.json")), without_place(&written)?.as_bytes())?;
            fs::remove_file(&written).map_err(|error| error.to_string())?;
        }
    }
    let output =
        npm(&["sbom", "--sbom-format", "cyclonedx", "--omit", "dev"]).output().map_err(|error| error.to_string())?;
    put(&folder.join("ui.cdx.json"), &output.stdout)?;
    say(&format!("The lists are in {}.", folder.display()));
    Ok(())
}

/// A list whose references to this project's own parts begin at its root: where it lay when it was built is nobody's business.
fn without_place(list: &Path) -> Result<String, String> {
    let text = fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
    Ok(text.replace(&*root().to_string_lossy(), ""))
}

/// Makes a file that can be made again: half of one after a crash does no harm.
fn put(path: &Path, bytes: &[u8]) -> Done {
    let written = fs::File::create(path).and_then(|mut file| std::io::Write::write_all(&mut file, bytes));
    written.map_err(|error| format!("{}: {error}", path.display()))
}

/// Names of what is in a folder.
fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned())
}
