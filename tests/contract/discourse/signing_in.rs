//! Keys: wrong ones, dead ones, none.

use kith_connect::{Depth, Error, discourse::KeyKind};
use kith_tests::fake_discourse::{Habits, Viewer};

use super::{World, town};

#[tokio::test]
async fn wrong_keys_are_told_as_such() {
    for (secret, kind) in [("f".repeat(64), KeyKind::Admin), ("nonsense".into(), KeyKind::User)] {
        let mut world = World::new(town(30), Habits::default()).await;
        world.secret = Some(secret.clone());
        world.settings.kind = Some(kind);
        for error in [world.open().probe().await.unwrap_err(), world.sync(Depth::Quick).await.unwrap_err()] {
            assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
            assert!(!format!("{error:?} {error}").contains(&secret), "no secret in an error");
        }
    }
}

#[tokio::test]
async fn a_key_that_dies_on_the_way_deletes_nothing() {
    let mut world = World::new(town(200), Habits::default()).await;
    world.sync(Depth::Quick).await.unwrap();
    let before = world.shelf.posts.clone();
    let good = world.secret.replace("e".repeat(64));
    let error = world.sync(Depth::Full).await.unwrap_err();
    assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
    assert_eq!(world.shelf.posts, before);
    world.secret = good;
    world.sync(Depth::Full).await.unwrap();
    world.agrees("with the good key again");
}

#[tokio::test]
async fn a_forum_for_members_alone_says_so() {
    let mut world = World::of(town(30), Habits { login_required: true, ..Habits::default() }, Viewer::Guest).await;
    let error = world.sync(Depth::Quick).await.unwrap_err();
    assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
}

#[tokio::test]
async fn another_forum_at_the_same_place_is_noticed() {
    let mut world = World::new(town(30), Habits::default()).await;
    world.settings.site = Some("elsewhere.example.org".into());
    let error = world.sync(Depth::Quick).await.unwrap_err();
    assert!(matches!(error, Error::Different(_)), "{error:?}");
    assert!(world.shelf.posts.is_empty());
}

#[tokio::test]
async fn what_is_no_forum_is_told_as_such() {
    let mut world = World::new(town(30), Habits::default()).await;
    world.settings.url = kith_connect::http::base(&format!("{}other/", world.settings.url)).unwrap();
    let error = world.open().probe().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
}
