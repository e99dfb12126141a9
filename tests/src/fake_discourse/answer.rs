//! What the forum's answers look like.

use serde_json::{Value, json};

use super::{
    Habits,
    forum::{Forum, Post, Topic, User},
    viewer::Viewer,
};

/// A moment as the forum writes it.
pub(super) fn time(at: i64) -> String {
    let seconds = at.div_euclid(1_000);
    let days = seconds.div_euclid(86_400);
    // Days to a date, after Howard Hinnant's "chrono-compatible low-level date algorithms".
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", at.rem_euclid(1_000))
}

/// Markdown as HTML, roughly.
pub fn cooked(raw: &str) -> String {
    let escaped = raw.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<p>{}</p>", escaped.replace("\n\n", "</p>\n<p>"))
}

pub(super) fn post(forum: &Forum, id: i64, post: &Post, viewer: Viewer, listed: bool) -> Value {
    let nobody =
        User { username: "ghost".into(), name: String::new(), admin: false, trust: 0, suspended: false, created_at: 0 };
    let user = forum.users.get(&post.user).unwrap_or(&nobody);
    let topic = forum.topics.get(&post.topic);
    let blind = post.hidden && !viewer.is_staff();
    let raw = if post.user_deleted { "(post deleted by author)" } else { &post.raw };
    let shown = match blind {
        true => "<p>This post was flagged by the community and is temporarily hidden.</p>".to_owned(),
        false => cooked(raw),
    };
    let mut actions = Vec::new();
    if !post.likes.is_empty() {
        let acted = viewer.user().is_some_and(|user| post.likes.contains_key(&user));
        actions.push(json!({ "id": 2, "count": post.likes.len(), "acted": acted }));
    }
    let solved = topic.is_some_and(|topic| topic.solved == Some(id));
    let mut answer = json!({
        "id": id, "name": if user.name.is_empty() { Value::Null } else { json!(user.name) }, "username": user.username,
        "avatar_template": "/letter/{size}.png", "created_at": time(post.created_at), "updated_at": time(post.updated_at),
        "cooked": shown, "post_number": post.number, "post_type": post.kind, "topic_id": post.topic,
        "topic_slug": "slug", "version": post.version, "actions_summary": actions, "user_id": post.user,
        "hidden": post.hidden, "trust_level": user.trust, "admin": user.admin, "moderator": false, "staff": user.admin,
        "deleted_at": null, "user_deleted": post.user_deleted, "edit_reason": null, "wiki": false, "reads": 7, "score": 1.5,
        "accepted_answer": solved, "liked": null,
    });
    let Some(fields) = answer.as_object_mut() else { return answer };
    if !blind {
        fields.insert("raw".into(), json!(raw));
    } else {
        fields.insert("cooked_hidden".into(), json!(true));
    }
    if !post.reactions.is_empty() {
        let reactions = post.reactions.iter().map(|(id, count)| json!({"id": id, "type": "emoji", "count": count}));
        fields.insert("reactions".into(), reactions.collect());
    }
    if post.kind == 3 {
        fields.insert("action_code".into(), json!("closed.enabled"));
    }
    if let (true, Some(topic)) = (listed, topic) {
        fields.insert("topic_title".into(), json!(topic.title));
        fields.insert("category_id".into(), json!(topic.category));
    }
    answer
}

pub(super) fn topic(forum: &Forum, id: i64, topic: &Topic, habits: &Habits) -> Value {
    let posts: Vec<_> = forum.in_topic(id).filter(|(_, post)| post.kind <= 2).collect();
    let likes: usize = posts.iter().map(|(_, post)| post.likes.len()).sum();
    let last = posts.iter().map(|(_, post)| post.created_at).max();
    let tags: Vec<Value> = topic
        .tags
        .iter()
        .enumerate()
        .map(|(id, tag)| match habits.tags_as_words {
            true => json!(tag),
            false => json!({ "id": id + 1, "name": tag, "slug": tag }),
        })
        .collect();
    json!({
        "id": id, "title": topic.title, "fancy_title": topic.title, "slug": "slug", "posts_count": posts.len(),
        "reply_count": posts.len().saturating_sub(1), "highest_post_number": topic.highest,
        "created_at": time(topic.created_at), "last_posted_at": last.map(time), "bumped": true,
        "bumped_at": time(topic.bumped_at), "archetype": if topic.category.is_some() { "regular" } else { "private_message" },
        "pinned": false, "unpinned": null, "visible": topic.visible, "closed": topic.closed, "archived": false,
        "views": 12, "like_count": likes, "category_id": topic.category, "tags": tags,
        "has_accepted_answer": topic.solved.is_some(), "posters": [],
    })
}

pub(super) fn person(id: i64, user: &User) -> Value {
    let mut person = json!({
        "id": id, "username": user.username, "name": user.name, "avatar_template": "/letter/{size}.png", "active": true,
        "admin": user.admin, "moderator": false, "staged": false, "created_at": time(user.created_at),
        "trust_level": user.trust, "title": null, "post_count": 3, "email": format!("{}@example.org", user.username),
    });
    if let (true, Some(fields)) = (user.suspended, person.as_object_mut()) {
        fields.insert("suspended".into(), json!(true));
    }
    person
}
