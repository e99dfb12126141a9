//! Campaigns.

use kith_store::{ContentCampaign, NewContentCampaign};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::views::ContentId;
use crate::{ApiError, App, commands::Nothing};

/// Campaigns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentCampaigns {
    /// The newest first.
    pub(crate) campaigns: Vec<ContentCampaign>,
}

/// A campaign to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveContentCampaign {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) campaign: NewContentCampaign,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<ContentCampaigns, ApiError> {
    super::catch_up(app).await?;
    Ok(ContentCampaigns { campaigns: app.store()?.read(|read| read.content_campaigns()).await? })
}

pub(crate) async fn save(app: &App, args: SaveContentCampaign) -> Result<ContentId, ApiError> {
    let (now, known) = (app.now(), args.id.is_some());
    let id = args.id.unwrap_or_else(|| app.new_id());
    let kept = id.clone();
    app.store()?
        .act("Save campaign", move |write| {
            if known {
                write.expect_campaign(Some(&kept))?;
            }
            write.put_content_campaign(&kept, &args.campaign, now)
        })
        .await?;
    Ok(ContentId { id })
}

pub(crate) async fn remove(app: &App, args: ContentId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove campaign", move |write| write.remove_content_campaign(&args.id, now)).await?;
    Ok(Nothing::default())
}
