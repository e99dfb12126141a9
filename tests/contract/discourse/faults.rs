//! A network that goes wrong: the end is the same, at a bounded price, and nobody else learns the key.

use kith_connect::{Depth, Error};
use kith_tests::{
    fake_discourse::{ADMIN_KEY, Habits},
    faults::{Fault, Faults, Plan},
};

use super::{World, town};

fn seeds() -> u64 {
    std::env::var("KITH_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(12)
}

/// Every walk is tried until it ends, as the schedule does: later, after errors that pass.
async fn until_done(world: &mut World, depth: Depth) {
    for _ in 0..40 {
        match world.sync(depth).await {
            Ok(_) => return,
            Err(error) => {
                assert!(error.is_transient(), "{error:?}");
                assert!(!format!("{error:?} {error}").contains(ADMIN_KEY), "no secret in an error");
                let wait = if let Error::Waiting { milliseconds } = error { milliseconds } else { 60_000 };
                world.idle.pass(i64::try_from(wait).unwrap());
            }
        }
    }
    panic!("it never ends");
}

#[tokio::test]
async fn whatever_the_network_does_the_end_is_the_same() {
    let mut straight = World::new(town(700), Habits::default()).await;
    let price = straight.sync(Depth::Quick).await.unwrap();
    straight.agrees("without faults");
    // Bodies that unpack to sixty megabytes take their time: they have a test of their own.
    let faults: Vec<Fault> = Fault::ALL.into_iter().filter(|fault| *fault != Fault::Bomb).collect();
    for seed in 0..seeds() {
        let mut world = World::new(town(700), Habits::default()).await;
        let plan = Plan::Seeded { seed, per_mille: 125, faults: faults.clone() };
        let proxy = Faults::new(world.fake.address(), plan).await.unwrap();
        world.go_through(proxy.address());
        until_done(&mut world, Depth::Quick).await;
        world.agrees(&format!("seed {seed}"));
        assert_eq!(world.shelf.posts, straight.shelf.posts, "seed {seed}");
        assert_eq!(world.shelf.likes, straight.shelf.likes, "seed {seed}");
        let spent = proxy.requests();
        assert!(spent <= 3 * price, "seed {seed}: {spent} requests for {price}: {:?}", proxy.injected());
        for stranger in proxy.strangers() {
            assert!(!stranger.contains(ADMIN_KEY), "seed {seed}: the key went to another host");
        }
    }
}

#[tokio::test]
async fn each_fault_is_survived_by_itself_and_deletes_nothing() {
    for fault in Fault::ALL {
        let mut world = World::new(town(200), Habits::default()).await;
        world.sync(Depth::Quick).await.unwrap();
        let before = world.shelf.posts.clone();
        world.fake.change(|forum| forum.delete_by_staff(90, true));
        let proxy =
            Faults::new(world.fake.address(), Plan::At((1..30).step_by(3).map(|at| (at, fault)).collect())).await;
        let proxy = proxy.unwrap();
        world.go_through(proxy.address());
        until_done(&mut world, Depth::Full).await;
        world.agrees(&format!("{fault:?}"));
        let gone = world.shelf.posts.iter().filter(|(key, row)| before.get(key) != Some(row)).count();
        assert_eq!(gone, 1, "{fault:?}");
        assert!(proxy.strangers().iter().all(|stranger| !stranger.contains(ADMIN_KEY)), "{fault:?}");
    }
}

#[tokio::test]
async fn servers_that_are_ill_for_a_while_are_waited_for() {
    let mut world = World::new(town(200), Habits { ill: 3, ..Habits::default() }).await;
    world.sync(Depth::Quick).await.unwrap();
    world.agrees("well again");
    assert_eq!(world.idle.waits(), [1_000, 2_000, 4_000]);
}

#[tokio::test]
async fn what_was_read_before_a_failure_is_stored() {
    let whole = World::new(town(400), Habits::default()).await.sync(Depth::Quick).await.unwrap();
    let mut most = 0;
    for cut in (1..whole).step_by(2) {
        let mut world = World::new(town(400), Habits::default()).await;
        let cuts = (cut..cut + 20).map(|at| (at, Fault::Reset)).collect();
        let proxy = Faults::new(world.fake.address(), Plan::At(cuts)).await.unwrap();
        world.go_through(proxy.address());
        // What is asked for where it may be missing does not end a walk.
        let ended = world.sync(Depth::Quick).await;
        let stored = world.shelf.living_rows("forum").len();
        assert!(stored >= most, "{stored} posts with {cut} requests, and {most} with fewer");
        most = stored;
        if ended.is_err() {
            until_done(&mut world, Depth::Quick).await;
        }
        world.agrees("the rest comes with the next walk");
    }
    assert!(most > 300, "only {most} posts before the last request");
}
