//! Stopping anywhere and going on gives the same rows.

use kith_connect::{Depth, Error};

use kith_tests::fake_slack::Workspace;

use super::{World, small};

/// Pages until the end, by a program that is started anew for each of them.
async fn page_by_page(world: &mut World) -> u64 {
    world.time.slow(6_000);
    let mut pages = 0;
    loop {
        let mut connector = world.open();
        let now = world.time.now();
        pages += 1;
        if world.memory.pull(&mut *connector, Depth::Full, now).await.unwrap() {
            return pages;
        }
        assert!(pages < 500, "a run that is cut off after every page must come to an end");
    }
}

fn large() -> Workspace {
    let mut workspace = small();
    // Small pages, so that there are many.
    workspace.is_capped = true;
    workspace.most_users = 200;
    for place in 0..245 {
        workspace.person(&format!("person {place}"));
    }
    let channel = workspace.channel("long");
    for place in 0..70 {
        let root = workspace.post(&channel, "U0002", &format!("number {place}"));
        if place % 2 == 0 {
            workspace.reply(&channel, root, "U0003", "an answer");
        }
    }
    workspace
}

#[tokio::test]
async fn a_program_that_ends_after_every_page_comes_to_an_end() {
    // Young threads, more on a page than are read at once: all of them are read again in every thorough run.
    let young = || {
        let mut workspace = large();
        workspace.is_capped = false;
        workspace.last = 1_699_900_000_000_000;
        let channel = workspace.channel("young");
        for _ in 0..40 {
            let root = workspace.post(&channel, "U0002", "a question");
            workspace.reply(&channel, root, "U0003", "an answer");
        }
        workspace
    };
    let mut world = World::new(young()).await;
    page_by_page(&mut world).await;
    world.check("the same rows as in one go");
    assert_eq!(world.memory.accounts.len(), 250);
    let mut whole = World::new(young()).await;
    whole.sync().await;
    assert_eq!(whole.stored(), world.stored());
    assert_eq!(whole.memory.marks.len(), world.memory.marks.len());
}

#[tokio::test]
async fn a_program_that_ends_after_every_page_sees_changes_too() {
    let mut world = World::new(large()).await;
    world.sync().await;
    world.fake.with(|workspace| {
        let numbers: Vec<i64> = workspace.channels["C0004"].messages.keys().copied().collect();
        for number in numbers.iter().step_by(7) {
            workspace.delete("C0004", *number);
        }
        let is_answer =
            |workspace: &Workspace, number: &i64| workspace.channels["C0004"].messages[number].thread.is_some();
        for number in numbers.iter().skip(1).step_by(5) {
            // Edits of answers leave no trace where a run looks.
            if numbers.iter().position(|other| other == number).unwrap() % 7 == 0 || is_answer(workspace, number) {
                continue;
            }
            workspace.edit("C0004", *number, "edited");
        }
        let threads: Vec<i64> = workspace.channels["C0004"].threads.keys().copied().collect();
        for root in threads.iter().step_by(3) {
            workspace.reply("C0004", *root, "U0003", "one more");
        }
    });
    world.time.pass(2 * 86_400_000);
    page_by_page(&mut world).await;
    world.check("the same rows as in one go");
}

#[tokio::test]
async fn pulled_twice_the_same_rows() {
    let mut world = World::new(small()).await;
    world.sync().await;
    let before =
        (world.stored(), world.memory.accounts.clone(), world.memory.spaces.clone(), world.memory.marks.clone());
    world.memory.checkpoint = None;
    world.sync().await;
    let (stored, accounts, spaces) = (world.stored(), world.memory.accounts.clone(), world.memory.spaces.clone());
    assert_eq!((stored, accounts, spaces), (before.0, before.1, before.2));
    world.check("and they are right");
}

#[tokio::test]
async fn a_page_that_could_not_be_stored_comes_again() {
    let mut world = World::new(large()).await;
    world.time.slow(6_000);
    let mut connector = world.open();
    let now = world.time.now();
    let mut lost = 0;
    loop {
        let before = world.memory.clone();
        let done = world.memory.pull(&mut *connector, Depth::Full, now).await.unwrap();
        // Every third page is lost; the connector lives on.
        lost += 1;
        if lost % 3 == 0 && lost < 60 {
            world.memory = before;
        } else if done {
            break;
        }
        assert!(lost < 500);
    }
    world.check("nothing of what was lost is missing");
    assert_eq!(world.memory.accounts.len(), 250);
}

#[tokio::test]
async fn a_workspace_that_goes_away_loses_nothing() {
    let mut world = World::new(large()).await;
    let mut step = 7;
    loop {
        world.fake.cut_after(Some(step));
        let outcome = world.try_sync(Depth::Full).await;
        match outcome {
            Ok(()) => break,
            Err(error) => assert!(matches!(error, Error::Remote(_)), "{error:?}"),
        }
        step += 1;
    }
    world.fake.cut_after(None);
    world.check("every run goes a little further");
}

#[tokio::test]
async fn small_channels_share_a_page_and_large_ones_do_not() {
    let mut workspace = small();
    for channel in 0..20 {
        let channel = workspace.channel(&format!("small {channel}"));
        let root = workspace.post(&channel, "U0002", "a question");
        workspace.reply(&channel, root, "U0003", "an answer");
    }
    let mut world = World::new(workspace).await;
    world.sync().await;
    world.check("nothing is lost on the way");
    assert!(world.memory.pages < 12, "{} pages of 23 channels", world.memory.pages);
    let few = world.memory.pages;
    world.fake.with(|workspace| {
        let channel = workspace.channel("large");
        for place in 0..2_500 {
            workspace.post(&channel, "U0002", &format!("number {place}"));
        }
    });
    world.sync().await;
    world.check("and the large one");
    assert!(world.memory.pages >= 2 * few + 2, "{} pages", world.memory.pages);
}

#[tokio::test]
async fn what_was_read_before_a_failure_is_stored() {
    let whole = {
        let mut world = World::new(small()).await;
        world.sync().await;
        world.fake.requests()
    };
    let mut most = 0;
    for cut in 0..whole {
        let mut world = World::new(small()).await;
        world.fake.cut_after(Some(cut));
        assert!(world.try_sync(Depth::Full).await.is_err());
        let stored = world.stored().len();
        assert!(stored >= most, "{stored} messages with {cut} requests, and {most} with fewer");
        most = stored;
        world.fake.cut_after(None);
        world.sync().await;
        world.check("the rest comes with the next run");
    }
    assert!(most > 60, "only {most} messages before the last request");
}
