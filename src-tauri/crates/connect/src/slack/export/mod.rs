//! Reads a Slack export: a zip archive, or a folder somebody unpacked it into.
//!
//! Day files are read in the order of their days over all channels, so that what reaches the store is in order of time.
//!
//! **Invariants:** memory is bounded by one portion and the largest file; every record of a chosen conversation comes out
//! once, as an activity or as unreadable, and is counted; the same archive is read in the same order every time, so a
//! number of files is a checkpoint.

mod day;
mod layout;
mod people;

use std::path::Path;

use kith_domain::record::{AccountRecord, Batch, SpaceKind, SpaceRecord, Unreadable};
use rustc_hash::{FxHashMap, FxHashSet};

use self::{
    day::Record,
    layout::{DayFile, Layout},
    people::Lists,
};
use super::{normalise, secrets};
use crate::archive::{Archive, Refused};

/// A portion ends with the file in which it has this many records …
const RECORDS: usize = 20_000;
/// … or this much JSON.
const BYTES: usize = 24 << 20;
/// The first portion is small, so that a person soon sees that it goes on.
const FIRST_RECORDS: usize = 2_000;
/// People in one batch.
const PEOPLE: usize = 5_000;
/// How much of an unreadable record is kept.
const SAMPLE: usize = 2_000;

/// What a person chooses to import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choice {
    /// Private channels.
    pub private_channels: bool,
    /// Conversations of two and of several.
    pub direct: bool,
}

/// What an export has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The workspace's id, when the list of people tells.
    pub team: Option<String>,
    /// Public channels.
    pub channels: usize,
    /// Private channels.
    pub private_channels: usize,
    /// Conversations of two and of several.
    pub direct: usize,
    /// Files with messages.
    pub day_files: usize,
    /// People in its list.
    pub people: usize,
    /// The first and the last day in names of files, `YYYY-MM-DD`.
    pub days: Option<(String, String)>,
    /// The newest record, UTC milliseconds: how old the archive is.
    pub as_of: i64,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// An export whose directory and lists were read.
#[derive(Debug)]
pub struct Export {
    archive: Archive,
    layout: Layout,
    conversations: Vec<SpaceRecord>,
    /// For each folder its conversation.
    folders: Vec<usize>,
    summary: Summary,
    known: FxHashSet<String>,
}

/// A conversation's part of a portion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpaceCount {
    /// Remote id.
    pub remote: String,
    /// Name in the archive.
    pub name: String,
    /// Files.
    pub files: u32,
    /// Records in them, readable or not.
    pub records: u32,
    /// Not readable.
    pub quarantined: u32,
}

/// What is stored together.
#[derive(Debug, Default)]
pub struct Portion {
    /// The records.
    pub batch: Batch,
    /// By conversation.
    pub spaces: Vec<SpaceCount>,
    /// Files read so far, those of earlier portions included.
    pub files_done: usize,
}

impl Export {
    /// Opens an export and reads its lists.
    ///
    /// # Errors
    /// [`Refused`] says why it is not read.
    pub fn open(path: &Path) -> Result<Self, Refused> {
        let mut archive = Archive::open(path)?;
        let layout = Layout::of(&archive)?;
        let Lists { conversations, folders, team, people, known, notes } = people::read_lists(&mut archive, &layout)?;
        let count = |wanted: &[SpaceKind]| conversations.iter().filter(|space| wanted.contains(&space.kind)).count();
        let summary = Summary {
            team,
            channels: count(&[SpaceKind::Channel]),
            private_channels: count(&[SpaceKind::Private]),
            direct: count(&[SpaceKind::Direct, SpaceKind::Group]),
            day_files: layout.days.len(),
            people,
            days: layout
                .days
                .first()
                .zip(layout.days.last())
                .map(|(first, last)| (day_name(first.day), day_name(last.day))),
            as_of: newest_record(&mut archive, &layout)?,
            notes,
        };
        Ok(Self { archive, layout, conversations, folders, summary, known })
    }

    /// What it has.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The same for the same archive.
    pub fn fingerprint(&self) -> &str {
        self.archive.fingerprint()
    }

    /// Remote ids of its conversations.
    pub fn conversations(&self) -> impl Iterator<Item = &str> {
        self.conversations.iter().map(|space| space.remote.as_str())
    }

    /// Reads what was chosen, from the file `start` on.
    pub fn reader(self, choice: Choice, start: usize) -> Reader {
        let chosen: Vec<bool> = self.conversations.iter().map(|space| choice.takes(space.kind)).collect();
        let is_chosen = |day: &DayFile| {
            self.folders.get(day.folder as usize).and_then(|space| chosen.get(*space)).copied().unwrap_or(false)
        };
        let days: Vec<DayFile> = self.layout.days.iter().copied().filter(is_chosen).collect();
        let left_out = self.layout.days.len() - days.len();
        let spaces = self
            .conversations
            .iter()
            .zip(&chosen)
            .filter(|(_, chosen)| **chosen)
            .map(|(space, _)| space.clone())
            .collect();
        Reader {
            export: self,
            days,
            left_out,
            spaces,
            next: start,
            buffer: Vec::new(),
            glimpsed: FxHashMap::default(),
            address: None,
            people: None,
            begun: false,
        }
    }
}

impl Choice {
    fn takes(self, kind: SpaceKind) -> bool {
        match kind {
            SpaceKind::Private => self.private_channels,
            SpaceKind::Direct | SpaceKind::Group => self.direct,
            SpaceKind::Channel | SpaceKind::Category | SpaceKind::Restricted | SpaceKind::Forum => true,
        }
    }
}

/// Reads an export portion by portion.
#[derive(Debug)]
pub struct Reader {
    export: Export,
    days: Vec<DayFile>,
    left_out: usize,
    spaces: Vec<SpaceRecord>,
    next: usize,
    buffer: Vec<u8>,
    /// Authors whom the list does not have, and whether a name was found for them.
    glimpsed: FxHashMap<String, bool>,
    address: Option<String>,
    people: Option<people::People>,
    begun: bool,
}

impl Reader {
    /// Files to read in all.
    pub fn files(&self) -> usize {
        self.days.len()
    }

    /// JSON in the files to read.
    pub fn bytes(&self) -> u64 {
        self.days.iter().map(|day| self.export.archive.size(day.file as usize)).sum()
    }

    /// Files of conversations that were not chosen.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The chosen conversations.
    pub fn spaces(&self) -> &[SpaceRecord] {
        &self.spaces
    }

    /// Where the workspace's pages are, once a file told.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// The next people of the list; `None` after the last.
    ///
    /// # Errors
    /// [`Refused`] when the archive cannot be read.
    pub fn next_people(&mut self) -> Result<Option<Vec<AccountRecord>>, Refused> {
        let people = match self.people.take() {
            Some(people) => people,
            None => people::People::open(&mut self.export.archive, self.export.layout.users)?,
        };
        let people = self.people.insert(people);
        let batch = people.next(PEOPLE);
        if batch.is_empty() {
            self.people = None;
            return Ok(None);
        }
        Ok(Some(batch))
    }

    /// The next portion; `None` after the last.
    ///
    /// # Errors
    /// [`Refused`] when the archive cannot be read.
    pub fn next_portion(&mut self) -> Result<Option<Portion>, Refused> {
        if self.next >= self.days.len() {
            return Ok(None);
        }
        let mut portion = Portion::default();
        let limit = if std::mem::replace(&mut self.begun, true) { RECORDS } else { FIRST_RECORDS };
        // Grown once: doubling would need three times the room for a moment.
        portion.batch.raw.reserve(BYTES + BYTES / 8);
        let mut counts: FxHashMap<usize, SpaceCount> = FxHashMap::default();
        while let Some(day) = self.days.get(self.next).copied() {
            let Some(space) = self.export.folders.get(day.folder as usize).copied() else {
                return Err(Refused::Damaged("its directory changed while it was read"));
            };
            self.read_day(day, space, &mut portion.batch, &mut counts)?;
            self.next += 1;
            if portion.batch.activities.len() >= limit || portion.batch.raw.len() >= BYTES {
                break;
            }
        }
        portion.batch.activities.sort_by_key(|activity| activity.remote);
        portion.spaces = counts.into_values().collect();
        portion.files_done = self.next;
        Ok(Some(portion))
    }

    fn read_day(
        &mut self,
        day: DayFile,
        space: usize,
        batch: &mut Batch,
        counts: &mut FxHashMap<usize, SpaceCount>,
    ) -> Result<(), Refused> {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.export.archive.read(day.file as usize, &mut buffer)?;
        secrets::redact(&mut buffer);
        // If a few thousand files do not tell, none will.
        if self.address.is_none() && self.next < 5_000 {
            self.address = people::workspace_address(&buffer);
        }
        let Some(conversation) = self.export.conversations.get(space) else {
            return Err(Refused::Damaged("its directory changed while it was read"));
        };
        let count = counts.entry(space).or_insert_with(|| SpaceCount {
            remote: conversation.remote.clone(),
            name: conversation.name.clone(),
            files: 0,
            records: 0,
            quarantined: 0,
        });
        count.files += 1;
        let place = self.export.archive.name(day.file as usize);
        let text = people::text_of(&buffer);
        let (known, glimpsed) = (&self.export.known, &mut self.glimpsed);
        let mut position = 0;
        day::each(&text, |record| {
            let wanted = |remote: &str| !known.contains(remote) && glimpsed.get(remote) != Some(&true);
            let (read, json) = match record {
                Record::Message(message, json) => {
                    (normalise::message(&conversation.remote, &message, json, wanted), json)
                }
                Record::Json(json) => (normalise::typed(&conversation.remote, json, wanted), json),
                Record::Damaged => {
                    (Err("the file is no list of messages, or is damaged from here on".to_owned()), text.as_ref())
                }
            };
            count.records += 1;
            match read {
                Ok(mut normalised) => {
                    let start = batch.raw.len();
                    batch.raw.extend_from_slice(json.as_bytes());
                    normalised.activity.raw = start..batch.raw.len();
                    if let Some(author) = normalised.author {
                        glimpse(glimpsed, author, &mut batch.accounts);
                    }
                    batch.activities.push(normalised.activity);
                }
                Err(reason) => {
                    count.quarantined += 1;
                    batch.unreadable.push(Unreadable {
                        place: place.to_owned(),
                        space: Some(conversation.remote.clone()),
                        position,
                        reason,
                        sample: json.chars().take(SAMPLE).collect(),
                    });
                }
            }
            position += 1;
        });
        self.buffer = buffer;
        Ok(())
    }
}

/// Remembers an author whom the list does not have: the first time, and once more when a name is found.
fn glimpse(glimpsed: &mut FxHashMap<String, bool>, author: AccountRecord, accounts: &mut Vec<AccountRecord>) {
    let named = author.name != author.remote;
    match glimpsed.get(&author.remote) {
        Some(true) => {}
        Some(false) if !named => {}
        _ => {
            glimpsed.insert(author.remote.clone(), named);
            accounts.push(author);
        }
    }
}

/// The newest record of the last day, UTC milliseconds.
fn newest_record(archive: &mut Archive, layout: &Layout) -> Result<i64, Refused> {
    let Some(last) = layout.days.last() else { return Ok(0) };
    let mut newest = 0;
    let mut buffer = Vec::new();
    for day in layout.days.iter().rev().take_while(|day| day.day == last.day) {
        archive.read(day.file as usize, &mut buffer)?;
        let text = String::from_utf8_lossy(&buffer);
        day::each(&text, |record| {
            let read = match record {
                Record::Message(message, json) => normalise::message("", &message, json, |_| false),
                Record::Json(json) => normalise::typed("", json, |_| false),
                Record::Damaged => return,
            };
            newest = newest.max(read.map_or(0, |read| read.activity.occurred_at));
        });
    }
    Ok(newest)
}

fn day_name(day: u32) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}
