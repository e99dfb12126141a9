//! An archive: its directory, its entries, and an export in it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a place");
    let path = folder.path().join("export.zip");
    std::fs::write(&path, bytes).expect("written");
    kith_fuzz::read_export(&path);
});
