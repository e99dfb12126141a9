//! A community to try Kith with: the people around Trellis, an open-source garden planner that does not exist.
//!
//! About two thousand invented people in a chat and a forum, and about a hundred thousand things they did in the three
//! years before a given moment. It reads no clock and no chance from outside: the same moment and the same zone give the
//! same community again.
//!
//! **Invariants:** every word and every name is invented; nobody does anything before they came or after the end.

mod arrivals;
mod calendar;
mod chance;
mod crowd;
mod dialogue;
mod feed;
mod names;
mod people;
mod phrases;
mod plan;
mod planner;
mod reactions;
mod spaces;
#[cfg(test)]
mod tests;
mod words;

use calendar::Calendar;
pub(crate) use feed::{BATCH, Feed};
use phrases::Phrases;
use planner::Planner;

const SEED: u64 = 0x7ae1_1150;

/// The chat: channels, threads, joins. Numbers of messages are microseconds, words are mrkdwn, as in Slack.
pub(crate) fn chat(until_ms: i64, zone: &str) -> Feed {
    feed(until_ms, zone, false)
}

/// The forum: categories, topics with titles. Numbers of posts run through the whole forum; words are mrkdwn, too.
pub(crate) fn forum(until_ms: i64, zone: &str) -> Feed {
    feed(until_ms, zone, true)
}

fn feed(until: i64, zone: &str, forum: bool) -> Feed {
    let phrases = Phrases::new();
    let mut calendar = Calendar::new(until, zone);
    let people = people::people(SEED, &phrases, &mut calendar, zone);
    let spaces = spaces::spaces(forum);
    let plan = Planner::new(SEED, &people, &calendar, &phrases, forum).run(&spaces);
    let roots = vec![None; plan.subjects.len()];
    Feed { people, calendar, phrases, plan, spaces, forum, next: None, number: 0, roots }
}
