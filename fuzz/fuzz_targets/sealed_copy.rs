//! The sealed copy of a backup.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_app::fuzzing::sealed_copy(bytes));
