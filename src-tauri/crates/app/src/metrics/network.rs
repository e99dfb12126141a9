//! Who talks with whom, for a stretch of days and a part of the community.

use kith_domain::{metrics::Window, time};
use kith_store::metrics::Network;
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use super::{stretch, views::Slice};
use crate::{ApiError, App};

/// A picture has room for so many people.
const MOST_PEOPLE: u32 = 200;

/// Who talks with whom, when and where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AskNetwork {
    /// The first day; nothing for a year before `to`.
    pub(crate) from: Option<String>,
    /// The day after the last; nothing for the day after today.
    pub(crate) to: Option<String>,
    /// Whose activity.
    pub(crate) slice: Slice,
    /// How many of those who wrote most.
    pub(crate) limit: u32,
}

pub(crate) async fn network(app: &App, args: AskNetwork) -> Result<Network, ApiError> {
    let now = app.now();
    app.store()?
        .read(move |read| {
            let today = time::day_of(now, read.zone()?);
            let (from, to) = match stretch(args.from.as_deref(), args.to.as_deref(), today) {
                Ok(days) => days,
                Err(error) => return Ok(Err(error)),
            };
            let window = Window::between(from, to);
            let limit = args.limit.clamp(1, MOST_PEOPLE) as usize;
            Ok(Ok(read.network(&args.slice.into(), window.start..window.end, now, limit)?))
        })
        .await?
}
