//! The review queue: what was flagged and waits, ten at a time, with what is said beside by number.

use serde_json::{Value, json};

use super::{Asked, Inside, Told, answer};

/// What is answered at once.
const ON_PAGE: usize = 10;

impl Inside {
    pub(super) fn queue(&self, asked: &Asked) -> Told {
        let offset = usize::try_from(asked.number("offset").unwrap_or(0)).unwrap_or(0);
        let waiting: Vec<_> = self.forum.flags.iter().filter(|(_, flag)| flag.status == 0).collect();
        let (mut reviewables, mut scores, mut users) = (Vec::new(), Vec::new(), Vec::new());
        for (number, flag) in waiting.iter().skip(offset).take(ON_PAGE) {
            let Some(post) = self.forum.posts.get(&flag.post) else { continue };
            let ids: Vec<i64> = (0..).zip(&flag.by).map(|(place, _)| **number * 100 + place).collect();
            for (id, (user, kind)) in ids.iter().zip(&flag.by) {
                scores.push(json!({ "id": id, "score": 1.5, "score_type_id": kind, "user_id": user, "status": 0 }));
            }
            if let Some(user) = self.forum.users.get(&post.user) {
                users.push(json!({ "id": post.user, "username": user.username }));
            }
            reviewables.push(json!({
                "id": number, "type": "ReviewableFlaggedPost", "status": flag.status, "version": flag.version,
                "score": 1.5 * flag.by.len() as f64, "topic_id": post.topic, "raw": post.raw, "payload": null,
                "target_url": format!("/t/{}/{}", post.topic, post.number), "target_created_by_id": post.user,
                "created_at": answer::time(flag.created_at), "reviewable_score_ids": ids,
            }));
        }
        let types: Vec<Value> = [(3, "Off-Topic"), (4, "Inappropriate"), (8, "Spam")]
            .into_iter()
            .map(|(id, title)| json!({ "id": id, "title": title }))
            .collect();
        Told::ok(json!({
            "reviewables": reviewables, "reviewable_scores": scores, "score_types": types, "users": users,
            "meta": { "total_rows_reviewables": waiting.len() },
        }))
    }
}
