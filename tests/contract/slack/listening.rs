//! Socket Mode, against the fake: what is acknowledged, what ends a line, and where the token goes.

use kith_connect::{
    Error, Result, SecretString,
    slack::live::{self, Heard, Listening},
};
use kith_tests::fake_slack::{APP_TOKEN, TOKEN, api};

use super::{World, small};

async fn listen(world: &World, token: &str) -> Result<Listening> {
    live::listen(&api(world.fake.address()), &SecretString::from(token), &world.time.network(5_000)).await
}

#[tokio::test]
async fn news_are_heard_and_acknowledged() {
    let world = World::new(small()).await;
    let mut line = listen(&world, APP_TOKEN).await.unwrap();
    assert!(world.fake.lines_until(|seen| seen.open == 1).await);
    world.fake.ping();
    world.fake.with(|workspace| {
        workspace.post("C0001", "U0002", "hello");
        workspace.post("C0001", "U0002", "and more");
    });
    assert_eq!(line.next().await.unwrap(), Heard::News);
    assert_eq!(line.next().await.unwrap(), Heard::News);
    assert!(world.fake.lines_until(|seen| seen.acknowledged == 2 && seen.pongs == 1).await, "{:?}", world.fake.lines());
    let seen = world.fake.lines();
    assert_eq!((seen.late, seen.nonsense), (0, vec![]));
}

#[tokio::test]
async fn what_is_no_event_is_acknowledged_and_no_news() {
    let world = World::new(small()).await;
    let mut line = listen(&world, APP_TOKEN).await.unwrap();
    assert!(world.fake.lines_until(|seen| seen.open == 1).await);
    world.fake.say(r#"{"type":"slash_commands","envelope_id":"e-1","payload":{"text":"/x"}}"#);
    world.fake.say("no JSON at all");
    world.fake.say(r#"{"type":"something_new"}"#);
    for _ in 0..3 {
        assert_eq!(line.next().await.unwrap(), Heard::Nothing);
    }
    // The fake never said this one itself, so it wonders.
    assert!(world.fake.lines_until(|seen| seen.nonsense == [r#"{"envelope_id":"e-1"}"#]).await);
}

#[tokio::test]
async fn lines_end_in_four_ways() {
    let world = World::new(small()).await;
    for (reason, expected) in [("warning", Ok(Heard::Ending)), ("refresh_requested", Ok(Heard::Ending))] {
        let mut line = listen(&world, APP_TOKEN).await.unwrap();
        assert!(world.fake.lines_until(|seen| seen.open == 1).await);
        world.fake.disconnect(reason);
        assert_eq!(line.next().await, expected, "{reason}");
        drop(line);
        assert!(world.fake.lines_until(|seen| seen.open == 0).await);
    }
    let mut line = listen(&world, APP_TOKEN).await.unwrap();
    assert!(world.fake.lines_until(|seen| seen.open == 1).await);
    world.fake.disconnect("link_disabled");
    assert!(matches!(line.next().await, Err(Error::Forbidden { .. })));
    drop(line);
    assert!(world.fake.lines_until(|seen| seen.open == 0).await);
    let mut line = listen(&world, APP_TOKEN).await.unwrap();
    assert!(world.fake.lines_until(|seen| seen.open == 1).await);
    world.fake.cut_lines();
    assert!(line.next().await.unwrap_err().is_transient());
}

#[tokio::test]
async fn refusals_say_what_to_do_and_hold_no_token() {
    let world = World::new(small()).await;
    let told = |error: &Error| {
        let told = format!("{error} {error:?}");
        assert!(!told.contains("secret") && !told.contains("ticket") && !told.contains("ws:"), "{told}");
    };
    // Not even asked: it would be the token for reading that gets out.
    let error = listen(&world, TOKEN).await.err().unwrap();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert_eq!(world.fake.requests(), 0);
    let error = listen(&world, "xapp-1-another-secret").await.err().unwrap();
    assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
    told(&error);
    for (word, is_for_a_person) in [
        ("not_allowed_token_type", true),
        ("missing_scope", true),
        ("forbidden_team", true),
        ("internal_error", false),
        ("never_heard_of", false),
    ] {
        world.fake.with(|workspace| workspace.refuses_lines = Some(word.into()));
        let error = listen(&world, APP_TOKEN).await.err().unwrap();
        assert_eq!(matches!(error, Error::Forbidden { .. }), is_for_a_person, "{word}: {error:?}");
        assert_eq!(error.is_transient(), !is_for_a_person, "{word}: {error:?}");
        told(&error);
    }
}

#[tokio::test]
async fn a_line_to_another_host_is_not_opened() {
    let world = World::new(small()).await;
    for place in ["wss://example.org", "ws://192.0.2.1", "wss://slack.com.example.org", "http://127.0.0.1"] {
        world.fake.with(|workspace| workspace.lines_at = Some(place.into()));
        let error = listen(&world, APP_TOKEN).await.err().unwrap();
        assert_eq!(error, Error::Remote("it named a line to another host".into()), "{place}");
    }
    assert_eq!(world.fake.lines().ever, 0);
}

#[tokio::test]
async fn what_was_not_acknowledged_is_said_again() {
    let world = World::new(small()).await;
    let deaf = listen(&world, APP_TOKEN).await.unwrap();
    assert!(world.fake.lines_until(|seen| seen.open == 1).await);
    world.fake.with(|workspace| workspace.post("C0001", "U0002", "is anybody there"));
    let mut line = listen(&world, APP_TOKEN).await.unwrap();
    assert!(world.fake.lines_until(|seen| seen.open == 2).await);
    drop(deaf);
    assert_eq!(line.next().await.unwrap(), Heard::News);
    assert!(world.fake.lines_until(|seen| seen.acknowledged == 1 && seen.said == 2).await, "{:?}", world.fake.lines());
}
