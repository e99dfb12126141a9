//! Turns what was typed into commands.

use std::{path::PathBuf, sync::Arc};

use kith_app::{App, NoDesktop, TABLE};
use kith_keychain::{Keychain, passphrase_of_environment};
use serde_json::{Value, json};

use crate::{
    Arguments, Wish, backups, calendar, desk, events, exports, figures, format, mentoring, metrics, notes, pairs,
    people, programmes, progress, reports, segments, sources, tables,
};

/// Why nothing came of it.
pub(crate) enum Failure {
    /// It was typed wrongly.
    Usage(String),
    /// It went wrong.
    Error(String),
}

impl From<kith_app::ApiError> for Failure {
    fn from(error: kith_app::ApiError) -> Self {
        Self::Error(error.message)
    }
}

/// Runs a command of the table.
pub(crate) async fn call(app: &App, name: &str, arguments: Value) -> Result<Value, Failure> {
    Ok(app.call(name, arguments).await?)
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::Error(format!("could not start: {error}")))?;
    runtime.block_on(async {
        let folder = home(arguments.home.clone())?;
        let opens_last = arguments.community.is_none()
            && !matches!(arguments.command, Wish::New { .. } | Wish::List | Wish::Commands);
        let keychain = Keychain::new(folder.clone(), passphrase_of_environment());
        let env = kith_app::system_env(folder, Arc::new(NoDesktop), Arc::new(keychain));
        let app = if opens_last { App::open(env)? } else { App::without_community(env)? };
        let result = act(&app, arguments).await;
        app.close().await;
        result
    })
}

fn home(chosen: Option<PathBuf>) -> Result<PathBuf, Failure> {
    match chosen.filter(|home| !home.as_os_str().is_empty()) {
        Some(home) => std::path::absolute(home).map_err(|error| Failure::Usage(format!("--home: {error}"))),
        None => kith_app::default_folder()
            .ok_or_else(|| Failure::Usage("this system has no data folder: give one with --home DIR".into())),
    }
}

async fn act(app: &App, arguments: &Arguments) -> Result<(), Failure> {
    let json = arguments.json;
    if let Some(wanted) = &arguments.community {
        let id = find_community(app, wanted).await?;
        let opened = call(app, "communities.open", json!({ "id": id })).await;
        match &arguments.command {
            // These are for communities that cannot be opened, too.
            Wish::Backup(wish) => return backups::act(app, wish, Some(&id), json).await,
            Wish::Salvage { rebuild } => return backups::salvage(app, *rebuild, Some(&id), json).await,
            _ => drop(opened?),
        }
    }
    match &arguments.command {
        Wish::New { name, zone } => {
            let hours = json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
            let made = call(app, "communities.create", json!({ "name": name, "zone": zone, "hours": hours })).await?;
            format::answer(json, &made, format::community);
        }
        Wish::List => format::answer(json, &call(app, "communities.list", json!({})).await?, format::communities),
        Wish::Import { file, profile, dry_run, dates, mapping, .. }
            if tables::is_table(file) || profile.is_some() || *dry_run =>
        {
            let wish = tables::Wish {
                file,
                profile: profile.as_deref(),
                dates: dates.as_deref(),
                mapping: mapping.as_deref(),
            };
            tables::import(app, &wish, *dry_run, json).await?;
        }
        Wish::Profiles => tables::profiles(app, json).await?,
        Wish::TakeBack { id } => tables::take_back(app, id.as_deref(), json).await?,
        Wish::Import { file, private, direct, .. } => {
            let wish = json!({ "path": file, "private_channels": private, "direct": direct });
            let started = call(app, "imports.start", wish).await?;
            finish(app, &started, json).await?;
        }
        Wish::Figures { kind: Some(kind), import: Some(file), dry_run, .. } => {
            figures::import(app, file, kind, *dry_run, json).await?;
        }
        Wish::Figures { kind, .. } => figures::show(app, kind.as_deref(), json).await?,
        Wish::Sample => {
            let started = call(app, "sample.start", json!({})).await?;
            finish(app, &started, json).await?;
        }
        Wish::Members { text, limit, kind, segment, export, format, columns } => {
            let segment = segments::chosen(app, segment.as_deref()).await?;
            let text = text.clone().unwrap_or_default();
            let filter = json!({ "text": text, "kind": kind, "seen": "any", "left": true, "segment": segment });
            if let Some(file) = export {
                exports::members(app, &filter, file, format.as_deref(), columns, json).await?;
            } else {
                let wish =
                    json!({ "filter": filter, "sort": "last", "descending": true, "after": null, "limit": limit });
                format::answer(json, &call(app, "members.list", wish).await?, format::members);
            }
        }
        Wish::Member { id, export: Some(file), .. } => exports::member(app, id, file, json).await?,
        Wish::Member { id, erase: true, yes, .. } => exports::erase(app, id, *yes, json).await?,
        Wish::Report(wish) => reports::report(app, wish, json).await?,
        Wish::Export { folder } => exports::everything(app, folder, json).await?,
        Wish::Member { id, .. } => {
            format::answer(json, &call(app, "members.get", json!({ "id": id })).await?, format::member)
        }
        Wish::Duplicates { member, limit, accept } => {
            people::duplicates(app, member.as_deref(), *limit, *accept, json).await?
        }
        Wish::Merge { a, b } => people::merge(app, a, b, json).await?,
        Wish::Unmerge { id } => people::unmerge(app, id, json).await?,
        Wish::Segment(wish) => segments::act(app, wish, json).await?,
        Wish::Today => desk::today(app, json).await?,
        Wish::Unanswered { days, limit, segment } => {
            desk::unanswered(app, *days, *limit, segment.as_deref(), json).await?;
        }
        Wish::Newcomers { days, limit, segment } => {
            desk::newcomers(app, *days, *limit, segment.as_deref(), json).await?;
        }
        Wish::Lapsing { limit, segment } => desk::lapsing(app, *limit, segment.as_deref(), json).await?,
        Wish::Pairs(wish) => pairs::pairs(app, wish, json).await?,
        Wish::Metrics(wish) => metrics::tell(app, wish, json).await?,
        Wish::Threads { space, limit } => {
            let space = match space {
                Some(space) => Some(find_space(app, space).await?),
                None => None,
            };
            let wish = json!({ "space": space, "sort": "last", "after": null, "limit": limit });
            format::answer(json, &call(app, "threads.list", wish).await?, format::threads);
        }
        Wish::Search { text, limit, best, segment } => {
            let segment = segments::chosen(app, segment.as_deref()).await?;
            let order = if *best { "best" } else { "newest" };
            // A space at the end: on the command line the last word is finished.
            let wish =
                json!({ "text": format!("{} ", text.join(" ")), "order": order, "segment": segment, "limit": limit });
            format::answer(json, &call(app, "search", wish).await?, format::hits);
        }
        Wish::Note { about, line, kind, private } => {
            notes::add(app, about.as_deref(), &line.join(" "), kind.as_deref(), *private, json).await?;
        }
        Wish::FollowUps { done, segment, ics } => {
            notes::follow_ups(app, *done, segment.as_deref(), ics.as_deref(), json).await?;
        }
        Wish::Events { past } => events::events(app, *past, json).await?,
        Wish::Event { id, badges: None, tickets: None, letter: _ } => events::event(app, id, json).await?,
        Wish::Event { id, badges, tickets, letter } => {
            events::badges(app, id, badges.as_deref(), tickets.as_deref(), *letter, json).await?;
        }
        Wish::Guests(wish) => events::guests(app, wish, json).await?,
        Wish::Checkin { event, who, desk } => events::check_in(app, event, &who.join(" "), desk, json).await?,
        Wish::Mentees { over } => mentoring::mentees(app, *over, json).await?,
        Wish::Session(wish) => mentoring::session(app, wish, json).await?,
        Wish::Handover(wish) => mentoring::handover(app, wish, json).await?,
        Wish::Door(wish) => events::door(app, wish, json).await?,
        Wish::Programmes => programmes::programmes(app, json).await?,
        Wish::Match { programme, dry_run } => programmes::pairs(app, programme, *dry_run, json).await?,
        Wish::Ics(wish) => calendar::ics(app, wish, json).await?,
        Wish::Stats => format::answer(json, &call(app, "stats", json!({})).await?, format::stats),
        Wish::Check => {
            let report = call(app, "check", json!({})).await?;
            format::answer(json, &report, format::check);
            if report.get("ok") != Some(&Value::Bool(true)) {
                return Err(Failure::Error(
                    "the file is not in order: see above; `kith backup list` shows what to go back to, `kith salvage` puts it in order".into(),
                ));
            }
        }
        Wish::Backup(wish) => backups::act(app, wish, None, json).await?,
        Wish::Salvage { rebuild } => backups::salvage(app, *rebuild, None, json).await?,
        Wish::Source(wish) => sources::act(app, wish, json).await?,
        Wish::Sync { name, quick, follow_removals } => {
            sources::sync(app, name.as_deref(), *quick, *follow_removals, json).await?;
        }
        Wish::Commands => format::answer(json, &commands(), format::commands),
        Wish::Call { name, arguments } => {
            let arguments: Value = serde_json::from_str(arguments)
                .map_err(|error| Failure::Usage(format!("the arguments are not JSON: {error}")))?;
            let mut answer = call(app, name, arguments).await?;
            // An import goes on beside the command: this program would end it.
            let is_import =
                matches!(name.as_str(), "imports.start" | "imports.resume" | "sample.start" | "tables.start");
            if let (true, Some(id)) = (is_import, answer.get("id").and_then(Value::as_str).map(str::to_owned)) {
                answer = progress::wait(app, &id, true).await?;
            }
            format::answer(true, &answer, format::raw);
        }
    }
    Ok(())
}

pub(crate) async fn finish(app: &App, started: &Value, json: bool) -> Result<(), Failure> {
    let id = started.get("id").and_then(Value::as_str).unwrap_or_default();
    let report = progress::wait(app, id, json).await?;
    format::answer(json, &report, format::reconciliation);
    Ok(())
}

async fn find_community(app: &App, wanted: &str) -> Result<String, Failure> {
    let found = call(app, "communities.list", json!({})).await?;
    let all = found.get("communities").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |community: &Value, key: &str| community.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let matching: Vec<&Value> = all
        .iter()
        .filter(|community| {
            text(community, "id") == wanted || text(community, "name").to_lowercase() == wanted.to_lowercase()
        })
        .collect();
    match matching.as_slice() {
        [one] => Ok(text(one, "id")),
        [] => Err(Failure::Error(format!("there is no community {wanted}: `kith list` shows them"))),
        _ => {
            Err(Failure::Error(format!("several communities are called {wanted}: give the id that `kith list` shows")))
        }
    }
}

async fn find_space(app: &App, wanted: &str) -> Result<String, Failure> {
    let found = call(app, "spaces.list", json!({})).await?;
    let all = found.get("spaces").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |space: &Value, key: &str| space.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = wanted.trim_start_matches('#');
    let found = all.iter().find(|space| text(space, "id") == wanted || text(space, "name") == name);
    found.map(|space| text(space, "id")).ok_or_else(|| Failure::Error(format!("there is no space {wanted}")))
}

fn commands() -> Value {
    let mut schemas = kith_app::schema_generator();
    let rows: Vec<Value> = TABLE
        .iter()
        .map(|command| {
            let (arguments, result) = ((command.arguments)(&mut schemas), (command.result)(&mut schemas));
            let reads: Vec<&str> = command.reads.iter().map(|topic| topic.word()).collect();
            json!({ "name": command.name, "arguments": arguments, "result": result, "reads": reads })
        })
        .collect();
    json!({ "commands": rows, "$defs": schemas.take_definitions(true) })
}
