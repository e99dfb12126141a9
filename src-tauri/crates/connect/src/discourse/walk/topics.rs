//! The list of topics: what each is, and which of them changed.
//!
//! A like, a deletion, an answer that solved it, a new title: each changes a topic's row. A row is compared with the mark
//! of the last time. In a quick walk the new posts that were read explain most differences; other topics are read anew.

use kith_domain::record::{Mark, MarkRecord};

use super::{
    super::{
        Discourse, FORUM, Known,
        checkpoint::{Step, Touched},
        normalise::{self, Marked, marked},
        wire::{self, Topic},
    },
    Turn,
};
use crate::{Error, Result, Scope};

/// Topics on one page, where the forum lets us say.
const PAGE: u32 = 100;
/// Marks of what topics lack are these numbers and more.
const LACKING: i64 = 1 << 43;
/// How far the forum may set the moment of a bump from the post that did it.
const SLACK: i64 = 1_000;

impl Discourse {
    pub(super) async fn topic_list(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let query = [
            ("order", "created".to_owned()),
            ("ascending", "false".to_owned()),
            ("per_page", PAGE.to_string()),
            ("no_definitions", "true".to_owned()),
            ("page", turn.run.page.to_string()),
        ];
        let listed = self.client.get("the list of topics", &["latest.json"], &query).await?;
        let listed = &listed;
        let Some(rows) = wire::at(listed, &["topic_list", "topics"]).as_array() else {
            return Err(Error::Remote("it answered the list of topics with something else".into()));
        };
        let mut topics = Vec::new();
        for (position, value) in rows.iter().enumerate() {
            match Topic::read(value) {
                Some(topic) => topics.push(topic),
                None => turn.batch.unreadable.push(normalise::unreadable(
                    "latest.json",
                    position,
                    value,
                    "a topic without a number",
                )),
            }
        }
        let numbers: Vec<i64> = topics.iter().map(|topic| topic.id).collect();
        let before = match turn.state.complete {
            true => turn.known.marks(FORUM, &numbers).await?,
            false => vec![None; numbers.len()],
        };
        for (topic, before) in topics.iter().zip(before) {
            self.topic_row(turn, topic, before).await?;
        }
        turn.run.done += rows.len() as u64;
        if rows.is_empty() || wire::at(listed, &["topic_list", "more_topics_url"]).is_null() {
            turn.run.leaving = true;
        } else {
            turn.run.page += 1;
        }
        Ok(())
    }

    async fn topic_row(&mut self, turn: &mut Turn<'_>, topic: &Topic, before: Option<Mark>) -> Result<()> {
        if topic.private {
            return Ok(());
        }
        let Some(category) = topic.category else { return Ok(()) };
        let space = self.category(turn, category).await?;
        self.topics.insert(topic.id, Known { category: Some(category), title: topic.title.clone(), private: false });
        turn.batch.topics.push(normalise::topic(topic, &space));
        let mark = normalise::mark(topic);
        // The list of all posts leaves out topics that are unlisted.
        let again = match turn.run.full {
            true => !topic.visible || self.lacks_unlisted(turn, topic.id, before, mark).await?,
            false => before != Some(mark) && !is_explained(topic, before, mark, turn.run.touched.get(&topic.id)),
        };
        match again {
            true => turn.run.topics.push((topic.id, mark.value, mark.extra)),
            false if before != Some(mark) => {
                turn.batch.marks.push(MarkRecord { space: FORUM.into(), number: topic.id, mark });
            }
            false => {}
        }
        Ok(())
    }

    /// Full walks read every listed post; this tells topics in which others are new, or were never read.
    async fn lacks_unlisted(&self, turn: &mut Turn<'_>, topic: i64, before: Option<Mark>, now: Mark) -> Result<bool> {
        let Some(before) = before else { return Ok(false) };
        if has_more_unlisted(before, now) {
            return Ok(true);
        }
        let living = turn.known.living(FORUM, Scope::Topic(topic)).await?;
        let lacking = marked(before).posts - i64::try_from(living.len()).unwrap_or(i64::MAX);
        if lacking <= 0 {
            return Ok(false);
        }
        // Those that their authors took away are counted for a day: what reading it did not find is not looked for again.
        let number = LACKING + topic;
        let found = turn.known.marks(FORUM, &[number]).await?.into_iter().next().flatten();
        if found.is_some_and(|found| found.value == lacking) {
            return Ok(false);
        }
        let mark = Mark { value: lacking, extra: turn.now };
        turn.batch.marks.push(MarkRecord { space: FORUM.into(), number, mark });
        Ok(true)
    }

    /// Where a walk goes when public posts are done and topics as well.
    pub(super) fn after_posts(&self, turn: &mut Turn<'_>) {
        turn.run.public_top = turn.run.public_top.max(turn.run.top);
        turn.run.touched.clear();
        let reads_messages = self.settings.messages && self.client.kind != super::super::KeyKind::Anonymous;
        match reads_messages {
            true => turn.go(Step::Messages),
            false => self.after_messages(turn),
        }
    }

    /// All that is fresh is here.
    pub(super) fn after_messages(&self, turn: &mut Turn<'_>) {
        turn.state.high = turn.state.high.max(turn.run.public_top);
        turn.run.read.clear();
        match self.settings.likes {
            true => turn.go(Step::Likes),
            false => turn.end(),
        }
    }
}

/// Whether the new posts that were read are all that changed in a topic.
fn is_explained(topic: &Topic, before: Option<Mark>, now: Mark, touched: Option<&Touched>) -> bool {
    let Some(touched) = touched else { return false };
    let now = marked(now);
    let before = before.map_or(Marked { what: now.what, ..Marked::default() }, marked);
    let bumped = topic.bumped_at.unwrap_or(touched.last);
    before.what == now.what
        && now.posts == before.posts + i64::from(touched.posts)
        && now.highest == before.highest + i64::from(touched.posts)
        && now.likes == before.likes + i64::from(touched.likes)
        && (bumped - touched.last).abs() <= SLACK
}

/// Whether a topic got posts that the list of all posts leaves out: what the forum wrote, and what staff whisper.
fn has_more_unlisted(before: Mark, now: Mark) -> bool {
    let (before, now) = (marked(before), marked(now));
    now.highest - now.posts != before.highest - before.posts
}
