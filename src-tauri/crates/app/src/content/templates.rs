//! Templates, and series whose copies are made ahead.

use kith_store::{ContentTemplate, NewContentTemplate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::views::ContentId;
use crate::{ApiError, App, commands::Nothing};

/// The most copies that one step makes: eight weeks of days.
const MOST_COPIES: usize = 60;

/// Templates and series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentTemplates {
    /// Series first, by name.
    pub(crate) templates: Vec<ContentTemplate>,
}

/// A template to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveContentTemplate {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) template: NewContentTemplate,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<ContentTemplates, ApiError> {
    let now = app.now();
    Ok(ContentTemplates { templates: app.store()?.read(move |read| read.content_templates(now)).await? })
}

pub(crate) async fn save(app: &App, args: SaveContentTemplate) -> Result<ContentId, ApiError> {
    let (now, label) = (app.now(), if args.template.repeat.is_some() { "Save series" } else { "Save template" });
    let id = args.id.unwrap_or_else(|| app.new_id());
    let ids: Vec<String> = (0..MOST_COPIES).map(|_| app.new_id()).collect();
    let (kept, new) = (id.clone(), args.template);
    app.store()?
        .act(label, move |write| {
            write.put_content_template(&kept, &new, now)?;
            write.content_copies(&kept, &ids, now)
        })
        .await?;
    Ok(ContentId { id })
}

pub(crate) async fn remove(app: &App, args: ContentId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove template", move |write| write.remove_content_template(&args.id, now)).await?;
    Ok(Nothing::default())
}
