//! What can be written.

use serde_json::json;

use super::{Asked, Inside, Told, answer, viewer::Viewer};

impl Inside {
    pub(super) fn write(&mut self, asked: &Asked) -> Told {
        let path: Vec<&str> = asked.path.iter().map(String::as_str).collect();
        let user = match asked.viewer {
            Viewer::Guest => return Told::error(403, "not_logged_in", "You need to be logged in to do that."),
            Viewer::Member(_, false) => return Told::forbidden(),
            Viewer::Admin(user) | Viewer::Member(user, true) => user,
        };
        match path.as_slice() {
            ["review", number, "perform", action] => {
                let number = number.parse().unwrap_or(0);
                let action = (*action).to_owned();
                self.perform(asked, number, &action)
            }
            ["posts"] => self.write_post(user, asked),
            ["post_actions"] => self.like(user, asked),
            ["user-api-key", "revoke"] => Told::ok(json!({ "success": "OK" })),
            _ => Told::missing(),
        }
    }

    fn write_post(&mut self, user: i64, asked: &Asked) -> Told {
        let text = |name: &str| asked.body.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let number = |name: &str| asked.body.get(name).and_then(serde_json::Value::as_i64);
        let raw = text("raw");
        if raw.chars().count() < 5 {
            return Told {
                status: 422,
                body: json!({ "action": "create_post", "errors": ["Body is too short (minimum is 5 characters). Say more."] }),
            };
        }
        if std::mem::take(&mut self.habits.drops_write) {
            return Told { status: 503, body: json!(null) };
        }
        if self.habits.approves {
            return Told::ok(json!({ "action": "enqueued", "success": true, "pending_post": { "id": 1 } }));
        }
        let id = match (number("topic_id"), text("archetype").as_str()) {
            (Some(topic), _) if self.forum.topics.contains_key(&topic) => self.forum.reply(topic, user, &raw),
            (Some(_), _) => return Told::missing(),
            (None, "private_message") => {
                let names = text("target_recipients");
                let found: Vec<i64> = names
                    .split(',')
                    .filter_map(|name| self.forum.users.iter().find(|(_, user)| user.username == name))
                    .map(|(id, _)| *id)
                    .collect();
                if found.len() != names.split(',').count() {
                    return Told::missing();
                }
                let (topic, id) = self.forum.topic(None, user, &text("title"), &raw);
                self.forum.of_topic(topic, |topic| topic.invited.extend(found));
                id
            }
            (None, _) => self.forum.topic(number("category"), user, &text("title"), &raw).1,
        };
        self.posted += 1;
        if std::mem::take(&mut self.habits.forgets_answer) {
            return Told { status: 502, body: json!(null) };
        }
        let post = self.forum.posts.get(&id);
        post.map_or_else(Told::missing, |post| Told::ok(answer::post(&self.forum, id, post, asked.viewer, true)))
    }

    fn like(&mut self, user: i64, asked: &Asked) -> Told {
        let id = asked.body.get("id").and_then(serde_json::Value::as_i64).unwrap_or(0);
        let Some(post) = self.forum.posts.get(&id) else { return Told::missing() };
        if post.user == user || post.likes.contains_key(&user) {
            return Told::forbidden();
        }
        self.forum.like(id, user);
        self.posted += 1;
        Told::ok(json!({ "id": id }))
    }
}
