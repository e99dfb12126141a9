//! The review queue of a forum: what waits there is what is shown here, as of the last sync.

use kith_tests::fake_discourse::USER_KEY;
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
