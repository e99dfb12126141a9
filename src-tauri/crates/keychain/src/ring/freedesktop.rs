//! The Secret Service of GNOME, KDE, KeePassXC and others, over D-Bus. Never the kernel's keys, which a restart wipes.
//!
//! **Invariants:** looking never prompts; a connection is made outside the lock, so letting go never waits for one.

use std::{
    collections::HashMap,
    error::Error as Reason,
    sync::{Arc, Mutex, PoisonError},
};

use keyring::Entry;
use keyring_core::CredentialStore;
use secret_service::{EncryptionType, Error, blocking::SecretService};
use zbus_secret_service_keyring_store::Store;

use super::{Fault, Look, SERVICE};

/// What it means when access is refused for no known reason.
pub(super) const REFUSED: Fault = Fault::Locked;

/// The connection, once there is one.
#[derive(Default)]
pub(super) struct Place {
    store: Mutex<Option<Arc<CredentialStore>>>,
}

impl Place {
    /// An item, which need not exist.
    pub(super) fn entry(&self, name: &str) -> Result<Entry, Fault> {
        let known = self.store.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let store = match known {
            Some(store) => store,
            None => {
                // Whatever the reason, without a connection there is no keyring.
                let fresh: Arc<CredentialStore> = Store::new().map_err(|_| Fault::Absent)?;
                *self.store.lock().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
                fresh
            }
        };
        // What a person sees in the system's list of passwords.
        let label = format!("Kith: {name}");
        let inner = store.build(SERVICE, name, Some(&HashMap::from([("label", label.as_str())])));
        inner.map(|inner| Entry { inner }).map_err(super::fault)
    }

    /// What the service says of the collection where items go.
    pub(super) fn look(&self, _probe: impl FnOnce() -> Result<(), Fault>) -> Look {
        let Ok(service) = SecretService::connect(EncryptionType::Dh) else { return Look::Absent };
        let Ok(collection) = service.get_default_collection() else { return Look::Absent };
        match collection.is_locked() {
            Ok(false) => Look::Usable,
            Ok(true) => Look::Locked,
            Err(_) => Look::Absent,
        }
    }

    pub(super) fn let_go(&self) {
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What the service meant by a reason, where it is known.
pub(super) fn meaning(reason: &(dyn Reason + Send + Sync + 'static)) -> Option<Fault> {
    match reason.downcast_ref::<Error>()? {
        // There is no collection to keep anything in.
        Error::NoResult | Error::Unavailable => Some(Fault::Absent),
        Error::Locked | Error::Prompt | Error::PromptDisconnected => Some(Fault::Locked),
        other => other.to_string().contains("Secret.Error.IsLocked").then_some(Fault::Locked),
    }
}
