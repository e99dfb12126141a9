//! Another key in the place of the one that somebody may have: everything that is sealed is sealed anew.
//!
//! **Invariants:** one transaction, so a file has the old key and what it sealed, or the new one, whatever ends the program
//! meanwhile; what could not be opened is left as it is, with its key; the old key stays in the file, retired, until a backup
//! was made after it and nothing is sealed with it, and is never offered for opening again.

use std::sync::Arc;

use kith_store::{NotesKeyRow, Store};

use super::{
    no_means,
    seal::{NotesKey, Place},
};
use crate::{ApiError, App, Code};

impl App {
    /// Keeps a new key, and seals with it what the one in memory opens.
    pub(super) async fn renew(&self, row: NotesKeyRow, key: Arc<NotesKey>) -> Result<(), ApiError> {
        let (old, store, now) = (self.open_notes_key().await?, self.store()?, self.now());
        store
            .write(move |write| {
                write.replace_notes_key(&row, old.id(), now)?;
                for part in write.read().sealed_parts(old.id())? {
                    let place =
                        Place { row: &part.id, identity: &part.identity, salt: &part.salt, version: part.version };
                    // Whatever is damaged stays so.
                    let Ok(words) = old.open(&place, &part.bytes) else { continue };
                    let bytes = key.seal(&place, &words).map_err(|_| no_means())?;
                    write.reseal(&part, &bytes, key.id())?;
                }
                Ok(())
            })
            .await?;
        // What the old key opens leaves the log, and what could be undone.
        let settled = tokio::task::spawn_blocking(move || store.shred()).await;
        settled.map_err(|_| ApiError::new(Code::Bug, "emptying the file's log failed in a way it should not"))??;
        Ok(())
    }

    /// Forgets keys that were replaced before the backup that was just made, here and in the keyring. Blocks.
    pub(crate) fn forget_retired_keys(&self, store: &Store) {
        // What fails is done after the next backup.
        let Ok(keys) = store.write_now(|write| write.forget_retired_keys()) else { return };
        for key in keys {
            let _ = self.env().secrets.remove(&self.ring_name(&key));
        }
    }
}
