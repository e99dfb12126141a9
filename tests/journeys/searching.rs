//! Search in any language, with filters, and with nothing of what strangers write let through.

use kith_tests::{export_maker::ExportMaker, world::World};
use serde_json::{Value, json};

use crate::picture::list;

fn library() -> World {
    let world = World::new();
    let maker = ExportMaker::new()
        .person("U1", "Ada Example", "ada@example.org")
        .person("U2", "Bo Example", "bo@example.org")
        .channel("C1", "general")
        .channel("C2", "plots")
        .says("general", "U1", "1767600000.000100", "AIで政治資金を見る")
        .says("general", "U1", "1767600001.000100", "The Café opens, and the naïve façade stays")
        .says("general", "U2", "1767600002.000100", "deployment of the new server in New York")
        .says("plots", "U1", "1767700000.000100", "York is new to this server")
        .says(
            "plots",
            "U2",
            "1767700001.000100",
            "<script>alert('compost')</script> &amp; <https://example.org/a?b=1&amp;c=\"|compost\"> *compost*",
        )
        .says("plots", "U2", "1767700002.000100", "compost compost compost")
        .says(
            "general",
            "U1",
            "1767800000.000100",
            "a word about compost among many other words that say nothing of it",
        )
        .says("general", "U1", "1767800001.000100", "<@U2> hello <#C2|plots>");
    world.import(&maker.bytes());
    world
}

/// Where the words of a search were found, as the times of messages after the base.
#[track_caller]
fn check(world: &World, text: &str, more: &Value, expected: &[i64]) {
    let mut args = json!({ "text": text, "kinds": ["messages"], "limit": 20 });
    for (key, value) in more.as_object().into_iter().flatten() {
        args[key] = value.clone();
    }
    let found = world.get("search", args);
    let times: Vec<i64> = list(&found, "hits").map(|hit| hit["at"].as_i64().unwrap() / 1_000 - 1_767_600_000).collect();
    assert_eq!(times, expected, "{text} {more}");
}

#[test]
fn words_of_any_language_are_found() {
    let world = library();
    for word in ["政治", "資金", "政治資金", "見", "ai"] {
        check(&world, word, &json!({}), &[0]);
    }
    check(&world, "治見", &json!({}), &[]);
    for word in ["cafe", "CAFÉ", "facade", "Naive", "naïve"] {
        check(&world, word, &json!({}), &[1]);
    }
}

#[test]
fn words_may_be_unfinished_together_or_in_a_row() {
    let world = library();
    check(&world, "deplo", &json!({}), &[2]);
    check(&world, "deplo ", &json!({}), &[]);
    check(&world, "eployment", &json!({}), &[]);
    check(&world, "server york", &json!({}), &[100_000, 2]);
    check(&world, "\"new york\"", &json!({}), &[2]);
    check(&world, "\"new server\"", &json!({}), &[2]);
    check(&world, "server nowhere", &json!({}), &[]);
    check(&world, "U2", &json!({}), &[]);
}

#[test]
fn filters_narrow_what_is_found() {
    let world = library();
    let spaces = world.get("spaces.list", json!({}));
    let space = |name: &str| list(&spaces, "spaces").find(|space| space["name"] == json!(name)).unwrap()["id"].clone();
    let people = world.get("members.list", json!({ "limit": 5 }));
    let person = |name: &str| list(&people, "rows").find(|row| row["name"] == json!(name)).unwrap()["id"].clone();
    let source = world.get("home", json!({}))["sources"][0]["id"].clone();
    check(&world, "compost", &json!({}), &[200_000, 100_002, 100_001]);
    check(&world, "compost", &json!({ "space": space("plots") }), &[100_002, 100_001]);
    check(&world, "compost", &json!({ "person": person("Ada Example") }), &[200_000]);
    check(&world, "compost", &json!({ "source": source }), &[200_000, 100_002, 100_001]);
    check(&world, "compost", &json!({ "from": 1_767_700_002_000_i64 }), &[200_000, 100_002]);
    check(&world, "compost", &json!({ "until": 1_767_700_002_000_i64 }), &[100_001]);
    check(
        &world,
        "compost",
        &json!({ "from": 1_767_700_000_000_i64, "until": 1_767_800_000_000_i64, "person": person("Bo Example") }),
        &[100_002, 100_001],
    );
    check(&world, "server", &json!({ "space": space("plots") }), &[100_000]);
    check(&world, "compost", &json!({ "order": "best" }), &[100_002, 100_001, 200_000]);
    for (key, value) in [("space", "nowhere"), ("person", "nobody")] {
        let error = world.call("search", json!({ "text": "compost", "limit": 5, key: value })).unwrap_err();
        assert_eq!(error.code, kith_app::Code::NotFound, "{key}");
    }
}

#[test]
fn pages_of_hits_are_all_of_them() {
    let mut maker = ExportMaker::new().channel("C1", "general").channel("C2", "plots");
    for number in 0..50 {
        let folder = if number % 2 == 0 { "general" } else { "plots" };
        maker = maker.says(folder, "U1", &format!("17676000{number:02}.000100"), "compost");
    }
    let world = World::new();
    world.import(&maker.bytes());
    let space = world.get("spaces.list", json!({}))["spaces"][0]["id"].clone();
    for (space, expected) in [(Value::Null, 50), (space, 25)] {
        let mut found: Vec<i64> = Vec::new();
        let mut before = Value::Null;
        loop {
            let page = world.get("search", json!({ "text": "compost", "space": space, "before": before, "limit": 7 }));
            found.extend(list(&page, "hits").map(|hit| hit["at"].as_i64().unwrap()));
            before = page["next"].clone();
            if before.is_null() {
                break;
            }
        }
        assert_eq!(found.len(), expected);
        assert!(found.windows(2).all(|pair| pair[0] > pair[1]), "newest first, each once: {found:?}");
    }
}

#[test]
fn snippets_mark_the_words_and_let_no_markup_through() {
    let world = library();
    let found = world.get("search", json!({ "text": "compost", "kinds": ["messages"], "limit": 20 }));
    for hit in list(&found, "hits") {
        let html = hit["snippet"].as_str().unwrap();
        assert!(html.contains("<mark>compost</mark>"), "{html}");
        let bare = html.replace("<mark>", "").replace("</mark>", "");
        assert!(!bare.contains('<') && !bare.contains('>'), "{html}");
    }
    let window = world.get("messages.list", json!({ "space": found["hits"][1]["space_id"], "limit": 20 }));
    let html = window.to_string();
    assert!(!html.contains("<script") && html.contains("&lt;script"), "{html}");
}

#[test]
fn a_search_looks_at_people_notes_and_spaces_too() {
    let world = library();
    let people = world.get("members.list", json!({ "filter": { "text": "bo" }, "limit": 5 }));
    let bo = people["rows"][0]["id"].clone();
    world.get(
        "notes.add",
        json!({ "member": bo, "text": "knows <b>everything</b> about Kürbis", "visibility": "shared" }),
    );
    let found = world.get("search", json!({ "text": "kurbis", "limit": 5 }));
    assert_eq!((&found["hits"][0]["kind"], &found["hits"][0]["member_id"]), (&json!("notes"), &bo));
    assert!(found["hits"][0]["snippet"].as_str().unwrap().contains("&lt;b&gt;"), "{found}");
    let found = world.get("search", json!({ "text": "example", "limit": 5 }));
    assert_eq!(list(&found, "people").count(), 2);
    let found = world.get("palette", json!({ "text": "plo" }));
    assert_eq!(found["spaces"][0]["name"], json!("plots"));
}
