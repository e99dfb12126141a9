//! Each kind of change, found: all of them by a full walk, most by a quick one.

use kith_connect::Depth;
use kith_domain::record::Standing;
use kith_tests::fake_discourse::{Forum, Habits, Viewer};

use super::{World, town};

/// A change, and whether a quick walk finds it.
type Change = (&'static str, bool, fn(&mut Forum));

const CHANGES: &[Change] = &[
    ("a new answer in an old topic", true, |forum| {
        let _ = forum.reply(1, 4_001, "Late, but here");
    }),
    ("a new topic", true, |forum| {
        let _ = forum.topic(Some(1), 4_002, "New", "A new one");
    }),
    ("an old post is edited", false, |forum| forum.edit(9, "Other words", true)),
    ("edited within the time of grace", false, |forum| forum.edit(12, "Quickly other words", false)),
    ("a new post is edited", true, |forum| forum.edit(238, "Newest words", true)),
    ("a post is liked", true, |forum| forum.like(30, 4_005)),
    ("a like is taken back", true, |forum| {
        let liked = forum.posts.iter().find(|(_, post)| !post.likes.is_empty());
        if let Some((id, who)) = liked.and_then(|(id, post)| Some((*id, *post.likes.keys().next()?))) {
            forum.unlike(id, who);
        }
    }),
    ("its author takes a post away", false, |forum| forum.delete_by_author(77)),
    ("staff take a post away", true, |forum| forum.delete_by_staff(80, true)),
    ("staff take a topic away", false, |forum| forum.of_topic(3, |topic| topic.deleted = true)),
    ("staff bring the topic back", false, |forum| forum.of_topic(3, |topic| topic.deleted = false)),
    ("staff bring the post back", true, |forum| forum.delete_by_staff(80, false)),
    ("posts move to another topic", true, |forum| {
        let ids: Vec<i64> = forum.in_topic(5).map(|(id, _)| *id).skip(2).take(3).collect();
        forum.move_posts(&ids, 6);
    }),
    ("a topic is split", true, |forum| {
        let ids: Vec<i64> = forum.in_topic(7).map(|(id, _)| *id).skip(1).take(4).collect();
        forum.split(&ids, "Split off");
    }),
    ("topics are merged", false, |forum| {
        let ids: Vec<i64> = forum.in_topic(9).map(|(id, _)| *id).collect();
        forum.move_posts(&ids, 10);
        forum.of_topic(9, |topic| topic.deleted = true);
    }),
    ("a topic gets a new title", true, |forum| forum.of_topic(2, |topic| topic.title = "Better".into())),
    ("a topic gets another category", true, |forum| forum.of_topic(2, |topic| topic.category = Some(1))),
    ("a topic is unlisted", true, |forum| forum.of_topic(14, |topic| topic.visible = false)),
    ("a topic is listed again", true, |forum| forum.of_topic(14, |topic| topic.visible = true)),
    ("a post gets another author", false, |forum| forum.post(40, |post| post.user = 4_003)),
    ("flags hide a post", false, |forum| forum.post(41, |post| post.hidden = true)),
    ("it is shown again", false, |forum| forum.post(41, |post| post.hidden = false)),
    ("somebody reacts", false, |forum| {
        forum.post(43, |post| {
            let _ = post.reactions.insert("tada".into(), 2);
        })
    }),
    ("a topic is closed", true, |forum| forum.close(11)),
    ("staff whisper", true, |forum| {
        forum.write(11, 4_001, 4, "Only among us");
        forum.reply(11, 4_001, "And to all");
        forum.like(60, 4_004);
    }),
    ("a touch without a change", true, |forum| forum.post(44, |post| post.updated_at += 86_400_000)),
];

#[tokio::test]
async fn every_change_is_found_by_a_full_walk() {
    for old_before in [false, true] {
        let mut world = World::new(town(240), Habits { old_before, ..Habits::default() }).await;
        world.sync(Depth::Quick).await.unwrap();
        world.agrees("at first");
        for (what, _, change) in CHANGES {
            world.fake.change(*change);
            world.sync(Depth::Full).await.unwrap();
            world.agrees(what);
        }
    }
}

#[tokio::test]
async fn most_changes_are_found_by_a_quick_walk() {
    for viewer in [Viewer::Admin(-1), Viewer::Guest] {
        let mut world = World::of(town(240), Habits::default(), viewer).await;
        world.sync(Depth::Quick).await.unwrap();
        for (what, quick, change) in CHANGES {
            world.fake.change(*change);
            let is_quick = *quick && (viewer.is_staff() || !what.contains("listed"));
            let cost = world.sync(if is_quick { Depth::Quick } else { Depth::Full }).await.unwrap();
            if is_quick {
                assert!(cost < 60, "{what}: {cost} requests");
            }
            if viewer.is_staff() || !what.contains("unlisted") {
                world.agrees(what);
            } else {
                // To a guest an unlisted topic still exists, if they know where.
                world.sync(Depth::Full).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn all_changes_at_once_are_found() {
    let mut world = World::new(town(240), Habits::default()).await;
    world.sync(Depth::Quick).await.unwrap();
    for (_, _, change) in CHANGES {
        world.fake.change(*change);
    }
    world.restless = true;
    world.sync(Depth::Full).await.unwrap();
    world.agrees("all at once");
}

#[tokio::test]
async fn people_and_places_change() {
    let mut world = World::new(town(60), Habits::default()).await;
    world.sync(Depth::Quick).await.unwrap();
    world.fake.change(|forum| {
        forum.users.get_mut(&4_001).unwrap().username = "ada_l".into();
        forum.users.get_mut(&4_002).unwrap().suspended = true;
        forum.categories.get_mut(&1).unwrap().name = "Everything".into();
        forum.groups.get_mut(&41).unwrap().1.remove(&4_001);
        forum.badges.get_mut(&7).unwrap().1.insert(4_003);
    });
    world.sync(Depth::Full).await.unwrap();
    assert_eq!(world.shelf.accounts["4001"].handle.as_deref(), Some("ada_l"));
    assert_eq!(world.shelf.accounts["4002"].standing, Standing::Suspended);
    assert_eq!(world.shelf.spaces["1"].0, "Everything");
    assert_eq!(world.shelf.spaces["2"].1, "restricted");
    assert_eq!(world.shelf.groups[&(false, "41".into())].1.as_deref(), Some(&["4002".into(), "4003".into()][..]));
    assert_eq!(world.shelf.groups[&(true, "7".into())].1.as_ref().unwrap().len(), 3);
    assert!(world.shelf.accounts.values().all(|account| account.email.is_none()), "nobody asked for addresses");
    let newcomer = world.fake.change(|forum| forum.user("newcomer"));
    world.settings.emails = true;
    world.sync(Depth::Quick).await.unwrap();
    assert!(world.shelf.accounts.contains_key(&newcomer.to_string()), "a quick walk finds who is new");
    world.sync(Depth::Full).await.unwrap();
    assert_eq!(world.shelf.accounts["4001"].email.as_deref(), Some("ada_l@example.org"));
}

#[tokio::test]
async fn what_became_private_is_unseen_and_not_gone() {
    let mut world = World::of(town(120), Habits::default(), Viewer::Guest).await;
    world.sync(Depth::Quick).await.unwrap();
    let before = world.shelf.living_rows("forum");
    world.fake.change(|forum| forum.categories.get_mut(&3).unwrap().private = true);
    world.sync(Depth::Full).await.unwrap();
    assert_eq!(world.shelf.living_rows("forum"), before, "what a forum no longer shows was not deleted");
    world.fake.counted();
    world.sync(Depth::Full).await.unwrap();
    let counted = world.fake.counted();
    assert_eq!(counted.get("GET posts/ID"), None, "and is not asked for in every walk: {counted:?}");
}
