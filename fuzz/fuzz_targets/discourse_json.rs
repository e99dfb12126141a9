//! What a forum answers.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_connect::fuzzing::discourse_json(bytes));
