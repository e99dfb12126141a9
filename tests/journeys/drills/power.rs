//! Power cuts, at any moment of ordinary work: what was done is there, and the file is whole.

use std::{
    collections::BTreeMap,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use kith_tests::disk::{
    Disk,
    power::{Loss, Record},
};

use super::{
    Started, chance, times,
    work::{Bench, copied},
};
use crate::workspace::walk;

/// Records a program at work; answers its folder as it was before, the files' numbers, and the record.
fn recorded(bench: &Bench, pieces: u64) -> (PathBuf, BTreeMap<String, u64>, Vec<u8>) {
    let folder = bench.folder();
    let before = bench.world.aside("before");
    copied(&folder, &before);
    let files = walk(&folder).into_iter().map(|file| {
        let name = file.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
        (name, file.metadata().unwrap().ino())
    });
    let numbers = files.filter(|(name, _)| !name.ends_with("-shm")).collect();
    let log = bench.world.aside("record");
    let disk = Disk { folder: folder.clone(), log: Some(log.clone()), ..Disk::default() };
    let started = Started::on(&bench.orders(&folder, 0, pieces, false), &disk, &bench.world.aside("."));
    started.ends();
    (before, numbers, std::fs::read(log).unwrap())
}

/// Cuts the power and looks; answers how often, and what was lost.
fn cut(
    bench: &Bench,
    recorded: &(PathBuf, BTreeMap<String, u64>, Vec<u8>),
    loss: Loss,
    lies: bool,
    cuts: u64,
) -> Vec<Option<String>> {
    let (before, numbers, bytes) = recorded;
    let record = Record::new(before, numbers, bytes, lies).unwrap();
    let scratch = tempfile::tempdir_in(memory()).unwrap();
    let mut found = Vec::new();
    record.cut(cuts, loss, chance(7), |after| {
        let folder = scratch.path().join("kith");
        let _ = std::fs::remove_dir_all(&folder);
        for (name, content) in &after.files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), content).unwrap();
        }
        found.push(bench.lost(&folder, &after.done));
    });
    found
}

/// A place that is quick and needs not outlive anything.
fn memory() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() }
}

#[test]
fn a_power_cut_loses_nothing_that_was_done() {
    let bench = Bench::new();
    let recorded = recorded(&bench, times(24, 72));
    let begun = std::time::Instant::now();
    let cuts = times(20, 1_000);
    for loss in [Loss::Nothing, Loss::Everything, Loss::Some] {
        let found = cut(&bench, &recorded, loss, false, cuts);
        let lost: Vec<&String> = found.iter().flatten().collect();
        println!("power cut, {loss:?} lost of what was not synced: {} cuts, {} bad", found.len(), lost.len());
        assert!(lost.is_empty(), "{loss:?}: {:?}", lost.first());
    }
    println!("{:.1} s", begun.elapsed().as_secs_f64());
    // The twin: a disk that says that all is on it, and it is not.
    let found = cut(&bench, &recorded, Loss::Some, true, times(20, 300));
    let bad = found.iter().flatten().count();
    println!("the twin, a disk that lies: {} cuts, {bad} bad", found.len());
    assert!(bad * 10 > found.len() * 8, "what a disk forgets must be noticed: {bad} of {}", found.len());
}
