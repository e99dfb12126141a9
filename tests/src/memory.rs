//! A store in memory, as simple as it can be: what a connector must be able to work with, and to compare it by.
//!
//! **Invariants:** what comes later is newer and wins; an account that only stands in for one never replaces a real one; what
//! is gone keeps its row and loses its words.

use std::collections::BTreeMap;

use kith_connect::{Connector, Coverage, Depth, Known, Page, Pull, Result, Scope};
use kith_domain::record::{
    AccountRecord, ActivityKind, ActivityRecord, Batch, GroupKind, GroupRecord, LikeRecord, Mark, SpaceRecord,
    TopicRecord, Unreadable,
};
use serde_json::Value;

/// Rows, and where the next run begins.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// Accounts by remote id.
    pub accounts: BTreeMap<String, AccountRecord>,
    /// Spaces by remote id.
    pub spaces: BTreeMap<String, SpaceRecord>,
    /// Messages by realm and number, without their place in a batch.
    pub activities: BTreeMap<(String, i64), ActivityRecord>,
    /// Their own JSON.
    pub raw: BTreeMap<(String, i64), String>,
    /// Topics by number.
    pub topics: BTreeMap<i64, TopicRecord>,
    /// Groups and badges.
    pub groups: BTreeMap<(&'static str, String), GroupRecord>,
    /// Likes by realm, message and account.
    pub likes: BTreeMap<(String, i64, String), LikeRecord>,
    /// Marks by space and number.
    pub marks: BTreeMap<(String, i64), Mark>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Where to go on.
    pub checkpoint: Option<Value>,
    /// What was told last of what is covered.
    pub coverage: Option<Coverage>,
    /// Pages that were stored.
    pub pages: u64,
}

impl Memory {
    /// The realm of a space: where its numbers are unique.
    fn realm(&self, space: &str) -> String {
        self.spaces.get(space).and_then(|space| space.realm.clone()).unwrap_or_else(|| space.to_owned())
    }

    /// Stores a page and its checkpoint.
    pub fn apply(&mut self, page: Page) {
        self.apply_batch(page.batch);
        self.checkpoint = Some(page.checkpoint);
        self.coverage = page.coverage.or(self.coverage.take());
        self.pages += 1;
    }

    /// Stores records.
    pub fn apply_batch(&mut self, batch: Batch) {
        for account in batch.accounts {
            match self.accounts.get_mut(&account.remote) {
                Some(here) if account.missing && !here.missing => {}
                Some(here) => {
                    let fields = account.fields.clone().or_else(|| here.fields.clone());
                    *here = AccountRecord { fields, ..account };
                }
                None => {
                    self.accounts.insert(account.remote.clone(), account);
                }
            }
        }
        for mut space in batch.spaces {
            if let (false, Some(here)) = (space.all_members, self.spaces.get(&space.remote)) {
                let mut members = here.members.clone();
                members.append(&mut space.members);
                members.sort_unstable();
                members.dedup();
                space.members = members;
            }
            // How complete a record was is no fact of the space.
            space.all_members = false;
            self.spaces.insert(space.remote.clone(), space);
        }
        for mut activity in batch.activities {
            let key = (self.realm(&activity.space), activity.remote);
            let raw = batch.raw.get(activity.raw.clone()).unwrap_or_default();
            self.raw.insert(key.clone(), String::from_utf8_lossy(raw).into_owned());
            activity.raw = 0..0;
            self.activities.insert(key, activity);
        }
        for topic in batch.topics {
            self.topics.insert(topic.number, topic);
        }
        for mut group in batch.groups {
            let kind = match group.kind {
                GroupKind::Group => "group",
                GroupKind::Badge => "badge",
            };
            let key = (kind, group.remote.clone());
            group.members = group.members.or_else(|| self.groups.get(&key)?.members.clone());
            self.groups.insert(key, group);
        }
        for like in batch.likes {
            self.likes.insert((like.realm.clone(), like.remote, like.account.clone()), like);
        }
        for gone in batch.gone {
            let key = (gone.realm, gone.remote);
            if let Some(activity) = self.activities.get_mut(&key) {
                activity.gone = true;
                activity.text.clear();
                activity.words = None;
                activity.reactions.clear();
                activity.files.clear();
            }
            self.raw.remove(&key);
        }
        for mark in batch.marks {
            self.marks.insert((mark.space, mark.number), mark.mark);
        }
        self.unreadable.extend(batch.unreadable);
    }

    /// Messages that are here and not taken away.
    pub fn living(&self) -> impl Iterator<Item = &ActivityRecord> {
        self.activities.values().filter(|activity| !activity.gone && activity.kind != ActivityKind::Missing)
    }

    /// Pulls and stores one page; says whether it was the last.
    ///
    /// # Errors
    /// What the connector could not do.
    pub async fn pull(&mut self, connector: &mut dyn Connector, depth: Depth, now: i64) -> Result<bool> {
        let checkpoint = self.checkpoint.clone();
        let pull = Pull { checkpoint: checkpoint.as_ref(), known: &*self, depth, now };
        let page = connector.pull(pull).await?;
        let done = page.done;
        self.apply(page);
        Ok(done)
    }

    /// Pulls and stores pages until the last one.
    ///
    /// # Errors
    /// What the connector could not do.
    pub async fn sync(&mut self, connector: &mut dyn Connector, depth: Depth, now: i64) -> Result<()> {
        while !self.pull(connector, depth, now).await? {}
        Ok(())
    }
}

#[async_trait::async_trait]
impl Known for Memory {
    async fn marks(&self, space: &str, numbers: &[i64]) -> Result<Vec<Option<Mark>>> {
        Ok(numbers.iter().map(|number| self.marks.get(&(space.to_owned(), *number)).copied()).collect())
    }

    async fn living(&self, realm: &str, scope: Scope) -> Result<Vec<i64>> {
        let all = self.activities.range((realm.to_owned(), i64::MIN)..=(realm.to_owned(), i64::MAX));
        let is_in = |activity: &ActivityRecord| {
            let number = activity.remote;
            let is_answer = activity.thread.is_some();
            match scope {
                Scope::Top { from, until } => from < number && number < until && (!is_answer || activity.broadcast),
                Scope::Thread(root) => activity.thread == Some(root),
                Scope::All { from, until } => from < number && number < until && activity.kind.is_message(),
                Scope::Topic(topic) => activity.topic == Some(topic),
            }
        };
        Ok(all
            .map(|(_, activity)| activity)
            .filter(|activity| !activity.gone && activity.kind != ActivityKind::Missing && is_in(activity))
            .map(|activity| activity.remote)
            .collect())
    }
}
