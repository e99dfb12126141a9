//! Search over messages, topics, people and notes.
//!
//! The newest are simply the highest keys. *Best* means: of the newest two thousand messages that have every word, those
//! that say them most in the fewest words, side by side as they were typed (`rank.rs`). Ranking every hit of a common word,
//! or only asking how rare it is, costs seconds in ten million rows.
//!
//! **Invariant:** no query walks more hits than a bound that does not grow with the file.

use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Among, MessageRow, Read,
    error::{Error, Result},
    rank::Ranker,
    words::{self, Question},
};

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// Posts and replies.
    Messages,
    /// Titles of a forum's topics.
    Topics,
    /// Members.
    People,
    /// Notes about members.
    Notes,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchOrder {
    /// Newest first.
    #[default]
    Newest,
    /// Best first, among the newest.
    Best,
}

/// A search for messages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchQuery {
    /// What was typed.
    pub text: String,
    /// Only of this source.
    pub source: Option<String>,
    /// Only in this space.
    pub space: Option<String>,
    /// Only by this member.
    pub person: Option<String>,
    /// Only by one of these.
    pub among: Among,
    /// Not before, UTC milliseconds.
    pub from: Option<i64>,
    /// Before, UTC milliseconds.
    pub until: Option<i64>,
    /// Newest or best.
    pub order: SearchOrder,
    /// Only before this key.
    pub before: Option<i64>,
    /// How many.
    pub limit: u32,
}

/// What was found beside messages.
#[derive(Debug, Clone, PartialEq)]
pub enum Hit {
    /// A topic: its id, title, space and when it was opened.
    Topic {
        /// The id of the message that opened it.
        id: String,
        /// Its title.
        title: String,
        /// The space's id and name.
        space: (String, String),
        /// UTC milliseconds.
        at: i64,
    },
    /// A note and the member it is about.
    Note {
        /// The note.
        note: Box<crate::Note>,
        /// Whom it is about; empty when it is about nobody.
        member: crate::NoteMember,
    },
}

impl Hit {
    /// When it was opened or changed, UTC milliseconds.
    pub fn changed_at(&self) -> i64 {
        match self {
            Self::Topic { at, .. } => *at,
            Self::Note { note, .. } => note.updated_at,
        }
    }
}

/// Hits that are looked at when the best are wanted.
const RANKED: u32 = 2_000;
/// Hits that are looked at when a filter lets only few of them through; beyond it the caller asks again.
const FILTERED: u32 = 50_000;
/// Words that follow each other so often or less seldom do.
const SELDOM: u32 = 2_000;
/// Stretches in which they are looked for, the newest first: what share of the whole each reaches back to.
const STRETCHES: [i64; 3] = [16, 4, 1];
/// So many words may begin as an unfinished one does.
const UNFOLDED: usize = 300;
/// From how many letters on the last word may be unfinished: shorter ones begin too many words.
pub(crate) const PREFIX_FROM: usize = 4;

impl Read<'_> {
    /// Messages with the words, and the key to go on before.
    ///
    /// # Errors
    /// [`Error::NotFound`] when a filter names something that is not there.
    pub fn search_messages(&self, query: &SearchQuery) -> Result<(Vec<MessageRow>, Option<i64>, Question)> {
        let mut question = words::question(&query.text, PREFIX_FROM);
        if let Some(unfolded) = self.unfold(&question)? {
            question.expression = Some(unfolded);
        }
        let highest = query.before.unwrap_or(i64::MAX);
        // Keys know seconds: of a second that has only begun, all of it.
        let until = query.until.map_or(i64::MAX, |until| until.saturating_add(999).div_euclid(1_000) * 64);
        let from = query.from.map_or(i64::MIN, |from| from.div_euclid(1_000) * 64);
        let bounds = (from, highest.min(until));
        let Some(expression) = &question.expression else {
            let (ids, next) = self.newest_of(bounds, query)?;
            return Ok((self.messages_with(&ids)?, next, question));
        };
        let filtered =
            query.space.is_some() || query.person.is_some() || query.source.is_some() || !query.among.is_everybody();
        let (ids, next) = match query.order {
            SearchOrder::Best => (self.best(&question, bounds, query)?, None),
            SearchOrder::Newest if filtered => self.newest_filtered(expression, bounds, query)?,
            SearchOrder::Newest => {
                let mut ids = self.newest_hits(expression, question.has_phrase, bounds, query.limit + 1)?;
                let more = ids.len() > query.limit as usize;
                ids.truncate(query.limit as usize);
                let next = ids.last().copied().filter(|_| more);
                (ids, next)
            }
        };
        Ok((self.messages_with(&ids)?, next, question))
    }

    /// The keys of the newest hits, the newest first.
    fn newest_hits(&self, expression: &str, has_phrase: bool, bounds: (i64, i64), limit: u32) -> Result<Vec<i64>> {
        let ask = |order: &str, bounds: (i64, i64), limit: u32| -> Result<Vec<i64>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT rowid FROM message_fts WHERE text MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid {order} LIMIT ?4"
            ))?;
            let ids = statement.query_map(params![expression, bounds.0, bounds.1, limit], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        };
        if !has_phrase {
            return ask("DESC", bounds, limit);
        }
        // The index can leap over what does not fit only going up, so words that seldom follow each other are found ten times
        // as quickly from the oldest on. Those that often do are near the end: so it goes up through the newest stretch first,
        // then through longer ones before it.
        let (lowest, highest) = self.stretch_of(bounds)?;
        let mut found: Vec<i64> = Vec::new();
        let mut end = highest;
        for part in STRETCHES {
            let start = highest.saturating_sub((highest - lowest) / part).max(lowest);
            let mut ids = ask("ASC", (start, end), SELDOM)?;
            let missing = limit as usize - found.len();
            if ids.len() == SELDOM as usize {
                ids = ask("DESC", (start, end), limit)?;
            } else {
                ids.reverse();
            }
            found.extend(ids.into_iter().take(missing));
            if found.len() == limit as usize {
                break;
            }
            end = start;
        }
        Ok(found)
    }

    /// The bounds drawn together around the keys that there are.
    fn stretch_of(&self, bounds: (i64, i64)) -> Result<(i64, i64)> {
        let (lowest, highest): (Option<i64>, Option<i64>) = self
            .connection
            .prepare_cached(
                "SELECT (SELECT min(id) FROM message_fts_docsize), (SELECT max(id) FROM message_fts_docsize)",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let highest = highest.map_or(0, |key| key + 1).min(bounds.1);
        Ok((lowest.unwrap_or_default().max(bounds.0).min(highest), highest))
    }

    /// The question with its unfinished last word unfolded into the words of the index that begin so: each of them is a list
    /// that is read from its newest end, whereas the index itself would first merge all of them. Nothing when there is none, or
    /// when too many words begin so.
    fn unfold(&self, question: &Question) -> Result<Option<String>> {
        let Some((beginning, before)) = &question.unfinished else { return Ok(None) };
        let Ok(mut next) =
            self.connection.prepare_cached("SELECT term FROM temp.message_word WHERE term >= ?1 AND term < ?2 LIMIT 1")
        else {
            return Ok(None);
        };
        let last = format!("{beginning}\u{10FFFF}");
        let mut from = beginning.clone();
        let mut endings: Vec<String> = Vec::new();
        while let Some(word) = next.query_row([&from, &last], |row| row.get::<_, String>(0)).optional()? {
            if endings.len() == UNFOLDED {
                return Ok(None);
            }
            // What follows in order; no word has such a letter.
            from = format!("{word}\u{1}");
            endings.push(format!("\"{word}\""));
        }
        if endings.is_empty() {
            return Ok(None);
        }
        let any = endings.join(" OR ");
        Ok(Some(if before.is_empty() { any } else { format!("{before} AND ({any})") }))
    }

    /// The newest messages that a filter lets through, when nothing was typed: what a number on a screen leads to.
    fn newest_of(&self, bounds: (i64, i64), query: &SearchQuery) -> Result<(Vec<i64>, Option<i64>)> {
        let written = "a.kind <= 2 AND a.gone_at IS NULL";
        let person = query.person.as_ref().map(|uid| self.member_key(uid)).transpose()?;
        let filter = self.filter(&SearchQuery { person: None, ..query.clone() })?;
        let from = match person {
            Some(_) => format!(
                "person p CROSS JOIN activity a ON a.identity_id = p.identity_id AND {written} WHERE p.member_id = ?3"
            ),
            None => format!("activity a WHERE {written} AND ?3 IS NULL"),
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT a.id, a.space_id, a.identity_id FROM {from} AND a.id >= ?1 AND a.id < ?2 ORDER BY a.id DESC LIMIT ?4"
        ))?;
        let mut rows = statement.query(params![bounds.0, bounds.1, person, FILTERED])?;
        let (mut ids, mut seen, mut last) = (Vec::new(), 0, 0);
        while let Some(row) = rows.next()? {
            seen += 1;
            last = row.get(0)?;
            if filter.lets(row.get(1)?, row.get(2)?) {
                ids.push(last);
                if ids.len() == query.limit as usize {
                    return Ok((ids, Some(last)));
                }
            }
        }
        Ok((ids, (seen == FILTERED).then_some(last)))
    }

    fn best(&self, question: &Question, bounds: (i64, i64), query: &SearchQuery) -> Result<Vec<i64>> {
        let filter = self.filter(query)?;
        let ranker = Ranker::new(&question.terms);
        let expression = question.expression.as_deref().unwrap_or_default();
        let hits = self.newest_hits(expression, question.has_phrase, bounds, RANKED)?;
        let mut rows =
            self.connection.prepare_cached("SELECT space_id, identity_id, text FROM activity WHERE id = ?1")?;
        let mut ranked: Vec<(i64, f32)> = Vec::new();
        for id in hits {
            let score = rows.query_row([id], |row| {
                let admitted = filter.lets(row.get(0)?, row.get(1)?);
                Ok(if admitted { Some(ranker.score(row.get_ref(2)?.as_str()?)) } else { None })
            });
            ranked.extend(score.optional()?.flatten().map(|score| (id, score)));
        }
        // Of equals the newer.
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        Ok(ranked.into_iter().take(query.limit as usize).map(|(id, _)| id).collect())
    }

    fn newest_filtered(
        &self,
        expression: &str,
        bounds: (i64, i64),
        query: &SearchQuery,
    ) -> Result<(Vec<i64>, Option<i64>)> {
        let filter = self.filter(query)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM message_fts WHERE text MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT ?4",
        )?;
        let mut rows = statement.query(params![expression, bounds.0, bounds.1, FILTERED])?;
        let (mut ids, mut seen, mut last) = (Vec::new(), 0, 0);
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            seen += 1;
            last = id;
            if filter.admits(self, id)? {
                ids.push(id);
                if ids.len() == query.limit as usize {
                    return Ok((ids, Some(last)));
                }
            }
        }
        Ok((ids, (seen == FILTERED).then_some(last)))
    }

    fn filter(&self, query: &SearchQuery) -> Result<Filter> {
        let mut spaces = None;
        if let Some(space) = &query.space {
            spaces = Some(vec![self.space_key(space)?]);
        } else if let Some(source) = &query.source {
            let mut statement = self
                .connection
                .prepare_cached("SELECT p.id FROM space p JOIN source s ON s.id = p.source_id WHERE s.uid = ?1")?;
            spaces = Some(statement.query_map([source], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?);
        }
        let mut authors: Option<FxHashSet<i64>> = None;
        if let Some(person) = &query.person {
            let member = self.member_key(person)?;
            let mut statement =
                self.connection.prepare_cached("SELECT identity_id FROM person WHERE member_id = ?1 AND ?2")?;
            let accounts = statement.query_map(params![member, query.among.has(member)], |row| row.get(0))?;
            authors = Some(accounts.collect::<rusqlite::Result<_>>()?);
        } else if let Some(chosen) = query.among.json() {
            let mut statement = self.connection.prepare_cached(
                "SELECT p.identity_id FROM json_each(?1) c CROSS JOIN person p ON p.member_id = c.value",
            )?;
            authors = Some(statement.query_map([chosen], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?);
        }
        Ok(Filter { spaces, authors })
    }

    /// Topics with the words in their title, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_topics(&self, typed: &str, space: Option<&str>, limit: u32) -> Result<Vec<Hit>> {
        let Some(expression) = words::question(typed, 2).expression else { return Ok(Vec::new()) };
        let space = space.map(|uid| self.space_key(uid)).transpose()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT t.id, t.title, p.uid, p.name, t.started_at
             FROM (SELECT rowid FROM topic_fts WHERE text MATCH ?1 ORDER BY rowid DESC LIMIT 5000) f
             JOIN thread t ON t.id = f.rowid JOIN space p ON p.id = t.space_id
             WHERE ?2 IS NULL OR t.space_id = ?2 LIMIT ?3",
        )?;
        let rows = statement.query_map(params![expression, space, limit], |row| {
            Ok(Hit::Topic {
                id: row.get::<_, i64>(0)?.to_string(),
                title: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                space: (row.get(2)?, row.get(3)?),
                at: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Notes in the clear with the words, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_notes(&self, typed: &str, limit: usize) -> Result<Vec<Hit>> {
        let terms = words::question(typed, 1).terms;
        let found = self.find_notes(&terms, limit)?;
        Ok(found.into_iter().map(|(note, member)| Hit::Note { note: Box::new(note), member }).collect())
    }
}

/// What lets a hit through.
struct Filter {
    spaces: Option<Vec<i64>>,
    authors: Option<FxHashSet<i64>>,
}

impl Filter {
    fn admits(&self, read: &Read<'_>, id: i64) -> Result<bool> {
        if self.spaces.is_none() && self.authors.is_none() {
            return Ok(true);
        }
        let found: Option<(i64, Option<i64>)> = read
            .connection
            .prepare_cached("SELECT space_id, identity_id FROM activity WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.is_some_and(|(space, identity)| self.lets(space, identity)))
    }

    fn lets(&self, space: i64, identity: Option<i64>) -> bool {
        let in_space = self.spaces.as_ref().is_none_or(|spaces| spaces.contains(&space));
        let by_person =
            self.authors.as_ref().is_none_or(|all| identity.is_some_and(|identity| all.contains(&identity)));
        in_space && by_person
    }
}

impl From<std::num::ParseIntError> for Error {
    fn from(_: std::num::ParseIntError) -> Self {
        Self::Invalid("that is not a place in the list".into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tests::store;

    const WORDS: [&str; 8] = ["gard", "garden", "Gardens", "gardé", "garb", "go", "pear", "pears"];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        /// The two ways around the index find what the index itself finds.
        #[test]
        fn unfolded_words_and_phrases_find_the_same(texts in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..5), 1..60)) {
            let (_folder, store) = store();
            store.write_now(|write| {
                for (words, key) in texts.iter().zip(1_i64..) {
                    let text: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                    write.connection.execute("INSERT INTO message_fts (rowid, text) VALUES (?1, ?2)", params![key, text.join(" ")])?;
                }
                Ok(())
            }).unwrap();
            store.read_now(|read| {
                let all = (i64::MIN, i64::MAX);
                for typed in ["gard", "Garden", "pear gard", "\"pear gard\" pear", "zebr"] {
                    let question = words::question(typed, PREFIX_FROM);
                    let plain = read.newest_hits(question.expression.as_deref().unwrap(), false, all, 20)?;
                    let unfolded = read.unfold(&question)?;
                    assert!(unfolded.is_some() || plain.is_empty(), "{typed} was not unfolded");
                    let found = match &unfolded {
                        Some(expression) => read.newest_hits(expression, question.has_phrase, all, 20)?,
                        None => Vec::new(),
                    };
                    assert_eq!(found, plain, "{typed}");
                }
                let phrase = words::question("\"garden go\"", PREFIX_FROM);
                let expression = phrase.expression.as_deref().unwrap();
                assert!(phrase.has_phrase);
                assert_eq!(
                    read.newest_hits(expression, true, (3, 40), 5)?,
                    read.newest_hits(expression, false, (3, 40), 5)?
                );
                Ok(())
            }).unwrap();
        }
    }
}
