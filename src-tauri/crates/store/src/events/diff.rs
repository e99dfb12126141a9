//! A list of guests comes again, and only what is new in it changes anything.
//!
//! **Invariants:** what the file said last is kept beside each guest, so what was decided here since then stays until the
//! file says something else; the same file twice changes nothing; nobody is cancelled for missing in a file unless a
//! person says so; an address that was erased does not come back.

use kith_domain::id;
use rusqlite::params;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::guests::{GuestState, search_text};
use crate::{Read, Write, error::Result, topic::Topic};

/// Rows of each sort that are told.
const SHOWN: usize = 200;

/// What a row of a file says of a guest; what the file has no column for is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestLine {
    /// Where it stands, from 1.
    pub line: u32,
    /// What it is known by in the file.
    pub key: String,
    /// Who.
    pub name: String,
    /// Address, in small letters.
    pub email: Option<String>,
    /// A short name.
    pub handle: Option<String>,
    /// How it stands.
    pub state: Option<GuestState>,
    /// People who come along.
    pub plus: Option<u32>,
    /// The kind of ticket.
    pub ticket: Option<String>,
    /// What a scanner reads.
    pub code: Option<String>,
    /// Questions and answers.
    pub answers: Vec<(String, String)>,
    /// Access and diet.
    pub needs: Option<String>,
    /// When they signed up, UTC milliseconds.
    pub registered_at: Option<i64>,
    /// When they came in, where the file says that they did, UTC milliseconds.
    pub came_at: Option<i64>,
    /// When they were online, from and until, UTC milliseconds.
    pub stays: Vec<(i64, i64)>,
}

/// What the file said of a guest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    name: String,
    email: Option<String>,
    state: Option<String>,
    plus: Option<u32>,
    ticket: Option<String>,
    code: Option<String>,
    answers: Vec<(String, String)>,
    needs: Option<String>,
    registered_at: Option<i64>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum GuestPut {
    /// Somebody new.
    New,
    /// Something else is said of them.
    Changed,
    /// They do not come any more.
    Cancelled,
    /// They are not in the file any more.
    Missing,
}

/// What changes, of one guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct GuestChange {
    /// Where it stands in the file; 0 for who is not in it.
    pub line: u32,
    /// What becomes of it.
    pub put: GuestPut,
    /// Who.
    pub name: String,
    /// The member, where one is meant: the id of an account.
    pub member: Option<String>,
    /// Which columns change, and from what to what; of answers and needs only that they do.
    pub what: Vec<(String, String, String)>,
}

/// What a file would change, or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct GuestDiff {
    /// New guests.
    pub new: u32,
    /// Guests of whom something else is said.
    pub changed: u32,
    /// Guests who do not come any more.
    pub cancelled: u32,
    /// Guests as they were.
    pub same: u32,
    /// Guests who are not in the file any more, of those that came from such files.
    pub missing: u32,
    /// Of all in the file, members.
    pub members: u32,
    /// Rows of people who were erased: left out.
    pub erased: u32,
    /// The first of what changes, in the order of the file.
    pub rows: Vec<GuestChange>,
}

struct Known {
    id: String,
    known_by: Option<String>,
    identity: Option<String>,
    told: Told,
    now: Told,
    /// Taken out of the list here.
    removed: bool,
}

impl Known {
    fn is_gone(&self) -> bool {
        self.now.state.as_deref().is_some_and(|state| state == "cancelled" || state == "declined")
    }
}

/// The word a file's guests are known by.
fn known_by(origin: &str, key: &str) -> String {
    format!("{origin}:{}", key.to_lowercase())
}

/// The id of a guest of a file: the same on every machine.
pub(super) fn guest_id(event: &str, known_by: &str) -> String {
    id::guest_id(event, known_by).to_string()
}

fn differences(before: &Told, after: &Told) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut note = |field: &str, before: String, after: String| {
        if before != after {
            found.push((field.to_owned(), before, after));
        }
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    note("name", before.name.clone(), after.name.clone());
    note("email", text(&before.email), text(&after.email));
    note("state", text(&before.state), text(&after.state));
    note("plus", before.plus.unwrap_or(0).to_string(), after.plus.unwrap_or(0).to_string());
    note("ticket", text(&before.ticket), text(&after.ticket));
    if before.code != after.code {
        found.push(("code".to_owned(), String::new(), String::new()));
    }
    if before.answers != after.answers {
        found.push(("answers".to_owned(), String::new(), String::new()));
    }
    if before.needs.as_deref().unwrap_or_default() != after.needs.as_deref().unwrap_or_default() {
        found.push(("needs".to_owned(), String::new(), String::new()));
    }
    if before.registered_at != after.registered_at {
        found.push(("registered_at".to_owned(), String::new(), String::new()));
    }
    found
}

/// What is here, with what the file says anew.
fn with_news(now: &Told, told: &Told, said: &Told) -> Told {
    fn news<T: Clone + PartialEq>(now: &Option<T>, told: &Option<T>, said: &Option<T>) -> Option<T> {
        if said.is_some() && said != told { said.clone() } else { now.clone() }
    }
    Told {
        name: if said.name != told.name { said.name.clone() } else { now.name.clone() },
        email: news(&now.email, &told.email, &said.email),
        state: news(&now.state, &told.state, &said.state),
        plus: news(&now.plus, &told.plus, &said.plus),
        ticket: news(&now.ticket, &told.ticket, &said.ticket),
        code: news(&now.code, &told.code, &said.code),
        answers: if said.answers != told.answers { said.answers.clone() } else { now.answers.clone() },
        needs: news(&now.needs, &told.needs, &said.needs),
        registered_at: news(&now.registered_at, &told.registered_at, &said.registered_at),
    }
}

fn said(line: &GuestLine) -> Told {
    Told {
        name: line.name.clone(),
        email: line.email.clone(),
        state: line.state.map(|state| state.word().to_owned()),
        plus: line.plus,
        ticket: line.ticket.clone(),
        code: line.code.clone(),
        answers: line.answers.clone(),
        needs: line.needs.clone(),
        registered_at: line.registered_at,
    }
}

impl Read<'_> {
    /// What a list would change.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event.
    pub fn compare_guests(
        &self,
        event: &str,
        origin: &str,
        lines: &[GuestLine],
        cancel_missing: bool,
    ) -> Result<GuestDiff> {
        self.walk_guests(event, origin, lines, cancel_missing, None)
    }

    fn guests_known(&self, event: &str) -> Result<Vec<Known>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, known_by, identity, told, name, email, state, plus, ticket, code, answers, needs, registered_at,
               deleted_at IS NOT NULL
             FROM guest WHERE event = ?1 AND (deleted_at IS NULL OR (known_by IS NOT NULL AND same_as IS NULL))",
        )?;
        let rows = statement.query_map([event], |row| {
            let told: Option<String> = row.get(3)?;
            let some = |text: String| (!text.is_empty()).then_some(text);
            Ok(Known {
                id: row.get(0)?,
                known_by: row.get(1)?,
                identity: row.get(2)?,
                told: told.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default(),
                now: Told {
                    name: row.get(4)?,
                    email: row.get(5)?,
                    state: Some(row.get(6)?),
                    plus: Some(row.get(7)?),
                    ticket: some(row.get(8)?),
                    code: row.get(9)?,
                    answers: serde_json::from_str(&row.get::<_, String>(10)?).unwrap_or_default(),
                    needs: some(row.get(11)?),
                    registered_at: row.get(12)?,
                },
                removed: row.get(13)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn walk_guests(
        &self,
        event: &str,
        origin: &str,
        lines: &[GuestLine],
        cancel_missing: bool,
        write: Option<(&Write<'_>, i64)>,
    ) -> Result<GuestDiff> {
        let event = self.event(event)?;
        let (known, people, ledger) = (self.guests_known(&event.id)?, self.guest_people()?, self.ledger()?);
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        let mut addresses: FxHashMap<&str, Option<usize>> = FxHashMap::default();
        // Who is in the list comes after who was taken out of it, and so takes the place of the same key.
        let in_order = |removed| known.iter().enumerate().filter(move |(_, one)| one.removed == removed);
        for (place, one) in in_order(true).chain(in_order(false)) {
            places.insert(one.id.as_str(), place);
            if let Some(key) = &one.known_by {
                places.insert(key.as_str(), place);
            } else if let Some(email) = &one.now.email {
                // Somebody who was written in by hand, and now signed up.
                addresses.entry(email).and_modify(|found| *found = None).or_insert(Some(place));
            }
        }
        let (mut diff, mut seen) = (GuestDiff::default(), FxHashSet::default());
        for line in lines {
            if line.email.as_deref().is_some_and(|email| ledger.as_ref().is_some_and(|ledger| ledger.address(email))) {
                diff.erased += 1;
                continue;
            }
            let key = known_by(origin, &line.key);
            let id = guest_id(&event.id, &key);
            let by_address = || line.email.as_deref().and_then(|email| addresses.get(email).copied().flatten());
            let place = places.get(key.as_str()).or_else(|| places.get(id.as_str())).copied().or_else(by_address);
            let here = place.and_then(|place| known.get(place)).filter(|one| seen.insert(one.id.clone()));
            let said = said(line);
            // Whoever was taken out of the list here stays out, until the file says something else.
            if here.is_some_and(|one| one.removed && one.told == said) {
                diff.same += 1;
                continue;
            }
            let here = here.filter(|one| !one.removed);
            let found = people.find(line.email.as_deref(), line.handle.as_deref(), &line.name);
            let identity = match here.and_then(|one| one.identity.clone()) {
                Some(identity) => Some(identity),
                None => found.map(|key| self.uid_of(key)).transpose()?,
            };
            diff.members += u32::from(identity.is_some());
            let (after, what, id) = match here {
                Some(one) => {
                    let after = with_news(&one.now, &one.told, &said);
                    let what = differences(&one.now, &after);
                    (after, what, one.id.clone())
                }
                None => {
                    let state = said.state.clone().or_else(|| Some(GuestState::Going.word().to_owned()));
                    (Told { state, ..said.clone() }, Vec::new(), id)
                }
            };
            let gone = after.state.as_deref().is_some_and(|state| state == "cancelled" || state == "declined");
            let put = match here {
                None => Some(GuestPut::New),
                Some(one) if gone && !one.is_gone() => Some(GuestPut::Cancelled),
                Some(_) if !what.is_empty() => Some(GuestPut::Changed),
                Some(_) => None,
            };
            match put {
                Some(GuestPut::New) => diff.new += 1,
                Some(GuestPut::Cancelled) => diff.cancelled += 1,
                Some(_) => diff.changed += 1,
                None => diff.same += 1,
            }
            if let Some(put) = put.filter(|_| diff.rows.len() < SHOWN) {
                let name = after.name.clone();
                diff.rows.push(GuestChange { line: line.line, put, name, member: identity.clone(), what });
            }
            if let Some((write, now)) = write {
                let same = here.is_some_and(|one| {
                    one.told == said && one.identity == identity && one.known_by.as_deref() == Some(key.as_str())
                });
                if put.is_some() || !same {
                    write.put_told(&event.id, &id, (origin, &key), identity.as_deref(), &after, &said, now)?;
                }
                if let Some(at) = line.came_at {
                    write.came_elsewhere(&event.id, &id, at, 1 + after.plus.unwrap_or(0).min(99), origin)?;
                }
                for (from, until) in &line.stays {
                    write.note_stay(&event.id, &id, *from, *until)?;
                }
            }
        }
        let prefix = format!("{origin}:");
        for one in known.iter().filter(|one| one.known_by.as_deref().is_some_and(|key| key.starts_with(&prefix))) {
            if one.removed || one.is_gone() || seen.contains(&one.id) {
                continue;
            }
            diff.missing += 1;
            if diff.rows.len() < SHOWN * 2 {
                let (name, member) = (one.now.name.clone(), one.identity.clone());
                diff.rows.push(GuestChange { line: 0, put: GuestPut::Missing, name, member, what: Vec::new() });
            }
            if let Some((write, now)) = write.filter(|_| cancel_missing) {
                write.set_guest_state(&one.id, GuestState::Cancelled, now)?;
                // When they are in a file again, that is news.
                let told = Told { state: Some("missing".to_owned()), ..one.told.clone() };
                write.set_told(&one.id, &told)?;
            }
        }
        Ok(diff)
    }
}

impl Write<'_> {
    /// Brings a list in; answers what it changed.
    ///
    /// # Errors
    /// As [`Read::compare_guests`].
    pub fn bring_guests(
        &self,
        event: &str,
        origin: &str,
        lines: &[GuestLine],
        cancel_missing: bool,
        now: i64,
    ) -> Result<GuestDiff> {
        let diff = self.read().walk_guests(event, origin, lines, cancel_missing, Some((self, now)))?;
        self.touch(Topic::Events);
        Ok(diff)
    }

    fn set_told(&self, id: &str, told: &Told) -> Result<()> {
        let told = serde_json::to_string(told).unwrap_or_default();
        self.connection.prepare_cached("UPDATE guest SET told = ?2 WHERE id = ?1")?.execute(params![id, told])?;
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a row has so many columns")]
    fn put_told(
        &self,
        event: &str,
        id: &str,
        (origin, key): (&str, &str),
        identity: Option<&str>,
        after: &Told,
        said: &Told,
        now: i64,
    ) -> Result<()> {
        let state = after.state.as_deref().unwrap_or("going");
        let queued = (state == "waiting").then(|| after.registered_at.unwrap_or(now));
        self.connection
            .prepare_cached(
                "INSERT INTO guest (id, event, origin, known_by, identity, name, email, search, state, queued_at, offered_until, plus, ticket,
                   code, answers, needs, registered_at, told, moves, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, iif(?9 = 'offered', ?17 + 172800000, NULL), ?11, ?12, ?13, ?14, ?15, ?16, ?18,
                   json_array(json_array(?17, ?9)), ?17, ?17)
                 ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, known_by = excluded.known_by, identity = excluded.identity,
                   name = excluded.name, email = excluded.email, search = excluded.search, plus = excluded.plus, ticket = excluded.ticket,
                   code = excluded.code, answers = excluded.answers, needs = excluded.needs, registered_at = excluded.registered_at,
                   told = excluded.told, updated_at = excluded.updated_at, deleted_at = NULL,
                   moves = iif(state = excluded.state, moves, json_insert(moves, '$[#]', json_array(?17, ?9))),
                   queued_at = iif(state = excluded.state, queued_at, excluded.queued_at),
                   offered_until = iif(state = excluded.state, offered_until, excluded.offered_until), state = excluded.state",
            )?
            .execute(params![
                id,
                event,
                origin,
                key,
                identity,
                after.name,
                after.email,
                search_text(&after.name, after.email.as_deref()),
                state,
                queued,
                after.plus.unwrap_or(0).min(99),
                after.ticket.as_deref().unwrap_or_default(),
                after.code,
                serde_json::to_string(&after.answers).unwrap_or_else(|_| "[]".to_owned()),
                after.needs.as_deref().unwrap_or_default(),
                after.registered_at,
                now,
                serde_json::to_string(said).ok(),
            ])?;
        Ok(())
    }
}
