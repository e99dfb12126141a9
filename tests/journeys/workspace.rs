//! A workspace over time: after each run the community is what the workspace shows, whatever happened there, and what an
//! export of it brought before is not doubled.

use kith_tests::{
    fake_slack::{FakeSlack, TOKEN, Workspace, api},
    world::World,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::picture::list;

/// Something that happens in a workspace; the numbers choose among what is there.
#[derive(Debug, Clone)]
enum Happening {
    Post(usize, usize),
    Reply(usize, usize),
    Edit(usize),
    React(usize, usize),
    Unreact(usize, usize),
    Delete(usize),
    DeleteAnswer(usize),
    Rename(usize),
    Join(usize, usize),
}

fn happening() -> impl Strategy<Value = Happening> {
    let pick = || 0..1_000_usize;
    prop_oneof![
        5 => (pick(), pick()).prop_map(|(a, b)| Happening::Post(a, b)),
        6 => (pick(), pick()).prop_map(|(a, b)| Happening::Reply(a, b)),
        2 => pick().prop_map(Happening::Edit),
        2 => (pick(), pick()).prop_map(|(a, b)| Happening::React(a, b)),
        1 => (pick(), pick()).prop_map(|(a, b)| Happening::Unreact(a, b)),
        1 => pick().prop_map(Happening::Delete),
        1 => pick().prop_map(Happening::DeleteAnswer),
        1 => pick().prop_map(Happening::Rename),
        1 => (pick(), pick()).prop_map(|(a, b)| Happening::Join(a, b)),
    ]
}

fn nth<T: Clone>(all: &[T], pick: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[pick % all.len()].clone())
}

fn happen(workspace: &mut Workspace, number: usize, what: &Happening) {
    let users: Vec<String> = workspace.users.keys().filter(|id| id.starts_with("U0")).cloned().collect();
    let channels: Vec<String> = workspace.channels.keys().cloned().collect();
    let all = |is_answer: bool| -> Vec<(String, i64)> {
        let of = |id: &String| {
            let messages = workspace.channels[id].messages.iter();
            // That somebody came stays, so that every channel shows where it begins: what vanishes before that is not
            // known to be taken away.
            let written = messages.filter(|(_, one)| !one.tombstone && !one.fields.contains_key("subtype"));
            let wanted = written.filter(|(_, one)| one.thread.is_some() == is_answer);
            wanted.map(|(number, _)| (id.clone(), *number)).collect::<Vec<_>>()
        };
        channels.iter().flat_map(of).collect()
    };
    let (tops, answers) = (all(false), all(true));
    match *what {
        Happening::Post(channel, user) => {
            if let (Some(channel), Some(user)) = (nth(&channels, channel), nth(&users, user)) {
                workspace.post(&channel, &user, &format!("words {number}"));
            }
        }
        Happening::Reply(pick, user) => {
            if let (Some((channel, root)), Some(user)) = (nth(&tops, pick), nth(&users, user)) {
                workspace.reply(&channel, root, &user, &format!("answer {number}"));
            }
        }
        Happening::Edit(pick) => {
            if let Some((channel, message)) = nth(&tops, pick) {
                workspace.edit(&channel, message, &format!("better words {number}"));
            }
        }
        Happening::React(pick, user) => {
            if let (Some((channel, message)), Some(user)) = (nth(&tops, pick), nth(&users, user)) {
                workspace.react(&channel, message, &user, "seedling");
            }
        }
        Happening::Unreact(pick, user) => {
            if let (Some((channel, message)), Some(user)) = (nth(&tops, pick), nth(&users, user)) {
                workspace.unreact(&channel, message, &user, "seedling");
            }
        }
        Happening::Delete(pick) => {
            nth(&tops, pick).into_iter().for_each(|(channel, message)| workspace.delete(&channel, message));
        }
        Happening::DeleteAnswer(pick) => {
            nth(&answers, pick).into_iter().for_each(|(channel, message)| workspace.delete(&channel, message));
        }
        Happening::Rename(pick) => {
            let channel = nth(&channels, pick).and_then(|id| workspace.channels.get_mut(&id));
            channel.into_iter().for_each(|channel| channel.name = format!("renamed-{number}"));
        }
        Happening::Join(channel, user) => {
            if let (Some(channel), Some(user)) = (nth(&channels, channel), nth(&users, user)) {
                workspace.join(&channel, &user);
            }
        }
    }
}

/// A line for each message: channel, words, reactions, how many answers it has. Answers to what was taken away are left
/// out: older ones that vanish with it may only be hidden, so they stay.
pub(crate) fn shown(workspace: &Workspace) -> Vec<String> {
    let mut lines = Vec::new();
    for channel in workspace.channels.values() {
        let messages = channel.messages.iter().filter(|(_, one)| !one.tombstone);
        let is_left = |root: i64| channel.messages.get(&root).is_some_and(|root| !root.tombstone);
        let messages = messages.filter(|(_, one)| one.thread.is_none_or(is_left));
        for (number, message) in messages.filter(|(_, one)| !one.fields.contains_key("subtype")) {
            let text = message.fields.get("text").and_then(Value::as_str).unwrap_or_default();
            let reactions: usize = message.reactions.values().map(std::collections::BTreeSet::len).sum();
            let answers = channel.threads.get(number).map_or(0, std::collections::BTreeSet::len);
            lines.push(format!("{} {text} {reactions} {answers}", channel.name));
        }
    }
    lines.sort();
    lines
}

fn line(space: &Value, message: &Value) -> Option<String> {
    let is_message = matches!(message["kind"].as_str(), Some("post" | "reply"));
    (is_message && message["gone"] == false && message["missing"] == false).then(|| {
        let html = message["html"].as_str().unwrap_or_default();
        let text = html.trim_start_matches("<p dir=\"auto\">").trim_end_matches("</p>");
        let reactions: u64 = list(message, "reactions").filter_map(|one| one["count"].as_u64()).sum();
        format!("{} {text} {reactions} {}", space["name"].as_str().unwrap_or_default(), message["replies"])
    })
}

pub(crate) fn kept(world: &World) -> Vec<String> {
    let mut lines = Vec::new();
    let spaces = world.get("spaces.list", json!({}));
    for space in list(&spaces, "spaces") {
        let window = world.get("messages.list", json!({ "space": space["id"], "limit": 500 }));
        for message in list(&window, "messages") {
            lines.extend(line(space, message));
            if message["replies"].as_u64().unwrap_or(0) > 0 && message["gone"] == false {
                let thread = world.get("threads.get", json!({ "id": message["id"], "limit": 500 }));
                let answers = list(&thread, "messages").filter(|answer| answer["id"] != message["id"]);
                lines.extend(answers.filter_map(|answer| line(space, answer)));
            }
        }
    }
    lines.sort();
    lines
}

/// Three people and two channels.
pub(crate) fn workspace() -> Workspace {
    let mut workspace = Workspace::new();
    let people: Vec<String> = ["ada", "ben", "cleo"].iter().map(|name| workspace.person(name)).collect();
    for name in ["general", "help"] {
        let channel = workspace.channel(name);
        workspace.join(&channel, &people[0]);
    }
    workspace
}

/// A world that is connected to a workspace of its own.
pub(crate) fn connected(workspace: Workspace) -> (World, FakeSlack, String) {
    let world = World::new();
    let fake = world.block_on(FakeSlack::start(workspace)).unwrap();
    let settings = json!({ "address": api(fake.address()).as_str(), "write": true });
    let wish = json!({ "kind": "slack", "secret": TOKEN, "settings": settings });
    let id = world.get("sources.connect", wish)["id"].as_str().unwrap_or_default().to_owned();
    (world, fake, id)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_community_is_what_the_workspace_shows(rounds in prop::collection::vec(prop::collection::vec(happening(), 1..14), 1..5)) {
        let (world, fake, id) = connected(workspace());
        let mut number = 0;
        for round in &rounds {
            fake.with(|workspace| for what in round {
                number += 1;
                happen(workspace, number, what);
            });
            let mut ended = world.sync(&id, true);
            if ended["state"] == "asking" {
                world.get("sources.answer", json!({ "id": id, "follow": true }));
                ended = world.sync(&id, true);
            }
            prop_assert_eq!(&ended["state"], &json!("idle"), "{}", ended);
            prop_assert_eq!(kept(&world), fake.with(|workspace| shown(workspace)), "{:?}", round);
            let checked = world.get("check", json!({}));
            prop_assert_eq!(&checked["ok"], &json!(true), "{}", checked);
        }
        let again = world.sync(&id, true);
        for what in ["added", "changed", "removed"] {
            prop_assert_eq!(&again["report"][what], &json!(0), "nothing happened since: {}", again);
        }
    }
}

#[test]
fn a_token_of_another_workspace_is_refused_and_nothing_is_stored() {
    let (world, fake, id) = connected(workspace());
    world.sync(&id, true);
    fake.with(|workspace| workspace.team = "T999".into());
    let ended = world.sync(&id, true);
    assert_eq!((&ended["state"], &ended["error"]["code"]), (&json!("failed"), &json!("Conflict")), "{ended}");
}

#[test]
fn a_host_alone_is_address_enough() {
    let (world, fake, _) = connected(workspace());
    let typed = format!("http://{}", fake.address());
    let wish = json!({ "kind": "slack", "secret": TOKEN, "settings": { "address": typed } });
    let id = world.get("sources.connect", wish)["id"].as_str().unwrap_or_default().to_owned();
    assert_eq!(world.sync(&id, true)["state"], json!("idle"));
    assert_eq!(world.connection(&id)["settings"]["address"], json!(api(fake.address()).as_str()));
}

#[test]
fn the_token_is_nowhere_on_the_disk() {
    let (world, _fake, id) = connected(workspace());
    world.sync(&id, true);
    world.close();
    for file in walk(&world.folder()) {
        let bytes = std::fs::read(&file).unwrap();
        let found = bytes.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes());
        assert!(!found, "{} holds the token", file.display());
    }
}

/// Every file below a folder.
pub(crate) fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
