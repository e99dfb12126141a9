//! Which forum answers, and as whom it is read.
//!
//! **Invariant:** the key is sent only after the forum's public name was read from the same origin.

use super::{Discourse, KeyKind, wire};
use crate::{Error, Identity, Result};

/// What a list of staff needs.
const ADMIN: (&str, &str) = ("administrator's key", "people who never wrote, e-mail addresses, who was suspended");

impl Discourse {
    /// Looks who answers: its name, and where it really is.
    async fn forum_name(&mut self) -> Result<Option<String>> {
        let path = ["site", "basic-info.json"];
        let (info, at) = match self.client.get_from("the forum's name", &path, &[]).await {
            Ok(answer) => answer,
            Err(Error::NotFound(_)) => {
                return Err(Error::Invalid("there is no Discourse forum at this address".into()));
            }
            Err(error) => return Err(error),
        };
        if wire::at(&info, &["title"]).is_null() && wire::at(&info, &["description"]).is_null() {
            return Err(Error::Invalid("there is no Discourse forum at this address".into()));
        }
        // A forum in a folder tells so by where it answers.
        if let Some(folder) = at.path().strip_suffix("site/basic-info.json") {
            self.client.base.set_path(folder);
        }
        Ok(wire::words(wire::at(&info, &["title"])))
    }

    /// Host and folder: what a forum keeps when everything else about it changes.
    fn remote(&self) -> String {
        let base = &self.client.base;
        let host = base.host_str().unwrap_or_default().to_ascii_lowercase();
        let port = base.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{host}{port}{}", base.path().trim_end_matches('/'))
    }

    /// Once for each time it is opened: that this is the forum that was read before.
    pub(super) async fn check(&mut self) -> Result<String> {
        let name = self.forum_name().await?.unwrap_or_else(|| self.remote());
        if self.settings.site.as_ref().is_some_and(|site| *site != self.remote()) {
            return Err(Error::Different("another forum answers at this address: nothing was stored".into()));
        }
        self.checked = true;
        Ok(name)
    }

    /// As whom the key reads.
    pub(super) async fn myself(&mut self) -> Result<Option<(i64, String)>> {
        if self.client.kind == KeyKind::Anonymous {
            return Ok(None);
        }
        if self.me.is_none() {
            let session = match self.client.get("the session", &["session", "current.json"], &[]).await {
                Ok(session) => session,
                // Keys for some things only may not ask this.
                Err(Error::Forbidden { .. } | Error::NotFound(_)) => return Ok(None),
                Err(error) => return Err(error),
            };
            let user = wire::at(&session, &["current_user"]);
            self.me = wire::number(&user["id"]).zip(wire::words(&user["username"]));
        }
        Ok(self.me.clone())
    }

    pub(super) async fn who(&mut self) -> Result<Identity> {
        let name = self.check().await?;
        let me = self.myself().await?;
        if self.client.with_key() && me.is_none() {
            // Whatever the key is for, it must open something.
            self.client.get("the newest posts", &["posts.json"], &[]).await?;
        }
        let about = match self.client.get("the forum's page about itself", &["about.json"], &[]).await {
            Ok(about) => about,
            Err(Error::Forbidden { .. } | Error::NotFound(_)) => serde_json::Value::Null,
            Err(error) => return Err(error),
        };
        let name = wire::words(wire::at(&about, &["about", "title"])).unwrap_or(name);
        let scope = match self.client.kind {
            KeyKind::Anonymous => "guest",
            KeyKind::Admin => "api-key",
            KeyKind::User => "user-api-key",
        };
        let missing = match self.client.kind {
            KeyKind::Admin => Vec::new(),
            _ => vec![(ADMIN.0.to_owned(), ADMIN.1.to_owned())],
        };
        Ok(Identity {
            remote: self.remote(),
            name,
            address: Some(self.client.base.as_str().trim_end_matches('/').to_owned()),
            account: me.as_ref().map(|(_, name)| name.clone()),
            account_remote: me.map(|(id, _)| id.to_string()),
            scopes: vec![scope.to_owned()],
            missing,
            can_write: self.client.kind != KeyKind::Anonymous,
        })
    }
}
