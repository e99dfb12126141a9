//! What is to be done until when: the list, the reminder, and the calendar file.
//!
//! **Invariants:** a private follow-up's words and person are in no calendar file; quiet hours hold reminders and hide nothing
//! from the list; another day or "done" needs no key, because words stay as they are.

use std::io::Write;

use kith_domain::{ics, when};
use kith_store::{Due, FollowUp, Note, Visibility};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::due_of;
use crate::{ApiError, App, Code, exports, files::NewFile, segments, settings};

/// No list is longer.
const LONGEST_LIST: u32 = 1_000;

/// Which follow-ups.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListFollowUps {
    /// Those that were done.
    #[serde(default)]
    pub(crate) done: bool,
    /// Only those about somebody of this segment.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// How many, at most 1,000.
    pub(crate) limit: u32,
}

/// Follow-ups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FollowUps {
    /// Those due first, first; of those that were done, the latest.
    pub(crate) items: Vec<FollowUp>,
}

/// What a person is reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct DueNow {
    /// How many are due; none while hours are quiet.
    pub(crate) count: u32,
    /// How many wait for the quiet to end.
    pub(crate) held: u32,
    /// When it ends, UTC milliseconds.
    pub(crate) quiet_until: Option<i64>,
}

/// What was done, or was not done after all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FinishFollowUp {
    /// The follow-up.
    pub(crate) id: String,
    /// Whether it is done.
    pub(crate) done: bool,
}

/// Another day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snooze {
    /// The follow-up.
    pub(crate) id: String,
    /// Until when, in words: "tomorrow", "in two weeks", "next Tue 15:00".
    pub(crate) until: String,
}

/// What a calendar file is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishCalendar {
    /// Private ones as well: as "Private follow-up", without words and person.
    #[serde(default)]
    pub(crate) private: bool,
    /// Tasks and not appointments.
    #[serde(default)]
    pub(crate) todo: bool,
    /// Only those about somebody of this segment.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
}

/// Which calendar file to write, and where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveCalendar {
    /// Private ones as well: as "Private follow-up", without words and person.
    #[serde(default)]
    pub(crate) private: bool,
    /// Tasks and not appointments.
    #[serde(default)]
    pub(crate) todo: bool,
    /// Only those about somebody of this segment.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// Where, on a host that cannot ask.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// A calendar file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SavedCalendar {
    /// Where it is; nothing when the person changed their mind or there was nothing to write.
    pub(crate) path: Option<String>,
    /// How many follow-ups are in it.
    pub(crate) count: u32,
    /// How many private ones were left out.
    pub(crate) left_out: u32,
}

/// A calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CalendarFile {
    /// Its text (RFC 5545).
    pub(crate) text: String,
    /// How many follow-ups are in it.
    pub(crate) count: u32,
    /// How many private ones were left out.
    pub(crate) left_out: u32,
}

pub(crate) async fn list(app: &App, args: ListFollowUps) -> Result<FollowUps, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let (now, limit) = (app.now(), args.limit.clamp(1, LONGEST_LIST));
    let follow_ups = move |read: &kith_store::Read<'_>| {
        read.follow_ups(args.done, &read.among(args.segment.as_deref(), now)?, limit)
    };
    let mut items = app.store()?.read(follow_ups).await?;
    app.show_notes(items.iter_mut().map(|item| &mut item.note));
    Ok(FollowUps { items })
}

pub(crate) async fn due(app: &App, _: crate::commands::Nothing) -> Result<DueNow, ApiError> {
    let now = app.now();
    let (settings, count) = app.store()?.read(move |read| Ok((read.settings()?, read.follow_ups_due(now)?))).await?;
    let quiet_until = settings::quiet(&settings).and_then(|(quiet, zone)| quiet.until(now, zone));
    Ok(match quiet_until {
        Some(_) => DueNow { count: 0, held: count, quiet_until },
        None => DueNow { count, held: 0, quiet_until },
    })
}

pub(crate) async fn done(app: &App, args: FinishFollowUp) -> Result<Note, ApiError> {
    let now = app.now();
    let done_at = args.done.then_some(now);
    let label = if args.done { "Finish follow-up" } else { "Reopen follow-up" };
    kept(app, &args.id, label, None, done_at).await
}

pub(crate) async fn snooze(app: &App, args: Snooze) -> Result<Note, ApiError> {
    let (now, zone) = (app.now(), app.store()?.read(|read| read.zone()).await?);
    let found =
        when::only(&args.until, now, zone).map_err(|doubt| ApiError::invalid("until", doubt.why.to_string()))?;
    kept(app, &args.id, "Snooze follow-up", Some(due_of(&found, zone)), None).await
}

/// Puts one on another day.
pub(super) async fn plan(app: &App, id: &str, due: Due) -> Result<Note, ApiError> {
    kept(app, id, "Change follow-up", Some(due), None).await
}

async fn kept(
    app: &App,
    id: &str,
    label: &'static str,
    due: Option<Due>,
    done_at: Option<i64>,
) -> Result<Note, ApiError> {
    let (now, id) = (app.now(), id.to_owned());
    let mut note = app
        .store()?
        .act(label, move |write| {
            let before = write.read().note(&id)?;
            let due = due.or(before.due).ok_or(kith_store::Error::NotFound("follow-up"))?;
            write.plan_follow_up(&id, &due, done_at, now)
        })
        .await?;
    app.show_notes(std::iter::once(&mut note));
    Ok(note)
}

pub(crate) async fn calendar(app: &App, args: WishCalendar) -> Result<CalendarFile, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let (now, segment) = (app.now(), args.segment);
    let follow_ups = move |read: &kith_store::Read<'_>| {
        let among = read.among(segment.as_deref(), now)?;
        Ok((read.follow_ups(false, &among, LONGEST_LIST)?, read.settings()?))
    };
    let (items, settings) = app.store()?.read(follow_ups).await?;
    let all = items.len();
    let entries: Vec<ics::Entry> = items
        .into_iter()
        .filter(|item| args.private || item.note.visibility == Visibility::Shared)
        .map(entry)
        .collect::<Option<_>>()
        .ok_or_else(|| ApiError::new(Code::Bug, "a follow-up has no day"))?;
    let form = if args.todo { ics::Form::Todo } else { ics::Form::Event };
    Ok(CalendarFile {
        text: ics::calendar(&settings.name, form, &entries),
        count: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        left_out: u32::try_from(all - entries.len()).unwrap_or(u32::MAX),
    })
}

pub(crate) async fn save(app: &App, args: SaveCalendar) -> Result<SavedCalendar, ApiError> {
    let file = calendar(app, WishCalendar { private: args.private, todo: args.todo, segment: args.segment }).await?;
    let nothing = SavedCalendar { path: None, count: file.count, left_out: file.left_out };
    if file.count == 0 {
        return Ok(nothing);
    }
    let Some(path) = exports::place::place(app, args.path.as_deref(), "follow-ups", "ics").await? else {
        return Ok(nothing);
    };
    let (text, to) = (file.text, path.clone());
    let work = move || {
        let mut new = NewFile::begin(&to)?;
        new.write_all(text.as_bytes())?;
        new.finish()
    };
    let written = tokio::task::spawn_blocking(work).await;
    written
        .map_err(|_| ApiError::new(Code::Bug, "writing a calendar file failed in a way it should not"))?
        .map_err(|error| exports::unwritten(&error))?;
    Ok(SavedCalendar { path: Some(path.display().to_string()), ..nothing })
}

fn entry(item: FollowUp) -> Option<ics::Entry> {
    let note = item.note;
    let due = note.due?;
    let private = note.visibility == Visibility::Private;
    let (first, rest) = note.text.split_once('\n').unwrap_or((&note.text, ""));
    let summary = match (private, item.member) {
        (true, _) => "Private follow-up".to_owned(),
        (false, Some(member)) => format!("{}: {first}", member.name),
        (false, None) => first.to_owned(),
    };
    Some(ics::Entry {
        uid: format!("{}@follow-up.kith", note.id),
        // Grows with every change, as calendars want it.
        sequence: (note.updated_at - note.created_at).max(0) / 1_000,
        changed_at: note.updated_at,
        due: match due.time {
            Some(_) => ics::DueAt::Instant(due.at),
            None => ics::DueAt::Day(due.on.parse().ok()?),
        },
        summary,
        description: Some(rest.trim().to_owned()).filter(|rest| !private && !rest.is_empty()),
        private,
    })
}
