//! Slack, against a fake workspace.

mod changes;
mod costs;
mod faults;
mod listening;
mod lists;
mod stops;
mod writing;

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use kith_connect::{
    Connector, Depth, Result,
    slack::live::{self, Settings},
};
use kith_tests::{
    fake_slack::{FakeSlack, TOKEN, Workspace, api},
    fake_time::FakeTime,
    memory::Memory,
};

/// A fake workspace, a store and a clock.
pub(crate) struct World {
    pub(crate) fake: FakeSlack,
    pub(crate) time: Arc<FakeTime>,
    pub(crate) memory: Memory,
    pub(crate) settings: Settings,
}

/// Everything that can be seen of a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    channel: String,
    number: i64,
    thread: Option<i64>,
    author: Option<String>,
    text: String,
    reactions: BTreeMap<String, Vec<String>>,
}

impl World {
    pub(crate) async fn new(workspace: Workspace) -> Self {
        let fake = FakeSlack::start(workspace).await.unwrap();
        let settings = Settings { api: api(fake.address()), ..Settings::default() };
        Self { fake, time: FakeTime::at(1_700_000_000_000), memory: Memory::default(), settings }
    }

    pub(crate) fn open_at(&self, address: SocketAddr, whole: u64) -> Box<dyn Connector> {
        let settings = Settings { api: api(address), ..self.settings.clone() };
        live::open(settings, &TOKEN.into(), &self.time.network(whole), None).unwrap()
    }

    pub(crate) fn open(&self) -> Box<dyn Connector> {
        self.open_at(self.fake.address(), 60_000)
    }

    pub(crate) async fn try_sync(&mut self, depth: Depth) -> Result<()> {
        let mut connector = self.open();
        let now = self.time.now();
        self.memory.sync(&mut *connector, depth, now).await
    }

    /// A whole run by a program that was just started.
    pub(crate) async fn sync(&mut self) {
        self.try_sync(Depth::Full).await.unwrap();
    }

    /// What the workspace shows of its public channels.
    pub(crate) fn expected(&self) -> Vec<Seen> {
        self.fake.with(|workspace| {
            let channels = workspace.channels.iter().filter(|(_, channel)| !channel.is_private && !channel.is_im);
            let mut seen: Vec<Seen> = channels
                .flat_map(|(id, channel)| {
                    channel.messages.iter().filter(|(_, message)| !message.tombstone).map(|(number, message)| {
                        let text =
                            |key: &str| message.fields.get(key).and_then(|value| value.as_str()).map(str::to_owned);
                        Seen {
                            channel: id.clone(),
                            number: *number,
                            thread: message.thread,
                            author: text("user").or(text("bot_id")),
                            text: text("text").unwrap_or_default(),
                            reactions: message
                                .reactions
                                .iter()
                                .map(|(name, users)| (name.clone(), users.iter().cloned().collect()))
                                .collect(),
                        }
                    })
                })
                .collect();
            seen.sort();
            seen
        })
    }

    /// What is here.
    pub(crate) fn stored(&self) -> Vec<Seen> {
        let mut seen: Vec<Seen> = self
            .memory
            .living()
            .map(|activity| Seen {
                channel: activity.space.clone(),
                number: activity.remote,
                thread: activity.thread,
                author: activity.author.clone(),
                text: activity.text.clone(),
                reactions: activity
                    .reactions
                    .iter()
                    .map(|reaction| (reaction.name.clone(), reaction.accounts.clone()))
                    .collect(),
            })
            .collect();
        seen.sort();
        seen
    }

    #[track_caller]
    pub(crate) fn check(&self, why: &str) {
        let (expected, stored) = (self.expected(), self.stored());
        let missing: Vec<_> = expected.iter().filter(|seen| stored.binary_search(seen).is_err()).take(3).collect();
        let extra: Vec<_> = stored.iter().filter(|seen| expected.binary_search(seen).is_err()).take(3).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{why}\n missing: {missing:#?}\n too much: {extra:#?}");
    }
}

/// A few channels with threads, reactions, joins and a thread without its first message.
pub(crate) fn small() -> Workspace {
    let mut workspace = Workspace::new();
    let people: Vec<String> = ["ada", "ben", "cleo", "dan"].iter().map(|name| workspace.person(name)).collect();
    workspace
        .groups
        .get_or_insert_default()
        .insert("S1".into(), kith_tests::fake_slack::Group { name: "helpers".into(), members: people[..2].to_vec() });
    for (name, messages) in [("general", 40), ("help", 25), ("empty", 0)] {
        let channel = workspace.channel(name);
        for place in 0..messages {
            let who = &people[place % 4];
            let root = workspace.post(&channel, who, &format!("message {place} in {name}"));
            if place % 7 == 0 {
                for answer in 0..place % 5 + 1 {
                    workspace.reply(&channel, root, &people[(place + answer + 1) % 4], &format!("answer {answer}"));
                }
            }
            if place % 5 == 0 {
                workspace.react(&channel, root, &people[1], "tada");
                workspace.react(&channel, root, &people[2], "+1::skin-tone-2");
            }
        }
    }
    workspace.join("C0001", &people[3]);
    let root = workspace.post("C0002", &people[0], "a question that will be taken away");
    workspace.reply("C0002", root, &people[1], "its answer stays");
    workspace.delete("C0002", root);
    let root = workspace.post("C0002", &people[0], "a question");
    let answer = workspace.reply("C0002", root, &people[1], "an answer for all");
    workspace.message("C0002", answer).unwrap().broadcast = true;
    workspace
}
