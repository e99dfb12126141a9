//! What happens in three years, without the words.

/// What kind of thing somebody says or does.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Question,
    Answer(u8),
    Same,
    Clarify,
    Info,
    Thanks,
    Welcome,
    Late,
    /// Opens a conversation that is no question.
    Open,
    /// One of the replies that belong to the conversation.
    Reply(u8),
    /// Small talk.
    #[default]
    Chat,
    Intro,
    Greet,
    Join,
    Leave,
    Topic,
}

/// One thing that happens.
#[derive(Debug, Default)]
pub(super) struct Post {
    pub(super) at: i64,
    pub(super) author: u32,
    pub(super) to: u32,
    pub(super) space: usize,
    /// The conversation it is part of, if it is.
    pub(super) talk: Option<u32>,
    /// Stands alone in the space although it continues a conversation.
    pub(super) loose: bool,
    pub(super) role: Role,
    pub(super) seed: u64,
    pub(super) reactions: Vec<(&'static str, Vec<u32>)>,
}

/// What a conversation is about.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) section: &'static str,
    pub(super) topic: usize,
    pub(super) seed: u64,
    pub(super) day: usize,
}

/// Everything that happens in one place.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) posts: Vec<Post>,
    pub(super) subjects: Vec<Subject>,
}
