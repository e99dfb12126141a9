//! Who asks, and what is shown to them.

use super::forum::{Forum, Post, Topic};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// Anybody.
    Guest,
    /// An administrator.
    Admin(i64),
    /// A member, and whether the key may write.
    Member(i64, bool),
}

impl Viewer {
    /// The account.
    pub const fn user(self) -> Option<i64> {
        match self {
            Self::Guest => None,
            Self::Admin(id) | Self::Member(id, _) => Some(id),
        }
    }

    /// Whether it is staff.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Admin(_))
    }

    /// Whether a topic is shown at all.
    pub fn sees_topic(self, forum: &Forum, topic: &Topic) -> bool {
        if topic.deleted {
            return false;
        }
        match topic.category.map(|category| forum.categories.get(&category)) {
            Some(Some(category)) => !category.private || self.is_staff(),
            Some(None) => false,
            None => self.user().is_some_and(|user| topic.invited.contains(&user)),
        }
    }

    /// Whether a post is shown.
    pub fn sees(self, forum: &Forum, post: &Post) -> bool {
        let topic = forum.topics.get(&post.topic);
        !post.deleted && (post.kind != 4 || self.is_staff()) && topic.is_some_and(|topic| self.sees_topic(forum, topic))
    }

    /// Whether it is in the list of all posts.
    pub fn lists(self, forum: &Forum, post: &Post) -> bool {
        let topic = forum.topics.get(&post.topic);
        self.sees(forum, post) && post.kind == 1 && topic.is_some_and(|topic| topic.visible && topic.category.is_some())
    }
}
