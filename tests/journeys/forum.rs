//! A forum over time: after each run the community is what the forum shows, whatever happened there.

use std::{collections::BTreeMap, sync::Arc};

use kith_tests::{
    fake_clock::START,
    fake_discourse::{ADMIN_KEY, FakeDiscourse, Forum, Habits, Idle},
    world::World,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::picture::list;

/// Something that happens at a forum; the numbers choose among what is there.
#[derive(Debug, Clone)]
enum Happening {
    Topic(usize, usize),
    Reply(usize, usize),
    Edit(usize),
    Like(usize, usize),
    Unlike(usize, usize),
    DeleteByAuthor(usize),
    DeleteByStaff(usize),
    Restore(usize),
    Move(usize, usize),
    Split(usize),
    Category(usize, usize),
    Rename(usize),
    Owner(usize, usize),
    Hide(usize),
    Close(usize),
    Account(usize),
    Unlist(usize),
}

fn happening() -> impl Strategy<Value = Happening> {
    let pick = || 0..1_000_usize;
    prop_oneof![
        3 => (pick(), pick()).prop_map(|(a, b)| Happening::Topic(a, b)),
        8 => (pick(), pick()).prop_map(|(a, b)| Happening::Reply(a, b)),
        2 => pick().prop_map(Happening::Edit),
        2 => (pick(), pick()).prop_map(|(a, b)| Happening::Like(a, b)),
        1 => (pick(), pick()).prop_map(|(a, b)| Happening::Unlike(a, b)),
        1 => pick().prop_map(Happening::DeleteByAuthor),
        1 => pick().prop_map(Happening::DeleteByStaff),
        1 => pick().prop_map(Happening::Restore),
        2 => (pick(), pick()).prop_map(|(a, b)| Happening::Move(a, b)),
        1 => pick().prop_map(Happening::Split),
        1 => (pick(), pick()).prop_map(|(a, b)| Happening::Category(a, b)),
        1 => pick().prop_map(Happening::Rename),
        1 => (pick(), pick()).prop_map(|(a, b)| Happening::Owner(a, b)),
        1 => pick().prop_map(Happening::Hide),
        1 => pick().prop_map(Happening::Close),
        1 => pick().prop_map(Happening::Account),
        1 => pick().prop_map(Happening::Unlist),
    ]
}

fn nth<T: Copy>(all: &[T], pick: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[pick % all.len()])
}

fn happen(forum: &mut Forum, number: usize, what: &Happening) {
    let users: Vec<i64> = forum.users.keys().copied().filter(|id| *id > 0).collect();
    let categories: Vec<i64> = forum.categories.keys().copied().collect();
    let topics: Vec<i64> = forum.topics.iter().filter(|(_, topic)| !topic.deleted).map(|(id, _)| *id).collect();
    // What opens a topic stays: a forum takes a topic away as a whole.
    let posts: Vec<i64> = forum.posts.iter().filter(|(_, post)| post.number > 1).map(|(id, _)| *id).collect();
    let all: Vec<i64> = forum.posts.keys().copied().collect();
    let post = |pick: usize| nth(&posts, pick);
    match *what {
        Happening::Topic(category, user) => {
            if let (Some(category), Some(user)) = (nth(&categories, category), nth(&users, user)) {
                forum.topic(Some(category), user, &format!("About the beds {number}"), &format!("opening {number}"));
            }
        }
        Happening::Reply(topic, user) => {
            if let (Some(topic), Some(user)) = (nth(&topics, topic), nth(&users, user)) {
                forum.reply(topic, user, &format!("answer {number}"));
            }
        }
        Happening::Edit(pick) => {
            if let Some(id) = nth(&all, pick) {
                forum.edit(id, &format!("better words {number}"), number.is_multiple_of(2));
            }
        }
        Happening::Like(pick, user) => {
            if let (Some(id), Some(user)) = (nth(&all, pick), nth(&users, user)) {
                forum.like(id, user);
            }
        }
        Happening::Unlike(pick, user) => {
            if let (Some(id), Some(user)) = (nth(&all, pick), nth(&users, user)) {
                forum.unlike(id, user);
            }
        }
        Happening::DeleteByAuthor(pick) => post(pick).into_iter().for_each(|id| forum.delete_by_author(id)),
        Happening::DeleteByStaff(pick) => post(pick).into_iter().for_each(|id| forum.delete_by_staff(id, true)),
        Happening::Restore(pick) => post(pick).into_iter().for_each(|id| forum.delete_by_staff(id, false)),
        Happening::Move(pick, topic) => {
            if let (Some(id), Some(topic)) = (post(pick), nth(&topics, topic)) {
                forum.move_posts(&[id], topic);
            }
        }
        Happening::Split(pick) => {
            if let Some(id) = post(pick) {
                forum.split(&[id], &format!("Another matter {number}"));
            }
        }
        Happening::Category(topic, category) => {
            if let (Some(topic), Some(category)) = (nth(&topics, topic), nth(&categories, category)) {
                forum.of_topic(topic, |topic| topic.category = Some(category));
            }
        }
        Happening::Rename(topic) => {
            if let Some(topic) = nth(&topics, topic) {
                forum.of_topic(topic, |topic| topic.title = format!("Renamed {number}"));
            }
        }
        Happening::Owner(pick, user) => {
            if let (Some(id), Some(user)) = (nth(&all, pick), nth(&users, user)) {
                forum.post(id, |post| post.user = user);
            }
        }
        Happening::Hide(pick) => post(pick).into_iter().for_each(|id| forum.post(id, |post| post.hidden = true)),
        Happening::Close(topic) => nth(&topics, topic).into_iter().for_each(|topic| forum.close(topic)),
        Happening::Unlist(topic) => {
            nth(&topics, topic)
                .into_iter()
                .for_each(|topic| forum.of_topic(topic, |topic| topic.visible = !topic.visible));
        }
        Happening::Account(user) => {
            if let Some(user) = nth(&users, user) {
                let known = forum.users.get_mut(&user);
                known.into_iter().for_each(|user| user.username = format!("renamed{number}"));
            }
        }
    }
}

fn words(html: &str) -> String {
    let mut inside = false;
    let bare: String = html
        .chars()
        .filter(|character| match character {
            '<' => {
                inside = true;
                false
            }
            '>' => {
                inside = false;
                false
            }
            _ => !inside,
        })
        .collect();
    bare.trim().to_owned()
}

/// What the forum shows: by topic's title and first words, its living posts with author and likes.
fn shown(forum: &Forum) -> BTreeMap<String, Vec<String>> {
    let mut topics = BTreeMap::new();
    for (id, topic) in forum.topics.iter().filter(|(_, topic)| !topic.deleted && topic.category.is_some()) {
        let category = topic.category.map(|category| forum.categories[&category].name.clone()).unwrap_or_default();
        let mut posts: Vec<String> = forum
            .in_topic(*id)
            .filter(|(_, post)| post.kind == 1 && !post.deleted && !post.user_deleted)
            .map(|(_, post)| {
                let hidden = if post.hidden { "" } else { post.raw.as_str() };
                format!("{} {hidden} {}", forum.users[&post.user].username, post.likes.len())
            })
            .collect();
        posts.sort();
        if !posts.is_empty() {
            topics.insert(format!("{category}/{}/{id}", topic.title), posts);
        }
    }
    topics
}

/// What the community has: the same, without the topics' own numbers.
fn kept(world: &World, hidden: &[String]) -> Vec<(String, Vec<String>)> {
    let spaces = world.get("spaces.list", json!({}));
    let mut topics = Vec::new();
    for space in list(&spaces, "spaces") {
        let listed = world.get("threads.list", json!({ "space": space["id"], "limit": 500 }));
        for row in list(&listed, "rows") {
            let thread = world.get("threads.get", json!({ "id": row["id"], "limit": 500 }));
            let mut posts: Vec<String> = list(&thread, "messages")
                .filter(|message| message["gone"] == false && message["missing"] == false)
                .filter(|message| matches!(message["kind"].as_str(), Some("post" | "reply")))
                .map(|message| {
                    let likes: u64 = list(message, "reactions").filter_map(|one| one["count"].as_u64()).sum();
                    let text = words(message["html"].as_str().unwrap_or_default());
                    let handle = world.get("members.get", json!({ "id": message["author"]["id"] }))["handle"].clone();
                    // Words that the forum hides now may still be here: they were read before.
                    let text = if hidden.contains(&text) { String::new() } else { text };
                    format!("{} {text} {likes}", handle.as_str().unwrap_or_default())
                })
                .collect();
            posts.sort();
            if !posts.is_empty() {
                topics.push((
                    format!(
                        "{}/{}",
                        space["name"].as_str().unwrap_or_default(),
                        row["title"].as_str().unwrap_or_default()
                    ),
                    posts,
                ));
            }
        }
    }
    topics.sort();
    topics
}

fn compare(world: &World, fake: &FakeDiscourse, after: &str) {
    let (expected, hidden) = fake.change(|forum| {
        let hidden: Vec<String> =
            forum.posts.values().filter(|post| post.hidden).map(|post| post.raw.clone()).collect();
        (shown(forum), hidden)
    });
    let mut expected: Vec<(String, Vec<String>)> = expected
        .into_iter()
        .map(|(key, posts)| (key.rsplit_once('/').map_or(key.clone(), |(name, _)| name.to_owned()), posts))
        .collect();
    expected.sort();
    assert_eq!(kept(world, &hidden), expected, "{after}: what is here is what the forum shows");
    let checked = world.get("check", json!({}));
    assert_eq!(checked["ok"], json!(true), "{after}: {checked}");
}

/// Connects a fake forum, for writing as well.
pub(crate) fn connect(world: &World, fake: &FakeDiscourse) -> String {
    let settings = json!({ "address": format!("http://{}/", fake.address()), "user": "admin", "write": true });
    let wish = json!({ "kind": "discourse", "secret": ADMIN_KEY, "settings": settings });
    world.get("sources.connect", wish)["id"].as_str().unwrap_or_default().to_owned()
}

/// A forum with four people and nothing written; its clock is the world's.
pub(crate) fn forum() -> Forum {
    let mut forum = Forum::new();
    let admin = forum.user("admin");
    forum.users.get_mut(&admin).into_iter().for_each(|admin| admin.admin = true);
    for name in ["ada", "bo", "cy"] {
        forum.user(name);
    }
    forum.category("beds", None, false);
    forum.category("tools", None, false);
    forum.category("board", None, true);
    forum.passed = START - forum.now();
    forum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_community_is_what_the_forum_shows(rounds in prop::collection::vec(prop::collection::vec(happening(), 1..14), 1..5)) {
        let (world, fake, id) = connected(forum());
        let mut number = 0;
        for round in &rounds {
            fake.change(|forum| for what in round {
                number += 1;
                happen(forum, number, what);
            });
            let ended = allowing(&world, &id);
            prop_assert_eq!(&ended["state"], &json!("idle"), "{}", ended);
            compare(&world, &fake, &format!("{round:?}"));
        }
        // A forum's first walk leaves topics unread whose posts its lists leave out (that they were closed, for one): the
        // next walk finds them. It changes nothing that is here, and the one after it finds nothing any more.
        for kinds in [["changed", "removed"].as_slice(), &["added", "changed", "removed"]] {
            let again = world.sync(&id, true);
            for what in kinds {
                prop_assert_eq!(&again["report"][what], &json!(0), "nothing happened since: {}", again);
            }
            compare(&world, &fake, "nothing happened since");
        }
    }
}

/// A world that is connected to a forum of its own.
pub(crate) fn connected(forum: Forum) -> (World, FakeDiscourse, String) {
    let world = World::new();
    let admin = forum.users.iter().find(|(_, user)| user.admin).map_or(-1, |(id, _)| *id);
    let habits = Habits { admin, ..Habits::default() };
    let fake = world.block_on(FakeDiscourse::start(forum, habits, Arc::new(Idle::default()))).unwrap();
    let id = connect(&world, &fake);
    (world, fake, id)
}

/// A run; what it asks is allowed.
fn allowing(world: &World, id: &str) -> Value {
    let ended = world.sync(id, true);
    if ended["state"] != "asking" {
        return ended;
    }
    world.get("sources.answer", json!({ "id": id, "follow": true }));
    world.sync(id, true)
}
