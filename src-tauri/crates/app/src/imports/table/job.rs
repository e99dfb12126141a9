//! The work of an import of a table: reads and writes a piece at a time, and takes it back.
//!
//! **Invariant:** whatever ends an import before its end (a wish, an error, quitting, a kill) takes back what it stored,
//! at once or when the community is opened the next time.

use std::{ops::ControlFlow, sync::atomic::Ordering};

use kith_connect::table::WrongRow;
use kith_domain::{record::Unreadable, table::TableRow};
use kith_store::{
    ImportRow, SpaceReconciliation, Store,
    backups::BackupReason,
    ingest::{Origin, Session},
};

use super::{Prepared, check::Checked, origin_of, walk};
use crate::{
    ApiError, App, Code,
    imports::job::{CANCEL, Job, MUCH_OF_A_TABLE, RUN, STOP, enter, leave},
};

/// Rows that are stored in one transaction.
const PIECE: usize = 1_000;

/// An import that is begun.
pub(super) struct Work {
    pub(super) id: String,
    pub(super) number: i64,
    pub(super) origin: Origin,
    /// The file's name.
    pub(super) file: String,
    /// What the source is called.
    pub(super) named: String,
}

/// Reads a table into the store, beside the commands.
pub(super) fn spawn(app: &App, store: &Store, work: Work, prepared: Prepared) -> Result<(), ApiError> {
    let job = enter(app, store, &work.id, 0)?;
    let app = app.clone();
    std::thread::spawn(move || {
        let ended = run(&app, &job, &work, prepared);
        conclude(&app, &job, &work, ended);
        leave(&app, &work.id);
        app.announce(&[kith_store::Topic::Imports]);
    });
    Ok(())
}

/// Takes back what an import changed, beside the commands.
pub(crate) fn spawn_removal(app: &App, store: &Store, import: &ImportRow) -> Result<(), ApiError> {
    let job = enter(app, store, &import.id, import.checkpoint)?;
    let (app, import) = (app.clone(), import.clone());
    std::thread::spawn(move || {
        let _ = job.wish.compare_exchange(RUN, CANCEL, Ordering::Relaxed, Ordering::Relaxed);
        let _ = origin_of(&job.store, &import)
            .and_then(|origin| take_back(&app, &job, import.number, origin, "cancelled", None));
        leave(&app, &import.id);
        app.announce(&[kith_store::Topic::Imports]);
    });
    Ok(())
}

/// What is stored in one transaction.
#[derive(Default)]
struct Piece {
    rows: Vec<TableRow>,
    wrong: Vec<Unreadable>,
}

fn run(app: &App, job: &Job, work: &Work, mut prepared: Prepared) -> Result<bool, ApiError> {
    job.store.expect_much(true);
    let ended = run_in(app, job, work, &mut prepared);
    job.store.expect_much(false);
    ended
}

fn run_in(app: &App, job: &Job, work: &Work, prepared: &mut Prepared) -> Result<bool, ApiError> {
    if prepared.scan.rows > MUCH_OF_A_TABLE {
        crate::backups::make::before(app, &job.store, BackupReason::Imports)?;
    }
    let origin = work.origin.clone();
    let mut session = job.store.write_now(|write| write.begin(origin))?;
    let options = prepared.options;
    let mut piece = Piece::default();
    let mut done = 0;
    let mut trouble = Ok(());
    let mut store = |piece: &mut Piece, session: &mut Session| -> Result<bool, ApiError> {
        let now = app.now();
        if job.wish.load(Ordering::Relaxed) != RUN {
            return Ok(false);
        }
        done += u32::try_from(piece.rows.len() + piece.wrong.len()).unwrap_or(u32::MAX);
        job.store.write_now(|write| {
            let counts = write.ingest_table(session, &piece.rows, options, &work.named)?;
            let wrong = u32::try_from(piece.wrong.len()).unwrap_or(u32::MAX);
            let row = SpaceReconciliation {
                name: work.file.clone(),
                files: 0,
                records: counts.stored + counts.known + wrong,
                stored: counts.stored,
                known: counts.known,
                improved: counts.improved,
                quarantined: wrong,
            };
            write.reconcile(work.number, &[row])?;
            write.quarantine_all(work.number, &piece.wrong, now)?;
            write.set_checkpoint(work.number, done)
        })?;
        piece.rows.clear();
        piece.wrong.clear();
        Ok(true)
    };
    let mut goes_on = true;
    walk(prepared, &mut |row| {
        match row {
            Ok(Checked { row, .. }) => piece.rows.push(row),
            Err(wrong) => piece.wrong.push(unreadable(&work.file, wrong)),
        }
        if piece.rows.len() + piece.wrong.len() < PIECE {
            return ControlFlow::Continue(());
        }
        match store(&mut piece, &mut session) {
            Ok(true) => return ControlFlow::Continue(()),
            Ok(false) => goes_on = false,
            Err(error) => trouble = Err(error),
        }
        ControlFlow::Break(())
    })?;
    trouble?;
    if !goes_on || !store(&mut piece, &mut session)? {
        return Ok(false);
    }
    let now = app.now();
    job.store.write_now(|write| {
        write.finish(&mut session)?;
        write.set_import_state(work.number, "done", None, Some(now))
    })?;
    job.store.settle();
    Ok(true)
}

fn unreadable(file: &str, wrong: WrongRow) -> Unreadable {
    let reason = match &wrong.column {
        Some(column) => format!("{column}: {}", wrong.reason),
        None => wrong.reason,
    };
    Unreadable { place: file.to_owned(), space: None, position: wrong.line, reason, sample: wrong.sample }
}

fn conclude(app: &App, job: &Job, work: &Work, ended: Result<bool, ApiError>) {
    let is_quitting = job.wish.load(Ordering::Relaxed) == STOP;
    let result = match ended {
        Ok(true) => Ok(()),
        // What is stored goes when the community is opened the next time: now there is no time for it.
        _ if is_quitting => Ok(()),
        Ok(false) => take_back(app, job, work.number, Some(work.origin.clone()), "cancelled", None),
        Err(error) if error.code == Code::Cancelled => {
            take_back(app, job, work.number, Some(work.origin.clone()), "cancelled", None)
        }
        Err(error) => take_back(app, job, work.number, Some(work.origin.clone()), "failed", Some(&error)),
    };
    if let Err(error) = result {
        // A full disk, perhaps: it stays as one that is to be taken back.
        let written = serde_json::to_string(&error).unwrap_or_default();
        let _ = job.store.write_now(|write| write.set_import_state(work.number, "cancelling", Some(&written), None));
    }
}

fn take_back(
    app: &App,
    job: &Job,
    number: i64,
    origin: Option<Origin>,
    state: &str,
    error: Option<&ApiError>,
) -> Result<(), ApiError> {
    let store = &job.store;
    store.write_now(|write| write.set_import_state(number, "cancelling", None, None))?;
    let mut left = 0;
    let mut session = None;
    if let Some(origin) = origin {
        let mut begun = store.write_now(|write| write.begin(origin))?;
        loop {
            if job.wish.load(Ordering::Relaxed) == STOP {
                return Ok(());
            }
            let taken = store.write_now(|write| write.take_back_piece(&mut begun, number))?;
            left += taken.left;
            if taken.done {
                break;
            }
        }
        session = Some(begun);
    }
    let (written, now) = (error.and_then(|error| serde_json::to_string(error).ok()), app.now());
    store.write_now(|write| {
        write.forget_reconciliation(number)?;
        write.set_checkpoint(number, 0)?;
        if left > 0 {
            write.note_import(
                number,
                &format!("{left} rows were changed since, or something was written about them: they stay as they are"),
            )?;
        }
        write.set_import_state(number, state, written.as_deref(), Some(now))?;
        match &mut session {
            Some(session) => write.take_back_end(session),
            None => Ok(()),
        }
    })?;
    Ok(())
}
