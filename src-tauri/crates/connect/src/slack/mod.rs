//! Slack: its exports, its Web API and its markup.

pub mod blocks;
pub mod callback;
pub mod emoji;
pub mod export;
pub mod live;
pub mod mrkdwn;
mod normalise;
pub mod oauth;
mod people;
mod secrets;
mod wire;

/// Reads a message as an export does; for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub(crate) fn fuzz(json: &str) {
    let _ = normalise::typed("C1", json, |_| true);
    if let Some(value) = normalise::parse_loosely(json) {
        let _ = (blocks::nodes_of(&value), blocks::text_of(&value));
    }
}
