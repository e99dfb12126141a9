//! Counts an export with nothing but plain JSON: knows nothing of Kith's code.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// Every file of an honest archive.
pub(crate) fn files(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let short = |at: usize| usize::from(u16::from_le_bytes(zip[at..at + 2].try_into().unwrap()));
    let long = |at: usize| u32::from_le_bytes(zip[at..at + 4].try_into().unwrap()) as usize;
    let mut at = long(zip.len() - 6);
    let mut all = Vec::new();
    while long(at) == 0x0201_4b50 {
        let name = String::from_utf8(zip[at + 46..at + 46 + short(at + 28)].to_vec()).unwrap();
        let start = long(at + 42) + 30 + short(long(at + 42) + 26) + short(long(at + 42) + 28);
        let packed = &zip[start..start + long(at + 20)];
        let mut content = vec![0; long(at + 24)];
        match short(at + 10) {
            0 => content.copy_from_slice(packed),
            _ => drop(libdeflater::Decompressor::new().deflate_decompress(packed, &mut content).unwrap()),
        }
        all.push((name, content));
        at += 46 + short(at + 28) + short(at + 30) + short(at + 32);
    }
    all
}

/// What `stats` must say about the public channels of an archive, in UTC.
pub(crate) fn count(zip: &[u8]) -> Value {
    let files: BTreeMap<String, Value> =
        files(zip).into_iter().map(|(name, bytes)| (name, serde_json::from_slice(&bytes).unwrap())).collect();
    let mut by_space: BTreeMap<String, u32> = BTreeMap::new();
    let mut folders = BTreeMap::new();
    for channel in files["channels.json"].as_array().unwrap() {
        let name = channel["name"].as_str().unwrap().to_owned();
        by_space.insert(name.clone(), 0);
        folders.insert(name, channel["id"].as_str().unwrap().to_owned());
    }
    let mut people: BTreeSet<String> = BTreeSet::new();
    for user in files["users.json"].as_array().unwrap() {
        people.insert(user["id"].as_str().unwrap().to_owned());
    }
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let mut answered: BTreeSet<(String, String)> = BTreeSet::new();
    let mut by_year: BTreeMap<String, u32> = BTreeMap::new();
    let mut times = Vec::new();
    for (name, content) in &files {
        let Some((folder, _)) = name.split_once('/') else { continue };
        let Some(channel) = folders.get(folder) else { continue };
        for message in content.as_array().unwrap() {
            let ts = message["ts"].as_str().unwrap().to_owned();
            if !seen.insert((channel.clone(), ts.clone())) {
                continue;
            }
            let root = message["thread_ts"].as_str().filter(|root| *root != ts);
            let kind = match message["subtype"].as_str().unwrap_or_default() {
                "" | "bot_message" | "me_message" | "thread_broadcast" | "file_share" if root.is_some() => "reply",
                "" | "bot_message" | "me_message" | "thread_broadcast" | "file_share" => "post",
                "channel_join" => "join",
                "channel_leave" => "leave",
                "tombstone" => "deleted",
                _ => "system",
            };
            *kinds.entry(kind).or_default() += 1;
            if kind != "deleted" {
                let author = ["user", "bot_id"].iter().find_map(|key| message[*key].as_str());
                people.extend(author.map(str::to_owned));
                for reaction in message["reactions"].as_array().into_iter().flatten() {
                    let users: BTreeSet<&str> =
                        reaction["users"].as_array().unwrap().iter().map(|user| user.as_str().unwrap()).collect();
                    *kinds.entry("reaction").or_default() +=
                        reaction["count"].as_u64().unwrap().max(users.len() as u64);
                    people.extend(users.into_iter().map(str::to_owned));
                }
            }
            if kind == "reply" {
                answered.insert((channel.clone(), root.unwrap().to_owned()));
            }
            if matches!(kind, "post" | "reply") {
                *by_space.get_mut(folder).unwrap() += 1;
                let (seconds, micros) = ts.split_once('.').unwrap();
                let at = seconds.parse::<i64>().unwrap() * 1_000 + micros.parse::<i64>().unwrap() / 1_000;
                times.push(at);
                *by_year.entry(year(at)).or_default() += 1;
            }
        }
    }
    for kind in ["post", "reply", "reaction", "join", "leave", "system", "deleted"] {
        kinds.entry(kind).or_default();
    }
    kinds.insert("total", kinds.values().sum());
    json!({
        "identities": people.len(), "members": people.len(), "spaces": by_space.len(), "activities": kinds,
        "threads": answered.len(), "by_space": by_space, "by_year": by_year,
        "first_at": times.iter().min(), "last_at": times.iter().max(), "quarantined": 0,
    })
}

/// The year of an instant, by counting days.
fn year(at: i64) -> String {
    let mut days = at / 86_400_000;
    let mut year = 1970;
    loop {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = if leap { 366 } else { 365 };
        if days < length {
            return year.to_string();
        }
        days -= length;
        year += 1;
    }
}
