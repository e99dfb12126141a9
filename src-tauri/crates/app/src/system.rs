//! About this Kith, and the health of its file.

use kith_store::{CheckReport, Stats};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// About this Kith.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct About {
    /// The program's version.
    pub(crate) version: String,
    /// SQLite's version.
    pub(crate) sqlite: String,
    /// The web view's version, in the window.
    pub(crate) webview: Option<String>,
    /// Where all communities are.
    pub(crate) folder: String,
    /// The file of the open community.
    pub(crate) file: Option<String>,
    /// Whether the host can ask for a file.
    pub(crate) can_pick_files: bool,
}

/// Time zones to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Zones {
    /// IANA names.
    pub(crate) zones: Vec<String>,
    /// This machine's.
    pub(crate) here: String,
}

pub(crate) async fn about(app: &App, _: Nothing) -> Result<About, ApiError> {
    let env = app.env();
    Ok(About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sqlite: kith_store::sqlite_version().to_owned(),
        webview: env.desktop.webview(),
        folder: env.folder.display().to_string(),
        file: app.store().ok().map(|store| store.path().display().to_string()),
        can_pick_files: env.desktop.can_pick(),
    })
}

pub(crate) async fn zones(_: &App, _: Nothing) -> Result<Zones, ApiError> {
    let zones: Vec<String> = kith_domain::time::zone_names().into_iter().map(str::to_owned).collect();
    let here = iana_time_zone::get_timezone().ok().filter(|here| zones.contains(here));
    Ok(Zones { here: here.unwrap_or_else(|| "UTC".to_owned()), zones })
}

pub(crate) async fn stats(app: &App, _: Nothing) -> Result<Stats, ApiError> {
    Ok(app.store()?.read(|read| read.stats()).await?)
}

pub(crate) async fn check(app: &App, _: Nothing) -> Result<CheckReport, ApiError> {
    Ok(app.store()?.check().await?)
}
