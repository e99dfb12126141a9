//! What its author or a moderator took away, told by its absence.
//!
//! **Invariants:** the row stays, its words, its kept JSON, its reactions and files go; who wrote it and when stays, so
//! that past numbers can be explained; what is gone is not taken away a second time.

use kith_domain::record::GoneRecord;

use super::{Outcome, OutcomeBySpace, Session, SpaceKey, rollups::Counted};
use crate::{Write, error::Result};

impl Write<'_> {
    pub(super) fn take_away(
        &self,
        session: &mut Session,
        gone: &[GoneRecord],
        outcomes: &mut OutcomeBySpace,
    ) -> Result<()> {
        for record in gone {
            let Some(realm) = session.spaces.get(&record.realm).copied() else { continue };
            let Some(here) = self.find(session, realm, record.remote)? else { continue };
            if here.gone || here.kind == kith_domain::record::ActivityKind::Missing {
                continue;
            }
            let public: bool = self
                .connection
                .prepare_cached("SELECT kind IN ('channel', 'category') FROM space WHERE id = ?1")?
                .query_row([here.space], |row| row.get(0))?;
            let space = SpaceKey { id: here.space, realm: realm.id, public, forum: realm.forum };
            let counted =
                |gone| Counted { identity: here.identity, kind: here.kind, gone, occurred_at: here.occurred_at };
            self.detach(session, space, &here)?;
            if let Some(place) = here.raw {
                self.forget_raw(place)?;
            }
            // State 0 is no record's: if the source shows it again, it is taken in again.
            self.connection
                .prepare_cached(
                    "UPDATE activity SET gone_at = ?2, text = '', raw = NULL, state = 0, improved_by = ?3 WHERE id = ?1",
                )?
                .execute(rusqlite::params![here.id, session.origin.as_of, session.origin.import])?;
            self.doubt_answer(here.id)?;
            session.count_change((space, counted(false)), (space, counted(true)));
            if let Some(thread) = here.thread {
                if let Some(delta) = session.threads.get_mut(&thread) {
                    delta.recount = true;
                } else {
                    self.recount_thread(thread)?;
                }
            }
            *outcomes.entry(record.realm.clone()).or_default() += Outcome { removed: 1, ..Outcome::default() };
        }
        Ok(())
    }
}
