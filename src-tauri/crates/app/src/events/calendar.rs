//! Events on a calendar: what overlaps, which days are holidays, and a file that other calendars can subscribe to.
//!
//! **Invariants:** the file that others subscribe to is replaced whole, only when what it says changed, and holds nothing of
//! guests; nothing is written anywhere before somebody chose a folder.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use kith_domain::{
    ics::{Timed, appointments},
    time,
};
use kith_store::{Event, Holiday, HolidayCalendar};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ics::timed;
use crate::{ApiError, App, commands::Nothing, exports::place};

/// Days that are shown at once, at most.
const MOST_DAYS: i64 = 800;
/// Events that are over stay in the file that others subscribe to for so many milliseconds.
const KEPT: i64 = 366 * 86_400_000;

/// Which days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShowCalendar {
    /// The first day: `2026-11-01`.
    pub(crate) first: String,
    /// The last day.
    pub(crate) last: String,
}

/// An event that is at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CalendarClash {
    /// Its id.
    pub(crate) event: String,
    /// What it is called.
    pub(crate) title: String,
    /// Whether it is at the same place.
    pub(crate) same_place: bool,
}

/// An event on a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CalendarEvent {
    /// The event.
    pub(crate) event: Event,
    /// Its first day, in the community's zone.
    pub(crate) first_on: String,
    /// Its last day, in the community's zone.
    pub(crate) last_on: String,
    /// Others at the same time.
    pub(crate) clashes: Vec<CalendarClash>,
    /// Holidays on its days.
    pub(crate) holidays: Vec<String>,
}

/// Some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CalendarView {
    /// Events on these days, in order of time.
    pub(crate) events: Vec<CalendarEvent>,
    /// Holidays on these days.
    pub(crate) holidays: Vec<Holiday>,
    /// Today, in the community's zone.
    pub(crate) today: String,
}

/// The file that others subscribe to, and calendars of holidays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CalendarFeed {
    /// Where it lies; nothing: there is none.
    pub(crate) path: Option<String>,
    /// Whether it lies there, as the events are now.
    pub(crate) current: bool,
    /// Calendars of holidays.
    pub(crate) holidays: Vec<HolidayCalendar>,
}

/// Where others can subscribe.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetFeed {
    /// Whether there is such a file.
    pub(crate) on: bool,
    /// In which folder, on hosts without dialogs; nothing for the one of exports.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) folder: Option<String>,
}

/// Which calendar of holidays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveHolidays {
    /// What it is called.
    pub(crate) name: String,
}

fn day(text: &str, field: &str) -> Result<NaiveDate, ApiError> {
    text.parse().map_err(|_| ApiError::invalid(field, "write a day such as 2026-11-26"))
}

fn clashes(event: &Event, all: &[(Event, String)]) -> Vec<CalendarClash> {
    if event.cancelled {
        return Vec::new();
    }
    let folded = |place: &str| place.trim().to_lowercase();
    let here = folded(&event.place);
    all.iter()
        .map(|(other, _)| other)
        .filter(|other| other.id != event.id && !other.cancelled)
        .filter(|other| other.start_at < event.end_at && event.start_at < other.end_at)
        .map(|other| CalendarClash {
            event: other.id.clone(),
            title: other.title.clone(),
            same_place: !here.is_empty() && folded(&other.place) == here,
        })
        .collect()
}

pub(crate) async fn view(app: &App, args: ShowCalendar) -> Result<CalendarView, ApiError> {
    let now = app.now();
    let (first, last) = (day(&args.first, "first")?, day(&args.last, "last")?);
    if last < first || (last - first).num_days() > MOST_DAYS {
        return Err(ApiError::invalid("last", "these are too many days at once"));
    }
    let read = move |read: &kith_store::Read<'_>| {
        let zone = read.zone()?;
        let until = time::start_of_day(last.succ_opt().unwrap_or(last), zone);
        let all = read.events_between(time::start_of_day(first, zone), until)?;
        let holidays = read.holidays(&first.to_string(), &last.to_string())?;
        let item = |event: &Event| {
            let first_on = time::day_of(event.start_at, zone).to_string();
            let last_on = time::day_of(event.end_at - 1, zone).to_string();
            let mut on: Vec<String> = holidays
                .iter()
                .filter(|day| !event.cancelled && day.on_day >= first_on && day.on_day <= last_on)
                .map(|day| day.name.clone())
                .collect();
            on.dedup();
            CalendarEvent { clashes: clashes(event, &all), event: event.clone(), first_on, last_on, holidays: on }
        };
        let events = all.iter().map(|(event, _)| item(event)).collect();
        Ok(CalendarView { events, holidays, today: time::day_of(now, zone).to_string() })
    };
    Ok(app.store()?.read(read).await?)
}

/// The name of the file: the community's, in letters that every system and server takes.
fn file_name(community: &str) -> String {
    let mut name = String::from("kith");
    for part in community.to_lowercase().split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if !part.is_empty() && name.len() < 60 {
            name.push('-');
            name.push_str(part);
        }
    }
    name.push_str(".ics");
    name
}

/// Where the file is to lie and what it is to say; nothing where nobody wants one.
async fn wanted(app: &App) -> Result<Option<(PathBuf, String)>, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        let Some(folder) = read.calendar_folder()? else { return Ok(None) };
        let name = read.settings()?.name;
        let all: Vec<Timed> =
            read.events_between(now - KEPT, i64::MAX)?.into_iter().map(|(event, uid)| timed(&event, &uid)).collect();
        Ok(Some((Path::new(&folder).join(file_name(&name)), appointments(&name, &all))))
    };
    Ok(app.store()?.read(read).await?)
}

async fn is_current(path: &Path, text: &str) -> bool {
    let (path, wanted) = (path.to_owned(), text.to_owned());
    let same = move || std::fs::read(path).is_ok_and(|found| found == wanted.as_bytes());
    tokio::task::spawn_blocking(same).await.unwrap_or(false)
}

pub(crate) async fn feed(app: &App, _: Nothing) -> Result<CalendarFeed, ApiError> {
    let holidays = app.store()?.read(|read| read.holiday_calendars()).await?;
    let Some((path, text)) = wanted(app).await? else {
        return Ok(CalendarFeed { path: None, current: false, holidays });
    };
    let current = is_current(&path, &text).await;
    Ok(CalendarFeed { path: Some(path.display().to_string()), current, holidays })
}

pub(crate) async fn set_feed(app: &App, args: SetFeed) -> Result<CalendarFeed, ApiError> {
    let folder = if args.on {
        let folder = match args.folder.as_deref() {
            Some(path) => place::given(app, path)?,
            None if app.env().desktop.can_pick() => {
                let desktop = app.env().desktop.clone();
                let picked = tokio::task::spawn_blocking(move || desktop.pick_folder()).await;
                let Some(folder) = picked.ok().flatten() else { return feed(app, Nothing::default()).await };
                folder
            }
            None => place::folder(app)?,
        };
        Some(folder.display().to_string())
    } else {
        None
    };
    app.store()?.act("Change calendar file", move |write| write.set_calendar_folder(folder.as_deref())).await?;
    app.write_calendar().await?;
    feed(app, Nothing::default()).await
}

pub(crate) async fn remove_holidays(app: &App, args: RemoveHolidays) -> Result<Nothing, ApiError> {
    let now = app.now();
    let remove =
        move |write: &kith_store::Write<'_>| write.bring_holidays(&args.name, &Default::default(), &String::new, now);
    app.store()?.act("Remove holidays", remove).await?;
    Ok(Nothing::default())
}

impl App {
    /// Writes the file that other calendars subscribe to, where somebody wants one and it is not there as it should be;
    /// answers whether it wrote.
    ///
    /// # Errors
    /// When the community cannot be read or the file cannot be written.
    pub async fn write_calendar(&self) -> Result<bool, ApiError> {
        let Some((path, text)) = wanted(self).await? else { return Ok(false) };
        if is_current(&path, &text).await {
            return Ok(false);
        }
        place::write(&path, text.into_bytes()).await?;
        Ok(true)
    }

    /// Keeps that file as the events are, until the program ends. Hosts that live long call it once.
    pub fn keep_calendar(&self) {
        let (app, mut changes) = (self.clone(), self.changes());
        tokio::spawn(async move {
            loop {
                // A folder that is not there now may be there with the next change; the screen says that the file is old.
                let _ = app.write_calendar().await;
                loop {
                    match changes.collected().await {
                        None => return,
                        Some(topics)
                            if ["Events", "Settings", "Communities"].iter().any(|topic| topics.contains(topic)) =>
                        {
                            break;
                        }
                        Some(_) => {}
                    }
                }
            }
        });
    }
}
