//! What a store would hold: a plain copy in memory, and what it should be.
//!
//! **Invariant:** it takes pages in as the store does: a record in the same state changes nothing, what is gone keeps no
//! words, a list of members replaces the one before.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use async_trait::async_trait;
use kith_connect::{Error, Known, Page, Result, Scope, http::Waits};
use kith_domain::record::{
    AccountRecord, ActivityKind, ActivityRecord, GroupKind, LikeRecord, Mark, TopicRecord, Unreadable,
};

use super::{forum::Forum, viewer::Viewer};

/// Time that passes only by waiting, and then at once.
#[derive(Debug)]
pub struct Idle {
    now: AtomicI64,
    step: AtomicI64,
    waits: Mutex<Vec<u64>>,
}

impl Default for Idle {
    fn default() -> Self {
        Self { now: AtomicI64::new(crate::fake_clock::START), step: AtomicI64::new(1), waits: Mutex::default() }
    }
}

impl Idle {
    /// Now.
    pub fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    /// Lets time pass.
    pub fn pass(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// From now on so many milliseconds pass whenever a connector looks: what waits for company goes alone.
    pub fn slow(&self, milliseconds: i64) {
        self.step.store(milliseconds, Ordering::Relaxed);
    }

    /// How long was waited each time.
    pub fn waits(&self) -> Vec<u64> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Waits for Idle {
    async fn wait(&self, milliseconds: u64) -> Result<()> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner).push(milliseconds);
        self.pass(i64::try_from(milliseconds).unwrap_or(i64::MAX));
        Ok(())
    }

    fn now_ms(&self) -> i64 {
        self.now.fetch_add(self.step.load(Ordering::Relaxed), Ordering::Relaxed)
    }

    fn jitter(&self, _bound: u64) -> u64 {
        0
    }
}

/// What matters of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its topic.
    pub topic: i64,
    /// Its space.
    pub space: String,
    /// What it is.
    pub kind: ActivityKind,
    /// Its author.
    pub author: String,
    /// Its words.
    pub text: String,
    /// The title, on a first post.
    pub title: Option<String>,
    /// Reactions and how many there are.
    pub reactions: Vec<(String, u32)>,
}

/// A group's or a badge's name, and who is in it, once that was told.
pub type Group = (String, Option<Vec<String>>);

/// The copy.
#[derive(Default)]
pub struct Shelf {
    /// Posts by realm and number, with their state; `None` for those that are gone.
    pub posts: BTreeMap<(String, i64), (i64, Option<Row>)>,
    /// Spaces: name and kind.
    pub spaces: BTreeMap<String, (String, &'static str)>,
    /// Accounts.
    pub accounts: BTreeMap<String, AccountRecord>,
    /// Topics.
    pub topics: BTreeMap<i64, TopicRecord>,
    /// Groups and badges (`true`).
    pub groups: BTreeMap<(bool, String), Group>,
    /// Likes: post, account, when.
    pub likes: BTreeSet<(i64, String, Option<i64>)>,
    /// Marks.
    pub marks: BTreeMap<(String, i64), Mark>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What was wrong with pages.
    pub wrong: Vec<String>,
}

impl Shelf {
    /// Takes a page in.
    pub fn take(&mut self, page: Page) {
        let batch = page.batch;
        for space in batch.spaces {
            self.spaces.insert(space.remote, (space.name, space.kind.word()));
        }
        for account in batch.accounts {
            let known = self.accounts.get(&account.remote);
            if known.is_none_or(|known| known.missing || !account.missing) {
                self.accounts.insert(account.remote.clone(), account);
            }
        }
        for activity in batch.activities {
            if !self.spaces.contains_key(&activity.space) {
                self.wrong.push(format!("post {} names the unknown space {}", activity.remote, activity.space));
            }
            self.take_post(activity);
        }
        for topic in batch.topics {
            if !self.spaces.contains_key(&topic.space) {
                self.wrong.push(format!("topic {} names the unknown space {}", topic.number, topic.space));
            }
            self.topics.insert(topic.number, topic);
        }
        for group in batch.groups {
            let entry = self.groups.entry((group.kind == GroupKind::Badge, group.remote)).or_default();
            entry.0 = group.name;
            entry.1 = group.members.or(entry.1.take());
        }
        for LikeRecord { remote, account, at, .. } in batch.likes {
            self.likes.insert((remote, account, at));
        }
        for gone in batch.gone {
            if let Some(row) = self.posts.get_mut(&(gone.realm, gone.remote)) {
                *row = (0, None);
            }
        }
        for mark in batch.marks {
            self.marks.insert((mark.space, mark.number), mark.mark);
        }
        self.unreadable.extend(batch.unreadable);
    }

    fn take_post(&mut self, activity: ActivityRecord) {
        let realm = if activity.space == "messages" { "messages" } else { "forum" };
        let key = (realm.to_owned(), activity.remote);
        if self.posts.get(&key).is_some_and(|(state, _)| *state == activity.state) {
            return;
        }
        let row = Row {
            topic: activity.topic.unwrap_or(0),
            space: activity.space,
            kind: activity.kind,
            author: activity.author.unwrap_or_default(),
            text: activity.text,
            title: activity.title,
            reactions: activity.reactions.into_iter().map(|reaction| (reaction.name, reaction.count)).collect(),
        };
        self.posts.insert(key, (activity.state, (!activity.gone).then_some(row)));
    }

    /// The posts of a realm that are here and not gone, without what the forum wrote by itself.
    pub fn living_rows(&self, realm: &str) -> BTreeMap<i64, Row> {
        let own = self.posts.iter().filter(|((of, _), _)| of == realm);
        own.filter_map(|((_, id), (_, row))| Some((*id, row.clone()?)))
            .filter(|(_, row)| row.kind.is_message())
            .collect()
    }
}

#[async_trait]
impl Known for Shelf {
    async fn marks(&self, space: &str, numbers: &[i64]) -> Result<Vec<Option<Mark>>> {
        Ok(numbers.iter().map(|number| self.marks.get(&(space.to_owned(), *number)).copied()).collect())
    }

    async fn living(&self, realm: &str, scope: Scope) -> Result<Vec<i64>> {
        let rows = self.living_rows(realm);
        match scope {
            Scope::All { from, until } => Ok(rows.keys().copied().filter(|id| *id > from && *id < until).collect()),
            Scope::Topic(topic) => Ok(rows.iter().filter(|(_, row)| row.topic == topic).map(|(id, _)| *id).collect()),
            Scope::Top { .. } | Scope::Thread(_) => {
                Err(Error::Local("a forum was asked about as if it were a chat".into()))
            }
        }
    }
}

/// What should be here of a forum, for whom it is shown to: posts of the realm of all public posts.
pub fn wanted(forum: &Forum, viewer: Viewer) -> BTreeMap<i64, Row> {
    let shown = forum.posts.iter().filter(|(_, post)| viewer.sees(forum, post) && post.kind != 3 && !post.user_deleted);
    shown
        .filter_map(|(id, post)| {
            let topic = forum.topics.get(&post.topic)?;
            let first = post.number == 1;
            let likes = u32::try_from(post.likes.len()).unwrap_or(u32::MAX);
            let reactions = match post.reactions.is_empty() {
                true => (likes > 0).then(|| ("heart".to_owned(), likes)).into_iter().collect(),
                false => post.reactions.iter().map(|(name, count)| (name.clone(), *count)).collect(),
            };
            Some((
                *id,
                Row {
                    topic: post.topic,
                    space: topic.category?.to_string(),
                    kind: if first { ActivityKind::Post } else { ActivityKind::Reply },
                    author: post.user.to_string(),
                    text: if post.hidden && !viewer.is_staff() { String::new() } else { post.raw.clone() },
                    title: first.then(|| topic.title.clone()),
                    reactions,
                },
            ))
        })
        .collect()
}
