//! Small exports that a test spells out, call by call.

use serde_json::{Value, json};

use crate::zip_writer::{Entry, Lies};

/// The lists at the top of an export.
pub(super) const LISTS: [&str; 5] = ["users.json", "channels.json", "groups.json", "dms.json", "mpims.json"];

/// Builds a small Slack export, call by call.
#[derive(Debug, Clone, Default)]
pub struct ExportMaker {
    pub(super) lists: [Vec<Value>; 5],
    pub(super) days: Vec<(String, Vec<Value>)>,
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) odd: Vec<(Entry, Vec<u8>)>,
    pub(super) root: Option<String>,
    pub(super) people_file: Option<String>,
    pub(super) mac_noise: bool,
    pub(super) no_utf8_flag: bool,
    pub(super) bom: bool,
    pub(super) ascii: bool,
    pub(super) stored: bool,
}

impl ExportMaker {
    /// An export without anything in it but the lists of people and channels.
    pub fn new() -> Self {
        Self::default()
    }

    /// A person as a workspace owner's export lists them.
    #[must_use]
    pub fn person(self, id: &str, name: &str, email: &str) -> Self {
        let handle = name.to_lowercase().replace(' ', ".");
        self.user(json!({
            "id": id, "team_id": "T1", "name": handle, "deleted": false, "real_name": name, "tz": "Europe/Berlin",
            "profile": { "real_name": name, "display_name": "", "email": email, "title": "" },
            "is_admin": false, "is_bot": false, "updated": 1_700_000_000,
        }))
    }

    /// An entry of `users.json`, word for word.
    #[must_use]
    pub fn user(mut self, user: Value) -> Self {
        self.lists[0].push(user);
        self
    }

    /// A public channel.
    #[must_use]
    pub fn channel(self, id: &str, name: &str) -> Self {
        self.conversation("channels.json", described(id, name, &[]))
    }

    /// A private channel.
    #[must_use]
    pub fn private_channel(self, id: &str, name: &str, members: &[&str]) -> Self {
        self.conversation("groups.json", described(id, name, members))
    }

    /// A conversation of two; its folder is its id.
    #[must_use]
    pub fn direct(self, id: &str, members: &[&str]) -> Self {
        self.conversation("dms.json", json!({ "id": id, "created": 1_700_000_000, "members": members }))
    }

    /// A private conversation of several; its folder is its name (`mpdm-ada--bo-1`).
    #[must_use]
    pub fn group(self, id: &str, name: &str, members: &[&str]) -> Self {
        self.conversation("mpims.json", described(id, name, members))
    }

    /// An entry of `channels.json`, `groups.json`, `dms.json` or `mpims.json`, word for word.
    #[must_use]
    pub fn conversation(mut self, list: &str, entry: Value) -> Self {
        let position = LISTS.iter().position(|name| *name == list).unwrap();
        self.lists[position].push(entry);
        self
    }

    /// A message, word for word, in the day file of its `ts` (UTC).
    #[must_use]
    pub fn message(self, folder: &str, message: Value) -> Self {
        let seconds = message["ts"].as_str().and_then(|ts| ts.split('.').next()?.parse::<i64>().ok()).unwrap_or(0);
        let day = kith_domain::time::day_with_number(seconds.div_euclid(86_400));
        self.message_on(folder, &day.to_string(), message)
    }

    /// A message, word for word, in a day file of any name.
    #[must_use]
    pub fn message_on(mut self, folder: &str, day: &str, message: Value) -> Self {
        let path = format!("{folder}/{day}.json");
        match self.days.iter_mut().find(|(known, _)| *known == path) {
            Some((_, messages)) => messages.push(message),
            None => self.days.push((path, vec![message])),
        }
        self
    }

    /// A plain message.
    #[must_use]
    pub fn says(self, folder: &str, user: &str, ts: &str, text: &str) -> Self {
        self.message(folder, json!({ "type": "message", "user": user, "ts": ts, "text": text }))
    }

    /// An answer in the thread that the message at `root` opened.
    #[must_use]
    pub fn says_in(self, folder: &str, user: &str, ts: &str, root: &str, text: &str) -> Self {
        self.message(folder, json!({ "type": "message", "user": user, "ts": ts, "thread_ts": root, "text": text }))
    }

    /// Somebody comes into a channel.
    #[must_use]
    pub fn joins(self, folder: &str, user: &str, ts: &str) -> Self {
        let text = format!("<@{user}> has joined the channel");
        self.message(
            folder,
            json!({ "type": "message", "subtype": "channel_join", "user": user, "ts": ts, "text": text }),
        )
    }

    /// Any other file: a day file that is no JSON, a canvas, a picture.
    #[must_use]
    pub fn file(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.push((path.to_owned(), content.into()));
        self
    }

    /// An entry with oddities of its own, at the end of the archive and outside the nesting folder.
    #[must_use]
    pub fn entry(mut self, entry: Entry, content: impl Into<Vec<u8>>) -> Self {
        self.odd.push((entry, content.into()));
        self
    }

    /// Everything inside one more folder, as people have it who packed the archive again.
    #[must_use]
    pub fn nested_in(mut self, folder: &str) -> Self {
        self.root = Some(folder.to_owned());
        self
    }

    /// The list of people under another name (`org_users.json`).
    #[must_use]
    pub fn people_in(mut self, file: &str) -> Self {
        self.people_file = Some(file.to_owned());
        self
    }

    /// With `__MACOSX/`, `.DS_Store` and `._` files all over the place.
    #[must_use]
    pub fn with_mac_noise(mut self) -> Self {
        self.mac_noise = true;
        self
    }

    /// Names are UTF-8, but no flag says so, as in Slack's own archives.
    #[must_use]
    pub fn without_utf8_flag(mut self) -> Self {
        self.no_utf8_flag = true;
        self
    }

    /// With a byte order mark at the start of every JSON file.
    #[must_use]
    pub fn with_bom(mut self) -> Self {
        self.bom = true;
        self
    }

    /// JSON in ASCII with escaped slashes, as in Slack's own archives.
    #[must_use]
    pub fn in_ascii(mut self) -> Self {
        self.ascii = true;
        self
    }

    /// Nothing is deflated.
    #[must_use]
    pub fn stored(mut self) -> Self {
        self.stored = true;
        self
    }
}

/// A zip bomb's shape in small: an entry whose directory says `size` bytes, whatever is in it.
pub fn claims(name: &str, size: u64) -> Entry {
    let lie = Lies { size: Some(size), ..Lies::default() };
    Entry::new(name).local(lie.clone()).central(lie)
}

fn described(id: &str, name: &str, members: &[&str]) -> Value {
    json!({
        "id": id, "name": name, "created": 1_700_000_000, "creator": "U1", "is_archived": false, "members": members,
        "topic": { "value": "", "creator": "", "last_set": 0 },
        "purpose": { "value": format!("About {name}"), "creator": "U1", "last_set": 1_700_000_000 },
    })
}
