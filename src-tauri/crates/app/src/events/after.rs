//! After an event: who attended, how it was, what stays of it, and the report.
//!
//! **Invariants:** the report has nobody's name but those of hosts and speakers, and nothing of what somebody needs or
//! answered at sign-up; an effect is told four weeks after the event and only of enough people.

use kith_domain::{
    attendance::{self, DAYS, Effect, Promoters},
    time,
};
use kith_store::{EventAttendance, EventLesson, EventScore, NewEventLesson, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::EventId;
use crate::{ApiError, App, commands::Nothing};

/// Scores that are typed at once.
const MOST_SCORES: usize = 2_000;

/// How it was.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct EventVerdict {
    /// Answers.
    pub(crate) answers: u32,
    /// How many of each, from 0 to 10.
    pub(crate) counts: Vec<u32>,
    /// 9 and 10.
    pub(crate) promoters: u32,
    /// 0 to 6.
    pub(crate) detractors: u32,
    /// The net promoter score; nothing of too few answers.
    pub(crate) score: Option<f64>,
    /// Answers of those who attended, in hundredths; nothing where nobody did.
    pub(crate) response: Option<f64>,
}

/// What those who came did more than others who were as active before.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct EventEffect {
    /// Those who came and have somebody to be compared with.
    pub(crate) people: u32,
    /// Those they are compared with.
    pub(crate) others: u32,
    /// Those who came and have nobody to be compared with.
    pub(crate) unmatched: u32,
    /// By how many active days those who came changed, on average.
    pub(crate) came: f64,
    /// By how many the others changed.
    pub(crate) stayed: f64,
    /// The difference: active days in four weeks.
    pub(crate) effect: f64,
}

/// What is known after an event.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct EventAfter {
    /// Who attended.
    pub(crate) attendance: EventAttendance,
    /// Of those who said that they come, the share that did, in hundredths.
    pub(crate) show_rate: Option<f64>,
    /// How it was.
    pub(crate) verdict: EventVerdict,
    /// Each answer.
    pub(crate) scores: Vec<EventScore>,
    /// Lessons, decisions, links.
    pub(crate) lessons: Vec<EventLesson>,
    /// What those who came did more; nothing of too few or too early.
    pub(crate) effect: Option<EventEffect>,
    /// From which day on that can be told: `2026-12-25`.
    pub(crate) effect_on: String,
    /// Whether that day has come.
    pub(crate) effect_due: bool,
}

/// From how many minutes online somebody attended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetLeastMinutes {
    /// Of which event.
    pub(crate) event: String,
    /// Minutes.
    pub(crate) minutes: u32,
}

/// Answers that are typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddEventScores {
    /// Of which event.
    pub(crate) event: String,
    /// From 0 to 10 each.
    pub(crate) scores: Vec<u8>,
    /// What was said with a single one.
    #[serde(default)]
    pub(crate) said: String,
}

/// A lesson to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventLesson {
    /// Of which event; of one that is changed, nothing needs to be said.
    #[serde(default)]
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) lesson: NewEventLesson,
}

/// Everything that is known after an event.
pub(super) fn known(read: &Read<'_>, id: &str, now: i64) -> kith_store::Result<EventAfter> {
    let event = read.event(id)?;
    let attendance = read.event_attendance(&event)?;
    let scores = read.event_scores(&event.id)?;
    let numbers: Vec<u8> = scores.iter().map(|one| one.score).collect();
    let Promoters { answers, promoters, detractors, score } = attendance::promoters(&numbers);
    let zone = read.zone()?;
    let over = time::day_of(event.start_at, zone) + chrono::Days::new(DAYS.unsigned_abs() + 1);
    let effect_due = time::day_of(now, zone) >= over;
    let effect = if effect_due { attendance::effect(&read.event_activity(&event, &attendance)?) } else { None };
    let share = |part: u32, of: u32| (of > 0).then(|| f64::from(part) * 100.0 / f64::from(of));
    let count = |score: u8| u32::try_from(numbers.iter().filter(|one| **one == score).count()).unwrap_or(u32::MAX);
    Ok(EventAfter {
        show_rate: share(attendance.shown, attendance.expected),
        verdict: EventVerdict {
            answers,
            counts: (0..=10).map(count).collect(),
            promoters,
            detractors,
            score,
            response: share(answers, attendance.came).filter(|share| *share <= 100.0),
        },
        scores,
        lessons: read.event_lessons(&event.id)?,
        effect: effect.map(|Effect { people, others, unmatched, came, stayed, effect }| EventEffect {
            people,
            others,
            unmatched,
            came,
            stayed,
            effect,
        }),
        effect_on: over.to_string(),
        effect_due,
        attendance,
    })
}

pub(crate) async fn get(app: &App, args: EventId) -> Result<EventAfter, ApiError> {
    let now = app.now();
    Ok(app.store()?.read(move |read| known(read, &args.id, now)).await?)
}

pub(crate) async fn set_least(app: &App, args: SetLeastMinutes) -> Result<Nothing, ApiError> {
    let now = app.now();
    let set = move |write: &kith_store::Write<'_>| write.set_least_minutes(&args.event, args.minutes, now);
    app.store()?.act("Change attendance", set).await?;
    Ok(Nothing::default())
}

pub(crate) async fn add_scores(app: &App, args: AddEventScores) -> Result<Nothing, ApiError> {
    if args.scores.is_empty() || args.scores.len() > MOST_SCORES {
        return Err(ApiError::invalid("scores", "write numbers from 0 to 10"));
    }
    let (now, ids) = (app.now(), app.clone());
    let add = move |write: &kith_store::Write<'_>| {
        let said = if args.scores.len() == 1 { args.said.as_str() } else { "" };
        for score in &args.scores {
            write.keep_event_score(&args.event, &ids.new_id(), *score, said, now)?;
        }
        Ok(())
    };
    app.store()?.act("Add answers", add).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_score(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove answer", move |write| write.remove_event_score(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn save_lesson(app: &App, args: SaveEventLesson) -> Result<Nothing, ApiError> {
    let now = app.now();
    // Of one that is changed the event is asked of itself; where there is none, neither is.
    let (id, event) = args.id.map_or_else(|| (app.new_id(), args.event), |id| (id, String::new()));
    let save = move |write: &kith_store::Write<'_>| write.keep_event_lesson(&event, &id, &args.lesson, now);
    app.store()?.act("Save lesson", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_lesson(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove lesson", move |write| write.remove_event_lesson(&args.id, now)).await?;
    Ok(Nothing::default())
}
