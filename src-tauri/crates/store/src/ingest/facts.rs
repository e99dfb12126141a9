//! Groups, badges, and what connectors remember.

use kith_domain::record::{GroupRecord, MarkRecord};
use rusqlite::params;

use super::Session;
use crate::{Write, error::Result};

impl Write<'_> {
    pub(super) fn ingest_groups(&self, session: &mut Session, groups: &[GroupRecord]) -> Result<()> {
        for group in groups {
            let id: i64 = self
                .connection
                .prepare_cached(
                    "INSERT INTO account_group (source_id, kind, remote, name, purpose, archived) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (source_id, kind, remote) DO UPDATE SET name = excluded.name, purpose = excluded.purpose, archived = excluded.archived
                     RETURNING id",
                )?
                .query_row(
                    params![session.origin.source, group.kind.word(), group.remote, group.name, group.purpose, group.archived],
                    |row| row.get(0),
                )?;
            let Some(members) = &group.members else { continue };
            let mut keys = Vec::with_capacity(members.len());
            for member in members {
                if session.is_erased(member) {
                    continue;
                }
                keys.push(self.identity_of(session, member)?);
            }
            self.connection
                .prepare_cached(
                    "DELETE FROM account_group_member WHERE group_id = ?1 AND identity_id NOT IN (SELECT value FROM json_each(?2))",
                )?
                .execute(params![id, serde_json::to_string(&keys).unwrap_or_default()])?;
            for key in keys {
                self.connection
                    .prepare_cached(
                        "INSERT INTO account_group_member (group_id, identity_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    )?
                    .execute([id, key])?;
            }
        }
        Ok(())
    }

    pub(super) fn ingest_marks(&self, session: &Session, marks: &[MarkRecord]) -> Result<()> {
        for record in marks {
            let Some(space) = session.spaces.get(&record.space) else { continue };
            self.connection
                .prepare_cached(
                    "INSERT INTO mark (space_id, number, value, extra) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (space_id, number) DO UPDATE SET value = excluded.value, extra = excluded.extra",
                )?
                .execute([space.id, record.number, record.mark.value, record.mark.extra])?;
        }
        Ok(())
    }
}
