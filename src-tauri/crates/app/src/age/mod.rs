//! Files sealed by a passphrase, of the format [age](https://c2sp.org/age) (version 1): what leaves the machine can be
//! opened in ten years without Kith, by `age --decrypt` and others.
//!
//! `header` makes the key of one file and wraps it by the passphrase, `stream` seals the bytes in pieces.
//!
//! **Invariants:** memory does not grow with the file; a piece is only passed on once it was seen to be what was sealed, in
//! its place; a file that was cut short is told as damaged, wherever it was cut; a key is used for one file only.

mod header;
mod stream;

use std::io::{self, BufReader, Read, Write};

use crate::{ApiError, Code, GuessCost, SecretString};

/// Why bytes could not be sealed or opened.
#[derive(Debug)]
pub(crate) enum Broken {
    /// They are no file of this format, or one that is sealed in another way than by a passphrase.
    NotSealed,
    /// The passphrase is another one; or the few bytes that hold the key are damaged.
    WrongPassphrase,
    /// The passphrase is right, and what follows is not what was sealed.
    Damaged,
    /// The system has no memory or no chance to give.
    NoMeans,
    /// Reading or writing failed.
    Io(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Broken> for ApiError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::NotSealed => Self::invalid("path", "this is no file that is sealed by a passphrase"),
            Broken::WrongPassphrase => Self::invalid("passphrase", "this passphrase does not open the copy"),
            Broken::Damaged => Self::new(Code::Invalid, "this copy is damaged: it is not what was sealed"),
            Broken::NoMeans => Self::new(Code::Invalid, "this computer has not enough memory for the passphrase now"),
            Broken::Io(error) => crate::exports::unwritten(&error),
        }
    }
}

/// Seals all that `from` has.
///
/// # Errors
/// See [`Broken`].
pub(crate) fn seal(
    mut from: impl Read,
    to: &mut impl Write,
    passphrase: &SecretString,
    cost: GuessCost,
) -> Result<(), Broken> {
    let (header, key) = header::make(passphrase, cost)?;
    to.write_all(&header)?;
    stream::seal(&mut from, to, &key)
}

/// Opens a sealed file. What was written before it failed is whole as far as it goes, and not all.
///
/// # Errors
/// See [`Broken`].
pub(crate) fn open(from: impl Read, to: &mut impl Write, passphrase: &SecretString) -> Result<(), Broken> {
    let mut from = BufReader::with_capacity(1 << 17, from);
    let key = header::read(&mut from, passphrase)?;
    stream::open(&mut from, to, &key)
}

/// A stranger's header, without the time that a passphrase takes; a stranger's pieces; and bytes that come back as they went.
#[cfg(feature = "fuzzing")]
pub(crate) fn fuzz(bytes: &[u8]) {
    let _ = header::parse(&mut BufReader::new(bytes));
    let key = header::FileKey::known();
    let _ = stream::open(&mut { bytes }, &mut Vec::new(), &key);
    let (mut sealed, mut again) = (Vec::new(), Vec::new());
    let done = stream::seal(&mut { bytes }, &mut sealed, &key);
    let done = done.and_then(|()| stream::open(&mut sealed.as_slice(), &mut again, &key));
    assert!(done.is_ok() && again == bytes, "what was sealed is not what comes out");
}

#[cfg(test)]
mod tests;
