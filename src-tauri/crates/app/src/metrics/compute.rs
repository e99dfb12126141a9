//! Computes windows of metrics, or takes those that were kept.

use std::collections::BTreeMap;

use kith_domain::{
    metrics::{self, Definition, Every, Frame, Reach, Window},
    time,
};
use kith_store::{
    Read, Write,
    metrics::{Slice, StoredWindow},
};

use super::{
    AskCohorts, AskMetrics, Cohort, CohortCell, Cohorts, Metric, Metrics, Point, said, series, stretch, text, views,
};
use crate::ApiError;

/// The metric that looks at all later windows, and is no part of what is kept.
pub(super) const COHORT: &str = "cohort";
/// Days after a window that a metric may look at: whether a second message came.
const LOOKED_AHEAD: i32 = 31;

/// Whether a metric needs what only it needs, and is computed apart from the others.
fn is_apart(definition: &Definition) -> bool {
    metrics::reads_messages(definition) || metrics::reads_referrals(definition)
}

/// Whether what was computed of a metric is kept: not what looks at all later windows, at every message, or at every profile.
pub(super) fn is_kept(definition: &Definition) -> bool {
    definition.id != COHORT && !is_apart(definition)
}

/// The points of a window by the metric's id.
pub(super) type Points = BTreeMap<String, Point>;

/// What was computed and may be kept.
pub(super) struct Fresh {
    kept: Vec<(String, Vec<StoredWindow>)>,
    stamp: i64,
    edition: String,
}

impl Fresh {
    pub(super) fn keep(&self, write: &Write<'_>) -> kith_store::Result<()> {
        for (every, windows) in &self.kept {
            write.keep_windows(every, &self.edition, self.stamp, windows)?;
        }
        Ok(())
    }
}

pub(super) fn read(
    read: &Read<'_>,
    args: &AskMetrics,
    chosen: &[&'static Definition],
    now: i64,
) -> Result<(Metrics, Option<Fresh>), ApiError> {
    let zone = read.zone()?;
    let day = time::day_with_number(i64::from(read.last_day(now)?));
    let (from, to) = stretch(args.from.as_deref(), args.to.as_deref(), day)?;
    let every: Every = args.every.into();
    let slice: Slice = args.slice.clone().into();
    let windows = series(from, to, every)?;
    let mut fresh = Fresh { kept: Vec::new(), stamp: read.metrics_stamp()?, edition: edition(read, now)? };
    let points = all_points(read, &slice, &windows, every, chosen, now, &mut fresh)?;
    let whole = Window::between(from, to);
    let both = if args.compare {
        let windows = [whole.before(), whole];
        all_points(read, &slice, &windows, Every::Whole, chosen, now, &mut fresh)?
    } else {
        Vec::new()
    };
    let pick = |points: Option<&Points>, id: &str| points.and_then(|points| points.get(id)).cloned();
    let metrics = chosen
        .iter()
        .map(|definition| Metric {
            id: definition.id.to_owned(),
            version: definition.version,
            unit: definition.unit.into(),
            series: points.iter().filter_map(|points| pick(Some(points), definition.id)).collect(),
            now: pick(both.get(1), definition.id),
            before: pick(both.first(), definition.id),
        })
        .collect();
    let answer = Metrics {
        zone: zone.name().to_owned(),
        from: text(whole.start),
        to: text(whole.end),
        first_day: read.first_day()?.map(text),
        last_day: read.first_day()?.map(|_| read.last_day(now)).transpose()?.map(text),
        currency: read.currency()?,
        excluded: read.metrics_excluded(slice.with_team)?.into(),
        metrics,
    };
    Ok((answer, (!fresh.kept.is_empty()).then_some(fresh)))
}

/// Which definitions these are, and which figures kept by hand they see.
fn edition(read: &Read<'_>, now: i64) -> Result<String, ApiError> {
    Ok(format!("{} {}", metrics::edition(), read.kept_stamp(now)?))
}

/// The points of windows in ascending order, kept or computed.
fn all_points(
    read: &Read<'_>,
    slice: &Slice,
    windows: &[Window],
    every: Every,
    chosen: &[&'static Definition],
    now: i64,
    fresh: &mut Fresh,
) -> Result<Vec<Points>, ApiError> {
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else { return Ok(Vec::new()) };
    let (apart, chosen): (Vec<_>, Vec<_>) = chosen.iter().partition(|one| is_apart(one));
    if !apart.is_empty() {
        let mut all = vec![Points::new(); windows.len()];
        if !chosen.is_empty() {
            all = all_points(read, slice, windows, every, &chosen, now, fresh)?;
        }
        for (points, more) in all.iter_mut().zip(said::points(read, slice, windows, every, &apart, now)?) {
            points.extend(more);
        }
        return Ok(all);
    }
    let last_day = read.last_day(now)?;
    // Days are quick to compute, and many.
    let keeps = *slice == Slice::default() && every != Every::Day && chosen.iter().all(|one| one.id != COHORT);
    let name = if every == Every::Whole { format!("whole {}", first.days()) } else { every.word().to_owned() };
    let mut known: BTreeMap<i32, Points> = BTreeMap::new();
    if keeps {
        let stored = read.metric_windows(&name, &fresh.edition, i64::from(first.start), i64::from(last.end))?;
        for window in stored {
            // Whether people answer, come back or stay is asked for a month after a window's end, and then no more.
            let settled = window.as_of >= window.until + i64::from(LOOKED_AHEAD) || window.as_of == i64::from(last_day);
            if let (true, Ok(points)) = (settled, serde_json::from_str(&window.points)) {
                known.insert(i32::try_from(window.start).unwrap_or(i32::MAX), points);
            }
        }
    }
    let wanted: Vec<&'static Definition> =
        if keeps { metrics::all().filter(|one| is_kept(one)).collect() } else { chosen.clone() };
    let is_missing = |window: &Window| !known.contains_key(&window.start);
    let mut made: BTreeMap<i32, Points> = BTreeMap::new();
    for run in windows.chunk_by(|a, b| is_missing(a) == is_missing(b)) {
        let (Some(begin), Some(end)) = (run.first(), run.last()) else { continue };
        if !is_missing(begin) {
            continue;
        }
        let facts = read.facts(slice, reach(*begin, *end, &chosen, last_day), begin.start..end.end, now)?;
        let mut before: Option<Frame<'_>> = None;
        for window in run {
            let frame = Frame::following(before.as_ref(), &facts, *window, every);
            made.insert(window.start, points(&frame, &wanted));
            before = Some(frame);
        }
    }
    if keeps && !made.is_empty() {
        let stored = windows.iter().filter_map(|window| {
            Some(StoredWindow {
                start: i64::from(window.start),
                until: i64::from(window.end),
                as_of: i64::from(last_day),
                points: serde_json::to_string(made.get(&window.start)?).ok()?,
            })
        });
        fresh.kept.push((name, stored.collect()));
    }
    known.extend(made);
    Ok(windows.iter().filter_map(|window| known.remove(&window.start)).collect())
}

/// The days that windows from one to another need.
pub(super) fn reach(first: Window, last: Window, chosen: &[&'static Definition], last_day: i32) -> Reach {
    let ahead = if chosen.iter().any(|one| one.id == COHORT) { i32::MAX } else { LOOKED_AHEAD };
    Reach::of(first, last, ahead, last_day)
}

pub(super) fn points(frame: &Frame<'_>, chosen: &[&'static Definition]) -> Points {
    let (facts, window) = (frame.facts, frame.window);
    let unfinished = window.end > facts.last_day || facts.first_day.is_some_and(|first| window.start < first);
    let point = |definition: &&'static Definition| {
        let value = metrics::compute(definition, frame);
        let point = Point {
            start: text(window.start),
            end: text(window.end),
            value: value.value.map(rounded),
            n: value.n,
            reason: value.reason.map(Into::into),
            unfinished,
            parts: value.parts.into_iter().map(|(name, value)| (name.into_owned(), rounded(value))).collect(),
        };
        (definition.id.to_owned(), point)
    };
    chosen.iter().map(point).collect()
}

/// A millionth is more than anybody reads, and reads back from JSON as it was.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

pub(super) fn cohorts(read: &Read<'_>, args: &AskCohorts, now: i64) -> Result<Cohorts, ApiError> {
    let day = time::day_with_number(i64::from(read.last_day(now)?));
    let (from, to) = stretch(args.from.as_deref(), args.to.as_deref(), day)?;
    let every = if args.every == views::Every::Quarter { Every::Quarter } else { Every::Month };
    let windows = series(from, to, every)?;
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else {
        return Ok(Cohorts { cohorts: Vec::new(), average: Vec::new() });
    };
    let last_day = read.last_day(now)?;
    let days = first.start..last.end.min(last_day + 1).max(first.start);
    let facts = read.facts(&args.slice.clone().into(), days.clone(), days.start..days.start, now)?;
    let counts = metrics::cohort_counts(&facts, &windows, args.by_first_contribution);
    let mut sums: Vec<(u64, u64)> = Vec::new();
    let mut cohorts = Vec::new();
    for (index, (window, size)) in windows.iter().zip(&counts.sizes).enumerate() {
        let active = counts.active.get(index).into_iter().flatten().zip(&windows).skip(index);
        let begun = active.take_while(|(_, window)| window.start <= last_day);
        let mut cells = Vec::new();
        for (later, (active, window)) in begun.enumerate() {
            let unfinished = window.end > last_day;
            if sums.len() <= later {
                sums.push((0, 0));
            }
            if let (Some(sum), false) = (sums.get_mut(later), unfinished) {
                sum.0 += u64::from(*active);
                sum.1 += u64::from(*size);
            }
            let share = (*size > 0).then(|| f64::from(*active) * 100.0 / f64::from(*size));
            cells.push(CohortCell { active: *active, share, unfinished });
        }
        cohorts.push(Cohort { start: text(window.start), end: text(window.end), size: *size, cells });
    }
    let average = sums.iter().enumerate().map(|(later, (active, size))| {
        #[expect(clippy::cast_precision_loss, reason = "no community has 2^53 members")]
        let mean = |active: u64, size: u64| active as f64 * 100.0 / size as f64;
        (later > 0 && *size > 0).then(|| mean(*active, *size))
    });
    Ok(Cohorts { average: average.collect(), cohorts })
}
