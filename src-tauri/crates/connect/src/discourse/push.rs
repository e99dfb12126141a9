//! Writing: topics, replies, messages and likes.
//!
//! A forum knows no key for "the same attempt again". So a write is never repeated by itself; told that an earlier one
//! may have got through, it looks among its own newest posts first.
//!
//! **Invariants:** what is found is never sent; a refusal gives the forum's own reason; nothing is sent as a guest.

use serde_json::{Value, json};

use super::{
    Discourse, KeyKind,
    wire::{self, Post},
};
use crate::{Error, Intent, Receipt, Result, Wish};

/// Pages of newest posts that are looked through for an earlier attempt.
const PAGES: usize = 4;
/// Clocks differ: an attempt may seem to be older than its wish by this much, milliseconds.
const SLACK: i64 = 60_000;

impl Discourse {
    pub(super) async fn write(&mut self, intent: &Intent) -> Result<Receipt> {
        if self.client.kind == KeyKind::Anonymous {
            return Err(Error::Forbidden {
                what: "writing".into(),
                why: "this forum is read as a guest: enter a key".into(),
                scope: Some("write".into()),
            });
        }
        if !self.checked {
            self.check().await?;
        }
        match &intent.wish {
            Wish::React { message, .. } => return self.like(*message).await,
            Wish::Review { item, version, action } => {
                return self.decide(*item, *version, action, intent.doubtful).await;
            }
            _ => {}
        }
        if intent.doubtful
            && let Some(found) = self.earlier(intent).await?
        {
            return Ok(Receipt { remote: Some(found), pending: false, found: true });
        }
        let body = self.body(&intent.wish).await?;
        let answer = self.client.post("writing a post", &["posts.json"], &body).await?;
        if wire::text(wire::at(&answer, &["action"])).as_deref() == Some("enqueued") {
            return Ok(Receipt { remote: None, pending: true, found: false });
        }
        let post = if wire::at(&answer, &["post"]).is_object() { wire::at(&answer, &["post"]) } else { &answer };
        Ok(Receipt { remote: wire::number(&post["id"]), pending: false, found: false })
    }

    async fn body(&self, wish: &Wish) -> Result<Value> {
        Ok(match wish {
            Wish::Reply { thread, to, text, .. } => {
                let mut body = json!({ "topic_id": thread, "raw": text });
                if let Some(to) = to {
                    // The wish names a post; the forum wants its place in the topic.
                    let post = self.client.get("a post", &["posts", &format!("{to}.json")], &[]).await?;
                    if wire::number(wire::at(&post, &["topic_id"])) == Some(*thread) {
                        put(&mut body, "reply_to_post_number", wire::at(&post, &["post_number"]).clone());
                    }
                }
                body
            }
            Wish::Topic { space, title, text, tags } => {
                let category: i64 = space.parse().map_err(|_| Error::Refused("choose a category first".into()))?;
                let mut body = json!({ "title": title, "raw": text, "category": category });
                if !tags.is_empty() {
                    put(&mut body, "tags", json!(tags));
                }
                body
            }
            Wish::Direct { account, title, text } => {
                let name = self.name_of(account).await?;
                let title = title.clone().unwrap_or_else(|| text.chars().take(60).collect());
                json!({ "archetype": "private_message", "target_recipients": name, "title": title, "raw": text })
            }
            Wish::Group { accounts, title, text } => {
                let mut names = Vec::new();
                for account in accounts {
                    names.push(self.name_of(account).await?);
                }
                let title = title.clone().unwrap_or_else(|| text.chars().take(60).collect());
                json!({ "archetype": "private_message", "target_recipients": names.join(","), "title": title, "raw": text })
            }
            Wish::Post { .. } | Wish::React { .. } | Wish::Review { .. } => {
                return Err(Error::Refused("a forum has topics: give this one a title".into()));
            }
        })
    }

    /// The name of an account: told as `username:NAME`, or looked up where the key may.
    async fn name_of(&self, account: &str) -> Result<String> {
        if let Some(name) = account.strip_prefix("username:") {
            return Ok(name.to_owned());
        }
        let path = ["admin", "users", &format!("{account}.json")];
        let shown = self.client.get("an account", &path, &[]).await?;
        wire::words(wire::at(&shown, &["username"]))
            .ok_or_else(|| Error::NotFound("the forum does not say who that is".into()))
    }

    async fn like(&self, post: i64) -> Result<Receipt> {
        let body = json!({ "id": post, "post_action_type_id": 2, "flag_topic": false });
        match self.client.post("liking a post", &["post_actions.json"], &body).await {
            Ok(_) => Ok(Receipt { remote: Some(post), pending: false, found: false }),
            Err(refused @ Error::Forbidden { .. }) => {
                // Liked already, one's own post, or not allowed: the post says which.
                let shown = self.client.get("a post", &["posts", &format!("{post}.json")], &[]).await?;
                let mut actions = wire::list(wire::at(&shown, &["actions_summary"])).iter();
                match actions.any(|action| wire::number(&action["id"]) == Some(2) && wire::flag(&action["acted"])) {
                    true => Ok(Receipt { remote: Some(post), pending: false, found: true }),
                    false => Err(refused),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// An earlier attempt that got through: a post of one's own with the same words, since the wish was made.
    async fn earlier(&mut self, intent: &Intent) -> Result<Option<i64>> {
        // A key that may not ask who it is: then the same words at the same time are taken for ours, whoever wrote them.
        let me = self.myself().await?.map(|(me, _)| me);
        let (thread, text) = match &intent.wish {
            Wish::Reply { thread, text, .. } => (Some(*thread), text),
            Wish::Topic { text, .. }
            | Wish::Direct { text, .. }
            | Wish::Group { text, .. }
            | Wish::Post { text, .. } => (None, text),
            Wish::React { .. } | Wish::Review { .. } => return Ok(None),
        };
        let (path, key) = match intent.wish {
            Wish::Direct { .. } | Wish::Group { .. } => ("private-posts.json", "private_posts"),
            _ => ("posts.json", "latest_posts"),
        };
        let since = intent.created_at - SLACK;
        let mut before: Option<i64> = None;
        for _ in 0..PAGES {
            let query: Vec<_> = before.iter().map(|before| ("before", before.to_string())).collect();
            let listed = self.client.get("the newest posts", &[path], &query).await?;
            let posts: Vec<Post> = wire::list(wire::at(&listed, &[key])).iter().filter_map(Post::read).collect();
            let is_it = |post: &&Post| {
                (me.is_none() || post.user == me)
                    && post.created_at >= since
                    && !intent.others.contains(&post.id)
                    && thread.is_none_or(|thread| thread == post.topic)
                    && (thread.is_some() || post.number == 1)
                    && post.raw.as_deref().is_some_and(|raw| same_words(raw, text))
            };
            if let Some(found) = posts.iter().find(is_it) {
                return Ok(Some(found.id));
            }
            let lowest = posts.iter().map(|post| post.id).min();
            if posts.iter().all(|post| post.created_at < since) || lowest.is_none() || lowest == before {
                break;
            }
            before = lowest;
        }
        match thread {
            Some(topic) => self.earlier_in(topic, me, since, intent, text).await,
            None => Ok(None),
        }
    }

    /// The same in the end of a topic that may be in no list.
    async fn earlier_in(
        &self,
        topic: i64,
        me: Option<i64>,
        since: i64,
        intent: &Intent,
        text: &str,
    ) -> Result<Option<i64>> {
        let path = ["t", &format!("{topic}.json")];
        let shown = self.client.get("a topic", &path, &[("include_raw", "true".into())]).await?;
        let stream = wire::list(wire::at(&shown, &["post_stream", "stream"]));
        let mut query: Vec<_> =
            stream.iter().rev().take(20).filter_map(wire::number).map(|id| ("post_ids[]", id.to_string())).collect();
        query.push(("include_raw", "true".into()));
        let newest = self.client.get("a topic's posts", &["t", &topic.to_string(), "posts.json"], &query).await?;
        let posts = wire::list(wire::at(&newest, &["post_stream", "posts"])).iter().filter_map(Post::read);
        let is_own = |post: &Post| (me.is_none() || post.user == me) && !intent.others.contains(&post.id);
        let mut own = posts.filter(|post| is_own(post) && post.created_at >= since);
        Ok(own.find(|post| post.raw.as_deref().is_some_and(|raw| same_words(raw, text))).map(|post| post.id))
    }
}

/// The forum takes white space from the ends and writes line ends its own way.
fn same_words(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.trim().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    lines(one) == lines(other)
}

fn put(body: &mut Value, key: &str, value: Value) {
    if let Some(body) = body.as_object_mut() {
        body.insert(key.to_owned(), value);
    }
}
