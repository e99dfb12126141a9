//! What a source no longer shows: a little is followed, much is asked about, another community is refused.

use kith_tests::{fake_discourse::Forum, world::World};
use serde_json::{Value, json};

use crate::forum::{connected, forum};

/// A forum with a topic of so many answers.
fn talkative(answers: usize) -> (Forum, Vec<i64>) {
    let mut forum = forum();
    let (topic, _) = forum.topic(Some(1), 2, "About the beds", "the opening words");
    let answers = (0..answers).map(|number| forum.reply(topic, 3, &format!("answer number {number}"))).collect();
    (forum, answers)
}

fn messages(world: &World) -> u64 {
    world.get("stats", json!({}))["activities"]["total"].as_u64().unwrap_or_default()
        - world.get("stats", json!({}))["activities"]["deleted"].as_u64().unwrap_or_default()
}

#[test]
fn a_handful_is_taken_away_without_a_word() {
    let (forum, answers) = talkative(20);
    let (world, fake, id) = connected(forum);
    world.sync(&id, true);
    fake.change(|forum| answers[..3].iter().for_each(|post| forum.delete_by_staff(*post, true)));
    let ended = world.sync(&id, true);
    assert_eq!((&ended["state"], &ended["report"]["removed"]), (&json!("idle"), &json!(3)), "{ended}");
    assert_eq!(messages(&world), 18);
}

#[test]
fn much_is_asked_about_and_nothing_happens_until_then() {
    let (forum, answers) = talkative(40);
    let (world, fake, id) = connected(forum);
    world.sync(&id, true);
    fake.change(|forum| answers[..20].iter().for_each(|post| forum.delete_by_staff(*post, true)));
    let asking = world.sync(&id, true);
    assert_eq!(asking["state"], json!("asking"), "{asking}");
    assert_eq!(asking["error"]["code"], json!("Conflict"));
    assert_eq!(messages(&world), 41, "nothing was taken away");
    // Kept: the next runs take nothing away either.
    world.get("sources.answer", json!({ "id": id, "follow": false }));
    let kept = world.sync(&id, true);
    assert_eq!((&kept["state"], messages(&world)), (&json!("idle"), 41), "{kept}");
}

#[test]
fn allowed_once_it_is_followed_and_asked_again_the_next_time() {
    let (forum, answers) = talkative(60);
    let (world, fake, id) = connected(forum);
    world.sync(&id, true);
    fake.change(|forum| answers[..20].iter().for_each(|post| forum.delete_by_staff(*post, true)));
    assert_eq!(world.sync(&id, true)["state"], json!("asking"));
    world.get("sources.answer", json!({ "id": id, "follow": true }));
    let followed = world.sync(&id, true);
    assert_eq!(followed["report"]["removed"], json!(20), "{followed}");
    assert_eq!(messages(&world), 41);
    fake.change(|forum| answers[20..40].iter().for_each(|post| forum.delete_by_staff(*post, true)));
    assert_eq!(world.sync(&id, true)["state"], json!("asking"), "allowed once is not allowed for ever");
    let wrong = world.call("sources.answer", json!({ "id": "nonsense", "follow": true })).unwrap_err();
    assert_eq!(wrong.code, kith_app::Code::NotFound);
}

#[test]
fn without_network_it_waits_and_nothing_is_lost() {
    let (forum, _) = talkative(5);
    let (world, fake, id) = connected(forum);
    world.sync(&id, true);
    drop(fake);
    let waiting = world.sync(&id, true);
    assert_eq!((&waiting["state"], &waiting["error"]["code"]), (&json!("waiting"), &json!("Offline")), "{waiting}");
    assert!(waiting["next_run_at"].as_i64().is_some(), "it tries again by itself: {waiting}");
    assert_eq!(messages(&world), 6);
}

#[test]
fn a_key_that_is_refused_needs_a_person() {
    let (forum, _) = talkative(5);
    let (world, _fake, id) = connected(forum);
    world.sync(&id, true);
    let settings: Value = world.connection(&id)["settings"].clone();
    let wish = json!({ "kind": "discourse", "secret": "f".repeat(64), "settings": settings, "source": id });
    let refused = world.call("sources.connect", wish).unwrap_err();
    assert!(matches!(refused.code, kith_app::Code::SignedOut | kith_app::Code::Forbidden), "{refused:?}");
    assert_eq!(world.sync(&id, true)["state"], json!("idle"), "the key that works is still the one that is kept");
}
