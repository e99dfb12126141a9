//! Events: planned, and looked at. Guests are in [`guests`], lists of them in [`lists`], the door in [`door`], tasks, people
//! and money in [`plan`], the run of
//! show in [`run`], messages in [`messages`], what comes after in [`after`] and [`report`].

pub(crate) mod after;
pub(crate) mod answers;
pub(crate) mod badges;
pub(crate) mod calendar;
pub(crate) mod door;
pub(crate) mod guests;
pub(crate) mod ics;
pub(crate) mod lists;
pub(crate) mod messages;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod series;
pub(crate) mod sessions;

use kith_store::{
    Event, EventCost, EventDue, EventMoney, EventPart, EventRow, EventTask, EventTemplate, MemberEvent, NewEvent,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing, members::LONGEST_PAGE};

/// Rows of what is due today.
const DUE: u32 = 8;

/// Which events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListEvents {
    /// Those that are over, and not those to come.
    #[serde(default)]
    pub(crate) past: bool,
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Events: the next first, or the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventPage {
    /// Those asked for.
    pub(crate) rows: Vec<EventRow>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// Which event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventId {
    /// Its id.
    pub(crate) id: String,
}

/// An event with everything that hangs on it but its guests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct WholeEvent {
    /// The event at a glance.
    pub(crate) row: EventRow,
    /// What is to be done: late first.
    pub(crate) tasks: Vec<EventTask>,
    /// Who has a part in it.
    pub(crate) parts: Vec<EventPart>,
    /// Its budget, line by line.
    pub(crate) costs: Vec<EventCost>,
    /// Its budget in sum.
    pub(crate) money: EventMoney,
}

/// An event to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEvent {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) event: NewEvent,
    /// Of a new one: the plan that it begins with.
    #[serde(default)]
    pub(crate) template: Option<String>,
}

/// The event that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SavedEvent {
    /// Its id.
    pub(crate) id: String,
}

/// Plans to begin an event with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventTemplates {
    /// One's own first.
    pub(crate) templates: Vec<EventTemplate>,
}

/// A plan to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepTemplate {
    /// Of which event.
    pub(crate) event: String,
    /// What it is called; over the one that is called so.
    pub(crate) name: String,
}

/// Whose events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventsOfMember {
    /// The id of the member or of one of the accounts.
    pub(crate) member: String,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Events that somebody was a guest of or had a part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MemberEvents {
    /// The latest first.
    pub(crate) events: Vec<MemberEvent>,
}

pub(crate) async fn list(app: &App, args: ListEvents) -> Result<EventPage, ApiError> {
    let (now, limit) = (app.now(), args.limit.clamp(1, LONGEST_PAGE));
    let mut rows = app.store()?.read(move |read| read.events(args.past, now, args.skip, limit + 1)).await?;
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(EventPage { rows, more })
}

pub(crate) async fn get(app: &App, args: EventId) -> Result<WholeEvent, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        let row = read.event_at_a_glance(&args.id, now)?;
        let event: &Event = &row.event;
        let (tasks, parts) = (read.event_tasks(event, now)?, read.event_parts(&event.id)?);
        let heads = if row.present > 0 { row.present } else { row.guests.going };
        let (costs, money) = read.event_costs(event, heads)?;
        Ok(WholeEvent { tasks, parts, costs, money, row })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn save(app: &App, args: SaveEvent) -> Result<SavedEvent, ApiError> {
    let (new_id, now, ids) = (app.new_id(), app.now(), app.clone());
    let label = if args.id.is_some() { "Change event" } else { "Plan event" };
    let save = move |write: &kith_store::Write<'_>| {
        let mut new = args.event.clone();
        if let (Some(id), None) = (&args.id, &new.currency) {
            new.currency = Some(write.read().event(id)?.currency);
        }
        let event = new.checked(&write.read().currency()?)?;
        let id = match &args.id {
            Some(id) => write.read().event(id)?.id,
            None => new_id,
        };
        write.keep_event(&id, &event, now)?;
        if let (None, Some(template)) = (&args.id, &args.template) {
            write.follow_template(&id, template, &|| ids.new_id(), now)?;
        }
        Ok(SavedEvent { id })
    };
    Ok(app.store()?.act(label, save).await?)
}

pub(crate) async fn remove(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove event", move |write| write.remove_event(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn today(app: &App, _: Nothing) -> Result<EventDue, ApiError> {
    let now = app.now();
    Ok(app.store()?.read(move |read| read.events_due(now, DUE)).await?)
}

pub(crate) async fn templates(app: &App, _: Nothing) -> Result<EventTemplates, ApiError> {
    Ok(EventTemplates { templates: app.store()?.read(|read| read.event_templates()).await? })
}

pub(crate) async fn keep_template(app: &App, args: KeepTemplate) -> Result<Nothing, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    app.store()?.act("Keep plan", move |write| write.keep_template(&id, &args.event, &args.name, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_template(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove plan", move |write| write.remove_template(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn of_member(app: &App, args: EventsOfMember) -> Result<MemberEvents, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    Ok(MemberEvents { events: app.store()?.read(move |read| read.events_of_member(&args.member, limit)).await? })
}

/// Reads bytes as a door file; for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub(crate) fn fuzz(bytes: &[u8]) {
    door::fuzz(bytes);
}
