//! Likes of a source that counts them with the post, and tells who and when elsewhere.
//!
//! **Invariant:** a reaction's rows add up to the number that the source showed last: those who are named, and one row of
//! identity 0 for the others.

use kith_domain::record::{ActivityRecord, LikeRecord};
use rusqlite::{OptionalExtension, params};

use super::{Session, SpaceKey};
use crate::{Write, error::Result};

/// Somebody who is known to have reacted.
pub(super) struct Named {
    emoji: i64,
    identity: i64,
    at: Option<i64>,
}

impl Write<'_> {
    /// Those named on a row for reactions of which the record only has the number.
    pub(super) fn named_likes(&self, id: i64, record: &ActivityRecord) -> Result<Vec<Named>> {
        let counted: Vec<(&str, i64)> = record
            .reactions
            .iter()
            .filter(|reaction| reaction.accounts.is_empty() && reaction.count > 0)
            .map(|reaction| (reaction.name.as_str(), i64::from(reaction.count)))
            .collect();
        if counted.is_empty() || record.gone {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT r.emoji_id, r.identity_id, r.at, e.name FROM reaction r JOIN emoji e ON e.id = r.emoji_id
             WHERE r.activity_id = ?1 AND r.identity_id <> 0",
        )?;
        let rows: Vec<(Named, String)> = statement
            .query_map([id], |row| {
                Ok((Named { emoji: row.get(0)?, identity: row.get(1)?, at: row.get(2)? }, row.get(3)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        // When fewer are left than are named, nothing tells who took theirs back: then all are counted and none is named.
        let fits = |name: &str| {
            let many = i64::try_from(rows.iter().filter(|(_, other)| other == name).count()).unwrap_or(i64::MAX);
            counted.iter().any(|(counted, count)| *counted == name && many <= *count)
        };
        let names: Vec<bool> = rows.iter().map(|(_, name)| fits(name)).collect();
        Ok(rows.into_iter().zip(names).filter(|(_, fits)| *fits).map(|((named, _), _)| named).collect())
    }

    /// Puts names back that a newer count left standing.
    pub(super) fn name_likes_again(
        &self,
        session: &mut Session,
        space: SpaceKey,
        id: i64,
        occurred_at: i64,
        named: &[Named],
    ) -> Result<()> {
        for like in named {
            self.name_like(session, space, id, occurred_at, like)?;
        }
        Ok(())
    }

    /// Who liked what, and when.
    pub(super) fn ingest_likes(&self, session: &mut Session, likes: &[LikeRecord]) -> Result<()> {
        for like in likes {
            let Some(realm) = session.spaces.get(&like.realm).copied() else { continue };
            let found: Option<(i64, i64, i64, bool)> = self
                .connection
                .prepare_cached(
                    "SELECT a.id, a.occurred_at, a.space_id, (SELECT kind IN ('channel', 'category') FROM space s WHERE s.id = a.space_id)
                     FROM activity a WHERE a.realm_id = ?1 AND a.remote = ?2 AND a.gone_at IS NULL",
                )?
                .query_row([realm.id, like.remote], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                .optional()?;
            let Some((id, occurred_at, space, public)) = found else { continue };
            if session.is_erased(&like.account) {
                continue;
            }
            let emoji = self.emoji_of(session, &like.name)?;
            let identity = self.identity_of(session, &like.account)?;
            let space = SpaceKey { id: space, realm: realm.id, public, forum: true };
            self.name_like(session, space, id, occurred_at, &Named { emoji, identity, at: like.at })?;
        }
        Ok(())
    }

    fn name_like(&self, session: &mut Session, space: SpaceKey, id: i64, occurred_at: i64, like: &Named) -> Result<()> {
        let new = self
            .connection
            .prepare_cached(
                "INSERT INTO reaction (activity_id, emoji_id, identity_id, count, at) VALUES (?1, ?2, ?3, 1, ?4)
                 ON CONFLICT (activity_id, emoji_id, identity_id) DO NOTHING",
            )?
            .execute(params![id, like.emoji, like.identity, like.at])?;
        if new == 0 {
            self.connection
                .prepare_cached(
                    "UPDATE reaction SET at = ?4 WHERE activity_id = ?1 AND emoji_id = ?2 AND identity_id = ?3 AND at IS NULL",
                )?
                .execute(params![id, like.emoji, like.identity, like.at])?;
            return Ok(());
        }
        session.count_reaction(space, like.identity, occurred_at, 1);
        // One of the unnamed has a name now. A like that is newer than the count adds to it.
        self.connection
            .prepare_cached(
                "UPDATE reaction SET count = count - 1 WHERE activity_id = ?1 AND emoji_id = ?2 AND identity_id = 0",
            )?
            .execute([id, like.emoji])?;
        self.connection
            .prepare_cached(
                "DELETE FROM reaction WHERE activity_id = ?1 AND emoji_id = ?2 AND identity_id = 0 AND count <= 0",
            )?
            .execute([id, like.emoji])?;
        Ok(())
    }
}
