//! The run of show: written, moved after a delay, followed on the day, printed.
//!
//! **Invariants:** a delay is one step, however many lines it moves; what is printed is what the screen shows.

use kith_domain::{figures, time};
use kith_store::{Event, EventCue, EventSession, NewEventCue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::EventId;
use crate::{
    ApiError, App, Code,
    commands::Nothing,
    exports::place,
    reports::pdf::plain::{self, Plain},
};

/// A run of show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RunOfShow {
    /// Its lines, in the order of time.
    pub(crate) cues: Vec<EventCue>,
    /// Talks of the event, which stand beside the plan and are changed where talks are.
    pub(crate) sessions: Vec<EventSession>,
    /// Whether a delay moved any, or any has begun.
    pub(crate) is_moved: bool,
}

/// A line to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventCue {
    /// Of which event; of one that is changed, nothing needs to be said.
    #[serde(default)]
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) cue: NewEventCue,
}

/// A delay.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShiftCues {
    /// From which line on.
    pub(crate) id: String,
    /// How much later, in minutes; fewer than none: earlier.
    pub(crate) minutes: i64,
}

/// A run of show to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct BeginRun {
    /// Of which event.
    pub(crate) event: String,
    /// Of which plan.
    pub(crate) template: String,
}

/// A run of show to print.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteRun {
    /// Of which event.
    pub(crate) event: String,
    /// Where to, on hosts without dialogs.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// The file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct WrittenRun {
    /// Where it lies; nothing when the person changed their mind.
    pub(crate) path: Option<String>,
}

pub(crate) async fn cues(app: &App, args: EventId) -> Result<RunOfShow, ApiError> {
    let read = move |read: &kith_store::Read<'_>| {
        let event = read.event(&args.id)?;
        Ok((read.event_cues(&event)?, read.event_sessions(&event)?))
    };
    let (cues, sessions) = app.store()?.read(read).await?;
    let is_moved = cues.iter().any(|cue| cue.moved != 0 || cue.begun_at.is_some());
    Ok(RunOfShow { cues, sessions, is_moved })
}

pub(crate) async fn save_cue(app: &App, args: SaveEventCue) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| match &args.id {
        Some(id) => write.change_cue(id, &args.cue, now),
        None => write.keep_cue(&args.event, &new_id, &args.cue, now),
    };
    app.store()?.act("Save line of the run of show", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_cue(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    let remove = move |write: &kith_store::Write<'_>| write.remove_cue(&args.id, now);
    app.store()?.act("Remove line of the run of show", remove).await?;
    Ok(Nothing::default())
}

pub(crate) async fn shift(app: &App, args: ShiftCues) -> Result<Nothing, ApiError> {
    let now = app.now();
    let shift = move |write: &kith_store::Write<'_>| write.shift_cues(&args.id, args.minutes, now);
    app.store()?.act("Shift run of show", shift).await?;
    Ok(Nothing::default())
}

pub(crate) async fn begin_cue(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Go on in the run of show", move |write| write.begin_cue(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn reset(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Reset run of show", move |write| write.reset_cues(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn begin_with(app: &App, args: BeginRun) -> Result<Nothing, ApiError> {
    let (now, ids) = (app.now(), app.clone());
    let begin =
        move |write: &kith_store::Write<'_>| write.begin_cues(&args.event, &args.template, &|| ids.new_id(), now);
    app.store()?.act("Begin run of show", begin).await?;
    Ok(Nothing::default())
}

pub(crate) async fn write(app: &App, args: WriteRun) -> Result<WrittenRun, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        let event = read.event(&args.event)?;
        let cues = read.event_cues(&event)?;
        let made_on = time::day_of(now, read.zone()?).to_string();
        Ok(sheet(&event, (&cues, &read.event_sessions(&event)?), read.settings()?.name, made_on))
    };
    let sheet = app.store()?.read(read).await?;
    let Some(path) = place::place(app, args.path.as_deref(), "run-of-show", "pdf").await? else {
        return Ok(WrittenRun { path: None });
    };
    let file = plain::render(&sheet).map_err(|error| ApiError::new(Code::Bug, error))?;
    place::write(&path, file).await?;
    Ok(WrittenRun { path: Some(path.display().to_string()) })
}

/// The clock of a moment, with its day where that is not the event's first.
fn clock(wall: &str, first: &str) -> String {
    let (day, time) = wall.split_once('T').unwrap_or(("", wall));
    if first.starts_with(day) { time.to_owned() } else { format!("{day} {time}") }
}

fn sheet(event: &Event, (cues, sessions): (&[EventCue], &[EventSession]), community: String, made_on: String) -> Plain {
    let row = |cue: &EventCue| {
        let mut what = cue.title.clone();
        if !cue.place.is_empty() {
            what.push_str(&format!("\n{}", cue.place));
        }
        let minutes = figures::written(cue.minutes, 0);
        vec![clock(&cue.starts, &event.starts), minutes, what, cue.owner.clone(), cue.cue.clone(), cue.backup.clone()]
    };
    let talk = |session: &EventSession| {
        let place = [session.room.as_str(), session.track.as_str()];
        let place = place.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
        let what = if place.is_empty() { session.title.clone() } else { format!("{}\n{place}", session.title) };
        let minutes = figures::written(session.minutes, 0);
        let (speaker, nothing) = (session.speaker.clone(), String::new());
        vec![clock(&session.starts, &event.starts), minutes, what, speaker, nothing.clone(), nothing]
    };
    let mut rows: Vec<(i64, Vec<String>)> = cues.iter().map(|cue| (cue.start_at, row(cue))).collect();
    rows.extend(sessions.iter().map(|session| (session.start_at, talk(session))));
    rows.sort_by_key(|(at, _)| *at);
    let columns = [("When", 0.9), ("Min", 0.5), ("What", 2.8), ("Who", 1.3), ("Cue", 2.2), ("If it fails", 1.9)];
    let when = format!("{} to {} ({})", event.starts.replace('T', " "), clock(&event.ends, &event.starts), event.zone);
    let mut under = vec![when];
    if !event.place.is_empty() {
        under.push(event.place.clone());
    }
    Plain {
        community,
        title: format!("{}: run of show", event.title),
        under,
        columns: columns.into_iter().map(|(name, share)| (name.to_owned(), share)).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        after: Vec::new(),
        made_on,
        id: format!("run-of-show/{}", event.id),
    }
}
