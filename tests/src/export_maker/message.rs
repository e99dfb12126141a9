//! One day of one channel, with everything a message of an export carries.

use std::{collections::HashMap, fmt::Write};

use super::{
    chance::Chance,
    json::Json,
    people::{Person, TEAM, id},
    timeline::{Kind, Line, Thread},
    vocabulary::Vocabulary,
};

const REACTIONS: &[&str] = &[
    "+1",
    "heart",
    "tada",
    "eyes",
    "joy",
    "100",
    "raised_hands",
    "thinking_face",
    "rocket",
    "wave",
    "white_check_mark",
    "pray",
    "+1::skin-tone-3",
    "blob-dance",
];

/// Writes the words and the keys of messages.
pub(crate) struct Scribe {
    seed: u64,
    people: usize,
    vocabulary: Vocabulary,
    text: String,
}

impl Scribe {
    pub(crate) fn new(seed: u64, people: usize) -> Self {
        Self { seed, people, vocabulary: Vocabulary::new(), text: String::new() }
    }

    /// Replaces the JSON by one day file.
    pub(crate) fn day(
        &mut self,
        day: &[Line],
        all: &[Line],
        threads: &HashMap<u32, Thread>,
        json: &mut Json,
        chance: &mut Chance,
    ) {
        json.start();
        json.open('[');
        for line in day {
            json.open('{');
            match line.kind {
                Kind::Join => self.join(line, json),
                Kind::Bot => self.bot(line, json, chance),
                Kind::Post | Kind::Reply => self.message(line, all, threads, json, chance),
            }
            json.close('}');
        }
        json.close(']');
    }

    fn join(&mut self, line: &Line, json: &mut Json) {
        let person = Person::new(self.seed, line.author);
        json.text("subtype", "channel_join");
        json.text("user", &person.id);
        json.text("text", &format!("<@{}> has joined the channel", person.id));
        json.text("type", "message");
        json.text("ts", &ts(line.micros));
    }

    fn bot(&mut self, line: &Line, json: &mut Json, chance: &mut Chance) {
        self.say(chance);
        json.text("type", "message");
        json.text("text", &self.text);
        json.text("ts", &ts(line.micros));
        json.text("bot_id", &id('B', self.seed, line.author.into()));
        if line.author == 0 {
            json.text("subtype", "bot_message");
            json.text("username", "feeds");
            return;
        }
        json.text("user", &Person::new(self.seed, line.author).id);
        json.open_at("bot_profile", '{');
        json.text("id", &id('B', self.seed, line.author.into()));
        json.text("app_id", &id('A', self.seed, line.author.into()));
        json.text("name", &format!("helper {}", line.author));
        json.bare("deleted", false);
        json.text("team_id", TEAM);
        json.close('}');
        json.text("team", TEAM);
    }

    fn message(
        &mut self,
        line: &Line,
        all: &[Line],
        threads: &HashMap<u32, Thread>,
        json: &mut Json,
        chance: &mut Chance,
    ) {
        let person = Person::new(self.seed, line.author);
        let thread = (line.kind == Kind::Post).then(|| threads.get(&line.root)).flatten();
        let root = &all[line.root as usize];
        self.say(chance);
        json.text("user", &person.id);
        json.text("type", "message");
        json.text("ts", &ts(line.micros));
        json.text("client_msg_id", &uuid(chance));
        json.text("text", &self.text);
        person.in_message(json);
        if thread.is_some() || line.kind == Kind::Reply {
            json.text("thread_ts", &ts(root.micros));
        }
        if line.kind == Kind::Reply {
            json.text("parent_user_id", &Person::new(self.seed, root.author).id);
        }
        if let Some(thread) = thread {
            self.thread(thread, json);
        }
        self.blocks(json, chance);
        if chance.often(0.125) {
            self.reactions(json, chance);
        }
        if chance.often(0.0356) {
            json.open_at("edited", '{');
            json.text("user", &person.id);
            json.text("ts", &format!("{}.000000", line.micros / 1_000_000 + 20 + chance.below(900) as i64));
            json.close('}');
        }
    }

    fn thread(&self, thread: &Thread, json: &mut Json) {
        json.bare("reply_count", thread.replies);
        json.bare("reply_users_count", thread.people.len());
        json.text("latest_reply", &ts(thread.latest));
        json.open_at("reply_users", '[');
        for &person in &thread.people {
            json.item(&Person::new(self.seed, person).id);
        }
        json.close(']');
        json.bare("is_locked", false);
        json.bare("subscribed", false);
    }

    fn blocks(&self, json: &mut Json, chance: &mut Chance) {
        json.open_at("blocks", '[');
        json.open('{');
        json.text("type", "rich_text");
        json.text("block_id", &format!("{:05x}", chance.next() & 0xf_ffff));
        json.open_at("elements", '[');
        json.open('{');
        json.text("type", "rich_text_section");
        json.open_at("elements", '[');
        json.open('{');
        json.text("type", "text");
        json.text("text", &self.text);
        for bracket in ['}', ']', '}', ']', '}', ']'] {
            json.close(bracket);
        }
    }

    fn reactions(&self, json: &mut Json, chance: &mut Chance) {
        json.open_at("reactions", '[');
        let first = chance.below(REACTIONS.len());
        for kind in 0..1 + chance.rank(4, 2.0) {
            let mut people: Vec<usize> =
                (0..1 + chance.rank(12, 1.7)).map(|_| chance.rank(self.people, 1.02)).collect();
            people.sort_unstable();
            people.dedup();
            json.open('{');
            json.text("name", REACTIONS[(first + kind) % REACTIONS.len()]);
            json.open_at("users", '[');
            for &person in &people {
                json.item(&Person::new(self.seed, person as u32).id);
            }
            json.close(']');
            json.bare("count", people.len());
            json.close('}');
        }
        json.close(']');
    }

    fn say(&mut self, chance: &mut Chance) {
        let (seed, people) = (self.seed, self.people);
        self.text.clear();
        let mention = |chance: &mut Chance| Person::new(seed, chance.rank(people, 1.02) as u32).id;
        self.vocabulary.sentence(chance, mention, &mut self.text);
    }
}

fn ts(micros: i64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

fn uuid(chance: &mut Chance) -> String {
    let mut hex = String::with_capacity(36);
    let (high, low) = (chance.next(), chance.next());
    let _ = write!(
        hex,
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff
    );
    hex
}
