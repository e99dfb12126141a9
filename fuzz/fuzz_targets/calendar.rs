//! A calendar's file.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
    let _ = kith_connect::ics::read(bytes, chrono_tz::Tz::Europe__Berlin, day(2025), day(2027));
});
