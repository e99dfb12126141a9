//! When people of a large community speak: five years that grow, with weekdays, working hours, Augusts and late answers.
//!
//! **Invariants:** an answer comes after the message that opened its thread; within a channel no two messages share a
//! moment; nothing happens outside the five years.

use std::collections::HashMap;

use super::chance::{Chance, Weighted};

/// Monday, 2021-11-01, midnight UTC, as a number of days since 1970.
pub(crate) const FIRST_DAY: i64 = 18_932;
pub(crate) const DAYS: usize = 1_826;
const DAY: i64 = 86_400_000_000;
const MINUTE: f64 = 60e6;
const START: i64 = FIRST_DAY * DAY;
const END: i64 = START + DAYS as i64 * DAY;

const WEEKDAY: [f64; 7] = [1.0, 1.06, 1.05, 1.0, 0.86, 0.33, 0.3];
const HOUR: [f64; 24] = [
    3.0, 2.0, 2.0, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0, 9.0, 9.0, 8.5, 8.0, 9.0, 10.0, 10.0, 9.5, 9.0, 8.0, 7.5, 7.0, 6.0,
    5.0, 4.0,
];

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Post,
    Reply,
    Join,
    Bot,
}

/// One message, without its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) micros: i64,
    pub(crate) author: u32,
    /// Where the message is that it answers; of a post, its own place.
    pub(crate) root: u32,
    pub(crate) kind: Kind,
}

/// What a root knows about the answers to it.
#[derive(Debug, Default)]
pub(crate) struct Thread {
    pub(crate) replies: u32,
    pub(crate) latest: i64,
    pub(crate) people: Vec<u32>,
}

/// How the five years go.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// The share of all activity up to the end of each day.
    upto: Vec<f64>,
    hours: Weighted,
}

impl Calendar {
    pub(crate) fn new() -> Self {
        let mut sum = 0.0;
        let upto = (0..DAYS)
            .map(|day| {
                let season = match (day + 304) % 365 {
                    212..=242 => 0.7,
                    355..=365 | 0..=2 => 0.45,
                    _ => 1.0,
                };
                sum += (0.12 + (day as f64 / DAYS as f64).powf(1.3)) * WEEKDAY[day % 7] * season;
                sum
            })
            .collect();
        Self { upto, hours: Weighted::new(&HOUR) }
    }

    fn moment(&self, from_day: usize, chance: &mut Chance) -> i64 {
        let low = if from_day == 0 { 0.0 } else { self.upto[from_day - 1] };
        let at = low + chance.unit() * (self.upto[DAYS - 1] - low);
        let day = self.upto.partition_point(|&upto| upto <= at).min(DAYS - 1);
        let hour = self.hours.draw(chance) as i64;
        START + day as i64 * DAY + hour * (DAY / 24) + (chance.unit() * (DAY / 24) as f64) as i64
    }
}

/// Who writes in one channel.
pub(crate) struct Crowd {
    pub(crate) people: usize,
    pub(crate) channel: usize,
}

impl Crowd {
    /// Some write everywhere, most in a few channels; few write most.
    pub(crate) fn one(&self, chance: &mut Chance) -> u32 {
        let rank = chance.rank(self.people, 1.02);
        if chance.often(0.4) {
            return rank as u32;
        }
        ((rank * 7_919 + (self.channel + 1) * 104_729) % self.people) as u32
    }
}

/// All messages of a channel in order of time, and its threads by the place of their roots.
pub(crate) fn channel(
    calendar: &Calendar,
    crowd: &Crowd,
    messages: usize,
    from_day: usize,
    chance: &mut Chance,
) -> (Vec<Line>, HashMap<u32, Thread>) {
    let mut lines = Vec::with_capacity(messages);
    let replies = messages * 38 / 100;
    for _ in 0..messages - replies {
        let kind = match chance.unit() {
            ..0.0484 => Kind::Join,
            ..0.071 => Kind::Bot,
            _ => Kind::Post,
        };
        let author = if kind == Kind::Bot { chance.below(8) as u32 } else { crowd.one(chance) };
        let root = lines.len() as u32;
        lines.push(Line { micros: calendar.moment(from_day, chance), author, root, kind });
    }
    answers(&mut lines, replies, crowd, chance);
    sort(&mut lines);
    let mut threads: HashMap<u32, Thread> = HashMap::new();
    for line in lines.iter().filter(|line| line.kind == Kind::Reply) {
        let thread = threads.entry(line.root).or_default();
        thread.replies += 1;
        thread.latest = line.micros;
        if thread.people.len() < 5 && !thread.people.contains(&line.author) {
            thread.people.push(line.author);
        }
    }
    (lines, threads)
}

fn answers(lines: &mut Vec<Line>, mut left: usize, crowd: &Crowd, chance: &mut Chance) {
    let roots = lines.len();
    while left > 0 && roots > 0 {
        let root = chance.below(roots);
        let opened = lines[root];
        if opened.kind != Kind::Post {
            // A channel with nothing but joins still has to come to an end.
            left -= usize::from(roots < 20);
            continue;
        }
        let size = (1 + ((0.8 * chance.normal()).exp() * 1.5) as usize).min(left);
        left -= size;
        let mut last = opened.author;
        for _ in 0..size {
            let author = if chance.often(0.35) && last != opened.author { opened.author } else { crowd.one(chance) };
            let micros = (opened.micros + delay(chance)).min(END - 1);
            let micros = if micros == END - 1 { between(opened.micros, END, chance) } else { micros };
            lines.push(Line { micros, author, root: root as u32, kind: Kind::Reply });
            last = author;
        }
    }
}

fn between(from: i64, until: i64, chance: &mut Chance) -> i64 {
    from + 1 + (chance.unit() * (until - from - 1) as f64) as i64
}

/// Most answers come within hours, a fifth after days, a few after months.
fn delay(chance: &mut Chance) -> i64 {
    let minutes = match chance.unit() {
        ..0.78 => (1.5 * chance.normal()).exp() * 35.0,
        ..0.95 => 1_440.0 * (0.5 + 5.5 * chance.unit()),
        _ => 1_440.0 * 7.0 * (chance.unit() * 3.4).exp(),
    };
    (minutes * MINUTE) as i64 + 1
}

fn sort(lines: &mut [Line]) {
    let mut order: Vec<u32> = (0..lines.len() as u32).collect();
    order.sort_by_key(|&old| (lines[old as usize].micros, old));
    let mut place = vec![0u32; lines.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old as usize] = new as u32;
    }
    let sorted: Vec<Line> = order.iter().map(|&old| lines[old as usize]).collect();
    lines.copy_from_slice(&sorted);
    let mut last = i64::MIN;
    for line in lines {
        line.root = place[line.root as usize];
        line.micros = line.micros.max(last + 1);
        last = line.micros;
    }
}
