//! Private notes: sealed in the file, open while the key is in memory, and nowhere else.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
};

use kith_app::{Code, SecretString, Secrets, SecretsError, SecretsState};
use kith_store::{NoteDraft, Sealed, Store};
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{count::rich, picture::list};

/// A keyring that does what a test says.
#[derive(Default)]
pub(crate) struct Ring {
    secrets: Mutex<BTreeMap<String, SecretString>>,
    trouble: Mutex<Option<SecretsError>>,
}

impl Ring {
    pub(crate) fn trouble(&self, trouble: Option<SecretsError>) {
        *self.trouble.lock().unwrap() = trouble;
    }

    pub(crate) fn wipe(&self) {
        self.secrets.lock().unwrap().clear();
    }

    fn ready(&self) -> Result<(), SecretsError> {
        self.trouble.lock().unwrap().clone().map_or(Ok(()), Err)
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        use kith_app::ExposeSecret;
        self.secrets.lock().unwrap().values().map(|secret| secret.expose_secret().to_owned()).collect()
    }
}

impl Secrets for Ring {
    fn state(&self) -> SecretsState {
        SecretsState::Ready
    }

    fn get(&self, name: &str) -> Result<Option<SecretString>, SecretsError> {
        self.ready()?;
        Ok(self.secrets.lock().unwrap().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), SecretsError> {
        self.ready()?;
        self.secrets.lock().unwrap().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), SecretsError> {
        self.secrets.lock().unwrap().remove(name);
        Ok(())
    }

    fn unlock(&self, _passphrase: &SecretString) -> Result<(), SecretsError> {
        Ok(())
    }
}

pub(crate) fn world() -> (World, Arc<Ring>, Value) {
    let ring = Arc::new(Ring::default());
    let world = World::with_secrets(ring.clone());
    world.import(&rich().bytes());
    let ada = member(&world, "ada");
    (world, ring, ada)
}

fn member(world: &World, name: &str) -> Value {
    world.get("members.list", json!({ "filter": { "text": name }, "limit": 1 }))["rows"][0]["id"].clone()
}

/// Sets private notes up; answers the recovery code.
pub(crate) fn set_up(world: &World) -> String {
    let begun = world.get("notes.begin", json!({}));
    confirm(world, &begun)
}

pub(crate) fn confirm(world: &World, begun: &Value) -> String {
    let code = begun["code"].as_str().unwrap().to_owned();
    let groups: Vec<&str> = code.split('-').collect();
    let typed: Vec<&str> =
        list(begun, "asked").map(|asked| groups[usize::try_from(asked.as_u64().unwrap()).unwrap() - 1]).collect();
    assert_eq!(world.get("notes.confirm", json!({ "groups": typed }))["lock"], json!("open"));
    code
}

fn lock(world: &World) -> Value {
    world.get("notes.state", json!({}))["lock"].clone()
}

/// What the member's page shows of notes: their state and words.
fn shown(world: &World, member: &Value) -> Vec<(String, String)> {
    let page = world.get("members.get", json!({ "id": member }));
    list(&page, "notes")
        .map(|note| (note["state"].as_str().unwrap().to_owned(), note["text"].as_str().unwrap().to_owned()))
        .collect()
}

pub(crate) fn words(world: &World, member: &Value) -> Vec<String> {
    shown(world, member).into_iter().map(|(_, text)| text).collect()
}

pub(crate) fn found(world: &World, text: &str) -> usize {
    let hits = world.get("search", json!({ "text": text, "kinds": ["notes"], "limit": 20 }));
    list(&hits, "hits").count()
}

fn change_file(world: World, change: impl Fn(&Store)) -> World {
    world.paused(|world| {
        let store = Store::open(&world.file(), "20260105T080000Z").unwrap();
        change(&store);
        store.settle();
    })
}

#[test]
fn from_the_first_note_to_a_locked_one() {
    let (world, _ring, ada) = world();
    assert_eq!(lock(&world), json!("off"));
    let wish = json!({ "member": ada, "text": "afraid of wasps" });
    let refused = world.call("notes.add", wish.clone()).unwrap_err();
    assert_eq!(refused.code, Code::NotesLocked, "nothing private lies in the clear, not even the first one");
    assert!(world.call("notes.unlock", json!({})).is_err());

    let begun = world.get("notes.begin", json!({}));
    let wrong = world.call("notes.confirm", json!({ "groups": ["AAAA", "BBBB"] })).unwrap_err();
    assert_eq!((wrong.code, wrong.field.as_deref()), (Code::Invalid, Some("groups")));
    assert_eq!(lock(&world), json!("off"), "a code that nobody wrote down seals nothing");
    confirm(&world, &begun);
    assert_eq!(world.call("notes.begin", json!({})).unwrap_err().code, Code::Conflict, "there is one key");

    let note = world.get("notes.add", wish);
    assert_eq!(
        (&note["state"], &note["text"], &note["visibility"]),
        (&json!("shown"), &json!("afraid of wasps"), &json!("private"))
    );
    assert_eq!(note.get("kept"), None, "how it lies in the file stays inside");
    world.get("notes.add", json!({ "member": ada, "text": "brings cake", "visibility": "shared", "kind": "thanks" }));
    assert_eq!((found(&world, "wasps"), found(&world, "cake")), (1, 1));

    world.get("notes.lock", json!({}));
    assert_eq!(lock(&world), json!("locked"));
    assert_eq!(shown(&world, &ada), [("shown".into(), "brings cake".into()), ("locked".into(), String::new())]);
    assert_eq!((found(&world, "wasps"), found(&world, "cake")), (0, 1));
    for refused in [
        world.call("notes.add", json!({ "member": ada, "text": "x" })),
        world.call("notes.change", json!({ "id": note["id"], "text": "x" })),
        world.call("notes.change", json!({ "id": note["id"], "visibility": "shared" })),
    ] {
        assert_eq!(refused.unwrap_err().code, Code::NotesLocked);
    }
    world.get("notes.unlock", json!({}));
    assert_eq!(words(&world, &ada), ["brings cake", "afraid of wasps"]);
    assert_eq!(found(&world, "wasps"), 1);

    // From private to shared and back.
    let open = world.get("notes.change", json!({ "id": note["id"], "visibility": "shared", "text": "afraid of bees" }));
    world.get("notes.lock", json!({}));
    assert_eq!((words(&world, &ada)[1].as_str(), &open["state"]), ("afraid of bees", &json!("shown")));
    let world = world.reopened();
    assert_eq!(lock(&world), json!("locked"), "quitting locks");
}

#[test]
fn what_lay_in_the_clear_is_sealed_at_set_up() {
    let (world, _ring, ada) = world();
    let account = ada.as_str().unwrap().to_owned();
    let world = change_file(world, |store| {
        let draft = NoteDraft { text: "plainly-canary".into(), ..NoteDraft::default() };
        store.write_now(|write| write.add_note("old", Some(&account), &draft, 5)).unwrap();
    });
    assert_eq!(words(&world, &ada), ["plainly-canary"], "until then it is shown as it is");
    assert_eq!(world.get("notes.state", json!({}))["in_the_clear"], json!(1));
    assert!(bytes_of(&world.folder()).iter().any(|(_, bytes)| holds(bytes, "plainly-canary")), "the scan sees it");
    set_up(&world);
    assert_eq!(world.get("notes.state", json!({}))["sealed"], json!(1));
    assert_eq!(words(&world, &ada), ["plainly-canary"]);
    for (name, bytes) in bytes_of(&world.folder()) {
        assert!(!holds(&bytes, "plainly-canary"), "{name}");
    }
    let page = world.get("members.get", json!({ "id": ada }));
    assert_eq!((&page["notes"][0]["created_at"], &page["notes"][0]["updated_at"]), (&json!(5), &json!(5)));
}

#[test]
fn the_code_opens_what_the_keyring_lost() {
    let (world, ring, ada) = world();
    let code = set_up(&world);
    world.get("notes.add", json!({ "member": ada, "text": "secret" }));
    let locked = |world: World| {
        let world = world.reopened();
        assert_eq!(words(&world, &ada), [""]);
        world
    };

    // Its entry is gone: the code is asked for, nothing is made anew, and then the keyring has it again.
    ring.wipe();
    let world = locked(world);
    assert_eq!(world.get("notes.state", json!({}))["by_keyring"], json!(false));
    assert_eq!(world.call("notes.begin", json!({})).unwrap_err().code, Code::Conflict, "nothing found is no first run");
    let refused = world.call("notes.unlock", json!({})).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::NotesLocked, Some("code")));
    assert!(ring.texts().is_empty(), "looking makes nothing");
    assert_eq!(lock(&world), json!("locked"));
    world.get("notes.unlock", json!({ "code": code.to_lowercase().replace('-', " ") }));
    assert_eq!(words(&world, &ada), ["secret"]);
    let world = locked(world);
    world.get("notes.unlock", json!({}));
    assert_eq!(words(&world, &ada), ["secret"], "the keyring opens it again");

    // No keyring, a locked one, one that fails: the code always opens.
    for (trouble, expected) in [
        (SecretsError::NoKeyring, Code::NotesLocked),
        (SecretsError::WrongPassphrase, Code::NotesLocked),
        (SecretsError::Locked, Code::KeychainLocked),
        (SecretsError::Failed("out of order".into()), Code::NotesLocked),
    ] {
        ring.trouble(Some(trouble));
        world.get("notes.lock", json!({}));
        assert_eq!(world.call("notes.unlock", json!({})).unwrap_err().code, expected);
        world.get("notes.unlock", json!({ "code": code }));
        assert_eq!(words(&world, &ada), ["secret"]);
    }
    ring.trouble(None);

    // Both are gone: notes stay unread, and everything else works.
    ring.wipe();
    let world = locked(world);
    let mut other: Vec<char> = code.chars().collect();
    let differs = other.iter().position(|letter| *letter != '-' && *letter != other[0]).unwrap();
    other.swap(0, differs);
    world.call("notes.unlock", json!({ "code": other.iter().collect::<String>() })).unwrap_err();
    world.get("notes.add", json!({ "member": ada, "text": "brings cake", "visibility": "shared" }));
    world.get("settings.change", json!({ "name": "Orchard" }));
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
    let sorted = |world: &World| {
        let mut words = words(world, &ada);
        words.sort_unstable();
        words
    };
    assert_eq!(sorted(&world), ["", "brings cake"], "kept for a later find");
    world.get("notes.unlock", json!({ "code": code }));
    assert_eq!(sorted(&world), ["brings cake", "secret"]);
}

#[test]
fn a_file_on_another_machine_opens_by_the_code() {
    let (world, _ring, ada) = world();
    let code = set_up(&world);
    world.get("notes.add", json!({ "member": ada, "text": "secret" }));
    world.close();
    let folder = world.aside("elsewhere");
    let to = folder.join("communities").join(world.file().parent().unwrap().file_name().unwrap());
    std::fs::create_dir_all(&to).unwrap();
    std::fs::copy(world.file(), to.join("kith.db")).unwrap();
    let elsewhere = World::at(&folder, 2_000_000);
    assert_eq!(elsewhere.get("notes.state", json!({}))["lock"], json!("locked"));
    assert_eq!(elsewhere.call("notes.unlock", json!({})).unwrap_err().code, Code::NotesLocked);
    elsewhere.get("notes.unlock", json!({ "code": code }));
    assert_eq!(words(&elsewhere, &ada), ["secret"]);
}

#[test]
fn a_new_code_takes_the_place_of_the_old_one() {
    let (world, _ring, ada) = world();
    let old = set_up(&world);
    world.get("notes.add", json!({ "member": ada, "text": "secret" }));
    let begun = world.get("notes.new_code", json!({}));
    let new = begun["code"].as_str().unwrap().to_owned();
    let unlock = |code: &str| {
        world.get("notes.lock", json!({}));
        world.call("notes.unlock", json!({ "code": code }))
    };
    assert!(unlock(&new).is_err(), "not before it is confirmed");
    unlock(&old).unwrap();
    assert_eq!(
        world.call("notes.confirm", json!({ "groups": [] })).unwrap_err().code,
        Code::Conflict,
        "locking forgets what was begun"
    );
    let new = confirm(&world, &world.get("notes.new_code", json!({})));
    let refused = unlock(&old).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("code")));
    unlock(&new).unwrap();
    assert_eq!(words(&world, &ada), ["secret"]);
    world.get("notes.lock", json!({}));
    world.get("notes.unlock", json!({}));
    world.get("notes.lock", json!({}));
    assert_eq!(
        world.call("notes.new_code", json!({})).unwrap_err().code,
        Code::NotesLocked,
        "whoever cannot read gets no code"
    );
}

#[test]
fn sealed_words_that_are_moved_or_put_back_are_damaged_and_the_others_open() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let add =
        |text: &str| world.get("notes.add", json!({ "member": ada, "text": text }))["id"].as_str().unwrap().to_owned();
    let (one, two, three) = (add("first"), add("second"), add("third"));
    let kept = |world: &World, id: &str| -> (Sealed, i64) {
        let store = Store::open(&world.file(), "20260105T080000Z").unwrap();
        let note = store.read_now(|read| read.note(id)).unwrap();
        (note.kept.sealed.unwrap(), note.kept.version)
    };
    let old = Mutex::new(None);
    let world = world.paused(|world| *old.lock().unwrap() = Some(kept(world, &one)));
    let (first, _) = old.into_inner().unwrap().unwrap();
    world.get("notes.unlock", json!({}));
    world.get("notes.change", json!({ "id": one, "text": "first, changed" }));
    let world = change_file(world, |store| {
        store
            .write_now(|write| {
                // The older state of one note, and another note's words.
                write.seal_note(&one, &first)?;
                write.seal_note(&two, &first)
            })
            .unwrap();
    });
    world.get("notes.unlock", json!({}));
    let expected =
        [("shown", "third"), ("damaged", ""), ("damaged", "")].map(|(state, text)| (state.to_owned(), text.to_owned()));
    assert_eq!(shown(&world, &ada), expected, "the key is right: what does not open was changed");
    assert_eq!(world.call("notes.change", json!({ "id": one, "text": "x" })).unwrap_err().code, Code::NotesLocked);
    assert_eq!((found(&world, "third"), found(&world, "first")), (1, 0));
    world.get("notes.remove", json!({ "id": three }));
}

#[test]
fn notes_lock_when_nobody_is_there() {
    let (world, _ring, ada) = world();
    set_up(&world);
    world.get("notes.add", json!({ "member": ada, "text": "secret" }));
    let minutes = |count: i64| world.clock.pass(count * 60_000);
    minutes(14);
    // Looking is not being there: screens look by themselves.
    assert_eq!(words(&world, &ada), ["secret"]);
    world.get("notes.awake", json!({}));
    minutes(14);
    assert_eq!(words(&world, &ada), ["secret"]);
    minutes(1);
    let mut changes = world.changes();
    assert_eq!(words(&world, &ada), [""]);
    assert!(world.next(&mut changes).is_some_and(|topics| topics.contains("Notes")), "screens are told");
    world.get("notes.awake", json!({}));
    assert_eq!(lock(&world), json!("locked"), "being there opens nothing");
    // Another community has another key, or none.
    world.get("notes.unlock", json!({}));
    let hours = json!({ "days": [1], "from": "09:00", "to": "17:00" });
    let first = world.get("communities.list", json!({}))["communities"][0]["id"].clone();
    world.get("communities.create", json!({ "name": "Orchard", "zone": "UTC", "hours": hours }));
    assert_eq!(lock(&world), json!("off"));
    world.get("communities.open", json!({ "id": first }));
    assert_eq!(lock(&world), json!("locked"));
}

#[test]
fn private_notes_are_taken_back_and_done_again() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let id = world.get("notes.add", json!({ "member": ada, "text": "first" }))["id"].clone();
    world.get("notes.change", json!({ "id": id, "text": "second" }));
    assert_eq!((found(&world, "first"), found(&world, "second")), (0, 1));
    world.get("undo", json!({}));
    assert_eq!(words(&world, &ada), ["first"]);
    assert_eq!((found(&world, "first"), found(&world, "second")), (1, 0));
    // Another second state has the number of the one that was taken back.
    world.get("notes.change", json!({ "id": id, "text": "third" }));
    assert_eq!((found(&world, "second"), found(&world, "third")), (0, 1));
    world.get("notes.remove", json!({ "id": id }));
    world.get("notes.lock", json!({}));
    world.get("undo", json!({}));
    world.get("undo", json!({}));
    world.get("redo", json!({}));
    assert_eq!(words(&world, &ada), [""], "steps need no key");
    world.get("notes.unlock", json!({}));
    assert_eq!(words(&world, &ada), ["third"]);
    let history = world.get("history", json!({})).to_string();
    assert!(!history.contains("third"), "{history}");
}

#[test]
fn notes_go_with_their_account() {
    let (world, _ring, ada) = world();
    set_up(&world);
    let bo = member(&world, "bo");
    world.get("notes.add", json!({ "member": bo, "text": "of bo" }));
    world.get("notes.add", json!({ "member": ada, "text": "of ada" }));
    world.get("members.merge", json!({ "a": ada, "b": bo }));
    assert_eq!(words(&world, &ada), ["of ada", "of bo"]);
    world.get("notes.add", json!({ "member": ada, "text": "of both" }));
    world.get("members.split", json!({ "account": bo }));
    assert_eq!(
        (words(&world, &ada), words(&world, &bo)),
        (vec!["of both".to_owned(), "of ada".into()], vec!["of bo".to_owned()])
    );
}

/// Every file below a folder.
pub(crate) fn bytes_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(bytes_of(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found
}

pub(crate) fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn private_words_and_keys_are_in_no_file_and_no_answer() {
    const CANARY: &str = "canary-of-a-private-note";
    let (world, ring, ada) = world();
    let code = set_up(&world);
    let note = world.get("notes.add", json!({ "member": ada, "text": format!("{CANARY} one") }));
    let due = json!({ "on": "2026-01-05" });
    let todo = world
        .get("notes.add", json!({ "member": ada, "kind": "follow_up", "text": format!("{CANARY} two"), "due": due }));
    world.get("notes.change", json!({ "id": note["id"], "text": format!("{CANARY} three") }));
    world.get("notes.change", json!({ "id": todo["id"], "kind": "feedback" }));
    world.get("undo", json!({}));
    world.get("redo", json!({}));
    world.get("undo", json!({}));
    let removed = world.get("notes.add", json!({ "member": ada, "text": format!("{CANARY} four") }));
    world.get("notes.remove", json!({ "id": removed["id"] }));
    assert_eq!(found(&world, CANARY), 2);
    world.get("follow_ups.done", json!({ "id": todo["id"], "done": true }));
    world.get("follow_ups.snooze", json!({ "id": todo["id"], "until": "tomorrow" }));

    // What could leave, asked while notes are open.
    let mut leaving = Vec::new();
    for (name, args) in [
        ("about", json!({})),
        ("home", json!({})),
        ("settings.get", json!({})),
        ("communities.list", json!({})),
        ("history", json!({})),
        ("stats", json!({})),
        ("check", json!({})),
        ("outbox.list", json!({})),
        ("sources.list", json!({})),
        ("imports.list", json!({})),
        ("members.list", json!({ "limit": 50 })),
        ("members.timeline", json!({ "member": ada, "limit": 50 })),
        ("members.level", json!({ "id": ada })),
        ("duplicates.list", json!({ "limit": 50 })),
        ("quarantine.list", json!({ "limit": 50 })),
        ("messages.newest", json!({ "limit": 50 })),
        ("threads.list", json!({ "limit": 50 })),
        ("spaces.list", json!({})),
        ("follow_ups.calendar", json!({})),
        ("follow_ups.calendar", json!({ "private": true, "todo": true })),
        ("follow_ups.due", json!({})),
        ("notes.state", json!({})),
        ("search", json!({ "text": CANARY, "kinds": ["messages", "topics", "people"], "limit": 50 })),
    ] {
        match world.call(name, args) {
            Ok(answer) => leaving.push((name.to_owned(), answer.to_string())),
            Err(error) => leaving.push((name.to_owned(), format!("{error:?} {error}"))),
        }
    }
    for (name, args) in [
        ("notes.change", json!({ "id": note["id"], "text": format!("{CANARY}{}", "x".repeat(20_001)) })),
        ("notes.add", json!({ "member": "nobody", "text": CANARY })),
        ("notes.add", json!({ "member": ada, "text": CANARY, "kind": "follow_up" })),
        ("notes.add", json!({ "member": ada, "text": CANARY, "due": { "on": "never" }, "kind": "follow_up" })),
        ("notes.unlock", json!({ "code": format!("{code}x") })),
        ("notes.confirm", json!({ "groups": [code.get(..4)] })),
    ] {
        let error = world.call(name, args).unwrap_err();
        leaving.push((name.to_owned(), format!("{error:?} {error}")));
    }
    // And everything that answers once they are locked.
    world.get("notes.lock", json!({}));
    leaving.push(("members.get".into(), world.get("members.get", json!({ "id": ada })).to_string()));
    leaving.push(("follow_ups.list".into(), world.get("follow_ups.list", json!({ "limit": 50 })).to_string()));
    leaving.push(("search".into(), world.get("search", json!({ "text": CANARY, "limit": 50 })).to_string()));
    leaving.push(("palette".into(), world.get("palette", json!({ "text": CANARY })).to_string()));
    let bare = code.replace('-', "");
    let mut secrets = vec![CANARY.to_owned(), first(&code, 9), first(&bare, 8), first(&bare.to_lowercase(), 8)];
    secrets.extend(ring.texts());
    assert_eq!(secrets.len(), 5, "the keyring has the one thing");
    for (name, answer) in &leaving {
        for secret in &secrets {
            assert!(!answer.contains(secret.as_str()), "{name} says {secret}: {answer}");
        }
    }
    let scan = |world: &World, when: &str| {
        for (name, bytes) in bytes_of(&world.folder()) {
            for secret in &secrets {
                assert!(!holds(&bytes, secret), "{when}: {name} holds {secret}");
            }
        }
    };
    scan(&world, "while it is open");
    world.close();
    scan(&world, "after it was closed");
}

/// The first letters of a text.
fn first(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}
