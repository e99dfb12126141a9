//! What the screens, reports and the command line are told of metrics.
//!
//! **Invariants:** no data is never 0: a point without a value has a reason; every value comes with the number of cases
//! it was computed from; days are calendar days of the community's zone, and windows are half-open.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long each window of a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Every {
    /// A calendar day.
    Day,
    /// A week from Monday.
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
    /// One window: all days asked for.
    Whole,
}

/// Whose activity is counted, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Slice {
    /// Only accounts of this source.
    pub(crate) source: Option<String>,
    /// Only what happened in this space.
    pub(crate) space: Option<String>,
    /// Only members of this segment.
    pub(crate) segment: Option<String>,
    /// The team is counted like everybody else.
    pub(crate) with_team: bool,
}

/// Metrics to compute.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AskMetrics {
    /// Which; none for all but those that look at every message (`sentiment`, `median_words`, `network_density`).
    pub(crate) metrics: Vec<String>,
    /// The first day, `2024-05-01`; nothing for a year before `to`.
    pub(crate) from: Option<String>,
    /// The day after the last; nothing for the day after today.
    pub(crate) to: Option<String>,
    /// How long each window is.
    pub(crate) every: Every,
    /// Whose activity.
    pub(crate) slice: Slice,
    /// Also the whole stretch as one window, and the equally long one before it.
    pub(crate) compare: bool,
}

/// What kind of number a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unit {
    /// Distinct members.
    People,
    /// Things: messages, conversations.
    Count,
    /// 0 to 100.
    Percent,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// A plain number: an index or a mean.
    Number,
    /// Minor units of the community's currency.
    Money,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

/// What a metric is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Group {
    /// Who comes.
    Growth,
    /// Who takes part, and how much.
    Engagement,
    /// Whether people are answered.
    Responsiveness,
    /// Whether people stay.
    Retention,
    /// How participation is spread.
    Participation,
    /// How conversations are.
    Quality,
    /// What is read.
    Content,
    /// What it is worth.
    Value,
    /// Events and mentoring.
    Together,
    /// How people treat each other.
    Conduct,
    /// All of it, weighed.
    Health,
}

/// A metric's definition: what "How is this counted?" shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MetricDefinition {
    /// Its id: `first_response.median`.
    pub(crate) id: String,
    /// Raised when the definition changes.
    pub(crate) version: u32,
    /// What it is called.
    pub(crate) title: String,
    /// How it is counted, in sentences.
    pub(crate) definition: String,
    /// What it is about.
    pub(crate) group: Group,
    /// What kind of number.
    pub(crate) unit: Unit,
    /// Which way is better.
    pub(crate) direction: Direction,
    /// With fewer cases than this there is no value.
    pub(crate) least: u32,
}

/// All definitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MetricDefinitions {
    /// In the order in which screens show them.
    pub(crate) metrics: Vec<MetricDefinition>,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// Nothing of the kind happened.
    NoCases,
    /// There are too few cases to say.
    TooFew,
    /// The window begins before the first activity that is known.
    BeforeFirst,
    /// The window begins after the newest archive or sync ends.
    AfterLast,
    /// The window has not come, or is too young to tell.
    NotYet,
    /// Less than half of the cases came to it.
    NotReached,
    /// Nobody typed it in, and no source tells.
    NotKept,
    /// It cannot be told for a part of the community.
    NotForSlice,
    /// It is written in languages that cannot be read for this.
    Language,
}

/// A metric in one window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub(crate) struct Point {
    /// The first day.
    pub(crate) start: String,
    /// The day after the last.
    pub(crate) end: String,
    /// The value.
    pub(crate) value: Option<f64>,
    /// Of how many cases.
    pub(crate) n: u64,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<Reason>,
    /// The window is not over, or reaches back before the first activity that is known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) unfinished: bool,
    /// What it is made of: `answered`, `unanswered`, `mean` …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) parts: BTreeMap<String, f64>,
}

/// Whether an answer is expected in a space.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectAnswers {
    /// The space.
    pub(crate) space: String,
    /// Whether one is.
    pub(crate) expected: bool,
}

/// A metric over time.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Metric {
    /// Its id.
    pub(crate) id: String,
    /// The version of its definition.
    pub(crate) version: u32,
    /// What kind of number.
    pub(crate) unit: Unit,
    /// Window by window, oldest first.
    pub(crate) series: Vec<Point>,
    /// The whole stretch as one window, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) now: Option<Point>,
    /// The equally long stretch before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) before: Option<Point>,
}

/// What is left out of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub(crate) struct Excluded {
    /// Members that are programs.
    pub(crate) bots: u32,
    /// Members of the team.
    pub(crate) team: u32,
    /// Spaces that are not public.
    pub(crate) private_spaces: u32,
    /// Spaces in which no answer is expected.
    pub(crate) announcement_spaces: u32,
}

/// Metrics over time.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Metrics {
    /// The community's zone: days are its days.
    pub(crate) zone: String,
    /// The first day asked for.
    pub(crate) from: String,
    /// The day after the last.
    pub(crate) to: String,
    /// The day of the first activity that is known.
    pub(crate) first_day: Option<String>,
    /// The last day of which anything can be known: today, or the one on which the newest archive or sync ends.
    pub(crate) last_day: Option<String>,
    /// The community's currency: `EUR`. Amounts are whole minor units of it.
    pub(crate) currency: String,
    /// What is left out.
    pub(crate) excluded: Excluded,
    /// As asked for.
    pub(crate) metrics: Vec<Metric>,
}

/// The cohorts of a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AskCohorts {
    /// The first day; nothing for a year before `to`.
    pub(crate) from: Option<String>,
    /// The day after the last; nothing for the day after today.
    pub(crate) to: Option<String>,
    /// Cohorts of months or quarters.
    pub(crate) every: Every,
    /// By their first contribution instead of their joining.
    pub(crate) by_first_contribution: bool,
    /// Whose activity.
    pub(crate) slice: Slice,
}

/// One cell of the cohort table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct CohortCell {
    /// Members of the cohort that contributed.
    pub(crate) active: u32,
    /// Of all of them, 0 to 100; nothing for a cohort of nobody.
    pub(crate) share: Option<f64>,
    /// The month is not over.
    pub(crate) unfinished: bool,
}

/// Who began in the same month or quarter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Cohort {
    /// Its first day.
    pub(crate) start: String,
    /// The day after its last.
    pub(crate) end: String,
    /// Members.
    pub(crate) size: u32,
    /// Period 0 is the one they began in.
    pub(crate) cells: Vec<CohortCell>,
}

/// The cohort table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Cohorts {
    /// Oldest first.
    pub(crate) cohorts: Vec<Cohort>,
    /// The mean share of each period after the first, of cells that are finished, weighed by size; 0 to 100.
    pub(crate) average: Vec<Option<f64>>,
}

/// Which rows are behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskRows {
    /// The metric, or `cohort`.
    pub(crate) metric: String,
    /// The first day of the window; of a cohort, the first day of the cohort.
    pub(crate) start: String,
    /// The day after its last.
    pub(crate) end: String,
    /// Of a cohort: how many periods later.
    #[serde(default)]
    pub(crate) later: Option<u32>,
    /// A part of the number: `unanswered`.
    #[serde(default)]
    pub(crate) part: Option<String>,
    /// Whose activity.
    #[serde(default)]
    pub(crate) slice: Slice,
    /// How many rows were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// A row behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct BehindRow {
    /// The member it is about, if any.
    pub(crate) member: Option<String>,
    /// The member's name.
    pub(crate) name: Option<String>,
    /// The message it is about, if any.
    pub(crate) activity: Option<String>,
    /// The first words of the message.
    pub(crate) text: Option<String>,
    /// Where it was written.
    pub(crate) space: Option<String>,
    /// When, UTC milliseconds.
    pub(crate) at: Option<i64>,
    /// What it brings to the number, in the metric's unit or as a count.
    pub(crate) value: Option<f64>,
    /// How the message counts: `positive`, `neutral`, `negative`; of a metric about mood alone.
    pub(crate) tone: Option<String>,
    /// Somebody set that by hand.
    pub(crate) own_tone: bool,
}

/// The rows behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct BehindRows {
    /// How many there are.
    pub(crate) total: u32,
    /// What kind of number `value` of a row is.
    pub(crate) unit: Unit,
    /// The rows asked for.
    pub(crate) rows: Vec<BehindRow>,
}

impl From<Every> for kith_domain::metrics::Every {
    fn from(every: Every) -> Self {
        match every {
            Every::Day => Self::Day,
            Every::Week => Self::Week,
            Every::Month => Self::Month,
            Every::Quarter => Self::Quarter,
            Every::Year => Self::Year,
            Every::Whole => Self::Whole,
        }
    }
}

impl From<Slice> for kith_store::metrics::Slice {
    fn from(slice: Slice) -> Self {
        Self { source: slice.source, space: slice.space, segment: slice.segment, with_team: slice.with_team }
    }
}

impl From<kith_domain::metrics::Unit> for Unit {
    fn from(unit: kith_domain::metrics::Unit) -> Self {
        use kith_domain::metrics::Unit as Domain;
        match unit {
            Domain::People => Self::People,
            Domain::Count => Self::Count,
            Domain::Percent => Self::Percent,
            Domain::Hours => Self::Hours,
            Domain::Days => Self::Days,
            Domain::Number => Self::Number,
            Domain::Money => Self::Money,
        }
    }
}

impl From<kith_domain::metrics::Direction> for Direction {
    fn from(direction: kith_domain::metrics::Direction) -> Self {
        use kith_domain::metrics::Direction as Domain;
        match direction {
            Domain::Up => Self::Up,
            Domain::Down => Self::Down,
            Domain::Neutral => Self::Neutral,
        }
    }
}

impl From<kith_domain::metrics::Group> for Group {
    fn from(group: kith_domain::metrics::Group) -> Self {
        use kith_domain::metrics::Group as Domain;
        match group {
            Domain::Growth => Self::Growth,
            Domain::Engagement => Self::Engagement,
            Domain::Responsiveness => Self::Responsiveness,
            Domain::Retention => Self::Retention,
            Domain::Participation => Self::Participation,
            Domain::Quality => Self::Quality,
            Domain::Content => Self::Content,
            Domain::Value => Self::Value,
            Domain::Together => Self::Together,
            Domain::Conduct => Self::Conduct,
            Domain::Health => Self::Health,
        }
    }
}

impl From<kith_domain::metrics::Reason> for Reason {
    fn from(reason: kith_domain::metrics::Reason) -> Self {
        use kith_domain::metrics::Reason as Domain;
        match reason {
            Domain::NoCases => Self::NoCases,
            Domain::TooFew => Self::TooFew,
            Domain::BeforeFirst => Self::BeforeFirst,
            Domain::AfterLast => Self::AfterLast,
            Domain::NotYet => Self::NotYet,
            Domain::NotReached => Self::NotReached,
            Domain::NotKept => Self::NotKept,
            Domain::NotForSlice => Self::NotForSlice,
            Domain::Language => Self::Language,
        }
    }
}

impl From<&kith_domain::metrics::Definition> for MetricDefinition {
    fn from(definition: &kith_domain::metrics::Definition) -> Self {
        Self {
            id: definition.id.to_owned(),
            version: definition.version,
            title: definition.title.to_owned(),
            definition: definition.text.to_owned(),
            group: definition.group.into(),
            unit: definition.unit.into(),
            direction: definition.direction.into(),
            least: u32::try_from(definition.least).unwrap_or(u32::MAX),
        }
    }
}

impl From<kith_store::metrics::Excluded> for Excluded {
    fn from(excluded: kith_store::metrics::Excluded) -> Self {
        let kith_store::metrics::Excluded { bots, team, private_spaces, announcement_spaces } = excluded;
        Self { bots, team, private_spaces, announcement_spaces }
    }
}
