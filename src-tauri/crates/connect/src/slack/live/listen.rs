//! Listening for news (Socket Mode): a word that something happened, so that the workspace is read soon.
//!
//! Facts (Slack's pages on Socket Mode, and its table of methods): an app-level token (`xapp-`, scope `connections:write`)
//! opens a line with `apps.connections.open`; the address is good once and at once; the first frame is `hello`; every
//! envelope wants its `envelope_id` back within three seconds, else it comes again; `disconnect` says `warning` or
//! `refresh_requested` when another line should take over, and `link_disabled` when Socket Mode was switched off. Events
//! go to one of an app's lines, not to all, and nothing is kept for an app that is away: so they are a hint and no source.
//!
//! **Invariants:** of an event nothing but its kind and its number is looked at, and nothing of it leaves this file; the
//! token goes to the API alone; the line leads to Slack, or stays on this machine with an API that is there too.

use std::borrow::Cow;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use tokio::time::timeout;
use url::Url;

use super::{
    call::{self, Failure, is_slack},
    errors,
    token::{TokenKind, check},
};
use crate::{
    error::{Error, Result},
    http::{Http, Method, Network, Request, is_loopback},
    websocket::Line,
};

/// A line on which Slack says that there is something new.
pub struct Listening {
    line: Line,
}

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Something happened.
    News,
    /// Nothing that matters here.
    Nothing,
    /// This line ends soon: another one should be opened, and then this one closed.
    Ending,
}

/// What of a frame is looked at.
#[derive(Deserialize)]
struct Frame<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    envelope_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    reason: Option<Cow<'a, str>>,
}

/// What opening a line answers.
#[derive(Deserialize)]
struct Opened {
    url: Option<Url>,
}

/// Checks that a person gave an app-level token and no other.
///
/// # Errors
/// [`Error::Invalid`] with a reason that repeats nothing of it.
pub fn check_app(secret: &SecretString) -> Result<()> {
    let other = "listening needs the app-level token, which begins with xapp-";
    match check(secret) {
        Ok(TokenKind::App) => Ok(()),
        Ok(TokenKind::User | TokenKind::Bot) => Err(Error::Invalid(format!("that is the token for reading: {other}"))),
        Err(_) if secret.expose_secret().trim().is_empty() => Err(Error::Invalid("the token is empty".into())),
        Err(_) => Err(Error::Invalid(format!("that is no app-level token: {other}"))),
    }
}

/// Opens a line: asks for its address, connects and waits for the greeting.
///
/// # Errors
/// [`Error::SignedOut`] and [`Error::Forbidden`] when a person has to do something; transient ones otherwise.
pub async fn listen(api: &Url, token: &SecretString, network: &Network) -> Result<Listening> {
    check_app(token)?;
    let http = Http::new(api, network)?;
    let url = api.join("apps.connections.open").map_err(|_| Error::Invalid("that is no address of an API".into()))?;
    let bearer = SecretString::from(format!("Bearer {}", token.expose_secret().trim()));
    let request = Request {
        method: Method::Post,
        url,
        secrets: &[("authorization", &bearer)],
        headers: &[],
        body: Some(("application/x-www-form-urlencoded", Vec::new())),
    };
    let told = call::read(http.send(request).await?, &http).map_err(refused)?;
    let opened: Option<Opened> = sonic_rs::from_str(&told.body).ok();
    let address = opened.and_then(|opened| opened.url).ok_or_else(|| Error::Remote("it named no line".into()))?;
    if !leads_to_slack(&address, api) {
        return Err(Error::Remote("it named a line to another host".into()));
    }
    let mut listening = Listening { line: Line::open(&address, network).await? };
    match timeout(network.limits.whole, listening.greeted()).await {
        Ok(greeted) => greeted.map(|()| listening),
        Err(_) => Err(Error::Remote("it opened a line and said nothing".into())),
    }
}

impl Listening {
    async fn greeted(&mut self) -> Result<()> {
        loop {
            let text = self.text().await?;
            let Some(frame) = frame(&text) else { continue };
            match frame.kind.as_deref() {
                Some("hello") => return Ok(()),
                Some("disconnect") => return ending(&frame).map(|_| ()).and(Err(ended())),
                _ => self.acknowledge(&frame).await?,
            }
        }
    }

    /// Waits for the next word, and acknowledges it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when Socket Mode was switched off; transient ones when the line broke.
    pub async fn next(&mut self) -> Result<Heard> {
        let text = self.text().await?;
        let Some(frame) = frame(&text) else { return Ok(Heard::Nothing) };
        // First of all: after three seconds it counts as lost.
        self.acknowledge(&frame).await?;
        match frame.kind.as_deref() {
            Some("events_api") => Ok(Heard::News),
            Some("disconnect") => ending(&frame),
            _ => Ok(Heard::Nothing),
        }
    }

    async fn acknowledge(&mut self, frame: &Frame<'_>) -> Result<()> {
        match &frame.envelope_id {
            Some(id) => self.line.say(json!({ "envelope_id": id }).to_string()).await,
            None => Ok(()),
        }
    }

    async fn text(&mut self) -> Result<String> {
        self.line.hear().await?.ok_or_else(ended)
    }
}

/// A frame that is not understood is none.
fn frame(text: &str) -> Option<Frame<'_>> {
    sonic_rs::from_str(text).ok()
}

fn ended() -> Error {
    Error::Remote("it ended the line".into())
}

/// What the end of a line means.
fn ending(frame: &Frame<'_>) -> Result<Heard> {
    match frame.reason.as_deref() {
        Some("warning" | "refresh_requested") => Ok(Heard::Ending),
        Some("link_disabled") => Err(forbidden("Socket Mode is switched off in the app's settings at Slack", None)),
        // Too many lines of one app, and whatever else there is: later.
        _ => Err(ended()),
    }
}

fn forbidden(why: &str, scope: Option<String>) -> Error {
    Error::Forbidden { what: "listening for news".into(), why: why.into(), scope }
}

/// Why no line was opened, in words for the app-level token.
fn refused(failure: Failure) -> Error {
    let Failure::Slack { code, needed } = failure else { return failure.into() };
    match code.as_str() {
        "not_authed" | "invalid_auth" | "token_revoked" | "token_expired" | "account_inactive" => {
            Error::SignedOut("Slack does not accept this app-level token: make one in the app's settings".into())
        }
        "not_allowed_token_type" => forbidden("Slack takes only an app-level token (xapp-) for it", None),
        "missing_scope" => forbidden("the app-level token lacks the scope connections:write", needed),
        "forbidden_team" => forbidden("the app does not belong to this workspace", None),
        code => errors::of(code, needed.as_deref()),
    }
}

/// Whether a line may be opened there.
fn leads_to_slack(line: &Url, api: &Url) -> bool {
    let stays_here = is_loopback(line) && is_loopback(api);
    let is_bare = line.username().is_empty() && line.password().is_none();
    is_bare
        && match line.scheme() {
            "wss" => is_slack(line) || stays_here,
            "ws" => stays_here,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_app_level_token_will_do() {
        assert_eq!(check_app(&" xapp-1-A1-secret9 ".into()), Ok(()));
        for refused in ["xoxp-1-secret9", "xoxb-1-secret9", "xoxe-1-secret9", "secret9", "xapp-1 secret9", " "] {
            let Err(Error::Invalid(why)) = check_app(&refused.into()) else { panic!("{refused} is none") };
            assert!(!why.contains("secret9"), "an error must not repeat what was pasted: {why}");
        }
    }

    #[test]
    fn lines_lead_to_slack_or_stay_here() {
        let check = |line: &str, api: &str, expected: bool| {
            let (line, api) = (Url::parse(line).unwrap(), Url::parse(api).unwrap());
            assert_eq!(leads_to_slack(&line, &api), expected, "{line} of {api}");
        };
        let (slack, here) = (super::super::API, "http://127.0.0.1:1/api/");
        check("wss://wss-primary.slack.com/link/?ticket=1", slack, true);
        check("wss://wss-primary.slack-gov.com/link/", "https://slack-gov.com/api/", true);
        check("ws://127.0.0.1:1/link/", here, true);
        for refused in [
            "ws://wss-primary.slack.com/link/",
            "wss://notslack.com/",
            "wss://slack.com.example.org/",
            "wss://user:pass@slack.com/",
            "ws://127.0.0.1:1/link/",
            "wss://localhost/",
            "https://slack.com/",
        ] {
            check(refused, slack, false);
        }
        check("ws://192.0.2.1/", here, false);
    }

    #[test]
    fn the_end_of_a_line_is_told_apart() {
        let check = |text: &str| ending(&frame(text).unwrap());
        assert_eq!(check(r#"{"type":"disconnect","reason":"warning"}"#), Ok(Heard::Ending));
        assert_eq!(check(r#"{"type":"disconnect","reason":"refresh_requested"}"#), Ok(Heard::Ending));
        assert!(matches!(check(r#"{"type":"disconnect","reason":"link_disabled"}"#), Err(Error::Forbidden { .. })));
        assert!(check(r#"{"type":"disconnect","reason":"too_many_websockets"}"#).unwrap_err().is_transient());
        assert!(check(r#"{"type":"disconnect"}"#).unwrap_err().is_transient());
    }
}
