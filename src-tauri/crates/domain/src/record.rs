//! What a source tells us, in domain words: the only shape in which anything pulled reaches the store.
//!
//! **Invariants:** every remote id is the source's own; times are UTC milliseconds; `raw` is the source's own JSON with
//! secrets taken out, and never empty when a range points into it.

use std::ops::Range;

/// What a space is at the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpaceKind {
    /// A public channel.
    Channel,
    /// A private channel.
    Private,
    /// A conversation of two.
    Direct,
    /// A private conversation of several.
    Group,
    /// A category of a forum.
    Category,
    /// A category that only some may read.
    Restricted,
    /// A forum as a whole: it holds no conversation itself, but the numbers of its posts are unique in it.
    Forum,
}

impl SpaceKind {
    /// The word kept in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Private => "private",
            Self::Direct => "direct",
            Self::Group => "group",
            Self::Category => "category",
            Self::Restricted => "restricted",
            Self::Forum => "forum",
        }
    }

    /// Whether anybody of the community may read it. Only public spaces count in numbers about the community.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Channel | Self::Category)
    }

    /// Whether it is read topic by topic and not as one stream.
    pub const fn is_forum(self) -> bool {
        matches!(self, Self::Category | Self::Restricted | Self::Forum)
    }
}

/// A channel or a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpaceRecord {
    /// The source's id.
    pub remote: String,
    /// The space in which message numbers are unique; `None` when that is this space itself (Slack).
    pub realm: Option<String>,
    /// The name now.
    pub name: String,
    /// What it is.
    pub kind: SpaceKind,
    /// Closed for new messages.
    pub archived: bool,
    /// The line above the conversation.
    pub topic: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// When it was made, UTC milliseconds.
    pub created_at: Option<i64>,
    /// Remote ids of the accounts in it, as far as the source told.
    pub members: Vec<String>,
    /// `members` are all: whoever is not among them has left.
    pub all_members: bool,
}

/// An account on a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountRecord {
    /// The source's id.
    pub remote: String,
    /// The short name (`@handle`), without the sign.
    pub handle: Option<String>,
    /// The name to show.
    pub name: String,
    /// The full name, when it differs from what is shown.
    pub real_name: Option<String>,
    /// Role or job title.
    pub title: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// The address that the source holds for it.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// IANA time zone.
    pub zone: Option<String>,
    /// Not a person.
    pub is_bot: bool,
    /// Limited to some channels.
    pub is_guest: bool,
    /// May administer the source.
    pub is_admin: bool,
    /// Deactivated at the source.
    pub left: bool,
    /// Seen only as an author: the source's list of people does not have it.
    pub missing: bool,
    /// When it was made, UTC milliseconds, if the source tells.
    pub joined_at: Option<i64>,
    /// How far the source trusts it, where it says so (Discourse: 0 to 4).
    pub trust: Option<u8>,
    /// Whether the source lets it take part.
    pub standing: Standing,
    /// What else the source's profile says: label and value, in the source's order. `None` when this record does not tell.
    pub fields: Option<Vec<(String, String)>>,
    /// When the source last changed it, UTC milliseconds: the newer state wins. 0 when not known.
    pub changed_at: i64,
    /// The source's own JSON.
    pub raw: Option<String>,
}

/// Whether a source lets an account take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// It may.
    #[default]
    Good,
    /// It may read and not write.
    Silenced,
    /// It may not sign in.
    Suspended,
    /// Made by mail or an import: nobody has signed in with it yet.
    Staged,
}

impl Standing {
    /// The number kept in the file.
    pub const fn number(self) -> i64 {
        match self {
            Self::Good => 0,
            Self::Silenced => 1,
            Self::Suspended => 2,
            Self::Staged => 3,
        }
    }
}

/// A set of accounts that the source keeps: a user group, or those who were given a badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRecord {
    /// The source's id, unique among its kind.
    pub remote: String,
    /// Group or badge.
    pub kind: GroupKind,
    /// The name to show.
    pub name: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// No longer in use at the source.
    pub archived: bool,
    /// Remote ids of the accounts in it; `None` when this record does not tell. A list replaces what was known.
    pub members: Option<Vec<String>>,
}

/// What a [`GroupRecord`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// A user group.
    Group,
    /// A badge.
    Badge,
}

impl GroupKind {
    /// The word kept in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Badge => "badge",
        }
    }
}

/// What a forum says of a topic as a whole, beside its posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRecord {
    /// Remote id of the category it is in.
    pub space: String,
    /// The topic's own number: the one that [`ActivityRecord::topic`] names.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// No more answers.
    pub closed: bool,
    /// Put away: nothing about it changes any more.
    pub archived: bool,
    /// Left out of lists.
    pub unlisted: bool,
    /// It has an answer that solved it.
    pub solved: bool,
    /// How often it was opened.
    pub views: Option<u32>,
}

/// Somebody liked something at a time that the source tells: it fills in a [`ReactionRecord`] that only had a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikeRecord {
    /// The realm: the remote id of the space in which the message's number is unique.
    pub realm: String,
    /// The message.
    pub remote: i64,
    /// Remote id of the account.
    pub account: String,
    /// The reaction's name, as in [`ReactionRecord::name`].
    pub name: String,
    /// When, UTC milliseconds; `None` when only who is known.
    pub at: Option<i64>,
}

/// Something that its author or a moderator took away, told by its absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneRecord {
    /// The realm: the remote id of the space in which the number is unique.
    pub realm: String,
    /// The message.
    pub remote: i64,
}

/// What a connector wants to remember of one thing, so that it sees the next time whether that changed: written in the
/// transaction that stores what it read of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// A fingerprint or a time; the connector's own.
    pub value: i64,
    /// Another; the connector's own.
    pub extra: i64,
}

/// A [`Mark`] and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRecord {
    /// Remote id of a space that was told before or stands in the same batch.
    pub space: String,
    /// The number of the thing in that space: a thread's first message, a topic; the connector's own.
    pub number: i64,
    /// What to remember.
    pub mark: Mark,
}

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActivityKind {
    /// Opened a conversation, or spoke outside one.
    Post,
    /// Answered in a conversation.
    Reply,
    /// Came into a space.
    Join,
    /// Left a space.
    Leave,
    /// Anything else that the source wrote by itself: renames, topics, pins.
    System,
    /// Not there: other records answer to it, but the source did not give it.
    Missing,
}

impl ActivityKind {
    /// The number kept in the file. Messages that somebody wrote are 1 and 2.
    pub const fn number(self) -> i64 {
        match self {
            Self::Post => 1,
            Self::Reply => 2,
            Self::Join => 3,
            Self::Leave => 4,
            Self::System => 5,
            Self::Missing => 6,
        }
    }

    /// The kind of a number kept in the file.
    pub const fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Post,
            2 => Self::Reply,
            3 => Self::Join,
            4 => Self::Leave,
            6 => Self::Missing,
            _ => Self::System,
        }
    }

    /// Whether somebody (a person or a bot) wrote it.
    pub const fn is_message(self) -> bool {
        matches!(self, Self::Post | Self::Reply)
    }
}

/// People who chose one reaction.
///
/// A source that only counts (Discourse's likes) names nobody here: those whom [`LikeRecord`]s named stay, as long as the
/// count allows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionRecord {
    /// The name, without colons (`tada`, `+1::skin-tone-2`).
    pub name: String,
    /// Remote ids of those who are named.
    pub accounts: Vec<String>,
    /// How many there are in all; never less than those named.
    pub count: u32,
}

/// A file that somebody shared. Its bytes are never fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// The name to show.
    pub name: String,
    /// The kind in a word or two (`pdf`, `image/png`).
    pub kind: String,
}

/// One message or happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRecord {
    /// Remote id of the space.
    pub space: String,
    /// The number that is unique in the space's realm: Slack's `ts` in microseconds, Discourse's post id.
    pub remote: i64,
    /// The number of the first message of the conversation this one answers in; `None` for one that opens it.
    pub thread: Option<i64>,
    /// When the conversation was opened, UTC milliseconds, if it is known without that message.
    pub thread_at: Option<i64>,
    /// Forums: the number of the topic it belongs to. Answers then leave `thread` empty: which post opened the topic
    /// is known when that post comes, and a row stands in for it until then.
    pub topic: Option<i64>,
    /// What it is.
    pub kind: ActivityKind,
    /// Remote id of the author.
    pub author: Option<String>,
    /// Written by a program in the author's name.
    pub by_app: bool,
    /// An answer that is shown in the space as well.
    pub broadcast: bool,
    /// When, UTC milliseconds.
    pub occurred_at: i64,
    /// When it was last changed, UTC milliseconds.
    pub edited_at: Option<i64>,
    /// Its author or a moderator took it away.
    pub gone: bool,
    /// The title of a topic, on its first post.
    pub title: Option<String>,
    /// The words as the source writes them (Slack: mrkdwn).
    pub text: String,
    /// What is searched for, where it differs from `text`: without markup and ids.
    pub words: Option<String>,
    /// Reactions, as far as the source told.
    pub reactions: Vec<ReactionRecord>,
    /// Files.
    pub files: Vec<FileRecord>,
    /// Where its own JSON is in [`Batch::raw`]; empty when it is not kept.
    pub raw: Range<usize>,
    /// A fingerprint of everything above that can change.
    pub state: i64,
}

/// Something that could not be read. It is kept and shown, never dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file or page it was in.
    pub place: String,
    /// Remote id of the space it belongs to, when that is known.
    pub space: Option<String>,
    /// Which record of the file, from 0.
    pub position: u64,
    /// Why, in a sentence a person understands.
    pub reason: String,
    /// The start of it, at most 2 kB.
    pub sample: String,
}

/// What is stored in one transaction.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Accounts, new or seen again.
    pub accounts: Vec<AccountRecord>,
    /// Spaces, new or seen again.
    pub spaces: Vec<SpaceRecord>,
    /// Messages and happenings, in order of time as far as possible.
    pub activities: Vec<ActivityRecord>,
    /// What forums say of topics.
    pub topics: Vec<TopicRecord>,
    /// User groups and badges.
    pub groups: Vec<GroupRecord>,
    /// Likes with who and when; stored after the activities.
    pub likes: Vec<LikeRecord>,
    /// What was taken away; done after the activities.
    pub gone: Vec<GoneRecord>,
    /// What to remember for the next time.
    pub marks: Vec<MarkRecord>,
    /// The JSON that [`ActivityRecord::raw`] points into.
    pub raw: Vec<u8>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
}

impl Batch {
    /// Adds what a later page said.
    pub fn append(&mut self, mut later: Self) {
        let shift = self.raw.len();
        for activity in &mut later.activities {
            activity.raw = activity.raw.start + shift..activity.raw.end + shift;
        }
        self.raw.append(&mut later.raw);
        self.accounts.append(&mut later.accounts);
        self.spaces.append(&mut later.spaces);
        self.activities.append(&mut later.activities);
        self.topics.append(&mut later.topics);
        self.groups.append(&mut later.groups);
        self.likes.append(&mut later.likes);
        self.gone.append(&mut later.gone);
        self.marks.append(&mut later.marks);
        self.unreadable.append(&mut later.unreadable);
    }
}
