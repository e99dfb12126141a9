//! Sealed files: there and back, by the reference's tool and by ours, and damaged in every way.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{Broken, open, seal, stream::PIECE};
use crate::{GuessCost, SecretString};

/// Made by `age --passphrase` 1.1.1.
const OTHERS: &str = "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBoWmZMWWYvS3pXT0lMY2ZoWmRBRi9nIDE4CmsySHg1Y0N6RnRmUWx6WVhzZUxzVTVwYjl3akEySnorM0k0K3J2N2R6emsKLS0tIFZjMWtjdm12OTAwR1dNU2VFWnI5MWVjcnNpY1NIZUJvNWZxRUJiQ1VlaGsKz24R+o3tnzExZapbya7QBfTAchcnYJ3hPk/RK9tpFMiveUdJ9RAHvjystz4slri9eOlDn4Oq0pnu+JY=";

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

fn sealed(plain: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    seal(plain, &mut bytes, &secret("orchard gate"), GuessCost::NEXT_TO_NOTHING).unwrap();
    bytes
}

fn opened(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let mut plain = Vec::new();
    open(bytes, &mut plain, &secret("orchard gate")).map(|()| plain)
}

fn is_damaged(bytes: &[u8]) -> bool {
    matches!(opened(bytes), Err(Broken::Damaged))
}

/// Bytes of which no two pieces are alike.
fn plain(length: usize) -> Vec<u8> {
    (0..length).map(|place| u8::try_from((place * 31 + place / PIECE) % 251).unwrap()).collect()
}

/// Where the header ends.
fn body(bytes: &[u8]) -> usize {
    let end = bytes.windows(5).position(|window| window == b"\n--- ").unwrap();
    end + 1 + bytes.iter().skip(end + 1).position(|byte| *byte == b'\n').unwrap() + 1
}

#[test]
fn there_and_back_at_every_edge() {
    for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5] {
        let bytes = sealed(&plain(length));
        assert_eq!(opened(&bytes).unwrap(), plain(length), "{length}");
        let pieces = length.div_ceil(PIECE).max(1);
        assert_eq!(bytes.len() - body(&bytes), 16 + length + 16 * pieces, "{length}");
    }
    assert_ne!(sealed(b"the same"), sealed(b"the same"), "nothing is sealed twice in one way");
}

#[test]
fn what_the_reference_sealed_is_opened() {
    let mut plain = Vec::new();
    open(STANDARD.decode(OTHERS).unwrap().as_slice(), &mut plain, &secret("orchard gate spoon")).unwrap();
    assert_eq!(plain, b"Sealed by another program.\n");
}

#[test]
fn another_passphrase_is_told_from_damage() {
    let bytes = sealed(&plain(100));
    let refused = open(bytes.as_slice(), &mut Vec::new(), &secret("orchard gat")).unwrap_err();
    assert!(matches!(refused, Broken::WrongPassphrase), "{refused:?}");
    assert!(matches!(opened(b"SQLite format 3\0 and so on"), Err(Broken::NotSealed)));
    assert!(matches!(opened(b""), Err(Broken::NotSealed)));
    let for_a_key = "age-encryption.org/v1\n-> X25519 abc\nabc\n--- abc\n";
    assert!(matches!(opened(for_a_key.as_bytes()), Err(Broken::NotSealed)));
    // More memory than any computer that Kith is for.
    let greedy = String::from_utf8_lossy(&bytes).replacen(" 7\n", " 40\n", 1);
    assert!(greedy.contains(" 40\n") && is_damaged(greedy.as_bytes()));
}

#[test]
fn cut_short_anywhere_it_is_damaged() {
    let bytes = sealed(&plain(2 * PIECE + 50));
    let start = body(&bytes);
    let edges = [start, start + 1, start + 16, start + 17, start + 16 + PIECE + 16, start + 16 + 2 * (PIECE + 16)];
    for end in edges.into_iter().chain([bytes.len() - 1]) {
        assert!(is_damaged(&bytes[..end]), "cut at {end} of {}", bytes.len());
    }
    assert!(opened(&bytes[..start - 1]).is_err());
    let longer = [bytes.as_slice(), b"x"].concat();
    assert!(is_damaged(&longer), "something behind its end");
    let twice = [bytes.as_slice(), &bytes[start + 16..]].concat();
    assert!(is_damaged(&twice), "its pieces once more behind its end");
}

#[test]
fn a_changed_bit_or_a_moved_piece_does_not_open() {
    let bytes = sealed(&plain(3 * PIECE + 50));
    let start = body(&bytes);
    for place in (start..bytes.len()).step_by(7_919) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert!(is_damaged(&changed), "byte {place}");
    }
    for place in 0..start {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert!(opened(&changed).is_err(), "byte {place} of the header");
    }
    let piece = |number: usize| start + 16 + number * (PIECE + 16)..start + 16 + (number + 1) * (PIECE + 16);
    let mut swapped = bytes.clone();
    swapped[piece(0)].copy_from_slice(&bytes[piece(1)]);
    swapped[piece(1)].copy_from_slice(&bytes[piece(0)]);
    assert!(is_damaged(&swapped), "two pieces in each other's place");
    let mut without = bytes.clone();
    without.drain(piece(1));
    assert!(is_damaged(&without), "a piece is missing");
}
