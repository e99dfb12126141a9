//! Those who were erased and whom a source still tells: what they wrote comes in as a mark that something was there.
//!
//! **Invariants:** of an account in the ledger nothing is stored but such marks, neither its own record nor JSON in which it
//! is kept; a row that is such a mark stays one, whatever the source says of it later.

use kith_domain::{
    id,
    record::{AccountRecord, ActivityRecord},
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::{Session, SpaceKey};
use crate::{
    Write,
    erasure::ledger::{Kind, Ledger},
    error::Result,
};

/// In `activity.flags`: its author was erased.
pub(super) const FLAG: i64 = 4;

/// What a run knows of the ledger.
#[derive(Debug, Default)]
pub(super) struct Erased {
    ledger: Option<Ledger>,
    /// Accounts that were looked up.
    known: FxHashMap<String, bool>,
    /// Places of JSON that must not stay in a block which others are in.
    unwanted: Vec<i64>,
}

impl Erased {
    /// Remembers to take a record out of its block.
    pub(super) fn unwanted(&mut self, place: Option<i64>) {
        self.unwanted.extend(place);
    }
}

impl Session {
    /// Whether an account was erased.
    pub(super) fn is_erased(&mut self, remote: &str) -> bool {
        let Some(ledger) = &self.erased.ledger else { return false };
        if self.identities.contains_key(remote) {
            return false;
        }
        if let Some(known) = self.erased.known.get(remote) {
            return *known;
        }
        let erased = ledger.account(&id::account_id(self.origin.source_uid, remote).to_string());
        self.erased.known.insert(remote.to_owned(), erased);
        erased
    }
}

/// What is left of something that somebody wrote who was erased. The fingerprint 0 is no record's.
pub(super) fn nobodys(record: &ActivityRecord) -> ActivityRecord {
    ActivityRecord {
        author: None,
        gone: true,
        edited_at: None,
        title: record.title.as_ref().map(|_| String::new()),
        text: String::new(),
        words: None,
        reactions: Vec::new(),
        files: Vec::new(),
        raw: 0..0,
        state: 0,
        ..record.clone()
    }
}

/// Whether a record is what [`nobodys`] makes.
pub(super) const fn is_nobodys(record: &ActivityRecord) -> bool {
    record.gone && record.state == 0
}

impl Write<'_> {
    pub(super) fn begin_erased(&self) -> Result<Erased> {
        Ok(Erased { ledger: self.read().ledger()?, ..Erased::default() })
    }

    /// Whether an account that a source tells was erased, or has the address of somebody who was; then that is remembered.
    pub(super) fn is_erased_account(&self, session: &mut Session, record: &AccountRecord) -> Result<bool> {
        if session.is_erased(&record.remote) {
            return Ok(true);
        }
        let (Some(ledger), Some(address)) = (&mut session.erased.ledger, &record.email) else { return Ok(false) };
        if session.identities.contains_key(&record.remote) || !ledger.address(address) {
            return Ok(false);
        }
        let uid = id::account_id(session.origin.source_uid, &record.remote).to_string();
        ledger.add_account(&uid);
        self.add_to_ledger(ledger.salt(), Kind::Account, &uid, session.origin.as_of)?;
        session.erased.known.insert(record.remote.clone(), true);
        Ok(true)
    }

    /// Takes JSON of the erased out of the blocks of this batch.
    pub(super) fn drop_unwanted(&self, session: &mut Session) -> Result<()> {
        for place in std::mem::take(&mut session.erased.unwanted) {
            self.forget_raw(place)?;
        }
        Ok(())
    }

    /// A topic is called as its first post says.
    pub(super) fn empty_title(&self, space: SpaceKey, record: &ActivityRecord) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE topic SET title = '' WHERE realm_id = ?1 AND number = ?2")?
            .execute(params![space.realm, record.topic])?;
        Ok(())
    }

    pub(super) fn is_title_of_erased(&self, session: &Session, space: SpaceKey, topic: i64) -> Result<bool> {
        if session.erased.ledger.is_none() {
            return Ok(false);
        }
        let flags: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT a.flags FROM topic t JOIN activity a ON a.id = t.root_id WHERE t.realm_id = ?1 AND t.number = ?2",
            )?
            .query_row([space.realm, topic], |row| row.get(0))
            .optional()?;
        Ok(flags.is_some_and(|flags| flags & FLAG != 0))
    }
}
