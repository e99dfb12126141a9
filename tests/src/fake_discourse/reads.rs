//! What can be read.

use serde_json::{Value, json};

use super::{Asked, Inside, Told, answer, forum::Post, viewer::Viewer};

/// Posts on one page of the list of all posts.
const POSTS: usize = 50;
/// Posts on the first page of a topic.
const CHUNK: usize = 20;

impl Inside {
    pub(super) fn read(&self, asked: &Asked) -> Told {
        let path: Vec<&str> = asked.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["site", "basic-info"] => Told::ok(json!({
                "title": "Fake forum", "description": "for tests", "login_required": self.habits.login_required
            })),
            ["session", "current"] => self.session(asked.viewer),
            ["about"] => self.about(asked.viewer),
            ["site"] => self.site(asked.viewer),
            ["c", id, "show"] => self.category(id, asked.viewer),
            ["groups"] => self.groups(),
            ["groups", name, "members"] => self.members(name, asked),
            ["badges"] => Told::ok(json!({ "badges": self.forum.badges.iter().map(badge).collect::<Vec<_>>() })),
            ["user_badges"] => self.holders(asked),
            ["admin", "users", "list", _] => self.people(asked),
            ["admin", "users", id] if asked.viewer.is_staff() => {
                let found = id.parse().ok().and_then(|id: i64| Some((id, self.forum.users.get(&id)?)));
                found.map_or_else(Told::missing, |(id, user)| Told::ok(answer::person(id, user)))
            }
            ["admin", ..] => Told::missing(),
            ["directory_items"] => self.directory(asked),
            ["latest"] => self.topics(asked),
            ["t", id, "posts"] => self.posts_of(id, asked),
            ["t", id] => self.topic(id, asked),
            ["posts"] => self.all_posts(asked, false),
            ["private-posts"] if asked.viewer == Viewer::Guest => Told::forbidden(),
            ["private-posts"] => self.all_posts(asked, true),
            ["posts", id] => self.one_post(id, asked.viewer),
            ["user_actions"] => self.deeds(asked),
            ["review"] if asked.viewer.is_staff() => self.queue(asked),
            ["review", number] if asked.viewer.is_staff() => self.flagged(number.parse().unwrap_or(0)),
            ["review", ..] => Told::forbidden(),
            _ => Told::missing(),
        }
    }

    fn session(&self, viewer: Viewer) -> Told {
        let user = viewer.user().and_then(|id| Some((id, self.forum.users.get(&id)?)));
        user.map_or_else(Told::missing, |(id, user)| {
            Told::ok(json!({ "current_user": { "id": id, "username": user.username, "admin": user.admin } }))
        })
    }

    fn about(&self, viewer: Viewer) -> Told {
        let posts = self.forum.posts.values().filter(|post| viewer.lists(&self.forum, post)).count();
        let stats = json!({ "topics_count": self.forum.topics.len(), "posts_count": posts, "users_count": self.forum.users.len() });
        Told::ok(json!({ "about": { "title": "Fake forum", "version": "2026.4.0-latest", "stats": stats } }))
    }

    fn site(&self, viewer: Viewer) -> Told {
        let shown = self.forum.categories.iter().filter(|(_, category)| !category.private || viewer.is_staff());
        let categories: Vec<Value> = shown
            .map(|(id, category)| {
                json!({
                    "id": id, "name": category.name, "slug": "slug", "parent_category_id": category.parent,
                    "read_restricted": category.private, "description_text": null, "topic_count": 1
                })
            })
            .collect();
        Told::ok(json!({ "categories": categories, "uncategorized_category_id": 1, "something_new": { "a": [1] } }))
    }

    fn category(&self, id: &str, viewer: Viewer) -> Told {
        let found = id.parse().ok().and_then(|id: i64| Some((id, self.forum.categories.get(&id)?)));
        match found {
            Some((id, category)) if !category.private || viewer.is_staff() => {
                let category = json!({ "id": id, "name": category.name, "read_restricted": category.private });
                Told::ok(json!({ "category": category }))
            }
            _ => Told::missing(),
        }
    }

    fn groups(&self) -> Told {
        let own = [json!({ "id": 3, "name": "staff", "automatic": true, "user_count": 1 })];
        let others = self.forum.groups.iter().map(
            |(id, (name, members))| json!({ "id": id, "name": name, "automatic": false, "user_count": members.len() }),
        );
        let groups: Vec<Value> = own.into_iter().chain(others).collect();
        Told::ok(json!({ "total_rows_groups": groups.len(), "groups": groups }))
    }

    fn members(&self, name: &str, asked: &Asked) -> Told {
        let Some((_, members)) = self.forum.groups.values().find(|(own, _)| own == name) else {
            return Told::missing();
        };
        let offset = usize::try_from(asked.number("offset").unwrap_or(0)).unwrap_or(0);
        let page: Vec<Value> = members.iter().skip(offset).take(1_000).map(|id| json!({ "id": id })).collect();
        Told::ok(json!({ "members": page, "owners": [], "meta": { "total": members.len() } }))
    }

    fn holders(&self, asked: &Asked) -> Told {
        let found = asked.number("badge_id").and_then(|id| self.forum.badges.get_key_value(&id));
        let Some((id, entry)) = found else { return Told::missing() };
        let offset = usize::try_from(asked.number("offset").unwrap_or(0)).unwrap_or(0);
        let rows = entry.1.iter().skip(offset).take(96);
        let rows: Vec<Value> = rows.map(|user| json!({ "id": user * 10, "badge_id": id, "user_id": user })).collect();
        Told::ok(
            json!({ "badges": [badge((id, entry))], "user_badge_info": { "user_badges": rows, "badges": [badge((id, entry))] } }),
        )
    }

    fn people(&self, asked: &Asked) -> Told {
        if !asked.viewer.is_staff() {
            return Told::missing();
        }
        let mut all: Vec<_> = self.forum.users.iter().filter(|(id, _)| **id > 0).collect();
        all.sort_by_key(|(id, user)| (user.created_at, **id));
        if asked.value("asc").is_none() {
            all.reverse();
        }
        let skipped = usize::try_from(asked.number("page").unwrap_or(1).max(1) - 1).unwrap_or(0) * 100;
        let page = all.into_iter().skip(skipped).take(100);
        Told::ok(page.map(|(id, user)| answer::person(*id, user)).collect())
    }

    fn directory(&self, asked: &Asked) -> Told {
        if self.habits.no_directory {
            return Told::forbidden();
        }
        let page = usize::try_from(asked.number("page").unwrap_or(0)).unwrap_or(0);
        if asked.value("period").is_none() || page > 10 {
            return Told::error(400, "invalid_parameters", "You supplied invalid parameters to the request");
        }
        let given = |user: i64| self.forum.posts.values().filter(|post| post.likes.contains_key(&user)).count();
        let written = |user: i64| self.forum.posts.values().filter(|post| post.user == user).count();
        let mut all: Vec<_> = self
            .forum
            .users
            .iter()
            .filter(|(id, _)| **id > 0)
            .map(|(id, user)| (*id, user, given(*id), written(*id)))
            .collect();
        let by_likes = asked.value("order") == Some("likes_given");
        all.sort_by_key(|(id, _, given, written)| (std::cmp::Reverse(if by_likes { *given } else { *written }), *id));
        let rows: Vec<Value> = all
            .iter()
            .skip(page * 50)
            .take(50)
            .map(|(id, user, given, written)| {
                let user = json!({ "id": id, "username": user.username, "name": user.name, "title": null });
                json!({ "id": id, "likes_given": given, "post_count": written, "user": user })
            })
            .collect();
        Told::ok(json!({ "directory_items": rows, "meta": { "total_rows_directory_items": all.len() } }))
    }

    fn topics(&self, asked: &Asked) -> Told {
        let mut all: Vec<_> = self
            .forum
            .topics
            .iter()
            .filter(|(_, topic)| topic.category.is_some() && asked.viewer.sees_topic(&self.forum, topic))
            .filter(|(_, topic)| topic.visible || asked.viewer.is_staff())
            .collect();
        match asked.value("order") {
            Some("created") => all.sort_by_key(|(id, topic)| (std::cmp::Reverse(topic.created_at), **id)),
            _ => all.sort_by_key(|(id, topic)| (std::cmp::Reverse(topic.bumped_at), **id)),
        }
        let size = asked.number("per_page").and_then(|size| usize::try_from(size).ok()).unwrap_or(30);
        let size = size.min(self.habits.topics_on_page);
        let page = usize::try_from(asked.number("page").unwrap_or(0)).unwrap_or(0);
        let rows: Vec<Value> = all
            .iter()
            .skip(page * size)
            .take(size)
            .map(|(id, topic)| answer::topic(&self.forum, **id, topic, &self.habits))
            .collect();
        let mut list = json!({ "per_page": size, "topics": rows });
        if let (true, Some(list)) = ((page + 1) * size < all.len(), list.as_object_mut()) {
            list.insert("more_topics_url".into(), json!(format!("/latest?page={}", page + 1)));
        }
        Told::ok(json!({ "users": [], "topic_list": list }))
    }

    fn shown_in(&self, topic: i64, viewer: Viewer) -> Vec<(i64, &Post)> {
        let mut posts: Vec<_> = self
            .forum
            .in_topic(topic)
            .filter(|(_, post)| viewer.sees(&self.forum, post))
            .map(|(id, post)| (*id, post))
            .collect();
        posts.sort_by_key(|(_, post)| post.number);
        posts
    }

    fn topic(&self, id: &str, asked: &Asked) -> Told {
        let found = id.parse().ok().and_then(|id: i64| Some((id, self.forum.topics.get(&id)?)));
        let Some((id, topic)) = found else { return Told::missing() };
        if !asked.viewer.sees_topic(&self.forum, topic) {
            return if topic.deleted { Told::missing() } else { Told::forbidden() };
        }
        let posts = self.shown_in(id, asked.viewer);
        let stream: Vec<i64> = posts.iter().map(|(id, _)| *id).collect();
        let first: Vec<Value> = posts.iter().take(CHUNK).map(|(id, post)| self.post(*id, post, asked, false)).collect();
        let mut body = answer::topic(&self.forum, id, topic, &self.habits);
        if let Some(body) = body.as_object_mut() {
            body.insert("post_stream".into(), json!({ "posts": first, "stream": stream }));
        }
        Told::ok(body)
    }

    fn post(&self, id: i64, post: &Post, asked: &Asked, listed: bool) -> Value {
        if self.habits.broken.contains(&id) {
            return json!({ "id": id, "cooked": ["what is this"] });
        }
        let mut value = answer::post(&self.forum, id, post, asked.viewer, listed);
        let with_raw =
            listed || asked.value("include_raw").is_some() || asked.path.first().is_some_and(|first| first == "posts");
        if let (false, Some(value)) = (with_raw, value.as_object_mut()) {
            value.remove("raw");
        }
        value
    }

    fn posts_of(&self, id: &str, asked: &Asked) -> Told {
        let Ok(id) = id.parse() else { return Told::missing() };
        let wanted: Vec<i64> = asked
            .query
            .iter()
            .filter(|(key, _)| key == "post_ids[]")
            .filter_map(|(_, value)| value.parse().ok())
            .collect();
        let posts = self.shown_in(id, asked.viewer);
        let posts = posts.iter().filter(|(id, _)| wanted.contains(id));
        let posts: Vec<Value> = posts.map(|(id, post)| self.post(*id, post, asked, false)).collect();
        Told::ok(json!({ "post_stream": { "posts": posts }, "id": id }))
    }

    fn all_posts(&self, asked: &Asked, private: bool) -> Told {
        let viewer = asked.viewer;
        let is_listed = |post: &Post| match private {
            false => viewer.lists(&self.forum, post),
            true => {
                let topic = self.forum.topics.get(&post.topic);
                viewer.sees(&self.forum, post) && topic.is_some_and(|topic| topic.category.is_none())
            }
        };
        let newest = self.forum.posts.keys().max().copied().unwrap_or(0);
        let before = asked.number("before").filter(|before| *before > 0);
        let posts = self.forum.posts.iter().rev().filter(|(_, post)| is_listed(post));
        let page: Vec<_> = match self.habits.old_before {
            true => {
                let top = before.unwrap_or(newest);
                posts.filter(|(id, _)| **id <= top && **id > top - 50).collect()
            }
            false => posts.filter(|(id, _)| before.is_none_or(|before| **id < before)).take(POSTS).collect(),
        };
        let page: Vec<Value> = page.into_iter().map(|(id, post)| self.post(*id, post, asked, true)).collect();
        Told::ok(match private {
            false => json!({ "latest_posts": page }),
            true => json!({ "private_posts": page }),
        })
    }

    fn one_post(&self, id: &str, viewer: Viewer) -> Told {
        let found = id.parse().ok().and_then(|id: i64| Some((id, self.forum.posts.get(&id)?)));
        let Some((id, post)) = found else { return Told::missing() };
        if post.deleted || self.forum.topics.get(&post.topic).is_none_or(|topic| topic.deleted) {
            return Told::missing();
        }
        match viewer.sees(&self.forum, post) {
            true => Told::ok(answer::post(&self.forum, id, post, viewer, false)),
            false => Told::forbidden(),
        }
    }

    fn deeds(&self, asked: &Asked) -> Told {
        let name = asked.value("username").unwrap_or_default();
        let Some((user, _)) = self.forum.users.iter().find(|(_, user)| user.username == name) else {
            return Told::missing();
        };
        let mut likes: Vec<_> = self
            .forum
            .posts
            .iter()
            .filter(|(_, post)| asked.viewer.sees(&self.forum, post))
            .filter_map(|(id, post)| Some((*post.likes.get(user)?, *id)))
            .collect();
        likes.sort_unstable_by(|a, b| b.cmp(a));
        let offset = usize::try_from(asked.number("offset").unwrap_or(0)).unwrap_or(0);
        let rows: Vec<Value> = likes
            .into_iter()
            .skip(offset)
            .take(30)
            .map(|(at, post)| {
                json!({ "action_type": 1, "created_at": answer::time(at), "post_id": post, "acting_user_id": user, "acting_username": name })
            })
            .collect();
        Told::ok(json!({ "user_actions": rows }))
    }
}

fn badge((id, (name, holders)): (&i64, &(String, std::collections::BTreeSet<i64>))) -> Value {
    json!({ "id": id, "name": name, "description": "A <b>badge</b>", "grant_count": holders.len(), "enabled": true })
}
