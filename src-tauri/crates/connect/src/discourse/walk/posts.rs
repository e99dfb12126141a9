//! The list of all posts, newest first, in both of its meanings.
//!
//! New servers give the next fifty posts below a number. Old ones give those that are left of the fifty numbers up to
//! and with it, which may be none although there are more below. The second page tells which it is: it holds the number
//! that was asked for, or not.
//!
//! **Invariants:** the interval that a page speaks for is known exactly: what is here from it and was not on the page is
//! asked for one by one; an empty page is the end only where `before` skips what is not there.

use serde_json::Value;

use super::{
    super::{
        Discourse, FORUM, Known, MESSAGES,
        checkpoint::{Meaning, Step},
        normalise::{self, Place},
        wire::{self, Post},
    },
    Turn, without,
};
use crate::{Error, Result, Scope, connector::PATIENCE};

/// Numbers that an old server looks at for one page.
const WINDOW: i64 = 50;
/// Pages that a quick walk reads below what it knows: numbers are given before a post can be seen.
const OVERLAP: u32 = 3;
/// So many posts are worth a transaction of their own: one costs as much as some hundred posts.
const ENOUGH: usize = 500;

impl Discourse {
    /// Some pages of posts, as long as they leave no question. What was read is handed out whatever becomes of the next
    /// request: the next turn begins with that one.
    pub(super) async fn some_posts(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let begin = self.client.now();
        self.posts(turn).await?;
        while turn.run.is_idle()
            && !turn.run.leaving
            && turn.batch.activities.len() < ENOUGH
            && self.client.now() - begin < PATIENCE
        {
            let before = (turn.state.clone(), turn.run.clone());
            let mut batch = std::mem::take(&mut turn.batch);
            let outcome = self.posts(turn).await;
            let own = std::mem::take(&mut turn.batch);
            match outcome {
                Ok(()) => batch.append(own),
                Err(_) => (turn.state, turn.run) = before,
            }
            turn.batch = batch;
            if outcome.is_err() {
                break;
            }
        }
        Ok(())
    }

    /// One page of public posts, or of personal messages.
    async fn posts(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let private = turn.run.step == Step::Messages;
        let (path, key) = match private {
            true => ("private-posts.json", "private_posts"),
            false => ("posts.json", "latest_posts"),
        };
        let before = turn.run.cursor;
        let query: Vec<_> = before.iter().map(|before| ("before", before.to_string())).collect();
        let listed = match private {
            true => self.optional("personal messages", &[path], &query).await?,
            false => self.client.get("the list of posts", &[path], &query).await?,
        };
        if private && listed.is_null() {
            // Not shown: that says nothing about those that are here.
            turn.run.leaving = true;
            return Ok(());
        }
        let listed = &listed;
        let Some(values) = listed[key].as_array() else {
            return Err(Error::Remote("it answered the list of posts with something else".into()));
        };
        let ids: Vec<i64> = values.iter().filter_map(|value| wire::number(&value["id"])).collect();
        for (position, value) in values.iter().enumerate() {
            match Post::read(value) {
                Some(post) => self.listed(turn, value, &post, private).await?,
                None => {
                    turn.batch.unreadable.push(normalise::unreadable(
                        path,
                        position,
                        value,
                        "a post in an unknown shape",
                    ));
                }
            }
        }
        turn.run.done += ids.len() as u64;
        turn.of = turn.state.counts.0.filter(|_| turn.run.full && !private);
        self.go_down(turn, &ids, private).await
    }

    async fn listed(&mut self, turn: &mut Turn<'_>, value: &Value, post: &Post, private: bool) -> Result<()> {
        let space = match (private, post.category) {
            (true, _) => MESSAGES.to_owned(),
            (false, Some(category)) => self.category(turn, category).await?,
            (false, None) => match self.space_of(turn, post).await? {
                Some(space) => space,
                None => return Ok(()),
            },
        };
        let title = post.title.clone();
        if !private && !turn.run.full && post.id > turn.state.high {
            let touched = turn.run.touched.entry(post.topic).or_default();
            touched.posts += 1;
            touched.likes += post.likes;
            touched.last = touched.last.max(post.created_at);
        }
        turn.state.oldest = Some(turn.state.oldest.map_or(post.created_at, |oldest| oldest.min(post.created_at)));
        normalise::post(&mut turn.batch, value, post, Place { space, title, opened_at: None });
        Ok(())
    }

    /// The space of a post whose own JSON does not say it; `None` when it is a message that is not read.
    pub(super) async fn space_of(&mut self, turn: &mut Turn<'_>, post: &Post) -> Result<Option<String>> {
        if let Some(category) = post.category {
            return self.category(turn, category).await.map(Some);
        }
        if !self.topics.contains_key(&post.topic) {
            let path = ["t", &format!("{}.json", post.topic)];
            let topic = self.optional("a topic", &path, &[]).await?;
            let topic = wire::Topic::read(&topic);
            let known = topic.map_or(Known { category: None, title: String::new(), private: false }, |topic| Known {
                category: topic.category,
                title: topic.title,
                private: topic.private,
            });
            self.topics.insert(post.topic, known);
        }
        match self.topics.get(&post.topic).cloned() {
            Some(Known { private: true, .. }) => Ok(self.settings.messages.then(|| MESSAGES.to_owned())),
            Some(Known { category: Some(category), .. }) => self.category(turn, category).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Decides where the next page begins, and looks whether everything that should be on this one was.
    async fn go_down(&mut self, turn: &mut Turn<'_>, ids: &[i64], private: bool) -> Result<()> {
        let (before, lowest) = (turn.run.cursor, ids.iter().min().copied());
        let high = if private { turn.state.high_message } else { turn.state.high };
        let Some(before) = before else {
            turn.run.top = ids.iter().max().copied().unwrap_or(high);
            let Some(lowest) = lowest else {
                if let Some(newest) = if private { None } else { self.newest().await? } {
                    turn.run.cursor = Some(newest + 1);
                    turn.run.meaning = Some(Meaning::Window);
                    return Ok(());
                }
                self.compare(turn, i64::MIN, i64::MAX, ids, private).await?;
                Self::bottom(turn, private);
                return Ok(());
            };
            turn.run.cursor = Some(lowest);
            turn.run.known_pages = u32::from(lowest <= high);
            // What is above the first page was made after it was asked for.
            return self.compare(turn, lowest - 1, i64::MAX, ids, private).await;
        };
        let is_window = ids.contains(&before) || turn.run.meaning == Some(Meaning::Window);
        let others = ids.iter().filter(|id| **id < before).min().copied();
        if is_window {
            turn.run.meaning = Some(Meaning::Window);
            let floor = before - WINDOW;
            self.compare(turn, floor, before, ids, private).await?;
            turn.run.cursor = Some(others.unwrap_or(floor + 1));
        } else {
            let Some(lowest) = others else {
                // The one that was asked for may have gone at this very moment: an old server would still know the top.
                if turn.run.meaning.is_none() && self.is_window(turn.run.top, before, private).await? {
                    turn.run.meaning = Some(Meaning::Window);
                    return Ok(());
                }
                self.compare(turn, i64::MIN, before, ids, private).await?;
                Self::bottom(turn, private);
                return Ok(());
            };
            turn.run.meaning = Some(Meaning::Below);
            self.compare(turn, lowest - 1, before, ids, private).await?;
            turn.run.cursor = Some(lowest);
        }
        let cursor = turn.run.cursor.unwrap_or(0);
        if cursor <= high {
            turn.run.known_pages += 1;
        }
        if cursor <= 1 || (!turn.run.full && turn.run.known_pages >= OVERLAP) {
            Self::bottom(turn, private);
        }
        Ok(())
    }

    /// Asks for the page below a number that is there: an old server's page holds it.
    async fn is_window(&self, top: i64, before: i64, private: bool) -> Result<bool> {
        if top <= before {
            return Ok(false);
        }
        let (path, key) =
            if private { ("private-posts.json", "private_posts") } else { ("posts.json", "latest_posts") };
        let listed = self.optional("the list of posts", &[path], &[("before", top.to_string())]).await?;
        Ok(wire::list(wire::at(&listed, &[key]))
            .iter()
            .any(|value| wire::number(wire::at(value, &["id"])) == Some(top)))
    }

    /// What is here of an interval and was not on its page is looked at one by one, before it counts as gone.
    async fn compare(&self, turn: &mut Turn<'_>, from: i64, until: i64, ids: &[i64], private: bool) -> Result<()> {
        let realm = if private { MESSAGES } else { FORUM };
        let living = turn.known.living(realm, Scope::All { from, until }).await?;
        let mut absent = without(living, ids);
        if !private {
            absent = super::absent::not_seen_lately(turn, absent).await?;
        }
        turn.run.absent.extend(absent);
        Ok(())
    }

    /// The newest post that a topic shows, where the list of posts shows none: an old server's first page is a window too.
    async fn newest(&self) -> Result<Option<i64>> {
        let listed = self.optional("the list of topics", &["latest.json"], &[]).await?;
        for topic in wire::list(wire::at(&listed, &["topic_list", "topics"])).iter().take(3) {
            let Some(topic) = wire::number(&topic["id"]) else { continue };
            let answer = self.optional("a topic", &["t", &format!("{topic}.json")], &[]).await?;
            let stream = wire::list(wire::at(&answer, &["post_stream", "stream"]));
            if let Some(newest) = stream.iter().filter_map(wire::number).max() {
                return Ok(Some(newest));
            }
        }
        Ok(None)
    }

    /// The list is done.
    fn bottom(turn: &mut Turn<'_>, private: bool) {
        if private {
            turn.state.high_message = turn.state.high_message.max(turn.run.top);
        } else {
            turn.run.public_top = turn.run.top;
        }
        turn.run.leaving = true;
    }
}
