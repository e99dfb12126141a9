//! Takes back what an import of a table changed.
//!
//! **Invariants:** a row goes back to what it was only when it still is as the import left it; what was changed since, by a
//! person or by a later import, stays and is counted; nothing that a person wrote goes away with it; each piece is one
//! transaction, and going on after being cut off takes back the rest.

use kith_domain::record::ActivityKind;
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashSet;

use super::{Session, Told, activity_record};
use crate::{Write, error::Result, ingest::rollups::Counted, topic::Topic};

/// Rows that are taken back in one transaction.
const PIECE: u32 = 1_000;
/// What an import notes, in the order in which it is taken back: what hangs on an account goes before it.
const ORDER: [&str; 4] = ["activity", "tagging", "account", "tag"];

/// What became of a piece.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Rows that are as they were before the import.
    pub back: u32,
    /// Rows that were changed since and stay.
    pub left: u32,
    /// Nothing is left to do.
    pub done: bool,
}

/// A row that an import noted.
struct Noted {
    key: String,
    before: Option<String>,
    after: String,
}

impl Write<'_> {
    /// Takes back a piece of what an import of a table changed.
    ///
    /// # Errors
    /// When the file cannot be written; the session must not be used again.
    pub fn take_back_piece(&self, session: &mut Session, number: i64) -> Result<TakenBack> {
        let mut taken = TakenBack::default();
        session.newest_id = self.newest_id()?;
        self.load_spaces(session)?;
        for what in ORDER {
            let noted: Vec<Noted> = self
                .connection
                .prepare_cached(
                    "SELECT key, before, after FROM import_row WHERE import = ?1 AND what = ?2 ORDER BY key LIMIT ?3",
                )?
                .query_map(params![number, what, PIECE], |row| {
                    Ok(Noted { key: row.get(0)?, before: row.get(1)?, after: row.get(2)? })
                })?
                .collect::<rusqlite::Result<_>>()?;
            if noted.is_empty() {
                continue;
            }
            let mut kept = FxHashSet::default();
            if what == "account" {
                let keys: Vec<&str> = noted.iter().map(|row| row.key.as_str()).collect();
                let keys = serde_json::to_string(&keys).unwrap_or_default();
                kept.extend(self.read().written_about_those("SELECT value FROM json_each(?1)", keys)?);
            }
            for row in &noted {
                let back = match what {
                    "activity" => self.activity_back(session, row)?,
                    "tagging" => self.tagging_back(&row.key)?,
                    "tag" => self.tag_back(&row.key)?,
                    _ => self.account_back(session, row, &kept)?,
                };
                *(if back { &mut taken.back } else { &mut taken.left }) += 1;
                self.connection
                    .prepare_cached("DELETE FROM import_row WHERE import = ?1 AND what = ?2 AND key = ?3")?
                    .execute(params![number, what, row.key])?;
            }
            if what == "activity" {
                self.flush_daily(session)?;
                self.flush_threads(session)?;
                self.flush_spaces(session)?;
                // Whether an account did something else is asked when it goes.
                self.flush_members(session)?;
            }
            self.touch(Topic::Members);
            self.touch(Topic::Activity);
            return Ok(taken);
        }
        taken.done = true;
        Ok(taken)
    }

    /// Ends taking back: who is one person by itself, and a source that nothing is left of.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn take_back_end(&self, session: &mut Session) -> Result<()> {
        session.accounts_changed = true;
        let source = session.origin.source;
        self.finish(session)?;
        let empty: bool = self.connection.query_row(
            "SELECT NOT EXISTS (SELECT 1 FROM identity WHERE source_id = ?1)
                AND NOT EXISTS (SELECT 1 FROM import WHERE source_id = ?1 AND state = 'running')",
            [source],
            |row| row.get(0),
        )?;
        if empty {
            self.connection.execute("UPDATE import SET source_id = NULL WHERE source_id = ?1", [source])?;
            let marks = "DELETE FROM mark WHERE space_id IN (SELECT id FROM space WHERE source_id = ?1)";
            self.connection.execute(marks, [source])?;
            self.connection.execute("DELETE FROM space WHERE source_id = ?1", [source])?;
            self.connection.execute("DELETE FROM source WHERE id = ?1", [source])?;
        }
        for topic in [Topic::Members, Topic::Activity, Topic::Sources, Topic::Imports] {
            self.touch(topic);
        }
        Ok(())
    }

    /// Takes an account back, unless it is among those about which something was written.
    fn account_back(&self, session: &mut Session, row: &Noted, kept: &FxHashSet<i64>) -> Result<bool> {
        let found: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM identity WHERE uid = ?1")?
            .query_row([&row.key], |row| row.get(0))
            .optional()?;
        // It is gone already: somebody erased it.
        let Some(account) = found else { return Ok(true) };
        if self.read().told_of(account)?.print() != row.after {
            return Ok(false);
        }
        if let Some(before) = row.before.as_deref().and_then(|before| serde_json::from_str::<Told>(before).ok()) {
            self.write_told(account, &before)?;
            return Ok(true);
        }
        // What a person wrote about it, and what it did elsewhere, hold it.
        let held: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM tally WHERE identity_id = ?1 AND first_at IS NOT NULL)")?
            .query_row([account], |row| row.get(0))?;
        if held || kept.contains(&account) {
            return Ok(false);
        }
        self.remove_account(account)?;
        session.identities.retain(|_, known| *known != account);
        Ok(true)
    }

    fn remove_account(&self, account: i64) -> Result<()> {
        let member: i64 = self
            .connection
            .prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?
            .query_row([account], |row| row.get(0))?;
        let others: Vec<i64> = self.read().accounts_in(member)?.into_iter().filter(|other| *other != account).collect();
        for statement in [
            "DELETE FROM account_group_member WHERE identity_id = ?1",
            "DELETE FROM auto_link WHERE identity_id = ?1",
            "DELETE FROM auto_link WHERE anchor_id = ?1",
            "DELETE FROM tally WHERE identity_id = ?1",
            "DELETE FROM person WHERE identity_id = ?1",
            "DELETE FROM member WHERE id = ?1",
            "DELETE FROM member_fts WHERE rowid = ?1",
            "DELETE FROM identity WHERE id = ?1",
        ] {
            self.connection.prepare_cached(statement)?.execute([account])?;
        }
        self.regroup_left(&others)
    }

    fn activity_back(&self, session: &mut Session, row: &Noted) -> Result<bool> {
        let Some(space) = session.spaces.get(super::SPACE).copied() else { return Ok(true) };
        let known_by: i64 = row.key.parse()?;
        let Some(remote) = self.numbered(space.id, known_by)? else { return Ok(true) };
        let found: Option<(i64, Option<i64>, i64, i64)> = self
            .connection
            .prepare_cached(
                "SELECT id, identity_id, occurred_at, state FROM activity WHERE realm_id = ?1 AND remote = ?2",
            )?
            .query_row([space.realm, remote], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        let Some((id, identity, occurred_at, state)) = found else { return Ok(true) };
        if state.to_string() != row.after {
            return Ok(false);
        }
        let before: Option<(String, i64, String)> =
            row.before.as_deref().and_then(|before| serde_json::from_str(before).ok());
        if let Some((author, at, text)) = before {
            let record = activity_record(remote, &author, at, &text);
            self.ingest_activity(session, space, &record, None)?;
            self.flush_words(session)?;
            return Ok(true);
        }
        let counted = Counted { identity, kind: ActivityKind::Post, gone: false, occurred_at };
        session.count_out(space, counted);
        self.remove_row(session, id, counted, space, super::super::remove::Whose::Import(0))?;
        self.connection
            .prepare_cached("DELETE FROM mark WHERE space_id = ?1 AND number = ?2")?
            .execute([space.id, known_by])?;
        Ok(true)
    }
}
