//! What there is of a member beside messages, in one list: a person's page weaves it into what they wrote.
//!
//! **Invariant:** a case is told of only while private notes are open, and only whose behaviour was reported in it, as in the
//! list of cases; being told of it is no look at a case.

use kith_store::{Happened, Happening};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{ApiError, App, conduct::cases, members::GetMember};

/// What there is of a member beside messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Happenings {
    /// The newest first.
    pub(crate) rows: Vec<Happening>,
    /// Whether there are cases, of anybody, that cannot be looked through because private notes are locked.
    pub(crate) locked: bool,
}

pub(crate) async fn list(app: &App, args: GetMember) -> Result<Happenings, ApiError> {
    let key = app.notes_key();
    let read = move |read: &kith_store::Read<'_>| {
        let mut rows = read.happenings(&args.id)?;
        let (about, locked) = cases::about(read, key.as_deref(), &args.id)?;
        rows.extend(about.into_iter().map(|row| Happening {
            id: format!("case {}", row.id),
            at: row.dates.received_at,
            what: Happened::Case { case: row.id, number: row.number },
        }));
        rows.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        Ok(Happenings { rows, locked })
    };
    Ok(app.store()?.read(read).await?)
}
