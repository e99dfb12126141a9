//! A guest list.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_fuzz::read_guests(bytes));
