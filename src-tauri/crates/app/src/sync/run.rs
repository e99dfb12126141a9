//! One run: send what waits, read page after page, store each with its checkpoint.
//!
//! **Invariants:** the network is never awaited inside a transaction; a page's rows and its checkpoint commit together;
//! a run that would take much away stops before it does, and asks; a run that ended anywhere goes on there.

use std::sync::Arc;

use kith_connect::{Connector, Coverage, Depth, Error, Identity, Page, Pull, ReviewItem, http::Meter};
use kith_store::{
    NewReview, ReviewChoice, Store, SyncChange, SyncRow,
    ingest::{Origin, Outcome, Session},
    raw,
};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    known::StoreKnows,
    open,
    views::{Covered, KeptIdentity, SourceSettings, SyncProgress, SyncReport},
};
use crate::{ApiError, App, Code, outbox};

/// More rows than this are not taken away without asking …
const MOST_REMOVED: u64 = 50;
/// … nor more than a tenth of a source, unless it is a handful.
const HANDFUL: u64 = 5;

/// How a run ended, when not with everything read.
enum End {
    /// Something at the source or on the way there.
    Source(Error),
    /// Something here.
    Here(ApiError),
    /// It would have taken this many rows away.
    Removals(u64),
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        Self::Source(error)
    }
}

impl From<kith_store::Error> for End {
    fn from(error: kith_store::Error) -> Self {
        match error {
            kith_store::Error::Interrupted => Self::Source(Error::Stopped),
            error => Self::Here(error.into()),
        }
    }
}

fn kept(item: ReviewItem) -> NewReview {
    let ReviewItem {
        number,
        kind,
        score,
        version,
        account,
        author,
        reasons,
        flags,
        title,
        words,
        link,
        created_at,
        actions,
    } = item;
    let actions = actions.into_iter().map(|action| ReviewChoice { name: action.name, label: action.label }).collect();
    NewReview { number, kind, score, version, account, author, reasons, flags, title, words, link, created_at, actions }
}

/// A run and what it needs.
pub(super) struct Run {
    pub(super) app: App,
    pub(super) store: Store,
    pub(super) row: SyncRow,
    /// How much to look at again; nothing when only the outbox shall be sent.
    pub(super) depth: Option<Depth>,
    pub(super) stop: watch::Receiver<bool>,
}

impl Run {
    /// Runs to its end, whatever that is, and writes it down.
    pub(super) async fn go(mut self) {
        let begun_at = self.app.now();
        let meter = Arc::new(Meter::default());
        let mut report = SyncReport { full: self.depth == Some(Depth::Full), ..SyncReport::default() };
        // The first run brings years, whose rows lie all over the file.
        let is_first = self.depth.is_some() && self.row.last_full_at.is_none();
        if is_first {
            self.store.expect_much(true);
        }
        let end = self.steps(&meter, &mut report, begun_at).await;
        if is_first {
            self.store.expect_much(false);
        }
        let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        report.requests = small(meter.requests());
        report.waits = small(meter.waits());
        report.waited_ms = meter.waited();
        report.duration_ms = u64::try_from(self.app.now() - begun_at).unwrap_or(0);
        report.complete = end.is_ok() && self.depth.is_some();
        let _ = self.conclude(end, &report, begun_at).await;
    }

    async fn steps(&mut self, meter: &Arc<Meter>, report: &mut SyncReport, begun_at: i64) -> Result<(), End> {
        let begin = SyncChange {
            state: Some("running"),
            error: Some(None),
            progress: Some(None),
            last_started_at: self.depth.map(|_| begun_at),
            ..SyncChange::default()
        };
        self.change(begin).await?;
        let settings: SourceSettings = serde_json::from_str(&self.row.settings).unwrap_or_default();
        let mut connector =
            open::connector(&self.app, &self.row, &settings, meter).await.map_err(|error| match error {
                open::Failed::Here(error) => End::Here(error),
                open::Failed::Source(error) => End::Source(error),
            })?;
        let identity = stoppable(&mut self.stop, connector.probe()).await?;
        self.recognise(&identity, &settings).await?;
        if settings.write && identity.can_write {
            let sent =
                outbox::send_waiting(&self.app, &self.store, &self.row, connector.as_mut(), &mut self.stop).await;
            let sent = sent.map_err(End::Here)?;
            report.sent = sent.count;
            if sent.decided && self.depth.is_none() {
                self.review(connector.as_mut()).await?;
            }
        }
        match self.depth {
            Some(depth) => self.read(connector.as_mut(), meter, report, depth, begun_at).await,
            None => Ok(()),
        }
    }

    /// A different community behind the same address never mixes in.
    async fn recognise(&self, identity: &Identity, settings: &SourceSettings) -> Result<(), End> {
        if identity.remote != self.row.remote {
            return Err(End::Source(Error::Different(
                "another community answers at this address now; nothing was read. Connect it as a source of its own"
                    .into(),
            )));
        }
        let kept = serde_json::to_string(&KeptIdentity::from(identity.clone())).unwrap_or_default();
        let (source, name) = (self.row.source, settings.name.clone().unwrap_or_else(|| identity.name.clone()));
        let address = identity.address.clone();
        let same = kept == self.row.identity;
        self.store
            .write(move |write| {
                if !same {
                    write.change_sync(source, &SyncChange { identity: Some(kept), ..SyncChange::default() })?;
                }
                write.name_source(source, &name, address.as_deref())
            })
            .await?;
        Ok(())
    }

    async fn read(
        &mut self,
        connector: &mut dyn Connector,
        meter: &Arc<Meter>,
        report: &mut SyncReport,
        depth: Depth,
        begun_at: i64,
    ) -> Result<(), End> {
        let known = StoreKnows { store: self.store.clone(), source: self.row.source };
        // What was cut off goes on where it was, and knows nothing of what happened since in what it had read by then: so
        // once that is done, it looks for news.
        let mut was_cut_off = self.row.checkpoint.is_some() && self.row.last_ok_at < self.row.last_started_at;
        let mut reading = self.begin(begun_at).await?;
        let mut checkpoint: Option<serde_json::Value> =
            self.row.checkpoint.as_deref().and_then(|json| serde_json::from_str(json).ok());
        loop {
            let pull = Pull { checkpoint: checkpoint.as_ref(), known: &known, depth, now: self.app.now() };
            let page = match stoppable(&mut self.stop, connector.pull(pull)).await {
                Ok(page) => page,
                Err(error) => {
                    self.finish(reading.session).await?;
                    return Err(error.into());
                }
            };
            let (done, next) = (page.done, page.checkpoint.clone());
            let pace = (meter.requests(), self.app.now() - begun_at);
            let outcome;
            (reading, outcome) = self.store_page(reading, page, pace).await?;
            let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            report.added += small(outcome.stored);
            report.changed += small(outcome.improved.saturating_sub(outcome.removed));
            report.removed += small(outcome.removed);
            report.known += small(outcome.known.saturating_sub(outcome.improved));
            checkpoint = Some(next);
            if done && !std::mem::take(&mut was_cut_off) {
                self.finish(reading.session).await?;
                return self.review(connector).await;
            }
        }
    }

    /// What waits for a moderator's decision. A run does not fail for it: what was known stays.
    async fn review(&mut self, connector: &mut dyn Connector) -> Result<(), End> {
        let items = match stoppable(&mut self.stop, connector.review()).await {
            Ok(items) => items,
            Err(Error::Stopped) => return Err(Error::Stopped.into()),
            Err(_) => return Ok(()),
        };
        let source = self.row.uid.to_string();
        // A key that may not see it any more shows none of it.
        let items: Vec<NewReview> = items.unwrap_or_default().into_iter().map(kept).collect();
        Ok(self.store.write(move |write| write.keep_reviews(&source, &items)).await?)
    }

    /// Counts what was left to the end. Should the program end before it is settled, whoever asks for numbers settles it.
    async fn finish(&self, mut session: Session) -> Result<(), End> {
        if session.asks_who_is_one() {
            let joins = self.store.read(|read| read.joins_by_address()).await?;
            if self.store.write(move |write| write.join_as_found(&joins)).await? {
                session.asked_who_is_one();
            }
        }
        self.store.write(move |write| write.finish(&mut session)).await?;
        Ok(crate::metrics::settle_all(&self.store).await?)
    }

    async fn begin(&self, begun_at: i64) -> Result<Reading, End> {
        let (source, uid, id) = (self.row.source, self.row.uid, self.app.new_id());
        let keeps = self.row.removals.clone();
        Ok(self
            .store
            .write(move |write| {
                let zone = write.read().zone()?;
                let number = write.sync_number(source, &id, begun_at.div_euclid(86_400_000), begun_at)?;
                let as_of = write.sync_age(source, begun_at)?;
                let origin = Origin { source, source_uid: uid, import: Some(number), live: true, as_of, zone };
                let session = write.begin(origin)?;
                write.set_sync_age(number, as_of)?;
                Ok(Reading {
                    session,
                    number,
                    rows: write.read().living_messages(source)?,
                    removed: 0,
                    removals: Removals::from_word(&keeps),
                    keep_raw: write.read().settings()?.keep_raw,
                })
            })
            .await?)
    }

    /// Stores a page and its checkpoint in one transaction.
    async fn store_page(&self, mut reading: Reading, page: Page, pace: (u64, i64)) -> Result<(Reading, Outcome), End> {
        let (store, source, now) = (self.store.clone(), self.row.source, self.app.now());
        let task = tokio::task::spawn_blocking(move || {
            let packed = raw::pack(&page.batch, reading.keep_raw)?;
            let mut asked = None;
            let stored = store.write_now(|write| {
                let mut batch = page.batch;
                if reading.removals == Removals::Keep {
                    batch.gone.clear();
                }
                let outcomes = write.ingest(&mut reading.session, &batch, &packed)?;
                let mut sum = Outcome::default();
                outcomes.values().for_each(|outcome| sum += *outcome);
                let removed = reading.removed + sum.removed;
                if reading.removals == Removals::Ask && is_much(removed, reading.rows) {
                    asked = Some(removed);
                    // Whatever the error: it takes the transaction back.
                    return Err(kith_store::Error::Conflict);
                }
                write.quarantine_once(source, reading.number, &batch.unreadable, now)?;
                write.change_sync(source, &change_of(&page.checkpoint, page.progress, page.coverage, pace))?;
                Ok((sum, removed))
            });
            match (stored, asked) {
                (_, Some(removed)) => Err(End::Removals(removed)),
                (Ok((sum, removed)), None) => {
                    reading.removed = removed;
                    Ok((reading, sum))
                }
                (Err(error), None) => Err(error.into()),
            }
        });
        task.await.unwrap_or_else(|_| Err(End::Here(ApiError::new(Code::Bug, "a page could not be stored"))))
    }

    /// Writes down how it ended.
    async fn conclude(
        &self,
        end: Result<(), End>,
        report: &SyncReport,
        begun_at: i64,
    ) -> Result<(), kith_store::Error> {
        let now = self.app.now();
        let minutes = |many: u32| i64::from(many) * 60_000;
        let mut change = SyncChange { progress: Some(None), ..SyncChange::default() };
        if self.depth.is_some() {
            change.report = serde_json::to_string(report).ok();
        }
        let failures = self.row.failures + 1;
        // 1, 2, 4 … 30 minutes.
        let backoff = now + minutes(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(30).clamp(1, 30));
        let (state, error, next) = match end {
            Ok(()) => {
                change.failures = Some(0);
                if self.depth.is_some() {
                    change.last_ok_at = Some(now);
                    change.removals = (self.row.removals == "allow").then_some("ask");
                }
                if self.depth == Some(Depth::Full) {
                    change.last_full_at = Some(begun_at);
                }
                let next =
                    if self.depth.is_some() { Some(now + minutes(self.row.every)) } else { self.row.next_run_at };
                ("idle", None, next)
            }
            // Whoever does not want it read pauses it; a program that quit goes on soon after it starts again.
            Err(End::Source(Error::Stopped)) => ("idle", None, Some(now + minutes(1))),
            Err(End::Source(error)) => {
                change.failures = Some(failures);
                let next = match &error {
                    // Nobody is waited for longer than a day: what is put off for longer was put off by a clock that was ahead.
                    Error::Waiting { milliseconds } => {
                        Some(now + i64::try_from(*milliseconds).unwrap_or(0).min(kith_domain::time::DAY))
                    }
                    error if error.is_transient() => Some(backoff),
                    _ => None,
                };
                (if next.is_some() { "waiting" } else { "failed" }, Some(ApiError::from(error)), next)
            }
            Err(End::Removals(removed)) => {
                let error = ApiError::new(
                    Code::Conflict,
                    format!("{removed} messages that are here are not at the source any more; nothing was taken away"),
                );
                ("asking", Some(error), None)
            }
            Err(End::Here(error)) if error.code == Code::KeychainLocked => ("waiting", Some(error), Some(backoff)),
            Err(End::Here(error)) => {
                change.failures = Some(failures);
                ("failed", Some(error), None)
            }
        };
        // Somebody paused it meanwhile.
        let paused = self.store.read_now(|read| read.sync(self.row.uid))?.state == "paused";
        change.state = Some(if paused { "paused" } else { state });
        change.next_run_at = Some(next);
        change.error = Some(error.and_then(|error| serde_json::to_string(&error).ok()));
        let source = self.row.source;
        self.store
            .write(move |write| {
                write.heal_members()?;
                write.change_sync(source, &change)
            })
            .await
    }

    async fn change(&self, change: SyncChange) -> Result<(), End> {
        let source = self.row.source;
        Ok(self.store.write(move |write| write.change_sync(source, &change)).await?)
    }
}

/// What is remembered between pages.
struct Reading {
    session: Session,
    number: i64,
    /// Messages that were here when the run began.
    rows: u64,
    removed: u64,
    removals: Removals,
    keep_raw: bool,
}

/// What becomes of much that is gone at the source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Removals {
    Ask,
    Allow,
    Keep,
}

impl Removals {
    fn from_word(word: &str) -> Self {
        match word {
            "allow" => Self::Allow,
            "keep" => Self::Keep,
            _ => Self::Ask,
        }
    }
}

const fn is_much(removed: u64, rows: u64) -> bool {
    removed > MOST_REMOVED || (removed > HANDFUL && removed * 10 > rows)
}

fn change_of(
    checkpoint: &serde_json::Value,
    progress: Option<kith_connect::Progress>,
    coverage: Option<Coverage>,
    (requests, elapsed): (u64, i64),
) -> SyncChange {
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let progress = progress.map(|progress| {
        let each = u64::try_from(elapsed).unwrap_or(0).checked_div(requests);
        let left = progress.requests_left.zip(each).map(|(left, each)| left.saturating_mul(each) / 1_000);
        SyncProgress {
            stage: progress.stage.to_owned(),
            what: progress.what,
            done: small(progress.done),
            of: progress.of.map(small),
            seconds_left: left.map(small),
        }
    });
    SyncChange {
        checkpoint: Some(Some(checkpoint.to_string())),
        progress: progress.map(|progress| serde_json::to_string(&progress).ok()),
        coverage: coverage.and_then(|coverage| serde_json::to_string(&Covered::from(coverage)).ok()),
        ..SyncChange::default()
    }
}

/// Waits for something, or for the word to stop.
pub(crate) async fn stoppable<T>(
    stop: &mut watch::Receiver<bool>,
    work: impl Future<Output = kith_connect::Result<T>>,
) -> kith_connect::Result<T> {
    tokio::select! {
        biased;
        _ = stop.wait_for(|stopped| *stopped) => Err(Error::Stopped),
        result = work => result,
    }
}

/// The name under which a source's key is kept.
pub(super) fn secret_name(app: &App, source: Uuid) -> String {
    format!("{}/{source}", app.community_id().unwrap_or_default())
}
