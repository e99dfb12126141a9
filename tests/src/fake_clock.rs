//! Time and ids that a test decides.
//!
//! Imports ask the clock once for every piece they store, on a thread of their own. So the clock is also the place where a
//! test can stop one in its midst: [`FakeClock::hold_at`] stops it before the piece with that number is stored.

use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use kith_app::{Clock, Ids, Waits};
use uuid::Uuid;

/// 2026-01-05 08:00 UTC, a Monday.
pub const START: i64 = 1_767_600_000_000;
/// A test that waits longer than this is stuck.
pub const LONG: Duration = Duration::from_secs(30);

/// A clock that stands still until it is told to go on, by one millisecond for every question.
#[derive(Debug)]
pub struct FakeClock {
    now: AtomicI64,
    gate: Mutex<Gate>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct Gate {
    /// Pieces that importing threads asked for so far.
    asked: u64,
    hold_at: Option<u64>,
    abort: bool,
    held: bool,
}

impl FakeClock {
    /// A clock that says [`START`].
    pub fn new() -> Arc<Self> {
        Arc::new(Self { now: AtomicI64::new(START), gate: Mutex::default(), moved: Condvar::new() })
    }

    /// Lets time pass.
    pub fn pass(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// Stops the next import before it stores its piece `number`, counted from 1.
    pub fn hold_at(&self, number: u64) {
        *self.gate() = Gate { hold_at: Some(number), ..Gate::default() };
    }

    /// Ends the whole process there, as hard as a kill.
    pub fn abort_at(&self, number: u64) {
        *self.gate() = Gate { hold_at: Some(number), abort: true, ..Gate::default() };
    }

    /// Waits until the import stands; says whether it does.
    pub fn is_held(&self) -> bool {
        let (gate, _) =
            self.moved.wait_timeout_while(self.gate(), LONG, |gate| !gate.held).unwrap_or_else(PoisonError::into_inner);
        gate.held
    }

    /// Lets the import go on.
    pub fn release(&self) {
        *self.gate() = Gate::default();
        self.moved.notify_all();
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Only importing threads have no name: the runtime's and the tests' own do.
    fn stop_here(&self) {
        if std::thread::current().name().is_some() {
            return;
        }
        let mut gate = self.gate();
        gate.asked += 1;
        if gate.hold_at != Some(gate.asked) {
            return;
        }
        if gate.abort {
            std::process::abort();
        }
        gate.held = true;
        self.moved.notify_all();
        drop(self.moved.wait_timeout_while(gate, LONG, |gate| gate.held));
    }
}

impl Clock for FakeClock {
    fn now_ms(&self) -> i64 {
        self.stop_here();
        self.now.fetch_add(1, Ordering::Relaxed)
    }
}

#[async_trait]
impl Waits for FakeClock {
    async fn wait(&self, milliseconds: u64) -> kith_connect::Result<()> {
        self.pass(i64::try_from(milliseconds).unwrap_or(0));
        tokio::task::yield_now().await;
        Ok(())
    }

    fn now_ms(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn jitter(&self, _bound: u64) -> u64 {
        0
    }
}

/// UUIDv7-shaped ids that count: 1, 2, 3 …
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl CountingIds {
    /// Ids from `first` on: a world that is opened again must not make the same ones.
    pub fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Ids for CountingIds {
    fn next(&self) -> Uuid {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))
    }
}
