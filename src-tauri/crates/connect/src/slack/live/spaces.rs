//! The channels of a workspace, and who is in them.
//!
//! Facts: the kind of a channel is told by flags, not by the first letter of its id; a user token reads public channels
//! it is not in, a bot token does not; who is in a channel is asked for only when the number of its members changed.
//!
//! **Invariant:** private channels and conversations of few are not even listed unless the person chose them.

use kith_domain::record::{Batch, Mark, MarkRecord, SpaceKind, SpaceRecord};

use super::{
    Run, Slack,
    call::Failure,
    errors,
    lists::Who,
    state::{State, Step},
    token::TokenKind,
};
use crate::{
    connector::Pull,
    error::{Error, Result},
    slack::{people::space_of, wire::Channel},
};

/// The number under which a channel's mark about its members lies: how many it had.
const MEMBERS: i64 = -1;

/// A channel and what the list says beside it.
pub(super) struct Listed {
    pub(super) space: SpaceRecord,
    members: Option<i64>,
    /// Whether the account is in it, when that is told.
    is_member: Option<bool>,
}

impl Slack {
    pub(super) async fn read_spaces(&mut self, state: &mut State) -> Result<Batch> {
        let mut batch = Batch::default();
        let Some(run) = &self.run else { return Err(Error::Local("no run".into())) };
        let (channels, _) = self.list_spaces(&run.who, state).await?;
        batch.spaces = channels.iter().map(|listed| listed.space.clone()).collect();
        if let Some(run) = &mut self.run {
            run.channels = channels;
        }
        state.step = Step::Groups;
        Ok(batch)
    }

    /// All channels in the order of their ids, and how many entries could not be read.
    pub(super) async fn list_spaces(&self, who: &Who, state: &mut State) -> Result<(Vec<Listed>, usize)> {
        let kinds = [
            ("public_channel", "channels:read", true, "public channels"),
            ("private_channel", "groups:read", self.settings.private, "private channels"),
            ("im", "im:read", self.settings.direct, "direct messages"),
            ("mpim", "mpim:read", self.settings.direct, "group messages"),
        ];
        let mut types = Vec::new();
        for (kind, scope, wanted, what) in kinds {
            let lacks = who.scopes.as_ref().is_some_and(|scopes| !scopes.iter().any(|own| own == scope));
            if wanted && lacks {
                state.scopes.insert(scope.into(), what.into());
            } else if wanted {
                types.push(kind);
            }
        }
        if types.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let (channels, wrong) = self.api.channels(&types.join(",")).await.map_err(Error::from)?;
        let mut listed: Vec<Listed> = channels.into_iter().map(listed_of).filter(|listed| self.takes(listed)).collect();
        listed.sort_by(|a, b| a.space.remote.cmp(&b.space.remote));
        listed.dedup_by(|a, b| a.space.remote == b.space.remote);
        Ok((listed, wrong))
    }

    /// Whatever the answer holds, only what was chosen is taken.
    fn takes(&self, listed: &Listed) -> bool {
        match listed.space.kind {
            SpaceKind::Private => self.settings.private,
            SpaceKind::Direct | SpaceKind::Group => self.settings.direct,
            SpaceKind::Channel | SpaceKind::Category | SpaceKind::Restricted | SpaceKind::Forum => true,
        }
    }

    /// Whether asking for a channel's messages makes sense; a bot sees only channels that it is in.
    pub(super) fn may_read(&self, listed: &Listed) -> bool {
        self.kind != TokenKind::Bot || listed.is_member != Some(false)
    }

    /// Members of channels of which the number of members changed, one channel a page.
    pub(super) async fn read_members(&mut self, pull: &Pull<'_>, state: &mut State) -> Result<Batch> {
        let mut batch = Batch::default();
        let gathering = self.gathering();
        let Some(run) = &mut self.run else { return Err(Error::Local("no run".into())) };
        while let Some(listed) = next_with_members(run, state) {
            let id = listed.space.remote.clone();
            let Some(members) = listed.members.filter(|members| *members > 0) else {
                state.after = Some(id);
                continue;
            };
            let mark = pull.known.marks(&id, &[MEMBERS]).await?.first().copied().flatten();
            if mark.is_some_and(|mark| mark.value == members) {
                state.after = Some(id);
                continue;
            }
            match self.api.members(&id).await {
                Ok(mut remotes) => {
                    remotes.sort_unstable();
                    remotes.dedup();
                    batch.spaces.push(SpaceRecord { members: remotes, all_members: true, ..listed.space.clone() });
                    let mark = Mark { value: members, extra: 0 };
                    batch.marks.push(MarkRecord { space: id.clone(), number: MEMBERS, mark });
                }
                Err(Failure::Slack { code, needed }) => {
                    if let error @ Error::SignedOut(_) = errors::of(&code, needed.as_deref()) {
                        return Err(error);
                    }
                }
                // The next page begins with this channel, and tells how that ends.
                Err(Failure::Other(_)) if !batch.spaces.is_empty() => return Ok(batch),
                Err(Failure::Other(error)) => return Err(error),
            }
            state.after = Some(id);
            let people = batch.spaces.iter().map(|space| space.members.len()).sum();
            if gathering.is_enough(people, &self.api) {
                return Ok(batch);
            }
        }
        state.after = None;
        state.step = Step::Messages;
        Ok(batch)
    }
}

fn next_with_members<'a>(run: &'a Run, state: &State) -> Option<&'a Listed> {
    run.channels.iter().find(|listed| {
        let is_next = state.after.as_deref().is_none_or(|after| listed.space.remote.as_str() > after);
        is_next && matches!(listed.space.kind, SpaceKind::Channel | SpaceKind::Private)
    })
}

fn listed_of(channel: Channel) -> Listed {
    let yes = |flag: Option<bool>| flag.unwrap_or(false);
    let kind = if yes(channel.is_im) {
        SpaceKind::Direct
    } else if yes(channel.is_mpim) {
        SpaceKind::Group
    } else if yes(channel.is_private) {
        SpaceKind::Private
    } else {
        SpaceKind::Channel
    };
    let members = channel.num_members;
    let is_member = channel.is_member;
    let other = channel.user.clone();
    let mut space = space_of(channel, kind);
    if let (SpaceKind::Direct, Some(other)) = (kind, other) {
        space.name.clone_from(&other);
        space.members = vec![other];
    }
    Listed { space, members, is_member }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_and_not_letters_tell_what_a_channel_is() {
        let kind = |json: &str| listed_of(serde_json::from_str(json).unwrap()).space.kind;
        assert_eq!(kind(r#"{"id":"G1","name":"a","is_private":false}"#), SpaceKind::Channel);
        assert_eq!(kind(r#"{"id":"C1","name":"a","is_private":true}"#), SpaceKind::Private);
        assert_eq!(kind(r#"{"id":"C1","name":"a","is_private":true,"is_mpim":true}"#), SpaceKind::Group);
        let direct = listed_of(serde_json::from_str(r#"{"id":"D1","is_im":true,"user":"U7"}"#).unwrap());
        assert_eq!((direct.space.kind, direct.space.name.as_str()), (SpaceKind::Direct, "U7"));
    }

    #[test]
    fn times_may_be_numbers_or_words() {
        for created in ["1400000000", "\"1400000000\""] {
            let json =
                format!(r#"{{"id":"C1","name":"a","created":{created},"topic":{{"value":"t","last_set":"0"}}}}"#);
            let space = listed_of(serde_json::from_str(&json).unwrap()).space;
            assert_eq!((space.created_at, space.topic.as_deref()), (Some(1_400_000_000_000), Some("t")));
        }
    }
}
