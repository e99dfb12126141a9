//! What somebody reached lately: round numbers of answers, messages and events, and first messages.
//!
//! **Invariant:** what is read are the packed days and the events of these days, whatever there is from earlier.

use chrono::NaiveDate;
use kith_domain::{celebrations::just_reached, time};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::{CelebrationKind, Whom, between};
use crate::{Read, by_member::ByMember, error::Result};

/// Days in which a first message or a round number is news.
const NEWS: i64 = 14;
/// Events that are worth a word: the tenth, and so on.
const EVENTS: [u32; 5] = [10, 25, 50, 100, 250];
/// First messages of these.
const NEWCOMERS: u32 = 100;

/// What somebody wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Written {
    replies: u32,
    messages: u32,
}

impl Written {
    const fn add(&mut self, other: Self) {
        self.replies += other.replies;
        self.messages += other.messages;
    }
}

impl Read<'_> {
    /// Round numbers that were reached lately.
    pub(super) fn round_numbers(&self, now: i64, found: &mut Vec<Whom>) -> Result<()> {
        let today = time::day_of(now, self.zone()?);
        let number = i32::try_from(time::day_number(today)).unwrap_or(0);
        let days = number - i32::try_from(NEWS).unwrap_or(0)..number + 1;
        // How much each member wrote in these days.
        let mut lately: ByMember<Written> = ByMember::new();
        let mut written = Vec::new();
        self.each_day(&days, |day, entries| {
            for entry in entries.iter().filter(|entry| entry.posts + entry.replies > 0) {
                let one = Written { replies: entry.replies, messages: entry.posts + entry.replies };
                if let Some(sum) = lately.of(entry.account) {
                    sum.add(one);
                }
                written.push((entry.account, day, one));
            }
        })?;
        lately.join(self, Written::add)?;
        let mut totals = self
            .connection
            .prepare_cached("SELECT replies, messages FROM member WHERE id = ?1 AND is_bot = 0 AND has_left = 0")?;
        let mut reached_by: Vec<(i64, Written)> = Vec::new();
        for (key, sum) in lately.each() {
            let totals: Option<Written> = totals
                .query_row([key], |row| Ok(Written { replies: row.get(0)?, messages: row.get(1)? }))
                .optional()?;
            let round = |total: u32, lately: u32| just_reached(total, lately).is_some();
            reached_by.extend(
                totals
                    .filter(|all| round(all.replies, sum.replies) || round(all.messages, sum.messages))
                    .map(|all| (key, all)),
            );
        }
        let days = self.days_of_some(&reached_by, &written)?;
        for (key, totals) in reached_by {
            let days = days.get(&key).map_or(&[][..], Vec::as_slice);
            let answers = reached(totals.replies, days.iter().map(|(day, one)| (*day, one.replies)));
            let all = reached(totals.messages, days.iter().map(|(day, one)| (*day, one.messages)));
            // Who mostly answers reaches both at about the same time: one word is enough.
            let told = [
                answers.map(|found| (CelebrationKind::Answers, "answers", found)),
                all.filter(|(round, _)| answers.is_none() && *round >= 100)
                    .map(|found| (CelebrationKind::Messages, "messages", found)),
            ];
            for (kind, word, (round, day)) in told.into_iter().flatten() {
                found.push(Whom {
                    key,
                    kind,
                    number: Some(round),
                    occasion: format!("{word} {round}"),
                    day: time::day_with_number(i64::from(day)),
                    in_days: i64::from(day - number),
                });
            }
        }
        Ok(())
    }

    /// What these members wrote on each day: newest last.
    fn days_of_some(
        &self,
        members: &[(i64, Written)],
        written: &[(i64, i32, Written)],
    ) -> Result<FxHashMap<i64, Vec<(i32, Written)>>> {
        let mut whose: FxHashMap<i64, i64> = FxHashMap::default();
        for (member, _) in members {
            whose.extend(self.accounts_in(*member)?.into_iter().map(|account| (account, *member)));
        }
        let mut days: FxHashMap<i64, Vec<(i32, Written)>> = FxHashMap::default();
        for (account, day, one) in written {
            if let Some(member) = whose.get(account) {
                days.entry(*member).or_default().push((*day, *one));
            }
        }
        Ok(days)
    }

    /// Whose tenth event it was, or another round one. Who came is asked of the events of these days alone.
    pub(super) fn events_reached(&self, now: i64, today: NaiveDate, found: &mut Vec<Whom>) -> Result<()> {
        const CAME: &str = "g.identity IS NOT NULL AND e.deleted_at IS NULL AND e.cancelled = 0
           AND (EXISTS (SELECT 1 FROM check_in c WHERE c.undone_at IS NULL
               AND (c.guest = g.id OR c.guest IN (SELECT o.id FROM guest o WHERE o.same_as = g.id)))
             OR (SELECT sum(s.until_at - s.from_at) FROM event_stay s WHERE s.guest = g.id) >= e.least_min * 60000)";
        let mut recent = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT p.member_id, e.end_at FROM event e JOIN guest g ON g.event = e.id JOIN identity i ON i.uid = g.identity
               JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id
             WHERE e.end_at BETWEEN ?1 AND ?2 AND m.is_bot = 0 AND m.has_left = 0 AND {CAME}"
        ))?;
        let mut many = self.connection.prepare_cached(&format!(
            "SELECT count(DISTINCT e.id) FROM person p JOIN identity i ON i.id = p.identity_id JOIN guest g ON g.identity = i.uid
               JOIN event e ON e.id = g.event WHERE p.member_id = ?1 AND e.end_at <= ?2 AND {CAME}"
        ))?;
        let zone = self.zone()?;
        let mut rows = recent.query([now - NEWS * time::DAY, now])?;
        while let Some(row) = rows.next()? {
            let (key, end_at): (i64, i64) = (row.get(0)?, row.get(1)?);
            let many: u32 = many.query_row([key, end_at], |row| row.get(0))?;
            if EVENTS.contains(&many) {
                let day = time::day_of(end_at, zone);
                found.push(Whom {
                    key,
                    kind: CelebrationKind::Events,
                    number: Some(many),
                    occasion: format!("events {many}"),
                    day,
                    in_days: between(today, day),
                });
            }
        }
        Ok(())
    }

    pub(super) fn first_posts(&self, now: i64, today: NaiveDate, found: &mut Vec<Whom>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, first_at FROM member WHERE first_at >= ?1 AND first_at <= ?2 AND is_bot = 0 AND has_left = 0 AND messages > 0
             ORDER BY first_at DESC LIMIT ?3",
        )?;
        let zone = self.zone()?;
        let mut rows = statement.query(params![now - NEWS * time::DAY, now, NEWCOMERS])?;
        while let Some(row) = rows.next()? {
            let day = time::day_of(row.get(1)?, zone);
            found.push(Whom {
                key: row.get(0)?,
                kind: CelebrationKind::FirstPost,
                number: None,
                occasion: "first_post".to_owned(),
                day,
                in_days: between(today, day),
            });
        }
        Ok(())
    }
}

/// The round number that a total reached on one of these days, and the day.
fn reached(total: u32, days: impl DoubleEndedIterator<Item = (i32, u32)> + Clone) -> Option<(u32, i32)> {
    let lately = days.clone().map(|(_, many)| many).sum();
    let round = just_reached(total, lately)?;
    let mut left = total;
    let mut reached = None;
    for (day, many) in days.rev() {
        reached = Some((round, day));
        left = left.saturating_sub(many);
        if left < round {
            break;
        }
    }
    reached
}
