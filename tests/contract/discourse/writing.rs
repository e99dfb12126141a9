//! Writing: once in effect, however often it is tried.

use kith_connect::{Depth, Error, Intent, Wish};
use kith_tests::fake_discourse::{Habits, Viewer};

use super::{World, town};

fn intent(world: &World, wish: Wish, doubtful: bool) -> Intent {
    Intent { key: "k1".into(), wish, created_at: world.fake.change(|forum| forum.now()), doubtful, others: Vec::new() }
}

fn reply(text: &str) -> Wish {
    Wish::Reply { space: "1".into(), thread: 1, to: None, text: text.into() }
}

async fn world() -> World {
    World::of(town(60), Habits::default(), Viewer::Member(4_002, true)).await
}

#[tokio::test]
async fn everything_that_can_be_written_is_written() {
    let world = world().await;
    let mut connector = world.open();
    for wish in [
        reply("An answer from here"),
        Wish::Reply { space: "1".into(), thread: 1, to: Some(1), text: "To the first of them".into() },
        Wish::Topic { space: "1".into(), title: "A title".into(), text: "And words".into(), tags: vec!["x".into()] },
        Wish::Direct { account: "username:ada".into(), title: Some("Hello".into()), text: "Between us".into() },
        Wish::Group {
            accounts: vec!["username:ada".into(), "username:bo".into()],
            title: Some("Hello, you two".into()),
            text: "Among us".into(),
        },
        Wish::React { space: "1".into(), message: 1, name: "heart".into() },
    ] {
        let receipt = connector.push(&intent(&world, wish.clone(), false)).await.unwrap();
        assert!(receipt.remote.is_some() && !receipt.found && !receipt.pending, "{wish:?}: {receipt:?}");
    }
    assert_eq!(world.fake.posted(), 6);
}

#[tokio::test]
async fn a_lost_answer_posts_nothing_twice() {
    for wish in [
        reply("Was that sent?"),
        Wish::Topic { space: "1".into(), title: "Was it?".into(), text: "A topic once".into(), tags: vec![] },
        Wish::Direct { account: "username:ada".into(), title: None, text: "A message once".into() },
        Wish::Group {
            accounts: vec!["username:ada".into(), "username:bo".into()],
            title: None,
            text: "A message to both, once".into(),
        },
    ] {
        let world = world().await;
        world.fake.habits(|habits| habits.forgets_answer = true);
        let mut connector = world.open();
        let first = intent(&world, wish, false);
        let error = connector.push(&first).await.unwrap_err();
        assert!(error.is_transient(), "{error:?}");
        let again = Intent { doubtful: true, ..first };
        let receipt = world.open().push(&again).await.unwrap();
        assert!(receipt.found && receipt.remote.is_some(), "{receipt:?}");
        assert_eq!(world.fake.posted(), 1);
    }
}

#[tokio::test]
async fn doubtful_but_not_there_it_is_written() {
    let world = world().await;
    let receipt = world.open().push(&intent(&world, reply("Never sent before"), true)).await.unwrap();
    assert!(!receipt.found);
    assert_eq!(world.fake.posted(), 1);
}

#[tokio::test]
async fn a_second_like_is_found() {
    let world = world().await;
    let wish = Wish::React { space: "1".into(), message: 1, name: "heart".into() };
    let mut connector = world.open();
    assert!(!connector.push(&intent(&world, wish.clone(), false)).await.unwrap().found);
    assert!(connector.push(&intent(&world, wish, true)).await.unwrap().found);
    assert_eq!(world.fake.posted(), 1);
}

#[tokio::test]
async fn refusals_say_why() {
    let world = world().await;
    let error = world.open().push(&intent(&world, reply("no"), false)).await.unwrap_err();
    assert_eq!(error, Error::Refused("Body is too short (minimum is 5 characters).".into()));
    world.fake.habits(|habits| habits.approves = true);
    let receipt = world.open().push(&intent(&world, reply("Please approve"), false)).await.unwrap();
    assert!(receipt.pending);
    world.fake.habits(|habits| habits.member.1 = false);
    let error = world.open().push(&intent(&world, reply("May not write"), false)).await.unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }), "{error:?}");
    let guest = World::of(town(20), Habits::default(), Viewer::Guest).await;
    let error = guest.open().push(&intent(&guest, reply("Nobody at all"), false)).await.unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }), "{error:?}");
    assert_eq!(world.fake.posted(), 0);
}

#[tokio::test]
async fn what_was_written_comes_back_with_the_next_walk() {
    let mut world = world().await;
    world.sync(Depth::Quick).await.unwrap();
    let receipt = world.open().push(&intent(&world, reply("Seen again later"), false)).await.unwrap();
    world.sync(Depth::Quick).await.unwrap();
    let row = &world.shelf.living_rows("forum")[&receipt.remote.unwrap()];
    assert_eq!((row.text.as_str(), row.author.as_str()), ("Seen again later", "4002"));
}
