//! What a community talks about much more than it used to: words of the last week against those of the 60 days before.
//!
//! The rule is Savannah's for its tags: half as much again as usual. Words take the place of tags, and people that of
//! messages, so that one who says it often makes nothing rise.
//!
//! **Invariants:** only public spaces, nobody of the team and no program; a word that fewer than [`FEWEST`] people said is
//! never told; the week's messages are read once, the days before through the full-text index for a bounded number of words.

use std::cmp::Reverse;

use kith_domain::time;
use rusqlite::params;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::Known;
use crate::{Read, error::Result, words};

/// Days that are looked at.
const WEEK: i64 = 7;
/// Days that say what is usual.
const BEFORE: i64 = 60;
/// People who said a word at least.
const FEWEST: usize = 5;
/// Words of the week that are compared.
const COMPARED: usize = 40;
/// Words that are told.
const TOLD: usize = 3;
/// Letters of a word at least; in scripts without spaces two.
const SHORTEST: usize = 4;

/// A word that is heard more than usual.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct RisingTopic {
    /// The word.
    pub word: String,
    /// People who said it in the last seven days.
    pub people: u32,
    /// Messages with it in the last seven days.
    pub messages: u32,
    /// Messages with it in seven days, of the 60 days before.
    pub usual: f64,
}

impl Read<'_> {
    /// Words that rise, in the seven days up to the last that is known at `now`, UTC milliseconds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rising_topics(&self, now: i64) -> Result<Vec<RisingTopic>> {
        let zone = self.zone()?;
        let end = i64::from(self.last_day(now)?) + 1;
        // Less is known than what would be compared.
        let Some(first) = self.first_day()?.filter(|first| i64::from(*first) <= end - WEEK - BEFORE / 2) else {
            return Ok(Vec::new());
        };
        let key = |day: i64| time::start_of_day(time::day_with_number(day), zone).div_euclid(1_000).saturating_mul(64);
        let (since, until) = (key(end - WEEK), key(end));
        let before = (end - WEEK - BEFORE).max(i64::from(first));
        let mut said = self.words_of(since, until)?;
        said.retain(|_, (_, people)| people.len() >= FEWEST);
        let mut said: Vec<(String, (u32, FxHashSet<i64>))> = said.into_iter().collect();
        said.sort_unstable_by(|a, b| (Reverse(a.1.1.len()), &a.0).cmp(&(Reverse(b.1.1.len()), &b.0)));
        said.truncate(COMPARED);
        let mut rising = Vec::new();
        for (word, (messages, people)) in said {
            let Some(expression) = words::question(&word, usize::MAX).expression else { continue };
            let earlier: u32 = self
                .connection
                .prepare_cached("SELECT count(*) FROM message_fts WHERE text MATCH ?1 AND rowid >= ?2 AND rowid < ?3")?
                .query_row(params![expression, key(before), since], |row| row.get(0))?;
            #[expect(clippy::cast_precision_loss, reason = "days")]
            let usual = f64::from(earlier) * WEEK as f64 / (end - WEEK - before).max(1) as f64;
            // Half as much again, and by more than chance alone makes of a usual week.
            let more = f64::from(messages) - usual;
            if more >= usual / 2.0 && more >= 4.0 + 2.0 * usual.sqrt() {
                rising.push(RisingTopic {
                    word,
                    people: u32::try_from(people.len()).unwrap_or(u32::MAX),
                    messages,
                    usual,
                });
            }
        }
        let gain = |one: &RisingTopic| f64::from(one.people) * (f64::from(one.messages) / one.usual.max(1.0)).min(10.0);
        rising.sort_by(|a, b| gain(b).total_cmp(&gain(a)).then_with(|| a.word.cmp(&b.word)));
        // A word and its plural are one topic.
        let mut told: Vec<RisingTopic> = Vec::new();
        for one in rising {
            if told.len() < TOLD
                && told.iter().all(|other| !other.word.starts_with(&one.word) && !one.word.starts_with(&other.word))
            {
                told.push(one);
            }
        }
        Ok(told)
    }

    /// The words of messages with keys in a range: how many have them, and who said them.
    fn words_of(&self, since: i64, until: i64) -> Result<FxHashMap<String, (u32, FxHashSet<i64>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT identity_id, text FROM activity
             WHERE id >= ?1 AND id < ?2 AND kind <= 2 AND gone_at IS NULL AND identity_id IS NOT NULL
               AND space_id IN (SELECT id FROM space WHERE kind IN ('channel', 'category'))",
        )?;
        let mut rows = statement.query([since, until])?;
        let mut known = Known::default();
        let mut found: FxHashMap<String, (u32, FxHashSet<i64>)> = FxHashMap::default();
        let mut here: FxHashSet<String> = FxHashSet::default();
        while let Some(row) = rows.next()? {
            let Some(whose) = known.of(self, row.get(0)?)?.filter(|who| !who.is_bot && !who.is_team) else {
                continue;
            };
            here.clear();
            topics(row.get_ref(1)?.as_str().unwrap_or_default(), &mut here);
            for word in here.drain() {
                let (messages, people) = found.entry(word).or_default();
                *messages += 1;
                people.insert(whose.member);
            }
        }
        Ok(found)
    }
}

/// Words of a text that may be what it is about, in small letters.
fn topics(text: &str, into: &mut FxHashSet<String>) {
    let mut fenced = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced || line.starts_with('>') || line.starts_with("&gt;") {
            continue;
        }
        for word in line.split('`').step_by(2).flat_map(str::split_whitespace) {
            if word.contains("://") || word.starts_with(['<', '@', ':', '&']) {
                continue;
            }
            // Where scripts change a word ends: 東京のイベント is 東京 and イベント.
            for part in word.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '-') {
                split_scripts(part, into);
            }
        }
    }
}

/// What kind of letter it is: of a script with spaces, Chinese characters, katakana; nothing for what joins words.
fn script(letter: char) -> Option<u8> {
    match u32::from(letter) {
        0x3041..=0x309F => None,
        0x30A0..=0x30FF | 0x31F0..=0x31FF => Some(2),
        0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => Some(1),
        _ => Some(0),
    }
}

fn split_scripts(word: &str, into: &mut FxHashSet<String>) {
    let letters: Vec<char> = word.chars().collect();
    for run in letters.chunk_by(|a, b| script(*a) == script(*b)) {
        let Some(kind) = run.first().and_then(|letter| script(*letter)) else { continue };
        let least = if kind == 0 { SHORTEST } else { 2 };
        if run.len() < least || run.len() > 30 || run.iter().all(|letter| letter.is_numeric()) {
            continue;
        }
        let word = run.iter().collect::<String>().to_lowercase();
        if !COMMON.contains(&word.as_str()) {
            into.insert(word);
        }
    }
}

/// Words that are never what somebody talks about.
const COMMON: &[&str] = &[
    "about",
    "actually",
    "after",
    "again",
    "also",
    "already",
    "always",
    "another",
    "anyone",
    "because",
    "been",
    "before",
    "being",
    "both",
    "cannot",
    "come",
    "could",
    "days",
    "didn't",
    "does",
    "doesn't",
    "doing",
    "done",
    "don't",
    "each",
    "even",
    "ever",
    "every",
    "everyone",
    "from",
    "gets",
    "getting",
    "going",
    "gone",
    "good",
    "great",
    "have",
    "haven't",
    "hello",
    "here",
    "hope",
    "i've",
    "into",
    "isn't",
    "it's",
    "just",
    "know",
    "last",
    "like",
    "little",
    "look",
    "looking",
    "made",
    "make",
    "many",
    "maybe",
    "mine",
    "more",
    "most",
    "much",
    "need",
    "never",
    "next",
    "nice",
    "only",
    "other",
    "over",
    "people",
    "please",
    "really",
    "right",
    "said",
    "same",
    "should",
    "since",
    "some",
    "someone",
    "something",
    "still",
    "such",
    "sure",
    "take",
    "than",
    "thank",
    "thanks",
    "that",
    "that's",
    "their",
    "them",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "thing",
    "things",
    "think",
    "this",
    "those",
    "time",
    "today",
    "tomorrow",
    "trying",
    "until",
    "using",
    "very",
    "want",
    "week",
    "well",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "without",
    "work",
    "works",
    "would",
    "year",
    "yesterday",
    "you're",
    "your",
    "今日",
    "明日",
    "昨日",
    "今回",
    "自分",
    "場合",
    "感じ",
    "必要",
    "皆様",
    "皆",
    "方",
    "思",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_scripts_change() {
        let mut found = FxHashSet::default();
        topics(
            "The *Orchard-day* (again!) 東京のイベントに https://x.example <@U1> `code here`\n> quoted words",
            &mut found,
        );
        let mut found: Vec<String> = found.into_iter().collect();
        found.sort();
        assert_eq!(found, ["orchard-day", "イベント", "東京"]);
    }
}
