//! Threads: which of them changed, and reading those.
//!
//! Facts: the message that opened a thread says how many answers it has and when the last one came; replies come oldest
//! first, and that message leads every page; `oldest` is exclusive; a count that fell means that answers were deleted.
//!
//! **Invariants:** a thread's mark is written with the last of its answers, so that a thread that was cut off is read again;
//! what is not shown is declared gone only after the whole thread was read, and not where the plan hides something.

use kith_domain::record::{Batch, GoneRecord, Mark, MarkRecord, Unreadable};
use rustc_hash::FxHashSet;

use super::{
    Run, Slack,
    call::Failure,
    errors,
    messages::CAPPED,
    page::{self, Root},
    state::State,
};
use crate::{
    connector::{Known, Pull, Scope},
    error::{Error, Result},
    slack::normalise::Thread,
};

/// The most that Slack gives at once.
const LIMIT: usize = 1_000;
/// So many threads are stored at once …
const AT_ONCE: usize = 100;
/// … or so many answers …
const ANSWERS: usize = 500;
/// … or those that were read within so many milliseconds.
const PATIENCE: i64 = 10_000;

/// A thread to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Debt {
    root: i64,
    thread: Thread,
    /// It stands there only because of its answers.
    is_tombstone: bool,
    /// Only answers after the last one that is here are needed; `None` means all.
    grown: Option<Mark>,
}

impl Debt {
    /// To read a thread once more.
    pub(super) fn without_news(root: &Root) -> Option<Self> {
        let thread = root.thread.filter(|thread| thread.count > 0)?;
        Some(Self { root: root.number, thread, is_tombstone: root.gone, grown: None })
    }

    pub(super) const fn is_younger(&self, than: i64) -> bool {
        self.thread.latest > than
    }

    pub(super) const fn is_same(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Slack {
    /// What has to be read of the threads of a page, the youngest last. With `down_to` those from there on are done; those
    /// answered after `lately` are read again without news.
    pub(super) async fn debts(
        &self,
        channel: &str,
        roots: &[Root],
        down_to: Option<i64>,
        lately: Option<i64>,
        pull: &Pull<'_>,
    ) -> Result<Vec<Debt>> {
        let roots: Vec<Root> =
            roots.iter().copied().filter(|root| down_to.is_none_or(|done| root.number < done)).collect();
        let numbers: Vec<i64> = roots.iter().map(|root| root.number).collect();
        let marks = pull.known.marks(channel, &numbers).await?;
        let mut debts = Vec::new();
        for (root, mark) in roots.iter().zip(marks) {
            let thread = root.thread.unwrap_or(Thread { count: 0, latest: 0 });
            let count = i64::from(thread.count);
            let (is_due, grown) = match mark {
                None if count > 0 => (true, None),
                // Its answers may be here from an export.
                None if root.thread.is_some() => {
                    (!pull.known.living(channel, Scope::Thread(root.number)).await?.is_empty(), None)
                }
                None => (false, None),
                Some(mark) if mark.extra == count && (mark.value == thread.latest || count == 0) => {
                    (count > 0 && lately.is_some_and(|lately| thread.latest > lately), None)
                }
                Some(mark) => {
                    // What fits on a page is read whole: earlier answers may have changed as well.
                    let page = if self.api.is_capped() { CAPPED } else { LIMIT };
                    let is_long = count >= page as i64;
                    let has_grown = is_long && count > mark.extra && thread.latest > mark.value && mark.extra > 0;
                    (true, has_grown.then_some(mark))
                }
            };
            if is_due {
                debts.push(Debt { root: root.number, thread, is_tombstone: root.gone, grown });
            }
        }
        debts.sort_unstable_by_key(|debt| debt.root);
        Ok(debts)
    }

    /// Reads some of the threads, from the youngest on: at least one. What was read is kept even when the next one fails.
    pub(super) async fn drain(
        &self,
        run: &mut Run,
        debts: &mut Vec<Debt>,
        channel: &str,
        pull: &Pull<'_>,
        state: &mut State,
        batch: &mut Batch,
    ) -> Result<()> {
        let begin = self.api.http().network().waits.now_ms();
        let mut read = 0;
        let roots: Vec<i64> = debts.iter().rev().take(AT_ONCE).map(|debt| debt.root).collect();
        let mut here = pull.known.answers(channel, &roots).await?.into_iter();
        while let Some(debt) = debts.last().copied() {
            let mut own = Batch::default();
            let here = here.next().unwrap_or_default();
            match self.thread(run, debt, (channel, &here), pull.known, state, &mut own).await {
                Ok(()) => {}
                Err(error) if read == 0 => return Err(error),
                Err(_) => return Ok(()),
            }
            batch.append(own);
            debts.pop();
            read += 1;
            if let Some(walk) = &mut state.walk {
                walk.threads = Some(debt.root);
            }
            let spent = self.api.http().network().waits.now_ms() - begin;
            if read >= AT_ONCE || batch.activities.len() >= ANSWERS || spent >= PATIENCE {
                break;
            }
        }
        Ok(())
    }

    async fn thread(
        &self,
        run: &mut Run,
        debt: Debt,
        (channel, here): (&str, &[i64]),
        known: &dyn Known,
        state: &mut State,
        batch: &mut Batch,
    ) -> Result<()> {
        if let Some(mark) = debt.grown {
            let read = self.answers(run, debt, channel, Some(mark.value), known, state, batch).await?;
            let fresh = read.fresh.unwrap_or(debt.thread);
            if read.is_whole && i64::from(fresh.count) - mark.extra == read.seen.len() as i64 {
                remember(channel, debt.root, fresh, batch);
                return Ok(());
            }
            // Something else changed as well: only the whole thread tells what.
            *batch = Batch::default();
        }
        let read = self.answers(run, debt, channel, None, known, state, batch).await?;
        if !read.is_whole {
            return Ok(());
        }
        if !state.limited {
            // Of a thread whose first message is gone, older answers may have been hidden with it.
            let from = if debt.is_tombstone { read.seen.iter().min().copied().unwrap_or(i64::MAX) } else { i64::MIN };
            for number in here {
                if *number > from && !read.seen.contains(number) {
                    batch.gone.push(GoneRecord { realm: channel.to_owned(), remote: *number });
                }
            }
        }
        remember(channel, debt.root, read.fresh.unwrap_or(debt.thread), batch);
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a thread's own facts, and where its answers go")]
    async fn answers(
        &self,
        run: &mut Run,
        debt: Debt,
        channel: &str,
        after: Option<i64>,
        known: &dyn Known,
        state: &mut State,
        batch: &mut Batch,
    ) -> Result<Answers> {
        let root = page::ts(debt.root);
        let mut read = Answers { seen: FxHashSet::default(), fresh: None, is_whole: true };
        let mut oldest = after.map(page::ts);
        let mut cursor: Option<String> = None;
        let mut authors = Vec::new();
        loop {
            let limit = if state.capped { CAPPED } else { LIMIT }.to_string();
            let mut query = vec![("channel", channel), ("ts", root.as_str()), ("limit", limit.as_str())];
            query.extend(oldest.as_deref().map(|oldest| ("oldest", oldest)));
            query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let body = match self.api.get("conversations.replies", &query).await {
                Ok(told) => told.body,
                Err(Failure::Slack { code, .. }) if code == "invalid_cursor" && cursor.is_some() => {
                    // Cursors die; the last answer that was read is as good a place to go on.
                    oldest = read.seen.iter().max().copied().map(page::ts).or(oldest);
                    cursor = None;
                    continue;
                }
                Err(Failure::Slack { code, .. }) if code == "thread_not_found" && debt.thread.count == 0 => {
                    return Ok(read);
                }
                Err(Failure::Slack { code, needed }) => {
                    let error = errors::of(&code, needed.as_deref());
                    if matches!(error, Error::SignedOut(_)) {
                        return Err(error);
                    }
                    if !errors::is_of_channel(&code) {
                        batch.unreadable.push(Unreadable {
                            place: "conversations.replies".into(),
                            space: Some(channel.to_owned()),
                            position: 0,
                            reason: format!("Slack did not give a thread: {code}"),
                            sample: String::new(),
                        });
                    }
                    read.is_whole = false;
                    return Ok(read);
                }
                Err(Failure::Other(error)) => return Err(error),
            };
            let page = page::read(&body, channel, Some(debt.root), batch)?;
            let own = page.roots.iter().find(|other| other.number == debt.root).and_then(|root| root.thread);
            // What it said on the first page: an answer that came since is found the next time.
            read.fresh = read.fresh.or(own);
            read.is_whole &= !page.is_damaged;
            self.complete_reactions(channel, &page, known, batch).await?;
            read.seen.extend(&page.seen);
            authors.extend(page.authors);
            if !(page.has_more && page.next.is_some()) {
                break;
            }
            cursor = page.next;
        }
        self.strangers(run, authors, state).await?;
        Ok(read)
    }
}

/// What was read of a thread.
struct Answers {
    seen: FxHashSet<i64>,
    /// What its first message says of it now.
    fresh: Option<Thread>,
    /// Everything that was asked for was read.
    is_whole: bool,
}

fn remember(channel: &str, root: i64, thread: Thread, batch: &mut Batch) {
    let mark = Mark { value: thread.latest, extra: i64::from(thread.count) };
    batch.marks.push(MarkRecord { space: channel.to_owned(), number: root, mark });
}
