//! A whole Kith without a window: a temporary folder, a clock and ids that a test decides, and the door of the commands.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a world that cannot be made is a failed test"
)]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use kith_app::{
    ApiError, App, Changes, Desktop, Env, GuessCost, Limits, MemorySecrets, NoDesktop, SecretString, Secrets,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{runtime::Runtime, time::timeout};

use crate::fake_clock::{CountingIds, FakeClock, LONG};

/// A running Kith.
pub struct World {
    /// Its clock.
    pub clock: Arc<FakeClock>,
    app: App,
    runtime: Runtime,
    home: Home,
    secrets: Arc<dyn Secrets>,
}

/// How often a run is looked at that says nothing.
const SOON: std::time::Duration = std::time::Duration::from_millis(100);
/// How long a fake server may stay silent.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// Where its files are.
enum Home {
    Own(TempDir),
    Given(PathBuf),
}

impl World {
    /// One with an empty community in UTC.
    pub fn new() -> Self {
        Self::with_secrets(Arc::new(MemorySecrets::default()))
    }

    /// One without any community.
    pub fn empty() -> Self {
        Self::on(Home::Own(TempDir::new().unwrap()), 0, Arc::new(MemorySecrets::default()))
    }

    /// One with an empty community and a place for secrets of the test's own.
    pub fn with_secrets(secrets: Arc<dyn Secrets>) -> Self {
        let world = Self::on(Home::Own(TempDir::new().unwrap()), 0, secrets);
        world.begin();
        world
    }

    /// One on a folder that may hold communities already; `ids` must differ from those of earlier ones.
    pub fn at(folder: &Path, ids: u64) -> Self {
        Self::on(Home::Given(folder.to_owned()), ids, Arc::new(MemorySecrets::default()))
    }

    /// One with an empty community and a desktop of the test's own.
    pub fn with_desktop(desktop: Arc<dyn Desktop>) -> Self {
        let secrets = Arc::new(MemorySecrets::default());
        let world = Self::before(Home::Own(TempDir::new().unwrap()), 0, secrets, desktop);
        world.begin();
        world
    }

    /// The community that worlds have.
    fn begin(&self) {
        let hours = json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
        self.get("communities.create", json!({ "name": "Allotment", "zone": "UTC", "hours": hours }));
    }

    fn on(home: Home, ids: u64, secrets: Arc<dyn Secrets>) -> Self {
        Self::before(home, ids, secrets, Arc::new(NoDesktop))
    }

    fn before(home: Home, ids: u64, secrets: Arc<dyn Secrets>, desktop: Arc<dyn Desktop>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let clock = FakeClock::new();
        let folder = match &home {
            Home::Own(folder) => folder.path().join("kith"),
            Home::Given(folder) => folder.clone(),
        };
        let ids = Arc::new(CountingIds::from(ids));
        let env = Env {
            clock: clock.clone(),
            ids,
            desktop,
            secrets: Arc::clone(&secrets),
            waits: clock.clone(),
            limits: Limits { connect: PATIENCE, whole: PATIENCE, ..Limits::default() },
            guess_cost: GuessCost::NEXT_TO_NOTHING,
            folder,
        };
        let app = runtime.block_on(async { App::open(env) }).unwrap();
        Self { clock, app, runtime, home, secrets }
    }

    /// Closes it and opens it again, as after quitting.
    #[must_use]
    pub fn reopened(self) -> Self {
        self.close();
        let lock = self.file().with_file_name("kith.lock");
        // Closing gives up waiting for a thread that a test held; the next program would find the file in use.
        std::fs::File::open(lock).unwrap().lock().unwrap();
        let Self { app, runtime, home, secrets, .. } = self;
        drop(app);
        drop(runtime);
        Self::on(home, 1_000_000, secrets)
    }

    /// The file of the community that was made first.
    pub fn file(&self) -> PathBuf {
        let communities = std::fs::read_dir(self.folder().join("communities")).unwrap();
        let mut folders: Vec<PathBuf> = communities.map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.swap_remove(0).join("kith.db")
    }

    /// What hosts have in their hands.
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Closes it, lets others at its folder, and opens it again.
    #[must_use]
    pub fn paused(self, meanwhile: impl FnOnce(&Self)) -> Self {
        self.close();
        meanwhile(&self);
        self.reopened()
    }

    /// Quits: stops what is running and closes the file.
    pub fn close(&self) {
        self.runtime.block_on(self.app.close());
    }

    /// Quits as the window does: closes, but waits for that no longer than a person does.
    pub fn quit(&self) {
        self.runtime.block_on(self.app.quit());
    }

    /// The folder with everything it ever wrote.
    pub fn folder(&self) -> PathBuf {
        match &self.home {
            Home::Own(folder) => folder.path().join("kith"),
            Home::Given(folder) => folder.clone(),
        }
    }

    /// A place for a test's own files, outside of what Kith writes.
    pub fn aside(&self, name: &str) -> PathBuf {
        match &self.home {
            Home::Own(folder) => folder.path().join(name),
            Home::Given(folder) => folder.with_file_name(name),
        }
    }

    /// Writes the calendar file that others subscribe to, as the window does after each change; answers whether it wrote.
    pub fn write_calendar(&self) -> bool {
        self.runtime.block_on(self.app.write_calendar()).unwrap()
    }

    /// What changes from now on.
    pub fn changes(&self) -> Changes {
        self.app.changes()
    }

    /// Waits for a change; answers its topics, or nothing when there will be none any more.
    pub fn next(&self, changes: &mut Changes) -> Option<BTreeSet<&'static str>> {
        self.runtime.block_on(async { timeout(LONG, changes.next()).await }).ok().flatten()
    }

    /// Runs a command.
    ///
    /// # Errors
    /// As the command.
    #[expect(clippy::needless_pass_by_value, reason = "calls read like the JSON they are")]
    pub fn call(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        self.runtime.block_on(self.app.call(name, args.clone()))
    }

    /// Runs a command that must succeed.
    #[track_caller]
    pub fn get(&self, name: &str, args: Value) -> Value {
        self.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Runs something of a test's own beside the core: a fake community, say.
    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Reads a connected source to the end of a run; answers how it is connected and doing then.
    #[track_caller]
    pub fn sync(&self, id: &str, full: bool) -> Value {
        let mut changes = self.changes();
        self.get("sources.sync", json!({ "id": id, "full": full }));
        loop {
            let running = self.app.is_syncing(id);
            let connection = self.connection(id);
            if !running {
                return connection;
            }
            // Woken by the next page; a run that ends without one is seen soon after.
            let _ = self.runtime.block_on(async { timeout(SOON, changes.next()).await });
        }
    }

    /// Lets sources be read when they are due, as the window does.
    pub fn keep_syncing(&self) {
        self.runtime.block_on(async { self.app.keep_syncing() });
    }

    /// Takes out the texts whose time is over; answers how many messages that were.
    pub fn follow_retention(&self) -> u32 {
        self.runtime.block_on(self.app.follow_retention()).unwrap()
    }

    /// Expunges cases whose day has come; answers how many.
    pub fn expunge_due(&self) -> u32 {
        self.runtime.block_on(self.app.expunge_due()).unwrap()
    }

    /// Reminds by the desktop of what came up since a moment; answers from where the next look goes on.
    pub fn remind(&self, before: i64) -> i64 {
        self.runtime.block_on(self.app.remind(before)).unwrap()
    }

    /// Makes the scheduled reports that are due; answers how many files there are.
    pub fn make_due_reports(&self) -> u32 {
        self.runtime.block_on(self.app.make_due_reports()).unwrap()
    }

    /// Makes the backup of the day when it is due, as the window does; answers whether it was.
    pub fn back_up_if_due(&self) -> bool {
        self.runtime.block_on(self.app.back_up_if_due()).unwrap()
    }

    /// Waits until something is so; looks again whenever something changed.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let mut changes = self.changes();
        let begun = std::time::Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < LONG, "it does not come to this: {what}");
            let _ = self.runtime.block_on(async { timeout(SOON, changes.next()).await });
        }
    }

    /// What is kept under a name in the place for secrets.
    pub fn secret(&self, name: &str) -> Option<SecretString> {
        self.secrets.get(name).unwrap()
    }

    /// How a source is connected and doing.
    #[track_caller]
    pub fn connection(&self, id: &str) -> Value {
        let sources = self.get("sources.list", json!({}));
        let sources = sources["sources"].as_array().into_iter().flatten();
        sources
            .into_iter()
            .find(|source| source["id"] == id)
            .map(|source| source["connection"].clone())
            .unwrap_or_default()
    }

    /// Saves an archive and imports its public channels; answers the reconciliation when that has ended, however it did.
    #[track_caller]
    pub fn import(&self, archive: &[u8]) -> Value {
        self.import_with(archive, json!({}))
    }

    /// [`World::import`] with choices.
    #[track_caller]
    pub fn import_with(&self, archive: &[u8], choices: Value) -> Value {
        let id = self.start(&self.save(archive), choices).unwrap_or_else(|error| panic!("{error:?}"));
        self.finish(&id)
    }

    /// Saves an archive under a name of its own.
    pub fn save(&self, archive: &[u8]) -> PathBuf {
        let path = self.aside(&format!("archive-{:08x}-{}.zip", crc(archive), archive.len()));
        std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), archive).unwrap();
        path
    }

    /// Begins an import.
    ///
    /// # Errors
    /// When the archive is refused at once.
    pub fn start(&self, path: &Path, mut choices: Value) -> Result<String, ApiError> {
        if let Some(choices) = choices.as_object_mut() {
            choices.insert("path".into(), json!(path));
        }
        let started = self.call("imports.start", choices)?;
        Ok(started.get("id").and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    /// Waits until an import has ended; answers its reconciliation.
    #[track_caller]
    pub fn finish(&self, id: &str) -> Value {
        let mut changes = self.changes();
        loop {
            let report = self.get("imports.reconciliation", json!({ "id": id }));
            let state = report.pointer("/import/state").and_then(Value::as_str).unwrap_or_default();
            if !matches!(state, "running" | "cancelling") {
                return report;
            }
            assert!(self.next(&mut changes).is_some(), "the import says nothing any more: {report}");
        }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

fn crc(bytes: &[u8]) -> u32 {
    libdeflater::crc32(bytes)
}
