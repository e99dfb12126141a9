//! Messages and happenings.

use kith_domain::record::{ActivityKind, ActivityRecord, Batch};
use rusqlite::{OptionalExtension, params};

use super::{Outcome, OutcomeBySpace, Root, Session, SpaceKey, erased, rollups::Counted};
use crate::{
    Write,
    error::{Error, Result},
    raw::Packed,
    retention::TEXT_WENT,
    words,
};

/// Places within one second; see the table's comment.
const PLACES: i64 = 64;
/// A row as it is before a record changes it.
pub(super) struct Here {
    pub(super) id: i64,
    state: i64,
    pub(super) kind: ActivityKind,
    pub(super) identity: Option<i64>,
    pub(super) gone: bool,
    /// Its author was erased.
    erased: bool,
    edited_at: Option<i64>,
    pub(super) occurred_at: i64,
    pub(super) thread: Option<i64>,
    pub(super) space: i64,
    pub(super) raw: Option<i64>,
    age: i64,
}

impl Write<'_> {
    pub(super) fn ingest_activities(
        &self,
        session: &mut Session,
        batch: &Batch,
        packed: &Packed,
        first_block: i64,
    ) -> Result<OutcomeBySpace> {
        let mut outcomes = OutcomeBySpace::default();
        // Threads of a chat lie among each other; in order of time neighbours are written next to each other.
        let mut ordered: Vec<_> = batch.activities.iter().zip(&packed.activities).collect();
        ordered.sort_by_key(|(record, _)| record.occurred_at);
        for (record, raw) in ordered {
            let raw = raw.map(|place| first_block * PLACES + i64::from(place));
            let Some(space) = session.spaces.get(&record.space).copied() else {
                return Err(Error::Invalid(format!("a record names the unknown space {}", record.space)));
            };
            let outcome = self.ingest_activity(session, space, record, raw)?;
            match outcomes.get_mut(&record.space) {
                Some(sum) => *sum += outcome,
                None => {
                    outcomes.insert(record.space.clone(), outcome);
                }
            }
        }
        self.flush_words(session)?;
        Ok(outcomes)
    }

    /// Writes the words of a batch's messages into the index, in the order of their keys: the index begins a new piece with
    /// every key that is lower than the one before.
    pub(super) fn flush_words(&self, session: &mut Session) -> Result<()> {
        let mut insert = self.connection.prepare_cached("INSERT INTO message_fts (rowid, text) VALUES (?1, ?2)")?;
        for (id, words) in std::mem::take(&mut session.words) {
            insert.execute(params![id, words])?;
        }
        Ok(())
    }

    pub(super) fn ingest_activity(
        &self,
        session: &mut Session,
        space: SpaceKey,
        record: &ActivityRecord,
        raw: Option<i64>,
    ) -> Result<Outcome> {
        let here = match session.highest.get(&space.realm) {
            Some(highest) if record.remote <= *highest => self.find(session, space, record.remote)?,
            _ => None,
        };
        let erased = here.as_ref().is_some_and(|here| here.erased)
            || record.author.as_ref().is_some_and(|author| session.is_erased(author));
        let (nobodys, raw) = match raw {
            _ if !erased => (None, raw),
            raw => {
                session.erased.unwanted(raw);
                (Some(erased::nobodys(record)), None)
            }
        };
        let record = nobodys.as_ref().unwrap_or(record);
        let (textless, raw) = match raw {
            raw if !session.keeps_no_text_of(record) => (None, raw),
            raw => {
                session.erased.unwanted(raw);
                (Some(without_text(record)), None)
            }
        };
        let record = textless.as_ref().unwrap_or(record);
        let outcome = self.ingest_found(session, space, record, raw, here)?;
        if record.topic.is_some() && record.title.is_some() {
            self.open_topic(session, space, record)?;
            if erased {
                self.empty_title(space, record)?;
            }
        }
        Ok(outcome)
    }

    fn ingest_found(
        &self,
        session: &mut Session,
        space: SpaceKey,
        record: &ActivityRecord,
        raw: Option<i64>,
        here: Option<Here>,
    ) -> Result<Outcome> {
        match here {
            None => {
                session.uses(raw);
                self.insert(session, space, record, raw)?;
                Ok(Outcome { stored: 1, ..Outcome::default() })
            }
            Some(here) if here.kind == ActivityKind::Missing && record.kind != ActivityKind::Missing => {
                session.uses(raw);
                self.improve(session, space, record, raw, &here)?;
                Ok(Outcome { stored: 1, ..Outcome::default() })
            }
            Some(here) if here.state == record.state => {
                if session.origin.import.is_some() && !session.origin.live && session.origin.as_of > here.age {
                    // So that an archive between the two ages does not bring back what was in between.
                    self.confirm(session, here.id)?;
                }
                Ok(Outcome { known: 1, ..Outcome::default() })
            }
            Some(here) => {
                let newer = session.origin.as_of >= here.age || record.edited_at > here.edited_at;
                // What was taken away stays away: an older archive does not bring it back.
                if newer && !(here.gone && !record.gone && session.origin.as_of <= here.age) {
                    session.uses(raw);
                    self.improve(session, space, record, raw, &here)?;
                    let removed = u64::from(record.gone && !here.gone);
                    return Ok(Outcome { known: 1, improved: 1, removed, ..Outcome::default() });
                }
                if let (true, None, Some(author)) = (here.gone, here.identity, &record.author) {
                    // What is left of a message that was taken away does not say who wrote it; an older archive does.
                    self.fill_author(session, space, &here, author)?;
                }
                Ok(Outcome { known: 1, ..Outcome::default() })
            }
        }
    }

    pub(super) fn find(&self, session: &Session, space: SpaceKey, remote: i64) -> Result<Option<Here>> {
        let age = |number: Option<i64>| number.and_then(|number| session.ages.get(&number)).copied().unwrap_or(0);
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, state, kind, identity_id, gone_at, edited_at, occurred_at, thread_id, space_id, raw, import, improved_by, flags
                 FROM activity WHERE realm_id = ?1 AND remote = ?2",
            )?
            .query_row([space.realm, remote], |row| {
                Ok(Here {
                    id: row.get(0)?,
                    state: row.get(1)?,
                    kind: ActivityKind::from_number(row.get(2)?),
                    identity: row.get(3)?,
                    gone: row.get::<_, Option<i64>>(4)?.is_some(),
                    edited_at: row.get(5)?,
                    occurred_at: row.get(6)?,
                    thread: row.get(7)?,
                    space: row.get(8)?,
                    raw: row.get(9)?,
                    age: age(row.get(10)?).max(age(row.get(11)?)),
                    erased: row.get::<_, i64>(12)? & erased::FLAG != 0,
                })
            })
            .optional()?)
    }

    pub(super) fn insert(
        &self,
        session: &mut Session,
        space: SpaceKey,
        record: &ActivityRecord,
        raw: Option<i64>,
    ) -> Result<i64> {
        let identity = match &record.author {
            Some(author) => Some(self.identity_of(session, author)?),
            None => None,
        };
        let root = self.conversation(session, space, record)?;
        let id = self.free_id(session, record.occurred_at)?;
        self.connection
            .prepare_cached(
                "INSERT INTO activity (id, space_id, realm_id, remote, identity_id, kind, flags, occurred_at, thread_id, edited_at,
                   gone_at, state, import, raw, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                id, space.id, space.realm, record.remote, identity, record.kind.number(), flags(session, record), record.occurred_at,
                root.map(|root| root.id), record.edited_at, record.gone.then_some(session.origin.as_of), record.state,
                session.origin.import, raw, kept_text(record)
            ])?;
        let highest = session.highest.entry(space.realm).or_insert(i64::MIN);
        *highest = (*highest).max(record.remote);
        session.count(
            space,
            Counted { identity, kind: record.kind, gone: record.gone, occurred_at: record.occurred_at },
            1,
        );
        self.belongs(session, space, record, id, root);
        self.attach(session, space, record, id)?;
        Ok(id)
    }

    fn improve(
        &self,
        session: &mut Session,
        space: SpaceKey,
        record: &ActivityRecord,
        raw: Option<i64>,
        here: &Here,
    ) -> Result<()> {
        let identity = match &record.author {
            Some(author) => Some(self.identity_of(session, author)?),
            None => here.identity,
        };
        let root = self.conversation(session, space, record)?;
        let before = self.space_before(space, here.space)?;
        if here.thread.is_none() && root.is_some() {
            self.leave_topic(session, space, record, here)?;
        }
        let named = self.named_likes(here.id, record)?;
        self.detach(session, before, here)?;
        if let (Some(place), true) = (here.raw, record.gone || raw.is_some()) {
            self.forget_raw(place)?;
        }
        self.connection
            .prepare_cached(
                "UPDATE activity SET space_id = ?2, identity_id = ?3, kind = ?4, flags = ?5, occurred_at = ?6, thread_id = ?7,
                   edited_at = ?8, gone_at = ?9, state = ?10, improved_by = ?11, raw = ?12, text = ?13
                 WHERE id = ?1",
            )?
            .execute(params![
                here.id, space.id, identity, record.kind.number(), flags(session, record), record.occurred_at, root.map(|root| root.id),
                record.edited_at, record.gone.then_some(session.origin.as_of), record.state, session.origin.import,
                raw.or(if record.gone { None } else { here.raw }), kept_text(record)
            ])?;
        if here.identity != identity {
            self.unpack_answers(here.id)?;
        }
        if here.kind == ActivityKind::Missing {
            // It is this import that brought it: the placeholder was only a promise.
            self.connection
                .prepare_cached("UPDATE activity SET import = improved_by, improved_by = NULL WHERE id = ?1")?
                .execute([here.id])?;
        }
        session.count_change(
            (
                before,
                Counted { identity: here.identity, kind: here.kind, gone: here.gone, occurred_at: here.occurred_at },
            ),
            (space, Counted { identity, kind: record.kind, gone: record.gone, occurred_at: record.occurred_at }),
        );
        self.belongs(session, space, record, here.id, root);
        self.doubt_answer(here.id)?;
        for thread in [here.thread, root.map(|root| root.id)].into_iter().flatten() {
            if let Some(delta) = session.threads.get_mut(&thread) {
                delta.recount = true;
            } else {
                self.flush_threads(session)?;
                self.recount_thread(thread)?;
            }
        }
        self.attach(session, space, record, here.id)?;
        self.name_likes_again(session, space, here.id, record.occurred_at, &named)
    }

    fn fill_author(&self, session: &mut Session, space: SpaceKey, here: &Here, author: &str) -> Result<()> {
        let identity = Some(self.identity_of(session, author)?);
        self.connection
            .prepare_cached("UPDATE activity SET identity_id = ?2 WHERE id = ?1")?
            .execute(params![here.id, identity])?;
        self.doubt_answer(here.thread.unwrap_or(here.id))?;
        self.unpack_answers(here.id)?;
        session.count(space, Counted { identity, kind: here.kind, gone: here.gone, occurred_at: here.occurred_at }, 1);
        Ok(())
    }

    /// Remembers that a newer archive says the same.
    fn confirm(&self, session: &Session, id: i64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE activity SET improved_by = ?2 WHERE id = ?1")?
            .execute(params![id, session.origin.import])?;
        Ok(())
    }

    /// Counts an activity into its conversation.
    fn belongs(&self, session: &mut Session, space: SpaceKey, record: &ActivityRecord, id: i64, root: Option<Root>) {
        if let Some(root) = root {
            let counted = record.kind == ActivityKind::Reply && !record.gone;
            let delta = session.threads.entry(root.id).or_default();
            delta.space = space.id;
            delta.started_at = root.occurred_at;
            delta.last_at = delta.last_at.max(root.occurred_at);
            if counted {
                delta.replies += 1;
                delta.last_at = delta.last_at.max(record.occurred_at);
            }
        } else if let (true, Some(title)) = (space.forum, &record.title) {
            let delta = session.threads.entry(id).or_default();
            delta.space = space.id;
            delta.title = Some(title.clone());
            delta.started_at = record.occurred_at;
            delta.last_at = delta.last_at.max(record.occurred_at);
        }
    }

    /// Writes what hangs on a row: words to search by, reactions, files.
    fn attach(&self, session: &mut Session, space: SpaceKey, record: &ActivityRecord, id: i64) -> Result<()> {
        if record.gone {
            return Ok(());
        }
        let searched = record.words.as_deref().unwrap_or(&record.text);
        if record.kind.is_message() && !searched.is_empty() {
            let text = if searched.is_ascii() {
                searched.to_owned()
            } else {
                let mut text = String::with_capacity(searched.len() * 2);
                words::index(searched, &mut text);
                text
            };
            session.words.insert(id, text);
        }
        for reaction in &record.reactions {
            let emoji = self.emoji_of(session, &reaction.name)?;
            let mut insert = self.connection.prepare_cached(
                "INSERT INTO reaction (activity_id, emoji_id, identity_id, count) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?;
            let mut named = 0;
            for account in &reaction.accounts {
                if session.is_erased(account) {
                    // Counted, without a name.
                    continue;
                }
                let identity = self.identity_of(session, account)?;
                if insert.execute([id, emoji, identity, 1])? > 0 {
                    named += 1;
                    session.count_reaction(space, identity, record.occurred_at, 1);
                }
            }
            let unnamed = i64::from(reaction.count) - named;
            if unnamed > 0 {
                insert.execute([id, emoji, 0, unnamed])?;
            }
        }
        for (file, place) in record.files.iter().zip(0_i64..) {
            self.connection
                .prepare_cached("INSERT INTO file (activity_id, place, name, kind) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![id, place, file.name, file.kind])?;
        }
        Ok(())
    }

    /// Takes away what hangs on a row, before a newer state is written.
    pub(super) fn detach(&self, session: &mut Session, space: SpaceKey, here: &Here) -> Result<()> {
        let mut reactions = self
            .connection
            .prepare_cached("DELETE FROM reaction WHERE activity_id = ?1 RETURNING identity_id, count")?;
        let removed: Vec<(i64, i64)> =
            reactions.query_map([here.id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (identity, count) in removed {
            if identity != 0 {
                session.count_reaction(space, identity, here.occurred_at, -count);
            }
        }
        self.connection.prepare_cached("DELETE FROM file WHERE activity_id = ?1")?.execute([here.id])?;
        if session.words.remove(&here.id).is_none() {
            self.connection.prepare_cached("DELETE FROM message_fts WHERE rowid = ?1")?.execute([here.id])?;
        }
        Ok(())
    }

    /// The space that a row was in: what moves between spaces may leave what everybody can read, or come into it.
    pub(super) fn space_before(&self, space: SpaceKey, before: i64) -> Result<SpaceKey> {
        if before == space.id {
            return Ok(space);
        }
        let public = self
            .connection
            .prepare_cached("SELECT kind IN ('channel', 'category') FROM space WHERE id = ?1")?
            .query_row([before], |row| row.get(0))?;
        Ok(SpaceKey { id: before, public, ..space })
    }

    /// A free key for something that happened at `at`.
    fn free_id(&self, session: &mut Session, at: i64) -> Result<i64> {
        let mut first = at.div_euclid(1_000) * PLACES;
        if first > session.newest_id {
            session.newest_id = first;
            return Ok(first);
        }
        loop {
            // Rows arrive mostly in order of time, so the newest second is the one asked for most.
            let taken: Option<i64> = self
                .connection
                .prepare_cached("SELECT max(id) FROM activity WHERE id BETWEEN ?1 AND ?2")?
                .query_row([first, first + PLACES - 1], |row| row.get(0))?;
            let id = taken.map_or(first, |taken| taken + 1);
            if id < first + PLACES {
                session.newest_id = session.newest_id.max(id);
                return Ok(id);
            }
            // More than 64 in a second: the next one has room, and order within seconds does not matter.
            first += PLACES;
        }
    }

    pub(super) fn emoji_of(&self, session: &mut Session, name: &str) -> Result<i64> {
        if let Some(id) = session.emojis.get(name) {
            return Ok(*id);
        }
        self.connection
            .prepare_cached("INSERT INTO emoji (name) VALUES (?1) ON CONFLICT DO NOTHING")?
            .execute([name])?;
        let id = self
            .connection
            .prepare_cached("SELECT id FROM emoji WHERE name = ?1")?
            .query_row([name], |row| row.get(0))?;
        session.emojis.insert(name.to_owned(), id);
        Ok(id)
    }

    /// Takes one record out of the kept JSON.
    pub(super) fn forget_raw(&self, place: i64) -> Result<()> {
        self.forget_slots(place.div_euclid(PLACES), &[usize::try_from(place.rem_euclid(PLACES)).unwrap_or(0)])
    }

    /// Takes many records out of the kept JSON, each block once.
    pub(crate) fn forget_places(&self, places: impl Iterator<Item = i64>) -> Result<()> {
        let mut blocks: std::collections::BTreeMap<i64, Vec<usize>> = std::collections::BTreeMap::new();
        for place in places {
            let slot = usize::try_from(place.rem_euclid(PLACES)).unwrap_or(0);
            blocks.entry(place.div_euclid(PLACES)).or_default().push(slot);
        }
        blocks.into_iter().try_for_each(|(block, slots)| self.forget_slots(block, &slots))
    }

    /// Takes records out of a block of kept JSON, and the block with its last record.
    pub(super) fn forget_slots(&self, block: i64, slots: &[usize]) -> Result<()> {
        let bytes: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT bytes FROM raw_block WHERE id = ?1")?
            .query_row([block], |row| row.get(0))
            .optional()?;
        let Some(bytes) = bytes else { return Ok(()) };
        match crate::raw::forget(&bytes, slots)? {
            Some(bytes) => self
                .connection
                .prepare_cached("UPDATE raw_block SET bytes = ?2 WHERE id = ?1")?
                .execute(params![block, bytes])?,
            None => self.connection.prepare_cached("DELETE FROM raw_block WHERE id = ?1")?.execute([block])?,
        };
        Ok(())
    }
}

/// What its author took away is not kept.
fn kept_text(record: &ActivityRecord) -> &str {
    if record.gone { "" } else { &record.text }
}

/// A record as a source's rule wants it: texts of its age are not kept any more.
fn without_text(record: &ActivityRecord) -> ActivityRecord {
    ActivityRecord { text: String::new(), words: None, files: Vec::new(), raw: 0..0, ..record.clone() }
}

fn flags(session: &Session, record: &ActivityRecord) -> i64 {
    let erased = if erased::is_nobodys(record) { erased::FLAG } else { 0 };
    let textless = if session.keeps_no_text_of(record) { TEXT_WENT } else { 0 };
    i64::from(record.by_app) | i64::from(record.broadcast) << 1 | erased | textless
}
