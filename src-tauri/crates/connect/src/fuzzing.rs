//! Doors for the fuzz targets to readers that are private: what a stranger sends is read, and nothing may panic.
//!
//! **Invariants:** compiled with the feature `fuzzing` only; what comes out is thrown away.

use kith_domain::record::Batch;
use serde_json::Value;

use crate::{discourse, slack};

/// A page of posts, a topic, a user as a forum answers.
pub fn discourse_json(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    discourse::fuzz(&value, &mut Batch::default());
}

/// A message as an export or the live service shows it.
pub fn slack_message(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    slack::fuzz(text);
}
