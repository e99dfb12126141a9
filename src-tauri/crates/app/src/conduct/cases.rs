//! Writing, reading and moving cases.
//!
//! **Invariants:** a case with somebody who has to stay out asks before it is opened; earlier reports about the same person
//! are found in memory, and kept longer by a new one; no error says what a case says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kith_domain::{figures::Moment, metrics::conduct::OUTCOMES, time};
use kith_store::{CaseAccess, CaseCounts, CaseDates, CaseDeed, CaseRow, CaseState, Read, words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::file::{CaseFile, CaseRecusal, CaseSeverity};
use crate::{
    ApiError, App, Code,
    commands::Nothing,
    vault::{self, CASES, seal::NotesKey},
};

/// A report is to be acknowledged within so many milliseconds: what PyCon does.
pub(crate) const PATIENCE: i64 = 24 * time::HOUR;
/// Looks within so many milliseconds are one look.
const ONE_LOOK: i64 = 15 * 60_000;

/// Which case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseId {
    /// Its id.
    pub(crate) id: String,
}

/// A case to look into.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenCase {
    /// Its id.
    pub(crate) id: String,
    /// Whoever looks is none of those who have to stay out.
    #[serde(default)]
    pub(crate) anyway: bool,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CaseLine {
    /// What is not sealed.
    #[serde(flatten)]
    pub(crate) row: CaseRow,
    /// Whether it waits for an acknowledgement for more than a day.
    pub(crate) late: bool,
    /// Those whose behaviour was reported; nothing while locked.
    pub(crate) reported: Option<Vec<String>>,
    /// How bad it is; nothing while locked.
    pub(crate) severity: Option<CaseSeverity>,
    /// Whether it is sealed and not as it was.
    pub(crate) damaged: bool,
}

/// Cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Cases {
    /// The newest first.
    pub(crate) cases: Vec<CaseLine>,
    /// How many there are.
    pub(crate) counts: CaseCounts,
    /// Whether nobody is named because notes are locked.
    pub(crate) locked: bool,
}

/// An earlier or later case about the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EarlierCase {
    /// Its id.
    pub(crate) id: String,
    /// Its number.
    pub(crate) number: u32,
    /// How far it is.
    pub(crate) state: CaseState,
    /// When it was reported, UTC milliseconds.
    pub(crate) received_at: i64,
    /// How it ended.
    pub(crate) outcome: Option<String>,
    /// Whom both are about.
    pub(crate) names: Vec<String>,
}

/// A case that was opened, or why it was not.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CaseOpened {
    /// What is not sealed.
    pub(crate) case: CaseLine,
    /// Its steps on the community's clock, for a form: received, acknowledged, investigating, decided, closed.
    pub(crate) steps: Vec<String>,
    /// Everything else; nothing while it is locked, asked about or expunged.
    pub(crate) file: Option<CaseFile>,
    /// Who has to stay out: whoever looks is asked whether they are one of them.
    pub(crate) asks: Vec<CaseRecusal>,
    /// Other cases about the same person.
    pub(crate) earlier: Vec<EarlierCase>,
    /// Who looked, when: the newest first.
    pub(crate) log: Vec<CaseAccess>,
}

/// A case to write.
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveCase {
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// The version that was changed.
    #[serde(default)]
    pub(crate) version: i64,
    /// When it was received, acknowledged, investigated, decided, closed: `2026-05-12` or `2026-05-12 13:30`; empty for not yet.
    pub(crate) steps: Vec<String>,
    /// How it ended.
    #[serde(default)]
    pub(crate) outcome: Option<String>,
    /// Everything else.
    pub(crate) file: CaseFile,
}

/// A step that a case takes now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveCase {
    /// Its id.
    pub(crate) id: String,
    /// Where to.
    pub(crate) to: CaseState,
}

/// How a sealed case is.
enum Look {
    Read(Box<CaseFile>),
    Locked,
    Damaged,
    Expunged,
}

fn look(key: Option<&NotesKey>, row: &CaseRow) -> Look {
    if row.expunged_at.is_some() {
        return Look::Expunged;
    }
    let Some(opened) = key.and_then(|key| vault::opened_case(key, row)) else { return Look::Locked };
    match opened.ok().and_then(|text| serde_json::from_str(&text).ok()) {
        Some(file) => Look::Read(Box::new(file)),
        None => Look::Damaged,
    }
}

fn line(row: CaseRow, file: Option<&CaseFile>, damaged: bool, now: i64) -> CaseLine {
    CaseLine {
        late: row.state == CaseState::Received && now - row.dates.received_at > PATIENCE,
        reported: file.map(|file| file.reported().map(|person| person.name.clone()).collect()),
        severity: file.map(|file| file.severity),
        damaged,
        row,
    }
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Cases, ApiError> {
    let (now, key) = (app.now(), app.notes_key());
    let (rows, counts) = app.store()?.read(|read| Ok((read.cases()?, read.case_counts()?))).await?;
    let cases = rows
        .into_iter()
        .map(|row| match look(key.as_deref(), &row) {
            Look::Read(file) => line(row, Some(&file), false, now),
            Look::Damaged => line(row, None, true, now),
            Look::Locked | Look::Expunged => line(row, None, false, now),
        })
        .collect();
    Ok(Cases { cases, counts, locked: key.is_none() })
}

pub(crate) async fn open(app: &App, args: OpenCase) -> Result<CaseOpened, ApiError> {
    let (store, now, key) = (app.store()?, app.now(), app.notes_key());
    let id = args.id;
    let (row, log, zone) = store.read(move |read| Ok((read.case(&id)?, read.case_log(&id)?, read.zone()?))).await?;
    let looked = look(key.as_deref(), &row);
    let steps = steps_of(&row.dates, zone);
    let mut opened = CaseOpened {
        case: line(row.clone(), None, matches!(looked, Look::Damaged), now),
        steps,
        file: None,
        asks: Vec::new(),
        earlier: Vec::new(),
        log,
    };
    let (Look::Read(file), Some(key)) = (looked, key) else { return Ok(opened) };
    // Who came in by this question a moment ago is not asked again.
    let recent = |entry: &CaseAccess, deeds: &[CaseDeed]| now - entry.at < ONE_LOOK && deeds.contains(&entry.what);
    let inside = [CaseDeed::Written, CaseDeed::OpenedAnyway];
    let let_in = args.anyway || opened.log.iter().any(|entry| recent(entry, &inside));
    if !file.recused.is_empty() && !let_in {
        opened.asks = file.recused;
        return Ok(opened);
    }
    let what = if file.recused.is_empty() { CaseDeed::Opened } else { CaseDeed::OpenedAnyway };
    let seen = [CaseDeed::Written, CaseDeed::Opened, CaseDeed::OpenedAnyway];
    if !opened.log.iter().any(|entry| recent(entry, &seen) && (entry.what == what || entry.what == CaseDeed::Written)) {
        let (entry, id) = (app.new_id(), row.id.clone());
        opened.log = store
            .write(move |write| {
                write.log_case(&entry, &id, what, now)?;
                write.read().case_log(&id)
            })
            .await?;
    }
    let (mine, this) = (file.clone(), row.id.clone());
    let others = store.read(move |read| related(read, &key, Some(&this), &mine)).await?;
    let earlier = |other: Related| EarlierCase {
        id: other.row.id,
        number: other.row.number,
        state: other.row.state,
        received_at: other.row.dates.received_at,
        outcome: other.row.dates.outcome,
        names: other.names,
    };
    opened.earlier = others.into_iter().map(earlier).collect();
    opened.case = line(row, Some(&file), false, now);
    opened.file = Some(*file);
    Ok(opened)
}

pub(crate) async fn save(app: &App, args: SaveCase) -> Result<CaseRow, ApiError> {
    let key = app.open_notes_key().await?;
    let (store, now) = (app.store()?, app.now());
    let zone = store.read(|read| read.zone()).await?;
    let file = args.file.checked()?;
    if args.outcome.as_deref().is_some_and(|outcome| OUTCOMES.iter().all(|(word, _)| *word != outcome)) {
        return Err(ApiError::invalid("outcome", "choose one of the five ways in which a case ends"));
    }
    let (id, version) = (args.id, args.version);
    let before = match id.clone() {
        Some(id) => Some(store.read(move |read| read.case(&id)).await?),
        None => None,
    };
    if let Some(before) = &before {
        // What this key cannot open is not written over.
        readable(&key, before)?;
    }
    let dates = dates(&args.steps, args.outcome, before.as_ref().map(|row| &row.dates), zone)?;
    let (new_id, entry) = (app.new_id(), app.new_id());
    let label = if id.is_some() { "Change case" } else { "Open case" };
    let saved = store.act(label, move |write| {
        let mut dates = dates;
        let received = time::day_of(dates.received_at, zone);
        let mut newest: Option<NaiveDate> = None;
        for other in related(&write.read(), &key, id.as_ref(), &file)? {
            newest = newest.max(Some(time::day_of(other.row.dates.received_at, zone)));
            let closed = other.row.dates.closed_at.map(|at| time::day_of(at, zone));
            if let Some(day) = other.file.expunge_on(closed, Some(received)) {
                write.keep_case_until(&other.row.id, &day.to_string(), now)?;
            }
        }
        let closed = dates.closed_at.map(|at| time::day_of(at, zone));
        dates.expunge_on = file.expunge_on(closed, newest).map(|day| day.to_string());
        dates.follow_up_on = file.next_day();
        let text = written(&file);
        let row = id.clone().unwrap_or(new_id);
        let salt = write.case_salt(&row, &*vault::fresh_salt()?)?;
        let seal = |version| vault::seal(write, &key, &row, Some(CASES), &salt, version, &text);
        match id {
            Some(id) => {
                let changed = write.change_case(&id, version, &dates, &seal(version + 1)?, now)?;
                write.log_case(&entry, &id, CaseDeed::Changed, now)?;
                Ok(changed)
            }
            None => {
                let added = write.add_case(&row, &dates, &seal(1)?, now)?;
                write.log_case(&entry, &row, CaseDeed::Written, now)?;
                Ok(added)
            }
        }
    });
    Ok(saved.await?)
}

pub(crate) async fn go(app: &App, args: MoveCase) -> Result<CaseRow, ApiError> {
    let key = app.open_notes_key().await?;
    let (store, now, id) = (app.store()?, app.now(), args.id);
    let (row, zone) = store.read(move |read| Ok((read.case(&id)?, read.zone()?))).await?;
    let file = readable(&key, &row)?;
    let mut dates = row.dates.clone();
    let place = STEPS.iter().position(|step| *step == args.to);
    let place = place.ok_or_else(|| ApiError::invalid("to", "taking names out is a step of its own"))?;
    // Where it goes back to, nothing after is true any more.
    let CaseDates { acknowledged_at, investigating_at, decided_at, closed_at, .. } = &mut dates;
    for (number, at) in (1..).zip([acknowledged_at, investigating_at, decided_at, closed_at]) {
        if number > place {
            *at = None;
        } else if number == place {
            at.get_or_insert(now);
        }
    }
    if args.to == CaseState::Closed && dates.outcome.is_none() {
        return Err(ApiError::invalid("outcome", "say how it ended before it is closed"));
    }
    let entry = app.new_id();
    let moved = store.act("Move case", move |write| {
        let newest = related(&write.read(), &key, Some(&row.id), &file)?
            .iter()
            .map(|other| time::day_of(other.row.dates.received_at, zone))
            .max();
        let closed = dates.closed_at.map(|at| time::day_of(at, zone));
        dates.expunge_on = file.expunge_on(closed, newest).map(|day| day.to_string());
        let text = written(&file);
        let sealed = vault::seal(write, &key, &row.id, Some(CASES), &row.kept.salt, row.version + 1, &text)?;
        let moved = write.change_case(&row.id, row.version, &dates, &sealed, now)?;
        write.log_case(&entry, &row.id, CaseDeed::Moved, now)?;
        Ok(moved)
    });
    Ok(moved.await?)
}

const STEPS: [CaseState; 5] =
    [CaseState::Received, CaseState::Acknowledged, CaseState::Investigating, CaseState::Decided, CaseState::Closed];
const STEP_FIELDS: [&str; 5] = ["received", "acknowledged", "investigating", "decided", "closed"];

/// The file of a case that is about to be changed.
fn readable(key: &NotesKey, row: &CaseRow) -> Result<CaseFile, ApiError> {
    match look(Some(key), row) {
        Look::Read(file) => Ok(*file),
        Look::Expunged => Err(ApiError::new(Code::Conflict, "this case names nobody any more, and stays as it is")),
        Look::Damaged => {
            Err(ApiError::new(Code::NotesLocked, "what is sealed in this case is not as it was; it was left as it is"))
        }
        Look::Locked => Err(ApiError::new(Code::NotesLocked, "this case was sealed with another key")),
    }
}

fn written(file: &CaseFile) -> zeroize::Zeroizing<String> {
    zeroize::Zeroizing::new(serde_json::to_string(file).unwrap_or_default())
}

/// Other cases about somebody whose behaviour is reported in this one.
fn related(
    read: &Read<'_>,
    key: &NotesKey,
    this: Option<&String>,
    file: &CaseFile,
) -> kith_store::Result<Vec<Related>> {
    let mine = people(read, file);
    let mut found = Vec::new();
    for row in read.cases()?.into_iter().filter(|row| Some(&row.id) != this) {
        let Look::Read(other) = look(Some(key), &row) else { continue };
        let theirs = people(read, &other);
        let names: Vec<String> = other
            .reported()
            .zip(&theirs)
            .filter(|(_, keys)| mine.iter().any(|known| !known.is_disjoint(keys)))
            .map(|(person, _)| person.name.clone())
            .collect();
        if !names.is_empty() {
            found.push(Related { row, file: *other, names });
        }
    }
    Ok(found)
}

/// Cases in which a member's behaviour was reported, and whether there are some that are locked. The name alone is not
/// enough here: two people may have it.
pub(crate) fn about(read: &Read<'_>, key: Option<&NotesKey>, member: &str) -> kith_store::Result<(Vec<CaseRow>, bool)> {
    let wanted = read.member_key(member)?;
    let (mut found, mut locked) = (Vec::new(), false);
    for row in read.cases()? {
        match look(key, &row) {
            Look::Read(file) => {
                let mut meant = file.reported().filter_map(|person| person.member.as_deref());
                if meant.any(|account| read.member_key(account).is_ok_and(|key| key == wanted)) {
                    found.push(row);
                }
            }
            Look::Locked => locked = true,
            Look::Damaged | Look::Expunged => {}
        }
    }
    Ok((found, locked))
}

/// Another case about the same person.
struct Related {
    row: CaseRow,
    file: CaseFile,
    names: Vec<String>,
}

/// What tells each person whose behaviour was reported: the member, whatever account was named, and the name.
fn people(read: &Read<'_>, file: &CaseFile) -> Vec<BTreeSet<String>> {
    let keys = |person: &super::file::CasePerson| {
        let mut keys = BTreeSet::from([format!("name {}", words::fold(&person.name))]);
        if let Some(member) = &person.member {
            // Somebody who was erased is still the same account.
            keys.insert(format!("account {member}"));
            keys.extend(read.member_key(member).ok().map(|key| format!("member {key}")));
        }
        keys
    };
    file.reported().map(keys).collect()
}

/// A case's steps on the community's clock.
fn steps_of(dates: &CaseDates, zone: chrono_tz::Tz) -> Vec<String> {
    [Some(dates.received_at), dates.acknowledged_at, dates.investigating_at, dates.decided_at, dates.closed_at]
        .into_iter()
        .map(|at| at.map_or_else(String::new, |at| time::wall(at, zone).format("%Y-%m-%d %H:%M").to_string()))
        .collect()
}

/// The dates that a form says. A step that was typed as it is shown stays to the second.
fn dates(
    typed: &[String],
    outcome: Option<String>,
    before: Option<&CaseDates>,
    zone: chrono_tz::Tz,
) -> Result<CaseDates, ApiError> {
    let shown = before.map(|dates| steps_of(dates, zone)).unwrap_or_default();
    let kept = before.map(|dates| {
        [Some(dates.received_at), dates.acknowledged_at, dates.investigating_at, dates.decided_at, dates.closed_at]
    });
    let mut found = [None; 5];
    let mut last = i64::MIN;
    for (place, (slot, field)) in found.iter_mut().zip(STEP_FIELDS).enumerate() {
        let text = typed.get(place).map_or("", |text| text.trim());
        if text.is_empty() {
            continue;
        }
        let same = shown.get(place).is_some_and(|shown| shown == text);
        let at = match kept.and_then(|kept| kept.get(place).copied().flatten()).filter(|_| same) {
            Some(at) => at,
            None => Moment::parse(text).map_err(|why| ApiError::invalid(field, why))?.instant(zone),
        };
        // A day alone is its beginning: "reported at ten, acknowledged the same day" is in order.
        if at < last && time::day_of(at, zone) < time::day_of(last, zone) {
            return Err(ApiError::invalid(field, "this is before the step that it follows"));
        }
        last = at.max(last);
        *slot = Some(last);
    }
    let [received, acknowledged_at, investigating_at, decided_at, closed_at] = found;
    let received_at = received.ok_or_else(|| ApiError::invalid("received", "say when it was reported first"))?;
    if closed_at.is_some() && outcome.is_none() {
        return Err(ApiError::invalid("outcome", "say how it ended before it is closed"));
    }
    Ok(CaseDates {
        received_at,
        acknowledged_at,
        investigating_at,
        decided_at,
        closed_at,
        outcome,
        ..CaseDates::default()
    })
}
