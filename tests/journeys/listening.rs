//! Listening for news: off until it is asked for, at once when it is on, quiet when it fails, and gone when it is ended.

use kith_app::Waits;
use kith_tests::{
    fake_slack::{APP_TOKEN, FakeSlack, TOKEN},
    world::World,
};
use serde_json::{Value, json};

use crate::workspace::{connected, walk, workspace};

/// Longer than runs that news begin stand apart, and much shorter than the interval.
const A_WHILE: i64 = 61_000;
const INTERVAL: i64 = 15 * 60_000;

/// A workspace that was read once and is read when it is due from now on.
fn read_once() -> (World, FakeSlack, String) {
    let (world, fake, id) = connected(workspace());
    assert_eq!(world.sync(&id, true)["state"], json!("idle"));
    world.keep_syncing();
    (world, fake, id)
}

fn listening() -> (World, FakeSlack, String) {
    let (world, fake, id) = read_once();
    world.get("sources.hint", json!({ "id": id, "token": format!(" {APP_TOKEN}\n") }));
    state(&world, &id, "listening");
    assert!(world.block_on(fake.lines_until(|seen| seen.open == 1)));
    (world, fake, id)
}

#[track_caller]
fn state(world: &World, id: &str, expected: &str) -> Value {
    world.until(expected, || world.connection(id)["hint"]["state"] == expected);
    world.connection(id)["hint"].clone()
}

fn is_here(world: &World, word: &str) -> bool {
    let found = world.get("search", json!({ "text": word, "limit": 5 }));
    found["hits"].as_array().is_some_and(|hits| !hits.is_empty())
}

/// Runs so far: each asks once who is there.
fn runs(fake: &FakeSlack) -> u64 {
    fake.counts().get("users.list").copied().unwrap_or(0)
}

fn token_is_kept(world: &World, id: &str) -> bool {
    let communities = world.get("communities.list", json!({}));
    let community = communities["communities"][0]["id"].as_str().unwrap_or_default().to_owned();
    assert!(!community.is_empty(), "{communities}");
    world.secret(&format!("{community}/{id}/hint")).is_some()
}

#[test]
fn a_message_is_here_long_before_the_next_run_is_due() {
    let (world, fake, id) = listening();
    world.clock.pass(A_WHILE);
    let posted = world.clock.now_ms();
    let due = world.connection(&id)["next_run_at"].as_i64().unwrap();
    fake.with(|workspace| workspace.post("C0001", "U0002", "aubergines"));
    world.until("the message is here", || is_here(&world, "aubergines"));
    assert!(world.clock.now_ms() < due && world.clock.now_ms() - posted < INTERVAL / 3, "it did not wait for the run");
    assert!(world.block_on(fake.lines_until(|seen| seen.acknowledged == 1)));
    assert_eq!((fake.lines().late, fake.lines().nonsense), (0, vec![]));
}

#[test]
fn it_is_off_until_a_token_is_given() {
    let (world, fake, id) = read_once();
    assert_eq!(world.connection(&id)["hint"], json!({ "state": "off", "error": null }));
    world.clock.pass(INTERVAL);
    world.get("sources.pause", json!({ "id": id, "paused": false }));
    world.until("another run", || runs(&fake) > 1);
    assert_eq!((fake.lines().ever, fake.counts().get("apps.connections.open")), (0, None));
    // Settings cannot put it on, whatever they say.
    let settings = json!({ "hint": true, "name": "Allotment" });
    world.get("sources.change", json!({ "id": id, "settings": settings, "every": 15 }));
    assert_eq!(world.connection(&id)["hint"]["state"], json!("off"));
}

#[test]
fn a_token_of_another_kind_is_refused() {
    let (world, fake, id) = read_once();
    for wrong in [TOKEN, "xoxb-1-wrong-secret", "wrong-secret", ""] {
        let error = world.call("sources.hint", json!({ "id": id, "token": wrong })).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (kith_app::Code::Invalid, Some("token")), "{error:?}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }
    assert_eq!(world.connection(&id)["hint"]["state"], json!("off"));
    assert!(!token_is_kept(&world, &id));
    assert_eq!(fake.counts().get("apps.connections.open"), None);
}

#[test]
fn what_only_a_person_can_mend_is_said_once_and_quietly() {
    let (world, fake, id) = read_once();
    world.get("sources.hint", json!({ "id": id, "token": "xapp-1-wrong-secret" }));
    let hint = state(&world, &id, "stopped");
    assert_eq!(hint["error"]["code"], json!("SignedOut"), "{hint}");
    assert!(!hint.to_string().contains("secret"), "{hint}");
    assert_eq!(fake.counts()["apps.connections.open"], 1, "it is not tried again and again");
    fake.with(|workspace| workspace.refuses_lines = Some("not_allowed_token_type".into()));
    world.get("sources.hint", json!({ "id": id, "token": APP_TOKEN }));
    world.until("the other reason", || world.connection(&id)["hint"]["error"]["code"] == "Forbidden");
    fake.with(|workspace| workspace.refuses_lines = None);
    world.get("sources.hint", json!({ "id": id, "token": APP_TOKEN }));
    state(&world, &id, "listening");
    assert!(world.block_on(fake.lines_until(|seen| seen.open == 1)));
    fake.disconnect("link_disabled");
    let hint = state(&world, &id, "stopped");
    assert_eq!(hint["error"]["code"], json!("Forbidden"), "{hint}");
    let connection = world.connection(&id);
    assert_eq!((&connection["state"], &connection["error"]), (&json!("idle"), &json!(null)), "{connection}");
}

#[test]
fn much_news_is_one_run() {
    let (world, fake, id) = listening();
    world.clock.pass(A_WHILE);
    fake.with(|workspace| workspace.post("C0001", "U0002", "first"));
    world.until("the first is here", || is_here(&world, "first") && world.connection(&id)["state"] == "idle");
    let before = runs(&fake);
    for number in 0..5 {
        fake.with(|workspace| workspace.post("C0001", "U0002", &format!("between {number}")));
    }
    assert!(world.block_on(fake.lines_until(|seen| seen.acknowledged == 6)));
    // In one go: whichever of the news wakes the schedule, its run finds all of them.
    fake.with(|workspace| {
        workspace.post("C0001", "U0002", "last");
        world.clock.pass(A_WHILE);
    });
    world.until("the last is here", || is_here(&world, "last"));
    assert!(is_here(&world, "between"));
    assert_eq!(runs(&fake), before + 1, "six messages, one run");
}

#[test]
fn turning_it_off_forgets_the_token_and_ends_the_line() {
    let (world, fake, id) = listening();
    assert!(token_is_kept(&world, &id));
    world.get("sources.hint", json!({ "id": id }));
    assert_eq!(world.connection(&id)["hint"]["state"], json!("off"));
    assert!(!token_is_kept(&world, &id));
    assert!(world.block_on(fake.lines_until(|seen| seen.open == 0)));

    world.get("sources.hint", json!({ "id": id, "token": APP_TOKEN }));
    state(&world, &id, "listening");
    world.get("sources.disconnect", json!({ "id": id }));
    assert!(!token_is_kept(&world, &id), "disconnecting forgets it as well");
    assert!(world.block_on(fake.lines_until(|seen| seen.open == 0)));
}

#[test]
fn a_paused_source_is_not_listened_to() {
    let (world, fake, id) = listening();
    world.get("sources.pause", json!({ "id": id, "paused": true }));
    assert!(world.block_on(fake.lines_until(|seen| seen.open == 0)));
    assert_eq!(state(&world, &id, "waiting")["error"], json!(null));
    world.get("sources.pause", json!({ "id": id, "paused": false }));
    state(&world, &id, "listening");
    world.close();
    assert!(world.block_on(fake.lines_until(|seen| seen.open == 0)), "nobody listens after quitting");
}

#[test]
fn a_line_that_ends_is_followed_by_another() {
    let (world, fake, id) = listening();
    world.clock.pass(A_WHILE);
    fake.disconnect("refresh_requested");
    assert!(world.block_on(fake.lines_until(|seen| seen.ever == 2 && seen.open == 1)), "{:?}", fake.lines());
    fake.with(|workspace| workspace.refuses_lines = Some("internal_error".into()));
    fake.cut_lines();
    world.until("it was tried again", || fake.counts()["apps.connections.open"] >= 4);
    assert_ne!(world.connection(&id)["hint"]["state"], json!("stopped"), "that passes by itself");
    fake.with(|workspace| workspace.refuses_lines = None);
    state(&world, &id, "listening");
    assert!(world.block_on(fake.lines_until(|seen| seen.open == 1)));
    world.clock.pass(A_WHILE);
    fake.with(|workspace| workspace.post("C0002", "U0001", "beetroot"));
    world.until("the message is here", || is_here(&world, "beetroot"));
}

#[test]
fn neither_the_token_nor_an_event_is_on_the_disk() {
    let (world, fake, id) = listening();
    world.clock.pass(A_WHILE);
    let before = runs(&fake);
    fake.say(r#"{"type":"events_api","envelope_id":"e-1","payload":{"event":{"text":"only-in-the-event"}}}"#);
    world.until("a run", || runs(&fake) > before && world.connection(&id)["state"] == "idle");
    let sources = world.get("sources.list", json!({})).to_string();
    assert!(!sources.contains(APP_TOKEN), "{sources}");
    world.close();
    for file in walk(&world.folder()) {
        let bytes = std::fs::read(&file).unwrap();
        for canary in [APP_TOKEN, "only-in-the-event", "ticket-"] {
            let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
            assert!(!found, "{} holds {canary}", file.display());
        }
    }
}
