//! Private notes: the key that opens them, for as long as it is in memory.
//!
//! The key lies in the file wrapped twice: by a random key that the system's keyring keeps, and by a recovery code that is
//! shown once. Only here it is ever itself.
//!
//! **Invariants:** where the file has a key, only opening it is offered and never making another, whatever the keyring says;
//! locking wipes the key and the words that were opened for searching; fifteen minutes without anybody there lock, as does
//! another community; a key, a code or a note's words are in no log and no error.

mod code;
mod index;
mod renew;
mod ring;
pub(crate) mod seal;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use kith_store::{CaseRow, Note, NoteState, NotesKeyRow, Sealed, Topic, Write};
use zeroize::Zeroizing;

use crate::{ApiError, App, Code};
use code::{GROUPS, RecoveryCode};
use index::Index;
use seal::{Broken, NotesKey, Place, Way, Wrapper};

/// Without anybody there for so many milliseconds, notes lock.
pub(crate) const IDLE: i64 = 15 * 60_000;
/// How often somebody looks whether they have to, in real time.
const LOOK: Duration = Duration::from_secs(15);

/// What is open, and what was begun.
#[derive(Default)]
pub(crate) struct Vault {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    open: Option<Open>,
    begun: Option<Begun>,
}

struct Open {
    community: String,
    key: Arc<NotesKey>,
    /// When somebody was there last, UTC milliseconds.
    used_at: i64,
    index: Index,
}

/// A code that was shown and not confirmed yet.
struct Begun {
    community: String,
    key: Arc<NotesKey>,
    code: RecoveryCode,
    asked: [usize; 2],
    what: Begins,
}

/// What a code that was shown is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begins {
    /// The first key.
    First,
    /// The key there is: only the code is new.
    Code,
    /// Another key in its place: all that is sealed is sealed anew.
    Key,
}

/// A recovery code as it is shown, once, and which groups are asked for.
pub(crate) struct Shown {
    pub(crate) code: Zeroizing<String>,
    /// From 1.
    pub(crate) asked: [usize; 2],
}

impl Vault {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// The key, while notes are open.
    pub(crate) fn notes_key(&self) -> Option<Arc<NotesKey>> {
        let (now, community) = (self.now(), self.community_id());
        let mut held = self.vault().held();
        let open = held.open.as_mut()?;
        // A clock that was set back: nobody was there in the future.
        open.used_at = open.used_at.min(now);
        if now.saturating_sub(open.used_at) >= IDLE || Some(&open.community) != community.as_ref() {
            *held = Held::default();
            drop(held);
            self.announce(&[Topic::Notes]);
            return None;
        }
        Some(Arc::clone(&open.key))
    }

    /// The key, or why there is none.
    pub(crate) async fn open_notes_key(&self) -> Result<Arc<NotesKey>, ApiError> {
        if let Some(key) = self.notes_key() {
            return Ok(key);
        }
        let has = self.store()?.read(|read| read.notes_key()).await?.is_some();
        let why = if has {
            "private notes are locked: unlock them first"
        } else {
            "private notes are not set up yet: write down a recovery code first"
        };
        Err(ApiError::new(Code::NotesLocked, why))
    }

    /// When notes lock if nobody does anything, UTC milliseconds; nothing while they are locked.
    pub(crate) fn notes_lock_at(&self) -> Option<i64> {
        self.notes_key()?;
        self.vault().held().open.as_ref().map(|open| open.used_at + IDLE)
    }

    /// Somebody is there.
    pub(crate) fn notes_used(&self) {
        if self.notes_key().is_some() {
            let now = self.now();
            if let Some(open) = &mut self.vault().held().open {
                open.used_at = now;
            }
        }
    }

    /// Wipes the key and what was opened with it.
    pub(crate) fn lock_notes(&self) {
        let held = std::mem::take(&mut *self.vault().held());
        if held.open.is_some() {
            self.announce(&[Topic::Notes]);
        }
    }

    fn keep_open(&self, community: String, key: Arc<NotesKey>) {
        let used_at = self.now();
        *self.vault().held() =
            Held { open: Some(Open { community, key, used_at, index: Index::default() }), begun: None };
        self.announce(&[Topic::Notes]);
        let app = self.clone();
        tokio::spawn(async move {
            // The clock decides and not how long this waited: a machine may have slept.
            while app.notes_key().is_some() {
                tokio::time::sleep(LOOK).await;
            }
        });
    }

    /// Makes a recovery code for the key there is, or for a new one. Nothing is kept until it is confirmed.
    pub(crate) async fn begin_code(&self, what: Begins) -> Result<Shown, ApiError> {
        let is_set_up = self.store()?.read(|read| read.notes_key()).await?.is_some();
        if what == Begins::First && is_set_up {
            return Err(ApiError::new(Code::Conflict, "private notes are set up already: unlock them"));
        }
        let key = match what {
            Begins::First => Arc::new(NotesKey::fresh(self.new_id()).map_err(said)?),
            // Whoever cannot read gets no code, and no key either.
            Begins::Code => self.open_notes_key().await?,
            Begins::Key => {
                self.open_notes_key().await?;
                Arc::new(NotesKey::fresh(self.new_id()).map_err(said)?)
            }
        };
        let code = RecoveryCode::fresh().map_err(said)?;
        let random = seal::fresh::<2>().map_err(said)?;
        let [one, two] = *random;
        let first = usize::from(one) % GROUPS;
        let second = (first + 1 + usize::from(two) % (GROUPS - 1)) % GROUPS;
        let asked = [first.min(second), first.max(second)];
        let shown = Shown { code: code.shown(), asked: asked.map(|group| group + 1) };
        let community = self.community_id().unwrap_or_default();
        self.vault().held().begun = Some(Begun { community, key, code, asked, what });
        Ok(shown)
    }

    /// Keeps what was begun, once two groups of the code were typed; seals what lay in the clear.
    pub(crate) async fn confirm_code(&self, groups: &[String]) -> Result<(), ApiError> {
        let community = self.community_id().unwrap_or_default();
        let (key, code, what) = {
            let held = self.vault().held();
            let begun = held.begun.as_ref().filter(|begun| begun.community == community);
            let begun = begun.ok_or_else(|| ApiError::new(Code::Conflict, "ask for a recovery code first"))?;
            let right = begun
                .asked
                .iter()
                .enumerate()
                .all(|(place, group)| groups.get(place).is_some_and(|typed| begun.code.has_group(*group, typed)));
            if !right || groups.len() != begun.asked.len() {
                return Err(ApiError::invalid(
                    "groups",
                    "these are not the groups that were asked for: look at what you wrote down",
                ));
            }
            (Arc::clone(&begun.key), Zeroizing::new(begun.code.bytes().to_vec()), begun.what)
        };
        let store = self.store()?;
        let kept = store.read(|read| read.notes_key()).await?;
        let (wrapped, salt, cost) = self.wrapped_by_code(&key, code).await?;
        let by_keyring = match &kept {
            Some(row) if what == Begins::Code => row.by_keyring.clone(),
            _ => self.wrap_by_keyring(&key).await,
        };
        let row = NotesKeyRow {
            id: key.id().to_owned(),
            by_keyring,
            by_code: wrapped,
            code_salt: salt,
            code_cost: cost,
            proof: key.proof().map_err(said)?,
        };
        let (sealing, now) = (Arc::clone(&key), self.now());
        if what == Begins::Key {
            self.renew(row, sealing).await?;
            self.keep_open(community, key);
            return Ok(());
        }
        store
            .write(move |write| {
                if what == Begins::Code {
                    return write.rewrap_notes_key(&row);
                }
                write.add_notes_key(&row, now)?;
                for note in write.read().notes_in_the_clear()? {
                    let salt = write.note_salt(note.kept.identity.as_deref().unwrap_or_default(), &*fresh_salt()?)?;
                    let (identity, version) = (note.kept.identity.as_deref(), note.kept.version);
                    let sealed = seal(write, &sealing, &note.id, identity, &salt, version, &note.text)?;
                    write.seal_note(&note.id, &sealed)?;
                }
                Ok(())
            })
            .await?;
        // What lay in the clear leaves the log as well.
        let settled = store.clone();
        let _ = tokio::task::spawn_blocking(move || settled.settle()).await;
        self.keep_open(community, key);
        Ok(())
    }

    async fn wrapped_by_code(
        &self,
        key: &Arc<NotesKey>,
        code: Zeroizing<Vec<u8>>,
    ) -> Result<(Vec<u8>, Vec<u8>, String), ApiError> {
        let (key, cost) = (Arc::clone(key), self.env().guess_cost);
        let work = move || {
            let salt = seal::fresh::<16>()?;
            let by = Wrapper::from_code(&code, &salt[..], cost)?;
            let cost = serde_json::to_string(&cost).map_err(|_| Broken::NoMeans)?;
            Ok((key.wrapped(&by, Way::Code)?, salt.to_vec(), cost))
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(Broken::NoMeans)).map_err(said)
    }

    /// Opens notes by the recovery code; the keyring opens them the next time.
    pub(crate) async fn open_by_code(&self, typed: Zeroizing<String>) -> Result<(), ApiError> {
        let store = self.store()?;
        let mut row = self.kept_key().await?;
        let code = RecoveryCode::typed(&typed).ok_or_else(|| {
            ApiError::invalid(
                "code",
                "this is not a recovery code: it has nine groups of four; look for a mistyped letter",
            )
        })?;
        let kept = row.clone();
        let work = move || {
            let cost = serde_json::from_str(&kept.code_cost).map_err(|_| Broken::Damaged)?;
            let by = Wrapper::from_code(code.bytes(), &kept.code_salt, cost)?;
            NotesKey::unwrapped(&kept.id, &by, Way::Code, &kept.by_code, &kept.proof)
        };
        let key =
            tokio::task::spawn_blocking(work).await.unwrap_or(Err(Broken::NoMeans)).map_err(|broken| match broken {
                Broken::WrongKey => ApiError::invalid(
                    "code",
                    "this recovery code belongs to other notes, or to an older code that was replaced",
                ),
                other => said(other),
            })?;
        let key = Arc::new(key);
        // The keyring lost its part, or is another machine's: it gets a new one.
        if self.key_by_keyring(&row).await.is_err()
            && let Some(wrapped) = self.wrap_by_keyring(&key).await
        {
            row.by_keyring = Some(wrapped);
            store.write(move |write| write.rewrap_notes_key(&row)).await?;
        }
        self.keep_open(self.community_id().unwrap_or_default(), key);
        Ok(())
    }

    /// Opens notes by what the keyring keeps.
    pub(crate) async fn open_by_keyring(&self) -> Result<(), ApiError> {
        let row = self.kept_key().await?;
        let key = self.key_by_keyring(&row).await?;
        self.keep_open(self.community_id().unwrap_or_default(), Arc::new(key));
        Ok(())
    }

    async fn kept_key(&self) -> Result<NotesKeyRow, ApiError> {
        let row = self.store()?.read(|read| read.notes_key()).await?;
        row.ok_or_else(|| {
            ApiError::new(Code::NotesLocked, "private notes are not set up yet: write down a recovery code first")
        })
    }

    /// Opens notes for whoever shows them; they stay as they are while the key is away.
    pub(crate) fn show_notes<'a>(&self, notes: impl Iterator<Item = &'a mut Note>) {
        let key = self.notes_key();
        for note in notes {
            if let (Some(key), true) = (&key, note.kept.sealed.is_some()) {
                match opened(key, note) {
                    Some(Ok(text)) => {
                        note.text = text.as_str().to_owned();
                        note.state = NoteState::Shown;
                    }
                    Some(Err(_)) => note.state = NoteState::Damaged,
                    None => {}
                }
            }
        }
    }

    /// Sealed notes that have every term, newest first; none while they are locked.
    pub(crate) async fn search_sealed(
        &self,
        terms: Vec<String>,
        limit: usize,
    ) -> Result<Vec<kith_store::Hit>, ApiError> {
        if self.notes_key().is_none() || terms.is_empty() {
            return Ok(Vec::new());
        }
        let app = self.clone();
        Ok(self
            .store()?
            .read(move |read| {
                let mut held = app.vault().held();
                let Some(open) = &mut held.open else { return Ok(Vec::new()) };
                open.index.find(&open.key, read, &terms, limit)
            })
            .await?)
    }
}

/// Seals words for a row of the store: only with the key in force, which may be another one since the words were typed.
pub(crate) fn seal(
    write: &Write<'_>,
    key: &NotesKey,
    row: &str,
    identity: Option<&str>,
    salt: &[u8],
    version: i64,
    text: &str,
) -> Result<Sealed, kith_store::Error> {
    if write.read().notes_key()?.is_none_or(|row| row.id != key.id()) {
        return Err(kith_store::Error::Conflict);
    }
    let place = Place { row, identity: identity.unwrap_or_default(), salt, version };
    let bytes = key.seal(&place, text).map_err(|_| no_means())?;
    Ok(Sealed { bytes, key_id: key.id().to_owned() })
}

/// What a key that signs is made from.
pub(crate) fn fresh_seed() -> Result<Zeroizing<[u8; 32]>, kith_store::Error> {
    seal::fresh().map_err(|_| no_means())
}

/// A salt for an account that has none yet.
pub(crate) fn fresh_salt() -> Result<Zeroizing<[u8; 16]>, kith_store::Error> {
    seal::fresh().map_err(|_| no_means())
}

/// The words of a sealed note; nothing when another key sealed them.
pub(crate) fn opened(key: &NotesKey, note: &Note) -> Option<Result<Zeroizing<String>, Broken>> {
    let sealed = note.kept.sealed.as_ref()?;
    if sealed.key_id != key.id() {
        return None;
    }
    let identity = note.kept.identity.as_deref().unwrap_or_default();
    let salt = note.kept.salt.as_deref().unwrap_or_default();
    Some(key.open(&Place { row: &note.id, identity, salt, version: note.kept.version }, &sealed.bytes))
}

/// What cases are sealed for, in the place of an account: no account has such a uid.
pub(crate) const CASES: &str = "conduct case";

/// The words of a sealed case; nothing when there are none, or another key sealed them.
pub(crate) fn opened_case(key: &NotesKey, case: &CaseRow) -> Option<Result<Zeroizing<String>, Broken>> {
    let sealed = case.kept.sealed.as_ref()?;
    if sealed.key_id != key.id() {
        return None;
    }
    Some(
        key.open(
            &Place { row: &case.id, identity: CASES, salt: &case.kept.salt, version: case.version },
            &sealed.bytes,
        ),
    )
}

fn no_means() -> kith_store::Error {
    kith_store::Error::Invalid("the system gave no memory or no random numbers".into())
}

fn said(broken: Broken) -> ApiError {
    match broken {
        Broken::WrongKey => ApiError::new(Code::NotesLocked, "this does not open the notes"),
        Broken::Damaged => ApiError::new(
            Code::NotesLocked,
            "the key of the private notes is damaged in this file; it was left as it is",
        ),
        Broken::NoMeans => ApiError::new(Code::Bug, "the system gave no memory or no random numbers"),
    }
}
