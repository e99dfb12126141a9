//! Listening for news: a word from a source that something happened, so that it is read soon and not at the next interval.
//!
//! It is off until a person gives the token for it. A listener runs beside the schedule for as long as its source is read
//! as usual; whatever ends it is a state in the list of sources and no interruption.
//!
//! **Invariants:** news move the next run nearer and do nothing else: what happened is read from the source itself, and
//! nothing of an event is kept; runs that news begin stand apart by [`APART`], and by as long as the last one took; a
//! listener's token is read from the keyring when a line is opened and kept nowhere; a source that is paused, waits or
//! needs a person is not listened to.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use kith_connect::{
    Error,
    slack::live::{self, Heard},
};
use kith_store::{SyncRow, Topic};
use tokio::task::AbortHandle;

use super::{
    in_background, kept_settings,
    open::{self, Failed},
    run::secret_name,
    views::{Hint, HintState},
};
use crate::{ApiError, App, Code};

/// Runs that news begin stand apart by so much, in milliseconds.
const APART: i64 = 60_000;
/// News gather for so long before they count: whoever writes rarely writes one message, and Slack's lists lag a little.
const GATHER: u64 = 1_000;
/// A line that lasted so long was a good one: the next is opened at once.
const STEADY: i64 = 60_000;
/// The first wait after a line that was none, and the longest.
const BACKOFF: (u64, u64) = (5_000, 300_000);

/// Who listens, and what was heard. Both go by the name of the source's key, which no other community shares.
#[derive(Default)]
pub(crate) struct Hints {
    listeners: Mutex<BTreeMap<String, Listener>>,
    /// When news came that no run has begun after.
    news: Mutex<BTreeMap<String, i64>>,
}

/// A listener; it ends when this is dropped.
struct Listener {
    task: AbortHandle,
    told: Told,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How a listener is doing.
type Told = Arc<Mutex<Hint>>;

impl Hints {
    fn listeners(&self) -> MutexGuard<'_, BTreeMap<String, Listener>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn news(&self) -> MutexGuard<'_, BTreeMap<String, i64>> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When a source should be read because of news, UTC milliseconds.
    pub(super) fn due(&self, name: &str, row: &SyncRow) -> Option<i64> {
        let heard = self.news().get(name).copied()?;
        Some(soon(heard, row.last_started_at, row.last_ok_at))
    }

    /// A run begins: it reads everything that was heard of so far.
    pub(super) fn served(&self, name: &str) {
        self.news().remove(name);
    }

    /// Ends a source's listener, so that the next look at the schedule begins another one if it should.
    pub(super) fn stop(&self, name: &str) {
        self.listeners().remove(name);
        self.news().remove(name);
    }

    /// Ends all of them.
    pub(super) fn stop_all(&self) {
        self.listeners().clear();
        self.news().clear();
    }

    /// How listening to a source goes.
    pub(super) fn view(&self, app: &App, row: &SyncRow) -> Hint {
        if !is_on(row) {
            return Hint { state: HintState::Off, error: None };
        }
        let listeners = self.listeners();
        let told = listeners.get(&secret_name(app, row.uid)).map(|listener| read(&listener.told));
        told.unwrap_or(Hint { state: HintState::Waiting, error: None })
    }

    /// Begins and ends listeners, so that those sources are listened to that should be.
    pub(super) fn keep(&self, app: &App, rows: &[SyncRow]) {
        let wanted: BTreeMap<String, &SyncRow> =
            rows.iter().filter(|row| is_wanted(row)).map(|row| (secret_name(app, row.uid), row)).collect();
        let mut listeners = self.listeners();
        let before = listeners.len();
        listeners.retain(|name, _| wanted.contains_key(name));
        let mut changed = listeners.len() != before;
        for (name, row) in wanted {
            if listeners.contains_key(&name) {
                continue;
            }
            let told = Arc::new(Mutex::new(Hint { state: HintState::Waiting, error: None }));
            let listening = listen(app.clone(), row.clone(), name.clone(), Arc::clone(&told));
            listeners.insert(name, Listener { task: tokio::spawn(listening).abort_handle(), told });
            changed = true;
        }
        drop(listeners);
        if changed {
            app.announce(&[Topic::Sources]);
        }
    }
}

/// The name under which a source's token for listening is kept.
pub(super) fn token_name(name: &str) -> String {
    format!("{name}/hint")
}

/// When news should be read: at once, but apart from the run before.
fn soon(heard: i64, started: Option<i64>, ended: Option<i64>) -> i64 {
    let Some(started) = started else { return heard };
    let ended = ended.unwrap_or(started).max(started);
    heard.max(ended + APART.max(ended - started))
}

fn is_on(row: &SyncRow) -> bool {
    row.kind == "slack" && kept_settings(row).hint
}

fn is_wanted(row: &SyncRow) -> bool {
    matches!(row.state.as_str(), "idle" | "running") && is_on(row)
}

fn read(told: &Told) -> Hint {
    told.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn tell(app: &App, told: &Told, state: HintState, error: Option<ApiError>) {
    let hint = Hint { state, error };
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    if *told != hint {
        *told = hint;
        drop(told);
        app.announce(&[Topic::Sources]);
    }
}

/// Listens until somebody has to do something, or until it is ended.
async fn listen(app: App, row: SyncRow, name: String, told: Told) {
    let waits = Arc::clone(&app.env().waits);
    let mut failures = 0_u32;
    loop {
        let begun = waits.now_ms();
        let failed = hear(&app, &row, &name, &told).await;
        let (error, told_to_wait) = match failed {
            Failed::Here(error) => (error, 0),
            Failed::Source(Error::Waiting { milliseconds }) => (Error::Waiting { milliseconds }.into(), milliseconds),
            Failed::Source(error) => (ApiError::from(error), 0),
        };
        if !matches!(error.code, Code::Offline | Code::Remote | Code::Waiting | Code::KeychainLocked | Code::Cancelled)
        {
            return tell(&app, &told, HintState::Stopped, Some(error));
        }
        let was_good = read(&told).state == HintState::Listening && waits.now_ms() - begun >= STEADY;
        failures = if was_good { 0 } else { failures + 1 };
        tell(&app, &told, HintState::Waiting, Some(error));
        let (first, longest) = BACKOFF;
        let backoff = (first << failures.saturating_sub(1).min(8)).min(longest);
        let backoff = if failures == 0 { 0 } else { backoff + waits.jitter(backoff / 2) };
        if waits.wait(backoff.max(told_to_wait)).await.is_err() {
            return;
        }
    }
}

/// Hears news for as long as there is a line; answers why there is none any more.
async fn hear(app: &App, row: &SyncRow, name: &str, told: &Told) -> Failed {
    let gathering = Arc::new(AtomicBool::new(false));
    let mut line = match line(app, row, name).await {
        Ok(line) => line,
        Err(failed) => return failed,
    };
    let mut since = app.env().waits.now_ms();
    tell(app, told, HintState::Listening, None);
    loop {
        match line.next().await {
            Ok(Heard::News) => gather(app, name, &gathering),
            Ok(Heard::Nothing) => {}
            Ok(Heard::Ending) => {
                let now = app.env().waits.now_ms();
                if now - since < STEADY {
                    return Failed::Source(Error::Remote("it ended the line".into()));
                }
                // The old one goes when there is a new one, so that nothing is missed between them.
                line = match self::line(app, row, name).await {
                    Ok(line) => line,
                    Err(failed) => return failed,
                };
                since = now;
            }
            Err(error) => return Failed::Source(error),
        }
    }
}

async fn line(app: &App, row: &SyncRow, name: &str) -> Result<live::Listening, Failed> {
    let (secrets, name) = (Arc::clone(&app.env().secrets), token_name(name));
    let token = in_background(move || Ok(secrets.get(&name)?)).await.map_err(Failed::Here)?;
    let missing = || Failed::Source(Error::SignedOut("the token for listening is missing: give it again".into()));
    let address = kept_settings(row).address;
    let address = address.as_deref().map(kith_connect::http::base).transpose().map_err(Failed::Source)?;
    let api = address.unwrap_or_else(|| live::Settings::default().api);
    live::listen(&api, &token.ok_or_else(missing)?, &open::network(app)).await.map_err(Failed::Source)
}

/// Something happened; what else happens in the next moment is the same news.
fn gather(app: &App, name: &str, gathering: &Arc<AtomicBool>) {
    if gathering.swap(true, Ordering::Relaxed) {
        return;
    }
    let (app, name, gathering) = (app.clone(), name.to_owned(), Arc::clone(gathering));
    tokio::spawn(async move {
        let _ = app.env().waits.wait(GATHER).await;
        gathering.store(false, Ordering::Relaxed);
        let hints = &app.syncs().hints;
        // Whoever ended the listener meanwhile wants to hear nothing of it.
        if hints.listeners().contains_key(&name) {
            hints.news().entry(name).or_insert_with(|| app.now());
            app.syncs().wake();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_are_read_at_once_but_apart_from_the_run_before() {
        let check = |heard: i64, started: Option<i64>, ended: Option<i64>, expected: i64, why: &str| {
            assert_eq!(soon(heard, started, ended), expected, "{why}");
        };
        check(5, None, None, 5, "nothing was read yet");
        check(500_000, Some(100_000), Some(101_000), 500_000, "the last run is long over");
        check(110_000, Some(100_000), Some(101_000), 161_000, "a minute after the last one ended");
        check(600_000, Some(100_000), Some(500_000), 900_000, "as long as the last one took");
        check(110_000, Some(100_000), Some(50_000), 160_000, "the last one came to nothing");
    }
}
