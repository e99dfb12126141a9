//! `kith mentees`, `kith session log`, `kith handover`: a mentor's work from a terminal. Private parts are written in the window,
//! not here: a shell remembers what was typed.

use std::path::PathBuf;

use clap::Subcommand;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, table, text},
    run::{Failure, call},
};

/// What to do with sessions.
#[derive(Debug, Subcommand)]
pub(crate) enum SessionWish {
    /// Write a session down in one line: `kith session log Ada 45m video yesterday: slides; agreed: fewer; mine: send font`.
    Log {
        /// The mentee, by name or id.
        mentee: String,
        /// The line.
        line: Vec<String>,
        /// Say what would be written, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// What to do with hand-over files.
#[derive(Debug, Subcommand)]
pub(crate) enum HandoverWish {
    /// Write what is shared of one's pairs, for whoever leads the programme.
    Export {
        /// The file.
        file: PathBuf,
        /// One's name.
        #[arg(long)]
        from: String,
        /// Only these mentees, by name or id [default: all that belong to a programme].
        #[arg(long)]
        mentee: Vec<String>,
    },
    /// Take a file in: in any order, any number of times.
    Import {
        /// The file.
        file: PathBuf,
        /// The short form of the key it must be signed with; not needed for whoever's files are believed already.
        #[arg(long)]
        fingerprint: Option<String>,
    },
}

async fn find(app: &App, wanted: &str) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for over in [false, true] {
        rows.extend(list(&call(app, "mentoring.mentees", json!({ "over": over })).await?, "mentees").to_vec());
    }
    let pair = |row: &Value, key: &str| row.get("pair").map(|pair| text(pair, key)).unwrap_or_default();
    let folded = wanted.to_lowercase();
    let by = |fits: &dyn Fn(&Value) -> bool| rows.iter().find(|row| fits(row)).map(|row| pair(row, "id"));
    by(&|row| pair(row, "id") == wanted)
        .or_else(|| by(&|row| pair(row, "mentee").to_lowercase() == folded))
        .or_else(|| by(&|row| pair(row, "mentee").to_lowercase().contains(&folded)))
        .ok_or_else(|| Failure::Error("there is no such mentee: `kith mentees` lists them".into()))
}

pub(crate) async fn mentees(app: &App, over: bool, json: bool) -> Result<(), Failure> {
    let found = call(app, "mentoring.mentees", json!({ "over": over })).await?;
    format::answer(json, &found, |found| {
        let rows: Vec<Vec<String>> = list(found, "mentees")
            .iter()
            .map(|row| {
                let pair = row.get("pair").cloned().unwrap_or_default();
                let health = text(row, "health");
                vec![
                    text(&pair, "mentee"),
                    if health == "–" { text(&pair, "state") } else { health.replace('_', " ") },
                    format!("{} of {}", number(row, "held"), number(row, "planned")),
                    text(row, "due_on"),
                ]
            })
            .collect();
        table(&["mentee", "how it goes", "sessions", "next by"], &rows)
    });
    Ok(())
}

pub(crate) async fn session(app: &App, wish: &SessionWish, json: bool) -> Result<(), Failure> {
    let SessionWish::Log { mentee, line, dry_run } = wish;
    let pair = find(app, mentee).await?;
    let said = call(app, "mentoring.understand", json!({ "mentorship": pair, "line": line.join(" ") })).await?;
    if !dry_run {
        let when = json!({ "starts": said.get("starts"), "zone": said.get("zone"), "minutes": said.get("minutes"), "medium": said.get("medium") });
        let session =
            json!({ "state": "held", "when": when, "topics": said.get("topics"), "agreed": said.get("agreed") });
        call(
            app,
            "mentoring.save_session",
            json!({ "mentorship": pair, "session": session, "items": said.get("items") }),
        )
        .await?;
    }
    let mut told = said;
    if let Some(all) = told.as_object_mut() {
        all.insert("logged".to_owned(), json!(!dry_run));
    }
    format::answer(json, &told, |said| {
        let mut out = format!(
            "{}{} {}, {} min, {}: {}\n",
            if said.get("logged") == Some(&Value::Bool(true)) { "logged " } else { "would log " },
            text(said, "starts").replace('T', " "),
            text(said, "zone"),
            number(said, "minutes"),
            text(said, "medium"),
            text(said, "topics")
        );
        for item in list(said, "items") {
            out.push_str(&format!("  {}: {} {}\n", text(item, "whose"), text(item, "text"), text(item, "due_on")));
        }
        out
    });
    Ok(())
}

pub(crate) async fn handover(app: &App, wish: &HandoverWish, json: bool) -> Result<(), Failure> {
    match wish {
        HandoverWish::Export { file, from, mentee } => {
            let mut pairs = Vec::new();
            for one in mentee {
                pairs.push(find(app, one).await?);
            }
            let args = json!({ "kind": "sessions", "from": from, "mentorships": pairs, "path": file });
            let written = call(app, "handover.write", args).await?;
            format::answer(json, &written, |written| {
                format!("{} rows written to {}\n", number(written, "rows"), text(written, "path"))
            });
        }
        HandoverWish::Import { file, fingerprint } => {
            let looked = call(app, "handover.inspect", json!({ "path": file })).await?;
            let known = looked.get("known_as").is_some_and(|name| !name.is_null());
            let plain = |text: &str| text.replace(' ', "").to_lowercase();
            let told = fingerprint.as_deref().is_some_and(|told| plain(told) == plain(&text(&looked, "fingerprint")));
            if !known && !told {
                return Err(Failure::Error(format!(
                    "the first file with the key {}: ask {} whether they see the same, then add --fingerprint \"{}\"",
                    text(&looked, "fingerprint"),
                    text(&looked, "from"),
                    text(&looked, "fingerprint")
                )));
            }
            let taken = call(app, "handover.read", json!({ "path": file, "believe": looked.get("key") })).await?;
            format::answer(json, &taken, |taken| {
                format!(
                    "{} new pairs, {} changed, {} sessions; {} pairs left alone\n",
                    number(taken, "new_pairs"),
                    number(taken, "changed_pairs"),
                    number(taken, "sessions"),
                    number(taken, "refused_pairs")
                )
            });
        }
    }
    Ok(())
}
