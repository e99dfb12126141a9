//! The operating system's keyring: one item for each name, under Kith's own service name.
//!
//! **Invariants:** that nothing is under a name is believed only of a keyring that has just kept something; a fault is
//! forgotten with the connection it came over; the words of a fault hold no secret.

#[cfg(all(unix, not(target_os = "macos")))]
#[path = "ring/freedesktop.rs"]
mod place;
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[path = "ring/native.rs"]
mod place;

use std::sync::atomic::{AtomicU32, Ordering};

use keyring::Error;
use kith_app::{ExposeSecret, SecretString};

use place::Place;

/// Whose items they are.
const SERVICE: &str = "org.kith.desktop";
/// What is put in and taken out to see whether anything is kept.
const PROBE: &str = "probe";

/// What the keyring is good for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Usable,
    Locked,
    /// There is none, or none that keeps anything.
    Absent,
}

/// Why the keyring did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    Locked,
    Absent,
    Failed(String),
}

/// A keyring. Calls may block for as long as a person thinks.
pub(crate) trait Ring: Send + Sync {
    /// What it is good for, without asking the person where that can be known.
    fn look(&self) -> Look;
    fn get(&self, name: &str) -> Result<Option<SecretString>, Fault>;
    fn set(&self, name: &str, secret: &SecretString) -> Result<(), Fault>;
    fn remove(&self, name: &str) -> Result<(), Fault>;
    /// Lets go of the connection: the next call makes another one. Never blocks.
    fn let_go(&self);
}

/// The keyring of this system.
#[derive(Default)]
pub(crate) struct SystemRing {
    place: Place,
}

impl SystemRing {
    /// Puts something in, reads it and takes it out again.
    fn probe(&self) -> Result<(), Fault> {
        // Two programs that probe at once must not take away each other's.
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let entry = self.place.entry(&format!("{PROBE}-{}-{count}", std::process::id()))?;
        entry.set_password(PROBE).map_err(fault)?;
        let read = entry.get_password().map_err(fault);
        entry.delete_credential().map_err(fault)?;
        if read? == PROBE { Ok(()) } else { Err(Fault::Failed("it does not give back what it was given".into())) }
    }

    /// Runs a call; after a fault the next one starts anew.
    fn call<T>(&self, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        work().inspect_err(|_| self.place.let_go())
    }
}

impl Ring for SystemRing {
    fn look(&self) -> Look {
        self.place.look(|| self.call(|| self.probe()))
    }

    fn get(&self, name: &str) -> Result<Option<SecretString>, Fault> {
        self.call(|| match self.place.entry(name)?.get_password() {
            Ok(secret) => Ok(Some(secret.into())),
            // A service that keeps nothing says this too.
            Err(Error::NoEntry) => self.probe().map(|()| None),
            Err(error) => Err(fault(error)),
        })
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), Fault> {
        self.call(|| self.place.entry(name)?.set_password(secret.expose_secret()).map_err(fault))
    }

    fn remove(&self, name: &str) -> Result<(), Fault> {
        self.call(|| match self.place.entry(name)?.delete_credential() {
            Err(Error::NoEntry) => self.probe(),
            done => done.map_err(fault),
        })
    }

    fn let_go(&self) {
        self.place.let_go();
    }
}

/// What an error means. Errors may carry bytes that were read, so only words known to hold none are kept.
fn fault(error: Error) -> Fault {
    match error {
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => Fault::Absent,
        Error::NoStorageAccess(reason) => place::meaning(reason.as_ref()).unwrap_or(place::REFUSED),
        Error::PlatformFailure(reason) => {
            place::meaning(reason.as_ref()).unwrap_or_else(|| Fault::Failed(reason.to_string()))
        }
        Error::BadEncoding(_) | Error::BadDataFormat(..) => Fault::Failed("what it keeps is not text".into()),
        Error::Ambiguous(_) => Fault::Failed("it has several items under one name: remove all but one".into()),
        Error::TooLong(_, limit) => Fault::Failed(format!("it keeps at most {limit} letters")),
        _ => Fault::Failed("the system gave no reason".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_fault_hold_nothing_that_was_read() {
        let read = b"xoxp-s3cret\xff".to_vec();
        let reason = || Box::new(std::io::Error::other("xoxp-s3cret")) as Box<dyn std::error::Error + Send + Sync>;
        for error in [Error::BadEncoding(read.clone()), Error::BadDataFormat(read, reason())] {
            assert!(!format!("{:?}", fault(error)).contains("s3cret"));
        }
        assert_eq!(fault(Error::NoDefaultStore), Fault::Absent);
        assert_eq!(fault(Error::NoStorageAccess(reason())), place::REFUSED);
    }
}
