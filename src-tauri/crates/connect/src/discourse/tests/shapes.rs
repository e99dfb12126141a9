//! Answers in old and new shapes, and refusals in all of theirs.

use serde_json::{Value, json};

use super::{
    super::{
        KeyKind, Settings, normalise, trouble,
        wire::{self, Post, Topic},
    },
    with,
};
use crate::{Error, SecretString, http::Answer};

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Answer { status, headers, body: body.as_bytes().to_vec() }
}

const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");

#[test]
fn four_ways_to_be_told_to_wait() {
    let app = r#"{"errors":["Please wait 39 seconds"],"error_type":"rate_limit","extras":{"wait_seconds":39,"time_left":"39 seconds"}}"#;
    for (headers, body, refused, expected) in [
        (vec![JSON, ("retry-after", "40")], app, 0, (39_000, true)),
        (vec![JSON], r#"{"extras":{"wait_seconds":"7"}}"#, 0, (7_000, true)),
        (vec![("content-type", "text/plain"), ("retry-after", "12")], "Slow down", 3, (12_000, true)),
        (vec![JSON], r#"{"failed":"FAILED","message":"later"}"#, 0, (15_000, false)),
        (vec![("content-type", "text/html")], "<html>429", 1, (30_000, false)),
        (vec![], "", 2, (60_000, false)),
        (vec![JSON], "half {", 9, (300_000, false)),
        (vec![("retry-after", "soon")], "", 60, (300_000, false)),
    ] {
        assert_eq!(trouble::wait(&answer(429, &headers, body), 0, refused), expected, "{body} {headers:?}");
    }
}

#[test]
fn refusals_by_who_can_do_something() {
    let of = |status, body: &str| trouble::of(&answer(status, &[JSON], body), "a topic", true);
    assert!(matches!(of(403, r#"{"error_type":"not_logged_in","errors":["x"]}"#), Error::SignedOut(_)));
    assert!(matches!(of(403, r#"{"error_type":"invalid_access","errors":["x"]}"#), Error::Forbidden { .. }));
    assert!(matches!(of(403, r#"{"failed":"FAILED"}"#), Error::Forbidden { .. }));
    assert!(matches!(of(403, r#"["BAD CSRF"]"#), Error::Forbidden { .. }));
    assert!(matches!(of(404, "<html>"), Error::NotFound(_)));
    assert!(matches!(of(410, ""), Error::NotFound(_)));
    assert_eq!(
        of(422, r#"{"action":"create_post","errors":["Title is too short. Try more."]}"#),
        Error::Refused("Title is too short.".into())
    );
    assert_eq!(of(422, "[]"), Error::Refused("the forum refused a topic".into()));
    assert!(of(503, r#"{"error_type":"read_only"}"#).is_transient());
    assert!(of(502, "<html>Bad Gateway</html>").is_transient());
    assert!(trouble::body(&answer(200, &[JSON], "{\"a\":"), "a topic").unwrap_err().is_transient());
    assert!(trouble::body(&answer(200, &[], "<html>"), "a topic").unwrap_err().is_transient());
    assert_eq!(trouble::body(&answer(200, &[], " "), "a topic"), Ok(Value::Null));
}

#[test]
fn values_in_all_their_types() {
    assert_eq!(wire::number(&json!("12")), Some(12));
    assert_eq!(wire::number(&json!(-1)), Some(-1));
    assert_eq!(wire::number(&json!(12.0)), Some(12));
    assert_eq!(wire::number(&Value::Null), None);
    assert_eq!(wire::time(&json!("2018-06-16T00:00:00Z")), Some(1_529_107_200_000));
    assert_eq!(wire::time(&json!("2018-06-16")), Some(1_529_107_200_000));
    assert_eq!(wire::time(&json!("17m")), None);
    assert!(!wire::flag(&Value::Null) && wire::flag(&json!(true)) && !wire::flag(&json!("false")));
    assert_eq!(wire::tags(&json!(["b", "a", "b"])), ["a", "b"]);
    assert_eq!(wire::tags(&json!([{"id": 2, "name": "b", "slug": "b"}, {"id": "a", "text": "a"}])), ["a", "b"]);
    assert_eq!(wire::tags(&Value::Null), Vec::<String>::new());
}

#[test]
fn posts_of_any_age_are_read() {
    let nobody =
        Post::read(&with(&[("user_id", Value::Null), ("username", Value::Null), ("reactions", Value::Null)])).unwrap();
    assert_eq!((nobody.user, nobody.username, nobody.likes), (None, None, 3));
    for missing in ["id", "topic_id", "post_number", "created_at"] {
        assert!(Post::read(&with(&[(missing, Value::Null)])).is_none(), "{missing}");
    }
    let topic = Topic::read(&json!({"id": "5", "last_posted_at": null, "unpinned": null})).unwrap();
    assert!(topic.visible && topic.last_posted_at.is_none() && topic.category.is_none());
}

#[test]
fn people_of_any_age_are_read() {
    let person = normalise::person(
        &json!({
            "id": 3, "username": "ada", "name": "", "last_seen_age": "17m", "time_read": 12, "trust_level": "2", "silenced": true,
            "moderator": true, "created_at": "2025-01-02T19:09:08.374Z", "email": "ada@example.org"
        }),
        false,
    )
    .unwrap();
    assert_eq!((person.name.as_str(), person.trust, person.email), ("ada", Some(2), None));
    assert_eq!(person.standing, kith_domain::record::Standing::Silenced);
    assert_eq!(person.fields, Some(vec![("Role".into(), "Moderator".into())]));
    assert!(normalise::person(&json!({"username": "x"}), true).is_none());
}

#[test]
fn the_kind_of_key_is_guessed() {
    let settings = Settings::new(url::Url::parse("https://x.org/").unwrap());
    let named = Settings { user: Some("ada".into()), ..settings.clone() };
    let key = |words: &str| Some(SecretString::from(words.to_owned()));
    assert_eq!(settings.kind_of(None), KeyKind::Anonymous);
    assert_eq!(settings.kind_of(key(&"a".repeat(64)).as_ref()), KeyKind::Admin);
    assert_eq!(settings.kind_of(key("abc").as_ref()), KeyKind::User);
    assert_eq!(named.kind_of(key("abc").as_ref()), KeyKind::Admin);
}
