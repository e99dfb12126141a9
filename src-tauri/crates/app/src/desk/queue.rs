//! The queue of conversations that nobody answered.
//!
//! **Invariant:** counts are of the whole queue, however short a page is.

use kith_domain::{
    hours::{Calendar, WorkingHours},
    time::{self, DayNumbers},
};
use kith_store::{
    Read, Topic,
    desk::{AskState, Asked, Attend, Questions, QueueCounts},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::until;
use crate::{ApiError, App, commands::Nothing, render, segments};

/// What questions depend on.
const QUESTIONS_ARE_OF: &[Topic] = &[Topic::Activity, Topic::Members, Topic::Sources];
/// An hour, milliseconds.
const HOUR: i64 = 3_600_000;
/// Days that are packed in one go: a person's clicks wait no longer than for these.
const PIECE: i32 = 31;
/// A page has at most so many rows.
const LONGEST_PAGE: u32 = 200;
/// Characters of a message that are shown.
pub(super) const FIRST_WORDS: usize = 220;
/// The furthest one may look back, days.
const FURTHEST: u32 = 20_000;
/// The longest name of who takes something.
const LONGEST_NAME: usize = 80;

/// Which part of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskUnanswered {
    /// What was opened on so many days until now.
    pub(crate) days: u32,
    /// `open` (claimed or not, if not given), `claimed`, `snoozed`, `closed`, `answering`, `perhaps`.
    #[serde(default)]
    #[ts(optional, type = "\"open\" | \"claimed\" | \"snoozed\" | \"closed\" | \"answering\" | \"perhaps\"")]
    pub(crate) state: Option<String>,
    /// In chats also what asks for nothing.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) all: Option<bool>,
    /// Only of this source.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) source: Option<String>,
    /// Only what somebody of this segment asked.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// Rows to leave out.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) skip: Option<u32>,
    /// Rows at most.
    pub(crate) limit: u32,
}

/// A conversation that waits.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct UnansweredRow {
    /// The message that opened it.
    pub(crate) id: String,
    /// Its first words, plain text.
    pub(crate) text: String,
    /// A topic's title.
    pub(crate) title: Option<String>,
    /// Who wrote it: the member's id …
    pub(crate) member: Option<String>,
    /// … and name.
    pub(crate) name: Option<String>,
    /// The space's id …
    pub(crate) space_id: String,
    /// … and name.
    pub(crate) space: String,
    /// The source's kind.
    pub(crate) source_kind: String,
    /// When it was opened, UTC milliseconds.
    pub(crate) at: i64,
    /// Working time since then, minutes.
    pub(crate) business_minutes: u32,
    /// It is a newcomer's.
    pub(crate) newcomer: bool,
    /// It is the first message of its author.
    pub(crate) first: bool,
    /// It asks for something, as far as one can tell.
    pub(crate) asks: bool,
    /// Where it stands.
    pub(crate) state: AskState,
    /// Who takes it; empty: whoever uses this file.
    pub(crate) claimed_by: Option<String>,
    /// Put off until then, UTC milliseconds.
    pub(crate) snoozed_until: Option<i64>,
    /// The message that seems to answer it …
    pub(crate) perhaps: Option<String>,
    /// … and its first words.
    pub(crate) perhaps_text: Option<String>,
    /// Messages in it since.
    pub(crate) replies: u32,
    /// The newest of them, UTC milliseconds.
    pub(crate) last_at: Option<i64>,
}

/// The queue.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Unanswered {
    /// Newcomers first, then the oldest first.
    pub(crate) rows: Vec<UnansweredRow>,
    /// How many rows this part of the queue has.
    pub(crate) total: u32,
    /// How many there are of each state.
    pub(crate) counts: QueueCounts,
}

/// Who takes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    /// The message that opened the conversation.
    pub(crate) id: String,
    /// A name; empty: whoever uses this file; nothing: nobody.
    pub(crate) by: Option<String>,
}

/// Until when it is put off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PutOff {
    /// The message that opened the conversation.
    pub(crate) id: String,
    /// In words: "tomorrow", "in two weeks"; nothing: not any more.
    pub(crate) until: Option<String>,
}

/// Whether it needs no answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Close {
    /// The message that opened the conversation.
    pub(crate) id: String,
    /// It needs none.
    pub(crate) closed: bool,
}

pub(crate) async fn unanswered(app: &App, args: AskUnanswered) -> Result<Unanswered, ApiError> {
    crate::metrics::settle(app).await?;
    segments::settle(app, args.segment.as_deref()).await?;
    let now = app.now();
    let states: &[AskState] = match args.state.as_deref() {
        None | Some("open") => &[AskState::Open, AskState::Claimed],
        Some("claimed") => &[AskState::Claimed],
        Some("snoozed") => &[AskState::Snoozed],
        Some("closed") => &[AskState::Closed],
        Some("answering") => &[AskState::Answering],
        Some("perhaps") => &[AskState::Perhaps],
        Some(_) => return Err(ApiError::invalid("state", "there is no such part of the queue")),
    };
    let store = app.store()?;
    let since = now - i64::from(args.days.clamp(1, FURTHEST)) * time::DAY;
    pack(app, since).await?;
    // The same questions for an hour: what is claimed or put off meanwhile is looked up each time.
    let (begin, all, source) = (since - since.rem_euclid(HOUR), args.all.unwrap_or(false), args.source.clone());
    let questions = store
        .remembered(format!("questions {begin} {all} {source:?}"), QUESTIONS_ARE_OF, move |read| {
            let source = source.as_deref().map(|uid| read.source_key(uid)).transpose()?;
            read.questions(begin, all, source)
        })
        .await?;
    store.read(move |read| Ok(page(read, &args, (&questions, since), states, now))).await?
}

/// Has what was opened since then packed, unless much more of it is coming just now. Newest first: whoever closes the window
/// in the midst of it has what is looked at most.
async fn pack(app: &App, since: i64) -> Result<(), ApiError> {
    let (store, now) = (app.store()?, app.now());
    let days = move |read: &Read<'_>| {
        let first = DayNumbers::new(read.zone()?).of(since);
        Ok(i32::try_from(first).unwrap_or(i32::MAX)..read.last_day(now)? + 1)
    };
    let days = store.read(days).await?;
    let mut end = days.end;
    while end > days.start && app.jobs().check_free().is_ok() {
        let piece = (end - PIECE).max(days.start)..end;
        end = piece.start;
        let asked = piece.clone();
        if store.read(move |read| read.has_loose_openings(&asked)).await? {
            store.write(move |write| write.pack_openings(&piece)).await?;
        }
    }
    Ok(())
}

fn page(
    read: &Read<'_>,
    args: &AskUnanswered,
    (questions, since): (&Questions, i64),
    states: &[AskState],
    now: i64,
) -> Result<Unanswered, ApiError> {
    let among = read.among(args.segment.as_deref(), now)?;
    let queue = read.queue_of(questions, since, &among, now)?;
    let here: Vec<&Asked> = queue.all.iter().filter(|one| states.contains(&one.state)).collect();
    let (skip, limit) = (args.skip.unwrap_or(0) as usize, args.limit.clamp(1, LONGEST_PAGE) as usize);
    let shown: Vec<&Asked> = here.iter().skip(skip).take(limit).copied().collect();
    let settings = read.settings()?;
    let zone = read.zone()?;
    let mut days = time::DayNumbers::new(zone);
    let oldest = shown.iter().map(|one| one.at).min().unwrap_or(now);
    let calendar = WorkingHours::new(&settings.hours.days, &settings.hours.from, &settings.hours.to)
        .ok()
        .map(|hours| Calendar::new(&hours, &[], days.of(oldest)..=days.of(now), zone));
    let mut minutes = |at: i64| {
        let spent = calendar.as_ref().map_or(now - at, |calendar| calendar.between(&mut days, at, now));
        u32::try_from(spent / 60_000).unwrap_or(0)
    };
    let rows = shown.into_iter().map(|one| row(read, one, minutes(one.at))).collect::<Result<_, _>>()?;
    Ok(Unanswered { rows, total: u32::try_from(here.len()).unwrap_or(u32::MAX), counts: queue.counts })
}

fn row(read: &Read<'_>, one: &Asked, business_minutes: u32) -> Result<UnansweredRow, ApiError> {
    let message = read.message(one.id)?;
    let beside = one.perhaps.map(|id| read.message(id)).transpose()?;
    Ok(UnansweredRow {
        id: one.id.to_string(),
        text: render::first_words(read, &message, FIRST_WORDS),
        title: read.title_of(one.id)?,
        member: message.author.as_ref().map(|author| author.id.clone()),
        name: message.author.as_ref().map(|author| author.name.clone()),
        space_id: message.space.0.clone(),
        space: message.space.1.clone(),
        source_kind: message.source_kind.clone(),
        at: one.at,
        business_minutes,
        newcomer: one.newcomer,
        first: one.first,
        asks: one.asks,
        state: one.state,
        claimed_by: one.claimed_by.clone(),
        snoozed_until: one.snoozed_until,
        perhaps: one.perhaps.map(|id| id.to_string()),
        perhaps_text: beside.map(|beside| render::first_words(read, &beside, FIRST_WORDS)),
        replies: one.replies,
        last_at: one.last_at,
    })
}

async fn attend(app: &App, label: &'static str, id: String, change: Attend) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act(label, move |write| write.attend(&id, &change, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn claim(app: &App, args: Claim) -> Result<Nothing, ApiError> {
    let by = args.by.map(|name| name.trim().to_owned());
    if by.as_ref().is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        return Err(ApiError::invalid("by", format!("a name has at most {LONGEST_NAME} characters")));
    }
    attend(app, "Claim conversation", args.id, Attend { claimed_by: Some(by), ..Attend::default() }).await
}

pub(crate) async fn put_off(app: &App, args: PutOff) -> Result<Nothing, ApiError> {
    let at = match args.until.as_deref() {
        Some(words) => Some(until(app, words).await?),
        None => None,
    };
    attend(app, "Snooze conversation", args.id, Attend { snoozed_until: Some(at), ..Attend::default() }).await
}

pub(crate) async fn close(app: &App, args: Close) -> Result<Nothing, ApiError> {
    let at = args.closed.then(|| app.now());
    attend(app, "Needs no reply", args.id, Attend { closed_at: Some(at), ..Attend::default() }).await
}
