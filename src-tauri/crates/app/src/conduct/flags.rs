//! What waits for a moderator's decision at the forums.

use kith_store::ReviewRow;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// What waits.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Flags {
    /// The most urgent first.
    pub(crate) flags: Vec<ReviewRow>,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Flags, ApiError> {
    Ok(Flags { flags: app.store()?.read(|read| read.reviews()).await? })
}
