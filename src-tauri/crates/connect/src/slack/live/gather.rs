//! Small pages are handed out together: storing one costs as much as storing some hundred messages.
//!
//! **Invariants:** what was gathered is handed out whatever becomes of the next request; nothing waits for company longer
//! than [`PATIENCE`]; a page that was not read to its end leaves no trace, neither in the checkpoint nor in memory.

use kith_domain::record::Batch;

use super::{
    Slack,
    call::Api,
    state::{State, Step},
};
use crate::{
    connector::{PATIENCE, Pull},
    error::{Error, Result},
};

/// So many messages, or members of channels, are worth a transaction of their own: twice as many would keep a person who writes waiting.
const ENOUGH: usize = 700;

/// What is being gathered for one page.
pub(super) struct Gathering {
    /// When it began, UTC milliseconds.
    begin: i64,
}

impl Gathering {
    /// Whether so many records are a page, or were waited for long enough.
    pub(super) fn is_enough(&self, records: usize, api: &Api) -> bool {
        records >= ENOUGH || api.http().network().waits.now_ms() - self.begin >= PATIENCE
    }
}

impl Slack {
    pub(super) fn gathering(&self) -> Gathering {
        Gathering { begin: self.api.http().network().waits.now_ms() }
    }

    pub(super) async fn read_messages(&mut self, pull: &Pull<'_>, state: &mut State) -> Result<Batch> {
        let Some(mut run) = self.run.take() else { return Err(Error::Local("no run".into())) };
        let gathering = self.gathering();
        let mut batch = Batch::default();
        let mut is_first = true;
        let outcome = loop {
            let (before, again, was_open) = (state.clone(), run.again.len(), run.open.is_some());
            let mut own = Batch::default();
            match self.walk(&mut run, pull, state, &mut own).await {
                Ok(()) => batch.append(own),
                Err(error) => {
                    if !was_open {
                        run.open = None;
                        run.again.truncate(again);
                    }
                    if is_first {
                        break Err(error);
                    }
                    // The next page begins with this request, and tells how that ends. Who was asked for stays known.
                    let strangers = std::mem::take(&mut state.strangers);
                    *state = before;
                    state.strangers = strangers;
                    break Ok(batch);
                }
            }
            is_first = false;
            if state.step != Step::Messages || gathering.is_enough(batch.activities.len(), &self.api) {
                break Ok(batch);
            }
        };
        self.run = Some(run);
        outcome
    }
}
