//! Takes in what a source told us: the only writer of pulled tables.
//!
//! **Invariants:** a batch, its counts and its checkpoint are one transaction; taking the same batch in again changes
//! nothing; of two states of a record the newer wins, whichever came first; what a source no longer shows is not
//! removed, only what its author took away is; counts kept beside the rows are changed in the same transaction.

mod accounts;
mod activities;
mod conversations;
mod erased;
mod facts;
mod forget;
mod gone;
mod likes;
mod recount;
mod remove;
mod rollups;
mod spaces;
mod tables;

use std::collections::BTreeMap;

use kith_domain::{
    record::{ActivityRecord, Batch, SpaceKind},
    time::DayNumbers,
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use uuid::Uuid;

pub use self::forget::SourceTraces;
use self::rollups::{DailyDelta, MemberDelta, SpaceDelta, ThreadDelta};
pub use self::tables::{TableChange, TableCounts, TableOptions, TableOutcome, TakenBack};
use crate::{Read, Write, error::Result, raw::Packed, topic::Topic};

/// Where batches come from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Key of the source's row.
    pub source: i64,
    /// The source's id.
    pub source_uid: Uuid,
    /// Number of the import or of the day's syncs.
    pub import: Option<i64>,
    /// A sync: counts are right after every page, and what says nothing new leaves no trace.
    pub live: bool,
    /// The age of what the batches say, UTC milliseconds.
    pub as_of: i64,
    /// The zone that cuts days.
    pub zone: chrono_tz::Tz,
}

/// What one import or sync run remembers between its batches.
///
/// After a failed batch it must not be used again: it remembers rows of a transaction that was rolled back.
#[derive(Debug)]
pub struct Session {
    origin: Origin,
    identities: FxHashMap<String, i64>,
    spaces: FxHashMap<String, SpaceKey>,
    /// The highest number known in each realm: what is above it is new without looking.
    highest: FxHashMap<i64, i64>,
    newest_id: i64,
    roots: FxHashMap<(i64, i64), Root>,
    /// What opened a forum's topics, by realm and the topic's number.
    topics: FxHashMap<(i64, i64), Root>,
    emojis: FxHashMap<String, i64>,
    /// Blocks of the present batch that a row points to.
    used_blocks: FxHashSet<i64>,
    ages: FxHashMap<i64, i64>,
    /// Words of messages that are not in the index yet, by the message's key.
    words: BTreeMap<i64, String>,
    days: DayNumbers,
    members: FxHashMap<i64, MemberDelta>,
    /// Members' counts were left unfinished by a run that was cut off, and must be counted anew at the end.
    recount: bool,
    daily: FxHashMap<(i64, i64), DailyDelta>,
    /// Stretches of spaces in which something changed, see `metrics/space_packs.rs`.
    space_days: FxHashSet<(i64, i32)>,
    /// The first and the last day that an import changed.
    changed_days: Option<(i64, i64)>,
    threads: FxHashMap<i64, ThreadDelta>,
    space_counts: FxHashMap<i64, SpaceDelta>,
    /// Somebody linked accounts, so a new one may belong to another's member.
    has_links: bool,
    /// Something was written about members, so a new account may have been written about before.
    has_edits: bool,
    /// Who was erased and does not come back.
    erased: erased::Erased,
    /// Messages before this moment are kept without their texts, UTC milliseconds.
    texts_from: i64,
    /// Addresses or names came or changed: who is one person by itself is to be asked again.
    accounts_changed: bool,
}

#[derive(Debug, Clone, Copy)]
struct SpaceKey {
    id: i64,
    realm: i64,
    public: bool,
    forum: bool,
}

/// The activity that opened a conversation.
#[derive(Debug, Clone, Copy)]
struct Root {
    id: i64,
    occurred_at: i64,
}

impl Session {
    /// Remembers that a row points to a place in the kept JSON.
    fn uses(&mut self, place: Option<i64>) {
        self.used_blocks.extend(place.map(|place| place.div_euclid(64)));
    }

    /// Whether texts of this age are not kept any more.
    fn keeps_no_text_of(&self, record: &ActivityRecord) -> bool {
        record.occurred_at < self.texts_from && record.kind.is_message() && !record.gone
    }

    /// Key of the source's row.
    pub fn source(&self) -> i64 {
        self.origin.source
    }

    /// Whether who is one person by address is to be asked at the end of the run; not by whoever counts all anew there.
    pub fn asks_who_is_one(&self) -> bool {
        self.accounts_changed && !self.recount
    }

    /// That was asked.
    pub fn asked_who_is_one(&mut self) {
        self.accounts_changed = false;
    }
}

/// What became of a batch's records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// New rows.
    pub stored: u64,
    /// Rows that were here already.
    pub known: u64,
    /// Those of `known` whose newer state was taken.
    pub improved: u64,
    /// Rows whose words were taken away because the source says so.
    pub removed: u64,
}

impl std::ops::AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.stored += other.stored;
        self.known += other.known;
        self.improved += other.improved;
        self.removed += other.removed;
    }
}

/// [`Outcome`] by the space's remote id.
pub type OutcomeBySpace = FxHashMap<String, Outcome>;

impl Write<'_> {
    /// Begins a run.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn begin(&self, origin: Origin) -> Result<Session> {
        let mut session = Session {
            days: DayNumbers::new(origin.zone),
            origin,
            identities: FxHashMap::default(),
            spaces: FxHashMap::default(),
            highest: FxHashMap::default(),
            newest_id: 0,
            roots: FxHashMap::default(),
            topics: FxHashMap::default(),
            emojis: FxHashMap::default(),
            used_blocks: FxHashSet::default(),
            ages: FxHashMap::default(),
            words: BTreeMap::new(),
            members: FxHashMap::default(),
            recount: self.unfinished()? == Some(Unfinished::All),
            daily: FxHashMap::default(),
            space_days: FxHashSet::default(),
            changed_days: None,
            threads: FxHashMap::default(),
            space_counts: FxHashMap::default(),
            has_links: self.read().has_links()?,
            has_edits: self.read().has_edits()?,
            erased: self.begin_erased()?,
            texts_from: 0,
            accounts_changed: false,
        };
        let source = session.origin.source;
        session.texts_from = self.read().texts_from(source)?;
        let mut identities = self.connection.prepare("SELECT remote, id FROM identity WHERE source_id = ?1")?;
        for row in identities.query_map([source], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (remote, id) = row?;
            session.identities.insert(remote, id);
        }
        let mut realms = self.connection.prepare(
            "SELECT id, (SELECT max(remote) FROM activity WHERE realm_id = space.id) FROM space WHERE source_id = ?1",
        )?;
        for row in realms.query_map([source], |row| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?)))? {
            let (realm, highest) = row?;
            session.highest.insert(realm, highest.unwrap_or(i64::MIN));
        }
        if session.origin.live {
            self.load_spaces(&mut session)?;
        }
        let mut ages = self.connection.prepare("SELECT number, as_of FROM import")?;
        for row in ages.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (number, as_of) = row?;
            session.ages.insert(number, as_of);
        }
        let live = session.origin.live;
        if self.unfinished()?.is_none() {
            self.set_unfinished(Some(if live { Unfinished::Run } else { Unfinished::All }))?;
        }
        Ok(session)
    }

    /// A sync that goes on in the midst of a walk is not told the spaces again.
    fn load_spaces(&self, session: &mut Session) -> Result<()> {
        let mut spaces = self.connection.prepare(
            "SELECT p.remote, p.id, p.kind, CASE WHEN p.kind IN ('category', 'restricted')
                THEN coalesce((SELECT f.id FROM space f WHERE f.source_id = p.source_id AND f.kind = 'forum'), p.id) ELSE p.id END
             FROM space p WHERE p.source_id = ?1",
        )?;
        for row in spaces.query_map([session.origin.source], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?))
        })? {
            let (remote, id, kind, realm) = row?;
            let public = matches!(kind.as_str(), "channel" | "category");
            let forum = matches!(kind.as_str(), "category" | "restricted" | "forum");
            session.spaces.insert(remote, SpaceKey { id, realm, public, forum });
        }
        Ok(())
    }

    /// Takes in a batch. `packed` is its kept JSON, `day` numbers come from the session's zone.
    ///
    /// # Errors
    /// When the file cannot be written; the session must not be used again.
    pub fn ingest(&self, session: &mut Session, batch: &Batch, packed: &Packed) -> Result<OutcomeBySpace> {
        // Another session may have written since the last batch.
        session.newest_id = self.newest_id()?;
        let first_block = self.store_blocks(packed)?;
        let place = |place: &Option<u32>| place.map(|place| first_block * 64 + i64::from(place));
        self.ingest_spaces(session, &batch.spaces)?;
        for (account, raw) in batch.accounts.iter().zip(&packed.accounts) {
            if self.is_erased_account(session, account)? {
                session.erased.unwanted(place(raw));
                continue;
            }
            self.ingest_account(session, account, place(raw))?;
        }
        self.ingest_memberships(session, &batch.spaces)?;
        self.ingest_groups(session, &batch.groups)?;
        self.ingest_topics(session, &batch.topics)?;
        let mut outcomes = self.ingest_activities(session, batch, packed, first_block)?;
        self.ingest_likes(session, &batch.likes)?;
        self.take_away(session, &batch.gone, &mut outcomes)?;
        self.ingest_marks(session, &batch.marks)?;
        self.drop_unused_blocks(session, packed, first_block)?;
        self.drop_unwanted(session)?;
        self.flush_daily(session)?;
        self.flush_threads(session)?;
        self.flush_spaces(session)?;
        if session.origin.live && !session.recount {
            self.flush_members(session)?;
        }
        let changes =
            [batch.activities.len(), batch.spaces.len(), batch.topics.len(), batch.likes.len(), batch.gone.len()];
        if changes.iter().any(|many| *many > 0) {
            self.touch(Topic::Activity);
        }
        if !batch.accounts.is_empty() || !batch.groups.is_empty() {
            self.touch(Topic::Members);
        }
        Ok(outcomes)
    }

    /// Puts off the indexes that rows reach in no order, for a run that brings more rows than are here.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_off_indexes(&self) -> Result<()> {
        self.connection
            .execute_batch("DROP INDEX IF EXISTS activity_written; DROP INDEX IF EXISTS reaction_identity;")?;
        Ok(())
    }

    /// Ends a run: what is counted once for the whole run. What a sync left to settle, [`Write::settle_some`] does.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(&self, session: &mut Session) -> Result<()> {
        if session.recount {
            self.recount_members()?;
            self.recount_all_weeks()?;
            self.doubt_all_answers()?;
        } else {
            self.flush_members(session)?;
            let changed = session.changed_days.take();
            if self.weeks_were_put_off()? {
                self.recount_all_weeks()?;
            } else if let Some((from, until)) = changed {
                self.recount_weeks(from, until)?;
            }
        }
        session.recount = false;
        if !session.origin.live {
            self.count_answers()?;
            self.pack_days()?;
        }
        self.set_unfinished(None)?;
        if std::mem::take(&mut session.accounts_changed) {
            self.join_by_address()?;
        }
        self.touch(Topic::Members);
        self.touch(Topic::Activity);
        self.touch(Topic::Sources);
        Ok(())
    }

    fn store_blocks(&self, packed: &Packed) -> Result<i64> {
        let last: Option<i64> = self.connection.query_row("SELECT max(id) FROM raw_block", [], |row| row.get(0))?;
        let first = last.unwrap_or(0) + 1;
        let mut insert = self.connection.prepare_cached("INSERT INTO raw_block (id, bytes) VALUES (?1, ?2)")?;
        for (block, id) in packed.blocks.iter().zip(first..) {
            insert.execute(params![id, block])?;
        }
        Ok(first)
    }

    /// What was known already needs no second copy: a block that no row points to goes again.
    fn drop_unused_blocks(&self, session: &mut Session, packed: &Packed, first: i64) -> Result<()> {
        let mut delete = self.connection.prepare_cached("DELETE FROM raw_block WHERE id = ?1")?;
        for (_, id) in packed.blocks.iter().zip(first..) {
            if !session.used_blocks.contains(&id) {
                delete.execute([id])?;
            }
        }
        session.used_blocks.clear();
        Ok(())
    }

    fn newest_id(&self) -> Result<i64> {
        Ok(self
            .connection
            .query_row("SELECT max(id) FROM activity", [], |row| row.get::<_, Option<i64>>(0))?
            .unwrap_or(0))
    }

    /// What a run that was cut off left to be counted anew.
    pub(crate) fn unfinished(&self) -> Result<Option<Unfinished>> {
        let found: Option<String> = self
            .connection
            .query_row("SELECT value FROM setting WHERE key = 'members_unfinished'", [], |row| row.get(0))
            .optional()?;
        Ok(found.map(|value| match value.as_str() {
            "\"run\"" => Unfinished::Run,
            // Of versions that counted weeks at the end of a sync.
            "\"weeks\"" => Unfinished::Weeks,
            _ => Unfinished::All,
        }))
    }

    pub(crate) fn set_unfinished(&self, unfinished: Option<Unfinished>) -> Result<()> {
        let value = match unfinished {
            None => {
                self.connection.execute("DELETE FROM setting WHERE key = 'members_unfinished'", [])?;
                return Ok(());
            }
            Some(Unfinished::Run) => "\"run\"",
            Some(Unfinished::Weeks) => "\"weeks\"",
            Some(Unfinished::All) => "true",
        };
        self.connection.execute(
            "INSERT INTO setting (key, value) VALUES ('members_unfinished', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [value],
        )?;
        Ok(())
    }
}

/// What a run leaves unfinished until its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfinished {
    /// Members and weeks: an import counts them once.
    All,
    /// Weeks.
    Weeks,
    /// What a sync does in the end; its counts are right after every page.
    Run,
}

impl Read<'_> {
    /// Whether a run that was cut off left counts or indexes to be made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_unfinished(&self) -> Result<bool> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM setting WHERE key = 'members_unfinished')
               OR 2 > (SELECT count(*) FROM sqlite_schema WHERE name IN ('activity_written', 'reaction_identity'))",
            [],
            |row| row.get(0),
        )?)
    }
}

impl SpaceKey {
    const fn of(id: i64, realm: i64, kind: SpaceKind) -> Self {
        Self { id, realm, public: kind.is_public(), forum: kind.is_forum() }
    }
}
