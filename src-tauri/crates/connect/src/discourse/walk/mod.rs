//! The walk through a forum: what is asked for, in which order, and where it goes on.
//!
//! There is no feed of changes. What is new comes from the list of all posts, newest first; what changed is told by the
//! list of topics, whose rows are compared with what was remembered of them; a full walk reads every post again.
//! The first and every full walk read the list of topics before the posts, so that whatever changes meanwhile differs
//! from what was remembered; a quick one reads it after the new posts, so that these explain most differences.
//!
//! **Invariants:** every page stores what it read and where to go on; where a walk ends is decided by numbers of posts
//! and never by times; the quiet part begins after the coverage was told.

mod absent;
mod people;
mod places;
mod posts;
mod quiet;
mod reading;
mod topics;

use kith_domain::record::Batch;
use rustc_hash::FxHashSet;

use super::{
    Discourse, KeyKind,
    checkpoint::{Checkpoint, Run, Step},
};
use crate::{Coverage, Depth, Error, Hidden, Known, Page, Progress, Pull, Result};

/// One page being made.
struct Turn<'a> {
    known: &'a dyn Known,
    now: i64,
    state: Checkpoint,
    run: Run,
    batch: Batch,
    /// What the page is about, for people.
    what: Option<String>,
    of: Option<u64>,
}

impl Discourse {
    pub(super) async fn walk(&mut self, pull: Pull<'_>) -> Result<Page> {
        if !self.checked {
            self.check().await?;
        }
        let mut state: Checkpoint = match pull.checkpoint {
            Some(checkpoint) => serde_json::from_value(checkpoint.clone())
                .map_err(|_| Error::Local("where this forum's reading goes on cannot be read".into()))?,
            None => Checkpoint::default(),
        };
        let wants_full = pull.depth == Depth::Full || !state.complete;
        // A quick walk that was cut off is no start for a full one.
        let under_way = state.run.take().filter(|run| run.full || !wants_full);
        if under_way.is_none() {
            self.topics.clear();
        }
        let run = under_way.unwrap_or_else(|| Run { full: wants_full, began: pull.now, ..Run::default() });
        let mut turn =
            Turn { known: pull.known, now: pull.now, state, run, batch: Batch::default(), what: None, of: None };
        let step = turn.run.step;
        if turn.run.reading.is_some() {
            self.read_topic(&mut turn).await?;
        } else if !turn.run.absent.is_empty() {
            self.confirm(&mut turn).await?;
        } else if !turn.run.topics.is_empty() {
            self.read_topic(&mut turn).await?;
        } else {
            match step {
                Step::Spaces => self.spaces(&mut turn).await?,
                Step::Groups => self.groups(&mut turn).await?,
                Step::People => self.people(&mut turn).await?,
                Step::Directory => self.directory(&mut turn).await?,
                Step::Topics => self.topic_list(&mut turn).await?,
                Step::Posts | Step::Messages => self.some_posts(&mut turn).await?,
                Step::Likes => self.likes(&mut turn).await?,
                Step::Badges => self.holders(&mut turn).await?,
            }
        }
        if turn.run.leaving && turn.run.is_idle() {
            turn.run.leaving = false;
            self.leave(&mut turn);
        }
        Ok(self.finished(turn, step))
    }

    /// The page, and the coverage when all that is fresh is here.
    fn finished(&self, turn: Turn<'_>, step: Step) -> Page {
        let Turn { mut state, mut run, mut batch, what, of, .. } = turn;
        batch.activities.sort_by_key(|activity| activity.remote);
        let is_idle = run.is_idle();
        let mut coverage = None;
        if step < Step::Likes && run.step >= Step::Likes && is_idle {
            state.complete = true;
            coverage = Some(self.coverage(&state, &run));
        }
        let stage = match step {
            _ if !is_idle => "check",
            Step::Spaces | Step::Groups => "spaces",
            Step::People | Step::Directory => "people",
            Step::Topics => "topics",
            Step::Posts | Step::Messages => "posts",
            Step::Likes | Step::Badges => "likes",
        };
        let progress = Progress {
            stage,
            what,
            done: run.done,
            of,
            requests_left: of.map(|of| of.saturating_sub(run.done) / if stage == "posts" { 50 } else { 100 } + 1),
        };
        if run.step != step {
            run.done = 0;
        }
        // Nothing is left: the next walk begins anew.
        let done = is_idle && run.step == Step::Badges && run.page == u32::MAX;
        state.run = (!done).then_some(run);
        Page {
            batch,
            checkpoint: serde_json::to_value(&state).unwrap_or_default(),
            done,
            progress: Some(progress),
            coverage,
        }
    }

    /// Goes on from a step that is done, together with all that it found to be looked at.
    fn leave(&self, turn: &mut Turn<'_>) {
        match turn.run.step {
            Step::Posts if turn.run.full => self.after_posts(turn),
            Step::Posts => turn.go(Step::Topics),
            Step::Topics if turn.run.full => turn.go(Step::Posts),
            Step::Topics => self.after_posts(turn),
            Step::Messages => self.after_messages(turn),
            _ => {}
        }
    }

    fn coverage(&self, state: &Checkpoint, run: &Run) -> Coverage {
        let hidden = match self.client.kind {
            KeyKind::Admin => Vec::new(),
            _ => vec![Hidden::Scope {
                scope: "administrator's key".into(),
                what: "people who never wrote, private categories, who was suspended".into(),
            }],
        };
        Coverage {
            from: state.oldest,
            through: Some(run.began),
            messages: state.counts.0,
            people: state.counts.1,
            hidden,
        }
    }
}

impl Run {
    /// Whether nothing is left to be looked at before the next page of the present step.
    fn is_idle(&self) -> bool {
        self.absent.is_empty() && self.topics.is_empty() && self.reading.is_none()
    }
}

impl Turn<'_> {
    /// Goes on to another step, from its beginning.
    fn go(&mut self, step: Step) {
        self.run.step = step;
        self.run.page = 0;
        self.run.cursor = None;
        self.run.known_pages = 0;
    }

    /// Ends the walk.
    fn end(&mut self) {
        self.run.step = Step::Badges;
        self.run.page = u32::MAX;
    }
}

/// Removes from a list what is in another.
fn without(all: Vec<i64>, found: &[i64]) -> Vec<i64> {
    let found: FxHashSet<i64> = found.iter().copied().collect();
    all.into_iter().filter(|id| !found.contains(id)).collect()
}
