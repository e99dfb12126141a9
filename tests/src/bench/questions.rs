//! What is asked: people, spaces and words that are really in the community, drawn by repeatable chance.

use serde_json::{Value, json};

use super::{Kith, Result};
use crate::export_maker::MEDIUM;

const COMMON: [&str; 3] = ["the", "to", "and"];

/// Things to ask for.
#[derive(Debug, Default)]
pub(super) struct Questions {
    pub(super) members: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) spaces: Vec<String>,
    pub(super) threads: Vec<String>,
    rare: Vec<String>,
    phrases: Vec<String>,
}

impl Questions {
    /// Looks around in a community for things to ask for.
    pub(super) fn find(kith: &Kith, count: usize) -> Result<Self> {
        let mut found = Self::default();
        let every = 50;
        let order = json!({ "filter": filter(""), "sort": "name", "descending": false, "every": every });
        let anchors = kith.call("members.anchors", &order)?;
        let cursors = anchors.get("cursors").and_then(Value::as_array).cloned().unwrap_or_default();
        for number in 0..count.min(cursors.len()) {
            let after = cursors.get(number * cursors.len() / count.min(cursors.len()));
            let page =
                json!({ "filter": filter(""), "sort": "name", "descending": false, "after": after, "limit": every });
            let rows = kith.call("members.list", &page)?;
            for row in items(&rows, "rows").iter().step_by(7) {
                found.members.push(text(row, "id"));
                found.names.push(text(row, "name"));
            }
        }
        let spaces = kith.call("spaces.list", &json!({}))?;
        for space in items(&spaces, "spaces") {
            if space.get("messages").and_then(Value::as_u64).is_some_and(|messages| messages > 50) {
                found.spaces.push(text(space, "id"));
            }
        }
        for space in found.spaces.iter().take(count) {
            let threads =
                kith.call("threads.list", &json!({ "space": space, "sort": "last", "after": null, "limit": 50 }))?;
            found.threads.extend(items(&threads, "rows").iter().map(|row| text(row, "id")));
        }
        found.words(kith, count)?;
        Ok(found)
    }

    /// Words and phrases out of the timelines of people, so of all times.
    fn words(&mut self, kith: &Kith, count: usize) -> Result<()> {
        let step = (self.members.len() / (count * 3).max(1)).max(1);
        for member in self.members.clone().iter().step_by(step) {
            let page = kith.call("members.timeline", &json!({ "member": member, "before": null, "limit": 5 }))?;
            for item in items(&page, "items") {
                let plain = without_tags(&text(item, "html"));
                let words: Vec<&str> = plain.split_whitespace().collect();
                let is_word = |word: &&&str| word.chars().all(char::is_alphanumeric);
                self.rare
                    .extend(words.iter().filter(is_word).find(|word| word.len() >= 8).map(|word| (*word).to_owned()));
                if let [_, first, second, ..] = words.as_slice()
                    && [first, second].iter().all(|word| word.len() > 1 && is_word(word))
                {
                    self.phrases.push(format!("\"{first} {second}\""));
                }
            }
        }
        Ok(())
    }

    /// The classes of searches, each with its texts.
    pub(super) fn searches(&self, count: usize) -> Vec<(&'static str, Vec<String>)> {
        let many = |of: &dyn Fn(usize) -> String| (0..count).map(of).filter(|text| text.len() > 1).collect();
        let rare = |number: usize| at(&self.rare, number);
        vec![
            ("rare word", many(&rare)),
            ("medium word", many(&|number| at(&MEDIUM, number))),
            ("two words", many(&|number| format!("{} {}", at(&MEDIUM, number), at(&MEDIUM, number * 7 + 3)))),
            ("common and rare", many(&|number| format!("{} {}", at(&COMMON, number), rare(number)))),
            ("phrase", many(&|number| at(&self.phrases, number))),
            ("prefix of 4", many(&|number| rare(number).chars().take(4).collect())),
            ("prefix of 2", many(&|number| rare(number).chars().take(2).collect())),
            ("common word", many(&|number| at(&COMMON, number))),
        ]
    }
}

/// The element of a list at a place, from the start again when it is over.
pub(super) fn at<T: ToString>(list: &[T], number: usize) -> String {
    list.get(number % list.len().max(1)).map_or_else(String::new, T::to_string)
}

/// The list under a key.
pub(super) fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Everybody, or those with a word.
pub(super) fn filter(words: &str) -> Value {
    json!({ "text": words, "kind": "all", "seen": "any", "left": true })
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn without_tags(html: &str) -> String {
    let mut plain = String::new();
    for part in html.split('<') {
        plain.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    plain
}
