//! The sealed file: secrets under a passphrase, for systems without a keyring.
//!
//! **Invariants:** a file that cannot be opened stays as it is and nothing is made in its place; between calls only the
//! key is in memory, and the file is read anew each time, because another program may have changed it.

mod disk;
pub(crate) mod format;

use std::{io, path::PathBuf};

use kith_app::{SecretString, SecretsError};
use zeroize::Zeroizing;

use format::{Broken, Cost, Key, Names, Recipe};

/// The file, and the key once it is known.
pub(crate) struct SealedFile {
    path: PathBuf,
    cost: Cost,
    /// Given before anybody asked, see [`crate::Keychain::new`].
    passphrase: Option<SecretString>,
    key: Option<Key>,
}

impl SealedFile {
    pub(crate) fn new(path: PathBuf, passphrase: Option<SecretString>, cost: Cost) -> Self {
        Self { path, cost, passphrase, key: None }
    }

    /// Whether there is a file; one that cannot be looked at counts.
    pub(crate) fn exists(&self) -> bool {
        !matches!(std::fs::symlink_metadata(&self.path), Err(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// Opens the file with the passphrase that was given beforehand.
    pub(crate) fn open_given(&mut self) -> Result<(), SecretsError> {
        let recipe = Recipe::of(&self.bytes()?).map_err(said)?;
        if self.key.as_ref().is_some_and(|key| key.fits(&recipe)) {
            return Ok(());
        }
        let passphrase = self.passphrase.clone().ok_or(SecretsError::NoKeyring)?;
        self.open(&passphrase)
    }

    /// The same; where there never was a file, one is made.
    pub(crate) fn open_or_make_given(&mut self) -> Result<(), SecretsError> {
        if self.exists() || self.key.is_some() {
            return self.open_given();
        }
        let passphrase = self.passphrase.clone().ok_or(SecretsError::NoKeyring)?;
        self.make(&passphrase)
    }

    /// Opens the file.
    pub(crate) fn open(&mut self, passphrase: &SecretString) -> Result<(), SecretsError> {
        let file = self.bytes()?;
        let key = Recipe::of(&file).and_then(|recipe| recipe.key(passphrase)).map_err(said)?;
        key.open(&file).map_err(said)?;
        self.key = Some(key);
        Ok(())
    }

    /// Makes the file, unless another program has just done so: then it is opened.
    pub(crate) fn make(&mut self, passphrase: &SecretString) -> Result<(), SecretsError> {
        use kith_app::ExposeSecret;
        if passphrase.expose_secret().is_empty() {
            return Err(SecretsError::Failed("an empty passphrase seals nothing".into()));
        }
        let key = Recipe::fresh(self.cost).and_then(|recipe| recipe.key(passphrase)).map_err(said)?;
        let file = key.seal(&Names::new()).map_err(said)?;
        let turn = disk::turn(&self.path).map_err(unwritten)?;
        if self.exists() {
            drop(turn);
            return self.open(passphrase);
        }
        disk::replace(&self.path, &file).map_err(unwritten)?;
        self.key = Some(key);
        Ok(())
    }

    /// What is under a name.
    pub(crate) fn get(&self, name: &str) -> Result<Option<SecretString>, SecretsError> {
        let mut names = self.names()?;
        Ok(names.remove(name).map(|mut secret| std::mem::take(&mut *secret).into()))
    }

    /// Keeps a secret.
    pub(crate) fn set(&self, name: &str, secret: &str) -> Result<(), SecretsError> {
        self.change(|names| {
            let kept = names.insert(name.to_owned(), Zeroizing::new(secret.to_owned()));
            kept.is_none_or(|kept| kept.as_str() != secret)
        })
    }

    /// Keeps a secret if there was one under its name, so that no old one comes back.
    pub(crate) fn set_known(&self, name: &str, secret: &str) -> Result<(), SecretsError> {
        if self.names()?.contains_key(name) { self.set(name, secret) } else { Ok(()) }
    }

    /// Forgets a secret.
    pub(crate) fn remove(&self, name: &str) -> Result<(), SecretsError> {
        self.change(|names| names.remove(name).is_some())
    }

    /// Writes the names anew if the change says that it changed something.
    fn change(&self, change: impl FnOnce(&mut Names) -> bool) -> Result<(), SecretsError> {
        let key = self.key.as_ref().ok_or(SecretsError::NoKeyring)?;
        let _turn = disk::turn(&self.path).map_err(unwritten)?;
        let mut names = self.names()?;
        if change(&mut names) {
            let file = key.seal(&names).map_err(said)?;
            disk::replace(&self.path, &file).map_err(unwritten)?;
        }
        Ok(())
    }

    fn names(&self) -> Result<Names, SecretsError> {
        let key = self.key.as_ref().ok_or(SecretsError::NoKeyring)?;
        key.open(&self.bytes()?).map_err(said)
    }

    fn bytes(&self) -> Result<Vec<u8>, SecretsError> {
        let read = disk::read(&self.path)
            .map_err(|error| SecretsError::Failed(format!("the sealed file cannot be read: {}", error.kind())))?;
        // Someone took it away while it was in use: that is no empty one.
        read.ok_or_else(|| SecretsError::Failed("the sealed file is gone: put it back".into()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn unwritten(error: io::Error) -> SecretsError {
    SecretsError::Failed(format!("the sealed file cannot be written: {}", error.kind()))
}

fn said(broken: Broken) -> SecretsError {
    match broken {
        Broken::WrongKey => SecretsError::WrongPassphrase,
        Broken::Damaged => SecretsError::Failed("the sealed file is damaged; it was left as it is".into()),
        Broken::Newer => SecretsError::Failed("a newer Kith wrote the sealed file: use that one".into()),
        Broken::NoMeans => SecretsError::Failed("the system gave no memory or no random numbers".into()),
    }
}

#[cfg(test)]
#[path = "sealed/tests.rs"]
pub(crate) mod tests;
