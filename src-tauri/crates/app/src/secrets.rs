//! Where keys and tokens are: in the operating system's keyring, or in a sealed file when there is none.
//!
//! **Invariants:** a secret is never in the database, a log, an error or a backup; "no secret found" is never taken for a
//! first run; a keyring that is locked stops what needs it and nothing else.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

pub use kith_connect::{ExposeSecret, SecretString};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// What a place for secrets can do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretsState {
    /// Secrets can be kept and read.
    Ready,
    /// The keyring is there and locked: the person unlocks it in the operating system, or is asked by it.
    Locked,
    /// There is no keyring; the sealed file can be opened with a passphrase.
    Sealed,
    /// There is no keyring and no sealed file yet: one can be made with a passphrase.
    Missing,
}

/// Why a secret could not be kept or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretsError {
    /// See [`SecretsState::Locked`].
    #[error("the system's keyring is locked: unlock it and try again")]
    Locked,
    /// See [`SecretsState::Sealed`] and [`SecretsState::Missing`].
    #[error(
        "this system has no keyring: give a passphrase (KITH_PASSPHRASE on the command line) and Kith keeps keys in a sealed file"
    )]
    NoKeyring,
    /// The passphrase does not open the sealed file.
    #[error("this passphrase does not open the sealed file")]
    WrongPassphrase,
    /// Something else; the reason holds no secret.
    #[error("the keyring failed: {0}")]
    Failed(String),
}

/// A place for secrets. Calls may block (the system may ask the person), so they are made off the main thread.
pub trait Secrets: Send + Sync {
    /// What it can do now.
    fn state(&self) -> SecretsState;
    /// A secret; `None` when there is none under this name.
    ///
    /// # Errors
    /// When the place cannot be read.
    fn get(&self, name: &str) -> Result<Option<SecretString>, SecretsError>;
    /// Keeps a secret under a name, in place of what was there.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn set(&self, name: &str, secret: &SecretString) -> Result<(), SecretsError>;
    /// Forgets a secret; nothing happens when there is none.
    ///
    /// # Errors
    /// When the place cannot be written.
    fn remove(&self, name: &str) -> Result<(), SecretsError>;
    /// Opens the sealed file, or makes it, with a passphrase.
    ///
    /// # Errors
    /// [`SecretsError::WrongPassphrase`] when it is another one's.
    fn unlock(&self, passphrase: &SecretString) -> Result<(), SecretsError>;
}

/// Secrets that live as long as the program: for tests, and for a session without keyring and passphrase.
#[derive(Default)]
pub struct MemorySecrets {
    secrets: Mutex<BTreeMap<String, SecretString>>,
}

impl Secrets for MemorySecrets {
    fn state(&self) -> SecretsState {
        SecretsState::Ready
    }

    fn get(&self, name: &str) -> Result<Option<SecretString>, SecretsError> {
        Ok(self.secrets.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), SecretsError> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), SecretsError> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }

    fn unlock(&self, _passphrase: &SecretString) -> Result<(), SecretsError> {
        Ok(())
    }
}
