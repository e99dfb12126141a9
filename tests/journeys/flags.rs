//! The review queue of a forum: what waits there is what is shown here, as of the last sync.

use kith_tests::fake_discourse::{FakeDiscourse, USER_KEY};
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture::list,
};

fn flags(world: &kith_tests::world::World) -> Value {
    world.get("conduct.flags", json!({}))["flags"].clone()
}

#[test]
fn what_waits_at_a_forum_is_shown_with_its_reasons_until_it_is_decided() {
    let mut made = forum();
    let users: Vec<i64> = made.users.keys().copied().filter(|id| *id > 0).collect();
    let (topic, first) = made.topic(Some(1), users[1], "Slugs again", "How do I keep the slugs away?");
    let rude = made.reply(topic, users[2], "Read the manual, you slug");
    let number = made.flag(rude, users[1], 4);
    made.flag(rude, users[3], 8);
    for post in 0..12 {
        let post = made.reply(topic, users[3], &format!("Buy cheap pellets {post}"));
        made.flag(post, users[1], 8);
    }
    let (world, fake, id) = connected(made);
    world.sync(&id, false);
    let shown = flags(&world);
    let first_flag = &shown[0];
    assert_eq!(shown.as_array().unwrap().len(), 13, "all pages: {shown}");
    assert_eq!(
        [&first_flag["flags"], &first_flag["reasons"], &first_flag["words"], &first_flag["author"]],
        [&json!(2), &json!(["Inappropriate", "Spam"]), &json!("Read the manual, you slug"), &json!("bo")]
    );
    assert!(first_flag["link"].as_str().unwrap().ends_with(&format!("/t/{topic}/2")), "{first_flag}");
    assert!(!first_flag.to_string().contains("\"cy\""), "who flagged stays at the forum: {first_flag}");
    let member = &first_flag["member"];
    assert_eq!(world.get("members.get", json!({ "id": member }))["name"], "bo");
    assert_eq!(world.get("conduct.today", json!({}))["flags"], 13);

    // Decided there, by somebody else; another one comes.
    fake.change(|forum| {
        forum.decide(number, 1);
        forum.flag(first, users[2], 3)
    });
    world.sync(&id, false);
    let shown = flags(&world);
    assert_eq!(shown.as_array().unwrap().len(), 13);
    assert!(list(&json!({ "all": shown }), "all").all(|flag| flag["words"] != "Read the manual, you slug"));

    // An author who is erased leaves no words in the queue, and a forum that is ill keeps what was known.
    let cy =
        list(&json!({ "all": flags(&world) }), "all").find(|flag| flag["author"] == "cy").unwrap()["member"].clone();
    world.get("members.erase", json!({ "id": cy, "name": "cy" }));
    let left = flags(&world);
    assert_eq!((left.as_array().unwrap().len(), &left[0]["reasons"]), (1, &json!(["Off-Topic"])));
}

#[test]
fn a_key_that_may_not_see_the_queue_sees_none() {
    let mut made = forum();
    let users: Vec<i64> = made.users.keys().copied().filter(|id| *id > 0).collect();
    let (_, post) = made.topic(Some(1), users[1], "Slugs again", "How do I keep the slugs away?");
    made.flag(post, users[2], 3);
    let (world, fake, _) = connected(made);
    fake.habits(|habits| habits.member = (users[1], false));
    let settings = json!({ "address": format!("http://{}/", fake.address()) });
    let wish = json!({ "kind": "discourse", "secret": USER_KEY, "settings": settings });
    let other = kith_tests::world::World::new();
    let id = other.get("sources.connect", wish)["id"].as_str().unwrap().to_owned();
    let ended = other.sync(&id, false);
    assert_eq!((&ended["state"], flags(&other)), (&json!("idle"), json!([])), "{ended}");
    drop(world);
}

/// A forum with one flag, its number, and its post.
fn one_flag() -> (kith_tests::world::World, FakeDiscourse, String, i64, i64) {
    let mut made = forum();
    let users: Vec<i64> = made.users.keys().copied().filter(|id| *id > 0).collect();
    let (topic, _) = made.topic(Some(1), users[1], "Slugs again", "How do I keep the slugs away?");
    let rude = made.reply(topic, users[2], "Read the manual, you slug");
    let number = made.flag(rude, users[1], 4);
    let (world, fake, id) = connected(made);
    world.sync(&id, false);
    (world, fake, id, number, rude)
}

fn status(fake: &FakeDiscourse, number: i64) -> i64 {
    fake.change(|forum| forum.flags[&number].status)
}

fn in_outbox(world: &kith_tests::world::World) -> Value {
    world.get("outbox.list", json!({}))["items"][0].clone()
}

#[test]
fn a_decision_waits_can_be_taken_back_and_is_done_once() {
    let (world, fake, id, number, rude) = one_flag();
    let flag = flags(&world)[0].clone();
    let wish = json!({ "id": flag["id"], "action": "agree_and_hide" });
    world.get("conduct.decide", wish.clone());
    let shown = flags(&world)[0].clone();
    assert_eq!((&shown["decision"]["action"], &shown["decision"]["stuck"]), (&json!("agree_and_hide"), &json!(false)));
    assert_eq!(world.get("conduct.today", json!({}))["flags"], 0, "what is decided is no work any more");
    let twice = world.call("conduct.decide", wish.clone()).unwrap_err();
    assert_eq!(twice.code, kith_app::Code::Conflict);
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Decide about flag"));
    world.clock.pass(60_000);
    world.sync(&id, false);
    assert_eq!((status(&fake, number), &flags(&world)[0]["decision"]), (0, &json!(null)));

    // For good, and its answer is lost on the way.
    world.get("conduct.decide", wish);
    world.clock.pass(8_001);
    fake.habits(|habits| habits.forgets_answer = true);
    world.sync(&id, false);
    assert_eq!(status(&fake, number), 1);
    world.clock.pass(3_600_000);
    world.sync(&id, false);
    assert_eq!((&in_outbox(&world)["state"], fake.posted()), (&json!("sent"), 1));
    assert_eq!(flags(&world), json!([]));
    assert!(fake.change(|forum| forum.posts[&rude].hidden));
}

#[test]
fn somebody_who_was_first_is_told_and_not_overruled() {
    let (world, fake, id, number, rude) = one_flag();
    let flag = flags(&world)[0]["id"].clone();
    world.get("conduct.decide", json!({ "id": flag, "action": "disagree" }));
    world.clock.pass(8_001);
    // One more flag meanwhile: what was decided about is not what is there now.
    fake.change(|forum| forum.flag(rude, forum.posts[&rude].user, 8));
    world.sync(&id, false);
    let stuck = in_outbox(&world);
    assert_eq!((&stuck["state"], &stuck["error"]["code"]), (&json!("wedged"), &json!("Conflict")), "{stuck}");
    let shown = flags(&world)[0].clone();
    assert_eq!((&shown["flags"], &shown["decision"]["stuck"]), (&json!(2), &json!(true)), "{shown}");
    assert_eq!(status(&fake, number), 0);

    // Looked at again and decided again: the one that was stuck is given up. Now somebody else is faster.
    world.get("conduct.decide", json!({ "id": flag, "action": "disagree" }));
    fake.change(|forum| forum.decide(number, 3));
    world.clock.pass(8_001);
    world.sync(&id, false);
    let outbox = world.get("outbox.list", json!({}));
    assert_eq!(list(&outbox, "items").count(), 1, "{outbox}");
    let why = in_outbox(&world)["error"]["message"].clone();
    assert!(why.as_str().unwrap().contains("first"), "{why}");
    assert_eq!((status(&fake, number), flags(&world), fake.posted()), (3, json!([]), 0));
}

#[test]
fn deciding_asks_for_writing_as_everything_else_does() {
    let (world, fake, id, number, _) = one_flag();
    let flag = flags(&world)[0]["id"].clone();
    let mut settings = world.connection(&id)["settings"].clone();
    settings["write"] = json!(false);
    world.get("sources.change", json!({ "id": id, "settings": settings, "every": 15 }));
    let refused = world.call("conduct.decide", json!({ "id": flag, "action": "disagree" })).unwrap_err();
    assert_eq!((refused.code, status(&fake, number)), (kith_app::Code::Forbidden, 0));
    let strange = world.call("conduct.decide", json!({ "id": flag, "action": "delete_user" })).unwrap_err();
    assert_eq!(strange.code, kith_app::Code::Invalid);
}
