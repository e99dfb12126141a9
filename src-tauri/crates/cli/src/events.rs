//! `kith events`, `kith event`, `kith guests`, `kith checkin`, `kith door`: events, their lists of guests and the door.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, table, text},
    run::{Failure, call},
};

/// Events that are listed.
const LISTED: u32 = 50;

/// What to do with guests.
#[derive(Debug, Subcommand)]
pub(crate) enum GuestsWish {
    /// Import a list from Luma, Meetup, Eventbrite, Zoom, Bevy, Hi.Events, pretix, alf.io, Indico, Mobilizon, or any CSV or .xlsx. The same file twice
    /// changes nothing.
    Import {
        /// The event, by title or id.
        event: String,
        /// The list.
        file: PathBuf,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Cancel who came from such a list before and is not in this one any more.
        #[arg(long)]
        cancel_missing: bool,
        /// The zone of times that do not say theirs: has to be said where a list has such times.
        #[arg(long, value_name = "AREA/CITY")]
        zone: Option<String>,
        /// Which number of a date such as 03/04/2026 is the day.
        #[arg(long, value_name = "ORDER", value_parser = ["day-first", "month-first"])]
        dates: Option<String>,
    },
    /// Write the list of guests: CSV, a spreadsheet, or what Bevy or Salesforce import.
    Export {
        /// The event, by title or id.
        event: String,
        /// The file.
        file: PathBuf,
        /// For whom [default: by the file's ending].
        #[arg(long = "as", value_name = "FORMAT", value_parser = ["bevy", "salesforce", "csv", "xlsx"])]
        format: Option<String>,
        /// Only those who said that they come, or only those who came.
        #[arg(long, value_name = "WHICH", value_parser = ["all", "going", "came"], default_value = "all")]
        only: String,
        /// With access, diet and answers, which are private: keep that file to yourself.
        #[arg(long)]
        with_private_needs: bool,
        /// Salesforce: the id of the campaign.
        #[arg(long, value_name = "ID", default_value = "")]
        campaign: String,
        /// CSV that Excel knows as UTF-8.
        #[arg(long)]
        excel: bool,
    },
}

/// What to do with the door's files.
#[derive(Debug, Subcommand)]
pub(crate) enum DoorWish {
    /// Write who came in, for another laptop.
    Export {
        /// The event, by title or id.
        event: String,
        /// The file.
        file: PathBuf,
    },
    /// Read who came in at another laptop: in any order, any number of times.
    Import {
        /// The file.
        file: PathBuf,
    },
}

/// The event that somebody means: by id, by title, or by words in its title; the next one where several fit.
pub(crate) async fn find(app: &App, wanted: &str) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for past in [false, true] {
        let page = call(app, "events.list", json!({ "past": past, "limit": 500 })).await?;
        rows.extend(list(&page, "rows").to_vec());
    }
    let event = |row: &Value, key: &str| row.get("event").map(|event| text(event, key)).unwrap_or_default();
    let folded = wanted.to_lowercase();
    let by = |fits: &dyn Fn(&Value) -> bool| rows.iter().find(|row| fits(row)).map(|row| event(row, "id"));
    by(&|row| event(row, "id") == wanted)
        .or_else(|| by(&|row| event(row, "title").to_lowercase() == folded))
        .or_else(|| by(&|row| event(row, "title").to_lowercase().contains(&folded)))
        .ok_or_else(|| Failure::Error("there is no such event: `kith events` lists them".into()))
}

pub(crate) async fn events(app: &App, past: bool, json: bool) -> Result<(), Failure> {
    let page = call(app, "events.list", json!({ "past": past, "limit": LISTED })).await?;
    format::answer(json, &page, |page| {
        let rows: Vec<Vec<String>> = list(page, "rows")
            .iter()
            .map(|row| {
                let event = row.get("event").cloned().unwrap_or_default();
                let going = row.get("guests").map(|guests| text(guests, "going")).unwrap_or_default();
                vec![
                    text(&event, "starts").replace('T', " "),
                    text(&event, "title"),
                    text(&event, "kind"),
                    going,
                    text(row, "present"),
                    text(row, "late_tasks"),
                    text(&event, "id"),
                ]
            })
            .collect();
        table(&["when", "what", "kind", "going", "came", "late", "id"], &rows)
    });
    Ok(())
}

pub(crate) async fn event(app: &App, wanted: &str, json: bool) -> Result<(), Failure> {
    let id = find(app, wanted).await?;
    let mut whole = call(app, "events.get", json!({ "id": id })).await?;
    let run = call(app, "events.cues", json!({ "id": id })).await?;
    let after = call(app, "events.after", json!({ "id": id })).await?;
    if let Some(whole) = whole.as_object_mut() {
        whole.insert("cues".to_owned(), run.get("cues").cloned().unwrap_or_default());
        whole.insert("attendance".to_owned(), after.get("attendance").cloned().unwrap_or_default());
    }
    format::answer(json, &whole, |whole| {
        let row = whole.get("row").cloned().unwrap_or_default();
        let event = row.get("event").cloned().unwrap_or_default();
        let mut out = format!(
            "{}\n{} to {} ({})\n",
            text(&event, "title"),
            text(&event, "starts"),
            text(&event, "ends"),
            text(&event, "zone")
        );
        let tasks: Vec<Vec<String>> = list(whole, "tasks")
            .iter()
            .map(|task| {
                let late = task.get("late").and_then(Value::as_bool).unwrap_or(false);
                let done = !task.get("done_at").is_none_or(Value::is_null);
                let state = if done {
                    "done"
                } else if late {
                    "late"
                } else {
                    ""
                };
                vec![text(task, "due_on"), state.to_owned(), text(task, "title"), text(task, "owner")]
            })
            .collect();
        out.push_str(&table(&["due", "", "task", "who"], &tasks));
        let parts: Vec<Vec<String>> = list(whole, "parts")
            .iter()
            .map(|part| ["role", "name", "state", "next_step"].map(|key| text(part, key)).into())
            .collect();
        out.push_str(&table(&["as", "who", "answer", "next"], &parts));
        let cues: Vec<Vec<String>> = list(whole, "cues")
            .iter()
            .map(|cue| {
                let starts = text(cue, "starts");
                let time = starts.split_once('T').map_or(starts.clone(), |(_, time)| time.to_owned());
                vec![time, text(cue, "minutes"), text(cue, "title"), text(cue, "owner"), text(cue, "cue")]
            })
            .collect();
        if !cues.is_empty() {
            out.push_str(&table(&["at", "min", "what", "who", "cue"], &cues));
        }
        let seen = whole.get("attendance").cloned().unwrap_or_default();
        if number(&seen, "came") > 0 {
            out.push_str(&format!(
                "{} attended, {} of {} who said yes\n",
                number(&seen, "came"),
                number(&seen, "shown"),
                number(&seen, "expected")
            ));
        }
        out
    });
    Ok(())
}

pub(crate) async fn badges(
    app: &App,
    wanted: &str,
    badges: Option<&Path>,
    tickets: Option<&Path>,
    letter: bool,
    json: bool,
) -> Result<(), Failure> {
    let id = find(app, wanted).await?;
    let Some(file) = badges.or(tickets) else { return Ok(()) };
    let page = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    let wish = json!({ "event": id, "page": page, "form": if badges.is_some() { "badges" } else { "tickets" },
        "sheet": if letter { "letter" } else { "a4" }, "path": absolute(file)? });
    let done = call(app, "guests.badges", wish).await?;
    format::answer(json, &done, |done| format!("{} written: {}", text(done, "rows"), text(done, "path")));
    Ok(())
}

pub(crate) async fn guests(app: &App, wish: &GuestsWish, json: bool) -> Result<(), Failure> {
    match wish {
        GuestsWish::Import { event, file, dry_run, cancel_missing, zone, dates } => {
            let id = find(app, event).await?;
            let day_first = dates.as_deref().map(|dates| dates == "day-first");
            let wish = json!({ "event": id, "path": file, "zone": zone, "day_first": day_first, "cancel_missing": cancel_missing });
            let done = call(app, if *dry_run { "guests.preview" } else { "guests.bring" }, wish).await?;
            format::answer(json, &done, if *dry_run { tried } else { compared });
        }
        GuestsWish::Export { event, file, format, only, with_private_needs, campaign, excel } => {
            let id = find(app, event).await?;
            let by_ending =
                if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) { "xlsx" } else { "csv" };
            let format = format.as_deref().unwrap_or(by_ending);
            let wish = json!({ "event": id, "path": absolute(file)?, "format": format, "which": only, "private": with_private_needs,
                "campaign": campaign, "excel": excel });
            let done = call(app, "guests.export", wish).await?;
            format::answer(json, &done, |done| {
                format!("{} guests written: {}", text(done, "rows"), text(done, "path"))
            });
        }
    }
    Ok(())
}

fn tried(value: &Value) -> String {
    let asks = |key| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    let mut out = compared(value);
    if asks("asks_date_order") {
        out.push_str("\nIts dates can be read in two ways: say which with --dates day-first or --dates month-first.");
    }
    if asks("asks_zone") {
        out.push_str(&format!(
            "\nIts times name no zone and were read as {}: say which with --zone.",
            text(value, "zone")
        ));
    }
    out.push_str("\nNothing was changed.");
    out
}

fn compared(value: &Value) -> String {
    let diff = value.get("diff").cloned().unwrap_or_default();
    let count = |key| number(&diff, key);
    let mut out = format!(
        "{}: {} new, {} changed, {} cancelled, {} as they are, {} not in the file, {} members, {} left out.",
        text(value, "format"),
        count("new"),
        count("changed"),
        count("cancelled"),
        count("same"),
        count("missing"),
        count("members"),
        number(value, "wrong")
    );
    for row in list(&diff, "rows") {
        out.push_str(&format!("\n{}: {}", text(row, "put"), text(row, "name")));
    }
    for error in list(value, "errors") {
        let column =
            error.get("column").and_then(Value::as_str).map(|column| format!(", {column}")).unwrap_or_default();
        out.push_str(&format!("\nline {}{column}: {}", text(error, "line"), text(error, "reason")));
    }
    out
}

pub(crate) async fn check_in(app: &App, event: &str, who: &str, desk: &str, json: bool) -> Result<(), Failure> {
    let id = find(app, event).await?;
    let view = call(app, "door.look", json!({ "event": id, "text": who })).await?;
    let hits = list(&view, "hits");
    // Whoever is called exactly so is meant, also where others' names begin like theirs.
    let exact: Vec<Value> =
        hits.iter().filter(|hit| text(hit, "name").to_lowercase() == who.trim().to_lowercase()).cloned().collect();
    let hits = if exact.len() == 1 { exact.as_slice() } else { hits };
    let guest = match (view.get("by_code").filter(|code| !code.is_null()), hits) {
        (Some(guest), _) => text(guest, "id"),
        (None, [one]) => text(one, "id"),
        (None, []) => return Err(Failure::Error("nobody on the list has this name or code".into())),
        (None, several) => {
            let names: Vec<String> = several.iter().map(|hit| text(hit, "name")).collect();
            return Err(Failure::Error(format!("several guests are called so: {}", names.join(", "))));
        }
    };
    let done = call(app, "door.check_in", json!({ "event": id, "guest": guest, "desk": desk })).await?;
    format::answer(json, &done, |done| {
        let name = done.get("guest").map(|guest| text(guest, "name")).unwrap_or_default();
        let heads = done.get("count").map(|count| text(count, "heads")).unwrap_or_default();
        let again = done.get("again").and_then(Value::as_bool).unwrap_or(false);
        format!("{name} {}. {heads} are in.", if again { "was in already" } else { "is in" })
    });
    Ok(())
}

pub(crate) async fn door(app: &App, wish: &DoorWish, json: bool) -> Result<(), Failure> {
    match wish {
        DoorWish::Export { event, file } => {
            let id = find(app, event).await?;
            let done = call(app, "door.write", json!({ "event": id, "path": absolute(file)? })).await?;
            format::answer(json, &done, |done| {
                format!("{} entries written: {}", text(done, "rows"), text(done, "path"))
            });
        }
        DoorWish::Import { file } => {
            let done = call(app, "door.read", json!({ "path": absolute(file)? })).await?;
            format::answer(json, &done, |done| {
                let count = |key| number(done, key);
                let heads = done.get("count").map(|count| text(count, "heads")).unwrap_or_default();
                format!(
                    "{}: {} came there, {} were taken back, {} guests are new here, {} are one with another. {heads} are in.",
                    text(done, "title"),
                    count("came"),
                    count("undone"),
                    count("guests"),
                    count("joined")
                )
            });
        }
    }
    Ok(())
}

pub(crate) fn absolute(file: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(file).map_err(|error| Failure::Usage(error.to_string()))
}
