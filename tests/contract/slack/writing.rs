//! Writing, and renewing keys.

use std::sync::{Arc, Mutex};

use kith_connect::{Connector, Error, ExposeSecret, Intent, Wish, slack::live};
use kith_tests::fake_slack::Workspace;

use super::{World, small};

fn writable() -> Workspace {
    let mut workspace = small();
    workspace.scopes = live::scopes(true, true).into_iter().map(str::to_owned).collect();
    workspace
}

fn intent(wish: Wish, doubtful: bool) -> Intent {
    Intent { key: "k1".into(), wish, created_at: 1_600_000_000_000, doubtful, others: Vec::new() }
}

fn post(text: &str) -> Wish {
    Wish::Post { space: "C0001".into(), text: text.into() }
}

async fn send(connector: &mut Box<dyn Connector>, wish: Wish, doubtful: bool) -> (Option<i64>, bool) {
    let receipt = connector.push(&intent(wish, doubtful)).await.unwrap();
    (receipt.remote, receipt.found)
}

fn count(world: &World, text: &str) -> usize {
    world.expected().iter().filter(|seen| seen.text == text).count()
}

#[tokio::test]
async fn what_is_written_is_there_and_comes_back() {
    let mut world = World::new(writable()).await;
    let mut connector = world.open();
    let (posted, found) = send(&mut connector, post("a < b & <!channel>"), false).await;
    assert!(!found);
    let root = posted.unwrap();
    let reply = Wish::Reply { space: "C0001".into(), thread: root, to: None, text: "yes".into() };
    let (answered, _) = send(&mut connector, reply, false).await;
    world.sync().await;
    world.check("our own words come back");
    let row = &world.memory.activities[&("C0001".to_owned(), root)];
    assert_eq!(row.text, "a &lt; b &amp; &lt;!channel&gt;", "words are words, nobody is called by them");
    assert_eq!(world.memory.activities[&("C0001".to_owned(), answered.unwrap())].thread, Some(root));
}

#[tokio::test]
async fn a_doubtful_attempt_is_looked_for_first() {
    let world = World::new(writable()).await;
    let mut connector = world.open();
    world.fake.with(|workspace| workspace.swallows_answers = true);
    let error = connector.push(&intent(post("once & only"), false)).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    assert_eq!(count(&world, "once &amp; only"), 1, "a write is not repeated by itself");
    world.fake.with(|workspace| workspace.swallows_answers = false);
    let (remote, found) = send(&mut connector, post("once & only"), true).await;
    assert!(found && remote.is_some());
    assert_eq!(count(&world, "once &amp; only"), 1, "it was there already");
    let (_, found) = send(&mut connector, post("never sent"), true).await;
    assert!(!found);
    assert_eq!(count(&world, "never sent"), 1);
}

#[tokio::test]
async fn doubtful_answers_and_reactions_are_found_too() {
    let world = World::new(writable()).await;
    let mut connector = world.open();
    let root = send(&mut connector, post("a question"), false).await.0.unwrap();
    let reply = Wish::Reply { space: "C0001".into(), thread: root, to: None, text: "see https://a.example".into() };
    let first = send(&mut connector, reply.clone(), false).await;
    assert_eq!(send(&mut connector, reply, true).await, (first.0, true));
    let react = Wish::React { space: "C0001".into(), message: root, name: "tada".into() };
    assert_eq!(send(&mut connector, react.clone(), false).await, (None, false));
    assert_eq!(send(&mut connector, react, true).await, (None, true));
}

#[tokio::test]
async fn a_doubtful_answer_is_found_behind_many_others() {
    for is_capped in [false, true] {
        let world = World::new(writable()).await;
        let mut connector = world.open();
        let root = send(&mut connector, post("a question"), false).await.0.unwrap();
        let reply = |text: &str| Wish::Reply { space: "C0001".into(), thread: root, to: None, text: text.into() };
        for number in 0..40 {
            send(&mut connector, reply(&format!("answer {number}")), false).await;
        }
        let last = send(&mut connector, reply("the one in doubt"), false).await;
        world.fake.with(|workspace| workspace.is_capped = is_capped);
        assert_eq!(send(&mut connector, reply("the one in doubt"), true).await, (last.0, true), "{is_capped}");
        assert!(!send(&mut connector, reply("never sent"), true).await.1);
    }
}

#[tokio::test]
async fn the_same_words_as_last_week_are_posted_again() {
    let world = World::new(writable()).await;
    let mut connector = world.open();
    let last_week = send(&mut connector, post("What are you working on?"), false).await.0.unwrap();
    let again = Intent { others: vec![last_week], ..intent(post("What are you working on?"), true) };
    let receipt = connector.push(&again).await.unwrap();
    assert!(!receipt.found && receipt.remote != Some(last_week), "{receipt:?}");
    assert_eq!(count(&world, "What are you working on?"), 2);
}

#[tokio::test]
async fn one_person_alone_can_be_written_to() {
    let world = World::new(writable()).await;
    let mut connector = world.open();
    let wish = Wish::Direct { account: "U0003".into(), title: None, text: "psst".into() };
    let (first, _) = send(&mut connector, wish.clone(), false).await;
    assert_eq!(send(&mut connector, wish, true).await, (first, true));
}

#[tokio::test]
async fn several_people_are_written_to_in_one_conversation() {
    let world = World::new(writable()).await;
    let mut connector = world.open();
    let people = |ids: [&str; 2]| Wish::Group {
        accounts: ids.map(str::to_owned).into(),
        title: None,
        text: "meet one another".into(),
    };
    let (first, _) = send(&mut connector, people(["U0003", "U0002"]), false).await;
    assert_eq!(send(&mut connector, people(["U0002", "U0003"]), true).await, (first, true), "whoever is named first");
    let found = world.fake.with(|workspace| {
        let all = workspace.channels.values().filter(|channel| channel.is_mpim);
        all.map(|channel| (channel.members.len(), channel.messages.len())).collect::<Vec<_>>()
    });
    assert_eq!(found, [(3, 1)]);
    world.fake.with(|workspace| workspace.scopes.retain(|scope| scope != "mpim:write"));
    let error = connector.push(&intent(people(["U0003", "U0002"]), false)).await.unwrap_err();
    assert!(matches!(&error, Error::Forbidden { scope: Some(scope), .. } if scope == "mpim:write"), "{error:?}");
}

#[tokio::test]
async fn a_token_that_only_reads_cannot_write() {
    let mut workspace = small();
    workspace.channels.get_mut("C0003").unwrap().is_archived = true;
    let world = World::new(workspace).await;
    let mut connector = world.open();
    let error = connector.push(&intent(post("no"), false)).await.unwrap_err();
    assert!(matches!(&error, Error::Forbidden { scope: Some(scope), .. } if scope == "chat:write"), "{error:?}");
    world.fake.with(|workspace| workspace.scopes.push("chat:write".into()));
    let archived = Wish::Post { space: "C0003".into(), text: "no".into() };
    let error = connector.push(&intent(archived, false)).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
}

#[tokio::test]
async fn a_key_that_ends_is_renewed_and_kept_before_it_is_used() {
    let mut workspace = small();
    workspace.refresh = Some("xoxe-1-old-secret".into());
    let mut world = World::new(workspace).await;
    let secret = live::rotating(
        &"xoxe.xoxp-old-secret".into(),
        &"xoxe-1-old-secret".into(),
        world.time.now() + 3_600_000,
        "1.2",
    );
    let kept: Arc<Mutex<Vec<(String, u64)>>> = Arc::default();
    let own = kept.clone();
    let network = world.time.network(60_000);
    let meter = network.meter.clone();
    let keep: live::OnRefresh = Arc::new(move |secret: kith_connect::SecretString| {
        own.lock().unwrap().push((secret.expose_secret().to_owned(), meter.requests()));
    });
    let mut connector = live::open(world.settings.clone(), &secret, &network, Some(keep.clone())).unwrap();
    let now = world.time.now();
    world.memory.sync(&mut *connector, kith_connect::Depth::Full, now).await.unwrap();
    world.check("read with the new key");
    let (fresh, requests) = kept.lock().unwrap()[0].clone();
    assert_eq!(kept.lock().unwrap().len(), 1);
    assert_eq!(requests, 1, "it is kept before anything is asked with it");
    // What was kept opens the source again, and is renewed again when Slack says that it ended.
    world.fake.with(|workspace| workspace.token = "xoxe.xoxp-another-secret".into());
    let mut connector = live::open(world.settings.clone(), &fresh.into(), &network, Some(keep)).unwrap();
    connector.probe().await.unwrap();
    assert_eq!(kept.lock().unwrap().len(), 2);
    // A refresh token is good once.
    world.fake.with(|workspace| workspace.token = "xoxe.xoxp-yet-another-secret".into());
    let mut connector = live::open(world.settings.clone(), &secret, &network, None).unwrap();
    let error = connector.probe().await.unwrap_err();
    assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
    assert!(!format!("{error:?}").contains("secret"));
}
