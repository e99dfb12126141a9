//! Keyring and sealed file together, with a keyring that does as it is told.

use std::{collections::BTreeMap, sync::Condvar};

use super::*;
use crate::sealed::tests::CHEAP;

/// How the keyring behaves.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Usable,
    Locked,
    Absent,
    Failing,
    /// Asks a person who does not answer until `answered`.
    Asking,
    Panicking,
}

struct Fake {
    mood: Mutex<Mood>,
    changed: Condvar,
    kept: Mutex<BTreeMap<String, String>>,
    calls: Mutex<u32>,
}

impl Fake {
    fn new(mood: Mood) -> Arc<Self> {
        Arc::new(Self { mood: mood.into(), changed: Condvar::new(), kept: Mutex::default(), calls: Mutex::default() })
    }

    fn turn(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
        self.changed.notify_all();
    }

    fn answer(&self) -> Result<(), Fault> {
        *self.calls.lock().unwrap() += 1;
        let mood = *self.changed.wait_while(self.mood.lock().unwrap(), |mood| *mood == Mood::Asking).unwrap();
        match mood {
            Mood::Usable | Mood::Asking => Ok(()),
            Mood::Locked => Err(Fault::Locked),
            Mood::Absent => Err(Fault::Absent),
            Mood::Failing => Err(Fault::Failed("out of order".into())),
            Mood::Panicking => panic!("the library has a bug"),
        }
    }
}

impl Ring for Fake {
    fn look(&self) -> Look {
        match self.answer() {
            Ok(()) => Look::Usable,
            Err(Fault::Locked) => Look::Locked,
            Err(_) => Look::Absent,
        }
    }

    fn get(&self, name: &str) -> Result<Option<SecretString>, Fault> {
        self.answer().map(|()| self.kept.lock().unwrap().get(name).cloned().map(Into::into))
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), Fault> {
        self.answer()?;
        self.kept.lock().unwrap().insert(name.into(), secret.expose_secret().into());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), Fault> {
        self.answer()?;
        self.kept.lock().unwrap().remove(name);
        Ok(())
    }

    fn let_go(&self) {}
}

struct World {
    ring: Arc<Fake>,
    folder: tempfile::TempDir,
}

impl World {
    fn new(mood: Mood) -> Self {
        Self { ring: Fake::new(mood), folder: tempfile::tempdir().unwrap() }
    }

    /// A program that starts now.
    fn program(&self, passphrase: Option<&str>) -> Keychain {
        self.patient(passphrase, Duration::from_secs(60))
    }

    fn patient(&self, passphrase: Option<&str>, limit: Duration) -> Keychain {
        let sealed = SealedFile::new(self.file(), passphrase.map(SecretString::from), CHEAP);
        Keychain::with(self.ring.clone(), limit, sealed)
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }
}

fn get(keychain: &Keychain, name: &str) -> Result<Option<String>, SecretsError> {
    keychain.get(name).map(|found| found.map(|secret| secret.expose_secret().to_owned()))
}

fn some(secret: &str) -> Result<Option<String>, SecretsError> {
    Ok(Some(secret.to_owned()))
}

#[test]
fn a_keyring_needs_no_file() {
    let world = World::new(Mood::Usable);
    let keychain = world.program(Some("words"));
    assert_eq!(keychain.state(), SecretsState::Ready);
    assert_eq!(get(&keychain, "a"), Ok(None));
    keychain.set("a", &"1".into()).unwrap();
    assert_eq!(get(&keychain, "a"), some("1"));
    keychain.remove("a").unwrap();
    keychain.unlock(&"other words".into()).unwrap();
    assert_eq!(get(&keychain, "a"), Ok(None));
    assert!(!world.file().exists(), "a passphrase makes no file where there is a keyring");
}

#[test]
fn without_a_keyring_a_passphrase_is_needed_and_enough() {
    let world = World::new(Mood::Absent);
    let keychain = world.program(None);
    assert_eq!(keychain.state(), SecretsState::Missing);
    assert_eq!(get(&keychain, "a"), Err(SecretsError::NoKeyring));
    assert_eq!(keychain.set("a", &"1".into()), Err(SecretsError::NoKeyring));
    assert_eq!(keychain.remove("a"), Err(SecretsError::NoKeyring));
    keychain.unlock(&"words".into()).unwrap();
    assert_eq!(keychain.state(), SecretsState::Ready);
    keychain.set("a", &"1".into()).unwrap();

    let next = world.program(None);
    assert_eq!(next.state(), SecretsState::Sealed);
    assert_eq!(get(&next, "a"), Err(SecretsError::NoKeyring));
    assert_eq!(next.unlock(&"other".into()), Err(SecretsError::WrongPassphrase));
    assert_eq!(next.state(), SecretsState::Sealed);
    next.unlock(&"words".into()).unwrap();
    assert_eq!(next.unlock(&"other".into()), Err(SecretsError::WrongPassphrase));
    assert_eq!(get(&next, "a"), some("1"), "a wrong passphrase afterwards shuts nothing");
    next.remove("a").unwrap();

    let wrong = world.program(Some("other"));
    assert_eq!(wrong.state(), SecretsState::Sealed);
    assert_eq!(get(&wrong, "a"), Err(SecretsError::WrongPassphrase));
    assert_eq!(get(&world.program(Some("words")), "a"), Ok(None));
}

#[test]
fn what_was_sealed_is_found_when_a_keyring_comes() {
    let world = World::new(Mood::Absent);
    let keychain = world.program(Some("words"));
    for name in ["a", "b", "c"] {
        keychain.set(name, &"sealed".into()).unwrap();
    }
    world.ring.turn(Mood::Usable);
    assert_eq!(get(&keychain, "a"), some("sealed"));
    assert_eq!(world.ring.kept.lock().unwrap().len(), 0, "reading moves nothing");

    let shut = world.program(None);
    assert_eq!(shut.state(), SecretsState::Ready);
    assert_eq!(get(&shut, "a"), Err(SecretsError::NoKeyring), "a file nobody opened may hold it: that is not nothing");
    assert_eq!(shut.remove("a"), Err(SecretsError::NoKeyring), "nor is it forgotten");
    shut.set("b", &"newer".into()).unwrap();
    assert_eq!(get(&shut, "b"), some("newer"), "the keyring comes first");
    shut.unlock(&"words".into()).unwrap();
    assert_eq!(get(&shut, "a"), some("sealed"));
    assert_eq!(get(&shut, "unknown"), Ok(None));
    shut.set("a", &"newest".into()).unwrap();
    shut.remove("c").unwrap();

    world.ring.turn(Mood::Absent);
    let later = world.program(Some("words"));
    assert_eq!(get(&later, "a"), some("newest"), "an old one does not come back when the keyring goes");
    assert_eq!(get(&later, "c"), Ok(None));
}

#[test]
fn a_locked_keyring_is_not_worked_around() {
    let world = World::new(Mood::Locked);
    let keychain = world.program(Some("words"));
    assert_eq!(keychain.state(), SecretsState::Locked);
    assert_eq!(get(&keychain, "a"), Err(SecretsError::Locked));
    assert_eq!(keychain.set("a", &"1".into()), Err(SecretsError::Locked));
    assert_eq!(keychain.remove("a"), Err(SecretsError::Locked));
    assert_eq!(keychain.unlock(&"words".into()), Err(SecretsError::Locked));
    assert!(!world.file().exists());

    world.ring.turn(Mood::Absent);
    keychain.set("a", &"sealed".into()).unwrap();
    world.ring.turn(Mood::Locked);
    assert_eq!(get(&keychain, "a"), some("sealed"), "what the sealed file has can be read");
    assert_eq!(get(&keychain, "b"), Err(SecretsError::Locked), "what it has not may be behind the lock");
    assert_eq!(keychain.set("a", &"2".into()), Err(SecretsError::Locked));
    world.ring.turn(Mood::Usable);
    assert_eq!(keychain.state(), SecretsState::Ready, "it is looked at anew");
}

#[test]
fn a_fault_is_said_and_forgotten() {
    let world = World::new(Mood::Failing);
    let keychain = world.program(Some("words"));
    let said = Err(SecretsError::Failed("out of order".into()));
    assert_eq!(get(&keychain, "a"), said);
    assert_eq!(keychain.set("a", &"1".into()).map(|()| None), said);
    world.ring.turn(Mood::Panicking);
    assert!(matches!(get(&keychain, "a"), Err(SecretsError::Failed(_))));
    world.ring.turn(Mood::Usable);
    assert_eq!(get(&keychain, "a"), Ok(None));
    assert!(!world.file().exists());
}

#[test]
fn a_prompt_nobody_answers_is_a_locked_keyring_and_one_prompt() {
    let world = World::new(Mood::Asking);
    let keychain = world.patient(Some("words"), Duration::from_millis(30));
    assert_eq!(get(&keychain, "a"), Err(SecretsError::Locked));
    assert_eq!(keychain.state(), SecretsState::Locked);
    assert_eq!(keychain.set("a", &"1".into()), Err(SecretsError::Locked));
    assert!(*world.ring.calls.lock().unwrap() <= 1, "nobody is asked twice at once");
    assert!(!world.file().exists());

    world.ring.turn(Mood::Usable);
    // The call that was left behind comes back by itself; then all goes on.
    while keychain.state() != SecretsState::Ready {
        std::thread::yield_now();
    }
}

#[test]
fn nothing_is_touched_before_something_is_asked() {
    let world = World::new(Mood::Panicking);
    drop(world.program(Some("words")));
    assert_eq!(*world.ring.calls.lock().unwrap(), 0);
    assert_eq!(std::fs::read_dir(world.folder.path()).unwrap().count(), 0);
}
