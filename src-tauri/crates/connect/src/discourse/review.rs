//! What waits for a moderator's decision: the forum's review queue, as far as the key may see it, and deciding.
//!
//! **Invariants:** who flagged is not read; nothing here fails a walk; a key that may not see the queue sees none; only
//! what the forum offers for this item now is done, about the state that the person saw, and never twice.

use serde_json::Value;

use super::{Discourse, KeyKind, wire};
use crate::{Error, Receipt, Result, ReviewAction, ReviewItem};

/// What the forum answers at once.
const ON_PAGE: usize = 10;
/// Pages at most: who has more waiting decides there.
const PAGES: usize = 20;
/// Of a post's words, so many characters.
const WORDS: usize = 2_000;
/// Actions of an item at most.
const ACTIONS: usize = 20;
/// What the kinds of flags are called, where the forum does not say.
const REASONS: [(i64, &str); 6] = [
    (3, "Off-topic"),
    (4, "Inappropriate"),
    (7, "Something else"),
    (8, "Spam"),
    (9, "Needs approval"),
    (10, "Illegal"),
];

impl Discourse {
    pub(super) async fn review_queue(&mut self) -> Result<Option<Vec<ReviewItem>>> {
        if self.client.kind == KeyKind::Anonymous {
            return Ok(None);
        }
        let mut found: Vec<ReviewItem> = Vec::new();
        for page in 0..PAGES {
            let query = [("status", "pending".to_owned()), ("offset", (page * ON_PAGE).to_string())];
            let listed = match self.client.get("the review queue", &["review.json"], &query).await {
                Err(Error::Forbidden { .. } | Error::NotFound(_)) => return Ok(None),
                listed => listed?,
            };
            let rows = wire::list(wire::at(&listed, &["reviewables"]));
            for row in rows {
                if let Some(item) = self.item(row, &listed)
                    && found.iter().all(|known| known.number != item.number)
                {
                    found.push(item);
                }
            }
            if rows.len() < ON_PAGE {
                break;
            }
        }
        Ok(Some(found))
    }

    /// Decides about an item. It is looked at first: it may be decided, by an earlier attempt of ours or by somebody else.
    pub(super) async fn decide(&mut self, item: i64, version: i64, action: &str, doubtful: bool) -> Result<Receipt> {
        let number = item.to_string();
        let shown = match self.client.get("the flag", &["review", &format!("{number}.json")], &[]).await {
            Err(Error::NotFound(_)) => {
                return Err(Error::Overtaken("the forum does not have this flag any more: nothing was done".into()));
            }
            shown => shown?,
        };
        let beside = &shown;
        let row = if beside["reviewable"].is_object() { &beside["reviewable"] } else { beside };
        let status = wire::number(&row["status"]).unwrap_or(0);
        let seen = wire::number(&row["version"]).unwrap_or(0);
        let done = Receipt { remote: None, pending: false, found: true };
        if status != 0 {
            return match doubtful && outcome(action).is_none_or(|wanted| wanted == status) {
                true => Ok(done),
                false => Err(Error::Overtaken(format!(
                    "somebody else was first: this was {} already, and nothing was done",
                    decided(status)
                ))),
            };
        }
        if seen != version {
            let why = "this changed at the forum since it was read: sync and look at it again; nothing was done";
            return Err(Error::Overtaken(why.into()));
        }
        if actions(row, beside).iter().all(|offered| offered.name != action) {
            return Err(Error::Refused("the forum does not offer this for it any more: sync and look again".into()));
        }
        let path = ["review", &number, "perform", &format!("{action}.json")];
        let told = self.client.put("deciding about a flag", &path, &[("version", version.to_string())]).await?;
        match wire::at(&told, &["reviewable_perform_result", "success"]).as_bool() {
            Some(false) => Err(Error::Refused("the forum did not do it: decide there".into())),
            _ => Ok(Receipt { found: false, ..done }),
        }
    }

    fn item(&self, row: &Value, beside: &Value) -> Option<ReviewItem> {
        let number = wire::number(&row["id"])?;
        // 0 is pending; a list of others is an older forum's, or another filter's.
        if wire::number(&row["status"]).is_some_and(|status| status != 0) {
            return None;
        }
        let account = wire::number(&row["target_created_by_id"]).filter(|id| *id > 0);
        let author = account
            .and_then(|id| wire::list(&beside["users"]).iter().find(|user| wire::number(&user["id"]) == Some(id)))
            .and_then(|user| wire::words(&user["name"]).or_else(|| wire::words(&user["username"])))
            .unwrap_or_default();
        let scores = scores(row, beside);
        let mut reasons: Vec<String> = scores.iter().filter_map(|score| reason(score, beside)).collect();
        reasons.sort_unstable();
        reasons.dedup();
        let payload = &row["payload"];
        let words = wire::words(&row["raw"]).or_else(|| wire::words(&payload["raw"]));
        let words = words.or_else(|| wire::words(&payload["bio"])).unwrap_or_default();
        let link = wire::words(&row["target_url"]).or_else(|| wire::words(&row["topic_url"]));
        let link = link.and_then(|link| self.client.base.join(&link).ok());
        let link = link.or_else(|| self.client.url(&["review", &number.to_string()], &[]).ok());
        Some(ReviewItem {
            number,
            kind: wire::words(&row["type"]).unwrap_or_default(),
            score: wire::float(&row["score"]).unwrap_or(0.0),
            version: wire::number(&row["version"]).unwrap_or(0),
            account,
            author,
            flags: u32::try_from(scores.len()).unwrap_or(u32::MAX),
            reasons,
            title: wire::words(&payload["title"]).unwrap_or_default(),
            words: words.chars().take(WORDS).collect(),
            link: link.filter(|link| matches!(link.scheme(), "http" | "https")).map(String::from),
            created_at: wire::time(&row["created_at"]).unwrap_or(0),
            actions: actions(row, beside),
        })
    }
}

/// What the forum offers for an item: bundles name actions, which lie beside. What needs a second question of its own
/// (a reason, for how long) is done there, and so is what takes a whole account away.
fn actions(row: &Value, beside: &Value) -> Vec<ReviewAction> {
    let by_id = |list: &str, id: &Value| {
        let wanted = wire::text(id)?;
        wire::list(&beside[list]).iter().find(|each| wire::text(&each["id"]).is_some_and(|id| id == wanted))
    };
    let mut out: Vec<ReviewAction> = Vec::new();
    for bundle in wire::list(&row["bundled_action_ids"]).iter().filter_map(|id| by_id("bundled_actions", id)) {
        for action in wire::list(&bundle["action_ids"]).iter().filter_map(|id| by_id("actions", id)) {
            let name = wire::words(&action["server_action"]).or_else(|| wire::words(&action["id"]));
            let Some(name) = name.filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
            else {
                continue;
            };
            let asks = wire::words(&action["client_action"]).is_some() || wire::flag(&action["require_reject_reason"]);
            let whole_account = name.starts_with("delete_user") || name.starts_with("reject_user");
            if !asks && !whole_account && out.len() < ACTIONS && out.iter().all(|known| known.name != name) {
                let label = wire::words(&action["label"]).unwrap_or_default().chars().take(80).collect();
                out.push(ReviewAction { name, label });
            }
        }
    }
    out
}

/// The state an action leads to, where its name says so.
fn outcome(action: &str) -> Option<i64> {
    match action {
        _ if action.starts_with("agree") || action.starts_with("approve") || action.starts_with("delete_and_agree") => {
            Some(1)
        }
        _ if action.starts_with("disagree") || action.starts_with("reject") => Some(2),
        _ if action.starts_with("ignore") || action.starts_with("delete_and_ignore") => Some(3),
        _ => None,
    }
}

const fn decided(status: i64) -> &'static str {
    match status {
        1 => "approved",
        2 => "rejected",
        3 => "ignored",
        _ => "decided",
    }
}

/// What was said against it: within, or beside by number.
fn scores<'a>(row: &'a Value, beside: &'a Value) -> Vec<&'a Value> {
    let within = wire::list(&row["reviewable_scores"]);
    if !within.is_empty() {
        return within.iter().collect();
    }
    let wanted: Vec<i64> = wire::list(&row["reviewable_score_ids"]).iter().filter_map(wire::number).collect();
    let all = wire::list(&beside["reviewable_scores"]);
    all.iter().filter(|score| wire::number(&score["id"]).is_some_and(|id| wanted.contains(&id))).collect()
}

fn reason(score: &Value, beside: &Value) -> Option<String> {
    if let Some(title) = wire::words(wire::at(score, &["score_type", "title"])) {
        return Some(title);
    }
    let kind = wire::number(&score["score_type_id"]).or_else(|| wire::number(&score["score_type"]))?;
    ["score_types", "reviewable_score_types"]
        .into_iter()
        .flat_map(|list| wire::list(&beside[list]))
        .find(|each| wire::number(&each["id"]) == Some(kind))
        .and_then(|each| wire::words(&each["title"]))
        .or_else(|| REASONS.iter().find(|(id, _)| *id == kind).map(|(_, name)| (*name).to_owned()))
}
