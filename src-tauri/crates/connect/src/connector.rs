//! What every community can be asked: who are you, what is new, please write this.
//!
//! A connector is a resumable state machine: only it knows in which order it walks; whoever drives it knows "more" or
//! "done", and stores each page together with its checkpoint in one transaction.
//!
//! **Invariants:** the same checkpoint gives the same records, or newer versions of them; a page that was stored is never
//! needed again; what is remembered between runs is the checkpoint (small) and [`Mark`]s (one a thread or topic).

use async_trait::async_trait;
use kith_domain::record::{Batch, Mark};
use serde_json::Value;

use crate::error::Result;

/// So many milliseconds after the first request of a [`Page`], what is there is handed out, however little it is.
pub(crate) const PATIENCE: i64 = 5_000;

/// One remote community, opened with one set of credentials.
#[async_trait]
pub trait Connector: Send {
    /// Checks that the credentials work and says whose they are and which community it is.
    ///
    /// # Errors
    /// [`crate::Error::SignedOut`] when they do not work.
    async fn probe(&mut self) -> Result<Identity>;

    /// Reads the next page.
    ///
    /// # Errors
    /// Whatever could not be retried here. What was stored so far stays, and the next run goes on from its checkpoint.
    async fn pull(&mut self, pull: Pull<'_>) -> Result<Page>;

    /// Writes what somebody wrote here. With [`Intent::doubtful`] an earlier attempt may have succeeded unseen: it is
    /// looked for before anything is sent.
    ///
    /// # Errors
    /// Transient ones are tried again by the caller; [`crate::Error::Refused`] and [`crate::Error::Forbidden`] need a person.
    async fn push(&mut self, intent: &Intent) -> Result<Receipt>;

    /// What waits for a moderator's decision; nothing where there is no such thing, or the key may not see it.
    ///
    /// # Errors
    /// Whatever could not be retried here.
    async fn review(&mut self) -> Result<Option<Vec<ReviewItem>>> {
        Ok(None)
    }
}

/// Something that waits for a moderator's decision.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReviewItem {
    /// The source's own number.
    pub number: i64,
    /// What kind of thing it is there.
    pub kind: String,
    /// How urgent the source takes it to be.
    pub score: f64,
    /// Its state: a decision is about this one.
    pub version: i64,
    /// The author's number.
    pub account: Option<i64>,
    /// The author's name.
    pub author: String,
    /// What is said against it.
    pub reasons: Vec<String>,
    /// How many people said so.
    pub flags: u32,
    /// A title.
    pub title: String,
    /// Its words, as they were written.
    pub words: String,
    /// Where it is.
    pub link: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// What these credentials may do about it, as the source lists it.
    pub actions: Vec<ReviewAction>,
}

/// Something that can be done about what waits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewAction {
    /// What it is sent as.
    pub name: String,
    /// What the source calls it, in its language; may be empty.
    pub label: String,
}

/// What [`Connector::pull`] needs.
pub struct Pull<'a> {
    /// Where the last stored page ended; `None` from the very beginning.
    pub checkpoint: Option<&'a Value>,
    /// What the store has.
    pub known: &'a dyn Known,
    /// How much to look at again.
    pub depth: Depth,
    /// Now, UTC milliseconds.
    pub now: i64,
}

/// How much of what is here already a run looks at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What is new, and what changed lately.
    Quick,
    /// Everything, so that the store equals the community afterwards: edits, deletions and reactions of any age.
    Full,
}

/// What the store can be asked by a connector.
#[async_trait]
pub trait Known: Send + Sync {
    /// What was remembered of things of a space ([`kith_domain::record::MarkRecord`]), in the order asked for.
    async fn marks(&self, space: &str, numbers: &[i64]) -> Result<Vec<Option<Mark>>>;

    /// The numbers of messages that are here and not taken away, ascending.
    async fn living(&self, realm: &str, scope: Scope) -> Result<Vec<i64>>;

    /// The same for many threads of a realm at once, in the order asked for.
    async fn answers(&self, realm: &str, roots: &[i64]) -> Result<Vec<Vec<i64>>> {
        let mut answers = Vec::with_capacity(roots.len());
        for root in roots {
            answers.push(self.living(realm, Scope::Thread(*root)).await?);
        }
        Ok(answers)
    }
}

/// Which messages [`Known::living`] speaks of. Rows that only stand in for what never came are in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Of a chat: all outside of threads, and answers shown in the space as well, with `from < number < until`.
    Top {
        /// After this one.
        from: i64,
        /// Before this one.
        until: i64,
    },
    /// The answers in the thread that this message opened, without that message.
    Thread(i64),
    /// All of the realm with `from < number < until` that somebody wrote (posts and replies).
    All {
        /// After this one.
        from: i64,
        /// Before this one.
        until: i64,
    },
    /// All posts of a forum's topic, its first one included.
    Topic(i64),
}

/// Who a community is, and as whom it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The community's own identity, which never changes: a team id, a forum's address.
    pub remote: String,
    /// What it calls itself.
    pub name: String,
    /// Where its pages are, without a slash at the end.
    pub address: Option<String>,
    /// As whom it is read: a name to show, `None` for nobody.
    pub account: Option<String>,
    /// The remote id of that account.
    pub account_remote: Option<String>,
    /// What the credentials may do, in the community's own words, sorted.
    pub scopes: Vec<String>,
    /// Scopes that are missing for something that is read: scope, and what stays unread without it.
    pub missing: Vec<(String, String)>,
    /// Whether the credentials may write.
    pub can_write: bool,
}

/// What is stored in one transaction, and where to go on.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records.
    pub batch: Batch,
    /// The next [`Pull::checkpoint`]. After the last page of a run, what the next run starts with.
    pub checkpoint: Value,
    /// This was the last page: the store now has everything the community showed.
    pub done: bool,
    /// For a person who waits.
    pub progress: Option<Progress>,
    /// What is covered now, when this page changed that.
    pub coverage: Option<Coverage>,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What is being read: `people`, `spaces`, `messages`, `threads`, `topics`, `posts`, `likes`, `check`.
    pub stage: &'static str,
    /// The name of the present space or topic.
    pub what: Option<String>,
    /// So many are done …
    pub done: u64,
    /// … of so many, as far as known.
    pub of: Option<u64>,
    /// Requests that are left, as far as known: with the pace they give the time left.
    pub requests_left: Option<u64>,
}

/// From when to when everything is here, and what is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The oldest moment from which everything that the community shows is here, UTC milliseconds.
    pub from: Option<i64>,
    /// Up to this moment, UTC milliseconds.
    pub through: Option<i64>,
    /// Messages, as the community counts them itself, if it does.
    pub messages: Option<u64>,
    /// People, as the community counts them itself, if it does.
    pub people: Option<u64>,
    /// What cannot be read, and why.
    pub hidden: Vec<Hidden>,
}

/// Something that a community does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hidden {
    /// The plan hides older messages.
    Plan,
    /// The app is treated as a distributed one: a few messages a minute.
    Capped,
    /// A space that these credentials cannot read.
    Space {
        /// Its name.
        name: String,
        /// The community's reason, one word.
        why: String,
    },
    /// Something that would need a scope.
    Scope {
        /// The scope.
        scope: String,
        /// What stays unread.
        what: String,
    },
}

/// What somebody wrote here and a community shall get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Its id: the same for every attempt.
    pub key: String,
    /// What to write.
    pub wish: Wish,
    /// When it was written here, UTC milliseconds.
    pub created_at: i64,
    /// An earlier attempt may have got through: look first.
    pub doubtful: bool,
    /// Numbers that the community gave to other wishes since: the same words, though not this one.
    pub others: Vec<i64>,
}

/// What can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// An answer in a conversation.
    Reply {
        /// Remote id of the space.
        space: String,
        /// Chat: the first message's number. Forum: the topic's number.
        thread: i64,
        /// Forum: the post that is answered.
        to: Option<i64>,
        /// The words, plain (chat) or Markdown (forum).
        text: String,
    },
    /// A message in a channel.
    Post {
        /// Remote id of the space.
        space: String,
        /// The words.
        text: String,
    },
    /// A new topic in a category.
    Topic {
        /// Remote id of the space.
        space: String,
        /// The title.
        title: String,
        /// The words, Markdown.
        text: String,
        /// Tags.
        tags: Vec<String>,
    },
    /// A reaction; a like on a forum.
    React {
        /// Remote id of the space.
        space: String,
        /// The message's number.
        message: i64,
        /// The reaction's name, without colons.
        name: String,
    },
    /// A message to one person alone.
    Direct {
        /// Remote id of the account.
        account: String,
        /// The title, for forums.
        title: Option<String>,
        /// The words.
        text: String,
    },
    /// A message to several people, who read it together.
    Group {
        /// Remote ids of the accounts.
        accounts: Vec<String>,
        /// The title, for forums.
        title: Option<String>,
        /// The words.
        text: String,
    },
    /// A decision about something that waits for a moderator.
    Review {
        /// Its number.
        item: i64,
        /// The state that was decided about.
        version: i64,
        /// What is done, in the source's word.
        action: String,
    },
}

/// What a community answered to a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The number the community gave it: the next pull brings the real thing under it.
    pub remote: Option<i64>,
    /// Waits for a moderator's approval.
    pub pending: bool,
    /// It was there already, from an earlier attempt.
    pub found: bool,
}
