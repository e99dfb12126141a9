//! Who waits for an answer: one queue over all sources.
//!
//! The rules are those of `metrics.md` B3 and B4: an answer counts that another member wrote who is no bot, and it has not
//! been taken away. In a chat not every message wants an answer: those are shown that ask, that are somebody's first, or in
//! which the one who opened them goes on writing. Where an answer stands beside its question and not under it, that is a
//! guess, and shown as one: the next message of somebody else within an hour, when it comes first or names the one who asked.
//!
//! **Invariants:** public spaces in which answers are expected; what is closed, archived or solved at a forum waits for
//! nobody; what was marked as needing no answer comes back when somebody writes in it.

use kith_domain::time::DayNumbers;
use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::askers::Askers;
use crate::{
    Among, Read, Write,
    error::{Error, Result},
    metrics::Opening,
    topic::Topic,
};

/// For so long after their first message somebody is new, milliseconds.
pub(super) const NEW_FOR: i64 = 14 * 86_400_000;
/// For so long the next message in a chat may be the answer, milliseconds.
const BESIDE: i64 = 3_600_000;
/// For so long an answer that went out may take until it comes back with a sync, milliseconds.
const ON_ITS_WAY: i64 = 2 * 86_400_000;

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AskState {
    /// It waits.
    Open,
    /// It waits, and somebody said that they take it.
    Claimed,
    /// Put off.
    Snoozed,
    /// It needs no answer.
    Closed,
    /// An answer written here is on its way.
    Answering,
    /// An answer seems to stand beside it.
    Perhaps,
}

/// A conversation that nobody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The message that opened it.
    pub id: i64,
    /// When that was, UTC milliseconds.
    pub at: i64,
    /// Who opened it: the member's key.
    pub member: i64,
    /// The source's key.
    pub source: i64,
    /// The space's key.
    pub space: i64,
    /// It is a newcomer's …
    pub newcomer: bool,
    /// … and their first message at all.
    pub first: bool,
    /// It asks for something, or is a forum's topic.
    pub asks: bool,
    /// Where it stands.
    pub state: AskState,
    /// Who takes it; empty: whoever uses this file.
    pub claimed_by: Option<String>,
    /// Put off until then, UTC milliseconds.
    pub snoozed_until: Option<i64>,
    /// The message that seems to answer it.
    pub perhaps: Option<i64>,
    /// Messages in it since, by the one who opened it or by bots.
    pub replies: u32,
    /// The newest of them, UTC milliseconds.
    pub last_at: Option<i64>,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct QueueCounts {
    /// That wait, claimed or not.
    pub open: u32,
    /// Of these, claimed.
    pub claimed: u32,
    /// Put off.
    pub snoozed: u32,
    /// That need no answer.
    pub closed: u32,
    /// On their way.
    pub answering: u32,
    /// With an answer beside them, perhaps.
    pub perhaps: u32,
}

/// The queue.
#[derive(Debug, Clone, Default)]
pub struct Queued {
    /// Newcomers first, then the oldest first.
    pub all: Vec<Asked>,
    /// How many.
    pub counts: QueueCounts,
}

/// What was decided.
struct Decision {
    claimed_by: Option<String>,
    snoozed_until: Option<i64>,
    closed_at: Option<i64>,
}

/// A question in a chat behind which an answer may come.
struct Pending {
    row: usize,
    at: i64,
    member: i64,
    account: i64,
    first_passed: bool,
}

/// A conversation that goes on, as far as the queue asks.
struct Thread {
    id: i64,
    answered: bool,
    replies: u32,
    last_at: i64,
}

/// What was opened and nobody answered, before anything that was decided about it.
#[derive(Debug, Clone, Default)]
pub struct Questions(Vec<Asked>);

impl Read<'_> {
    /// What was opened since `since` and nobody answered, at `now` (UTC milliseconds). `all`: in chats also what asks for
    /// nothing; `source`: only of the one with this key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn queue_of_unanswered(&self, since: i64, now: i64, all: bool, source: Option<i64>) -> Result<Queued> {
        self.queue_of(&self.questions(since, all, source)?, since, &Among::EVERYBODY, now)
    }

    /// The same without what was decided, and before what was done about it: as slow as the time is long, and the same until
    /// messages, members or spaces change.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions(&self, since: i64, all: bool, source: Option<i64>) -> Result<Questions> {
        let places = self.queue_places()?;
        let from = since.div_euclid(1_000).saturating_mul(64);
        let done = self.done_topics(from)?;
        let threads = self.threads_since(from)?;
        let mut threads = threads.iter().peekable();
        let askers = Askers::read(self, since)?;
        let mut found: Vec<Asked> = Vec::new();
        let mut pending: FxHashMap<i64, Vec<Pending>> = FxHashMap::default();
        let mut days = DayNumbers::new(self.zone()?);
        let first_day = i32::try_from(days.of(from.div_euclid(64) * 1_000)).unwrap_or(i32::MIN / 2);
        self.each_opening(&(first_day..i32::MAX / 2), |opened| {
            let place = places.get(&opened.space).filter(|place| source.is_none_or(|source| source == place.source));
            let Some(place) = place.filter(|_| opened.id >= from) else { return Ok(()) };
            let who = askers.of(opened.account);
            if who.is_bot {
                return Ok(());
            }
            if !place.forum
                && let Some(waiting) = pending.get_mut(&opened.space)
            {
                self.settle(waiting, &mut found, opened, who.member)?;
            }
            // Both come in the order of keys.
            while threads.next_if(|thread| thread.id < opened.id).is_some() {}
            let thread = threads.peek().filter(|thread| thread.id == opened.id);
            if thread.is_some_and(|thread| thread.answered) || who.is_team || done.contains(&opened.id) {
                return Ok(());
            }
            let first = who.first_at == Some(opened.at);
            let asks = place.forum || opened.asks;
            if !(asks || first || thread.is_some() || all) {
                return Ok(());
            }
            if !place.forum && thread.is_none() {
                pending.entry(opened.space).or_default().push(Pending {
                    row: found.len(),
                    at: opened.at,
                    member: who.member,
                    account: opened.account,
                    first_passed: false,
                });
            }
            found.push(Asked {
                id: opened.id,
                at: opened.at,
                member: who.member,
                source: place.source,
                space: opened.space,
                newcomer: who.first_at.is_some_and(|first| opened.at - first <= NEW_FOR),
                first,
                asks,
                state: AskState::Open,
                claimed_by: None,
                snoozed_until: None,
                perhaps: None,
                replies: thread.map_or(0, |thread| thread.replies),
                last_at: thread.map(|thread| thread.last_at),
            });
            Ok(())
        })?;
        found.sort_by_key(|one| (!one.newcomer, one.id));
        Ok(Questions(found))
    }

    /// Conversations whose opening has this key or a later one, in the order of keys.
    fn threads_since(&self, from: i64) -> Result<Vec<Thread>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, answered_in IS NOT NULL, replies, last_at FROM thread WHERE id >= ?1 ORDER BY id",
        )?;
        let rows = statement.query_map([from], |row| {
            Ok(Thread { id: row.get(0)?, answered: row.get(1)?, replies: row.get(2)?, last_at: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a message answers what was asked in its space before.
    fn settle(&self, waiting: &mut Vec<Pending>, found: &mut [Asked], opened: &Opening, member: i64) -> Result<()> {
        waiting.retain(|one| opened.at - one.at <= BESIDE);
        let mut answered = Vec::new();
        for (place, one) in waiting.iter_mut().enumerate().filter(|(_, one)| one.member != member) {
            let names = !opened.named.is_empty()
                && self
                    .account_remote(one.account)?
                    .is_some_and(|remote| opened.named.iter().any(|name| name.starts_with(&remote)));
            if names || !one.first_passed {
                answered.push(place);
                if let Some(row) = found.get_mut(one.row) {
                    row.perhaps = Some(opened.id);
                }
            }
            one.first_passed = true;
        }
        for place in answered.into_iter().rev() {
            waiting.remove(place);
        }
        Ok(())
    }

    /// The queue at `now`, UTC milliseconds: of these questions those since `since` that somebody `among` asked, with what was
    /// decided about them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn queue_of(&self, questions: &Questions, since: i64, among: &Among, now: i64) -> Result<Queued> {
        let decided = self.decisions()?;
        let answering = self.answers_on_their_way(now)?;
        let mut counts = QueueCounts::default();
        let mut all: Vec<Asked> =
            questions.0.iter().filter(|one| one.at >= since && among.has(one.member)).cloned().collect();
        for one in &mut all {
            one.decide(decided.get(&one.id), answering.contains(&one.id), now);
            let count = match one.state {
                AskState::Open => &mut counts.open,
                AskState::Claimed => {
                    counts.open += 1;
                    &mut counts.claimed
                }
                AskState::Snoozed => &mut counts.snoozed,
                AskState::Closed => &mut counts.closed,
                AskState::Answering => &mut counts.answering,
                AskState::Perhaps => &mut counts.perhaps,
            };
            *count += 1;
        }
        Ok(Queued { all, counts })
    }

    /// Public spaces in which answers are expected.
    fn queue_places(&self) -> Result<FxHashMap<i64, QueuePlace>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id, s.source_id, s.kind = 'category' FROM space s LEFT JOIN space_choice c ON c.space = s.uid
             WHERE s.kind IN ('channel', 'category') AND coalesce(c.expects_answer, 1) = 1",
        )?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, QueuePlace { source: row.get(1)?, forum: row.get(2)? })))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Topics that are done at the forum.
    fn done_topics(&self, from: i64) -> Result<FxHashSet<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT root_id FROM topic WHERE root_id >= ?1 AND (closed = 1 OR archived = 1 OR solved = 1)",
        )?;
        let rows = statement.query_map([from], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn decisions(&self) -> Result<FxHashMap<i64, Decision>> {
        let mut statement =
            self.connection.prepare_cached("SELECT activity, claimed_by, snoozed_until, closed_at FROM attention")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, Decision { claimed_by: row.get(1)?, snoozed_until: row.get(2)?, closed_at: row.get(3)? }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Conversations for which an answer waits in the outbox, or went out and has not come back yet.
    fn answers_on_their_way(&self, now: i64) -> Result<FxHashSet<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT CAST(payload ->> 'thread_id' AS INTEGER) FROM intent WHERE kind = 'reply' AND payload ->> 'thread_id' IS NOT NULL
               AND (state IN ('queued', 'sending') OR (state = 'sent' AND sent_at > ?1))",
        )?;
        let rows = statement.query_map([now - ON_ITS_WAY], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The title of a topic, by the message that opened it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn title_of(&self, root: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT title FROM thread WHERE id = ?1")?
            .query_row([root], |row| row.get(0))
            .optional()?
            .flatten())
    }

    fn account_remote(&self, account: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT remote FROM identity WHERE id = ?1")?
            .query_row([account], |row| row.get(0))
            .optional()?)
    }
}

/// What a space is to the queue.
#[derive(Debug, Clone, Copy)]
struct QueuePlace {
    source: i64,
    forum: bool,
}

impl Asked {
    /// Where it stands after what was decided.
    fn decide(&mut self, decision: Option<&Decision>, answering: bool, now: i64) {
        let last = self.last_at.unwrap_or(self.at);
        self.state = match decision {
            _ if answering => AskState::Answering,
            Some(Decision { closed_at: Some(closed), .. }) if last <= *closed => AskState::Closed,
            Some(Decision { snoozed_until: Some(until), .. }) if *until > now => AskState::Snoozed,
            Some(Decision { claimed_by: Some(_), .. }) => AskState::Claimed,
            _ if self.perhaps.is_some() => AskState::Perhaps,
            _ => AskState::Open,
        };
        self.claimed_by = decision.and_then(|decision| decision.claimed_by.clone());
        self.snoozed_until = decision.and_then(|decision| decision.snoozed_until).filter(|until| *until > now);
    }
}

/// A change of what was decided; what is not named stays.
#[derive(Debug, Clone, Default)]
pub struct Attend {
    /// Who takes it: `Some(None)` nobody, `Some(Some(""))` whoever uses this file.
    pub claimed_by: Option<Option<String>>,
    /// Until when it is put off.
    pub snoozed_until: Option<Option<i64>>,
    /// Since when it needs no answer.
    pub closed_at: Option<Option<i64>>,
}

impl Write<'_> {
    /// Notes what was decided about a conversation.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message.
    pub fn attend(&self, id: &str, change: &Attend, now: i64) -> Result<()> {
        let missing = || Error::NotFound("message");
        let key: i64 = id.parse().map_err(|_| missing())?;
        let there: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM activity WHERE id = ?1 AND kind = 1)")?
            .query_row([key], |row| row.get(0))?;
        if !there {
            return Err(missing());
        }
        let before: Option<(Option<String>, Option<i64>, Option<i64>)> = self
            .connection
            .prepare_cached("SELECT claimed_by, snoozed_until, closed_at FROM attention WHERE activity = ?1")?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (claimed_by, snoozed_until, closed_at) = before.unwrap_or_default();
        let claimed_by = change.claimed_by.clone().unwrap_or(claimed_by);
        let snoozed_until = change.snoozed_until.unwrap_or(snoozed_until);
        let closed_at = change.closed_at.unwrap_or(closed_at);
        self.connection
            .prepare_cached(
                "INSERT INTO attention (activity, claimed_by, snoozed_until, closed_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (activity) DO UPDATE SET claimed_by = excluded.claimed_by, snoozed_until = excluded.snoozed_until,
                   closed_at = excluded.closed_at, updated_at = excluded.updated_at",
            )?
            .execute(params![key, claimed_by, snoozed_until, closed_at, now])?;
        self.touch(Topic::Desk);
        Ok(())
    }
}
