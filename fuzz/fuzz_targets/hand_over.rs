//! A file between a mentor and a programme's lead.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_app::fuzzing::hand_over(bytes));
