//! A workspace seen again and again: one folder for each look, with a file of messages for each channel.
//!
//! Each look is laid over what was there before; the real store syncs after each, and is compared with the workspace:
//! every message with its edit, its reactions and its answers.

#![expect(
    clippy::indexing_slicing,
    reason = "a program for people with samples at hand: what it reads is JSON of its own"
)]

use std::{collections::BTreeSet, error::Error, fs, path::Path};

use serde_json::{Map, Value, json};

use crate::{
    fake_slack::{Channel, FakeSlack, TOKEN, Workspace, api, message_of},
    world::World,
};

/// Plays all looks of a folder in order of their names' ends; answers how many ended otherwise than the workspace.
///
/// # Errors
/// When a file cannot be read.
pub fn run(path: &Path, mut tell: impl FnMut(String)) -> Result<usize, Box<dyn Error>> {
    let mut looks: Vec<_> = fs::read_dir(path)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect();
    looks.sort_by_key(|look| look.to_string_lossy().rsplit("_to_").next().map(str::to_owned));
    let world = World::new();
    let mut workspace = Workspace::new();
    workspace.channels.clear();
    let fake = world.block_on(FakeSlack::start(workspace))?;
    let wish = json!({ "kind": "slack", "secret": TOKEN, "settings": { "address": api(fake.address()).as_str() } });
    let id = world.get("sources.connect", wish).get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut wrong = 0;
    for look in looks {
        let folder = look.join("raw/slack");
        let summary: Value = serde_json::from_slice(&fs::read(folder.join("summary.json"))?)?;
        for channel in summary.get("channels").and_then(Value::as_array).into_iter().flatten() {
            lay_over(&fake, &folder, channel)?;
        }
        let mut ended = world.sync(&id, true);
        if ended.get("state").and_then(Value::as_str) == Some("asking") {
            tell(format!("asked: {ended}"));
            world.get("sources.answer", json!({ "id": id, "follow": true }));
            ended = world.sync(&id, true);
        }
        let (expected, found) = (shown(&fake), kept(&world));
        let differing = expected.symmetric_difference(&found).count();
        wrong += usize::from(differing > 0);
        let report = ended.get("report").cloned().unwrap_or_default();
        tell(format!(
            "{}: {} messages, {} requests, {} added, {} changed, {} removed, {differing} differ",
            look.file_name().unwrap_or_default().to_string_lossy(),
            expected.len(),
            report["requests"],
            report["added"],
            report["changed"],
            report["removed"],
        ));
        for line in expected.symmetric_difference(&found).take(4) {
            tell(format!("    {} {line}", if expected.contains(line) { "there" } else { "here " }));
        }
    }
    Ok(wrong)
}

fn lay_over(fake: &FakeSlack, folder: &Path, listed: &Value) -> Result<(), Box<dyn Error>> {
    let text = |key: &str| listed.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (id, name) = (text("id"), text("name"));
    let file = folder.join(format!("{name}.json"));
    if !file.exists() {
        return Ok(());
    }
    let messages: Vec<Map<String, Value>> = serde_json::from_slice(&fs::read(file)?)?;
    fake.with(|workspace| {
        workspace.channels.entry(id.clone()).or_insert_with(Channel::default).name = name;
        for mut fields in messages {
            fields.remove("user_name");
            fields.remove("text_readable");
            let (number, message) = message_of(fields);
            // An answer whose thread began before the first look cannot be asked for.
            let is_lost = message.thread.is_some_and(|root| {
                workspace.channels.get(&id).is_none_or(|channel| !channel.messages.contains_key(&root))
            });
            if !is_lost {
                workspace.put(&id, number, message);
            }
        }
    });
    Ok(())
}

fn shown(fake: &FakeSlack) -> BTreeSet<String> {
    fake.with(|workspace| {
        let mut lines = BTreeSet::new();
        for channel in workspace.channels.values() {
            for (number, message) in channel.messages.iter().filter(|(_, message)| !message.tombstone) {
                let edited = message.fields.get("edited").and_then(|edited| edited.get("ts")).and_then(Value::as_str);
                let edited = edited.and_then(|ts| ts.split('.').next()).unwrap_or("never");
                let reactions: usize = message.reactions.values().map(BTreeSet::len).sum();
                let answers = channel.threads.get(number).map_or(0, BTreeSet::len);
                lines.insert(format!(
                    "{} {} edited {edited} reactions {reactions} answers {answers}",
                    channel.name,
                    number / 1_000
                ));
            }
        }
        lines
    })
}

fn kept(world: &World) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let spaces = world.get("spaces.list", json!({}));
    for space in spaces["spaces"].as_array().into_iter().flatten() {
        let mut before = Value::Null;
        loop {
            let page = world.get("messages.list", json!({ "space": space["id"], "limit": 200, "before": before }));
            for message in page["messages"].as_array().into_iter().flatten() {
                lines.extend(line(space, message));
                if message["replies"].as_u64().unwrap_or(0) > 0 {
                    let thread = world.get("threads.get", json!({ "id": message["id"], "limit": 500 }));
                    lines.extend(
                        thread["messages"].as_array().into_iter().flatten().filter_map(|answer| line(space, answer)),
                    );
                }
            }
            before = page["older"].clone();
            if before.is_null() {
                break;
            }
        }
    }
    lines
}

fn line(space: &Value, message: &Value) -> Option<String> {
    let here = message["gone"] == false && message["missing"] == false;
    let edited = message["edited_at"].as_i64().map_or_else(|| "never".to_owned(), |at| (at / 1_000).to_string());
    let reactions: u64 =
        message["reactions"].as_array().into_iter().flatten().filter_map(|one| one["count"].as_u64()).sum();
    here.then(|| {
        format!(
            "{} {} edited {edited} reactions {reactions} answers {}",
            space["name"].as_str().unwrap_or_default(),
            message["at"],
            message["replies"]
        )
    })
}
