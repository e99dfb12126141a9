//! Reading as a whole, and going on anywhere.

use kith_connect::Depth;
use kith_tests::fake_discourse::{Forum, Habits, Viewer};

use super::{World, town};

#[tokio::test]
async fn an_empty_forum_is_read() {
    for old_before in [false, true] {
        let habits = Habits { old_before, ..Habits::default() };
        let mut world = World::new(Forum::new(), habits).await;
        world.sync(Depth::Quick).await.unwrap();
        world.agrees("empty");
        assert!(world.coverage.is_some(), "an empty forum is covered");
        world.sync(Depth::Full).await.unwrap();
    }
}

#[tokio::test]
async fn everything_is_read_with_both_meanings_of_before() {
    for old_before in [false, true] {
        for viewer in [Viewer::Admin(-1), Viewer::Guest] {
            let mut forum = town(430);
            // Holes as old forums have: whole windows without a post.
            for id in 101..=260 {
                forum.posts.remove(&id);
            }
            for id in 420..=430 {
                forum.posts.remove(&id);
            }
            let habits = Habits { old_before, tags_as_words: old_before, ..Habits::default() };
            let mut world = World::of(forum, habits, viewer).await;
            world.sync(Depth::Quick).await.unwrap();
            world.agrees(&format!("old {old_before}, {viewer:?}"));
            let topic = world.shelf.topics.get(&1).unwrap();
            assert_eq!(topic.tags, ["alpha", "zeta"]);
            assert_eq!(world.shelf.groups.len(), 3, "two groups and a badge");
            assert_eq!(world.shelf.groups[&(false, "41".into())].1.as_ref().unwrap().len(), 3);
            assert_eq!(world.shelf.groups[&(true, "7".into())].1.as_ref().unwrap().len(), 2);
            let first = world.shelf.likes.iter().next().unwrap();
            assert!(first.2.is_some(), "likes have a time");
            let likes: usize = world.fake.change(|forum| {
                forum.posts.values().filter(|post| viewer.sees(forum, post)).map(|post| post.likes.len()).sum()
            });
            assert_eq!(world.shelf.likes.len(), likes);
        }
    }
}

#[tokio::test]
async fn a_forum_in_a_folder_is_read() {
    let mut world = World::new(town(60), Habits { folder: "/community/".into(), ..Habits::default() }).await;
    let identity = world.open().probe().await.unwrap();
    assert_eq!(identity.remote, format!("{}/community", world.fake.address()));
    assert_eq!(identity.account_remote.as_deref(), Some("-1"));
    world.sync(Depth::Quick).await.unwrap();
    world.agrees("folder");
}

#[tokio::test]
async fn stopped_at_every_page_it_reads_the_same() {
    let mut straight = World::new(town(330), Habits::default()).await;
    straight.sync(Depth::Quick).await.unwrap();
    let mut restless = World::new(town(330), Habits::default()).await;
    restless.restless = true;
    restless.idle.slow(6_000);
    restless.sync(Depth::Quick).await.unwrap();
    restless.agrees("restless");
    assert_eq!(straight.shelf.posts, restless.shelf.posts);
    assert_eq!(straight.shelf.topics, restless.shelf.topics);
    assert_eq!(straight.shelf.marks.keys().collect::<Vec<_>>(), restless.shelf.marks.keys().collect::<Vec<_>>());
    assert_eq!(straight.shelf.likes, restless.shelf.likes);
}

#[tokio::test]
async fn read_twice_it_is_the_same() {
    let mut world = World::new(town(200), Habits::default()).await;
    world.sync(Depth::Quick).await.unwrap();
    let (posts, spaces, likes) = (world.shelf.posts.clone(), world.shelf.spaces.clone(), world.shelf.likes.clone());
    world.sync(Depth::Full).await.unwrap();
    world.checkpoint = None;
    world.sync(Depth::Quick).await.unwrap();
    assert_eq!((posts, spaces, likes), (world.shelf.posts, world.shelf.spaces, world.shelf.likes));
}

#[tokio::test]
async fn what_moves_while_it_is_read_is_not_lost() {
    let mut world = World::new(town(400), Habits::default()).await;
    world.fake.before_each(Box::new(|number, forum| {
        if number % 3 == 0 {
            // New posts and topics push everything down; a deletion pulls it up.
            let topic = forum.topics.keys().next().copied().unwrap_or(1);
            let author = forum.users.keys().max().copied().unwrap_or(1);
            forum.reply(topic, author, &format!("Meanwhile {number}"));
            forum.topic(Some(1), author, &format!("Meanwhile {number}"), "Also new");
            let victim = forum.posts.iter().filter(|(_, post)| post.number > 1 && !post.deleted).nth(3);
            let victim = victim.map(|(id, _)| *id).unwrap_or(0);
            forum.delete_by_staff(victim, true);
        }
    }));
    world.sync(Depth::Quick).await.unwrap();
    world.fake.before_each(Box::new(|_, _| {}));
    let here = world.shelf.living_rows("forum");
    let missing: Vec<i64> = world.fake.change(|forum| {
        let old = forum.posts.iter().filter(|(id, post)| **id <= 400 && !post.deleted).map(|(id, _)| *id);
        old.filter(|id| !here.contains_key(id)).collect()
    });
    assert!(missing.is_empty(), "posts that were there all the time: {missing:?}");
    world.sync(Depth::Quick).await.unwrap();
    world.sync(Depth::Full).await.unwrap();
    world.agrees("afterwards");
}

#[tokio::test]
async fn unknown_shapes_are_kept_and_harm_nothing() {
    let mut world = World::new(town(120), Habits { broken: vec![50, 51], ..Habits::default() }).await;
    world.sync(Depth::Quick).await.unwrap();
    let mut unreadable: Vec<&str> = world.shelf.unreadable.iter().map(|one| one.place.as_str()).collect();
    unreadable.dedup();
    assert_eq!((unreadable, world.shelf.unreadable.len()), (vec!["posts.json"], 2));
    assert!(!world.shelf.living_rows("forum").contains_key(&50));
    world.fake.habits(|habits| habits.broken.clear());
    world.sync(Depth::Full).await.unwrap();
    world.agrees("readable again");
}

#[tokio::test]
async fn messages_are_read_only_when_that_is_wanted() {
    let mut forum = town(40);
    let (ada, bo) = (4_001, 4_002);
    let (topic, first) = forum.topic(None, ada, "Between us", "Nobody else reads this");
    forum.of_topic(topic, |topic| {
        let _ = topic.invited.insert(bo);
    });
    let second = forum.reply(topic, bo, "Indeed nobody does");
    for messages in [false, true] {
        let mut world = World::of(forum.clone(), Habits::default(), Viewer::Member(bo, false)).await;
        world.settings.messages = messages;
        world.sync(Depth::Quick).await.unwrap();
        let here: Vec<i64> = world.shelf.living_rows("messages").into_keys().collect();
        assert_eq!(here, if messages { vec![first, second] } else { vec![] });
        assert!(!world.shelf.living_rows("forum").contains_key(&first));
        if messages {
            world.fake.change(|forum| forum.delete_by_staff(second, true));
            world.sync(Depth::Full).await.unwrap();
            assert_eq!(world.shelf.living_rows("messages").len(), 1);
            world.agrees("public posts stay as they are");
        }
    }
}
