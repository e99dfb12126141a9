//! From metrics and the manager's words to a report: which number stands where, what is left out, what is too small to tell.
//!
//! **Invariants:** a pure function: the same metrics, definitions and words give the same report; numbers of conduct under 5
//! leave this file only as `<5`, with no difference, count or series from which they could be told.

use std::collections::BTreeMap;

use super::{
    numbers::{self, FEW, NONE, SUPPRESSED},
    period::{self, Period},
    template::{Plan, Template},
    value::{Counted, Days, Figure, LeftOut, Moment, Report, ReportWords, Section, Shown, Tone},
};
use crate::metrics::views::{Excluded, Group, Metric, MetricDefinition, Metrics, Point, Reason, Unit};

/// What a report is built from.
pub(super) struct Inputs<'a> {
    pub(super) template: &'static Template,
    pub(super) period: Period,
    pub(super) community: &'a str,
    /// The day it is made: printed, and in no number.
    pub(super) made_on: &'a str,
    /// The day of `now` is before the period's end.
    pub(super) unfinished: bool,
    pub(super) with_team: bool,
    /// Only of the members whom the segment with this name chooses.
    pub(super) segment: Option<&'a str>,
    pub(super) words: ReportWords,
    /// The period as one window, and the equally long one before.
    pub(super) whole: &'a Metrics,
    /// Window by window.
    pub(super) series: &'a Metrics,
    pub(super) definitions: &'a [MetricDefinition],
}

/// Puts a report together.
pub(super) fn build(inputs: Inputs<'_>) -> Report {
    let asked = Asked {
        whole: by_id(inputs.whole),
        series: by_id(inputs.series),
        definitions: inputs.definitions.iter().map(|one| (one.id.as_str(), one)).collect(),
        template: inputs.template,
        currency: &inputs.whole.currency,
    };
    let mut missing = Missing::default();
    let sections: Vec<Section> =
        inputs.template.sections.iter().filter_map(|plan| asked.section(plan, &mut missing)).collect();
    let (start, end) = (inputs.period.start(), inputs.period.end());
    let before = start.checked_sub_days(chrono::Days::new(u64::try_from((end - start).num_days()).unwrap_or(0)));
    let days = |start: chrono::NaiveDate, end: chrono::NaiveDate| Days {
        start: start.to_string(),
        end: end.to_string(),
        label: period::spoken(start, end),
    };
    let mut report = Report {
        template: inputs.template.id.to_owned(),
        period: inputs.period.key(),
        title: inputs.template.title.to_owned(),
        community: inputs.community.to_owned(),
        label: inputs.period.label(),
        days: days(start, end),
        compared: days(before.unwrap_or(start), start),
        zone: inputs.whole.zone.clone(),
        unfinished: inputs.unfinished,
        made_on: inputs.made_on.to_owned(),
        with_team: inputs.with_team,
        words: inputs.words,
        sections,
        left_out: left_out(inputs.whole.excluded, inputs.with_team),
        not_kept: missing.not_kept,
        notes: Vec::new(),
        definitions: Vec::new(),
    };
    report.notes = notes(&report, inputs.whole, &asked);
    if let Some(segment) = inputs.segment {
        report.notes.splice(0..0, of_segment(segment, &missing.not_of_a_part));
    }
    report.definitions = asked.counted(&report);
    report
}

/// What a template asks for and a report cannot tell, by title.
#[derive(Default)]
struct Missing {
    /// Nobody keeps it here.
    not_kept: Vec<String>,
    /// It is known of everybody only, and not of a part.
    not_of_a_part: Vec<String>,
}

/// What is said of a report that is about a segment.
fn of_segment(segment: &str, unknown: &[String]) -> Vec<String> {
    let mut notes = vec![format!("Only members of the segment “{segment}” are counted, as it chooses them today.")];
    if !unknown.is_empty() {
        notes.push(format!("Known only of everybody together, and left out here: {}.", unknown.join(", ")));
    }
    notes
}

fn by_id(metrics: &Metrics) -> BTreeMap<&str, &Metric> {
    metrics.metrics.iter().map(|metric| (metric.id.as_str(), metric)).collect()
}

/// What was computed, by id.
struct Asked<'a> {
    whole: BTreeMap<&'a str, &'a Metric>,
    series: BTreeMap<&'a str, &'a Metric>,
    definitions: BTreeMap<&'a str, &'a MetricDefinition>,
    template: &'static Template,
    /// The community's.
    currency: &'a str,
}

impl Asked<'_> {
    /// A part of the report; nothing where none of its numbers is kept here.
    fn section(&self, plan: &Plan, missing: &mut Missing) -> Option<Section> {
        let mut figures = Vec::new();
        for id in plan.metrics {
            let Some(definition) = self.definitions.get(id) else { continue };
            let Some(now) = self.whole.get(id).and_then(|metric| metric.now.as_ref().or(metric.series.last())) else {
                continue;
            };
            let titles = match now.reason {
                Some(Reason::NotKept) => Some(&mut missing.not_kept),
                Some(Reason::NotForSlice) => Some(&mut missing.not_of_a_part),
                _ => None,
            };
            if let Some(titles) = titles {
                if !titles.contains(&definition.title) {
                    titles.push(definition.title.clone());
                }
                continue;
            }
            figures.push(self.figure(definition, now, plan.charts.contains(id)));
        }
        (!figures.is_empty()).then(|| Section {
            id: plan.id.to_owned(),
            title: plan.title.to_owned(),
            about: plan.about.to_owned(),
            tiles: plan.tiles,
            figures,
        })
    }

    fn figure(&self, definition: &MetricDefinition, now: &Point, chart: bool) -> Figure {
        let id = definition.id.as_str();
        let whole = self.whole.get(id);
        let unit = definition.unit;
        let secret = definition.group == Group::Conduct;
        let before = whole.and_then(|metric| metric.before.as_ref());
        let remark = remark(now, secret);
        let now = shown(now, unit, secret, self.currency);
        let before = before.map_or_else(|| nothing(None), |point| shown(point, unit, secret, self.currency));
        let delta = now.value.zip(before.value).map(|(now, before)| numbers::rounded(now - before));
        let delta_pct = match (delta, before.value) {
            (Some(delta), Some(before)) if before > 0.0 => Some(numbers::rounded(delta / before.abs() * 100.0)),
            _ => None,
        };
        let series: Vec<Moment> = self.series.get(id).map_or_else(Vec::new, |metric| {
            metric.series.iter().map(|point| self.moment(point, unit, secret)).collect()
        });
        // One value is no course of anything, and what is suppressed has none to show.
        let chart = chart && !secret && series.iter().filter(|moment| moment.shown.value.is_some()).count() > 1;
        let change = numbers::change(now.value, before.value, unit, self.currency);
        Figure {
            id: id.to_owned(),
            version: whole.map_or(definition.version, |metric| metric.version),
            title: definition.title.clone(),
            unit,
            currency: self.currency.to_owned(),
            direction: definition.direction,
            // What is printed as no change is none, whatever its seventh place.
            tone: if now.text == before.text || change.starts_with('±') {
                Tone::Neutral
            } else {
                numbers::tone(delta, definition.direction)
            },
            change,
            delta,
            delta_pct,
            now,
            before,
            remark,
            series,
            chart,
        }
    }

    fn moment(&self, point: &Point, unit: Unit, secret: bool) -> Moment {
        let label =
            point.start.parse().map_or_else(|_| point.start.clone(), |day| period::short(self.template.every, day));
        Moment {
            start: point.start.clone(),
            end: point.end.clone(),
            label,
            shown: shown(point, unit, secret, self.currency),
            unfinished: point.unfinished,
        }
    }

    /// The definitions of what is printed, in the order in which it is.
    fn counted(&self, report: &Report) -> Vec<Counted> {
        let mut found: Vec<Counted> = Vec::new();
        for (_, figure) in report.figures() {
            if let Some(definition) = self.definitions.get(figure.id.as_str())
                && !found.iter().any(|known| known.id == figure.id)
            {
                found.push(Counted {
                    id: figure.id.clone(),
                    version: figure.version,
                    title: definition.title.clone(),
                    definition: definition.definition.clone(),
                });
            }
        }
        found
    }
}

/// A number as it is printed. A secret one is told from 5 on.
fn shown(point: &Point, unit: Unit, secret: bool, currency: &str) -> Shown {
    if secret && tells_few(point.reason) {
        return Shown { text: SUPPRESSED.to_owned(), value: None, n: None, reason: None };
    }
    let Some(value) = point.value else { return nothing(point.reason) };
    // What a rate was counted from is as telling as a count.
    let counted = point.parts.values().copied().filter(|part| part.fract() == 0.0);
    let few = match unit {
        Unit::People | Unit::Count => value < FEW,
        _ => point.n < 5 || counted.into_iter().any(|part| part < FEW),
    };
    if secret && few {
        return Shown { text: SUPPRESSED.to_owned(), value: None, n: None, reason: None };
    }
    Shown {
        text: numbers::shown(value, unit, currency),
        value: Some(numbers::rounded(value)),
        n: Some(point.n),
        reason: None,
    }
}

/// Whether the reason itself would tell none from few.
const fn tells_few(reason: Option<Reason>) -> bool {
    matches!(reason, Some(Reason::NoCases | Reason::TooFew | Reason::NotReached))
}

fn nothing(reason: Option<Reason>) -> Shown {
    let text = if reason == Some(Reason::NotReached) { "not reached" } else { NONE };
    Shown { text: text.to_owned(), value: None, n: None, reason }
}

/// What is said of a number in small print: of how many cases, or why it is missing.
fn remark(point: &Point, secret: bool) -> String {
    let mut said = Vec::new();
    if let Some(reason) = point.reason.filter(|reason| !(secret && tells_few(Some(*reason)))) {
        said.push(reason_words(reason).to_owned());
    }
    if point.value.is_some() && !secret {
        said.push(format!("n = {}", numbers::counted(f64::from(u32::try_from(point.n).unwrap_or(u32::MAX)))));
    }
    if let Some(waiting) = point.parts.get("unanswered").filter(|_| !secret) {
        said.push(format!("{} unanswered", numbers::counted(*waiting)));
    }
    if let Some(of) =
        point.parts.get("of").filter(|of| !secret && **of > f64::from(u32::try_from(point.n).unwrap_or(u32::MAX)))
    {
        said.push(format!("of {} in all", numbers::counted(*of)));
    }
    if let Some(open) = point.parts.get("open").filter(|open| !secret && **open > 0.0) {
        said.push(format!("{} still open", numbers::counted(*open)));
    }
    said.join(", ")
}

/// Why there is no number.
pub(super) const fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::NoCases => "nothing of the kind happened",
        Reason::TooFew => "too few cases to say",
        Reason::BeforeFirst => "before the first known activity",
        Reason::AfterLast => "after the last known activity",
        Reason::NotYet => "not over yet",
        Reason::NotReached => "most were not answered",
        Reason::NotKept => "not recorded here",
        Reason::NotForSlice => "not known for this part",
        Reason::Language => "in languages that cannot be read for this",
    }
}

fn left_out(excluded: Excluded, with_team: bool) -> Vec<LeftOut> {
    let line = |id: &str, count: u32, one: &str, many: &str| LeftOut {
        id: id.to_owned(),
        count,
        text: format!("{} {}", numbers::counted(f64::from(count)), if count == 1 { one } else { many }),
    };
    let mut found = vec![line("bots", excluded.bots, "member that is a program", "members that are programs")];
    if !with_team {
        found.push(line("team", excluded.team, "member of the team", "members of the team"));
    }
    found.push(line(
        "private_spaces",
        excluded.private_spaces,
        "channel or category that is not public",
        "channels or categories that are not public",
    ));
    found.push(line(
        "announcement_spaces",
        excluded.announcement_spaces,
        "channel or category where no answer is expected, left out of response numbers",
        "channels or categories where no answer is expected, left out of response numbers",
    ));
    found
}

fn notes(report: &Report, whole: &Metrics, asked: &Asked<'_>) -> Vec<String> {
    let mut notes = vec![format!(
        "Numbers are of {}, days of {}. Changes compare with the equally long time before, {}.",
        report.days.label, report.zone, report.compared.label
    )];
    notes.push(
        if report.with_team {
            "The team is counted like everybody else."
        } else {
            "The team is not counted among members, posts and people; its answers count as answers."
        }
        .to_owned(),
    );
    if report.unfinished {
        notes.push("The period is not over: its numbers will change.".to_owned());
    }
    let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    if let Some(first) = day(&whole.first_day) {
        notes.push(format!("The first activity that is known here is of {}.", first.format("%-d %B %Y")));
    }
    if let Some(last) =
        day(&whole.last_day).filter(|last| last.succ_opt().is_some_and(|next| next.to_string() < report.days.end))
    {
        notes.push(format!("What is known here ends with {}: later days are missing.", last.format("%-d %B %Y")));
    }
    notes.push("A dash stands where there is no number, with the reason; nothing known is never 0.".to_owned());
    let conduct = |figure: &Figure| {
        asked.definitions.get(figure.id.as_str()).is_some_and(|definition| definition.group == Group::Conduct)
    };
    if report.figures().any(|(_, figure)| conduct(figure)) {
        notes.push("Numbers of conduct under 5 are printed as <5, so that nobody can be told from them.".to_owned());
    }
    notes.push("Private notes are in no report.".to_owned());
    notes
}

#[cfg(test)]
mod tests;
