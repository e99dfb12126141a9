//! A page of messages as records: pure, and the one place that must be fast.
//!
//! **Invariants:** every entry of a page comes out, as an activity or as unreadable; each activity's own JSON lies in the
//! batch; activities come out in order of time.

use kith_domain::record::{AccountRecord, Batch, Unreadable};
use rustc_hash::FxHashSet;

use super::lists::{entries, next_cursor};
use crate::{
    error::Result,
    slack::normalise::{self, Thread},
};

/// How much of an unreadable record is kept.
const SAMPLE: usize = 2_000;

/// What a page says beside its messages.
#[derive(Debug, Default)]
pub(super) struct Messages {
    /// Entries, readable or not.
    pub(super) count: usize,
    /// Numbers of the messages on it, ascending.
    pub(super) seen: Vec<i64>,
    /// Messages that are no answers: they may have opened a thread.
    pub(super) roots: Vec<Root>,
    /// Authors, each once.
    pub(super) authors: Vec<AccountRecord>,
    /// Messages of which more people reacted than they name.
    pub(super) cut: Vec<i64>,
    /// Something on it could not be read, so that nothing is known of what is not on it.
    pub(super) is_damaged: bool,
    /// There is more.
    pub(super) has_more: bool,
    /// The plan hides older messages.
    pub(super) is_limited: bool,
    /// Where to go on.
    pub(super) next: Option<String>,
}

/// A message that is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Root {
    pub(super) number: i64,
    /// What it says of its thread.
    pub(super) thread: Option<Thread>,
    /// It was taken away and stands there only because of its answers.
    pub(super) gone: bool,
}

/// Reads a page of `conversations.history`, or of `conversations.replies` when it is a `thread`'s: then the message that
/// opened it, which leads every page, is told as a root and not stored.
pub(super) fn read(body: &str, channel: &str, thread: Option<i64>, batch: &mut Batch) -> Result<Messages> {
    let is = |field: &str| sonic_rs::get(body, [field]).is_ok_and(|value| value.as_raw_str() == "true");
    let mut page = Messages {
        has_more: is("has_more"),
        is_limited: is("is_limited"),
        next: next_cursor(body),
        ..Messages::default()
    };
    let mut authors: FxHashSet<String> = FxHashSet::default();
    let begin = batch.activities.len();
    entries(body, "messages", |raw| {
        let position = page.count as u64;
        page.count += 1;
        let read = match raw {
            Some(raw) => normalise::typed(channel, raw, |_| true),
            None => Err("the list of messages is damaged from here on".to_owned()),
        };
        let mut normalised = match read {
            Ok(normalised) => normalised,
            Err(reason) => {
                page.is_damaged = true;
                batch.unreadable.push(Unreadable {
                    place: if thread.is_some() { "conversations.replies" } else { "conversations.history" }.to_owned(),
                    space: Some(channel.to_owned()),
                    position,
                    reason,
                    sample: raw.unwrap_or_default().chars().take(SAMPLE).collect(),
                });
                return;
            }
        };
        let number = normalised.activity.remote;
        if normalised.activity.thread.is_none() {
            page.roots.push(Root { number, thread: normalised.thread, gone: normalised.activity.gone });
            if thread.is_some() {
                return;
            }
        }
        page.seen.push(number);
        if normalised.is_cut {
            page.cut.push(number);
        }
        if let Some(author) = normalised.author
            && !authors.contains(&author.remote)
        {
            authors.insert(author.remote.clone());
            page.authors.push(author);
        }
        let start = batch.raw.len();
        batch.raw.extend_from_slice(raw.unwrap_or_default().as_bytes());
        normalised.activity.raw = start..batch.raw.len();
        batch.activities.push(normalised.activity);
    })?;
    if let Some(own) = batch.activities.get_mut(begin..) {
        own.sort_by_key(|activity| activity.remote);
    }
    page.seen.sort_unstable();
    page.roots.sort_unstable_by_key(|root| std::cmp::Reverse(root.number));
    Ok(page)
}

/// A number as Slack writes it: microseconds as `1512085950.000216`.
pub(super) fn ts(number: i64) -> String {
    format!("{}.{:06}", number.div_euclid(1_000_000), number.rem_euclid(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"{"ok":true,"new":{"unknown":[1]},"messages":[
        {"type":"message","ts":"1500000003.000100","user":"U1","text":"newest","thread_ts":"1500000003.000100","reply_count":2,"latest_reply":"1500000009.000000","brand_new_field":{"a":1}},
        {"type":"message","text":"no ts"},
        7,
        {"type":"message","ts":"1500000002.000000","subtype":"tombstone","user":"USLACKBOT","text":"This message was deleted.","thread_ts":"1500000002.000000","reply_count":1},
        {"type":"message","ts":"1500000001.000000","user":"U1","text":"oldest","reactions":[{"name":"tada","count":3,"users":["U2"]}]}
    ],"has_more":true,"response_metadata":{"next_cursor":"bmV4dA=="}}"#;

    #[test]
    fn a_page_comes_out_whole_and_in_order() {
        let mut batch = Batch::default();
        let page = read(PAGE, "C1", None, &mut batch).unwrap();
        let texts: Vec<&str> = batch.activities.iter().map(|activity| activity.text.as_str()).collect();
        assert_eq!(texts, ["oldest", "", "newest"]);
        assert_eq!(batch.unreadable.len(), 2, "what cannot be read is kept, not dropped");
        assert_eq!(page.count, batch.activities.len() + batch.unreadable.len());
        assert!(page.is_damaged && page.has_more && !page.is_limited);
        assert_eq!(page.next.as_deref(), Some("bmV4dA=="));
        assert_eq!(page.seen, [1_500_000_001_000_000, 1_500_000_002_000_000, 1_500_000_003_000_100]);
        let newest = page.roots.first().unwrap();
        assert_eq!(newest.thread, Some(Thread { count: 2, latest: 1_500_000_009_000_000 }));
        assert!(page.roots[1].gone && batch.activities[1].gone);
        assert_eq!(page.cut, [1_500_000_001_000_000]);
        assert_eq!(page.authors.len(), 1);
        let raw = &batch.raw[batch.activities[2].raw.clone()];
        assert!(raw.starts_with(br#"{"type":"message","ts":"1500000003.000100""#));
    }

    #[test]
    fn the_first_message_of_a_thread_is_not_stored_twice() {
        let mut batch = Batch::default();
        let body = r#"{"ok":true,"messages":[{"ts":"1.000000","thread_ts":"1.000000","reply_count":1,"latest_reply":"2.000000"},{"ts":"2.000000","thread_ts":"1.000000","user":"U1"}],"has_more":false}"#;
        let page = read(body, "C1", Some(1_000_000), &mut batch).unwrap();
        assert_eq!(page.seen, [2_000_000]);
        assert_eq!(batch.activities.len(), 1);
        assert_eq!(page.roots[0].thread, Some(Thread { count: 1, latest: 2_000_000 }));
    }

    #[test]
    fn an_answer_without_messages_is_no_empty_channel() {
        let mut batch = Batch::default();
        assert!(read(r#"{"ok":true}"#, "C1", None, &mut batch).is_err());
        assert!(read(r#"{"ok":true,"messages":null}"#, "C1", None, &mut batch).is_err());
        assert_eq!(read(r#"{"ok":true,"messages":[]}"#, "C1", None, &mut batch).unwrap().count, 0);
    }

    #[test]
    fn numbers_are_written_as_they_came() {
        assert_eq!(ts(1_512_085_950_000_216), "1512085950.000216");
        assert_eq!(ts(1_000_000), "1.000000");
    }
}
