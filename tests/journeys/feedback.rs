//! Feedback: who said it is counted once, what is merged adds up, and whoever said it is told when it is there.

use kith_app::Code;
use kith_tests::{fake_discourse::FakeDiscourse, world::World};
use serde_json::{Value, json};

use crate::{
    forum::{connected, forum},
    picture::list,
};

/// A forum with three more people, connected for writing; the ids of four members.
fn garden() -> (World, FakeDiscourse, String, Vec<String>) {
    let mut garden = forum();
    let people = ["linnea", "omar", "petra"].map(|name| garden.user(name));
    let (topic, _) = garden.topic(Some(1), 2, "The gate", "the gate sticks when it rains");
    for person in people {
        garden.reply(topic, person, "the same for me, every time it rains");
    }
    let (world, fake, source) = connected(garden);
    world.sync(&source, true);
    let filter = json!({ "text": "", "kind": "people" });
    let members =
        world.get("members.list", json!({ "filter": filter, "sort": "name", "descending": false, "limit": 50 }));
    let ids = |name: &str| {
        let row = list(&members, "rows").find(|row| row["handle"] == name).unwrap_or_else(|| panic!("{members}"));
        row["id"].as_str().unwrap().to_owned()
    };
    let ids = ["linnea", "omar", "petra"].map(ids).into();
    (world, fake, source, ids)
}

fn say(world: &World, label: &str, member: Option<&str>, more: &Value) -> String {
    let mut matter = json!({ "sheet": "feedback", "label": label, "member": member, "kind": "bug", "area": "gate",
        "steps": [{ "step": "new", "moment": "2024-05-02" }] });
    for (key, value) in more.as_object().unwrap() {
        matter[key] = value.clone();
    }
    world.get("matters.save", json!({ "matter": matter }));
    let found = world.get("feedback.list", json!({ "query": { "text": label }, "limit": 9 }));
    found["rows"][0]["id"].as_str().unwrap().to_owned()
}

fn get(world: &World, id: &str) -> Value {
    world.get("feedback.get", json!({ "id": id }))
}

fn votes(world: &World, id: &str) -> u64 {
    get(world, id)["row"]["votes"].as_u64().unwrap()
}

fn vote(world: &World, id: &str, member: &str) {
    world.get("feedback.vote", json!({ "id": id, "member": member, "voted": true }));
}

fn collected(world: &World) -> Value {
    let asked =
        json!({ "metrics": ["feedback.collected"], "from": "2024-05-01", "to": "2024-06-01", "every": "month" });
    world.get("metrics.read", asked)["metrics"][0]["series"][0]["value"].clone()
}

#[test]
fn whoever_said_it_twice_is_counted_once() {
    let (world, _fake, _source, ids) = garden();
    let gate = say(&world, "The gate sticks", Some(&ids[0]), &json!({ "voters": 3 }));
    assert_eq!(votes(&world, &gate), 4);
    for _ in 0..2 {
        vote(&world, &gate, &ids[0]);
        vote(&world, &gate, &ids[1]);
    }
    assert_eq!(votes(&world, &gate), 5);
    let door = say(
        &world,
        "The door jams in rain",
        Some(&ids[1]),
        &json!({ "voters": 2, "steps": [{ "step": "new", "moment": "2024-05-01" }] }),
    );
    vote(&world, &door, &ids[2]);
    assert_eq!(collected(&world), json!(2.0));

    world.get("feedback.merge", json!({ "into": gate, "from": door }));
    // Three by name, one of them in both; five that nobody knows by name.
    assert_eq!(votes(&world, &gate), 8);
    let one = get(&world, &gate);
    assert_eq!((&one["row"]["merged"], one["people"].as_array().unwrap().len()), (&json!(1), 3), "{one}");
    assert_eq!(one["row"]["steps"][0]["moment"], json!("2024-05-01"), "it was said when the first of them was");
    let shown = world.get("feedback.list", json!({ "limit": 9 }));
    assert_eq!(list(&shown, "rows").count(), 1);
    assert_eq!(collected(&world), json!(1.0), "one thing that was said twice");
    assert_eq!(world.call("feedback.get", json!({ "id": door })).unwrap_err().code, Code::NotFound);
    assert_eq!(
        world.call("feedback.merge", json!({ "into": gate, "from": gate })).unwrap_err().field.as_deref(),
        Some("from")
    );

    assert_eq!(world.get("undo", json!({}))["undone"], json!("Merge feedback"));
    assert_eq!((votes(&world, &gate), votes(&world, &door)), (5, 4));
    assert_eq!(collected(&world), json!(2.0));
    world.get("redo", json!({}));
    // What is said while they are one stays with the one that stays.
    world.get("feedback.part", json!({ "id": door }));
    assert_eq!((votes(&world, &gate), votes(&world, &door)), (5, 4));

    // Two accounts that become one member are one vote, and two again when they part.
    world.get("members.merge", json!({ "a": ids[0], "b": ids[1] }));
    assert_eq!(votes(&world, &gate), 4);
    world.get("undo", json!({}));
    assert_eq!(votes(&world, &gate), 5);
    world.get("check", json!({}));
}

#[test]
fn everybody_who_said_it_is_told_when_it_is_there() {
    let (world, fake, source, ids) = garden();
    let gate = say(
        &world,
        "The gate sticks",
        Some(&ids[0]),
        &json!({ "steps": [{ "step": "new", "moment": "2024-05-02" }, { "step": "shipped", "moment": "2024-05-20" }] }),
    );
    vote(&world, &gate, &ids[1]);
    vote(&world, &gate, &ids[2]);
    let tell = |people: &[&String], way: &str, text: &str| {
        world.call(
            "feedback.tell",
            json!({ "id": gate, "people": people, "way": way, "title": "The gate", "text": text }),
        )
    };
    assert_eq!(tell(&[], "direct", "x").unwrap_err().field.as_deref(), Some("people"));
    assert_eq!(tell(&[&ids[0]], "direct", "Hello {nick}, it is there").unwrap_err().field.as_deref(), Some("text"));
    tell(&[&ids[0], &ids[1]], "direct", "Hello {first_name}, “{feedback}” is mended. Thank you!").unwrap();
    let outbox = world.get("outbox.list", json!({}));
    let texts: Vec<&str> = list(&outbox, "items").map(|item| item["text"].as_str().unwrap()).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts.iter().all(|text| text.contains("“The gate sticks” is mended") && !text.contains('{')), "{texts:?}");
    let told = |world: &World| {
        let one = get(world, &gate);
        list(&one, "people").map(|person| person["told"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(&world), [json!("waits"), json!("waits"), Value::Null]);
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Tell what became of feedback"));
    assert_eq!(told(&world), [Value::Null, Value::Null, Value::Null]);
    world.get("redo", json!({}));
    world.clock.pass(60_000);
    world.sync(&source, false);
    assert_eq!(told(&world), [json!("sent"), json!("sent"), Value::Null]);
    assert_eq!(
        fake.change(|forum| forum.topics.values().filter(|topic| topic.title == "The gate").count()),
        3,
        "one was there"
    );
    assert_eq!(get(&world, &gate)["row"]["state"], json!("shipped"), "one does not know yet");
    tell(&[&ids[2]], "hand", "").unwrap();
    let one = get(&world, &gate);
    assert_eq!((&one["row"]["state"], &one["row"]["told"]), (&json!("told"), &json!(3)), "{one}");
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Tell what became of feedback"));
    assert_eq!(get(&world, &gate)["row"]["state"], json!("shipped"));
}

#[test]
fn a_lost_message_and_an_erased_member_leave_nothing_dangling() {
    let (world, fake, source, ids) = garden();
    let threads = world.get("threads.list", json!({ "limit": 10 }));
    let thread = list(&threads, "rows").find(|row| row["title"] == "The gate").unwrap()["id"].clone();
    let gate = say(&world, "The gate sticks", None, &json!({ "activity": thread }));
    vote(&world, &gate, &ids[0]);
    vote(&world, &gate, &ids[1]);
    let door = say(&world, "The door jams in rain", Some(&ids[2]), &json!({}));
    world.get("feedback.merge", json!({ "into": gate, "from": door }));
    assert_eq!(get(&world, &gate)["messages"][0]["place"]["gone"], json!(false));
    fake.change(|forum| {
        let post = *forum.posts.iter().find(|(_, post)| post.raw == "the gate sticks when it rains").unwrap().0;
        forum.delete_by_staff(post, true);
    });
    world.clock.pass(86_400_000 * 8);
    world.sync(&source, true);
    assert_eq!(get(&world, &gate)["messages"][0]["place"]["gone"], json!(true));
    assert_eq!(votes(&world, &gate), 3);

    let name = |id: &str| world.get("members.get", json!({ "id": id }))["name"].clone();
    world.get("members.erase", json!({ "id": ids[0], "name": name(&ids[0]) }));
    assert_eq!(votes(&world, &gate), 2);
    // Whoever asked is erased: what they said goes with them, also where it was merged.
    world.get("members.erase", json!({ "id": ids[2], "name": name(&ids[2]) }));
    let one = get(&world, &gate);
    assert_eq!((&one["row"]["votes"], &one["row"]["merged"]), (&json!(1), &json!(0)), "{one}");
    world.get("check", json!({}));
}

#[test]
fn what_was_merged_into_words_of_somebody_erased_is_one_of_its_own_again() {
    let (world, _fake, _source, ids) = garden();
    let gate = say(&world, "The gate sticks", Some(&ids[0]), &json!({}));
    let door = say(&world, "The door jams in rain", Some(&ids[1]), &json!({}));
    world.get("feedback.merge", json!({ "into": gate, "from": door }));
    let name = world.get("members.get", json!({ "id": ids[0] }))["name"].clone();
    world.get("members.erase", json!({ "id": ids[0], "name": name }));
    let left = world.get("feedback.list", json!({ "limit": 9 }));
    let left: Vec<&str> = list(&left, "rows").map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(left, [door.as_str()]);
}

#[test]
fn the_product_team_gets_a_file_without_names() {
    let (world, _fake, _source, ids) = garden();
    let threads = world.get("threads.list", json!({ "limit": 10 }));
    let thread = list(&threads, "rows").find(|row| row["title"] == "The gate").unwrap()["id"].clone();
    let gate = say(
        &world,
        "=The gate, it sticks",
        Some(&ids[0]),
        &json!({ "activity": thread, "note": "ask, \"then\" mend" }),
    );
    vote(&world, &gate, &ids[1]);
    say(&world, "Praise", None, &json!({ "kind": "praise", "area": "all" }));
    let path = world.aside("feedback.csv");
    let saved = world.get("feedback.save", json!({ "query": { "kind": "bug" }, "path": path }));
    assert_eq!(saved["count"], json!(1));
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "feedback,kind,area,state,people,new,passed_on,planned,shipped,declined,told,members_told,note,link"
    );
    assert!(
        lines[1]
            .starts_with("\"'=The gate, it sticks\",bug,gate,new,2,2024-05-02,,,,,,0,\"ask, \"\"then\"\" mend\",http"),
        "{text}"
    );
    for name in ["linnea", "omar", "petra"] {
        assert!(!text.contains(name), "{text}");
    }
    let none = world.get("feedback.save", json!({ "query": { "area": "nowhere" }, "path": world.aside("none.csv") }));
    assert_eq!((&none["count"], &none["path"]), (&json!(0), &Value::Null));
}
