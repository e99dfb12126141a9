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
