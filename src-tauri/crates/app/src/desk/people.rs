//! Who is new and who has fallen silent.
//!
//! **Invariants:** a greeting and its messages are one step, so undoing it takes all of them back while they wait; who was
//! greeted before is told apart and gets nothing.

use kith_domain::fill;
use kith_domain::time;
use kith_store::{
    MessageRow,
    desk::{FirstWords, Lapse, LapseRisk, Newcomer, Since},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{queue::FIRST_WORDS, texts, until};
use crate::{
    ApiError, App,
    commands::Nothing,
    outbox::{self, QueueDirect},
    render, segments,
};

/// A list has at most so many rows.
const LONGEST_LIST: u32 = 500;
/// So many are greeted at once at most.
const AT_ONCE: usize = 50;

/// Which newcomers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskNewcomers {
    /// Who came on so many days until now.
    pub(crate) days: u32,
    /// Those who were greeted as well.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) greeted: Option<bool>,
    /// Only those whom this segment chooses.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// Rows at most.
    pub(crate) limit: u32,
}

/// Who is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Newcomers {
    /// The newest first.
    pub(crate) rows: Vec<Newcomer>,
    /// All who are new.
    pub(crate) total: u32,
    /// Of these, nobody greeted so many.
    pub(crate) waiting: u32,
}

/// Greet somebody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Greet {
    /// Members' ids.
    pub(crate) members: Vec<String>,
    /// `sent`: by the outbox, with `text`; `by_hand`: it was done elsewhere; `not_needed`.
    #[ts(type = "\"sent\" | \"by_hand\" | \"not_needed\"")]
    pub(crate) how: String,
    /// The words, with places like `{first_name}`.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) text: Option<String>,
    /// A title, which forums want.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) title: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Greetings {
    /// How many were greeted now.
    pub(crate) greeted: u32,
    /// Who was greeted before, and was left alone.
    pub(crate) before: Vec<String>,
    /// Who cannot be reached by a message.
    pub(crate) unreachable: Vec<String>,
}

/// Which silence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskLapsing {
    /// `watch`, `at_risk`, `lost`; those at risk if not given.
    #[serde(default)]
    #[ts(optional, type = "\"watch\" | \"at_risk\" | \"lost\"")]
    pub(crate) risk: Option<String>,
    /// Those who are known about instead.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) paused: Option<bool>,
    /// Only those whom this segment chooses.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// Rows at most.
    pub(crate) limit: u32,
}

/// Who has fallen silent.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Lapsing {
    /// Those who did most first.
    pub(crate) rows: Vec<Lapse>,
    /// To be watched.
    pub(crate) watch: u32,
    /// At risk.
    pub(crate) at_risk: u32,
    /// Lost.
    pub(crate) lost: u32,
    /// Known about.
    pub(crate) paused: u32,
}

/// Leave somebody's silence alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PauseLapse {
    /// The member.
    pub(crate) member: String,
    /// Until when, in words: "in a month"; nothing: not any more.
    pub(crate) until: Option<String>,
}

pub(crate) async fn newcomers(app: &App, args: AskNewcomers) -> Result<Newcomers, ApiError> {
    crate::metrics::settle(app).await?;
    segments::settle(app, args.segment.as_deref()).await?;
    let now = app.now();
    let at = now - i64::from(args.days.clamp(1, 20_000)) * time::DAY;
    let since = Since { at, greeted: args.greeted.unwrap_or(false) };
    let limit = args.limit.clamp(1, LONGEST_LIST);
    let newcomers = move |read: &kith_store::Read<'_>| {
        let mut found = read.newcomers(since, &read.among(args.segment.as_deref(), now)?, limit)?;
        for row in &mut found.0 {
            if let Some(first) = row.first_message.as_deref().and_then(|id| id.parse().ok()) {
                row.first_words = Some(said(read, read.message(first)?)).filter(|said| !said.text.is_empty());
            }
        }
        Ok(found)
    };
    let (rows, total, waiting) = app.store()?.read(newcomers).await?;
    Ok(Newcomers { rows, total, waiting })
}

fn said(read: &kith_store::Read<'_>, message: MessageRow) -> FirstWords {
    let text = render::first_words(read, &message, FIRST_WORDS);
    let (space_id, space) = message.space;
    FirstWords { text, space_id, space, thread_id: message.thread_id.map(|id| id.to_string()) }
}

pub(crate) async fn greet(app: &App, args: Greet) -> Result<Greetings, ApiError> {
    let how: &'static str = match args.how.as_str() {
        "sent" => "sent",
        "by_hand" => "by_hand",
        "not_needed" => "not_needed",
        _ => return Err(ApiError::invalid("how", "say sent, by_hand or not_needed")),
    };
    if args.members.is_empty() || args.members.len() > AT_ONCE {
        return Err(ApiError::invalid("members", format!("choose between 1 and {AT_ONCE} members")));
    }
    let text = args.text.unwrap_or_default();
    let mut done = Greetings { greeted: 0, before: Vec::new(), unreachable: Vec::new() };
    let mut steps = Vec::new();
    let mut members = args.members;
    members.sort_unstable();
    members.dedup();
    for member in members {
        let id = member.clone();
        let (before, reach) = app.store()?.read(move |read| Ok((read.greeted_at(&id)?, read.reach_of(&id)?))).await?;
        if before.is_some() {
            done.before.push(member);
            continue;
        }
        if how != "sent" {
            steps.push((member, None));
            continue;
        }
        let Some(account) = reach else {
            done.unreachable.push(member);
            continue;
        };
        let words = texts::words_for(app, Some(member.clone()), None).await?;
        let filled = fill::fill(&text, &words);
        if let Some(missing) = filled.missing.first() {
            return Err(ApiError::invalid("text", format!("there is no word for {{{missing}}}: write it out")));
        }
        let wish = QueueDirect { account, title: args.title.clone(), text: filled.text, at: None };
        steps.push((member, Some(outbox::ready_direct(app, wish).await?)));
    }
    done.greeted = u32::try_from(steps.len()).unwrap_or(0);
    if steps.is_empty() {
        return Ok(done);
    }
    let now = app.now();
    app.store()?
        .act("Greet newcomers", move |write| {
            for (member, message) in &steps {
                if let Some(message) = message {
                    write.queue(&message.intent())?;
                }
                write.greet(member, how, message.as_ref().map(|message| message.id.as_str()), now)?;
            }
            Ok(())
        })
        .await?;
    app.syncs().wake();
    Ok(done)
}

pub(crate) async fn lapsing(app: &App, args: AskLapsing) -> Result<Lapsing, ApiError> {
    crate::metrics::settle(app).await?;
    segments::settle(app, args.segment.as_deref()).await?;
    let risk = match args.risk.as_deref() {
        None | Some("at_risk") => LapseRisk::AtRisk,
        Some("watch") => LapseRisk::Watch,
        Some("lost") => LapseRisk::Lost,
        Some(_) => return Err(ApiError::invalid("risk", "say watch, at_risk or lost")),
    };
    let (now, limit, paused) = (app.now(), args.limit.clamp(1, LONGEST_LIST), args.paused.unwrap_or(false));
    let lapsing = move |read: &kith_store::Read<'_>| {
        read.lapsing((&[risk], paused), &read.among(args.segment.as_deref(), now)?, now, limit)
    };
    let (rows, [watch, at_risk, lost, paused]) = app.store()?.read(lapsing).await?;
    Ok(Lapsing { rows, watch, at_risk, lost, paused })
}

pub(crate) async fn pause(app: &App, args: PauseLapse) -> Result<Nothing, ApiError> {
    let now = app.now();
    let at = match args.until.as_deref() {
        Some(words) => Some(until(app, words).await?),
        None => None,
    };
    app.store()?.act("Leave silence alone", move |write| write.pause_lapse(&args.member, at, now)).await?;
    Ok(Nothing::default())
}
