//! One topic read anew: all its posts, and which of those here are in it no longer.
//!
//! **Invariants:** its mark is stored with its last posts; a post that left its topic is asked for before it counts as
//! gone: it may have moved.

use kith_domain::record::{Mark, MarkRecord};
use serde_json::Value;

use super::{
    super::{
        Discourse, FORUM, Known,
        checkpoint::Reading,
        normalise::{self, Place},
        wire::{self, Post, Topic},
    },
    Turn, without,
};
use crate::{Error, Result, Scope};

/// Posts that are asked for at once: the address must not get too long.
const CHUNK: usize = 50;

impl Discourse {
    /// The first page of a topic, or the next of its posts.
    pub(super) async fn read_topic(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        match turn.run.reading.take() {
            Some(reading) if !reading.rest.is_empty() => self.rest_of_topic(turn, reading).await,
            Some(reading) => self.first_of_topic(turn, reading).await,
            None => {
                let Some((topic, value, extra)) = turn.run.topics.pop() else { return Ok(()) };
                turn.run.read.insert(topic);
                self.first_of_topic(turn, Reading { topic, rest: Vec::new(), mark: Some((value, extra)) }).await
            }
        }
    }

    async fn first_of_topic(&mut self, turn: &mut Turn<'_>, mut reading: Reading) -> Result<()> {
        let path = ["t", &format!("{}.json", reading.topic)];
        let answer = match self.client.get("a topic", &path, &[("include_raw", "true".into())]).await {
            Err(Error::NotFound(_) | Error::Forbidden { .. }) => {
                // Gone, or private now: its posts say which.
                let living = turn.known.living(FORUM, Scope::Topic(reading.topic)).await?;
                let absent = super::absent::not_seen_lately(turn, living).await?;
                turn.run.absent.extend(absent);
                remember(turn, &reading);
                return Ok(());
            }
            other => other?,
        };
        let Some(topic) = Topic::read(&answer) else {
            turn.batch.unreadable.push(normalise::unreadable("t", 0, &answer, "a topic in an unknown shape"));
            remember(turn, &reading);
            return Ok(());
        };
        turn.what = Some(topic.title.clone());
        let Some(category) = topic.category.filter(|_| !topic.private) else {
            remember(turn, &reading);
            return Ok(());
        };
        let space = self.category(turn, category).await?;
        self.topics.insert(topic.id, Known { category: Some(category), title: topic.title.clone(), private: false });
        turn.batch.topics.push(normalise::topic(&topic, &space));
        let place = Place {
            space,
            title: Some(topic.title.clone()),
            opened_at: wire::time(wire::at(&answer, &["created_at"])),
        };
        let values = wire::list(wire::at(&answer, &["post_stream", "posts"]));
        let here = take(turn, values, &place);
        let stream: Vec<i64> =
            wire::list(wire::at(&answer, &["post_stream", "stream"])).iter().filter_map(wire::number).collect();
        if !stream.is_empty() {
            let living = turn.known.living(FORUM, Scope::Topic(topic.id)).await?;
            let absent = super::absent::not_seen_lately(turn, without(living, &stream)).await?;
            turn.run.absent = without(std::mem::take(&mut turn.run.absent), &stream);
            turn.run.absent.extend(absent);
        }
        reading.rest = without(stream, &here);
        match reading.rest.is_empty() {
            true => remember(turn, &reading),
            false => turn.run.reading = Some(reading),
        }
        Ok(())
    }

    async fn rest_of_topic(&mut self, turn: &mut Turn<'_>, mut reading: Reading) -> Result<()> {
        let chunk: Vec<i64> = reading.rest.drain(..reading.rest.len().min(CHUNK)).collect();
        let mut query: Vec<_> = chunk.iter().map(|id| ("post_ids[]", id.to_string())).collect();
        query.push(("include_raw", "true".into()));
        let path = ["t", &reading.topic.to_string(), "posts.json"];
        let answer = self.optional("a topic's posts", &path, &query).await?;
        let values = wire::list(wire::at(&answer, &["post_stream", "posts"]));
        if let Some(Known { category: Some(category), title, .. }) = self.known_topic(turn, reading.topic).await? {
            let space = self.category(turn, category).await?;
            take(turn, values, &Place { space, title: Some(title), opened_at: None });
        }
        match reading.rest.is_empty() {
            true => remember(turn, &reading),
            false => turn.run.reading = Some(reading),
        }
        Ok(())
    }

    /// Where a topic is; asked for again after a restart in its midst.
    async fn known_topic(&mut self, turn: &mut Turn<'_>, topic: i64) -> Result<Option<Known>> {
        if !self.topics.contains_key(&topic) {
            let answer = self.optional("a topic", &["t", &format!("{topic}.json")], &[]).await?;
            if let Some(topic) = Topic::read(&answer) {
                let known = Known { category: topic.category, title: topic.title, private: topic.private };
                self.topics.insert(topic.id, known);
            }
        }
        turn.what = self.topics.get(&topic).map(|known| known.title.clone());
        Ok(self.topics.get(&topic).cloned())
    }
}

/// Takes posts into the batch; gives their numbers, those in unknown shapes included.
fn take(turn: &mut Turn<'_>, values: &[Value], place: &Place) -> Vec<i64> {
    for (position, value) in values.iter().enumerate() {
        match Post::read(value) {
            Some(post) => normalise::post(&mut turn.batch, value, &post, place.clone()),
            None => {
                turn.batch.unreadable.push(normalise::unreadable("t", position, value, "a post in an unknown shape"));
            }
        }
    }
    values.iter().filter_map(|value| wire::number(&value["id"])).collect()
}

fn remember(turn: &mut Turn<'_>, reading: &Reading) {
    if let Some((value, extra)) = reading.mark {
        turn.batch.marks.push(MarkRecord { space: FORUM.into(), number: reading.topic, mark: Mark { value, extra } });
    }
}
