//! Another key for private notes, and what the palette finds of them.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{
    conduct, mentoring,
    picture::list,
    sealed::{confirm, found, set_up, words, world},
};

/// Every private word there is: of notes, a case, a pair and its sessions.
fn everything(world: &World, ada: &Value, case: &Value, pair: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut all = words(world, ada);
    all.push(text(&conduct::open(world, case)["file"]["description"]));
    let page = mentoring::whole(world, pair);
    all.push(text(&page["kept"]["facts"]));
    all.extend(list(&page, "sessions").map(|session| text(&session["private"]["words"])));
    all.sort();
    all
}

#[test]
fn a_new_key_seals_everything_anew_and_the_old_code_opens_nothing() {
    let (world, ring, ada) = world();
    let old = set_up(&world);
    for words in ["one", "two", "three"] {
        world.get("notes.add", json!({ "member": ada, "text": words }));
    }
    let case = conduct::save(&world, "2026-01-02 10:00", &conduct::file("Ada", Some(&ada)))["id"].clone();
    let pair = mentoring::pair(&world, "Ada");
    let session = mentoring::session("2026-01-02T18:30", "Talk");
    world.get(
        "mentoring.save_session",
        json!({ "mentorship": pair, "session": session, "private": { "words": "afraid", "mood": 2 } }),
    );
    world.get("mentoring.keep_private", json!({ "id": pair, "kept": { "facts": "two daughters", "ask": "" } }));
    let older = world.get("backups.create", json!({}))["backup"]["name"].clone();

    let begun = world.get("notes.new_code", json!({ "key": true }));
    world.get("notes.add", json!({ "member": ada, "text": "while the code was written down" }));
    let before = everything(&world, &ada, &case, &pair);
    assert_eq!(before.len(), 7, "{before:?}");
    let new = confirm(&world, &begun);
    let same = || assert_eq!(everything(&world, &ada, &case, &pair), before);
    same();
    assert_eq!(found(&world, "while"), 1);
    assert_eq!(world.get("undo", json!({}))["undone"], Value::Null, "what could be undone is sealed with the old key");

    // The old code opens nothing; the new one and the keyring do.
    world.get("notes.lock", json!({}));
    let refused = world.call("notes.unlock", json!({ "code": old })).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("code")));
    for by in [json!({ "code": new }), json!({})] {
        world.get("notes.unlock", by);
        same();
        world.get("notes.lock", json!({}));
    }

    // The old key goes with the next backup, here and in the keyring; nothing else does.
    assert_eq!(ring.texts().len(), 2);
    world.get("backups.create", json!({}));
    assert_eq!(ring.texts().len(), 1);
    world.get("notes.unlock", json!({}));
    same();
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));

    // An older copy is opened by the code that belongs to it.
    world.get("backups.restore", json!({ "name": older }));
    assert!(world.call("notes.unlock", json!({ "code": new })).is_err());
    world.get("notes.unlock", json!({ "code": old }));
    assert_eq!(everything(&world, &ada, &case, &pair).len(), 6);
}

#[test]
fn the_palette_finds_private_notes_while_they_are_open() {
    let (world, _ring, ada) = world();
    set_up(&world);
    world.get("notes.add", json!({ "member": ada, "text": "Quetzalcoatl is her cat" }));
    world.get("notes.add", json!({ "member": ada, "text": "quetzal for the team", "visibility": "shared" }));
    let found = || {
        let hits = world.get("palette", json!({ "text": "quetz" }));
        list(&hits, "notes").map(|note| (note["private"].clone(), note["member_id"].clone())).collect::<Vec<_>>()
    };
    let open = found();
    assert!(open.contains(&(json!(true), ada.clone())) && open.contains(&(json!(false), ada.clone())), "{open:?}");
    assert!(list(&world.get("palette", json!({ "text": "" })), "notes").next().is_none(), "only what was asked for");
    world.get("notes.lock", json!({}));
    assert_eq!(found(), [(json!(false), ada)]);
}
