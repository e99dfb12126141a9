//! What a run remembers between pages, and between runs.
//!
//! **Invariants:** it is small: what is remembered of single threads and channels lies in marks; no cursor is in it, because
//! cursors die within hours; every page has another `number`, so that a connector sees whether what it has in memory
//! belongs to the page that was stored last.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};

/// So many tombstones are remembered; a workspace has few.
const TOMBSTONES: usize = 5_000;
/// The form of this structure.
const VERSION: u32 = 1;

/// The checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    version: u32,
    /// Counts pages, over all runs.
    pub(super) number: u64,
    /// The workspace; nothing is stored when another one answers.
    pub(super) team: String,
    /// When this run began, UTC milliseconds.
    pub(super) pin: i64,
    /// What is read next.
    pub(super) step: Step,
    /// Channels up to this id are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<String>,
    /// The channel that is being read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) walk: Option<Walk>,
    /// The number of the oldest message that the workspace showed in this run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) floor: Option<i64>,
    /// The plan hides older messages.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) limited: bool,
    /// The app is treated as a distributed one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) capped: bool,
    /// Lately active threads are read again in this run, whether or not they seem to have changed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) thorough: bool,
    /// Not every channel was read to its end in this run.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) partial: bool,
    /// Channels of which something older than what they show is here: whether that is gone shows at the end.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) tails: BTreeMap<String, i64>,
    /// Messages that stand there only because of their answers: when one vanishes, so did its answers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) tombstones: BTreeMap<String, BTreeSet<i64>>,
    /// Channels that could not be read, and Slack's word for why.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) hidden: BTreeMap<String, String>,
    /// Scopes that are missing, and what stays unread without them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) scopes: BTreeMap<String, String>,
    /// When lately active threads were last read again, UTC milliseconds.
    #[serde(default)]
    pub(super) threads_at: i64,
    /// From when everything is here, UTC milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<i64>,
    /// Profiles are read of people who did not change after this moment and id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) profiles: Option<(i64, String)>,
    /// Authors whom the list of people does not have, and the day on which they were last asked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) strangers: BTreeMap<String, i64>,
}

/// What is read next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Step {
    /// Nothing yet: who answers here?
    Start,
    /// The list of people.
    People,
    /// The list of channels.
    Spaces,
    /// User groups.
    Groups,
    /// Who is in which channel.
    Members,
    /// Messages and threads, channel by channel.
    Messages,
    /// What disappeared at the old end of channels.
    Tails,
    /// The workspace's own profile fields.
    Profiles,
}

/// A channel that is being read, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Walk {
    /// Its id.
    pub(super) channel: String,
    /// Everything from this message on is stored, its threads included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) latest: Option<i64>,
    /// The present page is stored, and its threads down to this one: so that a run that is cut off after every page
    /// still comes to an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) threads: Option<i64>,
    /// Pages so far.
    pub(super) pages: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl State {
    /// Before anything was read.
    pub(super) fn new() -> Self {
        Self {
            version: VERSION,
            number: 0,
            team: String::new(),
            pin: 0,
            step: Step::Start,
            after: None,
            walk: None,
            floor: None,
            limited: false,
            capped: false,
            thorough: false,
            partial: false,
            tails: BTreeMap::new(),
            tombstones: BTreeMap::new(),
            hidden: BTreeMap::new(),
            scopes: BTreeMap::new(),
            threads_at: 0,
            from: None,
            profiles: None,
            strangers: BTreeMap::new(),
        }
    }

    /// What a checkpoint holds.
    pub(super) fn read(checkpoint: Option<&Value>) -> Result<Self> {
        let Some(value) = checkpoint else { return Ok(Self::new()) };
        let state: Self = serde_json::from_value(value.clone())
            .map_err(|_| Error::Local("where the last sync ended cannot be read".into()))?;
        if state.version != VERSION {
            return Err(Error::Local("where the last sync ended was written by a newer version".into()));
        }
        Ok(state)
    }

    /// The next page's checkpoint.
    pub(super) fn write(&self) -> Result<Value> {
        serde_json::to_value(self).map_err(|_| Error::Local("where this sync is cannot be written".into()))
    }

    /// Replaces what is known of a channel's tombstones from one number up to another; gives those that vanished.
    pub(super) fn bury(&mut self, channel: &str, from: i64, until: i64, found: &[i64]) -> Vec<i64> {
        let total: usize = self.tombstones.values().map(BTreeSet::len).sum();
        let own = self.tombstones.entry(channel.to_owned()).or_default();
        let vanished: Vec<i64> = own.range(from..until).copied().filter(|number| !found.contains(number)).collect();
        for number in &vanished {
            own.remove(number);
        }
        if total < TOMBSTONES {
            own.extend(found);
        }
        if own.is_empty() {
            self.tombstones.remove(channel);
        }
        vanished
    }

    /// What the next run begins with.
    pub(super) fn next_run(&self) -> Self {
        Self {
            number: self.number,
            team: self.team.clone(),
            threads_at: if self.thorough { self.pin } else { self.threads_at },
            tombstones: self.tombstones.clone(),
            from: self.from,
            profiles: self.profiles.clone(),
            strangers: self.strangers.clone(),
            ..Self::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What lies in people's files: a change here needs a version and a way to read the old form.
    #[test]
    fn the_form_of_a_checkpoint() {
        let mut state = State { number: 41, team: "T1".into(), pin: 1_767_600_000_000, ..State::new() };
        assert_eq!(
            state.write().unwrap().to_string(),
            r#"{"number":41,"pin":1767600000000,"step":"start","team":"T1","threads_at":0,"version":1}"#
        );
        state.step = Step::Messages;
        state.after = Some("C1".into());
        state.walk = Some(Walk { channel: "C2".into(), latest: Some(1_767_500_000_000_100), threads: None, pages: 2 });
        state.floor = Some(1_500_000_000_000_000);
        state.thorough = true;
        state.tails.insert("C1".into(), 1_500_000_000_000_001);
        state.hidden.insert("C0".into(), "not_in_channel".into());
        state.profiles = Some((1, "U1".into()));
        state.strangers.insert("B9".into(), 20_458);
        let written = state.write().unwrap();
        assert_eq!(
            written.to_string(),
            r#"{"after":"C1","floor":1500000000000000,"hidden":{"C0":"not_in_channel"},"number":41,"pin":1767600000000,"profiles":[1,"U1"],"step":"messages","strangers":{"B9":20458},"tails":{"C1":1500000000000001},"team":"T1","thorough":true,"threads_at":0,"version":1,"walk":{"channel":"C2","latest":1767500000000100,"pages":2}}"#
        );
        assert_eq!(State::read(Some(&written)).unwrap(), state);
    }

    #[test]
    fn a_checkpoint_of_another_version_is_not_guessed_at() {
        let mut value = State::new().write().unwrap();
        value["version"] = 2.into();
        assert!(matches!(State::read(Some(&value)), Err(Error::Local(_))));
    }
}
