//! One SQLite file per community, and every SQL statement of the product.
//!
//! **Invariants:** the connection is private to this crate, so SQL cannot leave it; readers cannot write; every write is
//! one transaction that announces its topics after it committed, and is silent when it did not; nothing here knows the
//! time or chance: `now` and ids are arguments.

pub mod backups;
mod bands;
mod by_key;
mod by_member;
mod check;
mod conduct;
mod content;
pub mod damage;
pub mod desk;
mod erasure;
mod error;
mod events;
pub mod exports;
mod factors;
mod figures;
mod file;
mod follow_ups;
mod happenings;
mod imports;
pub mod ingest;
mod introductions;
mod level;
mod links;
mod matters;
mod member;
mod members;
mod mentoring;
mod messages;
pub mod metrics;
mod migrate;
mod notes;
mod notes_key;
mod organisations;
mod outbox;
mod pieces;
mod profile;
mod programmes;
mod rank;
pub mod raw;
mod reasons;
mod recognition;
mod remembered;
mod reminders;
mod reports;
mod retention;
mod review;
mod search;
mod segments;
mod settings;
mod sources;
mod spaces;
mod stats;
mod strategy;
mod suggestions;
mod sync;
mod tables;
mod tags;
mod talks;
mod threads;
mod topic;
pub mod undo;
mod weeks;
pub mod words;

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

pub use bands::HealthBand;
pub use check::{Check, CheckReport};
pub use conduct::{CaseAccess, CaseCounts, CaseDates, CaseDeed, CaseKept, CaseRow, CaseState};
pub use content::{
    CheckedPost, ContentCampaign, ContentFind, ContentPermission, ContentPost, ContentRepeat, ContentResult,
    ContentState, ContentTemplate, ContentTrouble, ContentWay, ContentWork, NewContentCampaign, NewContentFind,
    NewContentPost, NewContentTemplate,
};
pub use erasure::{LedgerLines, Traces};
pub use error::{Error, Result};
pub use events::{
    CalendarChange, CalendarDiff, CalendarFile, CalendarLine, CalendarPut, CheckedEvent, CheckedGuest, DayOff, DaysOff,
    DoorCount, DoorFile, DoorGuest, DoorHit, DoorJoin, DoorLine, DoorMerged, Event, EventAttendance, EventAttendee,
    EventAudience, EventCost, EventCue, EventDue, EventForm, EventHow, EventKind, EventLate, EventLesson,
    EventMessageDue, EventMoney, EventPart, EventPartState, EventRole, EventRow, EventScore, EventSeries, EventSession,
    EventStep, EventTask, EventTemplate, EventTemplateBody, EventText, ExpectedShow, Guest, GuestAnswer, GuestChange,
    GuestCounts, GuestDiff, GuestFilter, GuestLine, GuestPeople, GuestPut, GuestState, Holiday, HolidayCalendar,
    LessonKind, ListedGuest, ListedWhich, MemberEvent, NewEvent, NewEventCost, NewEventCue, NewEventLesson,
    NewEventPart, NewEventSession, NewEventTask, NewGuest, SeriesPerson, SeriesRow, SpreadSeries, StateShow,
    TemplateCue, TemplateTask, WholeSeries, cue_uid, session_uid,
};
pub use factors::FactorRow;
pub use figures::{CheckedFigure, Figure, FigureKind, NewFigure, Put};
pub use file::Lock;
pub use follow_ups::FollowUp;
pub use happenings::{Happened, Happening};
pub use imports::{ImportRow, NewImport, QuarantinePage, QuarantineRow, SpaceReconciliation};
pub use introductions::{
    AccountAddress, DrawOptions, Drawn, IntroducedMember, IntroductionChoice, IntroductionGroup, IntroductionReason,
    IntroductionRound, IntroductionState, IntroductionWhy, IntroductionWish, LeftOut, NewRound,
};
pub use level::{LevelAnswer, LevelPeriod, MemberLevel};
pub use matters::{
    CheckedMatter, FeedbackMessage, FeedbackOrder, FeedbackPerson, FeedbackPlace, FeedbackQuery, FeedbackRow,
    FeedbackTold, Matter, NewMatter, Sheet, Step,
};
pub use member::{Account, Member, MemberSpace, MonthBar};
pub use members::{Anchors, MemberFilter, MemberKind, MemberPage, MemberRow, MemberSeen, MemberSort};
pub use mentoring::{
    BetweenKind, GoalState, HandedOver, HandoverPeer, ItemOwner, LONGEST_WORDS, Mentee, MentoringBetween, MentoringDue,
    MentoringGoal, MentoringItem, MentoringMedium, MentoringProgress, MentoringSession, Mentorship, MentorshipState,
    NewBetween, NewGoal, NewItem, NewMentorship, NewProgress, NewSession, NextSession, PairHealth, SealedPart,
    SessionState, SessionWhen, pair_salt,
};
pub use messages::{MessageRow, MessageWindow, Person, ReactionRow, Window};
pub use migrate::{APPLICATION_ID, MIGRATIONS};
pub use notes::{Due, Kept, Note, NoteDraft, NoteKind, NoteMember, NoteState, Sealed, Visibility, has_all};
pub use notes_key::{NotesKeyRow, SealedRow};
pub use organisations::{Affiliation, NewAffiliation, OrganisationRow};
pub use outbox::{IntentRow, NewIntent, Target};
pub use profile::{
    Agreement, Answer, Channel, Consent, ConsentField, Contact, ContactField, CustomField, CustomKind, CustomValue,
    FieldChange, FieldValue, ListField, MarkField, Profile, TextField,
};
pub use programmes::{
    Applicant, ApplicantChange, ApplicantDiff, ApplicantLine, ApplicantPut, ApplicantRole, ApplicantState,
    ApplicationCounts, ApplicationFilter, CheckedApplication, CheckedProgramme, HEAVIEST, MatchReason, MatchWish,
    MatchWishSay, Matchable, NewApplication, NewPair, NewPairFeedback, NewProgramme, NewProgrammeRound, PairFeedback,
    PairHealthWord, PairMoment, PairSide, PairState, PairTold, Programme, ProgrammeAnswer, ProgrammePair,
    ProgrammeQuestion, ProgrammeQuiet, ProgrammeRound, ProgrammeRow, ProgrammeSide, ProgrammeState, ProgrammeWaiting,
    ProgrammesDue, Publication,
};
pub use reasons::SuggestionReason;
pub use recognition::{
    Advocate, AdvocateCandidate, AdvocateRule, AdvocateRuleMet, AdvocateStep, AdvocateStepName, BirthdayRow,
    Candidates, Celebration, CelebrationKind, Effect, Gift, Kudos, LeapRule, NewAdvocate, NewGift, NewKudos,
};
pub use reports::{ReportMade, ReportSchedule};
pub use retention::{RetentionDue, RetentionRule, RetentionTraces};
pub use review::{NewReview, ReviewChoice, ReviewDecision, ReviewRow, ReviewTarget};
use rusqlite::{Connection, TransactionBehavior};
pub use search::{Hit, SearchKind, SearchOrder, SearchQuery};
pub use segments::{Among, AtEvent, Comparison, LevelName, MemberSet, MentoringRole, Rule, Segment};
pub use settings::{QuietHours, Settings, Theme, WorkingHours, peek};
pub use sources::{Counts, SourceRow};
pub use spaces::{SpaceRow, SpaceStyle};
pub use stats::{Overview, Stats, WeekBar};
pub use strategy::{GoalValue, NewStrategyEntry, StrategyDocument, StrategyEntry, StrategyKind, StrategyVersion};
pub use suggestions::{Duplicate, JoinsByAddress, Pair, Side, SuggestionStamp};
pub use sync::{SyncChange, SyncRow};
pub use tables::ProfileRow;
pub use tags::{Tag, TagRow};
pub use talks::{Talk, Talks};
pub use threads::{ThreadPage, ThreadRow, ThreadSort};
use tokio::sync::{Semaphore, broadcast, watch};
pub use topic::Topic;

/// How many reads run at once.
const READERS: usize = 3;

/// An open community. Cheap to clone; the file closes when the last clone is dropped.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Mutex<Writer>,
    readers: Mutex<Vec<Connection>>,
    reading: Semaphore,
    path: PathBuf,
    was_cut_off: bool,
    changes: broadcast::Sender<Vec<Topic>>,
    remembered: remembered::Remembered,
    interrupts: Vec<rusqlite::InterruptHandle>,
    /// Held while a backup is made: one at a time.
    backing_up: Mutex<()>,
    /// Interrupts the backup that is being made.
    copying: Mutex<Option<rusqlite::InterruptHandle>>,
    /// Interrupts a look at the structure of the file.
    looking: Mutex<Option<rusqlite::InterruptHandle>>,
    // Released after every connection is closed.
    _lock: Lock,
    /// Dropped last of all: whoever waits for the file to be free listens to it.
    held: watch::Sender<()>,
}

struct Writer {
    connection: Connection,
    undo: undo::History,
}

/// A view for reading: one consistent state of the file.
pub struct Read<'a> {
    connection: &'a Connection,
}

/// A view for writing: one transaction.
pub struct Write<'a> {
    connection: &'a Connection,
    touched: RefCell<BTreeSet<Topic>>,
}

impl<'a> Write<'a> {
    /// Says that this write changes a topic.
    pub fn touch(&self, topic: Topic) {
        self.touched.borrow_mut().insert(topic);
    }

    /// The same transaction, for reading.
    pub fn read(&self) -> Read<'a> {
        Read { connection: self.connection }
    }
}

impl Store {
    /// Opens a community's file, making it when it is not there; `stamp` (such as `20261122T093000Z`) names the copy that
    /// is made before a migration.
    ///
    /// # Errors
    /// [`Error::InUse`], [`Error::Newer`] and [`Error::Damaged`] leave the file as it was.
    pub fn open(path: &Path, stamp: &str) -> Result<Self> {
        Self::open_with(path, stamp, MIGRATIONS)
    }

    /// [`Store::open`] with other migrations: for the tests of migrating.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(path: &Path, stamp: &str, steps: &[&str]) -> Result<Self> {
        let lock = Lock::take(path)?;
        backups::restore::settle(path, &lock)?;
        let was_cut_off = file::has_log(path);
        let connection = file::open_writer(path, steps, stamp)?;
        let mut readers = Vec::with_capacity(READERS);
        let mut interrupts = vec![connection.get_interrupt_handle()];
        for _ in 0..READERS {
            let reader = file::open_reader(path)?;
            interrupts.push(reader.get_interrupt_handle());
            readers.push(reader);
        }
        let undo = undo::History::new(&connection)?;
        Ok(Self {
            inner: Arc::new(Inner {
                writer: Mutex::new(Writer { connection, undo }),
                readers: Mutex::new(readers),
                reading: Semaphore::new(READERS),
                path: path.to_owned(),
                was_cut_off,
                changes: broadcast::channel(256).0,
                remembered: remembered::Remembered::new(),
                interrupts,
                backing_up: Mutex::new(()),
                copying: Mutex::new(None),
                looking: Mutex::new(None),
                _lock: lock,
                held: watch::Sender::new(()),
            }),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Whether the program that had the file open before ended without closing it.
    pub fn was_cut_off(&self) -> bool {
        self.inner.was_cut_off
    }

    pub(crate) fn memory(&self) -> &remembered::Remembered {
        &self.inner.remembered
    }

    /// The topics of every committed write from now on.
    pub fn changes(&self) -> broadcast::Receiver<Vec<Topic>> {
        self.inner.changes.subscribe()
    }

    /// Reads, off the caller's thread.
    ///
    /// # Errors
    /// Whatever `read` answers.
    pub async fn read<T, F>(&self, read: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Read<'_>) -> Result<T> + Send + 'static,
    {
        let _turn = self.inner.reading.acquire().await;
        let store = self.clone();
        blocking(move || store.read_now(read)).await
    }

    /// Reads on this thread.
    ///
    /// # Errors
    /// Whatever `read` answers.
    pub fn read_now<T>(&self, read: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        let taken = lock(&self.inner.readers).pop();
        let connection = match taken {
            Some(connection) => connection,
            // More readers than asked for: callers of this function do not take turns.
            None => file::open_reader(&self.inner.path)?,
        };
        let result = (|| {
            // One transaction, so that several statements see one state.
            let transaction = connection.unchecked_transaction()?;
            let result = read(&Read { connection: &transaction });
            transaction.finish()?;
            result
        })();
        let mut readers = lock(&self.inner.readers);
        if readers.len() < READERS {
            readers.push(connection);
        }
        result
    }

    /// Writes in one transaction, off the caller's thread, and announces what it touched once that is committed.
    ///
    /// # Errors
    /// Whatever `write` answers; then nothing was changed.
    pub async fn write<T, F>(&self, write: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Write<'_>) -> Result<T> + Send + 'static,
    {
        let store = self.clone();
        blocking(move || store.write_now(write)).await
    }

    /// Writes in one transaction on this thread.
    ///
    /// # Errors
    /// Whatever `write` answers; then nothing was changed.
    pub fn write_now<T>(&self, write: impl FnOnce(&Write<'_>) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.inner.writer);
        let (result, touched) = in_transaction(&mut writer.connection, write)?;
        drop(writer);
        self.announce(touched);
        Ok(result)
    }

    /// Writes in one transaction that can be taken back by [`Store::undo`] under `label`.
    ///
    /// # Errors
    /// Whatever `write` answers; then nothing was changed.
    pub async fn act<T, F>(&self, label: &'static str, write: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Write<'_>) -> Result<T> + Send + 'static,
    {
        let store = self.clone();
        blocking(move || {
            let mut writer = lock(&store.inner.writer);
            let Writer { connection, undo } = &mut *writer;
            undo.begin(connection)?;
            let done = in_transaction(connection, |write_view| {
                let result = write(write_view)?;
                let step = undo::History::taken(write_view.connection, label, write_view.touched.borrow().clone())?;
                Ok((result, step))
            });
            let ((result, step), touched) = done?;
            undo.push(step);
            drop(writer);
            store.announce(touched);
            Ok(result)
        })
        .await
    }

    /// Takes back the newest step; answers its label, or nothing when there is none.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a row is no longer as the step left it; then nothing was changed.
    pub async fn undo(&self) -> Result<Option<&'static str>> {
        let store = self.clone();
        blocking(move || {
            let mut writer = lock(&store.inner.writer);
            let Writer { connection, undo } = &mut *writer;
            let Some((label, topics)) = undo.undo(connection)? else { return Ok(None) };
            drop(writer);
            store.announce(topics);
            Ok(Some(label))
        })
        .await
    }

    /// Does again what was taken back last; answers its label, or nothing when there is none.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub async fn redo(&self) -> Result<Option<&'static str>> {
        let store = self.clone();
        blocking(move || {
            let mut writer = lock(&store.inner.writer);
            let Writer { connection, undo } = &mut *writer;
            let Some((label, topics)) = undo.redo(connection)? else { return Ok(None) };
            drop(writer);
            store.announce(topics);
            Ok(Some(label))
        })
        .await
    }

    /// Labels of the steps that can be taken back and of those that can be done again, newest first.
    pub fn history(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        lock(&self.inner.writer).undo.labels()
    }

    /// Interrupts every running statement, so that closing is quick. Their callers get [`Error::Interrupted`].
    pub fn interrupt(&self) {
        for handle in &self.inner.interrupts {
            handle.interrupt();
        }
        for beside in [&self.inner.copying, &self.inner.looking] {
            if let Some(handle) = lock(beside).as_ref() {
                handle.interrupt();
            }
        }
    }

    /// Gives the writer more memory while much is written at once, and takes it back.
    pub fn expect_much(&self, much: bool) {
        let writer = lock(&self.inner.writer);
        let (kibibytes, pages) = if much { (file::LARGE_CACHE, 16_000) } else { (file::CACHE, file::CHECKPOINT) };
        let _ = writer.connection.pragma_update(None, "cache_size", -kibibytes);
        let _ = writer.connection.pragma_update(None, "wal_autocheckpoint", pages);
        let _ = writer.connection.execute_batch("PRAGMA shrink_memory");
    }

    /// Makes the indexes that [`Write::put_off_indexes`] put off; nothing happens when they are there.
    ///
    /// On a connection of its own, which sorts on disk: ten million keys would need half a gigabyte, and the writer keeps
    /// what it must remember (to take back what was done) in memory only.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn make_indexes(&self) -> Result<()> {
        let _nobody_writes = lock(&self.inner.writer);
        file::open_sorter(&self.inner.path)?.execute_batch(migrate::LATE_INDEXES)?;
        Ok(())
    }

    /// Gives this handle back and waits, for `patience` at most, until every other one is given back too (a thread that was
    /// interrupted is on its way out with its own) and another process may have the file; answers whether it may.
    pub async fn released(self, patience: Duration) -> bool {
        let mut held = self.inner.held.subscribe();
        drop(self);
        // Nothing is ever sent: it ends when the last handle is gone.
        matches!(tokio::time::timeout(patience, held.changed()).await, Ok(Err(_)))
    }

    /// Tidies up before the file is closed: statistics for the planner, and everything out of the log into the file.
    pub fn settle(&self) {
        let writer = lock(&self.inner.writer);
        let _ = writer
            .connection
            .execute_batch("PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);");
    }

    fn announce(&self, touched: BTreeSet<Topic>) {
        self.inner.remembered.changed(touched.iter());
        if !touched.is_empty() {
            // Nobody listening is no failure.
            let _ = self.inner.changes.send(touched.into_iter().collect());
        }
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    write: impl FnOnce(&Write<'_>) -> Result<T>,
) -> Result<(T, BTreeSet<Topic>)> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let view = Write { connection: &transaction, touched: RefCell::default() };
    let result = write(&view)?;
    let touched = view.touched.into_inner();
    transaction.commit()?;
    Ok((result, touched))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while holding it rolled its transaction back: the connection is in order.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::Interrupted),
    }
}

/// SQLite's version.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

#[cfg(test)]
mod tests;
