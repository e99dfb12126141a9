//! Disks that are full and disks that fail: an error is told, nothing that was done is lost, and the next try works.

use std::process::Command;

use kith_tests::disk::{Disk, Failure};

use super::{
    Started, chance, times,
    work::{self, Bench, copied},
};

/// What a child came to on a disk.
struct Came {
    /// What it said is done.
    done: Vec<String>,
    /// Whether the core itself broke down.
    panicked: Option<String>,
}

/// One session of work on a copy of the community, on a disk that fails.
fn worked(bench: &Bench, fails: Failure, careless: bool) -> Came {
    let folder = bench.world.aside("failing").join("kith");
    copied(&bench.folder(), &folder);
    let disk = Disk { folder: folder.clone(), fails: Some(fails), ..Disk::default() };
    let mut command: Command = Started::command(&bench.orders(&folder, 0, 12, careless));
    disk.under(&mut command, &bench.world.aside(".")).unwrap();
    let ended = command.output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned() + &String::from_utf8_lossy(&ended.stdout);
    // The test's own panics are told of another place.
    let panicked = said.lines().find(|line| line.contains("panicked at src-tauri/")).map(str::to_owned);
    Came { done: work::done(&folder), panicked }
}

/// How many changes a session makes.
fn changes(bench: &Bench) -> u64 {
    let folder = bench.world.aside("counting").join("kith");
    copied(&bench.folder(), &folder);
    let log = bench.world.aside("count");
    let disk = Disk { folder: folder.clone(), log: Some(log.clone()), ..Disk::default() };
    Started::on(&bench.orders(&folder, 0, 12, false), &disk, &bench.world.aside(".")).ends();
    kith_tests::disk::power::Record::new(
        &folder,
        &std::collections::BTreeMap::new(),
        &std::fs::read(log).unwrap(),
        false,
    )
    .unwrap()
    .len() as u64
}

#[test]
fn whichever_write_fails_nothing_that_was_done_is_lost() {
    let bench = Bench::new();
    let many = changes(&bench);
    let tries = times(10, 400).min(many);
    let folder = bench.world.aside("failing").join("kith");
    let (mut told, mut all) = (0, 0);
    for number in 0..tries {
        let at = 1 + number * many / tries;
        let error = if number % 2 == 0 { Failure::BROKEN } else { Failure::FULL };
        let came = worked(&bench, Failure { at, error, stays: number % 3 == 2 }, false);
        assert_eq!(came.panicked, None, "change {at} of {many}, error {error}");
        assert_eq!(bench.lost(&folder, &came.done), None, "change {at} of {many}, error {error}");
        told += u64::from(came.done.len() < 11);
        // And what failed works when the disk does.
        let again = Started::new(&bench.orders(&folder, 1, 12, false));
        again.ends();
        let done = work::done(&folder);
        assert_eq!(bench.lost(&folder, &done), None, "after change {at} of {many}");
        assert!(done.len() >= came.done.len() + 9, "change {at}: all work works again: {done:?}");
        all += 1;
    }
    println!(
        "a session makes {many} changes; {all} of them failed, {told} of those were told as errors, 0 lost, 0 panics"
    );
    assert!(told > 0);
    // The twin: a program that goes on as if nothing had failed.
    let came = worked(&bench, Failure { at: many / 4, error: Failure::BROKEN, stays: true }, true);
    assert!(bench.lost(&folder, &came.done).is_some(), "what was only said must be noticed");
}

#[test]
fn a_full_disk_refuses_and_takes_up_again() {
    let bench = Bench::new();
    let mut next = chance(11);
    let folder = bench.world.aside("filling").join("kith");
    let full = bench.world.aside("full");
    let mut refused = 0;
    for run in 0..times(3, 60) {
        copied(&bench.folder(), &folder);
        let disk = Disk { folder: folder.clone(), full: Some(full.clone()), ..Disk::default() };
        let started = Started::on(&bench.orders(&folder, 0, 1_000, false), &disk, &bench.world.aside("."));
        started.says(&["ready"]);
        std::thread::sleep(std::time::Duration::from_millis(next(400)));
        // From this moment on nothing grows; work goes on, and is refused.
        drop(std::fs::File::create(&full).unwrap());
        let before = work::done(&folder).len();
        std::thread::sleep(std::time::Duration::from_millis(300));
        let meanwhile = work::done(&folder).len();
        std::fs::remove_file(&full).unwrap();
        let begun = std::time::Instant::now();
        while work::done(&folder).len() < meanwhile + 5 {
            assert!(begun.elapsed().as_secs() < 30, "run {run}: work goes on when there is room again");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        started.kill_after(0);
        assert_eq!(bench.lost(&folder, &work::done(&folder)), None, "run {run}");
        refused += u64::from(meanwhile < before + 5);
    }
    println!("full {} times: {refused} times work was refused; it went on each time, 0 lost", times(3, 60));
    // The twin: a program that says on a full disk that it wrote.
    copied(&bench.folder(), &folder);
    drop(std::fs::File::create(&full).unwrap());
    let disk = Disk { folder: folder.clone(), full: Some(full), ..Disk::default() };
    let started = Started::on(&bench.orders(&folder, 0, 12, true), &disk, &bench.world.aside("."));
    started.ends();
    let lost = bench.lost(&folder, &work::done(&folder));
    assert!(lost.is_some(), "what was only said must be noticed");
}
