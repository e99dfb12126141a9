//! Reports that make themselves: when a period is over and what happened in it was read.
//!
//! **Invariants:** what is to be made follows from rows, so that a missed one is made at the next start; a file that is
//! there is never written over; what became of each is told on the screen of reports and nowhere louder.

use std::{path::Path, time::Duration};

use kith_domain::time;
use kith_store::{ReportMade, ReportSchedule, Store};

use super::{
    assemble::{Wanted, assemble, known, today},
    in_background,
    period::Period,
    rendered,
    views::{ReportFormat, ScheduleReport},
};
use crate::{
    ApiError, App,
    commands::Nothing,
    exports::{
        place::{folder, given},
        unwritten,
    },
    files::NewFile,
};

/// How often it is looked whether a report is due.
const LOOK: Duration = Duration::from_secs(60);
/// Periods that are made up for, at most.
const MISSED: i32 = 12;
/// What could not be written is tried again after so many milliseconds.
const AGAIN: i64 = 3_600_000;
/// So long a report waits for sources that were not read since its period ended, in milliseconds.
const PATIENCE: i64 = 24 * 3_600_000;

pub(crate) async fn schedule(app: &App, args: ScheduleReport) -> Result<Nothing, ApiError> {
    let template = known(&args.template)?.id;
    let (store, now) = (app.store()?, app.now());
    if args.formats.is_empty() {
        store.act("Stop making a report", move |write| write.remove_report_schedule(template)).await?;
        return Ok(Nothing::default());
    }
    let before = store.read(|read| read.report_schedules()).await?;
    let before = before.into_iter().find(|schedule| schedule.template == template);
    let folder = match args.folder.as_deref() {
        Some(path) => given(app, path)?,
        None if args.choose && app.env().desktop.can_pick() => {
            let desktop = app.env().desktop.clone();
            let picked = tokio::task::spawn_blocking(move || desktop.pick_folder()).await;
            let Some(folder) = picked.ok().flatten() else { return Ok(Nothing::default()) };
            folder
        }
        None => match &before {
            Some(before) => before.folder.clone().into(),
            None => folder(app)?,
        },
    };
    let mut formats = args.formats;
    formats.dedup();
    let schedule = ReportSchedule {
        template: template.to_owned(),
        formats: serde_json::to_string(&formats).unwrap_or_else(|_| "[]".to_owned()),
        folder: folder.display().to_string(),
        since: now,
    };
    store.act("Make a report by itself", move |write| write.set_report_schedule(&schedule, now)).await?;
    Ok(Nothing::default())
}

/// A file that is to be made.
struct Task {
    wanted: Wanted,
    format: ReportFormat,
    folder: String,
}

impl App {
    /// Makes scheduled reports when they are due, until the program ends. Hosts that live long call it once.
    pub fn keep_reporting(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            loop {
                // Whatever goes wrong is in the rows; without a community there is nothing to do.
                let _ = app.make_due_reports().await;
                tokio::time::sleep(LOOK).await;
            }
        });
    }

    /// Makes the scheduled reports that are due now; answers how many files were made.
    ///
    /// # Errors
    /// When the community cannot be read. A file that cannot be written is noted and tried again.
    pub async fn make_due_reports(&self) -> Result<u32, ApiError> {
        let store = self.store()?;
        let mut made = 0;
        for task in due(self, &store).await? {
            let format = task.format;
            let report = assemble(self, &task.wanted, format.courses()).await?;
            let path = Path::new(&task.folder).join(format!("{}.{}", task.wanted.name(), format.ending()));
            let place = path.clone();
            let written = in_background(move || {
                let bytes = rendered(&report, format)?;
                put(&place, &bytes).map_err(|error| unwritten(&error))
            });
            let trouble = match written.await {
                Ok(true) => None,
                Ok(false) => Some("exists".to_owned()),
                Err(_) => Some("failed".to_owned()),
            };
            made += u32::from(trouble.is_none());
            let row = ReportMade {
                template: task.wanted.template.id.to_owned(),
                period: task.wanted.period.key(),
                format: format.ending().to_owned(),
                path: path.display().to_string(),
                at: self.now(),
                trouble,
            };
            store.write(move |write| write.note_report_made(&row)).await?;
        }
        Ok(made)
    }
}

/// What is to be made now, the oldest first.
async fn due(app: &App, store: &Store) -> Result<Vec<Task>, ApiError> {
    let (zone, schedules, made, sources) =
        store.read(|read| Ok((read.zone()?, read.report_schedules()?, read.reports_made()?, read.syncs()?))).await?;
    if schedules.is_empty() {
        return Ok(Vec::new());
    }
    let (now, today) = (app.now(), today(app).await?);
    let mut tasks = Vec::new();
    for schedule in schedules {
        let (Ok(template), Ok(formats)) =
            (known(&schedule.template), serde_json::from_str::<Vec<ReportFormat>>(&schedule.formats))
        else {
            continue;
        };
        let Some(current) = Period::of(template.every, today) else { continue };
        for period in (1..=MISSED).rev().map(|ago| current.later(-ago)) {
            let ended = time::start_of_day(period.end(), zone);
            // What is still being read would be missing for good.
            let waits = sources.iter().any(|source| {
                matches!(source.state.as_str(), "idle" | "running" | "waiting")
                    && source.last_ok_at.is_none_or(|read| read < ended)
            });
            if ended <= schedule.since || (waits && now < ended + PATIENCE) {
                continue;
            }
            let key = period.key();
            for format in &formats {
                let done = made.iter().any(|made| {
                    made.template == template.id
                        && made.period == key
                        && made.format == format.ending()
                        && (made.trouble.as_deref() != Some("failed") || made.at > now - AGAIN)
                });
                if !done {
                    let wanted = Wanted { template, period, with_team: false, segment: None, today };
                    tasks.push(Task { wanted, format: *format, folder: schedule.folder.clone() });
                }
            }
        }
    }
    Ok(tasks)
}

/// Writes a file where there is none; answers whether it did.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    if path.exists() {
        return Ok(false);
    }
    let mut file = NewFile::begin(path)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.finish_new()
}
