//! What changes a post's state and what does not; what a checkpoint looks like.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::record::{ActivityKind, ActivityRecord, Batch};
use serde_json::{Value, json};

use super::{
    super::{
        checkpoint::{Checkpoint, Meaning, Quiet, Reading, Run, Step, Touched},
        normalise::{self, Place},
        wire::{Post, Topic},
    },
    a_post, with,
};

fn record(value: &Value) -> (ActivityRecord, Batch) {
    let mut batch = Batch::default();
    let place = Place { space: "2".into(), title: None, opened_at: None };
    normalise::post(&mut batch, value, &Post::read(value).unwrap(), place);
    (batch.activities[0].clone(), batch)
}

#[test]
fn a_post_becomes_a_record() {
    let (record, batch) = record(&a_post());
    assert_eq!((record.space.as_str(), record.remote, record.topic, record.thread), ("2", 12, Some(5), None));
    assert_eq!((record.kind, record.title.as_deref(), record.edited_at), (ActivityKind::Reply, None, None));
    assert_eq!((record.text.as_str(), record.words.as_deref()), ("Hello **you**", Some("Hello you")));
    assert_eq!(record.reactions.iter().map(|one| (one.name.as_str(), one.count)).collect::<Vec<_>>(), [("heart", 3)]);
    assert_eq!(batch.raw.get(record.raw.clone()).unwrap(), a_post().to_string().as_bytes());
    let account = &batch.accounts[0];
    assert_eq!(
        (account.remote.as_str(), account.name.as_str(), account.missing, account.trust),
        ("7", "ada", true, Some(2))
    );
    let (first, _) = self::record(&with(&[("post_number", json!(1)), ("version", json!(2))]));
    assert_eq!((first.kind, first.title.as_deref()), (ActivityKind::Post, Some("Hi")));
    assert_eq!(first.edited_at, Some(1_735_931_348_374));
    let (small, _) = self::record(&with(&[
        ("post_type", json!(3)),
        ("cooked", json!("")),
        ("raw", json!("")),
        ("action_code", json!("closed.enabled")),
    ]));
    assert_eq!((small.kind, small.text.as_str()), (ActivityKind::System, "closed.enabled"));
}

#[test]
fn only_real_changes_change_the_state() {
    let state = |changes: &[(&str, Value)]| record(&with(changes)).0.state;
    let before = state(&[]);
    for (key, value) in [
        ("updated_at", json!("2026-01-01T00:00:00.000Z")),
        ("version", json!(4)),
        ("reads", json!(400)),
        ("score", json!(9.5)),
        ("cooked", json!("<p>Hello <strong>you</strong></p>")),
        ("name", json!("Ada")),
        ("avatar_template", json!("/other/{size}.png")),
        ("topic_slug", json!("other")),
        ("something_new", json!({"a": 1})),
    ] {
        assert_eq!(state(&[(key, value)]), before, "{key} is noise");
    }
    let mut seen = BTreeSet::from([before]);
    for (key, value) in [
        ("raw", json!("Hello")),
        ("user_id", json!(8)),
        ("user_id", Value::Null),
        ("topic_id", json!(6)),
        ("post_number", json!(3)),
        ("actions_summary", json!([{"id": 2, "count": 4}])),
        ("actions_summary", json!([])),
        ("reactions", json!([{"id": "tada", "count": 1}])),
        ("hidden", json!(true)),
        ("user_deleted", json!(true)),
        ("accepted_answer", json!(true)),
    ] {
        assert!(seen.insert(state(&[(key, value.clone())])), "{key} = {value} must differ from all before");
    }
    let in_another = |space: &str| {
        let mut batch = Batch::default();
        let place = Place { space: space.into(), title: None, opened_at: Some(1) };
        normalise::post(&mut batch, &a_post(), &Post::read(&a_post()).unwrap(), place);
        batch.activities[0].state
    };
    assert_eq!(in_another("2"), before, "when its topic was opened is no state of the post");
    assert_ne!(in_another("3"), before);
}

#[test]
fn what_is_gone_or_hidden_keeps_no_words() {
    let notice = "<p>This post was flagged by the community and is temporarily hidden.</p>";
    let hidden = with(&[
        ("hidden", json!(true)),
        ("cooked_hidden", json!(true)),
        ("cooked", json!(notice)),
        ("raw", Value::Null),
    ]);
    let by_author = with(&[("user_deleted", json!(true)), ("raw", json!("(post deleted by author)"))]);
    let by_staff = with(&[("deleted_at", json!("2025-02-01T00:00:00.000Z"))]);
    for (value, gone) in [(hidden, false), (by_author, true), (by_staff, true)] {
        let (record, batch) = record(&value);
        assert_eq!((record.gone, record.text.as_str(), record.words, batch.raw.len()), (gone, "", None, 0), "{value}");
    }
    let staff = with(&[("hidden", json!(true))]);
    assert_eq!(record(&staff).0.text, "Hello **you**", "staff are shown what was hidden");
}

#[test]
fn marks_tell_what_a_topic_had() {
    let topic = |changes: Value| {
        let mut value = json!({
            "id": 5, "title": "Hi", "category_id": 2, "tags": ["a"], "posts_count": 7, "like_count": 3, "highest_post_number": 9,
            "bumped_at": "2025-01-02T19:09:08.374Z", "last_posted_at": null, "visible": true, "closed": false
        });
        value.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        normalise::mark(&Topic::read(&value).unwrap())
    };
    let before = topic(json!({}));
    let marked = normalise::marked(before);
    assert_eq!((marked.posts, marked.likes, marked.highest), (7, 3, 9));
    assert_eq!(
        topic(json!({"tags": [{"id": 1, "name": "a", "slug": "a"}], "views": 99})),
        before,
        "only written otherwise"
    );
    for changes in [
        json!({"title": "Ho"}),
        json!({"category_id": 3}),
        json!({"tags": ["b"]}),
        json!({"closed": true}),
        json!({"archived": true}),
        json!({"visible": false}),
        json!({"has_accepted_answer": true}),
        json!({"like_count": 4}),
        json!({"posts_count": 6}),
        json!({"highest_post_number": 10}),
        json!({"bumped_at": "2025-01-02T19:09:08.375Z"}),
        json!({"last_posted_at": "2025-01-02T19:09:08.375Z"}),
    ] {
        assert_ne!(topic(changes.clone()), before, "{changes}");
    }
}

#[test]
fn a_checkpoint_stays_as_it_is() {
    let run = Run {
        full: true,
        began: 1,
        step: Step::Posts,
        page: 2,
        cursor: Some(3),
        meaning: Some(Meaning::Window),
        top: 4,
        known_pages: 5,
        public_top: 6,
        account_top: 7,
        leaving: true,
        done: 8,
        touched: BTreeMap::from([(9, Touched { posts: 1, likes: 2, last: 3 })]),
        absent: vec![10],
        topics: vec![(11, 12, 13)],
        reading: Some(Reading { topic: 14, rest: vec![15], mark: Some((16, 17)) }),
        read: BTreeSet::from([18]),
        quiet: 19,
    };
    let whole = Checkpoint {
        complete: true,
        high: 1,
        high_message: 2,
        high_account: 3,
        oldest: Some(4),
        counts: (Some(5), None),
        categories: BTreeSet::from([6]),
        quiet: Quiet {
            page: 7,
            people: vec![(8, "ada".into(), 9)],
            offset: 10,
            newest: 11,
            badges: vec![(12, 13)],
            holders: vec![14],
        },
        run: Some(run),
    };
    let kept = r#"{"complete":true,"high":1,"high_message":2,"high_account":3,"oldest":4,"counts":[5,null],"categories":[6],"quiet":{"page":7,"people":[[8,"ada",9]],"offset":10,"newest":11,"badges":[[12,13]],"holders":[14]},"run":{"full":true,"began":1,"step":"posts","page":2,"cursor":3,"meaning":"window","top":4,"known_pages":5,"public_top":6,"account_top":7,"leaving":true,"done":8,"touched":{"9":{"posts":1,"likes":2,"last":3}},"absent":[10],"topics":[[11,12,13]],"reading":{"topic":14,"rest":[15],"mark":[16,17]},"read":[18],"quiet":19}}"#;
    assert_eq!(serde_json::to_string(&whole).unwrap(), kept);
    assert_eq!(serde_json::from_str::<Checkpoint>(kept).unwrap(), whole);
    let through_a_value: Checkpoint = serde_json::from_value(serde_json::to_value(&whole).unwrap()).unwrap();
    assert_eq!(through_a_value, whole, "the store keeps it as a value");
    let old: Checkpoint = serde_json::from_str(r#"{"complete":true,"high":9,"gone_since":1}"#).unwrap();
    assert!(old.complete && old.high == 9 && old.run.is_none(), "missing and unknown keys harm nothing");
}
