//! What the system counts: processor time, memory, bytes on the disk. Linux only; elsewhere everything is 0.

use std::{fs, path::Path};

/// Clock ticks a second in `/proc`: 100 on every Linux that people run.
const TICKS: f64 = 100.0;

/// Seconds of processor time this process has used, threads that ended included.
pub(super) fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in brackets may hold spaces; user and system time are the 12th and 13th field after it.
    let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
    let ticks = after.split(' ').skip(11).take(2);
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Milliseconds of processor time of the threads that live, to the microsecond.
pub(super) fn threads_cpu_ms() -> f64 {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten();
    let nanoseconds = tasks.flatten().filter_map(|task| {
        let stat = fs::read_to_string(task.path().join("schedstat")).ok()?;
        stat.split(' ').next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<f64>() / 1e6
}

/// The most memory this process ever had, in MiB.
pub(super) fn peak_mib() -> f64 {
    field("/proc/self/status", "VmHWM:") / 1024.0
}

/// Bytes of all files below a folder.
pub(super) fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => bytes_below(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

/// Memory of a process group: proportional and private, in MiB, and how many processes.
#[cfg(unix)]
pub(super) fn group_mib(group: u32) -> (f64, f64, usize) {
    let (mut proportional, mut private, mut count) = (0.0, 0.0, 0);
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let Some((_, after)) = stat.rsplit_once(") ") else {
            continue;
        };
        if after.split(' ').nth(2) != Some(&group.to_string()) {
            continue;
        }
        let rollup = entry.path().join("smaps_rollup");
        let rollup = rollup.to_string_lossy();
        proportional += field(&rollup, "Pss:") / 1024.0;
        private += (field(&rollup, "Private_Clean:") + field(&rollup, "Private_Dirty:")) / 1024.0;
        count += 1;
    }
    (proportional, private, count)
}

/// A number of kB after a name.
fn field(file: &str, name: &str) -> f64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0.0)
}
