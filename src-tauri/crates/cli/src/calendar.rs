//! `kith ics`: events for other calendars, and other calendars' files.

use std::path::PathBuf;

use clap::Subcommand;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    events::{absolute, find},
    format::{self, list, number, text},
    run::{Failure, call},
};

/// What to do with a calendar file.
#[derive(Debug, Subcommand)]
pub(crate) enum IcsWish {
    /// Write events for other calendars: all, or one.
    Export {
        /// The file.
        file: PathBuf,
        /// Only this event, by title or id.
        #[arg(long)]
        event: Option<String>,
    },
    /// Bring a calendar in, from Google, Outlook, Apple or anywhere else. The same file twice changes nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Its days are holidays and no events.
        #[arg(long)]
        holidays: bool,
        /// The zone of times that do not say theirs.
        #[arg(long, value_name = "AREA/CITY")]
        zone: Option<String>,
    },
}

pub(crate) async fn ics(app: &App, wish: &IcsWish, json: bool) -> Result<(), Failure> {
    match wish {
        IcsWish::Export { file, event } => {
            let event = match event {
                Some(wanted) => Some(find(app, wanted).await?),
                None => None,
            };
            let done = call(app, "ics.export", json!({ "event": event, "path": absolute(file)? })).await?;
            format::answer(json, &done, |done| {
                format!("{} events written: {}", text(done, "rows"), text(done, "path"))
            });
        }
        IcsWish::Import { file, dry_run, holidays, zone } => {
            let wish = json!({ "path": absolute(file)?, "zone": zone, "holidays": holidays });
            let done = call(app, if *dry_run { "ics.inspect" } else { "ics.bring" }, wish).await?;
            format::answer(json, &done, if *dry_run { tried } else { compared });
        }
    }
    Ok(())
}

fn tried(value: &Value) -> String {
    format!("{}\nNothing was changed.", compared(value))
}

fn compared(value: &Value) -> String {
    let diff = value.get("diff").cloned().unwrap_or_default();
    let count = |key| number(&diff, key);
    let mut out = format!(
        "{}: {} new, {} changed, {} cancelled, {} as they are, {} newer here, {} removed here, {} left out.",
        text(value, "name"),
        count("new"),
        count("changed"),
        count("cancelled"),
        count("same"),
        count("older"),
        count("removed"),
        number(value, "wrong")
    );
    for row in list(&diff, "rows") {
        out.push_str(&format!(
            "\n{}: {} {}",
            text(row, "put"),
            text(row, "starts").replace('T', " "),
            text(row, "title")
        ));
    }
    for error in list(value, "errors") {
        out.push_str(&format!("\nline {}, {}: {}", text(error, "line"), text(error, "what"), text(error, "reason")));
    }
    for zone in list(value, "unknown_zones") {
        out.push_str(&format!("\nzone nobody knows: {}", zone.as_str().unwrap_or_default()));
    }
    out
}
