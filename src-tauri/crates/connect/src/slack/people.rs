//! People and conversations as Slack lists them, in exports and in the Web API, as records: pure.
//!
//! Facts: the handle `name` is not what to show; Slackbot does not say that it is a bot; a deactivated account has hardly
//! any profile.

use kith_domain::record::{AccountRecord, SpaceKind, SpaceRecord, Standing};
use serde_json::Value;

use super::{
    normalise,
    wire::{Channel, Line, Profile, User},
};

/// A conversation; `kind` is what the list it stands in says.
pub(super) fn space_of(channel: Channel, kind: SpaceKind) -> SpaceRecord {
    let line = |line: Option<Line>| line.and_then(|line| line.value).filter(|value| !value.is_empty());
    let members = channel.members.unwrap_or_default();
    let name = channel.name.filter(|name| !name.is_empty()).unwrap_or_else(|| match kind {
        SpaceKind::Direct => members.join(", "),
        _ => channel.id.clone(),
    });
    SpaceRecord {
        remote: channel.id,
        realm: None,
        name,
        kind,
        archived: channel.is_archived.unwrap_or(false),
        topic: line(channel.topic),
        purpose: line(channel.purpose),
        created_at: seconds(channel.created),
        members,
        all_members: false,
    }
}

/// Seconds as milliseconds; 0 means that it is not known.
pub(super) fn seconds(value: Option<f64>) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "times fit; a nonsense one saturates")]
    value.map(|value| (value * 1_000.0) as i64).filter(|at| *at > 0)
}

/// Somebody in the list; what does not fit the types is left away, all but the id.
pub(super) fn read_user(raw: &str) -> Option<User> {
    if let Ok(user) = serde_json::from_str(raw) {
        return Some(user);
    }
    let value = normalise::parse_loosely(raw)?;
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let yes = |key: &str| value.get(key).and_then(Value::as_bool);
    let profile = value.get("profile").cloned().unwrap_or_default();
    Some(User {
        id: text(&value, "id")?,
        team_id: text(&value, "team_id"),
        name: text(&value, "name"),
        real_name: text(&value, "real_name"),
        deleted: yes("deleted"),
        tz: text(&value, "tz"),
        is_bot: yes("is_bot"),
        is_app_user: yes("is_app_user"),
        is_admin: yes("is_admin"),
        is_owner: yes("is_owner"),
        is_restricted: yes("is_restricted"),
        is_ultra_restricted: yes("is_ultra_restricted"),
        updated: value.get("updated").and_then(Value::as_f64),
        profile: Some(Profile {
            display_name: text(&profile, "display_name"),
            real_name: text(&profile, "real_name"),
            title: text(&profile, "title"),
            pronouns: text(&profile, "pronouns"),
            phone: text(&profile, "phone"),
            email: text(&profile, "email"),
            bot_id: text(&profile, "bot_id"),
        }),
    })
}

/// An account with its own JSON.
pub(super) fn account_of(user: User, raw: String) -> AccountRecord {
    let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let profile = user.profile.unwrap_or_default();
    let real_name = filled(profile.real_name).or_else(|| filled(user.real_name));
    let handle = filled(user.name);
    let name = filled(profile.display_name)
        .or_else(|| real_name.clone())
        .or_else(|| handle.clone())
        .unwrap_or_else(|| user.id.clone());
    AccountRecord {
        is_bot: user.is_bot.unwrap_or(false)
            || user.is_app_user.unwrap_or(false)
            || profile.bot_id.is_some()
            || user.id == "USLACKBOT",
        is_guest: user.is_restricted.unwrap_or(false) || user.is_ultra_restricted.unwrap_or(false),
        is_admin: user.is_admin.unwrap_or(false) || user.is_owner.unwrap_or(false),
        left: user.deleted.unwrap_or(false),
        changed_at: seconds(user.updated).unwrap_or(0),
        remote: user.id,
        handle,
        real_name,
        name,
        title: filled(profile.title),
        pronouns: filled(profile.pronouns),
        email: filled(profile.email).map(|email| email.to_lowercase()),
        phone: filled(profile.phone),
        zone: filled(user.tz),
        missing: false,
        joined_at: None,
        trust: None,
        standing: Standing::Good,
        fields: None,
        raw: Some(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_read_and_an_empty_one_is_none() {
        let phone = |profile: &str| {
            let raw = format!("{{\"id\":\"U1\",\"profile\":{profile}}}");
            read_user(&raw).map(|user| account_of(user, raw).phone)
        };
        assert_eq!(phone(r#"{"phone":" +49 421 5550 "}"#), Some(Some("+49 421 5550".to_owned())));
        assert_eq!(phone(r#"{"phone":""}"#), Some(None));
        assert_eq!(phone(r#"{"phone":"1 2 3","title":7}"#), Some(Some("1 2 3".to_owned())), "read loosely as well");
    }
}
