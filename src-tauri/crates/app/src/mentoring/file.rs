//! The text of a hand-over file: a first line that says what it is, JSON that anybody can read, and a last line with the key and
//! the signature (Ed25519) over everything above it.
//!
//! **Invariants:** what is written is read again as it was; one byte changed is refused; nothing of a file is looked at before its
//! signature fits.

use kith_domain::handover::Handover;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// What the first line says.
const HEAD: &str = "# Kith hand-over, version 1. Everything below can be read by anybody who has this file.";
/// What the last line begins with.
const TAIL: &str = "# signed ";
/// Most bytes of a file.
pub(super) const LARGEST: u64 = 16 << 20;
/// Why a file is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// Something else.
    #[error("this is no hand-over file")]
    Other,
    /// Of a later program.
    #[error("a newer Kith wrote this file: update this one")]
    Newer,
    /// Its end is not there.
    #[error("the end of this file is missing: ask for it again")]
    Cut,
    /// The signature does not fit.
    #[error("this file was changed after it was signed: nothing of it was taken in, ask for it again")]
    Changed,
    /// The signature fits and the words do not.
    #[error("this file holds something that no Kith writes: nothing of it was taken in")]
    Strange,
}

/// A file whose signature fits.
pub(super) struct Opened {
    /// What it says.
    pub(super) content: Handover,
    /// The key it was signed with, in hexadecimal.
    pub(super) key: String,
}

/// The whole text of a file.
pub(super) fn sealed(content: &Handover, key: &Ed25519KeyPair) -> Result<String, Refused> {
    let body = serde_json::to_string_pretty(content).map_err(|_| Refused::Strange)?;
    let signed = format!("{HEAD}\n{body}\n");
    let signature = key.sign(signed.as_bytes());
    Ok(format!("{signed}{TAIL}{} {}\n", hexadecimal(key.public_key().as_ref()), hexadecimal(signature.as_ref())))
}

/// Opens a file.
pub(super) fn opened(bytes: &[u8]) -> Result<Opened, Refused> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refused::Other)?;
    let Some(rest) = text.strip_prefix(HEAD).and_then(|rest| rest.strip_prefix('\n')) else {
        let ours = text.starts_with("# Kith hand-over, version ") && !text.starts_with("# Kith hand-over, version 1.");
        return Err(if ours { Refused::Newer } else { Refused::Other });
    };
    let (body, tail) = rest.rfind(TAIL).and_then(|end| rest.split_at_checked(end)).ok_or(Refused::Cut)?;
    let tail = tail.strip_prefix(TAIL).and_then(|tail| tail.strip_suffix('\n')).ok_or(Refused::Cut)?;
    let (key, signature) = tail.split_once(' ').ok_or(Refused::Cut)?;
    let (raw, signature) = (bytes_of(key).ok_or(Refused::Cut)?, bytes_of(signature).ok_or(Refused::Cut)?);
    let signed = bytes.get(..HEAD.len() + 1 + body.len()).ok_or(Refused::Cut)?;
    UnparsedPublicKey::new(&ED25519, &raw).verify(signed, &signature).map_err(|_| Refused::Changed)?;
    let content: Handover = serde_json::from_str(body).map_err(|_| Refused::Strange)?;
    if content.is_plausible() { Ok(Opened { content, key: hexadecimal(&raw) }) } else { Err(Refused::Strange) }
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a hexadecimal text.
pub(super) fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    Some(digits?.chunks_exact(2).map(|pair| pair.iter().fold(0_u8, |sum, digit| (sum << 4) | digit)).collect())
}
