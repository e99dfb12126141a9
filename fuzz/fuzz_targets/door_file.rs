//! A file between two laptops at a door.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_app::fuzzing::door(bytes));
