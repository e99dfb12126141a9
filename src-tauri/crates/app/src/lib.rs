//! What a person can do with Kith: one table of commands over the store and the connectors.
//!
//! Hosts (the window, the loopback server, the command line, the tests) build an [`Env`], open an [`App`] and use
//! [`App::call`] and [`App::changes`]; they know nothing else.
//!
//! **Invariants:** only hosts read the machine's clock and make ids; long work runs beside the commands, its state is rows.

mod age;
mod backups;
mod bindings;
mod changes;
mod commands;
mod communities;
mod conduct;
mod content;
mod conversations;
mod decided;
mod desk;
mod diagnostics;
mod env;
mod erasing;
mod error;
mod events;
mod exports;
mod fields;
mod figures;
mod files;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod happenings;
mod history;
mod home;
mod imports;
mod introductions;
mod links;
mod machine;
mod members;
mod mentoring;
mod metrics;
mod notes;
mod outbox;
mod people;
mod profile;
mod programmes;
mod qr;
mod recognition;
mod render;
mod reports;
mod sample;
mod search;
mod secrets;
mod segments;
mod settings;
mod strategy;
mod sync;
mod system;
mod tags;
mod vault;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

pub use bindings::typescript;
pub use changes::Changes;
pub use commands::{Command, TABLE, schema_generator};
pub use env::{Clock, Desktop, Env, Ids, Limits, NoDesktop, Waits, default_folder, system_env, utc_minute};
pub use error::{ApiError, Code};
use kith_store::Store;
pub use machine::Doorway;
pub use secrets::{ExposeSecret, MemorySecrets, SecretString, Secrets, SecretsError, SecretsState};
use serde_json::Value;
use tokio::sync::broadcast;
pub use vault::seal::GuessCost;

/// So long quitting waits for closing.
const AT_QUIT: Duration = Duration::from_millis(500);
/// How long closing waits for a thread that still holds the file: its end gives the file back in any case.
const AT_CLOSE: Duration = Duration::from_secs(3);

/// A running Kith.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    env: Env,
    changes: broadcast::Sender<Vec<&'static str>>,
    open: Mutex<Opened>,
    jobs: imports::Jobs,
    syncs: sync::Syncs,
    weighed: people::Weighed,
    exporting: exports::all::Exporting,
    vault: vault::Vault,
    backups: backups::Backups,
}

/// The community that is open, or why none is.
enum Opened {
    Nothing,
    Failed { id: String, error: ApiError },
    Community { id: String, store: Store },
}

impl App {
    /// Opens the folder and the community that was open last, if there is one. Must be called inside a tokio runtime.
    ///
    /// A community that cannot be opened is no error here: its commands answer with the reason.
    ///
    /// # Errors
    /// When the folder itself cannot be used.
    pub fn open(env: Env) -> Result<Self, ApiError> {
        let app = Self::without_community(env)?;
        app.open_last();
        Ok(app)
    }

    /// Opens the folder and no community.
    ///
    /// # Errors
    /// When the folder itself cannot be used.
    pub fn without_community(env: Env) -> Result<Self, ApiError> {
        std::fs::create_dir_all(&env.folder).map_err(|error| {
            ApiError::new(Code::Invalid, format!("the folder {} cannot be used: {error}", env.folder.display()))
        })?;
        let inner = Inner {
            env,
            changes: broadcast::channel(256).0,
            open: Mutex::new(Opened::Nothing),
            jobs: imports::Jobs::default(),
            syncs: sync::Syncs::default(),
            weighed: people::Weighed::default(),
            exporting: exports::all::Exporting::default(),
            vault: vault::Vault::default(),
            backups: backups::Backups::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Runs one command of the table: its arguments and its result are JSON.
    ///
    /// # Errors
    /// Every failure as an [`ApiError`]; a panic inside a command becomes [`Code::Bug`] and Kith goes on.
    pub async fn call(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        let (app, command) = (self.clone(), name.to_owned());
        match tokio::spawn(async move { commands::dispatch(&app, &command, args).await }).await {
            Ok(result) => result,
            Err(error) if error.is_panic() => {
                Err(ApiError::new(Code::Bug, format!("{name} failed in a way it should not")))
            }
            Err(_) => Err(ApiError::new(Code::Cancelled, "stopped")),
        }
    }

    /// The names of the topics that committed writes change from now on.
    pub fn changes(&self) -> Changes {
        Changes { receiver: self.inner.changes.subscribe() }
    }

    /// Closes, as [`App::close`] does, and gives up waiting for it after [`AT_QUIT`]: whoever quits is gone within a second.
    /// What was not committed by then never happened, and the next start looks at the file.
    pub async fn quit(&self) {
        let _ = tokio::time::timeout(AT_QUIT, self.close()).await;
    }

    /// Stops background work and closes the file; returns when both are done.
    pub async fn close(&self) {
        self.lock_notes();
        self.inner.syncs.stop_all().await;
        self.inner.jobs.stop_all().await;
        let opened = std::mem::replace(&mut *self.opened(), Opened::Nothing);
        // Only now: as long as a community is open, the schedule begins listening again.
        self.inner.syncs.stop_listening();
        if let Opened::Community { store, .. } = opened {
            communities::close_file(store, AT_CLOSE).await;
        }
    }

    /// The community that is open.
    pub(crate) fn store(&self) -> Result<Store, ApiError> {
        match &*self.opened() {
            Opened::Community { store, .. } => Ok(store.clone()),
            Opened::Failed { error, .. } => Err(error.clone()),
            Opened::Nothing => Err(ApiError::new(Code::NoCommunity, "no community is open yet: create one first")),
        }
    }

    pub(crate) fn env(&self) -> &Env {
        &self.inner.env
    }

    pub(crate) fn jobs(&self) -> &imports::Jobs {
        &self.inner.jobs
    }

    pub(crate) fn syncs(&self) -> &sync::Syncs {
        &self.inner.syncs
    }

    pub(crate) fn exporting(&self) -> &exports::all::Exporting {
        &self.inner.exporting
    }

    pub(crate) fn vault(&self) -> &vault::Vault {
        &self.inner.vault
    }

    pub(crate) fn backups(&self) -> &backups::Backups {
        &self.inner.backups
    }

    pub(crate) fn weighed(&self) -> &people::Weighed {
        &self.inner.weighed
    }

    /// The id of the community that is open.
    pub(crate) fn community_id(&self) -> Option<String> {
        match &*self.opened() {
            Opened::Community { id, .. } => Some(id.clone()),
            _ => None,
        }
    }

    /// The id of the community that could not be opened.
    pub(crate) fn failed_id(&self) -> Option<String> {
        match &*self.opened() {
            Opened::Failed { id, .. } => Some(id.clone()),
            _ => None,
        }
    }

    pub(crate) fn now(&self) -> i64 {
        self.inner.env.clock.now_ms()
    }

    pub(crate) fn new_id(&self) -> String {
        self.inner.env.ids.next().to_string()
    }

    pub(crate) fn announce(&self, topics: &[kith_store::Topic]) {
        let _ = self.inner.changes.send(topics.iter().map(|topic| topic.word()).collect());
    }

    fn opened(&self) -> MutexGuard<'_, Opened> {
        self.inner.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
