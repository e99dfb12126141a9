//! A message of a workspace.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| kith_connect::fuzzing::slack_message(bytes));
