//! History that goes: texts that are kept for a time only, and sources that are removed with everything that came from them.

use kith_app::Clock as _;
use kith_tests::{fake_discourse::FakeDiscourse, world::World};
use serde_json::{Value, json};

use crate::{
    forum::{connect, connected, forum},
    picture::{assert_same, list, of},
};

const DAY: i64 = 86_400_000;
/// A word that stands in old texts alone.
const OLD: &str = "zzoldslugs";

/// A forum with an old conversation of three and one of this month, read as it was then and now.
fn years() -> (World, FakeDiscourse, String) {
    let mut made = forum();
    let users: Vec<i64> = made.users.keys().copied().filter(|id| *id > 0).collect();
    let (topic, first) = made.topic(Some(1), users[1], "Slugs again", &format!("How do I keep the {OLD} away?"));
    let answer = made.reply(topic, users[2], &format!("With copper against {OLD}"));
    made.like(answer, users[1]);
    made.like(first, users[3]);
    let (world, fake, id) = connected(made);
    world.sync(&id, true);
    world.clock.pass(400 * DAY);
    fake.change(|forum| {
        forum.passed += 400 * DAY;
        forum.topic(Some(1), users[3], "A new year", "Beans in the shade this time");
    });
    world.sync(&id, true);
    (world, fake, id)
}

fn name(world: &World, id: &str) -> Value {
    list(&world.get("sources.list", json!({})), "sources").find(|one| one["id"] == id).unwrap()["name"].clone()
}

fn found(world: &World, words: &str) -> usize {
    list(&world.get("search", json!({ "text": words, "limit": 20 })), "hits").count()
}

/// What numbers are made of: all but words.
fn numbers(world: &World) -> Value {
    json!({ "stats": world.get("stats", json!({})), "members": of(world)["members"].as_array().unwrap().iter().map(|member| {
        json!([member["row"]["name"], member["row"]["posts"], member["row"]["replies"], member["row"]["reactions"], member["row"]["last_at"]])
    }).collect::<Vec<_>>() })
}

/// Every byte that lies in the folder, searched; backups aside.
pub(crate) fn lies_about(world: &World, words: &str) -> bool {
    fn within(folder: &std::path::Path, needle: &[u8]) -> bool {
        std::fs::read_dir(folder).unwrap().filter_map(Result::ok).any(|entry| match entry.path() {
            path if path.is_dir() => path.file_name().is_none_or(|name| name != "backups") && within(&path, needle),
            path => std::fs::read(path).is_ok_and(|bytes| bytes.windows(needle.len()).any(|window| window == needle)),
        })
    }
    within(&world.folder(), words.as_bytes())
}

#[test]
fn texts_go_after_their_time_only_when_it_was_confirmed_and_numbers_stay() {
    let (world, fake, id) = years();
    assert_eq!((found(&world, OLD), world.follow_retention()), (2, 0), "off, unless somebody says so");
    let before = numbers(&world);
    let preview = world.get("retention.preview", json!({ "source": id, "months": 12 }));
    let traces = &preview["traces"];
    assert_eq!([&traces["posts"], &traces["replies"], &traces["stay"]], [&json!(1), &json!(1), &json!(1)], "{preview}");
    let wrong = world.call("retention.keep", json!({ "source": id, "months": 12, "name": "x" })).unwrap_err();
    assert_eq!((wrong.field.as_deref(), world.follow_retention()), (Some("name"), 0));
    world.get("retention.keep", json!({ "source": id, "months": 12, "name": name(&world, &id) }));
    assert_eq!(world.follow_retention(), 0, "a night passes first");
    assert_eq!(found(&world, OLD), 2);

    world.clock.pass(DAY);
    assert_eq!(world.follow_retention(), 2);
    assert_eq!((found(&world, OLD), found(&world, "beans")), (0, 1));
    assert_eq!(numbers(&world), before, "numbers are what they were");
    let threads = world.get("threads.list", json!({ "limit": 10 }));
    let old = list(&threads, "rows").find(|row| row["title"] == "Slugs again").unwrap()["id"].clone();
    let shown = world.get("threads.get", json!({ "id": old, "limit": 10 }));
    assert!(
        list(&shown, "messages").all(|message| message["text_went"] == true && message["gone"] == false),
        "{shown}"
    );
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    world.clock.pass(DAY);
    assert_eq!(world.follow_retention(), 0, "each night what is new to it, and no more");

    // The source still has them: neither a look at everything nor an edit brings them back.
    world.sync(&id, true);
    fake.change(|forum| forum.edit(2, &format!("With wool against {OLD}"), true));
    world.sync(&id, true);
    assert_eq!(
        (found(&world, OLD), numbers(&world)["stats"]["messages"].clone()),
        (0, before["stats"]["messages"].clone())
    );
    world.close();
    assert!(!lies_about(&world, OLD), "no page of the file has them");
}

#[test]
fn a_clock_that_is_ahead_for_a_while_takes_no_text() {
    let (world, fake, id) = years();
    world.get("retention.keep", json!({ "source": id, "months": 12, "name": name(&world, &id) }));
    world.clock.pass(DAY);
    assert_eq!((world.follow_retention(), found(&world, "beans")), (2, 1));
    // Somebody set the year wrong, and right again some hours later.
    world.clock.pass(3_650 * DAY);
    assert_eq!((world.follow_retention(), found(&world, "beans")), (0, 1), "the next night decides");
    world.clock.pass(DAY / 4 - 3_650 * DAY);
    fake.change(|forum| {
        let users: Vec<i64> = forum.users.keys().copied().filter(|id| *id > 0).collect();
        forum.topic(Some(1), users[3], "Yet another", "Peas this time, and slugs");
    });
    world.sync(&id, true);
    assert_eq!((found(&world, "beans"), found(&world, "peas")), (1, 1), "what comes in has its words");
    // By the clock that is right, the rule is followed as before; after a long time away from the second night on.
    world.clock.pass(DAY);
    assert_eq!(world.follow_retention(), 0);
    world.clock.pass(800 * DAY);
    assert_eq!((world.follow_retention(), found(&world, "beans")), (0, 1));
    world.clock.pass(DAY);
    assert_eq!((world.follow_retention(), found(&world, "beans")), (2, 0));
}

#[test]
fn a_source_that_was_read_while_the_clock_was_ahead_is_read_again_soon() {
    let (world, _fake, id) = years();
    world.clock.pass(3_650 * DAY);
    world.sync(&id, false);
    world.clock.pass(DAY / 4 - 3_650 * DAY);
    let now = world.clock.now_ms();
    world.keep_syncing();
    let is_read = || world.connection(&id)["last_ok_at"].as_i64().is_some_and(|at| (now..now + DAY).contains(&at));
    world.until("it is read again", is_read);
    world.until("and then when it is due", || {
        world.connection(&id)["next_run_at"].as_i64().is_some_and(|at| at < now + DAY)
    });
}

#[test]
fn a_rule_that_is_stopped_takes_nothing_any_more() {
    let (world, _fake, id) = years();
    world.get("retention.keep", json!({ "source": id, "months": 12, "name": name(&world, &id) }));
    world.get("retention.stop", json!({ "id": id }));
    world.clock.pass(3 * DAY);
    assert_eq!((world.follow_retention(), found(&world, OLD)), (0, 2));
}

#[test]
fn a_source_goes_with_its_rows_and_what_was_written_here_stays() {
    let (world, _fake, id) = years();
    let members = world.get("members.list", json!({ "filter": { "kind": "people", "left": true }, "limit": 20 }));
    let ada = list(&members, "rows").find(|row| row["name"] == "ada").unwrap()["id"].clone();
    world.get("notes.add", json!({ "member": ada, "text": "likes copper", "visibility": "shared", "kind": "note" }));
    let preview = world.get("sources.traces", json!({ "id": id }));
    let traces = &preview["traces"];
    assert_eq!(
        [&traces["messages"], &traces["stay"], &traces["reactions"]],
        [&json!(3), &json!(1), &json!(2)],
        "{preview}"
    );
    let wrong = world.call("sources.remove", json!({ "id": id, "name": "x" })).unwrap_err();
    assert_eq!(wrong.field.as_deref(), Some("name"));
    world.get("sources.remove", json!({ "id": id, "name": name(&world, &id) }));

    let stats = world.get("stats", json!({}));
    assert_eq!(
        (&stats["activities"]["total"], found(&world, OLD), found(&world, "beans")),
        (&json!(0), 0, 0),
        "{stats}"
    );
    let left = world.get("members.list", json!({ "filter": { "kind": "people", "left": true }, "limit": 20 }));
    let names: Vec<&Value> = list(&left, "rows").map(|row| &row["name"]).collect();
    assert_eq!(names, [&json!("ada")], "whom a note is about stays, without what they did");
    let notes = world.get("members.get", json!({ "id": ada }));
    assert!(notes.to_string().contains("likes copper"), "{notes}");
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    world.close();
    assert!(!lies_about(&world, OLD));
}

#[test]
fn removing_one_source_leaves_the_other_as_if_it_had_been_alone() {
    let (world, _fake, _) = years();
    let before = of(&world);
    // A second forum with other people, read and removed again.
    let mut second = forum();
    second.users.values_mut().for_each(|user| user.username = format!("{}2", user.username));
    let users: Vec<i64> = second.users.keys().copied().filter(|id| *id > 0).collect();
    let (topic, _) = second.topic(Some(1), users[1], "Elsewhere", "Something else altogether");
    second.reply(topic, users[2], "Indeed it is");
    let waits = std::sync::Arc::new(kith_tests::fake_discourse::Idle::default());
    let there =
        world.block_on(FakeDiscourse::start(second, kith_tests::fake_discourse::Habits::default(), waits)).unwrap();
    let added = connect(&world, &there);
    world.sync(&added, true);
    assert_ne!(of(&world)["stats"], before["stats"]);
    world.get("sources.remove", json!({ "id": added, "name": name(&world, &added) }));
    assert_same(&of(&world), &before, "after the other is gone");
    assert_eq!(list(&world.get("sources.list", json!({})), "sources").count(), 1);
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}
