//! The content calendar: what is planned goes out once at its time, its result comes back, and nothing dangles.

use kith_app::Code;
use kith_domain::time;
use kith_tests::{fake_discourse::FakeDiscourse, world::World};
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture::list,
};

const DAY: i64 = 86_400_000;

fn garden() -> (World, FakeDiscourse, String, String) {
    let mut garden = forum();
    garden.topic(Some(1), 2, "About the beds", "the opening words");
    let (world, fake, id) = connected(garden);
    world.sync(&id, true);
    let spaces = world.get("spaces.list", json!({}));
    let space = list(&spaces, "spaces").find(|space| space["kind"] == "category" && space["messages"] != 0).unwrap();
    let space = space["id"].as_str().unwrap().to_owned();
    (world, fake, id, space)
}

/// The day so many days from now, in UTC.
fn day(world: &World, days: i64) -> String {
    let page = world.get("content.list", json!({}));
    let today = time::day_number(page["today"].as_str().unwrap().parse().unwrap());
    time::day_with_number(today + days).to_string()
}

fn save(world: &World, post: &Value) -> String {
    world.get("content.save", json!({ "post": post }))["id"].as_str().unwrap().to_owned()
}

fn planned(world: &World, space: &str, days: i64) -> String {
    let body = "Which beds are free this spring? Tell us below.";
    save(
        world,
        &json!({ "title": "Free beds in spring", "body": body, "space": space, "planned_on": day(world, days), "planned_time": "09:00" }),
    )
}

fn get(world: &World, id: &str) -> Value {
    world.get("content.get", json!({ "id": id }))
}

fn publish(world: &World, id: &str) {
    world.get("content.publish", json!({ "id": id }));
}

fn waiting(world: &World) -> Vec<Value> {
    let outbox = world.get("outbox.list", json!({}));
    list(&outbox, "items").filter(|item| item["state"] != "sent").cloned().collect()
}

#[test]
fn a_post_goes_out_once_at_its_time_and_its_result_comes_back() {
    let (world, fake, source, space) = garden();
    let id = planned(&world, &space, 2);
    assert_eq!(get(&world, &id)["state"], json!("draft"));
    publish(&world, &id);
    let post = get(&world, &id);
    assert_eq!((&post["state"], &post["way"], &post["trouble"]), (&json!("scheduled"), &json!("outbox"), &Value::Null));
    assert_eq!(waiting(&world)[0]["not_before"], post["planned_at"], "it waits until then");
    world.sync(&source, false);
    assert_eq!(fake.posted(), 0);

    world.clock.pass(3 * DAY);
    world.sync(&source, false);
    world.sync(&source, false);
    assert_eq!(fake.posted(), 1);
    let post = get(&world, &id);
    assert_eq!(post["state"], json!("published"), "{post}");
    let result = &post["result"];
    assert_eq!(
        (&result["here"], &result["answers"], &result["complete"]),
        (&json!(true), &json!(0), &json!(false)),
        "{post}"
    );
    // Somebody answers.
    let message = result["message"].as_str().unwrap();
    world.get("outbox.reply", json!({ "message": message, "text": "The two beside the pond are free." }));
    world.clock.pass(60_000);
    world.sync(&source, false);
    assert_eq!(get(&world, &id)["result"]["answers"], json!(1));

    // After seven days it is counted for good, as soon as everything until then was read.
    world.clock.pass(8 * DAY);
    world.get("content.list", json!({}));
    assert_eq!(get(&world, &id)["state"], json!("published"), "nobody listened since");
    world.sync(&source, false);
    world.get("content.list", json!({}));
    let post = get(&world, &id);
    assert_eq!(
        (&post["state"], &post["result"]["complete"], &post["result"]["answers"]),
        (&json!("measured"), &json!(true), &json!(1)),
        "{post}"
    );
    world.get("check", json!({}));
}

#[test]
fn scheduling_is_taken_back_while_it_waits() {
    let (world, fake, source, space) = garden();
    let id = planned(&world, &space, 1);
    publish(&world, &id);
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Schedule post"));
    assert_eq!((get(&world, &id)["state"].clone(), waiting(&world).len()), (json!("draft"), 0));
    world.get("redo", json!({}));
    assert_eq!((get(&world, &id)["state"].clone(), waiting(&world).len()), (json!("scheduled"), 1));
    // A card that is moved back leaves the outbox.
    world.get("content.move", json!({ "id": id, "state": "review" }));
    assert_eq!((get(&world, &id)["state"].clone(), waiting(&world).len()), (json!("review"), 0));
    publish(&world, &id);
    world.get("content.remove", json!({ "id": id }));
    assert_eq!(waiting(&world).len(), 0);
    world.get("undo", json!({}));
    assert_eq!((get(&world, &id)["state"].clone(), waiting(&world).len()), (json!("scheduled"), 1));
    world.get("content.remove", json!({ "id": id }));
    world.clock.pass(3 * DAY);
    world.sync(&source, false);
    assert_eq!(fake.posted(), 0);
}

#[test]
fn what_is_changed_while_it_waits_goes_out_as_changed() {
    let (world, fake, source, space) = garden();
    let id = planned(&world, &space, 1);
    publish(&world, &id);
    let text = "The words that were thought over once more.";
    let post = json!({ "title": "Free beds in spring", "body": text, "space": space, "planned_on": day(&world, 2), "planned_time": "10:30" });
    world.get("content.save", json!({ "id": id, "post": post }));
    let waits = waiting(&world);
    assert_eq!((waits.len(), &waits[0]["text"]), (1, &json!(text)), "one of them, and the newer");
    assert_eq!(waits[0]["not_before"], get(&world, &id)["planned_at"]);
    world.clock.pass(DAY + DAY / 2);
    world.sync(&source, false);
    assert_eq!(fake.posted(), 0, "the old time is none any more");
    world.clock.pass(DAY);
    world.sync(&source, false);
    assert_eq!(fake.posted(), 1);
    // What is out is not taken back here.
    let late = world.call("content.move", json!({ "id": id, "state": "draft" })).unwrap_err();
    assert_eq!(late.code, Code::Conflict);
    assert_eq!(world.call("content.publish", json!({ "id": id })).unwrap_err().code, Code::Conflict);
}

#[test]
fn what_cannot_be_sent_is_refused_by_its_field() {
    let (world, _fake, _source, space) = garden();
    let wrong = |post: Value| {
        let id = save(&world, &post);
        let error = world.call("content.publish", json!({ "id": id })).unwrap_err();
        (error.code, error.field)
    };
    let field = |name: &str| (Code::Invalid, Some(name.to_owned()));
    assert_eq!(wrong(json!({ "title": "x", "body": "some words" })), field("planned_on"));
    let timed =
        |days| json!({ "title": "x", "body": "some words", "planned_on": day(&world, days), "planned_time": "09:00" });
    let with = |mut post: Value, key: &str, value: &str| {
        post[key] = json!(value);
        post
    };
    assert_eq!(wrong(with(timed(1), "planned_time", "")), field("planned_time"), "nobody means midnight");
    assert_eq!(wrong(timed(1)), field("space"));
    assert_eq!(wrong(with(with(timed(1), "space", &space), "body", "")), field("body"));
    assert_eq!(wrong(with(timed(-1), "space", &space)), field("planned_on"));
    let refused = |post: Value| world.call("content.save", json!({ "post": post })).unwrap_err().field.unwrap();
    assert_eq!(refused(json!({ "title": " " })), "title");
    assert_eq!(refused(json!({ "title": "x", "planned_on": "2026-02-30" })), "planned_on");
    assert_eq!(refused(json!({ "title": "x", "planned_time": "09:00" })), "planned_on");
    assert_eq!(refused(json!({ "title": "x", "planned_on": "2026-02-03", "planned_time": "25:00" })), "planned_time");
    assert_eq!(refused(json!({ "title": "x", "zone": "Middle/Earth" })), "zone");
}

#[test]
fn a_source_that_is_paused_or_gone_is_told_and_nothing_is_lost() {
    let (world, fake, source, space) = garden();
    let id = planned(&world, &space, 1);
    publish(&world, &id);
    let trouble = || get(&world, &id)["trouble"].clone();
    world.get("sources.pause", json!({ "id": source, "paused": true }));
    assert_eq!(trouble(), json!("paused"));
    world.get("sources.pause", json!({ "id": source, "paused": false }));
    assert_eq!(trouble(), Value::Null);
    let queued = waiting(&world)[0]["id"].clone();
    world.get("outbox.discard", json!({ "id": queued }));
    assert_eq!(trouble(), json!("not_in_outbox"));
    world.get("undo", json!({}));
    world.get("sources.disconnect", json!({ "id": source }));
    assert_eq!(trouble(), json!("not_connected"));
    let today = world.get("content.today", json!({}));
    assert_eq!((&today["rows"][0]["due"], &today["rows"][0]["post"]), (&json!("late"), &json!(id)), "{today}");
    assert_eq!(waiting(&world).len(), 1, "it waits on");
    // By hand there is always a way.
    world.get("content.move", json!({ "id": id, "state": "published" }));
    let post = get(&world, &id);
    assert_eq!((&post["state"], &post["way"]), (&json!("published"), &json!("hand")));
    assert_eq!((waiting(&world).len(), fake.posted()), (0, 0));
}

#[test]
fn a_planned_time_stays_where_the_wall_clock_has_it() {
    let world = World::new();
    let id = save(
        &world,
        &json!({ "title": "x", "planned_on": "2026-07-01", "planned_time": "09:00", "zone": "Europe/Berlin" }),
    );
    let own = save(&world, &json!({ "title": "y", "planned_on": "2026-07-01", "planned_time": "09:00" }));
    let at = |id: &str| {
        let post = get(&world, id);
        (post["planned_on"].clone(), post["planned_time"].clone(), post["zone"].clone(), post["planned_at"].clone())
    };
    let before = (at(&id), at(&own));
    world.get("settings.change", json!({ "zone": "Asia/Tokyo" }));
    assert_eq!((at(&id), at(&own)), before, "the community moved, its plans did not");
    assert_eq!(before.1.2, json!("UTC"));
    // What is changed otherwise keeps its clock.
    world.get(
        "content.save",
        json!({ "id": own, "post": { "title": "z", "planned_on": "2026-07-01", "planned_time": "09:00" } }),
    );
    assert_eq!(at(&own), before.1);
}

#[test]
fn a_message_is_linked_by_hand_and_a_lost_one_leaves_the_post() {
    let (world, fake, source, space) = garden();
    let threads = world.get("threads.list", json!({ "limit": 10 }));
    let thread = threads["rows"][0]["id"].as_str().unwrap().to_owned();
    let id = save(&world, &json!({ "title": "By hand", "space": space, "planned_on": day(&world, 0) }));
    world.get("content.link", json!({ "id": id, "message": thread }));
    let post = get(&world, &id);
    assert_eq!((&post["state"], &post["result"]["message"]), (&json!("published"), &json!(thread)));
    world.get("undo", json!({}));
    assert_eq!(get(&world, &id)["state"], json!("idea"));
    world.get("redo", json!({}));
    assert_eq!(world.call("content.link", json!({ "id": id, "message": "77" })).unwrap_err().code, Code::NotFound);
    // The thread is taken away at its source.
    let find = world.get("content.mark", json!({ "message": thread }))["id"].clone();
    assert_eq!(world.get("content.mark", json!({ "message": thread }))["id"], find, "marked once");
    fake.change(|forum| {
        let post = *forum.posts.iter().find(|(_, post)| post.raw == "the opening words").unwrap().0;
        forum.delete_by_staff(post, true);
    });
    world.clock.pass(DAY * 8);
    world.sync(&source, true);
    let post = get(&world, &id);
    assert_eq!(post["result"]["gone"], json!(true), "{post}");
    let finds = world.get("content.finds", json!({ "limit": 9 }));
    assert_eq!((finds["finds"].as_array().unwrap().len(), &finds["finds"][0]["text"]), (1, &Value::Null), "{finds}");
    assert_eq!(world.call("content.mark", json!({ "message": thread })).unwrap_err().code, Code::NotFound);
}

#[test]
fn a_series_makes_its_posts_ahead_each_once() {
    let world = World::new();
    let series = |title: &str, weeks: u32| {
        json!({ "name": "Question", "title": title, "body": "Tell us", "place": "Newsletter", "time": "09:00",
          "repeat": { "every": "week", "weeks": weeks, "weekday": 2 }, "from_on": day(&world, 0) })
    };
    let id = world.get("content.save_template", json!({ "template": series("Question {number} of {date}", 1) }))["id"]
        .clone();
    let posts = || {
        let page = world.get("content.list", json!({}));
        list(&page, "posts").cloned().collect::<Vec<_>>()
    };
    let made = posts();
    assert_eq!(made.len(), 8, "eight weeks ahead");
    let on = made[1]["planned_on"].as_str().unwrap();
    assert_eq!(
        (made[1]["title"].clone(), made[1]["planned_time"].clone()),
        (json!(format!("Question 2 of {on}")), json!("09:00"))
    );
    // One is touched, one is taken away; the others follow the series.
    let own = json!({ "title": "My own question", "body": "x", "place": "Newsletter", "planned_on": on, "planned_time": "09:00" });
    world.get("content.save", json!({ "id": made[1]["id"], "post": own }));
    world.get("content.remove", json!({ "id": made[2]["id"] }));
    world.get("content.save_template", json!({ "id": id, "template": series("Changed {week}", 1) }));
    let changed = posts();
    assert_eq!(changed.len(), 7, "what was taken away stays away");
    assert_eq!(changed.iter().filter(|post| post["title"] == "My own question").count(), 1);
    assert_eq!(changed.iter().filter(|post| post["title"].as_str().unwrap().starts_with("Changed 20")).count(), 6);
    world.get("undo", json!({}));
    assert_eq!(posts().iter().filter(|post| post["title"].as_str().unwrap().starts_with("Question")).count(), 6);
    // Time passes: new ones come by themselves.
    world.clock.pass(7 * DAY);
    let page = world.get("content.list", json!({ "from": "2020-01-01" }));
    assert_eq!(list(&page, "posts").count(), 8);
    world.get("content.remove_template", json!({ "id": id }));
    let page = world.get("content.list", json!({ "from": "2020-01-01" }));
    let left: Vec<&str> = list(&page, "posts").map(|post| post["title"].as_str().unwrap()).collect();
    assert!(
        left.contains(&"My own question") && left.len() <= 2,
        "what was touched, and what is over, stays: {left:?}"
    );
}

#[test]
fn campaigns_add_up_and_gaps_are_told() {
    let (world, _fake, _source, space) = garden();
    let campaign = json!({ "name": "Spring", "from_on": day(&world, -7), "until_on": day(&world, 20), "goal": "Ten new gardeners" });
    let campaign = world.get("content.save_campaign", json!({ "campaign": campaign }))["id"].clone();
    let threads = world.get("threads.list", json!({ "limit": 10 }));
    let thread = threads["rows"][0]["id"].clone();
    let id =
        save(&world, &json!({ "title": "Beds", "space": space, "planned_on": day(&world, -1), "campaign": campaign }));
    save(
        &world,
        &json!({ "title": "Next", "place": "Newsletter", "planned_on": day(&world, 16), "campaign": campaign }),
    );
    world.get("content.link", json!({ "id": id, "message": thread }));
    let all = world.get("content.campaigns", json!({}));
    let one = &all["campaigns"][0];
    assert_eq!((&one["posts"], &one["published"], &one["known"]), (&json!(2), &json!(1), &json!(1)), "{all}");
    let gaps = world.get("content.gaps", json!({ "weeks": 4 }));
    let newsletter = list(&gaps, "places").find(|place| place["place"] == "Newsletter").unwrap();
    assert_eq!(newsletter["posts"].as_array().unwrap().iter().filter(|posts| **posts == 0).count(), 3, "{gaps}");
    // It is a Monday: one place had its post yesterday, the other has one in its third week.
    assert_eq!(gaps["open"], json!(87), "seven of eight weeks: {gaps}");
    let past = world.get("content.gaps", json!({ "from": day(&world, -21), "weeks": 3 }));
    assert_eq!(past["open"], json!(0), "what is over is not open: {past}");
    world.get("content.remove_campaign", json!({ "id": campaign }));
    assert_eq!(get(&world, &id)["campaign"], Value::Null);
    world.get("undo", json!({}));
    assert_eq!(get(&world, &id)["campaign_name"], json!("Spring"));
    let path = world.aside("content.ics");
    let saved = world.get("content.save_calendar", json!({ "path": path }));
    assert_eq!(saved["count"], json!(2));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
}

#[test]
fn what_a_member_made_is_used_only_with_leave() {
    let (world, _fake, _source, space) = garden();
    let threads = world.get("threads.list", json!({ "limit": 10 }));
    let thread = threads["rows"][0]["id"].clone();
    let post = save(&world, &json!({ "title": "Their beds", "space": space }));
    let find = world.get("content.mark", json!({ "message": thread }))["id"].clone();
    let say = |permission: &str, post: Value| {
        world.call("content.change_find", json!({ "id": find, "find": { "permission": permission, "post": post } }))
    };
    assert_eq!(say("asked", json!(post)).unwrap_err().field.as_deref(), Some("post"));
    say("asked", Value::Null).unwrap();
    say("granted", json!(post)).unwrap();
    let row = || world.get("content.finds", json!({ "limit": 9 }))["finds"][0].clone();
    assert_eq!((&row()["permission"], &row()["post_title"]), (&json!("granted"), &json!("Their beds")));
    world.get("content.remove", json!({ "id": post }));
    assert_eq!(
        (&row()["permission"], &row()["post"]),
        (&json!("granted"), &Value::Null),
        "the post is gone, the leave is not"
    );
    // Its author is erased: the mark goes with them, the posts stay.
    let author = row()["author"]["id"].clone();
    let name = row()["author"]["name"].clone();
    world.get("members.erase", json!({ "id": author, "name": name }));
    assert_eq!(world.get("content.finds", json!({ "limit": 9 }))["finds"], json!([]));
}
