//! Taking a source away: what would go, and all of it gone.
//!
//! **Invariants:** it is done only by the source's name, typed; its key leaves the keyring first, so nothing comes back by
//! itself; what was written here about its people stays, and they with it.

use kith_store::ingest::{Origin, SourceTraces};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::SourceId;
use crate::{ApiError, App, Code, commands::Nothing};

/// Which source, and its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveSource {
    /// The source.
    pub(crate) id: String,
    /// Its name, typed: nobody removes a source by a slip.
    pub(crate) name: String,
}

/// What there is of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SourceLeft {
    /// In the community's file.
    pub(crate) traces: SourceTraces,
}

async fn found(app: &App, id: &str) -> Result<(Uuid, i64, String), ApiError> {
    let missing = || ApiError::new(Code::NotFound, "there is no such source any more");
    let uid: Uuid = id.parse().map_err(|_| missing())?;
    let (key, name) = app.store()?.read(move |read| read.source(uid)).await?.ok_or_else(missing)?;
    Ok((uid, key, name))
}

pub(crate) async fn preview(app: &App, args: SourceId) -> Result<SourceLeft, ApiError> {
    let (_, key, _) = found(app, &args.id).await?;
    Ok(SourceLeft { traces: app.store()?.read(move |read| read.source_traces(key)).await? })
}

pub(crate) async fn remove(app: &App, args: RemoveSource) -> Result<SourceLeft, ApiError> {
    let store = app.store()?;
    app.jobs().check_free()?;
    let (uid, key, name) = found(app, &args.id).await?;
    if args.name.trim() != name.trim() {
        return Err(ApiError::invalid("name", "type the name exactly as it is shown"));
    }
    if super::row(app, &args.id).await.is_ok() {
        let _: Nothing = super::disconnect(app, SourceId { id: args.id.clone() }).await?;
    }
    let now = app.now();
    let removed = tokio::task::spawn_blocking(move || {
        let traces = store.read_now(|read| read.source_traces(key))?;
        let zone = store.read_now(|read| read.zone())?;
        store.make_indexes()?;
        let origin = Origin { source: key, source_uid: uid, import: None, live: false, as_of: now, zone };
        let mut session = store.write_now(|write| write.begin(origin))?;
        let mut from = Some(i64::MIN);
        while let Some(place) = from {
            from = store.write_now(|write| write.remove_source_piece(&mut session, place))?;
        }
        store.write_now(|write| write.remove_source(key, now))?;
        store.purge()?;
        Ok(SourceLeft { traces })
    })
    .await;
    removed.unwrap_or_else(|_| Err(ApiError::new(Code::Bug, "removing a source failed in a way it should not")))
}
