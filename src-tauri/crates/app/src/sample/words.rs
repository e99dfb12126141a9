//! From what somebody says to the words they say it with.
//!
//! **Invariant:** within a conversation a gap (`{crop}`, `{place}` …) is always filled with the same word, so that
//! answers fit their question.

use kith_connect::slack::mrkdwn;

use super::{
    calendar::version,
    chance::Chance,
    people::Person,
    phrases::{Phrases, Talk},
    plan::{Post, Role, Subject},
};

/// Sections in which nobody mixes in English phrases.
const OTHER_LANGUAGES: &[&str] = &["de", "es", "ja", "ar", "digest"];

/// Writes the words of one place.
pub(super) struct Scribe<'a> {
    pub(super) phrases: &'a Phrases,
    pub(super) people: &'a [Person],
    pub(super) forum: bool,
}

impl Scribe<'_> {
    /// The title of a topic.
    pub(super) fn title(&self, post: &Post, subject: &Subject) -> String {
        self.fill(self.topic(subject).map_or("", |talk| talk.title), post, subject)
    }

    /// The words of a post.
    pub(super) fn text(&self, post: &Post, subject: Option<&Subject>) -> String {
        let nothing = Subject { section: "", topic: 0, seed: post.seed, day: 0 };
        let subject = subject.unwrap_or(&nothing);
        let mut chance = Chance::new(post.seed);
        let draft = self.draft(post, subject, &mut chance);
        let filled = self.fill(&draft, post, subject);
        let name = if post.role == Role::Greet { self.mention(post.author, post.to) } else { String::new() };
        capital(&self.encode(&filled).replace("{to}", &name))
    }

    fn topic(&self, subject: &Subject) -> Option<&Talk> {
        self.phrases.talks(subject.section).get(subject.topic)
    }

    fn draft(&self, post: &Post, subject: &Subject, chance: &mut Chance) -> String {
        let topic = self.topic(subject);
        let opening = topic.map_or("", |talk| talk.opening);
        let reply =
            |number: usize| topic.and_then(|talk| talk.replies.get(number % talk.replies.len())).map_or("", |r| *r);
        let english = !OTHER_LANGUAGES.contains(&subject.section);
        let mut parts = Draft::default();
        match post.role {
            Role::Question => {
                parts.maybe(0.45, self.line("hello", chance), chance);
                parts.add(opening);
                parts.maybe(0.4, self.line("context", chance), chance);
                parts.maybe(0.45, self.line("env", chance), chance);
                parts.maybe(0.6, self.line("ask", chance), chance);
            }
            Role::Answer(number) => {
                if chance.often(0.07) {
                    let quoted: &str = opening.split_inclusive(['.', '?']).next().unwrap_or(opening);
                    parts.add(&format!("{}¶> {}¶", self.line("quote-lead", chance), quoted.trim()));
                } else {
                    parts.maybe(0.4, self.line("lead", chance), chance);
                }
                let first = usize::try_from(subject.seed % 7).unwrap_or(0);
                parts.add(reply(first + usize::from(number)));
                parts.maybe(0.38, self.line("more", chance), chance);
            }
            Role::Open => {
                parts.maybe(if english { 0.15 } else { 0.0 }, self.line("hello", chance), chance);
                parts.add(opening);
                parts.maybe(if english { 0.45 } else { 0.0 }, self.line("tail", chance), chance);
            }
            Role::Reply(number) => {
                parts.add(reply(number.into()));
                parts.maybe(if english { 0.2 } else { 0.0 }, self.line("chat", chance), chance);
                parts.maybe(if english { 0.12 } else { 0.0 }, self.line("tail", chance), chance);
            }
            Role::Intro => parts.add(self.line("intro", chance)),
            Role::Join => {
                return format!("{} has joined the channel", self.mention(u32::MAX, post.author));
            }
            Role::Leave => {
                return format!("{} has left the channel", self.mention(u32::MAX, post.author));
            }
            Role::Topic => {
                let topic = self.line("channel-topic", chance);
                return format!("{} set the channel topic: {topic}", self.mention(u32::MAX, post.author));
            }
            role => {
                parts.add(self.line(section(role), chance));
                parts.maybe(if english && role != Role::Chat { 0.3 } else { 0.0 }, self.line("tail", chance), chance);
            }
        }
        let mentions = matches!(post.role, Role::Answer(_) | Role::Thanks | Role::Clarify | Role::Reply(_));
        let share = if post.role == Role::Thanks { 0.45 } else { 0.14 };
        let start =
            if mentions && english && chance.often(share) { self.mention(post.author, post.to) } else { String::new() };
        let gap = if self.forum && parts.0.len() > 2 { "¶¶" } else { " " };
        format!("{start} {}", parts.0.join(gap)).trim().to_owned()
    }

    fn line(&self, section: &str, chance: &mut Chance) -> &'static str {
        chance.pick(self.phrases.lines(section))
    }

    /// How one calls another by name; nobody calls themselves.
    fn mention(&self, author: u32, to: u32) -> String {
        match self.people.get(to as usize).filter(|_| author != to) {
            Some(person) => format!("<@{}>", if self.forum { &person.forum_id } else { &person.chat_id }),
            None => String::new(),
        }
    }

    fn fill(&self, text: &str, post: &Post, subject: &Subject) -> String {
        let mut filled = String::with_capacity(text.len() + 40);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((gap, after)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            filled.push_str(&self.word(gap, post, subject).unwrap_or_else(|| format!("{{{gap}}}")));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    fn word(&self, gap: &str, post: &Post, subject: &Subject) -> Option<String> {
        let mark = gap.bytes().fold(0u64, |mark, byte| mark.wrapping_mul(31).wrapping_add(byte.into()));
        let mut chance = Chance::part(subject.seed, mark);
        match gap {
            "n" | "n2" => Some((3 + chance.below(37)).to_string()),
            "version" => Some(version(subject.day, &mut chance)),
            "area" => Some(subject.section.to_owned()),
            "name" => self.people.get(post.author as usize).map(|person| person.name.clone()),
            _ => {
                let list = self.phrases.lines(gap.trim_end_matches('2'));
                (!list.is_empty()).then(|| self.fill(chance.pick(list), post, subject))
            }
        }
    }

    /// In mrkdwn, which both places write: three signs are escaped, links are marked.
    fn encode(&self, text: &str) -> String {
        let mut encoded = String::with_capacity(text.len() + 16);
        for (number, line) in text.split('¶').enumerate() {
            encoded.push_str(if number > 0 { "\n" } else { "" });
            for (number, word) in line.split(' ').enumerate() {
                encoded.push_str(if number > 0 { " " } else { "" });
                let link = word.trim_matches(['<', '>']);
                if link.starts_with("https://") {
                    encoded.push_str(&format!("<{link}>"));
                } else if word.starts_with("<@") {
                    encoded.push_str(word);
                } else {
                    encoded.push_str(&mrkdwn::escape(word));
                }
            }
        }
        encoded
    }
}

/// Sentences that are still being put together.
#[derive(Debug, Default)]
struct Draft(Vec<String>);

impl Draft {
    fn add(&mut self, part: &str) {
        self.0.push(part.to_owned());
    }

    fn maybe(&mut self, share: f64, part: &str, chance: &mut Chance) {
        if chance.often(share) {
            self.add(part);
        }
    }
}

/// People begin with a capital, whatever word fills the first gap.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

const fn section(role: Role) -> &'static str {
    match role {
        Role::Same => "same",
        Role::Clarify => "clarify",
        Role::Info => "info",
        Role::Thanks => "thanks",
        Role::Welcome => "welcome",
        Role::Late => "late",
        Role::Greet => "greet",
        _ => "chat",
    }
}
