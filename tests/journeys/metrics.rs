//! Numbers that anyone can check: kept ones equal those computed anew, and each opens the rows it counts.

use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture;

fn read(world: &World, wish: Value) -> Value {
    world.get("metrics.read", wish)
}

/// The points of a metric.
fn series<'a>(answer: &'a Value, id: &str) -> &'a [Value] {
    let metric = picture::list(answer, "metrics").find(|metric| metric["id"] == id).unwrap();
    metric["series"].as_array().unwrap()
}

/// A community with some years of people who talk.
fn sample() -> World {
    let world = World::new();
    let started = world.get("sample.start", json!({}));
    world.finish(started["id"].as_str().unwrap());
    world
}

#[test]
fn kept_numbers_equal_those_computed_anew() {
    let world = sample();
    for every in ["week", "month", "quarter", "year", "whole"] {
        let wish = json!({ "every": every, "compare": true });
        let fresh = read(&world, wish.clone());
        assert_eq!(read(&world, wish.clone()), fresh, "{every}");
        // Whoever is of the team does not count: all of it is other numbers then, and the same again after.
        let member = world.get(
            "members.list",
            json!({ "filter": { "kind": "people" }, "sort": "messages", "descending": true, "limit": 1 }),
        );
        let id = member["rows"][0]["id"].clone();
        world.get("members.edit", json!({ "id": id, "changes": [{ "field": "mark", "value": "team" }] }));
        let without = read(&world, wish.clone());
        assert_ne!(without["metrics"], fresh["metrics"], "{every}");
        let mut with_team = wish.clone();
        with_team["slice"] = json!({ "with_team": true });
        let posts = |answer: &Value| series(answer, "posts").to_vec();
        assert_eq!(posts(&read(&world, with_team)), posts(&fresh), "{every}");
        world.get("undo", json!({}));
        assert_eq!(read(&world, wish), fresh, "{every}");
    }
}

#[test]
fn every_number_opens_its_rows() {
    let world = sample();
    let answer = read(&world, json!({ "every": "month" }));
    let mut opened = 0;
    for metric in picture::list(&answer, "metrics") {
        let point = metric["series"].as_array().unwrap().iter().rev().nth(1).unwrap();
        let wish = json!({ "metric": metric["id"], "start": point["start"], "end": point["end"], "limit": 200 });
        let rows = world.get("metrics.rows", wish);
        let shown = rows["rows"].as_array().unwrap();
        assert_eq!(rows["total"].as_u64().unwrap().min(200), shown.len() as u64, "{}", metric["id"]);
        let sum = || shown.iter().map(|row| row["value"].as_f64().unwrap()).sum::<f64>();
        match metric["id"].as_str().unwrap() {
            "posts" | "comments" | "reactions" if rows["total"].as_u64() < Some(200) => {
                assert_eq!(Some(sum()), point["value"].as_f64(), "{}", metric["id"]);
                opened += 1;
            }
            "signups" | "active_members.month" | "unanswered" | "lost_regulars" => {
                assert_eq!(rows["total"].as_f64(), point["value"].as_f64(), "{}", metric["id"]);
                opened += 1;
            }
            _ => {}
        }
    }
    assert!(opened >= 4, "{opened}");
}

#[test]
fn a_part_of_the_community_has_its_own_numbers() {
    let world = sample();
    let all = read(&world, json!({ "metrics": ["posts", "comments"], "every": "month" }));
    let spaces = world.get("spaces.list", json!({}));
    let mut sum = 0.0;
    for space in picture::list(&spaces, "spaces") {
        let slice = json!({ "space": space["id"] });
        let part = read(&world, json!({ "metrics": ["posts"], "every": "whole", "slice": slice }));
        sum += series(&part, "posts")[0]["value"].as_f64().unwrap_or_default();
    }
    let whole = read(&world, json!({ "metrics": ["posts"], "every": "whole" }));
    assert_eq!(series(&whole, "posts")[0]["value"].as_f64(), Some(sum));
    assert!(series(&all, "posts").iter().any(|point| point["value"].as_f64() > Some(0.0)));
    let refused = world.call("metrics.read", json!({ "slice": { "space": "no-such-space" } }));
    assert!(refused.is_err());
}

#[test]
fn no_answer_is_expected_to_announcements() {
    let world = sample();
    let wish = || json!({ "metrics": ["unanswered", "posts"], "every": "whole" });
    let before = read(&world, wish());
    let spaces = world.get("spaces.list", json!({}));
    let space = picture::list(&spaces, "spaces").max_by_key(|space| space["messages"].as_u64()).unwrap();
    world.get("spaces.expect_answers", json!({ "space": space["id"], "expected": false }));
    let after = read(&world, wish());
    let n = |answer: &Value| series(answer, "unanswered")[0]["n"].as_u64().unwrap();
    assert!(n(&after) < n(&before));
    assert_eq!(series(&after, "posts"), series(&before, "posts"));
    assert_eq!(after["excluded"]["announcement_spaces"], json!(1));
    world.get("undo", json!({}));
    assert_eq!(read(&world, wish()), before);
}

#[test]
fn cohorts_add_up() {
    let world = sample();
    let cohorts = world.get("metrics.cohorts", json!({ "every": "month" }));
    let signups = read(&world, json!({ "metrics": ["signups"], "every": "month" }));
    for cohort in picture::list(&cohorts, "cohorts") {
        for cell in cohort["cells"].as_array().unwrap() {
            assert!(cell["active"].as_u64() <= cohort["size"].as_u64(), "{cohort}");
        }
    }
    let sizes: u64 = picture::list(&cohorts, "cohorts").map(|cohort| cohort["size"].as_u64().unwrap()).sum();
    let joined: f64 = series(&signups, "signups").iter().filter_map(|point| point["value"].as_f64()).sum();
    assert!(sizes as f64 >= joined && sizes > 0, "{sizes} and {joined}");
}

#[test]
fn days_and_metrics_are_asked_for_as_they_are_written() {
    let world = sample();
    for wish in [
        json!({ "from": "yesterday" }),
        json!({ "from": "2026-02-30" }),
        json!({ "from": "2026-02-01", "to": "2026-01-01" }),
        json!({ "metrics": ["no.such"] }),
        json!({ "every": "day", "from": "1971-01-01" }),
    ] {
        assert!(world.call("metrics.read", wish.clone()).is_err(), "{wish}");
    }
}
