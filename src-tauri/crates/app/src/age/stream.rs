//! The bytes of a sealed file, in pieces of 64 KiB that are each sealed with their number and with whether they are the last.
//!
//! **Invariants:** no two pieces of a file have one nonce; a piece in another place, a missing end and something behind the
//! end do not open.

use std::io::{self, Read, Write};

use chacha20poly1305::{
    AeadInOut, ChaCha20Poly1305,
    aead::{Generate, array::Array},
};

use super::{
    Broken,
    header::{FileKey, cipher},
};

/// A piece before it is sealed, in bytes.
pub(super) const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
const SALT: usize = 16;

pub(super) fn seal(from: &mut impl Read, to: &mut impl Write, key: &FileKey) -> Result<(), Broken> {
    let salt: [u8; SALT] = Generate::try_generate().map_err(|_| Broken::NoMeans)?;
    to.write_all(&salt)?;
    let mut pieces = Pieces { cipher: cipher(&key.derived(&salt, "payload")?), next: 0 };
    let (mut piece, mut after) = (block(), block());
    fill(from, &mut piece, PIECE)?;
    loop {
        fill(from, &mut after, PIECE)?;
        let nonce = pieces.nonce(after.is_empty())?;
        pieces.cipher.encrypt_in_place(&nonce, b"", &mut piece).map_err(|_| Broken::NoMeans)?;
        to.write_all(&piece)?;
        if after.is_empty() {
            return Ok(());
        }
        std::mem::swap(&mut piece, &mut after);
    }
}

pub(super) fn open(from: &mut impl Read, to: &mut impl Write, key: &FileKey) -> Result<(), Broken> {
    let mut salt = [0; SALT];
    from.read_exact(&mut salt).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Broken::Damaged,
        _ => error.into(),
    })?;
    let mut pieces = Pieces { cipher: cipher(&key.derived(&salt, "payload")?), next: 0 };
    let (mut piece, mut after) = (block(), block());
    fill(from, &mut piece, PIECE + TAG)?;
    loop {
        fill(from, &mut after, PIECE + TAG)?;
        let is_first = pieces.next == 0;
        let nonce = pieces.nonce(after.is_empty())?;
        pieces.cipher.decrypt_in_place(&nonce, b"", &mut piece).map_err(|_| Broken::Damaged)?;
        // Nothing in a piece: only where there is nothing at all.
        if piece.is_empty() && !is_first {
            return Err(Broken::Damaged);
        }
        to.write_all(&piece)?;
        if after.is_empty() {
            return Ok(());
        }
        std::mem::swap(&mut piece, &mut after);
    }
}

struct Pieces {
    cipher: ChaCha20Poly1305,
    next: u64,
}

impl Pieces {
    /// Eleven bytes count, the twelfth says whether it is the last.
    fn nonce(&mut self, is_last: bool) -> Result<Array<u8, chacha20poly1305::aead::consts::U12>, Broken> {
        let mut nonce = [0; 12];
        for (to, from) in nonce.iter_mut().skip(3).zip(self.next.to_be_bytes().into_iter().chain([u8::from(is_last)])) {
            *to = from;
        }
        self.next = self.next.checked_add(1).ok_or(Broken::NoMeans)?;
        Ok(Array(nonce))
    }
}

fn block() -> Vec<u8> {
    Vec::with_capacity(PIECE + TAG)
}

/// Reads so many bytes, or up to the end.
fn fill(from: &mut impl Read, block: &mut Vec<u8>, most: usize) -> io::Result<()> {
    block.clear();
    from.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(block).map(drop)
}
