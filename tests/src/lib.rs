//! Fakes, builders and worlds for the tests. Never shipped.

#[cfg(unix)]
pub mod axe;
pub mod bench;
pub mod browser;
#[cfg(target_os = "linux")]
pub mod disk;
pub mod export_maker;
pub mod fake_clock;
pub mod fake_discourse;
pub mod fake_slack;
pub mod fake_time;
pub mod faults;
pub mod hostile;
pub mod http;
pub mod labelled;
pub mod memory;
pub mod replay;
#[cfg(unix)]
pub mod screen;
pub mod serve;
pub mod webdriver;
#[cfg(unix)]
pub mod window;
pub mod world;
pub mod zip_writer;
