//! What happens at the source is found, wherever it happens, and what only hides is not taken for gone.

use kith_connect::{Depth, Hidden};
use serde_json::json;

use super::{World, small};

#[tokio::test]
async fn everything_is_read() {
    let mut world = World::new(small()).await;
    world.sync().await;
    world.check("a first run reads everything");
    assert!(world.memory.activities.values().any(|activity| activity.gone), "a tombstone is kept as gone");
    assert!(world.memory.unreadable.is_empty());
    let coverage = world.memory.coverage.as_ref().unwrap();
    assert_eq!(coverage.from, Some(1_600_000_001_000));
    assert_eq!((coverage.through, coverage.people), (Some(world.time.now()), Some(5)));
}

#[tokio::test]
async fn edits_and_reactions_of_any_age_are_found() {
    let mut world = World::new(small()).await;
    world.sync().await;
    let first = world.fake.with(|workspace| *workspace.channels["C0001"].messages.keys().next().unwrap());
    world.fake.with(|workspace| {
        workspace.edit("C0001", first, "other words");
        workspace.unreact("C0001", first, "U0003", "tada");
        workspace.react("C0001", first, "U0004", "eyes");
    });
    world.sync().await;
    world.check("the oldest message has other words and reactions");
}

#[tokio::test]
async fn late_answers_and_new_threads_on_old_messages_are_found() {
    let mut world = World::new(small()).await;
    world.sync().await;
    let (threaded, plain) = world.fake.with(|workspace| {
        let channel = &workspace.channels["C0001"];
        let threaded = *channel.threads.keys().next().unwrap();
        let is_plain =
            |number: &i64| !channel.threads.contains_key(number) && channel.messages[number].thread.is_none();
        let plain = *channel.messages.keys().find(|number| is_plain(number)).unwrap();
        workspace.last += 2 * 365 * 86_400 * 1_000_000;
        workspace.reply("C0001", threaded, "U0003", "two years later");
        workspace.reply("C0001", plain, "U0003", "a thread at last");
        (threaded, plain)
    });
    world.fake.forget_requests();
    world.sync().await;
    world.check("late answers");
    let replies = world.fake.counts()["conversations.replies"];
    assert_eq!(replies, 2, "only the threads {threaded} and {plain} changed");
}

#[tokio::test]
async fn what_was_taken_away_is_gone() {
    let mut world = World::new(small()).await;
    world.sync().await;
    world.fake.with(|workspace| {
        let channel = workspace.channels["C0001"].clone();
        // A message in the midst, the oldest and the newest one.
        let plain: Vec<i64> = channel
            .messages
            .keys()
            .copied()
            .filter(|number| !channel.threads.contains_key(number) && channel.messages[number].thread.is_none())
            .collect();
        for place in [0, plain.len() / 2, plain.len() - 1] {
            workspace.delete("C0001", plain[place]);
        }
        // An answer, all answers of a thread, and a message with answers.
        let threads: Vec<i64> =
            channel.threads.iter().filter(|(_, answers)| answers.len() > 1).map(|(root, _)| *root).collect();
        let answers: Vec<i64> = channel.threads[&threads[0]].iter().copied().collect();
        workspace.delete("C0001", answers[0]);
        for answer in channel.threads[&threads[1]].clone() {
            workspace.delete("C0001", answer);
        }
        workspace.delete("C0001", threads[2]);
    });
    world.sync().await;
    world.check("what was deleted is not here any more");
    // And the whole rest of that thread.
    world.fake.with(|workspace| {
        let channel = workspace.channels["C0001"].clone();
        let root = *channel.messages.iter().find(|(_, message)| message.tombstone).unwrap().0;
        for answer in channel.threads[&root].clone() {
            workspace.delete("C0001", answer);
        }
    });
    world.sync().await;
    world.check("with its last answer a tombstone goes");
}

#[tokio::test]
async fn an_answer_that_was_replaced_is_noticed() {
    let mut world = World::new(small()).await;
    world.sync().await;
    world.fake.with(|workspace| {
        let channel = workspace.channels["C0001"].clone();
        let (root, answers) = channel.threads.iter().find(|(_, answers)| answers.len() > 2).unwrap();
        workspace.delete("C0001", *answers.iter().next().unwrap());
        workspace.reply("C0001", *root, "U0003", "one");
        workspace.reply("C0001", *root, "U0003", "two");
    });
    world.sync().await;
    world.check("the count grew by one, but two came and one went");
}

#[tokio::test]
async fn a_channel_that_was_emptied_is_empty() {
    let mut world = World::new(small()).await;
    world.sync().await;
    world.fake.with(|workspace| {
        let channel = workspace.channels.get_mut("C0002").unwrap();
        channel.messages.clear();
        channel.threads.clear();
    });
    world.sync().await;
    world.check("everything in it is younger than the workspace's oldest message");
}

#[tokio::test]
async fn what_only_hides_is_not_gone() {
    let mut world = World::new(small()).await;
    world.sync().await;
    let all = world.stored().len();
    // A rule of retention took the old half of all channels.
    let middle = world.fake.with(|workspace| {
        let numbers: Vec<i64> = workspace.channels["C0001"].messages.keys().copied().collect();
        numbers[numbers.len() / 2]
    });
    let before = world.fake.with(|workspace| workspace.clone());
    world.fake.with(|workspace| {
        for channel in workspace.channels.values_mut() {
            channel.messages.retain(|number, _| *number > middle);
            channel.threads.retain(|number, _| *number > middle);
        }
        // And the younger channel lost its oldest message that way too; it is older than nothing that is shown.
    });
    world.sync().await;
    assert_eq!(world.stored().len(), all, "what is older than all that is shown may be only hidden");
    // The free plan hides, and says so.
    world.fake.with(|workspace| *workspace = before);
    world.fake.with(|workspace| workspace.visible_from = Some(middle));
    world.sync().await;
    assert_eq!(world.stored().len(), all, "what the plan hides is not gone");
    let coverage = world.memory.coverage.clone().unwrap();
    assert!(coverage.hidden.contains(&Hidden::Plan));
}

#[tokio::test]
async fn an_item_that_moves_over_a_page_boundary_is_not_lost() {
    let mut workspace = small();
    let channel = workspace.channel("long");
    let numbers: Vec<i64> =
        (0..2_500).map(|place| workspace.post(&channel, "U0002", &format!("number {place}"))).collect();
    let mut world = World::new(workspace).await;
    let mut connector = world.open();
    let now = world.time.now();
    let mut place = 0;
    while !world.memory.pull(&mut *connector, Depth::Full, now).await.unwrap() {
        // While it is read, messages come and go around the boundaries of its pages.
        place += 1;
        world.fake.with(|workspace| {
            workspace.post(&channel, "U0003", &format!("meanwhile {place}"));
            workspace.delete(&channel, numbers[2_500 - 999 - place]);
            workspace.delete(&channel, numbers[2_500 - 1_998 - place]);
        });
    }
    let stored = world.stored();
    for seen in world.expected() {
        let is_new = seen.text.starts_with("meanwhile");
        assert!(is_new || stored.contains(&seen), "{seen:?} was there all the time");
    }
    world.sync().await;
    world.check("the next run finds the rest");
}

#[tokio::test]
async fn answers_that_change_without_a_trace_are_seen_once_a_day() {
    let mut workspace = small();
    workspace.last = 1_699_900_000_000_000;
    let root = workspace.post("C0001", "U0002", "a question of yesterday");
    let answer = workspace.reply("C0001", root, "U0003", "an answer");
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.fake.with(|workspace| {
        workspace.react("C0001", answer, "U0004", "tada");
        let message = workspace.message("C0001", answer).unwrap();
        message.fields.insert("text".into(), json!("a better answer"));
    });
    world.time.pass(25 * 3_600_000);
    world.sync().await;
    world.check("lately active threads are read again");
}

#[tokio::test]
async fn a_thread_that_grew_is_read_whole() {
    let mut workspace = small();
    let root = workspace.post("C0001", "U0002", "a question");
    let answer = workspace.reply("C0001", root, "U0003", "an answer");
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.fake.with(|workspace| {
        workspace.react("C0001", answer, "U0004", "tada");
        workspace.reply("C0001", root, "U0004", "another one");
    });
    world.try_sync(Depth::Quick).await.unwrap();
    world.check("what changed in earlier answers is seen, however quick");
}

#[tokio::test]
async fn answers_in_silent_channels_are_looked_at_when_the_workspace_went_on() {
    let mut workspace = small();
    let silent = workspace.channel("silent");
    let root = workspace.post(&silent, "U0002", "a question");
    let answer = workspace.reply(&silent, root, "U0003", "an answer");
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.fake.with(|workspace| workspace.react(&silent, answer, "U0004", "tada"));
    world.fake.forget_requests();
    world.sync().await;
    assert_eq!(world.fake.counts().get("conversations.replies"), None, "nothing tells of news");
    world.fake.with(|workspace| workspace.post("C0001", "U0002", "something else"));
    world.sync().await;
    world.check("young threads of all channels are read again");
}

#[tokio::test]
async fn long_lists_of_reactions_are_completed_once() {
    let mut workspace = small();
    workspace.most_reactors = 1;
    let number = workspace.post("C0001", "U0002", "hurray");
    for user in ["U0001", "U0002", "U0003"] {
        workspace.react("C0001", number, user, "tada");
    }
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.check("all who reacted are known");
    world.fake.forget_requests();
    world.sync().await;
    world.check("and stay known");
    assert_eq!(world.fake.counts().get("reactions.get"), None, "nothing changed");
    world.fake.with(|workspace| workspace.react("C0001", number, "U0004", "tada"));
    world.sync().await;
    world.check("one more");
    assert_eq!(world.fake.counts().get("reactions.get"), Some(&1));
}

#[tokio::test]
async fn a_quick_run_looks_at_what_is_young() {
    let mut workspace = small();
    let channel = workspace.channel("long");
    for place in 0..2_200 {
        workspace.post(&channel, "U0002", &format!("number {place}"));
    }
    let mut world = World::new(workspace).await;
    world.try_sync(Depth::Quick).await.unwrap();
    world.check("what was never read is read, however quick");
    world.fake.with(|workspace| workspace.post(&channel, "U0003", "news"));
    world.fake.forget_requests();
    world.try_sync(Depth::Quick).await.unwrap();
    world.check("the news");
    assert_eq!(world.fake.counts()["conversations.history"], 4, "one page of each channel");
    assert_eq!(world.memory.coverage.as_ref().unwrap().from, Some(1_600_000_001_000), "older things stay covered");
}
