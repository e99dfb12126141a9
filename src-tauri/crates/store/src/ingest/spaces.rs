//! Spaces and who is in them.
//!
//! **Invariant:** a space that is closed or opened takes its days along: what only some may read counts in no public
//! number.

use kith_domain::{
    id,
    record::{AccountRecord, ActivityKind, SpaceKind, SpaceRecord},
};
use rusqlite::{OptionalExtension, params};

use super::{Session, SpaceKey};
use crate::{Write, error::Result};

impl Write<'_> {
    pub(super) fn ingest_spaces(&self, session: &mut Session, spaces: &[SpaceRecord]) -> Result<()> {
        let mut turned = Vec::new();
        for space in spaces {
            let before = self.is_public(session, &space.remote)?;
            let id = self.upsert_space(session, space)?;
            let mut key = SpaceKey::of(id, id, space.kind);
            // An older archive does not say who may read it now.
            key.public = self.is_public(session, &space.remote)?.unwrap_or(key.public);
            if before.is_some_and(|public| public != key.public) {
                turned.push(&space.remote);
            }
            session.spaces.insert(space.remote.clone(), key);
            session.highest.entry(id).or_insert(i64::MIN);
        }
        // The realm may come later in the same batch.
        for space in spaces {
            let realm = space.realm.as_ref().and_then(|realm| session.spaces.get(realm)).map(|realm| realm.id);
            if let (Some(realm), Some(key)) = (realm, session.spaces.get_mut(&space.remote)) {
                key.realm = realm;
            }
        }
        for remote in turned {
            if let Some(key) = session.spaces.get(remote).copied() {
                self.count_days_of(session, key)?;
            }
        }
        Ok(())
    }

    /// Whether anyone may read a known space.
    fn is_public(&self, session: &Session, remote: &str) -> Result<Option<bool>> {
        Ok(self
            .connection
            .prepare_cached("SELECT kind IN (?3, ?4) FROM space WHERE source_id = ?1 AND remote = ?2")?
            .query_row(
                params![session.origin.source, remote, SpaceKind::Channel.word(), SpaceKind::Category.word()],
                |row| row.get(0),
            )
            .optional()?)
    }

    /// Counts what a space holds into the days, or out of them, when it was opened or closed.
    fn count_days_of(&self, session: &mut Session, space: SpaceKey) -> Result<()> {
        let sign = if space.public { 1 } else { -1 };
        let mut activities = self.connection.prepare_cached(
            "SELECT identity_id, occurred_at, kind FROM activity
             WHERE realm_id = ?1 AND space_id = ?2 AND kind <= 3 AND gone_at IS NULL AND identity_id IS NOT NULL",
        )?;
        let mut rows = activities.query([space.realm, space.id])?;
        while let Some(row) = rows.next()? {
            let (identity, at, kind): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            session.move_account(identity);
            let delta = session.daily.entry((session.days.of(at), identity)).or_default();
            match ActivityKind::from_number(kind) {
                ActivityKind::Post => delta.posts += sign,
                ActivityKind::Reply => delta.replies += sign,
                _ => delta.joins += sign,
            }
        }
        let mut reactions = self.connection.prepare_cached(
            "SELECT r.identity_id, a.occurred_at, r.count FROM activity a JOIN reaction r ON r.activity_id = a.id
             WHERE a.realm_id = ?1 AND a.space_id = ?2 AND r.identity_id <> 0",
        )?;
        let mut rows = reactions.query([space.realm, space.id])?;
        while let Some(row) = rows.next()? {
            let (identity, at, count): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            session.daily.entry((session.days.of(at), identity)).or_default().reactions += sign * count;
        }
        Ok(())
    }

    fn upsert_space(&self, session: &Session, space: &SpaceRecord) -> Result<i64> {
        let origin = &session.origin;
        let found: Option<(i64, String, String, i64)> = self
            .connection
            .query_row(
                "SELECT id, name, former_names, named_at FROM space WHERE source_id = ?1 AND remote = ?2",
                params![origin.source, space.remote],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()?;
        let Some((id, name, former, named_at)) = found else {
            let uid = id::space_id(origin.source_uid, &space.remote).to_string();
            self.connection.execute(
                "INSERT INTO space (uid, source_id, remote, name, named_at, kind, archived, topic, purpose, created_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    uid,
                    origin.source,
                    space.remote,
                    space.name,
                    origin.as_of,
                    space.kind.word(),
                    space.archived,
                    space.topic,
                    space.purpose,
                    space.created_at
                ],
            )?;
            return Ok(self.connection.last_insert_rowid());
        };
        let mut former: Vec<String> = serde_json::from_str(&former).unwrap_or_default();
        if origin.as_of >= named_at {
            if name != space.name && !former.contains(&name) {
                former.push(name);
            }
            former.retain(|former| *former != space.name);
            self.connection.execute(
                "UPDATE space SET name = ?2, former_names = ?3, named_at = ?4, kind = ?5, archived = ?6, topic = ?7, purpose = ?8,
                   created_at = coalesce(?9, created_at)
                 WHERE id = ?1 AND (name, former_names, named_at, kind, archived, topic, purpose) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    id, space.name, serde_json::to_string(&former).unwrap_or_default(), origin.as_of, space.kind.word(),
                    space.archived, space.topic, space.purpose, space.created_at
                ],
            )?;
        } else if name != space.name && !former.contains(&space.name) {
            // An older archive: what it calls the space is a former name.
            former.push(space.name.clone());
            self.connection.execute(
                "UPDATE space SET former_names = ?2 WHERE id = ?1",
                params![id, serde_json::to_string(&former).unwrap_or_default()],
            )?;
        }
        Ok(id)
    }

    pub(super) fn ingest_memberships(&self, session: &mut Session, spaces: &[SpaceRecord]) -> Result<()> {
        for space in spaces {
            let Some(key) = session.spaces.get(&space.remote).copied() else { continue };
            for remote in &space.members {
                // Of an account that nobody described and that did nothing, a membership says nothing.
                let Some(identity) = session.identities.get(remote).copied() else { continue };
                self.connection
                    .prepare_cached(
                        "INSERT INTO membership (space_id, identity_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    )?
                    .execute([key.id, identity])?;
            }
            if space.all_members {
                let keys: Vec<i64> =
                    space.members.iter().filter_map(|remote| session.identities.get(remote).copied()).collect();
                self.connection
                    .prepare_cached(
                        "DELETE FROM membership WHERE space_id = ?1 AND identity_id NOT IN (SELECT value FROM json_each(?2))",
                    )?
                    .execute(params![key.id, serde_json::to_string(&keys).unwrap_or_default()])?;
            }
        }
        Ok(())
    }

    /// The key of an account; one that the source never described is made under its remote id.
    pub(super) fn identity_of(&self, session: &mut Session, remote: &str) -> Result<i64> {
        if let Some(id) = session.identities.get(remote) {
            return Ok(*id);
        }
        let account = AccountRecord {
            remote: remote.to_owned(),
            name: remote.to_owned(),
            missing: true,
            ..AccountRecord::default()
        };
        self.ingest_account(session, &account, None)
    }
}
