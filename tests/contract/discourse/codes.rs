//! Signing in by a code: who agrees, who refuses, who never comes, and a forum that wants to be asked less.

use kith_connect::{
    Error, ExposeSecret, Result,
    discourse::{
        device::{self, Device},
        key::{self, Access},
    },
};
use kith_tests::fake_discourse::{Codes, Habits, Haste, USER_KEY};

use super::{World, town};

async fn world(codes: Codes) -> World {
    World::new(town(20), Habits { codes: Codes { offered: true, ..codes }, ..Habits::default() }).await
}

async fn begin(world: &World) -> Result<Device> {
    let asking = key::ask(&world.settings.url, "Kith", "client-1", Access::Write, None).unwrap();
    device::begin(asking, &world.settings.url, &world.network()).await
}

fn polls(world: &World) -> u64 {
    world.fake.counted().get("POST user-api-key/device/poll").copied().unwrap_or(0)
}

#[tokio::test]
async fn it_is_used_where_it_is_announced_and_only_there() {
    let offers = world(Codes::default()).await;
    assert!(device::is_offered(&offers.settings.url, &offers.network()).await.unwrap());
    let silent = World::new(town(20), Habits::default()).await;
    assert!(!device::is_offered(&silent.settings.url, &silent.network()).await.unwrap());
    let folder =
        Habits { folder: "/forum/".into(), codes: Codes { offered: true, ..Codes::default() }, ..Habits::default() };
    let folder = World::new(town(20), folder).await;
    assert!(device::is_offered(&folder.settings.url, &folder.network()).await.unwrap());
    assert!(begin(&folder).await.unwrap().page().path().starts_with("/forum/user-api-key/activate"));
}

#[tokio::test]
async fn whoever_agrees_gets_a_key() {
    let world = world(Codes { decides: Some((3, true)), ..Codes::default() }).await;
    let device = begin(&world).await.unwrap();
    assert_eq!(device.user_code(), "WXYZ-2345");
    assert_eq!(device.page().query(), Some("request=SAFE1234"));
    let granted = device.granted(&world.network()).await.unwrap();
    assert_eq!((granted.key.expose_secret(), granted.version), (USER_KEY, Some(4)));
    assert_eq!((polls(&world), world.fake.hasty()), (4, 0), "asked as often as the forum said");
    assert_eq!(world.idle.waits(), [5_000; 4]);
}

#[tokio::test]
async fn a_refusal_and_silence_are_told_apart() {
    let refuses = world(Codes { decides: Some((1, false)), ..Codes::default() }).await;
    let error = begin(&refuses).await.unwrap().granted(&refuses.network()).await.err().unwrap();
    assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
    let silent = world(Codes { good: 60, ..Codes::default() }).await;
    let device = begin(&silent).await.unwrap();
    let until = device.until();
    let error = device.granted(&silent.network()).await.err().unwrap();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert!(silent.idle.now() <= until, "nobody is asked after the code has ended");
    assert!(polls(&silent) <= 12);
}

#[tokio::test]
async fn a_forum_that_wants_to_be_asked_less_is() {
    let slow = world(Codes { decides: Some((3, true)), slow_down: 2, ..Codes::default() }).await;
    assert!(begin(&slow).await.unwrap().granted(&slow.network()).await.is_ok());
    assert_eq!(slow.idle.waits(), [5_000, 10_000, 15_000, 15_000]);
    assert_eq!(slow.fake.hasty(), 0);
    let busy = world(Codes { decides: Some((2, true)), ..Codes::default() }).await;
    busy.fake.habits(|habits| habits.limit = Some((2, Haste::App)));
    assert!(begin(&busy).await.unwrap().granted(&busy.network()).await.is_ok());
    assert!(busy.idle.waits().iter().any(|wait| *wait > 30_000), "{:?}", busy.idle.waits());
}

#[tokio::test]
async fn a_network_that_comes_back_is_waited_for() {
    let world = world(Codes { decides: Some((1, true)), ..Codes::default() }).await;
    let device = begin(&world).await.unwrap();
    world.fake.habits(|habits| habits.ill = 3);
    assert!(device.granted(&world.network()).await.is_ok());
}

#[tokio::test]
async fn a_page_of_another_host_is_not_shown() {
    for page in ["https://example.org/user-api-key/activate", "javascript:alert(1)", "nonsense"] {
        let world = world(Codes { page: Some(page.into()), ..Codes::default() }).await;
        let error = begin(&world).await.err().unwrap();
        assert!(matches!(error, Error::Remote(_)), "{page}: {error:?}");
    }
}
