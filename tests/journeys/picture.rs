//! Everything a person can see of a community, in an order that does not depend on how it came in.

use kith_tests::world::World;
use serde_json::{Value, json};

/// What to leave out of objects: keys of rows, which follow the order of arrival, and the source, which is named after its
/// first archive.
const KEYS: [&str; 11] = [
    "id",
    "thread_id",
    "can_open",
    "next",
    "older",
    "newer",
    "source_id",
    "source_name",
    "sources",
    "by_source",
    "from",
];

/// The whole picture.
pub(crate) fn of(world: &World) -> Value {
    let mut stats = world.get("stats", json!({}));
    // How much could not be read is counted for each import, so the same archive twice counts it twice.
    stats["quarantined"].take();
    let spaces: Vec<Value> =
        list(&world.get("spaces.list", json!({})), "spaces").map(|space| of_space(world, space)).collect();
    let filter = json!({ "kind": "all", "left": true });
    let listed = world.get("members.list", json!({ "filter": filter, "limit": 500 }));
    let mut members: Vec<Value> = list(&listed, "rows").map(|row| of_member(world, row)).collect();
    members.sort_by_key(Value::to_string);
    json!({ "stats": plain(stats), "spaces": spaces, "members": members })
}

fn of_space(world: &World, space: &Value) -> Value {
    let window = world.get("messages.list", json!({ "space": space["id"], "limit": 500 }));
    let listed = world.get("threads.list", json!({ "space": space["id"], "limit": 500 }));
    let mut threads: Vec<Value> = list(&listed, "rows")
        .map(|row| world.get("threads.get", json!({ "id": row["id"], "limit": 500 })))
        .map(|mut thread| {
            thread["space"].take();
            plain(thread)
        })
        .collect();
    threads.sort_by_key(|thread| thread["started_at"].as_i64());
    json!({ "space": plain(space.clone()), "messages": plain(window), "threads": threads })
}

fn of_member(world: &World, row: &Value) -> Value {
    let page = world.get("members.get", json!({ "id": row["id"] }));
    let timeline = world.get("members.timeline", json!({ "member": row["id"], "limit": 500 }));
    json!({ "row": plain(row.clone()), "page": plain(page), "timeline": plain(timeline) })
}

/// Fails at the first place where two pictures differ.
#[track_caller]
pub(crate) fn assert_same(found: &Value, expected: &Value, what: &str) {
    if let Some((place, found, expected)) = difference(found, expected, String::new()) {
        panic!("{what}: at {place}\n  found    {found}\n  expected {expected}");
    }
}

fn difference(found: &Value, expected: &Value, place: String) -> Option<(String, Value, Value)> {
    match (found, expected) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().find_map(|(key, value)| difference(value, &b[key], format!("{place}/{key}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            (0..a.len()).find_map(|at| difference(&a[at], &b[at], format!("{place}/{at}")))
        }
        _ => (found != expected).then(|| (place, found.clone(), expected.clone())),
    }
}

/// Only what somebody did, without the people and spaces where nothing happened.
pub(crate) fn used(mut picture: Value) -> Value {
    let keep = |value: &mut Value, kept: &dyn Fn(&Value) -> bool| {
        value.as_array_mut().into_iter().for_each(|all| all.retain(kept))
    };
    keep(&mut picture["members"], &|member| !member["row"]["last_at"].is_null());
    keep(&mut picture["spaces"], &|space| !space["space"]["last_at"].is_null());
    if let Some(stats) = picture["stats"].as_object_mut() {
        stats.retain(|key, _| !matches!(key.as_str(), "members" | "people" | "bots" | "identities" | "spaces"));
        let spaces = stats.get_mut("by_space").and_then(Value::as_object_mut);
        spaces.into_iter().for_each(|spaces| spaces.retain(|_, messages| *messages != json!(0)));
    }
    picture
}

/// Without accounts of which nothing is known but that somebody once named them (in a reaction that was taken back):
/// whether that was seen depends on which archives were.
pub(crate) fn without_shadows(mut picture: Value) -> Value {
    let shadow = |member: &Value| {
        member["row"]["last_at"].is_null()
            && member["row"]["reactions"] == json!(0)
            && list(&member["page"], "accounts").all(|account| account["missing"] == json!(true))
    };
    let Some(members) = picture["members"].as_array_mut() else { return picture };
    let before = members.len();
    members.retain(|member| !shadow(member));
    let shadows = before - members.len();
    for key in ["members", "people", "identities"] {
        let counted = picture["stats"][key].as_u64().and_then(|count| count.checked_sub(shadows as u64));
        if let Some(count) = counted {
            picture["stats"][key] = json!(count);
        }
    }
    picture
}

/// The entries of a list in an answer.
pub(crate) fn list<'a>(answer: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    answer[key].as_array().into_iter().flatten()
}

fn plain(mut value: Value) -> Value {
    tidy(&mut value);
    value
}

fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, _| !KEYS.contains(&key.as_str()));
            object.values_mut().for_each(tidy);
            for unordered in ["reactions", "former_names", "people", "spaces"] {
                if let Some(Value::Array(all)) = object.get_mut(unordered) {
                    all.sort_by_key(Value::to_string);
                }
            }
        }
        Value::Array(all) => {
            all.iter_mut().for_each(tidy);
            // Of messages within one second the order of arrival decides.
            if all.iter().all(|one| one["at"].is_i64()) {
                all.sort_by_key(|one| (one["at"].as_i64(), one.to_string()));
            }
        }
        _ => {}
    }
}
