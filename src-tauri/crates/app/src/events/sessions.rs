//! Talks of a conference: planned, seen side by side, told to calendars, and who was in them.
//!
//! **Invariants:** what gets in whose way is told and never refused; a talk is known to other calendars by one id for ever; who
//! was in a talk is in no file that others are given.

use kith_domain::{ics::Timed, time};
use kith_store::{Event, EventSession, NewEventSession, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::EventId;
use crate::{ApiError, App, commands::Nothing};

/// 2020-01-01, in seconds: from there on changes of lines are counted.
const COUNTED_FROM: i64 = 1_577_836_800;

/// The talks of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventSessions {
    /// In the order of time.
    pub(crate) sessions: Vec<EventSession>,
    /// Rooms in the order in which they are met, each once.
    pub(crate) rooms: Vec<String>,
    /// Tracks, each once.
    pub(crate) tracks: Vec<String>,
    /// Talks that are in another's way.
    pub(crate) clashes: u32,
}

/// A talk to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventSession {
    /// Of which event.
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) session: NewEventSession,
}

/// Somebody who was in a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SessionVisit {
    /// The guest.
    pub(crate) guest: String,
    /// Who; nothing for somebody who was erased.
    pub(crate) name: String,
}

/// Who was in a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SessionVisits {
    /// By name.
    pub(crate) visits: Vec<SessionVisit>,
}

/// Somebody is in a talk, or is not after all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetVisit {
    /// Which talk.
    pub(crate) session: String,
    /// Which guest.
    #[serde(default)]
    pub(crate) guest: Option<String>,
    /// Or: what a scanner read.
    #[serde(default)]
    pub(crate) code: Option<String>,
    /// Whether they are there.
    pub(crate) there: bool,
}

fn once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !found.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            found.push(word.to_owned());
        }
    }
    found
}

pub(crate) async fn list(app: &App, args: EventId) -> Result<EventSessions, ApiError> {
    let sessions = app.store()?.read(move |read| read.event_sessions(&read.event(&args.id)?)).await?;
    let mut rooms = once(sessions.iter().map(|one| one.room.as_str()));
    rooms.sort_by_key(|room| room.to_lowercase());
    let clashes = sessions.iter().filter(|one| one.room_taken.is_some() || one.speaker_taken.is_some()).count();
    Ok(EventSessions {
        rooms,
        tracks: once(sessions.iter().map(|one| one.track.as_str())),
        clashes: u32::try_from(clashes).unwrap_or(u32::MAX),
        sessions,
    })
}

pub(crate) async fn save(app: &App, args: SaveEventSession) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let id = args.id.unwrap_or(new_id);
    let save = move |write: &kith_store::Write<'_>| write.keep_event_session(&args.event, &id, &args.session, now);
    app.store()?.act("Save talk", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove talk", move |write| write.remove_event_session(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn visits(app: &App, args: EventId) -> Result<SessionVisits, ApiError> {
    let found = app.store()?.read(move |read| read.session_visits(&args.id)).await?;
    Ok(SessionVisits { visits: found.into_iter().map(|(guest, name)| SessionVisit { guest, name }).collect() })
}

pub(crate) async fn visit(app: &App, args: SetVisit) -> Result<SessionVisit, ApiError> {
    let now = app.now();
    let set = move |write: &kith_store::Write<'_>| {
        let read = write.read();
        let guest = match (args.guest, args.code) {
            (Some(guest), None) => guest,
            (None, Some(code)) => {
                let event = read.session_event(&args.session)?.id;
                read.door_code(&event, &code, now)?.ok_or(kith_store::Error::NotFound("code"))?.id
            }
            _ => return Err(kith_store::Error::NotFound("guest")),
        };
        write.set_visit(&args.session, &guest, args.there, now)?;
        Ok(SessionVisit { name: read.guest(&guest, now)?.0.name, guest })
    };
    Ok(app.store()?.act("Mark who was in a talk", set).await?)
}

/// Talks as other calendars are told of them.
pub(super) fn timed(read: &Read<'_>, event: &Event) -> kith_store::Result<Vec<Timed>> {
    let zone = time::zone(&event.zone).unwrap_or(chrono_tz::UTC);
    let one = |session: EventSession| {
        let said = |name: &str, words: &str| (!words.is_empty()).then(|| format!("{name}: {words}"));
        let text = [said("Speaker", &session.speaker), said("Track", &session.track), Some(event.title.clone())];
        let place = [session.room.as_str(), event.place.as_str()];
        let joined =
            |words: &[&str]| words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(", ");
        Timed {
            // A change of the event may be one of its talks: calendars take what is higher.
            sequence: session.sequence + event.sequence,
            changed_at: session.updated_at.max(event.updated_at),
            text: text.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            place: joined(&place),
            link: event.link.clone(),
            category: event.kind.word().to_owned(),
            cancelled: event.cancelled,
            ..Timed::new(&kith_store::session_uid(&session.id), &session.title, session.start_at, session.end_at, zone)
        }
    };
    Ok(read.event_sessions(event)?.into_iter().map(one).collect())
}

/// Lines of the run of show as other calendars are told of them.
pub(super) fn timed_cues(read: &Read<'_>, event: &Event) -> kith_store::Result<Vec<Timed>> {
    let zone = time::zone(&event.zone).unwrap_or(chrono_tz::UTC);
    let one = |cue: kith_store::EventCue| {
        let said = |name: &str, words: &str| (!words.is_empty()).then(|| format!("{name}: {words}"));
        let text = [
            said("Who", &cue.owner),
            said("Cue", &cue.cue),
            said("If it fails", &cue.backup),
            Some(event.title.clone()),
        ];
        Timed {
            // Lines have no count of their own: the second of the last change only grows.
            sequence: cue.updated_at.max(event.updated_at) / 1_000 - COUNTED_FROM,
            changed_at: cue.updated_at.max(event.updated_at),
            text: text.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            place: if cue.place.is_empty() { event.place.clone() } else { cue.place },
            category: event.kind.word().to_owned(),
            cancelled: event.cancelled,
            private: true,
            ..Timed::new(
                &kith_store::cue_uid(&cue.id),
                &cue.title,
                cue.start_at,
                cue.end_at.max(cue.start_at + 60_000),
                zone,
            )
        }
    };
    Ok(read.event_cues(event)?.into_iter().map(one).collect())
}
