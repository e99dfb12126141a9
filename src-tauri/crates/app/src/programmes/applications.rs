//! Who applies to a programme.

use kith_store::{Applicant, ApplicantRole, ApplicantState, ApplicationCounts, ApplicationFilter, NewApplication};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProgrammeId;
use crate::{ApiError, App, commands::Nothing, members::LONGEST_PAGE, segments};

/// Applications that are moved at once.
const MOST_AT_ONCE: usize = 10_000;

/// Which applicants.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListApplications {
    /// Of which programme.
    pub(crate) programme: String,
    /// Words of name or address.
    #[serde(default)]
    pub(crate) text: String,
    /// As what.
    #[serde(default)]
    pub(crate) role: Option<ApplicantRole>,
    /// How it stands.
    #[serde(default)]
    pub(crate) state: Option<ApplicantState>,
    /// Only those whom this segment chooses.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Applicants: whoever is to be decided about first, then by how long ago they applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ApplicationPage {
    /// Those asked for.
    pub(crate) rows: Vec<Applicant>,
    /// Whether there are more.
    pub(crate) more: bool,
    /// How many applied, of the segment where one was asked for.
    pub(crate) counts: ApplicationCounts,
}

/// An application to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveApplication {
    /// Of which programme.
    pub(crate) programme: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) application: NewApplication,
}

/// Applications to decide about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveApplications {
    /// Which.
    pub(crate) ids: Vec<String>,
    /// How it stands with them from now on.
    pub(crate) state: ApplicantState,
}

pub(crate) async fn list(app: &App, args: ListApplications) -> Result<ApplicationPage, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let (now, limit) = (app.now(), args.limit.clamp(1, LONGEST_PAGE));
    let read = move |read: &kith_store::Read<'_>| {
        let row = read.programme_at_a_glance(&args.programme)?;
        let among = read.among(args.segment.as_deref(), now)?;
        let filter = ApplicationFilter { text: args.text, role: args.role, state: args.state, among };
        let counts = read.application_counts(&row.programme.id, &filter.among)?;
        let mut rows = read.applications(&row.programme.id, &filter, now, args.skip, limit + 1)?;
        let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(ApplicationPage { rows, more, counts })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn save(app: &App, args: SaveApplication) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| {
        let programme = write.read().programme(&args.programme)?;
        let id = match &args.id {
            Some(id) => write.read().application(id, now)?.0.id,
            None => new_id,
        };
        write.keep_application(&programme.id, &id, &args.application.checked(&programme)?, now)
    };
    app.store()?.act("Save application", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: ProgrammeId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove application", move |write| write.remove_application(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn move_to(app: &App, args: MoveApplications) -> Result<Nothing, ApiError> {
    let (now, today) = (app.now(), super::today(app).await?.to_string());
    if args.ids.len() > MOST_AT_ONCE {
        return Err(ApiError::invalid("ids", "these are too many at once"));
    }
    let set = move |write: &kith_store::Write<'_>| {
        args.ids.iter().try_for_each(|id| write.set_application_state(id, args.state, &today, now))
    };
    app.store()?.act("Move applications", set).await?;
    Ok(Nothing::default())
}
