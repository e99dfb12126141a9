//! A table: text or workbook, looked at and read row by row by the mapping that is guessed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_fuzz::read_table(bytes));
