//! A forum's history on the real store, through the commands: month by month, compared with the forum after each.
//!
//! What is compared of each post: its topic and category, when it was written, its letters and figures, its likes.

#![expect(
    clippy::indexing_slicing,
    reason = "a program for people with samples at hand: what it reads is JSON of its own"
)]

use std::{collections::BTreeMap, error::Error, path::Path, sync::Arc};

use serde_json::{Value, json};

use super::discourse::{Seen, history, play};
use crate::{
    fake_discourse::{ADMIN_KEY, FakeDiscourse, Forum, Habits, Idle, Viewer, cooked, wanted},
    world::World,
};

/// Plays a history; answers after how many months the store was not what the forum showed.
///
/// # Errors
/// When the history cannot be read.
pub fn run(path: &Path, mut tell: impl FnMut(String)) -> Result<usize, Box<dyn Error>> {
    let history = history(path)?;
    let world = World::new();
    let fake = world.block_on(FakeDiscourse::start(Forum::new(), Habits::default(), Arc::new(Idle::default())))?;
    let settings = json!({ "address": format!("http://{}/", fake.address()) });
    let wish = json!({ "kind": "discourse", "secret": ADMIN_KEY, "settings": settings });
    let id = world.get("sources.connect", wish)["id"].as_str().unwrap_or_default().to_owned();
    let mut wrong = 0;
    for part in history.chunk_by(|a, b| a.month() == b.month()) {
        fake.change(|forum| part.iter().for_each(|seen| play(forum, &seen.post)));
        let mut ended = world.sync(&id, true);
        if ended["state"] == "asking" {
            tell(format!("asked: {}", ended["error"]["message"]));
            world.get("sources.answer", json!({ "id": id, "follow": true }));
            ended = world.sync(&id, true);
        }
        let (there, here) = (fake.change(|forum| shown(forum)), kept(&world));
        let differing: Vec<&String> = there
            .iter()
            .filter(|(line, many)| here.get(*line) != Some(*many))
            .chain(here.iter().filter(|(line, many)| there.get(*line) != Some(*many)))
            .map(|(line, _)| line)
            .collect();
        wrong += usize::from(!differing.is_empty());
        tell(format!(
            "{}: {} states, {} posts, {} requests, {} added, {} changed, {} removed, {} differ",
            part.first().map(Seen::month).unwrap_or_default(),
            part.len(),
            there.values().sum::<usize>(),
            ended["report"]["requests"],
            ended["report"]["added"],
            ended["report"]["changed"],
            ended["report"]["removed"],
            differing.len(),
        ));
        for line in differing.iter().take(4) {
            tell(format!("    {} {line}", if there.contains_key(*line) { "there" } else { "here " }));
        }
    }
    Ok(wrong)
}

fn letters(html: &str) -> String {
    let mut bare = String::new();
    for part in html.split('<') {
        bare.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        bare = bare.replace(entity, letter);
    }
    let bare: String = bare.chars().filter(|letter| letter.is_alphanumeric()).collect();
    // The beginning and the length tell enough to a person who reads a difference.
    let hash = bare.bytes().fold(5_381_u64, |hash, byte| hash.wrapping_mul(33) ^ u64::from(byte));
    format!("{:.30} ({} {hash:x})", bare, bare.chars().count())
}

fn shown(forum: &Forum) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    for (id, row) in wanted(forum, Viewer::Admin(-1)) {
        let (Some(post), Some(topic)) = (forum.posts.get(&id), forum.topics.get(&row.topic)) else { continue };
        let category = topic.category.and_then(|category| forum.categories.get(&category));
        let likes: u32 = row.reactions.iter().map(|(_, count)| count).sum();
        let category = category.map(|category| category.name.as_str()).unwrap_or_default();
        let text = letters(&cooked(&row.text));
        *lines.entry(format!("{category}/{}/{} {text} {likes}", topic.title, post.created_at)).or_default() += 1;
    }
    lines
}

fn kept(world: &World) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    let spaces = world.get("spaces.list", json!({}));
    for space in spaces["spaces"].as_array().into_iter().flatten() {
        let mut after = Value::Null;
        loop {
            let page = world.get("threads.list", json!({ "space": space["id"], "limit": 200, "after": after }));
            for row in page["rows"].as_array().into_iter().flatten() {
                of_topic(world, &space["name"], row, &mut lines);
            }
            after = page["next"].clone();
            if after.is_null() {
                break;
            }
        }
    }
    lines
}

fn of_topic(world: &World, space: &Value, row: &Value, lines: &mut BTreeMap<String, usize>) {
    let thread = world.get("threads.get", json!({ "id": row["id"], "limit": 500 }));
    for message in thread["messages"].as_array().into_iter().flatten() {
        if message["gone"] == true || message["missing"] == true {
            continue;
        }
        let reactions = message["reactions"].as_array().into_iter().flatten();
        let likes: u64 = reactions.filter_map(|one| one["count"].as_u64()).sum();
        let text = letters(message["html"].as_str().unwrap_or_default());
        let (space, title) = (space.as_str().unwrap_or_default(), row["title"].as_str().unwrap_or_default());
        *lines.entry(format!("{space}/{title}/{} {text} {likes}", message["at"])).or_default() += 1;
    }
}
