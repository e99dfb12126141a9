//! Metrics and definitions for the tests of reports.

use std::collections::BTreeMap;

use super::{
    build::{Inputs, build},
    period::Period,
    template::{self, Template},
    value::{Report, ReportWords, Story},
};
use crate::metrics::views::{
    Direction, Every, Excluded, Group, Metric, MetricDefinition, Metrics, Point, Reason, Unit,
};

/// Definitions of all that a template asks for.
pub(super) fn definitions(template: &Template) -> Vec<MetricDefinition> {
    template
        .metrics()
        .into_iter()
        .map(|id| {
            let (unit, direction, group) = kind(id);
            MetricDefinition {
                id: id.to_owned(),
                version: 1,
                title: title(id),
                definition: format!(
                    "How {} is counted, over all that is public, said in one sentence.",
                    title(id).to_lowercase()
                ),
                group,
                unit,
                direction,
                least: 5,
            }
        })
        .collect()
}

fn title(id: &str) -> String {
    let text = id.replace(['.', '_'], " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn kind(id: &str) -> (Unit, Direction, Group) {
    let ends = |endings: &[&str]| endings.iter().any(|ending| id.ends_with(ending));
    if id.starts_with("incidents") || id.starts_with("flags") {
        let unit = if ends(&["hours"]) {
            Unit::Hours
        } else if ends(&["1000"]) {
            Unit::Number
        } else {
            Unit::Count
        };
        return (unit, Direction::Neutral, Group::Conduct);
    }
    if id.starts_with("first_response") {
        return (Unit::Hours, Direction::Down, Group::Responsiveness);
    }
    if ends(&["rate", "share", "retention", "churn", "stickiness", "conversion"]) {
        return (Unit::Percent, if id == "churn" { Direction::Down } else { Direction::Up }, Group::Engagement);
    }
    if id.starts_with("deflection") || id == "clv_effect" {
        return (Unit::Money, Direction::Up, Group::Value);
    }
    if ["gini", "health", "gravity", "sentiment"].contains(&id) {
        return (Unit::Number, Direction::Neutral, Group::Health);
    }
    if id.starts_with("active_members") || id == "signups" {
        return (Unit::People, Direction::Up, Group::Growth);
    }
    (Unit::Count, if id == "unanswered" { Direction::Down } else { Direction::Up }, Group::Quality)
}

/// A number that depends on the metric and the window alone.
fn value(id: &str, window: u32) -> f64 {
    let letters: u32 = id.bytes().map(u32::from).sum();
    let wave = f64::from((letters * 7 + window * 13) % 29);
    match kind(id).0 {
        Unit::People | Unit::Count if kind(id).2 == Group::Conduct => f64::from(letters % 7 + window % 3),
        Unit::People | Unit::Count => f64::from(letters) + wave * 3.0 + f64::from(window) * 4.0,
        Unit::Percent => 40.0 + wave,
        Unit::Hours => 1.5 + wave / 4.0,
        Unit::Money => 120_000.0 + wave * 5_000.0,
        _ => 0.3 + wave / 20.0,
    }
}

fn point(id: &str, start: &str, end: &str, window: u32) -> Point {
    let missing = (id == "clv_effect" || id.starts_with("views") || id == "unread_share").then_some(Reason::NotKept);
    let missing = missing.or((id == "feedback.answer_days").then_some(Reason::TooFew));
    let missing = missing.or((window == 2).then_some(Reason::BeforeFirst));
    let mut parts = BTreeMap::new();
    if id.starts_with("first_response") {
        parts.insert("unanswered".to_owned(), 7.0);
    }
    Point {
        start: start.to_owned(),
        end: end.to_owned(),
        value: missing.is_none().then(|| value(id, window)),
        n: 120,
        reason: missing,
        unfinished: false,
        parts,
    }
}

fn metrics(ids: &[&str], first: &Period, windows: u32, compare: bool) -> Metrics {
    let excluded = Excluded { bots: 12, team: 5, private_spaces: 3, announcement_spaces: 1 };
    let end = first.later(i32::try_from(windows).unwrap()).start().to_string();
    let metrics = ids
        .iter()
        .map(|id| {
            let window = |number: u32| {
                let period = first.later(i32::try_from(number).unwrap());
                point(id, &period.start().to_string(), &period.end().to_string(), number + 13 - windows)
            };
            let (unit, _, _) = kind(id);
            let before = first.later(-1);
            Metric {
                id: (*id).to_owned(),
                version: 1,
                unit,
                series: (0..windows).map(window).collect(),
                now: compare.then(|| window(windows - 1)),
                before: compare.then(|| point(id, &before.start().to_string(), &before.end().to_string(), 11)),
            }
        })
        .collect();
    Metrics {
        zone: "Europe/Berlin".to_owned(),
        from: first.start().to_string(),
        to: end,
        first_day: Some("2023-06-12".to_owned()),
        last_day: Some("2024-05-20".to_owned()),
        currency: "EUR".into(),
        excluded,
        metrics,
    }
}

/// A report of a template, with words.
pub(super) fn report(id: &str, community: &str, words: ReportWords) -> Report {
    report_of(id, community, words, |_| {})
}

/// A report whose one window was changed before.
pub(super) fn report_of(id: &str, community: &str, words: ReportWords, change: impl Fn(&mut Metrics)) -> Report {
    let template = template::template(id).unwrap();
    let period = Period::read(template.every, "2024-05-13").unwrap();
    let ids = template.metrics();
    let mut whole = metrics(&ids, &period, 1, true);
    change(&mut whole);
    let first = period.later(1 - template.history);
    let series = metrics(&ids, &first, u32::try_from(template.history).unwrap(), false);
    let definitions = definitions(template);
    build(Inputs {
        template,
        period,
        community,
        made_on: "2024-06-01",
        unfinished: template.every == Every::Quarter,
        with_team: false,
        segment: None,
        words,
        whole: &whole,
        series: &series,
        definitions: &definitions,
    })
}

/// Words as managers write them.
pub(super) fn words() -> ReportWords {
    ReportWords {
        introduction: "A month of steady growth: more people were answered, and they were answered sooner. The new welcome thread \
            brought twelve first posts in its first two weeks.\n\nThe forum's search was down for two days; numbers of that week are lower."
            .to_owned(),
        stories: vec![
            Story {
                heading: "A bug found, fixed and thanked for".to_owned(),
                text: "Zoë Ångström reported that exports lost their last row. Two members traced it within an hour, the fix \
                    shipped the next morning, and she wrote the guide that now comes first in search.\nIt was read 400 times."
                    .to_owned(),
            },
            Story {
                heading: "李小龙 from Shenzhen 🎉".to_owned(),
                text: "Translated the handbook. Дмитрий checked it.".to_owned(),
            },
        ],
        outlook: "Next month: office hours twice a week. We ask for half a day of a developer each week for answers.".to_owned(),
    }
}
