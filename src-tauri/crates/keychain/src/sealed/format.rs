//! The bytes of the sealed file: a header in the clear, what is sealed, a sum over both.
//!
//! **Invariants:** the header is part of what the seal covers; a nonce is never used twice; a file that was damaged by
//! accident is told from a wrong passphrase by the sum; what a file asks of memory and time has bounds.

use std::collections::BTreeMap;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    AeadInOut, KeyInit, XChaCha20Poly1305,
    aead::{Generate, array::Array},
};
use kith_app::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

/// The file says what it is. The last byte is the version.
const MAGIC: &[u8; 8] = b"KITHSEA\x01";
const SALT: usize = 16;
const NONCE: usize = 24;
const TAG: usize = 16;
const SUM: usize = 32;
/// Magic, three numbers, salt, nonce.
const HEADER: usize = MAGIC.len() + 3 * 4 + SALT + NONCE;

/// Names and what is under them.
pub(crate) type Names = BTreeMap<String, Zeroizing<String>>;

/// Why bytes could not be read, or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// They are not what was written.
    Damaged,
    /// A later version wrote them.
    Newer,
    /// The key is another one.
    WrongKey,
    /// The system has no memory or no chance to give.
    NoMeans,
}

/// What guessing a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Memory, in KiB.
    pub(crate) memory: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
}

impl Cost {
    /// About a sixth of a second on a laptop.
    pub(crate) const SHIPPED: Self = Self { memory: 64 * 1024, passes: 3, lanes: 1 };
    /// What a file may ask for: more would be an attack, or damage.
    const MOST: Self = Self { memory: 1024 * 1024, passes: 64, lanes: 16 };
}

/// What a key is made from, besides the passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Recipe {
    cost: Cost,
    salt: [u8; SALT],
}

/// A key for one recipe.
pub(crate) struct Key {
    recipe: Recipe,
    bytes: Zeroizing<[u8; 32]>,
}

impl Recipe {
    /// A new one, with a salt of its own.
    pub(crate) fn fresh(cost: Cost) -> Result<Self, Broken> {
        Ok(Self { cost, salt: Generate::try_generate().map_err(|_| Broken::NoMeans)? })
    }

    /// The recipe a file was sealed by.
    pub(crate) fn of(file: &[u8]) -> Result<Self, Broken> {
        Ok(parse(file)?.recipe)
    }

    /// Takes long, on purpose.
    pub(crate) fn key(&self, passphrase: &SecretString) -> Result<Key, Broken> {
        let mut bytes = Zeroizing::new([0; 32]);
        let Cost { memory, passes, lanes } = self.cost;
        let parameters = Params::new(memory, passes, lanes, Some(bytes.len())).map_err(|_| Broken::Damaged)?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(passphrase.expose_secret().as_bytes(), &self.salt, bytes.as_mut())
            .map_err(|_| Broken::NoMeans)?;
        Ok(Key { recipe: *self, bytes })
    }
}

impl Key {
    /// Whether a file was sealed by this key's recipe.
    pub(crate) fn fits(&self, recipe: &Recipe) -> bool {
        self.recipe == *recipe
    }

    /// The bytes of a file with these names.
    pub(crate) fn seal(&self, names: &Names) -> Result<Vec<u8>, Broken> {
        let nonce: [u8; NONCE] = Generate::try_generate().map_err(|_| Broken::NoMeans)?;
        let Cost { memory, passes, lanes } = self.recipe.cost;
        let mut file = MAGIC.to_vec();
        for number in [memory, passes, lanes] {
            file.extend_from_slice(&number.to_le_bytes());
        }
        file.extend_from_slice(&self.recipe.salt);
        file.extend_from_slice(&nonce);

        // Room for the worst case, so that no copy is left behind where it grew.
        let room: usize = names.iter().map(|(name, secret)| 6 * (name.len() + secret.len()) + 8).sum();
        let mut inside = Zeroizing::new(Vec::with_capacity(room + 8 + TAG));
        let plain: BTreeMap<&str, &str> = names.iter().map(|(name, secret)| (name.as_str(), secret.as_str())).collect();
        serde_json::to_writer(&mut *inside, &plain).map_err(|_| Broken::NoMeans)?;
        self.cipher().encrypt_in_place(&Array(nonce), &file, &mut *inside).map_err(|_| Broken::NoMeans)?;
        file.extend_from_slice(&inside);
        let sum = Sha256::digest(&file);
        file.extend_from_slice(&sum);
        Ok(file)
    }

    /// What is in a file.
    pub(crate) fn open(&self, file: &[u8]) -> Result<Names, Broken> {
        let parts = parse(file)?;
        if !self.fits(&parts.recipe) {
            return Err(Broken::WrongKey);
        }
        let mut inside = Zeroizing::new(parts.inside.to_vec());
        self.cipher()
            .decrypt_in_place(&Array(parts.nonce), parts.header, &mut *inside)
            .map_err(|_| Broken::WrongKey)?;
        let mut plain: BTreeMap<String, String> = serde_json::from_slice(&inside).map_err(|_| Broken::Damaged)?;
        let names = plain.iter_mut().map(|(name, secret)| (name.clone(), Zeroizing::new(std::mem::take(secret))));
        Ok(names.collect())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let mut key = Array(*self.bytes);
        let cipher = XChaCha20Poly1305::new(&key);
        key.zeroize();
        cipher
    }
}

struct Parts<'a> {
    header: &'a [u8],
    recipe: Recipe,
    nonce: [u8; NONCE],
    inside: &'a [u8],
}

fn parse(file: &[u8]) -> Result<Parts<'_>, Broken> {
    let (covered, sum) = file.split_last_chunk::<SUM>().ok_or(Broken::Damaged)?;
    if Sha256::digest(covered).as_slice() != sum {
        return Err(Broken::Damaged);
    }
    let (header, inside) = covered.split_at_checked(HEADER).ok_or(Broken::Damaged)?;
    let (magic, rest) = header.split_first_chunk::<8>().ok_or(Broken::Damaged)?;
    match (magic, MAGIC) {
        (magic, own) if magic == own => {}
        ([name @ .., version], [own @ .., known]) if name == own && version > known => return Err(Broken::Newer),
        _ => return Err(Broken::Damaged),
    }
    let (memory, rest) = number(rest)?;
    let (passes, rest) = number(rest)?;
    let (lanes, rest) = number(rest)?;
    let cost = Cost { memory, passes, lanes };
    if memory > Cost::MOST.memory || passes > Cost::MOST.passes || lanes > Cost::MOST.lanes {
        return Err(Broken::Damaged);
    }
    let (salt, rest) = rest.split_first_chunk::<SALT>().ok_or(Broken::Damaged)?;
    let nonce = rest.first_chunk::<NONCE>().ok_or(Broken::Damaged)?;
    Ok(Parts { header, recipe: Recipe { cost, salt: *salt }, nonce: *nonce, inside })
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8]), Broken> {
    let (number, rest) = bytes.split_first_chunk::<4>().ok_or(Broken::Damaged)?;
    Ok((u32::from_le_bytes(*number), rest))
}
