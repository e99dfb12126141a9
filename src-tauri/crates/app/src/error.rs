//! The one error that leaves the core: a code says who can do something about it, a message says what.
//!
//! **Invariant:** a message holds no token, no message text, no e-mail address and no full URL.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who can do something about an error. A code exists because a screen reacts to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub enum Code {
    /// The person, in this form.
    Invalid,
    /// The person; the screen asks again.
    NotFound,
    /// The person; it changed since.
    Conflict,
    /// The person, at the source.
    SignedOut,
    /// The person, at the source.
    Forbidden,
    /// Nobody; Kith retries.
    Offline,
    /// Nobody; Kith waits as told.
    Waiting,
    /// The community's operator.
    Remote,
    /// The person, in the operating system.
    KeychainLocked,
    /// The person: private notes are locked, or not set up yet.
    NotesLocked,
    /// The person, with our help.
    DiskFull,
    /// The person, with our help: the file was written by a newer Kith.
    NewerFile,
    /// The person, with our help: the file is damaged and was left as it is.
    DamagedFile,
    /// The person: another Kith has this community open.
    InUse,
    /// The person: no community is open yet.
    NoCommunity,
    /// Nobody.
    Cancelled,
    /// Us.
    Bug,
}

/// What every command answers when it fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// Who can act.
    pub code: Code,
    /// What happened and what to do next, as a lower-case fragment.
    pub message: String,
    /// The argument at fault, when it is one.
    pub field: Option<String>,
}

impl ApiError {
    /// An error with a code and a message.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None }
    }

    /// A value a person typed that cannot be used.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self { code: Code::Invalid, message: message.into(), field: Some(field.to_owned()) }
    }
}

impl From<kith_store::Error> for ApiError {
    fn from(error: kith_store::Error) -> Self {
        use kith_store::Error;
        if let Error::Field { field, why } = &error {
            return Self::invalid(field, why.clone());
        }
        let code = match &error {
            Error::Sqlite(_) | Error::Missing => Code::Bug,
            Error::DiskFull => Code::DiskFull,
            Error::InUse => Code::InUse,
            Error::Newer { .. } => Code::NewerFile,
            Error::Damaged { .. } => Code::DamagedFile,
            Error::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => Code::DiskFull,
            // Nothing but the backup was refused: no reason to close the window over it.
            Error::Room { .. } | Error::Io { .. } | Error::Invalid(_) | Error::Field { .. } => Code::Invalid,
            Error::NotFound(_) => Code::NotFound,
            Error::Conflict => Code::Conflict,
            Error::Interrupted => Code::Cancelled,
        };
        let message = match &error {
            // What SQLite says holds no words of people: constraint names and codes.
            Error::Sqlite(source) => format!("{error}: {source}"),
            Error::Damaged { file } if !file.as_os_str().is_empty() => format!("{error}: {}", file.display()),
            _ => error.to_string(),
        };
        Self::new(code, message)
    }
}

impl From<kith_connect::archive::Refused> for ApiError {
    fn from(refused: kith_connect::archive::Refused) -> Self {
        Self::invalid("path", refused.to_string())
    }
}

impl From<kith_connect::table::Refused> for ApiError {
    fn from(refused: kith_connect::table::Refused) -> Self {
        Self::invalid("path", refused.to_string())
    }
}

impl From<kith_connect::ics::CalendarRefused> for ApiError {
    fn from(refused: kith_connect::ics::CalendarRefused) -> Self {
        Self::invalid("path", refused.to_string())
    }
}

impl From<kith_connect::table::MappingError> for ApiError {
    fn from(error: kith_connect::table::MappingError) -> Self {
        Self::invalid(error.field, error.message)
    }
}

impl From<kith_connect::Error> for ApiError {
    fn from(error: kith_connect::Error) -> Self {
        use kith_connect::Error;
        let code = match &error {
            Error::Unreachable { .. } => Code::Offline,
            Error::Waiting { .. } => Code::Waiting,
            Error::SignedOut(_) => Code::SignedOut,
            Error::Forbidden { .. } => Code::Forbidden,
            Error::Remote(_) => Code::Remote,
            Error::NotFound(_) => Code::NotFound,
            Error::Refused(_) | Error::Invalid(_) => Code::Invalid,
            Error::Different(_) | Error::Overtaken(_) => Code::Conflict,
            Error::Stopped => Code::Cancelled,
            Error::Local(_) => Code::Bug,
        };
        Self::new(code, error.to_string())
    }
}
