//! Sealed words open where they belong, and nowhere else.

use super::*;

const SALT: &[u8] = b"sixteen bytes ...";

fn key() -> NotesKey {
    NotesKey::fresh("k1".into()).unwrap()
}

fn place<'a>() -> Place<'a> {
    Place { row: "n1", identity: "ada", salt: SALT, version: 3 }
}

#[test]
fn what_is_sealed_opens_where_it_belongs() {
    let key = key();
    for text in ["", "x", "Kürbis 🌱", &"long ".repeat(400), "ends with nothing\0\0", "\u{80}"] {
        let bytes = key.seal(&place(), text).unwrap();
        assert_eq!(key.open(&place(), &bytes).unwrap().as_str(), text);
        assert_eq!((bytes.len() - NONCE - TAG) % STEP, 0);
    }
    let [short, longer] = ["a", "a word or two more"].map(|text| key.seal(&place(), text).unwrap());
    assert_eq!(short.len(), longer.len(), "a length says little");
    assert_ne!(key.seal(&place(), "a").unwrap(), short, "the same words never look the same");
}

#[test]
fn nothing_opens_elsewhere() {
    let key = key();
    let bytes = key.seal(&place(), "secret").unwrap();
    for (what, moved) in [
        ("another row", Place { row: "n2", ..place() }),
        ("another account", Place { identity: "bo", ..place() }),
        ("an older state", Place { version: 4, ..place() }),
        ("another salt", Place { salt: b"", ..place() }),
        ("parts that run into each other", Place { row: "n", identity: "1ada", ..place() }),
    ] {
        assert_eq!(key.open(&moved, &bytes).unwrap_err(), Broken::Damaged, "{what}");
    }
    let other = NotesKey { id: "k2".into(), bytes: key.bytes.clone() };
    assert!(other.open(&place(), &bytes).is_err(), "another key's id");
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1;
        assert!(key.open(&place(), &bytes).is_err(), "a byte is another one at {at}");
    }
    assert!(key.open(&place(), &bytes[..20]).is_err() && key.open(&place(), &[]).is_err());
}

#[test]
fn a_key_comes_back_by_what_wrapped_it_and_by_nothing_else() {
    let key = key();
    let (ring, text) = Wrapper::random().unwrap();
    let proof = key.proof().unwrap();
    let wrapped = key.wrapped(&ring, Way::Keyring).unwrap();
    let back = |by: &Wrapper, way, wrapped: &[u8]| {
        NotesKey::unwrapped("k1", by, way, wrapped, &proof).map(|back| back.bytes == key.bytes)
    };
    assert_eq!(back(&Wrapper::from_text(&text).unwrap(), Way::Keyring, &wrapped), Ok(true));
    assert_eq!(back(&ring, Way::Code, &wrapped), Err(Broken::WrongKey), "one wrapping cannot pass for the other");
    assert_eq!(back(&Wrapper::random().unwrap().0, Way::Keyring, &wrapped), Err(Broken::WrongKey));
    let mut hurt = wrapped.clone();
    hurt[30] ^= 1;
    assert_eq!(back(&ring, Way::Keyring, &hurt), Err(Broken::Damaged), "damage is no wrong key");
    // Another key under the same wrapper does not pass the proof.
    let other = NotesKey::fresh("k1".into()).unwrap().wrapped(&ring, Way::Keyring).unwrap();
    assert_eq!(back(&ring, Way::Keyring, &other), Err(Broken::WrongKey));

    let cost = GuessCost::NEXT_TO_NOTHING;
    let by = Wrapper::from_code(b"code", SALT, cost).unwrap();
    let wrapped = key.wrapped(&by, Way::Code).unwrap();
    assert_eq!(back(&Wrapper::from_code(b"code", SALT, cost).unwrap(), Way::Code, &wrapped), Ok(true));
    assert_eq!(back(&Wrapper::from_code(b"kode", SALT, cost).unwrap(), Way::Code, &wrapped), Err(Broken::WrongKey));
    assert!(
        Wrapper::from_code(b"code", SALT, GuessCost { memory: u32::MAX, ..cost }).is_err(),
        "no file asks for all memory"
    );
    assert!(Wrapper::from_text("short").is_none() && Wrapper::from_text(&"g".repeat(64)).is_none());
}
