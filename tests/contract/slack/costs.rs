//! What a run costs: requests and waiting.

use kith_connect::{Depth, Error, Hidden};
use kith_tests::fake_slack::{Workspace, minimum};

use super::{World, small};

/// Fourteen channels with 10,200 messages of their own, threads, and 1,800 people.
fn community() -> Workspace {
    let mut workspace = Workspace::new();
    for place in 1..1_800 {
        workspace.person(&format!("person {place}"));
    }
    for channel in 0..14 {
        let id = workspace.channel(&format!("channel {channel}"));
        for place in 0..if channel < 6 { 1_500 } else { 150 } {
            let root = workspace.post(&id, "U0002", "words");
            if place % 30 == 0 {
                for _ in 0..3 {
                    workspace.reply(&id, root, "U0003", "an answer");
                }
            }
        }
    }
    workspace
}

#[tokio::test]
async fn a_first_run_costs_hardly_more_than_it_must() {
    let mut world = World::new(community()).await;
    let fewest = world.fake.with(|workspace| minimum(workspace)).sum();
    world.sync().await;
    world.check("everything");
    let sent = world.fake.requests();
    assert!(sent * 100 <= fewest * 105, "{sent} requests where {fewest} would do: {:?}", world.fake.counts());
    // Nothing new: the lists, and the channels' own messages.
    world.fake.forget_requests();
    world.time.pass(3_600_000);
    world.sync().await;
    let sent = world.fake.requests();
    assert!(sent <= 25, "{sent} requests for nothing: {:?}", world.fake.counts());
    world.check("and still everything");
    assert!(world.time.waits().is_empty(), "elsewhere than at Slack nothing is waited for that nobody asked for");
}

#[tokio::test]
async fn it_waits_as_long_as_it_is_told() {
    let mut workspace = small();
    workspace.limits.insert("conversations.replies".into(), (4, 30_000));
    let mut world = World::new(workspace).await;
    let time = world.time.clone();
    world.fake.with(|workspace| workspace.time = Some(time));
    world.sync().await;
    world.check("limits cost time and nothing else");
    assert_eq!(world.time.waits().first(), Some(&30_000), "to the second: {:?}", world.time.waits());
}

#[tokio::test]
async fn a_wait_that_is_too_long_ends_the_run_and_loses_nothing() {
    let mut workspace = small();
    workspace.limits.insert("conversations.history".into(), (1, 3_600_000));
    let mut world = World::new(workspace).await;
    let time = world.time.clone();
    world.fake.with(|workspace| workspace.time = Some(time));
    let mut runs = 0;
    loop {
        match world.try_sync(Depth::Full).await {
            Ok(()) => break,
            Err(Error::Waiting { milliseconds }) => world.time.pass(i64::try_from(milliseconds).unwrap()),
            Err(error) => panic!("{error:?}"),
        }
        runs += 1;
        assert!(runs < 20);
    }
    world.check("the next run goes on");
}

#[tokio::test]
async fn an_app_that_is_capped_is_told_so_and_still_reads() {
    let mut workspace = small();
    workspace.is_capped = true;
    workspace.limits.insert("conversations.history".into(), (1, 60_000));
    workspace.limits.insert("conversations.replies".into(), (1, 60_000));
    let mut world = World::new(workspace).await;
    let time = world.time.clone();
    world.fake.with(|workspace| workspace.time = Some(time));
    world.sync().await;
    world.check("fifteen at a time, but all");
    assert!(world.memory.coverage.as_ref().unwrap().hidden.contains(&Hidden::Capped));
}

#[tokio::test]
async fn a_server_that_fails_once_is_asked_again() {
    let mut world = World::new(small()).await;
    world.fake.cut_after(Some(3));
    let error = world.try_sync(Depth::Full).await.unwrap_err();
    assert!(matches!(error, Error::Remote(_)), "{error:?}");
    assert_eq!(world.time.waits().len(), 5, "six tries: {:?}", world.time.waits());
    world.fake.cut_after(None);
    world.sync().await;
    world.check("and then all is well");
}
