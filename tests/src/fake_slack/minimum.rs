//! The fewest requests with which everything of a workspace can be read.

use super::workspace::Workspace;

/// Requests by what they are for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Minimum {
    /// Who answers, people, channels, groups.
    pub lists: u64,
    /// Who is in the channels.
    pub members: u64,
    /// The channels' own messages.
    pub history: u64,
    /// Threads.
    pub replies: u64,
}

impl Minimum {
    /// In all.
    pub const fn sum(&self) -> u64 {
        self.lists + self.members + self.history + self.replies
    }
}

/// For all public channels of a workspace, with the largest pages that Slack gives.
pub fn minimum(workspace: &Workspace) -> Minimum {
    let pages = |things: usize, most: usize| things.div_ceil(most).max(1) as u64;
    let listed = workspace.users.values().filter(|user| !user.is_stranger).count();
    let mut minimum = Minimum {
        lists: 1 + pages(listed, workspace.most_users) + pages(workspace.channels.len(), 999) + 1,
        ..Minimum::default()
    };
    for channel in workspace.channels.values().filter(|channel| !channel.is_private && !channel.is_im) {
        if !channel.members.is_empty() {
            minimum.members += pages(channel.members.len(), 999);
        }
        let own = channel.messages.values().filter(|message| message.thread.is_none() || message.broadcast).count();
        minimum.history += pages(own, 999);
        for answers in channel.threads.values().filter(|answers| !answers.is_empty()) {
            minimum.replies += pages(answers.len(), 999);
        }
    }
    minimum
}
