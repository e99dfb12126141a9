//! What disappeared at the old end of channels: deleted, or only hidden?
//!
//! Facts: a plan hides messages after ninety days, a rule of retention deletes them, and both do so from the old end on.
//!
//! **Invariant:** only what is younger than the oldest message that the workspace showed anywhere in this run is declared
//! gone, and nothing at all when the plan hides something or not every channel could be read to its end.

use kith_domain::record::Batch;

use super::{
    Slack,
    messages::{declare_answers_gone, declare_gone},
    state::{State, Step},
};
use crate::{
    connector::{Pull, Scope},
    error::Result,
};

impl Slack {
    pub(super) async fn read_tails(&mut self, pull: &Pull<'_>, state: &mut State) -> Result<Batch> {
        let mut batch = Batch::default();
        if let (Some(floor), false) = (state.floor, state.limited) {
            for (channel, until) in std::mem::take(&mut state.tails) {
                let gone = pull.known.living(&channel, Scope::Top { from: floor, until }).await?;
                declare_gone(&channel, &gone, pull.known, &mut batch).await?;
                for root in state.bury(&channel, floor.min(until), until, &[]) {
                    declare_answers_gone(&channel, root, pull.known, &mut batch).await?;
                }
            }
        }
        state.tails.clear();
        let floor = state.floor.map(|floor| floor.div_euclid(1_000));
        // Where only lately written messages were looked at, older ones stay covered.
        state.from = match (state.from, floor) {
            (Some(before), Some(floor)) if state.partial => Some(before.min(floor)),
            (before, None) => before,
            (_, floor) => floor,
        };
        state.step = Step::Profiles;
        Ok(batch)
    }
}
