//! Sealing words, and wrapping the key that seals them: pure, no file, no keyring, no clock.
//!
//! A note is sealed with XChaCha20-Poly1305 under a key of its account's own, which HKDF makes from the notes key, the
//! account's uid and the account's salt: without the salt nobody can make it again. What is sealed is bound to its row, its
//! account, its version and its key, and as long as a multiple of 256 bytes.
//!
//! **Invariants:** a nonce is random and used once; a key is wiped when it is dropped and has no form that can be printed; a
//! key that does not fit is told from words that are not as they were.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    AeadInOut, KeyInit, XChaCha20Poly1305,
    aead::{Generate, array::Array},
};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2_of_hkdf::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

pub(super) const NONCE: usize = 24;
const TAG: usize = 16;
/// Of a wrapped key: enough to tell damage from a wrong key.
const SUM: usize = 8;
/// Words are filled up to a multiple of this, so that their length says little.
const STEP: usize = 256;
/// What a proof holds.
const CONSTANT: &[u8] = b"kith notes key";

/// Why bytes could not be opened, or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The key is another one.
    WrongKey,
    /// They are not what was written.
    Damaged,
    /// The system has no memory or no chance to give.
    NoMeans,
}

/// What guessing a recovery code costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuessCost {
    /// Memory, in KiB.
    pub memory: u32,
    /// How often it is gone through.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl GuessCost {
    /// About a sixth of a second on a laptop.
    pub const SHIPPED: Self = Self { memory: 64 * 1024, passes: 3, lanes: 1 };
    /// Nothing to speak of: for tests.
    pub const NEXT_TO_NOTHING: Self = Self { memory: 64, passes: 1, lanes: 1 };
    /// What a file may ask for: more would be an attack, or damage.
    const MOST: Self = Self { memory: 1024 * 1024, passes: 64, lanes: 16 };
}

/// Random bytes.
pub(super) fn fresh<const LENGTH: usize>() -> Result<Zeroizing<[u8; LENGTH]>, Broken> {
    Generate::try_generate().map(Zeroizing::new).map_err(|_| Broken::NoMeans)
}

/// A key that wraps another key: random, or made from a recovery code.
pub(super) struct Wrapper(Zeroizing<[u8; 32]>);

impl Wrapper {
    /// A random one, as the keyring keeps it: hexadecimal.
    pub(super) fn random() -> Result<(Self, Zeroizing<String>), Broken> {
        let bytes = fresh::<32>()?;
        let text = bytes.iter().fold(Zeroizing::new(String::with_capacity(64)), |mut text, byte| {
            for half in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
            text
        });
        Ok((Self(bytes), text))
    }

    /// The one that a text from the keyring stands for.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        let digits: Zeroizing<Vec<u8>> = Zeroizing::new(
            text.chars().filter_map(|digit| digit.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect(),
        );
        if digits.len() != 64 || text.len() != 64 {
            return None;
        }
        for (to, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *to = pair.iter().fold(0, |byte, digit| byte << 4 | digit);
        }
        Some(Self(bytes))
    }

    /// The one that a recovery code makes. Takes long, on purpose.
    pub(super) fn from_code(code: &[u8], salt: &[u8], cost: GuessCost) -> Result<Self, Broken> {
        let most = GuessCost::MOST;
        if cost.memory > most.memory || cost.passes > most.passes || cost.lanes > most.lanes {
            return Err(Broken::Damaged);
        }
        let mut bytes = Zeroizing::new([0; 32]);
        let parameters =
            Params::new(cost.memory, cost.passes, cost.lanes, Some(bytes.len())).map_err(|_| Broken::Damaged)?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(code, salt, bytes.as_mut())
            .map_err(|_| Broken::NoMeans)?;
        Ok(Self(bytes))
    }
}

/// What a key is wrapped by: part of what the wrapping covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Keyring,
    Code,
}

/// Where sealed words belong: nowhere else can they be opened.
pub(crate) struct Place<'a> {
    /// The note's id.
    pub(crate) row: &'a str,
    /// Uid of the account it is about; empty for nobody.
    pub(crate) identity: &'a str,
    /// The account's own part of the key.
    pub(crate) salt: &'a [u8],
    /// The note's version.
    pub(crate) version: i64,
}

/// The key that private notes are sealed with.
pub(crate) struct NotesKey {
    id: String,
    bytes: Zeroizing<[u8; 32]>,
}

impl NotesKey {
    /// A new one.
    pub(super) fn fresh(id: String) -> Result<Self, Broken> {
        Ok(Self { id, bytes: fresh()? })
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The key, for the file.
    pub(super) fn wrapped(&self, by: &Wrapper, way: Way) -> Result<Vec<u8>, Broken> {
        let mut wrapped = sealed(&by.0, &about_key(&self.id, way), &self.bytes[..])?;
        let sum = Sha256::digest(&wrapped);
        wrapped.extend_from_slice(sum.first_chunk::<SUM>().ok_or(Broken::NoMeans)?);
        Ok(wrapped)
    }

    /// The key from the file, checked against its proof.
    pub(super) fn unwrapped(id: &str, by: &Wrapper, way: Way, wrapped: &[u8], proof: &[u8]) -> Result<Self, Broken> {
        let (wrapped, sum) = wrapped.split_last_chunk::<SUM>().ok_or(Broken::Damaged)?;
        if Sha256::digest(wrapped).first_chunk::<SUM>() != Some(sum) {
            return Err(Broken::Damaged);
        }
        let plain = opened(&by.0, &about_key(id, way), wrapped).ok_or(Broken::WrongKey)?;
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(plain.as_slice()).map_err(|_| Broken::Damaged)?);
        let key = Self { id: id.to_owned(), bytes };
        let constant = opened(&key.subkey(&[], "proof")?, key.id.as_bytes(), proof).ok_or(Broken::WrongKey)?;
        if constant.as_slice() == CONSTANT { Ok(key) } else { Err(Broken::Damaged) }
    }

    /// A constant, sealed: tells a wrong key from damage.
    pub(super) fn proof(&self) -> Result<Vec<u8>, Broken> {
        sealed(&self.subkey(&[], "proof")?, self.id.as_bytes(), CONSTANT)
    }

    /// Seals the words of a note.
    pub(crate) fn seal(&self, place: &Place<'_>, text: &str) -> Result<Vec<u8>, Broken> {
        let mut plain = Zeroizing::new(Vec::with_capacity((text.len() / STEP + 1) * STEP + TAG));
        plain.extend_from_slice(text.as_bytes());
        // A mark where the words end, and nothing up to the next step.
        plain.push(0x80);
        while plain.len() % STEP != 0 {
            plain.push(0);
        }
        sealed(&self.of_account(place)?, &about_note(&self.id, place), &plain)
    }

    /// Opens the words of a note. The key is proven, so what does not open was changed.
    pub(crate) fn open(&self, place: &Place<'_>, bytes: &[u8]) -> Result<Zeroizing<String>, Broken> {
        let plain = opened(&self.of_account(place)?, &about_note(&self.id, place), bytes).ok_or(Broken::Damaged)?;
        let end = plain.iter().rposition(|byte| *byte != 0).ok_or(Broken::Damaged)?;
        let (words, filled) = plain.split_at_checked(end).ok_or(Broken::Damaged)?;
        if filled.first() != Some(&0x80) {
            return Err(Broken::Damaged);
        }
        std::str::from_utf8(words).map(|words| Zeroizing::new(words.to_owned())).map_err(|_| Broken::Damaged)
    }

    fn of_account(&self, place: &Place<'_>) -> Result<Zeroizing<[u8; 32]>, Broken> {
        self.subkey(place.salt, &format!("note {}", place.identity))
    }

    fn subkey(&self, salt: &[u8], what: &str) -> Result<Zeroizing<[u8; 32]>, Broken> {
        let mut subkey = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(salt), &self.bytes[..])
            .expand(what.as_bytes(), subkey.as_mut())
            .map_err(|_| Broken::NoMeans)?;
        Ok(subkey)
    }
}

/// What is bound to sealed words without being sealed, each part with its length, so that none can pass for another.
fn about_note(key: &str, place: &Place<'_>) -> Vec<u8> {
    let version = place.version.to_string();
    let mut about = Vec::new();
    for part in ["note", place.row, place.identity, version.as_str(), key] {
        about.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        about.extend_from_slice(part.as_bytes());
    }
    about
}

fn about_key(id: &str, way: Way) -> Vec<u8> {
    let way = match way {
        Way::Keyring => "keyring",
        Way::Code => "code",
    };
    format!("kith notes key by {way}: {id}").into_bytes()
}

fn cipher(key: &Zeroizing<[u8; 32]>) -> XChaCha20Poly1305 {
    let mut key = Array(**key);
    let cipher = XChaCha20Poly1305::new(&key);
    key.zeroize();
    cipher
}

/// A nonce, and what was sealed with it.
fn sealed(key: &Zeroizing<[u8; 32]>, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, Broken> {
    let nonce: [u8; NONCE] = Generate::try_generate().map_err(|_| Broken::NoMeans)?;
    // Room for all of it, so that no copy is left behind where it grew; what is in it at the end is sealed.
    let mut inside = Vec::with_capacity(plain.len() + TAG);
    inside.extend_from_slice(plain);
    if cipher(key).encrypt_in_place(&Array(nonce), about, &mut inside).is_err() {
        inside.zeroize();
        return Err(Broken::NoMeans);
    }
    let mut bytes = nonce.to_vec();
    bytes.extend_from_slice(&inside);
    Ok(bytes)
}

fn opened(key: &Zeroizing<[u8; 32]>, about: &[u8], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, inside) = bytes.split_first_chunk::<NONCE>()?;
    let mut inside = Zeroizing::new(inside.to_vec());
    cipher(key).decrypt_in_place(&Array(*nonce), about, &mut *inside).ok()?;
    Some(inside)
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
