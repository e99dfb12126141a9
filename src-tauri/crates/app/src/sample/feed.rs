//! From the plan to the records that the store takes.
//!
//! **Invariants:** the first batch has every account and every space; activities come in order of time, at most
//! [`BATCH`] at once; a conversation's first message comes before its answers.

use kith_connect::slack::mrkdwn;
use kith_domain::record::{
    AccountRecord, ActivityKind, ActivityRecord, Batch, FileRecord, ReactionRecord, SpaceKind, SpaceRecord,
};

use super::{
    calendar::{Calendar, DAYS},
    chance::Chance,
    people::Person,
    phrases::Phrases,
    plan::{Plan, Post, Role},
    spaces::{FORUM, Space},
    words::Scribe,
};

/// How many activities a batch has at most.
pub(crate) const BATCH: usize = 4_000;

/// One of the two places, batch by batch.
pub(crate) struct Feed {
    pub(super) people: Vec<Person>,
    pub(super) calendar: Calendar,
    pub(super) phrases: Phrases,
    pub(super) plan: Plan,
    pub(super) spaces: Vec<Space>,
    pub(super) forum: bool,
    /// How far it is; `None` before the accounts.
    pub(super) next: Option<usize>,
    /// The number of the message written last.
    pub(super) number: i64,
    /// The first message of each conversation: its number and its time.
    pub(super) roots: Vec<Option<(i64, i64)>>,
}

impl Iterator for Feed {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let Some(from) = self.next else {
            self.next = Some(0);
            return Some(Batch { accounts: self.accounts(), spaces: self.space_records(), ..Batch::default() });
        };
        let until = (from + BATCH).min(self.plan.posts.len());
        let posts = self.plan.posts.get_mut(from..until).filter(|posts| !posts.is_empty())?;
        let posts: Vec<Post> = posts.iter_mut().map(std::mem::take).collect();
        self.next = Some(until);
        Some(Batch { activities: posts.iter().map(|post| self.activity(post)).collect(), ..Batch::default() })
    }
}

impl Feed {
    /// How many activities there are in all.
    pub(crate) fn activities(&self) -> usize {
        self.plan.posts.len()
    }

    fn accounts(&self) -> Vec<AccountRecord> {
        let mut accounts: Vec<AccountRecord> = self.people.iter().filter_map(|person| self.account(person)).collect();
        accounts.sort_by_key(|account| account.joined_at);
        accounts
    }

    fn account(&self, person: &Person) -> Option<AccountRecord> {
        let stay = if self.forum { person.forum } else { person.chat }?;
        let handle = if self.forum { &person.forum_handle } else { &person.handle };
        Some(AccountRecord {
            remote: self.remote(person).to_owned(),
            handle: Some(handle.clone()),
            name: person.name.clone(),
            title: person.title.map(str::to_owned),
            pronouns: person.pronouns.map(str::to_owned),
            email: person.email.clone(),
            zone: Some(self.calendar.zone_name(person.zone).to_owned()).filter(|_| !person.is_bot),
            is_bot: person.is_bot,
            is_guest: person.is_guest && !self.forum,
            is_admin: person.is_admin,
            left: person.left,
            joined_at: Some(stay.from),
            changed_at: if person.left { stay.until } else { stay.from },
            ..AccountRecord::default()
        })
    }

    fn remote<'a>(&self, person: &'a Person) -> &'a str {
        if self.forum { &person.forum_id } else { &person.chat_id }
    }

    fn space_records(&self) -> Vec<SpaceRecord> {
        let whole = self.forum.then(|| SpaceRecord {
            remote: FORUM.to_owned(),
            realm: None,
            name: "Trellis forum".to_owned(),
            kind: SpaceKind::Forum,
            archived: false,
            topic: None,
            purpose: None,
            created_at: Some(self.calendar.start(0, 150)),
            members: Vec::new(),
            all_members: false,
        });
        let parts = self.spaces.iter().enumerate().map(|(number, space)| SpaceRecord {
            remote: space.remote.to_owned(),
            realm: self.forum.then(|| FORUM.to_owned()),
            name: space.name.to_owned(),
            kind: if self.forum { SpaceKind::Category } else { SpaceKind::Channel },
            archived: space.days.1 < DAYS,
            topic: None,
            purpose: Some(space.purpose.to_owned()),
            created_at: Some(self.calendar.start(0, space.days.0)),
            members: self.members(number),
            all_members: false,
        });
        whole.into_iter().chain(parts).collect()
    }

    fn members(&self, space: usize) -> Vec<String> {
        let mut inside = std::collections::BTreeSet::new();
        for post in self.plan.posts.iter().filter(|post| post.space == space) {
            match post.role {
                Role::Join => inside.insert(post.author),
                Role::Leave => inside.remove(&post.author),
                _ => continue,
            };
        }
        let people = inside.iter().filter_map(|member| self.people.get(*member as usize));
        people.filter(|person| !person.left).map(|person| self.remote(person).to_owned()).collect()
    }

    fn activity(&mut self, post: &Post) -> ActivityRecord {
        let mut chance = Chance::part(post.seed, 3);
        let author = self.people.get(post.author as usize);
        let subject = post.talk.and_then(|talk| self.plan.subjects.get(talk as usize));
        let scribe = Scribe { phrases: &self.phrases, people: &self.people, forum: self.forum };
        let root = post.talk.and_then(|talk| self.roots.get(talk as usize).copied().flatten());
        let opens = post.talk.is_some() && root.is_none();
        let thread = root.filter(|_| !post.loose);
        let gone = !opens && post.talk.is_some() && chance.often(0.003);
        let edited = post.talk.is_some() && !gone && chance.often(0.034);
        self.number = match self.forum {
            true => self.number + 1,
            false => (post.at * 1_000 + chance.below(1_000) as i64).max(self.number + 1),
        };
        let occurred_at = if self.forum { post.at } else { self.number / 1_000 };
        let text = if gone { String::new() } else { scribe.text(post, subject) };
        let mut words = String::new();
        if text.contains(['<', '&']) {
            mrkdwn::index_text(&text, &mut words);
        }
        let record = ActivityRecord {
            space: self.spaces.get(post.space).map_or_else(String::new, |space| space.remote.to_owned()),
            remote: self.number,
            thread: thread.map(|(number, _)| number),
            thread_at: thread.map(|(_, at)| at),
            topic: None,
            kind: kind(post.role, thread.is_some()),
            author: author.map(|person| self.remote(person).to_owned()),
            by_app: author.is_some_and(|person| person.is_bot),
            broadcast: !self.forum && thread.is_some() && matches!(post.role, Role::Answer(_)) && chance.often(0.02),
            occurred_at,
            edited_at: edited.then(|| (occurred_at + 20_000 + chance.wait(300_000.0) as i64).min(self.calendar.until)),
            gone,
            title: subject.filter(|_| opens && self.forum).map(|subject| scribe.title(post, subject)),
            text,
            words: (!words.is_empty()).then_some(words),
            reactions: if gone { Vec::new() } else { self.reactions(post) },
            files: files(post, subject.map_or("", |subject| subject.section), &mut chance),
            raw: 0..0,
            state: 0,
        };
        if let Some(slot) = post.talk.and_then(|talk| self.roots.get_mut(talk as usize)).filter(|_| opens) {
            *slot = Some((record.remote, record.occurred_at));
        }
        record
    }

    fn reactions(&self, post: &Post) -> Vec<ReactionRecord> {
        let of = |(name, accounts): &(&str, Vec<u32>)| ReactionRecord {
            name: (*name).to_owned(),
            count: u32::try_from(accounts.len()).unwrap_or(u32::MAX),
            accounts: accounts
                .iter()
                .filter_map(|account| self.people.get(*account as usize))
                .map(|person| self.remote(person).to_owned())
                .collect(),
        };
        post.reactions.iter().map(of).collect()
    }
}

const fn kind(role: Role, in_thread: bool) -> ActivityKind {
    match role {
        Role::Join => ActivityKind::Join,
        Role::Leave => ActivityKind::Leave,
        Role::Topic => ActivityKind::System,
        _ if in_thread => ActivityKind::Reply,
        _ => ActivityKind::Post,
    }
}

fn files(post: &Post, section: &str, chance: &mut Chance) -> Vec<FileRecord> {
    let (share, kind) = match (post.role, section) {
        (Role::Open, "show") => (0.7, "jpg"),
        (Role::Open, "social") => (0.08, "jpg"),
        (Role::Question | Role::Info, _) => (0.06, "png"),
        _ => return Vec::new(),
    };
    if !chance.often(share) {
        return Vec::new();
    }
    let name = if kind == "jpg" { "IMG" } else { "Screenshot" };
    (0..1 + chance.below(3))
        .map(|_| FileRecord { name: format!("{name}_{}.{kind}", 1_000 + chance.below(9_000)), kind: kind.to_owned() })
        .collect()
}
