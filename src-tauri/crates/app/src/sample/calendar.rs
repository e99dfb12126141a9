//! The three years of the sample: seasons, weekdays and the hours people are awake where they live.
//!
//! **Invariant:** days are counted in each person's own zone; nothing lies after `until`.

use chrono::Datelike;
use kith_domain::time::{DAY, HOUR, day_number, day_of, day_with_number, start_of_day, zone};

use super::chance::Chance;

/// How many days the sample has.
pub(super) const DAYS: usize = 1_096;
/// The day Trellis 1.0 came out.
pub(super) const LAUNCH: usize = 420;
/// The day of a talk that many saw.
pub(super) const TALK: usize = 830;

const WEEKDAY: [f64; 7] = [1.0, 1.05, 1.1, 1.0, 0.85, 0.75, 0.7];
/// How many of a hundred people are at it, by their own hour.
const AWAKE: [u8; 24] = [15, 8, 5, 4, 4, 10, 30, 55, 75, 80, 80, 75, 80, 75, 70, 70, 75, 85, 95, 100, 100, 90, 60, 30];

/// Days, and where they begin.
#[derive(Debug)]
pub(super) struct Calendar {
    pub(super) until: i64,
    first: i64,
    zones: Vec<(String, Vec<i64>)>,
}

impl Calendar {
    /// The years before an instant, with days as in a zone.
    pub(super) fn new(until: i64, home: &str) -> Self {
        let last = zone(home).or_else(|| zone("UTC")).map_or(0, |home| day_number(day_of(until, home)));
        Self { until, first: last + 1 - DAYS as i64, zones: Vec::new() }
    }

    /// The number under which a zone is known here.
    pub(super) fn zone(&mut self, name: &str) -> usize {
        if let Some(known) = self.zones.iter().position(|(zone, _)| zone == name) {
            return known;
        }
        let days = self.first - 2..self.first + DAYS as i64 + 3;
        let midnights = match zone(name) {
            Some(zone) => days.map(|day| start_of_day(day_with_number(day), zone)).collect(),
            None => days.map(|day| day * DAY).collect(),
        };
        self.zones.push((name.to_owned(), midnights));
        self.zones.len() - 1
    }

    /// The IANA name of a zone.
    pub(super) fn zone_name(&self, zone: usize) -> &str {
        self.zones.get(zone).map_or("UTC", |(name, _)| name.as_str())
    }

    fn midnight(&self, zone: usize, day: i64) -> i64 {
        let known = self.zones.get(zone).and_then(|(_, midnights)| midnights.get(usize::try_from(day + 2).ok()?));
        known.copied().unwrap_or((self.first + day) * DAY)
    }

    /// When a day begins in a zone.
    pub(super) fn start(&self, zone: usize, day: usize) -> i64 {
        self.midnight(zone, day as i64)
    }

    /// The day and the hour of an instant in a zone.
    pub(super) fn local(&self, zone: usize, at: i64) -> (usize, usize) {
        let mut day = (at - self.first * DAY).div_euclid(DAY);
        if at < self.midnight(zone, day) {
            day -= 1;
        } else if at >= self.midnight(zone, day + 1) {
            day += 1;
        }
        let hour = (at - self.midnight(zone, day)) / HOUR;
        (usize::try_from(day).unwrap_or(0), usize::try_from(hour).unwrap_or(0).min(23))
    }

    /// A moment of a day at which somebody in a zone is awake.
    pub(super) fn moment(&self, zone: usize, day: usize, chance: &mut Chance) -> i64 {
        let mut hour = chance.below(24);
        while !awake(hour, chance) {
            hour = chance.below(24);
        }
        self.start(zone, day) + hour as i64 * HOUR + chance.below(HOUR as usize) as i64
    }

    /// The instant itself, or a later one at which somebody in a zone is awake.
    pub(super) fn when_awake(&self, zone: usize, mut at: i64, chance: &mut Chance) -> i64 {
        for _ in 0..14 {
            if awake(self.local(zone, at).1, chance) {
                break;
            }
            at += HOUR / 2 + chance.below(HOUR as usize) as i64;
        }
        at
    }

    /// How much is going on on a day because of the season, the weekday and what happened.
    pub(super) fn mood(&self, day: usize) -> f64 {
        let number = self.first + day as i64;
        let weekday = usize::try_from((number + 3).rem_euclid(7)).unwrap_or(0);
        let date = day_with_number(number);
        let season = match (date.month(), date.day()) {
            (12, 20..) | (1, ..=3) => 0.4,
            (8, _) => 0.65,
            (3..=5, _) => 1.25,
            _ => 1.0,
        };
        let news = [(LAUNCH, 1.6, 10.0), (TALK, 0.7, 7.0)];
        let excitement: f64 = news.iter().map(|&(since, size, days)| after(day, since, size, days)).sum();
        WEEKDAY.get(weekday).copied().unwrap_or(1.0) * season * (1.0 + excitement)
    }

    /// How many newcomers a day brings.
    pub(super) fn pull(&self, day: usize) -> f64 {
        let growth = 0.35 + 1.5 * (day as f64 / DAYS as f64).powf(1.2);
        growth * self.mood(day) + after(day, LAUNCH, 7.0, 11.0) + after(day, TALK, 3.5, 8.0)
    }
}

fn after(day: usize, since: usize, size: f64, days: f64) -> f64 {
    day.checked_sub(since).map_or(0.0, |gone| size * (-(gone as f64) / days).exp())
}

fn awake(hour: usize, chance: &mut Chance) -> bool {
    chance.below(100) < usize::from(AWAKE.get(hour).copied().unwrap_or(50))
}

/// The version of Trellis that people had at a time.
pub(super) fn version(day: usize, chance: &mut Chance) -> String {
    match day.checked_sub(LAUNCH) {
        None => format!("0.{}", 5 + day / 70),
        Some(0..20) => "1.0".to_owned(),
        Some(since) => format!("1.{}.{}", since / 45, chance.below(3)),
    }
}
