//! What the community is for and how it is led: documents, the playbooks of its phases, goals, challenges, decisions.
//!
//! **Invariant:** the items of playbooks are named here, so that a tick of one that is gone is never shown.

use chrono::NaiveDate;
use kith_domain::{metrics, time};
use kith_store::{NewStrategyEntry, StrategyDocument, StrategyEntry, StrategyKind, StrategyVersion};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// Most characters of a document.
const LONGEST_DOCUMENT: usize = 100_000;
/// Most characters of an entry's words.
const LONGEST_TEXT: usize = 10_000;
/// Most characters of a line.
const LONGEST_LINE: usize = 300;
/// Lines for today at most.
const MOST: usize = 8;

/// A phase in a community's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StrategyPhase {
    /// The first members.
    Foundation,
    /// From some to many.
    Growth,
    /// More than one person can look after.
    Scale,
}

/// Where an item is known from the community's own numbers: the metric, whether more is better, and the value it is done with.
type Known = Option<(&'static str, bool, f64)>;

/// Items of the playbooks: id, phase, and what they are known from.
const PLAYBOOK: &[(&str, StrategyPhase, Known)] = &[
    ("purpose_written", StrategyPhase::Foundation, None),
    ("code_written", StrategyPhase::Foundation, None),
    ("first_members", StrategyPhase::Foundation, Some(("active_members.month", true, 10.0))),
    ("first_helpers", StrategyPhase::Foundation, Some(("peer_answer_share", true, 50.0))),
    ("personal_welcome", StrategyPhase::Foundation, None),
    ("quick_answers", StrategyPhase::Growth, Some(("first_response.censored_median", false, 24.0))),
    ("hundred_active", StrategyPhase::Growth, Some(("active_members.month", true, 100.0))),
    ("rituals", StrategyPhase::Growth, None),
    ("moderators", StrategyPhase::Growth, None),
    ("thousand_active", StrategyPhase::Scale, Some(("active_members.month", true, 1000.0))),
    ("advocates", StrategyPhase::Scale, None),
    ("handover", StrategyPhase::Scale, None),
    ("yearly_review", StrategyPhase::Scale, None),
];

/// What an item is known from.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct StrategyRule {
    /// The metric.
    pub(crate) metric: String,
    /// Whether more is better.
    pub(crate) rising: bool,
    /// The value it is done with.
    pub(crate) value: f64,
}

/// An item of a playbook.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct StrategyItem {
    /// Its id: screens know its words.
    pub(crate) id: String,
    /// Its phase.
    pub(crate) phase: StrategyPhase,
    /// Whether somebody ticked it.
    pub(crate) ticked: bool,
    /// What it is known from; nothing where only a person knows.
    pub(crate) rule: Option<StrategyRule>,
}

/// A document, with what it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct StrategyPaper {
    /// Which.
    pub(crate) document: StrategyDocument,
    /// The newest first; nothing before it is written.
    pub(crate) versions: Vec<StrategyVersion>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Strategy {
    /// Documents.
    pub(crate) papers: Vec<StrategyPaper>,
    /// Playbooks.
    pub(crate) items: Vec<StrategyItem>,
    /// Decisions, challenges and goals.
    pub(crate) entries: Vec<StrategyEntry>,
}

/// A document's new words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteStrategy {
    /// Which document.
    pub(crate) document: StrategyDocument,
    /// All of its words.
    pub(crate) words: String,
    /// What changed, in a line.
    #[serde(default)]
    pub(crate) note: String,
}

/// Whether there was anything new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct StrategyWritten {
    /// Whether there is a new version.
    pub(crate) changed: bool,
}

/// An entry to keep.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveStrategy {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) entry: NewStrategyEntry,
}

/// Which entry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct StrategyId {
    /// Its id.
    pub(crate) id: String,
}

/// An item to tick.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct TickStrategy {
    /// Its id.
    pub(crate) item: String,
    /// Whether it is done.
    pub(crate) done: bool,
}

/// What is to be looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct StrategyDue {
    /// The entry.
    pub(crate) id: String,
    /// What it is.
    pub(crate) kind: StrategyKind,
    /// What it is called.
    pub(crate) title: String,
    /// Since when: `YYYY-MM-DD`.
    pub(crate) due: String,
}

/// What is due today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct StrategyToday {
    /// The oldest first.
    pub(crate) rows: Vec<StrategyDue>,
    /// How many more.
    pub(crate) more: u32,
}

pub(crate) async fn show(app: &App, _: Nothing) -> Result<Strategy, ApiError> {
    let read = |read: &kith_store::Read<'_>| {
        let ticks = read.strategy_ticks()?;
        let papers = StrategyDocument::ALL
            .into_iter()
            .map(|document| Ok(StrategyPaper { document, versions: read.strategy_versions(document)? }))
            .collect::<kith_store::Result<_>>()?;
        let items = PLAYBOOK
            .iter()
            .map(|(id, phase, rule)| StrategyItem {
                id: (*id).to_owned(),
                phase: *phase,
                ticked: ticks.iter().any(|tick| tick == id),
                rule: rule.map(|(metric, rising, value)| StrategyRule { metric: metric.to_owned(), rising, value }),
            })
            .collect();
        Ok(Strategy { papers, items, entries: read.strategy_entries()? })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn write(app: &App, args: WriteStrategy) -> Result<StrategyWritten, ApiError> {
    let words = fits("words", &args.words, LONGEST_DOCUMENT)?;
    let note = fits("note", &args.note, LONGEST_LINE)?;
    let (id, now) = (app.new_id(), app.now());
    let write = move |write: &kith_store::Write<'_>| write.add_strategy_version(&id, args.document, &words, &note, now);
    Ok(StrategyWritten { changed: app.store()?.act("Write document", write).await? })
}

pub(crate) async fn save(app: &App, args: SaveStrategy) -> Result<Nothing, ApiError> {
    let entry = checked(args.entry)?;
    let (fresh, now) = (app.new_id(), app.now());
    let label = match entry.kind {
        StrategyKind::Decision => "Save decision",
        StrategyKind::Challenge => "Save challenge",
        StrategyKind::Goal => "Save goal",
    };
    let (id, is_new) = args.id.map_or((fresh, true), |id| (id, false));
    app.store()?.act(label, move |write| write.save_strategy_entry(&id, is_new, &entry, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: StrategyId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove entry", move |write| write.remove_strategy_entry(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn tick(app: &App, args: TickStrategy) -> Result<Nothing, ApiError> {
    if PLAYBOOK.iter().all(|(id, _, rule)| *id != args.item || rule.is_some()) {
        return Err(ApiError::invalid("item", "there is no such item to tick"));
    }
    let now = app.now();
    app.store()?.act("Tick playbook", move |write| write.tick_strategy(&args.item, args.done, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn today(app: &App, _: Nothing) -> Result<StrategyToday, ApiError> {
    let now = app.now();
    let (entries, zone) = app.store()?.read(|read| Ok((read.strategy_entries()?, read.zone()?))).await?;
    let today = time::day_of(now, zone).to_string();
    let mut rows: Vec<StrategyDue> = entries
        .into_iter()
        .filter(|row| !row.entry.done)
        .filter_map(|StrategyEntry { id, entry, .. }| {
            let due = entry.due.filter(|due| *due <= today)?;
            Some(StrategyDue { id, kind: entry.kind, title: entry.title, due })
        })
        .collect();
    rows.sort_by(|a, b| (&a.due, &a.id).cmp(&(&b.due, &b.id)));
    let more = u32::try_from(rows.len().saturating_sub(MOST)).unwrap_or(u32::MAX);
    rows.truncate(MOST);
    Ok(StrategyToday { rows, more })
}

fn checked(entry: NewStrategyEntry) -> Result<NewStrategyEntry, ApiError> {
    let title = fits("title", &entry.title, LONGEST_LINE)?;
    if title.is_empty() {
        return Err(ApiError::invalid("title", "write something first"));
    }
    let is_goal = entry.kind == StrategyKind::Goal;
    if is_goal && entry.target.is_none() {
        return Err(ApiError::invalid("target", "say which number is to be reached"));
    }
    if [entry.start, entry.target, entry.current].into_iter().flatten().any(|number| !number.is_finite()) {
        return Err(ApiError::invalid("target", "write a number"));
    }
    let metric = entry.metric.filter(|metric| is_goal && !metric.is_empty());
    if metric.as_ref().is_some_and(|metric| metrics::all().all(|known| known.id != metric)) {
        return Err(ApiError::invalid("metric", "there is no such metric"));
    }
    let due = match entry.due.as_deref().map(str::trim).filter(|due| !due.is_empty()) {
        Some(due) => Some(day("due", due)?),
        None => None,
    };
    Ok(NewStrategyEntry {
        kind: entry.kind,
        title,
        words: fits("words", &entry.words, LONGEST_TEXT)?,
        who: fits("who", &entry.who, LONGEST_LINE)?,
        on: day("on", &entry.on)?,
        due,
        metric,
        start: entry.start.filter(|_| is_goal),
        target: entry.target.filter(|_| is_goal),
        current: entry.current.filter(|_| is_goal),
        done: entry.done,
    })
}

fn day(field: &str, text: &str) -> Result<String, ApiError> {
    let day: NaiveDate = text.trim().parse().map_err(|_| ApiError::invalid(field, "write the day as 2027-01-05"))?;
    Ok(day.to_string())
}

fn fits(field: &str, text: &str, most: usize) -> Result<String, ApiError> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(ApiError::invalid(field, format!("this has at most {most} characters")));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ticks_itself_is_known_from_a_metric_there_is() {
        for (id, _, rule) in PLAYBOOK {
            if let Some((metric, _, _)) = rule {
                assert!(metrics::all().any(|known| known.id == *metric), "{id}: {metric}");
            }
        }
    }
}
