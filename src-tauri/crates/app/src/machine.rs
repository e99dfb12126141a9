//! This computer: reminders of its desktop, starting with it, and the file that Kith was opened with.
//!
//! **Invariants:** nothing is shown and nothing starts by itself until somebody wants it; quiet hours hold reminders, and what
//! began meanwhile is told no more; how it is done is the desktop's business.

use std::time::Duration;

use kith_domain::{
    hours::WorkingHours,
    reminders::{self, BEFORE_EVENT, Reminder},
    time,
};
use kith_store::Read;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, Code, commands::Nothing, exports::unwritten, files, settings};

/// What is wished of this computer, in the data folder.
const WISHES: &str = "computer.json";
/// A start tells what came up so long before, in milliseconds.
const SINCE: i64 = 12 * time::HOUR;
/// How often one looks.
const LOOK: Duration = Duration::from_secs(30);

/// What this computer does by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Machine {
    /// Whether the desktop can show reminders.
    pub(crate) can_remind: bool,
    /// Whether it is to.
    pub(crate) remind: bool,
    /// Whether Kith starts with the computer; nothing: this host cannot know.
    pub(crate) starts: Option<bool>,
    /// Whether Kith has an icon in the desktop's tray.
    pub(crate) tray: bool,
    /// Whether it can have one: not where what draws it is not installed. Nothing: this host has no tray.
    pub(crate) can_tray: Option<bool>,
}

/// What this computer is to do; what is not given stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChangeMachine {
    /// Whether the desktop is to remind.
    pub(crate) remind: Option<bool>,
    /// Whether Kith is to start with the computer.
    pub(crate) starts: Option<bool>,
    /// Whether Kith is to have an icon in the desktop's tray.
    pub(crate) tray: Option<bool>,
}

/// What is wished of this computer, whichever community is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Wishes {
    /// An icon in the tray.
    tray: bool,
    /// Whether it was said what closing the window does then.
    told: bool,
    /// When the desktop was reminded of something last, UTC milliseconds.
    reminded: i64,
}

impl Wishes {
    fn read(app: &App) -> Self {
        let bytes = std::fs::read(app.env().folder.join(WISHES)).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn keep(&self, app: &App) -> Result<(), ApiError> {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        files::atomic_write(&app.env().folder.join(WISHES), &bytes).map_err(|error| unwritten(&error))
    }
}

/// An event that people may be let in to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doorway {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// The file that Kith was opened with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct OpenedWith {
    /// Its path; nothing where there is none, or it was asked for before.
    pub(crate) path: Option<String>,
}

pub(crate) async fn get(app: &App, _: Nothing) -> Result<Machine, ApiError> {
    told(app).await
}

async fn told(app: &App) -> Result<Machine, ApiError> {
    let remind = app.store()?.read(|read| read.wants_reminders()).await?;
    let desktop = &app.env().desktop;
    Ok(Machine {
        can_remind: desktop.can_notify(),
        remind,
        starts: desktop.starts_with_machine(),
        tray: Wishes::read(app).tray,
        can_tray: desktop.tray(),
    })
}

pub(crate) async fn change(app: &App, args: ChangeMachine) -> Result<Machine, ApiError> {
    if let Some(on) = args.starts {
        let done = app.env().desktop.start_with_machine(on);
        done.map_err(|_| {
            ApiError::new(Code::Invalid, "the desktop did not take that: set it in the system's own settings")
        })?;
    }
    if let Some(on) = args.tray {
        let (desktop, worker) = (app.env().desktop.clone(), app.clone());
        let done = tokio::task::spawn_blocking(move || {
            desktop.show_tray(on).map_err(|_| ApiError::new(Code::Invalid, "the desktop did not take the icon"))?;
            Wishes { tray: on, ..Wishes::read(&worker) }.keep(&worker)
        });
        done.await.unwrap_or_else(|_| Err(ApiError::new(Code::Bug, "the desktop stopped over the icon")))?;
    }
    if let Some(on) = args.remind {
        app.store()?.act("Change settings", move |write| write.want_reminders(on)).await?;
    }
    told(app).await
}

pub(crate) async fn opened_with(app: &App, _: Nothing) -> Result<OpenedWith, ApiError> {
    Ok(OpenedWith { path: app.env().desktop.opened_with().map(|path| path.display().to_string()) })
}

impl App {
    /// Whether somebody wants an icon in the desktop's tray.
    pub fn wants_tray(&self) -> bool {
        Wishes::read(self).tray
    }

    /// Whether it is the first time that closing the window hides it; from then on it is not.
    pub fn hides_first_time(&self) -> bool {
        let wishes = Wishes::read(self);
        // What cannot be kept is said once more.
        !wishes.told && Wishes { told: true, ..wishes }.keep(self).is_ok()
    }

    /// The event that people may be let in to today: the one that is on, else the next one.
    ///
    /// # Errors
    /// When the community cannot be read.
    pub async fn doorway(&self) -> Result<Option<Doorway>, ApiError> {
        let now = self.now();
        let found = self.store()?.read(move |read| read.doorway(now)).await?;
        Ok(found.map(|(id, title)| Doorway { id, title }))
    }

    /// From which moment on the first look after a start tells, UTC milliseconds: a computer that is started after work began
    /// tells what is due all the same, and one that is started again does not tell it twice.
    pub fn reminds_from(&self) -> i64 {
        let now = self.now();
        Wishes::read(self).reminded.clamp(now - SINCE, now)
    }

    /// Reminds by the desktop, as long as the app lives.
    pub fn keep_reminding(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            let mut before = app.reminds_from();
            loop {
                tokio::time::sleep(LOOK).await;
                // Without a community there is nothing to tell; what failed is tried at the next look.
                before = app.remind(before).await.unwrap_or(before);
            }
        });
    }

    /// Tells what is to be told since the look at `before`, UTC milliseconds; answers what the next look goes on from.
    ///
    /// # Errors
    /// When the community cannot be read.
    pub async fn remind(&self, before: i64) -> Result<i64, ApiError> {
        let now = self.now();
        let found = self.store()?.read(move |read| due(read, before, now)).await?;
        let Some(found) = found else { return Ok(before) };
        for reminder in &found {
            self.env().desktop.notify(&reminder.title, &reminder.text);
        }
        if !found.is_empty() {
            // What cannot be kept is told once more, after another start.
            let _ = Wishes { reminded: now, ..Wishes::read(self) }.keep(self);
        }
        Ok(now)
    }
}

/// What is to be told; nothing while it is quiet, so that it is asked for again from the same moment on.
fn due(read: &Read<'_>, before: i64, now: i64) -> kith_store::Result<Option<Vec<Reminder>>> {
    if !read.wants_reminders()? {
        return Ok(Some(Vec::new()));
    }
    let settings = read.settings()?;
    if settings::quiet(&settings).is_some_and(|(quiet, zone)| quiet.until(now, zone).is_some()) {
        return Ok(None);
    }
    let zone = read.zone()?;
    let coming = read.coming(now, now.saturating_add(BEFORE_EVENT))?;
    let mut found = reminders::of_coming(&coming, before, now, zone);
    let hours = WorkingHours::new(&settings.hours.days, &settings.hours.from, &settings.hours.to).ok();
    let begins = hours.and_then(|hours| hours.begins(time::day_of(now, zone), zone));
    found.extend(reminders::of_day(read.follow_ups_due(now)?, begins, before, now));
    Ok(Some(found))
}
