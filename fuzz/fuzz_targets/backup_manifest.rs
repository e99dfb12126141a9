//! What lies beside the copy of a backup that somebody brought along.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_app::fuzzing::manifest(bytes));
