//! Time for connectors in tests: waiting returns at once, and the clock has moved on.
//!
//! **Invariant:** nothing here takes real time; every wait is written down.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};
use std::time::Duration;

use kith_connect::{
    Result,
    http::{Limits, Meter, Network, Waits},
};

/// A clock that moves when somebody waits.
#[derive(Debug)]
pub struct FakeTime {
    now: AtomicI64,
    slowness: AtomicI64,
    waits: Mutex<Vec<u64>>,
}

impl FakeTime {
    /// It is `now`, in UTC milliseconds.
    pub fn at(now: i64) -> Arc<Self> {
        Arc::new(Self { now: AtomicI64::new(now), slowness: AtomicI64::new(0), waits: Mutex::default() })
    }

    /// Time passes.
    pub fn pass(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// From now on so many milliseconds pass whenever a connector looks: what waits for company goes alone.
    pub fn slow(&self, milliseconds: i64) {
        self.slowness.store(milliseconds, Ordering::Relaxed);
    }

    /// Now, UTC milliseconds.
    pub fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    /// All waits so far.
    pub fn waits(&self) -> Vec<u64> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A network with this clock; a whole request may take so many (real) milliseconds.
    pub fn network(self: &Arc<Self>, whole: u64) -> Network {
        let whole = Duration::from_millis(whole);
        Network {
            waits: self.clone(),
            limits: Limits { connect: whole, whole, ..Limits::default() },
            meter: Arc::new(Meter::default()),
        }
    }
}

#[async_trait::async_trait]
impl Waits for FakeTime {
    async fn wait(&self, milliseconds: u64) -> Result<()> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(milliseconds);
        self.pass(i64::try_from(milliseconds).unwrap_or(i64::MAX));
        tokio::task::yield_now().await;
        Ok(())
    }

    fn now_ms(&self) -> i64 {
        self.pass(self.slowness.load(Ordering::Relaxed));
        self.now()
    }

    fn jitter(&self, bound: u64) -> u64 {
        bound / 2
    }
}
