//! The lists of the Web API as typed calls, without decisions.
//!
//! Facts: a list ends where its cursor is empty, null or missing, not where a page is short; cursors die, and a dead one
//! (`invalid_cursor`) means to begin again.

use serde::Deserialize;

use super::call::{Api, Call, Called, Failure, Told};
use crate::{
    error::{Error, Result},
    slack::wire::{Channel, Reaction},
};

/// Who the token belongs to.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Who {
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) team: Option<String>,
    #[serde(default)]
    pub(super) user: Option<String>,
    #[serde(default)]
    pub(super) team_id: String,
    #[serde(default)]
    pub(super) user_id: Option<String>,
    #[serde(default)]
    pub(super) bot_id: Option<String>,
    #[serde(skip)]
    pub(super) scopes: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) handle: Option<String>,
    #[serde(default)]
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) date_delete: Option<i64>,
    #[serde(default)]
    pub(super) users: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Bot {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) deleted: Option<bool>,
    #[serde(default)]
    pub(super) updated: Option<i64>,
}

/// A field that a workspace gave its profiles.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Label {
    pub(super) id: String,
    #[serde(default)]
    pub(super) ordering: i64,
    #[serde(default)]
    pub(super) label: String,
}

/// An answer in an object of one field.
#[derive(Deserialize)]
struct Members {
    members: Vec<String>,
}

/// The own text of a part of an answer.
pub(super) fn part(body: &str, path: &[&str]) -> Option<String> {
    sonic_rs::get(body, path).ok().map(|value| value.as_raw_str().to_owned())
}

/// The cursor to go on with.
pub(super) fn next_cursor(body: &str) -> Option<String> {
    let raw = part(body, &["response_metadata", "next_cursor"])?;
    serde_json::from_str::<Option<String>>(&raw).ok().flatten().filter(|cursor| !cursor.is_empty())
}

/// Calls `each` with the own text of every entry of a list; `None` where the list is damaged.
pub(super) fn entries(body: &str, field: &str, mut each: impl FnMut(Option<&str>)) -> Result<()> {
    let list = sonic_rs::get(body, [field]).ok().filter(|list| list.as_raw_str().starts_with('['));
    let Some(list) = list else { return Err(Error::Remote(format!("an answer lacks {field}"))) };
    for entry in sonic_rs::to_array_iter(list.as_raw_str()) {
        each(entry.as_ref().ok().map(|entry| entry.as_raw_str()));
    }
    Ok(())
}

fn typed<T: for<'a> Deserialize<'a>>(raw: Option<String>) -> Called<T> {
    raw.and_then(|raw| serde_json::from_str(&raw).ok())
        .ok_or_else(|| Error::Remote("an answer has an unknown shape".into()).into())
}

impl Api {
    /// `auth.test`.
    pub(super) async fn who(&self) -> Called<Who> {
        let told = self.get("auth.test", &[]).await?;
        let mut who: Who = typed(Some(told.body))?;
        who.scopes = told.scopes;
        Ok(who)
    }

    /// A page of `users.list`.
    pub(super) async fn users(&self, cursor: Option<&str>, limit: u32) -> Called<Told> {
        let limit_word = limit.to_string();
        let mut query = vec![("limit", limit_word.as_str())];
        query.extend(cursor.map(|cursor| ("cursor", cursor)));
        // Large pages fail on large workspaces; then smaller ones are asked for, and those are insisted on.
        let tries = if limit > 200 { 2 } else { u32::MAX };
        self.call(Call { method: "users.list", query: &query, json: None, channel: None, tries }).await
    }

    /// All of `conversations.list`, and how many entries could not be read.
    pub(super) async fn channels(&self, types: &str) -> Called<(Vec<Channel>, usize)> {
        'again: loop {
            let mut channels = Vec::new();
            let mut wrong = 0;
            let mut cursor: Option<String> = None;
            loop {
                let mut query = vec![("types", types), ("exclude_archived", "false"), ("limit", "999")];
                query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
                let body = match self.get("conversations.list", &query).await {
                    Err(Failure::Slack { code, .. }) if code == "invalid_cursor" && cursor.is_some() => continue 'again,
                    other => other?.body,
                };
                entries(&body, "channels", |raw| {
                    match raw.and_then(|raw| serde_json::from_str::<Channel>(raw).ok()) {
                        Some(channel) => channels.push(channel),
                        None => wrong += 1,
                    }
                })?;
                cursor = next_cursor(&body);
                if cursor.is_none() {
                    return Ok((channels, wrong));
                }
            }
        }
    }

    /// All of `conversations.members`.
    pub(super) async fn members(&self, channel: &str) -> Called<Vec<String>> {
        'again: loop {
            let mut members = Vec::new();
            let mut cursor: Option<String> = None;
            loop {
                let mut query = vec![("channel", channel), ("limit", "999")];
                query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
                let body = match self.get("conversations.members", &query).await {
                    Err(Failure::Slack { code, .. }) if code == "invalid_cursor" && cursor.is_some() => continue 'again,
                    other => other?.body,
                };
                members.extend(typed::<Members>(Some(body.clone()))?.members);
                cursor = next_cursor(&body);
                if cursor.is_none() {
                    return Ok(members);
                }
            }
        }
    }

    /// `usergroups.list`.
    pub(super) async fn groups(&self) -> Called<Vec<Group>> {
        let query = [("include_users", "true"), ("include_disabled", "true")];
        let body = self.get("usergroups.list", &query).await?.body;
        let mut groups = Vec::new();
        entries(&body, "usergroups", |raw| groups.extend(raw.and_then(|raw| serde_json::from_str(raw).ok())))?;
        Ok(groups)
    }

    /// `users.info`: the account's own JSON.
    pub(super) async fn user(&self, id: &str) -> Called<Option<String>> {
        Ok(part(&self.get("users.info", &[("user", id)]).await?.body, &["user"]))
    }

    /// `bots.info`.
    pub(super) async fn bot(&self, id: &str) -> Called<Bot> {
        typed(part(&self.get("bots.info", &[("bot", id)]).await?.body, &["bot"]))
    }

    /// The fields that a workspace gave its profiles, in its order.
    pub(super) async fn labels(&self) -> Called<Vec<Label>> {
        let body = self.get("team.profile.get", &[]).await?.body;
        let Some(profile) = part(&body, &["profile"]) else { return Ok(Vec::new()) };
        let mut labels: Vec<Label> = Vec::new();
        entries(&profile, "fields", |raw| labels.extend(raw.and_then(|raw| serde_json::from_str::<Label>(raw).ok())))?;
        labels.sort_by(|a, b| a.ordering.cmp(&b.ordering).then_with(|| a.id.cmp(&b.id)));
        Ok(labels)
    }

    /// `users.profile.get`: the profile's own JSON.
    pub(super) async fn profile(&self, id: &str) -> Called<Option<String>> {
        Ok(part(&self.get("users.profile.get", &[("user", id)]).await?.body, &["profile"]))
    }

    /// `reactions.get`: whole lists of who reacted.
    pub(super) async fn reactions(&self, channel: &str, ts: &str) -> Called<Vec<Reaction<'static>>> {
        let query = [("channel", channel), ("timestamp", ts), ("full", "true")];
        let body = self.get("reactions.get", &query).await?.body;
        let raw = part(&body, &["message", "reactions"]).unwrap_or_else(|| "[]".to_owned());
        let owned = |text: std::borrow::Cow<'_, str>| std::borrow::Cow::Owned(text.into_owned());
        let reactions: Vec<Reaction<'_>> = serde_json::from_str(&raw)
            .map_err(|_| Failure::Other(Error::Remote("an answer has an unknown shape".into())))?;
        Ok(reactions
            .into_iter()
            .map(|reaction| Reaction {
                name: owned(reaction.name),
                count: reaction.count,
                users: reaction.users.into_iter().map(owned).collect(),
            })
            .collect())
    }
}
