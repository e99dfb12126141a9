//! Measurements. They print and never judge: the numbers go into a table that a person reads.
//!
//! CPU seconds (user and system) are the figures to compare; wall times depend on what else the machine does.
#![expect(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "it prints its result, and an answer without a field is shown as one"
)]

mod budgets;
pub mod deeds;
pub mod desk;
pub mod events;
pub mod figures;
pub mod import;
mod limits;
mod machine;
pub mod mentoring;
pub mod metrics;
pub mod people;
pub mod queries;
mod questions;
pub mod sync;
pub mod table;
#[cfg(unix)]
pub mod window;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use kith_app::{App, Clock, MemorySecrets, NoDesktop, system_env};
use serde_json::Value;

/// What can go wrong, for the person who measures.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Makes a folder with an empty community in it.
///
/// # Errors
/// When there is something in it already.
pub fn begin(folder: &Path) -> Result<()> {
    let kith = Kith::open(folder)?;
    let hours = serde_json::json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
    kith.call("communities.create", &serde_json::json!({ "name": "Bench", "zone": "Europe/Berlin", "hours": hours }))?;
    kith.close();
    Ok(())
}

/// A clock that can be made to stand.
struct Halted {
    clock: Arc<dyn Clock>,
    at: Arc<AtomicI64>,
}

impl Clock for Halted {
    fn now_ms(&self) -> i64 {
        match self.at.load(Ordering::Relaxed) {
            0 => self.clock.now_ms(),
            still => still,
        }
    }
}

/// The app over a folder, and the threads it runs on.
struct Kith {
    runtime: tokio::runtime::Runtime,
    app: App,
    /// The machine's, which never stands.
    clock: Arc<dyn Clock>,
}

impl Kith {
    fn open(folder: &Path) -> Result<Self> {
        Self::open_at(folder, Arc::default())
    }

    /// With a clock that stands at a moment, as soon as that is not 0.
    fn open_at(folder: &Path, still: Arc<AtomicI64>) -> Result<Self> {
        // Threads that end take their processor time out of what is measured.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_keep_alive(std::time::Duration::from_hours(10))
            .enable_all()
            .build()?;
        let mut env = system_env(folder.to_owned(), Arc::new(NoDesktop), Arc::new(MemorySecrets::default()));
        let clock = Arc::clone(&env.clock);
        env.clock = Arc::new(Halted { clock: Arc::clone(&clock), at: still });
        let app = runtime.block_on(async { App::open(env) })?;
        Ok(Self { runtime, app, clock })
    }

    fn call(&self, name: &str, args: &Value) -> Result<Value> {
        let answer = self.runtime.block_on(self.app.call(name, args.clone()));
        answer.map_err(|error| format!("{name} {args}: {error}").into())
    }

    fn close(self) {
        self.runtime.block_on(self.app.close());
    }
}
