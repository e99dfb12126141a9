//! What can go wrong at a remote community, by who can do something about it.
//!
//! **Invariant:** no message holds a token, somebody's words, an e-mail address or a full URL.

/// The result of talking to a community.
pub type Result<T> = std::result::Result<T, Error>;

/// Why talking to a community failed. Each message is a lower-case fragment that says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing answered: no network, no such host, a connection that broke again and again.
    #[error("{host} cannot be reached: {why}")]
    Unreachable {
        /// The host that was asked.
        host: String,
        /// What the system said.
        why: String,
    },
    /// The community asks to wait longer than a run waits.
    #[error("the community asks to wait")]
    Waiting {
        /// For so many milliseconds from now.
        milliseconds: u64,
    },
    /// The key or token is not (or no longer) accepted: the person signs in again.
    #[error("{0}")]
    SignedOut(String),
    /// The key or token may not do this: the person grants it, or does without.
    #[error("{what} is not allowed: {why}")]
    Forbidden {
        /// What was tried, in words.
        what: String,
        /// What is missing and how to grant it.
        why: String,
        /// The scope to ask for, when the community names one.
        scope: Option<String>,
    },
    /// The community answered with something it should not: its operator, or we.
    #[error("the community's server failed: {0}")]
    Remote(String),
    /// What was asked for is not there.
    #[error("{0}")]
    NotFound(String),
    /// The community refuses this write as it is (too long, closed, a duplicate): the person changes or discards it.
    #[error("{0}")]
    Refused(String),
    /// Somebody else decided or changed meanwhile what this write is about: nothing was done, the person looks again.
    #[error("{0}")]
    Overtaken(String),
    /// Another community answers at this address than the one whose rows are here: nothing was stored.
    #[error("{0}")]
    Different(String),
    /// What the person typed cannot be used.
    #[error("{0}")]
    Invalid(String),
    /// The person or the program stopped it.
    #[error("stopped")]
    Stopped,
    /// What the store remembers could not be read.
    #[error("{0}")]
    Local(String),
}

impl Error {
    /// Whether trying again later may help without anybody doing anything.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Waiting { .. } | Self::Remote(_) | Self::Stopped)
    }
}
