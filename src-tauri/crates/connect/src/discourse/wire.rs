//! What a forum's answers hold, whatever shape they have.
//!
//! Over the years tags went from words to objects, ages from words to numbers, counts got other names; plugins add keys
//! everywhere, and switches are missing or null when they are off. So values are read one by one, each as what it can be.
//!
//! **Invariants:** nothing here fails but for a missing id; ids may be negative; what is not known is left alone.

use serde_json::Value;

/// A text; numbers are written out.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text that says something.
pub(super) fn words(value: &Value) -> Option<String> {
    text(value).filter(|text| !text.trim().is_empty())
}

/// A whole number, also in quotes.
pub(super) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|float| float as i64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A number, also in quotes.
pub(super) fn float(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// A switch: missing and null are off.
pub(super) fn flag(value: &Value) -> bool {
    match value {
        Value::Bool(on) => *on,
        Value::String(text) => text == "true" || text == "t",
        Value::Number(number) => number.as_i64() == Some(1),
        _ => false,
    }
}

/// A count, never below nothing.
pub(super) fn count(value: &Value) -> u32 {
    number(value).map_or(0, |number| u32::try_from(number.max(0)).unwrap_or(u32::MAX))
}

/// A moment, UTC milliseconds; with and without a fraction, and plain dates.
pub(super) fn time(value: &Value) -> Option<i64> {
    let text = value.as_str()?;
    if let Ok(time) = chrono::DateTime::parse_from_rfc3339(text) {
        return Some(time.timestamp_millis());
    }
    let date = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
}

/// The members of a list, or nothing.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Names of tags: words until 2026, objects since.
pub(super) fn tags(value: &Value) -> Vec<String> {
    let name = |tag: &Value| words(tag).or_else(|| words(&tag["name"])).or_else(|| words(&tag["id"]));
    let mut tags: Vec<String> = list(value).iter().filter_map(name).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// A post, from any answer that has some.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) id: i64,
    pub(super) topic: i64,
    pub(super) number: i64,
    pub(super) kind: i64,
    pub(super) user: Option<i64>,
    pub(super) username: Option<String>,
    pub(super) name: Option<String>,
    pub(super) admin: bool,
    pub(super) trust: Option<u8>,
    pub(super) created_at: i64,
    pub(super) updated_at: Option<i64>,
    pub(super) version: i64,
    pub(super) raw: Option<String>,
    pub(super) cooked: String,
    pub(super) likes: u32,
    pub(super) reactions: Vec<(String, u32)>,
    pub(super) hidden: bool,
    pub(super) cooked_hidden: bool,
    pub(super) deleted: bool,
    pub(super) accepted: bool,
    pub(super) category: Option<i64>,
    pub(super) title: Option<String>,
    pub(super) action: Option<String>,
}

impl Post {
    /// Reads one. `None` when it lacks what makes a post: a number, a topic, a time.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let liked = list(&value["actions_summary"]).iter().find(|action| number(&action["id"]) == Some(2));
        let reaction = |value: &Value| Some((words(&value["id"])?, count(&value["count"])));
        let reactions = list(&value["reactions"]).iter().filter_map(reaction).filter(|(_, count)| *count > 0);
        Some(Self {
            id: number(&value["id"])?,
            topic: number(&value["topic_id"])?,
            number: number(&value["post_number"])?,
            kind: number(&value["post_type"]).unwrap_or(1),
            user: number(&value["user_id"]),
            username: words(&value["username"]),
            name: words(&value["name"]),
            admin: flag(&value["admin"]),
            trust: number(&value["trust_level"]).and_then(|level| u8::try_from(level).ok()),
            created_at: time(&value["created_at"])?,
            updated_at: time(&value["updated_at"]),
            version: number(&value["version"]).unwrap_or(1),
            raw: text(&value["raw"]),
            cooked: text(&value["cooked"]).unwrap_or_default(),
            likes: liked.map_or(0, |action| count(&action["count"])),
            reactions: reactions.collect(),
            hidden: flag(&value["hidden"]),
            cooked_hidden: flag(&value["cooked_hidden"]),
            // Of its author's own making, or staff's.
            deleted: flag(&value["user_deleted"]) || time(&value["deleted_at"]).is_some(),
            accepted: flag(&value["accepted_answer"]),
            category: number(&value["category_id"]),
            title: words(&value["topic_title"]),
            action: words(&value["action_code"]),
        })
    }
}

/// A topic as lists and its own page tell it.
#[derive(Debug, Clone)]
pub(super) struct Topic {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) category: Option<i64>,
    pub(super) tags: Vec<String>,
    pub(super) posts: u32,
    pub(super) likes: u32,
    pub(super) highest: i64,
    pub(super) bumped_at: Option<i64>,
    pub(super) last_posted_at: Option<i64>,
    pub(super) closed: bool,
    pub(super) archived: bool,
    pub(super) visible: bool,
    pub(super) solved: bool,
    pub(super) private: bool,
    pub(super) views: Option<u32>,
}

impl Topic {
    /// Reads one; `None` without its number.
    pub(super) fn read(value: &Value) -> Option<Self> {
        Some(Self {
            id: number(&value["id"])?,
            title: words(&value["title"]).unwrap_or_default(),
            category: number(&value["category_id"]),
            tags: tags(&value["tags"]),
            posts: count(&value["posts_count"]),
            likes: count(&value["like_count"]),
            highest: number(&value["highest_post_number"]).unwrap_or(0),
            bumped_at: time(&value["bumped_at"]),
            last_posted_at: time(&value["last_posted_at"]),
            closed: flag(&value["closed"]),
            archived: flag(&value["archived"]),
            visible: value["visible"].is_null() || flag(&value["visible"]),
            solved: flag(&value["has_accepted_answer"])
                || value["accepted_answer"].is_object()
                || !list(&value["accepted_answers"]).is_empty(),
            private: text(&value["archetype"]).as_deref() == Some("private_message"),
            views: number(&value["views"]).and_then(|views| u32::try_from(views).ok()),
        })
    }
}

/// What is found along some keys; null when it is not there.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().try_fold(value, |value, key| value.get(key)).unwrap_or(&Value::Null)
}
