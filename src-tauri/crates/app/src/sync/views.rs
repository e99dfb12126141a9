//! What screens and programs see of connected sources, and what they say.

use kith_store::SyncRow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, secrets::SecretsState};

/// Which community software a source runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SourceKind {
    /// Slack.
    Slack,
    /// Discourse.
    Discourse,
}

impl SourceKind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Slack => "slack",
            Self::Discourse => "discourse",
        }
    }
}

/// All sources: connected ones, and those that only came from archives.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Sources {
    /// The sources, oldest first.
    pub(crate) sources: Vec<Source>,
    /// What the place for keys can do now.
    pub(crate) secrets: SecretsState,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Source {
    /// Its id.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
    /// `slack`, `discourse`, `sample_chat`, `sample_forum`.
    pub(crate) kind: String,
    /// Where its pages are.
    pub(crate) address: Option<String>,
    /// Messages that are here.
    pub(crate) messages: u32,
    /// Accounts that are here.
    pub(crate) accounts: u32,
    /// The first message, UTC milliseconds.
    pub(crate) first_at: Option<i64>,
    /// The newest message, UTC milliseconds.
    pub(crate) last_at: Option<i64>,
    /// How it is read; nothing when it is not connected.
    pub(crate) connection: Option<Connection>,
}

/// How a connected source is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SyncState {
    /// Nothing to do until the next run.
    Idle,
    /// A run is under way.
    Running,
    /// Nobody has to do anything: Kith tries again (no network, or the source asked to wait).
    Waiting,
    /// A person paused it.
    Paused,
    /// A run stopped because it would take much away: a person decides.
    Asking,
    /// A person has to do something: see the error.
    Failed,
}

/// How a source is connected and how it is doing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct Connection {
    /// How it is doing.
    pub(crate) state: SyncState,
    /// Why it waits, asks or failed.
    pub(crate) error: Option<ApiError>,
    /// What a person chose.
    pub(crate) settings: SourceSettings,
    /// As whom it is read.
    pub(crate) account: Option<String>,
    /// What the key may do, in the source's own words.
    pub(crate) scopes: Vec<String>,
    /// Scopes that are missing.
    pub(crate) missing: Vec<MissingScope>,
    /// Whether the key may write.
    pub(crate) can_write: bool,
    /// Minutes between runs.
    pub(crate) every: u32,
    /// When the next run begins, UTC milliseconds.
    pub(crate) next_run_at: Option<i64>,
    /// When the last run began, UTC milliseconds.
    pub(crate) last_started_at: Option<i64>,
    /// When a run was last complete, UTC milliseconds.
    pub(crate) last_ok_at: Option<i64>,
    /// When everything was last looked at again, UTC milliseconds.
    pub(crate) last_full_at: Option<i64>,
    /// How far the present run is.
    pub(crate) progress: Option<SyncProgress>,
    /// What is covered.
    pub(crate) coverage: Option<Covered>,
    /// What the last run did.
    pub(crate) report: Option<SyncReport>,
    /// Records that could not be read.
    pub(crate) quarantined: u32,
    /// Whether it tells at once when something happens.
    pub(crate) hint: Hint,
}

/// A scope that the key lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub(crate) struct MissingScope {
    /// The scope, in the source's words.
    pub(crate) scope: String,
    /// What stays unread without it.
    pub(crate) what: String,
}

/// What a person chose for a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub(crate) struct SourceSettings {
    /// The base address: of a forum, or of Slack's programming interface when it is another than usual.
    pub(crate) address: Option<String>,
    /// Discourse: the user that an admin key acts as.
    pub(crate) user: Option<String>,
    /// Discourse: the id under which a member's own key was made here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(skip)]
    pub(crate) client_id: Option<String>,
    /// The name a person gave it; its own otherwise.
    pub(crate) name: Option<String>,
    /// Private channels that the account is in.
    #[serde(default)]
    pub(crate) private: bool,
    /// Direct messages of the account.
    #[serde(default)]
    pub(crate) direct: bool,
    /// Discourse: e-mail addresses of members (every look-up is logged at the forum).
    #[serde(default)]
    pub(crate) emails: bool,
    /// Writing is allowed: what waits in the outbox may be sent.
    #[serde(default)]
    pub(crate) write: bool,
    /// Slack: it is listened to for news. Only `sources.hint` decides it, and [`Connection::hint`] shows it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(skip)]
    pub(crate) hint: bool,
}

/// How listening to a source for news goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HintState {
    /// Nobody asked for it.
    Off,
    /// News arrive at once.
    Listening,
    /// Not at present: no line yet, or the source is paused. Kith tries again.
    Waiting,
    /// A person has to do something: see the error. The source is read at its interval all the same.
    Stopped,
}

/// Listening to a source for news.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Hint {
    /// How it goes.
    pub(crate) state: HintState,
    /// Why it waits or stopped.
    pub(crate) error: Option<ApiError>,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub(crate) struct SyncProgress {
    /// `people`, `spaces`, `messages`, `threads`, `topics`, `posts`, `likes`, `check`.
    pub(crate) stage: String,
    /// The name of what is being read.
    pub(crate) what: Option<String>,
    /// So many are done …
    pub(crate) done: u32,
    /// … of so many.
    pub(crate) of: Option<u32>,
    /// Seconds left, as far as known.
    pub(crate) seconds_left: Option<u32>,
}

/// What of a source is here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub(crate) struct Covered {
    /// From this moment on everything that the source shows is here, UTC milliseconds.
    pub(crate) from: Option<i64>,
    /// Up to this moment, UTC milliseconds.
    pub(crate) through: Option<i64>,
    /// Messages, as the source counts them.
    pub(crate) messages: Option<u32>,
    /// People, as the source counts them.
    pub(crate) people: Option<u32>,
    /// What cannot be read.
    pub(crate) hidden: Vec<HiddenPart>,
}

/// Something that a source does not show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum HiddenPart {
    /// The plan hides older messages.
    Plan,
    /// The app is treated as a distributed one: 15 messages a minute.
    Capped,
    /// A space that cannot be read.
    Space {
        /// Its name.
        name: String,
        /// The source's reason.
        why: String,
    },
    /// Something that would need a scope.
    Scope {
        /// The scope.
        scope: String,
        /// What stays unread.
        what: String,
    },
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub(crate) struct SyncReport {
    /// Whether it came to its end.
    pub(crate) complete: bool,
    /// Whether everything was looked at again.
    pub(crate) full: bool,
    /// Requests sent.
    pub(crate) requests: u32,
    /// New rows.
    pub(crate) added: u32,
    /// Rows whose newer state was taken.
    pub(crate) changed: u32,
    /// Rows that were taken away at the source.
    pub(crate) removed: u32,
    /// Records that were known already.
    pub(crate) known: u32,
    /// Written at the source from the outbox.
    pub(crate) sent: u32,
    /// How often it waited for the source.
    pub(crate) waits: u32,
    /// Milliseconds it waited.
    #[ts(type = "number")]
    pub(crate) waited_ms: u64,
    /// Milliseconds from its begin to its end.
    #[ts(type = "number")]
    pub(crate) duration_ms: u64,
}

/// A source to connect, or to connect again with another key.
#[derive(Clone, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConnectSource {
    /// What it is.
    pub(crate) kind: SourceKind,
    /// The key or token; empty for reading a public forum as nobody. It goes to the keyring and nowhere else.
    #[serde(default)]
    pub(crate) secret: String,
    /// What a person chooses.
    #[serde(default)]
    pub(crate) settings: SourceSettings,
    /// The source that is connected again; a different community is refused.
    #[serde(default)]
    pub(crate) source: Option<String>,
}

/// A source by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceId {
    /// Its id.
    pub(crate) id: String,
}

/// A run to begin now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SyncNow {
    /// The source.
    pub(crate) id: String,
    /// Everything is looked at again, however old.
    #[serde(default)]
    pub(crate) full: bool,
}

/// Other choices for a source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeSource {
    /// The source.
    pub(crate) id: String,
    /// The choices.
    pub(crate) settings: SourceSettings,
    /// Minutes between runs, at least 5.
    pub(crate) every: u32,
}

/// What shall happen with what a run would take away.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerRemovals {
    /// The source.
    pub(crate) id: String,
    /// `true`: it was really taken away there, follow. `false`: keep what is here.
    pub(crate) follow: bool,
}

/// Pausing or going on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PauseSource {
    /// The source.
    pub(crate) id: String,
    /// Whether it shall rest.
    pub(crate) paused: bool,
}

/// Listening for news at a Slack workspace.
#[derive(Clone, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct HintSource {
    /// The source.
    pub(crate) id: String,
    /// The app-level token (`xapp-…`), which goes to the keyring and nowhere else; nothing ends the listening and forgets it.
    #[serde(default)]
    pub(crate) token: Option<String>,
}

/// A passphrase for the sealed file of keys.
#[derive(Clone, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnlockSecrets {
    /// The passphrase.
    pub(crate) passphrase: String,
}

/// What the place for keys can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SecretsView {
    /// See [`SecretsState`].
    pub(crate) state: SecretsState,
}

/// As whom a source is read, as its row keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptIdentity {
    pub(crate) account: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) missing: Vec<MissingScope>,
    pub(crate) can_write: bool,
}

impl From<kith_connect::Identity> for KeptIdentity {
    fn from(identity: kith_connect::Identity) -> Self {
        Self {
            account: identity.account,
            scopes: identity.scopes,
            missing: identity.missing.into_iter().map(|(scope, what)| MissingScope { scope, what }).collect(),
            can_write: identity.can_write,
        }
    }
}

impl From<kith_connect::Coverage> for Covered {
    fn from(coverage: kith_connect::Coverage) -> Self {
        use kith_connect::Hidden;
        let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            from: coverage.from,
            through: coverage.through,
            messages: coverage.messages.map(small),
            people: coverage.people.map(small),
            hidden: coverage
                .hidden
                .into_iter()
                .map(|hidden| match hidden {
                    Hidden::Plan => HiddenPart::Plan,
                    Hidden::Capped => HiddenPart::Capped,
                    Hidden::Space { name, why } => HiddenPart::Space { name, why },
                    Hidden::Scope { scope, what } => HiddenPart::Scope { scope, what },
                })
                .collect(),
        }
    }
}

pub(super) fn connection(row: &SyncRow, hint: Hint) -> Connection {
    fn read<T: for<'a> Deserialize<'a>>(json: Option<&String>) -> Option<T> {
        json.and_then(|json| serde_json::from_str(json).ok())
    }
    let identity: KeptIdentity = serde_json::from_str(&row.identity).unwrap_or_default();
    let state = match row.state.as_str() {
        "running" => SyncState::Running,
        "waiting" => SyncState::Waiting,
        "paused" => SyncState::Paused,
        "asking" => SyncState::Asking,
        "failed" => SyncState::Failed,
        _ => SyncState::Idle,
    };
    Connection {
        state,
        error: read(row.error.as_ref()),
        settings: serde_json::from_str(&row.settings).unwrap_or_default(),
        account: identity.account,
        scopes: identity.scopes,
        missing: identity.missing,
        can_write: identity.can_write,
        every: row.every,
        next_run_at: row.next_run_at,
        last_started_at: row.last_started_at,
        last_ok_at: row.last_ok_at,
        last_full_at: row.last_full_at,
        progress: read(row.progress.as_ref()).filter(|_| state == SyncState::Running),
        coverage: read(row.coverage.as_ref()),
        report: read(row.report.as_ref()),
        quarantined: row.quarantined,
        hint,
    }
}
