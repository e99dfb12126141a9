//! Who answers, people, channels, groups, and what cannot be read.

use kith_connect::{
    Depth, Error, Hidden,
    slack::live::{self, Settings},
};
use kith_domain::record::SpaceKind;
use kith_tests::fake_slack::{User, Workspace, api};
use serde_json::json;

use super::{World, small};

#[tokio::test]
async fn wrong_credentials_are_said_to_be_wrong() {
    let mut world = World::new(small()).await;
    let settings = world.settings.clone();
    let mut wrong = live::open(settings, &"xoxp-wrong-1234567890".into(), &world.time.network(60_000), None).unwrap();
    let error = wrong.probe().await.unwrap_err();
    assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
    let now = world.time.now();
    let error = world.memory.pull(&mut *wrong, Depth::Full, now).await.unwrap_err();
    assert!(matches!(error, Error::SignedOut(_)), "{error:?}");
    assert!(!format!("{error:?}{error}").contains("1234567890"), "no error repeats a token");
    assert!(world.time.waits().is_empty(), "trying again would not help");
}

#[tokio::test]
async fn a_probe_says_whose_token_it_is_and_what_it_may() {
    let mut workspace = small();
    workspace.scopes.retain(|scope| scope != "reactions:read");
    let world = World::new(workspace).await;
    let identity = world.open().probe().await.unwrap();
    assert_eq!(identity.remote, "T0FAKE");
    assert_eq!(identity.address.as_deref(), Some("https://fake.slack.com"));
    assert_eq!(identity.account_remote.as_deref(), Some("U0001"));
    assert!(!identity.can_write);
    assert_eq!(identity.missing, [("reactions:read".to_owned(), "who reacted, when very many did".to_owned())]);
}

#[tokio::test]
async fn nothing_is_stored_of_another_workspace() {
    let mut world = World::new(small()).await;
    world.settings.team = Some("T0OTHER".into());
    assert!(matches!(world.try_sync(Depth::Full).await, Err(Error::Different(_))));
    assert_eq!(world.memory.pages, 0);
    // Nor when the workspace behind a stored checkpoint is another one.
    world.settings.team = None;
    world.sync().await;
    let pages = world.memory.pages;
    world.fake.with(|workspace| workspace.team = "T0OTHER".into());
    assert!(matches!(world.try_sync(Depth::Full).await, Err(Error::Different(_))));
    assert_eq!(world.memory.pages, pages);
}

#[tokio::test]
async fn an_empty_workspace_is_read() {
    let mut world = World::new(Workspace::new()).await;
    world.sync().await;
    assert_eq!(world.memory.accounts.len(), 1);
    assert!(world.memory.activities.is_empty());
    assert_eq!(world.memory.coverage.as_ref().unwrap().through, Some(world.time.now()));
}

#[tokio::test]
async fn people_channels_and_groups_are_what_they_are() {
    let mut workspace = small();
    let user = |name: &str| User { name: name.into(), updated: 1_600_000_000, ..User::default() };
    workspace.users.insert("U0100".into(), User { deleted: true, ..user("gone") });
    workspace.users.insert("U0101".into(), User { is_guest: true, ..user("guest") });
    workspace.users.insert("U0102".into(), User { is_admin: true, ..user("admin") });
    workspace.users.insert("U0103".into(), User { is_bot: true, ..user("robot") });
    workspace.labels = vec![("Xf1".into(), "Company".into())];
    workspace.users.get_mut("U0102").unwrap().fields.insert("Xf1".into(), "Acme".into());
    let mut world = World::new(workspace).await;
    world.sync().await;
    let account = |id: &str| &world.memory.accounts[id];
    assert!(account("U0100").left && account("U0101").is_guest && account("U0102").is_admin && account("U0103").is_bot);
    assert_eq!(account("U0102").email.as_deref(), Some("u0102@example.org"));
    assert_eq!(account("U0102").fields, Some(vec![("Company".to_owned(), "Acme".to_owned())]));
    let general = &world.memory.spaces["C0001"];
    assert_eq!((general.kind, general.name.as_str(), general.members.len()), (SpaceKind::Channel, "general", 4));
    assert_eq!(world.memory.groups[&("group", "S1".to_owned())].members.as_ref().unwrap().len(), 2);
    // Renamed, archived, left: all is seen the next time.
    world.fake.with(|workspace| {
        workspace.leave("C0001", "U0002");
        let channel = workspace.channels.get_mut("C0001").unwrap();
        channel.name = "lobby".into();
        channel.is_archived = true;
    });
    world.fake.forget_requests();
    world.sync().await;
    let general = &world.memory.spaces["C0001"];
    assert_eq!((general.name.as_str(), general.archived, general.members.len()), ("lobby", true, 3));
    let counts = world.fake.counts();
    assert_eq!(
        counts.get("conversations.members"),
        Some(&1),
        "only a channel whose members changed is asked: {counts:?}"
    );
    assert_eq!(counts.get("users.profile.get"), None, "nobody changed: {counts:?}");
}

#[tokio::test]
async fn smaller_pages_are_asked_for_when_slack_wants_them() {
    let mut workspace = Workspace::new();
    for place in 0..450 {
        workspace.person(&format!("person {place}"));
    }
    workspace.most_users = 200;
    let mut world = World::new(workspace).await;
    world.sync().await;
    assert_eq!(world.memory.accounts.len(), 451);
    assert_eq!(world.fake.counts().get("users.list"), Some(&4), "one refusal and three pages");
}

#[tokio::test]
async fn private_channels_are_read_only_when_chosen() {
    let mut workspace = small();
    let secret = workspace.channel("secret");
    workspace.post(&secret, "U0001", "private words");
    workspace.channels.get_mut(&secret).unwrap().is_private = true;
    let mut world = World::new(workspace).await;
    world.sync().await;
    assert!(!world.memory.spaces.contains_key(&secret));
    assert!(world.memory.living().all(|activity| activity.space != secret));
    world.settings.private = true;
    world.sync().await;
    assert_eq!(world.memory.spaces[&secret].kind, SpaceKind::Private);
    assert!(world.memory.living().any(|activity| activity.text == "private words"));
}

#[tokio::test]
async fn a_channel_that_cannot_be_read_stops_no_other() {
    let mut world = World::new(small()).await;
    world.sync().await;
    let before = world.stored();
    world
        .fake
        .with(|workspace| workspace.channels.get_mut("C0001").unwrap().refuses = Some("channel_not_found".into()));
    world.fake.with(|workspace| workspace.post("C0002", "U0002", "news"));
    world.sync().await;
    let hidden = &world.memory.coverage.as_ref().unwrap().hidden;
    let expected = Hidden::Space { name: "general".into(), why: "channel_not_found".into() };
    assert!(hidden.contains(&expected), "{hidden:?}");
    assert_eq!(world.stored().len(), before.len() + 1, "what cannot be seen is not gone, and the others are read");
    world.fake.with(|workspace| workspace.channels.get_mut("C0001").unwrap().refuses = None);
    world.sync().await;
    world.check("it is read again as soon as that works");
    assert!(world.memory.coverage.as_ref().unwrap().hidden.is_empty());
}

#[tokio::test]
async fn missing_scopes_and_plans_leave_out_only_what_needs_them() {
    let mut workspace = small();
    workspace.scopes.retain(|scope| scope != "usergroups:read" && scope != "users.profile:read");
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.check("messages need neither");
    let hidden = &world.memory.coverage.as_ref().unwrap().hidden;
    assert!(hidden.iter().any(|hidden| matches!(hidden, Hidden::Scope { scope, .. } if scope == "usergroups:read")));
    let mut workspace = small();
    workspace.groups = None;
    let mut world = World::new(workspace).await;
    world.sync().await;
    assert!(world.memory.coverage.as_ref().unwrap().hidden.is_empty(), "a plan without groups hides none");
}

#[tokio::test]
async fn authors_in_no_list_are_asked_for_once() {
    let mut workspace = small();
    let guest = User { name: "visitor".into(), is_stranger: true, ..User::default() };
    workspace.users.insert("U0900".into(), guest);
    workspace.bots.insert("B0001".into(), "robot".into());
    workspace.post("C0001", "U0900", "hello from another workspace");
    workspace.post("C0001", "U0900", "hello again");
    workspace.post("C0001", "U0901", "nobody knows me");
    for (bot, text) in [("B0001", "beep"), ("B0009", "a program that is no more")] {
        let number = workspace.post("C0001", "", text);
        let fields = &mut workspace.message("C0001", number).unwrap().fields;
        fields.remove("user");
        fields.insert("bot_id".into(), json!(bot));
        fields.insert("subtype".into(), json!("bot_message"));
    }
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.check("all of them are read");
    let account = |id: &str| &world.memory.accounts[id];
    assert_eq!((account("U0900").name.as_str(), account("U0900").missing), ("visitor", false));
    assert!(account("U0901").missing && account("B0009").missing && account("B0009").is_bot);
    assert_eq!((account("B0001").name.as_str(), account("B0001").is_bot), ("robot", true));
    let counts = world.fake.counts();
    assert_eq!((counts["users.info"], counts["bots.info"]), (2, 2));
    world.sync().await;
    let counts = world.fake.counts();
    assert_eq!((counts["users.info"], counts["bots.info"]), (2, 2), "once a week is enough");
}

#[tokio::test]
async fn unknown_fields_are_kept_and_unknown_shapes_are_told() {
    let mut workspace = small();
    let number = workspace.post("C0001", "U0002", "with something new");
    workspace.message("C0001", number).unwrap().fields.insert("brand_new".into(), json!({ "deep": [1, 2] }));
    let odd = workspace.post("C0001", "U0002", "odd");
    workspace.message("C0001", odd).unwrap().fields.insert("edited".into(), json!("yesterday"));
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.check("what is new does not hurt");
    assert!(world.memory.raw[&("C0001".to_owned(), number)].contains("brand_new"), "it is kept as it came");
}

#[tokio::test]
async fn tokens_in_messages_do_not_come_through() {
    let mut workspace = small();
    workspace.post("C0001", "U0002", "my token is xoxb-123456789012-abcdef ok");
    let mut world = World::new(workspace).await;
    world.sync().await;
    assert!(world.memory.living().any(|activity| activity.text == "my token is redacted ok"));
    assert!(world.memory.raw.values().all(|raw| !raw.contains("xoxb-1")));
}

#[tokio::test]
async fn keys_that_are_none_of_ours_are_refused() {
    let world = World::new(small()).await;
    let network = world.time.network(60_000);
    let open = |address: &str, secret: &str| {
        let settings = Settings { api: address.parse().unwrap(), ..Settings::default() };
        live::open(settings, &secret.into(), &network, None).err()
    };
    let here = api(world.fake.address()).to_string();
    assert!(matches!(open(&here, "xoxc-1-secret"), Some(Error::Invalid(_))));
    assert!(matches!(open(&here, "xapp-1-secret"), Some(Error::Invalid(_))));
    assert_eq!(open(&here, "a-token-of-another-program"), None);
    assert!(matches!(open(live::API, "a-token-of-another-program"), Some(Error::Invalid(_))));
    assert!(matches!(open("http://slack.example/api/", "xoxp-1"), Some(Error::Invalid(_))), "not without encryption");
}
