//! Mentoring, the mentor's side: mentees, and what there is of each on one page. Sessions are in [`sessions`], what is private
//! in [`private`], goals and things to do in [`goals`], files for the lead in [`handover`].
//!
//! **Invariants:** a mentor needs no source, no programme and nobody else's machine.

pub(crate) mod calendar;
mod file;
pub(crate) mod goals;
pub(crate) mod handover;
pub(crate) mod private;
pub(crate) mod sessions;
#[cfg(test)]
mod tests;

use kith_domain::time;
use kith_store::{
    Mentee, MentoringBetween, MentoringDue, MentoringGoal, MentoringItem, MentorshipState, NewMentorship,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::{
    private::{MenteeKept, PrivateState},
    sessions::SessionShown,
};
use crate::{ApiError, App, commands::Nothing};

/// Reads bytes as a hand-over file; for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub(crate) fn fuzz(bytes: &[u8]) {
    let _ = file::opened(bytes).is_ok();
    if let Ok(content) = serde_json::from_slice::<kith_domain::handover::Handover>(bytes) {
        let _ = content.is_plausible();
    }
}

/// Sessions on a page, at first.
const SESSIONS: u32 = 20;
/// Rows of what is due today.
const DUE: usize = 8;

/// Which pairs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListMentees {
    /// Those that are over, and not those that go on.
    #[serde(default)]
    pub(crate) over: bool,
    /// Those of other mentors who handed them over, whether they go on or not.
    #[serde(default)]
    pub(crate) others: bool,
}

/// Pairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Mentees {
    /// By state and name.
    pub(crate) mentees: Vec<Mentee>,
}

/// Which row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MentoringId {
    /// Its id.
    pub(crate) id: String,
}

/// Whose pairs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MentoringOfMember {
    /// The id of the member or of one of the accounts.
    pub(crate) member: String,
}

/// A pair with everything that hangs on it.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct WholeMentee {
    /// The pair at a glance.
    pub(crate) mentee: Mentee,
    /// What the mentor keeps of the mentee.
    pub(crate) kept: MenteeKept,
    /// Whether that can be read.
    pub(crate) kept_state: PrivateState,
    /// Sessions, the latest first.
    pub(crate) sessions: Vec<SessionShown>,
    /// Whether there are more.
    pub(crate) more: bool,
    /// What is to be done: what is open first.
    pub(crate) items: Vec<MentoringItem>,
    /// What is to be reached.
    pub(crate) goals: Vec<MentoringGoal>,
    /// What happens between two sessions.
    pub(crate) between: Vec<MentoringBetween>,
    /// The community's zone: whose clock the mentor reads.
    pub(crate) zone: String,
}

/// A pair to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveMentee {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) pair: NewMentorship,
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MentoringSaved {
    /// Its id.
    pub(crate) id: String,
}

/// Where a pair goes from here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveMentee {
    /// Its id.
    pub(crate) id: String,
    /// Where to.
    pub(crate) state: MentorshipState,
    /// Why it ends, in words for the lead.
    #[serde(default)]
    pub(crate) why: String,
}

/// How much was expunged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MentoringExpunged {
    /// Sessions whose private part is gone.
    pub(crate) sessions: u32,
}

/// What a mentor has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MentoringToday {
    /// The most pressing first.
    pub(crate) rows: Vec<MentoringDue>,
    /// How many more there are.
    pub(crate) more: u32,
}

pub(crate) async fn mentees(app: &App, args: ListMentees) -> Result<Mentees, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        if args.others { read.handed_over(now) } else { read.mentees(args.over, now) }
    };
    Ok(Mentees { mentees: app.store()?.read(read).await? })
}

pub(crate) async fn of_member(app: &App, args: MentoringOfMember) -> Result<Mentees, ApiError> {
    let now = app.now();
    Ok(Mentees { mentees: app.store()?.read(move |read| read.mentorships_of(&args.member, now)).await? })
}

pub(crate) async fn whole(app: &App, args: MentoringId) -> Result<WholeMentee, ApiError> {
    let (now, key) = (app.now(), app.notes_key());
    let read = move |read: &kith_store::Read<'_>| {
        let pair = read.mentorship(&args.id)?;
        let id = pair.id.clone();
        let mentee = read.at_a_glance(pair, now)?;
        let sealed = read.sealed_of_mentorship(&id)?;
        let mut sessions = read.mentoring_sessions(&id, 0, SESSIONS + 1)?;
        let more = sessions.len() > usize::try_from(SESSIONS).unwrap_or(usize::MAX);
        sessions.truncate(usize::try_from(SESSIONS).unwrap_or(usize::MAX));
        let (kept, kept_state) = private::open(key.as_deref(), &id, &id, &sealed);
        Ok(WholeMentee {
            mentee,
            kept,
            kept_state,
            sessions: sessions.into_iter().map(|session| SessionShown::of(key.as_deref(), session)).collect(),
            more,
            items: read.mentoring_items(&id)?,
            goals: read.mentoring_goals(&id)?,
            between: read.mentoring_between(&id)?,
            zone: read.zone()?.name().to_owned(),
        })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn save(app: &App, args: SaveMentee) -> Result<MentoringSaved, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let label = if args.id.is_some() { "Change mentee" } else { "Add mentee" };
    let save = move |write: &kith_store::Write<'_>| {
        let id = match &args.id {
            Some(id) => write.read().mentorship(id)?.id,
            None => new_id,
        };
        write.keep_mentorship(&id, &args.pair, now)?;
        Ok(MentoringSaved { id })
    };
    Ok(app.store()?.act(label, save).await?)
}

pub(crate) async fn move_on(app: &App, args: MoveMentee) -> Result<Nothing, ApiError> {
    let now = app.now();
    let change = move |write: &kith_store::Write<'_>| {
        let today = time::day_of(now, write.read().zone()?).to_string();
        write.move_mentorship(&args.id, args.state, &today, &args.why, now)
    };
    app.store()?.act("Move mentee on", change).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: MentoringId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove mentee", move |write| write.remove_mentorship(&args.id, now)).await?;
    Ok(Nothing::default())
}

/// Not undoable: what is expunged is gone, in older copies of the file too.
pub(crate) async fn expunge(app: &App, args: MentoringId) -> Result<MentoringExpunged, ApiError> {
    let store = app.store()?;
    let sessions = store.write(move |write| write.expunge_mentorship(&args.id)).await?;
    let settled = store.clone();
    let _ = tokio::task::spawn_blocking(move || settled.settle()).await;
    Ok(MentoringExpunged { sessions: u32::try_from(sessions).unwrap_or(u32::MAX) })
}

pub(crate) async fn today(app: &App, _: Nothing) -> Result<MentoringToday, ApiError> {
    let now = app.now();
    let mut rows = app.store()?.read(move |read| read.mentoring_due(now)).await?;
    let more = u32::try_from(rows.len().saturating_sub(DUE)).unwrap_or(u32::MAX);
    rows.truncate(DUE);
    Ok(MentoringToday { rows, more })
}
