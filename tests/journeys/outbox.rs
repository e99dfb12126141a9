//! What is written here reaches the community once, in order, whenever there is a way.

use kith_tests::{fake_discourse::FakeDiscourse, world::World};
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture::list,
};

fn garden() -> (World, FakeDiscourse, String, String) {
    let mut garden = forum();
    garden.topic(Some(1), 2, "About the beds", "the opening words");
    let (world, fake, id) = connected(garden);
    world.sync(&id, true);
    let threads = world.get("threads.list", json!({ "limit": 10 }));
    let thread = threads["rows"][0]["id"].as_str().unwrap_or_default().to_owned();
    (world, fake, id, thread)
}

fn item(world: &World, id: &str) -> Value {
    let outbox = world.get("outbox.list", json!({}));
    list(&outbox, "items").find(|item| item["id"] == id).cloned().unwrap_or_default()
}

fn reply(world: &World, thread: &str, text: &str) -> String {
    let queued = world.get("outbox.reply", json!({ "message": thread, "text": text }));
    queued["id"].as_str().unwrap_or_default().to_owned()
}

fn posts(fake: &FakeDiscourse) -> Vec<String> {
    fake.change(|forum| forum.posts.values().map(|post| post.raw.clone()).collect())
}

#[test]
fn an_answer_waits_goes_out_and_comes_back_as_the_real_thing() {
    let (world, fake, id, thread) = garden();
    let queued = reply(&world, &thread, "try beans in the shade");
    assert_eq!(item(&world, &queued)["state"], json!("queued"));
    world.sync(&id, false);
    assert_eq!(fake.posted(), 0, "there is time for second thoughts");
    world.clock.pass(8_001);
    let ended = world.sync(&id, false);
    assert_eq!(ended["report"]["sent"], json!(1), "{ended}");
    assert_eq!(item(&world, &queued)["state"], json!("sent"));
    let shown = world.get("threads.get", json!({ "id": thread, "limit": 10 }));
    assert_eq!(list(&shown, "messages").count(), 2, "{shown}");
    world.sync(&id, false);
    assert_eq!(fake.posted(), 1);
}

#[test]
fn what_was_taken_back_in_time_never_goes_out() {
    let (world, fake, id, thread) = garden();
    let queued = reply(&world, &thread, "that was too hasty");
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Send message"));
    world.clock.pass(60_000);
    world.sync(&id, false);
    assert_eq!(fake.posted(), 0);
    assert!(item(&world, &queued).is_null());
}

#[test]
fn written_offline_it_goes_out_once_when_the_network_is_back() {
    let (world, fake, id, thread) = garden();
    fake.habits(|habits| habits.forgets_answer = true);
    reply(&world, &thread, "the first of two answers");
    reply(&world, &thread, "the second of two answers");
    world.clock.pass(8_001);
    // The first is written there, and its answer is lost.
    world.sync(&id, false);
    world.clock.pass(3_600_000);
    world.sync(&id, false);
    world.clock.pass(3_600_000);
    world.sync(&id, false);
    let found = posts(&fake);
    assert_eq!(found[1..], ["the first of two answers", "the second of two answers"], "once each, in order");
}

#[test]
fn what_was_written_or_tried_while_the_clock_was_ahead_goes_out_when_it_is_right() {
    const YEARS: i64 = 10 * 365 * 86_400_000;
    let (world, fake, id, thread) = garden();
    fake.habits(|habits| habits.forgets_answer = true);
    reply(&world, &thread, "tried by a wrong clock");
    world.clock.pass(YEARS);
    reply(&world, &thread, "written by a wrong clock");
    // Its answer is lost, so it waits, by that clock.
    world.sync(&id, false);
    world.clock.pass(3_600_000 - YEARS);
    reply(&world, &thread, "written by the right one");
    world.clock.pass(8_001);
    for _ in 0..3 {
        world.sync(&id, false);
    }
    assert_eq!(fake.posted(), 3, "each once: {:?}", posts(&fake));
}

#[test]
fn what_is_refused_waits_for_a_person_and_holds_nothing_up() {
    let (world, fake, id, thread) = garden();
    let short = reply(&world, &thread, "no");
    let good = reply(&world, &thread, "a longer answer that is fine");
    world.clock.pass(8_001);
    world.sync(&id, false);
    let wedged = item(&world, &short);
    assert_eq!(wedged["state"], json!("wedged"), "{wedged}");
    assert!(wedged["error"]["message"].as_str().unwrap_or_default().contains("too short"), "{wedged}");
    assert_eq!(item(&world, &good)["state"], json!("sent"));
    world.get("outbox.retry", json!({ "id": short }));
    assert_eq!(item(&world, &short)["state"], json!("queued"));
    world.sync(&id, false);
    assert_eq!(item(&world, &short)["state"], json!("wedged"));
    world.get("outbox.discard", json!({ "id": short }));
    assert!(item(&world, &short).is_null());
    assert_eq!(fake.posted(), 1);
}

#[test]
fn nothing_is_sent_where_writing_was_not_allowed() {
    let (world, fake, id, thread) = garden();
    let mut settings = world.connection(&id)["settings"].clone();
    settings["write"] = json!(false);
    world.get("sources.change", json!({ "id": id, "settings": settings, "every": 15 }));
    let refused = world.call("outbox.reply", json!({ "message": thread, "text": "may I?" })).unwrap_err();
    assert_eq!(refused.code, kith_app::Code::Forbidden);
    assert_eq!(fake.posted(), 0);
}

#[test]
fn what_waits_survives_quitting() {
    let (world, fake, id, thread) = garden();
    let queued = reply(&world, &thread, "written before the lights went out");
    let world = world.reopened();
    assert_eq!(item(&world, &queued)["state"], json!("queued"));
    world.clock.pass(8_001);
    // The fake lived in the world that was closed.
    drop(fake);
    world.sync(&id, false);
    assert_eq!(item(&world, &queued)["state"], json!("queued"), "without network it goes on waiting");
}

#[test]
fn the_same_words_to_the_next_person_are_another_message() {
    let (world, fake, id, _) = garden();
    let page = world.get("members.list", json!({ "filter": { "kind": "people" }, "limit": 50 }));
    let account = |name: &str| list(&page, "rows").find(|row| row["name"] == name).unwrap()["id"].clone();
    let hour = kith_app::Clock::now_ms(&*world.clock) + 3_600_000;
    let words = |name: &str, at: Value| json!({ "account": account(name), "title": "Hello", "text": "Welcome to the garden", "at": at });
    world.get("outbox.direct", words("ada", Value::Null));
    let second = world.get("outbox.direct", words("bo", json!(hour)))["id"].as_str().unwrap().to_owned();
    world.clock.pass(8_001);
    world.sync(&id, false);
    assert_eq!(fake.posted(), 1);
    // The forum is overloaded for a moment: what went out to ada is not what bo gets.
    fake.habits(|habits| habits.drops_write = true);
    world.clock.pass(3_600_000);
    world.sync(&id, false);
    assert_eq!((fake.posted(), &item(&world, &second)["state"]), (1, &json!("queued")));
    world.clock.pass(3_600_000);
    world.sync(&id, false);
    assert_eq!((fake.posted(), &item(&world, &second)["state"]), (2, &json!("sent")), "each gets their own");
}
