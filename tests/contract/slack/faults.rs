//! A network that goes wrong in every way we know of.

use kith_connect::{
    Depth, Error,
    slack::live::{self, Settings},
};
use kith_tests::{
    fake_slack::{TOKEN, Workspace},
    faults::{Fault, Faults, Plan},
};

use super::{World, small};

/// Runs until one ends well, as whoever drives a connector does; panics on what is no passing fault.
async fn until_done(world: &mut World, faults: &Faults) {
    let mut connector = world.open_at(faults.address(), 400);
    for _ in 0..40 {
        let now = world.time.now();
        match world.memory.sync(&mut *connector, Depth::Full, now).await {
            Ok(()) => return,
            Err(error) => {
                let told = format!("{error} {error:?}");
                assert!(!told.contains(TOKEN) && !told.contains("secret"), "an error holds a secret: {told}");
                assert!(error.is_transient(), "the network went wrong, and nobody has to do anything: {told}");
                if let Error::Waiting { milliseconds } = error {
                    world.time.pass(i64::try_from(milliseconds).unwrap());
                }
            }
        }
    }
    panic!("no run ends well: {:?}", faults.injected());
}

fn workspace() -> Workspace {
    let mut workspace = small();
    // A channel whose answers are long enough to be broken.
    let channel = workspace.channel("long");
    for place in 0..300 {
        workspace.post(&channel, "U0002", &format!("number {place}"));
    }
    workspace
}

#[tokio::test]
async fn each_fault_alone_changes_nothing() {
    for fault in Fault::ALL {
        let mut world = World::new(workspace()).await;
        let at = [2, 9].map(|request| (request, fault)).to_vec();
        let faults = Faults::new(world.fake.address(), Plan::At(at)).await.unwrap();
        until_done(&mut world, &faults).await;
        world.check(&format!("after {fault:?}"));
        assert!(!faults.injected().is_empty());
        assert!(faults.strangers().is_empty(), "{fault:?}: another host was asked: {:?}", faults.strangers());
    }
}

#[tokio::test]
async fn all_faults_together_change_nothing() {
    let seeds = std::env::var("KITH_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(12_u64);
    let mut whole = World::new(workspace()).await;
    whole.sync().await;
    let fewest = whole.fake.requests();
    for seed in 0..seeds {
        let mut world = World::new(workspace()).await;
        let faults = Faults::new(world.fake.address(), Plan::seeded(seed)).await.unwrap();
        until_done(&mut world, &faults).await;
        world.check(&format!("seed {seed}, after {:?}", faults.injected()));
        assert_eq!(world.memory.accounts, whole.memory.accounts, "seed {seed}");
        assert!(faults.requests() <= fewest * 3, "seed {seed}: {} requests where {fewest} do", faults.requests());
        assert!(faults.strangers().iter().all(|request| !request.contains(TOKEN)), "seed {seed}: the token got out");
    }
}

#[tokio::test]
async fn a_host_without_a_name_is_unreachable() {
    let world = World::new(small()).await;
    let settings = Settings { api: "https://nowhere.invalid/api/".parse().unwrap(), ..Settings::default() };
    let mut connector = live::open(settings, &"some-token".into(), &world.time.network(2_000), None).unwrap();
    let error = connector.probe().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
    assert_eq!(world.time.waits().len(), 5, "it was tried a few times");
}
