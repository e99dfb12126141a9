//! What is remembered between two pages of a walk, and between two walks.
//!
//! **Invariants:** its JSON is stable (a test keeps it): an older file must be read by a newer program; it grows with
//! what is left to look at, never with the size of the forum.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Checkpoint {
    /// Everything was read once.
    pub(super) complete: bool,
    /// The highest number of a post that was there when the last whole walk began.
    pub(super) high: i64,
    /// The same for personal messages.
    pub(super) high_message: i64,
    /// The highest number of an account that the list of people told.
    pub(super) high_account: i64,
    /// When the oldest post was written.
    pub(super) oldest: Option<i64>,
    /// How many posts and people the forum counts itself.
    pub(super) counts: (Option<u64>, Option<u64>),
    /// Categories that were told.
    pub(super) categories: BTreeSet<i64>,
    /// Where reading of likes and holders goes on.
    pub(super) quiet: Quiet,
    /// The walk that is under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) run: Option<Run>,
}

/// One walk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Run {
    /// Everything is looked at, not only what is new.
    pub(super) full: bool,
    /// When it began, UTC milliseconds.
    pub(super) began: i64,
    /// What is being read.
    pub(super) step: Step,
    /// Which page of it is next.
    pub(super) page: u32,
    /// Posts: the last request's `before`; `None` before the first page.
    pub(super) cursor: Option<i64>,
    /// Posts: what `before` means here, once that is known.
    pub(super) meaning: Option<Meaning>,
    /// Posts: the highest number of the first page.
    pub(super) top: i64,
    /// Posts: pages without anything new, one after the other.
    pub(super) known_pages: u32,
    /// The same number for the public posts while messages are read.
    pub(super) public_top: i64,
    /// People: the highest number of this walk.
    pub(super) account_top: i64,
    /// The present step is done, but for what was found to be looked at.
    pub(super) leaving: bool,
    /// So many of the present things are done.
    pub(super) done: u64,
    /// Topics with new posts that were read in this walk.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) touched: BTreeMap<i64, Touched>,
    /// Posts that were not where they should be, to be asked for one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) absent: Vec<i64>,
    /// Topics to read anew, with the mark that is theirs afterwards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) topics: Vec<(i64, i64, i64)>,
    /// The topic that is being read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reading: Option<Reading>,
    /// Topics that were read as a whole because some of their posts are in no list.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) read: BTreeSet<i64>,
    /// Requests of the quiet part so far.
    pub(super) quiet: u32,
}

/// The rest of a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Reading {
    /// Its number.
    pub(super) topic: i64,
    /// Posts that are still to be fetched.
    pub(super) rest: Vec<i64>,
    /// What is remembered of it when they are.
    pub(super) mark: Option<(i64, i64)>,
}

/// What was read of a topic's new posts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Touched {
    /// How many.
    pub(super) posts: u32,
    /// Likes they had.
    pub(super) likes: u32,
    /// When the newest was written.
    pub(super) last: i64,
}

/// What is read, in the order of a walk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Step {
    /// The forum itself, its categories, its badges.
    #[default]
    Spaces,
    /// Groups and who is in them.
    Groups,
    /// The administrators' list of people.
    People,
    /// The public list of people, where the other is not to be had.
    Directory,
    /// The list of topics.
    Topics,
    /// All posts, newest first.
    Posts,
    /// Personal messages, newest first.
    Messages,
    /// Who liked what.
    Likes,
    /// Who has which badge.
    Badges,
}

/// What `before=N` means: it changed in 2026 [trap 1].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Meaning {
    /// The numbers from N-49 to N, however few of them are there.
    Window,
    /// The next fifty that are there, below N.
    Below,
}

/// Where the quiet part goes on in the next walk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Quiet {
    /// Page of the list of people, by likes given.
    pub(super) page: u32,
    /// People of that page whose likes are still to be read: number, name, likes given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) people: Vec<(i64, String, i64)>,
    /// How many likes of the first of them were read.
    pub(super) offset: u32,
    /// The newest like of the first of them.
    pub(super) newest: i64,
    /// Badges whose holders are still to be read: number, how many hold it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) badges: Vec<(i64, i64)>,
    /// Holders of the first of them that were read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) holders: Vec<i64>,
}
