//! Writing: messages, answers, reactions, and messages to one person or several.
//!
//! Facts: there is no key against writing twice, so after a doubtful attempt the message is looked for; Slack rewrites
//! addresses and emoji in a text, so two texts are compared by their letters; a reaction that is there already says so.
//!
//! **Invariant:** nothing is sent after a doubtful attempt unless the place it would be in was read first.

use kith_domain::rich::NoNames;
use serde_json::{Value, json};

use super::{
    Slack,
    call::{Call, Failure},
    lists::{entries, part},
    page::ts,
};
use crate::{
    connector::{Intent, Receipt, Wish},
    error::{Error, Result},
    slack::{mrkdwn, normalise::micros},
};

/// Clocks differ: what was written this much earlier may be ours.
const SLACK: i64 = 60_000;

impl Slack {
    pub(super) async fn send(&mut self, intent: &Intent) -> Result<Receipt> {
        match &intent.wish {
            Wish::Post { space, text } => self.post(space, None, text, intent).await,
            Wish::Reply { space, thread, text, .. } => self.post(space, Some(*thread), text, intent).await,
            Wish::Direct { account, text, .. } => {
                let space = self.conversation_with(account).await?;
                self.post(&space, None, text, intent).await
            }
            Wish::React { space, message, name } => self.react(space, *message, name).await,
            Wish::Group { accounts, text, .. } => {
                // One conversation for the same people, whoever opened it: looking for an earlier attempt looks there.
                let space = self.conversation_with(&accounts.join(",")).await?;
                self.post(&space, None, text, intent).await
            }
            Wish::Review { .. } => Err(Error::Refused("Slack has no queue for moderators".into())),
            Wish::Topic { .. } => Err(Error::Refused("Slack has no topics: write a message in a channel".into())),
        }
    }

    async fn post(&self, space: &str, thread: Option<i64>, text: &str, intent: &Intent) -> Result<Receipt> {
        let words = mrkdwn::escape(text);
        if intent.doubtful
            && let Some(remote) = self.find(space, thread, &words, intent).await?
        {
            return Ok(Receipt { remote: Some(remote), pending: false, found: true });
        }
        let mut body = json!({ "channel": space, "text": words, "unfurl_links": false, "unfurl_media": false });
        if let (Some(thread), Some(body)) = (thread, body.as_object_mut()) {
            body.insert("thread_ts".into(), Value::String(ts(thread)));
        }
        let told = self.write("chat.postMessage", &body, Some(space)).await?;
        let remote = part(&told, &["ts"]).and_then(|raw| serde_json::from_str::<String>(&raw).ok());
        Ok(Receipt { remote: remote.as_deref().and_then(micros), pending: false, found: false })
    }

    async fn conversation_with(&self, accounts: &str) -> Result<String> {
        let told = self.write("conversations.open", &json!({ "users": accounts }), None).await?;
        part(&told, &["channel", "id"])
            .and_then(|raw| serde_json::from_str(&raw).ok())
            .ok_or_else(|| Error::Remote("an answer has an unknown shape".into()))
    }

    async fn react(&self, space: &str, message: i64, name: &str) -> Result<Receipt> {
        let body = json!({ "channel": space, "timestamp": ts(message), "name": name });
        let encoded = serde_json::to_vec(&body).unwrap_or_default();
        let call = Call { method: "reactions.add", query: &[], json: Some(encoded), channel: None, tries: 1 };
        match self.api.call(call).await {
            Ok(_) => Ok(Receipt { remote: None, pending: false, found: false }),
            Err(Failure::Slack { code, .. }) if code == "already_reacted" => {
                Ok(Receipt { remote: None, pending: false, found: true })
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn write(&self, method: &'static str, body: &Value, channel: Option<&str>) -> Result<String> {
        let encoded = serde_json::to_vec(body).unwrap_or_default();
        Ok(self.api.call(Call { method, query: &[], json: Some(encoded), channel, tries: 1 }).await?.body)
    }

    /// Looks for an own message with these words since the wish was made, that is no other wish's.
    async fn find(&self, space: &str, thread: Option<i64>, words: &str, intent: &Intent) -> Result<Option<i64>> {
        let who = self.api.who().await?;
        let since = intent.created_at - SLACK;
        let mut oldest = ts(since * 1_000);
        let root = thread.map(ts);
        let wanted = letters(words);
        let mut latest: Option<String> = None;
        loop {
            let mut query = vec![("channel", space), ("limit", "200"), ("oldest", oldest.as_str())];
            query.extend(latest.as_deref().map(|latest| ("latest", latest)));
            let method = match &root {
                Some(root) => {
                    query.push(("ts", root));
                    "conversations.replies"
                }
                None => "conversations.history",
            };
            let body = self.api.get(method, &query).await?.body;
            let mut found = None;
            let (mut lowest, mut highest): (Option<i64>, Option<i64>) = (None, None);
            entries(&body, "messages", |raw| {
                let Some(message) = raw.and_then(|raw| serde_json::from_str::<Value>(raw).ok()) else { return };
                let text = |key: &str| message.get(key).and_then(Value::as_str);
                let Some(number) = text("ts").and_then(micros) else { return };
                let is_own = (text("user").is_some() && text("user") == who.user_id.as_deref())
                    || (text("bot_id").is_some() && text("bot_id") == who.bot_id.as_deref());
                lowest = Some(lowest.map_or(number, |lowest| lowest.min(number)));
                highest = highest.max(Some(number));
                if is_own
                    && number > since * 1_000
                    && Some(number) != thread
                    && !intent.others.contains(&number)
                    && letters(text("text").unwrap_or_default()) == wanted
                {
                    found = Some(number);
                }
            })?;
            let has_more = part(&body, &["has_more"]).as_deref() == Some("true");
            match (lowest, highest) {
                _ if found.is_some() => return Ok(found),
                (Some(lowest), _) if has_more && root.is_none() => latest = Some(ts(lowest)),
                // Answers come oldest first, and some apps are given only a few of them at once.
                (_, Some(highest)) if has_more && ts(highest) != oldest => oldest = ts(highest),
                _ => return Ok(None),
            }
        }
    }
}

/// The letters of a text as people see it, without what Slack may have written in another way.
fn letters(text: &str) -> String {
    let plain = mrkdwn::plain(text, &NoNames);
    let mut out = String::new();
    for (place, part) in plain.split(':').enumerate() {
        let is_name = place > 0
            && !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'+'));
        if !is_name {
            out.extend(part.chars().filter(|letter| letter.is_alphanumeric()));
        }
    }
    // A text of signs alone is compared as it is.
    if out.is_empty() { text.trim().to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_however_slack_writes_them() {
        let check = |ours: &str, theirs: &str| assert_eq!(letters(ours), letters(theirs), "{ours} / {theirs}");
        check("see https://a.example/x &amp; y", "see <https://a.example/x> &amp; y");
        check("well done 🎉", "well done :tada:");
        check("a\nb", "a b");
        assert_ne!(letters("yes"), letters("no"));
        assert_ne!(letters("+"), letters("-"));
    }
}
