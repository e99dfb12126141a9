//! Shapes of answers, fingerprints, what is remembered, keys.

mod keys;
mod shapes;
mod states;

use serde_json::{Value, json};

/// A post as `/posts.json` gives it.
fn a_post() -> Value {
    json!({
        "id": 12, "name": null, "username": "ada", "avatar_template": "/a/{size}.png", "created_at": "2025-01-02T19:09:08.374Z",
        "cooked": "<p>Hello <b>you</b></p>", "post_number": 2, "post_type": 1, "updated_at": "2025-01-03T19:09:08.374Z",
        "reply_count": 0, "reply_to_post_number": null, "reads": 3, "score": 0.6, "topic_id": 5, "topic_slug": "hi",
        "topic_title": "Hi", "topic_html_title": "Hi", "category_id": 2, "version": 1, "raw": "Hello **you**",
        "actions_summary": [{"id": 2, "count": 3}, {"id": 3}], "moderator": false, "admin": false, "user_id": 7,
        "hidden": false, "trust_level": 2, "deleted_at": null, "user_deleted": false, "wiki": false, "liked": null,
    })
}

fn with(changes: &[(&str, Value)]) -> Value {
    let mut post = a_post();
    for (key, value) in changes {
        post[*key] = value.clone();
    }
    post
}
