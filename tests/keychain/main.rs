//! The keychain and a real Secret Service, in each of the states a session can be in.
//!
//! **Invariant:** in no state is anything wiped, made again, or taken for a first run.
#![cfg(target_os = "linux")]

mod machine;

use machine::{Keyring, Machine};

/// Started again by the tests below, in the session they made. By itself it does nothing.
#[test]
fn the_inner_program() {
    machine::inner();
}

/// Without a keyring, whatever is missing: the sealed file does.
#[track_caller]
fn seals(keyring: Keyring) {
    let machine = Machine::new();
    let said = machine.session(keyring, None, &["state", "get token", "set token s3cret", "remove token"]);
    assert_eq!(said, ["Missing", "NoKeyring", "NoKeyring", "NoKeyring"]);
    assert!(!machine.sealed().exists(), "nothing is made without a passphrase");

    let said = machine.session(keyring, Some("hunter"), &["state", "get token", "set token s3cret", "get token"]);
    assert_eq!(said, ["Ready", "nothing", "done", "s3cret"]);
    let said = machine.session(keyring, None, &["state", "get token", "unlock hunted", "unlock hunter", "get token"]);
    assert_eq!(said, ["Sealed", "NoKeyring", "WrongPassphrase", "done", "s3cret"]);
    let said = machine.session(keyring, Some("hunted"), &["state", "get token", "set token other"]);
    assert_eq!(said, ["Sealed", "WrongPassphrase", "WrongPassphrase"]);
    let said = machine.session(keyring, Some("hunter"), &["get token", "remove token", "get token", "state"]);
    assert_eq!(said, ["s3cret", "done", "nothing", "Ready"]);
}

#[test]
fn without_a_bus_the_file_is_sealed() {
    seals(Keyring::NoBus);
}

#[test]
fn with_a_dead_bus_the_file_is_sealed() {
    seals(Keyring::DeadBus);
}

#[test]
fn without_a_service_the_file_is_sealed() {
    seals(Keyring::Absent);
}

#[test]
fn a_service_that_keeps_nothing_is_no_keyring() {
    seals(Keyring::Empty);
}

#[test]
fn an_open_keyring_keeps_what_it_is_given() {
    let machine = Machine::new();
    let open = Keyring::Open("one");
    let said = machine.session(open, Some("hunter"), &["state", "get token", "set token s3cret", "get token", "items"]);
    assert_eq!(said, ["Ready", "nothing", "done", "s3cret", "1"]);
    let said = machine.session(open, None, &["get token", "set token s3cret2", "set other x", "get token", "items"]);
    assert_eq!(said, ["s3cret", "done", "done", "s3cret2", "2"], "one item for each name, and no probe is left");
    let said = machine.session(open, None, &["remove token", "remove token", "get token", "get other", "items"]);
    assert_eq!(said, ["done", "done", "nothing", "x", "1"]);
    assert!(!machine.sealed().exists(), "where there is a keyring, nothing is sealed");
}

#[test]
fn a_locked_keyring_is_asked_for_and_not_worked_around() {
    let machine = Machine::new();
    machine.session(Keyring::Open("one"), None, &["set token s3cret"]);
    // The password of the account was changed without the keyring's: it stays locked after logging in.
    let steps = ["state", "get token", "get unknown", "set token other", "remove token", "unlock hunter", "state"];
    let said = machine.session(Keyring::Open("two"), Some("hunter"), &steps);
    assert_eq!(said, ["Locked"; 7]);
    assert!(!machine.sealed().exists(), "no second place while the first is only locked");
    let said = machine.session(Keyring::Open("one"), None, &["state", "get token"]);
    assert_eq!(said, ["Ready", "s3cret"], "all is there when it is unlocked");
}

#[test]
fn a_keyring_may_be_locked_while_kith_runs() {
    let machine = Machine::new();
    let steps = ["set token s3cret", "lock-keyring", "state", "get token", "get unknown", "set token other"];
    let said = machine.session(Keyring::Open("one"), None, &steps);
    assert_eq!(said, ["done", "done", "Locked", "Locked", "Locked", "Locked"]);
    assert_eq!(machine.session(Keyring::Open("one"), None, &["get token"]), ["s3cret"]);
}

#[test]
fn a_wiped_keyring_is_empty_and_nothing_else_is() {
    let machine = Machine::new();
    machine.session(Keyring::NoBus, Some("hunter"), &["set sealed s3cret"]);
    machine.session(Keyring::Open("one"), None, &["set token s3cret"]);
    let before = std::fs::read(machine.sealed()).unwrap();
    machine.wipe_keyring();
    let said = machine.session(Keyring::Open("two"), None, &["state", "get token", "get sealed", "items"]);
    assert_eq!(said, ["Ready", "NoKeyring", "NoKeyring", "0"], "a file nobody opened may hold it");
    let said = machine.session(Keyring::Open("two"), Some("hunter"), &["get token", "get sealed", "items"]);
    assert_eq!(said, ["nothing", "s3cret", "0"]);
    assert_eq!(std::fs::read(machine.sealed()).unwrap(), before, "nothing is made again");
}

#[test]
fn what_was_sealed_is_read_where_there_is_a_keyring() {
    let machine = Machine::new();
    machine.session(Keyring::Empty, Some("hunter"), &["set token s3cret"]);
    let steps = ["get token", "set token newer", "get token", "items"];
    assert_eq!(machine.session(Keyring::Open("one"), Some("hunter"), &steps), ["s3cret", "done", "newer", "1"]);
    let said = machine.session(Keyring::DeadBus, Some("hunter"), &["get token"]);
    assert_eq!(said, ["newer"], "an old secret does not come back");
}
