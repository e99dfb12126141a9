//! The walk through a channel's own messages, newest first.
//!
//! Facts: history shows messages that are no answers, and answers shown in the channel as well; `latest` is exclusive, so
//! that the oldest number of a page is where the next one begins; a page may be empty and not the last.
//!
//! **Invariants:** the walk passes a page only when all threads on it that changed are stored; where a page was not read
//! whole, or the plan hides something, nothing is declared gone; below the oldest message that a channel shows, what is gone
//! is decided only at the end ([`super::tails`]).

use kith_domain::record::{Batch, GoneRecord, Mark, MarkRecord};

use super::{
    DAY, Run, Slack,
    call::{Called, Failure},
    errors,
    page::{self, Messages},
    state::{State, Step, Walk},
    threads::Debt,
};
use crate::{
    connector::{Depth, Known, Pull, Scope},
    error::{Error, Result},
};

/// The most that Slack gives at once.
const LIMIT: usize = 999;
/// What it gives at once to an app that it takes for a distributed one.
pub(super) const CAPPED: usize = 15;
/// What is younger is looked at on every run, however quick.
const HOT: i64 = 30 * DAY;
/// Threads with an answer younger than this are read again once a day, unchanged or not.
pub(super) const LATELY: i64 = 14 * DAY;
/// The number under which a channel's mark about its messages lies: when they were last read to the end, and in how many
/// pages.
const SWEPT: i64 = -2;
/// The number under which lies how far a channel had gone on when its threads were last read again.
const THOROUGH: i64 = -3;

/// A page whose threads are being read.
pub(super) struct Open {
    /// Threads to read, the one with the youngest first message last.
    pub(super) debts: Vec<Debt>,
    then: Then,
}

/// Where the walk goes on after a page.
enum Then {
    /// Below this message.
    Older(i64),
    /// Nowhere: the channel was read to its end.
    End,
    /// Nowhere: what is older was read before, and not long ago.
    Enough,
}

impl Open {
    pub(super) fn left(&self) -> usize {
        self.debts.len()
    }
}

impl Slack {
    pub(super) async fn walk(
        &self,
        run: &mut Run,
        pull: &Pull<'_>,
        state: &mut State,
        batch: &mut Batch,
    ) -> Result<()> {
        if run.open.is_none() {
            let Some(walk) = self.next_walk(run, state) else {
                state.walk = None;
                if self.read_again(run, pull, state, batch).await? {
                    return Ok(());
                }
                state.after = None;
                state.step = Step::Tails;
                return Ok(());
            };
            let resumed = walk.threads.is_some();
            state.walk = Some(walk.clone());
            let open = match self.fetch(run, pull, state, &walk, batch).await {
                Ok(open) => open,
                Err(Failure::Slack { code, needed }) => match errors::of(&code, needed.as_deref()) {
                    error @ Error::SignedOut(_) => return Err(error),
                    _ => {
                        state.hidden.insert(walk.channel.clone(), code);
                        state.partial = true;
                        state.tails.remove(&walk.channel);
                        state.after = Some(walk.channel);
                        state.walk = None;
                        return Ok(());
                    }
                },
                Err(Failure::Other(error)) => return Err(error),
            };
            let has_debts = !open.debts.is_empty();
            run.open = Some(open);
            if has_debts && !resumed {
                // The page itself is stored at once; from now on whoever begins again reads threads with it.
                if let Some(walk) = &mut state.walk {
                    walk.threads = Some(i64::MAX);
                }
                return Ok(());
            }
        }
        let Some(walk) = state.walk.clone() else { return Err(Error::Local("a page of no channel".into())) };
        let Some(mut open) = run.open.take() else { return Ok(()) };
        if let Err(error) = self.drain(run, &mut open.debts, &walk.channel, pull, state, batch).await {
            run.open = Some(open);
            return Err(error);
        }
        if !open.debts.is_empty() {
            run.open = Some(open);
            return Ok(());
        }
        match open.then {
            Then::Older(number) => {
                state.walk = Some(Walk { latest: Some(number), threads: None, pages: walk.pages + 1, ..walk });
            }
            Then::End => {
                let mark = Mark { value: state.pin, extra: walk.pages + 1 };
                if let Some(newest) = run.newest_of(&walk.channel) {
                    let mark = Mark { value: newest, extra: 0 };
                    batch.marks.push(MarkRecord { space: walk.channel.clone(), number: THOROUGH, mark });
                }
                batch.marks.push(MarkRecord { space: walk.channel.clone(), number: SWEPT, mark });
                state.after = Some(walk.channel);
                state.walk = None;
            }
            Then::Enough => {
                state.partial = true;
                state.after = Some(walk.channel);
                state.walk = None;
            }
        }
        Ok(())
    }

    /// The channel that is being read, or the next one that can be.
    fn next_walk(&self, run: &Run, state: &mut State) -> Option<Walk> {
        if let Some(walk) = &state.walk
            && run.channels.iter().any(|listed| listed.space.remote == walk.channel)
        {
            return Some(walk.clone());
        }
        for listed in &run.channels {
            let id = &listed.space.remote;
            if state.after.as_deref().is_some_and(|after| id.as_str() <= after) {
                continue;
            }
            if self.may_read(listed) {
                return Some(Walk { channel: id.clone(), latest: None, threads: None, pages: 0 });
            }
            state.hidden.insert(id.clone(), "not_in_channel".into());
            state.partial = true;
        }
        None
    }

    /// Reads a page of history into the batch; gives what is to be done about its threads.
    async fn fetch(
        &self,
        run: &mut Run,
        pull: &Pull<'_>,
        state: &mut State,
        walk: &Walk,
        batch: &mut Batch,
    ) -> Called<Open> {
        let channel = walk.channel.as_str();
        let mut page = self.history(channel, walk.latest, state, batch).await?;
        state.limited |= page.is_limited;
        self.complete_reactions(channel, &page, pull.known, batch).await?;
        self.strangers(run, std::mem::take(&mut page.authors), state).await?;
        let oldest = page.seen.first().copied();
        if let Some(oldest) = oldest {
            state.floor = Some(state.floor.map_or(oldest, |floor| floor.min(oldest)));
        }
        let until = walk.latest.unwrap_or(i64::MAX);
        if !page.is_damaged
            && !state.limited
            && let Some(oldest) = oldest
        {
            let living = pull.known.living(channel, Scope::Top { from: oldest, until }).await?;
            let gone: Vec<i64> = living.into_iter().filter(|number| page.seen.binary_search(number).is_err()).collect();
            declare_gone(channel, &gone, pull.known, batch).await?;
            let tombstones: Vec<i64> = page.roots.iter().filter(|root| root.gone).map(|root| root.number).collect();
            for root in state.bury(channel, oldest, until, &tombstones) {
                declare_answers_gone(channel, root, pull.known, batch).await?;
            }
        }
        let then = match oldest {
            Some(oldest) if page.has_more => {
                let is_old = oldest < (state.pin - HOT) * 1_000;
                if pull.depth == Depth::Quick && is_old && was_swept(channel, pull.known).await? {
                    Then::Enough
                } else {
                    Then::Older(oldest)
                }
            }
            _ => {
                let below = oldest.unwrap_or(until);
                // A page that could not be read whole tells nothing of what is below it.
                if !page.is_damaged {
                    let scope = Scope::Top { from: i64::MIN, until: below };
                    let has_tombstones =
                        state.tombstones.get(channel).is_some_and(|own| own.range(..below).next().is_some());
                    if has_tombstones || !pull.known.living(channel, scope).await?.is_empty() {
                        state.tails.insert(channel.to_owned(), below);
                    }
                }
                Then::End
            }
        };
        let lately = self.looked_at_again(run, pull, state, walk, &page).await?;
        let debts = self.debts(channel, &page.roots, walk.threads, lately, pull).await?;
        if pull.depth == Depth::Full && lately.is_none() {
            run.put_off(channel, &page.roots, &debts);
        }
        Ok(Open { debts, then })
    }

    /// Reads young threads of channels that did not go on, when the workspace did; says whether there were any. It is
    /// kept in memory alone: a run that was cut off leaves them to the next day.
    async fn read_again(&self, run: &mut Run, pull: &Pull<'_>, state: &mut State, batch: &mut Batch) -> Result<bool> {
        let Some(newest) = run.went_on else { return Ok(false) };
        while let Some((channel, mut debts)) = run.again.pop() {
            debts.retain(|debt| debt.is_younger(newest - LATELY * 1_000));
            if debts.is_empty() {
                continue;
            }
            self.drain(run, &mut debts, &channel, pull, state, batch).await?;
            run.again.push((channel, debts));
            return Ok(true);
        }
        Ok(false)
    }

    /// From which number on threads without news are read again: what changed in their answers leaves no trace on them.
    /// Once a day, and when the channel itself went on since the last time: without any news no thread is read. Those of
    /// other channels follow in the end ([`Slack::read_again`]).
    async fn looked_at_again(
        &self,
        run: &mut Run,
        pull: &Pull<'_>,
        state: &State,
        walk: &Walk,
        page: &Messages,
    ) -> Called<Option<i64>> {
        if pull.depth == Depth::Quick {
            return Ok(None);
        }
        if walk.latest.is_none() {
            let answered = page.roots.iter().filter_map(|root| root.thread.map(|thread| thread.latest)).max();
            let newest = answered.max(page.seen.last().copied()).unwrap_or(0);
            let mark = pull.known.marks(&walk.channel, &[THOROUGH]).await?.first().copied().flatten();
            let went_on = mark.is_some_and(|mark| newest > mark.value);
            if went_on {
                run.went_on = run.went_on.max(Some(newest));
            }
            run.newest = Some((walk.channel.clone(), newest, went_on.then_some(newest - LATELY * 1_000)));
        }
        let of_channel =
            run.newest.as_ref().filter(|(channel, ..)| *channel == walk.channel).and_then(|newest| newest.2);
        let of_day = state.thorough.then_some((state.pin - LATELY) * 1_000);
        Ok([of_channel, of_day].into_iter().flatten().min())
    }

    /// A page of history that has messages, or the last one.
    async fn history(
        &self,
        channel: &str,
        latest: Option<i64>,
        state: &mut State,
        batch: &mut Batch,
    ) -> Called<Messages> {
        let latest = latest.map(page::ts);
        let mut cursor: Option<String> = None;
        let mut is_damaged = false;
        loop {
            let limit = if state.capped { CAPPED } else { LIMIT };
            let limit_word = limit.to_string();
            let mut query = vec![("channel", channel), ("limit", limit_word.as_str())];
            query.extend(latest.as_deref().map(|latest| ("latest", latest)));
            query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let body = match self.api.get("conversations.history", &query).await {
                Err(Failure::Slack { code, .. }) if code == "invalid_cursor" && cursor.is_some() => {
                    cursor = None;
                    continue;
                }
                other => other?.body,
            };
            let mut page = page::read(&body, channel, None, batch)?;
            is_damaged |= page.is_damaged;
            page.is_damaged = is_damaged;
            if page.count == CAPPED && page.has_more && limit > CAPPED {
                state.capped = true;
                self.api.cap();
            }
            if page.seen.is_empty() && page.has_more && page.next.is_some() && page.next != cursor {
                cursor = page.next;
                continue;
            }
            return Ok(page);
        }
    }

    /// Asks for whole lists of reactions where a message names only some of those who reacted.
    pub(super) async fn complete_reactions(
        &self,
        channel: &str,
        page: &Messages,
        known: &dyn Known,
        batch: &mut Batch,
    ) -> Result<()> {
        for number in &page.cut {
            // Messages are marked by their negative number: positive ones belong to threads.
            let mark = known.marks(channel, &[-number]).await?.first().copied().flatten();
            let Some(place) = batch.activities.iter().position(|activity| activity.remote == *number) else { continue };
            let Some(activity) = batch.activities.get_mut(place) else { continue };
            let state = activity.state;
            if mark.is_some_and(|mark| mark.value == state) {
                // It is here already, with the whole lists.
                batch.activities.remove(place);
                continue;
            }
            match self.api.reactions(channel, &page::ts(*number)).await {
                Ok(reactions) => {
                    crate::slack::normalise::complete(activity, &reactions);
                    let mark = Mark { value: state, extra: 0 };
                    batch.marks.push(MarkRecord { space: channel.to_owned(), number: -number, mark });
                }
                Err(Failure::Slack { code, needed }) => {
                    if let error @ Error::SignedOut(_) = errors::of(&code, needed.as_deref()) {
                        return Err(error);
                    }
                }
                Err(Failure::Other(error)) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Run {
    /// Remembers young threads of a page that are not read now.
    fn put_off(&mut self, channel: &str, roots: &[page::Root], debts: &[Debt]) {
        let Some(newest) = self.newest_of(channel) else { return };
        let young = roots.iter().filter_map(Debt::without_news).filter(|debt| debt.is_younger(newest - LATELY * 1_000));
        let young: Vec<Debt> = young.filter(|debt| !debts.iter().any(|due| due.is_same(debt))).collect();
        if !young.is_empty() {
            self.again.push((channel.to_owned(), young));
        }
    }
}

/// Whether a channel was read to its end before.
async fn was_swept(channel: &str, known: &dyn Known) -> Result<bool> {
    Ok(known.marks(channel, &[SWEPT]).await?.first().is_some_and(Option::is_some))
}

/// Messages that were taken away, with the answers to them: a message that has any stays as long as they do.
pub(super) async fn declare_gone(channel: &str, gone: &[i64], known: &dyn Known, batch: &mut Batch) -> Result<()> {
    for number in gone {
        batch.gone.push(GoneRecord { realm: channel.to_owned(), remote: *number });
        declare_answers_gone(channel, *number, known, batch).await?;
    }
    Ok(())
}

/// All answers in a thread that is not there any more.
pub(super) async fn declare_answers_gone(channel: &str, root: i64, known: &dyn Known, batch: &mut Batch) -> Result<()> {
    for answer in known.living(channel, Scope::Thread(root)).await? {
        batch.gone.push(GoneRecord { realm: channel.to_owned(), remote: answer });
    }
    Ok(())
}
