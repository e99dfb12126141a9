//! What the core takes from outside: time, ids, the desktop, a folder.
//!
//! **Invariant:** this file is the only one that reads the machine's clock or makes ids.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
pub use kith_connect::http::{Limits, Waits};

use crate::{secrets::Secrets, vault::seal::GuessCost};

/// The clock: UTC milliseconds. Only hosts read the machine's time.
pub trait Clock: Send + Sync {
    /// The time now, in UTC milliseconds.
    fn now_ms(&self) -> i64;
}

/// A source of identifiers for authored rows.
pub trait Ids: Send + Sync {
    /// A new UUIDv7.
    fn next(&self) -> uuid::Uuid;
}

/// What only a host with a desktop can do.
pub trait Desktop: Send + Sync {
    /// Opens an address that Kith has already checked in the person's own browser.
    ///
    /// # Errors
    /// When there is nothing to open it with.
    fn open(&self, address: &str) -> Result<(), String>;
    /// Whether [`Desktop::pick_archive`] can ask.
    fn can_pick(&self) -> bool;
    /// Asks for an archive (or a folder with one); `None` when the person changed their mind. Blocks.
    fn pick_archive(&self, folder: bool) -> Option<PathBuf>;
    /// Asks where to save a file that would be called `name`; `None` when the person changed their mind. Blocks.
    fn pick_save(&self, name: &str) -> Option<PathBuf>;
    /// Asks for a folder to put files into; `None` when the person changed their mind. Blocks.
    fn pick_folder(&self) -> Option<PathBuf>;
    /// Asks for a backup from elsewhere; `None` when the person changed their mind. Blocks.
    fn pick_backup(&self) -> Option<PathBuf> {
        None
    }
    /// The version of the web view, for the about box.
    fn webview(&self) -> Option<String>;
    /// Whether [`Desktop::notify`] shows anything.
    fn can_notify(&self) -> bool {
        false
    }
    /// Shows a reminder that goes away by itself. Nothing private is in it.
    fn notify(&self, _title: &str, _text: &str) {}
    /// Whether Kith starts with the computer; nothing: this host cannot know.
    fn starts_with_machine(&self) -> Option<bool> {
        None
    }
    /// Makes Kith start with the computer, or no longer.
    ///
    /// # Errors
    /// When the desktop does not take it.
    fn start_with_machine(&self, _on: bool) -> Result<(), String> {
        Err("there is no desktop".to_owned())
    }
    /// Whether there can be an icon in the desktop's tray; nothing: this host has no such thing.
    fn tray(&self) -> Option<bool> {
        None
    }
    /// Puts an icon there, or takes it away. With it, closing the window hides it.
    ///
    /// # Errors
    /// When the desktop does not take it.
    fn show_tray(&self, _on: bool) -> Result<(), String> {
        Err("there is no desktop".to_owned())
    }
    /// The file that a person opened with Kith, once.
    fn opened_with(&self) -> Option<PathBuf> {
        None
    }
}

/// Everything the core takes from outside.
#[derive(Clone)]
pub struct Env {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Identifiers.
    pub ids: Arc<dyn Ids>,
    /// The desktop, if there is one.
    pub desktop: Arc<dyn Desktop>,
    /// Where keys and tokens are.
    pub secrets: Arc<dyn Secrets>,
    /// Passing of time, for the network.
    pub waits: Arc<dyn Waits>,
    /// How long the network may take.
    pub limits: Limits,
    /// What guessing a recovery code costs.
    pub guess_cost: GuessCost,
    /// Where the communities' files are.
    pub folder: PathBuf,
}

/// A machine without a desktop: addresses are shown and not opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoDesktop;

impl Desktop for NoDesktop {
    fn open(&self, _address: &str) -> Result<(), String> {
        Ok(())
    }

    fn can_pick(&self) -> bool {
        false
    }

    fn pick_archive(&self, _folder: bool) -> Option<PathBuf> {
        None
    }

    fn pick_save(&self, _name: &str) -> Option<PathBuf> {
        None
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        None
    }

    fn webview(&self) -> Option<String> {
        None
    }
}

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's time enters")]
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
    fn next(&self) -> uuid::Uuid {
        uuid::Uuid::now_v7()
    }
}

/// Waits for real. Whoever stops a run drops the future that waits.
struct SystemWaits;

#[async_trait]
impl Waits for SystemWaits {
    async fn wait(&self, milliseconds: u64) -> kith_connect::Result<()> {
        tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
        Ok(())
    }

    fn now_ms(&self) -> i64 {
        SystemClock.now_ms()
    }

    fn jitter(&self, bound: u64) -> u64 {
        // The last bits of a fresh id are random enough to spread retries.
        SystemIds.next().as_u64_pair().1.checked_rem(bound).unwrap_or(0)
    }
}

/// The machine's clock and ids, over a folder.
pub fn system_env(folder: PathBuf, desktop: Arc<dyn Desktop>, secrets: Arc<dyn Secrets>) -> Env {
    Env {
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
        desktop,
        secrets,
        waits: Arc::new(SystemWaits),
        limits: Limits::default(),
        guess_cost: GuessCost::SHIPPED,
        folder,
    }
}

/// The folder where communities are kept unless another is chosen.
pub fn default_folder() -> Option<PathBuf> {
    dirs::data_dir().map(|data| data.join("org.kith.desktop"))
}

/// An instant as people read it: UTC, to the minute.
pub fn utc_minute(at: i64) -> String {
    chrono::DateTime::from_timestamp_millis(at).unwrap_or_default().format("%Y-%m-%d %H:%M").to_string()
}
