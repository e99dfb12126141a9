//! Who does not want to be introduced, not before some day, or wants to when only volunteers are drawn.
//!
//! **Invariant:** a member whose accounts say different things is not drawn, if one of them says so: the safe answer wins.

use kith_domain::profile;
use rusqlite::params;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Whether somebody wants to be introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionWish {
    /// They said nothing.
    #[default]
    Usual,
    /// They said yes.
    In,
    /// They said no.
    Out,
}

/// What a member said about being introduced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct IntroductionChoice {
    /// The member.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whether they want to.
    pub wish: IntroductionWish,
    /// The first day on which they can be drawn again, `YYYY-MM-DD`.
    pub snoozed_until: Option<String>,
}

impl Read<'_> {
    /// What members said, by their keys: the wish, and until when they are left in peace.
    pub(crate) fn introduction_wishes(&self) -> Result<FxHashMap<i64, (IntroductionWish, Option<String>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.member_id, c.choice, c.snoozed_until FROM introduction_choice c JOIN identity i ON i.uid = c.identity
             JOIN person p ON p.identity_id = i.id",
        )?;
        let mut rows = statement.query([])?;
        let mut found: FxHashMap<i64, (IntroductionWish, Option<String>)> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let wish = match row.get::<_, String>(1)?.as_str() {
                "in" => IntroductionWish::In,
                "out" => IntroductionWish::Out,
                _ => IntroductionWish::Usual,
            };
            let entry = found.entry(row.get(0)?).or_default();
            entry.0 = entry.0.max(wish);
            entry.1 = entry.1.take().max(row.get(2)?);
        }
        Ok(found)
    }

    /// Members who said something about being introduced, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn introduction_choices(&self) -> Result<Vec<IntroductionChoice>> {
        let mut found = Vec::new();
        for (member, (wish, snoozed_until)) in self.introduction_wishes()? {
            let (id, name) = (self.uid_of(member)?, self.name_of(member)?);
            found.push(IntroductionChoice { id, name, wish, snoozed_until });
        }
        found.sort_by_cached_key(|one| (crate::words::fold(&one.name), one.id.clone()));
        Ok(found)
    }
}

impl Write<'_> {
    /// Notes whether a member wants to be introduced.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no account has this id; [`Error::Field`] when the day is none.
    pub fn choose_introductions(
        &self,
        uid: &str,
        wish: IntroductionWish,
        snoozed_until: Option<&str>,
        now: i64,
    ) -> Result<()> {
        let read = self.read();
        let member = read.member_key(uid)?;
        let until = profile::day(snoozed_until.unwrap_or_default())
            .map_err(|why| Error::Field { field: "until".into(), why: why.into() })?;
        let anchor = read.uid_of(member)?;
        // One row for a member: what another of its accounts said before is said anew.
        for account in read.account_uids(member)? {
            if account != anchor || (wish == IntroductionWish::Usual && until.is_none()) {
                self.connection
                    .prepare_cached("DELETE FROM introduction_choice WHERE identity = ?1")?
                    .execute([account])?;
            }
        }
        if wish != IntroductionWish::Usual || until.is_some() {
            let word = match wish {
                IntroductionWish::Usual => "usual",
                IntroductionWish::In => "in",
                IntroductionWish::Out => "out",
            };
            self.connection
                .prepare_cached(
                    "INSERT INTO introduction_choice (identity, choice, snoozed_until, updated_at) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (identity) DO UPDATE SET choice = excluded.choice, snoozed_until = excluded.snoozed_until,
                       updated_at = excluded.updated_at",
                )?
                .execute(params![anchor, word, until, now])?;
        }
        self.touch(Topic::Recognition);
        Ok(())
    }
}
