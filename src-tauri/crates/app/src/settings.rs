//! The community's settings, checked before they are kept.

use kith_domain::{hours, time};
use kith_store::{QuietHours, Settings, Theme, WorkingHours};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// A name longer than this fits nowhere.
const LONGEST_NAME: usize = 120;

/// Changes; what is not given stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct ChangeSettings {
    /// What the community is called.
    pub(crate) name: Option<String>,
    /// IANA zone.
    pub(crate) zone: Option<String>,
    /// When its team works.
    pub(crate) hours: Option<WorkingHours>,
    /// How the window looks.
    pub(crate) theme: Option<Theme>,
    /// Whether the source's own JSON is kept.
    pub(crate) keep_raw: Option<bool>,
    /// When reminders are held.
    #[ts(optional)]
    pub(crate) quiet: Option<QuietHours>,
}

pub(crate) async fn get(app: &App, _: Nothing) -> Result<Settings, ApiError> {
    Ok(app.store()?.read(|read| read.settings()).await?)
}

pub(crate) async fn change(app: &App, args: ChangeSettings) -> Result<Settings, ApiError> {
    let store = app.store()?;
    let mut settings = store.read(|read| read.settings()).await?;
    if let Some(name) = args.name {
        settings.name = checked_name(&name)?;
    }
    if let Some(zone) = args.zone {
        settings.zone = checked_zone(&zone)?;
    }
    if let Some(hours) = args.hours {
        settings.hours = checked_hours(&hours)?;
    }
    settings.theme = args.theme.unwrap_or(settings.theme);
    settings.keep_raw = args.keep_raw.unwrap_or(settings.keep_raw);
    if let Some(quiet) = args.quiet {
        settings.quiet = checked_quiet(quiet)?;
    }
    let kept = settings.clone();
    store.act("Change settings", move |write| write.set_settings(&kept)).await?;
    Ok(settings)
}

pub(crate) fn checked_name(name: &str) -> Result<String, ApiError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(ApiError::invalid("name", "give the community a name"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(ApiError::invalid("name", format!("a name has at most {LONGEST_NAME} characters")));
    }
    Ok(name.to_owned())
}

pub(crate) fn checked_zone(zone: &str) -> Result<String, ApiError> {
    match time::zone(zone) {
        Some(_) => Ok(zone.to_owned()),
        None => Err(ApiError::invalid("zone", "choose a time zone such as Europe/Berlin")),
    }
}

pub(crate) fn checked_hours(hours: &WorkingHours) -> Result<WorkingHours, ApiError> {
    let checked = hours::WorkingHours::new(&hours.days, &hours.from, &hours.to)
        .map_err(|error| ApiError::invalid("hours", error.to_string()))?;
    Ok(WorkingHours { days: checked.days, ..hours.clone() })
}

fn checked_quiet(quiet: QuietHours) -> Result<QuietHours, ApiError> {
    hours::QuietHours::new(&quiet.days, &quiet.from, &quiet.to).map_err(|error| match error {
        hours::HoursError::Days => ApiError::invalid("quiet", "choose at least one day"),
        other => ApiError::invalid("quiet", other.to_string()),
    })?;
    Ok(quiet)
}

/// When reminders are held, and where; nothing when they never are.
pub(crate) fn quiet(settings: &Settings) -> Option<(hours::QuietHours, chrono_tz::Tz)> {
    let QuietHours { on, days, from, to } = &settings.quiet;
    let quiet = hours::QuietHours::new(days, from, to).ok().filter(|_| *on)?;
    Some((quiet, time::zone(&settings.zone)?))
}
