//! Logging a session, planning the next one.
//!
//! **Invariants:** a log with a private part is one step: both parts are there or neither; without the key what is shared can be
//! written, and what is private stays as it is.

use std::sync::Arc;

use chrono::{Days, Duration, NaiveDateTime, NaiveTime, Timelike};
use kith_domain::{events, session_line, time, when};
use kith_store::{ItemOwner, MentoringMedium, MentoringSession, NewItem, NewSession, SessionState, SessionWhen, Write};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    MentoringId, MentoringSaved,
    private::{self, PrivateState, SessionPrivate},
};
use crate::{ApiError, App, commands::Nothing, members::LONGEST_PAGE, vault::seal::NotesKey};

/// Most things to do that one log may add.
const MOST_ITEMS: usize = 50;

/// A session as a screen shows it.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SessionShown {
    /// What is shared.
    #[serde(flatten)]
    pub(crate) session: MentoringSession,
    /// The private part.
    pub(crate) private: SessionPrivate,
    /// Whether that can be read.
    pub(crate) private_state: PrivateState,
}

impl SessionShown {
    /// Opened where the key is there.
    pub(super) fn of(key: Option<&NotesKey>, session: MentoringSession) -> Self {
        let (private, private_state) = private::of_session(key, &session);
        Self { session, private, private_state }
    }
}

/// Which sessions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListSessions {
    /// Of which pair.
    pub(crate) id: String,
    /// How many were shown already.
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Sessions.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SessionPage {
    /// The latest first.
    pub(crate) sessions: Vec<SessionShown>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// A session to keep.
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveSession {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// Of which pair.
    pub(crate) mentorship: String,
    /// What is shared.
    pub(crate) session: NewSession,
    /// What is not; nothing: it stays as it is.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) private: Option<SessionPrivate>,
    /// What was agreed to do.
    #[serde(default)]
    pub(crate) items: Vec<NewItem>,
    /// What is done by now.
    #[serde(default)]
    pub(crate) done: Vec<String>,
    /// The next one, where it was agreed on.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) next: Option<SessionWhen>,
}

/// A line as it is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnderstandSession {
    /// Of which pair.
    pub(crate) mentorship: String,
    /// The line.
    pub(crate) line: String,
}

/// What a line means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct UnderstoodSession {
    /// When it was: on the community's clock, `2026-11-12T18:30`.
    pub(crate) starts: String,
    /// Where that clock is.
    pub(crate) zone: String,
    /// How long.
    pub(crate) minutes: u32,
    /// How they met.
    pub(crate) medium: MentoringMedium,
    /// What it was about.
    pub(crate) topics: String,
    /// What was agreed.
    pub(crate) agreed: String,
    /// What is to be done.
    pub(crate) items: Vec<UnderstoodItem>,
}

/// Something to do that a line names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct UnderstoodItem {
    /// Who.
    pub(crate) whose: ItemOwner,
    /// What.
    pub(crate) text: String,
    /// Until when.
    pub(crate) due_on: Option<String>,
}

/// When the next session could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct NextProposed {
    /// On the community's clock.
    pub(crate) starts: String,
    /// Where that is.
    pub(crate) zone: String,
    /// How long.
    pub(crate) minutes: u32,
    /// How.
    pub(crate) medium: MentoringMedium,
}

pub(crate) async fn list(app: &App, args: ListSessions) -> Result<SessionPage, ApiError> {
    let (key, limit) = (app.notes_key(), args.limit.clamp(1, LONGEST_PAGE));
    let mut sessions = app.store()?.read(move |read| read.mentoring_sessions(&args.id, args.skip, limit + 1)).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = sessions.len() > limit;
    sessions.truncate(limit);
    Ok(SessionPage { sessions: sessions.into_iter().map(|it| SessionShown::of(key.as_deref(), it)).collect(), more })
}

pub(crate) async fn save(app: &App, args: SaveSession) -> Result<MentoringSaved, ApiError> {
    if args.items.len() > MOST_ITEMS || args.done.len() > MOST_ITEMS {
        return Err(ApiError::invalid("items", format!("at most {MOST_ITEMS} at once")));
    }
    let store = app.store()?;
    // Where nothing private is written, no key is needed.
    let mut sealing: Option<Sealing> = None;
    if let Some(private) = args.private.clone() {
        private::fits(&private)?;
        if private.mood.is_some_and(|mood| !(1..=5).contains(&mood)) {
            return Err(ApiError::invalid("mood", "from 1 to 5"));
        }
        let before = match args.id.clone() {
            Some(id) => Some(store.read(move |read| read.mentoring_session(&id)).await?),
            None => None,
        };
        let has_sealed = before.as_ref().is_some_and(|before| before.kept.sealed.is_some());
        if has_sealed || !private::Part::is_empty(&private) {
            let key = app.open_notes_key().await?;
            if let Some(before) = &before {
                private::readable(private::of_session(Some(&key), before).1)?;
            }
            sealing = Some(Sealing { key, private, version: before.map_or(1, |before| before.kept.version) });
        }
    }
    let label = match (&args.id, args.session.state) {
        (_, SessionState::Planned) => "Plan session",
        (None, _) => "Log session",
        (Some(_), _) => "Change session",
    };
    let (id, next_id, now, ids) =
        (args.id.clone().unwrap_or_else(|| app.new_id()), app.new_id(), app.now(), app.clone());
    let keep = move |write: &Write<'_>| {
        if args.id.is_some() {
            write.read().mentoring_session(&id)?;
        }
        write.keep_session(&id, &args.mentorship, &args.session, now)?;
        if let Some(sealing) = &sealing {
            let part = private::seal(write, &sealing.key, &id, &args.mentorship, sealing.version, &sealing.private)?;
            write.seal_session(&id, sealing.version, &part)?;
        }
        for item in &args.items {
            write.keep_item(&ids.new_id(), &args.mentorship, Some(&id), item, now)?;
        }
        let today = time::day_of(now, write.read().zone()?).to_string();
        for done in &args.done {
            write.mark_item(done, Some(&today), now)?;
        }
        if let Some(next) = &args.next {
            write.keep_session(&next_id, &args.mentorship, &planned(next.clone()), now)?;
        }
        Ok(MentoringSaved { id: id.clone() })
    };
    Ok(store.act(label, keep).await?)
}

struct Sealing {
    key: Arc<NotesKey>,
    private: SessionPrivate,
    version: i64,
}

/// A session that is to be.
fn planned(when: SessionWhen) -> NewSession {
    NewSession {
        state: SessionState::Planned,
        when,
        topics: String::new(),
        agreed: String::new(),
        shared: String::new(),
        rating_mentor: None,
        rating_mentee: None,
    }
}

pub(crate) async fn remove(app: &App, args: MentoringId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove session", move |write| write.remove_session(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn understand(app: &App, args: UnderstandSession) -> Result<UnderstoodSession, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        let zone = read.zone()?;
        let pair = read.mentorship(&args.mentorship)?;
        let last = read.mentoring_sessions(&pair.id, 0, 10)?.into_iter().find(|it| it.state == SessionState::Held);
        let wall = time::wall(now, zone);
        let line = session_line::read(&args.line, wall);
        let minutes = line.minutes.unwrap_or(pair.minutes);
        let usual = last.as_ref().map(|last| time::wall(last.start_at, zone).time());
        let starts = started(&line, wall, minutes, usual);
        let item = |whose: ItemOwner| {
            move |text: &String| {
                let found = when::read(text, now, zone);
                match found.when {
                    Some(Ok(due)) if !found.text.is_empty() => {
                        UnderstoodItem { whose, text: found.text, due_on: Some(due.day.to_string()) }
                    }
                    _ => UnderstoodItem { whose, text: text.clone(), due_on: None },
                }
            }
        };
        Ok(UnderstoodSession {
            starts: events::written(starts),
            zone: zone.name().to_owned(),
            minutes,
            medium: match line.medium {
                Some("call") => MentoringMedium::Call,
                Some("in_person") => MentoringMedium::InPerson,
                Some("chat") => MentoringMedium::Chat,
                Some(_) => MentoringMedium::Video,
                None => last.map_or(MentoringMedium::Video, |last| last.medium),
            },
            items: line
                .mine
                .iter()
                .map(item(ItemOwner::Mentor))
                .chain(line.theirs.iter().map(item(ItemOwner::Mentee)))
                .collect(),
            topics: line.topics,
            agreed: line.agreed,
        })
    };
    Ok(app.store()?.read(read).await?)
}

/// When a session was that a line tells of: it is over by now.
fn started(
    line: &session_line::SessionLine,
    now: NaiveDateTime,
    minutes: u32,
    usual: Option<NaiveTime>,
) -> NaiveDateTime {
    let just_over = five(now - Duration::minutes(i64::from(minutes)));
    let day = line.day.unwrap_or(now.date());
    match (line.time, line.day) {
        (Some(time), _) if day.and_time(time) <= now => day.and_time(time),
        // A clock without a day that is still to come was yesterday's.
        (Some(time), None) => day.pred_opt().unwrap_or(day).and_time(time),
        (_, Some(day)) if day != now.date() => day.and_time(usual.unwrap_or(just_over.time())),
        _ => just_over,
    }
}

/// To five minutes, downwards.
fn five(at: NaiveDateTime) -> NaiveDateTime {
    let at = at.and_utc().timestamp();
    chrono::DateTime::from_timestamp(at - at.rem_euclid(300), 0).unwrap_or_default().naive_utc()
}

pub(crate) async fn next(app: &App, args: MentoringId) -> Result<NextProposed, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        let zone = read.zone()?;
        let pair = read.mentorship(&args.id)?;
        let wall = time::wall(now, zone);
        let last = read.mentoring_sessions(&pair.id, 0, 10)?.into_iter().find(|it| it.state == SessionState::Held);
        let cadence = u64::from(pair.cadence_days);
        let from = last.as_ref().map_or(wall, |last| time::wall(last.start_at, zone));
        let mut day = from.date().checked_add_days(Days::new(cadence)).unwrap_or(from.date());
        // Where that is over already, the same weekday from here on.
        while day <= wall.date() {
            day = day.checked_add_days(Days::new(7)).ok_or(kith_store::Error::NotFound("day"))?;
        }
        // What began by a timer began at an odd minute; what is planned begins at a quarter.
        let minutes = (from.time().num_seconds_from_midnight() / 60 + 7) / 15 * 15;
        let clock = NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0);
        let clock = clock.filter(|_| last.is_some()).or(NaiveTime::from_hms_opt(17, 0, 0)).unwrap_or_default();
        Ok(NextProposed {
            starts: events::written(day.and_time(clock)),
            zone: zone.name().to_owned(),
            minutes: pair.minutes,
            medium: last.map_or(MentoringMedium::Video, |last| last.medium),
        })
    };
    Ok(app.store()?.read(read).await?)
}
