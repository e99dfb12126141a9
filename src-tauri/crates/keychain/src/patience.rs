//! A limit on how long anybody waits for the keyring, which may be waiting for a person.
//!
//! **Invariants:** nobody waits longer than the limit, plus the limit of the one before; a call that came too late is
//! left behind on its own thread and no other one is started while it is out there, so a person sees one prompt.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{RecvTimeoutError, sync_channel},
    },
    time::{Duration, Instant},
};

/// How long a call that was left behind keeps others from trying: a keyring that never answers must not be lost for good.
const GIVEN_UP: Duration = Duration::from_secs(120);

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Gone {
    /// It did not come in time, or an earlier one is still being waited for.
    Late,
    /// The thread ended without one, or could not be started.
    Died,
}

/// Runs one call at a time, each on a thread of its own.
pub(crate) struct Patience {
    limit: Duration,
    /// The call that was left behind: when, and whether it has come back since.
    behind: Mutex<Option<(Instant, Arc<AtomicBool>)>>,
}

/// Says that a call has come back, even when it panics.
struct Back(Arc<AtomicBool>);

impl Drop for Back {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Patience {
    pub(crate) fn new(limit: Duration) -> Self {
        Self { limit, behind: Mutex::new(None) }
    }

    /// Does the work on another thread and waits for it, not longer than the limit.
    pub(crate) fn wait<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Gone> {
        let mut behind = self.behind.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((since, back)) = behind.as_ref()
            && !back.load(Ordering::Acquire)
            && since.elapsed() < GIVEN_UP
        {
            return Err(Gone::Late);
        }
        *behind = None;
        let back = Arc::new(AtomicBool::new(false));
        let token = Back(back.clone());
        let (answer, answers) = sync_channel(1);
        std::thread::Builder::new()
            .name("kith-keyring".into())
            .spawn(move || {
                let _token = token;
                // Nobody listens any more when it is late.
                let _ = answer.send(work());
            })
            .map_err(|_| Gone::Died)?;
        answers.recv_timeout(self.limit).map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                *behind = Some((Instant::now(), back));
                Gone::Late
            }
            RecvTimeoutError::Disconnected => Gone::Died,
        })
    }
}
