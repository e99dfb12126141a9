//! The feedback loop: who said what, told again when something became of it, and a file for the product team.

use std::collections::BTreeMap;

use kith_domain::fill::{self, fill};
use kith_store::{FeedbackMessage, FeedbackOrder, FeedbackPerson, FeedbackQuery, FeedbackRow, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FigureId;
use crate::{
    ApiError, App, Code,
    commands::Nothing,
    exports::{self, csv},
    members::LONGEST_PAGE,
    outbox::{self, QueueDirect, QueueReply, Ready},
};

/// The most people who are told at once.
const MOST_TOLD: usize = 200;

/// Which feedback.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListFeedback {
    /// What of it.
    #[serde(default)]
    pub(crate) query: FeedbackQuery,
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FeedbackPage {
    /// Those asked for.
    pub(crate) rows: Vec<FeedbackRow>,
    /// Whether there are more.
    pub(crate) more: bool,
    /// The areas that are used.
    pub(crate) areas: Vec<String>,
}

/// One piece of feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FeedbackDetail {
    /// What it says.
    pub(crate) row: FeedbackRow,
    /// Everybody who said it, whoever said it first at the head.
    pub(crate) people: Vec<FeedbackPerson>,
    /// The messages it was said in, and what was merged into it.
    pub(crate) messages: Vec<FeedbackMessage>,
}

/// Somebody who said the same.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct VoteFeedback {
    /// Which feedback.
    pub(crate) id: String,
    /// Who: the id of one of their accounts.
    pub(crate) member: String,
    /// Whether they said so; nobody is counted twice.
    pub(crate) voted: bool,
}

/// Two that are one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeFeedback {
    /// The one that stays.
    pub(crate) into: String,
    /// The one that becomes a part of it.
    pub(crate) from: String,
}

/// How people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TellingWay {
    /// A message to each of them.
    Direct,
    /// An answer where it was said.
    Reply,
    /// It was done elsewhere: only noted.
    Hand,
}

/// What becomes of feedback is told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct TellFeedback {
    /// Which feedback.
    pub(crate) id: String,
    /// Whom: ids of members.
    pub(crate) people: Vec<String>,
    /// How.
    pub(crate) way: TellingWay,
    /// A title, which messages on a forum need.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// The words; {first_name}, {name} and {feedback} are filled in.
    #[serde(default)]
    pub(crate) text: String,
    /// Of an answer: the message that is answered.
    #[serde(default)]
    pub(crate) message: Option<String>,
}

/// A file for the product team.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveFeedback {
    /// What of it.
    #[serde(default)]
    pub(crate) query: FeedbackQuery,
    /// Where to, on a host without dialogs.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FeedbackSaved {
    /// Where it is; nothing when there was nothing to write or the person changed their mind.
    pub(crate) path: Option<String>,
    /// How many rows.
    pub(crate) count: u32,
}

pub(crate) async fn list(app: &App, args: ListFeedback) -> Result<FeedbackPage, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    let page = move |read: &Read<'_>| Ok((read.feedback(&args.query, args.skip, limit + 1)?, read.feedback_areas()?));
    let (mut rows, areas) = app.store()?.read(page).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    Ok(FeedbackPage { rows, more, areas })
}

pub(crate) async fn get(app: &App, args: FigureId) -> Result<FeedbackDetail, ApiError> {
    Ok(app.store()?.read(move |read| detail(read, &args.id)).await?)
}

fn detail(read: &Read<'_>, id: &str) -> kith_store::Result<FeedbackDetail> {
    let (row, mut people, messages) = read.feedback_of(id)?;
    let writable: Vec<String> = read
        .syncs()?
        .iter()
        .filter(|sync| crate::sync::may_write(sync) == (true, true))
        .map(|sync| sync.uid.to_string())
        .collect();
    for person in &mut people {
        let found = person.accounts.iter().find(|(_, source)| writable.contains(source));
        person.reach = found.map(|(account, _)| account.clone());
    }
    Ok(FeedbackDetail { row, people, messages })
}

pub(crate) async fn vote(app: &App, args: VoteFeedback) -> Result<Nothing, ApiError> {
    let now = app.now();
    let label = if args.voted { "Add voter" } else { "Remove voter" };
    let step = move |write: &kith_store::Write<'_>| write.vote_feedback(&args.id, &args.member, args.voted, now);
    app.store()?.act(label, step).await?;
    Ok(Nothing::default())
}

pub(crate) async fn merge(app: &App, args: MergeFeedback) -> Result<Nothing, ApiError> {
    let now = app.now();
    let step = move |write: &kith_store::Write<'_>| write.merge_feedback(&args.into, &args.from, now);
    app.store()?.act("Merge feedback", step).await?;
    Ok(Nothing::default())
}

pub(crate) async fn part(app: &App, args: FigureId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Part feedback", move |write| write.part_feedback(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn tell(app: &App, args: TellFeedback) -> Result<Nothing, ApiError> {
    let (now, id) = (app.now(), args.id.clone());
    let found = app.store()?.read(move |read| detail(read, &id)).await?;
    let people: Vec<&FeedbackPerson> = found.people.iter().filter(|person| args.people.contains(&person.id)).collect();
    if people.is_empty() || people.len() > MOST_TOLD {
        return Err(ApiError::invalid("people", format!("choose whom to tell: at most {MOST_TOLD} at once")));
    }
    let mut ready: Vec<Ready> = Vec::new();
    let mut told: Vec<(String, Option<String>)> = Vec::new();
    match args.way {
        TellingWay::Hand => told.extend(people.iter().map(|person| (person.id.clone(), None))),
        TellingWay::Reply => {
            let message = args.message.ok_or_else(|| ApiError::invalid("message", "choose the message to answer"))?;
            let text = filled(&args.text, &found.row, people.first().filter(|_| people.len() == 1).copied())?;
            let one = outbox::ready_reply(app, QueueReply { message, text, at: None }).await?;
            told.extend(people.iter().map(|person| (person.id.clone(), Some(one.id.clone()))));
            ready.push(one);
        }
        TellingWay::Direct => {
            for person in people {
                let unreachable = || {
                    ApiError::new(
                        Code::Conflict,
                        "somebody among them cannot be written to from here: tell them by hand",
                    )
                };
                let account = person.reach.clone().ok_or_else(unreachable)?;
                let (text, title) = (filled(&args.text, &found.row, Some(person))?, args.title.clone());
                let one = outbox::ready_direct(app, QueueDirect { account, title, text, at: None }).await?;
                told.push((person.id.clone(), Some(one.id.clone())));
                ready.push(one);
            }
        }
    }
    let step = move |write: &kith_store::Write<'_>| {
        for one in &ready {
            write.queue(&one.intent())?;
        }
        write.tell_feedback(&args.id, &told, now)
    };
    app.store()?.act("Tell what became of feedback", step).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

/// The words for one of them, or for several at once.
fn filled(text: &str, row: &FeedbackRow, person: Option<&FeedbackPerson>) -> Result<String, ApiError> {
    let mut words = BTreeMap::from([("feedback", row.label.clone())]);
    if let Some(name) = person.and_then(|person| person.name.as_deref()) {
        words.insert("name", name.to_owned());
        words.insert("first_name", name.split_whitespace().next().unwrap_or(name).to_owned());
    }
    let filled: fill::Filled = fill(text, &words);
    if filled.missing.is_empty() {
        return Ok(filled.text);
    }
    Err(ApiError::invalid(
        "text",
        "there is a place in braces that has no word: {first_name}, {name} of one person, {feedback}",
    ))
}

pub(crate) async fn save(app: &App, args: SaveFeedback) -> Result<FeedbackSaved, ApiError> {
    let query = FeedbackQuery { order: FeedbackOrder::Votes, ..args.query };
    let rows = move |read: &Read<'_>| {
        let found = read.feedback(&query, 0, u32::MAX)?;
        let link = |row: &FeedbackRow| -> Option<String> {
            let message = read.message(row.activity.as_ref()?.parse().ok()?).ok()?;
            crate::links::address_of(&message).map(|address| address.to_string())
        };
        Ok(found.into_iter().map(|row| (link(&row), row)).collect::<Vec<_>>())
    };
    let rows = app.store()?.read(rows).await?;
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let nothing = FeedbackSaved { path: None, count };
    if rows.is_empty() {
        return Ok(nothing);
    }
    let Some(path) = exports::place::place(app, args.path.as_deref(), "feedback", "csv").await? else {
        return Ok(nothing);
    };
    exports::place::write(&path, table(&rows)).await?;
    Ok(FeedbackSaved { path: Some(path.display().to_string()), count })
}

/// No name of any member: for the product team it matters what was said, and by how many.
fn table(rows: &[(Option<String>, FeedbackRow)]) -> Vec<u8> {
    const STEPS: [&str; 6] = ["new", "passed_on", "planned", "shipped", "declined", "told"];
    let mut out = Vec::new();
    let heads = ["feedback", "kind", "area", "state", "people"].into_iter().chain(STEPS).chain([
        "members_told",
        "note",
        "link",
    ]);
    // Writing into memory does not fail.
    let _ = csv::row(&mut out, heads);
    for (link, row) in rows {
        let step = |name: &str| {
            row.steps.iter().find(|step| step.step == name).map(|step| step.moment.clone()).unwrap_or_default()
        };
        let words = [&row.label, row.kind.as_ref().unwrap_or(&String::new()), &row.area]
            .map(|text| csv::harmless(text.clone()));
        let mut cells: Vec<String> = words.into();
        cells.extend([row.state.clone(), row.votes.to_string()]);
        cells.extend(STEPS.map(step));
        cells.extend([row.told.to_string(), csv::harmless(row.note.clone()), link.clone().unwrap_or_default()]);
        let _ = csv::row(&mut out, cells.iter().map(String::as_str));
    }
    out
}
