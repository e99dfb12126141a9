//! A workspace from a real export, for benches and replays. Tests never do this: they invent what they need.

use std::{collections::BTreeMap, path::Path};

use kith_connect::archive::Archive;
use serde_json::{Map, Value};

use super::workspace::{Channel, Message, User, Workspace, number};

/// Reads an export.
///
/// # Errors
/// When it cannot be read.
pub fn load(path: &Path) -> Result<Workspace, String> {
    let mut archive = Archive::open(path).map_err(|refused| refused.to_string())?;
    let names: Vec<String> = (0..archive.len()).map(|file| archive.name(file).to_owned()).collect();
    let root = names
        .iter()
        .find(|name| name.ends_with("channels.json"))
        .and_then(|name| name.strip_suffix("channels.json"))
        .ok_or("it has no list of channels")?
        .to_owned();
    let mut read = |file: usize| -> Result<Vec<Map<String, Value>>, String> {
        let mut bytes = Vec::new();
        archive.read(file, &mut bytes).map_err(|refused| refused.to_string())?;
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    };
    let at = |name: &str| names.iter().position(|other| *other == format!("{root}{name}"));
    let text =
        |map: &Map<String, Value>, key: &str| map.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let yes = |map: &Map<String, Value>, key: &str| map.get(key).and_then(Value::as_bool).unwrap_or(false);
    let mut workspace = Workspace::new();
    workspace.users.clear();
    for user in at("users.json").map(&mut read).transpose()?.unwrap_or_default() {
        let name = user.get("profile").and_then(|profile| profile.get("real_name")).and_then(Value::as_str);
        let user_of = User {
            name: name.unwrap_or("somebody").to_owned(),
            deleted: yes(&user, "deleted"),
            is_bot: yes(&user, "is_bot"),
            updated: user.get("updated").and_then(Value::as_i64).unwrap_or(0),
            ..User::default()
        };
        workspace.users.insert(text(&user, "id"), user_of);
    }
    workspace.account = workspace.users.keys().next().cloned().unwrap_or_default();
    let mut folders = BTreeMap::new();
    for channel in at("channels.json").map(&mut read).transpose()?.unwrap_or_default() {
        let members = channel.get("members").and_then(Value::as_array).cloned().unwrap_or_default();
        let name = text(&channel, "name");
        folders.insert(name.clone(), text(&channel, "id"));
        let members = members.iter().filter_map(|member| member.as_str().map(str::to_owned)).collect();
        let channel_of = Channel { name, is_archived: yes(&channel, "is_archived"), members, ..Channel::default() };
        workspace.channels.insert(text(&channel, "id"), channel_of);
    }
    for (file, name) in names.iter().enumerate() {
        let Some((folder, _)) = name.strip_prefix(&root).and_then(|name| name.split_once('/')) else { continue };
        let Some(channel) = folders.get(folder).filter(|_| name.ends_with(".json")) else { continue };
        for fields in read(file)? {
            let (at, message) = message_of(fields);
            if at > 0 {
                workspace.put(channel, at, message);
            }
        }
    }
    // Answers to what the export does not have could not be asked for.
    for channel in workspace.channels.values_mut() {
        let lost: Vec<i64> =
            channel.threads.keys().copied().filter(|root| !channel.messages.contains_key(root)).collect();
        for root in lost {
            for answer in channel.threads.remove(&root).unwrap_or_default() {
                channel.messages.remove(&answer);
            }
        }
    }
    Ok(workspace)
}

/// A message of an export, with its number; what Slack derives of it is left to the fake.
pub fn message_of(mut fields: Map<String, Value>) -> (i64, Message) {
    let text =
        |fields: &Map<String, Value>, key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let at = number(&text(&fields, "ts"));
    let root = number(&text(&fields, "thread_ts"));
    let subtype = text(&fields, "subtype");
    for derived in ["reply_count", "reply_users", "reply_users_count", "latest_reply", "replies", "root"] {
        fields.remove(derived);
    }
    let mut reactions = BTreeMap::new();
    for reaction in fields.remove("reactions").as_ref().and_then(Value::as_array).into_iter().flatten() {
        let users = reaction.get("users").and_then(Value::as_array).into_iter().flatten();
        let users = users.filter_map(|user| user.as_str().map(str::to_owned)).collect();
        reactions.insert(reaction.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(), users);
    }
    let message = Message {
        thread: (root > 0 && root != at).then_some(root),
        broadcast: subtype == "thread_broadcast",
        tombstone: subtype == "tombstone",
        fields,
        reactions,
    };
    (at, message)
}
