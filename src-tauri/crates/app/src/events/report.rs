//! The report of an event, as PDF and as a page.
//!
//! **Invariants:** nobody's name but those of hosts and speakers is in it; nothing of what somebody needs or answered, and
//! no words that came with a score; what is too few to tell says so.

use kith_domain::{events, time};
use kith_store::{EventRole, LessonKind, Read};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use super::{
    after::{EventAfter, known},
    run::WrittenRun,
};
use crate::{
    ApiError, App, Code,
    exports::place,
    reports::{
        page,
        pdf::plain::{self, Plain},
    },
};

/// What sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EventReportForm {
    /// To print and to pass on.
    Pdf,
    /// To read in a browser.
    Html,
}

/// A report to write.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteEventReport {
    /// Of which event.
    pub(crate) event: String,
    /// What sort of file.
    pub(crate) form: EventReportForm,
    /// Where to, on hosts without dialogs.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

pub(crate) async fn write(app: &App, args: WriteEventReport) -> Result<WrittenRun, ApiError> {
    let now = app.now();
    let event = args.event;
    let sheet = app.store()?.read(move |read| sheet(read, &event, now)).await?;
    let ending = match args.form {
        EventReportForm::Pdf => "pdf",
        EventReportForm::Html => "html",
    };
    let Some(path) = place::place(app, args.path.as_deref(), "event-report", ending).await? else {
        return Ok(WrittenRun { path: None });
    };
    let file = match args.form {
        EventReportForm::Pdf => plain::render(&sheet).map_err(|error| ApiError::new(Code::Bug, error))?,
        EventReportForm::Html => page::render(&sheet),
    };
    place::write(&path, file).await?;
    Ok(WrittenRun { path: Some(path.display().to_string()) })
}

/// `+1.3`, `-0.4`
fn signed(value: f64) -> String {
    format!("{value:+.1}")
}

/// The table of numbers.
fn numbers(after: &EventAfter, per_head: Option<&str>, currency: &str) -> Vec<Vec<String>> {
    let seen = &after.attendance;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = |name: &str, value: String, remark: String| rows.push(vec![name.to_owned(), value, remark]);
    let parts = format!("{} at the door, {} online, {} both", seen.door, seen.online, seen.both);
    row("Attended", seen.came.to_string(), if seen.online + seen.both > 0 { parts } else { String::new() });
    match after.show_rate {
        Some(rate) => {
            let remark = format!("{} of {} who said that they come; walk-ins left out", seen.shown, seen.expected);
            row("Show rate", format!("{rate:.0}%"), remark);
        }
        None => row("Show rate", "–".to_owned(), "nobody had said that they come".to_owned()),
    }
    row("Walk-ins", seen.walk_ins.to_string(), String::new());
    match seen.first_timers {
        Some(first) => row("First-timers", first.to_string(), "people who came to no earlier event".to_owned()),
        None => row("First-timers", "–".to_owned(), "there was no earlier event".to_owned()),
    }
    let verdict = &after.verdict;
    let response = verdict.response.map(|share| format!(", {share:.0}% of those who attended")).unwrap_or_default();
    match verdict.score {
        Some(score) => row(
            "Net promoter score",
            format!("{score:+.0}"),
            format!("{} answers{response}; share of 9 and 10 less share of 0 to 6", verdict.answers),
        ),
        None => row("Net promoter score", "too few".to_owned(), format!("{} answers{response}", verdict.answers)),
    }
    if let Some(per_head) = per_head {
        row("Cost per head", format!("{per_head} {currency}"), String::new());
    }
    match &after.effect {
        Some(effect) => {
            let remark = format!(
                "active days in four weeks: {} for {} people who came, {} for {} who did not and were as active before. \
                 This is no proof: who comes may differ in other ways",
                signed(effect.came),
                effect.people,
                signed(effect.stayed),
                effect.others
            );
            row("Changed by", format!("{} days", signed(effect.effect)), remark);
        }
        None if after.effect_due => {
            row("Changed by", "too few".to_owned(), "too few members to compare with others".to_owned());
        }
        None => row("Changed by", "–".to_owned(), format!("can be told from {} on", after.effect_on)),
    }
    rows
}

fn sheet(read: &Read<'_>, id: &str, now: i64) -> kith_store::Result<Plain> {
    let event = read.event(id)?;
    let after = known(read, id, now)?;
    let (_, money) = read.event_costs(&event, after.attendance.came)?;
    let made_on = time::day_of(now, read.zone()?).to_string();
    let starts = events::minute(&event.starts).unwrap_or_default();
    let mut under = vec![format!("{} ({})", starts.format("%A, %-d %B %Y, %H:%M"), event.zone.replace('_', " "))];
    if !event.place.is_empty() {
        under.push(event.place.clone());
    }
    for (role, word) in [(EventRole::Host, "Hosts"), (EventRole::Speaker, "Speakers")] {
        let names = read.event_names(&event.id, role)?;
        if !names.is_empty() {
            under.push(format!("{word}: {}", names.join(", ")));
        }
    }
    let of = |kind: LessonKind| -> Vec<String> {
        let found = after.lessons.iter().filter(|one| one.kind == kind);
        found
            .map(|one| if one.link.is_empty() { one.text.clone() } else { format!("{}: {}", one.text, one.link) })
            .collect()
    };
    let parts = [("Lessons", LessonKind::Lesson), ("Decisions", LessonKind::Decision), ("Links", LessonKind::Link)];
    let after_table = parts.into_iter().map(|(name, kind)| (name.to_owned(), of(kind)));
    Ok(Plain {
        community: read.settings()?.name,
        title: format!("{}: report", event.title),
        under,
        columns: [("What", 1.2), ("How much", 0.9), ("Remarks", 3.2)]
            .map(|(name, share)| (name.to_owned(), share))
            .into(),
        rows: numbers(&after, money.per_head.as_deref(), &event.currency),
        after: after_table.filter(|(_, lines)| !lines.is_empty()).collect(),
        made_on,
        id: format!("event-report/{}", event.id),
    })
}
