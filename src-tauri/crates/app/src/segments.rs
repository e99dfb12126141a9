//! Segments: rules that choose members, saved under a name and usable wherever members are listed.

use kith_store::{Rule, Segment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// A name has at most this many characters.
const LONGEST_NAME: usize = 80;

/// All segments.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Segments {
    /// By name.
    pub(crate) segments: Vec<Segment>,
}

/// A segment to save.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveSegment {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// Its name.
    pub(crate) name: String,
    /// Whom it chooses.
    pub(crate) rule: Rule,
}

/// Which segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SegmentId {
    /// Its id.
    pub(crate) id: String,
}

/// Whether a list shows everybody, or those of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfSegment {
    /// Only those whom this segment chooses.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
}

/// A rule to count.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountSegment {
    /// Whom it chooses.
    pub(crate) rule: Rule,
}

/// How many a rule chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SegmentCount {
    /// Members it chooses.
    pub(crate) members: u32,
    /// Members it could choose: people who are here, and whoever else it speaks of.
    pub(crate) of: u32,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Segments, ApiError> {
    Ok(Segments { segments: app.store()?.read(|read| read.segments()).await? })
}

pub(crate) async fn save(app: &App, args: SaveSegment) -> Result<SegmentId, ApiError> {
    let name = args.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(ApiError::invalid("name", format!("a name has 1 to {LONGEST_NAME} characters")));
    }
    let (id, now) = (args.id.unwrap_or_else(|| app.new_id()), app.now());
    let saved = SegmentId { id: id.clone() };
    app.store()?.act("Save segment", move |write| write.save_segment(&id, &name, &args.rule, now)).await?;
    Ok(saved)
}

pub(crate) async fn remove(app: &App, args: SegmentId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove segment", move |write| write.remove_segment(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn count(app: &App, args: CountSegment) -> Result<SegmentCount, ApiError> {
    let now = app.now();
    settle_rule(app, args.rule.clone()).await?;
    let count = move |read: &kith_store::Read<'_>| {
        args.rule.examine()?;
        let (members, of) = read.count_chosen(&args.rule, now)?;
        Ok(SegmentCount { members, of })
    };
    Ok(app.store()?.read(count).await?)
}

/// A segment by its id.
pub(crate) async fn known(app: &App, id: &str) -> Result<Segment, ApiError> {
    let all = app.store()?.read(|read| read.segments()).await?;
    all.into_iter().find(|segment| segment.id == id).ok_or_else(|| kith_store::Error::NotFound("segment").into())
}

/// Makes ready what a list asks of that is narrowed to a segment. A segment that is not there is told of by the list.
pub(crate) async fn settle(app: &App, segment: Option<&str>) -> Result<(), ApiError> {
    match segment {
        Some(segment) => settle_rule(app, Rule::Segment { segment: segment.to_owned() }).await,
        None => Ok(()),
    }
}

async fn settle_rule(app: &App, rule: Rule) -> Result<(), ApiError> {
    let spaces = app.store()?.read(move |read| read.spaces_asked(&rule)).await?;
    crate::metrics::settle_spaces(app, spaces.iter().map(String::as_str)).await
}
