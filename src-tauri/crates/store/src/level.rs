//! How far a member has come: the days on which it wrote in public, put to [`kith_domain::levels`].

use kith_domain::{
    levels::{self, Level, Period, Standing},
    time,
};
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Read, error::Result};

/// A stretch of days and on how many of them a member wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct LevelPeriod {
    /// `YYYY-MM-DD`.
    pub from: String,
    /// Its last day, `YYYY-MM-DD`.
    pub until: String,
    /// Days with a message in a public space.
    pub days: u32,
}

/// A member's level and why it has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberLevel {
    /// The level.
    #[ts(type = "\"exploring\" | \"participating\" | \"contributing\" | \"leading\"")]
    pub level: String,
    /// 1 is its highest step, 3 its lowest.
    pub step: u8,
    /// Days within a period that give it.
    pub needed: u32,
    /// The periods within a year that gave it, newest first.
    pub periods: Vec<LevelPeriod>,
    /// Until when it is kept without another, `YYYY-MM-DD`.
    pub kept_until: String,
    /// The next level; nothing above the highest.
    #[ts(type = "\"participating\" | \"contributing\" | \"leading\" | null")]
    pub next: Option<String>,
    /// Days within the running period that give it.
    pub next_needed: Option<u32>,
    /// The running period of the next level.
    pub next_period: Option<LevelPeriod>,
}

/// A member's level, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct LevelAnswer {
    /// Nothing without a message in public within a year, and for bots.
    pub level: Option<MemberLevel>,
}

impl Read<'_> {
    /// A member's level on the day of `now`, UTC milliseconds, in the community's zone.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when no account has this id.
    pub fn level(&self, uid: &str, now: i64) -> Result<LevelAnswer> {
        let (key, zone) = (self.member_key(uid)?, self.zone()?);
        let since = (now - 400 * time::DAY).div_euclid(1_000) * 64;
        let mut days = FxHashSet::default();
        self.days_written(key, since, &mut time::DayNumbers::new(zone), |day| {
            days.insert(day);
        })?;
        let days: Vec<_> = days.into_iter().map(time::day_with_number).collect();
        let standing = levels::standing(&days, time::day_of(now, zone));
        Ok(LevelAnswer { level: standing.as_ref().map(MemberLevel::of) })
    }
}

impl Read<'_> {
    /// Tells the day of every message that a member wrote in public, from the activity with this key on; nothing of bots.
    pub(crate) fn days_written(
        &self,
        member: i64,
        since: i64,
        numbers: &mut time::DayNumbers,
        mut each: impl FnMut(i64),
    ) -> Result<()> {
        let public: FxHashSet<i64> = self
            .connection
            .prepare_cached("SELECT id FROM space WHERE kind IN ('channel', 'category')")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        // The key tells the time and the index the space, so this reads no row.
        let mut written = self.connection.prepare_cached(
            "SELECT a.id, a.space_id FROM person p JOIN member m ON m.id = p.member_id CROSS JOIN activity a
               ON a.identity_id = p.identity_id AND a.kind <= 2 AND a.gone_at IS NULL AND a.id >= ?2
             WHERE p.member_id = ?1 AND m.is_bot = 0",
        )?;
        let mut rows = written.query([member, since])?;
        while let Some(row) = rows.next()? {
            let (id, space): (i64, i64) = (row.get(0)?, row.get(1)?);
            if public.contains(&space) {
                each(numbers.of(id.div_euclid(64) * 1_000));
            }
        }
        Ok(())
    }
}

impl MemberLevel {
    fn of(standing: &Standing) -> Self {
        Self {
            level: word(standing.level).to_owned(),
            step: standing.step,
            needed: standing.level.days(),
            periods: standing.periods.iter().map(LevelPeriod::of).collect(),
            kept_until: standing.kept_until.to_string(),
            next: standing.toward.map(|(next, _)| word(next).to_owned()),
            next_needed: standing.toward.map(|(next, _)| next.days()),
            next_period: standing.toward.map(|(_, period)| LevelPeriod::of(&period)),
        }
    }
}

impl LevelPeriod {
    fn of(period: &Period) -> Self {
        Self { from: period.from.to_string(), until: period.until.to_string(), days: period.days }
    }
}

const fn word(level: Level) -> &'static str {
    match level {
        Level::Exploring => "exploring",
        Level::Participating => "participating",
        Level::Contributing => "contributing",
        Level::Leading => "leading",
    }
}
