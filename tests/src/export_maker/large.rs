//! Large exports for the benches: as many messages as asked for, always the same for the same seed.
//!
//! **Invariant:** one channel's skeleton (24 bytes a message) and one day's JSON are in memory, never the whole.

use std::io::{self, Write};

use kith_domain::time::day_with_number;

use super::{
    chance::{Chance, Weighted},
    json::Json,
    message::Scribe,
    people::{Person, id, zones},
    timeline::{Calendar, Crowd, DAYS, FIRST_DAY, channel},
};
use crate::zip_writer::{Entry, ZipWriter};

/// Days are cut at midnight of a zone eight hours behind UTC, for Slack cuts them by a local zone, too.
const CUT: i64 = 8 * 3_600_000_000;
const DAY: i64 = 86_400_000_000;
const NAMES: &[&str] = &[
    "general",
    "random",
    "help",
    "introductions",
    "announcements",
    "events",
    "jobs",
    "show-and-tell",
    "feedback",
    "off-topic",
    "releases",
    "contributors",
    "beginners",
    "operators",
    "docs",
    "design",
    "security",
    "meetups",
];

/// What to make.
#[derive(Debug, Clone)]
pub struct Large {
    /// How many messages, joins and all.
    pub messages: usize,
    /// How many people.
    pub people: usize,
    /// How many public channels.
    pub channels: usize,
    /// How much busier a channel is than the next one.
    pub slope: f64,
    /// Another seed gives another community.
    pub seed: u64,
    /// How hard to deflate, 1 to 12.
    pub level: i32,
}

/// What was made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Made {
    /// Messages written.
    pub messages: usize,
    /// Day files written.
    pub files: usize,
    /// Bytes of JSON before they were deflated.
    pub bytes: u64,
}

impl Large {
    /// A community of a plausible shape for a number of messages.
    pub fn new(messages: usize) -> Self {
        let (people, channels, slope) = match messages {
            0..300_000 => (2_000, 78, 1.05),
            300_000..3_000_000 => (20_000, 212, 1.05),
            _ => (100_000, 400, 1.35),
        };
        Self { messages, people, channels, slope, seed: 1, level: 4 }
    }

    /// Writes the archive, front to back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write<W: Write>(&self, out: W) -> io::Result<(W, Made)> {
        let mut zip = ZipWriter::new(out);
        let mut made = Made::default();
        let mut json = Json::default();
        self.users(&mut json);
        self.add(&mut zip, "users.json", &json, &mut made)?;
        self.list_channels(&mut json);
        self.add(&mut zip, "channels.json", &json, &mut made)?;
        json.start();
        json.open('[');
        json.close(']');
        self.add(&mut zip, "integration_logs.json", &json, &mut made)?;

        let calendar = Calendar::new();
        let mut scribe = Scribe::new(self.seed, self.people);
        for (number, (messages, from_day)) in self.sizes().into_iter().enumerate() {
            let crowd = Crowd { people: self.people, channel: number };
            let mut chance = Chance::part(self.seed, number as u64 + 1);
            let (lines, threads) = channel(&calendar, &crowd, messages, from_day, &mut chance);
            made.messages += lines.len();
            let name = self.name(number);
            for day in lines.chunk_by(|a, b| (a.micros - CUT) / DAY == (b.micros - CUT) / DAY) {
                let Some(first) = day.first() else { continue };
                scribe.day(day, &lines, &threads, &mut json, &mut chance);
                let on = day_with_number((first.micros - CUT) / DAY);
                self.add(&mut zip, &format!("{name}/{on}.json"), &json, &mut made)?;
                made.files += 1;
            }
        }
        Ok((zip.finish()?, made))
    }

    fn add<W: Write>(&self, zip: &mut ZipWriter<W>, name: &str, json: &Json, made: &mut Made) -> io::Result<()> {
        made.bytes += json.out.len() as u64;
        zip.add(&Entry::new(name).without_utf8_flag().level(self.level), json.out.as_bytes())
    }

    /// Messages and first day of each channel.
    fn sizes(&self) -> Vec<(usize, usize)> {
        let weights: Vec<f64> = (0..self.channels).map(|rank| (rank as f64 + 2.0).powf(-self.slope)).collect();
        let scale = self.messages as f64 / weights.iter().sum::<f64>();
        let mut chance = Chance::part(self.seed, 0xc4a2);
        let mut sizes: Vec<(usize, usize)> = weights
            .iter()
            .enumerate()
            .map(|(rank, weight)| {
                let first = if rank < 6 { 0 } else { (chance.unit().powf(1.5) * 0.9 * DAYS as f64) as usize };
                ((weight * scale) as usize, first)
            })
            .collect();
        let left = self.messages - sizes.iter().map(|(messages, _)| messages).sum::<usize>();
        sizes[0].0 += left;
        sizes
    }

    fn name(&self, number: usize) -> String {
        match NAMES.get(number) {
            Some(name) => (*name).to_owned(),
            None => format!("topic-{number:03}"),
        }
    }

    fn users(&self, json: &mut Json) {
        let zones: Weighted = zones();
        json.start();
        json.open('[');
        for number in 0..self.people as u32 {
            Person::new(self.seed, number).in_list(&zones, json);
        }
        json.close(']');
    }

    fn list_channels(&self, json: &mut Json) {
        json.start();
        json.open('[');
        for (number, (messages, from_day)) in self.sizes().into_iter().enumerate() {
            let crowd = Crowd { people: self.people, channel: number };
            let mut chance = Chance::part(self.seed, 0x10_0000 + number as u64);
            let name = self.name(number);
            json.open('{');
            json.text("id", &id('C', self.seed, number as u64));
            json.text("name", &name);
            json.bare("created", (FIRST_DAY + from_day as i64) * 86_400);
            json.text("creator", &Person::new(self.seed, 0).id);
            json.bare("is_archived", number % 29 == 28);
            json.bare("is_general", number == 0);
            json.open_at("members", '[');
            let mut members: Vec<u32> = (0..(messages / 20).clamp(3, 300)).map(|_| crowd.one(&mut chance)).collect();
            members.sort_unstable();
            members.dedup();
            for member in members {
                json.item(&Person::new(self.seed, member).id);
            }
            json.close(']');
            for key in ["topic", "purpose"] {
                json.open_at(key, '{');
                json.text("value", &if key == "topic" { String::new() } else { format!("All about {name}") });
                json.text("creator", "");
                json.bare("last_set", 0);
                json.close('}');
            }
            json.close('}');
        }
        json.close(']');
    }
}
