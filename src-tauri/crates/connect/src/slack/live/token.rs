//! What a person may paste as a key, and what a rotating key needs to stay alive.
//!
//! Facts: the prefix of a token says what it is; a browser session (`xoxc-` and the cookie `xoxd-`) violates Slack's terms
//! and gets people signed out; a rotating token lives for twelve hours, its refresh token is good once.
//!
//! **Invariant:** no error repeats any part of a token.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Acts as a person: reads every public channel, and the private ones that person is in.
    User,
    /// Acts as the app: reads the channels it was invited to.
    Bot,
    /// Only opens the line that events come on.
    App,
}

/// Says what a token is, or why it cannot be used.
///
/// # Errors
/// [`Error::Invalid`] with a reason for the person who pasted it.
pub fn check(secret: &SecretString) -> Result<TokenKind> {
    let token = secret.expose_secret().trim();
    let refuse = |why: &str| Err(Error::Invalid(why.into()));
    if token.is_empty() {
        return refuse("the token is empty");
    }
    if token.chars().any(char::is_whitespace) {
        return refuse("the token holds spaces: copy it again as a whole");
    }
    let begins = |prefix: &str| token.starts_with(prefix);
    if begins("xoxp-") || begins("xoxe.xoxp-") {
        Ok(TokenKind::User)
    } else if begins("xoxb-") || begins("xoxe.xoxb-") {
        Ok(TokenKind::Bot)
    } else if begins("xapp-") {
        Ok(TokenKind::App)
    } else if begins("xoxc-") || begins("xoxd-") {
        refuse(
            "that is the key of a browser session, which Slack forbids to apps: use the User OAuth Token of your app",
        )
    } else if begins("xoxe-") {
        refuse("that is a refresh or configuration token: use the User OAuth Token of your app, it begins with xoxp-")
    } else {
        refuse("that is no Slack token: the User OAuth Token of your app begins with xoxp-")
    }
}

/// Whether it is nothing that Slack itself gives out.
pub(super) fn is_foreign(secret: &SecretString) -> bool {
    let token = secret.expose_secret().trim();
    !token.is_empty() && !token.starts_with("xox") && !token.chars().any(char::is_whitespace)
}

/// The keys of a source.
pub(super) struct Keys {
    /// What requests are signed with.
    pub(super) access: SecretString,
    /// How to get the next one.
    pub(super) rotation: Option<Rotation>,
}

/// What a rotating key needs.
pub(super) struct Rotation {
    pub(super) refresh: SecretString,
    /// UTC milliseconds.
    pub(super) expires_at: i64,
    pub(super) client_id: String,
}

/// What is stored for a source with a rotating key.
#[derive(Serialize, Deserialize)]
struct Stored {
    access: String,
    refresh: String,
    expires_at: i64,
    client_id: String,
}

impl Keys {
    /// A bare token, or the JSON of a rotating one.
    pub(super) fn read(secret: &SecretString) -> Result<Self> {
        let text = secret.expose_secret().trim();
        if !text.starts_with('{') {
            return Ok(Self { access: text.into(), rotation: None });
        }
        let stored: Stored = serde_json::from_str(text)
            .map_err(|_| Error::SignedOut("the stored key cannot be read: sign in again".into()))?;
        Ok(Self {
            access: stored.access.into(),
            rotation: Some(Rotation {
                refresh: stored.refresh.into(),
                expires_at: stored.expires_at,
                client_id: stored.client_id,
            }),
        })
    }

    /// What to store.
    pub(super) fn write(&self) -> SecretString {
        let access = self.access.expose_secret();
        match &self.rotation {
            None => access.into(),
            Some(rotation) => {
                let stored = Stored {
                    access: access.into(),
                    refresh: rotation.refresh.expose_secret().into(),
                    expires_at: rotation.expires_at,
                    client_id: rotation.client_id.clone(),
                };
                serde_json::to_string(&stored).unwrap_or_default().into()
            }
        }
    }
}

/// What a person who signed in with a browser gets as key: to store, and to open the source with.
pub fn rotating(access: &SecretString, refresh: &SecretString, expires_at: i64, client_id: &str) -> SecretString {
    let rotation = Rotation { refresh: refresh.clone(), expires_at, client_id: client_id.to_owned() };
    Keys { access: access.clone(), rotation: Some(rotation) }.write()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart_by_their_beginning() {
        let check = |token: &str| super::check(&token.into());
        assert_eq!(check("xoxp-1-2-3"), Ok(TokenKind::User));
        assert_eq!(check(" xoxb-1-2 \n"), Ok(TokenKind::Bot));
        assert_eq!(check("xoxe.xoxp-1-abc"), Ok(TokenKind::User));
        assert_eq!(check("xoxe.xoxb-1-abc"), Ok(TokenKind::Bot));
        assert_eq!(check("xapp-1-A1"), Ok(TokenKind::App));
        for refused in ["xoxc-secret9", "xoxd-secret9", "xoxe-1-secret9", "secret9", "", "xoxp-1 secret9"] {
            let Err(Error::Invalid(why)) = check(refused) else { panic!("{refused} is no token to use") };
            assert!(!why.contains("secret9"), "an error must not repeat what was pasted: {why}");
        }
    }

    #[test]
    fn a_rotating_key_is_kept_as_json() {
        let secret = rotating(&"xoxe.xoxp-1".into(), &"xoxe-1-r".into(), 7, "1.2");
        assert_eq!(
            secret.expose_secret(),
            r#"{"access":"xoxe.xoxp-1","refresh":"xoxe-1-r","expires_at":7,"client_id":"1.2"}"#
        );
        let keys = Keys::read(&secret).unwrap();
        assert_eq!(keys.access.expose_secret(), "xoxe.xoxp-1");
        assert_eq!(keys.rotation.map(|rotation| rotation.expires_at), Some(7));
    }
}
