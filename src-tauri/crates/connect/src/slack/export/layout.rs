//! Where things are in an export: lists of people and channels at its root, one folder per conversation with one file
//! per day.
//!
//! Facts (Slack's help article "How to read Slack data exports", and exports seen): people re-zip exports, so the root
//! may lie in a folder; folders carry the channel's name at export time, direct messages their id; day files are cut by a
//! local time zone; some folders hold other things than messages.

use crate::archive::{Archive, Refused};

/// A file with the messages of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DayFile {
    /// The day in its name, as `yyyymmdd`: only for the order of reading, never for a date.
    pub(super) day: u32,
    /// Index into [`Layout::folders`].
    pub(super) folder: u32,
    /// Index into the archive.
    pub(super) file: u32,
}

/// What an archive has, before any file of it is read.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Names of folders with day files.
    pub(super) folders: Vec<String>,
    /// Day files, in the order of days.
    pub(super) days: Vec<DayFile>,
    /// Index of the list of people.
    pub(super) users: Option<usize>,
    /// Index of the list of public channels.
    pub(super) channels: Option<usize>,
    /// Index of the list of private channels.
    pub(super) groups: Option<usize>,
    /// Index of the list of conversations of several.
    pub(super) mpims: Option<usize>,
    /// Index of the list of conversations of two.
    pub(super) dms: Option<usize>,
    /// Files that hold no messages: canvases, logs, uploads.
    pub(super) others: u32,
}

/// Files at the root by which an export is known.
const LISTS: [&str; 6] = ["channels.json", "users.json", "org_users.json", "groups.json", "mpims.json", "dms.json"];

impl Layout {
    pub(super) fn of(archive: &Archive) -> Result<Self, Refused> {
        let root = find_root(archive).ok_or_else(|| Refused::Unsupported(explain_unknown(archive)))?;
        let mut layout = Self::default();
        let mut folders: rustc_hash::FxHashMap<String, u32> = rustc_hash::FxHashMap::default();
        for index in 0..archive.len() {
            let Some(name) = archive.name(index).strip_prefix(&root) else { continue };
            if is_noise(name) {
                continue;
            }
            match name.split_once('/') {
                None => match name {
                    "users.json" => layout.users = Some(index),
                    "org_users.json" => layout.users = layout.users.or(Some(index)),
                    "channels.json" => layout.channels = Some(index),
                    "groups.json" => layout.groups = Some(index),
                    "mpims.json" => layout.mpims = Some(index),
                    "dms.json" => layout.dms = Some(index),
                    _ => layout.others += 1,
                },
                Some((folder, file)) => match day_of(file) {
                    Some(day) if !is_canvas(folder) => {
                        let next = u32::try_from(folders.len()).unwrap_or(u32::MAX);
                        let folder = *folders.entry(folder.to_owned()).or_insert(next);
                        layout.days.push(DayFile { day, folder, file: u32::try_from(index).unwrap_or(u32::MAX) });
                    }
                    _ if file.is_empty() => {}
                    _ => layout.others += 1,
                },
            }
        }
        let mut names: Vec<(u32, String)> = folders.into_iter().map(|(name, index)| (index, name)).collect();
        names.sort_unstable();
        layout.folders = names.into_iter().map(|(_, name)| name).collect();
        // Days first, and within a day folders by name: the same archive is always read in the same order.
        let order: Vec<&String> = layout.folders.iter().collect();
        let key = |day: &DayFile| (day.day, order.get(day.folder as usize).copied(), day.file);
        let mut days = std::mem::take(&mut layout.days);
        days.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        layout.days = days;
        Ok(layout)
    }
}

/// The folder that has the lists, with its slash; the shallowest when there are several.
fn find_root(archive: &Archive) -> Option<String> {
    (0..archive.len())
        .map(|index| archive.name(index))
        .filter(|name| !is_noise(name))
        .filter_map(|name| {
            let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
            LISTS.contains(&file).then(|| if folder.is_empty() { String::new() } else { format!("{folder}/") })
        })
        .min_by_key(|root| (root.matches('/').count(), root.len()))
}

fn explain_unknown(archive: &Archive) -> String {
    let names = || (0..archive.len()).map(|index| archive.name(index));
    let text = names().filter(|name| name.ends_with(".txt")).count();
    let html = names().filter(|name| name.ends_with(".html")).count();
    let end = "A Slack export has channels.json and users.json at its top";
    if text > 0 && names().any(|name| name.contains("channels/") || name.contains("dms/")) {
        format!(
            "this is the text form of a Slack export, which holds no data that can be read: ask for the JSON form. {end}"
        )
    } else if names().all(|name| name.ends_with(".json") || name.ends_with('/')) && names().any(is_slackdump) {
        format!(
            "this is a dump of single conversations and not an export: it has no list of channels and people. {end}"
        )
    } else if html > 0 && text == 0 {
        format!("this holds web pages and not a Slack export. {end}")
    } else {
        format!("this does not look like a Slack export. {end}, and one folder for each channel")
    }
}

/// Slackdump's "dump" form names each file after a conversation.
fn is_slackdump(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or_default();
    stem.len() >= 9
        && stem.starts_with(['C', 'D', 'G'])
        && stem.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// What operating systems add when people re-zip.
fn is_noise(name: &str) -> bool {
    name.split('/')
        .any(|part| part == "__MACOSX" || part == ".DS_Store" || part.starts_with("._") || part == "Thumbs.db")
}

/// Comments on canvases lie in folders such as `FC:F05AB12CD:title`, on Windows `FC_F05AB12CD_title`.
fn is_canvas(folder: &str) -> bool {
    folder.strip_prefix("FC").and_then(|rest| rest.strip_prefix([':', '_'])).is_some_and(|rest| rest.starts_with('F'))
}

/// The day in a name such as `2016-07-31.json`.
fn day_of(file: &str) -> Option<u32> {
    let day = file.strip_suffix(".json")?;
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(date, 2) {
        return None;
    }
    format!("{year}{month}{date}").parse().ok()
}
