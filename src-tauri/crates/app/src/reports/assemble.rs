//! From a wish to a report: which period, its numbers, its words.

use chrono::NaiveDate;
use kith_domain::time;
use kith_store::Segment;

use super::{
    build::{Inputs, build},
    period::Period,
    template::{self, TEMPLATES, Template},
    value::{Report, ReportWords},
};
use crate::{
    ApiError, App,
    commands::Nothing,
    metrics::{
        self,
        views::{AskMetrics, Every, Slice},
    },
    segments,
};

/// A file's name has about this many letters.
const LONGEST_NAME: usize = 60;

/// A report that is wanted.
pub(super) struct Wanted {
    pub(super) template: &'static Template,
    pub(super) period: Period,
    pub(super) with_team: bool,
    /// Only members of this segment.
    pub(super) segment: Option<Segment>,
    /// The day it is, in the community's zone.
    pub(super) today: NaiveDate,
}

impl Wanted {
    /// What its file is called.
    pub(super) fn name(&self) -> String {
        let mut name = format!("{}-{}", self.template.id, self.period.key());
        for word in
            self.segment.iter().flat_map(|segment| segment.name.split(|letter: char| !letter.is_ascii_alphanumeric()))
        {
            if !word.is_empty() && name.len() < LONGEST_NAME {
                name.push('-');
                name.push_str(&word.to_lowercase());
            }
        }
        name
    }

    /// What its words are kept under: those for everybody's readers are not those for a segment's.
    pub(super) fn words_key(&self) -> String {
        let key = self.period.key();
        self.segment.as_ref().map_or_else(|| key.clone(), |segment| format!("{key} {}", segment.id))
    }
}

/// Reads a wish; without a period, the last one that is over.
pub(super) async fn wanted(
    app: &App,
    template: &str,
    period: Option<&str>,
    with_team: bool,
    segment: Option<&str>,
) -> Result<Wanted, ApiError> {
    let template = known(template)?;
    let today = today(app).await?;
    let current =
        Period::of(template.every, today).ok_or_else(|| ApiError::invalid("period", "there is no such day"))?;
    let period = match period.map(str::trim).filter(|key| !key.is_empty()) {
        None => current.later(-1),
        Some(key) => Period::read(template.every, key)
            .ok_or_else(|| ApiError::invalid("period", format!("write it like {}", current.key())))?,
    };
    if period.start() > today {
        return Err(ApiError::invalid("period", "this has not begun yet"));
    }
    let segment = match segment {
        Some(id) => Some(segments::known(app, id).await?),
        None => None,
    };
    Ok(Wanted { template, period, with_team, segment, today })
}

/// A kind of report by its id.
pub(super) fn known(id: &str) -> Result<&'static Template, ApiError> {
    template::template(id).ok_or_else(|| {
        let names: Vec<&str> = TEMPLATES.iter().map(|template| template.id).collect();
        ApiError::invalid("template", format!("there is no such report; there are {}", names.join(", ")))
    })
}

/// The day it is, in the community's zone.
pub(super) async fn today(app: &App) -> Result<NaiveDate, ApiError> {
    let zone = app.store()?.read(|read| read.zone()).await?;
    Ok(time::day_of(app.now(), zone))
}

/// Of which numbers a report tells the course over the periods before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Courses {
    /// Of those with a chart.
    Charted,
    /// Of all.
    All,
}

/// Asks for everything and puts it together. Courses that nobody sees are not asked for: a look at every message of a year
/// costs more than all the rest.
pub(super) async fn assemble(app: &App, wanted: &Wanted, courses: Courses) -> Result<Report, ApiError> {
    let Wanted { template, period, with_team, today, .. } = *wanted;
    let (key, segment) = (wanted.words_key(), wanted.segment.as_ref());
    let (settings, words) =
        app.store()?.read(move |read| Ok((read.settings()?, read.report_text(template.id, &key)?))).await?;
    let words: ReportWords = words.and_then(|words| serde_json::from_str(&words).ok()).unwrap_or_default();
    let definitions = metrics::list(app, Nothing::default()).await?.metrics;
    let ids: Vec<String> = template
        .metrics()
        .into_iter()
        .filter(|id| definitions.iter().any(|known| known.id == *id))
        .map(str::to_owned)
        .collect();
    let charted = template.charted();
    let with_course: Vec<String> =
        ids.iter().filter(|id| courses == Courses::All || charted.contains(&id.as_str())).cloned().collect();
    let ask = |metrics: &[String], from: NaiveDate, every: Every, compare: bool| AskMetrics {
        metrics: metrics.to_vec(),
        from: Some(from.to_string()),
        to: Some(period.end().to_string()),
        every,
        slice: Slice { with_team, segment: segment.map(|segment| segment.id.clone()), ..Slice::default() },
        compare,
    };
    let whole = metrics::read(app, ask(&ids, period.start(), Every::Whole, true)).await?;
    let first = period.later(1 - template.history).start();
    let series = metrics::read(app, ask(&with_course, first, template.every, false)).await?;
    Ok(build(Inputs {
        template,
        period,
        community: &segment
            .map_or_else(|| settings.name.clone(), |segment| format!("{}: {}", settings.name, segment.name)),
        segment: segment.map(|segment| segment.name.as_str()),
        made_on: &today.to_string(),
        unfinished: period.end() > today,
        with_team,
        words,
        whole: &whole,
        series: &series,
        definitions: &definitions,
    }))
}
