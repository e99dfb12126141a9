//! Days and people of an export: the bytes are shared out to the files that an export has.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a place");
    let root = folder.path().join("export");
    std::fs::create_dir_all(root.join("general")).expect("made");
    // Parts are told apart by a byte that no JSON has.
    let mut parts = bytes.split(|byte| *byte == 0xff);
    for name in ["users.json", "channels.json", "general/2024-01-01.json", "general/2024-01-02.json"] {
        std::fs::write(root.join(name), parts.next().unwrap_or(b"[]")).expect("written");
    }
    kith_fuzz::read_export(&root);
});
