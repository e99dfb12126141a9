//! Windows of a space, pages of conversations and timelines: together they are the whole, without gaps or repeats.

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::picture::list;

const BASE: i64 = 1_767_600_000;

/// Sixty messages of one space, several in a second, every third with answers of which one is shown in the space.
fn talk() -> World {
    let mut maker = ExportMaker::new().person("U1", "Ada Example", "ada@example.org").channel("C1", "general");
    for number in 0..60_i64 {
        let ts = |part: i64| format!("{}.{:06}", BASE + number / 3 * 60, number % 3 * 1_000 + part + 1);
        maker = maker.says("general", "U1", &ts(0), &format!("post {number}"));
        if number % 3 == 0 {
            for answer in 1..=(1 + number / 12) {
                maker = maker.says_in("general", "U1", &ts(answer * 10), &ts(0), &format!("answer {number}/{answer}"));
            }
            maker = maker.message(
                "general",
                json!({ "user": "U1", "ts": ts(500), "thread_ts": ts(0), "subtype": "thread_broadcast",
                "text": format!("shown {number}") }),
            );
        }
    }
    let world = World::new();
    world.import(&maker.bytes());
    world
}

fn ids(page: &Value, key: &str) -> Vec<String> {
    list(page, key).map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn windows_tile_a_space() {
    let world = talk();
    let space = world.get("spaces.list", json!({}))["spaces"][0]["id"].clone();
    let ask = |place: &str, at: &Value, limit: u32| {
        let mut args = json!({ "space": space, "limit": limit });
        if !place.is_empty() {
            args[place] = at.clone();
        }
        world.get("messages.list", args)
    };
    let whole = ask("", &Value::Null, 500);
    let all = ids(&whole, "messages");
    assert_eq!(all.len(), 80, "posts, and answers that are shown in the space");
    let times: Vec<i64> = list(&whole, "messages").map(|message| message["at"].as_i64().unwrap()).collect();
    assert!(times.is_sorted(), "oldest first");
    assert_eq!((&whole["older"], &whole["newer"]), (&Value::Null, &Value::Null));

    // Back in time.
    let mut back: Vec<String> = Vec::new();
    let mut page = ask("", &Value::Null, 9);
    loop {
        back = [ids(&page, "messages"), back].concat();
        if page["older"].is_null() {
            break;
        }
        page = ask("before", &page["older"], 9);
    }
    assert_eq!(back, all);

    // From any message in both directions.
    for middle in [0, 1, 4, 40, 78, 79] {
        let window = ask("around", &json!(all[middle]), 10);
        let mut found = ids(&window, "messages");
        assert!(found.contains(&all[middle]), "a window around a message holds it");
        assert!(found.len() <= 10, "{}", found.len());
        let (mut older, mut newer) = (window["older"].clone(), window["newer"].clone());
        while !older.is_null() {
            let page = ask("before", &older, 11);
            found = [ids(&page, "messages"), found].concat();
            older = page["older"].clone();
        }
        while !newer.is_null() {
            let page = ask("after", &newer, 11);
            found.extend(ids(&page, "messages"));
            newer = page["newer"].clone();
        }
        assert_eq!(found, all, "around message {middle}");
    }
    let both = world.call("messages.list", json!({ "space": space, "before": "1", "after": "1", "limit": 5 }));
    assert!(both.is_err(), "two places at once are no place");
}

#[test]
fn an_answer_is_found_where_its_conversation_was_opened() {
    let world = talk();
    let found = world.get("search", json!({ "text": "\"answer 48\"", "limit": 50 }));
    let answer = &found["hits"][0];
    let window =
        world.get("messages.list", json!({ "space": answer["space_id"], "around": answer["id"], "limit": 10 }));
    assert!(ids(&window, "messages").contains(&answer["thread_id"].as_str().unwrap().to_owned()), "{answer}");
}

#[test]
fn pages_of_conversations_are_all_of_them() {
    let world = talk();
    let space = world.get("spaces.list", json!({}))["spaces"][0]["id"].clone();
    for sort in ["last", "started", "replies"] {
        for space in [&space, &Value::Null] {
            let ask = |after: &Value, limit: u32| {
                world.get("threads.list", json!({ "space": space, "sort": sort, "after": after, "limit": limit }))
            };
            let whole = ask(&Value::Null, 500);
            assert_eq!(list(&whole, "rows").count(), 20);
            let key = match sort {
                "last" => "last_at",
                "started" => "started_at",
                _ => "replies",
            };
            let values: Vec<i64> = list(&whole, "rows").map(|row| row[key].as_i64().unwrap()).collect();
            assert!(values.windows(2).all(|pair| pair[0] >= pair[1]), "{sort}: {values:?}");
            let mut paged = Vec::new();
            let mut after = Value::Null;
            loop {
                let page = ask(&after, 3);
                paged.extend(ids(&page, "rows"));
                after = page["next"].clone();
                if after.is_null() {
                    break;
                }
            }
            assert_eq!(paged, ids(&whole, "rows"), "{sort}");
        }
    }
}

#[test]
fn a_conversation_has_pages_and_people() {
    let world = talk();
    let listed = world.get("threads.list", json!({ "sort": "replies", "limit": 1 }));
    let root = &listed["rows"][0];
    let whole = world.get("threads.get", json!({ "id": root["id"], "limit": 500 }));
    assert_eq!(list(&whole, "messages").count() as u64, root["replies"].as_u64().unwrap() + 1);
    assert_eq!(whole["people"][0]["name"], json!("Ada Example"));
    let mut paged = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = world.get("threads.get", json!({ "id": root["id"], "after": after, "limit": 2 }));
        paged.extend(ids(&page, "messages"));
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!(paged, ids(&whole, "messages"));
    // A message that nobody answered is a conversation of one.
    let alone = world.get("search", json!({ "text": "\"post 1\"", "limit": 1 }));
    let thread = world.get("threads.get", json!({ "id": alone["hits"][0]["id"], "limit": 5 }));
    assert_eq!((list(&thread, "messages").count(), &thread["replies"]), (1, &json!(0)));
}

#[test]
fn pages_of_a_timeline_are_all_of_it() {
    let world = talk();
    let member = world.get("members.list", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let ask = |before: &Value, limit: u32| {
        world.get("members.timeline", json!({ "member": member, "before": before, "limit": limit }))
    };
    let whole = ask(&Value::Null, 500);
    let stats = world.get("stats", json!({}));
    assert_eq!(json!(list(&whole, "items").count()), stats["activities"]["total"]);
    let mut paged = Vec::new();
    let mut before = Value::Null;
    loop {
        let page = ask(&before, 13);
        paged.extend(ids(&page, "items"));
        before = page["next"].clone();
        if before.is_null() {
            break;
        }
    }
    assert_eq!(paged, ids(&whole, "items"));
}
