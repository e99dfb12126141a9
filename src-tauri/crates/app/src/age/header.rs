//! The first lines of a sealed file: how the passphrase makes a key, the file's own key under it, and a sum over them.
//!
//! **Invariants:** salt and file key are random for each file; what a file asks of memory has a bound, and it is asked
//! before anything is computed; a header is read to its last byte and not further.

use std::io::{BufRead, Read};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use chacha20poly1305::{
    AeadInOut, ChaCha20Poly1305, KeyInit,
    aead::{Generate, array::Array},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use scrypt::Params;
use sha2_of_hkdf::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::Broken;
use crate::{ExposeSecret, GuessCost, SecretString};

const VERSION: &str = "age-encryption.org/v1";
/// Stands before the salt.
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
const SALT: usize = 16;
const TAG: usize = 16;
/// The longest header that is read, in bytes: one of this kind has some 150.
const LONGEST: u64 = 1024;
/// What a file may ask for, as a power of two of KiB: 1 GiB. More would be an attack, or damage.
const MOST: u8 = 20;

/// The key of one file.
pub(super) struct FileKey(Zeroizing<[u8; 16]>);

impl FileKey {
    /// One that everybody knows.
    #[cfg(feature = "fuzzing")]
    pub(super) fn known() -> Self {
        Self(Zeroizing::new([7; 16]))
    }

    /// A key made of this one for one use.
    pub(super) fn derived(&self, salt: &[u8], what: &str) -> Result<Zeroizing<[u8; 32]>, Broken> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(salt), &self.0[..])
            .expand(what.as_bytes(), key.as_mut())
            .map_err(|_| Broken::NoMeans)?;
        Ok(key)
    }

    fn sum(&self, lines: &[u8]) -> Result<Hmac<Sha256>, Broken> {
        let key = self.derived(&[], "header")?;
        let mut sum = <Hmac<Sha256> as KeyInit>::new_from_slice(&key[..]).map_err(|_| Broken::NoMeans)?;
        sum.update(lines);
        Ok(sum)
    }
}

/// A header for a new file, and its key. Takes long, on purpose.
pub(super) fn make(passphrase: &SecretString, cost: GuessCost) -> Result<(Vec<u8>, FileKey), Broken> {
    // A KiB of memory for each step, and once more as many: this way of guessing has one pass where the other has three.
    let power = u8::try_from(cost.memory.max(2).ilog2()).unwrap_or(MOST).saturating_add(1).min(MOST);
    let salt: [u8; SALT] = Generate::try_generate().map_err(|_| Broken::NoMeans)?;
    let key = FileKey(Zeroizing::new(Generate::try_generate().map_err(|_| Broken::NoMeans)?));
    let mut wrapped = Vec::with_capacity(key.0.len() + TAG);
    wrapped.extend_from_slice(&key.0[..]);
    let nonce = Array([0; 12]);
    cipher(&wrapper(passphrase, &salt, power)?)
        .encrypt_in_place(&nonce, b"", &mut wrapped)
        .map_err(|_| Broken::NoMeans)?;
    let (salt, wrapped) = (BASE64.encode(salt), BASE64.encode(wrapped));
    let mut lines = format!("{VERSION}\n-> scrypt {salt} {power}\n{wrapped}\n---").into_bytes();
    let sum = BASE64.encode(key.sum(&lines)?.finalize().into_bytes());
    lines.extend_from_slice(format!(" {sum}\n").as_bytes());
    Ok((lines, key))
}

/// What a header says before anything is computed.
pub(super) struct Told {
    salt: [u8; SALT],
    /// Memory and time, as a power of two of KiB.
    power: u8,
    wrapped: Vec<u8>,
    sum: [u8; 32],
    /// What the sum is of.
    lines: String,
}

/// Reads a header.
pub(super) fn parse(from: &mut impl BufRead) -> Result<Told, Broken> {
    let mut from = from.take(LONGEST);
    let mut line = || {
        let mut line = Vec::new();
        from.read_until(b'\n', &mut line)?;
        line.pop_if(|last| *last == b'\n').ok_or(Broken::NotSealed)?;
        String::from_utf8(line).map_err(|_| Broken::NotSealed)
    };
    let version = line()?;
    if version != VERSION {
        return Err(Broken::NotSealed);
    }
    let (way, wrapped, end) = (line()?, line()?, line()?);
    let (salt, power) = way.strip_prefix("-> scrypt ").and_then(|way| way.split_once(' ')).ok_or(Broken::NotSealed)?;
    let salt: [u8; SALT] = bytes(salt)?;
    let power: u8 = power.parse().map_err(|_| Broken::Damaged)?;
    if !(1..=MOST).contains(&power) {
        return Err(Broken::Damaged);
    }
    let sum: [u8; 32] = bytes(end.strip_prefix("--- ").ok_or(Broken::NotSealed)?)?;
    let key = bytes::<{ 16 + TAG }>(&wrapped)?.to_vec();
    Ok(Told { salt, power, wrapped: key, sum, lines: format!("{version}\n{way}\n{wrapped}\n---") })
}

/// Reads a header and opens its key. Takes long, on purpose.
pub(super) fn read(from: &mut impl BufRead, passphrase: &SecretString) -> Result<FileKey, Broken> {
    let Told { salt, power, wrapped, sum, lines } = parse(from)?;
    let mut key = Zeroizing::new(wrapped);
    cipher(&wrapper(passphrase, &salt, power)?)
        .decrypt_in_place(&Array([0; 12]), b"", &mut *key)
        .map_err(|_| Broken::WrongPassphrase)?;
    let key = FileKey(Zeroizing::new(key.as_slice().try_into().map_err(|_| Broken::Damaged)?));
    key.sum(lines.as_bytes())?.verify_slice(&sum).map_err(|_| Broken::Damaged)?;
    Ok(key)
}

fn bytes<const LENGTH: usize>(text: &str) -> Result<[u8; LENGTH], Broken> {
    BASE64.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(Broken::Damaged)
}

/// The key that a passphrase makes.
fn wrapper(passphrase: &SecretString, salt: &[u8], power: u8) -> Result<Zeroizing<[u8; 32]>, Broken> {
    let mut key = Zeroizing::new([0; 32]);
    let parameters = Params::new(power, 8, 1).map_err(|_| Broken::Damaged)?;
    scrypt::scrypt(passphrase.expose_secret().as_bytes(), &[LABEL, salt].concat(), &parameters, key.as_mut())
        .map_err(|_| Broken::NoMeans)?;
    Ok(key)
}

/// The cipher of a key that is used for one thing only.
pub(super) fn cipher(key: &Zeroizing<[u8; 32]>) -> ChaCha20Poly1305 {
    let mut key = Array(**key);
    let cipher = ChaCha20Poly1305::new(&key);
    key.zeroize();
    cipher
}
