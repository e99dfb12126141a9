//! A community whose file is damaged: making its indexes anew, and reading what can be read of it.
//!
//! **Invariants:** both close the file first, and the damaged one stays in a folder of its own beside the new one; what came
//! of it is told table by table.

use kith_store::{
    backups::Backup,
    damage::{self, SalvageReport},
};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{OfCommunity, Place, in_background, place};
use crate::{ApiError, App, Code};

/// A file that was put in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct DamageMended {
    /// The community's folder: the damaged file is in there, in a folder that begins with `corrupt-`.
    pub(crate) folder: String,
    /// What was read and lost; nothing when only indexes were made anew.
    pub(crate) report: Option<SalvageReport>,
}

pub(crate) async fn rebuild(app: &App, args: OfCommunity) -> Result<DamageMended, ApiError> {
    mend(app, &args, |place, now| {
        damage::rebuild_closed(&place.file, now)?;
        Ok(None)
    })
    .await
}

pub(crate) async fn salvage(app: &App, args: OfCommunity) -> Result<DamageMended, ApiError> {
    mend(app, &args, |place, now| {
        let newest = kith_store::backups::list(&place.folder()).into_iter().find(Backup::seems_whole);
        let known = newest.and_then(|newest| newest.manifest);
        Ok(Some(damage::salvage_closed(&place.file, known.as_ref(), now)?))
    })
    .await
}

async fn mend(
    app: &App,
    args: &OfCommunity,
    work: impl Fn(&Place, i64) -> Result<Option<SalvageReport>, kith_store::Error> + Send + 'static,
) -> Result<DamageMended, ApiError> {
    let place = place(app, args.community.as_deref())?;
    app.jobs().check_free()?;
    let (id, now) = (place.id.clone(), app.now());
    let folder = place.file.parent().unwrap_or(&place.file).display().to_string();
    let (was_open, mut place) = (place.store.is_some(), place);
    // It would hold the file itself.
    place.store = None;
    if was_open {
        app.syncs().stop_all().await;
        app.close_community(&id).await?;
    }
    app.backups().forget(&place);
    let done = in_background(move || Ok(work(&place, now)?)).await;
    let opened = if was_open || app.community_id().is_none() { app.open_again(&id).await } else { Ok(()) };
    let report = done?;
    match opened {
        Err(error) if error.code == Code::DamagedFile => Err(error),
        _ => Ok(DamageMended { folder, report }),
    }
}
