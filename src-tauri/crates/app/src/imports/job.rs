//! The work of an import: one thread reads, the other writes.
//!
//! **Invariants:** a piece, its counts and its checkpoint are one transaction; at most one import runs at a time; a job
//! ends between two pieces, or within one when the program quits (then that piece was never stored).

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, Ordering},
        mpsc::{Receiver, sync_channel},
    },
    time::Duration,
};

use kith_store::{
    ImportRow, SpaceReconciliation, Store,
    backups::BackupReason,
    ingest::{Origin, Session},
    raw::{self, Packed},
};

use super::{Feed, Piece};
use crate::{ApiError, App, Code};

/// An import of more records than this, and than are here, puts some indexes off to its end.
const LARGE: u64 = 100_000;
/// Before more records than this a backup is made.
const MUCH: u64 = 10_000;
/// Before a table with more rows than this as well: each row may write over what people know of a member.
pub(super) const MUCH_OF_A_TABLE: u32 = 1_000;

/// Go on.
pub(super) const RUN: u8 = 0;
/// End and keep what is stored.
pub(super) const STOP: u8 = 1;
/// End and take back what was stored.
pub(super) const CANCEL: u8 = 2;

/// Imports that are running.
#[derive(Default)]
pub(crate) struct Jobs {
    running: Mutex<HashMap<String, Arc<Job>>>,
}

pub(super) struct Job {
    pub(super) wish: AtomicU8,
    pub(super) store: Store,
    started_at: i64,
    started_with: u32,
}

/// How a running import gets on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    pub(super) cancelling: bool,
    pub(super) seconds_left: Option<u32>,
}

impl Jobs {
    /// Refuses a second import beside a running one.
    pub(crate) fn check_free(&self) -> Result<(), ApiError> {
        if self.running().is_empty() {
            return Ok(());
        }
        Err(ApiError::new(Code::Conflict, "another import is running: wait for it or cancel it first"))
    }

    /// Asks a running import to end and take back what it brought.
    pub(super) fn cancel(&self, id: &str) -> bool {
        match self.running().get(id) {
            Some(job) => {
                job.wish.store(CANCEL, Ordering::Relaxed);
                true
            }
            None => false,
        }
    }

    /// Those that run.
    pub(super) fn ids(&self) -> HashSet<String> {
        self.running().keys().cloned().collect()
    }

    pub(super) fn progress(&self, id: &str, done: u32, total: u32, now: i64) -> Option<Progress> {
        let running = self.running();
        let job = running.get(id)?;
        let elapsed = (now - job.started_at).max(0);
        let (read, left) = (i64::from(done.saturating_sub(job.started_with)), i64::from(total.saturating_sub(done)));
        let seconds_left =
            (read > 0 && elapsed > 1_500).then(|| u32::try_from(elapsed * left / read / 1_000).unwrap_or(u32::MAX));
        Some(Progress { cancelling: job.wish.load(Ordering::Relaxed) == CANCEL, seconds_left })
    }

    /// Ends all jobs and waits for them, at most about a second.
    pub(crate) async fn stop_all(&self) {
        for _ in 0..100 {
            {
                let running = self.running();
                if running.is_empty() {
                    return;
                }
                for job in running.values() {
                    let _ = job.wish.compare_exchange(RUN, STOP, Ordering::Relaxed, Ordering::Relaxed);
                    job.store.interrupt();
                }
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<String, Arc<Job>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads `feed` into the store, beside the commands.
pub(super) fn spawn(
    app: &App,
    store: &Store,
    id: &str,
    number: i64,
    origins: Vec<Origin>,
    feed: impl Feed + 'static,
    start: u32,
) -> Result<(), ApiError> {
    let job = enter(app, store, id, start)?;
    let (app, id) = (app.clone(), id.to_owned());
    std::thread::spawn(move || {
        let all: Vec<i64> = origins.iter().map(|origin| origin.source).collect();
        let origin = origins.first().cloned();
        let result = run(&app, &job, number, origins, feed);
        let end = conclude(&app, &job, number, &all, origin, result);
        leave(&app, &id);
        // Announced after the job is gone, so that a screen that asks again sees the end.
        drop(end);
        app.announce(&[kith_store::Topic::Imports]);
    });
    Ok(())
}

/// Takes back an import that was cut off.
pub(super) fn spawn_removal(app: &App, store: &Store, import: &ImportRow) -> Result<(), ApiError> {
    let job = enter(app, store, &import.id, import.checkpoint)?;
    job.wish.store(CANCEL, Ordering::Relaxed);
    let (app, id, number) = (app.clone(), import.id.clone(), import.number);
    let source = import.source.as_ref().map(|source| source.0);
    let as_of = import.as_of;
    std::thread::spawn(move || {
        let sources: Vec<i64> = source.into_iter().collect();
        let zone = job.store.read_now(|read| read.zone()).unwrap_or(chrono_tz::UTC);
        let origin = source.map(|source| Origin {
            source,
            source_uid: uuid::Uuid::nil(),
            import: Some(number),
            live: false,
            as_of,
            zone,
        });
        let _ = take_back(&app, &job, number, &sources, origin, "cancelled", None);
        leave(&app, &id);
        app.announce(&[kith_store::Topic::Imports]);
    });
    Ok(())
}

/// Puts in order what a program that was cut off left behind.
pub(crate) fn tidy(app: &App, store: &Store) {
    let Ok(imports) = store.read_now(|read| read.imports()) else { return };
    for import in &imports {
        // Of a table that was cut off nothing stays: it is read again in less time than it takes to look at it.
        if import.kind == "table" && matches!(import.state.as_str(), "running" | "cancelling") {
            let _ = super::table::spawn_removal(app, store, import);
            return;
        }
        if import.state == "cancelling" {
            let _ = spawn_removal(app, store, import);
            return;
        }
    }
    if store.read_now(|read| read.is_unfinished()).unwrap_or(false) {
        let store = store.clone();
        std::thread::spawn(move || {
            let _ = store.make_indexes();
            let _ = store.write_now(|write| write.heal_members());
        });
    }
}

pub(super) fn enter(app: &App, store: &Store, id: &str, start: u32) -> Result<Arc<Job>, ApiError> {
    let jobs = app.jobs();
    let mut running = jobs.running();
    if !running.is_empty() {
        return Err(ApiError::new(Code::Conflict, "another import is running: wait for it or cancel it first"));
    }
    let job =
        Arc::new(Job { wish: AtomicU8::new(RUN), store: store.clone(), started_at: app.now(), started_with: start });
    running.insert(id.to_owned(), Arc::clone(&job));
    Ok(job)
}

pub(super) fn leave(app: &App, id: &str) {
    app.jobs().running().remove(id);
}

/// How the work ended.
enum End {
    Done,
    Stopped,
    Cancelled,
}

fn run(app: &App, job: &Job, number: i64, origins: Vec<Origin>, feed: impl Feed) -> Result<End, ApiError> {
    job.store.expect_much(true);
    let result = run_in(app, job, number, origins, feed);
    job.store.expect_much(false);
    result
}

fn run_in(app: &App, job: &Job, number: i64, origins: Vec<Origin>, mut feed: impl Feed) -> Result<End, ApiError> {
    let keep_raw = job.store.read_now(|read| read.settings())?.keep_raw;
    let here = job.store.read_now(|read| read.rough_size())?;
    if feed.rough_size() > MUCH {
        crate::backups::make::before(app, &job.store, BackupReason::Imports)?;
    }
    if feed.rough_size() > LARGE.max(here) {
        job.store.write_now(|write| write.put_off_indexes())?;
    }
    let mut sessions: Vec<Session> = Vec::new();
    for origin in origins {
        sessions.push(job.store.write_now(|write| write.begin(origin))?);
    }
    let (sender, receiver) = sync_channel::<Result<(Piece, Packed), ApiError>>(1);
    let ended = std::thread::scope(|scope| {
        let feed = &mut feed;
        scope.spawn(move || {
            while job.wish.load(Ordering::Relaxed) == RUN {
                let piece = match feed.next() {
                    Ok(Some(piece)) => pack(piece, keep_raw),
                    Ok(None) => break,
                    Err(error) => Err(error),
                };
                // The writer has gone when it failed.
                if sender.send(piece).is_err() {
                    break;
                }
            }
        });
        write_pieces(app, job, number, &mut sessions, receiver)
    });
    if let Ok(End::Done) = &ended {
        let now = app.now();
        let address = feed.address();
        job.store.make_indexes()?;
        job.store.write_now(|write| {
            for session in &mut sessions {
                write.finish(session)?;
            }
            if let (Some(address), Some(session)) = (address, sessions.first()) {
                write.set_source_address(session.source(), &address)?;
            }
            write.set_import_state(number, "done", None, Some(now))
        })?;
        job.store.settle();
    }
    ended
}

/// Compresses a piece's JSON and lets go of the JSON itself: several pieces are under way at once.
fn pack(mut piece: Piece, keep: bool) -> Result<(Piece, Packed), ApiError> {
    let packed = raw::pack(&piece.batch, keep)?;
    piece.batch.raw = Vec::new();
    for account in &mut piece.batch.accounts {
        account.raw = None;
    }
    Ok((piece, packed))
}

/// Stores what comes, until the end or a wish. Owns its end of the channel: when it returns early, the reader's next piece
/// finds nobody and the reader ends.
fn write_pieces(
    app: &App,
    job: &Job,
    number: i64,
    sessions: &mut [Session],
    receiver: Receiver<Result<(Piece, Packed), ApiError>>,
) -> Result<End, ApiError> {
    for piece in receiver {
        match job.wish.load(Ordering::Relaxed) {
            RUN => {}
            STOP => return Ok(End::Stopped),
            _ => return Ok(End::Cancelled),
        }
        let (mut piece, packed) = piece?;
        let session =
            sessions.get_mut(piece.source).ok_or_else(|| ApiError::new(Code::Bug, "a piece has no source"))?;
        store_piece(app, job, number, session, &mut piece, &packed)?;
    }
    Ok(match job.wish.load(Ordering::Relaxed) {
        RUN => End::Done,
        STOP => End::Stopped,
        _ => End::Cancelled,
    })
}

fn store_piece(
    app: &App,
    job: &Job,
    number: i64,
    session: &mut Session,
    piece: &mut Piece,
    packed: &Packed,
) -> Result<(), ApiError> {
    let now = app.now();
    job.store.write_now(|write| {
        let outcomes = write.ingest(session, &piece.batch, packed)?;
        let rows: Vec<SpaceReconciliation> = piece
            .spaces
            .iter()
            .map(|space| {
                let mut row = SpaceReconciliation {
                    name: space.name.clone(),
                    files: space.files,
                    records: space.records,
                    quarantined: space.quarantined,
                    ..SpaceReconciliation::default()
                };
                row.add(&outcomes, &space.remote);
                row
            })
            .collect();
        write.reconcile(number, &rows)?;
        write.quarantine_all(number, &piece.batch.unreadable, now)?;
        if let Some(done) = piece.files_done {
            write.set_checkpoint(number, done)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Writes down how the work ended.
fn conclude(
    app: &App,
    job: &Job,
    number: i64,
    sources: &[i64],
    origin: Option<Origin>,
    result: Result<End, ApiError>,
) -> Result<(), ApiError> {
    match result {
        Ok(End::Done | End::Stopped) => Ok(()),
        Ok(End::Cancelled) => take_back(app, job, number, sources, origin, "cancelled", None),
        // Quitting interrupts a piece: it goes on the next time.
        Err(error) if error.code == Code::Cancelled => match job.wish.load(Ordering::Relaxed) {
            CANCEL => take_back(app, job, number, sources, origin, "cancelled", None),
            _ => Ok(()),
        },
        // The archive itself is at fault: nothing of it stays.
        Err(error) if error.field.as_deref() == Some("path") => {
            take_back(app, job, number, sources, origin, "failed", Some(&error))
        }
        Err(error) => {
            let (written, now) = (serde_json::to_string(&error).unwrap_or_default(), app.now());
            // A full disk may have no room for these; then they are made when the community is opened the next time.
            let _ = job.store.make_indexes();
            let _ = job.store.write_now(|write| write.heal_members());
            job.store.write_now(|write| write.set_import_state(number, "failed", Some(&written), Some(now)))?;
            Ok(())
        }
    }
}

fn take_back(
    app: &App,
    job: &Job,
    number: i64,
    sources: &[i64],
    origin: Option<Origin>,
    state: &str,
    error: Option<&ApiError>,
) -> Result<(), ApiError> {
    let store = &job.store;
    store.write_now(|write| write.set_import_state(number, "cancelling", None, None))?;
    store.make_indexes()?;
    if let Some(origin) = origin {
        let mut session = store.write_now(|write| write.begin(origin))?;
        let mut from = Some(i64::MIN);
        while let Some(place) = from {
            // Quitting in the midst of it: it goes on the next time.
            if job.wish.load(Ordering::Relaxed) == STOP {
                return Ok(());
            }
            from = store.write_now(|write| write.remove_piece(&mut session, number, place))?;
        }
    }
    let (error, now) = (error.and_then(|error| serde_json::to_string(error).ok()), app.now());
    store.write_now(|write| {
        write.forget_reconciliation(number)?;
        write.set_checkpoint(number, 0)?;
        write.set_import_state(number, state, error.as_deref(), Some(now))?;
        for source in sources {
            write.remove_leftovers(*source)?;
        }
        Ok(())
    })?;
    Ok(())
}
