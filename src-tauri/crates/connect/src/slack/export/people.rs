//! The lists of an export: people and conversations.
//!
//! Facts: enterprise exports name their list `org_users.json`; the handle `name` is not what to show; the list of direct
//! messages has no names; conversations may be missing from every list.

use std::borrow::Cow;

use kith_domain::record::{AccountRecord, SpaceKind, SpaceRecord};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::DeserializeOwned;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::layout::Layout;
use crate::{
    archive::{Archive, Refused},
    slack::{
        normalise,
        people::{account_of, read_user, space_of},
        secrets,
        wire::{Channel, User},
    },
};

/// What the lists say.
pub(super) struct Lists {
    pub(super) conversations: Vec<SpaceRecord>,
    pub(super) folders: Vec<usize>,
    pub(super) team: Option<String>,
    pub(super) people: usize,
    pub(super) known: FxHashSet<String>,
    pub(super) notes: Vec<String>,
}

pub(super) fn read_lists(archive: &mut Archive, layout: &Layout) -> Result<Lists, Refused> {
    let mut notes = Vec::new();
    let mut conversations = Vec::new();
    let kinds = [
        (layout.channels, SpaceKind::Channel),
        (layout.groups, SpaceKind::Private),
        (layout.mpims, SpaceKind::Group),
        (layout.dms, SpaceKind::Direct),
    ];
    for (file, kind) in kinds {
        for channel in read_list::<Channel>(archive, file, &mut notes)? {
            conversations.push(space_of(channel, kind));
        }
    }
    let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
    for (index, space) in conversations.iter().enumerate() {
        by_name.entry(plain_name(&space.name)).or_insert(index);
    }
    for (index, space) in conversations.iter().enumerate() {
        by_name.entry(space.remote.clone()).or_insert(index);
    }
    let mut folders = Vec::with_capacity(layout.folders.len());
    let mut unlisted = Vec::new();
    for folder in &layout.folders {
        let found = by_name.get(&plain_name(folder)).or_else(|| by_name.get(folder)).copied();
        folders.push(found.unwrap_or_else(|| {
            unlisted.push(folder.clone());
            conversations.push(unlisted_space(folder, layout));
            conversations.len() - 1
        }));
    }
    if !unlisted.is_empty() {
        notes.push(format!(
            "{} folder(s) are in no list of channels and count as private: {}",
            unlisted.len(),
            unlisted.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ")
        ));
    }
    match layout.others {
        0 => {}
        1 => notes.push("1 file holds no messages (canvases, logs, uploads) and was not read".to_owned()),
        many => notes.push(format!("{many} files hold no messages (canvases, logs, uploads) and were not read")),
    }
    let mut people = People::open(archive, layout.users)?;
    if layout.users.is_none() {
        notes.push("there is no list of people: names are taken from messages".to_owned());
    }
    let mut known = FxHashSet::default();
    let mut teams: FxHashMap<String, usize> = FxHashMap::default();
    loop {
        let batch = people.next_users(1_000);
        if batch.is_empty() {
            break;
        }
        for (user, _) in batch {
            if let Some(team) = user.team_id.filter(|team| !team.is_empty()) {
                *teams.entry(team).or_insert(0) += 1;
            }
            known.insert(user.id);
        }
    }
    let team = teams.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(team, _)| team);
    Ok(Lists { conversations, folders, team, people: known.len(), known, notes })
}

/// File systems write accents in two ways; a re-zipped folder may differ from the list in that alone.
fn plain_name(name: &str) -> String {
    name.nfc().collect()
}

fn read_list<T: DeserializeOwned>(
    archive: &mut Archive,
    file: Option<usize>,
    notes: &mut Vec<String>,
) -> Result<Vec<T>, Refused> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let mut bytes = Vec::new();
    archive.read(file, &mut bytes)?;
    secrets::redact(&mut bytes);
    let text = text_of(&bytes);
    let Some(Value::Array(values)) = normalise::parse_loosely(&text) else {
        notes.push(format!("{} could not be read", archive.name(file)));
        return Ok(Vec::new());
    };
    let total = values.len();
    let read: Vec<T> = values.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect();
    if read.len() < total {
        notes.push(format!("{} of {total} entries of {} could not be read", total - read.len(), archive.name(file)));
    }
    Ok(read)
}

/// A folder that no list names. Where lists of channels are, it is not among the public ones.
fn unlisted_space(folder: &str, layout: &Layout) -> SpaceRecord {
    let id_like = folder.len() >= 9 && folder.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let kind = if folder.starts_with("mpdm-") {
        SpaceKind::Group
    } else if id_like && folder.starts_with('D') {
        SpaceKind::Direct
    } else if layout.channels.is_some() {
        SpaceKind::Private
    } else {
        SpaceKind::Channel
    };
    SpaceRecord {
        remote: folder.to_owned(),
        realm: None,
        name: folder.to_owned(),
        kind,
        archived: false,
        topic: None,
        purpose: None,
        created_at: None,
        members: Vec::new(),
        all_members: false,
    }
}

/// The list of people, read a piece at a time: with a hundred thousand of them it has a hundred megabytes.
#[derive(Debug)]
pub(super) struct People {
    text: String,
    /// Where each entry begins and ends.
    entries: Vec<(usize, usize)>,
    next: usize,
}

impl People {
    pub(super) fn open(archive: &mut Archive, file: Option<usize>) -> Result<Self, Refused> {
        let mut bytes = Vec::new();
        if let Some(file) = file {
            archive.read(file, &mut bytes)?;
            secrets::redact(&mut bytes);
        }
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let shift = text.len() - body.len();
        let base = body.as_ptr() as usize;
        let entries = sonic_rs::to_array_iter(body)
            .flatten()
            .map(|entry| {
                let raw = entry.as_raw_str();
                // The raw text of an entry is a part of the list it was found in.
                let start = (raw.as_ptr() as usize).saturating_sub(base) + shift;
                (start, start + raw.len())
            })
            .collect();
        Ok(Self { text, entries, next: 0 })
    }

    /// The next people as records, with their own JSON.
    pub(super) fn next(&mut self, limit: usize) -> Vec<AccountRecord> {
        self.next_users(limit).into_iter().map(|(user, raw)| account_of(user, raw)).collect()
    }

    fn next_users(&mut self, limit: usize) -> Vec<(User, String)> {
        let mut users = Vec::new();
        while users.len() < limit {
            let Some((start, end)) = self.entries.get(self.next).copied() else { break };
            self.next += 1;
            let Some(raw) = self.text.get(start..end) else { continue };
            if let Some(user) = read_user(raw) {
                users.push((user, raw.to_owned()));
            }
        }
        users
    }
}

/// A file as text, without a byte order mark; what is no UTF-8 is replaced.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// The workspace's address, from the permalink of a file: `https://NAME.slack.com`.
pub(super) fn workspace_address(bytes: &[u8]) -> Option<String> {
    for key in [&b"\"permalink\":\"https:\\/\\/"[..], b"\"permalink\":\"https://", b"\"permalink\": \"https://"] {
        let Some(at) = memchr::memmem::find(bytes, key) else { continue };
        let rest = bytes.get(at + key.len()..).unwrap_or_default();
        let host: Vec<u8> =
            rest.iter().copied().take(80).take_while(|byte| !matches!(byte, b'/' | b'\\' | b'"')).collect();
        let host = String::from_utf8(host).ok()?;
        let team = host.strip_suffix(".slack.com")?;
        let plain =
            !team.is_empty() && team.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        return plain.then(|| format!("https://{host}"));
    }
    None
}
