//! Connecting and reading sources from the command line.
//!
//! **Invariant:** a key is read from standard input and never from the command line, where others could see it.

use std::{
    io::{IsTerminal, Read},
    time::Duration,
};

use clap::Subcommand;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format,
    run::{Failure, call},
};

/// What to do about sources.
#[derive(Debug, Subcommand)]
pub(crate) enum SourceWish {
    /// Connect a source. The key or token is read from standard input.
    #[command(subcommand)]
    Add(AddWish),
    /// List sources and how they are doing.
    List,
    /// Disconnect a source: its key goes, what came from it stays. With --with-rows everything that came from it goes too.
    Remove {
        /// Which, by name or id.
        name: String,
        /// Messages, reactions and accounts as well. Cannot be undone; asks for the name, typed.
        #[arg(long)]
        with_rows: bool,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

/// What to connect.
#[derive(Debug, Subcommand)]
pub(crate) enum AddWish {
    /// A Slack workspace; the token on standard input.
    Slack {
        /// What to call it here.
        name: String,
        /// Another address than Slack's own: GovSlack, or a test server.
        #[arg(long, value_name = "URL")]
        api_url: Option<String>,
        /// Private channels as well.
        #[arg(long)]
        private: bool,
        /// Direct messages as well.
        #[arg(long)]
        direct: bool,
        /// Allow sending what is written here.
        #[arg(long)]
        write: bool,
    },
    /// A Discourse forum; the key on standard input, nothing to read as nobody.
    Discourse {
        /// What to call it here.
        name: String,
        /// Where the forum is.
        #[arg(long)]
        url: String,
        /// The user that an admin key acts as.
        #[arg(long, value_name = "USER")]
        api_user: Option<String>,
        /// Personal messages as well.
        #[arg(long)]
        direct: bool,
        /// Members' e-mail addresses, with an admin key; the forum logs that.
        #[arg(long)]
        emails: bool,
        /// Allow sending what is written here.
        #[arg(long)]
        write: bool,
    },
}

pub(crate) async fn act(app: &App, wish: &SourceWish, json: bool) -> Result<(), Failure> {
    match wish {
        SourceWish::Add(add) => {
            let secret = key()?;
            let wish = match add {
                AddWish::Slack { name, api_url, private, direct, write } => json!({
                    "kind": "slack", "secret": secret,
                    "settings": { "name": name, "address": api_url, "private": private, "direct": direct, "write": write },
                }),
                AddWish::Discourse { name, url, api_user, direct, emails, write } => json!({
                    "kind": "discourse", "secret": secret,
                    "settings": { "name": name, "address": url, "user": api_user, "direct": direct, "emails": emails, "write": write },
                }),
            };
            let added = call(app, "sources.connect", wish).await?;
            let id = text(&added, "id");
            let source = sources(app).await?.into_iter().find(|source| text(source, "id") == id).unwrap_or(added);
            format::answer(json, &source, format::source);
        }
        SourceWish::Remove { name, with_rows, yes } => {
            let known = sources(app).await?;
            let named = |one: &&Value| text(one, "id") == *name || text(one, "name").eq_ignore_ascii_case(name);
            let source =
                known.iter().find(named).ok_or_else(|| Failure::Error("there is no such source".into()))?.clone();
            if *with_rows {
                return remove(app, &source, *yes, json).await;
            }
            if part(&source, "connection").is_null() {
                return Err(Failure::Error(
                    "this source is not connected: --with-rows removes what came from its archives".into(),
                ));
            }
            call(app, "sources.disconnect", json!({ "id": text(&source, "id") })).await?;
            format::answer(json, &source, |source| {
                format!("{} is not connected any more; what came from it stays", text(source, "name"))
            });
        }
        SourceWish::List => format::answer(json, &call(app, "sources.list", json!({})).await?, format::sources),
    }
    Ok(())
}

/// Removes a source with everything that came from it, once its name is typed.
async fn remove(app: &App, source: &Value, yes: bool, json: bool) -> Result<(), Failure> {
    let (id, name) = (text(source, "id"), text(source, "name"));
    let traces = part(&call(app, "sources.traces", json!({ "id": id })).await?, "traces");
    let count = |key: &str| traces.get(key).and_then(Value::as_u64).unwrap_or(0);
    let mut typed = name.clone();
    if !yes {
        format::ask(&format!(
            "{name}: {} messages, {} reactions, {} channels and {} accounts go; {} accounts stay, because something was written about them here.\n\
             Backups made before have them still. This cannot be undone. Type the name to remove them:",
            count("messages"),
            count("reactions"),
            count("spaces"),
            count("accounts"),
            count("stay"),
        ));
        typed.clear();
        std::io::stdin().read_line(&mut typed).map_err(|error| Failure::Error(error.to_string()))?;
        if typed.trim() != name.trim() {
            return Err(Failure::Error("that is not the name: nothing was removed".into()));
        }
    }
    let done = call(app, "sources.remove", json!({ "id": id, "name": typed.trim() })).await?;
    let done = json!({ "name": name, "traces": part(&done, "traces") });
    format::answer(json, &done, |done| format!("{} is removed", text(done, "name")));
    Ok(())
}

/// The key on standard input, its first line.
fn key() -> Result<String, Failure> {
    let key = typed("type or paste the key and press Enter, then Ctrl-D; nothing for reading as nobody", "the key")?;
    Ok(key.trim().to_owned())
}

/// Something that is not shown to others, on standard input, its first line.
pub(crate) fn secret(what: &str) -> Result<String, Failure> {
    typed(&format!("type {what} and press Enter, then Ctrl-D"), what)
}

fn typed(ask: &str, what: &str) -> Result<String, Failure> {
    let input = std::io::stdin();
    if input.is_terminal() {
        format::complain(ask);
    }
    let mut typed = String::new();
    // A key has some hundred characters.
    input
        .take(65_536)
        .read_to_string(&mut typed)
        .map_err(|error| Failure::Error(format!("{what} could not be read: {error}")))?;
    Ok(typed.lines().next().unwrap_or_default().to_owned())
}

/// Reads sources one after the other; answers what each run did, and the sums.
pub(crate) async fn sync(
    app: &App,
    wanted: Option<&str>,
    quick: bool,
    follow: bool,
    json: bool,
) -> Result<(), Failure> {
    let connected: Vec<Value> =
        sources(app).await?.into_iter().filter(|source| !part(source, "connection").is_null()).collect();
    let chosen: Vec<Value> = match wanted {
        Some(wanted) => connected
            .into_iter()
            .filter(|source| {
                text(source, "id") == wanted || text(source, "name").to_lowercase() == wanted.to_lowercase()
            })
            .collect(),
        None => connected.into_iter().filter(|source| text(&part(source, "connection"), "state") != "paused").collect(),
    };
    match (chosen.as_slice(), wanted) {
        ([], Some(wanted)) => {
            return Err(Failure::Error(format!(
                "there is no connected source {wanted}: `kith source list` shows them"
            )));
        }
        ([], None) => return Err(Failure::Error("no source is connected: `kith source add` connects one".into())),
        ([_, _, ..], Some(wanted)) => {
            return Err(Failure::Error(format!(
                "several sources are called {wanted}: give the id that `kith source list` shows"
            )));
        }
        _ => {}
    }
    let (mut reports, mut failed) = (Vec::new(), Vec::new());
    for source in chosen {
        let (name, id) = (text(&source, "name"), text(&source, "id"));
        let (connection, error) = run(app, &id, quick, follow, json).await?;
        let mut report = connection.get("report").cloned().filter(Value::is_object).unwrap_or_else(|| json!({}));
        if let Some(report) = report.as_object_mut() {
            report.insert("name".into(), json!(name));
            report.insert("id".into(), json!(id));
            for key in ["state", "coverage", "error"] {
                report.insert(key.into(), part(&connection, key));
            }
        }
        if let Some(error) = error {
            failed.push(format!("{name}: {error}"));
        }
        reports.push(report);
    }
    let sum = |key: &str| reports.iter().filter_map(|report| report.get(key).and_then(Value::as_u64)).sum::<u64>();
    let mut answer = serde_json::Map::new();
    answer.insert("complete".into(), json!(failed.is_empty()));
    for key in ["requests", "added", "changed", "removed", "known", "sent", "waits", "waited_ms", "duration_ms"] {
        answer.insert(key.into(), json!(sum(key)));
    }
    answer.insert("sources".into(), json!(reports));
    format::answer(json, &Value::Object(answer), format::synced);
    if failed.is_empty() { Ok(()) } else { Err(Failure::Error(failed.join("; "))) }
}

/// Runs until a source is read completely, or somebody has to do something.
async fn run(app: &App, id: &str, quick: bool, follow: bool, quiet: bool) -> Result<(Value, Option<String>), Failure> {
    let show = !quiet && std::io::stderr().is_terminal();
    loop {
        call(app, "sources.sync", json!({ "id": id, "full": !quick })).await?;
        let connection = ended(app, id, show).await?;
        let message = text(&part(&connection, "error"), "message");
        match (text(&connection, "state").as_str(), text(&part(&connection, "error"), "code").as_str()) {
            ("idle" | "paused", _) => return Ok((connection, None)),
            ("waiting", "Waiting") => {
                let until = part(&connection, "next_run_at").as_i64().unwrap_or(0);
                let left = app.milliseconds_until(until).clamp(0, 3_600_000);
                if show {
                    format::complain(&format!("the source asks to wait {} s", left / 1_000));
                }
                tokio::time::sleep(Duration::from_millis(u64::try_from(left).unwrap_or(0))).await;
            }
            ("asking", _) if follow => {
                call(app, "sources.answer", json!({ "id": id, "follow": true })).await?;
            }
            ("asking", _) => {
                let next = "run again with --follow-removals to take them away here too";
                return Ok((connection, Some(format!("{message}; {next}"))));
            }
            _ => return Ok((connection, Some(message))),
        }
    }
}

/// Waits until a run has ended; answers how the source is doing then.
async fn ended(app: &App, id: &str, show: bool) -> Result<Value, Failure> {
    let mut changes = app.changes();
    loop {
        let source = sources(app).await?.into_iter().find(|source| text(source, "id") == id).unwrap_or_default();
        let connection = part(&source, "connection");
        let running = text(&connection, "state") == "running" || app.is_syncing(id);
        if show {
            if running { format::sync_progress(&part(&connection, "progress")) } else { format::progress_done() }
        }
        if !running {
            return Ok(connection);
        }
        // Woken by the next page; the time limit is for a message that was missed.
        let _ = tokio::time::timeout(Duration::from_millis(200), changes.next()).await;
    }
}

async fn sources(app: &App) -> Result<Vec<Value>, Failure> {
    let found = call(app, "sources.list", json!({})).await?;
    Ok(found.get("sources").and_then(Value::as_array).cloned().unwrap_or_default())
}

fn part(value: &Value, key: &str) -> Value {
    value.get(key).cloned().unwrap_or_default()
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}
