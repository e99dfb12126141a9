//! What upsets a desk: a source goes away, a thread is deleted, somebody is erased in the middle of everything, clocks and
//! zones change. Nothing dangles, nothing that was written here is lost.

use kith_tests::{fake_clock::START, fake_discourse::FakeDiscourse, world::World};
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    leaving::lies_about,
    picture::list,
};

const DAY_MS: i64 = 86_400_000;

/// A forum with a topic that waits, read; its topic's number there, and its id here.
fn waiting() -> (World, FakeDiscourse, String, i64, Value) {
    let mut garden = forum();
    let ada = *garden.users.iter().find(|(_, user)| user.username == "ada").unwrap().0;
    let (topic, _) = garden.topic(Some(1), ada, "About the beds", "does anybody know?");
    let (world, fake, source) = connected(garden);
    world.sync(&source, true);
    let id = queue(&world)["rows"][0]["id"].clone();
    assert!(id.is_string(), "{}", queue(&world));
    (world, fake, source, topic, id)
}

fn queue(world: &World) -> Value {
    world.get("desk.unanswered", json!({ "days": 30, "limit": 100 }))
}

fn member(world: &World, name: &str) -> Value {
    let all = world.get("members.list", json!({ "limit": 100 }));
    list(&all, "rows").find(|row| row["name"] == name).cloned().unwrap_or_default()
}

fn sound(world: &World) {
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    for list in
        ["desk.news", "recognition.today", "advocates.list", "content.today", "introductions.rounds", "watches.list"]
    {
        world.get(list, json!({}));
    }
}

#[test]
fn a_source_that_goes_away_takes_its_work_along_and_leaves_what_was_written() {
    let (world, _fake, source, _, id) = waiting();
    world.get("desk.claim", json!({ "id": id, "by": "Dee" }));
    let ada = member(&world, "ada")["id"].clone();
    world.get("advocates.save", json!({ "advocate": { "member": ada, "what": "a talk" } }));
    world.get("outbox.reply", json!({ "message": id, "text": "try beans" }));
    let name = list(&world.get("sources.list", json!({})), "sources").next().unwrap()["name"].clone();
    world.get("sources.remove", json!({ "id": source, "name": name }));
    assert_eq!(queue(&world)["total"], json!(0));
    assert_eq!(list(&world.get("advocates.list", json!({})), "rows").count(), 1, "whom one wrote about stays");
    assert_eq!(
        list(&world.get("outbox.list", json!({})), "items").count(),
        0,
        "nothing waits for a source that is no more"
    );
    sound(&world);
}

#[test]
fn a_deleted_thread_waits_for_nobody_and_comes_back_as_it_was() {
    let (world, fake, source, topic, id) = waiting();
    world.get("desk.claim", json!({ "id": id, "by": "Dee" }));
    let first = fake.change(|forum| forum.in_topic(topic).map(|(id, _)| *id).min()).unwrap();
    fake.change(|forum| forum.delete_by_staff(first, true));
    world.sync(&source, true);
    assert_eq!(queue(&world)["total"], json!(0), "{}", queue(&world));
    assert_eq!(queue(&world)["counts"]["claimed"], json!(0), "a claim alone shows nothing");
    sound(&world);
    fake.change(|forum| forum.delete_by_staff(first, false));
    world.sync(&source, true);
    assert_eq!((&queue(&world)["rows"][0]["id"], &queue(&world)["rows"][0]["claimed_by"]), (&id, &json!("Dee")));
}

#[test]
fn who_is_erased_in_the_middle_of_every_pipeline_leaves_no_trace_in_it() {
    let (world, _fake, _, _, id) = waiting();
    let ada = member(&world, "ada");
    world.get("desk.claim", json!({ "id": id, "by": "Dee" }));
    world.get("desk.greet", json!({ "members": [ada["id"]], "how": "by_hand" }));
    world.get("advocates.save", json!({ "advocate": { "member": ada["id"], "what": "a talk about ferns" } }));
    let pipeline = world.get("advocates.list", json!({}))["rows"][0]["id"].clone();
    world.get("advocates.step", json!({ "id": pipeline, "step": "agreed", "on": "2026-01-04" }));
    world.get(
        "kudos.save",
        json!({ "kudos": { "member": ada["id"], "words": "carried the ferns", "by": "", "on": "2026-01-04" } }),
    );
    let post = json!({ "title": "Beds", "owner": ada["id"], "place": "Letter", "planned_on": "2026-01-10" });
    world.get("content.save", json!({ "post": post }));
    assert!(lies_about(&world, "about ferns") && lies_about(&world, "the ferns"));
    world.get("members.erase", json!({ "id": ada["id"], "name": ada["name"] }));
    // A list would leave out what belongs to nobody; the file would still tell.
    assert!(!lies_about(&world, "about ferns") && !lies_about(&world, "the ferns"));
    assert_eq!(list(&world.get("advocates.list", json!({})), "rows").count(), 0);
    assert_eq!(list(&world.get("kudos.list", json!({ "limit": 5 })), "rows").count(), 0);
    let posts = world.get("content.list", json!({ "from": "2026-01-01", "until": "2026-02-01" }));
    assert!(!posts.to_string().contains(ada["id"].as_str().unwrap()), "the post stays, without an owner: {posts}");
    assert_eq!(list(&posts, "posts").count(), 1);
    assert_eq!(queue(&world)["total"], json!(0), "what an erased person asked waits for nobody");
    sound(&world);
}

#[test]
fn clocks_and_zones_that_change_lose_nothing_and_tell_no_future() {
    let (world, _fake, _, _, id) = waiting();
    world.get("desk.snooze", json!({ "id": id, "until": "tomorrow" }));
    let snoozed = |world: &World| queue(world)["counts"]["snoozed"].clone();
    assert_eq!(snoozed(&world), json!(1));
    world.get("settings.change", json!({ "zone": "Pacific/Kiritimati" }));
    assert_eq!(snoozed(&world), json!(1), "a moment is a moment on every clock");
    // The machine's battery was empty: it is two days ago, and everything here lies in the future.
    world.clock.pass(-2 * DAY_MS);
    assert_eq!(snoozed(&world), json!(1));
    for row in list(&queue(&world), "rows") {
        assert!(row["business_minutes"].as_i64().is_none_or(|minutes| minutes >= 0), "{row}");
    }
    sound(&world);
    world.get("desk.enough", json!({ "enough": true }));
    world.clock.pass(4 * DAY_MS);
    assert_eq!((snoozed(&world), queue(&world)["total"].clone()), (json!(0), json!(1)), "back when its moment came");
    let since = world.get("desk.news", json!({}))["since"].as_i64().unwrap();
    assert!(since <= START + 2 * DAY_MS, "{since}");
    sound(&world);
}
