//! What waits for a moderator's decision at the forums, and deciding from here.
//!
//! **Invariants:** a decision goes through the outbox, about the state that was shown, and is one that the source offers;
//! there is never more than one on its way about the same thing.

use kith_store::ReviewRow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App, Code,
    commands::Nothing,
    outbox::{self, Queued},
};

/// What waits.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Flags {
    /// The most urgent first.
    pub(crate) flags: Vec<ReviewRow>,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Flags, ApiError> {
    Ok(Flags { flags: app.store()?.read(|read| read.reviews()).await? })
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideFlag {
    /// What it is about.
    pub(crate) id: String,
    /// One of the actions that are offered for it.
    pub(crate) action: String,
}

pub(crate) async fn decide(app: &App, args: DecideFlag) -> Result<Queued, ApiError> {
    let target = app.store()?.read(move |read| read.review_target(&args.id)).await?;
    if target.actions.iter().all(|offered| offered.name != args.action) {
        return Err(ApiError::invalid("action", "the forum does not offer this for it: decide there"));
    }
    if target.decisions.iter().any(|decision| !decision.stuck) {
        return Err(ApiError::new(Code::Conflict, "a decision about this is on its way already: take it back first"));
    }
    let stuck: Vec<String> = target.decisions.iter().map(|decision| decision.intent.clone()).collect();
    let (ready, now) = (outbox::ready_review(app, target, args.action).await?, app.now());
    let queued = Queued { id: ready.id.clone(), not_before: ready.not_before };
    app.store()?
        .act("Decide about flag", move |write| {
            // What was refused before is given up for it.
            stuck.iter().try_for_each(|id| write.discard(id, now))?;
            write.queue(&ready.intent())
        })
        .await?;
    app.syncs().wake();
    Ok(queued)
}
