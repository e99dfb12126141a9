//! The list of members: pages in any order are the whole list, and anchors lead to the same pages.

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::picture::list;

const PAGE: u64 = 7;

/// Thirty people: some never said anything, some left, some have one name, some said as much as others.
fn crowd() -> World {
    let mut maker = ExportMaker::new().channel("C1", "general");
    for number in 0..30_u32 {
        let name = ["Zoë Example", "ada example", "Émile Example", "Bo Example"][number as usize % 4];
        let title = if number % 3 == 0 { "Gardener" } else { "" };
        maker = maker.user(json!({
            "id": format!("U{number}"), "team_id": "T1", "name": format!("person{number}"), "deleted": number % 10 == 9,
            "profile": { "real_name": name, "title": title },
        }));
    }
    for number in 0..90_u32 {
        let (user, at) = (number * 7 % 22, 1_767_600_000 - i64::from(number / 2) * 86_400 * 2);
        maker = maker.message(
            "general",
            json!({ "user": format!("U{user}"), "ts": format!("{at}.{:06}", number + 1), "text": "hello",
            "reactions": [{ "name": "+1", "users": [format!("U{}", user % 5)], "count": 1 }] }),
        );
    }
    for bot in 0..5 {
        maker = maker.message(
            "general",
            json!({ "bot_id": format!("B{bot}"), "username": format!("bot {bot}"), "subtype": "bot_message",
            "ts": format!("1767500000.{bot:06}"), "text": "beep" }),
        );
    }
    let world = World::new();
    world.import(&maker.bytes());
    world
}

fn ids(page: &Value) -> Vec<String> {
    list(page, "rows").map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pages_are_the_whole_list_in_every_order() {
    let world = crowd();
    let filters = [
        json!({}),
        json!({ "kind": "all", "left": true }),
        json!({ "kind": "bots" }),
        json!({ "left": true, "seen": "never" }),
        json!({ "seen": "active_30" }),
        json!({ "seen": "quiet_90", "left": true }),
        json!({ "text": "exam" }),
        json!({ "text": "gard exam", "left": true }),
        json!({ "text": "nobody" }),
    ];
    let mut sizes = Vec::new();
    for filter in &filters {
        for sort in ["last", "first", "name", "messages", "reactions"] {
            for descending in [true, false] {
                let what = format!("{filter} by {sort}, descending {descending}");
                let ask = |after: &Value, limit: u64| {
                    world.get("members.list", json!({ "filter": filter, "sort": sort, "descending": descending, "after": after, "limit": limit }))
                };
                let whole = ids(&ask(&Value::Null, 500));
                let mut paged = Vec::new();
                let mut after = Value::Null;
                loop {
                    let page = ask(&after, PAGE);
                    paged.extend(ids(&page));
                    after = page["next"].clone();
                    if after.is_null() {
                        break;
                    }
                    assert!(paged.len() <= whole.len(), "{what}: pages never end");
                }
                assert_eq!(paged, whole, "{what}");
                let anchors = world.get(
                    "members.anchors",
                    json!({ "filter": filter, "sort": sort, "descending": descending, "every": PAGE }),
                );
                assert_eq!(anchors["total"], json!(whole.len()), "{what}");
                let anchored: Vec<String> =
                    list(&anchors, "cursors").flat_map(|cursor| ids(&ask(cursor, PAGE))).collect();
                assert_eq!(anchored, whole, "{what}: anchors lead elsewhere");
                assert_eq!(list(&anchors, "cursors").count(), whole.len().div_ceil(7).max(1), "{what}");
                sizes.push(whole.len());
            }
        }
    }
    assert!(
        sizes.contains(&35) && sizes.contains(&0) && sizes.contains(&5),
        "the filters let too much or too little through: {sizes:?}"
    );
}

#[test]
fn the_order_is_what_it_says() {
    let world = crowd();
    let whole = |sort: &str, descending: bool| {
        world.get(
            "members.list",
            json!({ "filter": { "kind": "all", "left": true }, "sort": sort, "descending": descending, "limit": 500 }),
        )
    };
    for (sort, key) in [("last", "last_at"), ("first", "first_at"), ("reactions", "reactions")] {
        let page = whole(sort, true);
        let values: Vec<Option<i64>> = list(&page, "rows").map(|row| row[key].as_i64()).collect();
        assert!(values.windows(2).all(|pair| pair[0] >= pair[1]), "{sort}: {values:?}");
        let page = whole(sort, false);
        let values: Vec<Option<i64>> = list(&page, "rows").map(|row| row[key].as_i64()).collect();
        assert!(values.windows(2).all(|pair| pair[0] <= pair[1]), "{sort}: {values:?}");
    }
    let page = whole("messages", true);
    let sums: Vec<i64> =
        list(&page, "rows").map(|row| row["posts"].as_i64().unwrap() + row["replies"].as_i64().unwrap()).collect();
    assert!(sums.windows(2).all(|pair| pair[0] >= pair[1]), "{sums:?}");
    let page = whole("name", false);
    let names: Vec<&str> = list(&page, "rows").map(|row| row["name"].as_str().unwrap()).collect();
    assert!(
        names[..2].iter().all(|name| *name == "ada example"),
        "capital letters and accents do not count: {names:?}"
    );
    let accent = names.iter().position(|name| name.starts_with('É')).unwrap();
    assert!(names[accent - 1] < "c" && names[accent..].iter().any(|name| name.starts_with('Z')), "{names:?}");
}

#[test]
fn words_find_people_by_name_handle_mail_and_title() {
    let maker = ExportMaker::new()
        .person("U1", "Zoë Quiroga-Vale", "zq@example.org")
        .user(json!({ "id": "U2", "team_id": "T1", "name": "kestrel", "profile": { "real_name": "Bo Example", "title": "Ornithologist" } }))
        .user(json!({ "id": "U3", "team_id": "T1", "name": "yuki", "profile": { "real_name": "山田太郎" } }));
    let world = World::new();
    world.import(&maker.channel("C1", "general").bytes());
    for (typed, expected) in [
        ("zoe", vec!["Zoë Quiroga-Vale"]),
        ("qui", vec!["Zoë Quiroga-Vale"]),
        ("vale zoë", vec!["Zoë Quiroga-Vale"]),
        ("zq@ex", vec!["Zoë Quiroga-Vale"]),
        ("kest", vec!["Bo Example"]),
        ("ornith", vec!["Bo Example"]),
        ("太郎", vec!["山田太郎"]),
        ("山", vec!["山田太郎"]),
        ("iroga", vec![]),
        ("bo zoe", vec![]),
    ] {
        let page = world.get("members.list", json!({ "filter": { "text": typed }, "limit": 10 }));
        let names: Vec<&str> = list(&page, "rows").map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{typed}");
        let palette = world.get("palette", json!({ "text": typed }));
        assert_eq!(list(&palette, "people").count(), expected.len(), "{typed} in the palette");
    }
}
