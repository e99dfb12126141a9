//! How much is asked for, and how fast.

use kith_connect::{Depth, Error};
use kith_tests::fake_discourse::{Habits, Haste, Viewer};

use super::{World, town};

fn budget(world: &World) -> u64 {
    world.fake.change(|forum| {
        let posts = forum.posts.len() as u64;
        posts / 50 + forum.topics.len() as u64 / 100 + forum.users.len() as u64 / 100 + 20
    })
}

#[tokio::test]
async fn a_forum_is_read_with_few_requests() {
    for viewer in [Viewer::Admin(-1), Viewer::Guest] {
        let mut world = World::of(town(1_500), Habits::default(), viewer).await;
        world.sync(Depth::Quick).await.unwrap();
        world.agrees("at first");
        let (spent, budget) = (world.until_covered, budget(&world));
        eprintln!("backfill of 1500 posts, {viewer:?}: {spent} requests, budget {budget}");
        assert!(spent <= budget, "{viewer:?}: {spent} of {budget}");
        world.fake.counted();
        world.sync(Depth::Quick).await.unwrap();
        let spent = world.until_covered;
        eprintln!("nothing new, {viewer:?}: {spent} requests {:?}", world.fake.counted());
        assert!(spent <= 12 + 3, "nothing is new: {spent}");
        world.fake.change(|forum| {
            let _ = forum.reply(1, 4_001, "Something new");
        });
        world.sync(Depth::Quick).await.unwrap();
        world.agrees("one new");
        assert_eq!(world.fake.counted().get("GET t/ID"), None, "a new post explains itself");
    }
}

#[tokio::test]
async fn refused_for_haste_it_waits_as_told() {
    for haste in [Haste::App, Haste::Middleware, Haste::Search, Haste::Proxy] {
        let habits = Habits { limit: Some((20, haste)), ..Habits::default() };
        let mut world = World::new(town(900), habits).await;
        world.sync(Depth::Quick).await.unwrap();
        world.agrees(&format!("{haste:?}"));
        let waits = world.idle.waits();
        match haste {
            Haste::App | Haste::Middleware => {
                assert!(waits.iter().all(|wait| wait % 1_000 == 0), "exactly as told: {waits:?}");
                assert!(!waits.is_empty());
            }
            Haste::Search | Haste::Proxy => {
                assert_eq!(waits.first(), Some(&15_000), "{waits:?}");
                assert_eq!(waits.get(1), Some(&30_000), "{waits:?}");
            }
        }
    }
}

#[tokio::test]
async fn told_to_wait_too_long_it_stops_and_goes_on_later() {
    let mut world = World::new(town(300), Habits::default()).await;
    world.fake.habits(|habits| habits.limit = Some((0, Haste::Proxy)));
    let error = world.sync(Depth::Quick).await.unwrap_err();
    assert!(matches!(error, Error::Waiting { .. }), "{error:?}");
    world.fake.habits(|habits| habits.limit = None);
    world.sync(Depth::Quick).await.unwrap();
    world.agrees("later");
}

#[tokio::test]
async fn likes_are_read_a_little_at_a_time() {
    let mut forum = town(40);
    for number in 0..150 {
        let who = forum.user(&format!("liker{number}"));
        for id in [5, 6, 7] {
            forum.like(id, who);
        }
    }
    let mut world = World::new(forum, Habits::default()).await;
    world.sync(Depth::Quick).await.unwrap();
    // The first walk is a full one, and this machine sets no limit.
    assert_eq!(world.shelf.likes.iter().filter(|(post, ..)| *post == 5).count(), 150);
    world.fake.change(|forum| {
        let likers: Vec<i64> = forum.users.keys().copied().filter(|id| *id > 4_005).collect();
        for who in likers {
            forum.like(8, who);
        }
    });
    world.fake.counted();
    world.sync(Depth::Quick).await.unwrap();
    let asked = world.fake.counted().get("GET user_actions").copied().unwrap_or(0);
    assert!((30..=60).contains(&asked), "{asked}");
    for _ in 0..4 {
        world.sync(Depth::Quick).await.unwrap();
    }
    let wanted = world.fake.change(|forum| forum.posts[&8].likes.len());
    let here = world.shelf.likes.iter().filter(|(post, ..)| *post == 8).count();
    assert_eq!(here, wanted, "and in the end they are all here");
}
