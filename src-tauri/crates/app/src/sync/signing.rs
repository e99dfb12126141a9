//! Signing in with a browser: Slack by OAuth with PKCE, Discourse by a user API key.
//!
//! **Invariants:** what is secret on the way (verifier, private key) lives in memory and ends with the program; the person's
//! own browser is opened, never a window of ours.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::views::{SourceId, SourceSettings};
use crate::{ApiError, App, Code};

/// What the Slack app that a person makes shall be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishManifest {
    /// Write as well as read.
    #[serde(default)]
    pub(crate) write: bool,
    /// Read private channels too.
    #[serde(default)]
    pub(crate) private: bool,
    /// Read direct messages too.
    #[serde(default)]
    pub(crate) direct: bool,
}

/// The description of a Slack app, to copy into Slack's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Manifest {
    /// JSON.
    pub(crate) text: String,
    /// Scopes in it.
    pub(crate) scopes: Vec<String>,
}

/// Signing in at Slack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInSlack {
    /// The id of the person's own Slack app.
    pub(crate) client_id: String,
    /// What a person chooses.
    #[serde(default)]
    pub(crate) settings: SourceSettings,
}

/// Signing in at a forum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInDiscourse {
    /// What a person chooses; the address is needed.
    pub(crate) settings: SourceSettings,
}

/// A signing in that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SignIn {
    /// Its id.
    pub(crate) id: String,
    /// The page to open, when the browser did not open by itself.
    pub(crate) address: String,
}

/// A signing in by its id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInId {
    /// Its id.
    pub(crate) id: String,
}

/// Where a signing in at Slack stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SignInState {
    /// The source, once it is connected.
    pub(crate) source: Option<SourceId>,
    /// Why it came to nothing.
    pub(crate) error: Option<ApiError>,
}

/// What a forum's page shows after a person agreed.
#[derive(Clone, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FinishSignIn {
    /// The signing in.
    pub(crate) id: String,
    /// The text from the page.
    pub(crate) payload: String,
}

fn later<T>() -> Result<T, ApiError> {
    Err(ApiError::new(Code::Invalid, "not wired yet"))
}

pub(crate) async fn manifest(_app: &App, _args: WishManifest) -> Result<Manifest, ApiError> {
    later()
}

pub(crate) async fn slack(_app: &App, _args: SignInSlack) -> Result<SignIn, ApiError> {
    later()
}

pub(crate) async fn slack_state(_app: &App, _args: SignInId) -> Result<SignInState, ApiError> {
    later()
}

pub(crate) async fn discourse(_app: &App, _args: SignInDiscourse) -> Result<SignIn, ApiError> {
    later()
}

pub(crate) async fn discourse_finish(_app: &App, _args: FinishSignIn) -> Result<SourceId, ApiError> {
    later()
}
