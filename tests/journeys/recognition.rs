//! Recognition at its work: a round is drawn, written to and asked about; thanks and birthdays end in a post that is ticked
//! off once; somebody speaks for the community; and whoever is erased in the midst of it leaves the rest whole.

use kith_app::Code;
use kith_tests::{fake_discourse::FakeDiscourse, world::World};
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture::list,
};

/// A forum in which six people wrote, and a seventh only looks on.
fn garden() -> (World, FakeDiscourse, String) {
    let mut garden = forum();
    for name in ["ana", "chi", "dov", "eli", "fay", "gus"] {
        let user = garden.user(name);
        garden.topic(Some(1), user, &format!("Beds of {name}"), "words about beds");
    }
    let (world, fake, id) = connected(garden);
    world.sync(&id, true);
    (world, fake, id)
}

fn options() -> Value {
    json!({ "active_days": 366, "team": true, "volunteers": false, "segment": null })
}

fn begin(world: &World) -> String {
    let begun = world.get("introductions.begin", json!({ "options": options(), "ask_after": 14 }));
    begun["id"].as_str().unwrap().to_owned()
}

fn groups(world: &World, round: &str) -> Vec<Value> {
    let page = world.get("introductions.round", json!({ "id": round, "limit": 100 }));
    list(&page, "groups").cloned().collect()
}

fn waiting(world: &World) -> usize {
    let outbox = world.get("outbox.list", json!({}));
    list(&outbox, "items").filter(|item| item["state"] == "queued").count()
}

fn due(world: &World) -> u64 {
    world.get("introductions.rounds", json!({}))["due_count"].as_u64().unwrap()
}

#[test]
fn a_round_is_drawn_written_to_and_asked_about() {
    let (world, fake, source) = garden();
    let drawn = world.get("introductions.propose", json!({ "options": options() }));
    let people = drawn["people"].as_u64().unwrap();
    assert!(people >= 6, "{drawn}");
    assert!(list(&world.get("introductions.rounds", json!({})), "rounds").next().is_none(), "a proposal keeps nothing");
    let round = begin(&world);
    let kept = groups(&world, &round);
    let shown: Vec<&Value> = list(&drawn, "groups").map(|group| &group["people"]).collect();
    assert_eq!(kept.iter().map(|group| &group["people"]).collect::<Vec<_>>(), shown, "what was shown is what was kept");

    let group = kept[0]["id"].as_str().unwrap();
    let letters = world.get("introductions.letters", json!({ "group": group, "said": said(&kept[0]) }));
    let sent: Vec<Value> = list(&letters, "letters")
        .map(|letter| {
            assert_eq!(letter["titled"], json!(true), "a forum wants a title: {letter}");
            assert_eq!(letter["missing"], json!([]));
            let text = letter["text"].as_str().unwrap();
            assert!(text.starts_with("Hi ") && !text.contains('{'), "{text}");
            json!({ "account": letter["account"], "title": letter["title"], "text": text })
        })
        .collect();
    let send = || world.get("introductions.send", json!({ "group": group, "letters": sent }));
    send();
    assert_eq!(waiting(&world), sent.len());
    assert_eq!(groups(&world, &round)[0]["state"], json!("sent"));
    // Taken back in time, nothing goes out and the group is as it was.
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Send introduction"));
    assert_eq!((waiting(&world), groups(&world, &round)[0]["state"].clone()), (0, json!("proposed")));
    send();
    world.clock.pass(8_001);
    let ended = world.sync(&source, false);
    assert_eq!(ended["report"]["sent"], json!(sent.len()), "{ended}");
    assert!(fake.posted() >= 2);

    assert_eq!(due(&world), 0);
    world.clock.pass(15 * 86_400_000);
    assert_eq!(due(&world), 1);
    let today = world.get("recognition.today", json!({}));
    assert!(list(&today, "rows").any(|row| row["what"] == "met" && row["group"]["id"] == group), "{today}");
    world.get("introductions.mark", json!({ "group": group, "state": "met" }));
    let rounds = world.get("introductions.rounds", json!({}));
    assert_eq!((&rounds["met"], &rounds["written"], &rounds["due_count"]), (&json!(1), &json!(1), &json!(0)));
}

/// What a screen says to each, and to all of them.
fn said(group: &Value) -> Value {
    let each = list(group, "people").map(|one| json!({ "member": one["id"], "others": "somebody", "why": "of slugs" }));
    let all = std::iter::once(json!({ "member": null, "others": "one another", "why": "of slugs" }));
    each.chain(all).collect()
}

#[test]
fn all_of_a_group_read_one_message_that_goes_out_once() {
    let (world, fake, source) = garden();
    let round = begin(&world);
    let group = groups(&world, &round)[0].clone();
    let letters = world.get("introductions.letters", json!({ "group": group["id"], "said": said(&group) }));
    let together = &letters["together"];
    let text = together["text"].as_str().unwrap();
    assert!(text.contains("meet one another: of slugs"), "{text}");
    let count = list(&group, "people").count();
    assert_eq!(together["accounts"].as_array().unwrap().len(), count);
    let wish = json!({ "accounts": together["accounts"], "title": together["title"], "text": text });
    let both = json!({ "group": group["id"], "together": wish, "letters": [{ "account": "x", "text": "y" }] });
    assert_eq!(world.call("introductions.send", both).unwrap_err().code, Code::Invalid);
    world.get("introductions.send", json!({ "group": group["id"], "together": wish }));
    assert_eq!((waiting(&world), groups(&world, &round)[0]["state"].clone()), (1, json!("sent")));
    // It gets there, and its answer is lost.
    fake.habits(|habits| habits.forgets_answer = true);
    world.clock.pass(8_001);
    world.sync(&source, false);
    world.clock.pass(3_600_000);
    world.sync(&source, false);
    let (topics, posted) = (
        fake.change(|forum| {
            forum.topics.values().filter(|topic| topic.category.is_none()).cloned().collect::<Vec<_>>()
        }),
        fake.posted(),
    );
    assert_eq!((topics.len(), posted, waiting(&world)), (1, 1, 0));
    assert_eq!(topics[0].invited.len(), count + 1, "the writer reads it as well");

    // Whoever is erased is in no message that is kept here.
    let gone = &group["people"][0];
    world.get("members.erase", json!({ "id": gone["id"], "name": gone["name"] }));
    assert!(!world.get("outbox.list", json!({})).to_string().contains("of slugs"));
}

#[test]
fn a_message_that_cannot_go_out_marks_nothing() {
    let (world, _, _) = garden();
    let round = begin(&world);
    let group = groups(&world, &round)[0]["id"].clone();
    let letters = world.get("introductions.letters", json!({ "group": group }));
    let account = list(&letters, "letters").next().unwrap()["account"].clone();
    for (account, text) in [(account, " "), (json!("nobody"), "hello")] {
        let wish = json!({ "group": group, "letters": [{ "account": account, "title": "x", "text": text }] });
        assert!(world.call("introductions.send", wish).is_err());
    }
    assert_eq!((waiting(&world), groups(&world, &round)[0]["state"].clone()), (0, json!("proposed")));
}

#[test]
fn the_post_of_the_week_and_what_it_ticks_off_are_one_step() {
    let (world, _fake, _) = garden();
    let members = world.get("members.list", json!({ "filter": { "kind": "people" }, "sort": "name", "limit": 10 }));
    let kudos = json!({ "member": members["rows"][0]["id"], "words": "carried chairs", "on": kith_day(&world, 0) });
    world.get("kudos.save", json!({ "kudos": kudos }));
    let shared = || world.get("kudos.list", json!({ "limit": 5 }))["rows"][0]["shared"].clone();
    let id = world.get("kudos.list", json!({ "limit": 5 }))["rows"][0]["id"].clone();
    let spaces = world.get("spaces.list", json!({}));
    let space = list(&spaces, "spaces").find(|one| one["name"] == "beds").unwrap()["id"].clone();
    let before = waiting(&world);
    let post = json!({ "space": space, "title": "This week", "text": "Thank you for the chairs!" });
    let wish = |post: Value| json!({ "kudos": [id], "done": true, "post": post });
    let refused = world.call("recognition.celebrate", wish(json!({ "space": space, "text": "no title" }))).unwrap_err();
    assert_eq!((refused.field.as_deref(), shared()), (Some("title"), json!(false)), "then nothing is ticked off");
    world.get("recognition.celebrate", wish(post));
    assert_eq!((waiting(&world), shared()), (before + 1, json!(true)));
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Send post of the week"));
    assert_eq!((waiting(&world), shared()), (before, json!(false)));
}

#[test]
fn who_said_no_is_not_drawn_and_whoever_is_erased_leaves_the_others() {
    let (world, _, _) = garden();
    let round = begin(&world);
    let group = groups(&world, &round)[0].clone();
    let (gone, stays) = (group["people"][0].clone(), group["people"][1].clone());
    world.get("introductions.choose", json!({ "member": stays["id"], "wish": "out" }));
    let drawn = world.get("introductions.propose", json!({ "options": options() }));
    assert_eq!(drawn["left_out"]["out"], json!(1));
    assert!(!drawn["groups"].to_string().contains(stays["id"].as_str().unwrap()));
    world.get("members.erase", json!({ "id": gone["id"], "name": gone["name"] }));
    let left = groups(&world, &round);
    let alone = left.iter().find(|one| one["id"] == group["id"]).unwrap();
    assert_eq!(list(alone, "people").count(), 1);
    assert!(!json!(left).to_string().contains(gone["id"].as_str().unwrap()));
    let letters = world.get("introductions.letters", json!({ "group": group["id"] }));
    assert_eq!(list(&letters, "letters").count(), 1);
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}

#[test]
fn thanks_birthdays_and_advocates_are_kept_ticked_and_taken_back() {
    let (world, _, _) = garden();
    let members = world.get("members.list", json!({ "filter": { "kind": "people" }, "sort": "name", "limit": 10 }));
    let member = list(&members, "rows").find(|row| row["name"] == "ana").unwrap_or(&members["rows"][0])["id"].clone();
    let day = kith_day(&world, 1);
    world.get("birthdays.set", json!({ "member": member, "day": day.get(5..).unwrap(), "how": "said so" }));
    let wrong = world.call("birthdays.set", json!({ "member": member, "day": "02-30" })).unwrap_err();
    assert_eq!((wrong.code, wrong.field.as_deref()), (Code::Invalid, Some("day")));
    let birthday = || {
        let found = world.get("recognition.list", json!({}));
        list(&found, "rows").find(|row| row["kind"] == "birthday").cloned().unwrap_or_default()
    };
    assert_eq!((birthday()["in_days"].clone(), birthday()["done"].clone()), (json!(1), json!(false)));
    let today = world.get("recognition.today", json!({}));
    assert!(list(&today, "rows").any(|row| row["what"] == "celebrate"), "{today}");
    let kudos = json!({ "member": member, "words": "carried chairs", "by": "the board", "on": day });
    world.get("kudos.save", json!({ "kudos": kudos }));
    let id = world.get("kudos.list", json!({ "limit": 5 }))["rows"][0]["id"].clone();
    let occasion = json!({ "member": member, "occasion": birthday()["occasion"] });
    world.get("recognition.celebrate", json!({ "occasions": [occasion], "kudos": [id], "done": true }));
    assert_eq!(birthday()["done"], json!(true));
    let today = world.get("recognition.today", json!({}));
    assert!(list(&today, "rows").all(|row| row["what"] != "celebrate"), "never twice: {today}");
    assert_eq!(world.get("kudos.list", json!({ "limit": 5 }))["rows"][0]["shared"], json!(true));
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Celebrate"));
    assert_eq!(birthday()["done"], json!(false));

    let advocate = json!({ "member": member, "what": "a talk", "due_on": kith_day(&world, -1) });
    world.get("advocates.save", json!({ "advocate": advocate }));
    let one = || world.get("advocates.list", json!({}))["rows"][0].clone();
    assert_eq!((one()["overdue"].clone(), one()["kudos"].clone()), (json!(true), json!(1)));
    let today = world.get("recognition.today", json!({}));
    assert!(list(&today, "rows").any(|row| row["what"] == "advocate"), "{today}");
    world.get("advocates.step", json!({ "id": one()["id"], "step": "complete", "on": day }));
    assert_eq!((one()["overdue"].clone(), one()["state"].clone()), (json!(false), json!("complete")));
    world.get("undo", json!({}));
    assert_eq!(one()["state"], json!("identified"));
}

/// A day from today on, in UTC.
fn kith_day(world: &World, days: i64) -> String {
    let at = kith_app::Clock::now_ms(&*world.clock) + days * 86_400_000;
    kith_domain::time::day_of(at, kith_domain::time::zone("UTC").unwrap()).to_string()
}
