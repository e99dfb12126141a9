//! The Keychain of a Mac, the Credential Manager of Windows.
//!
//! **Invariant:** it is called usable only after it has kept something.

use std::{
    error::Error as Reason,
    sync::atomic::{AtomicBool, Ordering},
};

use keyring::Entry;

use super::{Fault, Look, SERVICE};

/// What it means when access is refused: Windows has nothing for a session nobody logged in to; on a Mac it is locked.
pub(super) const REFUSED: Fault = if cfg!(windows) { Fault::Absent } else { Fault::Locked };

/// Whether it has kept something since the last fault.
#[derive(Default)]
pub(super) struct Place {
    kept: AtomicBool,
}

impl Place {
    /// An item, which need not exist.
    pub(super) fn entry(&self, name: &str) -> Result<Entry, Fault> {
        Entry::new(SERVICE, name).map_err(super::fault)
    }

    /// Kept something before, or does so now.
    pub(super) fn look(&self, probe: impl FnOnce() -> Result<(), Fault>) -> Look {
        if self.kept.load(Ordering::Relaxed) {
            return Look::Usable;
        }
        match probe() {
            Ok(()) => {
                self.kept.store(true, Ordering::Relaxed);
                Look::Usable
            }
            Err(Fault::Locked) => Look::Locked,
            Err(_) => Look::Absent,
        }
    }

    pub(super) fn let_go(&self) {
        self.kept.store(false, Ordering::Relaxed);
    }
}

/// Reasons are the system's own and all mean what `keyring` says of them.
pub(super) fn meaning(_reason: &(dyn Reason + Send + Sync + 'static)) -> Option<Fault> {
    None
}
