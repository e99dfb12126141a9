//! A hand-over file is refused as soon as one byte of it is another, and one that fits is read as it was written.

use kith_domain::handover::{Handover, Kind, Pair};
use proptest::prelude::*;
use ring::signature::Ed25519KeyPair;

use super::{
    file::{Refused, sealed},
    handover::content_of,
};

fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

fn file(mentee: &str) -> Handover {
    let pair = Pair {
        id: "01900000-0000-7000-8000-000000000121".into(),
        programme: None,
        mentor: "Grace".into(),
        mentee: mentee.into(),
        contact: String::new(),
        zone: Some("Europe/Berlin".into()),
        state: "active".into(),
        started_on: "2026-01-05".into(),
        ends_on: None,
        ended_on: None,
        ended_why: String::new(),
        cadence_days: 14,
        minutes: 60,
        agreement: "# signed by both".into(),
        mentor_agreed_on: None,
        mentee_agreed_on: None,
        updated_at: 1,
    };
    Handover {
        kind: Kind::Sessions,
        from: "Grace".into(),
        made_at: 1,
        programmes: vec![],
        pairs: vec![pair],
        sessions: vec![],
        items: vec![],
        goals: vec![],
        progress: vec![],
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(mentee in "[^\\p{C}]{0,40}") {
        let text = sealed(&file(&mentee), &key(1)).unwrap();
        prop_assert_eq!(content_of(text.as_bytes()).unwrap(), file(&mentee));
    }

    #[test]
    fn one_byte_changed_is_refused(place in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut bytes = sealed(&file("Ada"), &key(1)).unwrap().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        // A letter of the hexadecimal numbers may be written large.
        let same = String::from_utf8_lossy(&bytes).to_lowercase() == sealed(&file("Ada"), &key(1)).unwrap().to_lowercase()
            && place > bytes.len() - 200;
        prop_assert!(same || content_of(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(content_of(&bytes).is_err());
    }
}

#[test]
fn a_file_that_is_signed_and_strange_is_refused() {
    let mut strange = file("Ada");
    strange.pairs[0].state = "sleeping".into();
    let text = sealed(&strange, &key(1)).unwrap();
    assert_eq!(content_of(text.as_bytes()).unwrap_err(), Refused::Strange);
    let whole = sealed(&file("Ada"), &key(1)).unwrap();
    assert_eq!(content_of(&whole.as_bytes()[..whole.len() - 20]).unwrap_err(), Refused::Cut);
    assert_eq!(content_of(&whole.as_bytes()[..whole.len() / 2]).unwrap_err(), Refused::Cut);
    assert_eq!(content_of(b"# Kith hand-over, version 2.\n").unwrap_err(), Refused::Newer);
}
