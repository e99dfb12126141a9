//! Deciding about what was flagged: what is offered, once, about the state that was seen, and never over somebody else.

use kith_connect::{Error, Intent, ReviewItem, Wish};
use kith_tests::fake_discourse::{Forum, Habits, Viewer};

use super::{World, town};

fn flagged() -> (Forum, i64, i64) {
    let mut forum = town(60);
    let post = forum.reply(1, 4_001, "Buy cheap pellets");
    let number = forum.flag(post, 4_002, 8);
    (forum, post, number)
}

fn decision(item: &ReviewItem, action: &str, doubtful: bool) -> Intent {
    let wish = Wish::Review { item: item.number, version: item.version, action: action.into() };
    Intent { key: "k1".into(), wish, created_at: 0, doubtful, others: Vec::new() }
}

async fn waiting(world: &World) -> Vec<ReviewItem> {
    world.open().review().await.unwrap().unwrap()
}

fn state(world: &World, number: i64) -> (i64, i64) {
    world.fake.change(|forum| (forum.flags[&number].status, forum.flags[&number].version))
}

#[tokio::test]
async fn what_is_offered_is_done_and_nothing_else() {
    let (forum, post, number) = flagged();
    let world = World::new(forum, Habits::default()).await;
    let items = waiting(&world).await;
    let names: Vec<&str> = items[0].actions.iter().map(|action| action.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "agree_and_keep",
            "agree_and_hide",
            "delete_and_agree",
            "disagree",
            "ignore_and_do_nothing",
            "delete_and_ignore"
        ],
        "what asks for more, or takes an account away, is done there"
    );
    let error = world.open().push(&decision(&items[0], "delete_user_block", false)).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert_eq!(state(&world, number), (0, 0));
    let receipt = world.open().push(&decision(&items[0], "agree_and_hide", false)).await.unwrap();
    assert!(!receipt.found, "{receipt:?}");
    assert_eq!(state(&world, number), (1, 1));
    assert!(world.fake.change(|forum| forum.posts[&post].hidden));
    assert!(waiting(&world).await.is_empty());
}

#[tokio::test]
async fn a_lost_answer_decides_nothing_twice() {
    let (forum, _, number) = flagged();
    let world = World::new(forum, Habits::default()).await;
    world.fake.habits(|habits| habits.forgets_answer = true);
    let item = waiting(&world).await.remove(0);
    let error = world.open().push(&decision(&item, "disagree", false)).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    let receipt = world.open().push(&decision(&item, "disagree", true)).await.unwrap();
    assert!(receipt.found, "{receipt:?}");
    assert_eq!((state(&world, number), world.fake.posted()), ((2, 1), 1));
    // Somebody decided otherwise after the doubtful attempt was lost on its way there.
    let error = world.open().push(&decision(&item, "agree_and_keep", true)).await.unwrap_err();
    assert!(matches!(error, Error::Overtaken(_)), "{error:?}");
}

#[tokio::test]
async fn whoever_was_first_is_not_overruled() {
    let (forum, post, number) = flagged();
    let world = World::new(forum, Habits::default()).await;
    let item = waiting(&world).await.remove(0);
    // One more flag: what was decided about is not what is there.
    world.fake.change(|forum| forum.flag(post, 4_002, 4));
    let error = world.open().push(&decision(&item, "disagree", false)).await.unwrap_err();
    assert!(matches!(&error, Error::Overtaken(why) if why.contains("changed")), "{error:?}");
    let item = waiting(&world).await.remove(0);
    // Between our look and our word, somebody else decides.
    let mut asked = 0;
    world.fake.before_each(Box::new(move |_, forum| {
        asked += 1;
        if asked == 2 {
            forum.decide(number, 3);
        }
    }));
    let error = world.open().push(&decision(&item, "disagree", false)).await.unwrap_err();
    assert!(matches!(&error, Error::Overtaken(why) if why.contains("first")), "{error:?}");
    let error = world.open().push(&decision(&item, "disagree", false)).await.unwrap_err();
    assert!(matches!(&error, Error::Overtaken(why) if why.contains("ignored already")), "{error:?}");
    assert_eq!((state(&world, number).0, world.fake.posted()), (3, 0));
}

#[tokio::test]
async fn who_may_not_decide_is_told() {
    let (forum, _, number) = flagged();
    let admin = World::new(forum, Habits::default()).await;
    let item = waiting(&admin).await.remove(0);
    let (forum, ..) = flagged();
    for viewer in [Viewer::Guest, Viewer::Member(4_002, false), Viewer::Member(4_002, true)] {
        let world = World::of(forum.clone(), Habits::default(), viewer).await;
        let error = world.open().push(&decision(&item, "disagree", false)).await.unwrap_err();
        assert!(matches!(error, Error::Forbidden { .. }), "{viewer:?}: {error:?}");
        assert_eq!(state(&world, number), (0, 0));
    }
}
