//! A morning at the desk: who waits, who is new, who falls silent; each is dealt with once and can be taken back.

use kith_app::Code;
use kith_tests::{export_maker::ExportMaker, fake_clock::START, world::World};
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture::list,
};

/// A moment some minutes before now, as Slack writes it.
fn ago(minutes: i64, number: u32) -> String {
    format!("{}.{number:06}", START / 1_000 - minutes * 60)
}

fn unanswered(world: &World, wish: &Value) -> Value {
    let mut asked = json!({ "days": 30, "limit": 100 });
    for (key, value) in wish.as_object().unwrap() {
        asked[key] = value.clone();
    }
    world.get("desk.unanswered", asked)
}

fn texts(answer: &Value) -> Vec<String> {
    list(answer, "rows").map(|row| row["text"].as_str().unwrap().to_owned()).collect()
}

fn row(answer: &Value, text: &str) -> Value {
    list(answer, "rows").find(|row| row["text"].as_str().unwrap().contains(text)).cloned().unwrap_or_default()
}

fn member(world: &World, name: &str) -> String {
    let all = world.get("members.list", json!({ "limit": 100 }));
    list(&all, "rows").find(|row| row["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

const DAY: i64 = 1_440;

/// A chat in which some questions are answered under them, some beside them, some not at all.
fn chat() -> World {
    let world = World::new();
    world.import(
        &ExportMaker::new()
            .person("U1", "Ada Example", "ada@example.org")
            .person("U2", "Bo Example", "bo@example.org")
            .person("U3", "Cy Example", "cy@example.org")
            .person("U4", "Dee Team", "dee@example.org")
            .channel("C1", "general")
            .channel("C2", "news")
            .says("general", "U1", &ago(60 * DAY, 1), "hello")
            .says("general", "U2", &ago(60 * DAY, 2), "hello")
            .says("general", "U4", &ago(60 * DAY, 3), "hello")
            .says("general", "U1", &ago(5 * DAY, 1), "who waters the beds?")
            .says("general", "U1", &ago(5 * DAY - 5, 2), "nobody?")
            .says("general", "U1", &ago(4 * DAY, 1), "where is the spade?")
            .says("general", "U2", &ago(4 * DAY - 10, 2), "in the shed")
            .says("general", "U1", &ago(3 * DAY, 1), "when is the fair?")
            .says_in("general", "U2", &ago(3 * DAY - 9, 2), &ago(3 * DAY, 1), "on Sunday")
            .says("general", "U2", &ago(2 * DAY, 1), "the beds are wet now")
            .says("general", "U4", &ago(2 * DAY - 200, 1), "did everybody read this?")
            .says("general", "U3", &ago(DAY - 10, 1), "I am new here")
            .says("news", "U2", &ago(DAY, 2), "is it read here?")
            .bytes(),
    );
    let id = member(&world, "Dee Team");
    world.get("members.edit", json!({ "id": id, "changes": [{ "field": "mark", "value": "team" }] }));
    world
}

#[test]
fn the_queue_has_whoever_waits_newcomers_first_and_guesses_apart() {
    let world = chat();
    let queue = unanswered(&world, &json!({}));
    assert_eq!(
        texts(&queue),
        ["I am new here", "who waters the beds?", "nobody?", "is it read here?"],
        "a first message, then what asks; not the team's, not what was answered"
    );
    assert_eq!(row(&queue, "I am new")["first"], json!(true));
    let perhaps = unanswered(&world, &json!({ "state": "perhaps" }));
    assert_eq!(texts(&perhaps), ["where is the spade?"], "an answer beside it is a guess");
    assert_eq!(perhaps["rows"][0]["perhaps_text"], json!("in the shed"));
    let all = unanswered(&world, &json!({ "all": true }));
    assert!(texts(&all).contains(&"the beds are wet now".to_owned()));
    // From Wednesday 08:00 to Monday 08:00: what is left of three working days of eight hours.
    assert_eq!(row(&queue, "who waters")["business_minutes"], json!(3 * 8 * 60));
    // Where no answer is expected nobody waits.
    let spaces = world.get("spaces.list", json!({}));
    let news = list(&spaces, "spaces").find(|space| space["name"] == "news").unwrap()["id"].clone();
    world.get("spaces.expect_answers", json!({ "space": news, "expected": false }));
    assert!(row(&unanswered(&world, &json!({})), "is it read").is_null());
    assert_eq!(unanswered(&world, &json!({ "days": 2 }))["total"], json!(1));
}

#[test]
fn what_was_decided_is_kept_comes_back_and_is_undone() {
    let world = chat();
    let id = row(&unanswered(&world, &json!({})), "who waters")["id"].clone();
    let count = |part: &str| unanswered(&world, &json!({}))["counts"][part].as_u64().unwrap();
    let open = count("open");
    world.get("desk.claim", json!({ "id": id, "by": "" }));
    assert_eq!((count("open"), count("claimed")), (open, 1));
    world.get("desk.snooze", json!({ "id": id, "until": "tomorrow" }));
    assert_eq!((count("open"), count("snoozed")), (open - 1, 1));
    world.clock.pass(2 * 86_400_000);
    assert_eq!((count("open"), count("snoozed"), count("claimed")), (open, 0, 1), "it is tomorrow");
    world.get("desk.close", json!({ "id": id, "closed": true }));
    assert_eq!((count("open"), count("closed")), (open - 1, 1));
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Needs no reply"));
    assert_eq!((count("open"), count("closed")), (open, 0));
    assert_eq!(world.get("redo", json!({}))["redone"], json!("Needs no reply"));
    let world = world.reopened();
    assert_eq!(unanswered(&world, &json!({}))["counts"]["closed"], json!(1), "after a restart too");
    // The one who asked writes again: it needs an answer after all.
    let asked = ago(5 * DAY, 1);
    let later = format!("{}.000001", START / 1_000 + 3 * 86_400);
    world.import(
        &ExportMaker::new()
            .person("U1", "Ada Example", "ada@example.org")
            .channel("C1", "general")
            .says("general", "U1", &asked, "who waters the beds?")
            .says_in("general", "U1", &later, &asked, "I still do not know")
            .bytes(),
    );
    world.clock.pass(2 * 86_400_000);
    let again = row(&unanswered(&world, &json!({})), "who waters");
    assert_eq!((again["state"].clone(), again["replies"].clone()), (json!("claimed"), json!(1)), "{again}");
    let wrong = world.call("desk.close", json!({ "id": "77", "closed": true })).unwrap_err();
    assert_eq!(wrong.code, Code::NotFound);
    let past = world.call("desk.snooze", json!({ "id": id, "until": "yesterday" })).unwrap_err();
    assert_eq!(past.field.as_deref(), Some("until"));
}

#[test]
fn an_answer_on_its_way_leaves_the_queue_and_comes_back_when_it_is_taken_back() {
    let mut garden = forum();
    let topic = garden.topic(Some(1), 2, "About the beds", "the opening words");
    let closed = garden.topic(Some(1), 2, "All done", "nothing to say");
    garden.close(closed.0);
    let (world, fake, source) = connected(garden);
    world.sync(&source, true);
    let queue = unanswered(&world, &json!({}));
    assert_eq!(queue["total"], json!(1), "what is closed at the forum waits for nobody: {queue}");
    let id = queue["rows"][0]["id"].clone();
    assert_eq!(queue["rows"][0]["title"], json!("About the beds"));
    world.get("outbox.reply", json!({ "message": id, "text": "try beans" }));
    let counts = |world: &World| {
        let counts = unanswered(world, &json!({}))["counts"].clone();
        (counts["open"].clone(), counts["answering"].clone())
    };
    assert_eq!(counts(&world), (json!(0), json!(1)));
    world.get("undo", json!({}));
    assert_eq!(counts(&world), (json!(1), json!(0)));
    world.get("redo", json!({}));
    world.clock.pass(8_001);
    world.sync(&source, false);
    assert_eq!(counts(&world), (json!(0), json!(0)), "it was answered");
    // The answer is taken away at the forum: the question waits again.
    let answer = fake.change(|forum| forum.in_topic(topic.0).map(|(id, _)| *id).max()).unwrap();
    fake.change(|forum| forum.delete_by_staff(answer, true));
    world.sync(&source, true);
    world.clock.pass(3 * 86_400_000);
    assert_eq!(counts(&world), (json!(1), json!(0)));
}

#[test]
fn newcomers_are_greeted_once_and_never_twice() {
    let (world, fake, source) = connected({
        let mut garden = forum();
        garden.users.values_mut().for_each(|user| user.created_at = START - 86_400_000);
        garden
    });
    world.sync(&source, true);
    let fresh = |greeted: bool| world.get("desk.newcomers", json!({ "days": 30, "greeted": greeted, "limit": 50 }));
    let waiting = fresh(false)["waiting"].as_u64().unwrap();
    assert!(waiting >= 3, "{}", fresh(false));
    let bo = member(&world, "bo");
    let wish = json!({ "members": [bo], "how": "sent", "title": "Welcome", "text": "Hello {first_name}, welcome to {community}!" });
    assert_eq!(world.get("desk.greet", wish.clone())["greeted"], json!(1));
    assert_eq!(fresh(false)["waiting"], json!(waiting - 1));
    // Taken back while it waits: neither sent nor greeted.
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Greet newcomers"));
    assert_eq!(fresh(false)["waiting"], json!(waiting));
    assert_eq!(list(&world.get("outbox.list", json!({})), "items").count(), 0);
    world.get("desk.greet", wish.clone());
    let again = world.get("desk.greet", wish.clone());
    assert_eq!((again["greeted"].clone(), again["before"].clone()), (json!(0), json!([bo])));
    world.clock.pass(8_001);
    world.sync(&source, false);
    assert_eq!(fake.posted(), 1);
    // Whoever is one person with somebody who was greeted was greeted.
    let cy = member(&world, "cy");
    world.get("members.merge", json!({ "a": bo, "b": cy }));
    let merged = world.get("desk.greet", json!({ "members": [member(&world, "bo")], "how": "by_hand" }));
    assert_eq!(merged["greeted"], json!(0), "{merged}");
    world.get("undo", json!({}));
    assert_eq!(world.get("desk.greet", json!({ "members": [cy], "how": "by_hand" }))["greeted"], json!(1));
    let missing = json!({ "members": [member(&world, "ada")], "how": "sent", "title": "x", "text": "see {space}" });
    assert_eq!(world.call("desk.greet", missing).unwrap_err().field.as_deref(), Some("text"));
}

#[test]
fn silence_is_told_by_ones_own_rhythm() {
    let world = World::new();
    let mut maker = ExportMaker::new()
        .person("U1", "Ada Daily", "ada@example.org")
        .person("U2", "Bo Weekly", "bo@example.org")
        .channel("C1", "general")
        .says("general", "U2", &ago(0, 9), "until here everything is known");
    for day in 12..60_u32 {
        maker = maker.says("general", "U1", &ago(i64::from(day) * DAY, day), "every day");
    }
    for week in [14_u32, 21, 28, 35, 42, 49, 56] {
        maker = maker.says("general", "U2", &ago(i64::from(week) * DAY, 100 + week), "every week");
    }
    world.import(&maker.bytes());
    let lapsing = world.get("desk.lapsing", json!({ "limit": 10 }));
    assert_eq!(lapsing["at_risk"], json!(1), "{lapsing}");
    let row = lapsing["rows"][0].clone();
    assert_eq!(
        (row["name"].clone(), row["usual"].clone(), row["silent"].clone()),
        (json!("Ada Daily"), json!(1.0), json!(12))
    );
    world.get("desk.pause", json!({ "member": row["id"], "until": "in two weeks" }));
    let paused = world.get("desk.lapsing", json!({ "limit": 10, "paused": true }));
    assert_eq!((paused["at_risk"].clone(), paused["paused"].clone()), (json!(0), json!(1)));
    assert_eq!(paused["rows"][0]["id"], row["id"]);
    world.get("undo", json!({}));
    assert_eq!(world.get("desk.lapsing", json!({ "limit": 10 }))["at_risk"], json!(1));
    // Weeks later nothing more is known, so nobody is more silent than then.
    world.clock.pass(90 * 86_400_000);
    assert_eq!(world.get("desk.lapsing", json!({ "limit": 10 }))["rows"][0]["silent"], json!(12));
}

#[test]
fn a_day_ends_when_one_says_so() {
    let world = chat();
    let news = world.get("desk.news", json!({}));
    assert_eq!(news["enough"], json!(false));
    assert_eq!((news["counts"]["messages"].clone(), news["counts"]["members"].clone()), (json!(2), json!(1)), "{news}");
    world.get("desk.enough", json!({ "enough": true }));
    let after = world.get("desk.news", json!({}));
    assert_eq!((after["enough"].clone(), after["counts"]["messages"].clone()), (json!(true), json!(0)));
    world.clock.pass(86_400_000);
    assert_eq!(world.get("desk.news", json!({}))["enough"], json!(false), "a new day");
    world.get("notes.add", json!({ "text": "buy seeds", "kind": "note", "visibility": "shared" }));
    let work = world.get("desk.workload", json!({}));
    let days = work["days"].as_array().unwrap();
    assert_eq!((days.len(), days.last().unwrap()["actions"].clone()), (28, json!(1)), "{work}");
}

#[test]
fn texts_are_saved_filled_and_never_doubled() {
    let world = chat();
    let saved = world.get(
        "texts.save",
        json!({ "kind": "reply", "name": "Shed", "body": "Hi {first_name}, in {space}. {nothing}" }),
    );
    let double = world.call("texts.save", json!({ "kind": "reply", "name": "SHED", "body": "x" })).unwrap_err();
    assert_eq!(double.field.as_deref(), Some("name"));
    world.get("texts.save", json!({ "kind": "greeting", "name": "Shed", "body": "x" }));
    let row = row(&unanswered(&world, &json!({})), "who waters");
    let body =
        list(&world.get("texts.list", json!({})), "texts").find(|text| text["id"] == saved["id"]).unwrap()["body"]
            .clone();
    let filled = world.get("texts.fill", json!({ "body": body, "member": row["member"], "space": row["space_id"] }));
    assert_eq!(filled, json!({ "text": "Hi Ada, in general. {nothing}", "missing": ["nothing"] }));
    world.get("texts.remove", json!({ "id": saved["id"] }));
    world.get("texts.save", json!({ "kind": "reply", "name": "shed", "body": "again" }));
    assert_eq!(world.get("texts.list", json!({}))["texts"].as_array().unwrap().len(), 2);
}

#[test]
fn who_is_erased_leaves_the_desk() {
    let world = chat();
    let cy = member(&world, "Cy Example");
    world.get("desk.greet", json!({ "members": [cy], "how": "by_hand" }));
    let id = row(&unanswered(&world, &json!({})), "I am new")["id"].clone();
    world.get("desk.claim", json!({ "id": id, "by": "Dee" }));
    world.get("members.erase", json!({ "id": cy, "name": "Cy Example" }));
    assert!(row(&unanswered(&world, &json!({})), "I am new").is_null());
    let fresh = world.get("desk.newcomers", json!({ "days": 30, "greeted": true, "limit": 50 }));
    assert!(list(&fresh, "rows").all(|row| row["name"] != "Cy Example"), "{fresh}");
}

#[test]
fn a_bound_is_told_when_the_last_whole_window_crosses_it() {
    let world = World::new();
    let started = world.get("sample.start", json!({}));
    world.finish(started["id"].as_str().unwrap());
    let read = world.get("metrics.read", json!({ "metrics": ["posts"], "every": "month" }));
    let series = read["metrics"][0]["series"].as_array().unwrap();
    let whole = series.iter().rev().find(|point| point["unfinished"] != json!(true)).unwrap();
    let value = whole["value"].as_f64().unwrap();
    let watch =
        |beyond: &str, bound: f64| json!({ "metric": "posts", "every": "month", "beyond": beyond, "bound": bound });
    world.get("watches.save", watch("under", value + 1.0));
    world.get("watches.save", watch("over", value));
    let told = world.get("watches.list", json!({}));
    let [low, high] = [&told["watches"][0], &told["watches"][1]];
    assert_eq!((low["value"].as_f64(), &low["crossed"]), (Some(value), &json!(true)), "{told}");
    assert_eq!((&low["start"], &low["end"]), (&whole["start"], &whole["end"]));
    assert_eq!(high["crossed"], json!(false), "no more than the bound is not over it");
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Watch a number"));
    assert_eq!(world.get("watches.list", json!({}))["watches"].as_array().unwrap().len(), 1);
    let wrong =
        world.call("watches.save", json!({ "metric": "luck", "every": "month", "beyond": "under", "bound": 1 }));
    assert_eq!(wrong.unwrap_err().field.as_deref(), Some("metric"));
}

#[test]
fn a_space_in_which_people_wait_stands_out() {
    let world = World::new();
    let mut maker =
        ExportMaker::new().person("U1", "Ada Example", "ada@example.org").person("U2", "Bo Example", "bo@example.org");
    maker = maker.channel("C1", "help").channel("C2", "talk");
    for number in 1..=6_u32 {
        let at = ago(i64::from(number) * DAY, number);
        maker = maker.says("help", "U1", &at, "does anyone know?").says(
            "talk",
            "U1",
            &ago(i64::from(number) * DAY, 50 + number),
            "is it so?",
        );
        if number > 1 {
            maker = maker.says_in(
                "talk",
                "U2",
                &ago(i64::from(number) * DAY - 5, 90 + number),
                &ago(i64::from(number) * DAY, 50 + number),
                "yes",
            );
        }
    }
    world.import(&maker.bytes());
    let told = world.get("watches.list", json!({}));
    let names: Vec<&Value> = list(&told, "neglected").map(|space| &space["name"]).collect();
    assert_eq!(names, ["help"], "{told}");
    assert_eq!((&told["neglected"][0]["waiting"], &told["neglected"][0]["answered"]), (&json!(6), &json!(0)));
    assert_eq!(told["quiet"], json!(null), "too little is known of usual weeks");
}

#[test]
fn quiet_hours_say_until_when_nothing_needs_anybody() {
    let world = World::new();
    let until = || world.get("desk.news", json!({}))["quiet_until"].clone();
    assert_eq!(until(), json!(null), "off, unless somebody wants them");
    let quiet = json!({ "on": true, "days": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "23:59" });
    world.get("settings.change", json!({ "quiet": quiet }));
    let told = until().as_i64().unwrap();
    let left = told - kith_app::Clock::now_ms(&*world.clock);
    assert!(left > 0 && left < 86_400_000, "{told}");
    world.clock.pass(left);
    assert_eq!(until(), json!(null), "a minute a day is loud");
}
