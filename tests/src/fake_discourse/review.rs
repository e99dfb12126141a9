//! The review queue: what was flagged and waits, ten at a time, with what is said beside by number; and decisions.

use serde_json::{Value, json};

use super::{Asked, Inside, Told, answer};

/// What is answered at once.
const ON_PAGE: usize = 10;
/// What may be done about a flagged post: bundle, name, words, what the page asks first, the state it leads to.
const ACTIONS: [(&str, &str, &str, &str, i64); 8] = [
    ("agree", "agree_and_keep", "Keep Post", "", 1),
    ("agree", "agree_and_hide", "Hide Post", "", 1),
    ("agree", "agree_and_suspend", "Suspend User", "suspend", 1),
    ("agree", "delete_and_agree", "Delete Post", "", 1),
    ("agree", "delete_user_block", "Delete and Block User", "", 1),
    ("disagree", "disagree", "No", "", 2),
    ("ignore", "ignore_and_do_nothing", "Do Nothing", "", 3),
    ("ignore", "delete_and_ignore", "Ignore and Delete Post", "", 3),
];

impl Inside {
    pub(super) fn queue(&self, asked: &Asked) -> Told {
        let offset = usize::try_from(asked.number("offset").unwrap_or(0)).unwrap_or(0);
        let waiting: Vec<_> = self.forum.flags.iter().filter(|(_, flag)| flag.status == 0).collect();
        let shown: Vec<i64> = waiting.iter().skip(offset).take(ON_PAGE).map(|(number, _)| **number).collect();
        let mut told = self.told(&shown);
        if let Some(told) = told.as_object_mut() {
            told.insert("meta".into(), json!({ "total_rows_reviewables": waiting.len() }));
        }
        Told::ok(told)
    }

    /// One of them, decided or not.
    pub(super) fn flagged(&self, number: i64) -> Told {
        let mut told = self.told(&[number]);
        let Some(first) = told.get("reviewables").and_then(Value::as_array).and_then(|all| all.first()).cloned() else {
            return Told::missing();
        };
        if let Some(told) = told.as_object_mut() {
            told.remove("reviewables");
            told.insert("reviewable".into(), first);
        }
        Told::ok(told)
    }

    /// Decides: about the state that was shown, once, and as one who may.
    pub(super) fn perform(&mut self, asked: &Asked, number: i64, action: &str) -> Told {
        if !asked.viewer.is_staff() {
            return Told::forbidden();
        }
        let Some(version) = asked.number("version") else { return Told::error(422, "missing", "Version is missing.") };
        let Some(flag) = self.forum.flags.get(&number) else { return Told::missing() };
        if flag.version != version {
            return Told::error(409, "conflict", "This was changed by somebody else.");
        }
        let Some((.., status)) = ACTIONS.iter().find(|(_, name, ..)| *name == action && flag.status == 0) else {
            return Told::forbidden();
        };
        let post = flag.post;
        self.forum.decide(number, *status);
        if action == "agree_and_hide" {
            self.forum.post(post, |post| post.hidden = true);
        }
        if action.starts_with("delete_and") {
            self.forum.delete_by_staff(post, true);
        }
        self.posted += 1;
        if std::mem::take(&mut self.habits.forgets_answer) {
            return Told { status: 502, body: json!(null) };
        }
        let version = version + 1;
        Told::ok(json!({ "reviewable_perform_result": {
            "success": true, "transition_to_id": status, "remove_reviewable_ids": [number], "version": version,
        } }))
    }

    fn told(&self, numbers: &[i64]) -> Value {
        let (mut reviewables, mut scores, mut users) = (Vec::new(), Vec::new(), Vec::new());
        let (mut bundles, mut actions) = (Vec::new(), Vec::new());
        for number in numbers {
            let Some(flag) = self.forum.flags.get(number) else { continue };
            let Some(post) = self.forum.posts.get(&flag.post) else { continue };
            let ids: Vec<i64> = (0..).zip(&flag.by).map(|(place, _)| *number * 100 + place).collect();
            for (id, (user, kind)) in ids.iter().zip(&flag.by) {
                scores.push(json!({ "id": id, "score": 1.5, "score_type_id": kind, "user_id": user, "status": 0 }));
            }
            if let Some(user) = self.forum.users.get(&post.user) {
                users.push(json!({ "id": post.user, "username": user.username }));
            }
            let mut offered = Vec::new();
            if flag.status == 0 {
                for bundle in ["agree", "disagree", "ignore"] {
                    let of = |name: &str| format!("{number}-{name}");
                    let within: Vec<_> = ACTIONS.iter().filter(|(of, ..)| *of == bundle).collect();
                    let ids: Vec<String> = within.iter().map(|(_, name, ..)| of(name)).collect();
                    bundles.push(json!({ "id": of(bundle), "label": bundle, "action_ids": ids }));
                    offered.push(of(bundle));
                    for (_, name, label, asks, _) in within {
                        let client = (!asks.is_empty()).then_some(asks);
                        actions.push(json!({
                            "id": of(name), "server_action": name, "label": label, "client_action": client,
                        }));
                    }
                }
            }
            reviewables.push(json!({
                "id": number, "type": "ReviewableFlaggedPost", "status": flag.status, "version": flag.version,
                "score": 1.5 * flag.by.len() as f64, "topic_id": post.topic, "raw": post.raw, "payload": null,
                "target_url": format!("/t/{}/{}", post.topic, post.number), "target_created_by_id": post.user,
                "created_at": answer::time(flag.created_at), "reviewable_score_ids": ids, "bundled_action_ids": offered,
            }));
        }
        let types: Vec<Value> = [(3, "Off-Topic"), (4, "Inappropriate"), (8, "Spam")]
            .into_iter()
            .map(|(id, title)| json!({ "id": id, "title": title }))
            .collect();
        json!({
            "reviewables": reviewables, "reviewable_scores": scores, "score_types": types, "users": users,
            "bundled_actions": bundles, "actions": actions,
        })
    }
}
