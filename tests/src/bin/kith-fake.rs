//! A community that is none: a fake forum or workspace to connect to from the command line or the window.
//!
//! `kith-fake discourse [TOPICS|POST_STATES.jsonl.zst]` and `kith-fake slack EXPORT` print where they listen and the key,
//! and serve until they are ended. Post states are a real forum's history, which is shown as it ended.
#![expect(clippy::print_stdout, reason = "this program's output is where to connect to")]

use std::{path::Path, process::ExitCode, sync::Arc};

use kith_tests::{
    fake_discourse::{ADMIN_KEY, FakeDiscourse, Forum, Habits, Idle},
    fake_slack::{FakeSlack, TOKEN, api, load},
    replay::discourse::{history, play},
};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().unwrap_or_default();
    let what = arguments.next().unwrap_or_default();
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else {
        return ExitCode::FAILURE;
    };
    runtime.block_on(async {
        match kind.as_str() {
            "discourse" => {
                let forum = if Path::new(&what).is_file() {
                    let Ok(history) = history(Path::new(&what)) else { return ExitCode::FAILURE };
                    let mut forum = Forum::new();
                    history.iter().for_each(|seen| play(&mut forum, &seen.post));
                    forum
                } else {
                    forum(what.parse().unwrap_or(40))
                };
                let admin = forum.users.keys().copied().max().unwrap_or(-1);
                let Ok(fake) =
                    FakeDiscourse::start(forum, Habits { admin, ..Habits::default() }, Arc::new(Idle::default())).await
                else {
                    return ExitCode::FAILURE;
                };
                println!("http://{} {ADMIN_KEY}", fake.address());
                std::future::pending::<()>().await;
                ExitCode::SUCCESS
            }
            "slack" => {
                let Ok(workspace) = load(Path::new(&what)) else { return ExitCode::FAILURE };
                let Ok(fake) = FakeSlack::start(workspace).await else { return ExitCode::FAILURE };
                println!("{} {TOKEN}", api(fake.address()));
                std::future::pending::<()>().await;
                ExitCode::SUCCESS
            }
            _ => {
                println!("usage: kith-fake discourse [TOPICS|POST_STATES] | kith-fake slack EXPORT");
                ExitCode::from(2)
            }
        }
    })
}

fn forum(topics: usize) -> Forum {
    let mut forum = Forum::new();
    let people: Vec<i64> = (0..60).map(|number| forum.user(&format!("gardener{number}"))).collect();
    let rooms = [forum.category("Beds", None, false), forum.category("Tools", None, false)];
    let one = |from: &[i64], pick: usize| from.get(pick % from.len().max(1)).copied().unwrap_or(1);
    for number in 0..topics {
        let (topic, _) = forum.topic(
            Some(one(&rooms, number)),
            one(&people, number * 7),
            &format!("What to sow in bed {number}"),
            &format!("The soil of bed {number} is *heavy*. What would you sow?"),
        );
        for answer in 0..number % 9 {
            let post = forum.reply(
                topic,
                one(&people, number + answer * 3),
                &format!("In bed {number} I tried beans, {answer} rows"),
            );
            forum.like(post, one(&people, answer));
        }
    }
    forum
}
