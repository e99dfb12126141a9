//! What Slack shall allow: scopes, and the manifest from which a person makes their own app.
//!
//! Facts (Slack's pages on manifests and scopes): reading and writing are separate; without the write scopes a token
//! provably cannot post; switching proof of possession on is irreversible, and rotation too.

use serde_json::json;

/// What reading needs, and what stays unread without it.
pub const READ: [(&str, &str); 12] = [
    ("channels:read", "public channels"),
    ("channels:history", "messages of public channels"),
    ("groups:read", "private channels"),
    ("groups:history", "messages of private channels"),
    ("users:read", "people"),
    ("users:read.email", "people's e-mail addresses"),
    ("users.profile:read", "the workspace's own profile fields"),
    ("team:read", "the workspace's name and icon"),
    ("reactions:read", "who reacted, when very many did"),
    ("usergroups:read", "user groups"),
    ("emoji:read", "the workspace's own emoji"),
    ("search:read", "search"),
];
/// What writing needs.
pub const WRITE: [&str; 4] = ["chat:write", "im:write", "mpim:write", "reactions:write"];
/// What reading conversations of two and of several needs.
pub const DIRECT: [&str; 4] = ["im:read", "im:history", "mpim:read", "mpim:history"];

/// The scopes to ask for.
pub fn scopes(write: bool, direct: bool) -> Vec<&'static str> {
    let mut scopes: Vec<&str> = READ.iter().map(|(scope, _)| *scope).collect();
    if direct {
        scopes.extend(DIRECT);
    }
    if write {
        scopes.extend(WRITE);
    }
    scopes
}

/// The manifest to paste at Slack, as JSON. With `redirects` the app lets people sign in with a browser; without, the
/// token is copied from its page.
pub fn manifest(write: bool, direct: bool, redirects: &[&str]) -> String {
    let mut oauth = json!({ "scopes": { "user": scopes(write, direct) } });
    if let (false, Some(oauth)) = (redirects.is_empty(), oauth.as_object_mut()) {
        oauth.insert("redirect_urls".into(), json!(redirects));
        oauth.insert("pkce_enabled".into(), json!(true));
    }
    let manifest = json!({
        "display_information": {
            "name": if write { "Kith" } else { "Kith (read only)" },
            "description": "Local copy for the community manager",
        },
        "oauth_config": oauth,
        "settings": {
            "org_deploy_enabled": false,
            "socket_mode_enabled": false,
            "token_rotation_enabled": !redirects.is_empty(),
        },
    });
    serde_json::to_string_pretty(&manifest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_only_app_cannot_write() {
        let manifest = manifest(false, false, &[]);
        assert!(!manifest.contains(":write"), "{manifest}");
        assert!(!manifest.contains("pkce"), "switching it on cannot be undone: {manifest}");
        assert!(manifest.contains("\"token_rotation_enabled\": false"), "{manifest}");
        assert!(!manifest.contains("\"im:"), "{manifest}");
    }

    #[test]
    fn a_browser_needs_redirects_and_proof() {
        let manifest = manifest(true, true, &["http://localhost:4318/slack/callback"]);
        for part in ["chat:write", "mpim:history", "\"pkce_enabled\": true", "http://localhost:4318/slack/callback"] {
            assert!(manifest.contains(part), "{part} is missing in {manifest}");
        }
    }
}
