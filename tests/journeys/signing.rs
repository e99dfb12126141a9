//! Signing in at a forum by a code: the key comes by itself, or a reason why it does not.

use std::sync::Arc;

use kith_app::{Code, ExposeSecret};
use kith_tests::{
    fake_discourse::{Codes, FakeDiscourse, Habits, Idle, USER_KEY},
    world::World,
};
use serde_json::{Value, json};

use crate::forum::forum;

const POLL: &str = "POST user-api-key/device/poll";

fn begun(codes: Codes, paste: bool) -> (World, FakeDiscourse, Value) {
    let world = World::new();
    let forum = forum();
    let member = forum.users.iter().find(|(_, user)| !user.admin).map_or(0, |(id, _)| *id);
    let habits = Habits { member: (member, false), codes, ..Habits::default() };
    let fake = world.block_on(FakeDiscourse::start(forum, habits, Arc::new(Idle::default()))).unwrap();
    let settings = json!({ "address": format!("http://{}", fake.address()), "write": true });
    let signing = world.get("sources.sign_in_forum", json!({ "settings": settings, "paste": paste }));
    (world, fake, signing)
}

fn ended(world: &World, signing: &Value) -> Value {
    let state = || world.get("sources.sign_in_state", json!({ "id": signing["id"] }));
    world.until("it ends", || state() != json!({ "source": null, "error": null }));
    state()
}

#[test]
fn a_code_that_somebody_agrees_to_connects_the_forum() {
    let codes = Codes { offered: true, decides: Some((3, true)), ..Codes::default() };
    let (world, fake, signing) = begun(codes, false);
    assert_eq!(signing["code"], json!("WXYZ-2345"));
    let page = format!("http://{}/user-api-key/activate?request=SAFE1234", fake.address());
    assert_eq!(signing["address"], json!(page));
    let state = ended(&world, &signing);
    assert!(!state.to_string().contains(USER_KEY), "{state}");
    let id = state["source"]["id"].as_str().unwrap().to_owned();
    assert_eq!(world.sync(&id, true)["state"], json!("idle"));
    assert_eq!(world.connection(&id)["can_write"], json!(true), "what was asked for is what the key may do");
    let communities = world.get("communities.list", json!({}));
    let name = format!("{}/{id}", communities["communities"][0]["id"].as_str().unwrap());
    assert_eq!(world.secret(&name).unwrap().expose_secret(), USER_KEY);
}

#[test]
fn a_refusal_and_silence_connect_nothing() {
    for (decides, code) in [(Some((1, false)), "SignedOut"), (None, "Invalid")] {
        let (world, _fake, signing) = begun(Codes { offered: true, decides, ..Codes::default() }, false);
        let state = ended(&world, &signing);
        assert_eq!((&state["error"]["code"], &state["source"]), (&json!(code), &json!(null)), "{state}");
        assert_eq!(world.get("sources.list", json!({}))["sources"], json!([]));
    }
}

#[test]
fn whoever_thinks_better_of_it_is_asked_no_more() {
    let (world, fake, signing) = begun(Codes { offered: true, good: 1_800, ..Codes::default() }, false);
    world.get("sources.cancel_sign_in", json!({ "id": signing["id"] }));
    let error = world.call("sources.sign_in_state", json!({ "id": signing["id"] })).unwrap_err();
    assert_eq!(error.code, Code::NotFound, "{error:?}");
    world.until("the asking ends", || !fake.counted().contains_key(POLL));
    fake.habits(|habits| habits.codes.decides = Some((0, true)));
    assert_eq!(world.get("sources.list", json!({}))["sources"], json!([]));
    assert!(!fake.counted().contains_key(POLL));
}

#[test]
fn a_forum_without_codes_shows_a_text_to_copy_and_so_does_one_that_is_asked_to() {
    for (offered, paste) in [(false, false), (true, true)] {
        let (_world, fake, signing) = begun(Codes { offered, ..Codes::default() }, paste);
        assert_eq!(signing["code"], json!(null));
        assert!(signing["address"].as_str().unwrap().contains("/user-api-key/new?"), "{signing}");
        assert!(!fake.counted().contains_key("POST user-api-key/device"));
    }
}
