//! What people wrote in public, week by week (`week`): messages, and how many people wrote them. Bots are not in it.
//!
//! A page of a sync changes the weeks of the days it changes; somebody who becomes one person with another, or a bot, is
//! taken out of the weeks and put back in; an import, which brings all weeks at once, counts them anew at its end.
//!
//! **Invariants:** outside an import, the weeks equal what `daily`, `person` and `member` say, after every transaction;
//! nothing here reads more than the days of the week, or of the member, that changes.

use std::collections::BTreeMap;

use kith_domain::time::DayNumbers;
use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;

use crate::{Write, error::Result, ingest::Unfinished};

/// A look at a day takes as long as reading so many messages; in the small communities of tests a part of one, so that both
/// ways are gone.
const LOOK: (i64, i64) = if cfg!(test) { (1, 4) } else { (3, 1) };

/// What a member adds to the weeks: messages by monday.
type Weeks = BTreeMap<i64, i64>;

/// What changes in weeks: by monday and member, what was so before.
#[derive(Debug, Default)]
pub(crate) struct ChangedWeeks(BTreeMap<(i64, i64), Changed>);

#[derive(Debug, Clone, Copy, Default)]
struct Changed {
    messages: i64,
    /// Something was taken away: whether anything is left must be looked up.
    less: bool,
    wrote_before: bool,
}

/// The monday of the week that a day is in, both days since 1970-01-01: a Thursday.
const fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

impl Write<'_> {
    /// Looks at the weeks in which so many messages come or go, by day and account, before the days are changed.
    pub(crate) fn weeks_before(&self, changes: impl Iterator<Item = (i64, i64, i64)>) -> Result<ChangedWeeks> {
        let mut people: FxHashMap<i64, Option<i64>> = FxHashMap::default();
        let mut whose = self.connection.prepare_cached(
            "SELECT m.id FROM person p JOIN member m ON m.id = p.member_id WHERE p.identity_id = ?1 AND m.is_bot = 0",
        )?;
        let mut weeks = ChangedWeeks::default();
        for (day, account, messages) in changes.filter(|(.., messages)| *messages != 0) {
            let member = match people.get(&account) {
                Some(known) => *known,
                None => *people.entry(account).or_insert(whose.query_row([account], |row| row.get(0)).optional()?),
            };
            let Some(member) = member else { continue };
            let week = weeks.0.entry((monday(day), member)).or_default();
            week.messages += messages;
            week.less |= messages < 0;
        }
        for ((monday, member), week) in &mut weeks.0 {
            week.wrote_before = self.wrote_in_week(*member, *monday)?;
        }
        Ok(weeks)
    }

    /// Changes the weeks, once the days are changed.
    pub(crate) fn change_weeks_by(&self, weeks: &ChangedWeeks) -> Result<()> {
        let mut sums: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for ((monday, member), week) in &weeks.0 {
            let writes = if week.less { self.wrote_in_week(*member, *monday)? } else { true };
            let sum = sums.entry(*monday).or_default();
            sum.0 += week.messages;
            sum.1 += i64::from(writes) - i64::from(week.wrote_before);
        }
        sums.into_iter().try_for_each(|(monday, (messages, people))| self.add_to_week(monday, messages, people))?;
        self.drop_empty_weeks()
    }

    fn wrote_in_week(&self, member: i64, monday: i64) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM person p CROSS JOIN daily d
                   ON d.identity_id = p.identity_id AND d.day IN (?2, ?2 + 1, ?2 + 2, ?2 + 3, ?2 + 4, ?2 + 5, ?2 + 6)
                 WHERE p.member_id = ?1 AND d.posts + d.replies > 0)",
            )?
            .query_row([member, monday], |row| row.get(0))?)
    }

    fn add_to_week(&self, monday: i64, messages: i64, people: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO week (monday, messages, people) VALUES (?1, ?2, ?3)
                 ON CONFLICT (monday) DO UPDATE SET messages = messages + excluded.messages, people = people + excluded.people",
            )?
            .execute([monday, messages, people])?;
        Ok(())
    }

    fn drop_empty_weeks(&self) -> Result<()> {
        self.connection.prepare_cached("DELETE FROM week WHERE messages = 0 AND people = 0")?.execute([])?;
        Ok(())
    }

    /// Adds what members wrote in public to the weeks, or takes it out of them; while an import is under way, they are
    /// counted anew at its end instead.
    pub(crate) fn change_weeks(&self, members: impl IntoIterator<Item = i64>, sign: i64) -> Result<()> {
        self.forget_all_windows()?;
        if self.unfinished()? == Some(Unfinished::All) {
            return self.put_off_weeks();
        }
        for member in members {
            self.add_member_to_weeks(member, sign, false)?;
        }
        self.drop_empty_weeks()
    }

    /// Changes who is a bot by `change`, in the midst of a page: the days say what the weeks hold, and the messages may say more.
    pub(crate) fn turn(&self, member: i64, change: impl FnOnce(&Self) -> Result<()>) -> Result<()> {
        self.forget_all_windows()?;
        if self.unfinished()? == Some(Unfinished::All) {
            self.put_off_weeks()?;
            return change(self);
        }
        self.add_member_to_weeks(member, -1, true)?;
        change(self)?;
        self.add_member_to_weeks(member, 1, true)?;
        self.drop_empty_weeks()
    }

    fn add_member_to_weeks(&self, member: i64, sign: i64, by_days: bool) -> Result<()> {
        let weeks = self.weeks_of(member, by_days)?;
        weeks.into_iter().try_for_each(|(monday, messages)| self.add_to_week(monday, messages * sign, sign))
    }

    /// What a member wrote, by week; nothing of a bot. `by_days`: by the days alone.
    fn weeks_of(&self, member: i64, by_days: bool) -> Result<Weeks> {
        let mut numbers = DayNumbers::new(self.read().zone()?);
        let mut accounts = self.connection.prepare_cached(
            "SELECT p.identity_id, t.first_at, t.last_at, t.posts + t.replies FROM member m JOIN person p ON p.member_id = m.id
               JOIN tally t ON t.identity_id = p.identity_id
             WHERE m.id = ?1 AND m.is_bot = 0 AND t.first_at IS NOT NULL AND t.last_at IS NOT NULL",
        )?;
        let mut accounts = accounts.query([member])?;
        let mut on_day =
            self.connection.prepare_cached("SELECT posts + replies FROM daily WHERE day = ?1 AND identity_id = ?2")?;
        // The key tells the time and the index the space, so this reads no row.
        let mut written = self.connection.prepare_cached(
            "SELECT a.id FROM activity a JOIN space s ON s.id = a.space_id AND s.kind IN ('channel', 'category')
             WHERE a.identity_id = ?1 AND a.kind <= 2 AND a.gone_at IS NULL",
        )?;
        let mut weeks = Weeks::new();
        while let Some(row) = accounts.next()? {
            let (account, first, last, messages): (i64, i64, i64, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let days = numbers.of(first)..=numbers.of(last);
            // Whoever writes much is looked for day by day; of whoever wrote little, each message is.
            let (dear, cheap) = LOOK;
            if !by_days && messages.saturating_mul(cheap) < (days.end() - days.start()).saturating_mul(dear) {
                let mut rows = written.query([account])?;
                while let Some(row) = rows.next()? {
                    let id: i64 = row.get(0)?;
                    *weeks.entry(monday(numbers.of(id.div_euclid(64) * 1_000))).or_default() += 1;
                }
                continue;
            }
            for day in days {
                let messages: Option<i64> = on_day.query_row([day, account], |row| row.get(0)).optional()?;
                if let Some(messages) = messages.filter(|messages| *messages > 0) {
                    *weeks.entry(monday(day)).or_default() += messages;
                }
            }
        }
        Ok(weeks)
    }

    /// Counts the weeks that hold a stretch of days anew.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn recount_weeks(&self, from: i64, until: i64) -> Result<()> {
        let bounds: (Option<i64>, Option<i64>) =
            self.connection
                .query_row("SELECT min(day), max(day) FROM daily", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.forget_windows(from)?;
        self.connection
            .execute("DELETE FROM week WHERE monday >= ?1 AND monday <= ?2", [monday(from), monday(until)])?;
        let (Some(first), Some(last)) = bounds else { return Ok(()) };
        // A week at a time: all at once would sort every day of every account in memory.
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO week (monday, messages, people)
             SELECT ?1, sum(d.posts + d.replies), count(DISTINCT p.member_id)
             FROM daily d JOIN person p USING (identity_id) JOIN member m ON m.id = p.member_id
             WHERE d.day >= ?1 AND d.day < ?1 + 7 AND d.posts + d.replies > 0 AND m.is_bot = 0 HAVING count(*) > 0",
        )?;
        let mut week = monday(from.max(first));
        while week <= until.min(last) {
            insert.execute([week])?;
            week += 7;
        }
        Ok(())
    }

    /// Remembers that members changed in a way that the weeks must follow: an import that is under way counts them at its
    /// end. Should the program end before, that import is unfinished, and all is counted anew.
    pub(crate) fn put_off_weeks(&self) -> Result<()> {
        self.connection.execute_batch("CREATE TEMP TABLE IF NOT EXISTS weeks_put_off (x INTEGER)")?;
        Ok(())
    }

    pub(crate) fn weeks_were_put_off(&self) -> Result<bool> {
        let found = "SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE name = 'weeks_put_off')";
        Ok(self.connection.query_row(found, [], |row| row.get(0))?)
    }

    /// Counts all weeks anew.
    pub(crate) fn recount_all_weeks(&self) -> Result<()> {
        self.connection.execute_batch("DROP TABLE IF EXISTS temp.weeks_put_off")?;
        self.connection.execute("DELETE FROM week", [])?;
        self.recount_weeks(i64::from(i32::MIN), i64::from(i32::MAX))
    }
}
