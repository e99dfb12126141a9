//! What a forum holds, and what can happen in it.
//!
//! **Invariants:** numbers only grow; every change moves what the real forum would move (counts, bumps, versions) and
//! nothing else; time passes by a second with each change.

use std::collections::{BTreeMap, BTreeSet};

/// 2024-01-01 00:00 UTC.
const BEGINNING: i64 = 1_704_067_200_000;

/// A category.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// The category it is in.
    pub parent: Option<i64>,
    /// Shown to staff alone.
    pub private: bool,
}

/// An account.
#[derive(Debug, Clone)]
pub struct User {
    /// Its handle.
    pub username: String,
    /// Its full name; may be empty.
    pub name: String,
    /// May administer.
    pub admin: bool,
    /// 0 to 4.
    pub trust: i64,
    /// Not let in.
    pub suspended: bool,
    /// When it was made.
    pub created_at: i64,
}

/// A topic.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its title.
    pub title: String,
    /// Where it is; a message when nowhere.
    pub category: Option<i64>,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was opened.
    pub created_at: i64,
    /// When it last moved to the top.
    pub bumped_at: i64,
    /// No more answers.
    pub closed: bool,
    /// In lists.
    pub visible: bool,
    /// Taken away by staff.
    pub deleted: bool,
    /// The post that solved it.
    pub solved: Option<i64>,
    /// Who may read a message.
    pub invited: BTreeSet<i64>,
    /// The highest number that a post of it ever had.
    pub highest: i64,
}

/// A post.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its topic.
    pub topic: i64,
    /// Its place in it.
    pub number: i64,
    /// 1 ordinary, 2 a moderator's, 3 what the forum wrote, 4 among staff.
    pub kind: i64,
    /// Its author.
    pub user: i64,
    /// When it was written.
    pub created_at: i64,
    /// When it was last touched, also without a change.
    pub updated_at: i64,
    /// How often it was changed visibly.
    pub version: i64,
    /// Its Markdown.
    pub raw: String,
    /// Taken away by staff.
    pub deleted: bool,
    /// Taken away by its author.
    pub user_deleted: bool,
    /// Hidden because of flags.
    pub hidden: bool,
    /// Who likes it, and since when.
    pub likes: BTreeMap<i64, i64>,
    /// Reactions of the plugin.
    pub reactions: BTreeMap<String, u32>,
}

/// Something that waits for a moderator.
#[derive(Debug, Clone)]
pub struct Flag {
    /// The post.
    pub post: i64,
    /// Who flagged, and as what: 3 off-topic, 4 inappropriate, 8 spam.
    pub by: Vec<(i64, i64)>,
    /// Grows with every change.
    pub version: i64,
    /// 0 waits, 1 agreed, 2 disagreed, 3 ignored.
    pub status: i64,
    /// When it was flagged first.
    pub created_at: i64,
}

/// A forum.
#[derive(Debug, Clone, Default)]
pub struct Forum {
    /// Its categories.
    pub categories: BTreeMap<i64, Category>,
    /// Its accounts.
    pub users: BTreeMap<i64, User>,
    /// Its topics and messages.
    pub topics: BTreeMap<i64, Topic>,
    /// Its posts.
    pub posts: BTreeMap<i64, Post>,
    /// Groups: name and members.
    pub groups: BTreeMap<i64, (String, BTreeSet<i64>)>,
    /// Badges: name and holders.
    pub badges: BTreeMap<i64, (String, BTreeSet<i64>)>,
    /// What waits for a moderator, by number.
    pub flags: BTreeMap<i64, Flag>,
    /// Now, in milliseconds after the beginning.
    pub passed: i64,
    /// The number of the next post.
    pub next_post: i64,
    /// The number of the next topic.
    pub next_topic: i64,
}

impl Forum {
    /// An empty forum with its own account, which is nobody.
    pub fn new() -> Self {
        let mut forum = Self { next_post: 1, next_topic: 1, ..Self::default() };
        forum.users.insert(-1, user("system", 0));
        forum
    }

    /// Now, UTC milliseconds.
    pub const fn now(&self) -> i64 {
        BEGINNING + self.passed
    }

    fn tick(&mut self) -> i64 {
        self.passed += 1_000;
        self.now()
    }

    /// Somebody new.
    pub fn user(&mut self, name: &str) -> i64 {
        let id = self.users.keys().max().copied().unwrap_or(0).max(4_000) + 1;
        let at = self.tick();
        self.users.insert(id, user(name, at));
        id
    }

    /// A new category.
    pub fn category(&mut self, name: &str, parent: Option<i64>, private: bool) -> i64 {
        let id = self.categories.keys().max().copied().unwrap_or(0) + 1;
        self.categories.insert(id, Category { name: name.to_owned(), parent, private });
        id
    }

    /// A new topic and its first post.
    pub fn topic(&mut self, category: Option<i64>, author: i64, title: &str, raw: &str) -> (i64, i64) {
        let at = self.tick();
        let id = self.next_topic;
        self.next_topic += 1;
        self.topics.insert(
            id,
            Topic {
                title: title.to_owned(),
                category,
                tags: Vec::new(),
                created_at: at,
                bumped_at: at,
                closed: false,
                visible: true,
                deleted: false,
                solved: None,
                invited: BTreeSet::from([author]),
                highest: 0,
            },
        );
        (id, self.write(id, author, 1, raw))
    }

    /// Somebody flags a post; answers the number in the queue.
    pub fn flag(&mut self, post: i64, user: i64, kind: i64) -> i64 {
        let at = self.tick();
        let open = self.flags.iter_mut().find(|(_, flag)| flag.post == post && flag.status == 0);
        if let Some((number, flag)) = open {
            flag.by.push((user, kind));
            flag.version += 1;
            return *number;
        }
        let number = i64::try_from(self.flags.len()).unwrap_or(0) + 1;
        self.flags.insert(number, Flag { post, by: vec![(user, kind)], version: 0, status: 0, created_at: at });
        number
    }

    /// A moderator decides.
    pub fn decide(&mut self, number: i64, status: i64) {
        if let Some(flag) = self.flags.get_mut(&number) {
            flag.status = status;
            flag.version += 1;
        }
    }

    /// A new answer.
    pub fn reply(&mut self, topic: i64, author: i64, raw: &str) -> i64 {
        self.write(topic, author, 1, raw)
    }

    /// A new post of any kind.
    pub fn write(&mut self, topic: i64, author: i64, kind: i64, raw: &str) -> i64 {
        let at = self.tick();
        let id = self.next_post;
        self.next_post += 1;
        let mut number = 1;
        if let Some(topic) = self.topics.get_mut(&topic) {
            topic.highest += 1;
            number = topic.highest;
            if kind == 1 {
                topic.bumped_at = at;
            }
        }
        self.posts.insert(
            id,
            Post {
                topic,
                number,
                kind,
                user: author,
                created_at: at,
                updated_at: at,
                version: 1,
                raw: raw.to_owned(),
                deleted: false,
                user_deleted: false,
                hidden: false,
                likes: BTreeMap::new(),
                reactions: BTreeMap::new(),
            },
        );
        id
    }

    /// Changes a post; nothing happens when there is none.
    pub fn post(&mut self, id: i64, change: impl FnOnce(&mut Post)) {
        self.tick();
        self.posts.get_mut(&id).map(change);
    }

    /// Changes a topic; nothing happens when there is none.
    pub fn of_topic(&mut self, id: i64, change: impl FnOnce(&mut Topic)) {
        self.tick();
        self.topics.get_mut(&id).map(change);
    }

    /// Changes words. Within the time of grace no new version is made.
    pub fn edit(&mut self, id: i64, raw: &str, visibly: bool) {
        let at = self.tick();
        self.post(id, |post| {
            post.raw = raw.to_owned();
            post.updated_at = at;
            post.version += i64::from(visibly);
        });
    }

    /// Somebody likes a post.
    pub fn like(&mut self, id: i64, who: i64) {
        let at = self.tick();
        self.post(id, |post| {
            let _ = post.likes.insert(who, at);
        });
    }

    /// Somebody likes it no longer.
    pub fn unlike(&mut self, id: i64, who: i64) {
        self.post(id, |post| {
            let _ = post.likes.remove(&who);
        });
    }

    /// Its author takes a post away: its words are replaced, it stays for a day.
    pub fn delete_by_author(&mut self, id: i64) {
        self.post(id, |post| post.user_deleted = true);
    }

    /// Staff take a post away, or bring it back.
    pub fn delete_by_staff(&mut self, id: i64, deleted: bool) {
        self.post(id, |post| post.deleted = deleted);
    }

    /// Moves posts to another topic; their numbers change, they stay the same posts.
    pub fn move_posts(&mut self, ids: &[i64], to: i64) {
        self.tick();
        for id in ids {
            let Some(topic) = self.topics.get_mut(&to) else { return };
            topic.highest += 1;
            let number = topic.highest;
            if let Some(post) = self.posts.get_mut(id) {
                post.topic = to;
                post.number = number;
            }
        }
    }

    /// A new topic made of posts of another.
    pub fn split(&mut self, ids: &[i64], title: &str) -> Option<i64> {
        let first = self.posts.get(ids.first()?)?;
        let (author, category) = (first.user, self.topics.get(&first.topic)?.category);
        let (topic, opener) = self.topic(category, author, title, "");
        self.posts.remove(&opener);
        self.of_topic(topic, |topic| topic.highest = 0);
        self.move_posts(ids, topic);
        Some(topic)
    }

    /// Closes a topic; the forum writes that down in it.
    pub fn close(&mut self, topic: i64) {
        self.of_topic(topic, |topic| topic.closed = true);
        self.write(topic, -1, 3, "");
    }

    /// Posts of a topic that are not taken away by staff.
    pub fn in_topic(&self, topic: i64) -> impl Iterator<Item = (&i64, &Post)> {
        self.posts.iter().filter(move |(_, post)| post.topic == topic && !post.deleted)
    }
}

fn user(name: &str, at: i64) -> User {
    User {
        username: name.to_owned(),
        name: String::new(),
        admin: false,
        trust: 1,
        suspended: false,
        created_at: if at == 0 { BEGINNING } else { at },
    }
}
