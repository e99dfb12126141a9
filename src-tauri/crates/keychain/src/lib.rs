//! Where keys and tokens are kept: the operating system's keyring, else a file sealed with a passphrase.
//!
//! **Invariants:** a secret is never printed, never in an error, and only ever written by the keyring or under the seal;
//! an answer "nothing there" comes only from a place that was seen to keep something, and makes nobody write or wipe
//! anything; a keyring that is locked is never worked around by writing somewhere else.

mod patience;
mod ring;
mod sealed;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use kith_app::{ExposeSecret, SecretString, Secrets, SecretsError, SecretsState};

use patience::{Gone, Patience};
use ring::{Fault, Look, Ring, SystemRing};
use sealed::{SealedFile, format::Cost};

/// How long anybody waits for the keyring. It may be asking a person, who may be elsewhere.
const LIMIT: Duration = Duration::from_secs(10);
/// The sealed file, in the data folder.
const FILE: &str = "secrets.sealed";

/// The passphrase for the sealed file that the environment gives: `KITH_PASSPHRASE`.
pub fn passphrase_of_environment() -> Option<SecretString> {
    let passphrase = std::env::var("KITH_PASSPHRASE").ok()?;
    Some(passphrase).filter(|passphrase| !passphrase.is_empty()).map(SecretString::from)
}

/// The keyring of this system, and the sealed file where there is none.
///
/// Calls block, the longest for ten seconds: the keyring may be asking a person to unlock it.
pub struct Keychain {
    ring: Arc<dyn Ring>,
    patience: Patience,
    sealed: Mutex<SealedFile>,
}

impl Keychain {
    /// For a data folder. Nothing is touched until something is asked.
    ///
    /// The passphrase opens the sealed file when it is needed; the file is made with it only where there is no keyring.
    pub fn new(mut folder: PathBuf, passphrase: Option<SecretString>) -> Self {
        folder.push(FILE);
        Self::with(Arc::new(SystemRing::default()), LIMIT, SealedFile::new(folder, passphrase, Cost::SHIPPED))
    }

    fn with(ring: Arc<dyn Ring>, limit: Duration, sealed: SealedFile) -> Self {
        Self { ring, patience: Patience::new(limit), sealed: Mutex::new(sealed) }
    }

    /// Asks the keyring, within the limit.
    fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Ring) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let ring = self.ring.clone();
        self.patience.wait(move || work(ring.as_ref())).unwrap_or_else(|gone| {
            self.ring.let_go();
            Err(match gone {
                Gone::Late => Fault::Locked,
                Gone::Died => Fault::Failed("the keyring's library stopped".into()),
            })
        })
    }

    fn look(&self) -> Look {
        self.ask(|ring| Ok(ring.look())).unwrap_or_else(|fault| match fault {
            Fault::Locked => Look::Locked,
            Fault::Absent | Fault::Failed(_) => Look::Absent,
        })
    }

    fn sealed(&self) -> MutexGuard<'_, SealedFile> {
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Secrets for Keychain {
    fn state(&self) -> SecretsState {
        match self.look() {
            Look::Usable => SecretsState::Ready,
            Look::Locked => SecretsState::Locked,
            Look::Absent => {
                let mut sealed = self.sealed();
                match sealed.open_or_make_given() {
                    Ok(()) => SecretsState::Ready,
                    Err(_) if sealed.exists() => SecretsState::Sealed,
                    Err(_) => SecretsState::Missing,
                }
            }
        }
    }

    fn get(&self, name: &str) -> Result<Option<SecretString>, SecretsError> {
        let wanted = name.to_owned();
        match self.ask(move |ring| ring.get(&wanted)) {
            Ok(Some(secret)) => Ok(Some(secret)),
            Ok(None) => {
                // It may have been kept before there was a keyring. A file nobody can open is not an empty one.
                let mut sealed = self.sealed();
                if !sealed.exists() {
                    return Ok(None);
                }
                sealed.open_given()?;
                sealed.get(name)
            }
            Err(Fault::Absent) => {
                let mut sealed = self.sealed();
                sealed.open_or_make_given()?;
                sealed.get(name)
            }
            Err(Fault::Locked) => {
                let mut sealed = self.sealed();
                let found = sealed.open_given().and_then(|()| sealed.get(name)).unwrap_or_default();
                found.map(Some).ok_or(SecretsError::Locked)
            }
            Err(Fault::Failed(reason)) => Err(SecretsError::Failed(reason)),
        }
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), SecretsError> {
        let (wanted, kept) = (name.to_owned(), secret.clone());
        match self.ask(move |ring| ring.set(&wanted, &kept)) {
            Ok(()) => {
                let mut sealed = self.sealed();
                if sealed.exists() {
                    // It is kept already; the sealed file only must not bring an old one back where it can be helped.
                    let _ = sealed.open_given().and_then(|()| sealed.set_known(name, secret.expose_secret()));
                }
                Ok(())
            }
            Err(Fault::Absent) => {
                let mut sealed = self.sealed();
                sealed.open_or_make_given()?;
                sealed.set(name, secret.expose_secret())
            }
            Err(Fault::Locked) => Err(SecretsError::Locked),
            Err(Fault::Failed(reason)) => Err(SecretsError::Failed(reason)),
        }
    }

    fn remove(&self, name: &str) -> Result<(), SecretsError> {
        let wanted = name.to_owned();
        match self.ask(move |ring| ring.remove(&wanted)) {
            Ok(()) => {
                let mut sealed = self.sealed();
                if !sealed.exists() {
                    return Ok(());
                }
                sealed.open_given()?;
                sealed.remove(name)
            }
            Err(Fault::Absent) => {
                let mut sealed = self.sealed();
                sealed.open_or_make_given()?;
                sealed.remove(name)
            }
            Err(Fault::Locked) => Err(SecretsError::Locked),
            Err(Fault::Failed(reason)) => Err(SecretsError::Failed(reason)),
        }
    }

    fn unlock(&self, passphrase: &SecretString) -> Result<(), SecretsError> {
        let look = self.look();
        let mut sealed = self.sealed();
        match look {
            _ if sealed.exists() => sealed.open(passphrase),
            Look::Usable => Ok(()),
            Look::Locked => Err(SecretsError::Locked),
            Look::Absent => sealed.make(passphrase),
        }
    }
}

#[cfg(test)]
mod tests;
