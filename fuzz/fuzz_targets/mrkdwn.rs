//! A workspace's way to mark up words.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    kith_fuzz::is_safe(&kith_connect::slack::mrkdwn::parse(text));
    kith_fuzz::is_safe(&kith_connect::slack::mrkdwn::parse_plain_text(text));
});
