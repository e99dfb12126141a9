//! The community's own settings, as rows of one table.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::TS;

use crate::{Read, Write, error::Result, topic::Topic};

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Working days and hours, in the community's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    /// ISO days of the week: 1 is Monday.
    pub days: Vec<u8>,
    /// `09:00`.
    pub from: String,
    /// `17:00`.
    pub to: String,
}

impl Default for WorkingHours {
    fn default() -> Self {
        Self { days: vec![1, 2, 3, 4, 5], from: "09:00".into(), to: "17:00".into() }
    }
}

/// Hours in which reminders are held, in the community's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// Whether there are any.
    pub on: bool,
    /// ISO days of the week on which they begin: 1 is Monday.
    pub days: Vec<u8>,
    /// `18:00`.
    pub from: String,
    /// `08:00`; on the next day unless it is later than `from`.
    pub to: String,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { on: false, days: vec![1, 2, 3, 4, 5, 6, 7], from: "18:00".into(), to: "08:00".into() }
    }
}

/// The community's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Settings {
    /// What the community is called.
    pub name: String,
    /// IANA zone: cuts its days.
    pub zone: String,
    /// When its team works.
    pub hours: WorkingHours,
    /// How the window looks.
    pub theme: Theme,
    /// Whether the source's own JSON is kept beside what was read from it.
    pub keep_raw: bool,
    /// When reminders are held.
    pub quiet: QuietHours,
    /// What amounts of money are in: `EUR`. It is set where the numbers are that need it.
    pub currency: String,
}

impl Read<'_> {
    /// All settings, with the defaults for those never set.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn settings(&self) -> Result<Settings> {
        Ok(Settings {
            name: self.setting("name")?.unwrap_or_default(),
            zone: self.setting("zone")?.unwrap_or_else(|| "UTC".to_owned()),
            hours: self.setting("hours")?.unwrap_or_default(),
            theme: self.setting("theme")?.unwrap_or_default(),
            keep_raw: self.setting("keep_raw")?.unwrap_or(true),
            quiet: self.setting("quiet")?.unwrap_or_default(),
            currency: self.currency()?,
        })
    }

    /// The zone that cuts the community's days.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn zone(&self) -> Result<chrono_tz::Tz> {
        let name: Option<String> = self.setting("zone")?;
        Ok(name.and_then(|name| kith_domain::time::zone(&name)).unwrap_or(chrono_tz::UTC))
    }

    /// When the community was opened last, UTC milliseconds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn opened_at(&self) -> Result<Option<i64>> {
        self.setting("opened_at")
    }

    /// When somebody last looked through what is new, UTC milliseconds, and the day (YYYY-MM-DD) on which they said that it is
    /// enough.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn desk_state(&self) -> Result<(Option<i64>, Option<String>)> {
        Ok((self.setting("desk_seen_at")?, self.setting("desk_done_on")?))
    }

    /// The folder in which a calendar file lies that others subscribe to; nothing: there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn calendar_folder(&self) -> Result<Option<String>> {
        Ok(self.setting::<Option<String>>("calendar_folder")?.flatten())
    }

    pub(crate) fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let value: Option<String> = self
            .connection
            .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        Ok(value.and_then(|value| serde_json::from_str(&value).ok()))
    }
}

impl Write<'_> {
    /// Replaces all settings but the currency, which is set among the figures; a change of zone counts all days anew.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_settings(&self, settings: &Settings) -> Result<()> {
        let before = self.read().zone()?;
        self.set("name", &settings.name)?;
        self.set("zone", &settings.zone)?;
        self.set("hours", &settings.hours)?;
        self.set("theme", &settings.theme)?;
        self.set("keep_raw", &settings.keep_raw)?;
        self.set("quiet", &settings.quiet)?;
        self.forget_all_windows()?;
        let zone = self.read().zone()?;
        if zone != before {
            self.recount_days(zone)?;
            self.touch(Topic::Activity);
        }
        self.touch(Topic::Settings);
        Ok(())
    }

    /// Remembers that the community was opened.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_opened_at(&self, now: i64) -> Result<()> {
        self.set("opened_at", &now)
    }

    /// Remembers that somebody looked through what is new, and whether that is enough for a day.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_desk_state(&self, seen_at: i64, done_on: Option<&str>) -> Result<()> {
        self.set("desk_seen_at", &seen_at)?;
        self.set("desk_done_on", &done_on)?;
        self.touch(Topic::Desk);
        Ok(())
    }

    /// Chooses the folder of the calendar file that others subscribe to; nothing for none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_calendar_folder(&self, folder: Option<&str>) -> Result<()> {
        self.set("calendar_folder", &folder)?;
        self.touch(Topic::Settings);
        Ok(())
    }

    pub(crate) fn set<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let value = serde_json::to_string(value).map_err(|error| crate::Error::Invalid(error.to_string()))?;
        // A value that stays the same is no change: nothing to take back.
        self.connection
            .prepare_cached(
                "INSERT INTO setting (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            )?
            .execute(params![key, value])?;
        Ok(())
    }
}

/// Name, zone, hours and last opening of a community that may be open elsewhere; its lock is not taken.
///
/// # Errors
/// When the file is not a Kith file or cannot be read.
pub fn peek(path: &std::path::Path) -> Result<(Settings, Option<i64>)> {
    let connection = crate::file::peek(path)?;
    let read = Read { connection: &connection };
    Ok((read.settings()?, read.opened_at()?))
}
