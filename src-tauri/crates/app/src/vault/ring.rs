//! The notes key's way through the system's keyring: a convenience that may be gone at any time.
//!
//! **Invariant:** nothing that the keyring says makes, changes or wipes a key of the file by itself.

use std::sync::Arc;

use kith_store::NotesKeyRow;

use super::{
    said,
    seal::{Broken, NotesKey, Way, Wrapper},
};
use crate::{ApiError, App, Code, ExposeSecret, SecretString, SecretsError};

impl App {
    pub(super) fn ring_name(&self, key: &str) -> String {
        format!("{}/notes/{key}", self.community_id().unwrap_or_default())
    }

    /// Wraps a key by a new one that the keyring keeps; nothing where it keeps none.
    pub(super) async fn wrap_by_keyring(&self, key: &Arc<NotesKey>) -> Option<Vec<u8>> {
        let (secrets, name, key) = (Arc::clone(&self.env().secrets), self.ring_name(key.id()), Arc::clone(key));
        let work = move || {
            let (by, text) = Wrapper::random().ok()?;
            let wrapped = key.wrapped(&by, Way::Keyring).ok()?;
            secrets.set(&name, &SecretString::from(text.as_str())).ok()?;
            Some(wrapped)
        };
        tokio::task::spawn_blocking(work).await.ok().flatten()
    }

    /// The key, by what the keyring keeps.
    pub(super) async fn key_by_keyring(&self, row: &NotesKeyRow) -> Result<NotesKey, ApiError> {
        let (secrets, name, row) = (Arc::clone(&self.env().secrets), self.ring_name(&row.id), row.clone());
        let work = move || {
            let by = secrets.get(&name)?;
            let by = by.and_then(|text| Wrapper::from_text(text.expose_secret()));
            Ok(match (by, &row.by_keyring) {
                (Some(by), Some(wrapped)) => NotesKey::unwrapped(&row.id, &by, Way::Keyring, wrapped, &row.proof),
                _ => Err(Broken::WrongKey),
            })
        };
        let found: Result<_, SecretsError> =
            tokio::task::spawn_blocking(work).await.unwrap_or(Ok(Err(Broken::NoMeans)));
        match found {
            Ok(Ok(key)) => Ok(key),
            // Whatever is wrong with this way, the other one is open.
            Ok(Err(Broken::WrongKey | Broken::Damaged)) => {
                Err(needs_code("this system's keyring does not have the key of the notes"))
            }
            Ok(Err(broken)) => Err(said(broken)),
            Err(SecretsError::NoKeyring | SecretsError::WrongPassphrase) => {
                Err(needs_code("this system has no keyring that is open"))
            }
            Err(SecretsError::Locked) => Err(ApiError::new(
                Code::KeychainLocked,
                "the system's keyring is locked: unlock it, or type the recovery code",
            )),
            Err(SecretsError::Failed(_)) => Err(needs_code("the system's keyring does not answer")),
        }
    }

    /// Whether the keyring is likely to open the notes: it has something under their name.
    pub(crate) async fn keyring_has_notes(&self, row: &NotesKeyRow) -> bool {
        if row.by_keyring.is_none() {
            return false;
        }
        let (secrets, name) = (Arc::clone(&self.env().secrets), self.ring_name(&row.id));
        let asked = tokio::task::spawn_blocking(move || secrets.get(&name)).await;
        // A locked one may have it: it asks the person when it is opened.
        matches!(asked, Ok(Ok(Some(_)) | Err(SecretsError::Locked)))
    }
}

fn needs_code(why: &str) -> ApiError {
    ApiError {
        field: Some("code".into()),
        ..ApiError::new(Code::NotesLocked, format!("{why}: type the recovery code"))
    }
}
