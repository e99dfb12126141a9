//! When which source is read: one loop, and what is running.
//!
//! **Invariants:** a source has one run at a time, and two run at once at most; where scheduling stands is in rows, so a
//! restart knows; a machine that slept is noticed because the loop looks at the clock and not at how long it waited.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use kith_connect::Depth;
use kith_store::{Store, SyncRow};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

use super::run::{Run, secret_name};
use crate::{ApiError, App, Code};

/// Runs at once.
const AT_ONCE: usize = 2;
/// The longest the loop sleeps, in milliseconds: so that a machine that woke up is noticed.
const LONGEST: i64 = 30_000;
/// No run is put off for more milliseconds than this, or its source's own interval.
const FARTHEST: i64 = 24 * 3_600_000;
/// Everything is looked at again once in so many milliseconds.
const FULL: i64 = 24 * 3_600_000;

/// What is running, and how to wake the loop.
#[derive(Default)]
pub(crate) struct Syncs {
    running: Mutex<HashMap<Uuid, watch::Sender<bool>>>,
    wake: Arc<Notify>,
    ended: Arc<Notify>,
    /// Who listens for news.
    pub(super) hints: super::hint::Hints,
    /// Signings in that were begun.
    pub(super) signings: super::signing::Signings,
}

impl Syncs {
    fn running(&self) -> MutexGuard<'_, HashMap<Uuid, watch::Sender<bool>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the loop: something changed that it decides by.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Whether a source has a run.
    pub(super) fn is_running(&self, source: Uuid) -> bool {
        self.running().contains_key(&source)
    }

    /// Tells a source's run to stop.
    pub(super) fn stop(&self, source: Uuid) {
        if let Some(stop) = self.running().get(&source) {
            let _ = stop.send(true);
        }
    }

    /// Tells all runs to stop and waits until they have.
    pub(crate) async fn stop_all(&self) {
        for stop in self.running().values() {
            let _ = stop.send(true);
        }
        self.none_left(None).await;
    }

    /// Ends all listening for news.
    pub(crate) fn stop_listening(&self) {
        self.hints.stop_all();
    }

    /// Waits until a source (or any) has no run.
    pub(super) async fn none_left(&self, source: Option<Uuid>) {
        loop {
            let ended = self.ended.notified();
            let left = match source {
                Some(source) => self.is_running(source),
                None => !self.running().is_empty(),
            };
            if !left {
                return;
            }
            ended.await;
        }
    }
}

/// Begins a run beside whatever else is going on.
pub(super) fn begin(app: &App, store: &Store, row: SyncRow, depth: Option<Depth>) -> Result<(), ApiError> {
    let (sender, receiver) = watch::channel(false);
    {
        let mut running = app.syncs().running();
        if running.contains_key(&row.uid) {
            return Err(ApiError::new(Code::Conflict, "this source is being read already"));
        }
        running.insert(row.uid, sender);
    }
    app.syncs().hints.served(&secret_name(app, row.uid));
    let (app, store, uid) = (app.clone(), store.clone(), row.uid);
    tokio::spawn(async move {
        let run = Run { app: app.clone(), store, row, depth, stop: receiver };
        // In a task of its own, so that a panic ends the run and not the scheduler's knowledge of it.
        let _ = tokio::spawn(run.go()).await;
        app.syncs().running().remove(&uid);
        app.syncs().ended.notify_waiters();
        app.syncs().wake();
    });
    Ok(())
}

/// What is due now, and when the next thing is.
#[derive(Default)]
struct Due {
    runs: Vec<(SyncRow, Depth)>,
    next: Option<i64>,
    /// All that are connected.
    rows: Vec<SyncRow>,
}

fn due(app: &App, store: &Store) -> Result<Due, kith_store::Error> {
    let now = app.now();
    let mut due = Due::default();
    if store.read_now(|read| read.restored())?.is_some() {
        // Nobody said yet that what is here is right: nothing is read and nothing is sent.
        return Ok(due);
    }
    let rows = store.read_now(|read| read.syncs())?;
    for row in &rows {
        if app.syncs().is_running(row.uid) || !matches!(row.state.as_str(), "idle" | "waiting") {
            continue;
        }
        let waiting = store.read_now(|read| read.next_intent_at(&row.uid.to_string()))?;
        let hinted = app.syncs().hints.due(&secret_name(app, row.uid), row).filter(|_| row.state == "idle");
        // The last run ended while the clock was ahead: nothing is put off for so long.
        let is_lost = row.next_run_at.is_some_and(|at| at > now + FARTHEST.max(i64::from(row.every) * 60_000));
        if is_lost || [row.next_run_at, hinted].into_iter().flatten().any(|at| at <= now) {
            let stale = row.last_full_at.is_none_or(|at| at <= now - FULL || at > now);
            due.runs.push((row.clone(), if stale { Depth::Full } else { Depth::Quick }));
        } else if row.state == "idle" && waiting.is_some_and(|at| at <= now) {
            // After sending, a quick look, so that the real thing takes the place of what waited.
            due.runs.push((row.clone(), Depth::Quick));
        } else {
            due.next = [due.next, row.next_run_at, waiting, hinted].into_iter().flatten().min();
        }
    }
    due.rows = rows;
    Ok(due)
}

impl App {
    /// Whether a source is being read, by its id.
    pub fn is_syncing(&self, source: &str) -> bool {
        source.parse().is_ok_and(|source| self.syncs().is_running(source))
    }

    /// Milliseconds from now until a moment (UTC milliseconds); negative when it has passed.
    pub fn milliseconds_until(&self, at: i64) -> i64 {
        at - self.now()
    }

    /// Reads connected sources when they are due, until the program ends. Hosts that live long call it once.
    pub fn keep_syncing(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            loop {
                let woken = Arc::clone(&app.syncs().wake);
                let mut sleep = LONGEST;
                if let Ok(store) = app.store() {
                    let found = {
                        let (app, store) = (app.clone(), store.clone());
                        tokio::task::spawn_blocking(move || due(&app, &store)).await
                    };
                    if let Ok(Ok(due)) = found {
                        app.syncs().hints.keep(&app, &due.rows);
                        let room = AT_ONCE.saturating_sub(app.syncs().running().len());
                        for (row, depth) in due.runs.into_iter().take(room) {
                            let _ = begin(&app, &store, row, Some(depth));
                        }
                        sleep = due.next.map_or(LONGEST, |next| (next - app.now()).clamp(200, LONGEST));
                    }
                    drop(store);
                } else {
                    app.syncs().stop_listening();
                }
                let sleep = Duration::from_millis(u64::try_from(sleep).unwrap_or(1_000));
                tokio::select! {
                    () = woken.notified() => {}
                    () = tokio::time::sleep(sleep) => {}
                }
            }
        });
    }
}
