//! Posts that should have been on a page and were not.
//!
//! Taken away, moved to an unlisted topic, made private, or of a kind that the list leaves out: only the post itself says
//! which. What is refused (403) still exists; it is remembered as unseen, so that it is not asked for in every walk.
//!
//! **Invariant:** only "there is no such post" makes a post count as gone, and, for an administrator who may see all, a
//! refusal.

use kith_domain::record::{GoneRecord, Mark, MarkRecord};

use super::{
    super::{
        Discourse, FORUM, KeyKind, MESSAGES,
        checkpoint::{Reading, Step},
        normalise::{self, Place},
        wire::Post,
    },
    Turn,
};
use crate::{Error, Result};

/// So many are asked for before what was learnt is stored.
const AT_ONCE: usize = 10;
/// For so long an unseen post is not asked for again, milliseconds.
const UNSEEN_FOR: i64 = 30 * 86_400_000;

/// Those that were not found to be hidden from this key a while ago.
pub(super) async fn not_seen_lately(turn: &Turn<'_>, absent: Vec<i64>) -> Result<Vec<i64>> {
    if absent.is_empty() {
        return Ok(absent);
    }
    let numbers: Vec<i64> = absent.iter().map(|id| -id).collect();
    let marks = turn.known.marks(FORUM, &numbers).await?;
    let now = turn.now;
    let is_open = |mark: &Option<Mark>| mark.is_none_or(|mark| now - mark.extra > UNSEEN_FOR);
    Ok(absent.into_iter().zip(marks).filter(|(_, mark)| is_open(mark)).map(|(id, _)| id).collect())
}

impl Discourse {
    /// Asks for some of them.
    pub(super) async fn confirm(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        turn.run.absent.sort_unstable();
        turn.run.absent.dedup();
        let realm = if turn.run.step == Step::Messages { MESSAGES } else { FORUM };
        for _ in 0..AT_ONCE {
            let Some(id) = turn.run.absent.pop() else { break };
            let path = ["posts", &format!("{id}.json")];
            let gone = GoneRecord { realm: realm.to_owned(), remote: id };
            match self.client.get("a post", &path, &[]).await {
                Ok(value) => {
                    let Some(post) = Post::read(&value) else {
                        turn.batch.unreadable.push(normalise::unreadable(
                            "posts",
                            0,
                            &value,
                            "a post in an unknown shape",
                        ));
                        continue;
                    };
                    match self.space_of(turn, &post).await? {
                        Some(space) if (space == MESSAGES) == (realm == MESSAGES) => {
                            let title = self.topics.get(&post.topic).map(|known| known.title.clone());
                            let place =
                                Place { space, title: title.filter(|title| !title.is_empty()), opened_at: None };
                            normalise::post(&mut turn.batch, &value, &post, place);
                            // Its topic is in no list: its other posts will be missing as well.
                            if !post.deleted && realm == FORUM && turn.run.read.insert(post.topic) {
                                turn.run.reading = Some(Reading { topic: post.topic, rest: Vec::new(), mark: None });
                                break;
                            }
                        }
                        // It has become a message, or a message has become public.
                        _ => turn.batch.gone.push(gone),
                    }
                }
                Err(Error::NotFound(_)) => turn.batch.gone.push(gone),
                Err(Error::Forbidden { .. }) if self.client.kind == KeyKind::Admin => turn.batch.gone.push(gone),
                Err(Error::Forbidden { .. }) => turn.batch.marks.push(MarkRecord {
                    space: FORUM.into(),
                    number: -id,
                    mark: Mark { value: 403, extra: turn.now },
                }),
                Err(error) => return Err(error),
            }
        }
        if turn.run.reading.is_some() {
            self.read_topic(turn).await?;
        }
        Ok(())
    }
}
