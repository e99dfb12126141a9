//! Takes back what an import brought: when it is cancelled.
//!
//! **Invariants:** only rows that this import made are removed, a piece at a time, each piece in one transaction; rows
//! that were here before keep the newer state they were given, since that is what the source says.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::{Session, SpaceKey, rollups::Counted};
use crate::{Write, error::Result, topic::Topic};
use kith_domain::record::ActivityKind;

/// Whose rows go.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    /// Those that an import made.
    Import(i64),
    /// Those of the session's source.
    Source,
}

/// Keys looked at in one transaction.
const PIECE: i64 = 50_000;

impl Write<'_> {
    /// Removes a piece of what an import brought, from the key `from` on; answers where to go on, or `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be written; the session must not be used again.
    pub fn remove_piece(&self, session: &mut Session, import: i64, from: i64) -> Result<Option<i64>> {
        self.remove_rows(session, Whose::Import(import), from)
    }

    /// Removes a piece of somebody's rows.
    pub(super) fn remove_rows(&self, session: &mut Session, whose: Whose, from: i64) -> Result<Option<i64>> {
        let mut select = self.connection.prepare_cached(
            "SELECT id, identity_id, kind, gone_at IS NOT NULL, occurred_at, thread_id, space_id, realm_id, raw, import,
               (SELECT kind IN ('channel', 'category') FROM space s WHERE s.id = a.space_id),
               (SELECT source_id FROM space s WHERE s.id = a.space_id)
             FROM activity a WHERE id >= ?1 ORDER BY id LIMIT ?2",
        )?;
        let mut rows = select.query([from, PIECE])?;
        let mut doomed = Vec::new();
        let mut last = None;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            last = Some(id);
            let is_doomed = match whose {
                Whose::Import(import) => row.get::<_, Option<i64>>(9)? == Some(import),
                Whose::Source => row.get::<_, i64>(11)? == session.source(),
            };
            if is_doomed {
                let counted = Counted {
                    identity: row.get(1)?,
                    kind: ActivityKind::from_number(row.get(2)?),
                    gone: row.get(3)?,
                    occurred_at: row.get(4)?,
                };
                let space = SpaceKey { id: row.get(6)?, realm: row.get(7)?, public: row.get(10)?, forum: false };
                doomed.push((id, counted, space, row.get::<_, Option<i64>>(5)?, row.get::<_, Option<i64>>(8)?));
            }
        }
        drop(rows);
        // Each block and each conversation is touched once, however many of its records go.
        let mut threads = BTreeSet::new();
        let mut places: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (id, counted, space, thread, raw) in doomed {
            session.count(space, counted, -1);
            self.remove_row(session, id, counted, space, whose)?;
            threads.extend(thread);
            if let Some(place) = raw {
                let slot = usize::try_from(place.rem_euclid(64)).unwrap_or(0);
                places.entry(place.div_euclid(64)).or_default().push(slot);
            }
        }
        if let Whose::Import(_) = whose {
            for thread in threads {
                self.recount_thread(thread)?;
            }
        }
        for (block, slots) in places {
            self.forget_slots(block, &slots)?;
        }
        self.flush_daily(session)?;
        self.flush_spaces(session)?;
        self.touch(Topic::Activity);
        Ok(last.map(|last| last + 1))
    }

    pub(super) fn remove_row(
        &self,
        session: &mut Session,
        id: i64,
        counted: Counted,
        space: SpaceKey,
        whose: Whose,
    ) -> Result<()> {
        let mut reactions = self
            .connection
            .prepare_cached("DELETE FROM reaction WHERE activity_id = ?1 RETURNING identity_id, count")?;
        let removed: Vec<(i64, i64)> =
            reactions.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (identity, count) in removed {
            if identity != 0 {
                session.count_reaction(space, identity, counted.occurred_at, -count);
            }
        }
        let run = |statement: &str| self.connection.prepare_cached(statement)?.execute([id]);
        run("DELETE FROM file WHERE activity_id = ?1")?;
        run("DELETE FROM message_fts WHERE rowid = ?1")?;
        run("DELETE FROM topic_fts WHERE rowid = ?1")?;
        // Others may still answer to it: then it becomes the row that stands in for it. Of a whole source nobody is left.
        let answered = matches!(whose, Whose::Import(_))
            && self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM activity WHERE thread_id = ?1 AND import IS NOT (SELECT import FROM activity WHERE id = ?1))")?
            .query_row([id], |row| row.get(0))?;
        if answered {
            self.unpack_answers(id)?;
            run(
                "UPDATE activity SET kind = 6, identity_id = NULL, state = 0, text = '', raw = NULL, edited_at = NULL, gone_at = NULL, flags = 0,
                   import = NULL, improved_by = NULL WHERE id = ?1",
            )?;
            run("UPDATE thread SET title = NULL WHERE id = ?1")?;
            self.recount_thread(id)?;
        } else {
            if run("DELETE FROM thread WHERE id = ?1")? > 0 {
                session.space_counts.entry(space.id).or_default().threads -= 1;
            }
            run("DELETE FROM activity WHERE id = ?1")?;
        }
        Ok(())
    }

    /// Removes accounts, spaces and the source itself when nothing is left that needs them, after the last piece.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_leftovers(&self, source: i64) -> Result<()> {
        self.recount_members()?;
        let empty: bool = self.connection.query_row(
            "SELECT NOT EXISTS (SELECT 1 FROM activity a JOIN space s ON s.id = a.space_id WHERE s.source_id = ?1)
                AND NOT EXISTS (SELECT 1 FROM import WHERE source_id = ?1 AND state IN ('done', 'running') AND kind <> 'sync')
                AND NOT EXISTS (SELECT 1 FROM sync WHERE source_id = ?1)",
            [source],
            |row| row.get(0),
        )?;
        if empty {
            self.connection
                .execute_batch("DROP TABLE IF EXISTS temp.stays; CREATE TEMP TABLE stays (id INTEGER PRIMARY KEY);")?;
            self.drop_source(source)?;
            self.connection.execute_batch("DROP TABLE temp.stays;")?;
        }
        // Last: without an account that goes, a member may be a bot or no longer one.
        self.recount_all_weeks()?;
        self.set_unfinished(None)?;
        for topic in [Topic::Members, Topic::Activity, Topic::Sources, Topic::Imports] {
            self.touch(topic);
        }
        Ok(())
    }

    /// Removes accounts, places and the source; accounts in `temp.stays` stay, and the source with them.
    pub(super) fn drop_source(&self, source: i64) -> Result<()> {
        // Whose member had accounts here as well.
        let others: Vec<i64> = self
            .connection
            .prepare(
                "SELECT DISTINCT p.identity_id FROM person p JOIN identity i ON i.id = p.identity_id
                 WHERE i.source_id <> ?1 AND p.member_id IN (
                   SELECT member_id FROM person JOIN identity ON identity.id = identity_id WHERE source_id = ?1)",
            )?
            .query_map([source], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for statement in [
            "DELETE FROM account_group_member WHERE group_id IN (SELECT id FROM account_group WHERE source_id = ?1)",
            "DELETE FROM account_group WHERE source_id = ?1",
            "DELETE FROM topic WHERE realm_id IN (SELECT id FROM space WHERE source_id = ?1)",
            "DELETE FROM mark WHERE space_id IN (SELECT id FROM space WHERE source_id = ?1)",
            "DELETE FROM membership WHERE space_id IN (SELECT id FROM space WHERE source_id = ?1)",
            "DELETE FROM member_fts WHERE rowid IN (SELECT id FROM identity WHERE source_id = ?1 AND id NOT IN (SELECT id FROM temp.stays))",
            "DELETE FROM member WHERE id IN (SELECT id FROM identity WHERE source_id = ?1 AND id NOT IN (SELECT id FROM temp.stays))",
            "DELETE FROM person WHERE identity_id IN (SELECT id FROM identity WHERE source_id = ?1 AND id NOT IN (SELECT id FROM temp.stays))",
            "DELETE FROM tally WHERE identity_id IN (SELECT id FROM identity WHERE source_id = ?1 AND id NOT IN (SELECT id FROM temp.stays))",
            "DELETE FROM auto_link WHERE identity_id IN (SELECT id FROM identity WHERE source_id = ?1)
               OR anchor_id IN (SELECT id FROM identity WHERE source_id = ?1)",
            "DELETE FROM space WHERE source_id = ?1",
            "DELETE FROM identity WHERE source_id = ?1 AND id NOT IN (SELECT id FROM temp.stays)",
            "UPDATE import SET source_id = NULL WHERE source_id = ?1 AND NOT EXISTS (SELECT 1 FROM temp.stays)",
            "DELETE FROM source WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM temp.stays)",
        ] {
            self.connection.execute(statement, params![source])?;
        }
        self.regroup_left(&others)?;
        let rows: i64 =
            self.connection.query_row("SELECT count(*) FROM (SELECT 1 FROM activity LIMIT 1)", [], |row| row.get(0))?;
        if rows == 0 {
            self.connection.execute("DELETE FROM raw_block", [])?;
        }
        Ok(())
    }
}
