//! A new key for private notes, killed in its midst: everything is sealed with the old one, or with the new one.

use kith_store::Store;
use kith_tests::world::World;
use serde_json::{Value, json};

use super::{Started, chance, times};
use crate::{
    picture::list,
    sealed::{confirm, set_up},
};

/// How many notes there are.
const NOTES: usize = 250;

/// The child's side: another key; it says the new code before it confirms it.
#[expect(clippy::print_stdout, reason = "whoever began this program reads it")]
pub(crate) fn renew(world: &World, code: &str) {
    world.get("notes.unlock", json!({ "code": code }));
    let begun = world.get("notes.new_code", json!({ "key": true }));
    println!("code {}", begun["code"].as_str().unwrap());
    confirm(world, &begun);
    println!("renewed");
    let _ = std::io::stdin().read_line(&mut String::new());
}

/// How many notes a code opens; nothing where it opens none of them.
fn opened(world: &World, member: &Value, code: &str) -> Option<usize> {
    world.call("notes.unlock", json!({ "code": code })).ok()?;
    let page = world.get("members.get", json!({ "id": member }));
    let shown = list(&page, "notes").filter(|note| note["text"].as_str().unwrap().starts_with("private "));
    let count = shown.count();
    world.get("notes.lock", json!({}));
    Some(count)
}

#[test]
fn a_new_key_that_is_killed_is_the_old_one_or_the_new_one() {
    let mut world = super::closed();
    let mut code = set_up(&world);
    let page = world.get("members.list", json!({ "filter": { "text": "" }, "limit": 1 }));
    let member = page["rows"][0]["id"].clone();
    for note in 0..NOTES {
        world.get("notes.add", json!({ "member": member, "text": format!("private {note}") }));
    }
    let mut next = chance(7);
    let (mut old, mut new) = (0, 0);
    for run in 1..=times(12, 200) {
        let mut other = String::new();
        world = world.paused(|world| {
            let orders = json!({ "do": "renew", "folder": world.folder(), "ids": run * 100_000, "code": code });
            let started = Started::new(&orders);
            other = started.tells("code ");
            started.kill_after(next(250));
        });
        match (opened(&world, &member, &code), opened(&world, &member, &other)) {
            (Some(NOTES), None) => old += 1,
            (None, Some(NOTES)) => {
                new += 1;
                code = other;
            }
            either => panic!("run {run}: {either:?}"),
        }
    }
    assert!(old > 0 && new > 0, "old {old}, new {new}: the drill must meet both");
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    // The twin: a program that keeps the new key before it seals with it.
    let world = world.paused(|world| {
        let store = Store::open(&world.file(), "20260105T080000Z").unwrap();
        store
            .write_now(|write| {
                let mut key = write.read().notes_key()?.unwrap();
                let id = std::mem::replace(&mut key.id, "another".to_owned());
                write.replace_notes_key(&key, &id, 0)
            })
            .unwrap();
        store.settle();
    });
    assert_eq!(opened(&world, &member, &code), None, "half of it must be caught");
}
