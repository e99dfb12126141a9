//! Opens what a message or a member's page links to, and a message's own page, in the person's browser.
//!
//! **Invariants:** an address never comes from a screen: a screen names a message or a field, and the number of a link in
//! it, or one of the few addresses of the guide, which stand here; only what `allowed_link` lets pass is opened.

use kith_domain::rich::allowed_link;
use kith_store::{FieldValue, MessageRow};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, Code, render};

/// Which link.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenLink {
    /// The message it is in.
    pub(crate) message: String,
    /// Which of its links, from 0.
    pub(crate) index: u32,
}

/// Which message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenMessage {
    /// The message.
    pub(crate) message: String,
}

/// Which link of a member.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenProfileLink {
    /// The member.
    pub(crate) member: String,
    /// `links`, or `custom:` and the id of a field that holds one.
    pub(crate) field: String,
    /// Which of its links, from 0.
    pub(crate) index: u32,
}

/// What was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Opened {
    /// The address, to be shown where nothing could be opened.
    pub(crate) address: String,
}

pub(crate) async fn open(app: &App, args: OpenLink) -> Result<Opened, ApiError> {
    let id = args.message.parse().map_err(|_| missing())?;
    let links = app.store()?.read(move |read| Ok(render::rendered(read, &read.message(id)?).links)).await?;
    let link = links.get(args.index as usize).ok_or_else(missing)?;
    follow(app, link)
}

/// Which thing that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenFlag {
    /// Its id.
    pub(crate) id: String,
}

pub(crate) async fn open_flag(app: &App, args: OpenFlag) -> Result<Opened, ApiError> {
    let flags = app.store()?.read(|read| read.reviews()).await?;
    let link = flags.into_iter().find(|flag| flag.id == args.id).and_then(|flag| flag.link);
    follow(app, &link.ok_or_else(missing)?)
}

/// Which page outside the guide leads to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenGuideLink {
    /// Its address, as it stands in the guide.
    pub(crate) address: String,
}

/// Where `docs/guide` leads to. The guide is text of our own, but a page that is broken into must gain nothing by asking.
const GUIDE: [&str; 2] =
    ["https://api.slack.com/apps", "https://slack.com/help/articles/201658943-Export-your-workspace-data"];

pub(crate) async fn open_guide(app: &App, args: OpenGuideLink) -> Result<Opened, ApiError> {
    follow(app, of_guide(&args.address).ok_or_else(missing)?)
}

/// The address as it stands here, and not as it was sent.
fn of_guide(asked: &str) -> Option<&'static str> {
    GUIDE.into_iter().find(|address| *address == asked)
}

pub(crate) async fn open_profile(app: &App, args: OpenProfileLink) -> Result<Opened, ApiError> {
    let profile = app.store()?.read(move |read| Ok(read.member(&args.member)?.profile)).await?;
    let link = if args.field == "links" {
        profile.links.value.get(args.index as usize).cloned()
    } else {
        let custom = profile.custom.into_iter().find(|field| args.field.strip_prefix("custom:") == Some(&field.id));
        custom.and_then(|field| if let Some(FieldValue::Text(link)) = field.value { Some(link) } else { None })
    };
    follow(app, &link.ok_or_else(missing)?)
}

pub(crate) async fn open_message(app: &App, args: OpenMessage) -> Result<Opened, ApiError> {
    let id = args.message.parse().map_err(|_| missing())?;
    let message = app.store()?.read(move |read| read.message(id)).await?;
    let address = address_of(&message)
        .ok_or_else(|| ApiError::new(Code::NotFound, "where this message is on the web is not known"))?;
    follow(app, &address)
}

fn follow(app: &App, address: &str) -> Result<Opened, ApiError> {
    let address = allowed_link(address).map_err(|refused| ApiError::new(Code::Forbidden, refused.to_string()))?;
    app.env()
        .desktop
        .open(address.as_str())
        .map_err(|error| ApiError::new(Code::Invalid, format!("the browser could not be opened: {error}")))?;
    Ok(Opened { address: address.into() })
}

fn missing() -> ApiError {
    ApiError::new(Code::NotFound, "there is no such link any more")
}

/// The page of a message at its source. Slack: `{workspace}/archives/{channel}/p{ts}`, answers with `thread_ts` and `cid`.
/// Discourse: `{forum}/p/{post}`, which leads to the post wherever it was moved.
pub(crate) fn address_of(message: &MessageRow) -> Option<String> {
    if message.source_kind == "discourse" {
        let forum = message.source_address.as_deref()?.trim_end_matches('/');
        return (message.remote > 0).then(|| format!("{forum}/p/{}", message.remote));
    }
    if message.source_kind != "slack" {
        return None;
    }
    let channel = &message.space_remote;
    if !channel.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let place = format!("p{:016}", message.remote);
    let Some(workspace) = &message.source_address else {
        // Without the workspace's name Slack's own address of it still leads there.
        let team = &message.source_remote;
        let is_team = team.starts_with(['T', 'E']) && team.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return is_team.then(|| format!("https://app.slack.com/client/{team}/{channel}/{place}"));
    };
    let thread = message.thread_remote.map_or_else(String::new, |root| {
        format!("?thread_ts={}.{:06}&cid={channel}", root.div_euclid(1_000_000), root.rem_euclid(1_000_000))
    });
    Some(format!("{workspace}/archives/{channel}/{place}{thread}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_gets_the_addresses_of_the_guide_and_no_others() {
        for address in GUIDE {
            assert_eq!(of_guide(address), Some(address));
            assert_eq!(allowed_link(address).unwrap().as_str(), address, "opened as it is written");
        }
        for other in [
            "",
            "https://api.slack.com",
            "https://api.slack.com/apps?x",
            "HTTPS://api.slack.com/apps",
            "https://evil.example/",
        ] {
            assert_eq!(of_guide(other), None, "{other}");
        }
    }
}
