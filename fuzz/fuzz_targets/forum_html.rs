//! A forum's HTML: what is shown of it has known tags, no handler and no address that runs.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(html) = std::str::from_utf8(bytes) else { return };
    let nodes = kith_connect::discourse::cooked::nodes_of(html, None);
    kith_fuzz::is_safe(&nodes);
});
