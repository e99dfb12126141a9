//! Home: what is in here, since when, from where.

use kith_store::{Counts, MemberRow, SourceRow, SpaceRow, WeekBar};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing, imports};

/// Two years of weeks.
const WEEKS: u32 = 104;

/// What is in a community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Home {
    /// What it is called.
    pub(crate) name: String,
    /// IANA zone.
    pub(crate) zone: String,
    /// Members that are no bots.
    pub(crate) people: u32,
    /// Bots.
    pub(crate) bots: u32,
    /// Channels and categories.
    pub(crate) spaces: u32,
    /// Conversations with an answer, and topics.
    pub(crate) threads: u32,
    /// Messages, reactions, joins.
    pub(crate) counts: Counts,
    /// The first activity, UTC milliseconds.
    pub(crate) first_at: Option<i64>,
    /// The newest activity, UTC milliseconds.
    pub(crate) last_at: Option<i64>,
    /// Where it came from.
    pub(crate) sources: Vec<SourceRow>,
    /// The newest import.
    pub(crate) last_import: Option<imports::Import>,
    /// Records that could not be read.
    pub(crate) quarantined: u32,
    /// Messages and people a week, oldest first, without bots.
    pub(crate) weeks: Vec<WeekBar>,
    /// Spaces with the most messages.
    pub(crate) busiest: Vec<SpaceRow>,
    /// People seen for the first time last.
    pub(crate) newest: Vec<MemberRow>,
}

pub(crate) async fn home(app: &App, _: Nothing) -> Result<Home, ApiError> {
    let imports = imports::list(app, Nothing::default()).await?.imports;
    let home = app
        .store()?
        .read(|read| {
            let settings = read.settings()?;
            let overview = read.overview()?;
            Ok(Home {
                name: settings.name,
                zone: settings.zone,
                people: overview.people,
                bots: overview.bots,
                spaces: overview.spaces,
                threads: overview.threads,
                counts: overview.counts,
                first_at: overview.first_at,
                last_at: overview.last_at,
                sources: read.sources()?,
                last_import: None,
                quarantined: read.quarantined()?,
                weeks: overview.last_at.map_or(Ok(Vec::new()), |last_at| read.weeks(last_at, WEEKS))?,
                busiest: read.busiest_spaces(6)?,
                newest: read.newest_members(6)?,
            })
        })
        .await?;
    Ok(Home { last_import: imports.into_iter().next(), ..home })
}
