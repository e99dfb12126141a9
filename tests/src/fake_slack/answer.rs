//! What the workspace answers to a method.
//!
//! **Invariant:** refusals look like Slack's: status 200, `ok: false`, one word.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::workspace::{User, Workspace, number, ts};

/// What was asked with.
pub(super) type Arguments = BTreeMap<String, String>;

/// A refusal in one word.
pub(super) fn no(error: &str) -> Value {
    json!({ "ok": false, "error": error })
}

/// A cursor in base64's dress, with the sign that must be escaped in an address.
pub(super) fn cursor(at: usize) -> String {
    format!("bmV4dA{at}==")
}

/// Where a cursor points.
pub(super) fn offset(arguments: &Arguments) -> Option<usize> {
    let Some(cursor) = arguments.get("cursor") else { return Some(0) };
    cursor.strip_prefix("bmV4dA")?.strip_suffix("==")?.parse().ok()
}

/// The scope that a method needs.
fn needed(method: &str, together: bool) -> Option<&'static str> {
    Some(match method {
        "users.list" | "users.info" | "bots.info" => "users:read",
        "users.profile.get" | "team.profile.get" => "users.profile:read",
        "conversations.members" => "channels:read",
        "usergroups.list" => "usergroups:read",
        "reactions.get" => "reactions:read",
        "reactions.add" => "reactions:write",
        "chat.postMessage" => "chat:write",
        "conversations.open" if together => "mpim:write",
        "conversations.open" => "im:write",
        _ => return None,
    })
}

impl Workspace {
    pub(super) fn answer(&mut self, method: &str, token: &str, arguments: &Arguments) -> String {
        if matches!(method, "conversations.history" | "conversations.replies") && token == self.token {
            return self.messages(method, arguments);
        }
        self.decide(method, token, arguments).to_string()
    }

    fn decide(&mut self, method: &str, token: &str, arguments: &Arguments) -> Value {
        if method == "oauth.v2.access" {
            return self.renew(arguments);
        }
        if token.is_empty() {
            return no("not_authed");
        }
        if token != self.token {
            return no(if token.starts_with("xoxe.") { "token_expired" } else { "invalid_auth" });
        }
        if let Some(scope) = needed(method, arguments.get("users").is_some_and(|all| all.contains(',')))
            .filter(|scope| !self.scopes.iter().any(|own| own == scope))
        {
            return json!({ "ok": false, "error": "missing_scope", "needed": scope, "provided": self.scopes.join(",") });
        }
        let text = |name: &str| arguments.get(name).map(String::as_str).unwrap_or_default();
        match method {
            "auth.test" => json!({
                "ok": true, "url": "https://fake.slack.com/", "team": "Fake", "user": "manager",
                "team_id": self.team, "user_id": self.account, "is_enterprise_install": false,
            }),
            "team.profile.get" => {
                let fields: Vec<Value> = self
                    .labels
                    .iter()
                    .enumerate()
                    .map(|(at, (id, label))| json!({ "id": id, "ordering": at, "label": label, "type": "text" }))
                    .collect();
                json!({ "ok": true, "profile": { "fields": fields, "sections": [] } })
            }
            "users.list" => self.people(arguments),
            "users.info" => match self.users.get(text("user")) {
                Some(user) => json!({ "ok": true, "user": self.user(text("user"), user) }),
                None => no("user_not_found"),
            },
            "users.profile.get" => match self.users.get(text("user")) {
                Some(user) => {
                    let fields: BTreeMap<&String, Value> =
                        user.fields.iter().map(|(id, value)| (id, json!({ "value": value, "alt": "" }))).collect();
                    json!({ "ok": true, "profile": { "display_name": user.name, "fields": fields } })
                }
                None => no("user_not_found"),
            },
            "bots.info" => match self.bots.get(text("bot")) {
                Some(name) => {
                    json!({ "ok": true, "bot": { "id": text("bot"), "name": name, "deleted": false, "updated": 1 } })
                }
                None => no("bot_not_found"),
            },
            "conversations.list" => self.list(arguments),
            "conversations.members" => {
                let Some(channel) = self.channels.get(text("channel")) else { return no("channel_not_found") };
                let members: Vec<&String> = channel.members.iter().collect();
                let limit = text("limit").parse().unwrap_or(100_usize).min(999);
                let Some(at) = offset(arguments) else { return no("invalid_cursor") };
                let page: Vec<&&String> = members.iter().skip(at).take(limit).collect();
                let next = if at + limit < members.len() { cursor(at + limit) } else { String::new() };
                json!({ "ok": true, "members": page, "response_metadata": { "next_cursor": next } })
            }
            "usergroups.list" => {
                let Some(groups) = &self.groups else { return no("plan_upgrade_required") };
                let groups: Vec<Value> = groups
                    .iter()
                    .map(|(id, group)| json!({ "id": id, "name": group.name, "handle": group.name, "description": "", "date_delete": 0, "users": group.members }))
                    .collect();
                json!({ "ok": true, "usergroups": groups })
            }
            "reactions.get" => {
                let at = number(text("timestamp"));
                let Some(message) = self.message(text("channel"), at) else { return no("message_not_found") };
                let reactions: Vec<Value> = message
                    .reactions
                    .iter()
                    .map(|(name, users)| json!({ "name": name, "count": users.len(), "users": users }))
                    .collect();
                json!({ "ok": true, "type": "message", "message": { "ts": ts(at), "reactions": reactions } })
            }
            "reactions.add" => {
                let (channel, at, name) =
                    (text("channel").to_owned(), number(text("timestamp")), text("name").to_owned());
                let own = self.account.clone();
                let Some(message) = self.message(&channel, at) else { return no("message_not_found") };
                let is_new = message.reactions.entry(name).or_default().insert(own);
                if is_new { json!({ "ok": true }) } else { no("already_reacted") }
            }
            "conversations.open" => {
                // The same people, the same conversation, in whatever order they are named.
                let mut members: BTreeSet<String> = text("users").split(',').map(str::to_owned).collect();
                if members.iter().any(|user| !self.users.contains_key(user)) {
                    return no("user_not_found");
                }
                let is_mpim = members.len() > 1;
                let named = members.iter().cloned().collect::<String>();
                let id = format!("{}{named}", if is_mpim { "G" } else { "D" });
                members.insert(self.account.clone());
                let name = id.clone();
                let channel = super::Channel {
                    name,
                    is_im: !is_mpim,
                    is_mpim,
                    is_private: is_mpim,
                    members,
                    ..super::Channel::default()
                };
                self.channels.entry(id.clone()).or_insert(channel);
                json!({ "ok": true, "channel": { "id": id } })
            }
            "chat.postMessage" => self.write(arguments),
            _ => no("unknown_method"),
        }
    }

    fn write(&mut self, arguments: &Arguments) -> Value {
        let text = |name: &str| arguments.get(name).cloned().unwrap_or_default();
        match self.channels.get(&text("channel")) {
            None => return no("channel_not_found"),
            Some(channel) if channel.is_archived => return no("is_archived"),
            Some(_) => {}
        }
        let own = self.account.clone();
        let at = match arguments.get("thread_ts") {
            Some(root) => self.reply(&text("channel"), number(root), &own, &text("text")),
            None => self.post(&text("channel"), &own, &text("text")),
        };
        if self.swallows_answers {
            return json!({ "ok": false, "error": "fatal_error" });
        }
        json!({ "ok": true, "channel": text("channel"), "ts": ts(at), "message": { "ts": ts(at), "text": text("text") } })
    }

    fn renew(&mut self, arguments: &Arguments) -> Value {
        let given = arguments.get("refresh_token");
        if given.is_none() || given != self.refresh.as_ref() {
            return no("invalid_refresh_token");
        }
        self.last += 1;
        self.token = format!("xoxe.xoxp-fresh-{}-secret", self.last);
        self.refresh = Some(format!("xoxe-1-fresh-{}-secret", self.last));
        json!({
            "ok": true,
            "authed_user": { "id": self.account, "access_token": self.token, "refresh_token": self.refresh, "expires_in": 43_200 },
            "team": { "id": self.team },
        })
    }

    fn people(&self, arguments: &Arguments) -> Value {
        let limit: usize = arguments.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(0);
        if limit == 0 {
            return no("limit_required");
        }
        if limit > self.most_users {
            return no("invalid_limit");
        }
        let Some(at) = offset(arguments) else { return no("invalid_cursor") };
        let listed: Vec<(&String, &User)> = self.users.iter().filter(|(_, user)| !user.is_stranger).collect();
        let members: Vec<Value> = listed.iter().skip(at).take(limit).map(|(id, user)| self.user(id, user)).collect();
        let next = if at + limit < listed.len() { cursor(at + limit) } else { String::new() };
        json!({ "ok": true, "members": members, "cache_ts": 1, "response_metadata": { "next_cursor": next } })
    }

    fn user(&self, id: &str, user: &User) -> Value {
        let team = if user.is_stranger { "T0OTHER" } else { &self.team };
        let mut value = json!({
            "id": id, "team_id": team, "name": format!("handle.{id}"), "deleted": user.deleted, "is_bot": user.is_bot,
            "is_admin": user.is_admin, "is_restricted": user.is_guest, "updated": user.updated, "unknown_field": [1],
            "profile": { "display_name": user.name, "real_name": format!("{} Real", user.name), "fields": null },
        });
        if let (Some(profile), true) =
            (value.get_mut("profile"), self.scopes.iter().any(|own| own == "users:read.email"))
        {
            profile["email"] = json!(format!("{id}@example.org"));
        }
        value
    }

    fn list(&self, arguments: &Arguments) -> Value {
        let types = arguments.get("types").map_or("public_channel", String::as_str);
        for (kind, scope) in [
            ("public_channel", "channels:read"),
            ("private_channel", "groups:read"),
            ("im", "im:read"),
            ("mpim", "mpim:read"),
        ] {
            if types.split(',').any(|wanted| wanted == kind) && !self.scopes.iter().any(|own| own == scope) {
                return json!({ "ok": false, "error": "missing_scope", "needed": scope });
            }
        }
        let wants = |kind: &str| types.split(',').any(|wanted| wanted == kind);
        let listed: Vec<Value> = self
            .channels
            .iter()
            .filter(|(_, channel)| {
                let kind = if channel.is_mpim {
                    "mpim"
                } else if channel.is_im {
                    "im"
                } else if channel.is_private {
                    "private_channel"
                } else {
                    "public_channel"
                };
                // Private ones are shown to who is in them.
                wants(kind) && (kind == "public_channel" || channel.members.contains(&self.account))
            })
            .map(|(id, channel)| {
                json!({
                    "id": id, "name": channel.name, "is_channel": true, "is_private": channel.is_private,
                    "is_im": channel.is_im, "is_mpim": channel.is_mpim, "is_archived": channel.is_archived, "created": 1_500_000_000,
                    "is_member": channel.members.contains(&self.account), "num_members": channel.members.len(),
                    "topic": { "value": "", "last_set": 0 }, "purpose": { "value": "for all", "last_set": "0" },
                    "updated": 1_600_000_000_000_i64,
                })
            })
            .collect();
        let Some(at) = offset(arguments) else { return no("invalid_cursor") };
        let limit = arguments.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(100_usize).min(999);
        let page: Vec<&Value> = listed.iter().skip(at).take(limit).collect();
        let next = if at + limit < listed.len() { cursor(at + limit) } else { String::new() };
        json!({ "ok": true, "channels": page, "response_metadata": { "next_cursor": next } })
    }
}
