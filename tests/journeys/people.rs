//! One person in a workspace and in a forum: joined by themselves, joined by hand, parted again, through syncs and undo.

use std::sync::Arc;

use kith_tests::{
    fake_discourse::{ADMIN_KEY, FakeDiscourse, Forum, Habits, Idle},
    fake_slack::{FakeSlack, TOKEN, Workspace, api},
    world::World,
};
use serde_json::{Value, json};

use crate::picture::{self, list};

/// Ada writes in both; Ben only in the workspace. Fakes make addresses of ids and of handles: with `one_address` they are
/// the same.
fn both(one_address: bool) -> (World, FakeSlack, FakeDiscourse, Vec<String>) {
    let world = World::new();
    let mut workspace = Workspace::new();
    let channel = workspace.channel("general");
    let ada = workspace.person("Ada Lovelace");
    let ben = workspace.person("Ben Trovato");
    workspace.post(&channel, &ada, "from the workspace");
    workspace.post(&channel, &ben, "somebody else");
    let mut forum = Forum::new();
    let user = forum.user(if one_address { &ada } else { "ada.lovelace" });
    forum.users.get_mut(&user).unwrap().name = "Ada Lovelace".into();
    let room = forum.category("Beds", None, false);
    forum.topic(Some(room), user, "What to sow", "from the forum");
    let slack = world.block_on(FakeSlack::start(workspace)).unwrap();
    let discourse = world.block_on(FakeDiscourse::start(forum, Habits::default(), Arc::new(Idle::default()))).unwrap();
    let slack_wish =
        json!({ "kind": "slack", "secret": TOKEN, "settings": { "address": api(slack.address()).as_str() } });
    let forum_address = format!("http://{}/", discourse.address());
    let forum_wish =
        json!({ "kind": "discourse", "secret": ADMIN_KEY, "settings": { "address": forum_address, "emails": true } });
    let ids: Vec<String> = [slack_wish, forum_wish]
        .into_iter()
        .map(|wish| world.get("sources.connect", wish)["id"].as_str().unwrap().to_owned())
        .collect();
    ids.iter().for_each(|id| {
        world.sync(id, true);
    });
    (world, slack, discourse, ids)
}

fn found(world: &World, text: &str) -> Vec<Value> {
    let filter = json!({ "text": text, "kind": "all", "seen": "any", "left": true });
    let page = world.get("members.list", json!({ "filter": filter, "limit": 50 }));
    list(&page, "rows").cloned().collect()
}

#[test]
fn joined_and_parted_through_syncs_and_undo() {
    let (world, slack, _discourse, ids) = both(false);
    let before = picture::of(&world);
    let adas = found(&world, "ada");
    assert_eq!(adas.len(), 2, "a handle alone joins nobody: {adas:?}");
    let (a, b) = (&adas[0]["id"], &adas[1]["id"]);
    let merged = world.get("members.merge", json!({ "a": a, "b": b }));
    assert_eq!((&merged["id"], &merged["merged"]), (a, &json!(1)));
    let one = world.get("members.get", json!({ "id": b }));
    assert_eq!((&one["id"], list(&one, "accounts").count()), (a, 2), "either id finds the member: {one}");
    assert_eq!(one["posts"], json!(2), "counts are added up");
    assert_eq!(found(&world, "ada").len(), 1);
    let timeline = world.get("members.timeline", json!({ "member": a, "limit": 50 }));
    assert_eq!(list(&timeline, "items").filter(|item| item["kind"] == "post").count(), 2, "both sources: {timeline}");
    // What comes in afterwards counts for the one member.
    slack.with(|workspace| {
        let channel = workspace.channels.keys().next().cloned().unwrap();
        let ada =
            workspace.users.iter().find(|(_, user)| user.name == "Ada Lovelace").map(|(id, _)| id.clone()).unwrap();
        workspace.post(&channel, &ada, "and again");
    });
    world.sync(&ids[0], true);
    assert_eq!(world.get("members.get", json!({ "id": a }))["posts"], json!(3));
    let checked = world.get("check", json!({}));
    assert_eq!(checked["ok"], json!(true), "{checked}");

    assert_eq!(world.get("undo", json!({}))["undone"], json!("Merge members"));
    assert_eq!(found(&world, "ada").len(), 2, "undone after a sync, with what that brought");
    assert_eq!(world.get("redo", json!({}))["redone"], json!("Merge members"));
    assert_eq!(found(&world, "ada").len(), 1);
    world.get("members.split", json!({ "account": b }));
    let adas = found(&world, "ada");
    let posts: u64 = adas.iter().filter_map(|row| row["posts"].as_u64()).sum();
    assert_eq!((adas.len(), posts), (2, 3));
    let history = world.get("history", json!({}));
    assert_eq!(history["undo"], json!(["Part accounts", "Merge members"]));

    slack.with(|workspace| {
        let channel = workspace.channels.keys().next().cloned().unwrap();
        let newest = workspace.channels[&channel].messages.keys().next_back().copied().unwrap();
        workspace.delete(&channel, newest);
    });
    world.sync(&ids[0], true);
    let checked = world.get("check", json!({}));
    assert_eq!(checked["ok"], json!(true), "{checked}");
    assert_eq!(picture::of(&world)["spaces"][0]["space"]["messages"], before["spaces"][0]["space"]["messages"]);
}

#[test]
fn who_may_be_one_person_is_suggested_until_somebody_decides() {
    let (world, _slack, _discourse, _) = both(false);
    let suggested = world.get("duplicates.list", json!({ "limit": 10 }));
    assert_eq!(suggested["total"], json!(1), "{suggested}");
    let pair = &suggested["pairs"][0];
    let names: Vec<&Value> = ["a", "b"].iter().map(|side| &pair[*side]["member"]["name"]).collect();
    assert!(names.iter().all(|name| name.as_str().unwrap().to_lowercase().starts_with("ada")), "{names:?}");
    assert!(pair["confidence"].as_u64().unwrap() >= 55 && list(pair, "reasons").next().is_some(), "{pair}");
    let (a, b) = (pair["account_a"].clone(), pair["account_b"].clone());
    let of_one = world.get("duplicates.list", json!({ "member": a, "limit": 10 }));
    assert_eq!(of_one["total"], json!(1));

    world.get("members.tell_apart", json!({ "a": a, "b": b }));
    assert_eq!(world.get("duplicates.list", json!({ "limit": 10 }))["total"], json!(0), "not asked again");
    world.get("undo", json!({}));
    assert_eq!(world.get("duplicates.list", json!({ "limit": 10 }))["total"], json!(1));

    let preview = world.get("duplicates.preview", json!({ "threshold": 55 }));
    assert_eq!((&preview["groups"], &preview["members"]), (&json!(1), &json!(2)), "{preview}");
    assert_eq!(world.get("duplicates.accept", json!({ "threshold": 55 }))["merged"], json!(1));
    assert_eq!(world.get("duplicates.list", json!({ "limit": 10 }))["total"], json!(0));
    world.get("undo", json!({}));
    assert_eq!(found(&world, "ada").len(), 2, "all of it in one step");
}

#[test]
fn levels_follow_the_accounts() {
    let world = World::new();
    let mut workspace = Workspace::new();
    let channel = workspace.channel("general");
    let people: Vec<String> = ["Ada", "Ada again"].iter().map(|name| workspace.person(name)).collect();
    // The world's clock begins on Monday, 2026-01-05.
    let day = 86_400_000_000;
    let monday = kith_tests::fake_clock::START * 1_000;
    workspace.post_at(&channel, &people[0], "on monday", monday);
    workspace.post_at(&channel, &people[1], "on tuesday", monday + day);
    let fake = world.block_on(FakeSlack::start(workspace)).unwrap();
    let wish = json!({ "kind": "slack", "secret": TOKEN, "settings": { "address": api(fake.address()).as_str() } });
    let id = world.get("sources.connect", wish)["id"].as_str().unwrap().to_owned();
    world.clock.pass(2 * 86_400_000);
    world.sync(&id, true);
    let adas = found(&world, "ada");
    let level = |id: &Value| world.get("members.level", json!({ "id": id }))["level"].clone();
    for ada in &adas {
        assert_eq!((&level(&ada["id"])["level"], &level(&ada["id"])["step"]), (&json!("exploring"), &json!(3)));
    }
    world.get("members.merge", json!({ "a": adas[0]["id"], "b": adas[1]["id"] }));
    let both = level(&adas[0]["id"]);
    assert_eq!((&both["level"], &both["kept_until"]), (&json!("participating"), &json!("2026-02-11")), "{both}");
    world.clock.pass(400 * 86_400_000);
    assert_eq!(level(&adas[0]["id"]), Value::Null, "a year later");
}

#[test]
fn one_verified_address_joins_without_asking_and_a_person_may_differ() {
    let (world, _slack, _discourse, ids) = both(true);
    let adas = found(&world, "ada");
    let emails: Vec<Value> =
        adas.iter().map(|row| world.get("members.get", json!({ "id": row["id"] }))["email"].clone()).collect();
    assert_eq!(adas.len(), 1, "{emails:?}");
    let one = world.get("members.get", json!({ "id": adas[0]["id"] }));
    let links: Vec<&Value> = list(&one, "accounts").map(|account| &account["link"]).collect();
    assert_eq!(links, [&json!("own"), &json!("address")]);
    let other = list(&one, "accounts").nth(1).unwrap()["id"].clone();
    world.get("members.split", json!({ "account": other }));
    ids.iter().for_each(|id| {
        world.sync(id, true);
    });
    assert_eq!(found(&world, "ada").len(), 2, "what a person said stays");
    let checked = world.get("check", json!({}));
    assert_eq!(checked["ok"], json!(true), "{checked}");
}
