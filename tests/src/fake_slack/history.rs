//! Messages, paged as Slack pages them.
//!
//! Facts: history is newest first, without answers but with those shown in the channel; `oldest` and `latest` are exclusive
//! unless `inclusive`; replies are oldest first, and the thread's first message leads every page, below `oldest` too; an
//! answer's own number gives that answer alone (probed by others).

use std::ops::Bound;

use serde_json::{Value, json};

use super::{
    answer::{Arguments, no},
    workspace::{Channel, Message, Workspace, number, ts},
};

impl Workspace {
    pub(super) fn messages(&self, method: &str, arguments: &Arguments) -> String {
        let id = arguments.get("channel").map(String::as_str).unwrap_or_default();
        let Some(channel) = self.channels.get(id) else { return no("channel_not_found").to_string() };
        if let Some(refused) = &channel.refuses {
            return no(refused).to_string();
        }
        let scope = if channel.is_mpim {
            "mpim:history"
        } else if channel.is_im {
            "im:history"
        } else if channel.is_private {
            "groups:history"
        } else {
            "channels:history"
        };
        if !self.scopes.iter().any(|own| own == scope) {
            return json!({ "ok": false, "error": "missing_scope", "needed": scope }).to_string();
        }
        if channel.is_private && !channel.members.contains(&self.account) {
            return no("channel_not_found").to_string();
        }
        let (default, most) = if method == "conversations.history" { (100, 999) } else { (1_000, 1_000) };
        let most = if self.is_capped { 15 } else { most };
        let asked = arguments.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(default);
        let limit: usize = if self.is_capped && asked == default { 15 } else { asked.clamp(1, most) };
        if method == "conversations.history" {
            self.history(channel, limit, arguments)
        } else {
            self.replies(channel, limit, arguments)
        }
    }

    fn is_visible(&self, number: i64) -> bool {
        self.visible_from.is_none_or(|from| number >= from)
    }

    fn history(&self, channel: &Channel, limit: usize, arguments: &Arguments) -> String {
        let inclusive = arguments.get("inclusive").is_some_and(|word| word == "true" || word == "1");
        let bound = |name: &str| match arguments.get(name).map(|ts| number(ts)) {
            None | Some(0) => Bound::Unbounded,
            Some(number) if inclusive => Bound::Included(number),
            Some(number) => Bound::Excluded(number),
        };
        let latest = match arguments.get("cursor") {
            None => bound("latest"),
            Some(cursor) => match cursor.strip_prefix("dHM").and_then(|rest| rest.strip_suffix('=')) {
                Some(at) => Bound::Excluded(number(at)),
                None => return no("invalid_cursor").to_string(),
            },
        };
        if let (Bound::Excluded(low) | Bound::Included(low), Bound::Excluded(high) | Bound::Included(high)) =
            (bound("oldest"), latest)
            && low >= high
        {
            return json!({ "ok": true, "messages": [], "has_more": false }).to_string();
        }
        let mut shown =
            channel.messages.range((bound("oldest"), latest)).rev().filter(|(number, message)| {
                (message.thread.is_none() || message.broadcast) && self.is_visible(**number)
            });
        let page: Vec<(i64, &Message)> =
            shown.by_ref().take(limit).map(|(number, message)| (*number, message)).collect();
        let has_more = shown.next().is_some();
        let next = match page.last() {
            Some((oldest, _)) if has_more => format!("dHM{}=", ts(*oldest)),
            _ => String::new(),
        };
        self.page(channel, &page, has_more, &next)
    }

    fn replies(&self, channel: &Channel, limit: usize, arguments: &Arguments) -> String {
        let root = number(arguments.get("ts").map(String::as_str).unwrap_or_default());
        let Some(first) = channel.messages.get(&root) else { return no("thread_not_found").to_string() };
        if first.thread.is_some() {
            return self.page(channel, &[(root, first)], false, "");
        }
        let mut oldest = arguments.get("oldest").map_or(0, |ts| number(ts));
        if let Some(cursor) = arguments.get("cursor") {
            match cursor.strip_prefix("cnA").and_then(|rest| rest.strip_suffix('=')) {
                Some(at) => oldest = number(at),
                None => return no("invalid_cursor").to_string(),
            }
        }
        let latest = arguments.get("latest").map_or(i64::MAX, |ts| number(ts));
        let mut answers = channel
            .threads
            .get(&root)
            .into_iter()
            .flatten()
            .filter(|number| **number > oldest && **number < latest && self.is_visible(**number))
            .filter_map(|number| Some((*number, channel.messages.get(number)?)));
        let mut page = vec![(root, first)];
        page.extend(answers.by_ref().take(limit.saturating_sub(1).max(1)));
        let has_more = answers.next().is_some();
        let next = match page.last() {
            Some((newest, _)) if has_more => format!("cnA{}=", ts(*newest)),
            _ => String::new(),
        };
        self.page(channel, &page, has_more, &next)
    }

    fn page(&self, channel: &Channel, page: &[(i64, &Message)], has_more: bool, next: &str) -> String {
        let messages: Vec<Value> = page.iter().map(|(number, message)| self.shown(channel, *number, message)).collect();
        let mut answer = json!({ "ok": true, "messages": messages, "has_more": has_more });
        if let Some(answer) = answer.as_object_mut() {
            if has_more {
                answer.insert("response_metadata".into(), json!({ "next_cursor": next }));
            }
            if self.visible_from.is_some_and(|from| channel.messages.range(..from).next().is_some()) {
                answer.insert("is_limited".into(), json!(true));
            }
        }
        answer.to_string()
    }

    /// A message as the API shows it.
    fn shown(&self, channel: &Channel, number: i64, message: &Message) -> Value {
        let mut fields = message.fields.clone();
        if message.tombstone {
            fields.clear();
            fields.insert("type".into(), json!("message"));
            fields.insert("subtype".into(), json!("tombstone"));
            fields.insert("user".into(), json!("USLACKBOT"));
            fields.insert("text".into(), json!("This message was deleted."));
            fields.insert("hidden".into(), json!(true));
        }
        fields.insert("ts".into(), json!(ts(number)));
        if let Some(root) = message.thread {
            fields.insert("thread_ts".into(), json!(ts(root)));
            if message.broadcast {
                fields.insert("subtype".into(), json!("thread_broadcast"));
            }
        } else if let Some(answers) = channel.threads.get(&number) {
            // A first message keeps its thread's number after all answers are gone.
            fields.insert("thread_ts".into(), json!(ts(number)));
            if let Some(last) = answers.last() {
                fields.insert("reply_count".into(), json!(answers.len()));
                fields.insert("reply_users_count".into(), json!(1));
                fields.insert("latest_reply".into(), json!(ts(*last)));
            }
        }
        if !message.reactions.is_empty() {
            let reactions: Vec<Value> = message
                .reactions
                .iter()
                .map(|(name, users)| {
                    let named: Vec<&String> = users.iter().take(self.most_reactors).collect();
                    json!({ "name": name, "count": users.len(), "users": named })
                })
                .collect();
            fields.insert("reactions".into(), Value::Array(reactions));
        }
        Value::Object(fields)
    }
}
