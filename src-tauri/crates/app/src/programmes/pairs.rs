//! Pairs of a programme, as its lead sees them.

use kith_store::{ApplicantRole, ApplicantState, ApplicationFilter, NewPairFeedback, PairState, ProgrammePair};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProgrammeId;
use crate::{ApiError, App, commands::Nothing};

/// More pairs than are moved at once.
const MOST_AT_ONCE: usize = 10_000;

/// How much room a mentor has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MentorLoad {
    /// The mentor's application.
    pub(crate) id: String,
    /// Who.
    pub(crate) name: String,
    /// Mentees.
    pub(crate) pairs: u32,
    /// Room.
    pub(crate) capacity: u32,
}

/// Pairs of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ProgrammePairs {
    /// In the order in which they were made.
    pub(crate) pairs: Vec<ProgrammePair>,
    /// Mentors who take part, the fullest first.
    pub(crate) mentors: Vec<MentorLoad>,
}

/// Who agreed, and when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgreePairs {
    /// Which pairs.
    pub(crate) ids: Vec<String>,
    /// Which side; nothing for both.
    #[serde(default)]
    pub(crate) side: Option<ApplicantRole>,
    /// The day; empty: they did not (yet).
    pub(crate) on: String,
}

/// A pair that goes on, pauses or ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MovePair {
    /// Which.
    pub(crate) id: String,
    /// How far it is.
    pub(crate) state: PairState,
    /// Why it ended.
    #[serde(default)]
    pub(crate) why: String,
}

/// What one side says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavePairFeedback {
    /// Of which pair.
    pub(crate) pair: String,
    /// What.
    pub(crate) feedback: NewPairFeedback,
}

pub(crate) async fn list(app: &App, args: ProgrammeId) -> Result<ProgrammePairs, ApiError> {
    let (now, today) = (app.now(), super::today(app).await?);
    let read = move |read: &kith_store::Read<'_>| {
        let programme = read.programme(&args.id)?;
        let filter = ApplicationFilter {
            role: Some(ApplicantRole::Mentor),
            state: Some(ApplicantState::Accepted),
            ..ApplicationFilter::default()
        };
        let mentors = read.applications(&programme.id, &filter, now, 0, u32::MAX)?;
        let mut mentors: Vec<MentorLoad> = mentors
            .into_iter()
            .map(|one| MentorLoad {
                capacity: one.capacity.unwrap_or(programme.capacity),
                id: one.id,
                name: one.name,
                pairs: one.pairs,
            })
            .collect();
        mentors.sort_by(|one, other| {
            let free = |load: &MentorLoad| i64::from(load.capacity) - i64::from(load.pairs);
            (free(one), std::cmp::Reverse(one.pairs), &one.name, &one.id).cmp(&(
                free(other),
                std::cmp::Reverse(other.pairs),
                &other.name,
                &other.id,
            ))
        });
        Ok(ProgrammePairs { pairs: read.programme_pairs(&programme.id, today)?, mentors })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn agree(app: &App, args: AgreePairs) -> Result<Nothing, ApiError> {
    let now = app.now();
    if args.ids.len() > MOST_AT_ONCE {
        return Err(ApiError::invalid("ids", "these are too many at once"));
    }
    let sides = args.side.map_or_else(|| vec![ApplicantRole::Mentor, ApplicantRole::Mentee], |side| vec![side]);
    let set = move |write: &kith_store::Write<'_>| {
        for id in &args.ids {
            for side in &sides {
                write.set_agreed(id, *side, &args.on, now)?;
            }
        }
        Ok(())
    };
    app.store()?.act("Note agreement", set).await?;
    Ok(Nothing::default())
}

pub(crate) async fn move_to(app: &App, args: MovePair) -> Result<Nothing, ApiError> {
    let (now, today) = (app.now(), super::today(app).await?);
    let label = match args.state {
        PairState::Completed => "Complete pair",
        PairState::Ended => "End pair",
        _ => "Change pair",
    };
    let set = move |write: &kith_store::Write<'_>| write.set_pair_state(&args.id, args.state, &args.why, today, now);
    app.store()?.act(label, set).await?;
    Ok(Nothing::default())
}

pub(crate) async fn feedback(app: &App, args: SavePairFeedback) -> Result<Nothing, ApiError> {
    let (new_id, now, today) = (app.new_id(), app.now(), super::today(app).await?);
    let keep =
        move |write: &kith_store::Write<'_>| write.keep_pair_feedback(&new_id, &args.pair, &args.feedback, today, now);
    app.store()?.act("Note feedback", keep).await?;
    Ok(Nothing::default())
}
