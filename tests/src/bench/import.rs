//! Reading an export in: processor time, memory, bytes a message; in turn with another program, if one is given.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Kith, Result, machine};

/// What is compared.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The export.
    pub archive: PathBuf,
    /// A program that is called with `import ARCHIVE FILE --ftslive 1 --lean 1` and prints `cpu …s` and `hwm …MB`.
    pub floor: Option<PathBuf>,
    /// How often each.
    pub rounds: usize,
    /// Once more without the sources' own JSON, to see what that weighs.
    pub without_raw: bool,
}

/// What one import took.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Took {
    wall: f64,
    /// Seconds of processor time.
    pub(super) cpu: f64,
    pub(super) peak_mib: f64,
    /// Bytes of all files.
    pub(super) bytes: u64,
    pub(super) records: u64,
}

/// Measures and prints, each import in a process of its own.
///
/// # Errors
/// When an import does not end well.
pub fn run(plan: &Plan) -> Result<()> {
    let size = std::fs::metadata(&plan.archive)?.len();
    println!("{}: {:.1} MB", plan.archive.display(), size as f64 / 1e6);
    let mut ratios = Vec::new();
    for round in 1..=plan.rounds.max(1) {
        let kith = aside(&plan.archive, true)?;
        print(&format!("kith {round}"), &kith);
        if let Some(floor) = &plan.floor {
            let floor = other(floor, &plan.archive)?;
            print(&format!("floor {round}"), &floor);
            println!("           ratio of cpu {:.2}, of wall {:.2}", kith.cpu / floor.cpu, kith.wall / floor.wall);
            ratios.push(kith.cpu / floor.cpu);
        }
        if plan.without_raw {
            let bare = aside(&plan.archive, false)?;
            print("without raw", &bare);
            let raw = kith.bytes.saturating_sub(bare.bytes) as f64 / kith.records.max(1) as f64;
            println!("           {raw:.0} bytes of raw JSON a record");
        }
    }
    ratios.sort_by(f64::total_cmp);
    if let Some(median) = ratios.get(ratios.len() / 2) {
        println!("median ratio of cpu {median:.2} over {} rounds", ratios.len());
    }
    Ok(())
}

fn print(name: &str, took: &Took) {
    println!(
        "{name:10} {:8} records  cpu {:8.2} s  wall {:8.2} s  peak {:6.0} MiB  {:5.0} bytes a record",
        took.records,
        took.cpu,
        took.wall,
        took.peak_mib,
        took.bytes as f64 / took.records.max(1) as f64
    );
}

fn aside(archive: &Path, keep_raw: bool) -> Result<Took> {
    let folder = tempfile::tempdir_in(archive.parent().unwrap_or(Path::new(".")))?;
    child(archive, folder.path(), keep_raw)
}

/// One import into a new community below a folder, in a process of its own.
pub(super) fn child(archive: &Path, folder: &Path, keep_raw: bool) -> Result<Took> {
    let output = Command::new(std::env::current_exe()?)
        .arg("import-once")
        .args([archive, folder])
        .arg(if keep_raw { "keep" } else { "drop" })
        .stderr(std::process::Stdio::inherit())
        .output()?;
    serde_json::from_slice(&output.stdout).map_err(|_| "the import did not end well".into())
}

/// One import into a new community below a folder; prints a line of JSON for [`run`].
///
/// # Errors
/// When it does not end well.
pub fn once(archive: &Path, folder: &Path, keep_raw: bool) -> Result<()> {
    let kith = Kith::open(folder)?;
    let hours = json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
    kith.call("communities.create", &json!({ "name": "Bench", "zone": "Europe/Berlin", "hours": hours }))?;
    let nothing = json!({ "name": null, "zone": null, "hours": null, "theme": null, "keep_raw": keep_raw });
    kith.call("settings.change", &nothing)?;
    let (start, cpu) = (Instant::now(), machine::cpu_seconds());
    let arguments = json!({ "path": archive.canonicalize()?, "private_channels": true, "direct": true });
    let id = kith.call("imports.start", &arguments)?;
    let import = loop {
        std::thread::sleep(Duration::from_millis(200));
        let imports = kith.call("imports.list", &json!({}))?;
        let import = imports
            .pointer("/imports")
            .and_then(|imports| imports.as_array()?.iter().find(|import| import.get("id") == id.get("id")).cloned())
            .ok_or("the import is gone")?;
        match import.get("state").and_then(|state| state.as_str()) {
            Some("running") => {}
            Some("done") => break import,
            _ => return Err(format!("the import ended: {import}").into()),
        }
    };
    kith.close();
    let took = Took {
        wall: start.elapsed().as_secs_f64(),
        cpu: machine::cpu_seconds() - cpu,
        peak_mib: machine::peak_mib(),
        bytes: machine::bytes_below(folder),
        records: import.get("records").and_then(serde_json::Value::as_u64).unwrap_or(0),
    };
    println!("{}", serde_json::to_string(&took)?);
    Ok(())
}

fn other(program: &Path, archive: &Path) -> Result<Took> {
    let folder = tempfile::tempdir_in(archive.parent().unwrap_or(Path::new(".")))?;
    let start = Instant::now();
    let output = Command::new(program)
        .arg("import")
        .arg(archive)
        .arg(folder.path().join("floor.db"))
        .args(["--ftslive", "1", "--lean", "1"])
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let total = text.lines().find(|line| line.starts_with("TOTAL")).ok_or("the other program did not end well")?;
    // "TOTAL 100000 rows wall 1.60s cpu 2.36s db 32MB (319 B/activity) hwm 84MB"
    let number = |name: &str| {
        let mut words = total.split(' ').skip_while(|word| *word != name);
        words.nth(1).and_then(|word| word.trim_end_matches(char::is_alphabetic).parse::<f64>().ok())
    };
    Ok(Took {
        wall: start.elapsed().as_secs_f64(),
        cpu: number("cpu").ok_or("the other program says no cpu")?,
        peak_mib: number("hwm").unwrap_or(0.0),
        bytes: machine::bytes_below(folder.path()),
        records: number("TOTAL").unwrap_or(0.0) as u64,
    })
}
