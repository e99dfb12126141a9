//! Who has fallen silent, by their own rhythm.
//!
//! **Invariants:** silence counts until the last day of which anything is known, so an old archive makes nobody lapse;
//! who is known about is left out until the day that was said.

use kith_domain::metrics::{
    Recent,
    rhythm::{self, RHYTHM_DAYS, Rhythm, Risk},
};
use rusqlite::params;
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Among, Read, Write, by_member::ByMember, error::Result, topic::Topic};

/// How near somebody is to being gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LapseRisk {
    /// Silent for more than two usual gaps.
    Watch,
    /// For more than four.
    AtRisk,
    /// For more than eight, and more than 90 days.
    Lost,
}

/// Somebody who is silent for longer than usual.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct Lapse {
    /// The member's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// How near.
    pub risk: LapseRisk,
    /// Days that usually lie between two active days.
    pub usual: f64,
    /// Days of silence.
    pub silent: u32,
    /// Active days of the last 180.
    pub active: u32,
    /// Messages ever.
    pub messages: u32,
    /// The last time, UTC milliseconds.
    pub last_at: Option<i64>,
    /// Known about until then, UTC milliseconds.
    pub paused_until: Option<i64>,
    /// An account to which a message can be sent.
    pub reach: Option<String>,
}

impl Read<'_> {
    /// Who is silent for longer than usual at `now`, `among` these: those who did most first. How many there are of each risk: to watch, at
    /// risk, lost; and how many are known about.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lapsing(
        &self,
        (wanted, paused): (&[LapseRisk], bool),
        among: &Among,
        now: i64,
        limit: u32,
    ) -> Result<(Vec<Lapse>, [u32; 4])> {
        let end = self.last_day(now)? + 1;
        let pauses = self.pauses(now)?;
        let mut counts = [0; 4];
        let mut found = Vec::new();
        for (key, one) in self.rhythms(end)? {
            let (place, risk) = match one.risk {
                Risk::None => continue,
                Risk::Watch => (0, LapseRisk::Watch),
                Risk::Near => (1, LapseRisk::AtRisk),
                Risk::Lost => (2, LapseRisk::Lost),
            };
            if !among.has(key) {
                continue;
            }
            let until = pauses.iter().find(|(member, _)| *member == key).map(|(_, until)| *until);
            let place = if until.is_some() { 3 } else { place };
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
            if until.is_some() == paused && (paused || wanted.contains(&risk)) {
                found.push((key, risk, one, until));
            }
        }
        found.sort_by(|a, b| b.2.active.cmp(&a.2.active).then(b.2.silent.cmp(&a.2.silent)).then(a.0.cmp(&b.0)));
        let rows = found
            .into_iter()
            .take(limit as usize)
            .map(|(key, risk, one, paused_until)| {
                let row = self.member_row(key)?;
                Ok(Lapse {
                    id: row.id,
                    name: row.name,
                    risk,
                    usual: one.usual,
                    silent: u32::try_from(one.silent).unwrap_or(0),
                    active: u32::try_from(one.active).unwrap_or(u32::MAX),
                    messages: row.posts + row.replies,
                    last_at: row.last_at,
                    paused_until,
                    reach: self.reach(key)?,
                })
            })
            .collect::<Result<_>>()?;
        Ok((rows, counts))
    }

    /// The rhythm of every member who counts and has one, by the 180 days before the day `end`: what
    /// [`rhythm::all`] says of [`Read::facts`], without what only metrics ask for.
    fn rhythms(&self, end: i32) -> Result<Vec<(i64, Rhythm)>> {
        let mut active: ByMember<Recent> = ByMember::new();
        self.each_day(&(end - RHYTHM_DAYS..end), |day, entries| {
            for entry in entries {
                if let Some(days) = active.of(entry.account) {
                    days.add(end - 1 - day);
                }
            }
        })?;
        active.join(self, Recent::join)?;
        let left_out = self.not_counted()?;
        let counted = active.each().filter(|(member, _)| !left_out.contains(member));
        Ok(counted.filter_map(|(member, days)| Some((member, rhythm::of(*days)?))).collect())
    }

    /// Members of whom no metric speaks: programs and the team.
    fn not_counted(&self) -> Result<FxHashSet<i64>> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM member WHERE is_bot = 1 OR is_team = 1")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Members that are known about, and until when.
    fn pauses(&self, now: i64) -> Result<Vec<(i64, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.member_id, max(l.until_at) FROM lapse_pause l JOIN identity i ON i.uid = l.identity
               JOIN person p ON p.identity_id = i.id WHERE l.until_at > ?1 GROUP BY 1",
        )?;
        let rows = statement.query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Leaves a member out until a time; no time takes that back.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such member.
    pub fn pause_lapse(&self, member: &str, until: Option<i64>, now: i64) -> Result<()> {
        let key = self.read().member_key(member)?;
        match until {
            Some(until) => self.connection.prepare_cached(
                "INSERT INTO lapse_pause (identity, until_at, decided_at) SELECT uid, ?2, ?3 FROM identity WHERE id = ?1
                 ON CONFLICT (identity) DO UPDATE SET until_at = excluded.until_at, decided_at = excluded.decided_at",
            )?.execute(params![key, until, now])?,
            None => self.connection.prepare_cached(
                "DELETE FROM lapse_pause WHERE identity IN (SELECT i.uid FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1)",
            )?.execute([key])?,
        };
        self.touch(Topic::Desk);
        Ok(())
    }
}
