//! Slack: its exports and its markup.

pub mod blocks;
pub mod emoji;
pub mod export;
pub mod mrkdwn;
mod normalise;
mod people;
mod secrets;
mod wire;
